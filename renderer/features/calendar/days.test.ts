import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, weekdayIndex } from '../../../core/thai/dates.ts'
import { addMonths, dayAfterKey, monthEnd, monthStart, type WeekStart, weeksOf } from './days.ts'

const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1950-01-01', days))
const starts = fc.constantFrom<WeekStart>(0, 1)

describe('weeks of a month', () => {
  it('hold every day of it once, whole weeks from the day they begin with', () => {
    fc.assert(
      fc.property(anyDay, starts, (day, start) => {
        const weeks = weeksOf(day, start)
        const days = weeks.flat()
        expect(weeks.every((week) => week.length === 7)).toBe(true)
        expect(weekdayIndex(days[0] ?? '')).toBe(start)
        expect(days.filter((one) => one.slice(0, 7) === day.slice(0, 7))).toHaveLength(
          Number(monthEnd(day).slice(8)),
        )
        expect(days).toContain(day)
        expect(weeks[0]?.some((one) => one === monthStart(day))).toBe(true)
        expect(weeks.at(-1)?.some((one) => one === monthEnd(day))).toBe(true)
      }),
    )
  })
  it('knows 29 February and the turn of the year', () => {
    expect(monthEnd('2024-02-10')).toBe('2024-02-29')
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2022-12-15', 1)).toBe('2023-01-15')
    expect(addMonths('2022-01-31', -2)).toBe('2021-11-30')
  })
})

describe('the keyboard', () => {
  it('goes by day, week, month, and to the ends of the week', () => {
    const at = (key: string, start: WeekStart = 0) => dayAfterKey(key, '2022-12-31', start)
    expect(at('ArrowRight')).toBe('2023-01-01')
    expect(at('ArrowUp')).toBe('2022-12-24')
    expect(at('PageDown')).toBe('2023-01-31')
    expect([at('Home'), at('End'), at('Home', 1), at('End', 1)]).toEqual([
      ...['2022-12-25', '2022-12-31', '2022-12-26', '2023-01-01'],
    ])
    expect(at('x')).toBeNull()
  })
})
