import { lateDaysOf } from '../exchange/rules.ts'
import type { BoardDuty, Side } from './contract.ts'

// ── in time or late ─────────────────────────────────────────────────────────────────────────────────────────────

/** What a package had of every duty when it came; null = nobody counted then (a program of before). */
type PackageFacts = Record<string, { done: number; expected: number }> | null
/** A package of one district, with the day that counts for it. */
export type Arrival = { on: string; facts: PackageFacts }

/** All of it is there; of nothing nothing is fulfilled. */
function isFulfilled(fact: { done: number; expected: number } | undefined): boolean {
  return fact !== undefined && fact.expected > 0 && fact.done >= fact.expected
}

/**
 * Whether a duty is in time: by the first package in which it was fulfilled, if it still is. A package that nobody
 * counted is believed to have had what is there now: nobody is called late without evidence.
 *
 * @param now what lies here of it now
 * @param arrivals packages of the district for the plan FY, first one first
 * @param asOf today, ISO
 */
export function judgeDuty(
  now: { done: number; expected: number },
  key: string,
  dueOn: string,
  arrivals: readonly Arrival[],
  asOf: string,
): Omit<BoardDuty, 'key'> {
  if (!isFulfilled(now) || arrivals.length === 0) {
    const isOver = asOf > dueOn
    return {
      ...now,
      state: isOver ? 'missing' : 'notDue',
      dueOn,
      since: null,
      lateDays: lateDaysOf(dueOn, asOf),
    }
  }
  const first = arrivals.find(({ facts }) => facts?.[key] === undefined || isFulfilled(facts[key]))
  const since = (first ?? arrivals.at(-1))?.on ?? asOf
  const lateDays = lateDaysOf(dueOn, since)
  return { ...now, state: lateDays > 0 ? 'late' : 'onTime', dueOn, since, lateDays }
}

/**
 * Days that count for packages in the order in which they were taken in, ISO. A clock that was set back turns nothing
 * "in time": a package came no earlier than one before it, and not before it was made (PEERS.md §3.5 #8).
 */
export function countedDays(
  packages: readonly { receivedOn: string; createdOn: string }[],
): { on: string; doubt: boolean }[] {
  let last = ''
  return packages.map(({ receivedOn, createdOn }) => {
    const stamped = receivedOn.slice(0, 10)
    if (stamped > last) last = stamped
    // What another computer's clock says holds for its own package only.
    const made = createdOn.slice(0, 10)
    const on = made > last ? made : last
    return { on, doubt: on !== stamped }
  })
}

// ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** One project as it is counted: of the one plan of its district that counts. */
export type ProjectFigure = {
  district: string
  /** '' = of the whole district. */
  tambon: string
  issue: string
  class: 'SELF' | 'JOINT' | 'BEYOND'
  source: string
  agency: string
  /** Money by fiscal year, in satang; years ascending, none of nothing. */
  budgets: readonly (readonly [year: number, amount: number])[]
}
/** Satang; money by year as well. */
type Sum = { projects: number; total: number; districts: Set<string>; byYear: Map<number, number> }
type Narrowed = readonly { side: Side; key: string }[]

/** Figures that pass what they are narrowed to; of years only their money remains. */
function* narrowed(figures: readonly ProjectFigure[], only: Narrowed): Generator<ProjectFigure> {
  const asked = new Map<Side, Set<string>>()
  for (const { side, key } of only) asked.set(side, (asked.get(side) ?? new Set()).add(key))
  const years = asked.get('year')
  asked.delete('year')
  const tests = [...asked] as [Exclude<Side, 'year'>, Set<string>][]
  for (const figure of figures) {
    if (!tests.every(([side, keys]) => keys.has(figure[side]))) continue
    if (!years) {
      yield figure
      continue
    }
    const budgets = figure.budgets.filter(([year]) => years.has(String(year)))
    if (budgets.length > 0 || (figure.budgets.length === 0 && years.has(''))) yield { ...figure, budgets }
  }
}

/**
 * Figures summed by one side. A project stands in exactly one row, so that the rows add up to the whole; by year its
 * money stands in the year that it is for, and itself in the first of them ('' without any money).
 *
 * @returns sums by key, and of all
 */
export function sumBySide(
  figures: readonly ProjectFigure[],
  side: Side,
  only: Narrowed = [],
): { rows: Map<string, Sum>; all: Sum } {
  const rows = new Map<string, Sum>()
  const sum = (): Sum => ({ projects: 0, total: 0, districts: new Set(), byYear: new Map() })
  const all = sum()
  const rowOf = (key: string, district: string) => {
    let row = rows.get(key)
    if (!row) {
      row = sum()
      rows.set(key, row)
    }
    row.districts.add(district)
    return row
  }
  for (const figure of narrowed(figures, only)) {
    all.projects += 1
    all.districts.add(figure.district)
    let whole = 0
    const key = side === 'year' ? String(figure.budgets[0]?.[0] ?? '') : figure[side]
    const row = rowOf(key, figure.district)
    for (const [year, amount] of figure.budgets) {
      whole += amount
      const of = side === 'year' ? rowOf(String(year), figure.district) : row
      of.total += amount
      of.byYear.set(year, (of.byYear.get(year) ?? 0) + amount)
      all.byYear.set(year, (all.byYear.get(year) ?? 0) + amount)
    }
    all.total += whole
    row.projects += 1
  }
  return { rows, all }
}
