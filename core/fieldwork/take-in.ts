import { and, desc, eq, inArray } from 'drizzle-orm'
import { office, packageIn, packageOut, packageRow } from '../../db/schema.ts'
import { mostDifferences, recordNames, toldDifference } from '../exchange/differences.ts'
import { packageLimits, recordPath } from '../exchange/format.ts'
import { mustBeHoldable, readPackageRows } from '../exchange/read-rows.ts'
import { hasTable, recordTypeOf, recordTypes, type TableType } from '../exchange/records.ts'
import { rememberPackage } from '../exchange/remember.ts'
import { formatVersion, type PackageInfo } from '../exchange/rules.ts'
import { rowsOf } from '../exchange/select.ts'
import type { Staging } from '../exchange/staging.ts'
import type { Incoming, Shown, Taker } from '../exchange/taker.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext, QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { NewRow, OwnedTable, RowPatch } from '../kernel/write.ts'
import { acceptUnchanged } from './accept.ts'
import { writeMerged } from './apply.ts'
import { compareWork, existsHere, usedElsewhere, type WorkFacts } from './compare.ts'
import { type MergedRow, type MergeRow, mergeAll, type RowSet, withIds } from './merge.ts'
import { isWorkRow, mergeTypesOf, referenceTypes, workTypesWithContext } from './merge-types.ts'
import { isUsableRule } from './office-rules.ts'
import { onceOnly } from './once.ts'
import { type KeptRow, keepRows, keptRows, put, type Rows } from './rows.ts'
import { type PlaceSelection, recordOf, selectReference, selectWork } from './select.ts'
import { unitsOf } from './units.ts'

// ── work of a laptop at its district ────────────────────────────────────────────────────────────────────────────

/**
 * Work of a laptop: its rows are kept beside the district's own, to be compared and accepted village by village
 * (accept.ts). Nothing of the district's own changes when it comes in.
 */
export const workTaker: Taker = {
  profiles: ['district'],
  from: () => 'tambon',
  gaps: 'held',
  isInPlace: (cx, info) => tambonsAre(cx, info, (has) => info.tambonCodes.every(has)),
  writes: 'own',
  async *compare(cx, incoming, staging) {
    const { info } = incoming
    const facts = {
      id: '',
      fromOfficeId: info.fromOfficeId,
      sequence: info.sequence,
      baseSequence: info.baseSequence,
      tambonCodes: info.tambonCodes,
    }
    const isMine = ownership(cx, facts)
    const { rows, attachments } = yield* readRows(cx, incoming, staging, (type, row, line) => {
      const file = recordPath(type.name)
      if (!isMine(type, row)) throw new Fault('package.foreignRecord', { file, line })
      if (!isOfTambon(type.name, row))
        throw new Fault('package.outsideArea', { file, line, area: info.fromDistrictCode ?? '' })
    })
    const kept = asKept(rows)
    return {
      show: (at) => showMerged(at, compareWork(at, facts, kept)),
      attachments,
      apply(cmd, shown) {
        const id = rememberPackage(cmd, incoming, { from: 'tambon', shown, exact: null })
        cmd.own.update(office, info.fromOfficeId, { tambonCodes: info.tambonCodes })
        keepRows(cmd, id, workTypesWithContext, rows, (recordType, row) => {
          const type = recordTypeOf(recordType)
          return type !== undefined && (isWorkRow(type as TableType, row) || isContext(recordType))
        })
        acceptUnchanged(cmd, id)
        return id
      },
    }
  },
}

const isContext = (recordType: string) => recordType === 'directive' || recordType === 'duty'

/**
 * A laptop hands in records of its tambons only: an id that is a record of another tambon here, and that it was never
 * given, is no honest one.
 */
function ownership(cx: QueryContext, facts: WorkFacts): (type: TableType, row: MergeRow) => boolean {
  const wanted = {
    officeId: cx.office().id,
    tambonCodes: facts.tambonCodes,
    tambonNames: [],
    withFiles: true,
    today: cx.today(),
  }
  const { selection } = selectWork(cx.db, wanted)
  // of these a laptop hands in all it has; here they may stand in another tambon
  let inPlace: PlaceSelection['selection'] | undefined
  const wasGiven = givenTo(cx, facts)
  return (type, row) => {
    if (!isWorkRow(type, row)) return true
    if (placeless.has(type.name)) inPlace ??= selectReference(cx.db, wanted).selection
    const chosen = placeless.has(type.name) ? inPlace : selection
    if (chosen?.get(type.name)?.has(row.id)) return true
    return !existsHere(cx, type.name, row.id) || wasGiven(type.name, row.id)
  }
}

const placeless: ReadonlySet<string> = new Set(['person', 'lao', 'agency'])

