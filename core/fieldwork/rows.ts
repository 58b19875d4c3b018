import { and, asc, eq, gt } from 'drizzle-orm'
import type { ReadableDb } from '../../db/open.ts'
import { packageRow } from '../../db/schema.ts'
import type { TableType } from '../exchange/records.ts'
import type { CommandContext } from '../kernel/context.ts'
import type { MergeRow, RowSet } from './merge.ts'
import { unitsOf } from './units.ts'

export type Rows = Map<string, Map<string, MergeRow>>

/** A row that a package has, with what it is accepted or returned with. */
export type KeptRow = { recordType: string; rowId: string; unit: string; row: MergeRow; keptId: string }

const pageSize = 1000

/** Rows of a package as they were kept beside the office's own records (db/schema.ts packageRow). */
export function keptRows(db: ReadableDb, packageId: string): KeptRow[] {
  const found: KeptRow[] = []
  for (let last = ''; ; ) {
    const page = db
      .select()
      .from(packageRow)
      .where(and(eq(packageRow.packageId, packageId), gt(packageRow.id, last)))
      .orderBy(asc(packageRow.id))
      .limit(pageSize)
      .all()
    for (const { id, recordType, rowId, unit, data } of page)
      found.push({ recordType, rowId, unit, row: data as MergeRow, keptId: id })
    if (page.length < pageSize) return found
    last = page.at(-1)?.id ?? ''
  }
}

export function put(rows: Rows, recordType: string, row: MergeRow): void {
  const known = rows.get(recordType)
  if (known) known.set(row.id, row)
  else rows.set(recordType, new Map([[row.id, row]]))
}

/** Keeps rows of a package beside the office's own records; each with its unit. */
export function keepRows(
  cmd: CommandContext,
  packageId: string,
  types: readonly TableType[],
  rows: RowSet,
  wanted: (recordType: string, row: MergeRow) => boolean = () => true,
): void {
  const units = unitsOf(rows)
  for (const { name } of types) {
    for (const row of rows.get(name)?.values() ?? []) {
      if (!wanted(name, row)) continue
      const unit = units.of(name, row)
      cmd.own.insert(packageRow, { packageId, recordType: name, rowId: row.id, unit, data: row })
    }
  }
}
