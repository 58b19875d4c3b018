import { getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as schema from '../../db/schema.ts'
import type { Store } from './context.ts'
import { Fault } from './fault.ts'
import { type Change, type OwnedTable, revertChange } from './write.ts'

const tables = new Map<string, OwnedTable>()
for (const table of Object.values(schema) as unknown[]) {
  if (is(table, SQLiteTable) && 'officeId' in table && 'id' in table)
    tables.set(getTableName(table), table as OwnedTable)
}

/** A row of the table `change`. */
export type ChangeRow = {
  tableName: string
  rowId: string
  operation: Change['operation']
  before: string | null
  after: string | null
}

/**
 * The changes of a finished command reverted inside the open transaction of another, newest first. The caller records
 * what comes back as its own changes, so that taking back can itself be undone.
 *
 * @throws Fault undo.nothing when no such command was about the record; undo.changedSince
 */
export function revertCommand(
  store: Pick<Store, 'raw' | 'shapes'>,
  command: string,
  subject: { table: string; id: string },
): Change[] {
  const n = store.raw
    .prepare(
      'SELECT max(n) FROM audit WHERE command = ? AND subjectTable = ? AND subjectId = ? AND undoable = 1 AND undoneBy IS NULL',
    )
    .pluck()
    .get(command, subject.table, subject.id) as number | null
  if (n === null) throw new Fault('undo.nothing', {})
  const later = store.raw.prepare(changedLater).pluck().get({ n }) as string | undefined
  if (later !== undefined) throw new Fault('undo.changedSince', { what: later })
  const rows = store.raw
    .prepare('SELECT tableName, rowId, operation, before, after FROM change WHERE auditN = ? ORDER BY n DESC')
    .all(n) as ChangeRow[]
  return rows.map((row) => revertRow(store, row))
}

/**
 * A row that the command made and a later one changed: removing it would take that later work with it. Commands that
 * were undone do not count; a redo does.
 */
const changedLater = `SELECT made.tableName FROM change made
  JOIN change c ON c.tableName = made.tableName AND c.rowId = made.rowId AND c.auditN > made.auditN
  JOIN audit a ON a.n = c.auditN
  WHERE made.auditN = @n AND made.operation = 'insert' AND a.undoneBy IS NULL AND (a.undoOf IS NULL OR a.undoable = 1)
  LIMIT 1`

/** Takes one noted change back. @throws Fault undo.changedSince */
export function revertRow(store: Pick<Store, 'raw' | 'shapes'>, row: ChangeRow): Change {
  return revertChange(store.raw, store.shapes, tableOf(row.tableName), parse(row))
}

function tableOf(name: string): OwnedTable {
  const table = tables.get(name)
  if (!table) throw new Error(`unknown table in the undo record: ${name}`)
  return table
}

function parse(row: ChangeRow): Change {
  return {
    tableName: row.tableName,
    rowId: row.rowId,
    operation: row.operation,
    before: row.before === null ? null : (JSON.parse(row.before) as Record<string, unknown>),
    after: row.after === null ? null : (JSON.parse(row.after) as Record<string, unknown>),
  }
}
