import { faultOfSqlite } from '../../db/open.ts'
import type { Actor, Store } from './context.ts'
import { Fault } from './fault.ts'
import { type ChangeRow, revertRow } from './revert.ts'
import { recordAudit, statement } from './run.ts'

type AuditRow = { n: number; command: string; subjectTable: string | null; subjectId: string | null }

/** Rows of audit: a command or a redo has undoable = 1, an undo has undoable = 0 and undoOf; a redo has both. */
const lastDone =
  'SELECT n, command, subjectTable, subjectId FROM audit WHERE undoable = 1 AND undoneBy IS NULL ORDER BY n DESC LIMIT 1'
/** An undo can be redone until something new was done. */
const lastUndone = `SELECT u.n, u.command, u.subjectTable, u.subjectId FROM audit u
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
    const changes = rows.map((row) => revertRow(store, row))
    const { subjectTable: table, subjectId: id } = target
    const n = recordAudit(store, {
      at,
      actor,
      command: target.command,
      // A redo is about what the command was about: it can be taken back by that record (revert.ts).
      subject: table === null || id === null ? undefined : { table, id },
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
