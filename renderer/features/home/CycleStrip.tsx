import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { Home } from '../../../core/progress/contract.ts'
import { addDays, daysBetween } from '../../../core/thai/dates.ts'
import { formatDate, formatMonth } from '../../app/format.ts'
import { AppLink, EmptyState, Section, StatusChip, statuses } from '../../ui/index.ts'

type Window = Home['windows'][number]

/** The plan cycle as a strip of months, a bar for each level, today marked. */
export function CycleStrip({
  windows,
  today,
  planFy,
}: {
  windows: readonly Window[]
  today: string
  planFy: number
}) {
  const { t } = useTranslation()
  const edit = <AppLink href={`/calendar?view=windows&planFy=${planFy}`}>{t('home.cycle.edit')}</AppLink>
  if (windows.length === 0) {
    return (
      <Section title={t('home.cycle.title', { year: planFy })} actions={edit}>
        <EmptyState title={t('home.cycle.empty.title')} text={t('home.cycle.empty.text')} />
      </Section>
    )
  }
  const first = windows.reduce((least, one) => (one.startsOn < least ? one.startsOn : least), today)
  const last = windows.reduce((most, one) => (one.endsOn > most ? one.endsOn : most), today)
  const start = `${first.slice(0, 7)}-01`
  const end = addDays(lastOfMonth(last), 1)
  const days = Math.max(1, daysBetween(start, end))
  const at = (date: string) => (100 * daysBetween(start, date)) / days
  const months = monthsBetween(start, end)
  const step = Math.ceil(months.length / 14)
  return (
    <Section title={t('home.cycle.title', { year: planFy })} help={t('home.cycle.help')} actions={edit}>
      <Box
        sx={{
          position: 'relative',
          ml: '11.5rem',
          mr: '8rem',
          height: '1.5rem',
          fontSize: '0.8rem',
          color: 'text.secondary',
        }}
        aria-hidden
      >
        {months.map((month, index) =>
          index % step === 0 ? (
            <Box
              key={month}
              component="span"
              sx={{ position: 'absolute', left: `${at(month)}%`, whiteSpace: 'nowrap' }}
            >
              {formatMonth(month)}
              {month.slice(5, 7) === '01' || index === 0 ? ` ${(Number(month.slice(0, 4)) + 543) % 100}` : ''}
            </Box>
          ) : null,
        )}
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0, position: 'relative' }}>
        {windows.map((window) => {
          const left = at(window.startsOn)
          const width = Math.max(0.8, at(addDays(window.endsOn, 1)) - left)
          const look = statuses[window.state]
          return (
            <Box
              component="li"
              key={window.id}
              sx={{ display: 'flex', alignItems: 'center', minHeight: '1.7rem' }}
            >
              <Box sx={{ width: '11.5rem', flex: 'none', fontSize: '0.92rem', pr: 1 }}>
                <AppLink
                  href={
                    // The province's list is not made here: its door is the list that goes to it.
                    window.level === 'province'
                      ? `/papers/lists?paper=province&planFy=${window.planFy}`
                      : `/plans?level=${window.level}&planFy=${window.planFy}`
                  }
                >
                  {t(`common.level.${window.level}`)}
                </AppLink>
              </Box>
              <Box
                sx={(theme) => ({
                  position: 'relative',
                  flex: 1,
                  height: '1.1rem',
                  bgcolor: theme.tokens.quiet,
                  borderRadius: 0.5,
                })}
              >
                <Box
                  title={`${formatDate(window.startsOn, 'short')} – ${formatDate(window.endsOn, 'short')}`}
                  sx={(theme) => ({
                    position: 'absolute',
                    left: `${left}%`,
                    width: `${width}%`,
                    top: 0,
                    bottom: 0,
                    bgcolor: theme.tokens[look.ground],
                    border: `1.5px solid ${theme.tokens[look.colour]}`,
                    borderRadius: 0.5,
                  })}
                />
                <Box
                  aria-hidden
                  sx={(theme) => ({
                    position: 'absolute',
                    left: `${at(today)}%`,
                    top: -5,
                    bottom: -5,
                    width: '2px',
                    bgcolor: theme.tokens.late,
                  })}
                />
              </Box>
              <Box
                sx={{ width: '8rem', flex: 'none', pl: 1.2, display: 'flex', gap: 0.6, alignItems: 'center' }}
              >
                {window.expected > 0 ? (
                  <StatusChip status={window.state} label={`${window.done}/${window.expected}`} />
                ) : (
                  <Box component="span" sx={{ fontSize: '0.84rem', color: 'text.secondary' }}>
                    {formatDate(window.endsOn, 'short')}
                  </Box>
                )}
                <Box
                  component="span"
                  sx={{
                    position: 'absolute',
                    width: 1,
                    height: 1,
                    overflow: 'hidden',
                    clipPath: 'inset(50%)',
                  }}
                >
                  {t('home.cycle.window', {
                    from: formatDate(window.startsOn),
                    to: formatDate(window.endsOn),
                    state: t(look.key),
                  })}
                </Box>
              </Box>
            </Box>
          )
        })}
      </Box>
      <Box sx={{ ml: '11.5rem', mr: '8rem', position: 'relative', height: '1.3rem', fontSize: '0.82rem' }}>
        <Box
          sx={(theme) => ({
            position: 'absolute',
            left: `${at(today)}%`,
            transform: at(today) > 85 ? 'translateX(-100%)' : at(today) < 8 ? 'none' : 'translateX(-50%)',
            color: theme.tokens.late,
            fontWeight: 600,
            whiteSpace: 'nowrap',
          })}
        >
          {t('home.cycle.today', { date: formatDate(today, 'short') })}
        </Box>
      </Box>
    </Section>
  )
}

function lastOfMonth(date: string): string {
  const [year = 0, month = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

function monthsBetween(start: string, end: string): string[] {
  const months: string[] = []
  let [year = 0, month = 1] = start.split('-').map(Number)
  for (;;) {
    const first = `${year}-${String(month).padStart(2, '0')}-01`
    if (first >= end) return months
    months.push(first)
    month += 1
    if (month > 12) {
      month = 1
      year += 1
    }
  }
}
