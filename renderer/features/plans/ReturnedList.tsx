import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { EntryReturn } from '../../../core/plans/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Section } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import { PlanStateChip } from './PlanStateChip.tsx'

/** Everything that waits for correction, whichever plan it is in; nothing while nothing waits. */
export function ReturnedList() {
  const { t } = useTranslation()
  const returns = useQuery(api.plans.returns.queryOptions({ input: { planId: null } }))
  const open = (returns.data ?? []).filter((row) => row.state === 'open')
  if (open.length === 0) return null
  return (
    <Section flush>
      <Box
        component="details"
        sx={{ '& > summary': { px: 1.4, py: 0.8, fontWeight: 600, cursor: 'pointer' } }}
      >
        <summary>{t('plans.return.list', { count: formatNumber(open.length) })}</summary>
        <Table<EntryReturn>
          label={t('plans.return.list', { count: formatNumber(open.length) })}
          rows={open}
          rowKey={(row) => row.id}
          maxHeight="14rem"
          columns={[
            {
              key: 'name',
              title: t('plans.column.name'),
              rowHead: true,
              width: '28%',
              cell: (row) => row.name,
            },
            {
              key: 'plan',
              title: t('plans.return.where'),
              width: '26%',
              cell: (row) => (
                <>
                  <AppLink href={`/plans/${row.planId}`}>{row.planName}</AppLink>{' '}
                  <PlanStateChip state={row.planState} />
                </>
              ),
            },
            {
              key: 'reason',
              title: t('plans.return.reason'),
              cell: (row) =>
                t('plans.return.by', {
                  reason: row.reason,
                  by: row.byPlanName,
                  date: formatDate(row.dated, 'short'),
                }),
            },
          ]}
        />
      </Box>
    </Section>
  )
}
