/** What comes along into the plan of the next fiscal year (PRODUCT.md C30). Pure; how is data: resources/rules/next-year. */
import { covers, type Span } from './rules.ts'

type Budget = { fiscalYear: number; amount: number }
export const carryWays = ['keep', 'planYear', 'shift', 'drop'] as const
export type CarryWay = (typeof carryWays)[number]

/**
 * Budgets of a project that has not been paid for, as they stand in the next plan. `planYear` and `shift` keep the
 * whole sum; `keep` loses what lies outside the new span.
 *
 * @param planFy fiscal year of the new plan, พ.ศ.
 */
export function carryBudgets(
  budgets: readonly Budget[],
  span: Span,
  planFy: number,
  way: CarryWay,
): Budget[] {
  const asked = budgets.filter((budget) => budget.amount > 0)
  if (way === 'drop' || asked.length === 0) return []
  if (way === 'keep') return asked.filter((budget) => covers(span, budget.fiscalYear))
  const first = Math.min(...asked.map((budget) => budget.fiscalYear))
  // A project planned for a later year is not brought forward.
  const by = way === 'shift' ? Math.max(0, planFy - first) : 0
  const last = span.spanStart + span.spanLength - 1
  const sums = new Map<number, number>()
  for (const { fiscalYear, amount } of asked) {
    const year = Math.min(Math.max(fiscalYear + by, planFy), last)
    sums.set(year, (sums.get(year) ?? 0) + amount)
  }
  return [...sums].sort(([a], [b]) => a - b).map(([fiscalYear, amount]) => ({ fiscalYear, amount }))
}
