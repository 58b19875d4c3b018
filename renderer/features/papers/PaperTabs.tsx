import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/client.ts'
import { useGo } from '../../app/routes.tsx'

/** `register:<key>` = a register of the office (resources/rules/registers). */
export type PaperTab = 'letters' | 'lists' | `register:${string}`

const placeOf = (tab: PaperTab): string =>
  tab === 'letters'
    ? '/papers'
    : tab === 'lists'
      ? '/papers/lists'
      : `/papers/registers?register=${encodeURIComponent(tab.slice('register:'.length))}`

/** Letters, every register of the office, lists for others. */
export function PaperTabs({ value }: { value: PaperTab }) {
  const { t } = useTranslation()
  const go = useGo()
  const { data: registers = [] } = useQuery(api.papers.registers.queryOptions())
  const tabs: { tab: PaperTab; label: string }[] = [
    { tab: 'letters', label: t('papers.tab.letters') },
    ...registers.map(({ key, name }) => ({ tab: `register:${key}` as const, label: name })),
    { tab: 'lists', label: t('papers.tab.lists') },
  ]
  return (
    <Tabs
      value={tabs.some(({ tab }) => tab === value) ? value : false}
      onChange={(_, next: PaperTab) => go(placeOf(next))}
      variant="scrollable"
      sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
    >
      {tabs.map(({ tab, label }) => (
        <Tab key={tab} value={tab} label={label} />
      ))}
    </Tabs>
  )
}
