import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FieldChange } from '../../../core/office/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate, formatMoment } from '../../app/format.ts'
import { Table } from '../../ui/index.ts'

const shown = [
  'state',
  'ownerName',
  'dueOn',
  'doneOn',
  'evidence',
  'evidenceLinks',
  'no',
  'kind',
  'text',
] as const
type Shown = (typeof shown)[number]

/** Every change of a duty: who, when, before and after, the newest first. */
export function DutyHistory({ dutyId }: { dutyId: string }) {
  const { t } = useTranslation()
  const history = useQuery(api.office.recordHistory.queryOptions({ input: { table: 'duty', id: dutyId } }))
  const rows = [...(history.data ?? [])].reverse()
  const value = (field: Shown, of: unknown): string => {
    if (of === null || of === undefined || of === '') return '–'
    if (field === 'state') return t(`directives.dutyState.${String(of)}`)
    if (field === 'dueOn' || field === 'doneOn') return formatDate(String(of), 'short')
    if (field === 'evidenceLinks')
      return t('directives.evidence.count', { count: Array.isArray(of) ? of.length : 0 })
    return String(of)
  }
  const lines = (row: FieldChange) =>
    shown.flatMap((field) => {
      const before = row.before?.[field]
      const after = row.after?.[field]
      if (row.before === null || row.after === null || JSON.stringify(before) === JSON.stringify(after))
        return []
      return [{ field, before: value(field, before), after: value(field, after) }]
    })
  if (rows.length === 0) return null
  return (
    <Box component="details" sx={{ mt: 2 }}>
      <Box component="summary" sx={{ cursor: 'pointer', fontWeight: 600 }}>
        {t('directives.duty.history', { count: rows.length })}
      </Box>
      <Table<FieldChange>
        label={t('directives.duty.history', { count: rows.length })}
        rows={rows}
        rowKey={(row) => String(row.n)}
        columns={[
          { key: 'at', title: t('office.history.at'), nowrap: true, cell: (row) => formatMoment(row.at) },
          { key: 'who', title: t('office.history.who'), rowHead: true, cell: (row) => row.staffName },
          {
            key: 'what',
            title: t('office.history.what'),
            cell: (row) =>
              row.operation === 'update' ? (
                <Box component="ul" sx={{ m: 0, pl: 2 }}>
                  {lines(row).map(({ field, before, after }) => (
                    <li key={field}>
                      {t(`directives.duty.field.${field}`)}: {before} → {after}
                    </li>
                  ))}
                </Box>
              ) : (
                t(`directives.duty.history.${row.operation}`)
              ),
          },
        ]}
      />
    </Box>
  )
}
