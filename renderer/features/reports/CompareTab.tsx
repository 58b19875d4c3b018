import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { FileSpreadsheet } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Figure, Report } from '../../../core/reports/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { AppLink, Button, ProgressDialog, Section, Table, useMakePaper } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { differenceOf, onPaper, percentOf, showDifference, showValue } from './figure-words.ts'

/** All figures beside those of last year: as signed then, else counted on the same day of that year. */
export function CompareTab({ report, openFigure }: { report: Report; openFigure: (key: string) => void }) {
  const { t } = useTranslation()
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'duty-kinds' } }))
  const kindOf = (key: string) => kinds.data?.items.find((item) => item.key === key)?.name ?? ''
  const { make, task } = useMakePaper()
  const signed = report.state === 'signed'
  const nowOf = (figure: Figure) => (signed ? onPaper(figure) : figure)
  const figures = report.duties.flatMap((duty) => duty.figures)
  const last = figures.find((figure) => figure.lastYear?.reportId)?.lastYear?.reportId ?? null
  const none = figures.every((figure) => figure.lastYear === null)
  return (
    <Section
      flush
      title={t('reports.tab.compare')}
      help={none ? t('reports.compare.none') : t('reports.compare.help', { date: formatDate(report.asOf) })}
      actions={
        <>
          {last === null ? null : (
            <AppLink href={`/reports/${last}`}>{t('reports.figure.openLastYear')}</AppLink>
          )}
          <Button
            icon={FileSpreadsheet}
            label={t('reports.compare.excel')}
            onClick={() => void make({ kind: 'report', id: report.id, form: 'comparison' }, 'xlsx')}
          >
            {t('common.paper.xlsx')}
          </Button>
          <ProgressDialog task={task} title={t('common.paper.making')} />
        </>
      }
    >
      <ArrowRows>
        <Table<Figure>
          label={t('reports.tab.compare')}
          rows={figures}
          groups={report.duties
            .filter((duty) => duty.figures.length > 0)
            .map((duty) => ({
              key: duty.dutyId,
              head: `${t('reports.page.duty', { no: duty.no })} ${kindOf(duty.kind)}`,
              rows: duty.figures,
            }))}
          rowKey={(figure) => figure.key}
          columns={[
            {
              key: 'name',
              title: t('reports.compare.figure'),
              rowHead: true,
              cell: (figure) => (
                <Box component="span" data-jump={`figure:${figure.key}`}>
                  <RowLink
                    hint={t('reports.page.sources', { figure: figure.name })}
                    onOpen={() => openFigure(figure.key)}
                  >
                    {figure.name}
                  </RowLink>
                  <Box
                    component="span"
                    sx={{ color: 'text.secondary', fontWeight: 400, fontSize: '0.88rem' }}
                  >
                    {figure.unit === 'money' ? ` (${t('common.baht')})` : ''}
                    {figure.typed ? ` · ${t('reports.figure.typed')}` : ''}
                  </Box>
                </Box>
              ),
            },
            {
              key: 'now',
              title: t('reports.compare.now'),
              align: 'right',
              nowrap: true,
              width: '8rem',
              cell: (figure) => showValue(figure.unit, nowOf(figure).value),
            },
            {
              key: 'expected',
              title: t('reports.compare.expected'),
              align: 'right',
              nowrap: true,
              width: '6rem',
              cell: (figure) =>
                nowOf(figure).expected === null ? '' : showValue(figure.unit, nowOf(figure).expected),
            },
            {
              key: 'percent',
              title: t('reports.compare.percent'),
              align: 'right',
              nowrap: true,
              width: '5.5rem',
              cell: (figure) => {
                const percent = percentOf(nowOf(figure).value, nowOf(figure).expected)
                return percent === null ? '' : `${percent}%`
              },
            },
            {
              key: 'last',
              title: t('reports.compare.last'),
              align: 'right',
              nowrap: true,
              width: '8rem',
              cell: (figure) => showValue(figure.unit, figure.lastYear?.value ?? null),
            },
            {
              key: 'difference',
              title: t('reports.compare.difference'),
              align: 'right',
              nowrap: true,
              width: '8rem',
              cell: (figure) =>
                showDifference(
                  figure.unit,
                  differenceOf(nowOf(figure).value, figure.lastYear?.value ?? null),
                ),
            },
            {
              key: 'from',
              title: t('reports.compare.from'),
              nowrap: true,
              width: '10rem',
              cell: (figure) =>
                figure.lastYear === null
                  ? none
                    ? ''
                    : t('reports.figure.noLastYear')
                  : t(`reports.figure.from.${figure.lastYear.from}`),
            },
          ]}
        />
      </ArrowRows>
    </Section>
  )
}
