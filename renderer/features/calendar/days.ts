import { addDays, daysInMonth, weekdayIndex } from '../../../core/thai/dates.ts'

/** 0 = weeks begin on Sunday, 1 = on Monday. */
export type WeekStart = 0 | 1

const two = (value: number) => String(value).padStart(2, '0')

/** First day of the month of a day. */
export function monthStart(iso: string): string {
  return `${iso.slice(0, 7)}-01`
}
export function monthEnd(iso: string): string {
  return `${iso.slice(0, 7)}-${two(daysInMonth(Number(iso.slice(0, 4)), Number(iso.slice(5, 7))))}`
}

/** The same day `months` later, or the last day of a shorter month. */
export function addMonths(iso: string, months: number): string {
  const at = Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1 + months
  const year = Math.floor(at / 12)
  const month = (at % 12) + 1
  return `${year}-${two(month)}-${two(Math.min(Number(iso.slice(8, 10)), daysInMonth(year, month)))}`
}

/** The weeks of a month, whole: days before and after it fill the first and the last. */
export function weeksOf(iso: string, weekStart: WeekStart): string[][] {
  const first = monthStart(iso)
  const last = monthEnd(iso)
  const weeks: string[][] = []
  let day = addDays(first, -((weekdayIndex(first) - weekStart + 7) % 7))
  while (day <= last) {
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(day, at)))
    day = addDays(day, 7)
  }
  return weeks
}

/** Where a key of the keyboard takes the day in hand; null = not a key of the calendar. */
export function dayAfterKey(key: string, day: string, weekStart: WeekStart): string | null {
  const place = (weekdayIndex(day) - weekStart + 7) % 7
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1)
    case 'ArrowRight':
      return addDays(day, 1)
    case 'ArrowUp':
      return addDays(day, -7)
    case 'ArrowDown':
      return addDays(day, 7)
    case 'PageUp':
      return addMonths(day, -1)
    case 'PageDown':
      return addMonths(day, 1)
    case 'Home':
      return addDays(day, -place)
    case 'End':
      return addDays(day, 6 - place)
    default:
      return null
  }
}
