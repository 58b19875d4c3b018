import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { packageIn, packageOut, workDecision } from '../../db/schema.ts'
import { recordTypeOf, recordTypes, type TableType } from '../exchange/records.ts'
import { lastCommand, rowsOf } from '../exchange/select.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { ownNaming } from './apply.ts'
import { type MergedRow, type MergeRow, mergeAll, type RowSet } from './merge.ts'
import { isWorkRow, mergeTypesOf, workTypes, workTypesWithContext } from './merge-types.ts'
import { type KeptRow, keptRows, put, type Rows } from './rows.ts'
import { recordOf, selectWork } from './select.ts'
import { type Units, unitsOf } from './units.ts'

export type WorkPackage = typeof packageIn.$inferSelect
/** Units with what differs in each; every unit of the package is there. */
export type Comparison = Compared & { pack: WorkPackage }
export type Compared = {
  rows: (MergedRow & { unit: string })[]
  /** The laptop's records as handed in, own records and what both had. */
  theirs: RowSet
  ours: RowSet
  /** Rows of the package with the ids under which they are kept. */
  kept: readonly KeptRow[]
  /** Unit → its tambon. */
  units: ReadonlyMap<string, string>
  decisions: ReadonlyMap<string, typeof workDecision.$inferSelect>
}

export const workMerges = mergeTypesOf(workTypesWithContext, workTypes)

/** A laptop's work that came in here. @throws Fault record.notFound */
export function readWork(cx: QueryContext, packageId: string): WorkPackage {
  const row = cx.db
    .select()
    .from(packageIn)
    .where(
      and(
        eq(packageIn.id, packageId),
        eq(packageIn.officeId, cx.office().id),
        eq(packageIn.kind, 'tambonWork'),
      ),
    )
    .get()
  if (!row) throw new Fault('record.notFound', { kind: 'packageIn', id: packageId })
  return row
}

/** Last package of work of a laptop: only its villages can be decided on. */
export function lastWorkOf(cx: QueryContext, fromOfficeId: string): WorkPackage | undefined {
  return cx.db
    .select()
    .from(packageIn)
    .where(
      and(
        eq(packageIn.officeId, cx.office().id),
        eq(packageIn.kind, 'tambonWork'),
        eq(packageIn.fromOfficeId, fromOfficeId),
      ),
    )
    .orderBy(desc(packageIn.sequence))
    .limit(1)
    .get()
}

const known = new WeakMap<object, { command: number; byPackage: Map<string, Comparison> }>()

/** The comparison for a screen: made anew after every command, and only then. */
export function comparisonFor(cx: QueryContext, pack: WorkPackage): Comparison {
  const command = lastCommand(cx.db)
  let kept = known.get(cx.db)
  if (kept === undefined || kept.command !== command) {
    kept = { command, byPackage: new Map() }
    known.set(cx.db, kept)
  }
  const before = kept.byPackage.get(pack.id)
  if (before) return before
  const made = compareWork(cx, pack)
  kept.byPackage.set(pack.id, made)
  return made
}

/** A package of work on its way in has the same facts as one that came in. */
export type WorkFacts = Pick<WorkPackage, 'id' | 'fromOfficeId' | 'sequence' | 'baseSequence' | 'tambonCodes'>

/**
 * Compares a laptop's work with the district's own records as they are now.
 *
 * @param kept its rows, where they are not in the file yet
 */
