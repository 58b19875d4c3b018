import { and, asc, count, eq, gt, sql } from 'drizzle-orm'
import type { ReadableDb } from '../../db/open.ts'
import { keptAside, packageIn } from '../../db/schema.ts'
import type { CommandContext, QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { NewRow, OwnedTable, RowPatch } from '../kernel/write.ts'
import { recordPath } from './format.ts'
import { type RowSink, type RowsRead, readPackageRows } from './read-rows.ts'
import { lineOf, type RecordRow } from './record-lines.ts'
import { hasTable, type RecordType, recordTypesOf } from './records.ts'
import { rowTypes } from './row-types.ts'
import { rowsOf } from './select.ts'
import { makeSpool, makeSpoolRoom, type Spool, type SpoolRoom, type Staging } from './staging.ts'
import type { VerifiedPackage } from './verify.ts'

/** What taking in would do to the mirror of one record type. */
export type TableChange = {
  type: RecordType & { table: OwnedTable }
  /** New and changed rows, in the order of the package. */
  rows: Spool<ChangedRow>
  added: number
  changed: number
  removed: number
  same: number
  /** Ids of mirrored rows that are no longer handed in. */
  removedIds: string[]
  /** Ids of changed rows of tables that are renewed. */
  renewedIds: string[]
}

export type ChangedRow = { added: boolean; row: RecordRow; line: number }

export type Comparison = RowsRead & {
  tables: TableChange[]
  /** What a newer version knows and this one does not. */
  aside: Spool<NewRow<typeof keptAside>>
}

/** Rows that are looked up in the mirror at once. */
const batch = 500

/**
 * Reads every row of a verified package and compares it with the mirror of its sender. Writes nothing but staging
 * files: the program's records stay as they are until applyMirror.
 *
 * @throws Fault package.* of readPackageRows; foreignRecord for an id that is another office's record here; cancelled
 */
export async function* compareWithMirror(
  cx: TaskContext,
  pack: VerifiedPackage,
  staging: Staging,
): TaskGenerator<Comparison> {
  const room = makeSpoolRoom()
  const aside = makeSpool<NewRow<typeof keptAside>>(staging.path('aside.jsonl'), room)
  const tables: TableChange[] = []
  let open: MirrorTable | undefined
  const { fromOfficeId } = pack.info
  const hasMirror = cx.db
    .select({ id: packageIn.id })
    .from(packageIn)
    .where(and(eq(packageIn.fromOfficeId, fromOfficeId), eq(packageIn.kind, 'submission')))
    .limit(1)
    .get()
  const sink: RowSink = {
    begin(type) {
      open = hasTable(type) ? startTable(cx, type, fromOfficeId, staging, room) : undefined
    },
    row: (_type, row, line, size) => open?.take(row, line, size),
    end(type, ids) {
      if (!open) return
      tables.push(open.end())
      open = undefined
      const types = recordTypesOf('submission').filter((other) => other.table === type.table)
      if (hasMirror && types.at(-1)?.name === type.name) findRemoved(cx, tables, fromOfficeId, ids)
    },
    aside: (tableName, rowId, data) => aside.add({ tableName, rowId, data }, JSON.stringify(data).length),
  }
  const read = yield* readPackageRows(cx, pack, staging, { sink })
  return { ...read, tables, aside }
}

type MirrorTable = { take(row: RecordRow, line: number, size: number): void; end(): TableChange }

/** The rows of one record type against the mirror, a batch at a time: neither of the two is ever held whole. */
function startTable(
  cx: Pick<QueryContext, 'db'>,
  type: TableChange['type'],
  officeId: string,
  staging: Staging,
  room: SpoolRoom,
): MirrorTable {
  const change: TableChange = {
    type,
    rows: makeSpool(staging.path(`change-${type.name}.jsonl`), room),
    added: 0,
    changed: 0,
    removed: 0,
    same: 0,
    removedIds: [],
    renewedIds: [],
  }
  let waiting: { row: RecordRow; line: number; size: number }[] = []

  function flush(): void {
    if (waiting.length === 0) return
    const ids = JSON.stringify(waiting.map(({ row }) => row.id))
    const held = new Map((lookUp(cx.db, type.table).all({ ids }) as Held[]).map((row) => [row.id, row]))
    for (const { row, line, size } of waiting) {
      const before = held.get(row.id)
      if (before === undefined) {
        change.added += 1
        change.rows.add({ added: true, row, line }, size)
      } else if (before.officeId !== officeId) {
        throw new Fault('package.foreignRecord', { file: recordPath(type.name), line })
      } else if (lineOf(type, before) === lineOf(type, row)) {
        change.same += 1
      } else {
        change.changed += 1
        if (type.renew) change.renewedIds.push(row.id)
        change.rows.add({ added: false, row, line }, size)
      }
    }
    waiting = []
  }
  return {
    take(row, line, size) {
      waiting.push({ row, line, size })
      if (waiting.length >= batch) flush()
    },
    end() {
      flush()
      return change
    },
  }
}
type Held = { id: string; officeId: string }

/** Prepared once an open file, not once a package: a province takes in dozens of packages of dozens of tables. */
function lookUp(db: ReadableDb, table: OwnedTable): LookUp {
  const known = lookUps.get(db) ?? new Map<OwnedTable, LookUp>()
  lookUps.set(db, known)
  const made =
    known.get(table) ??
    db
      .select()
      .from(table)
      .where(sql`${table.id} IN (SELECT value FROM json_each(${sql.placeholder('ids')}))`)
      .prepare()
  known.set(table, made)
  return made
}
type LookUp = { all(values: { ids: string }): unknown[] }
const lookUps = new WeakMap<ReadableDb, Map<OwnedTable, LookUp>>()

/** Rows of the mirror of one table that the package has no more; a table may have its rows in several record types. */
function findRemoved(
  cx: Pick<QueryContext, 'db'>,
  changes: readonly TableChange[],
  officeId: string,
  ids: ReadonlySet<string>,
): void {
  const { table } = changes.at(-1)?.type ?? {}
  if (!table) return
  const mine = changes.filter(({ type }) => type.table === table)
  const held =
    cx.db.select({ rows: count() }).from(table).where(eq(table.officeId, officeId)).get()?.rows ?? 0
  if (held === mine.reduce((rows, change) => rows + change.same + change.changed, 0)) return
  const [only] = mine
  if (mine.length === 1 && only?.type.holds === null) {
    for (const id of idsOf(cx, table, officeId)) if (!ids.has(id)) only.removedIds.push(id)
  } else {
    const typeOf = rowTypes(cx, table)
    for (const row of rowsOf(cx.db, table, officeId)) {
      if (ids.has(row.id)) continue
      const type = typeOf(row)
      const change = mine.find((one) => one.type === type) ?? only
      change?.removedIds.push(row.id)
    }
  }
  for (const change of mine) change.removed = change.removedIds.length
}

function* idsOf(cx: Pick<QueryContext, 'db'>, table: OwnedTable, officeId: string): Generator<string> {
  const size = 5000
  for (let last = ''; ; ) {
    const page = cx.db
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.officeId, officeId), gt(table.id, last)))
      .orderBy(asc(table.id))
      .limit(size)
      .all() as { id: string }[]
    for (const { id } of page) yield id
    if (page.length < size) return
    last = page.at(-1)?.id ?? ''
  }
}

