import { setImmediate as breathe } from 'node:timers/promises'
import { inArray } from 'drizzle-orm'
import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { attachmentPath, kindOfPath, recordName, recordPath } from './format.ts'
import { lineOf, type RecordRow, type RecordType, readRow, recordTypeOf, recordTypes } from './records.ts'
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
  const attachments = new Set<string>()
  const tables: TableChange[] = []
  const area = areaOf(cx, pack.info.fromDistrictCode)
  try {
    for (const [at, type] of recordTypes.entries()) {
      const path = recordPath(type.name)
      // A submission is whole: a table that is not there would empty the mirror's.
      if (!pack.files.has(path)) throw new Fault('package.damaged', { file: path })
      const source = staging.path(`in-${type.name}.jsonl`)
      await pack.copyOut(path, source)
      const table = startTable(cx, pack, type, staging)
      const ids = new Set<string>()
      known.set(type.name, ids)
      const later: { line: number; id: string; field: string }[] = []
      let lines = 0
      for (const { line, text } of readLines(source)) {
        const read =
          text === null ? ({ ok: false, reason: 'utf8' } as const) : readRow(type, text, pack.newerMinor)
        if (!read.ok) throw new Fault('package.badRecord', { file: path, line, reason: read.reason })
        const { row } = read
        if (ids.has(row.id)) throw new Fault('package.badRecord', { file: path, line, reason: 'id' })
        ids.add(row.id)
        checkArea(area, row, path, line)
        later.push(...checkReferences(type, row, known, path, line))
        if (type.name === 'attachment') attachments.add(checkAttachment(pack, row, known, path, line))
        if (read.unknown)
          aside.write(JSON.stringify({ tableName: type.name, rowId: row.id, data: read.unknown }))
        table.take(row, line)
        lines = line
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
    await keepUnknownTables(pack, staging, aside.write)
  } finally {
    aside.end()
  }
  return { tables, attachments, asideFile }
}

/** The mirror of one table, row by row against the package; holds ids and hashes only, never the rows. */
function startTable(cx: TaskContext, pack: VerifiedPackage, type: RecordType, staging: Staging) {
  const mirror = new Map<string, string>()
  for (const row of rowsOf(cx.db, type.table, pack.info.fromOfficeId))
    mirror.set(row.id, sha256(lineOf(type, row)))
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
      const held = mirror.get(row.id)
      mirror.delete(row.id)
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
      change.removedIds = [...mirror.keys()]
      change.removed = change.removedIds.length
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
    if (typeof code === 'string' && !area.has(code))
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
    if (!pack.newerMinor) throw new Fault('package.hostile', { file: path, reason: 'unexpected' })
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
