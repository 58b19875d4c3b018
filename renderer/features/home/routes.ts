import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [{ path: '/', load: () => import('./HomePage.tsx') }]
