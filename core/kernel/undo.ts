import { getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { faultOfSqlite } from '../../db/open.ts'
import * as schema from '../../db/schema.ts'
import type { Actor, Store } from './context.ts'
import { Fault } from './fault.ts'
import { recordAudit, statement } from './run.ts'
import { type Change, type OwnedTable, revertChange } from './write.ts'

const tables = new Map<string, OwnedTable>()
for (const table of Object.values(schema) as unknown[]) {
  if (is(table, SQLiteTable) && 'officeId' in table && 'id' in table)
    tables.set(getTableName(table), table as OwnedTable)
}

type AuditRow = { n: number; command: string }
type ChangeRow = {
  tableName: string
  rowId: string
  operation: Change['operation']
  before: string | null
  after: string | null
}

/** Rows of audit: a command or a redo has undoable = 1, an undo has undoable = 0 and undoOf; a redo has both. */
const lastDone =
  'SELECT n, command FROM audit WHERE undoable = 1 AND undoneBy IS NULL ORDER BY n DESC LIMIT 1'
/** An undo can be redone until something new was done. */
const lastUndone = `SELECT u.n, u.command FROM audit u
  WHERE u.undoable = 0 AND u.undoOf IS NOT NULL AND u.undoneBy IS NULL
    AND NOT EXISTS (SELECT 1 FROM audit x WHERE x.n > u.n AND x.undoOf IS NULL AND x.undoable = 1)
  ORDER BY u.n DESC LIMIT 1`

/** What undo and redo would do now: the command's name, or null. */
export function undoState(store: Pick<Store, 'raw'>): { undo: string | null; redo: string | null } {
  const undo = store.raw.prepare(lastDone).get() as AuditRow | undefined
  const redo = store.raw.prepare(lastUndone).get() as AuditRow | undefined
  return { undo: undo?.command ?? null, redo: redo?.command ?? null }
}

/**
 * Takes the last command back as a whole.
 *
 * @throws Fault undo.nothing; undo.changedSince when one of its records was changed afterwards (nothing is undone then)
 */
export function undoLast(store: Store, actor: Actor, at: string): { command: string } {
  return takeBack(store, actor, at, lastDone, false)
}

/** Does again what was undone last. @throws Fault undo.nothing, undo.changedSince */
export function redoLast(store: Store, actor: Actor, at: string): { command: string } {
  return takeBack(store, actor, at, lastUndone, true)
}

function takeBack(
  store: Store,
  actor: Actor,
  at: string,
  which: string,
  isRedo: boolean,
): { command: string } {
  const { raw } = store
  // Called as a command, the wrapper's transaction is open already and the wrapper ends it.
  const own = !raw.inTransaction
  try {
    if (own) raw.exec('BEGIN IMMEDIATE')
    raw.pragma('defer_foreign_keys = ON')
    const target = statement(store, which).get({}) as AuditRow | undefined
    if (target === undefined) throw new Fault('undo.nothing', {})
    const rows = statement(
      store,
      'SELECT tableName, rowId, operation, before, after FROM change WHERE auditN = ? ORDER BY n DESC',
    ).all(target.n) as ChangeRow[]
    const changes = rows.map((row) => revertChange(raw, store.shapes, tableOf(row.tableName), parse(row)))
    const n = recordAudit(store, {
      at,
      actor,
      command: target.command,
      subject: undefined,
      undoable: isRedo,
      undoOf: target.n,
      changes,
    })
    statement(store, 'UPDATE audit SET undoneBy = @n WHERE n = @target').run({ n, target: target.n })
    if (own) raw.exec('COMMIT')
    return { command: target.command }
  } catch (error) {
    if (own && raw.inTransaction) raw.exec('ROLLBACK')
    throw faultOfSqlite(error, store.path)
  }
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
