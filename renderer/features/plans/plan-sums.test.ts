import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EntryRow, emptyRow, rowTotal } from './entry-rows.ts'
import { planSums } from './plan-sums.ts'

const years = [2566, 2567]
const row = (change: Partial<EntryRow>): EntryRow =>
  ({ ...emptyRow(years), name: 'โครงการ', ...change }) as EntryRow

describe('totals under the table', () => {
  it('adds projects and baht per year, class and source; empty lines and unread amounts do not count', () => {
    const sums = planSums(
      [
        row({ projectClass: 'SELF', budgetSource: 'งบ อบต.', y2566: 100_00, y2567: 50_00 }),
        row({ projectClass: 'SELF', budgetSource: ' งบ อบต. ', y2567: 25_00 }),
        row({ projectClass: null, budgetSource: '', y2566: 0 }),
        row({ projectClass: 'BEYOND', y2566: 999_00, unread: { y2566: { text: 'ห้าร้อย', key: 'notMoney' } } }),
        emptyRow(years),
      ],
      years,
    )
    expect(sums).toEqual({
      count: 4,
      total: 175_00,
      years: [
        { key: '2566', count: 1, total: 100_00 },
        { key: '2567', count: 2, total: 75_00 },
      ],
      classes: [
        { key: 'SELF', count: 2, total: 175_00 },
        { key: 'BEYOND', count: 1, total: 0 },
        { key: '', count: 1, total: 0 },
      ],
      sources: [
        { key: 'งบ อบต.', count: 2, total: 175_00 },
        { key: '', count: 2, total: 0 },
      ],
    })
  })

  it('classes, sources and years each add up to the whole', () => {
    const one = fc.record({
      projectClass: fc.constantFrom('SELF' as const, 'JOINT' as const, 'BEYOND' as const, null),
      budgetSource: fc.constantFrom('', 'ก', 'ข'),
      y2566: fc.option(fc.integer({ min: 0, max: 10 ** 12 }), { nil: null }),
      y2567: fc.option(fc.integer({ min: 0, max: 10 ** 12 }), { nil: null }),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (parts) => {
        const rows = parts.map(row)
        const sums = planSums(rows, years)
        const whole = rows.reduce((sum, each) => sum + rowTotal(each, years), 0)
        const total = (list: { total: number }[]) => list.reduce((sum, each) => sum + each.total, 0)
        const count = (list: { count: number }[]) => list.reduce((sum, each) => sum + each.count, 0)
        expect(sums).toMatchObject({ total: whole, count: rows.length })
        expect([total(sums.years), total(sums.classes), total(sums.sources)]).toEqual([whole, whole, whole])
        expect([count(sums.classes), count(sums.sources)]).toEqual([rows.length, rows.length])
      }),
    )
  })
})
