import { useEffect } from 'react'
import { refreshAll } from './client.ts'
import { dayNumber, untilNextDay } from './day.ts'

/** Longest wait of one timer, ms: a PC that slept wakes with the wrong rest, so it is looked at again every hour. */
const MOST_MS = 3_600_000

/**
 * While the program stays open over midnight, or the PC sleeps over it, everything on screen is asked anew: what was
 * due tomorrow is due today (C3). One sleeping timer, and a look when the window comes back; nothing waits for it.
 */
export function useDayChange(): void {
  useEffect(() => {
    let known = dayNumber(Date.now())
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      const day = dayNumber(Date.now())
      if (day !== known) {
        known = day
        void refreshAll()
      }
      clearTimeout(timer)
      timer = setTimeout(look, Math.min(MOST_MS, untilNextDay(Date.now()) + 500))
    }
    timer = setTimeout(look, Math.min(MOST_MS, untilNextDay(Date.now()) + 500))
    document.addEventListener('visibilitychange', look)
    window.addEventListener('focus', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('focus', look)
    }
  }, [])
}
