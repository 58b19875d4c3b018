import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [{ path: '/orders/$orderId', load: () => import('./OrderPage.tsx') }]
