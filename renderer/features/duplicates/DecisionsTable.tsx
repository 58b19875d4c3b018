import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { History, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Decision } from '../../../core/duplicates/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  EmptyState,
  Query,
  Section,
  type Status,
  StatusChip,
  Table,
} from '../../ui/index.ts'

const looks: Record<Decision['verdict'], Status> = { linked: 'done', merged: 'done', notSame: 'notStarted' }

/** What was decided, with the way back. */
export function DecisionsTable() {
  const { t } = useTranslation()
  const { office } = useOffice()
  const { notify } = useNotice()
  const decisions = useQuery(api.duplicates.decisions.queryOptions())
  const reopen = useCommand(client.duplicates.reopen)
  return (
    <Section flush>
      <Query of={decisions} lines={6}>
        {(rows) => (
          <Table<Decision>
            label={t('duplicates.tab.decisions')}
            rows={rows}
            rowKey={(row) => row.id}
            maxHeight="calc(100vh - 11rem)"
            empty={
              <EmptyState
                icon={History}
                title={t('duplicates.decided.none')}
                text={t('duplicates.decided.none.what')}
              />
            }
            columns={[
              {
                key: 'verdict',
                title: t('duplicates.verdict'),
                nowrap: true,
                width: '11rem',
                cell: (row) => (
                  <StatusChip status={looks[row.verdict]} label={t(`duplicates.verdict.${row.verdict}`)} />
                ),
              },
              {
                key: 'projects',
                title: t('duplicates.field.name'),
                rowHead: true,
                cell: (row) =>
                  [row.a, row.b].map((project) => (
                    <Box key={project.id} sx={{ fontWeight: 400 }}>
                      <AppLink href={`/projects/${project.id}`}>{project.name}</AppLink> {project.originName}
                      {row.keptId === project.id ? ` ${t('duplicates.kept')}` : ''}
                    </Box>
                  )),
              },
              {
                key: 'reason',
                title: t('duplicates.decided.reason'),
                width: '14rem',
                cell: (row) => row.reason,
              },
              {
                key: 'decidedOn',
                title: t('duplicates.decided.on'),
                nowrap: true,
                width: '7rem',
                cell: (row) => formatDate(row.decidedOn, 'short'),
              },
              {
                key: 'reopen',
                title: '',
                nowrap: true,
                width: '8rem',
                cell: (row) =>
                  row.officeId === office.id ? (
                    <Button
                      look="quiet"
                      icon={Undo2}
                      onClick={() =>
                        void reopen
                          .attempt({ id: row.id })
                          .then((done) => (done.ok ? notify(t('duplicates.reopen.done')) : undefined))
                      }
                    >
                      {t('duplicates.reopen')}
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}
