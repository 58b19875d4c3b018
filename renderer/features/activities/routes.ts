import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [{ path: '/activities', load: () => import('./ActivitiesPage.tsx') }]
