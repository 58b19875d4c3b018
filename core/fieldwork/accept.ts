import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { mergeChoice, packageIn, packageRow, workDecision } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { writeMerged } from './apply.ts'
import {
  type Comparison,
  compareWork,
  lastWorkOf,
  readWork,
  type WorkPackage,
  workMerges,
} from './compare.ts'
import { type MergedRow, namedBy, outcomeOf } from './merge.ts'
import { workTypesWithContext } from './merge-types.ts'
import type { acceptFields, sendBackFields } from './rules.ts'
import { namesIn } from './works.ts'

type ComparedRow = Comparison['rows'][number]

/** Who decides where nothing differs: nothing was taken over, so it can still be given back. */
const nobody = ''

/**
 * Puts the records of villages and tambons of a laptop's work among the district's own: what only the laptop changed is
 * taken over, what both changed as chosen; what the rows refer to comes with them. One step, which can be undone.
 *
 * @throws Fault record.notFound; fieldwork.replaced when a newer package of the laptop is here; fieldwork.choiceMissing
 *   names the first record that asks; fieldwork.parentGone, fieldwork.sameThing
 */
export function accept(
  cx: CommandContext,
  input: z.output<typeof acceptFields>,
): { added: number; changed: number; removed: number } {
  const pack = mustBeLast(cx, input.packageId)
  const comparison = compareWork(cx, pack)
  const units = knownUnits(comparison, input.units)
  const chosen = new Map(
    input.choices.map(({ recordType, rowId, field, choice }) => [`${recordType} ${rowId} ${field}`, choice]),
  )
  const choose = (row: MergedRow, field: string) => chosen.get(`${row.recordType} ${row.rowId} ${field}`)
  const rows = withNamed(comparison, units, choose)
  const names = namesIn(cx, comparison)
  const written = writeMerged(cx, cx.write, {
    types: workTypesWithContext,
    merges: workMerges,
    rows,
    ours: comparison.ours,
    choose,
    subjectOf: names.subjectOf,
  })
  cameAlong(cx, comparison, rows, units)
  for (const row of rows) keepChoices(cx, pack.id, row, choose)
  for (const unit of units) decideUnit(cx, pack.id, unit, 'accepted', '')
  settleState(cx, pack)
  cx.about('packageIn', pack.id)
  return written
}

/**
 * Gives villages back to the laptop with the reasons; nothing of them is taken over.
 *
 * @throws Fault record.notFound; fieldwork.replaced; fieldwork.alreadyAccepted for a village that was taken over
 */
export function sendBack(cx: CommandContext, input: z.output<typeof sendBackFields>): void {
  const pack = mustBeLast(cx, input.packageId)
  const comparison = compareWork(cx, pack)
  const units = knownUnits(comparison, input.units)
  for (const unit of units) {
    const before = comparison.decisions.get(unit)
    if (before?.state === 'accepted' && before.decidedBy !== nobody)
      throw new Fault('fieldwork.alreadyAccepted', {})
    decideUnit(cx, pack.id, unit, 'returned', input.reasons)
  }
  settleState(cx, pack)
  cx.about('packageIn', pack.id)
}

/**
 * Work in which nothing differs has nothing to be decided: it is accepted as it comes in, so that nobody is asked for a
 * decision and its sender is told.
 */
export function acceptUnchanged(cx: CommandContext, packageId: string): void {
  const pack = readWork(cx, packageId)
  const { rows, units } = compareWork(cx, pack)
  if (rows.some((row) => row.change !== 'same')) return
  for (const unit of units.keys()) decideUnit(cx, packageId, unit, 'accepted', '', nobody)
  cx.write.update(packageIn, packageId, { state: 'accepted', decidedOn: cx.today() })
}

function mustBeLast(cx: CommandContext, packageId: string): WorkPackage {
  const pack = readWork(cx, packageId)
  const last = lastWorkOf(cx, pack.fromOfficeId)
  if (last && last.id !== pack.id) {
    throw new Fault('fieldwork.replaced', { sequence: pack.sequence, last: last.sequence })
  }
  return pack
}

function knownUnits(comparison: Comparison, wanted: readonly string[]): Set<string> {
  for (const unit of wanted) {
    if (!comparison.units.has(unit)) throw new Fault('record.notFound', { kind: 'village', id: unit })
  }
  return new Set(wanted)
}

/**
 * Rows of the units; records of other units that they cannot be without; and what the laptop took away together with
 * them. In the order of record types.
 */
