import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Figure, FigureSource } from '../../../core/reports/contract.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatDate, formatNumber } from '../../app/format.ts'
import { useGo } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Table } from '../../ui/Table.tsx'

/** The records that a figure counted; each opens where it was written. */
export function SourcesDialog({
  reportId,
  figure,
  name,
  onClose,
}: {
  reportId: string
  figure: Figure
  name: string
  onClose: () => void
}) {
  const { t } = useTranslation()
  const go = useGo()
  const sources = useQuery(api.reports.sources.queryOptions({ input: { reportId, figure: figure.key } }))
  const show = (value: number) => (figure.unit === 'money' ? formatBaht(value) : formatNumber(value))
  return (
    <SheetDialog
      open
      onClose={onClose}
      width="md"
      title={t('reports.page.sources', { figure: name })}
      actions={
        <Button onClick={onClose} autoFocus>
          {t('common.close')}
        </Button>
      }
    >
      <Query of={sources}>
        {(rows) => (
          <ArrowRows>
            <Table<FigureSource>
              label={t('reports.page.sources', { figure: name })}
              rows={rows}
              rowKey={(row, at) => `${row.href}-${at}`}
              maxHeight="55vh"
              empty={
                <EmptyState
                  title={t('reports.page.sources.none')}
                  text={t('reports.page.sources.none.what')}
                />
              }
              columns={[
                {
                  key: 'date',
                  title: t('reports.page.sources.date'),
                  nowrap: true,
                  width: '9rem',
                  cell: (row) => formatDate(row.date, 'short'),
                },
                {
                  key: 'label',
                  title: t('reports.page.sources.label'),
                  rowHead: true,
                  cell: (row) => <RowLink onOpen={() => go(row.href)}>{row.label}</RowLink>,
                },
                {
                  key: 'value',
                  title: t('reports.page.sources.value'),
                  align: 'right',
                  width: '9rem',
                  cell: (row) => show(row.value),
                  total: show(rows.reduce((sum, row) => sum + row.value, 0)),
                },
              ]}
            />
          </ArrowRows>
        )}
      </Query>
    </SheetDialog>
  )
}
