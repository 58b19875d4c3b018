import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import InputBase from '@mui/material/InputBase'
import { ArrowDown, ArrowUp, CornerDownRight, ListPlus, Plus, X } from 'lucide-react'
import { type KeyboardEvent, memo, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meeting, MeetingBody } from '../../../core/meetings/contract.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button, EmptyState, FaultBar, Section } from '../../ui/index.ts'
import { useFocusNext } from '../../ui/use-focus-next.ts'
import {
  type AgendaLine,
  emptyLine,
  endOfHead,
  insertedAt,
  labelsOf,
  movedLine,
  pastedTitles,
  withoutLine,
} from './agenda-lines.ts'
import { BodiesMenu } from './BodiesMenu.tsx'
import { useAgenda } from './use-agenda.ts'

/**
 * The agenda as an outline that is written with the keyboard alone: Enter begins the next matter, Alt-↑ and Alt-↓ move
 * it (also into the next head), Backspace in an empty one takes it away, a pasted list becomes a matter a line.
 */
export function AgendaPart({ meeting, frozen }: { meeting: Meeting; frozen: boolean }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const box = useRef<HTMLDivElement>(null)
  const busy = useCallback(() => box.current?.contains(document.activeElement) === true, [])
  const { lines, change, state, fault, retry } = useAgenda(meeting, frozen, busy)
  const carry = useCommand(client.meetings.carryMatters)
  const labels = labelsOf(lines)

  const focusNext = useFocusNext()
  const focusLine = (key: string, column: 'title' | 'presenter' = 'title') =>
    focusNext(() => {
      const field = box.current?.querySelector<HTMLTextAreaElement>(
        `[data-line="${key}"][data-field="${column}"]`,
      )
      field?.focus()
      field?.setSelectionRange(-1, -1)
    })
  const write = (key: string, part: Partial<AgendaLine>) =>
    change(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  const addUnder = (at: number) => {
    const line = emptyLine('matter')
    change(insertedAt(lines, at, [line]))
    focusLine(line.key)
  }
  const addHead = () => {
    const line = emptyLine('head')
    change([...lines, line])
    focusLine(line.key)
  }
  const move = (key: string, by: -1 | 1) => {
    const next = movedLine(lines, key, by)
    if (next !== lines) change(next)
    focusLine(key)
  }
  const remove = (key: string) => {
    const at = lines.findIndex((line) => line.key === key)
    const next = withoutLine(lines, key)
    if (next === lines) {
      notify(t('meetings.agenda.headNotEmpty'), { severity: 'warning' })
      return
    }
    change(next)
    const neighbour = next[Math.max(0, at - 1)]
    if (neighbour) focusLine(neighbour.key)
  }
  const walk = (at: number, by: -1 | 1) => {
    const line = lines[at + by]
    if (line) focusLine(line.key)
  }
  const onKey = (event: KeyboardEvent<HTMLElement>, line: AgendaLine, at: number) => {
    const field = event.target as HTMLTextAreaElement
    // Enter on a button of the line presses that button
    if (event.nativeEvent.isComposing || field.dataset.field === undefined) return
    const { key, altKey, ctrlKey, shiftKey } = event
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      event.preventDefault()
      move(line.key, key === 'ArrowUp' ? -1 : 1)
    } else if (key === 'Enter' && !shiftKey && !ctrlKey) {
      event.preventDefault()
      addUnder(at + 1)
    } else if (
      key === 'Backspace' &&
      line.level === 'matter' &&
      line.title === '' &&
      field.dataset.field === 'title'
    ) {
      event.preventDefault()
      remove(line.key)
    } else if (key === 'Delete' && ctrlKey && shiftKey) {
      event.preventDefault()
      remove(line.key)
    } else if (key === 'ArrowUp' && !altKey && field.selectionStart === 0) {
      event.preventDefault()
      walk(at, -1)
    } else if (key === 'ArrowDown' && !altKey && field.selectionEnd === field.value.length) {
      event.preventDefault()
      walk(at, 1)
    }
  }
  const onPaste = (event: React.ClipboardEvent, line: AgendaLine, at: number) => {
    const titles = pastedTitles(event.clipboardData.getData('text/plain'))
    if (titles.length < 2) return
    event.preventDefault()
    const [first = '', ...rest] = titles
    const takesFirst = line.level === 'matter' && line.title.trim() === ''
    const added = (takesFirst ? rest : titles).map((title) => emptyLine('matter', title))
    const filled = takesFirst
      ? lines.map((one) => (one.key === line.key ? { ...one, title: first } : one))
      : lines
    change(insertedAt(filled, at + 1, added))
    const last = added.at(-1)
    if (last) focusLine(last.key)
  }
  const latest = useRef<Actions>(noActions)
  latest.current = { write, onKey, onPaste, move, remove, add: (at) => addUnder(endOfHead(lines, at)) }
  /** Stays the same, so that a key draws one line anew and not all of them. */
  const [act] = useState<Actions>(() => ({
    write: (key, part) => latest.current.write(key, part),
    onKey: (event, line, at) => latest.current.onKey(event, line, at),
    onPaste: (event, line, at) => latest.current.onPaste(event, line, at),
    move: (key, by) => latest.current.move(key, by),
    remove: (key) => latest.current.remove(key),
    add: (at) => latest.current.add(at),
  }))
  return (
    <Section
      flush
      title={t('meetings.agenda.title')}
      help={frozen ? undefined : t('meetings.agenda.keys')}
      actions={
        frozen ? null : (
          <>
            <Button
              icon={ListPlus}
              busy={carry.running}
              onClick={() =>
                void carry.attempt({ id: meeting.id }).then((done) => {
                  if (done.ok) notify(t('meetings.agenda.carried', { count: done.value.added }))
                })
              }
            >
              {t('meetings.agenda.carry')}
            </Button>
            <Button icon={Plus} onClick={addHead}>
              {t('meetings.agenda.addHead')}
            </Button>
          </>
        )
      }
    >
      <Box sx={{ px: fault ? 1.6 : 0, pt: fault ? 1 : 0 }}>
        <FaultBar error={fault} onRetry={retry} />
      </Box>
      <Box ref={box} role="list" aria-label={t('meetings.agenda.title')} sx={{ py: 0.6 }}>
        {lines.length === 0 ? (
          <EmptyState
            title={t('meetings.agenda.empty')}
            text={t('meetings.agenda.empty.what')}
            action={frozen ? undefined : <Button onClick={addHead}>{t('meetings.agenda.addHead')}</Button>}
          />
        ) : null}
        {lines.map((line, at) => (
          <Line
            key={line.key}
            line={line}
            at={at}
            label={labels[at] ?? ''}
            bodies={meeting.bodies}
            frozen={frozen}
            act={act}
          />
        ))}
      </Box>
      <Box
        role="status"
        sx={{
          px: 1.6,
          py: 0.5,
          minHeight: '1.9rem',
          borderTop: 1,
          borderColor: 'divider',
          fontSize: '0.86rem',
          color: state === 'failed' ? 'error.main' : 'text.secondary',
        }}
      >
        {frozen ? '' : t(`meetings.agenda.state.${state}`)}
      </Box>
    </Section>
  )
}

