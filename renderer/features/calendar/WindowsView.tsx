import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { CalendarRange, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WindowLine } from '../../../core/calendar/contract.ts'
import { type PlanLevel, planLevels, type WindowFields, windowFields } from '../../../core/calendar/rules.ts'
import { daysBetween } from '../../../core/thai/dates.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatMoment } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  CertaintyNote,
  DateField,
  EmptyState,
  Fields,
  Form,
  Query,
  Section,
  SelectField,
  SheetDialog,
  StatusChip,
  Table,
  TextArea,
  TextField,
  Thai,
  useConfirm,
  usePlanYear,
  YearPicker,
} from '../../ui/index.ts'
import { Bands } from './Bands.tsx'
import { monthEnd, monthStart } from './days.ts'
import { ExamplesSection } from './ExamplesSection.tsx'
import { Legend } from './Legend.tsx'

/** The window of each plan level for a plan FY: offered by the N−2 rule, set by letters, changed by the office (C2). */
export function WindowsView() {
  const { t } = useTranslation()
  const { planFy, years, setPlanFy } = usePlanYear()
  const windows = useQuery({
    ...api.calendar.windows.queryOptions({ input: { planFy: planFy ?? 2500 } }),
    enabled: planFy !== null,
  })
  const reset = useCommand(client.calendar.resetWindows)
  const confirm = useConfirm()
  const [editing, setEditing] = useState<WindowFields | null>(null)
  if (planFy === null)
    return (
      <>
        <Section>
          <EmptyState
            icon={CalendarRange}
            title={t('calendar.windows.empty')}
            text={t('calendar.windows.empty.text')}
            action={
              <Button look="main" href="/directives/new">
                {t('directives.new')}
              </Button>
            }
          />
        </Section>
        <ExamplesSection planFy={null} />
      </>
    )
  const byRule = async () => {
    const typed = (windows.data ?? []).some((row) => row.origin === 'office')
    if (!typed) {
      await reset.attempt({ planFy, ownToo: false })
      return
    }
    const ownToo = await confirm({
      title: t('calendar.windows.reset'),
      text: t('calendar.windows.reset.own'),
      confirm: t('calendar.windows.reset.ownToo'),
      danger: true,
    })
    if (ownToo) await reset.attempt({ planFy, ownToo: true })
  }
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 1.2 }}>
        <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />
        <Button icon={RotateCcw} busy={reset.running} onClick={() => void byRule()}>
          {t('calendar.windows.reset')}
        </Button>
      </Box>
      <Query of={windows}>
        {(rows) => (
          <>
            {rows.some((row) => row.origin === 'rule') ? <CertaintyNote certainty="D" /> : null}
            <Offers rows={rows} />
            <Strip rows={rows} />
            <Section title={t('calendar.windows.title', { year: planFy })} flush>
              <WindowTable rows={rows} planFy={planFy} onEdit={setEditing} />
            </Section>
            <Remarks rows={rows} />
          </>
        )}
      </Query>
      <Legend />
      <ExamplesSection planFy={planFy} />
      {editing ? <WindowDialog window={editing} onClose={() => setEditing(null)} /> : null}
    </>
  )
}

/** What letters say beside what a person typed: before, after, by which letter; he chooses. */
function Offers({ rows }: { rows: readonly WindowLine[] }) {
  const { t } = useTranslation()
  const answer = useCommand(client.calendar.answerOffer)
  return rows.map((row) =>
    row.offered === null ? null : (
      <Alert
        key={row.id}
        severity="info"
        sx={{ mb: 1 }}
        action={
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <Button onClick={() => void answer.attempt({ id: row.id, take: false })}>
              {t('calendar.offer.keep')}
            </Button>
            <Button look="main" onClick={() => void answer.attempt({ id: row.id, take: true })}>
              {t('calendar.offer.take')}
            </Button>
          </Box>
        }
      >
        <b>{t(`common.level.${row.level}`)}</b>{' '}
        <Thai
          text={t('calendar.offer.says', {
            number: row.offered.directiveNumber,
            before: spanOf(row),
            after: spanOf(row.offered),
          })}
        />
      </Alert>
    ),
  )
}

