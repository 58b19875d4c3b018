import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadRules, type RuleItemOf } from '../rules/rules.ts'
import { addDays, daysBetween, isWorkingDay, weekdayIndex } from '../thai/dates.ts'
import {
  addWorkingDays,
  daysOff,
  type HolidayRules,
  nextWorkingDay,
  offDays,
  previousWorkingDay,
  workingDaysBetween,
  yearsWithoutLunar,
} from './working-days.ts'

const readJson = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../resources/${name}`, import.meta.url), 'utf8'))
const rules: HolidayRules = loadRules(readJson)
const off = (from: string, to: string, of = rules) => offDays(daysOff(of, from, to))
const year = (ce: number, of = rules) => daysOff(of, `${ce}-01-01`, `${ce}-12-31`)
const weekdaysOff = (ce: number) =>
  year(ce)
    .filter((day) => ![0, 6].includes(weekdayIndex(day.date)))
    .map((day) => day.date.slice(5))
const withRows = (rows: Partial<RuleItemOf<'holidays'>>[]): HolidayRules => ({
  ...rules,
  holidays: {
    ...rules.holidays,
    items: [
      ...rules.holidays.items,
      ...rows.map((row, at) => ({
        key: `own-${at}`,
        name: 'วันทดสอบ',
        date: '',
        kind: 'special' as const,
        ...row,
      })),
    ],
  },
})

describe('days off', () => {
  it('are those announced for 2565, the days given back among them', () => {
    expect(weekdaysOff(2022)).toEqual([
      ...['01-03', '02-16', '04-06', '04-13', '04-14', '04-15', '05-04', '05-13', '05-16', '06-03'],
      ...['07-13', '07-14', '07-15', '07-28', '07-29', '08-12', '10-13', '10-14', '10-24'],
      ...['12-05', '12-12', '12-30'],
    ])
  })

  it('give one day back for days off that hang together, and one for two on the same day', () => {
    const names = new Map([...year(2023), ...year(2024), ...year(2027)].map((day) => [day.date, day.name]))
    // Songkran 15 April 2023 was a Saturday; in 2024 13 and 14 April were Saturday and Sunday
    expect([names.get('2023-04-17'), names.get('2024-04-16'), names.get('2024-04-17')]).toEqual([
      'ชดเชยวันสงกรานต์',
      'ชดเชยวันสงกรานต์',
      undefined,
    ])
    // 31 December 2022 and 1 January 2023: Saturday and Sunday
    expect([names.has('2023-01-02'), names.has('2023-01-03')]).toEqual([true, false])
    // Visakha and the Queen's birthday on one Saturday
    expect(names.get('2023-06-05')).toMatch(/ชดเชย.*พระบรมราชินี.*วิสาขบูชา/u)
    expect(names.has('2023-06-06')).toBe(false)
    // อาสาฬหบูชา on a Sunday, เข้าพรรษา on the Monday after it
    expect(names.get('2027-07-20')).toBe('ชดเชยวันอาสาฬหบูชา')
  })

  it('follow an announcement that moves the day given back', () => {
    expect(weekdaysOff(2021)).toContain('10-22')
    expect(weekdaysOff(2021)).not.toContain('10-25')
  })

  it('are taken out by a row that says the day is worked, and added by one of the office', () => {
    const changed = withRows([
      { date: '2022-04-13', kind: 'working' },
      { date: '2022-08-10', kind: 'office', name: 'วันสถาปนาอำเภอ' },
    ])
    const days = new Map(year(2022, changed).map((day) => [day.date, day.kind]))
    expect(days.has('2022-04-13')).toBe(false)
    expect(days.get('2022-08-10')).toBe('office')
    // a day off on a weekend that is cancelled gives nothing back either
    expect(
      year(2022, withRows([{ date: '2022-12-10', kind: 'working' }])).map((day) => day.date),
    ).not.toContain('2022-12-12')
  })

  it('know from which year a day is one, and say where it comes from', () => {
    const names = (ce: number) => year(ce).map((day) => day.name)
    expect(names(2022)).not.toContain('วันนวมินทรมหาราช')
    expect(names(2023)).toContain('วันนวมินทรมหาราช')
    expect(names(2015)).not.toContain('วันฉัตรมงคล')
    for (const day of year(2026)) {
      expect(day.source).not.toBe('')
      expect(day.certainty).not.toBe('')
      expect(day.kind === 'substitute' ? day.insteadOf : day.row).not.toBeNull()
    }
  })

  it('are the same however the stretch is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3650 }), fc.integer({ min: 0, max: 800 }), (start, length) => {
        const from = addDays('2019-01-01', start)
        const to = addDays(from, length)
        const whole = daysOff(rules, '2018-01-01', '2033-12-31').filter(
          (day) => day.date >= from && day.date <= to,
        )
        expect(daysOff(rules, from, to)).toEqual(whole)
      }),
    )
  })

  it('say of which years the lunar calendar is not known', () => {
    expect(yearsWithoutLunar(rules, '2020-12-31', '2028-01-01')).toEqual([2563, 2571])
  })

  it('leave a 29 February out of common years', () => {
    const leapDay = {
      ...rules,
      'holidays-yearly': {
        ...rules['holidays-yearly'],
        items: [{ key: 'leap', name: 'วันอธิกสุรทิน', month: 2, day: 29, fromYear: null, untilYear: null }],
      },
    }
    const days = daysOff(leapDay, '2022-01-01', '2028-12-31').filter((day) => day.kind === 'fixed')
    expect(days.map((day) => day.date)).toEqual(['2024-02-29', '2028-02-29'])
  })
})

describe('working days', () => {
  const wide = off('2020-01-01', '2029-12-31')
  const anyDay = fc.integer({ min: 0, max: 2900 }).map((days) => addDays('2021-01-01', days))
  /** The naive way: day by day. */
  const walk = (from: string, to: string) => {
    let days = 0
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, wide)) days += 1
    return days
  }

  it('are counted as a walk day by day counts them', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 300 }), (from, length) => {
        const to = addDays(from, length)
        expect(workingDaysBetween(from, to, wide)).toBe(walk(from, to))
        expect(workingDaysBetween(to, from, wide)).toBe(0 - walk(from, to))
      }),
    )
  })

  it('are added and taken away, and always end on a working day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (from, days) => {
        const later = addWorkingDays(from, days, wide).date
        expect(isWorkingDay(later, wide)).toBe(true)
        expect(walk(from, later)).toBe(days)
        expect(walk(from, addDays(later, -1))).toBe(days - 1)
        const start = isWorkingDay(from, wide) ? from : nextWorkingDay(from, wide).date
        expect(addWorkingDays(addWorkingDays(start, days, wide).date, -days, wide).date).toBe(start)
      }),
    )
  })

  it('next and before are the nearest ones, and name the holidays between', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const next = nextWorkingDay(day, wide)
        const before = previousWorkingDay(day, wide)
        expect(walk(day, next.date)).toBe(1)
        expect(walk(before.date, addDays(day, -1))).toBe(0)
        expect(isWorkingDay(before.date, wide)).toBe(true)
        for (const { date, name } of next.over) {
          expect(wide.get(date)).toBe(name)
          expect(date > day && date < next.date).toBe(true)
        }
        expect(daysBetween(day, next.date)).toBeGreaterThan(0)
      }),
    )
    expect(nextWorkingDay('2022-07-12', wide)).toEqual({
      date: '2022-07-18',
      over: [
        { date: '2022-07-13', name: 'วันอาสาฬหบูชา' },
        { date: '2022-07-14', name: 'วันเข้าพรรษา' },
        { date: '2022-07-15', name: 'วันหยุดราชการเพิ่มเป็นกรณีพิเศษ' },
      ],
    })
    expect(nextWorkingDay('2022-07-25', wide, { same: true })).toEqual({ date: '2022-07-25', over: [] })
    expect(addWorkingDays('2022-07-23', 0, wide).date).toBe('2022-07-25')
  })

  it('do not hang on a table that closes the office for ever', () => {
    expect(() => nextWorkingDay('2022-01-01', { has: () => true, get: () => 'ปิด' } as never)).toThrow(
      RangeError,
    )
    expect(() => addWorkingDays('2022-01-01', 0.5, wide)).toThrow(RangeError)
  })
})
