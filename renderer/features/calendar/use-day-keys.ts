import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react'
import { dayAfterKey, type WeekStart } from './days.ts'

/**
 * The keys of a calendar on its days (`data-day`): arrows, PgUp, PgDn, Home and End move the day in hand and take the
 * cursor along, Enter opens it, N makes a new entry on it. The day lives in the address, which follows a moment later:
 * what comes before that counts from the day just gone to.
 */
export function useDayKeys({
  room,
  day,
  weekStart,
  onDay,
  onOpen,
  onNew,
}: {
  room: RefObject<HTMLElement | null>
  day: string
  weekStart: WeekStart
  onDay: (day: string) => void
  onOpen: (day: string) => void
  onNew: (day: string) => void
}): (event: KeyboardEvent) => void {
  const going = useRef<string | null>(null)
  useLayoutEffect(() => {
    if (going.current !== day) return
    going.current = null
    room.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus()
  }, [day, room])
  return (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if ((event.target as HTMLElement).dataset.day === undefined) return
    const now = going.current ?? day
    if (event.code === 'KeyN' || event.key === 'Enter') {
      event.preventDefault()
      if (event.key === 'Enter') onOpen(now)
      else onNew(now)
      return
    }
    const next = dayAfterKey(event.key, now, weekStart)
    if (next === null) return
    event.preventDefault()
    going.current = next
    onDay(next)
  }
}
