import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/forums', load: () => import('./ForumsPage.tsx') },
  { path: '/forums/$forumId', load: () => import('./ForumPage.tsx') },
]
