import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkRecord } from '../../../core/fieldwork/contract.ts'
import type { FieldThreeWays, RowChange } from '../../../core/fieldwork/rules.ts'
import { type Status, StatusChip, Thai } from '../../ui/index.ts'
import { Marked } from '../duplicates/Marked.tsx'
import { type FieldWords, fieldKind, fieldLabel, fieldValue } from '../exchange/field-value.ts'
import { LongList } from '../exchange/LongList.tsx'
import { useFieldWords } from '../exchange/use-field-words.ts'
import { type Choice, type Choices, choiceKey } from './choices.ts'

const looks: Record<RowChange, Status> = {
  new: 'done',
  changed: 'underWay',
  withdrawn: 'notStarted',
  conflict: 'late',
  same: 'notStarted',
}

export type RecordTableProps = {
  label: string
  records: readonly WorkRecord[]
  /** Where the person sits: names the columns. */
  side: 'district' | 'laptop'
  choices: Choices
  /** Left out: to read only. */
  onChoose?: (choice: Choice) => void
  /** At the right of a record's name. */
  actions?: (record: WorkRecord) => ReactNode
  /** Under a record's name. */
  notes?: (record: WorkRecord) => ReactNode
  maxHeight: string
}

/**
 * Records three ways, side by side: what both had, what each of the two made of it. Where both changed one field the
 * person chooses with the arrow keys; everything else needs no choice.
 */
export function RecordTable({ label, records, side, maxHeight, ...rest }: RecordTableProps) {
  const words = useFieldWords()
  return (
    <Box sx={{ fontSize: '0.92rem', lineHeight: 1.55 }}>
      <LongList
        label={label}
        rows={records}
        rowKey={(record) => `${record.recordType} ${record.rowId}`}
        maxHeight={maxHeight}
        lineHeight={110}
        head={<Head side={side} />}
      >
        {(record) => <Record record={record} side={side} words={words} {...rest} />}
      </LongList>
    </Box>
  )
}

/** For eyes only: every record's own table says it to those who listen. */
function Head({ side }: { side: RecordTableProps['side'] }) {
  const { t } = useTranslation()
  return (
    <Box
      aria-hidden
      sx={(theme) => ({
        display: 'grid',
        gridTemplateColumns: `${FIRST} repeat(3, minmax(0, 1fr))`,
        bgcolor: theme.tokens.quiet,
        borderBottom: `1px solid ${theme.tokens.ruleStrong}`,
        fontWeight: 600,
        fontSize: '0.88rem',
        '& > *': { px: 1, py: 0.4 },
      })}
    >
      <span>{t('takeIn.differences.field')}</span>
      <span>{t(`fieldwork.column.base.${side}`)}</span>
      <span>{t(`fieldwork.column.theirs.${side}`)}</span>
      <span>{t(`fieldwork.column.ours.${side}`)}</span>
    </Box>
  )
}

const FIRST = '8rem'

function Record({
  record,
  side,
  words,
  choices,
  onChoose,
  actions,
  notes,
}: Omit<RecordTableProps, 'label' | 'records' | 'maxHeight'> & { record: WorkRecord; words: FieldWords }) {
  const { t } = useTranslation()
  const { recordType, rowId, subject, change } = record
  // a link between records says nothing to a person, but a choice between two must be made
  const fields = record.fields.filter(
    (one) => one.state === 'conflict' || fieldKind(recordType, one.field) !== 'link',
  )
  const type = t(`exchange.table.${recordType}`, { defaultValue: recordType })
  return (
    <Box sx={(theme) => ({ borderBottom: `1px solid ${theme.tokens.ruleStrong}` })}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', px: 1, pt: 0.7, pb: 0.4 }}>
        <StatusChip status={looks[change]} label={t(`fieldwork.change.${change}.${side}`)} />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Box component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
            <Thai text={subject} />
          </Box>{' '}
          <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.86rem' }}>
            <Thai text={type} />
          </Box>
          {notes?.(record)}
        </Box>
        {actions?.(record)}
      </Box>
      {change === 'new' ? (
        <NewFields record={record} fields={fields} words={words} />
      ) : change === 'withdrawn' ? null : (
        <Box
          component="table"
          aria-label={subject}
          sx={(theme) => ({
            width: '100%',
            tableLayout: 'fixed',
            borderCollapse: 'collapse',
            '& th, & td': {
              textAlign: 'left',
              verticalAlign: 'top',
              px: 1,
              py: 0.3,
              fontWeight: 400,
              whiteSpace: 'pre-line',
              overflowWrap: 'anywhere',
              borderTop: `1px solid ${theme.tokens.rule}`,
            },
            '& tbody th': { color: 'text.secondary' },
            '& thead': {
              position: 'absolute',
              width: 1,
              height: 1,
              overflow: 'hidden',
              clipPath: 'inset(50%)',
            },
          })}
        >
          <colgroup>
            <col style={{ width: FIRST }} />
            <col />
            <col />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('takeIn.differences.field')}</th>
              <th scope="col">{t(`fieldwork.column.base.${side}`)}</th>
              <th scope="col">{t(`fieldwork.column.theirs.${side}`)}</th>
              <th scope="col">{t(`fieldwork.column.ours.${side}`)}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((one) => (
              <FieldRow
                key={one.field}
                recordType={recordType}
                rowId={rowId}
                side={side}
                one={one}
                words={words}
                chosen={choices.get(choiceKey(record, one.field))?.choice ?? null}
                {...(onChoose ? { onChoose } : {})}
              />
            ))}
          </tbody>
        </Box>
      )}
    </Box>
  )
}

