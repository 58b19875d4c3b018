import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '../thai/dates.ts'
import { type DayItem, type KeptMark, remindersOn, stageOf, whenOf, withMarks } from './reminders.ts'
import {
  addCounts,
  adoptedByMonth,
  type Counts,
  countOn,
  type lateGroups,
  newestBelieved,
  type PlanDays,
  planOn,
  stepState,
} from './rules.ts'

describe('steps', () => {
  it('step state', () => {
    const state = (done: number, expected: number, begun: number, endsOn: string | null) =>
      stepState({ done, expected, begun, endsOn }, '2023-05-01')
    expect(state(2, 2, 2, '2023-04-30')).toBe('done')
    expect(state(1, 2, 2, '2023-04-30')).toBe('late')
    expect(state(1, 2, 2, '2023-05-01')).toBe('underWay')
    expect(state(0, 2, 0, null)).toBe('notStarted')
    expect(state(0, 0, 0, '2023-04-30')).toBe('late')
  })
})

const day = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2022-01-01', days))
const planDays: fc.Arbitrary<PlanDays> = fc
  .record({
    begun: fc.option(day, { nil: null }),
    adopted: fc.option(day, { nil: null }),
    endsOn: fc.option(day, { nil: null }),
  })
  // what was adopted was begun by then
  .map(({ begun, adopted, endsOn }) => ({
    begunOn: adopted !== null && (begun === null || begun > adopted) ? adopted : begun,
    adoptedOn: adopted,
    endsOn,
  }))
const tambons = fc.array(fc.array(planDays, { maxLength: 12 }), { maxLength: 8 })

describe('progress of plans', () => {
  it('the sum over the tambons is the district, and every plan is in one state', () => {
    fc.assert(
      fc.property(tambons, day, (all, asOf) => {
        const sum = addCounts(all.map((one) => countOn(one, asOf)))
        expect(sum).toEqual(countOn(all.flat(), asOf))
        expect(sum.done + sum.underWay + sum.late + sum.notStarted).toBe(sum.expected)
        expect(sum.inTime + sum.afterTime).toBe(sum.done)
      }),
    )
  })

  it('what was done or begun on a day stays so on every later day', () => {
    fc.assert(
      fc.property(fc.array(planDays, { maxLength: 30 }), day, day, (plans, a, b) => {
        const [before, after] = [a, b].sort() as [string, string]
        const first = countOn(plans, before)
        const then = countOn(plans, after)
        for (const key of ['done', 'inTime', 'afterTime'] as const)
          expect(then[key]).toBeGreaterThanOrEqual(first[key])
        // lateness only grows until it is adopted, then it stands
        for (const plan of plans)
          expect(planOn(plan, after).lateDays).toBeGreaterThanOrEqual(planOn(plan, before).lateDays)
        const untouched = (counts: Counts) => counts.expected - counts.done
        expect(untouched(then)).toBeLessThanOrEqual(untouched(first))
      }),
    )
  })

  it('months together are what is adopted, and the groups say how late', () => {
    fc.assert(
      fc.property(fc.array(planDays, { maxLength: 30 }), day, (plans, asOf) => {
        const months = adoptedByMonth(plans, asOf)
        const counts = countOn(plans, asOf)
        const sum = (keys: readonly (typeof lateGroups)[number]['key'][]) =>
          months.reduce((all, row) => all + keys.reduce((one, key) => one + row[key], 0), 0)
        expect(sum(['inTime'])).toBe(counts.inTime)
        expect(sum(['late14', 'late30', 'lateMore'])).toBe(counts.afterTime)
        for (const [at, row] of months.entries()) {
          const before = months[at - 1]
          if (before) expect(daysBetween(before.month, row.month)).toBeLessThanOrEqual(31)
        }
      }),
    )
    const plan = (adoptedOn: string) => ({ begunOn: null, adoptedOn, endsOn: '2022-02-28' })
    const rows = adoptedByMonth(
      ['2022-02-28', '2022-03-14', '2022-03-15', '2022-05-01'].map(plan),
      '2022-12-31',
    )
    expect(rows).toEqual([
      { month: '2022-02-01', inTime: 1, late14: 0, late30: 0, lateMore: 0 },
      { month: '2022-03-01', inTime: 0, late14: 1, late30: 1, lateMore: 0 },
      { month: '2022-04-01', inTime: 0, late14: 0, late30: 0, lateMore: 0 },
      { month: '2022-05-01', inTime: 0, late14: 0, late30: 0, lateMore: 1 },
    ])
  })

  it('one plan: late is said, adopted late stays late by the same days', () => {
    const plan = { begunOn: '2022-01-10', adoptedOn: '2022-03-05', endsOn: '2022-02-28' }
    expect(planOn(plan, '2022-01-09')).toEqual({ state: 'notStarted', lateDays: 0 })
    expect(planOn(plan, '2022-01-10')).toEqual({ state: 'underWay', lateDays: 0 })
    expect(planOn(plan, '2022-03-02')).toEqual({ state: 'late', lateDays: 2 })
    expect(planOn(plan, '2022-03-05')).toEqual({ state: 'done', lateDays: 5 })
    expect(planOn(plan, '2023-01-01')).toEqual({ state: 'done', lateDays: 5 })
    expect(planOn({ ...plan, endsOn: null }, '2030-01-01').lateDays).toBe(0)
  })
})

