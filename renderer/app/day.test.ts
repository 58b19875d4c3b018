import { describe, expect, it } from 'vitest'
import { dayNumber, untilNextDay } from './day.ts'

describe('the change of the day', () => {
  it('is midnight in Thailand, whatever zone the PC is set to', () => {
    const at = (iso: string) => Date.parse(iso)
    expect(untilNextDay(at('2022-07-18T16:59:59.000Z'))).toBe(1000)
    expect(untilNextDay(at('2022-07-18T17:00:00.000Z'))).toBe(86_400_000)
    expect(dayNumber(at('2022-07-18T16:59:59.999Z')) + 1).toBe(dayNumber(at('2022-07-18T17:00:00.000Z')))
    const now = at('2022-07-18T03:00:00Z')
    expect(dayNumber(now + untilNextDay(now))).toBe(dayNumber(now) + 1)
    expect(dayNumber(now + untilNextDay(now) - 1)).toBe(dayNumber(now))
  })
})
