import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/plans', load: () => import('./PlansPage.tsx') },
  { path: '/plans/$planId', load: () => import('./PlanPage.tsx') },
]
