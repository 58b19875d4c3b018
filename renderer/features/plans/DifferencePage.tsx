import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { FileText, GitCompareArrows } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanDifference } from '../../../core/plans/contract.ts'
import { type DifferenceKind, differenceKinds } from '../../../core/plans/difference.ts'
import { searchKey } from '../../../core/thai/text.ts'
import { api } from '../../app/client.ts'
import { formatBaht } from '../../app/format.ts'
import { useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { PaperView } from '../../ui/PaperView.tsx'
import { type Status, StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'

type Row = PlanDifference['rows'][number]
const look: Record<DifferenceKind, Status> = {
  added: 'done',
  removed: 'late',
  changed: 'underWay',
  moved: 'notStarted',
  same: 'notStarted',
}

/** An edition against the one before it: what came, went and changed, field by field and year by year. */
export default function DifferencePage() {
  const { t } = useTranslation()
  const planId = useRouteParam('planId')
  const [againstId] = useQueryParam('against')
  const difference = useQuery(
    api.plans.difference.queryOptions({ input: againstId === null ? { planId } : { planId, againstId } }),
  )
  return (
    <PageQuery
      of={difference}
      title={t('plans.difference.title')}
      back={{ href: `/plans/${planId}`, label: t('plans.difference.back') }}
    >
      {(data) => <Comparison data={data} />}
    </PageQuery>
  )
}

function Comparison({ data }: { data: PlanDifference }) {
  const { t } = useTranslation()
  const [, setAgainst] = useQueryParam('against')
  const [paper, setPaper] = useQueryParam('paper')
  const [kind, setKind] = useState<DifferenceKind | ''>('')
  const [text, setText] = useState('')
  const wanted = searchKey(text)
  const rows = data.rows.filter(
    (row) =>
      (kind === '' ? row.kind !== 'same' : row.kind === kind) &&
      (wanted === '' || searchKey(`${row.before?.name ?? ''} ${row.after?.name ?? ''}`).includes(wanted)),
  )
  const { counts, plan, against } = data
  const said = differenceKinds
    .filter((one) => one !== 'same' && counts[one] > 0)
    .map((one) => t(`plans.difference.count.${one}`, { count: counts[one] }))
    .join(' ')
  return (
    <Page
      title={t('plans.difference.title')}
      help={plan.name}
      back={{ href: `/plans/${plan.id}`, label: t('plans.difference.back') }}
      actions={
        <Button
          icon={FileText}
          disabled={against === null}
          onClick={() => setPaper(paper === null ? '1' : null)}
        >
          {t(paper === null ? 'plans.page.paper' : 'plans.page.paper.hide')}
        </Button>
      }
    >
      {data.editions.length === 0 ? (
        <Section>
          <EmptyState
            icon={GitCompareArrows}
            title={t('plans.difference.alone')}
            text={t('plans.difference.alone.what')}
          />
        </Section>
      ) : (
        <>
          <FilterBar>
            <FilterSelect
              label={t('plans.difference.against')}
              value={against?.id ?? ''}
              width="26rem"
              options={[
                ...(against === null ? [{ value: '', label: t('plans.difference.choose') }] : []),
                ...data.editions.map((one) => ({
                  value: one.id,
                  label: t('plans.difference.edition', {
                    name: one.name,
                    state: t(`plans.state.${one.state}`),
                  }),
                })),
              ]}
              onChange={(value) => setAgainst(value === '' ? null : value)}
            />
            <FilterSelect
              label={t('plans.difference.kind')}
              value={kind}
              options={[
                { value: '', label: t('plans.difference.kind.all') },
                ...differenceKinds.map((one) => ({
                  value: one,
                  label: `${t(`plans.difference.kind.${one}`)} (${counts[one]})`,
                })),
              ]}
              onChange={(value) => setKind(value as DifferenceKind | '')}
            />
            <FilterText label={t('plans.difference.find')} value={text} onChange={setText} />
          </FilterBar>
          {against === null ? null : paper !== null ? (
            <PaperView paper={{ kind: 'planDifference', id: plan.id, againstId: against.id }} />
          ) : (
            <>
              <Section title={said === '' ? t('plans.difference.same') : said} flush>
                <Totals totals={data.totals} />
              </Section>
              <Section flush>
                <Table<Row>
                  label={t('plans.difference.title')}
                  rows={rows}
                  rowKey={(row) => row.projectId}
                  maxHeight="calc(100vh - 22rem)"
                  empty={
                    <EmptyState title={t('plans.difference.none')} text={t('plans.difference.none.what')} />
                  }
                  columns={[
                    {
                      key: 'kind',
                      title: t('plans.difference.kind'),
                      width: '8rem',
                      cell: (row) => (
                        <StatusChip status={look[row.kind]} label={t(`plans.difference.kind.${row.kind}`)} />
                      ),
                    },
                    {
                      key: 'name',
                      title: t('plans.column.name'),
                      rowHead: true,
                      width: '24%',
                      cell: (row) => row.before?.name ?? row.after?.name ?? '',
                    },
                    {
                      key: 'before',
                      title: t('plans.difference.before'),
                      width: '24%',
                      cell: (row) => <Side row={row} side="before" reason={data.reasons[row.projectId]} />,
                    },
                    {
                      key: 'after',
                      title: t('plans.difference.after'),
                      width: '24%',
                      cell: (row) => <Side row={row} side="after" reason={data.reasons[row.projectId]} />,
                    },
                    {
                      key: 'reason',
                      title: t('plans.difference.reason'),
                      cell: (row) => data.reasons[row.projectId] ?? '',
                    },
                  ]}
                />
              </Section>
            </>
          )}
        </>
      )}
    </Page>
  )
}

/** What stood or stands in a row; of a row that changed, only what changed. */
function Side({ row, side, reason }: { row: Row; side: 'before' | 'after'; reason: string | undefined }) {
  const { t } = useTranslation()
  const whole = row[side]
  if (whole === null) return <>–</>
  const isWhole = row.before === null || row.after === null
  const lines = [
    ...(isWhole || row.moved ? [t('plans.journey.rank', { rank: whole.rank })] : []),
    // A remark that stands in the column of reasons is not said twice.
    ...row.fields
      .filter((one) => one.field !== 'remark' || one.after !== reason)
      .map(
        (one) =>
          `${t(`plans.column.${one.field}`)}: ${one.field === 'projectClass' ? t(`plans.class.${one[side]}`) : one[side] || '–'}`,
      ),
    ...(isWhole ? whole.budgets : row.budgets.map((one) => ({ ...one, amount: one[side] }))).map((one) =>
      t(one.amount === 0 ? 'plans.difference.yearNone' : 'plans.difference.year', {
        year: one.fiscalYear,
        amount: formatBaht(one.amount),
      }),
    ),
  ]
  return (
    <Box sx={{ overflowWrap: 'anywhere' }}>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </Box>
  )
}

function Totals({ totals }: { totals: PlanDifference['totals'] }) {
  const { t } = useTranslation()
  const sum = {
    before: totals.reduce((all, year) => all + year.before, 0),
    after: totals.reduce((all, year) => all + year.after, 0),
  }
  const more = (before: number, after: number) => `${after > before ? '+' : ''}${formatBaht(after - before)}`
  const years = [
    ...totals.map((year) => ({ ...year, title: String(year.fiscalYear) })),
    { title: t('common.total'), ...sum },
  ]
  return (
    <Table<'before' | 'after' | 'more'>
      label={t('plans.difference.totals')}
      rows={['before', 'after', 'more']}
      rowKey={(row) => row}
      columns={[
        {
          key: 'what',
          title: t('plans.difference.totals'),
          rowHead: true,
          cell: (row) => t(`plans.difference.${row}`),
        },
        ...years.map((year) => ({
          key: year.title,
          title: year.title,
          align: 'right' as const,
          nowrap: true,
          cell: (row: 'before' | 'after' | 'more') =>
            row === 'more' ? more(year.before, year.after) : formatBaht(year[row]),
        })),
      ]}
    />
  )
}