/**
 * Makes the mirror what the package says, inside the one transaction; `cmd.write` writes the sender's rows.
 *
 * @throws Fault package.badRecord for two rows that are one thing (a village twice in a tambon), which no office's own
 *   file can hold
 */
export function applyMirror(cmd: CommandContext, comparison: Comparison, fromOfficeId: string): void {
  for (const { type, removedIds, renewedIds } of comparison.tables.toReversed()) {
    for (const id of removedIds) cmd.write.remove(type.table, id)
    for (const id of renewedIds) cmd.write.remove(type.table, id)
  }
  for (const { type, rows } of comparison.tables) {
    for (const { added, row, line } of rows.read()) {
      try {
        if (added || type.renew) cmd.write.insert(type.table, row as NewRow<OwnedTable>)
        else {
          const { id, ...fields } = row
          cmd.write.update(type.table, id, fields as RowPatch<OwnedTable>)
        }
      } catch (error) {
        throw asBadRecord(error, type.name, line)
      }
    }
  }
  for (const { id } of [...rowsOf(cmd.db, keptAside, fromOfficeId)]) cmd.write.remove(keptAside, id)
  for (const row of comparison.aside.read()) cmd.write.insert(keptAside, row)
}

/** What SQLite's own rules refuse of a row, said of the line that has it. */
function asBadRecord(error: unknown, recordType: string, line: number): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!code.startsWith('SQLITE_CONSTRAINT')) return error
  const reason = code.endsWith('_UNIQUE') ? 'twice' : 'constraint'
  return new Fault('package.badRecord', { file: recordPath(recordType), line, reason }, { cause: error })
}
