import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useTranslation } from 'react-i18next'
import { useGo } from '../../app/routes.tsx'

const places = {
  letters: '/papers',
  outgoing: '/papers/registers?register=outgoing',
  order: '/papers/registers?register=order',
  lists: '/papers/lists',
} as const
export type PaperTab = keyof typeof places

/** Letters, register of letters, register of orders. */
export function PaperTabs({ value }: { value: PaperTab }) {
  const { t } = useTranslation()
  const go = useGo()
  return (
    <Tabs
      value={value}
      onChange={(_, next: PaperTab) => go(places[next])}
      sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
    >
      {(Object.keys(places) as PaperTab[]).map((tab) => (
        <Tab key={tab} value={tab} label={t(`papers.tab.${tab}`)} />
      ))}
    </Tabs>
  )
}
