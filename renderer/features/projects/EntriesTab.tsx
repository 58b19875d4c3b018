import { useTranslation } from 'react-i18next'
import type { ProjectEntry, ProjectPage } from '../../../core/projects/contract.ts'
import { formatBaht } from '../../app/format.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import { PlanStateChip } from '../plans/PlanStateChip.tsx'
import { PledgesSection } from './PledgesSection.tsx'

/** The project as it stands in each plan, each level with its own words and money, and who promised to help. */
export function EntriesTab({ project }: { project: ProjectPage }) {
  const { t } = useTranslation()
  return (
    <>
      <Section title={t('projects.tab.entries')} help={t('projects.entries.help')} flush>
        <Table<ProjectEntry>
          label={t('projects.tab.entries')}
          rows={project.entries}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t('projects.entries.none')} text={t('projects.entries.none.what')} />}
          columns={[
            {
              key: 'plan',
              title: t('projects.entries.plan'),
              rowHead: true,
              width: '20rem',
              cell: (row) => <AppLink href={`/plans/${row.planId}`}>{row.planName}</AppLink>,
            },
            {
              key: 'state',
              title: t('projects.facet.planState'),
              width: '9rem',
              cell: (row) => <PlanStateChip state={row.planState as 'draft' | 'proposed' | 'adopted'} />,
            },
            {
              key: 'rank',
              title: t('projects.entries.rank'),
              align: 'right',
              width: '5rem',
              cell: (row) => row.rank,
            },
            {
              key: 'name',
              title: t('projects.entries.name'),
              cell: (row) =>
                row.site === '' || row.name.includes(row.site) ? row.name : `${row.name} · ${row.site}`,
            },
            {
              key: 'agency',
              title: t('projects.entries.agency'),
              width: '11rem',
              cell: (row) => row.leadAgency,
            },
            {
              key: 'source',
              title: t('projects.facet.source'),
              width: '11rem',
              cell: (row) => row.budgetSource,
            },
            {
              key: 'total',
              title: t('projects.column.total'),
              align: 'right',
              width: '9rem',
              cell: (row) => formatBaht(row.total),
            },
          ]}
        />
      </Section>
      <PledgesSection project={project} />
    </>
  )
}
