import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/exchange', load: () => import('./HandInPage.tsx') },
  { path: '/exchange/in', load: () => import('./TakeInPage.tsx') },
  { path: '/exchange/board', load: () => import('./BoardPage.tsx') },
  { path: '/exchange/consolidated', load: () => import('./ConsolidatedPage.tsx') },
]