function withNamed(
  comparison: Comparison,
  units: ReadonlySet<string>,
  choose: (row: MergedRow, field: string) => 'theirs' | 'ours' | undefined,
): ComparedRow[] {
  const merges = new Map(workMerges.map((merge) => [merge.name, merge]))
  const byId = new Map<string, ComparedRow>()
  /** What is gone, here or there, together with what it hung on. */
  const goneWith = new Map<string, ComparedRow[]>()
  for (const row of comparison.rows) {
    const merge = merges.get(row.recordType)
    if (row.theirs) byId.set(`${row.recordType} ${row.theirs.id}`, row)
    const one = row.theirs ?? row.ours
    const isGone = row.theirs === null ? row.change !== 'same' : row.ours === null && row.change === 'same'
    if (!merge || one === null || !isGone) continue
    for (const { to, id, needed } of namedBy(merge, one)) {
      const key = `${to} ${id}`
      if (needed) goneWith.set(key, [...(goneWith.get(key) ?? []), row])
    }
  }
  const wanted = new Set(comparison.rows.filter((row) => units.has(row.unit) && row.change !== 'same'))
  const open = [...wanted]
  const want = (row: ComparedRow) => {
    if (wanted.has(row)) return
    wanted.add(row)
    open.push(row)
  }
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    const merge = merges.get(row.recordType)
    const current = row
    if (!merge || outcomeOf(row, (field) => choose(current, field) ?? 'theirs').action === 'none') {
      // removed here, and nobody changed it: comes back only with what hangs on it
      if (!merge || row.change !== 'same' || row.theirs === null) continue
    }
    if (row.theirs === null || row.ours === null) {
      const id = (row.theirs ?? row.ours)?.id
      for (const child of goneWith.get(`${row.recordType} ${id}`) ?? []) want(child)
    }
    if (row.theirs === null) continue
    for (const { to, id, firm } of namedBy(merge, row.theirs)) {
      const named = byId.get(`${to} ${id}`)
      if (firm && named && named.ours === null) want(named)
    }
  }
  return comparison.rows.filter((row) => wanted.has(row))
}

/** What came along with a village counts as accepted with it: it is what both have from now on. */
function cameAlong(
  cx: CommandContext,
  comparison: Comparison,
  rows: readonly ComparedRow[],
  units: ReadonlySet<string>,
): void {
  const [unit = ''] = units
  const kept = new Map(comparison.kept.map((row) => [`${row.recordType} ${row.rowId}`, row.keptId]))
  for (const row of rows) {
    if (units.has(row.unit)) continue
    const id = kept.get(`${row.recordType} ${row.rowId}`)
    if (id !== undefined) cx.write.update(packageRow, id, { unit })
  }
}

function keepChoices(
  cx: CommandContext,
  packageId: string,
  row: MergedRow,
  choose: (row: MergedRow, field: string) => 'theirs' | 'ours' | undefined,
): void {
  for (const { field, state, theirs, ours } of row.fields) {
    const choice = choose(row, field)
    if (state !== 'conflict' || choice === undefined) continue
    const fact = {
      choice,
      theirs: theirs ?? null,
      ours: ours ?? null,
      chosenOn: cx.today(),
      chosenBy: cx.actor.name,
    }
    const before = cx.db
      .select({ id: mergeChoice.id })
      .from(mergeChoice)
      .where(
        and(
          eq(mergeChoice.packageId, packageId),
          eq(mergeChoice.recordType, row.recordType),
          eq(mergeChoice.rowId, row.rowId),
          eq(mergeChoice.field, field),
        ),
      )
      .get()
    if (before) cx.write.update(mergeChoice, before.id, fact)
    else
      cx.write.insert(mergeChoice, {
        packageId,
        recordType: row.recordType,
        rowId: row.rowId,
        field,
        ...fact,
      })
  }
}

function decideUnit(
  cx: CommandContext,
  packageId: string,
  unit: string,
  state: 'accepted' | 'returned',
  reasons: string,
  decidedBy = cx.actor.name,
): void {
  const before = cx.db
    .select({ id: workDecision.id })
    .from(workDecision)
    .where(and(eq(workDecision.packageId, packageId), eq(workDecision.unit, unit)))
    .get()
  // a new row each time: its id says when it was decided, and what was accepted last is what both have
  if (before) cx.write.remove(workDecision, before.id)
  cx.write.insert(workDecision, {
    packageId,
    unit,
    state,
    reasons,
    decidedOn: cx.today(),
    decidedBy,
  })
}

/** The package as a whole: accepted when nothing waits, returned when nothing was accepted, else partly. */
function settleState(cx: CommandContext, pack: WorkPackage): void {
  const { rows, decisions, units } = compareWork(cx, pack)
  const states = [...decisions.values()].map(({ state }) => state)
  const waiting = rows.some((row) => row.change !== 'same' && !decisions.has(row.unit))
  const accepted = states.includes('accepted')
  const returned = states.includes('returned')
  const state = !accepted ? (returned ? 'returned' : 'received') : returned || waiting ? 'partly' : 'accepted'
  // a village in which nothing differs has nothing to be decided: it goes with the rest
  if (state === 'accepted') {
    for (const unit of units.keys())
      if (!decisions.has(unit)) decideUnit(cx, pack.id, unit, 'accepted', '', nobody)
  }
  const reasons = [
    ...new Set([...decisions.values()].flatMap((row) => (row.reasons === '' ? [] : [row.reasons]))),
  ]
  cx.write.update(packageIn, pack.id, {
    state,
    reasons: reasons.join('\n').slice(0, 2000),
    decidedOn: cx.today(),
    decidedBy: cx.actor.name,
  })
}
