import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../app/format.ts'
import { type Status, StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'
import type { ChangeKind, HolderChange } from './holder-changes.ts'
import type { DryRun } from './use-dry-run.ts'

const looks: Record<ChangeKind, Status> = {
  same: 'notStarted',
  dated: 'underWay',
  first: 'done',
  corrected: 'underWay',
  succeeds: 'late',
  vacated: 'late',
}

/** Post by post: who was there, who will be, and how the program understands it. */
export function ChangesTable({
  changes,
  dryRun,
  maxHeight = '18rem',
}: {
  changes: readonly HolderChange[]
  dryRun: DryRun
  maxHeight?: string
}) {
  const { t } = useTranslation()
  return (
    <Box sx={(theme) => ({ border: `1px solid ${theme.tokens.rule}`, borderRadius: 1, overflow: 'hidden' })}>
      <Table
        label={t('people.changes.label')}
        maxHeight={maxHeight}
        rows={changes}
        rowKey={(row) => row.postId}
        rowTone={(_row) => undefined}
        columns={[
          {
            key: 'post',
            title: t('people.column.post'),
            rowHead: true,
            width: '30%',
            cell: (row) => row.post,
          },
          {
            key: 'before',
            title: t('people.changes.before'),
            cell: (row) => row.before || t('people.nobody'),
          },
          { key: 'after', title: t('people.changes.after'), cell: (row) => row.after || t('people.nobody') },
          {
            key: 'startsOn',
            title: t('people.column.since'),
            nowrap: true,
            cell: (row) => (row.startsOn ? formatDate(row.startsOn, 'short') : ''),
          },
          {
            key: 'kind',
            title: t('people.changes.means'),
            cell: (row, at) => {
              const refused = dryRun.refused.get(at)
              return refused ? (
                <Box sx={{ color: 'error.main' }}>{t(`validation:${refused.key}`, refused.params)}</Box>
              ) : (
                <StatusChip status={looks[row.kind]} label={t(`people.change.${row.kind}`)} />
              )
            },
          },
        ]}
      />
    </Box>
  )
}
