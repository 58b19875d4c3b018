import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/plans', load: () => import('./PlansPage.tsx') },
  { path: '/plans/ways', load: () => import('./WaysPage.tsx') },
  { path: '/plans/new-year', load: () => import('./NewYearPage.tsx') },
  { path: '/plans/$planId', load: () => import('./PlanPage.tsx') },
  { path: '/plans/$planId/difference', load: () => import('./DifferencePage.tsx') },
]
