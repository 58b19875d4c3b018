import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { Printer, Table2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Consolidated } from '../../../core/exchange/contract.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatNumber } from '../../app/format.ts'
import {
  Button,
  EmptyState,
  Page,
  PaperView,
  Query,
  Section,
  SheetDialog,
  Table,
  usePlanYear,
  YearPicker,
} from '../../ui/index.ts'

/** Projects of all districts that handed in, added up by district, issue and source (C22). */
export default function ConsolidatedPage() {
  const { t } = useTranslation()
  const { planFy, years, setPlanFy } = usePlanYear()
  const [paper, setPaper] = useState(false)
  const table = useQuery({
    ...api.exchange.consolidated.queryOptions({ input: { planFy: planFy ?? 2500 } }),
    enabled: planFy !== null,
  })
  const empty = (
    <Section>
      <EmptyState
        icon={Table2}
        title={t('exchange.consolidated.empty.title')}
        text={t('exchange.consolidated.empty.text')}
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
      help={t('exchange.consolidated.help')}
      actions={
        <>
          <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />
          <Button look="main" icon={Printer} disabled={planFy === null} onClick={() => setPaper(true)}>
            {t('exchange.consolidated.paper')}
          </Button>
        </>
      }
    >
      {planFy === null ? (
        empty
      ) : (
        <Query of={table} lines={10}>
          {(data) => (data.rows.length === 0 ? empty : <Tables data={data} />)}
        </Query>
      )}
      <SheetDialog open={paper} onClose={() => setPaper(false)} title={t('nav.consolidated')} width="xl">
        {planFy !== null && paper ? (
          <PaperView paper={{ kind: 'consolidated', planFy }} height="66vh" />
        ) : null}
      </SheetDialog>
    </Page>
  )
}

function Tables({ data }: { data: Consolidated }) {
  const { t } = useTranslation()
  const sum = (pick: (row: Consolidated['rows'][number]) => number) =>
    data.rows.reduce((total, row) => total + pick(row), 0)
  const ofYear = (row: Consolidated['rows'][number], year: number) =>
    row.budgets.find((one) => one.fiscalYear === year)?.amount ?? 0
  return (
    <>
      <Section title={t('exchange.consolidated.byDistrict')} flush>
        <Table
          label={t('exchange.consolidated.byDistrict')}
          rows={data.rows}
          rowKey={(row) => row.districtCode}
          maxHeight="26rem"
          columns={[
            {
              key: 'district',
              title: t('common.district'),
              rowHead: true,
              cell: (row) => row.districtName,
              total: t('common.total'),
            },
            {
              key: 'projects',
              title: t('exchange.board.projects'),
              align: 'right',
              cell: (row) => formatNumber(row.projects),
              total: formatNumber(sum((row) => row.projects)),
            },
            {
              key: 'self',
              title: t('exchange.class.SELF'),
              align: 'right',
              cell: (row) => formatNumber(row.byClass.SELF),
              total: formatNumber(sum((row) => row.byClass.SELF)),
            },
            {
              key: 'joint',
              title: t('exchange.class.JOINT'),
              align: 'right',
              cell: (row) => formatNumber(row.byClass.JOINT),
              total: formatNumber(sum((row) => row.byClass.JOINT)),
            },
            {
              key: 'beyond',
              title: t('exchange.class.BEYOND'),
              align: 'right',
              cell: (row) => formatNumber(row.byClass.BEYOND),
              total: formatNumber(sum((row) => row.byClass.BEYOND)),
            },
            ...data.years.map((year) => ({
              key: String(year),
              title: t('exchange.consolidated.year', { year }),
              align: 'right' as const,
              cell: (row: Consolidated['rows'][number]) => formatBaht(ofYear(row, year)),
              total: formatBaht(sum((row) => ofYear(row, year))),
            })),
            {
              key: 'total',
              title: t('exchange.board.total'),
              align: 'right',
              cell: (row) => <strong>{formatBaht(row.total)}</strong>,
              total: formatBaht(sum((row) => row.total)),
            },
          ]}
        />
      </Section>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', lg: '1fr 1fr' },
          gap: 1.8,
          alignItems: 'start',
        }}
      >
        <Shares
          title={t('exchange.consolidated.byIssue')}
          rows={data.byIssue.map((row) => ({ name: row.issue, ...row }))}
        />
        <Shares
          title={t('exchange.consolidated.bySource')}
          rows={data.bySource.map((row) => ({ name: row.source, ...row }))}
        />
      </Box>
    </>
  )
}

/** A table with a bar in each row: the figures stay readable, the bar shows the share. */
function Shares({
  title,
  rows,
}: {
  title: string
  rows: { name: string; projects: number; total: number }[]
}) {
  const { t } = useTranslation()
  const most = Math.max(1, ...rows.map((row) => row.total))
  return (
    <Section title={title} flush>
      <Table
        label={title}
        rows={rows}
        rowKey={(row) => row.name}
        columns={[
          {
            key: 'name',
            title,
            rowHead: true,
            cell: (row) => row.name || t('exchange.consolidated.unnamed'),
          },
          {
            key: 'projects',
            title: t('exchange.board.projects'),
            align: 'right',
            cell: (row) => formatNumber(row.projects),
            total: formatNumber(rows.reduce((sum, row) => sum + row.projects, 0)),
          },
          {
            key: 'total',
            title: t('exchange.board.total'),
            align: 'right',
            width: '46%',
            cell: (row) => (
              <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
                <Box aria-hidden sx={(theme) => ({ flex: 1, height: '0.7rem', bgcolor: theme.tokens.quiet })}>
                  <Box
                    sx={(theme) => ({
                      width: `${(100 * row.total) / most}%`,
                      height: '100%',
                      bgcolor: theme.tokens.primary,
                    })}
                  />
                </Box>
                <Box sx={{ minWidth: '7.5rem' }}>{formatBaht(row.total)}</Box>
              </Box>
            ),
            total: formatBaht(rows.reduce((sum, row) => sum + row.total, 0)),
          },
        ]}
      />
    </Section>
  )
}
