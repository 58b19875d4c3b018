import Box from '@mui/material/Box'
import { Flag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CalendarEvent } from '../../../core/calendar/contract.ts'
import { addDays, daysBetween } from '../../../core/thai/dates.ts'
import { formatDate, formatMonth } from '../../app/format.ts'
import { addMonths, monthStart } from './days.ts'
import { useEventWords } from './EventChip.tsx'
import { lookOf } from './event-look.ts'

/** Windows as bands over the months, their ends and the duties as flags; today as a line. A picture beside a table. */
export function Bands({
  events,
  from,
  to,
  today,
}: {
  events: readonly CalendarEvent[]
  from: string
  to: string
  today: string
}) {
  const { t } = useTranslation()
  const { titleOf, stateOf } = useEventWords()
  const months: string[] = []
  for (let month = monthStart(from); month <= to; month = addMonths(month, 1)) months.push(month)
  const length = daysBetween(from, to) + 1
  const at = (date: string) => (100 * daysBetween(from, date)) / length
  const windows = events.filter((one) => one.kind === 'window')
  const deadlines = events.filter((one) => one.kind === 'duty' || one.kind === 'report')
  if (windows.length === 0 && deadlines.length === 0) return null
  return (
    <Box
      aria-hidden
      sx={(theme) => ({
        border: `1px solid ${theme.tokens.rule}`,
        bgcolor: theme.tokens.sheet,
        px: 1.2,
        pb: 0.8,
      })}
    >
      <Box sx={{ position: 'relative', ml: '15rem', height: '1.5rem', fontSize: '0.8rem' }}>
        {months.map((month) => (
          <Box key={month} component="span" sx={{ position: 'absolute', left: `${at(month)}%`, pl: 0.4 }}>
            {formatMonth(month)}
          </Box>
        ))}
      </Box>
      {[...windows, ...deadlines].map((one) => {
        const { icon: Icon, ink, ground } = lookOf(one)
        const left = at(one.startsOn < from ? from : one.startsOn)
        const right = at(addDays(one.endsOn > to ? to : one.endsOn, 1))
        return (
          <Box key={one.id} sx={{ display: 'flex', alignItems: 'center', minHeight: '1.6rem' }}>
            <Box
              sx={{
                width: '15rem',
                flex: 'none',
                pr: 1,
                fontSize: '0.86rem',
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
              }}
            >
              {titleOf(one)}
            </Box>
            <Box
              title={`${titleOf(one)} ${formatDate(one.startsOn, 'short')} – ${formatDate(one.endsOn, 'short')} ${stateOf(one)}`}
              sx={(theme) => ({
                position: 'relative',
                flex: 1,
                height: '1.1rem',
                bgcolor: theme.tokens.quiet,
                borderRadius: 0.5,
              })}
            >
              {one.kind === 'window' ? (
                <Box
                  sx={(theme) => ({
                    position: 'absolute',
                    inset: 0,
                    left: `${left}%`,
                    right: `${100 - right}%`,
                    bgcolor: theme.tokens[ground],
                    border: `1.5px solid ${theme.tokens[ink]}`,
                    borderRadius: 0.5,
                  })}
                />
              ) : null}
              <Box
                sx={(theme) => ({
                  position: 'absolute',
                  top: 0,
                  left: `${one.kind === 'window' ? right : left}%`,
                  transform: one.kind === 'window' ? 'translateX(-110%)' : 'translateX(-20%)',
                  color: theme.tokens[one.kind === 'window' && one.state !== 'late' ? 'accent' : ink],
                  lineHeight: 1,
                  pt: '2px',
                })}
              >
                {one.kind === 'window' ? <Flag size={13} /> : <Icon size={13} />}
              </Box>
              {today >= from && today <= to ? (
                <Box
                  sx={(theme) => ({
                    position: 'absolute',
                    left: `${at(today)}%`,
                    top: -4,
                    bottom: -4,
                    width: '2px',
                    bgcolor: theme.tokens.primary,
                  })}
                />
              ) : null}
            </Box>
          </Box>
        )
      })}
      {today >= from && today <= to ? (
        <Box sx={{ position: 'relative', ml: '15rem', height: '1.2rem', fontSize: '0.8rem' }}>
          <Box
            sx={(theme) => ({
              position: 'absolute',
              left: `${at(today)}%`,
              transform: at(today) > 85 ? 'translateX(-100%)' : at(today) < 8 ? 'none' : 'translateX(-50%)',
              color: theme.tokens.primary,
              fontWeight: 600,
              whiteSpace: 'nowrap',
            })}
          >
            {t('calendar.todayIs', { date: formatDate(today, 'short') })}
          </Box>
        </Box>
      ) : null}
    </Box>
  )
}
