import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/papers', load: () => import('./LettersPage.tsx') },
  { path: '/papers/letters/new', load: () => import('./NewLetterPage.tsx') },
  { path: '/papers/letters/$letterId', load: () => import('./LetterPage.tsx') },
  { path: '/papers/lists', load: () => import('./ListsPage.tsx') },
  { path: '/papers/registers', load: () => import('./RegistersPage.tsx') },
]
