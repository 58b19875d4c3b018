import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/exchange', load: () => import('./HandInPage.tsx') },
  { path: '/exchange/in', load: () => import('./TakeInPage.tsx') },
  { path: '/exchange/corrections', load: () => import('./CorrectionsPage.tsx') },
]
