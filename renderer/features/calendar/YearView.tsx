import Box from '@mui/material/Box'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarEvent } from '../../../core/calendar/contract.ts'
import { addDays, weekdayIndex } from '../../../core/thai/dates.ts'
import { formatDate } from '../../app/format.ts'
import { AppLink } from '../../ui/index.ts'
import { Bands } from './Bands.tsx'
import { addMonths, monthEnd, type WeekStart, weeksOf } from './days.ts'
import { HiddenEventTable } from './EventTable.tsx'
import { byDay, lookOf, weightOf } from './event-look.ts'
import { useDayKeys } from './use-day-keys.ts'

/**
 * Twelve months: the windows as bands over the year with their ends as flags, and every day with a mark for what weighs
 * most on it. Keys as in the month.
 */
export function YearView({
  events,
  from,
  day,
  today,
  weekStart,
  onDay,
  onOpen,
  onNew,
}: {
  events: readonly CalendarEvent[]
  /** First day of the year. */
  from: string
  day: string
  today: string
  weekStart: WeekStart
  onDay: (day: string) => void
  onOpen: (day: string) => void
  onNew: (day: string) => void
}) {
  const { t } = useTranslation()
  const room = useRef<HTMLDivElement>(null)
  const months = Array.from({ length: 12 }, (_, at) => addMonths(from, at))
  const to = monthEnd(months[11] ?? from)
  const days = byDay(events, from, to, (iso) => addDays(iso, 1))
  const move = useDayKeys({ room, day, weekStart, onDay, onOpen, onNew })
  return (
    <Box ref={room}>
      <Bands events={events} from={from} to={to} today={today} />
      <Box
        onKeyDown={move}
        sx={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fill, minmax(14.5rem, 1fr))',
          gap: 1.4,
          mt: 1.6,
        }}
      >
        {months.map((month) => (
          <Month
            key={month}
            month={month}
            days={days}
            day={day}
            today={today}
            weekStart={weekStart}
            onOpen={(one) => {
              onDay(one)
              onOpen(one)
            }}
          />
        ))}
      </Box>
      <HiddenEventTable events={events} label={t('calendar.table.label')} />
    </Box>
  )
}

function Month({
  month,
  days,
  day,
  today,
  weekStart,
  onOpen,
}: {
  month: string
  days: ReadonlyMap<string, CalendarEvent[]>
  day: string
  today: string
  weekStart: WeekStart
  onOpen: (day: string) => void
}) {
  const { t } = useTranslation()
  const weeks = weeksOf(month, weekStart)
  const name = formatDate(month).replace(/^1 /u, '')
  return (
    <Box
      sx={(theme) => ({
        bgcolor: theme.tokens.sheet,
        border: `1px solid ${theme.tokens.rule}`,
        px: 0.8,
        py: 0.5,
      })}
    >
      <Box sx={{ fontWeight: 600, textAlign: 'center', fontSize: '0.92rem' }}>
        <AppLink href={`/calendar?view=month&on=${month}`}>{name}</AppLink>
      </Box>
      <Box
        role="grid"
        aria-label={t('calendar.month.label', { month: name })}
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(7, 1fr)', fontSize: '0.8rem' }}
      >
        <Box role="row" sx={{ display: 'contents' }}>
          {weeks[0]?.map((one) => (
            <Box
              key={one}
              role="columnheader"
              aria-label={t(`calendar.weekday.${weekdayIndex(one)}`)}
              sx={{ textAlign: 'center', color: 'text.secondary' }}
            >
              {t(`calendar.weekdayShort.${weekdayIndex(one)}`)}
            </Box>
          ))}
        </Box>
        {weeks.map((week) => (
          <Box role="row" key={week[0]} sx={{ display: 'contents' }}>
            {week.map((one) => {
              if (!one.startsWith(month.slice(0, 7)))
                return <Box key={one} role="gridcell" aria-hidden sx={{ height: '1.75rem' }} />
              const list = [...(days.get(one) ?? [])].sort((a, b) => weightOf(b) - weightOf(a))
              const top = list.find((event) => event.kind !== 'holiday')
              const holiday = list.find((event) => event.kind === 'holiday')
              const isOff = holiday !== undefined || weekdayIndex(one) === 0 || weekdayIndex(one) === 6
              return (
                <Box
                  key={one}
                  role="gridcell"
                  aria-selected={one === day}
                  sx={{ display: 'flex', justifyContent: 'center' }}
                >
                  <Box
                    component="button"
                    type="button"
                    data-day={one}
                    tabIndex={one === day ? 0 : -1}
                    aria-current={one === today ? 'date' : undefined}
                    aria-label={t('calendar.day.label', {
                      date: formatDate(one, 'weekday'),
                      holiday: holiday?.title ?? '',
                      count: list.length - (holiday ? 1 : 0),
                    })}
                    title={list.map((event) => event.title).join('\n')}
                    onClick={() => onOpen(one)}
                    sx={(theme) => ({
                      font: 'inherit',
                      width: '100%',
                      height: '1.75rem',
                      p: 0,
                      border: 0,
                      cursor: 'pointer',
                      position: 'relative',
                      color: isOff ? theme.tokens.inkSoft : theme.tokens.ink,
                      bgcolor: isOff ? theme.tokens.quiet : 'transparent',
                      ...(holiday ? { textDecoration: 'underline dotted' } : {}),
                      ...(one === today
                        ? { bgcolor: theme.tokens.primary, color: theme.tokens.primaryInk, fontWeight: 700 }
                        : {}),
                      ...(one === day ? { boxShadow: `inset 0 0 0 2px ${theme.tokens.focus}` } : {}),
                    })}
                  >
                    {Number(one.slice(8))}
                    {top ? (
                      <Box
                        aria-hidden
                        sx={(theme) => ({
                          position: 'absolute',
                          left: '25%',
                          right: '25%',
                          bottom: '1px',
                          height: '4px',
                          borderRadius: 1,
                          bgcolor: theme.tokens[lookOf(top).ink],
                          outline: one === today ? `1px solid ${theme.tokens.primaryInk}` : 'none',
                        })}
                      />
                    ) : null}
                  </Box>
                </Box>
              )
            })}
          </Box>
        ))}
      </Box>
    </Box>
  )
}
