import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/meetings', load: () => import('./MeetingsPage.tsx') },
  { path: '/meetings/follow-ups', load: () => import('./FollowUpsPage.tsx') },
  { path: '/meetings/$meetingId', load: () => import('./MeetingPage.tsx') },
]
