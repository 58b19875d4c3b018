import { useQuery } from '@tanstack/react-query'
import { useFormContext } from 'react-hook-form'
import { offDays } from '../../../core/calendar/working-days.ts'
import { offDay } from '../../../core/directives/last-year.ts'
import { isIsoDate } from '../../../core/thai/dates.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useOffWords } from './duty-words.tsx'

/** Under a date field: its weekday, and why it is no working day. */
export function DueNote({ name }: { name: string }) {
  const form = useFormContext()
  const value: unknown = form.watch(name)
  return isIsoDate(value) ? <DayNote day={value} /> : null
}

/** A day with its weekday; on a day off that is said too. */
export function DayNote({ day }: { day: string }) {
  const words = useOffWords()
  const off = useQuery(api.calendar.daysOff.queryOptions({ input: { from: day, to: day } }))
  const said = off.data ? words(offDay(day, offDays(off.data.days))) : ''
  return (
    <>
      {formatDate(day, 'weekday')}
      {said === '' ? '' : ` · ${said}`}
    </>
  )
}
