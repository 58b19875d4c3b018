import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../../core/province/contract.ts'
import { daysBetween } from '../../../core/thai/dates.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { Section, type Status, statuses } from '../../ui/index.ts'
import { type DueDay, dueDays } from './due-days.ts'

/** Days on which something is due, in their order, today among them: what has gone by, what comes next. */
export function DueStrip({ board }: { board: Board }) {
  const { t } = useTranslation()
  const days = dueDays(board, t('province.board.package'))
  if (days.length === 0) return null
  const at = days.findIndex((day) => day.dueOn >= board.asOf)
  const today = at < 0 ? days.length : at
  return (
    <Section title={t('province.home.strip')} help={t('province.home.strip.help')}>
      <Box
        component="ol"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1,
          alignItems: 'stretch',
        }}
      >
        {days.slice(0, today).map((day) => (
          <Day key={day.dueOn} day={day} asOf={board.asOf} />
        ))}
        <Box
          component="li"
          aria-current="date"
          sx={(theme) => ({
            alignSelf: 'stretch',
            display: 'flex',
            alignItems: 'center',
            borderLeft: `3px solid ${theme.tokens.late}`,
            pl: 1,
            pr: 0.5,
            fontWeight: 600,
            color: theme.tokens.late,
            fontSize: '0.9rem',
          })}
        >
          {t('home.cycle.today', { date: formatDate(board.asOf, 'short') })}
        </Box>
        {days.slice(today).map((day) => (
          <Day key={day.dueOn} day={day} asOf={board.asOf} />
        ))}
      </Box>
    </Section>
  )
}

function Day({ day, asOf }: { day: DueDay; asOf: string }) {
  const { t } = useTranslation()
  const away = daysBetween(asOf, day.dueOn)
  const isOpen = day.items.some((item) => item.done < item.expected)
  const status: Status = !isOpen ? 'done' : away < 0 ? 'late' : away <= 14 ? 'underWay' : 'notStarted'
  const look = statuses[status]
  const Icon = look.icon
  return (
    <Box
      component="li"
      sx={(theme) => ({
        border: `1px solid ${theme.tokens[look.colour]}`,
        borderRadius: 1,
        bgcolor: theme.tokens[look.ground],
        px: 1.2,
        py: 0.4,
      })}
    >
      <Box
        sx={(theme) => ({
          display: 'flex',
          alignItems: 'center',
          gap: 0.6,
          fontWeight: 600,
          color: theme.tokens[look.colour],
        })}
      >
        <Icon size={15} aria-hidden /> {formatDate(day.dueOn, 'short')}
        <Box component="span" sx={{ fontWeight: 400, fontSize: '0.86rem' }}>
          {t(`province.home.day.${!isOpen ? 'done' : away < 0 ? 'over' : away === 0 ? 'today' : 'ahead'}`, {
            count: formatNumber(Math.abs(away)),
          })}
        </Box>
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, fontSize: '0.88rem' }}>
        {day.items.map((item) => (
          <li key={item.key}>
            {item.name}{' '}
            {t('province.home.of', { done: formatNumber(item.done), expected: formatNumber(item.expected) })}
          </li>
        ))}
      </Box>
    </Box>
  )
}
