import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Printer, Table2, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Breakdown, type Side, type SideLine, sides } from '../../../core/province/contract.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useQueryParam } from '../../app/routes.tsx'
import {
  BarChart,
  Button,
  EmptyState,
  Page,
  PaperView,
  Query,
  Section,
  SheetDialog,
  Thai,
  usePlanYear,
  YearPicker,
} from '../../ui/index.ts'
import { BreakdownTable, Difference } from './BreakdownTable.tsx'
import { largest, type Narrowing, narrow, narrowingsIn, narrowingsOut } from './narrowing.ts'

const levels = ['needs', 'district'] as const
const measures = ['total', 'projects'] as const
type Measure = (typeof measures)[number]
/** Bars a screen has room for. */
const mostBars = 24

/** Projects of all districts put together by any side, narrowed by others, beside last year (C22). */
export default function ConsolidatedPage() {
  const { t } = useTranslation()
  const { planFy, years, setPlanFy } = usePlanYear()
  const [askedSide, setSide] = useQueryParam('by')
  const [askedLevel, setLevel] = useQueryParam('level')
  const [askedOnly, setOnly] = useQueryParam('only')
  const [askedMeasure, setMeasure] = useQueryParam('measure')
  const [paper, setPaper] = useState(false)
  const side: Side = sides.find((one) => one === askedSide) ?? 'district'
  const level = levels.find((one) => one === askedLevel) ?? 'needs'
  const measure: Measure = askedMeasure === 'projects' ? 'projects' : 'total'
  const only = narrowingsIn(askedOnly)
  const table = useQuery({
    ...api.province.breakdown.queryOptions({
      input: {
        planFy: planFy ?? 2500,
        level,
        side,
        only: only.map((one) => ({ side: one.side, key: one.key })),
      },
      placeholderData: keepPreviousData,
    }),
    enabled: planFy !== null,
  })
  const empty = (
    <Section>
      <EmptyState
        icon={Table2}
        title={t('province.consolidated.empty.title')}
        text={t('province.consolidated.empty.text')}
        action={
          <Button look="main" href="/exchange/in">
            {t('exchange.in.title')}
          </Button>
        }
      />
    </Section>
  )
  return (
    <Page
      title={t('nav.consolidated')}
      help={t('province.consolidated.help')}
      actions={
        <>
          <ToggleButtonGroup
            exclusive
            size="small"
            value={level}
            aria-label={t('province.consolidated.level')}
            onChange={(_, next: string | null) => {
              if (next !== null) setLevel(next === 'needs' ? null : next)
            }}
          >
            {levels.map((one) => (
              <ToggleButton key={one} value={one} sx={{ textTransform: 'none', py: 0.5 }}>
                {t(`province.consolidated.level.${one}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />
          <Button look="main" icon={Printer} disabled={planFy === null} onClick={() => setPaper(true)}>
            {t('province.consolidated.paper')}
          </Button>
        </>
      }
    >
      {planFy === null ? (
        empty
      ) : (
        <Query of={table} lines={10}>
          {(data) =>
            data.projects === 0 && only.length === 0 && data.before === null ? (
              empty
            ) : (
              <>
                <Totals data={data} />
                <Tabs
                  value={side}
                  onChange={(_, next: Side) => setSide(next === 'district' ? null : next)}
                  aria-label={t('province.consolidated.sides')}
                  variant="scrollable"
                  sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
                >
                  {sides.map((one) => (
                    <Tab
                      key={one}
                      value={one}
                      id={`side-${one}`}
                      aria-controls="side-panel"
                      label={t(`province.side.${one}`)}
                    />
                  ))}
                </Tabs>
                <Narrowed only={only} onChange={(next) => setOnly(narrowingsOut(next))} />
                <Box role="tabpanel" id="side-panel" aria-labelledby={`side-${side}`}>
                  <Figures
                    data={data}
                    isOneDistrict={only.some((one) => one.side === 'district')}
                    measure={measure}
                    onMeasure={(next) => setMeasure(next === 'total' ? null : next)}
                    onNarrow={(to) => {
                      const next = narrow(only, to)
                      setOnly(narrowingsOut(next.only))
                      setSide(next.side === 'district' ? null : next.side)
                    }}
                  />
                </Box>
              </>
            )
          }
        </Query>
      )}
      <SheetDialog open={paper} onClose={() => setPaper(false)} title={t('nav.consolidated')} width="xl">
        {planFy !== null && paper ? (
          <PaperView paper={{ kind: 'consolidated', planFy, level }} height="66vh" />
        ) : null}
      </SheetDialog>
    </Page>
  )
}

/** The whole, with what it was a year before. */
function Totals({ data }: { data: Breakdown }) {
  const { t } = useTranslation()
  const figures: [string, string, number, number | null][] = [
    [t('province.board.projects'), formatNumber(data.projects), data.projects, data.before?.projects ?? null],
    [t('province.board.total'), formatBaht(data.total), data.total, data.before?.total ?? null],
  ]
  return (
    <Box
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        mb: 1.2,
        border: `1px solid ${theme.tokens.rule}`,
        bgcolor: theme.tokens.sheet,
        borderRadius: 1,
      })}
    >
      <Box component="dl" sx={{ display: 'flex', flexWrap: 'wrap', m: 0 }}>
        {figures.map(([name, text, now, before]) => (
          <Box key={name} sx={{ px: 1.8, py: 0.6, minWidth: '13rem' }}>
            <Box component="dt" sx={{ fontSize: '0.86rem', color: 'text.secondary' }}>
              {name}
            </Box>
            <Box component="dd" sx={{ m: 0, display: 'flex', alignItems: 'baseline', gap: 1.2 }}>
              <Box component="span" sx={{ fontSize: '1.3rem', fontWeight: 600 }}>
                {text}
              </Box>
              <Difference now={now} before={before} />
            </Box>
          </Box>
        ))}
      </Box>
      <Box
        sx={{ flex: 1, minWidth: '14rem', px: 1.8, py: 0.8, color: 'text.secondary', fontSize: '0.88rem' }}
      >
        {data.before === null
          ? t('province.consolidated.noBefore')
          : t('province.consolidated.before', { year: data.before.planFy })}
        <Box>
          <Thai text={t(`province.consolidated.level.${data.level}.what`)} />
        </Box>
      </Box>
    </Box>
  )
}

/** What the figures are narrowed to; each goes with a press. */
function Narrowed({
  only,
  onChange,
}: {
  only: readonly Narrowing[]
  onChange: (only: readonly Narrowing[]) => void
}) {
  const { t } = useTranslation()
  if (only.length === 0) return null
  return (
    <Box
      role="group"
      aria-label={t('province.consolidated.only')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.8, alignItems: 'center', mb: 1.2 }}
    >
      <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.92rem' }}>
        {t('province.consolidated.only')}
      </Box>
      {only.map((one) => {
        const words = t('province.consolidated.only.one', {
          side: t(`province.side.${one.side}`),
          label: one.label || t('province.consolidated.unnamed'),
        })
        return (
          <Button
            key={one.side}
            icon={X}
            label={t('province.consolidated.only.drop', { what: words })}
            onClick={() => onChange(only.filter((other) => other.side !== one.side))}
          >
            {words}
          </Button>
        )
      })}
      {only.length > 1 ? (
        <Button look="quiet" onClick={() => onChange([])}>
          {t('province.consolidated.only.none')}
        </Button>
      ) : null}
    </Box>
  )
}

function Figures({
  data,
  isOneDistrict,
  measure,
  onMeasure,
  onNarrow,
}: {
  data: Breakdown
  isOneDistrict: boolean
  measure: Measure
  onMeasure: (measure: Measure) => void
  onNarrow: (to: Narrowing) => void
}) {
  const { t } = useTranslation()
  const measureOf = (row: { projects: number; total: number }) =>
    measure === 'total' ? row.total : row.projects
  const { shown, rest } = largest(data.rows, mostBars, measureOf)
  const name = t(`province.side.${data.side}`)
  const label = t(`province.consolidated.chart.${measure}`, { side: name })
  const { office } = useOffice()
  const districts = useQuery(
    api.geography.districts.queryOptions({ input: { provinceCode: office.provinceCode } }),
  )
  /** Tambons of one name lie in several districts. */
  const districtOf = (row: SideLine) =>
    data.side === 'tambon' && !isOneDistrict
      ? (districts.data?.find((one) => one.code === row.districtCode)?.name ?? '')
      : ''
  const nameOf = (row: SideLine) => {
    const label = row.label || t('province.consolidated.unnamed')
    const isTwin = data.rows.some((one) => one.label === row.label && one.key !== row.key)
    return isTwin && districtOf(row) !== '' ? `${label} (${districtOf(row)})` : label
  }
  return (
    <Section
      title={label}
      {...(rest > 0 ? { help: t('province.consolidated.rest', { shown: mostBars, count: rest }) } : {})}
      actions={
        <ToggleButtonGroup
          exclusive
          size="small"
          value={measure}
          aria-label={t('province.consolidated.measure')}
          onChange={(_, next: Measure | null) => {
            if (next !== null) onMeasure(next)
          }}
        >
          {measures.map((one) => (
            <ToggleButton key={one} value={one} sx={{ textTransform: 'none', py: 0.25 }}>
              {t(`province.consolidated.measure.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      <BarChart
        label={label}
        rowsLabel={name}
        rows={shown.map((row) => ({
          key: row.key,
          label: nameOf(row),
          values: { now: measureOf(row), before: row.before === null ? 0 : measureOf(row.before) },
        }))}
        series={[
          { key: 'now', name: t('province.consolidated.year', { year: data.planFy }), tone: 'primary' },
          ...(data.before === null
            ? []
            : [
                {
                  key: 'before',
                  name: t('province.consolidated.year', { year: data.before.planFy }),
                  tone: 'notStarted' as const,
                },
              ]),
        ]}
        stacked={false}
        format={measure === 'total' ? formatBaht : formatNumber}
        {...(measure === 'total'
          ? {
              axis: (value: number) => formatNumber(value / 1e8),
            }
          : {})}
        table={
          <BreakdownTable
            data={data}
            measure={measure}
            districtOf={districtOf}
            onNarrow={(row) => onNarrow({ side: data.side, key: row.key, label: row.label })}
          />
        }
        empty={
          <EmptyState
            title={t('province.consolidated.nothing')}
            text={t('province.consolidated.nothing.what')}
          />
        }
      />
    </Section>
  )
}
