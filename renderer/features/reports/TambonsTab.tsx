import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Figure, FigureShare, Report } from '../../../core/reports/contract.ts'
import { api } from '../../app/client.ts'
import { useOffice } from '../../app/office.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { BarChart } from '../../ui/charts/BarChart.tsx'
import { FilterBar, FilterSelect } from '../../ui/Filters.tsx'
import { EmptyState, Section, Table, Thai } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { hasChanged, onPaper, paramOf, showValue, useFigureText } from './figure-words.ts'
import { type TambonRow, tambonRowsOf } from './tambon-rows.ts'

/** Tambon × figure: every cell opens what it counted; one figure beside as a chart with last year. */
export function TambonsTab({
  report,
  openFigure,
}: {
  report: Report
  openFigure: (key: string, tambonCode?: string | null) => void
}) {
  const { t } = useTranslation()
  const { staff } = useOffice()
  const [askedDuty, setDuty] = useQueryParam('duty')
  const [askedChart, setChart] = useQueryParam('chart')
  const text = useFigureText()
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'duty-kinds' } }))
  const kindOf = (key: string) => kinds.data?.items.find((item) => item.key === key)?.name ?? ''
  const signed = report.state === 'signed'
  const duties = report.duties
    .map((duty) => ({ ...duty, figures: duty.figures.filter((figure) => figure.shares.length > 0) }))
    .filter((duty) => duty.figures.length > 0)
  const [first] = duties
  if (!first)
    return (
      <Section>
        <EmptyState title={t('reports.tambons.none')} text={t('reports.tambons.none.what')} />
      </Section>
    )
  const chosen = duties.find((duty) => duty.dutyId === askedDuty)
  const figures = askedDuty === 'all' ? duties.flatMap((duty) => duty.figures) : (chosen ?? first).figures
  const rows = tambonRowsOf(figures, staff?.tambonCodes ?? [])
  const charted = figures.find((figure) => figure.key === askedChart) ?? figures[0]
  const shownOf = (figure: Figure, share: FigureShare) => {
    const { value, expected } = signed ? onPaper(share) : share
    return figure.unit === 'money' ? showValue('money', value) : text('count', value, expected)
  }
  return (
    <>
      <FilterBar>
        <FilterSelect
          label={t('reports.tambons.duty')}
          value={askedDuty === 'all' ? 'all' : (chosen ?? first).dutyId}
          width="26rem"
          options={[
            ...duties.map((duty) => ({
              value: duty.dutyId,
              label: `${t('reports.page.duty', { no: duty.no })} ${kindOf(duty.kind)}`,
            })),
            { value: 'all', label: t('reports.tambons.all') },
          ]}
          onChange={setDuty}
        />
      </FilterBar>
      <Section flush>
        <ArrowRows>
          <Table<TambonRow>
            label={t('reports.tab.tambons')}
            rows={rows}
            rowKey={(row) => row.tambonCode ?? 'none'}
            maxHeight="60vh"
            columns={[
              {
                key: 'tambon',
                title: t('common.tambon'),
                rowHead: true,
                width: '12rem',
                cell: (row) => (
                  <>
                    {row.name}
                    {row.mine ? (
                      <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
                        {` (${t('reports.tambons.mine')})`}
                      </Box>
                    ) : null}
                  </>
                ),
                total: t('common.total'),
              },
              ...figures.map((figure) => ({
                key: figure.key,
                title: (
                  <Box
                    component="span"
                    sx={{ whiteSpace: 'normal', display: 'inline-block', maxWidth: '10rem' }}
                  >
                    <Thai text={figure.name} />
                    {figure.unit === 'money' ? ` (${t('common.baht')})` : ''}
                    {figure.typed ? ` · ${t('reports.figure.typed')}` : ''}
                  </Box>
                ),
                align: 'right' as const,
                nowrap: true,
                cell: (row: TambonRow) => {
                  const share = row.shares.get(figure.key)
                  if (!share) return ''
                  return (
                    <Box component="span" data-jump={`figure:${paramOf(figure.key, row.tambonCode)}`}>
                      <RowLink
                        hint={t('reports.tambons.open', { figure: figure.name, tambon: row.name })}
                        onOpen={() => openFigure(figure.key, row.tambonCode)}
                      >
                        <span>{shownOf(figure, share)}</span>
                      </RowLink>
                      {signed && hasChanged(share) ? (
                        <Box
                          component="span"
                          sx={{ display: 'block', color: 'warning.main', fontSize: '0.85rem' }}
                        >
                          {t('reports.figure.now', { value: text(figure.unit, share.value, share.expected) })}
                        </Box>
                      ) : null}
                    </Box>
                  )
                },
                total: (
                  <Box component="span" data-jump={`figure:${figure.key}`}>
                    <RowLink
                      hint={t('reports.page.sources', { figure: figure.name })}
                      onOpen={() => openFigure(figure.key)}
                    >
                      <span>
                        {figure.unit === 'money'
                          ? showValue('money', signed ? onPaper(figure).value : figure.value)
                          : text('count', ...(signed ? pair(onPaper(figure)) : pair(figure)))}
                      </span>
                    </RowLink>
                  </Box>
                ),
              })),
            ]}
          />
        </ArrowRows>
      </Section>
      {charted ? (
        <Section
          title={t('reports.tambons.chart', { figure: charted.name })}
          actions={
            // room for the label, which stands on the frame
            <Box sx={{ pt: 0.6 }}>
              <FilterSelect
                label={t('reports.tambons.chart.choose')}
                value={charted.key}
                width="20rem"
                options={figures.map((figure) => ({ value: figure.key, label: figure.name }))}
                onChange={setChart}
              />
            </Box>
          }
        >
          <BarChart
            label={t('reports.tambons.chart', { figure: charted.name })}
            rowsLabel={t('common.tambon')}
            stacked={false}
            format={(value) => showValue(charted.unit, value)}
            series={[
              { key: 'now', name: t('reports.compare.now'), tone: 'done' },
              ...(charted.shares.some((share) => share.lastYear !== null)
                ? [{ key: 'last', name: t('reports.compare.last'), tone: 'notStarted' as const }]
                : []),
            ]}
            rows={rows.flatMap((row) => {
              const share = row.shares.get(charted.key)
              if (!share) return []
              const value = (signed ? onPaper(share) : share).value
              return [
                {
                  key: row.tambonCode ?? 'none',
                  label: row.name,
                  values: { now: value ?? 0, last: share.lastYear ?? 0 },
                },
              ]
            })}
          />
        </Section>
      ) : null}
    </>
  )
}

function pair({ value, expected }: { value: number | null; expected: number | null }) {
  return [value, expected] as const
}
