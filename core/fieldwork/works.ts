import { and, desc, eq } from 'drizzle-orm'
import { office, packageIn } from '../../db/schema.ts'
import { type RecordNames, recordNames } from '../exchange/differences.ts'
import { recordTypeOf } from '../exchange/records.ts'
import { fingerprintOf } from '../exchange/sign.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { areaNames } from '../plans/areas.ts'
import {
  type Comparison,
  comparisonFor,
  decisionsOf,
  lastWorkOf,
  readWork,
  type WorkPackage,
} from './compare.ts'
import type { LaptopLine, Work, WorkLine, WorkRecord, WorkUnit } from './contract.ts'
import type { MergedRow, MergeRow, RowSet } from './merge.ts'

/** Laptops that handed in here, with the last of each. */
export function laptops(cx: QueryContext): LaptopLine[] {
  const own = cx.office()
  const rows = cx.db
    .select()
    .from(office)
    .where(and(eq(office.officeId, own.id), eq(office.profile, 'tambon')))
    .orderBy(office.name, office.id)
    .all()
  return rows.flatMap((row) => {
    if (row.id === own.id) return []
    const last = lastWorkOf(cx, row.id)
    const tambonCodes = last?.tambonCodes ?? row.tambonCodes
    return [
      {
        officeId: row.id,
        name: row.name,
        tambonCodes,
        tambonNames: tambonCodes.map((code) => cx.geography.nameOf(code) ?? code),
        fingerprint: row.publicKey === '' ? '' : fingerprintOf(row.publicKey),
        keyConfirmedOn: row.keyConfirmedOn,
        last: last
          ? { packageId: last.id, sequence: last.sequence, receivedOn: last.receivedOn, state: last.state }
          : null,
        waiting: last ? waitingOf(comparisonFor(cx, last)) : 0,
      },
    ]
  })
}

/** Work that came in from laptops, newest first. */
export function works(cx: QueryContext): WorkLine[] {
  const rows = cx.db
    .select()
    .from(packageIn)
    .where(and(eq(packageIn.officeId, cx.office().id), eq(packageIn.kind, 'tambonWork')))
    .orderBy(desc(packageIn.id))
    .all()
  return rows.map((pack) => lineOf(cx, pack))
}

function lineOf(cx: QueryContext, pack: WorkPackage): WorkLine {
  const last = lastWorkOf(cx, pack.fromOfficeId)?.id === pack.id
  const base = {
    packageId: pack.id,
    officeId: pack.fromOfficeId,
    name: officeName(cx, pack.fromOfficeId),
    sequence: pack.sequence,
    planFy: pack.planFy,
    createdOn: pack.createdOn,
    receivedOn: pack.receivedOn,
    state: pack.state,
    last,
  }
  // what a later package says anew is not compared any more
  if (!last) return { ...base, units: decisionsOf(cx, [pack.id]).length, waiting: 0, conflicts: 0 }
  const comparison = comparisonFor(cx, pack)
  const units = unitLines(cx, comparison)
  return {
    ...base,
    units: units.length,
    waiting: units.filter(isWaiting).length,
    conflicts: units.reduce((sum, { conflicts }) => sum + conflicts, 0),
  }
}

/** One package of work with what differs by village. @throws Fault record.notFound */
export function work(cx: QueryContext, input: { packageId: string }): Work {
  const pack = readWork(cx, input.packageId)
  return {
    ...lineOf(cx, pack),
    byUnit: unitLines(cx, comparisonFor(cx, pack)),
  }
}

/** Records of a unit that differ from the district's own. @throws Fault record.notFound */
export function unit(cx: QueryContext, input: { packageId: string; unit: string }): WorkRecord[] {
  const comparison = comparisonFor(cx, readWork(cx, input.packageId))
  if (!comparison.units.has(input.unit))
    throw new Fault('record.notFound', { kind: 'village', id: input.unit })
  const names = namesIn(cx, comparison)
  return comparison.rows
    .filter((row) => row.unit === input.unit && row.change !== 'same')
    .map((row) => asRecord(names, row))
}

