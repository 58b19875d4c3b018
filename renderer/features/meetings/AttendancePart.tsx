import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { CheckCheck, ClipboardPaste, UserPlus, Users } from 'lucide-react'
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attendee, Meeting } from '../../../core/meetings/contract.ts'
import { type AttendanceState, attendanceStates } from '../../../core/meetings/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useCommand } from '../../app/task.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Button, DataGrid, EmptyState, FaultBar, type GridColumn, Section } from '../../ui/index.ts'
import { useFocusNext } from '../../ui/use-focus-next.ts'
import { AttendanceRow } from './AttendanceRow.tsx'
import { type AttendanceFilter, countsOf, shownRows } from './attendance-rows.ts'
import { PasteAttendanceDialog } from './PasteAttendanceDialog.tsx'
import { QuorumStrip } from './QuorumStrip.tsx'
import { useAttendance } from './use-attendance.ts'
import { emptyGuest, type GuestRow, useGuests } from './use-guests.ts'

/**
 * Who came: one key a person (1 or ม came, 2 or ท sent somebody, 3 or ข did not come), then the next person. While a name
 * is looked for, a mark leads back to the search, as it is needed at the door.
 */
export function AttendancePart({ meeting, frozen }: { meeting: Meeting; frozen: boolean }) {
  const { t } = useTranslation()
  const { rows, change, flush, fault, retry, pending } = useAttendance(meeting, frozen)
  const [filter, setFilter] = useState<AttendanceFilter>({ text: '', show: 'all', bodyId: null })
  const [active, setActive] = useState<string | null>(null)
  const [pasting, setPasting] = useState(false)
  const templates = useQuery(api.meetings.templates.queryOptions())
  const markAll = useCommand(client.meetings.markAttendance)
  const box = useRef<HTMLDivElement>(null)
  const reasons = useId()
  const counts = useMemo(() => countsOf(rows), [rows])
  const shown = useMemo(() => shownRows(rows, filter, active), [rows, filter, active])
  const stop = shown.some((row) => row.id === active) ? active : (shown[0]?.id ?? null)

  const focusNext = useFocusNext()
  const focusOn = useCallback(
    (id: string) => {
      setActive(id)
      focusNext(() => {
        const group = box.current?.querySelector<HTMLElement>(`[data-who="${id}"]`)
        group?.focus({ preventScroll: true })
        group?.scrollIntoView({ block: 'nearest' })
      })
    },
    [focusNext],
  )
  const toSearch = useCallback(() => {
    const search = box.current?.querySelector<HTMLInputElement>('[role=search] input[type=search]')
    search?.focus()
    search?.select()
  }, [])
  const latest = useRef({ shown, searching: filter.text !== '' })
  latest.current = { shown, searching: filter.text !== '' }
  const goOn = useCallback(
    (id: string) => {
      const list = latest.current.shown
      const next = list[list.findIndex((row) => row.id === id) + 1]
      if (latest.current.searching) toSearch()
      else if (next) focusOn(next.id)
    },
    [focusOn, toSearch],
  )
  const onMark = useCallback(
    (row: Attendee, state: AttendanceState, byKey: boolean) => {
      change(row, { state })
      if (state === 'proxy' || state === 'absent') {
        // what is to be said of it comes next
        setActive(row.id)
        focusNext(() => box.current?.querySelector<HTMLInputElement>(`[data-detail="${row.id}"]`)?.focus())
      } else if (byKey && state === 'present') goOn(row.id)
    },
    [change, goOn, focusNext],
  )
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyF' || event.defaultPrevented) return
      if (document.querySelector('[role=dialog]')) return
      event.preventDefault()
      toSearch()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [toSearch])

  const rest = async () => {
    await flush()
    const ids = rows.filter((row) => row.state === 'called' && row.name !== '').map((row) => row.id)
    if (ids.length > 0) await markAll.attempt({ id: meeting.id, ids, state: 'present', reason: '' })
  }
  return (
    <div ref={box}>
      <QuorumStrip meeting={meeting} />
      <FilterBar>
        <Box
          sx={{ display: 'contents' }}
          onKeyDown={(event: React.KeyboardEvent) => {
            const [first] = shown
            if ((event.key === 'Enter' || event.key === 'ArrowDown') && first) {
              event.preventDefault()
              focusOn(first.id)
            }
          }}
        >
          <FilterText
            label={t('meetings.attendance.find')}
            value={filter.text}
            onChange={(text) => setFilter((now) => ({ ...now, text }))}
            width="17rem"
          />
        </Box>
        <FilterSelect
          label={t('meetings.attendance.show')}
          value={filter.show}
          width="12rem"
          options={[
            { value: 'all', label: t('meetings.attendance.show.all', { count: rows.length }) },
            ...attendanceStates.map((state) => ({
              value: state,
              label: `${t(`meetings.attendance.state.${state}`)} (${formatNumber(counts[state])})`,
            })),
          ]}
          onChange={(show) => setFilter((now) => ({ ...now, show: show as AttendanceFilter['show'] }))}
        />
        {meeting.bodies.length > 1 ? (
          <FilterSelect
            label={t('meetings.body')}
            value={filter.bodyId ?? ''}
            width="13rem"
            options={[
              { value: '', label: t('meetings.body.all') },
              ...meeting.bodies.map((body) => ({ value: body.bodyId, label: body.shortName })),
            ]}
            onChange={(value) => setFilter((now) => ({ ...now, bodyId: value === '' ? null : value }))}
          />
        ) : null}
        <Box sx={{ flex: 1 }} />
        {frozen ? null : (
          <>
            <Button icon={ClipboardPaste} onClick={() => setPasting(true)}>
              {t('meetings.attendance.paste')}
            </Button>
            <Button
              icon={CheckCheck}
              busy={markAll.running}
              disabled={counts.called === 0}
              onClick={() => void rest()}
            >
              {t('meetings.attendance.restCame', { count: formatNumber(counts.called) })}
            </Button>
          </>
        )}
      </FilterBar>
      <FaultBar error={fault} onRetry={retry} />
      <Section flush>
        <datalist id={reasons}>
          {(templates.data?.absentReasons ?? []).map((reason) => (
            <option key={reason} value={reason} />
          ))}
        </datalist>
        {rows.length === 0 ? (
          <EmptyState
            icon={Users}
            title={t('meetings.attendance.none')}
            text={t('meetings.attendance.none.what')}
          />
        ) : shown.length === 0 ? (
          <EmptyState
            title={t('meetings.attendance.noneHere')}
            text={t('meetings.attendance.noneHere.what')}
          />
        ) : (
          <ArrowRows>
            <Box
              role="list"
              aria-label={t('meetings.attendance')}
              sx={{ maxHeight: 'calc(100vh - 24rem)', minHeight: '15rem', overflow: 'auto' }}
            >
              {shown.map((row) => (
                <AttendanceRow
                  key={row.id}
                  row={row}
                  bodies={meeting.bodies}
                  reasons={reasons}
                  active={row.id === stop}
                  frozen={frozen}
                  onMark={onMark}
                  onWrite={change}
                  onActive={setActive}
                  onNext={goOn}
                />
              ))}
            </Box>
          </ArrowRows>
        )}
        <Box
          role="status"
          sx={{
            px: 1.6,
            py: 0.5,
            borderTop: 1,
            borderColor: 'divider',
            fontSize: '0.86rem',
            color: pending > 0 ? 'error.main' : 'text.secondary',
          }}
        >
          {pending > 0 && rows.some((row) => row.state === 'proxy' && row.proxyName.trim() === '')
            ? t('meetings.attendance.proxyMissing')
            : t('meetings.attendance.keys')}
        </Box>
      </Section>
      <Guests meeting={meeting} frozen={frozen} />
      {pasting ? <PasteAttendanceDialog meeting={meeting} onClose={() => setPasting(false)} /> : null}
    </div>
  )
}

/** ผู้เข้าร่วมประชุม: no members, but there. */
function Guests({ meeting, frozen }: { meeting: Meeting; frozen: boolean }) {
  const { t } = useTranslation()
  const { rows, change } = useGuests(meeting)
  const columns = useMemo<GridColumn<GuestRow>[]>(
    () => [
      { key: 'name', title: t('meetings.guest.name'), kind: 'text', width: 260, grow: 2, required: true },
      { key: 'position', title: t('meetings.guest.position'), kind: 'text', width: 300, grow: 3 },
    ],
    [t],
  )
  return (
    <Section flush title={t('meetings.guests', { count: formatNumber(rows.length) })}>
      {rows.length === 0 ? (
        <Box
          sx={{ display: 'flex', gap: 0.8, alignItems: 'center', px: 1.6, py: 0.8, color: 'text.secondary' }}
        >
          <UserPlus size={16} aria-hidden />
          {t('meetings.guests.none')}
        </Box>
      ) : null}
      <DataGrid<GuestRow>
        label={t('meetings.guests.title')}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.key}
        readOnly={frozen}
        newRow={emptyGuest}
        onChange={change}
        maxHeight="16rem"
      />
    </Section>
  )
}
