import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FateProposal, Pledge } from '../../../core/activities/contract.ts'
import type { ProjectPage } from '../../../core/projects/contract.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatDate } from '../../app/format.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { Table } from '../../ui/Table.tsx'
import { Thai } from '../../ui/Thai.tsx'
import { FateButton } from '../activities/PartnersPanel.tsx'
import { PledgeChip } from '../activities/PledgeChip.tsx'
import { FateDialog } from './FateDialog.tsx'

type Row = Pledge & { direct: boolean }

/** What partners promised for the project, of all years, and what came of it (duty 5); each line opens its meeting. */
export function PledgesSection({ project }: { project: ProjectPage }) {
  const { t } = useTranslation()
  const [fate, setFate] = useState<FateProposal | null>(null)
  const found = useQuery(api.activities.pledgesOf.queryOptions({ input: { projectId: project.id } }))
  const sum = (rows: readonly Row[], of: (row: Row) => number | null) =>
    // what was promised for the whole plan is no money of this project
    formatBaht(rows.reduce((total, row) => total + (row.direct && row.money ? (of(row) ?? 0) : 0), 0))
  return (
    <Section
      title={t('projects.pledges')}
      help={t('projects.pledges.help')}
      flush
      actions={
        project.own ? <AppLink href="/activities?kind=partner">{t('projects.pledges.all')}</AppLink> : null
      }
    >
      <Query of={found} lines={2}>
        {(rows) =>
          rows.length === 0 ? (
            <Box sx={{ px: 1.4, py: 1, color: 'text.secondary' }}>{t('projects.pledges.none')}</Box>
          ) : (
            <Table<Row>
              label={t('projects.pledges')}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                {
                  key: 'partner',
                  title: t('activities.partnerName'),
                  rowHead: true,
                  width: '28%',
                  total: t('common.total'),
                  cell: (row) => (
                    <>
                      {project.own ? (
                        <AppLink
                          href={`/activities?kind=partner&edition=${row.editionFy}&id=${row.activityId}`}
                        >
                          {row.partnerName}
                        </AppLink>
                      ) : (
                        <Thai text={row.partnerName} />
                      )}
                      <Box sx={{ fontWeight: 400, fontSize: '0.86rem', color: 'text.secondary' }}>
                        {t('activities.pledge.promisedOn', { date: formatDate(row.promisedOn, 'short') })}
                      </Box>
                    </>
                  ),
                },
                {
                  key: 'what',
                  title: t('activities.column.pledge'),
                  cell: (row) => (
                    <>
                      <Thai text={row.what === '' ? row.formName : row.what} />
                      <Box sx={{ fontSize: '0.86rem', color: 'text.secondary' }}>
                        {[
                          row.what === '' ? '' : row.formName,
                          row.direct ? '' : t('projects.pledges.wholePlan'),
                          row.dueOn === null
                            ? ''
                            : t('activities.pledge.due', { date: formatDate(row.dueOn, 'short') }),
                        ]
                          .filter((one) => one !== '')
                          .join(' · ')}
                      </Box>
                    </>
                  ),
                },
                {
                  key: 'pledged',
                  title: t('activities.column.pledged'),
                  align: 'right',
                  nowrap: true,
                  cell: (row) => formatBaht(row.counted),
                  total: sum(rows, (row) => row.counted),
                },
                {
                  key: 'received',
                  title: t('activities.column.received'),
                  align: 'right',
                  nowrap: true,
                  cell: (row) => (row.receipts.length === 0 ? '' : formatBaht(row.received)),
                  total: sum(rows, (row) => row.received),
                },
                {
                  key: 'outstanding',
                  title: t('activities.column.outstanding'),
                  align: 'right',
                  nowrap: true,
                  cell: (row) => formatBaht(row.outstanding),
                  total: sum(rows, (row) => row.outstanding),
                },
                {
                  key: 'state',
                  title: t('common.state'),
                  nowrap: true,
                  cell: (row) => (
                    <>
                      <PledgeChip state={row.state} />
                      {project.own && row.fateProposal ? (
                        <Box>
                          <FateButton proposal={row.fateProposal} onFate={setFate} />
                        </Box>
                      ) : null}
                    </>
                  ),
                },
              ]}
            />
          )
        }
      </Query>
      {fate ? <FateDialog projectId={fate.projectId} proposal={fate} onClose={() => setFate(null)} /> : null}
    </Section>
  )
}
