import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [{ path: '/geography', load: () => import('./GeographyPage.tsx') }]
