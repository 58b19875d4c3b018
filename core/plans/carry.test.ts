import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carryBudgets, carryWays } from './carry.ts'
import { covers } from './rules.ts'

const same = { spanStart: 2566, spanLength: 5 }
const next = { spanStart: 2571, spanLength: 5 }
const of = (...budgets: [number, number][]) => budgets.map(([fiscalYear, amount]) => ({ fiscalYear, amount }))

describe('budgets that come along', () => {
  it('of years gone by are asked again in the plan year', () => {
    expect(carryBudgets(of([2566, 10], [2567, 20], [2569, 5]), same, 2568, 'planYear')).toEqual(
      of([2568, 30], [2569, 5]),
    )
  })
  it('keep their steps when they move into a new span, the rest in its last year', () => {
    expect(carryBudgets(of([2568, 10], [2569, 20], [2570, 30]), next, 2571, 'shift')).toEqual(
      of([2571, 10], [2572, 20], [2573, 30]),
    )
    expect(carryBudgets(of([2566, 1], [2570, 2]), { spanStart: 2571, spanLength: 3 }, 2571, 'shift')).toEqual(
      of([2571, 1], [2573, 2]),
    )
    expect(carryBudgets(of([2572, 1]), next, 2571, 'shift')).toEqual(of([2572, 1]))
  })
  it('in whatever way: inside the new span, not before the plan year unless kept, and no satang lost but by rule', () => {
    const budgets = fc.uniqueArray(
      fc.record({
        fiscalYear: fc.integer({ min: 2560, max: 2580 }),
        amount: fc.integer({ min: 0, max: 10 ** 9 }),
      }),
      { selector: (budget) => budget.fiscalYear },
    )
    const sum = (list: readonly { amount: number }[]) => list.reduce((total, one) => total + one.amount, 0)
    fc.assert(
      fc.property(
        budgets,
        fc.integer({ min: 2560, max: 2575 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(4),
        fc.constantFrom(...carryWays),
        (list, spanStart, spanLength, at, way) => {
          const span = { spanStart, spanLength }
          const planFy = spanStart + Math.min(at, spanLength - 1)
          const carried = carryBudgets(list, span, planFy, way)
          for (const budget of carried) expect(covers(span, budget.fiscalYear)).toBe(true)
          expect(new Set(carried.map((budget) => budget.fiscalYear)).size).toBe(carried.length)
          if (way === 'planYear' || way === 'shift') {
            expect(sum(carried)).toBe(sum(list))
            for (const budget of carried) expect(budget.fiscalYear).toBeGreaterThanOrEqual(planFy)
          } else expect(sum(carried)).toBeLessThanOrEqual(sum(list))
        },
      ),
    )
  })
})
