import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { BookOpen, BookPlus, ClockAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Home } from '../../../core/progress/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useQueryParam } from '../../app/routes.tsx'
import {
  Button,
  EmptyState,
  Page,
  Query,
  Section,
  usePlanYear,
  WarningNote,
  YearPicker,
} from '../../ui/index.ts'
import { CompletenessChart, TimelinessChart } from '../progress/charts.tsx'
import { ProvinceHome } from '../province/ProvinceHome.tsx'
import { CycleStrip } from './CycleStrip.tsx'
import { DayLists } from './DayLists.tsx'
import { DutyList } from './DutyList.tsx'
import { StepBoard } from './StepBoard.tsx'

/** What must be done today (C3); the province sees how complete its districts are. */
export default function HomePage() {
  const { office } = useOffice()
  return office.profile === 'province' ? <ProvinceHome /> : <DistrictHome />
}

function DistrictHome() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { years, setPlanFy } = usePlanYear()
  const [year] = useQueryParam('planFy')
  const home = useQuery({
    ...api.progress.home.queryOptions({
      input: year !== null && /^25\d\d$/u.test(year) ? { planFy: Number(year) } : {},
    }),
    placeholderData: keepPreviousData,
  })
  const [asked, ask] = useQueryParam('area')
  const covers = (home.data?.mine.length ?? 0) > 0
  const mineOnly = covers && asked !== 'all'
  const register = (
    <Button look="main" icon={BookPlus} href="/directives/new">
      {t('directives.new')}
    </Button>
  )
  return (
    <Page
      title={t('home.title')}
      help={
        home.data
          ? t('home.help', { date: formatDate(today, 'weekday'), year: home.data.planFy })
          : formatDate(today, 'weekday')
      }
      actions={
        home.data ? (
          <>
            {covers ? (
              <ToggleButtonGroup
                exclusive
                size="small"
                value={mineOnly ? 'mine' : 'all'}
                aria-label={t('home.area.label')}
                onChange={(_, next: 'mine' | 'all' | null) => {
                  if (next !== null) ask(next === 'all' ? 'all' : null)
                }}
              >
                <ToggleButton value="mine" sx={{ textTransform: 'none' }}>
                  {t('home.area.mine', { count: home.data.mine.length })}
                </ToggleButton>
                <ToggleButton value="all" sx={{ textTransform: 'none' }}>
                  {t('home.area.all')}
                </ToggleButton>
              </ToggleButtonGroup>
            ) : null}
            {years.length > 1 ? (
              <YearPicker planFy={home.data.planFy} years={years} onChange={setPlanFy} />
            ) : null}
            {register}
          </>
        ) : null
      }
    >
      <Query of={home} lines={8}>
        {(data) =>
          data === null ? (
            <Section>
              <EmptyState
                icon={BookOpen}
                title={t('home.empty.title')}
                text={t('home.empty.text')}
                action={
                  <>
                    {register}
                    <Button href="/geography">{t('home.empty.villages')}</Button>
                  </>
                }
              />
            </Section>
          ) : (
            <>
              {data.clockBehind === null ? null : <ClockNote last={data.clockBehind} />}
              <DayLists
                items={data.items.filter((item) => !mineOnly || item.mine)}
                hidden={mineOnly ? data.items.filter((item) => !item.mine).length : 0}
                today={data.today}
              />
              <CycleStrip windows={data.windows} today={data.today} planFy={data.planFy} />
              <Below home={data} mineOnly={mineOnly} />
            </>
          )
        }
      </Query>
    </Page>
  )
}

/** The clock says a day before one on which something was written: nothing is hidden, it is said (PEERS.md §3.5 #8). */
function ClockNote({ last }: { last: string }) {
  const { t } = useTranslation()
  return <WarningNote icon={ClockAlert}>{t('home.clock', { last: formatDate(last) })}</WarningNote>
}

const tabs = ['board', 'charts', 'duties'] as const

function Below({ home, mineOnly }: { home: Home; mineOnly: boolean }) {
  const { t } = useTranslation()
  const [asked, ask] = useQueryParam('show')
  const tab = tabs.find((name) => name === asked) ?? 'board'
  return (
    <>
      <Tabs
        value={tab}
        onChange={(_, next: string) => ask(next)}
        aria-label={t('home.tabs')}
        sx={{ mb: 1, borderBottom: 1, borderColor: 'divider' }}
      >
        {tabs.map((name) => (
          <Tab
            key={name}
            value={name}
            id={`home-tab-${name}`}
            aria-controls="home-panel"
            label={t(`home.tab.${name}`, { count: home.duties.length })}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id="home-panel" aria-labelledby={`home-tab-${tab}`}>
        {tab === 'board' ? (
          <StepBoard home={home} mineOnly={mineOnly} />
        ) : tab === 'duties' ? (
          <DutyList home={home} />
        ) : (
          <Charts planFy={home.planFy} mineOnly={mineOnly} />
        )}
      </Box>
    </>
  )
}

function Charts({ planFy, mineOnly }: { planFy: number; mineOnly: boolean }) {
  const { t } = useTranslation()
  const progress = useQuery(api.progress.plans.queryOptions({ input: { planFy, asOf: null } }))
  return (
    <Query of={progress} lines={8}>
      {(data) => (
        <>
          <Section
            title={t('progress.chart.completeness')}
            actions={
              <Button look="quiet" href={`/progress?planFy=${planFy}`}>
                {t('progress.open')}
              </Button>
            }
          >
            <CompletenessChart progress={data} mineOnly={mineOnly} />
          </Section>
          <Section title={t('progress.chart.timeliness')} help={t('progress.chart.timeliness.help')}>
            <TimelinessChart progress={data} />
          </Section>
        </>
      )}
    </Query>
  )
}
