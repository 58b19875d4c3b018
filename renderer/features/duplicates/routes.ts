import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [{ path: '/duplicates', load: () => import('./DuplicatesPage.tsx') }]
