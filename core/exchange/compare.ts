import { setImmediate as breathe } from 'node:timers/promises'
import { inArray } from 'drizzle-orm'
import { attachment } from '../../db/schema.ts'
import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { OwnedTable } from '../kernel/write.ts'
import { attachmentPath, kindOfPath, recordName, recordPath } from './format.ts'
import { lineOf, type RecordRow, type RecordType, readRow, recordTypeOf, recordTypes } from './records.ts'
import { formatVersion } from './rules.ts'
import { rowsOf } from './select.ts'
import { sha256 } from './sign.ts'
import { readLines, type Staging, writeLines } from './staging.ts'
import type { VerifiedPackage } from './verify.ts'

/** What taking in would do to the mirror of one table. `file`: new and changed rows as lines, for apply.ts. */
export type TableChange = {
  type: RecordType
  file: string
  added: number
  changed: number
  removed: number
  same: number
  /** Ids of mirrored rows that are no longer handed in. */
  removedIds: string[]
  /** Ids of changed rows of tables that are renewed. */
  renewedIds: string[]
}
/** A line of TableChange.file. */
export type ChangeLine = { added: boolean; row: RecordRow }

export type Comparison = {
  tables: TableChange[]
  /** Content hashes of the attachments that the rows name. */
  attachments: Set<string>
  /** Lines `{ tableName, rowId, data }` that a newer version knows and this one does not. */
  asideFile: string
}

const lookEvery = 1000
const idBatch = 500

/**
 * Reads every row of a verified package, checks it by itself and against the others, and compares it with the mirror.
 * Writes nothing but staging files: the program's records stay as they are until apply.ts.
 *
 * @throws Fault package.damaged, badRecord, outsideReference, outsideArea, foreignRecord, hostile; cancelled
 */
export async function* comparePackage(
  cx: TaskContext,
  pack: VerifiedPackage,
  staging: Staging,
): TaskGenerator<Comparison> {
  const asideFile = staging.path('aside.jsonl')
  const aside = writeLines(asideFile)
  const known = new Map<string, Set<string>>()
  const mirrors = new Map<OwnedTable, Mirror>()
  const attachments = new Set<string>()
  const tables: TableChange[] = []
  const area = areaOf(cx, pack.info.fromDistrictCode)
  try {
    for (const [at, type] of recordTypes.entries()) {
      const path = recordPath(type.name)
      const source = staging.path(`in-${type.name}.jsonl`)
      const isThere = pack.files.has(path)
      if (type.since <= pack.minor) {
        // A submission is whole: a table that is not there would empty the mirror's.
        if (!isThere) throw new Fault('package.damaged', { file: path })
        await pack.copyOut(path, source)
      } else {
        // The office's program is older than this table: it has none of these records.
        if (isThere) throw new Fault('package.hostile', { file: path, reason: 'unexpected' })
        writeLines(source).end()
      }
      const mirror = mirrors.get(type.table) ?? readMirror(cx, pack, type.table)
      mirrors.set(type.table, mirror)
      const table = startTable(cx, type, staging, mirror)
      const ids = new Set<string>()
      known.set(type.name, ids)
      const later: { line: number; id: string; field: string }[] = []
      let lines = 0
      for (const { line, text } of readLines(source)) {
        const read =
          text === null ? ({ ok: false, reason: 'utf8' } as const) : readRow(type, text, pack.minor)
        if (!read.ok) throw new Fault('package.badRecord', { file: path, line, reason: read.reason })
        const { row } = read
        lines = line
        if (type.holds?.(row) === false)
          throw new Fault('package.badRecord', { file: path, line, reason: 'kind' })
        if (ids.has(row.id) || mirror.taken.has(row.id))
          throw new Fault('package.badRecord', { file: path, line, reason: 'id' })
        ids.add(row.id)
        mirror.taken.add(row.id)
        if (isOfUnknownTable(pack, type, row)) {
          aside.write(JSON.stringify({ tableName: type.name, rowId: row.id, data: JSON.parse(text ?? '') }))
          continue
        }
        checkArea(area, row, path, line)
        later.push(...checkReferences(type, row, known, path, line))
        if (type.table === attachment) attachments.add(checkAttachment(pack, row, known, path, line))
        if (read.unknown)
          aside.write(JSON.stringify({ tableName: type.name, rowId: row.id, data: read.unknown }))
        table.take(row, line)
        if (line % lookEvery === 0) {
          cx.checkCancelled()
          yield { step: 'exchange.progress.comparing', done: at, total: recordTypes.length, what: type.name }
          await breathe()
        }
      }
      const loose = later.find(({ id }) => !ids.has(id))
      if (loose)
        throw new Fault('package.outsideReference', { file: path, line: loose.line, field: loose.field })
      if ((pack.info.counts[type.name] ?? 0) !== lines) throw new Fault('package.damaged', { file: path })
      tables.push(table.end())
      cx.checkCancelled()
      yield { step: 'exchange.progress.comparing', done: at + 1, total: recordTypes.length, what: type.name }
    }
    for (const change of tables) {
      const mirror = mirrors.get(change.type.table)
      for (const [id, { of }] of mirror?.rows ?? [])
        if (of === change.type.name && !mirror?.taken.has(id)) change.removedIds.push(id)
      change.removed = change.removedIds.length
    }
    await keepUnknownTables(pack, staging, aside.write)
  } finally {
    aside.end()
  }
  return { tables, attachments, asideFile }
}

/** Rows of one table that are mirrored, by id: hash and record type; `taken`: ids that the package has named so far. */
type Mirror = { rows: Map<string, { hash: string; of: string }>; taken: Set<string> }