export function compareWork<P extends WorkFacts>(
  cx: QueryContext,
  pack: P,
  kept: readonly KeptRow[] = keptRows(cx.db, pack.id),
): Compared & { pack: P } {
  const theirs: Rows = new Map()
  const unitOf = new Map<string, string>()
  for (const { recordType, row, unit } of kept) {
    put(theirs, recordType, row)
    unitOf.set(`${recordType} ${row.id}`, unit)
  }
  const decisions = new Map(decisionsOf(cx, [pack.id]).map((row) => [row.unit, row]))
  const base = basesOf(cx, pack)
  const ours = ownRows(cx, pack.tambonCodes, workTypesWithContext, [theirs, base.rows])
  const places = unitsOf(ours)
  const tambons = new Set(pack.tambonCodes)
  const isOurs = ownAmong(ours)
  const { rows } = mergeAll({
    types: workMerges,
    theirs,
    ours,
    bases: (recordType, id) => base.of(recordType, id),
    *baseIds(recordType) {
      for (const [id] of base.rows.get(recordType) ?? []) {
        // what belongs to no place, or not to this laptop, is not missed
        const unit = base.unitOf(recordType, id)
        const tambon = /^\d{6}$/u.test(unit) ? unit : base.tambonOf(unit) || places.tambonOf(unit)
        if (tambon !== '' && tambons.has(tambon)) yield id
      }
    },
    lockedPlan: (planId) => isLocked(ours, base, planId),
    exists: (recordType, id) => existsHere(cx, recordType, id),
    usedElsewhere: (recordType, id) => usedElsewhere(cx, isOurs, recordType, id),
  })
  const units = new Map<string, string>()
  const theirPlaces = unitsOf(theirs)
  const withUnit = rows.map((row) => {
    const unit = unitOf.get(`${row.recordType} ${row.rowId}`) ?? base.unitOf(row.recordType, row.rowId)
    return { ...row, unit }
  })
  const placed = kept.filter(({ unit }) => unit !== '')
  for (const { unit } of [...placed, ...withUnit.filter(({ change }) => change !== 'same')]) {
    if (!units.has(unit)) units.set(unit, tambonOf(unit, theirPlaces, base.tambonOf, places))
  }
  return { pack, rows: withUnit, theirs, ours, kept, units, decisions }
}

function tambonOf(unit: string, theirs: Units, base: (unit: string) => string, ours: Units): string {
  return theirs.tambonOf(unit) || base(unit) || ours.tambonOf(unit)
}

export function decisionsOf(
  cx: QueryContext,
  packageIds: readonly string[],
): (typeof workDecision.$inferSelect)[] {
  if (packageIds.length === 0) return []
  return cx.db
    .select()
    .from(workDecision)
    .where(inArray(workDecision.packageId, [...packageIds]))
    .orderBy(asc(workDecision.id))
    .all()
}

// ── what both had ───────────────────────────────────────────────────────────────────────────────────────────────

type Bases = {
  rows: RowSet
  of(recordType: string, id: string): MergeRow[]
  unitOf(recordType: string, id: string): string
  tambonOf(unit: string): string
}

/**
 * What both had last: the reference data that the work stands on, and over it what was accepted of this laptop since that
 * was given. Where the laptop took in newer reference data after it had handed in, both count (merge.ts).
 */
