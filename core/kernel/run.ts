import { faultOfSqlite, type ReadableDb } from '../../db/open.ts'
import type { Actor, CommandContext, QueryContext, Store } from './context.ts'
import { Fault } from './fault.ts'
import { makeId } from './ids.ts'
import type { Random } from './ports.ts'
import { revertCommand } from './revert.ts'
import { type Change, createWriter } from './write.ts'

export type RunOptions = {
  store: Store
  /** Makes the query part of the context for a given connection. */
  base(db: ReadableDb): QueryContext
  /** Own office id; a new one during set-up. */
  officeId: string
  actor: Actor
  random: Random
  name: string
  undoable: boolean
  /** Roll back at the end whatever happens: the dry run is the real thing (ARCHITECTURE.md rule 4). */
  dryRun: boolean
  /** Set only while a verified package is taken in. */
  asOffice?: string
}

/**
 * Runs one command: one transaction, one audit row, one undo record. The handler is synchronous, so nothing can come
 * between its statements; what fails leaves nothing behind.
 *
 * @throws the handler's Fault; disk.full, disk.readOnly, db.busy … for errors of SQLite
 */
export function runCommand<R>(options: RunOptions, handler: (cx: CommandContext) => R): R {
  const { store, random } = options
  const { raw } = store
  try {
    raw.exec('BEGIN IMMEDIATE')
    raw.pragma('defer_foreign_keys = ON')
    const firstId = readSequence(store)
    let sequence = firstId
    const nextId = () => makeId(++sequence, random)
    const ours = {
      raw,
      shapes: store.shapes,
      officeId: options.officeId,
      makeId: nextId,
      changes: [] as Change[],
    }
    const own = createWriter(ours)
    const write = options.asOffice === undefined ? own : createWriter({ ...ours, asOffice: options.asOffice })
    let subject: { table: string; id: string } | undefined
    const base = options.base(store.writing)
    const result = handler({
      ...base,
      write,
      own,
      actor: options.actor,
      random,
      about(table, id) {
        subject = { table, id }
      },
      takeBack(name, table, id) {
        ours.changes.push(...revertCommand(store, name, { table, id }))
      },
      attempt(step) {
        const mark = ours.changes.length
        raw.exec('SAVEPOINT attempt')
        try {
          return step()
        } catch (error) {
          raw.exec('ROLLBACK TO attempt')
          ours.changes.length = mark
          throw error
        } finally {
          raw.exec('RELEASE attempt')
        }
      },
    })
    if (result instanceof Promise) throw new Error(`${options.name}: a command must be synchronous`)
    // What is rolled back needs no record of itself.
    if (write.changes.length > 0 && !options.dryRun) {
      const first = write.changes[0]
      recordAudit(store, {
        at: base.now(),
        actor: options.actor,
        command: options.name,
        subject: subject ?? (first ? { table: first.tableName, id: first.rowId } : undefined),
        undoable: options.undoable,
        changes: write.changes,
      })
    }
    if (sequence !== firstId) writeSequence(store, sequence)
    raw.exec(options.dryRun ? 'ROLLBACK' : 'COMMIT')
    return result
  } catch (error) {
    if (raw.inTransaction) raw.exec('ROLLBACK')
    throw faultOfSqlite(error, store.path)
  }
}

type AuditEntry = {
  at: string
  actor: Actor
  command: string
  subject: { table: string; id: string } | undefined
  undoable: boolean
  undoOf?: number
  changes: readonly Change[]
}

/** Writes the audit row and its changes inside the open transaction. @returns number of the audit row */
export function recordAudit(store: Store, entry: AuditEntry): number {
  const { lastInsertRowid } = statement(
    store,
    `INSERT INTO audit (at, staffId, staffName, command, subjectTable, subjectId, undoable, undoOf)
     VALUES (@at, @staffId, @staffName, @command, @subjectTable, @subjectId, @undoable, @undoOf)`,
  ).run({
    at: entry.at,
    staffId: entry.actor.staffId,
    staffName: entry.actor.name,
    command: entry.command,
    subjectTable: entry.subject?.table ?? null,
    subjectId: entry.subject?.id ?? null,
    undoable: entry.undoable ? 1 : 0,
    undoOf: entry.undoOf ?? null,
  })
  const auditN = Number(lastInsertRowid)
  const insert = statement(
    store,
    `INSERT INTO change (auditN, tableName, rowId, operation, before, after)
     VALUES (@auditN, @tableName, @rowId, @operation, @before, @after)`,
  )
  for (const change of entry.changes) {
    insert.run({
      auditN,
      tableName: change.tableName,
      rowId: change.rowId,
      operation: change.operation,
      before: change.before === null ? null : JSON.stringify(change.before),
      after: change.after === null ? null : JSON.stringify(change.after),
    })
  }
  return auditN
}

const statements = new WeakMap<Store, Map<string, ReturnType<Store['raw']['prepare']>>>()

/** A prepared statement of the kernel's own tables, prepared once an open database. */
export function statement(store: Store, sql: string): ReturnType<Store['raw']['prepare']> {
  let known = statements.get(store)
  if (!known) {
    known = new Map()
    statements.set(store, known)
  }
  let prepared = known.get(sql)
  if (!prepared) {
    prepared = store.raw.prepare(sql)
    known.set(sql, prepared)
  }
  return prepared
}

/** The per-file sequence behind ids: order of making, never of clocks (PEERS.md §3.5 #8). */
function readSequence(store: Store): number {
  const value = statement(store, "SELECT value FROM meta WHERE key = 'sequence'").pluck().get() as
    | string
    | undefined
  return value === undefined ? 0 : Number(value)
}

function writeSequence(store: Store, sequence: number): void {
  statement(
    store,
    "INSERT INTO meta (key, value) VALUES ('sequence', @value) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  ).run({ value: String(sequence) })
}

/** For callers that must not run before set-up. */
export function mustBeSetUp<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Fault('office.notSetUp', {})
  return value
}