const rule = { key: 'duty', daysBefore: [14, 7, 3, 1, 0], everyDaysLate: 7 }
function item(on: string, key = 'duty:1'): DayItem {
  return {
    key,
    kind: 'duty',
    title: 'รายงานผล',
    detail: '',
    params: {},
    on,
    ...whenOf(on, '2022-07-01'),
    href: '/directives',
    tambonCode: null,
    tambonName: '',
    mine: true,
  }
}

describe('reminders', () => {
  it('reach a stage and stay there until the next, so that no day needs to be met exactly', () => {
    const stages = [15, 14, 10, 8, 7, 5, 3, 2, 1, 0, -1, -7, -8, -14, -15].map((left) => stageOf(rule, left))
    expect(stages).toEqual([null, 14, 14, 14, 7, 7, 3, 3, 1, 0, -1, -1, -8, -8, -15])
    expect(stageOf({ daysBefore: [7], everyDaysLate: null }, -400)).toBe(-1)
  })

  it('what was read comes back at its next stage, and never for another day', () => {
    const read: KeptMark = { key: 'duty:1', on: '2022-07-25', stage: 7, markedOn: '2022-07-18' }
    const on = (today: string, due = '2022-07-25') =>
      remindersOn(today, [item(due)], [rule], [read]).shown.map((one) => one.stage)
    expect(on('2022-07-18')).toEqual([])
    expect(on('2022-07-21')).toEqual([])
    expect(on('2022-07-22')).toEqual([3])
    expect(on('2022-07-26')).toEqual([-1])
    // the due date was moved: what was read was another
    expect(on('2022-07-18', '2022-07-24')).toEqual([7])
  })

  it('what was put off comes back on its day', () => {
    const off: KeptMark = { key: 'duty:1', on: '2022-07-25', until: '2022-07-20', markedOn: '2022-07-18' }
    const of = (today: string) => remindersOn(today, [item('2022-07-25')], [rule], [off])
    expect(of('2022-07-19').shown).toEqual([])
    expect(of('2022-07-19').snoozed).toMatchObject([{ until: '2022-07-20' }])
    expect(of('2022-07-20').shown).toHaveLength(1)
  })

  it('a mark made while the clock ran ahead hides nothing once the clock is right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: -40, max: 14 }), (ahead, left) => {
        const today = '2022-07-11'
        const marks: KeptMark[] = [
          {
            key: 'duty:1',
            on: addDays(today, left),
            stage: stageOf(rule, left) ?? 0,
            until: addDays(today, ahead + 14),
            markedOn: addDays(today, ahead),
          },
        ]
        const { shown, snoozed } = remindersOn(today, [item(addDays(today, left))], [rule], marks)
        expect([shown.length, snoozed.length]).toEqual([1, 0])
      }),
    )
  })

  it('the most pressing first; marks of what is gone are forgotten', () => {
    const items = [item('2022-07-25', 'duty:a'), item('2022-06-20', 'duty:b'), item('2022-07-11', 'duty:c')]
    expect(remindersOn('2022-07-11', items, [rule], []).shown.map((one) => one.item.key)).toEqual([
      'duty:b',
      'duty:c',
      'duty:a',
    ])
    const marks = ['a', 'b'].map((key) => ({ key, on: '2022-07-25', markedOn: '2022-07-01', stage: 1 }))
    expect(withMarks(marks, [{ ...marks[0]!, stage: 3 }], new Set(['a']))).toEqual([
      { ...marks[0], stage: 3 },
    ])
  })
})

describe('the newest day that can be believed', () => {
  const years = (...days: string[]) => days.map((day) => `20${day}`)
  it.each([
    ['nothing written', [], '2023-01-01', null],
    ['a battery that ran out', years('23-03-20', '04-01-01', '04-01-02'), '2004-01-03', '2023-03-20'],
    [
      'set up while the clock was behind',
      years('04-01-01', '23-03-20', '23-03-21'),
      '2023-03-22',
      '2023-03-21',
    ],
    ['a year mistyped, and set right', years('23-03-20', '99-03-20', '23-03-21'), '2023-03-22', '2023-03-21'],
    [
      'a year mistyped, set right, nothing written since',
      years('23-03-20', '99-03-20'),
      '2023-03-22',
      '2023-03-20',
    ],
    ['a clock ahead by days only', years('23-03-20', '23-05-20'), '2023-03-22', '2023-05-20'],
    ['a machine that stood still for years', years('12-03-20', '23-05-20'), '2023-05-21', '2023-05-20'],
    [
      'weeks of work: the leap was right, today is wrong',
      ['2012-03-20', ...Array.from({ length: 9 }, (_, at) => addDays('2023-05-01', at))],
      '2012-04-01',
      '2023-05-09',
    ],
  ] as const)('%s', (_, written, today, believed) => {
    expect(newestBelieved(written, today)).toBe(believed)
  })
})
