import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/fieldwork', load: () => import('./FieldworkPage.tsx') },
  { path: '/fieldwork/$packageId', load: () => import('./WorkPage.tsx') },
]
