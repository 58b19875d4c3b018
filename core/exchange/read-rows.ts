import { setImmediate as breathe } from 'node:timers/promises'
import { attachment } from '../../db/schema.ts'
import type { TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { attachmentPath, bagInfoFile, kindOfPath, megabytes, recordName, recordPath } from './format.ts'
import { isShallow, type RecordRow, readRow } from './record-lines.ts'
import { type RecordType, recordTypeOf, recordTypesOf } from './records.ts'
import { formatVersion, type PlayedKind, playedKind } from './rules.ts'
import { readLines, type Staging } from './staging.ts'
import type { VerifiedPackage } from './verify.ts'

/** Gets the rows of a package, record type by record type in the order of records.ts, each row checked. */
export type RowSink = {
  begin?(type: RecordType): void
  /** @param size characters of the line in the package */
  row(type: RecordType, row: RecordRow, line: number, size: number): void
  /** @param ids all ids that the package has in the table of this type so far */
  end?(type: RecordType, ids: ReadonlySet<string>): void
  /** What only a newer minor format knows: fields of a row (the row itself comes by `row`), or rows of other tables. */
  aside?(tableName: string, rowId: string, data: Record<string, unknown>): void
}

export type RowsRead = {
  /** Content hashes of the attached files that the rows name; all are in the package. */
  attachments: Set<string>
  /**
   * Record types whose file can be written again to the byte, with their fields in the order of the file (programs of
   * before had another): what trace.ts can prove later.
   */
  exact: Record<string, string[]>
}

const lookEvery = 1000

/**
 * A row as it stood in its package.
 *
 * @param fields in the order of the line, without `v`; those that came after the package's format are not among them
 */
export function lineIn(
  type: RecordType,
  row: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): string {
  const out: Record<string, unknown> = { v: type.version }
  for (const field of fields) out[field] = row[field] ?? null
  return JSON.stringify(out)
}

/**
 * Every check of the rows of a verified package, for all kinds: the files of this kind and no other, each row by its own
 * rules, ids once, references, areas, attached files, counts. Holds ids only, never the rows. Says nothing of what is in
 * this office's file: that is the taker's.
 *
 * @throws Fault package.damaged, badRecord, outsideReference, outsideArea, hostile; cancelled; whatever the sink throws
 */
export async function* readPackageRows(
  cx: Pick<TaskContext, 'geography' | 'checkCancelled'>,
  pack: VerifiedPackage,
  staging: Staging,
  { sink }: { sink: RowSink },
): TaskGenerator<RowsRead> {
  const kind = playedKind(pack.info)
  const types = recordTypesOf(kind)
  const area = areaOf(cx, pack, kind)
  const referred = new Set(types.flatMap(({ references }) => references.map(({ to }) => to)))
  const hasFiles = [...pack.files.keys()].some((path) => kindOfPath(path) === 'attachment')
  const known = new Map<string, ReadonlySet<string>>()
  const ofTable = new Map<unknown, Set<string>>()
  const read: RowsRead = { attachments: new Set(), exact: {} }
  const step = (done: number, what: string) =>
    ({ step: 'exchange.progress.comparing', done, total: types.length, what }) as const

  for (const [at, type] of types.entries()) {
    const path = recordPath(type.name)
    const isThere = pack.files.has(path)
    // The sender's program is older than this table: it has none of these records.
    if (type.since > pack.minor && isThere)
      throw new Fault('package.hostile', { file: path, reason: 'unexpected' })
    // A package is whole: a table that is not there would empty the mirror's.
    if (type.since <= pack.minor && !isThere) throw new Fault('package.damaged', { file: path })

    const ids = new Set<string>()
    const table = type.table ?? type
    const before = ofTable.get(table)
    known.set(type.name, ids)
    const loose = new Map<string, { line: number; field: string }>()
    let lines = 0
    let last = ''
    let exact = isThere
    let order: Order | undefined
    sink.begin?.(type)
    const source = isThere ? await sourceOf(pack, path, staging) : null
    if (source !== null) {
      for (const { line, text } of readLines(source)) {
        const bad = (reason: string) => new Fault('package.badRecord', { file: path, line, reason })
        if (text === null) throw bad('utf8')
        const found = readRow(type, text, pack.minor)
        if (!found.ok) throw bad(found.reason)
        const { row } = found
        lines = line
        if (type.holds?.(row) === false) throw bad('kind')
        if (ids.has(row.id) || before?.has(row.id)) throw bad('id')
        ids.add(row.id)
        order ??= orderOf(type, text)
        if (exact) exact = last < row.id && order.lineOf(row) === text
        last = row.id
        if (isOfUnknownTable(pack, type, row)) {
          sink.aside?.(type.name, row.id, JSON.parse(text) as Record<string, unknown>)
          // A row of the file that is none of the mirror.
          exact = false
        } else {
          checkArea(area, row, path, line)
          checkReferences(type, row, line)
          if (type.table === attachment) read.attachments.add(checkAttachment(pack, row, known, path, line))
          if (found.unknown) sink.aside?.(type.name, row.id, found.unknown)
          sink.row(type, row, line, text.length)
        }
        if (line % lookEvery === 0) {
          cx.checkCancelled()
          yield step(at, type.name)
          await breathe()
        }
      }
    }
    for (const [id, { line, field }] of loose) {
      if (!ids.has(id)) throw new Fault('package.outsideReference', { file: path, line, field })
    }
    // A ring needs a row that names one behind it, which files of this program do not have.
    if (source !== null && loose.size > 0) mustNotRing(type, source, path)
    if ((pack.info.counts[type.name] ?? 0) !== lines) throw new Fault('package.damaged', { file: path })
    if (exact) read.exact[type.name] = order?.fields ?? []
    let all = ids
    if (before) {
      for (const id of ids) before.add(id)
      all = before
    } else if (types.some((other) => other !== type && (other.table ?? other) === table)) {
      all = new Set(ids)
      ofTable.set(table, all)
    }
    sink.end?.(type, all)
    // Nothing asks for them any more: at 75,000 projects the budgets are the largest set by far.
    if (!hasFiles && !referred.has(type.name)) known.delete(type.name)
    cx.checkCancelled()
    yield step(at + 1, type.name)

    /** Every named record must be in the package, those of the same table at the latest at its end. */
    function checkReferences(of: RecordType, row: RecordRow, line: number): void {
      for (const { field, to } of of.references) {
        const id = row[field]
        if (typeof id !== 'string') continue
        if (to === of.name && id === row.id)
          throw new Fault('package.badRecord', { file: path, line, reason: field })
        if (known.get(to)?.has(id)) continue
        if (to === of.name) loose.set(id, { line, field })
        else throw new Fault('package.outsideReference', { file: path, line, field })
      }
      if (of.name === 'activity' && Array.isArray(row.projectIds)) {
        const projects = known.get('project')
        if (row.projectIds.some((id) => !projects?.has(String(id))))
          throw new Fault('package.outsideReference', { file: path, line, field: 'projectIds' })
      }
    }
  }
  await readUnknownTables(pack, staging, kind, sink)
  return read
}

/**
 * Where the rows of a package are held together in memory: that they are not more than that.
 *
 * @throws Fault package.tooLarge, before any row is read
 */
export function mustBeHoldable(pack: Pick<VerifiedPackage, 'files'>, limit: number): void {
  let bytes = 0
  for (const [path, { sizeBytes }] of pack.files) if (kindOfPath(path) === 'records') bytes += sizeBytes
  if (bytes > limit) throw new Fault('package.tooLarge', { size: megabytes(bytes), limit: megabytes(limit) })
}

/**
 * A plan made from itself, two projects merged into each other: nobody's records, and an end that is never reached for
 * whoever follows the links.
 */
function mustNotRing(type: RecordType, source: Buffer | string, file: string): void {
  for (const { field, to } of type.references) {
    if (to !== type.name) continue
    const next = new Map<string, { id: string; line: number }>()
    for (const { line, text } of readLines(source)) {
      const row = JSON.parse(text ?? 'null') as Record<string, unknown>
      const id = row[field]
      if (typeof id === 'string') next.set(String(row.id), { id, line })
    }
    const done = new Set<string>()
    for (const start of next.keys()) {
      const passed = new Set<string>()
      for (let at: string | undefined = start; at !== undefined && !done.has(at); at = next.get(at)?.id) {
        if (passed.has(at))
          throw new Fault('package.badRecord', { file, line: next.get(at)?.line ?? 0, reason: field })
        passed.add(at)
      }
      for (const id of passed) done.add(id)
    }
  }
}

/** The very bytes that were verified: held in memory, or copied out of the zip. */
async function sourceOf(pack: VerifiedPackage, path: string, staging: Staging): Promise<Buffer | string> {
  const held = pack.bytesOf(path)
  if (held) return held
  const source = staging.path(`in-${recordName(path)}.jsonl`)
  await pack.copyOut(path, source)
  return source
}

type Order = { fields: string[]; lineOf(row: RecordRow): string }

/** How a file writes its rows, told by the first one. */
function orderOf(type: RecordType, text: string): Order {
  const [first, ...fields] = Object.keys(JSON.parse(text) as object)
  const ours = Object.keys(type.row.shape)
  // What zod gives back is in the order of the fields: nothing to be put in order row by row.
  const isOurs =
    first === 'v' && fields.length === ours.length && fields.every((field, at) => field === ours[at])
  const head = `{"v":${type.version},`
  return {
    fields,
    lineOf: isOurs ? (row) => head + JSON.stringify(row).slice(1) : (row) => lineIn(type, row, fields),
  }
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
  const subject = String(row.subjectTable)
  const isFile = recordTypeOf(subject)?.table === attachment
  if (isFile || !known.get(subject)?.has(String(row.subjectId))) {
    throw new Fault('package.outsideReference', { file, line, field: 'subjectId' })
  }
  return hash
}

/**
 * Codes that rows may be of: the sender's own district and its tambons, of a laptop's work and of reference data only
 * the tambons that the package says. Nobody hands in for another's area.
 *
 * @throws Fault package.outsideArea for a tambon that is none of the sender's district
 */
function areaOf(
  cx: Pick<TaskContext, 'geography'>,
  { info }: VerifiedPackage,
  kind: PlayedKind,
): ReadonlySet<string> {
  const code = info.fromDistrictCode ?? ''
  const tambons = cx.geography.tambonsOf(code).map((tambon) => tambon.code)
  if (kind !== 'tambonWork' && kind !== 'reference') return new Set([code, ...tambons])
  const strange = info.tambonCodes.find((tambon) => !tambons.includes(tambon))
  if (strange !== undefined)
    throw new Fault('package.outsideArea', { file: bagInfoFile, line: 0, area: strange })
  return new Set([code, ...info.tambonCodes])
}

function checkArea(area: ReadonlySet<string>, row: RecordRow, file: string, line: number): void {
  const { tambonCode, districtCode, areaKey } = row
  for (const code of [
    tambonCode,
    districtCode,
    typeof areaKey === 'string' && isCode(areaKey) ? areaKey : null,
  ]) {
    // '' stands for the whole district
    if (typeof code === 'string' && code !== '' && !area.has(code))
      throw new Fault('package.outsideArea', { file, line, area: code })
  }
}

/** What a plan is of: a tambon or district by its code, a village or อปท. by its id. */
function isCode(areaKey: string): boolean {
  return /^(\d{4}|\d{6})$/u.test(areaKey)
}

/** Whole tables that only a newer version knows, or has in this kind of package. */
async function readUnknownTables(
  pack: VerifiedPackage,
  staging: Staging,
  kind: PlayedKind,
  sink: RowSink,
): Promise<void> {
  const own = new Set(recordTypesOf(kind).map(({ name }) => name))
  for (const path of pack.files.keys()) {
    if (kindOfPath(path) !== 'records') continue
    const name = recordName(path)
    if (own.has(name)) continue
    if (pack.minor <= formatVersion.minor)
      throw new Fault('package.hostile', { file: path, reason: 'unexpected' })
    const ids = new Set<string>()
    for (const { line, text } of readLines(await sourceOf(pack, path, staging))) {
      const row = text === null ? null : parseObject(text)
      if (!row || typeof row.id !== 'string' || !/^[0-9a-z]{1,64}$/u.test(row.id) || ids.has(row.id)) {
        throw new Fault('package.badRecord', { file: path, line, reason: 'id' })
      }
      ids.add(row.id)
      sink.aside?.(name, row.id, row)
    }
  }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value) && isShallow(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
