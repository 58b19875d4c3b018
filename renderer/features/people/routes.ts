import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/people', load: () => import('./PeoplePage.tsx') },
  { path: '/people/$postId', load: () => import('./PostPage.tsx') },
]
