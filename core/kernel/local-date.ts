/** A year that is not of our era: somebody has set the machine's clock to 2569 instead of 2026 (PEERS.md §3.5 #8). */
const BUDDHIST_FROM = 2400
const BUDDHIST_AHEAD = 543

/**
 * Calendar date where the office is: Thailand has one time zone, UTC+7, and no summer time. A clock that was set to the
 * พ.ศ. year tells the right day of the wrong era: it is taken as that day.
 *
 * @returns ISO date (ค.ศ.)
 */
export function localDate(now: Date): string {
  const there = new Date(now.getTime() + 7 * 3600_000)
  const year = there.getUTCFullYear()
  if (year >= BUDDHIST_FROM) {
    // 29 February of a year that has none becomes 1 March, as the calendar goes on
    there.setUTCFullYear(year - BUDDHIST_AHEAD)
  }
  return there.toISOString().slice(0, 10)
}
