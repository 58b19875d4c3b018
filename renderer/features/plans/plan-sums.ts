import { projectClasses } from '../../../core/plans/rules.ts'
import { type EntryRow, isEmptyRow, rowTotal, yearAmount } from './entry-rows.ts'

/** So many projects and so much money (satang) under one name. */
export type PlanSum = { key: string; count: number; total: number }
export type PlanSums = {
  count: number
  total: number
  /** Projects that ask for money in the year. */
  years: PlanSum[]
  /** SELF, JOINT, BEYOND, '' = not chosen yet; only those in use. */
  classes: PlanSum[]
  /** By name of the source, '' = none written; most money first. */
  sources: PlanSum[]
}

/** What stands in the table now, saved or not, added up per year, class and source; empty lines do not count. */
export function planSums(rows: readonly EntryRow[], years: readonly number[]): PlanSums {
  const byYear = new Map<string, PlanSum>(years.map((year) => [String(year), sumOf(String(year))]))
  const byClass = new Map<string, PlanSum>([...projectClasses, ''].map((one) => [one, sumOf(one)]))
  const bySource = new Map<string, PlanSum>()
  const all = sumOf('')
  for (const row of rows) {
    if (isEmptyRow(row, years)) continue
    const total = rowTotal(row, years)
    add(all, total)
    add(byClass.get(row.projectClass ?? ''), total)
    const source = row.budgetSource.trim()
    const known = bySource.get(source) ?? sumOf(source)
    bySource.set(source, known)
    add(known, total)
    for (const year of years) {
      const amount = yearAmount(row, year)
      if (amount > 0) add(byYear.get(String(year)), amount)
    }
  }
  return {
    count: all.count,
    total: all.total,
    years: [...byYear.values()],
    classes: [...byClass.values()].filter((one) => one.count > 0),
    sources: [...bySource.values()].sort((a, b) => b.total - a.total || b.count - a.count),
  }
}

function sumOf(key: string): PlanSum {
  return { key, count: 0, total: 0 }
}

function add(sum: PlanSum | undefined, amount: number): void {
  if (!sum) return
  sum.count += 1
  sum.total += amount
}