function FieldRow({
  recordType,
  rowId,
  side,
  one,
  words,
  chosen,
  onChoose,
}: {
  recordType: string
  rowId: string
  side: 'district' | 'laptop'
  one: FieldThreeWays
  words: FieldWords
  chosen: Choice['choice'] | null
  onChoose?: (choice: Choice) => void
}) {
  const { t } = useTranslation()
  const { field, state } = one
  const label = fieldLabel(recordType, field, words)
  const whole = field === ''
  const text = (value: unknown) =>
    whole
      ? t(value === undefined || value === null ? 'fieldwork.whole.gone' : 'fieldwork.whole.there')
      : fieldValue(recordType, field, value, words)
  const base = text(one.base)
  const conflict = state === 'conflict'
  const cell = (which: 'theirs' | 'ours') => {
    const value = text(one[which])
    const changed = conflict || state === 'same' || state === which
    if (!changed)
      return (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {t('fieldwork.unchanged')}
        </Box>
      )
    if (!conflict || !onChoose) return <Marked text={value} other={base === '–' ? '' : base} />
    return (
      <Box
        component="label"
        sx={(theme) => ({
          display: 'flex',
          gap: 0.8,
          alignItems: 'flex-start',
          cursor: 'pointer',
          mx: -0.6,
          px: 0.6,
          borderRadius: 0.6,
          outline: chosen === which ? `2px solid ${theme.tokens.primary}` : 'none',
          bgcolor: chosen === which ? theme.tokens.primaryTint : 'transparent',
          '&:focus-within': { outline: `2px solid ${theme.tokens.focus}` },
        })}
      >
        <Box
          component="input"
          type="radio"
          name={`${recordType} ${rowId} ${field}`}
          data-conflict={chosen === null ? 'open' : 'chosen'}
          checked={chosen === which}
          onChange={() => onChoose({ recordType, rowId, field, choice: which })}
          aria-label={`${t(`fieldwork.take.${which}.${side}`)}: ${label} ${value}`}
          sx={(theme) => ({ accentColor: theme.tokens.primary, mt: '0.32rem', flex: 'none' })}
        />
        <span>
          <Marked text={value} other={base === '–' ? '' : base} />
        </span>
      </Box>
    )
  }
  return (
    <Box
      component="tr"
      sx={(theme) =>
        conflict && chosen === null && onChoose ? { '& > *': { bgcolor: theme.tokens.lateTint } } : {}
      }
    >
      <th scope="row">
        <Thai text={label} />
        {conflict ? (
          <Box
            component="span"
            sx={(theme) => ({ display: 'block', fontSize: '0.82rem', color: theme.tokens.late })}
          >
            ≠ {t('fieldwork.conflict')}
          </Box>
        ) : null}
      </th>
      <td>
        <Thai text={base} />
      </td>
      <td>{cell('theirs')}</td>
      <td>{cell('ours')}</td>
    </Box>
  )
}

/** A new record has nothing beside it: its fields stand one after the other, what goes without saying left out. */
function NewFields({
  record: { recordType, subject },
  fields,
  words,
}: {
  record: WorkRecord
  fields: readonly FieldThreeWays[]
  words: FieldWords
}) {
  const said = fields
    .filter(({ theirs }) => theirs !== false)
    .map(({ field, theirs }) => ({
      field,
      label: fieldLabel(recordType, field, words),
      value: fieldValue(recordType, field, theirs, words),
    }))
    .filter(({ value }) => value !== '–' && !subject.startsWith(value))
  if (said.length === 0) return null
  return (
    <Box
      component="dl"
      sx={{ m: 0, px: 1, pb: 0.8, display: 'flex', flexWrap: 'wrap', gap: '0 1.2rem', fontSize: '0.9rem' }}
    >
      {said.map((one) => (
        <Box key={one.field} sx={{ display: 'flex', gap: 0.6, minWidth: 0 }}>
          <Box component="dt" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
            {one.label}
          </Box>
          <Box component="dd" sx={{ m: 0, minWidth: 0, whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            <Thai text={one.value} />
          </Box>
        </Box>
      ))}
    </Box>
  )
}
