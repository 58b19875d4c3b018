import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/directives', load: () => import('./DirectivesPage.tsx') },
  { path: '/directives/new', load: () => import('./RegisterPage.tsx') },
  { path: '/directives/$directiveId', load: () => import('./DirectivePage.tsx') },
  { path: '/calendar', load: () => import('./CalendarPage.tsx') },
]