type Actions = {
  write: (key: string, part: Partial<AgendaLine>) => void
  onKey: (event: KeyboardEvent<HTMLElement>, line: AgendaLine, at: number) => void
  onPaste: (event: React.ClipboardEvent, line: AgendaLine, at: number) => void
  move: (key: string, by: -1 | 1) => void
  remove: (key: string) => void
  /** A matter under the head that stands there. */
  add: (at: number) => void
}
const nothing = () => undefined
const noActions: Actions = {
  write: nothing,
  onKey: nothing,
  onPaste: nothing,
  move: nothing,
  remove: nothing,
  add: nothing,
}

type LineProps = {
  line: AgendaLine
  at: number
  label: string
  bodies: readonly MeetingBody[]
  frozen: boolean
  act: Actions
}

const Line = memo(function Line({ line, at, label, bodies, frozen, act }: LineProps) {
  const { t } = useTranslation()
  const head = line.level === 'head'
  const lost = line.title.trim() === '' && (line.id !== null || head)
  const tool = (name: string, Icon: typeof Plus, run: () => void) => (
    // the keys do the same; the buttons are for the mouse and would make every Tab four times as long
    <IconButton
      size="small"
      tabIndex={-1}
      aria-label={t(`meetings.agenda.${name}`, { label })}
      title={t(`meetings.agenda.${name}`, { label })}
      onClick={run}
      sx={{ p: 0.3 }}
    >
      <Icon size={15} aria-hidden />
    </IconButton>
  )
  return (
    <Box
      role="listitem"
      onKeyDown={(event: KeyboardEvent<HTMLElement>) => act.onKey(event, line, at)}
      sx={(theme) => ({
        display: 'grid',
        gridTemplateColumns:
          bodies.length > 1
            ? `${head ? '3.2rem' : '5.4rem'} minmax(7rem, 3fr) minmax(4.5rem, 1.1fr) minmax(5rem, 8.5rem) 5.9rem`
            : `${head ? '3.2rem' : '5.4rem'} minmax(7rem, 3fr) minmax(4.5rem, 1.3fr) 5.9rem`,
        columnGap: 0.8,
        alignItems: 'start',
        px: 1.6,
        py: head ? 0.5 : 0.15,
        mt: head ? 0.4 : 0,
        bgcolor: head ? theme.tokens.quiet : 'transparent',
        '&:focus-within': { boxShadow: `inset 3px 0 0 ${theme.tokens.primary}` },
      })}
    >
      <Box
        component="span"
        sx={{ fontWeight: head ? 700 : 600, textAlign: 'right', pr: 0.6, pt: '0.3rem', whiteSpace: 'nowrap' }}
      >
        {label}
      </Box>
      <InputBase
        multiline
        value={line.title}
        readOnly={frozen}
        error={lost}
        placeholder={t(head ? 'meetings.agenda.headTitle' : 'meetings.agenda.matterTitle')}
        onChange={(event) => act.write(line.key, { title: event.target.value.replace(/\n/gu, ' ') })}
        onPaste={(event) => act.onPaste(event, line, at)}
        sx={fieldStyle(head ? 700 : 400)}
        inputProps={{
          'data-line': line.key,
          'data-field': 'title',
          'aria-label': t(head ? 'meetings.agenda.headOf' : 'meetings.agenda.matterOf', { label }),
          'aria-invalid': lost,
        }}
      />
      {head ? (
        <Box sx={{ gridColumn: bodies.length > 1 ? 'span 2' : undefined }} />
      ) : (
        <InputBase
          multiline
          value={line.presenter}
          readOnly={frozen}
          placeholder={t('meetings.agenda.presenter')}
          onChange={(event) => act.write(line.key, { presenter: event.target.value.replace(/\n/gu, ' ') })}
          sx={fieldStyle(400)}
          inputProps={{
            'data-line': line.key,
            'data-field': 'presenter',
            'aria-label': t('meetings.agenda.presenterOf', { label }),
          }}
        />
      )}
      {bodies.length > 1 && !head ? (
        <BodiesMenu
          label={label}
          bodies={bodies}
          value={line.bodyIds}
          disabled={frozen}
          onChange={(bodyIds) => act.write(line.key, { bodyIds })}
        />
      ) : null}
      <Box sx={{ display: 'flex', justifyContent: 'flex-end' }}>
        {head && !frozen ? (
          <IconButton
            size="small"
            aria-label={t('meetings.agenda.addMatter', { label })}
            title={t('meetings.agenda.addMatter', { label })}
            onClick={() => act.add(at)}
            sx={{ p: 0.3 }}
          >
            <CornerDownRight size={15} aria-hidden />
          </IconButton>
        ) : null}
        {frozen ? null : (
          <>
            {tool('up', ArrowUp, () => act.move(line.key, -1))}
            {tool('down', ArrowDown, () => act.move(line.key, 1))}
            {tool('remove', X, () => act.remove(line.key))}
          </>
        )}
      </Box>
    </Box>
  )
})

function fieldStyle(weight: number) {
  return {
    fontSize: '0.96rem',
    fontWeight: weight,
    lineHeight: 1.45,
    px: 0.7,
    py: '0.2rem',
    borderRadius: 1,
    border: '1px solid transparent',
    '&:hover': { borderColor: 'divider' },
    '&.Mui-focused': { borderColor: 'primary.main', bgcolor: 'background.paper' },
    '&.Mui-error': { borderColor: 'error.main' },
  } as const
}
