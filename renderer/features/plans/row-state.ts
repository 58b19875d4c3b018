import type { Plan, PlanEntry } from '../../../core/plans/contract.ts'
import { type EntryFields, entryTexts } from '../../../core/plans/rules.ts'
import { checkRow, type EntryRow, fingerprint, isEmptyRow } from './entry-rows.ts'

type Changed = {
  row: EntryRow
  fields: EntryFields
  /** Of a new row: its place among the rows that the core has or will have then. */
  rank: number | undefined
}

/**
 * Complete rows that differ from what the core has. A new row that is not the last one brings its place with it, so that
 * writing it and putting it there are one command and one undo.
 */
export function changedRows(
  rows: readonly EntryRow[],
  years: readonly number[],
  known: ReadonlyMap<string, string>,
): Changed[] {
  const changed: Changed[] = []
  let place = 0
  let lastKept = 0
  for (const row of rows) {
    if (row.id !== null) {
      place += 1
      lastKept = place
    }
    if (isEmptyRow(row, years)) continue
    const { fields } = checkRow(row, years)
    if (!fields) continue
    if (row.id === null) {
      place += 1
      changed.push({ row, fields, rank: place })
    } else if (known.get(row.id) !== fingerprint(fields)) changed.push({ row, fields, rank: undefined })
  }
  return changed.map((one) =>
    one.rank !== undefined && one.rank > lastKept ? { ...one, rank: undefined } : one,
  )
}

export type Saved = {
  /** As sent, with the ids and projects that the core gave. */
  changed: readonly {
    id: string
    projectId: string
    isNew: boolean
    fields: EntryFields
    rank: number | undefined
  }[]
  removed: readonly string[]
  /** Ids in their new order, [] = unchanged. */
  order: readonly string[]
}

/**
 * The plan as the core has it after a save, without asking for all of it again. Entries that did not change stay the very
 * same objects, so that their lines need not be made, checked and drawn again.
 */
export function planAfter(plan: Plan, saved: Saved): Plan {
  const gone = new Set(saved.removed)
  const changed = new Map(saved.changed.map((one) => [one.id, one]))
  const kept = plan.rows
    .filter((entry) => !gone.has(entry.id))
    .map((entry) => {
      const one = changed.get(entry.id)
      return one ? { ...entry, ...storedFields(one.fields) } : entry
    })
  const byId = new Map(kept.map((entry) => [entry.id, entry]))
  const first = saved.order.flatMap((id) => byId.get(id) ?? [])
  const named = new Set(saved.order)
  const rows = first.length === 0 ? kept : [...first, ...kept.filter((entry) => !named.has(entry.id))]
  for (const one of saved.changed) {
    if (!one.isNew || byId.has(one.id)) continue
    const entry: PlanEntry = {
      ...storedFields(one.fields),
      id: one.id,
      projectId: one.projectId,
      rank: 0,
      takenFromId: null,
      takenOn: null,
      originName: plan.areaName,
      villageId: plan.villageId,
      mooNo: null,
      tambonCode: plan.tambonCode,
      takenUpBy: 0,
      returned: null,
      withdrawn: null,
    }
    rows.splice(one.rank === undefined ? rows.length : one.rank - 1, 0, entry)
  }
  const ranked = rows.map((entry, at) => (entry.rank === at + 1 ? entry : { ...entry, rank: at + 1 }))
  return {
    ...plan,
    rows: ranked,
    entries: ranked.length,
    total: ranked.reduce((sum, entry) => entry.budgets.reduce((so, budget) => so + budget.amount, sum), 0),
  }
}

/** As the core keeps them: a year of 0 baht is no budget. */
function storedFields(fields: EntryFields): EntryFields {
  return { ...fields, budgets: fields.budgets.filter((budget) => budget.amount !== 0) }
}

/**
 * The core's rows, each replaced by the one on screen where that holds a change not yet saved, and the new rows of
 * the screen after the neighbour they stood behind. A row taken off the screen stays off till the core has heard of
 * it. The key of a row stays, so the cursor stays in its cell.
 */
export function mergeRows(
  server: readonly EntryRow[],
  local: readonly EntryRow[],
  years: readonly number[],
  known: ReadonlyMap<string, string>,
): EntryRow[] {
  const localById = new Map(local.filter((row) => row.id !== null).map((row) => [row.id, row]))
  const kept = server.filter((row) => localById.has(row.id) || !known.has(row.id ?? ''))
  const merged = kept.map((row) => {
    const mine = localById.get(row.id)
    if (!mine || mine === row) return row
    const { fields } = checkRow(mine, years)
    const dirty = fields === null || known.get(mine.id ?? '') !== fingerprint(fields)
    if (dirty) return { ...mine, takenUpBy: row.takenUpBy }
    // the very same row where nothing changed: it need not be drawn again
    const { fields: theirs } = checkRow(row, years)
    return theirs && fingerprint(fields) === fingerprint(theirs) && sameFacts(mine, row)
      ? mine
      : { ...row, key: mine.key }
  })
  const fresh = local.filter((row) => row.id === null)
  if (fresh.length === 0) return merged
  /** New rows by the key of the row of the core they stand behind; null = before all. */
  const behind = new Map<string | null, EntryRow[]>()
  const present = new Set(merged.map((row) => row.key))
  let after: string | null = null
  for (const row of local) {
    if (row.id === null) behind.set(after, [...(behind.get(after) ?? []), row])
    else if (present.has(row.key)) after = row.key
  }
  return [...(behind.get(null) ?? []), ...merged.flatMap((row) => [row, ...(behind.get(row.key) ?? [])])]
}

/** What the core writes otherwise than it was typed (spaces, marks) counts as a difference. */
function sameFacts(a: EntryRow, b: EntryRow): boolean {
  return (
    entryTexts.every((column) => a[column] === b[column]) &&
    a.originName === b.originName &&
    a.takenFromId === b.takenFromId &&
    a.takenUpBy === b.takenUpBy &&
    a.projectId === b.projectId
  )
}
