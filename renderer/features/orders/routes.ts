import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/orders', load: () => import('./OrdersPage.tsx') },
  { path: '/orders/batch/$batchId', load: () => import('./BatchPage.tsx') },
  { path: '/orders/$orderId', load: () => import('./OrderPage.tsx') },
]