/** Holds ids and hashes only, never the rows. A table may have its rows in two record types. */
function readMirror(cx: TaskContext, pack: VerifiedPackage, table: OwnedTable): Mirror {
  const types = recordTypes.filter((type) => type.table === table)
  const rows: Mirror['rows'] = new Map()
  for (const row of rowsOf(cx.db, table, pack.info.fromOfficeId)) {
    const type = types.find((one) => one.holds?.(row) !== false)
    if (type) rows.set(row.id, { hash: sha256(lineOf(type, row)), of: type.name })
  }
  return { rows, taken: new Set() }
}

/** The mirror of one record type, row by row against the package. */
function startTable(cx: TaskContext, type: RecordType, staging: Staging, mirror: Mirror) {
  const change: TableChange = {
    type,
    file: staging.path(`change-${type.name}.jsonl`),
    added: 0,
    changed: 0,
    removed: 0,
    same: 0,
    removedIds: [],
    renewedIds: [],
  }
  const out = writeLines(change.file)
  let fresh: { id: string; line: number }[] = []

  function refuseForeign(): void {
    const ids = fresh.map(({ id }) => id)
    const found =
      ids.length === 0
        ? []
        : cx.db.select({ id: type.table.id }).from(type.table).where(inArray(type.table.id, ids)).all()
    const first = found[0]
    if (first) {
      const line = fresh.find(({ id }) => id === first.id)?.line ?? 0
      throw new Fault('package.foreignRecord', { file: recordPath(type.name), line })
    }
    fresh = []
  }

  return {
    take(row: RecordRow, line: number): void {
      const held = mirror.rows.get(row.id)?.hash
      if (held === undefined) {
        change.added += 1
        fresh.push({ id: row.id, line })
        if (fresh.length >= idBatch) refuseForeign()
      } else if (held === sha256(lineOf(type, row))) {
        change.same += 1
        return
      } else {
        change.changed += 1
        if (type.renew) change.renewedIds.push(row.id)
      }
      out.write(JSON.stringify({ added: held === undefined, row } satisfies ChangeLine))
    },
    end(): TableChange {
      out.end()
      refuseForeign()
      return change
    },
  }
}

/** Every named record must be in the package. @returns references within the same table, to be checked at its end */
function checkReferences(
  type: RecordType,
  row: RecordRow,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  file: string,
  line: number,
): { line: number; id: string; field: string }[] {
  const later: { line: number; id: string; field: string }[] = []
  for (const { field, to } of type.references) {
    const id = row[field]
    if (typeof id !== 'string') continue
    if (to === type.name) later.push({ line, id, field })
    else if (!known.get(to)?.has(id)) throw new Fault('package.outsideReference', { file, line, field })
  }
  if (type.name === 'activity' && Array.isArray(row.projectIds)) {
    const projects = known.get('project')
    if (row.projectIds.some((id) => !projects?.has(String(id)))) {
      throw new Fault('package.outsideReference', { file, line, field: 'projectIds' })
    }
  }
  return later
}

/** A file attached to a record that only a newer minor format has: nothing here to hang it on. */
function isOfUnknownTable(pack: VerifiedPackage, type: RecordType, row: RecordRow): boolean {
  return (
    pack.minor > formatVersion.minor && type.table === attachment && !recordTypeOf(String(row.subjectTable))
  )
}

function checkAttachment(
  pack: VerifiedPackage,
  row: RecordRow,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  file: string,
  line: number,
): string {
  const hash = String(row.sha256)
  const stored = pack.files.get(attachmentPath(hash))
  // The name of the file is the hash of its content; both were verified to be in the manifest.
  if (!stored || stored.sha256 !== hash || stored.sizeBytes !== row.sizeBytes) {
    throw new Fault('package.badRecord', { file, line, reason: 'sha256' })
  }
  if (row.subjectTable === 'attachment' || !known.get(String(row.subjectTable))?.has(String(row.subjectId))) {
    throw new Fault('package.outsideReference', { file, line, field: 'subjectId' })
  }
  return hash
}

/** Codes of the sender's own district and tambons: nobody hands in for another's area. */
function areaOf(cx: TaskContext, districtCode: string | null): ReadonlySet<string> {
  const code = districtCode ?? ''
  return new Set([code, ...cx.geography.tambonsOf(code).map((tambon) => tambon.code)])
}

function checkArea(area: ReadonlySet<string>, row: RecordRow, file: string, line: number): void {
  for (const code of [row.tambonCode, row.districtCode]) {
    // '' stands for the whole district
    if (typeof code === 'string' && code !== '' && !area.has(code))
      throw new Fault('package.outsideArea', { file, line, area: code })
  }
}

/** Whole tables that only a newer version knows. */
async function keepUnknownTables(
  pack: VerifiedPackage,
  staging: Staging,
  write: (line: string) => void,
): Promise<void> {
  for (const path of pack.files.keys()) {
    if (kindOfPath(path) !== 'records') continue
    const name = recordName(path)
    if (recordTypeOf(name)) continue
    if (pack.minor <= formatVersion.minor)
      throw new Fault('package.hostile', { file: path, reason: 'unexpected' })
    const source = staging.path(`unknown-${name}.jsonl`)
    await pack.copyOut(path, source)
    const ids = new Set<string>()
    for (const { line, text } of readLines(source)) {
      const row = text === null ? null : parseObject(text)
      if (!row || typeof row.id !== 'string' || !/^[0-9a-z]{1,64}$/u.test(row.id) || ids.has(row.id)) {
        throw new Fault('package.badRecord', { file: path, line, reason: 'id' })
      }
      ids.add(row.id)
      write(JSON.stringify({ tableName: name, rowId: row.id, data: row }))
    }
  }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
