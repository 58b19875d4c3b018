/** Milliseconds until the next day begins in Thailand (UTC+7, no summer time), at least one. */
export function untilNextDay(now: number): number {
  const day = 86_400_000
  return day - ((now + 7 * 3_600_000) % day) || 1
}

/** The calendar day in Thailand, counted from 1970: another number is another day. */
export function dayNumber(now: number): number {
  return Math.floor((now + 7 * 3_600_000) / 86_400_000)
}
