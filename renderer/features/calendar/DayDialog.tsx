import { useQuery } from '@tanstack/react-query'
import { CalendarPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CalendarEvent } from '../../../core/calendar/contract.ts'
import {
  nextWorkingDay,
  offDays,
  previousWorkingDay,
  type Stepped,
} from '../../../core/calendar/working-days.ts'
import { addDays, isWorkingDay } from '../../../core/thai/dates.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { Button, EmptyState, SheetDialog, Thai } from '../../ui/index.ts'
import { EventTable } from './EventTable.tsx'

/** Everything of one day; of a day off also the working days around it and the holidays between. */
export function DayDialog({
  day,
  events,
  onClose,
  onNew,
}: {
  day: string
  events: readonly CalendarEvent[]
  onClose: () => void
  onNew: () => void
}) {
  const { t } = useTranslation()
  const off = useQuery(
    api.calendar.daysOff.queryOptions({ input: { from: addDays(day, -40), to: addDays(day, 40) } }),
  )
  const here = events.filter((event) => event.startsOn <= day && event.endsOn >= day)
  const days = off.data ? offDays(off.data.days) : null
  const isOff = days !== null && !isWorkingDay(day, days)
  const words = (found: Stepped) =>
    found.over.length === 0
      ? formatDate(found.date, 'weekday')
      : t('calendar.steppedOver', {
          date: formatDate(found.date, 'weekday'),
          holidays: found.over.map((one) => `${one.name} (${formatDate(one.date, 'short')})`).join(', '),
        })
  return (
    <SheetDialog
      open
      onClose={onClose}
      width="lg"
      title={formatDate(day, 'weekday')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button look="main" icon={CalendarPlus} onClick={onNew}>
            {t('calendar.entry.new')}
          </Button>
        </>
      }
    >
      {isOff && days ? (
        <p>
          <Thai
            text={t('calendar.dayOff', {
              before: words(previousWorkingDay(day, days)),
              after: words(nextWorkingDay(day, days)),
            })}
          />
        </p>
      ) : null}
      {here.length === 0 ? (
        <EmptyState title={t('calendar.day.empty')} text={t('calendar.day.empty.text')} />
      ) : (
        <EventTable events={here} label={t('calendar.table.label')} />
      )}
    </SheetDialog>
  )
}
