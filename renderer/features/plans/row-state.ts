import type { EntryFields } from '../../../core/plans/rules.ts'
import { checkRow, type EntryRow, fingerprint, isEmptyRow } from './entry-rows.ts'

/** Complete rows that differ from what the core has. */
export function changedRows(
  rows: readonly EntryRow[],
  years: readonly number[],
  known: ReadonlyMap<string, string>,
) {
  const changed: { row: EntryRow; fields: EntryFields }[] = []
  for (const row of rows) {
    if (isEmptyRow(row, years)) continue
    const { fields } = checkRow(row, years)
    if (fields && (row.id === null || known.get(row.id) !== fingerprint(fields)))
      changed.push({ row, fields })
  }
  return changed
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
    if (!mine) return row
    const { fields } = checkRow(mine, years)
    const dirty = fields === null || known.get(mine.id ?? '') !== fingerprint(fields)
    return dirty ? { ...mine, takenUpBy: row.takenUpBy } : { ...row, key: mine.key }
  })
  let after: string | null = null
  for (const row of local) {
    if (row.id === null) {
      const at = after === null ? -1 : merged.findIndex((one) => one.key === after)
      merged.splice(after !== null && at === -1 ? merged.length : at + 1, 0, row)
    }
    if (merged.some((one) => one.key === row.key)) after = row.key
  }
  return merged
}
