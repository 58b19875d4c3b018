import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/client.ts'
import { formatMoment, formatNumber } from '../../app/format.ts'
import { EmptyState, Query, Section, StatusChip, Table } from '../../ui/index.ts'

/** Who changed what and when (C24). */
export function HistoryTab() {
  const { t, i18n } = useTranslation()
  const history = useQuery(api.office.history.queryOptions({ input: { limit: 200 } }))
  const nameOf = (command: string) =>
    i18n.exists(`common.command.${command}`) ? t(`common.command.${command}`) : command
  return (
    <Section title={t('office.tab.history')} help={t('office.history.help')} flush>
      <Query of={history}>
        {(rows) => (
          <Table
            label={t('office.tab.history')}
            rows={rows}
            rowKey={(row) => String(row.n)}
            maxHeight="calc(100vh - 17rem)"
            empty={
              <EmptyState icon={History} title={t('office.history.empty')} text={t('office.history.help')} />
            }
            columns={[
              { key: 'at', title: t('office.history.at'), cell: (row) => formatMoment(row.at) },
              { key: 'who', title: t('office.history.who'), cell: (row) => row.staffName },
              {
                key: 'what',
                title: t('office.history.what'),
                rowHead: true,
                cell: (row) => nameOf(row.command),
              },
              {
                key: 'changes',
                title: t('office.history.changes'),
                align: 'right',
                cell: (row) => formatNumber(row.changes),
              },
              {
                key: 'state',
                title: t('common.state'),
                cell: (row) =>
                  row.undone ? <StatusChip status="notStarted" label={t('office.history.undone')} /> : null,
              },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}
