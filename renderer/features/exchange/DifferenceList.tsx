import Box from '@mui/material/Box'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordDifference } from '../../../core/exchange/contract.ts'
import { formatNumber } from '../../app/format.ts'
import { FilterBar, FilterSelect } from '../../ui/Filters.tsx'
import { type Status, StatusChip, Thai } from '../../ui/index.ts'
import { Marked } from '../duplicates/Marked.tsx'
import { type FieldWords, fieldLabel, fieldValue } from './field-value.ts'
import { LongList } from './LongList.tsx'
import { useFieldWords } from './use-field-words.ts'

const looks: Record<RecordDifference['change'], Status> = {
  added: 'done',
  changed: 'underWay',
  removed: 'late',
}

/** What a package brings, changes or takes away, record by record, with the fields before and after. */
export function DifferenceList({
  differences,
  more,
  maxHeight = '26rem',
}: {
  differences: readonly RecordDifference[]
  more: number
  maxHeight?: string
}) {
  const { t } = useTranslation()
  const words = useFieldWords()
  const [change, setChange] = useState('')
  const [type, setType] = useState('')
  const types = useMemo(() => [...new Set(differences.map((one) => one.recordType))], [differences])
  const rows = differences.filter(
    (one) => (change === '' || one.change === change) && (type === '' || one.recordType === type),
  )
  const nameOf = (recordType: string) => t(`exchange.table.${recordType}`, { defaultValue: recordType })
  if (differences.length === 0)
    return <Box sx={{ px: 1.6, py: 1.2, color: 'text.secondary' }}>{t('takeIn.differences.none')}</Box>
  return (
    <>
      <Box sx={{ px: 1.6, pt: 1.2 }}>
        <FilterBar>
          <FilterSelect
            label={t('takeIn.differences.change')}
            value={change}
            onChange={setChange}
            options={[
              { value: '', label: t('common.all') },
              ...(['added', 'changed', 'removed'] as const).map((value) => ({
                value,
                label: `${t(`takeIn.change.${value}`)} (${formatNumber(
                  differences.filter((one) => one.change === value).length,
                )})`,
              })),
            ]}
            width="11rem"
          />
          <FilterSelect
            label={t('exchange.in.what')}
            value={type}
            onChange={setType}
            options={[
              { value: '', label: t('common.all') },
              ...types.map((value) => ({ value, label: nameOf(value) })),
            ]}
            width="16rem"
          />
          <Box role="status" sx={{ color: 'text.secondary', fontSize: '0.92rem' }}>
            {t('takeIn.differences.count', { count: formatNumber(rows.length) })}
            {more > 0 ? ` · ${t('takeIn.differences.more', { count: formatNumber(more) })}` : ''}
          </Box>
        </FilterBar>
      </Box>
      <LongList
        label={t('takeIn.differences.title')}
        rows={rows}
        rowKey={(row) => `${row.recordType} ${row.id}`}
        maxHeight={maxHeight}
      >
        {(row) => <Difference row={row} type={nameOf(row.recordType)} words={words} />}
      </LongList>
    </>
  )
}

function Difference({ row, type, words }: { row: RecordDifference; type: string; words: FieldWords }) {
  const { t } = useTranslation()
  const shown = row.fields
    .map(({ field, before, after }) => ({
      field,
      label: fieldLabel(row.recordType, field, words),
      before: fieldValue(row.recordType, field, before, words),
      after: fieldValue(row.recordType, field, after, words),
    }))
    // what reads the same on both sides (an id of another record) tells nobody anything
    .filter((one) =>
      row.change === 'changed' ? one.before !== one.after : one.before !== '–' || one.after !== '–',
    )
  return (
    <Box
      sx={(theme) => ({
        display: 'grid',
        gridTemplateColumns: '6.5rem minmax(0, 1fr)',
        columnGap: 1,
        px: 1.6,
        py: 0.8,
        fontSize: '0.93rem',
        borderTop: `1px solid ${theme.tokens.rule}`,
      })}
    >
      <Box>
        <StatusChip status={looks[row.change]} label={t(`takeIn.change.${row.change}`)} />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          <Thai text={row.subject} />
        </Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.86rem' }}>
          <Thai text={[type, row.place].filter((part) => part !== '').join(' · ')} />
        </Box>
        {row.change === 'changed' ? (
          <ChangedFields label={row.subject} fields={shown} />
        ) : (
          <Box component="dl" sx={{ m: 0, mt: 0.3, display: 'flex', flexWrap: 'wrap', gap: '0 1rem' }}>
            {shown
              .filter((one) => one.before !== row.subject && one.after !== row.subject)
              .map((one) => (
                <Box key={one.field} sx={{ display: 'flex', gap: 0.6, fontSize: '0.88rem', minWidth: 0 }}>
                  <Box component="dt" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
                    {one.label}
                  </Box>
                  <Box component="dd" sx={{ m: 0, minWidth: 0, whiteSpace: 'pre-line' }}>
                    <Thai text={row.change === 'removed' ? one.before : one.after} />
                  </Box>
                </Box>
              ))}
          </Box>
        )}
      </Box>
    </Box>
  )
}

function ChangedFields({
  label,
  fields,
}: {
  label: string
  fields: readonly { field: string; label: string; before: string; after: string }[]
}) {
  const { t } = useTranslation()
  if (fields.length === 0)
    return (
      <Box sx={{ fontSize: '0.88rem', color: 'text.secondary' }}>{t('takeIn.differences.onlyLinks')}</Box>
    )
  return (
    <Box
      component="table"
      aria-label={label}
      sx={(theme) => ({
        mt: 0.4,
        width: '100%',
        tableLayout: 'fixed',
        borderCollapse: 'collapse',
        fontSize: '0.88rem',
        '& th, & td': {
          textAlign: 'left',
          verticalAlign: 'top',
          px: 0.8,
          py: 0.25,
          whiteSpace: 'pre-line',
          overflowWrap: 'anywhere',
          border: `1px solid ${theme.tokens.rule}`,
        },
        '& thead th': { bgcolor: theme.tokens.quiet, fontWeight: 600 },
        '& tbody th': { fontWeight: 400, color: 'text.secondary' },
      })}
    >
      <colgroup>
        <col style={{ width: '11rem' }} />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('takeIn.differences.field')}</th>
          <th scope="col">{t('takeIn.differences.before')}</th>
          <th scope="col">{t('takeIn.differences.after')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((one) => (
          <tr key={one.field}>
            <th scope="row">
              <Thai text={one.label} />
            </th>
            <td>
              <Marked text={one.before} other={one.after} />
            </td>
            <td>
              <Marked text={one.after} other={one.before} />
            </td>
          </tr>
        ))}
      </tbody>
    </Box>
  )
}
