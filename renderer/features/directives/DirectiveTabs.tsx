import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useTranslation } from 'react-i18next'
import { useGo } from '../../app/routes.tsx'

const places = {
  letters: '/directives',
  duties: '/directives/duties',
  editions: '/directives/editions',
} as const
type DirectiveTab = keyof typeof places

/** Letters, their duties in one table, editions of the guideline. */
export function DirectiveTabs({ value }: { value: DirectiveTab }) {
  const { t } = useTranslation()
  const go = useGo()
  return (
    <Tabs
      value={value}
      onChange={(_, next: DirectiveTab) => go(places[next])}
      aria-label={t('nav.directives')}
      sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
    >
      {(Object.keys(places) as DirectiveTab[]).map((tab) => (
        <Tab key={tab} value={tab} label={t(`directives.tab.${tab}`)} />
      ))}
    </Tabs>
  )
}
