import Box from '@mui/material/Box'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarEvent } from '../../../core/calendar/contract.ts'
import { addDays, weekdayIndex } from '../../../core/thai/dates.ts'
import { formatDate } from '../../app/format.ts'
import { monthStart, type WeekStart, weeksOf } from './days.ts'
import { EventChip, useEventWords } from './EventChip.tsx'
import { HiddenEventTable } from './EventTable.tsx'
import { byDay, lookOf, weightOf } from './event-look.ts'
import { useDayKeys } from './use-day-keys.ts'

/** Lines that a cell has room for under its number, the bands of the windows among them. */
const LINES = 4
const MOST_BANDS = 2

/**
 * A month as weeks: windows as bands over their days, everything else in its day; "+n" opens the day. The arrow keys
 * move the day, PgUp and PgDn the month, Enter opens the day, N makes a new entry.
 */
export function MonthView({
  events,
  day,
  today,
  weekStart,
  onDay,
  onOpen,
  onNew,
}: {
  events: readonly CalendarEvent[]
  day: string
  today: string
  weekStart: WeekStart
  onDay: (day: string) => void
  onOpen: (day: string) => void
  onNew: (day: string) => void
}) {
  const { t } = useTranslation()
  const room = useRef<HTMLDivElement>(null)
  const weeks = weeksOf(day, weekStart)
  const first = weeks[0]?.[0] ?? day
  const last = weeks.at(-1)?.[6] ?? day
  const days = byDay(events, first, last, (iso) => addDays(iso, 1))
  const move = useDayKeys({ room, day, weekStart, onDay, onOpen, onNew })
  const month = monthStart(day)
  return (
    <Box ref={room}>
      <Box
        role="grid"
        aria-label={t('calendar.month.label', { month: formatDate(month).replace(/^1 /u, '') })}
        onKeyDown={move}
        sx={(theme) => ({ border: `1px solid ${theme.tokens.rule}`, bgcolor: theme.tokens.sheet })}
      >
        <Box role="row" sx={{ display: 'grid', gridTemplateColumns: 'repeat(7, minmax(0, 1fr))' }}>
          {weeks[0]?.map((one) => (
            <Box
              key={one}
              role="columnheader"
              sx={(theme) => ({
                textAlign: 'center',
                fontWeight: 600,
                fontSize: '0.88rem',
                py: 0.3,
                bgcolor: theme.tokens.quiet,
              })}
            >
              {t(`calendar.weekday.${weekdayIndex(one)}`)}
            </Box>
          ))}
        </Box>
        {weeks.map((week) => (
          <Week
            key={week[0]}
            week={week}
            events={events}
            days={days}
            day={day}
            today={today}
            month={month.slice(0, 7)}
            onDay={onDay}
            onOpen={onOpen}
          />
        ))}
      </Box>
      <HiddenEventTable events={events} label={t('calendar.table.label')} />
    </Box>
  )
}

