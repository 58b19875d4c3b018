import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/projects', load: () => import('./ProjectsPage.tsx') },
  { path: '/projects/$projectId', load: () => import('./ProjectPage.tsx') },
]
