import Box from '@mui/material/Box'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { Combine, Split } from 'lucide-react'
import { useId, useMemo, useRef, useState } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { offDays } from '../../../../core/calendar/working-days.ts'
import { offDay } from '../../../../core/directives/last-year.ts'
import { isIsoDate, weekdayName } from '../../../../core/thai/dates.ts'
import { api } from '../../../app/client.ts'
import { Button, DataGrid, FieldFrame, type GridColumn, SheetDialog } from '../../../ui/index.ts'
import { useOffWords } from '../duty-words.tsx'
import { useDutyChoices } from '../use-duty-choices.ts'
import { type DutyRow, mergeRows, splitRow } from './register-form.ts'

/** Duties of the letter as a table: rows added, moved, made one or several; each due date with its weekday. */
export function DutyTable({ onAt }: { onAt: (row: DutyRow | undefined) => void }) {
  const { t } = useTranslation()
  const { control } = useFormContext()
  const { field, formState } = useController({ name: 'duties', control })
  const rows = (field.value as DutyRow[] | null) ?? []
  const box = useRef<HTMLDivElement>(null)
  const [splitting, setSplitting] = useState<number | null>(null)
  const choices = useDutyChoices()
  const offOf = useOffOf(rows)
  const columns = useMemo<GridColumn<DutyRow>[]>(
    () => [
      { key: 'no', title: t('directives.duty.no'), kind: 'number', width: 44 },
      { key: 'text', title: t('directives.duty.text'), kind: 'text', width: 190, grow: 6, required: true },
      { key: 'dueOn', title: t('directives.duty.dueOn'), kind: 'date', width: 106 },
      {
        key: 'day',
        title: t('directives.register.duty.day'),
        kind: 'text',
        width: 84,
        grow: 1,
        readOnly: true,
        get: (row) => (isIsoDate(row.dueOn) ? offOf(row.dueOn) : ''),
      },
      {
        key: 'kind',
        title: t('directives.duty.kind'),
        kind: 'select',
        width: 110,
        grow: 1,
        options: choices.kinds,
        required: true,
      },
      {
        key: 'ownerName',
        title: t('directives.duty.ownerName'),
        kind: 'select',
        free: true,
        width: 100,
        options: choices.owners,
      },
    ],
    [t, choices, offOf],
  )
  const errors = formState.errors.duties as unknown as
    | (Record<string, { message?: string }> | undefined)[]
    | { message?: string }
    | undefined
  const own = Array.isArray(errors) ? undefined : errors?.message
  return (
    <Box
      ref={box}
      data-register="duties"
      sx={(theme) => ({
        border: `1px solid ${own ? theme.tokens.late : theme.tokens.rule}`,
        borderRadius: 1,
        overflow: 'hidden',
      })}
    >
      <DataGrid<DutyRow>
        label={t('directives.duties')}
        rows={rows}
        columns={columns}
        onChange={(next) => field.onChange(next)}
        canRemove
        movable
        keepsUnread
        mostRows={40}
        maxHeight="70vh"
        newRow={() => ({
          no: rows.reduce((most, row) => Math.max(most, row.no), 0) + 1,
          kind: choices.kinds.at(-1)?.value ?? 'other',
          text: '',
          ownerName: '',
          dueOn: null,
        })}
        problems={(_, at) => {
          const row = Array.isArray(errors) ? errors[at] : undefined
          if (!row) return undefined
          return Object.fromEntries(
            Object.entries(row).flatMap(([key, error]) => (error?.message ? [[key, error.message]] : [])),
          )
        }}
        // the table chooses a cell when it is drawn: only where the cursor is does the letter follow
        onSelect={(from) => {
          if (box.current?.contains(document.activeElement)) onAt(rows[from])
        }}
        actions={(_, block) => (
          <>
            <Button
              look="quiet"
              icon={Split}
              disabled={rows[block.from] === undefined || block.to > block.from}
              onClick={() => setSplitting(block.from)}
            >
              {t('directives.register.duty.split')}
            </Button>
            <Button
              look="quiet"
              icon={Combine}
              disabled={block.to <= block.from || rows[block.to] === undefined}
              onClick={() => field.onChange(mergeRows(rows, block.from, block.to))}
            >
              {t('directives.register.duty.merge')}
            </Button>
          </>
        )}
      />
      {own ? (
        <Box role="alert" sx={{ px: 1, py: 0.4, color: 'error.main', fontSize: '0.88rem' }}>
          {own}
        </Box>
      ) : null}
      {splitting === null ? null : (
        <SplitDialog
          text={rows[splitting]?.text ?? ''}
          onClose={() => setSplitting(null)}
          onSplit={(lines) => {
            field.onChange(splitRow(rows, splitting, lines))
            setSplitting(null)
          }}
        />
      )}
    </Box>
  )
}

/** What a due date's day is: จันทร์, or เสาร์ and that it is no working day. Holidays are asked once for all rows. */
function useOffOf(rows: readonly DutyRow[]): (day: string) => string {
  const words = useOffWords()
  const days = rows.flatMap(({ dueOn }) => (isIsoDate(dueOn) ? [dueOn] : [])).toSorted()
  const from = days[0]
  const to = days.at(-1)
  // a slip in a year must not ask for a century
  const near = from !== undefined && to !== undefined && Number(to.slice(0, 4)) - Number(from.slice(0, 4)) < 3
  const off = useQuery({
    ...api.calendar.daysOff.queryOptions({ input: { from: from ?? '', to: to ?? '' } }),
    enabled: near,
  })
  const known = near ? off.data : undefined
  return useMemo(() => {
    const map = offDays(known?.days ?? [])
    return (day) => [weekdayName(day), words(offDay(day, map))].filter((word) => word !== '').join(' · ')
  }, [known, words])
}

function SplitDialog({
  text,
  onClose,
  onSplit,
}: {
  text: string
  onClose: () => void
  onSplit: (lines: string[]) => void
}) {
  const { t } = useTranslation()
  const id = useId()
  const [typed, setTyped] = useState(text)
  const lines = typed.split('\n').filter((line) => line.trim() !== '')
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('directives.register.duty.split.title')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="main" disabled={lines.length < 2} onClick={() => onSplit(lines)}>
            {t('directives.register.duty.split.do', { count: lines.length })}
          </Button>
        </>
      }
    >
      <FieldFrame id={id} label={t('directives.duty.text')}>
        <MuiTextField
          id={id}
          multiline
          minRows={5}
          maxRows={16}
          fullWidth
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          helperText={t('directives.register.duty.split.help')}
        />
      </FieldFrame>
    </SheetDialog>
  )
}
