import Alert from '@mui/material/Alert'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HolidayPaste } from '../../../core/calendar/contract.ts'
import type { HolidayLine } from '../../../core/calendar/rules.ts'
import { client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { FilterCheck } from '../../ui/Filters.tsx'
import { Button, FaultBar, FieldFrame, SheetDialog, StatusChip, Table } from '../../ui/index.ts'

/** A list of holidays as an announcement has it, pasted; what would come of each line is said before anything is kept. */
export function HolidayPasteDialog({ year, onClose }: { year: number; onClose: () => void }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const [text, setText] = useState('')
  const [source, setSource] = useState('')
  const [whole, setWhole] = useState(false)
  const take = useCommand(client.calendar.pasteHolidays)
  const input = { text, year, whole, source }
  const asked = text.trim() !== ''
  const trial = useQuery({
    queryKey: ['calendar.pasteHolidays.trial', text, year, whole],
    queryFn: () => client.calendar.pasteHolidays({ ...input, source: '', dryRun: true }),
    enabled: asked,
    placeholderData: (previous) => previous,
  })
  const outcome = asked ? trial.data : undefined
  const changes = outcome ? outcome.added.length + outcome.changed.length + outcome.dropped.length : 0
  const unread = outcome?.lines.filter((line) => line.problem !== null).length ?? 0
  const run = async () => {
    const done = await take.attempt({ ...input, dryRun: false })
    if (!done.ok) return
    notify(t('calendar.paste.done', { count: changes }))
    onClose()
  }
  const textId = useId()
  const sourceId = useId()
  return (
    <SheetDialog
      open
      onClose={onClose}
      width="lg"
      title={t('calendar.holidays.paste')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="main"
            disabled={changes === 0 || unread > 0}
            busy={take.running}
            onClick={() => void run()}
          >
            {t('calendar.paste.do', { count: changes })}
          </Button>
        </>
      }
    >
      <p>{t('calendar.paste.help', { year })}</p>
      <FieldFrame id={textId} label={t('calendar.paste.text')} wide>
        <MuiTextField
          id={textId}
          multiline
          fullWidth
          minRows={4}
          maxRows={9}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t('calendar.paste.example')}
          slotProps={{ htmlInput: { spellCheck: false } }}
        />
      </FieldFrame>
      <FieldFrame id={sourceId} label={t('calendar.paste.source')} wide>
        <MuiTextField
          id={sourceId}
          fullWidth
          value={source}
          onChange={(event) => setSource(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 300 } }}
        />
      </FieldFrame>
      <FilterCheck label={t('calendar.paste.whole')} checked={whole} onChange={setWhole} />
      {asked && trial.isError ? <FaultBar error={trial.error} /> : null}
      {unread > 0 ? (
        <Alert severity="warning" sx={{ my: 1 }}>
          {t('calendar.paste.unread', { count: unread })}
        </Alert>
      ) : null}
      {outcome && outcome.dropped.length > 0 ? (
        <Alert severity="info" sx={{ my: 1 }}>
          {t('calendar.paste.dropped', {
            days: outcome.dropped.map((day) => `${day.name} (${formatDate(day.date, 'short')})`).join(', '),
          })}
        </Alert>
      ) : null}
      {outcome && outcome.lines.length > 0 ? <Lines outcome={outcome} /> : null}
    </SheetDialog>
  )
}

function Lines({ outcome }: { outcome: HolidayPaste }) {
  const { t } = useTranslation()
  const verdict = (line: HolidayLine) => {
    if (line.problem !== null)
      return <StatusChip status="late" label={t(`calendar.paste.problem.${line.problem}`)} />
    if (outcome.added.some((row) => row.date === line.date && row.at === line.at))
      return <StatusChip status="done" label={t('calendar.paste.added')} />
    const change = outcome.changed.find((row) => row.date === line.date)
    if (change)
      return <StatusChip status="underWay" label={t('calendar.paste.changed', { before: change.before })} />
    return <StatusChip status="notStarted" label={t('calendar.paste.same')} />
  }
  return (
    <Table
      label={t('calendar.paste.lines')}
      rows={outcome.lines}
      rowKey={(line, at) => `${line.at} ${at}`}
      maxHeight="18rem"
      columns={[
        {
          key: 'at',
          title: t('calendar.paste.line'),
          align: 'right',
          width: '4rem',
          cell: (line) => line.at,
        },
        {
          key: 'date',
          title: t('common.date'),
          nowrap: true,
          cell: (line) =>
            line.date === null
              ? '–'
              : line.weekday === null
                ? formatDate(line.date, 'weekday')
                : t('calendar.paste.weekday', {
                    date: formatDate(line.date, 'weekday'),
                    said: line.weekday.said,
                  }),
        },
        {
          key: 'name',
          title: t('calendar.holidays.name'),
          rowHead: true,
          cell: (line) => (line.name === '' ? line.text : line.name),
        },
        { key: 'kind', title: t('calendar.column.kind'), cell: (line) => t(`calendar.holiday.${line.kind}`) },
        { key: 'verdict', title: t('common.state'), nowrap: true, cell: verdict },
      ]}
    />
  )
}
