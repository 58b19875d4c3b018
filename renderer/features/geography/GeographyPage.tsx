import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useTranslation } from 'react-i18next'
import { useQueryParam } from '../../app/routes.tsx'
import { Page } from '../../ui/index.ts'
import { FiguresTab } from './FiguresTab.tsx'
import { LaosTab } from './LaosTab.tsx'
import { VillagesTab } from './VillagesTab.tsx'

/** Villages, communities, their figures by year, and local authorities of the office's area (C4). */
export default function GeographyPage() {
  const { t } = useTranslation()
  const [asked, ask] = useQueryParam('tab')
  const tab = asked === 'laos' || asked === 'figures' ? asked : 'villages'
  return (
    <Page title={t('geography.title')} help={t('geography.help')}>
      <Tabs
        value={tab}
        onChange={(_, next: string) => ask(next)}
        aria-label={t('geography.title')}
        sx={{ mb: 1.4, borderBottom: 1, borderColor: 'divider' }}
      >
        <Tab
          value="villages"
          label={t('geography.tab.villages')}
          id="tab-villages"
          aria-controls="area-panel"
        />
        <Tab value="figures" label={t('geography.tab.figures')} id="tab-figures" aria-controls="area-panel" />
        <Tab value="laos" label={t('geography.tab.laos')} id="tab-laos" aria-controls="area-panel" />
      </Tabs>
      <Box role="tabpanel" id="area-panel" aria-labelledby={`tab-${tab}`}>
        {tab === 'laos' ? <LaosTab /> : tab === 'figures' ? <FiguresTab /> : <VillagesTab />}
      </Box>
    </Page>
  )
}
