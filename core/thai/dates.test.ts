import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addYears,
  buddhistYearOf,
  daysBetween,
  daysInMonth,
  fiscalYearOf,
  fiscalYearRange,
  formatThaiDate,
  isIsoDate,
  isWorkingDay,
  monthRange,
  parseThaiDate,
  toBuddhistYear,
  toChristianYear,
  weekdayName,
} from './dates.ts'

/** Reference: JavaScript's own UTC calendar, which the code under test never uses. */
const utc = (iso: string) => new Date(`${iso}T00:00:00Z`)
const isoOf = (date: Date) => date.toISOString().slice(0, 10)
const anyDate = fc
  .integer({ min: Date.UTC(1950, 0, 1) / 864e5, max: Date.UTC(2150, 0, 1) / 864e5 })
  .map((day) => isoOf(new Date(day * 864e5)))

describe('calendar arithmetic', () => {
  it('agrees with the UTC calendar on any day', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -4000, max: 4000 }), (iso, days) => {
        const moved = addDays(iso, days)
        expect(moved).toBe(isoOf(new Date(utc(iso).getTime() + days * 864e5)))
        expect(daysBetween(iso, moved)).toBe(days)
        expect(weekdayName(iso)).toBe(
          new Intl.DateTimeFormat('th-TH', { weekday: 'long', timeZone: 'UTC' })
            .format(utc(iso))
            .replace(/^วัน/, ''),
        )
      }),
    )
  })

  it('knows the weekday of the seed letter', () => {
    expect(weekdayName('2022-07-25')).toBe('จันทร์')
    expect(weekdayName('2022-01-18')).toBe('อังคาร')
  })

  it('counts fiscal years from 1 October', () => {
    expect(fiscalYearOf('2022-09-30')).toBe(2565)
    expect(fiscalYearOf('2022-10-01')).toBe(2566)
    expect(fiscalYearRange(2565)).toEqual({ start: '2021-10-01', end: '2022-09-30' })
    fc.assert(
      fc.property(anyDate, (iso) => {
        const { start, end } = fiscalYearRange(fiscalYearOf(iso))
        expect(start <= iso && iso <= end).toBe(true)
        expect(fiscalYearOf(addDays(start, -1))).toBe(fiscalYearOf(iso) - 1)
      }),
    )
  })

  it('keeps ends of months and terms right', () => {
    expect(monthRange(2567, 2)).toEqual({ start: '2024-02-01', end: '2024-02-29' })
    expect(daysInMonth(2100, 2)).toBe(28)
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28')
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29')
    expect(toBuddhistYear(2022)).toBe(2565)
    expect(toChristianYear(2565)).toBe(2022)
    expect(buddhistYearOf('2022-01-18')).toBe(2565)
  })

  it('tells working days from weekends and holidays', () => {
    expect(isWorkingDay('2022-07-25')).toBe(true)
    expect(isWorkingDay('2022-07-24')).toBe(false)
    expect(isWorkingDay('2022-07-28', new Map([['2022-07-28', 'วันหยุด']]))).toBe(false)
    expect(isWorkingDay('2022-07-29', new Set(['2022-07-28', '2022-07-29']))).toBe(false)
  })

  it('refuses what is no date', () => {
    for (const bad of ['2565-01-18', '2022-02-30', '2022-1-8', '', 'x', null, 20220118])
      expect(isIsoDate(bad)).toBe(false)
    expect(isIsoDate('2024-02-29')).toBe(true)
    expect(() => addDays('2022-02-30', 1)).toThrow(RangeError)
    expect(() => formatThaiDate('2565-01-18')).toThrow(RangeError)
  })
})

describe('formatThaiDate', () => {
  it('writes every style', () => {
    expect(formatThaiDate('2022-01-18')).toBe('๑๘ มกราคม ๒๕๖๕')
    expect(formatThaiDate('2022-01-18', { style: 'order' })).toBe('๑๘ มกราคม พ.ศ. ๒๕๖๕')
    expect(formatThaiDate('2022-07-25', { style: 'weekday' })).toBe('วันจันทร์ที่ ๒๕ กรกฎาคม ๒๕๖๕')
    expect(formatThaiDate('2021-03-09', { style: 'short', digits: 'arabic' })).toBe('9 มี.ค. 64')
    expect(formatThaiDate('2022-07-25', { style: 'monthYear' })).toBe('กรกฎาคม ๒๕๖๕')
  })

  it('agrees with the machine’s own Buddhist calendar', () => {
    const intl = new Intl.DateTimeFormat('th-TH-u-ca-buddhist-nu-thai', {
      dateStyle: 'long',
      timeZone: 'UTC',
    })
    fc.assert(
      fc.property(anyDate, (iso) => {
        expect(formatThaiDate(iso)).toBe(intl.format(utc(iso)))
      }),
    )
  })
})

