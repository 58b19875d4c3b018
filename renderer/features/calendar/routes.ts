import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [{ path: '/calendar', load: () => import('./CalendarPage.tsx') }]
