import { useQuery } from '@tanstack/react-query'
import { ClipboardList, LayoutTemplate, NotebookPen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DirectiveLine } from '../../../core/directives/contract.ts'
import type { ReportLine } from '../../../core/reports/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'

type Row = { directive: DirectiveLine; report: ReportLine | null }

/** One line a directive: its newest report, or that there is none yet (C19). */
export default function ReportsPage() {
  const { t } = useTranslation()
  const go = useGo()
  const [directiveId] = useQueryParam('directive')
  const directives = useQuery(api.directives.list.queryOptions())
  const reports = useQuery(api.reports.list.queryOptions())
  const openReport = useCommand(client.reports.open)
  const rows: Row[] = (directives.data ?? [])
    .filter((directive) => directiveId === null || directive.id === directiveId)
    .map((directive) => ({ directive, report: newestOf(directive.id, reports.data ?? []) }))
  const isExpected = (row: Row) => row.report === null && row.directive.state === 'expected'
  const open = async (row: Row) => {
    // a letter that is only expected is registered first
    if (isExpected(row)) return go(`/directives/${row.directive.id}`)
    if (row.report) return go(`/reports/${row.report.id}`)
    const made = await openReport.attempt({ directiveId: row.directive.id })
    if (made.ok) go(`/reports/${made.value.id}`)
  }
  const next = rows.find((row) => row.report?.state !== 'signed' && !isExpected(row))

  return (
    <Page
      title={t('reports.title')}
      help={t('reports.list.help')}
      actions={
        <>
          <Button icon={LayoutTemplate} href="/reports/forms">
            {t('reports.forms.title')}
          </Button>
          <Button icon={NotebookPen} href="/reports/notes">
            {t('reports.notes.title')}
          </Button>
          {next ? (
            <Button look="main" busy={openReport.running} onClick={() => void open(next)}>
              {t('reports.list.open')}
            </Button>
          ) : null}
        </>
      }
    >
      <Section flush>
        <Query of={reports}>
          {() => (
            <Query of={directives}>
              {() => (
                <ArrowRows>
                  <Table<Row>
                    label={t('reports.title')}
                    rows={rows}
                    rowKey={(row) => row.directive.id}
                    empty={
                      <EmptyState
                        icon={ClipboardList}
                        title={t('reports.list.none')}
                        text={t('reports.list.none.what')}
                        action={
                          <Button look="main" href="/directives/new">
                            {t('reports.list.none.do')}
                          </Button>
                        }
                      />
                    }
                    columns={[
                      {
                        key: 'directive',
                        title: t('reports.column.directive'),
                        rowHead: true,
                        cell: (row) => (
                          <>
                            <RowLink onOpen={() => void open(row)}>
                              {row.directive.number || row.directive.subject}
                            </RowLink>{' '}
                            {row.directive.number === '' ? null : row.directive.subject}
                          </>
                        ),
                      },
                      {
                        key: 'version',
                        title: t('reports.column.version'),
                        align: 'right',
                        width: '5rem',
                        cell: (row) => (row.report ? formatNumber(row.report.versionNo) : ''),
                      },
                      {
                        key: 'asOf',
                        title: t('reports.column.asOf'),
                        nowrap: true,
                        width: '10rem',
                        cell: (row) => (row.report ? formatDate(row.report.asOf, 'short') : ''),
                      },
                      {
                        key: 'due',
                        title: t('reports.column.due'),
                        nowrap: true,
                        width: '10rem',
                        cell: (row) => formatDate(row.report?.dueOn ?? row.directive.dueOn, 'short'),
                      },
                      {
                        key: 'state',
                        title: t('reports.column.state'),
                        width: '10rem',
                        cell: (row) => (
                          <StatusChip
                            status={
                              row.report === null
                                ? 'notStarted'
                                : row.report.state === 'signed'
                                  ? 'done'
                                  : 'underWay'
                            }
                            label={t(
                              isExpected(row)
                                ? 'reports.state.expected'
                                : `reports.state.${row.report?.state ?? 'none'}`,
                            )}
                          />
                        ),
                      },
                    ]}
                  />
                </ArrowRows>
              )}
            </Query>
          )}
        </Query>
      </Section>
    </Page>
  )
}

function newestOf(directiveId: string, reports: readonly ReportLine[]): ReportLine | null {
  return (
    reports
      .filter((report) => report.directiveId === directiveId)
      .sort((a, b) => b.versionNo - a.versionNo)[0] ?? null
  )
}
