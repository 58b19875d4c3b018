import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [{ path: '/progress', load: () => import('./ProgressPage.tsx') }]