describe('parseThaiDate', () => {
  it.each([
    ['๑๘ มกราคม ๒๕๖๕', '2022-01-18'],
    ['18 มกราคม พ.ศ. 2565', '2022-01-18'],
    ['18 มกราคม พ.ศ.๒๕๖๕', '2022-01-18'],
    ['วันที่ 18 เดือน มกราคม พ.ศ. 2565', '2022-01-18'],
    ['18 ม.ค. 65', '2022-01-18'],
    ['18 ม.ค.2565', '2022-01-18'],
    ['18ม.ค.65', '2022-01-18'],
    ['18 มค 65', '2022-01-18'],
    ['18/1/2565', '2022-01-18'],
    ['18-01-65', '2022-01-18'],
    ['18.1.2565', '2022-01-18'],
    ['18/01/2022', '2022-01-18'],
    ['2022-01-18', '2022-01-18'],
    ['2565-01-18', '2022-01-18'],
    ['2022-01-18T00:00:00.000Z', '2022-01-18'],
    ['18 มกราคม ค.ศ. 2022', '2022-01-18'],
    ['18 Jan 2022', '2022-01-18'],
    ['9 มี.ค.2564', '2021-03-09'],
    ['เมื่อวันที่ 9 มี.ค.2564', '2021-03-09'],
    ['๒๘ ก.พ. ๒๕๕๑', '2008-02-28'],
    ['ภายในวันจันทร์ที่ ๒๕ กรกฎาคม ๒๕๖๕', '2022-07-25'],
    ['จันทร์ 25 ก.ค. 65', '2022-07-25'],
    ['จ. 25 ก.ค. 65', '2022-07-25'],
    ['25 พ.ค. 65', '2022-05-25'],
    ['๒๙ กุมภาพันธ์ ๒๕๖๗', '2024-02-29'],
    ['25  กรกฎาคม\u200b 2565', '2022-07-25'],
  ])('%s', (text, iso) => {
    expect(parseThaiDate(text)).toEqual({ ok: true, iso })
  })

  it('says when the weekday is not that day’s', () => {
    expect(parseThaiDate('วันพุธที่ ๒๕ กรกฎาคม ๒๕๖๕')).toEqual({
      ok: true,
      iso: '2022-07-25',
      weekdayMismatch: { said: 'พุธ', is: 'จันทร์' },
    })
  })

  it.each([
    ['31 กุมภาพันธ์', 'impossible'],
    ['๓๑ กุมภาพันธ์ ๒๕๖๕', 'impossible'],
    ['29 ก.พ. 2565', 'impossible'],
    ['31/4/2565', 'impossible'],
    ['18/13/2565', 'impossible'],
    ['0/1/2565', 'impossible'],
    ['2022-02-30', 'impossible'],
    ['18 มกราคม', 'ambiguousYear'],
    ['18/1/22', 'ambiguousYear'],
    ['18 ม.ค. 2350', 'ambiguousYear'],
    ['18 มกราคม พ.ศ. 2022', 'ambiguousYear'],
    ['18 มกราคม ค.ศ. 2565', 'ambiguousYear'],
    ['18/1/9999', 'ambiguousYear'],
    ['', 'unrecognised'],
    ['มกราคม 2565', 'unrecognised'],
    ['18 มกรกฎาคม 2565', 'unrecognised'],
    ['18 มกราคม 2565 เวลา 9.00 น.', 'unrecognised'],
    ['วันหยุดที่ 18 มกราคม 2565', 'unrecognised'],
    ['44579', 'unrecognised'],
    ['2565', 'unrecognised'],
  ])('%s → %s', (text, reason) => {
    expect(parseThaiDate(text)).toEqual({ ok: false, reason })
  })

  it('reads back every style it writes, in both digits', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.constantFrom('letter', 'order', 'weekday', 'short') as fc.Arbitrary<
          'letter' | 'order' | 'weekday' | 'short'
        >,
        fc.constantFrom('thai', 'arabic') as fc.Arbitrary<'thai' | 'arabic'>,
        (iso, style, digits) => {
          // the short style carries two digits of the year: read back only for พ.ศ. 2550–2599
          if (style === 'short' && (iso < '2007' || iso >= '2057')) return
          expect(parseThaiDate(formatThaiDate(iso, { style, digits }))).toEqual({ ok: true, iso })
        },
      ),
    )
  })

  it('never throws and never returns a day that does not exist', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'0123456789๑๒/-. ', 'ม.ค.', 'กุมภาพันธ์', 'พ.ศ.', 'วัน', 'พุธ', 'ที่'),
        }),
        (text) => {
          const parsed = parseThaiDate(text)
          if (parsed.ok) expect(isIsoDate(parsed.iso)).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
