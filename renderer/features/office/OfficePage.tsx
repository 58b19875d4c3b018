import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useTranslation } from 'react-i18next'
import { useQueryParam } from '../../app/routes.tsx'
import { Page } from '../../ui/index.ts'
import { LayoutsTab } from '../layouts/LayoutsTab.tsx'
import { TemplatesTab } from '../templates/TemplatesTab.tsx'
import { BackupTab } from './BackupTab.tsx'
import { DisplayTab } from './DisplayTab.tsx'
import { HistoryTab } from './HistoryTab.tsx'
import { KeyTab } from './KeyTab.tsx'
import { LetterheadTab } from './LetterheadTab.tsx'
import { RulesTab } from './RulesTab.tsx'
import { SignatoriesTab } from './SignatoriesTab.tsx'
import { StaffTab } from './StaffTab.tsx'

const tabs = {
  letterhead: LetterheadTab,
  signatories: SignatoriesTab,
  staff: StaffTab,
  rules: RulesTab,
  layouts: LayoutsTab,
  templates: TemplatesTab,
  keys: KeyTab,
  backups: BackupTab,
  history: HistoryTab,
  display: DisplayTab,
} as const
type TabName = keyof typeof tabs
const names = Object.keys(tabs) as TabName[]

/** Settings of the office. */
export default function OfficePage() {
  const { t } = useTranslation()
  const [asked, ask] = useQueryParam('tab')
  const tab = names.find((name) => name === asked) ?? 'letterhead'
  const Shown = tabs[tab]
  return (
    <Page title={t('nav.office')} help={t('office.help')}>
      <Tabs
        value={tab}
        onChange={(_, next: TabName) => ask(next)}
        aria-label={t('nav.office')}
        variant="scrollable"
        sx={{ mb: 1.4, borderBottom: 1, borderColor: 'divider' }}
      >
        {names.map((name) => (
          <Tab
            key={name}
            value={name}
            label={t(`office.tab.${name}`)}
            id={`tab-${name}`}
            aria-controls="office-panel"
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id="office-panel" aria-labelledby={`tab-${tab}`}>
        <Shown />
      </Box>
    </Page>
  )
}
