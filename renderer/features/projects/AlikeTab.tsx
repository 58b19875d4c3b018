import { useQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PairedProject } from '../../../core/duplicates/contract.ts'
import type { ProjectPage } from '../../../core/projects/contract.ts'
import { api } from '../../app/client.ts'
import { formatBaht } from '../../app/format.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'

type Row = { project: PairedProject; score: number | null }

/** Projects that look like this one, and those it was linked with (C11). */
export function AlikeTab({ project }: { project: ProjectPage }) {
  const { t } = useTranslation()
  const alike = useQuery(api.duplicates.of.queryOptions({ input: { projectId: project.id } }))
  return (
    <Section title={t('projects.tab.alike')} help={t('projects.alike.help')} flush>
      <Query of={alike} lines={3}>
        {({ rows, linked }) => (
          <Table<Row>
            label={t('projects.tab.alike')}
            rows={[...linked.map((one) => ({ project: one, score: null })), ...rows]}
            rowKey={(row) => row.project.id}
            empty={
              <EmptyState icon={Copy} title={t('projects.alike.none')} text={t('projects.alike.none.what')} />
            }
            columns={[
              {
                key: 'name',
                title: t('projects.column.name'),
                rowHead: true,
                cell: (row) => <AppLink href={`/projects/${row.project.id}`}>{row.project.name}</AppLink>,
              },
              {
                key: 'origin',
                title: t('projects.column.origin'),
                width: '14rem',
                cell: (row) => row.project.originName,
              },
              {
                key: 'level',
                title: t('projects.column.level'),
                width: '9rem',
                cell: (row) =>
                  [
                    ...row.project.levels.map((level) => t(`plans.short.${level}`)),
                    ...row.project.lists,
                  ].join(', '),
              },
              {
                key: 'total',
                title: t('projects.column.total'),
                align: 'right',
                width: '9rem',
                nowrap: true,
                cell: (row) => formatBaht(row.project.total),
              },
              {
                key: 'score',
                title: t('projects.alike.score'),
                width: '9rem',
                cell: (row) =>
                  row.score === null ? (
                    <StatusChip status="done" label={t('projects.alike.linked')} />
                  ) : (
                    t('projects.alike.points', { score: row.score })
                  ),
              },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}
