import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { CalendarEvent } from '../../../core/calendar/contract.ts'
import { formatDate } from '../../app/format.ts'
import { AppLink, Table, Thai } from '../../ui/index.ts'
import { useEventWords } from './EventChip.tsx'
import { lookOf } from './event-look.ts'

/** Events as a table: the list to look at, and what a screen reader gets of the pictures of a month or a year. */
export function EventTable({
  events,
  label,
  months = false,
}: {
  events: readonly CalendarEvent[]
  label: string
  /** In groups by month. */
  months?: boolean
}) {
  const { t } = useTranslation()
  const { kindOf, titleOf, stateOf } = useEventWords()
  const groups = new Map<string, CalendarEvent[]>()
  if (months)
    for (const event of events) {
      const month = event.startsOn.slice(0, 7)
      groups.set(month, [...(groups.get(month) ?? []), event])
    }
  return (
    <Table
      label={label}
      rows={months ? [] : events}
      rowKey={(event) => event.id}
      {...(months
        ? {
            groups: [...groups].map(([month, rows]) => ({
              key: month,
              head: formatDate(`${month}-01`).replace(/^1 /u, ''),
              rows,
            })),
          }
        : {})}
      rowTone={(event) => (event.state === 'late' ? 'late' : undefined)}
      columns={[
        {
          key: 'day',
          title: t('common.date'),
          nowrap: true,
          width: months ? '15rem' : '10rem',
          cell: (event) =>
            event.startsOn === event.endsOn
              ? formatDate(event.startsOn, months ? 'weekday' : 'short')
              : `${formatDate(event.startsOn, 'short')} – ${formatDate(event.endsOn, 'short')}`,
        },
        {
          key: 'kind',
          title: t('calendar.column.kind'),
          nowrap: true,
          width: '12rem',
          cell: (event) => {
            const { icon: Icon, ink } = lookOf(event)
            return (
              <Box
                component="span"
                sx={(theme) => ({
                  display: 'inline-flex',
                  gap: 0.6,
                  alignItems: 'center',
                  color: theme.tokens[ink],
                })}
              >
                <Icon size={15} aria-hidden /> {kindOf(event)}
              </Box>
            )
          },
        },
        {
          key: 'title',
          title: t('calendar.column.what'),
          rowHead: true,
          cell: (event) =>
            event.href === null ? (
              <Thai text={titleOf(event)} />
            ) : (
              <AppLink href={event.href}>
                <Thai text={titleOf(event)} />
              </AppLink>
            ),
        },
        {
          key: 'where',
          title: t('calendar.column.where'),
          width: months ? '14rem' : '10rem',
          cell: (event) => (
            <Thai
              text={[
                event.tambonName === '' ? '' : t('calendar.tambon', { name: event.tambonName }),
                event.kind === 'holiday' ? '' : event.detail,
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            />
          ),
        },
        {
          key: 'state',
          title: t('common.state'),
          nowrap: true,
          width: '8rem',
          cell: (event) => stateOf(event),
        },
      ]}
    />
  )
}

/** The same table for those who do not see the picture above it. */
export function HiddenEventTable(props: { events: readonly CalendarEvent[]; label: string }) {
  return (
    <Box
      sx={{ position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' }}
    >
      <EventTable {...props} />
    </Box>
  )
}
