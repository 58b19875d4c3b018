/** What changed between two editions of a plan, row by row and field by field. Pure. */
import { entryTexts } from './rules.ts'

/** The fields compared; budgets are compared by year. */
const [nameField, issueField, ...otherTexts] = entryTexts
export const comparedFields = [nameField, issueField, 'projectClass', ...otherTexts] as const
export type ComparedField = (typeof comparedFields)[number]

type Budget = { fiscalYear: number; amount: number }
/** A row of either edition; a project stands in a plan once. */
export type ComparedRow = Record<ComparedField, string> & {
  projectId: string
  rank: number
  budgets: readonly Budget[]
}

/** moved: only its place among the rows that stayed is another. */
export const differenceKinds = ['added', 'removed', 'changed', 'moved', 'same'] as const
export type DifferenceKind = (typeof differenceKinds)[number]

export type RowDifference<R extends ComparedRow = ComparedRow> = {
  kind: DifferenceKind
  projectId: string
  before: R | null
  after: R | null
  fields: { field: ComparedField; before: string; after: string }[]
  /** Satang by fiscal year, only the years that differ. */
  budgets: { fiscalYear: number; before: number; after: number }[]
  /** Stands elsewhere among the rows that stayed; not because rows before it came or went. */
  moved: boolean
}

export type Difference<R extends ComparedRow = ComparedRow> = {
  /** Rows in their new order; removed ones where they stood. */
  rows: RowDifference<R>[]
  counts: Record<DifferenceKind, number>
  /** Satang per fiscal year, over all rows. */
  totals: { fiscalYear: number; before: number; after: number }[]
}

/**
 * Compares two editions.
 *
 * @param onlyAdds the newer edition only adds (ฉบับเพิ่มเติม): rows that are missing in it were not taken out
 */
export function differenceOf<R extends ComparedRow>(
  before: readonly R[],
  after: readonly R[],
  onlyAdds = false,
): Difference<R> {
  const old = byRank(before)
  const now = byRank(after)
  const oldById = new Map(old.map((row) => [row.projectId, row]))
  const nowIds = new Set(now.map((row) => row.projectId))
  const placeBefore = new Map(old.map((row, at) => [row.projectId, at]))
  const kept = now.filter((row) => oldById.has(row.projectId))
  const inOrder = longestRising(kept.map((row) => placeBefore.get(row.projectId) ?? 0))
  const stayed = new Set(inOrder.map((at) => kept[at]?.projectId))

  const rows: RowDifference<R>[] = now.map((row) => {
    const from = oldById.get(row.projectId)
    if (!from)
      return {
        kind: 'added',
        projectId: row.projectId,
        before: null,
        after: row,
        fields: [],
        budgets: [],
        moved: false,
      }
    const fields = comparedFields
      .filter((field) => from[field] !== row[field])
      .map((field) => ({ field, before: from[field], after: row[field] }))
    const budgets = budgetDifference(from.budgets, row.budgets)
    const moved = !stayed.has(row.projectId)
    const kind = fields.length + budgets.length > 0 ? 'changed' : moved ? 'moved' : 'same'
    return { kind, projectId: row.projectId, before: from, after: row, fields, budgets, moved }
  })
  if (!onlyAdds) {
    for (const [at, row] of old.entries()) {
      if (nowIds.has(row.projectId)) continue
      rows.splice(placeOfRemoved(rows, placeBefore, at), 0, {
        kind: 'removed',
        projectId: row.projectId,
        before: row,
        after: null,
        fields: [],
        budgets: [],
        moved: false,
      })
    }
  }
  const counts: Record<DifferenceKind, number> = { added: 0, removed: 0, changed: 0, moved: 0, same: 0 }
  for (const row of rows) counts[row.kind] += 1
  const gone = rows.flatMap((row) => row.after?.budgets ?? [])
  const was = rows.flatMap((row) => row.before?.budgets ?? [])
  return { rows, counts, totals: sumsByYear(was, gone) }
}

function byRank<R extends ComparedRow>(rows: readonly R[]): R[] {
  return [...rows].sort((a, b) => a.rank - b.rank)
}

/** Behind the nearest row before it that still stands. */
function placeOfRemoved(
  rows: readonly RowDifference[],
  placeBefore: ReadonlyMap<string, number>,
  at: number,
): number {
  let best = 0
  let nearest = -1
  for (const [index, row] of rows.entries()) {
    const place = placeBefore.get(row.projectId)
    if (place !== undefined && place < at && place > nearest) {
      nearest = place
      best = index + 1
    }
  }
  return best
}

function budgetDifference(before: readonly Budget[], after: readonly Budget[]) {
  return sumsByYear(before, after).filter((year) => year.before !== year.after)
}

function sumsByYear(before: readonly Budget[], after: readonly Budget[]) {
  const years = new Map<number, { before: number; after: number }>()
  const yearOf = (fiscalYear: number) => {
    const known = years.get(fiscalYear) ?? { before: 0, after: 0 }
    years.set(fiscalYear, known)
    return known
  }
  for (const budget of before) yearOf(budget.fiscalYear).before += budget.amount
  for (const budget of after) yearOf(budget.fiscalYear).after += budget.amount
  return [...years].sort(([a], [b]) => a - b).map(([fiscalYear, sums]) => ({ fiscalYear, ...sums }))
}

/** Indices of a longest rising run (not necessarily side by side): the rows that did not move. */
function longestRising(values: readonly number[]): number[] {
  const tails: number[] = []
  const before: number[] = []
  for (const [at, value] of values.entries()) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1
      else high = middle
    }
    before[at] = low === 0 ? -1 : (tails[low - 1] ?? -1)
    tails[low] = at
  }
  const run: number[] = []
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) run.push(at)
  return run.reverse()
}