function Week({
  week,
  events,
  days,
  day,
  today,
  month,
  onDay,
  onOpen,
}: {
  week: readonly string[]
  events: readonly CalendarEvent[]
  days: ReadonlyMap<string, CalendarEvent[]>
  day: string
  today: string
  month: string
  onDay: (day: string) => void
  onOpen: (day: string) => void
}) {
  const { t } = useTranslation()
  const { titleOf } = useEventWords()
  const start = week[0] ?? ''
  const end = week[6] ?? ''
  const windows = events.filter((one) => one.kind === 'window' && one.startsOn <= end && one.endsOn >= start)
  const bands = windows.slice(0, MOST_BANDS)
  const lines = LINES - bands.length
  return (
    <Box
      role="row"
      sx={(theme) => ({
        display: 'grid',
        gridTemplateColumns: 'repeat(7, minmax(0, 1fr))',
        gridTemplateRows: `1.45rem ${'1.25rem '.repeat(bands.length)}minmax(${lines * 1.34}rem, auto)`,
        borderTop: `1px solid ${theme.tokens.rule}`,
        position: 'relative',
      })}
    >
      {week.map((one, at) => {
        const list = [...(days.get(one) ?? [])].sort((a, b) => weightOf(b) - weightOf(a))
        const holiday = list.find((event) => event.kind === 'holiday')
        const shown = list.filter((event) => event.kind !== 'holiday')
        const isOff = holiday !== undefined || weekdayIndex(one) === 0 || weekdayIndex(one) === 6
        const places = lines - (holiday ? 1 : 0)
        const fits = shown.length <= places ? shown.length : places - 1
        const rest = shown.length - fits
        return (
          <Box
            key={one}
            role="gridcell"
            tabIndex={one === day ? 0 : -1}
            data-day={one}
            aria-selected={one === day}
            aria-current={one === today ? 'date' : undefined}
            aria-label={t('calendar.day.label', {
              date: formatDate(one, 'weekday'),
              holiday: holiday?.title ?? '',
              count: shown.length,
            })}
            onClick={(event) => {
              if (event.target === event.currentTarget || (event.target as HTMLElement).dataset.place === '')
                onDay(one)
            }}
            onDoubleClick={() => onOpen(one)}
            sx={(theme) => ({
              gridColumn: at + 1,
              gridRow: '1 / -1',
              display: 'flex',
              flexDirection: 'column',
              minWidth: 0,
              px: 0.4,
              borderLeft: at === 0 ? 'none' : `1px solid ${theme.tokens.rule}`,
              bgcolor: isOff ? theme.tokens.quiet : 'transparent',
              color: one.startsWith(month) ? theme.tokens.ink : theme.tokens.inkSoft,
              cursor: 'default',
              outlineOffset: '-2px',
              ...(one === day ? { boxShadow: `inset 0 0 0 2px ${theme.tokens.primary}` } : {}),
            })}
          >
            <Box
              data-place=""
              sx={{ height: '1.45rem', flex: 'none', display: 'flex', alignItems: 'center', gap: 0.6 }}
            >
              <Box
                component="span"
                sx={(theme) => ({
                  fontWeight: one === today ? 700 : one.startsWith(month) ? 600 : 400,
                  fontSize: '0.86rem',
                  ...(one === today
                    ? {
                        bgcolor: theme.tokens.primary,
                        color: theme.tokens.primaryInk,
                        borderRadius: 4,
                        px: 0.8,
                      }
                    : {}),
                })}
              >
                {Number(one.slice(8))}
                {one.endsWith('-01') ? ` ${formatDate(one, 'short').split(' ')[1] ?? ''}` : ''}
              </Box>
            </Box>
            <Box sx={{ height: `${bands.length * 1.25}rem`, flex: 'none' }} data-place="" />
            {holiday ? <EventChip event={holiday} /> : null}
            {shown.slice(0, fits).map((event) => (
              <EventChip key={event.id} event={event} isEnd={event.kind === 'window'} />
            ))}
            {rest > 0 ? (
              <Box
                component="button"
                type="button"
                tabIndex={-1}
                onClick={() => onOpen(one)}
                sx={(theme) => ({
                  font: 'inherit',
                  fontSize: '0.78rem',
                  lineHeight: 1.4,
                  border: 0,
                  p: 0,
                  bgcolor: 'transparent',
                  color: theme.tokens.primary,
                  textAlign: 'left',
                  cursor: 'pointer',
                  textDecoration: 'underline',
                })}
              >
                {t('calendar.more', { count: rest })}
              </Box>
            ) : null}
          </Box>
        )
      })}
      {bands.map((band, lane) => {
        const from = Math.max(
          0,
          week.findIndex((one) => one >= band.startsOn),
        )
        const to = week.findLastIndex((one) => one <= band.endsOn)
        const { icon: Icon, ink, ground } = lookOf(band)
        return (
          <Box
            key={band.id}
            aria-hidden
            title={`${titleOf(band)} ${formatDate(band.startsOn, 'short')} – ${formatDate(band.endsOn, 'short')}`}
            sx={(theme) => ({
              gridColumn: `${from + 1} / ${to + 2}`,
              gridRow: lane + 2,
              pointerEvents: 'none',
              zIndex: 1,
              height: '1.15rem',
              my: '1px',
              px: 0.6,
              display: 'flex',
              alignItems: 'center',
              gap: 0.4,
              fontSize: '0.76rem',
              fontWeight: 600,
              whiteSpace: 'nowrap',
              overflow: 'hidden',
              color: theme.tokens[ink],
              bgcolor: theme.tokens[ground],
              borderTop: `1.5px solid ${theme.tokens[ink]}`,
              borderBottom: `1.5px solid ${theme.tokens[ink]}`,
              ...(week[from] === band.startsOn ? { borderLeft: `3px solid ${theme.tokens[ink]}` } : {}),
              ...(week[to] === band.endsOn ? { borderRight: `3px solid ${theme.tokens[ink]}` } : {}),
            })}
          >
            <Icon size={12} style={{ flex: 'none' }} /> {titleOf(band)}
            {lane === MOST_BANDS - 1 && windows.length > MOST_BANDS
              ? ` ${t('calendar.more', { count: windows.length - MOST_BANDS })}`
              : ''}
          </Box>
        )
      })}
    </Box>
  )
}