/** Whether a record was in reference data of these tambons, in a place of theirs or in none, or came from this laptop. */
function givenTo(cx: QueryContext, facts: WorkFacts): (recordType: string, id: string) => boolean {
  const tambons = new Set(facts.tambonCodes)
  const own = cx.office().id
  const references = cx.db
    .select({ id: packageOut.id, tambonCodes: packageOut.tambonCodes })
    .from(packageOut)
    .where(and(eq(packageOut.officeId, own), eq(packageOut.kind, 'reference')))
    .all()
    .filter(({ tambonCodes }) => tambonCodes.some((code) => tambons.has(code)))
  const works = cx.db
    .select({ id: packageIn.id })
    .from(packageIn)
    .where(
      and(
        eq(packageIn.officeId, own),
        eq(packageIn.kind, 'tambonWork'),
        eq(packageIn.fromOfficeId, facts.fromOfficeId),
      ),
    )
    .all()
  const packages = [...references, ...works].map(({ id }) => id)
  const rowsOfId = (recordType: string, id: string) =>
    cx.db
      .select({ packageId: packageRow.packageId, unit: packageRow.unit, data: packageRow.data })
      .from(packageRow)
      .where(
        and(
          inArray(packageRow.packageId, packages),
          eq(packageRow.recordType, recordType),
          eq(packageRow.rowId, id),
        ),
      )
      .all()
  const isInPlace = (unit: string, packageId: string) => {
    if (unit === '' || tambons.has(unit)) return true
    const village = rowsOfId('village', unit).find((row) => row.packageId === packageId)
    return tambons.has(String((village?.data as MergeRow | undefined)?.tambonCode))
  }
  return (recordType, id) =>
    rowsOfId(recordType, id).some(({ unit, packageId }) => isInPlace(unit, packageId))
}

/** Plans, committees and activities of the whole district are not a laptop's to hand in. */
function isOfTambon(recordType: string, row: MergeRow): boolean {
  if (recordType === 'plan' && row.level !== 'village' && row.level !== 'tambon') return false
  if (recordType !== 'plan' && recordType !== 'body' && recordType !== 'activity') return true
  return typeof row.tambonCode === 'string' || typeof row.villageId === 'string'
}

function asKept(rows: RowSet): KeptRow[] {
  const units = unitsOf(rows)
  return [...rows].flatMap(([recordType, set]) =>
    [...set.values()].map((row) => ({
      recordType,
      rowId: row.id,
      unit: units.of(recordType, row),
      row,
      keptId: '',
    })),
  )
}

// ── reference data at a laptop ──────────────────────────────────────────────────────────────────────────────────

/** Newer reference data of the district, merged into the laptop's own records by what it had been given before. */
export const referenceTaker: Taker = {
  profiles: ['tambon'],
  from: () => 'district',
  gaps: 'passed',
  isInPlace: (cx, info) => tambonsAre(cx, info, (has) => info.tambonCodes.some(has)),
  writes: 'own',
  async *compare(cx, incoming, staging) {
    const { info } = incoming
    const { rows: all, attachments } = yield* readRows(cx, incoming, staging)
    const tambonCodes = tambonsOfOffice(cx).flatMap(({ code }) =>
      info.tambonCodes.includes(code) ? [code] : [],
    )
    const rows = withinTambons(all, tambonCodes)
    return {
      show: (at) => showMerged(at, compareReference(at, info, tambonCodes, rows)),
      attachments,
      apply(cmd, shown) {
        const before = compareReference(cmd, info, tambonCodes, rows)
        renameOwn(cmd, before.ids)
        const merged = before.ids.size === 0 ? before : compareReference(cmd, info, tambonCodes, rows)
        const names = recordNames(cmd, lookupIn(merged))
        const chosen = new Map(
          incoming.choices.map(({ recordType, rowId, field, choice }) => [
            `${recordType} ${rowId} ${field}`,
            choice,
          ]),
        )
        writeMerged(cmd, cmd.own, {
          types: referenceTypes,
          merges: referenceMerges,
          rows: merged.rows,
          ours: merged.ours,
          choose: (row, field) => chosen.get(`${row.recordType} ${row.rowId} ${field}`),
          subjectOf: names.subjectOf,
        })
        const id = rememberPackage(cmd, incoming, { from: 'district', shown, exact: null })
        keepRows(cmd, id, referenceTypes, rows)
        return id
      },
    }
  },
}

const referenceMerges = mergeTypesOf(referenceTypes)
/** What the district arranges for all its tambons. */
const districtWide: ReadonlySet<string> = new Set([
  'signatory',
  'directive',
  'duty',
  'planWindow',
  'officeRule',
  'officeFacts',
])

type ReferenceComparison = {
  rows: MergedRow[]
  ids: Map<string, string>
  theirs: RowSet
  ours: RowSet
}

