import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { CalendarEvent } from '../../../core/calendar/contract.ts'
import { AppLink } from '../../ui/index.ts'
import { lookOf } from './event-look.ts'

/** What an event is in words: its kind, what it is of, how late it is. */
export function useEventWords() {
  const { t } = useTranslation()
  const kindOf = (event: CalendarEvent) =>
    event.kind === 'lock' && event.lock !== null
      ? t(`calendar.lock.${event.lock}`)
      : t(`calendar.kind.${event.kind}`)
  const titleOf = (event: CalendarEvent) => {
    const year = event.planFy === null ? '' : ` ${t('calendar.planFy', { year: event.planFy })}`
    const count = event.count > 1 ? ` ${t('calendar.count', { count: event.count })}` : ''
    return `${event.title}${count}${year}`
  }
  const stateOf = (event: CalendarEvent) => {
    if (event.lateDays > 0)
      return t(event.state === 'done' ? 'calendar.doneLate' : 'calendar.late', { count: event.lateDays })
    if (event.kind === 'lock') return t('calendar.locked')
    if (event.state === 'done') return t('calendar.done')
    return event.state === 'open' ? t('calendar.open') : ''
  }
  return { kindOf, titleOf, stateOf }
}

/** One line of a cell: sign, words, door to the record. */
export function EventChip({ event, isEnd = false }: { event: CalendarEvent; isEnd?: boolean }) {
  const { t } = useTranslation()
  const { kindOf, titleOf, stateOf } = useEventWords()
  const { icon: Icon, ink, ground } = lookOf(event)
  const title = isEnd ? t('calendar.windowEnds', { level: titleOf(event) }) : titleOf(event)
  const words = [kindOf(event), title, event.tambonName, event.detail, stateOf(event)]
    .filter((part) => part !== '')
    .join(' · ')
  const inside = (
    <>
      <Icon size={12} aria-hidden style={{ flex: 'none' }} />
      <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{title}</span>
    </>
  )
  return (
    <Box
      title={words}
      sx={(theme) => ({
        borderRadius: 0.6,
        bgcolor: theme.tokens[ground],
        borderLeft: `3px solid ${theme.tokens[ink]}`,
        fontSize: '0.78rem',
        lineHeight: 1.5,
        height: '1.2rem',
        mb: '2px',
        px: 0.4,
        overflow: 'hidden',
        whiteSpace: 'nowrap',
        '& > *': {
          display: 'flex',
          gap: '3px',
          alignItems: 'center',
          color: theme.tokens[ink],
          textDecoration: 'none',
        },
      })}
    >
      {event.href === null ? (
        <span>{inside}</span>
      ) : (
        <AppLink href={event.href} label={words}>
          {inside}
        </AppLink>
      )}
    </Box>
  )
}
