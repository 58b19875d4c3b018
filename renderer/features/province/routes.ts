import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/province/board', load: () => import('./BoardPage.tsx') },
  { path: '/province/consolidated', load: () => import('./ConsolidatedPage.tsx') },
  { path: '/province/district/$districtCode', load: () => import('./DistrictPage.tsx') },
]