function basesOf(cx: QueryContext, pack: WorkFacts): Bases {
  const reference = cx.db
    .select()
    .from(packageOut)
    .where(
      and(
        eq(packageOut.officeId, cx.office().id),
        eq(packageOut.kind, 'reference'),
        eq(packageOut.sequence, pack.baseSequence),
      ),
    )
    .all()
    // one that was given for other tambons, or never, is no base: then whatever differs asks
    .find(({ tambonCodes }) => tambonCodes.some((code) => pack.tambonCodes.includes(code)))
  const first: Rows = new Map()
  const second: Rows = new Map()
  const units = new Map<string, string>()
  const given: Rows = new Map()
  for (const { recordType, row, unit } of reference ? keptRows(cx.db, reference.id) : []) {
    const type = recordTypeOf(recordType)
    if (!type || type.table === null || !isWorkRow(type as TableType, row)) continue
    put(first, recordType, row)
    put(given, recordType, row)
    units.set(`${recordType} ${row.id}`, unit)
  }
  const before = cx.db
    .select()
    .from(packageIn)
    .where(
      and(
        eq(packageIn.officeId, cx.office().id),
        eq(packageIn.kind, 'tambonWork'),
        eq(packageIn.fromOfficeId, pack.fromOfficeId),
      ),
    )
    .all()
    .filter(({ sequence }) => sequence <= pack.sequence)
  const byId = new Map(before.map((row) => [row.id, row]))
  const villages: Rows = new Map()
  for (const row of given.get('village')?.values() ?? []) put(villages, 'village', row)
  const accepted = decisionsOf(
    cx,
    before.map(({ id }) => id),
  ).filter(({ state, id }) => state === 'accepted' && (reference === undefined || id > reference.id))
  const rowsOfPackage = new Map<string, KeptRow[]>()
  for (const { packageId, unit } of accepted) {
    const work = byId.get(packageId)
    if (!work) continue
    const handedIn = rowsOfPackage.get(packageId) ?? keptRows(cx.db, packageId)
    rowsOfPackage.set(packageId, handedIn)
    const there = new Set(handedIn.map(({ recordType, rowId }) => `${recordType} ${rowId}`))
    for (const [recordType, rows] of first) {
      for (const id of [...rows.keys()]) {
        const key = `${recordType} ${id}`
        // accepted as taken away
        if (units.get(key) === unit && !there.has(key)) rows.delete(id)
      }
    }
    for (const { recordType, row, unit: of } of handedIn) {
      if (recordType === 'village') put(villages, 'village', row)
      if (of !== unit) continue
      put(first, recordType, row)
      units.set(`${recordType} ${row.id}`, unit)
      const old = given.get(recordType)?.get(row.id)
      if (old && work.baseSequence < pack.baseSequence) put(second, recordType, old)
      else second.get(recordType)?.delete(row.id)
    }
  }
  const places = unitsOf(villages)
  return {
    rows: first,
    of(recordType, id) {
      const row = first.get(recordType)?.get(id)
      const older = second.get(recordType)?.get(id)
      return row === undefined ? [] : older === undefined ? [row] : [row, older]
    },
    unitOf: (recordType, id) => units.get(`${recordType} ${id}`) ?? '',
    tambonOf: (unit) => places.tambonOf(unit),
  }
}

/** Adopted here since the laptop got it, or since it was accepted last. */
function isLocked(ours: RowSet, base: Bases, planId: string): boolean {
  const own = ours.get('plan')?.get(planId)
  if (own?.state !== 'adopted') return false
  return base.of('plan', planId)[0]?.state !== 'adopted'
}

// ── own records ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Own records of these tambons, and those whose id stands in one of the sets, as a package would have them. */
function ownRows(
  cx: QueryContext,
  tambonCodes: readonly string[],
  types: readonly TableType[],
  named: readonly RowSet[],
): Rows {
  const officeId = cx.office().id
  const { selection } = selectWork(cx.db, {
    officeId,
    tambonCodes,
    tambonNames: [],
    withFiles: true,
    today: cx.today(),
  })
  const rows: Rows = new Map()
  for (const type of types) {
    const chosen = selection.get(type.name)
    const all = contextWhole.has(type.name)
    for (const row of rowsOf(cx.db, type.table, officeId)) {
      const wanted =
        all || chosen?.has(row.id) === true || named.some((set) => set.get(type.name)?.has(row.id) === true)
      if (wanted && type.holds?.(row) !== false) put(rows, type.name, recordOf(type, row) as MergeRow)
    }
  }
  return rows
}

/** Found again by what they are, wherever they are: the laptop may have typed them itself. */
const contextWhole: ReadonlySet<string> = new Set(['directive', 'duty'])

function ownAmong(ours: RowSet): (recordType: string, id: string) => boolean {
  return (recordType, id) => ours.get(recordType)?.has(id) === true
}

export function existsHere(cx: QueryContext, recordType: string, id: string): boolean {
  const table = recordTypeOf(recordType)?.table
  if (!table) return false
  return (
    cx.db
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.id, id), eq(table.officeId, cx.office().id)))
      .get() !== undefined
  )
}

/** Own records that name this one and stand outside the comparison: of another tambon, or of another room. */
export function usedElsewhere(
  cx: QueryContext,
  isCompared: (recordType: string, id: string) => boolean,
  recordType: string,
  id: string,
): boolean {
  return namers(recordType).some(({ type, field }) =>
    ownNaming(cx, type.table, field, id).some((other) => !isCompared(type.name, other)),
  )
}

/** Record types with a field that names a record of this type. */
function namers(recordType: string): { type: TableType; field: string }[] {
  return recordTypes.flatMap((type) =>
    type.references.flatMap(({ field, to }) => (to === recordType ? [{ type, field }] : [])),
  )
}
