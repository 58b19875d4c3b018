import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/reports', load: () => import('./ReportsPage.tsx') },
  { path: '/reports/$reportId', load: () => import('./ReportPage.tsx') },
]
