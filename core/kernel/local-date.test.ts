import { describe, expect, it } from 'vitest'
import { localDate } from './local-date.ts'

describe('the day where the office is', () => {
  it('is the Thai one', () => {
    expect(localDate(new Date('2022-07-17T16:59:59Z'))).toBe('2022-07-17')
    expect(localDate(new Date('2022-07-17T17:00:00Z'))).toBe('2022-07-18')
  })

  it('is the same when the clock was set to the year in พ.ศ.', () => {
    expect(localDate(new Date('2565-07-17T17:00:00Z'))).toBe('2022-07-18')
    expect(localDate(new Date('2564-12-31T17:00:00Z'))).toBe('2022-01-01')
    // 2568 has 29 February as a year of our era, 2025 has none
    expect(localDate(new Date('2568-02-29T03:00:00Z'))).toBe('2025-03-01')
  })
})
