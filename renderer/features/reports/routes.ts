import type { FeatureRoute } from '../../app/routes.tsx'

export const routes: FeatureRoute[] = [
  { path: '/reports', load: () => import('./ReportsPage.tsx') },
  { path: '/reports/notes', load: () => import('./NotesPage.tsx') },
  { path: '/reports/forms', load: () => import('./FormsPage.tsx') },
  { path: '/reports/forms/$formKey', load: () => import('./FormPage.tsx') },
  { path: '/reports/$reportId', load: () => import('./ReportPage.tsx') },
]
