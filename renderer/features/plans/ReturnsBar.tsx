import Box from '@mui/material/Box'
import { Ban, CircleCheck, Scissors } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan, PlanEntry } from '../../../core/plans/contract.ts'
import { client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'
import { CorrectedDialog } from './ReturnDialogs.tsx'
import { WithdrawDialog } from './WithdrawDialog.tsx'

/**
 * What stands against rows of this plan: given back for correction, or withdrawn since. The owner answers here; a draft
 * may drop a withdrawn row, an adopted plan keeps it and says so.
 */
export function ReturnsBar({ plan, foreign }: { plan: Plan; foreign: boolean }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const save = useCommand(client.plans.saveEntries)
  const [corrected, setCorrected] = useState<PlanEntry | null>(null)
  const [withdrawn, setWithdrawn] = useState<PlanEntry | null>(null)
  const rows = plan.rows.filter((row) => row.returned !== null || row.withdrawn !== null)
  if (rows.length === 0) return null
  const open = plan.state !== 'adopted' && !foreign
  const drop = async (row: PlanEntry) => {
    const done = await save.attempt({
      planId: plan.id,
      rows: [],
      removed: [row.id],
      order: [],
      dryRun: false,
    })
    if (done.ok) notify(t('plans.withdraw.dropped', { name: row.name }))
  }
  return (
    <Section title={t('plans.against.title', { count: rows.length })} flush>
      <Table<PlanEntry>
        label={t('plans.against.title', { count: rows.length })}
        rows={rows}
        rowKey={(row) => row.id}
        maxHeight="11rem"
        columns={[
          {
            key: 'rank',
            title: t('plans.column.rank'),
            width: '4rem',
            align: 'right',
            cell: (row) => row.rank,
          },
          {
            key: 'name',
            title: t('plans.column.name'),
            rowHead: true,
            width: '28%',
            cell: (row) => row.name,
          },
          {
            key: 'what',
            title: t('common.state'),
            width: '9rem',
            cell: (row) => (
              <StatusChip
                status={row.withdrawn ? 'notStarted' : 'late'}
                label={t(row.withdrawn ? 'plans.outcome.withdrawn' : 'plans.return.open')}
              />
            ),
          },
          {
            key: 'reason',
            title: t('plans.return.reason'),
            cell: (row) =>
              row.withdrawn
                ? `${row.withdrawn.reason} (${formatDate(row.withdrawn.dated, 'short')})`
                : row.returned
                  ? t('plans.return.by', {
                      reason: row.returned.reason,
                      by: row.returned.byPlanName,
                      date: formatDate(row.returned.dated, 'short'),
                    })
                  : '',
          },
          {
            key: 'do',
            title: '',
            width: '15rem',
            cell: (row) =>
              foreign ? null : (
                <Box sx={{ display: 'flex', gap: 0.6, flexWrap: 'wrap' }}>
                  {row.withdrawn ? (
                    open && row.takenUpBy === 0 ? (
                      <Button look="quiet" icon={Scissors} onClick={() => void drop(row)} busy={save.running}>
                        {t('plans.withdraw.drop')}
                      </Button>
                    ) : null
                  ) : (
                    <>
                      <Button look="quiet" icon={CircleCheck} onClick={() => setCorrected(row)}>
                        {t('plans.corrected.do')}
                      </Button>
                      <Button look="quiet" icon={Ban} onClick={() => setWithdrawn(row)}>
                        {t('plans.withdraw.do')}
                      </Button>
                    </>
                  )}
                </Box>
              ),
          },
        ]}
      />
      {corrected?.returned ? (
        <CorrectedDialog
          id={corrected.returned.id}
          name={corrected.name}
          onClose={() => setCorrected(null)}
        />
      ) : null}
      {withdrawn ? (
        <WithdrawDialog
          projectId={withdrawn.projectId}
          name={withdrawn.name}
          onClose={() => setWithdrawn(null)}
        />
      ) : null}
    </Section>
  )
}
