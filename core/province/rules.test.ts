import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../tests/support/properties.ts'
import { type Side, sides } from './contract.ts'
import { type Arrival, countedDays, judgeDuty, type ProjectFigure, sumBySide } from './rules.ts'

const figure: fc.Arbitrary<ProjectFigure> = fc.record({
  district: fc.constantFrom('8001', '8002', '8003'),
  tambon: fc.constantFrom('', '800101', '800102', '800201'),
  issue: fc.constantFrom('', 'แหล่งน้ำ', 'เศรษฐกิจ'),
  class: fc.constantFrom('SELF', 'JOINT', 'BEYOND'),
  source: fc.constantFrom('', 'งบจังหวัด'),
  agency: fc.constantFrom('', 'อบต.'),
  budgets: fc
    .uniqueArray(
      fc.tuple(fc.integer({ min: 2566, max: 2571 }), fc.integer({ min: 1, max: 9_000_000_000_001 })),
      {
        selector: ([year]) => year,
        maxLength: 5,
      },
    )
    .map((list) => list.sort(([a], [b]) => a - b)),
})
const figures = fc.array(figure, { maxLength: 60 })
const plain = (side: Exclude<Side, 'year'>, one: ProjectFigure) => one[side]
const money = (list: readonly ProjectFigure[]) =>
  list.reduce((sum, one) => sum + one.budgets.reduce((all, [, amount]) => all + amount, 0), 0)

describe('figures by one side', () => {
  it('add up to the whole on every side, whatever they are narrowed to; no project twice', () => {
    const only = fc.array(
      fc.oneof(
        fc.record({ side: fc.constant('issue' as const), key: fc.constantFrom('', 'แหล่งน้ำ') }),
        fc.record({ side: fc.constant('class' as const), key: fc.constantFrom('SELF', 'JOINT') }),
        fc.record({ side: fc.constant('year' as const), key: fc.constantFrom('', '2566', '2568') }),
        fc.record({ side: fc.constant('district' as const), key: fc.constantFrom('8001', '8002', '9999') }),
      ),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(figures, only, (list, narrow) => {
        const wholes = sides.map((side) => {
          const { rows, all } = sumBySide(list, side, narrow)
          const sums = [...rows.values()]
          expect(
            sums.reduce((sum, row) => sum + row.projects, 0),
            side,
          ).toBe(all.projects)
          expect(
            sums.reduce((sum, row) => sum + row.total, 0),
            side,
          ).toBe(all.total)
          for (const row of [...sums, all])
            expect([...row.byYear.values()].reduce((sum, one) => sum + one, 0)).toBe(row.total)
          return `${all.projects} ${all.total}`
        })
        expect(new Set(wholes).size).toBe(1)
      }),
    )
  })
  it('a row says what a person counts who keeps only its projects', () => {
    fc.assert(
      fc.property(figures, fc.constantFrom(...sides), (list, side) => {
        for (const [key, row] of sumBySide(list, side).rows) {
          if (side === 'year') {
            const year = Number(key)
            const paid = list.flatMap((one) => one.budgets.filter(([of]) => of === year))
            expect(row.total).toBe(paid.reduce((sum, [, amount]) => sum + amount, 0))
            expect(row.projects).toBe(list.filter((one) => (one.budgets[0]?.[0] ?? 0) === year).length)
            continue
          }
          const mine = list.filter((one) => plain(side, one) === key)
          expect(row.projects).toBe(mine.length)
          expect(row.total).toBe(money(mine))
          expect(row.districts.size).toBe(new Set(mine.map((one) => one.district)).size)
        }
      }),
    )
  })
  it('narrowed to a key is that row, on every other side', () => {
    fc.assert(
      fc.property(figures, fc.constantFrom(...sides), fc.constantFrom(...sides), (list, of, by) => {
        for (const [key, row] of sumBySide(list, of).rows) {
          const { all } = sumBySide(list, by, [{ side: of, key }])
          expect(all.total).toBe(row.total)
          // a year has money of projects that began before it
          if (of !== 'year') expect(all.projects).toBe(row.projects)
        }
      }),
    )
  })
})

describe('a duty and its day', () => {
  const whole = { done: 5, expected: 5 }
  const part = { done: 4, expected: 5 }
  const at = (on: string, done: number | null): Arrival => ({
    on,
    facts: done === null ? null : { tambonPlans: { done, expected: 5 } },
  })
  const judge = (now: typeof whole, arrivals: Arrival[], asOf = '2022-07-30') =>
    judgeDuty(now, 'tambonPlans', '2022-07-25', arrivals, asOf)

  it('is in time by the first package that had it, however late it came again', () => {
    expect(judge(whole, [at('2022-07-20', 5), at('2022-08-30', 5)])).toMatchObject({
      state: 'onTime',
      since: '2022-07-20',
      lateDays: 0,
    })
  })
  it('is late by the day on which it was whole, not by that of the first package', () => {
    expect(judge(whole, [at('2022-07-20', 4), at('2022-07-28', 5), at('2022-08-30', 5)])).toMatchObject({
      state: 'late',
      since: '2022-07-28',
      lateDays: 3,
    })
  })
  it('is missing after its day and not due until then, also if it was whole once', () => {
    expect(judge(part, [at('2022-07-20', 5), at('2022-07-21', 4)])).toMatchObject({
      state: 'missing',
      since: null,
      lateDays: 5,
    })
    expect(judge(part, [at('2022-07-20', 4)], '2022-07-25').state).toBe('notDue')
    expect(judge(part, [at('2022-07-20', 4)], '2022-07-26')).toMatchObject({ state: 'missing', lateDays: 1 })
    expect(judge(whole, [], '2022-07-26').state).toBe('missing')
    expect(judge({ done: 0, expected: 0 }, [at('2022-07-20', 5)]).state).toBe('missing')
  })
  it('calls nobody late by a package that nobody counted', () => {
    expect(judge(whole, [at('2022-07-20', null), at('2022-07-30', 5)]).state).toBe('onTime')
  })
})

describe('days of packages', () => {
  it('never go back, whatever the clock said', () => {
    const day = fc
      .integer({ min: 0, max: 60 })
      .map((n) => new Date(Date.UTC(2022, 6, 1 + n)).toISOString().slice(0, 10))
    fc.assert(
      fc.property(fc.array(fc.record({ receivedOn: day, createdOn: day }), { maxLength: 30 }), (list) => {
        const days = countedDays(list)
        let last = ''
        for (const [at, { receivedOn, createdOn }] of list.entries()) {
          if (receivedOn > last) last = receivedOn
          const { on, doubt } = days[at]!
          expect(on >= receivedOn && on >= createdOn && on >= last).toBe(true)
          expect(doubt).toBe(on !== receivedOn)
        }
      }),
    )
  })
  it('of a package are not those of what another computer says of its own', () => {
    expect(
      countedDays([
        { receivedOn: '2022-07-20', createdOn: '2022-09-01' },
        { receivedOn: '2022-07-21', createdOn: '2022-07-19' },
      ]),
    ).toEqual([
      { on: '2022-09-01', doubt: true },
      { on: '2022-07-21', doubt: false },
    ])
  })
})
