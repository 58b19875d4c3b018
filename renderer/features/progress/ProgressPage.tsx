import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { BookPlus, ChartNoAxesColumn, Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Progress } from '../../../core/progress/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { FilterBar, FilterCheck, FilterDate, FilterSelect } from '../../ui/Filters.tsx'
import {
  AppLink,
  Button,
  EmptyState,
  Page,
  PaperView,
  Query,
  Section,
  StatusChip,
  usePlanYear,
  YearPicker,
} from '../../ui/index.ts'
import { CompletenessChart, TimelinessChart } from './charts.tsx'
import { ProgressTable } from './ProgressTable.tsx'
import { type Shown, shownStates } from './progress-rows.ts'

/** n/n of every plan that is to be made, with the dates and what proves them, late in days, as of any day. */
export default function ProgressPage() {
  const { t } = useTranslation()
  const { planFy, years, setPlanFy } = usePlanYear()
  const [asOf, setAsOf] = useQueryParam('asOf')
  const [askedState, setState] = useQueryParam('state')
  const [askedMine, setMine] = useQueryParam('mine')
  const [tambon] = useQueryParam('tambon')
  const [show, setShow] = useQueryParam('show')
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  // The name of a tambon in the chart is a door to its lines on this very page.
  useEffect(() => {
    if (tambon !== null) setOpen((all) => new Set([...all, tambon]))
  }, [tambon])
  const state: Shown = shownStates.find((one) => one === askedState) ?? 'all'
  const mine = askedMine === '1'
  const progress = useQuery({
    ...api.progress.plans.queryOptions({ input: { planFy: planFy ?? 2500, asOf } }),
    enabled: planFy !== null,
  })
  const covers = progress.data?.tambons.some((one) => one.mine) ?? false
  const toggle = (name: 'charts' | 'paper') => setShow(show === name ? null : name)
  return (
    <Page
      title={t('progress.title')}
      help={t('progress.help')}
      actions={
        planFy === null ? null : (
          <>
            <Button icon={ChartNoAxesColumn} onClick={() => toggle('charts')}>
              {t(show === 'charts' ? 'progress.show.table' : 'progress.show.charts')}
            </Button>
            <Button icon={Printer} onClick={() => toggle('paper')}>
              {t(show === 'paper' ? 'progress.show.table' : 'progress.show.paper')}
            </Button>
            <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />
          </>
        )
      }
    >
      {planFy === null ? (
        <Section>
          <EmptyState
            title={t('progress.empty.title')}
            text={t('progress.empty.text')}
            action={
              <Button look="main" icon={BookPlus} href="/directives/new">
                {t('directives.new')}
              </Button>
            }
          />
        </Section>
      ) : (
        <>
          <FilterBar>
            <FilterDate label={t('progress.asOf')} value={asOf} onChange={setAsOf} />
            <FilterSelect
              label={t('progress.filter')}
              value={state}
              width="13rem"
              options={shownStates.map((value) => ({ value, label: t(`progress.filter.${value}`) }))}
              onChange={(value) => setState(value === 'all' ? null : value)}
            />
            {covers ? (
              <FilterCheck
                label={t('progress.mine')}
                checked={mine}
                onChange={(value) => setMine(value ? '1' : null)}
              />
            ) : null}
          </FilterBar>
          <Query of={progress} lines={10}>
            {(data) => (
              <>
                <Totals progress={data} />
                {show === 'paper' ? (
                  <PaperView paper={{ kind: 'progress', planFy, asOf: data.asOf }} />
                ) : show === 'charts' ? (
                  <>
                    <Section title={t('progress.chart.completeness')}>
                      <CompletenessChart progress={data} mineOnly={mine} />
                    </Section>
                    <Section
                      title={t('progress.chart.timeliness')}
                      help={t('progress.chart.timeliness.help')}
                    >
                      <TimelinessChart progress={data} />
                    </Section>
                  </>
                ) : (
                  <ProgressTable progress={data} state={state} mine={mine} open={open} setOpen={setOpen} />
                )}
              </>
            )}
          </Query>
        </>
      )}
    </Page>
  )
}

/** The whole district at a glance. */
function Totals({ progress }: { progress: Progress }) {
  const { t } = useTranslation()
  const { counts, districtPlan, needsPlan } = progress
  return (
    <Box
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        gap: 0,
        mb: 1.4,
        bgcolor: theme.tokens.sheet,
        border: `1px solid ${theme.tokens.rule}`,
        borderRadius: 1,
        '& > *': { px: 1.8, py: 0.8, borderRight: `1px solid ${theme.tokens.rule}` },
        '& > *:last-child': { borderRight: 0 },
      })}
    >
      {(['village', 'community', 'tambon'] as const)
        .filter((kind) => counts[kind].expected > 0 || kind === 'village')
        .map((kind) => (
          <Box key={kind}>
            <Box sx={{ fontSize: '0.84rem', color: 'text.secondary' }}>{t(`progress.kind.${kind}`)}</Box>
            <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
              <Box component="span" sx={{ fontSize: '1.25rem', fontWeight: 600 }}>
                {t('progress.of', { done: counts[kind].done, expected: counts[kind].expected })}
              </Box>
              {counts[kind].expected === 0 && kind === 'village' && progress.tambons.length > 0 ? (
                <AppLink href="/geography">{t('home.empty.villages')}</AppLink>
              ) : null}
              {counts[kind].late > 0 ? (
                <StatusChip status="late" label={t('progress.lateCount', { count: counts[kind].late })} />
              ) : null}
            </Box>
          </Box>
        ))}
      {[districtPlan, needsPlan].map((one) =>
        one === null ? null : (
          <Box key={one.kind}>
            <Box sx={{ fontSize: '0.84rem', color: 'text.secondary' }}>{t(`progress.kind.${one.kind}`)}</Box>
            <Box sx={{ pt: 0.3 }}>
              <StatusChip
                status={one.state}
                {...(one.adoptedOn === null
                  ? {}
                  : { label: t('progress.adoptedOn', { date: formatDate(one.adoptedOn, 'short') }) })}
              />
            </Box>
          </Box>
        ),
      )}
      <Box sx={{ flex: 1, minWidth: '12rem', color: 'text.secondary', fontSize: '0.86rem' }}>
        {t('progress.asOfDay', { date: formatDate(progress.asOf) })}
        <Box>{progress.windows.length === 0 ? t('progress.noCalendar') : t('progress.deadline')}</Box>
      </Box>
    </Box>
  )
}
