import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { Package, Route } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectPage as ProjectData } from '../../../core/projects/contract.ts'
import { api } from '../../app/client.ts'
import { formatBaht } from '../../app/format.ts'
import { useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { Attachments } from '../attachments/Attachments.tsx'
import { JourneyDrawer } from '../plans/JourneyDrawer.tsx'
import { JourneyStrip } from '../plans/JourneyStrip.tsx'
import { MirrorBar } from '../province/MirrorBar.tsx'
import { AlikeTab } from './AlikeTab.tsx'
import { BriefTab } from './BriefTab.tsx'
import { EntriesTab } from './EntriesTab.tsx'
import { lastList } from './last-list.ts'
import { PackDialog } from './PackDialog.tsx'
import { PapersTab } from './PapersTab.tsx'
import { PlaceTab } from './PlaceTab.tsx'
import { ReadyChip } from './ReadyChip.tsx'

const tabs = {
  entries: EntriesTab,
  papers: PapersTab,
  files: FilesTab,
  brief: BriefTab,
  place: PlaceTab,
  alike: AlikeTab,
} as const
type TabName = keyof typeof tabs
const names = Object.keys(tabs) as TabName[]

/** One project with all that belongs to it (C20). */
export default function ProjectPage() {
  const { t } = useTranslation()
  const id = useRouteParam('projectId')
  const page = useQuery(api.projects.get.queryOptions({ input: { id } }))
  const journey = useQuery(api.plans.journey.queryOptions({ input: { projectId: id } }))
  const [asked, ask] = useQueryParam('tab')
  const [showing, setShowing] = useState<'way' | 'pack' | null>(null)
  const tab = names.find((name) => name === asked) ?? 'entries'
  const Shown = tabs[tab]
  const data = page.data
  return (
    <Page
      title={data?.name ?? t('projects.one')}
      back={{ href: lastList(), label: t('projects.title') }}
      aside={data ? <ReadyChip percent={data.percent} /> : null}
      actions={
        <>
          <Button icon={Route} onClick={() => setShowing('way')}>
            {t('projects.way')}
          </Button>
          <Button icon={Package} look="main" disabled={!data} onClick={() => setShowing('pack')}>
            {t('projects.pack.one')}
          </Button>
        </>
      }
    >
      <Query of={page} lines={6}>
        {(project) => (
          <>
            <Head project={project} />
            {journey.data ? (
              <Box sx={{ mb: 1.4, fontSize: '0.95rem' }}>
                <JourneyStrip journey={journey.data} />
              </Box>
            ) : null}
            <Tabs
              value={tab}
              onChange={(_, next: TabName) => ask(next === 'entries' ? null : next)}
              aria-label={project.name}
              variant="scrollable"
              sx={{ mb: 1.4, borderBottom: 1, borderColor: 'divider' }}
            >
              {names.map((name) => (
                <Tab
                  key={name}
                  value={name}
                  label={t(`projects.tab.${name}`)}
                  id={`tab-${name}`}
                  aria-controls="project-panel"
                />
              ))}
            </Tabs>
            <Box role="tabpanel" id="project-panel" aria-labelledby={`tab-${tab}`}>
              <Shown project={project} />
            </Box>
          </>
        )}
      </Query>
      {showing === 'way' ? <JourneyDrawer projectId={id} onClose={() => setShowing(null)} /> : null}
      {showing === 'pack' ? <PackDialog projectIds={[id]} onClose={() => setShowing(null)} /> : null}
    </Page>
  )
}

/** Where it comes from, what it is, what it costs. */
function Head({ project }: { project: ProjectData }) {
  const { t } = useTranslation()
  const facts: [string, string][] = [
    [
      t('projects.column.origin'),
      [project.originName, project.originName.includes(project.tambonName) ? '' : project.tambonName]
        .join(' ')
        .trim(),
    ],
    [t('projects.facet.issue'), project.issue],
    [
      t('projects.facet.projectClass'),
      project.projectClass === '' ? '' : t(`plans.class.${project.projectClass}`),
    ],
    [t('projects.column.total'), project.total === 0 ? '' : formatBaht(project.total)],
    [t('projects.facet.source'), project.budgetSource],
  ]
  return (
    <>
      {project.mergedIntoId ? (
        <Box
          role="note"
          sx={(theme) => ({ p: 1, mb: 1.2, bgcolor: theme.tokens.warningTint, borderRadius: 1 })}
        >
          {t('projects.merged')}{' '}
          <AppLink href={`/projects/${project.mergedIntoId}`}>{t('projects.merged.open')}</AppLink>
        </Box>
      ) : null}
      <MirrorBar
        officeId={project.officeId}
        record={{ recordType: 'project', rowId: project.id, subject: project.name }}
      />
      <Box
        component="dl"
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 3,
          rowGap: 0.4,
          m: 0,
          mb: 0.8,
          fontSize: '0.95rem',
        }}
      >
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <Box key={name} sx={{ display: 'flex', gap: 0.8 }}>
              <Box component="dt" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
                {name}
              </Box>
              <Box component="dd" sx={{ m: 0 }}>
                {value}
              </Box>
            </Box>
          ))}
      </Box>
    </>
  )
}

function FilesTab({ project }: { project: ProjectData }) {
  const { t } = useTranslation()
  return (
    <Section title={t('attachments.title')} help={t('projects.files.help')}>
      <Attachments subject={{ table: 'project', id: project.id }} readOnly={!project.own} />
    </Section>
  )
}
