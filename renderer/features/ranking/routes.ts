import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/plans/$planId/ranking', load: () => import('./RankingPage.tsx') },
]
