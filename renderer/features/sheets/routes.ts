import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [{ path: '/sheets/import', load: () => import('./ImportPage.tsx') }]
