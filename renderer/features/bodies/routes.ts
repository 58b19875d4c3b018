import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/bodies', load: () => import('./BodiesPage.tsx') },
  { path: '/bodies/$bodyId', load: () => import('./BodyPage.tsx') },
]