/** Compares reference data with the laptop's own records as they are now. */
export function compareReference(
  cx: QueryContext,
  info: Pick<PackageInfo, 'fromOfficeId'>,
  tambonCodes: readonly string[],
  theirs: RowSet,
): ReferenceComparison {
  const tambons = new Set(tambonCodes)
  const bases = givenBefore(cx, info.fromOfficeId, tambons)
  const said = handedInLast(cx)
  const ours = everyRow(cx)
  const places = unitsOf(bases)
  const { rows, ids } = mergeAll({
    types: referenceMerges,
    theirs,
    ours,
    bases: (recordType, id) => [bases.get(recordType)?.get(id) ?? []].flat(),
    *baseIds(recordType) {
      for (const row of bases.get(recordType)?.values() ?? []) {
        const tambon = places.tambonOf(places.of(recordType, row))
        if (districtWide.has(recordType) || tambons.has(tambon)) yield row.id
      }
    },
    said: (recordType, id) => said.get(recordType)?.get(id) ?? null,
    lockedPlan: (planId) =>
      ours.get('plan')?.get(planId)?.state === 'adopted' &&
      bases.get('plan')?.get(planId)?.state !== 'adopted',
    exists: (recordType, id) => existsHere(cx, recordType, id),
    usedElsewhere: (recordType, id) =>
      usedElsewhere(cx, (type, other) => ours.get(type)?.has(other) === true, recordType, id),
  })
  return { rows, ids, theirs, ours }
}

/** What the district gave of these tambons last, newest first, and of the whole district the newest of all. */
function givenBefore(cx: QueryContext, fromOfficeId: string, tambons: ReadonlySet<string>): Rows {
  const packages = cx.db
    .select({ id: packageIn.id, tambonCodes: packageIn.tambonCodes })
    .from(packageIn)
    .where(
      and(
        eq(packageIn.officeId, cx.office().id),
        eq(packageIn.kind, 'reference'),
        eq(packageIn.fromOfficeId, fromOfficeId),
      ),
    )
    .orderBy(desc(packageIn.sequence))
    .all()
  const found: Rows = new Map()
  const waiting = new Set(tambons)
  for (const [at, { id, tambonCodes }] of packages.entries()) {
    if (at > 0 && !tambonCodes.some((code) => waiting.has(code))) continue
    const kept = keptRows(cx.db, id)
    const rows: Rows = new Map()
    for (const { recordType, row } of kept) put(rows, recordType, row)
    const places = unitsOf(rows)
    for (const { recordType, row, unit } of kept) {
      if (found.get(recordType)?.has(row.id)) continue
      const tambon = places.tambonOf(unit)
      if (tambon === '' ? at === 0 : waiting.has(tambon)) put(found, recordType, row)
    }
    for (const code of tambonCodes) waiting.delete(code)
    if (waiting.size === 0) break
  }
  return found
}

/** Records that differed from what was given when this laptop handed in last. */
function handedInLast(cx: QueryContext): Rows {
  const last = cx.db
    .select({ id: packageOut.id })
    .from(packageOut)
    .where(and(eq(packageOut.officeId, cx.office().id), eq(packageOut.kind, 'tambonWork')))
    .orderBy(desc(packageOut.sequence))
    .limit(1)
    .get()
  const rows: Rows = new Map()
  for (const { recordType, row } of last ? keptRows(cx.db, last.id) : []) put(rows, recordType, row)
  return rows
}

/** Every record of this laptop, as a package would have it. */
function everyRow(cx: QueryContext): Rows {
  const rows: Rows = new Map()
  for (const type of referenceTypes) {
    for (const row of rowsOf(cx.db, type.table, cx.office().id)) {
      if (type.holds?.(row) !== false) put(rows, type.name, recordOf(type, row) as MergeRow)
    }
  }
  return rows
}

/** Rows of some of the tambons of a package, what the district arranges for all, and whom they name. */
export function withinTambons(rows: RowSet, tambonCodes: readonly string[]): Rows {
  const units = unitsOf(rows)
  const tambons = new Set(tambonCodes)
  const found: Rows = new Map()
  for (const [recordType, set] of rows) {
    for (const row of set.values()) {
      const tambon = units.tambonOf(units.of(recordType, row))
      if (tambons.has(tambon) || districtWide.has(recordType)) put(found, recordType, row)
    }
  }
  const files = referenceMerges.filter(({ hangs }) => hangs)
  for (const { name } of files) {
    for (const row of rows.get(name)?.values() ?? [])
      if (found.get(String(row.subjectTable))?.has(String(row.subjectId))) put(found, name, row)
  }
  for (const merge of referenceMerges.toReversed()) {
    for (const row of found.get(merge.name)?.values() ?? []) {
      for (const { field, to } of merge.references) {
        const id = row[field]
        const named = typeof id === 'string' ? rows.get(to)?.get(id) : undefined
        if (named) put(found, to, named)
      }
    }
  }
  return found
}