function spanOf(window: { startsOn: string; endsOn: string }): string {
  return `${formatDate(window.startsOn, 'short')} – ${formatDate(window.endsOn, 'short')}`
}

function Strip({ rows }: { rows: readonly WindowLine[] }) {
  const { today } = useOffice()
  const first = rows.map((row) => row.startsOn).sort()[0]
  const last = rows
    .map((row) => row.endsOn)
    .sort()
    .at(-1)
  const from = first === undefined ? today : monthStart(first)
  const to = last === undefined ? today : monthEnd(last)
  const events = useQuery({
    ...api.calendar.events.queryOptions({ input: { from, to, kinds: ['window', 'report'], mine: false } }),
    enabled: first !== undefined && daysBetween(from, to) < 1000,
  })
  const ids = new Set(rows.map((row) => `window:${row.id}`))
  const shown = (events.data?.events ?? []).filter((one) => one.kind === 'report' || ids.has(one.id))
  return shown.length === 0 ? null : (
    <Box sx={{ mb: 1.6 }}>
      <Bands events={shown} from={from} to={to} today={today} />
    </Box>
  )
}

function WindowTable({
  rows,
  planFy,
  onEdit,
}: {
  rows: readonly WindowLine[]
  planFy: number
  onEdit: (window: WindowFields) => void
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const remove = useCommand(client.calendar.removeWindow)
  return (
    <Table
      label={t('calendar.windows.title', { year: planFy })}
      rows={planLevels.map((level) => ({ level, window: rows.find((row) => row.level === level) ?? null }))}
      rowKey={(row) => row.level}
      columns={[
        {
          key: 'level',
          title: t('calendar.windows.level'),
          rowHead: true,
          width: '12rem',
          cell: (row) => t(`common.level.${row.level}`),
        },
        {
          key: 'from',
          title: t('calendar.windows.from'),
          nowrap: true,
          cell: (row) => formatDate(row.window?.startsOn ?? null),
        },
        {
          key: 'to',
          title: t('calendar.windows.to'),
          nowrap: true,
          cell: (row) => formatDate(row.window?.endsOn ?? null),
        },
        {
          key: 'left',
          title: t('calendar.windows.left'),
          nowrap: true,
          cell: (row) => (row.window ? <Countdown window={row.window} today={today} /> : '–'),
        },
        {
          key: 'source',
          title: t('calendar.windows.source'),
          width: '20rem',
          cell: (row) => (row.window ? <Source window={row.window} /> : '–'),
        },
        {
          key: 'do',
          title: '',
          align: 'right',
          nowrap: true,
          cell: (row) => (
            <>
              <Button
                look="quiet"
                label={t('calendar.windows.edit', { level: t(`common.level.${row.level}`) })}
                onClick={() => onEdit(editable(row.window, row.level, planFy))}
              >
                {row.window ? t('common.edit') : t('calendar.windows.set')}
              </Button>
              {row.window ? (
                <Button
                  look="quiet"
                  label={t('calendar.windows.remove', { level: t(`common.level.${row.level}`) })}
                  onClick={() => void remove.attempt({ id: row.window?.id ?? '' })}
                >
                  {t('common.remove')}
                </Button>
              ) : null}
            </>
          ),
        },
      ]}
    />
  )
}

function editable(window: WindowLine | null, level: PlanLevel, planFy: number): WindowFields {
  return window === null
    ? { planFy, level, startsOn: '', endsOn: '', source: '', certainty: '', directiveId: null, note: '' }
    : {
        planFy,
        level,
        startsOn: window.startsOn,
        endsOn: window.endsOn,
        source: window.source,
        certainty: window.certainty,
        directiveId: window.directiveId,
        note: window.note,
      }
}

/** Who set it, the letter as a door, how sure, its note, and what it was before. */
function Source({ window }: { window: WindowLine }) {
  const { t } = useTranslation()
  const [latest] = window.changes
  return (
    <Box sx={{ fontSize: '0.9rem' }}>
      <Box>
        <b>{t(`calendar.origin.${window.origin}`)}</b>{' '}
        {window.directiveId !== null && window.directiveNumber !== '' ? (
          <AppLink href={`/directives/${window.directiveId}`}>{window.directiveNumber}</AppLink>
        ) : (
          <Thai text={window.source} />
        )}
        {window.certainty === '' ? '' : ` (${t(`calendar.certainty.${window.certainty[0] ?? 'B'}`)})`}
      </Box>
      {window.note === '' ? null : (
        <Box sx={{ color: 'text.secondary' }}>
          <Thai text={window.note} />
        </Box>
      )}
      {latest ? (
        <Box sx={{ color: 'text.secondary' }}>
          {t('calendar.windows.before', {
            span: spanOf(latest.before),
            source: latest.source === '' ? '–' : latest.source,
            name: latest.staffName,
            at: formatMoment(latest.at),
          })}
        </Box>
      ) : null}
    </Box>
  )
}

/** What is odd about the windows; only said. */
function Remarks({ rows }: { rows: readonly WindowLine[] }) {
  const { t } = useTranslation()
  const remarks = rows.flatMap((row) => row.remarks.map((remark) => ({ row, remark })))
  if (remarks.length === 0) return null
  return (
    <Alert severity="warning" sx={{ mt: 1 }}>
      <Box component="ul" aria-label={t('calendar.remarks')} sx={{ m: 0, pl: 2 }}>
        {remarks.map(({ row, remark: { key, params } }) => (
          <li key={`${row.id} ${key}`}>
            <b>{t(`common.level.${row.level}`)}</b>{' '}
            <Thai
              text={t(`calendar.remark.${key}`, {
                level: params.level === undefined ? '' : t(`common.level.${params.level}`),
                date: formatDate(params.date ?? null, 'weekday'),
                name: params.name === undefined || params.name === '' ? t('calendar.weekend') : params.name,
                year: params.year ?? '',
              })}
            />
          </li>
        ))}
      </Box>
    </Alert>
  )
}

function WindowDialog({ window, onClose }: { window: WindowFields; onClose: () => void }) {
  const { t } = useTranslation()
  const save = useCommand(client.calendar.setWindow)
  const letters = useQuery(api.directives.list.queryOptions())
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('calendar.windows.edit', { level: t(`common.level.${window.level}`) })}
    >
      <Form
        schema={windowFields}
        initial={{ ...window, directiveId: window.directiveId ?? null, note: window.note ?? '' }}
        submitLabel={t('common.save')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          // a date that the office sets itself is no longer our inference, nor a letter's
          await save.run({ ...fields, certainty: '' })
          onClose()
        }}
      >
        <Fields columns={2}>
          <DateField name="startsOn" label={t('calendar.windows.from')} required autoFocus />
          <DateField name="endsOn" label={t('calendar.windows.to')} required />
          <SelectField
            name="directiveId"
            label={t('calendar.windows.letter')}
            empty={t('common.none')}
            options={(letters.data ?? []).map((one) => ({
              value: one.id,
              label: `${one.number} (${formatDate(one.dated, 'short')})`,
            }))}
          />
          <TextField
            name="source"
            label={t('calendar.windows.source')}
            help={t('calendar.windows.source.help')}
          />
          <TextArea name="note" label={t('calendar.windows.note')} rows={2} />
        </Fields>
      </Form>
    </SheetDialog>
  )
}

/** A deadline, not a lock: after it work is taken all the same (PEERS.md §1.2). */
function Countdown({ window, today }: { window: { startsOn: string; endsOn: string }; today: string }) {
  const { t } = useTranslation()
  if (today < window.startsOn)
    return (
      <StatusChip
        status="notStarted"
        label={t('calendar.startsIn', { count: daysBetween(today, window.startsOn) })}
      />
    )
  return today <= window.endsOn ? (
    <StatusChip
      status="underWay"
      label={t('calendar.endsIn', { count: daysBetween(today, window.endsOn) })}
    />
  ) : (
    <StatusChip
      status="notStarted"
      label={t('calendar.ended', { count: daysBetween(window.endsOn, today) })}
    />
  )
}
