import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/directives', load: () => import('./DirectivesPage.tsx') },
  { path: '/directives/new', load: () => import('./RegisterPage.tsx') },
  { path: '/directives/duties', load: () => import('./DutiesPage.tsx') },
  { path: '/directives/editions', load: () => import('./EditionsPage.tsx') },
  { path: '/directives/$directiveId', load: () => import('./DirectivePage.tsx') },
  { path: '/directives/$directiveId/edit', load: () => import('./EditPage.tsx') },
  { path: '/directives/$directiveId/copy', load: () => import('./CopyPage.tsx') },
]