/** Records that this laptop had made itself take the district's id: a project has one for life. */
function renameOwn(cmd: CommandContext, ids: ReadonlyMap<string, string>): void {
  if (ids.size === 0) return
  const names = new Map([...ids].map(([theirs, own]) => [own, theirs]))
  const officeId = cmd.office().id
  const tables = new Set<OwnedTable>([...recordTypes, ...referenceTypes].map(({ table }) => table))
  const anew: { table: OwnedTable; row: Record<string, unknown> }[] = []
  for (const table of tables) {
    for (const row of [...rowsOf(cmd.db, table, officeId)]) {
      const { officeId: _owner, n: _n, ...fields } = row as Record<string, unknown> & { id: string }
      const renamed = withIds(fields as MergeRow, names)
      if (names.has(row.id)) {
        cmd.own.remove(table, row.id)
        anew.push({ table, row: renamed })
      } else if (JSON.stringify(renamed) !== JSON.stringify(fields)) {
        const { id, ...patch } = renamed
        cmd.own.update(table, id, patch as RowPatch<OwnedTable>)
      }
    }
  }
  for (const { table, row } of anew) cmd.own.insert(table, row as NewRow<OwnedTable>)
}

// ── both ────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Reads all rows of a package that have a table. Of some tambons they are few enough to be held; a package whose records
 * are more than that is refused before they are read.
 *
 * @throws Fault package.tooLarge; package.badRecord for two rows that are one thing, and for a rule or template that this
 *   program cannot work with; those of readPackageRows
 */
export async function* readRows(
  cx: TaskContext,
  { pack }: Pick<Incoming, 'pack'>,
  staging: Staging,
  check?: (type: TableType, row: MergeRow, line: number) => void,
): TaskGenerator<{ rows: Rows; attachments: Set<string> }> {
  mustBeHoldable(pack, packageLimits.heldRecordBytes)
  const rows: Rows = new Map()
  const isFirst = onceOnly()
  const { attachments } = yield* readPackageRows(cx, pack, staging, {
    sink: {
      row(type, row, line) {
        if (!hasTable(type)) return
        const bad = (reason: string) =>
          new Fault('package.badRecord', { file: recordPath(type.name), line, reason })
        if (type.name === 'officeRule' && !isUsableRule(cx, row)) {
          // a newer program may have rules in another form; this one works with its own
          if (pack.minor > formatVersion.minor) return
          throw bad('value')
        }
        if (!isFirst(type, row)) throw bad('twice')
        check?.(type, row, line)
        put(rows, type.name, row)
      },
    },
  })
  return { rows, attachments }
}

function tambonsAre(
  cx: QueryContext,
  info: PackageInfo,
  judge: (has: (code: string) => boolean) => boolean,
): boolean {
  const own = new Set(tambonsOfOffice(cx).map(({ code }) => code))
  return info.tambonCodes.length > 0 && judge((code) => own.has(code))
}

function lookupIn(sets: { theirs: RowSet; ours: RowSet }) {
  return (recordType: string, id: string) =>
    sets.theirs.get(recordType)?.get(id) ?? sets.ours.get(recordType)?.get(id)
}

/** The preview of merged records, record by record. */
export function showMerged(
  cx: QueryContext,
  sets: { rows: readonly MergedRow[]; theirs: RowSet; ours: RowSet },
): Shown {
  const changes = new Map<string, Shown['changes'][number]>()
  const names = recordNames(cx, lookupIn(sets))
  const differences: Shown['differences'] = []
  let total = 0
  for (const row of sets.rows) {
    const line = changes.get(row.recordType) ?? {
      table: row.recordType,
      added: 0,
      changed: 0,
      removed: 0,
      same: 0,
    }
    changes.set(row.recordType, line)
    if (row.change === 'same') {
      if (row.theirs) line.same += 1
      continue
    }
    if (row.ours === null) line.added += 1
    else if (row.theirs === null) line.removed += 1
    else line.changed += 1
    total += 1
    const type = recordTypeOf(row.recordType)
    if (type && differences.length < mostDifferences)
      differences.push(toldDifference(names, type, row.ours, after(row)))
  }
  return { changes: [...changes.values()], differences, more: total - differences.length, verdicts: [] }
}

/** The record as it would be with all that changed there. */
function after({ theirs, ours, fields }: MergedRow): MergeRow | null {
  if (theirs === null || ours === null) return theirs
  const taken = fields.filter(({ state }) => state === 'theirs' || state === 'conflict')
  return { ...ours, ...Object.fromEntries(taken.map(({ field }) => [field, theirs[field]])) }
}
