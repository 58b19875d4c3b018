import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [{ path: '/office', load: () => import('./OfficePage.tsx') }]