/** What a person never reads: it follows what he reads. */
const silent: ReadonlySet<string> = new Set(['searchKey', 'example'])

/** A merged record as a screen shows it: what differs, three ways; a record that another one names by its name. */
export function asRecord(names: RecordNames, row: MergedRow): WorkRecord {
  const named = row.theirs ?? row.ours
  const references = new Map(recordTypeOf(row.recordType)?.references.map(({ field, to }) => [field, to]))
  const inWords = (field: string, value: unknown) => {
    const to = references.get(field)
    return to === undefined || typeof value !== 'string' ? value : names.subjectOfId(to, value) || value
  }
  return {
    recordType: row.recordType,
    rowId: row.rowId,
    ownId: row.ownId,
    subject: named ? names.subjectOf(row.recordType, named) : '',
    change: row.change,
    fields: row.fields
      .filter(({ field }) => !silent.has(field))
      .map(({ field, base, theirs, ours, state }) => ({
        field,
        base: inWords(field, base),
        theirs: inWords(field, theirs),
        ours: inWords(field, ours),
        state,
      })),
  }
}

/** Names of records; what one refers to is looked up in the package first. */
export function namesIn(cx: QueryContext, sets: { theirs: RowSet; ours: RowSet }): RecordNames {
  return recordNames(cx, (type, id) => sets.theirs.get(type)?.get(id) ?? sets.ours.get(type)?.get(id))
}

// ── units ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Every village and tambon of a package with what differs in it, in the order of tambon and หมู่ที่. */
export function unitLines(cx: QueryContext, comparison: Comparison): WorkUnit[] {
  const lines = new Map<string, WorkUnit>()
  const names = namesIn(cx, comparison)
  const areaName = areaNames(cx)
  for (const [key, tambonCode] of comparison.units) {
    const decision = comparison.decisions.get(key) ?? null
    lines.set(key, {
      unit: key,
      name: unitName(comparison, key),
      level: key === '' ? 'none' : /^\d{6}$/u.test(key) ? 'tambon' : 'village',
      tambonCode,
      rows: { new: 0, changed: 0, withdrawn: 0, conflict: 0 },
      conflicts: 0,
      decision:
        decision === null
          ? null
          : {
              state: decision.state,
              reasons: decision.reasons,
              decidedOn: decision.decidedOn,
              decidedBy: decision.decidedBy,
            },
      settled: false,
    })
  }
  function unitName(of: Comparison, key: string): string {
    const row = villageRow(of, key)
    if (row) return names.placeOf('village', row)
    return key === '' ? '' : areaName({ tambonCode: key })
  }
  for (const row of comparison.rows) {
    const line = lines.get(row.unit)
    if (!line || row.change === 'same') continue
    line.rows[row.change] += 1
    line.conflicts += row.fields.filter(({ state }) => state === 'conflict').length
  }
  for (const line of lines.values()) line.settled = line.decision?.state === 'accepted' && !differs(line)
  const order = (line: WorkUnit) => {
    const row = villageRow(comparison, line.unit)
    const at = line.level === 'village' ? (row?.mooNo ?? 999) : line.level === 'tambon' ? -1 : 0
    return `${line.tambonCode || '999999'} ${String(Number(at) + 1).padStart(4, '0')} ${line.name}`
  }
  return [...lines.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

function differs(line: WorkUnit): boolean {
  return Object.values(line.rows).some((rows) => rows > 0)
}

/** Nobody has decided on it, and there is something to decide. */
function isWaiting(line: WorkUnit): boolean {
  return line.decision === null && differs(line)
}

function waitingOf(comparison: Comparison): number {
  const waiting = new Set(comparison.rows.flatMap((row) => (row.change === 'same' ? [] : [row.unit])))
  for (const [unit] of comparison.decisions) waiting.delete(unit)
  return waiting.size
}

function villageRow(comparison: Comparison, unit: string): MergeRow | undefined {
  return comparison.theirs.get('village')?.get(unit) ?? comparison.ours.get('village')?.get(unit)
}

function officeName(cx: QueryContext, id: string): string {
  return cx.db.select({ name: office.name }).from(office).where(eq(office.id, id)).get()?.name ?? id
}
