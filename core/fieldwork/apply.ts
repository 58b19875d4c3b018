import { and, eq, inArray } from 'drizzle-orm'
import { activity, attachment, planEntry, village } from '../../db/schema.ts'
import { keepSums } from '../activities/commands.ts'
import { recordTypeOf, type TableType } from '../exchange/records.ts'
import { followNewest } from '../geography/commands.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { NewRow, OwnedTable, RowPatch, Writer } from '../kernel/write.ts'
import {
  type MergedRow,
  type MergeRow,
  type MergeType,
  namedBy,
  type Outcome,
  outcomeOf,
  type RowSet,
} from './merge.ts'

type Chooser = (merged: MergedRow, field: string) => 'theirs' | 'ours' | undefined
export type Written = { added: number; changed: number; removed: number }

type Step = {
  type: TableType
  merge: MergeType
  merged: MergedRow
  outcome: Exclude<Outcome, { action: 'ask' | 'none' }>
}

/**
 * Writes what merged records become among the office's own: removed ones first, children before parents; then changed
 * and new ones, parents before children. What was chosen not to come takes along what cannot be without it.
 *
 * @param rows in the order in which records refer to each other
 * @throws Fault fieldwork.choiceMissing, fieldwork.parentGone, fieldwork.sameThing
 */
export function writeMerged(
  cmd: CommandContext,
  writer: Writer,
  input: {
    types: readonly TableType[]
    merges: readonly MergeType[]
    rows: readonly MergedRow[]
    ours: RowSet
    choose: Chooser
    subjectOf(recordType: string, row: MergeRow): string
  },
): Written {
  const types = new Map(input.types.map((type) => [type.name, type]))
  const merges = new Map(input.merges.map((merge) => [merge.name, merge]))
  const steps = decide(cmd, input, types, merges)
  checkKeys(input, steps)
  const removed = removeAll(cmd, writer, input, steps, types)
  const renewed = steps.filter((step) => step.outcome.action === 'update' && movesKey(step))
  for (const { type, merged } of renewed.toReversed()) {
    if (merged.ours) writer.remove(type.table, merged.ours.id)
  }
  let added = 0
  let changed = 0
  for (const step of steps) {
    const { type, outcome, merged } = step
    if (outcome.action === 'insert') {
      writer.insert(type.table, outcome.row as NewRow<OwnedTable>)
      added += 1
    } else if (outcome.action === 'update') {
      if (renewed.includes(step))
        writer.insert(type.table, { ...merged.ours, ...outcome.patch } as NewRow<OwnedTable>)
      else writer.update(type.table, outcome.id, outcome.patch as RowPatch<OwnedTable>)
      changed += 1
    }
  }
  followUp(cmd, writer, steps)
  return { added, changed, removed }
}

type Decided = { merged: MergedRow; outcome: Exclude<Outcome, { action: 'ask' }> }

/** What becomes of each record, before what it hangs on is looked at. @throws Fault fieldwork.choiceMissing */
function outcomesOf(input: Parameters<typeof writeMerged>[2]): Decided[] {
  return input.rows.map((merged) => {
    const outcome = outcomeOf(merged, (field) => input.choose(merged, field))
    if (outcome.action !== 'ask') return { merged, outcome }
    const row = merged.theirs ?? merged.ours
    throw new Fault('fieldwork.choiceMissing', {
      subject: row === null ? '' : input.subjectOf(merged.recordType, row),
    })
  })
}

function decide(
  cmd: CommandContext,
  input: Parameters<typeof writeMerged>[2],
  types: ReadonlyMap<string, TableType>,
  merges: ReadonlyMap<string, MergeType>,
): Step[] {
  const decided = outcomesOf(input)
  bringBack(decided, merges)
  keepWhatIsNeeded(input, decided, merges)
  const steps: Step[] = []
  /** Records that stay out, and those that go: nothing can hang on them. */
  const out = new Set<string>()
  const added = new Set<string>()
  const isThere = (to: string, id: string) => {
    const key = `${to} ${id}`
    if (out.has(key)) return false
    if (added.has(key) || input.ours.get(to)?.has(id)) return true
    const table = recordTypeOf(to)?.table
    return table !== null && table !== undefined && isOwn(cmd, table, id)
  }
  for (const { merged, outcome } of decided) {
    const type = types.get(merged.recordType)
    const merge = merges.get(merged.recordType)
    if (!type || !merge) continue
    if (outcome.action === 'none') {
      if (merged.ours === null && merged.theirs) out.add(`${merged.recordType} ${merged.theirs.id}`)
      continue
    }
    if (outcome.action === 'remove') {
      out.add(`${merged.recordType} ${outcome.id}`)
      steps.push({ type, merge, merged, outcome })
      continue
    }
    const whole: MergeRow =
      outcome.action === 'insert' ? outcome.row : { ...merged.ours, ...outcome.patch, id: outcome.id }
    const cut: Record<string, null> = {}
    let dropped = false
    for (const { field, to, id, needed, firm } of namedBy(merge, whole)) {
      if (!firm || isThere(to, id)) continue
      if (!needed) cut[field] = null
      else if (out.has(`${to} ${id}`)) dropped = true
      else throw new Fault('fieldwork.parentGone', { subject: input.subjectOf(merged.recordType, whole) })
    }
    if (dropped) {
      if (outcome.action === 'insert') out.add(`${merged.recordType} ${whole.id}`)
      continue
    }
    if (outcome.action === 'insert') {
      added.add(`${merged.recordType} ${whole.id}`)
      steps.push({ type, merge, merged, outcome: { action: 'insert', row: { ...whole, ...cut } } })
    } else {
      const patch = Object.fromEntries(
        Object.entries(outcome.patch).map(([field, value]) => [field, field in cut ? null : value]),
      )
      steps.push({ type, merge, merged, outcome: { ...outcome, patch } })
    }
  }
  return steps
}

/**
 * A record that comes back was removed here with all that hung on it, and stood on others: what nobody changed since comes
 * back with it.
 */
function bringBack(decided: Decided[], merges: ReadonlyMap<string, MergeType>): void {
  const gone = new Map<string, Decided>()
  const below = new Map<string, Decided[]>()
  const coming: Decided[] = []
  for (const one of decided) {
    const { merged, outcome } = one
    const merge = merges.get(merged.recordType)
    if (!merge || merged.theirs === null || merged.ours !== null) continue
    if (outcome.action === 'insert') coming.push(one)
    if (merged.change !== 'same') continue
    gone.set(`${merged.recordType} ${merged.theirs.id}`, one)
    for (const { to, id, needed } of namedBy(merge, merged.theirs)) {
      const key = `${to} ${id}`
      if (needed) below.set(key, [...(below.get(key) ?? []), one])
    }
  }
  const bring = (one: Decided | undefined) => {
    if (!one?.merged.theirs || one.outcome.action === 'insert') return
    one.outcome = { action: 'insert', row: one.merged.theirs }
    coming.push(one)
  }
  for (let one = coming.pop(); one !== undefined; one = coming.pop()) {
    const { merged } = one
    const merge = merges.get(merged.recordType)
    if (!merge || !merged.theirs) continue
    for (const { to, id, needed } of namedBy(merge, merged.theirs)) if (needed) bring(gone.get(`${to} ${id}`))
    for (const child of below.get(`${merged.recordType} ${merged.theirs.id}`) ?? []) bring(child)
  }
}

/**
 * A record that is taken away, unasked, stays where something stays that hangs on it; and with a record that stays stays
 * what hung on it.
 */
function keepWhatIsNeeded(
  input: Parameters<typeof writeMerged>[2],
  decided: Decided[],
  merges: ReadonlyMap<string, MergeType>,
): void {
  const going = new Map<string, Decided>()
  const staying = new Set<string>()
  for (const one of decided) {
    const { merged, outcome } = one
    if (merged.theirs !== null || merged.ours === null || merged.change === 'same') continue
    if (outcome.action === 'remove') going.set(`${merged.recordType} ${merged.ours.id}`, one)
    else staying.add(`${merged.recordType} ${merged.ours.id}`)
  }
  if (going.size === 0) return
  const links: { parent: string; child: string }[] = []
  for (const merge of merges.values()) {
    for (const row of input.ours.get(merge.name)?.values() ?? []) {
      for (const { to, id, needed } of namedBy(merge, row)) {
        const [parent, child] = [`${to} ${id}`, `${merge.name} ${row.id}`]
        if (needed && (going.has(parent) || going.has(child))) links.push({ parent, child })
      }
    }
  }
  const keep = (key: string): boolean => {
    const one = going.get(key)
    // what a person chose to take away goes, with all that hangs on it
    if (one?.merged.change !== 'withdrawn') return false
    one.outcome = { action: 'none' }
    going.delete(key)
    staying.add(key)
    return true
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const { parent, child } of links) {
      if (!going.has(child) && keep(parent)) changed = true
      if (staying.has(parent) && keep(child)) changed = true
    }
  }
}

/** The record that a change would make, if it is of a table whose unique key it moves. */
function movesKey({ type, merge, merged, outcome }: Step): boolean {
  if (!type.renew || outcome.action !== 'update' || merge.key === null || merged.ours === null) return false
  return String(merge.key(merged.ours, [])) !== String(merge.key({ ...merged.ours, ...outcome.patch }, []))
}

/** Two records that would be the same thing: said before SQLite says it. */
function checkKeys(input: Parameters<typeof writeMerged>[2], steps: readonly Step[]): void {
  for (const { name, key } of input.merges) {
    const type = input.types.find((one) => one.name === name)
    const mine = steps.filter((step) => step.type.name === name && step.outcome.action !== 'remove')
    if (!type?.renew || key === null || mine.length === 0) continue
    const gone = new Set(
      steps.flatMap(({ type: of, merged }) => (of.name === name && merged.ours ? [merged.ours.id] : [])),
    )
    const borne = new Map<string, MergeRow>()
    const bear = (row: MergeRow) => {
      const [found] = [key(row, []) ?? []].flat()
      if (found === undefined) return
      const other = borne.get(found)
      // communities have no unique key in the file
      if (other && other.id !== row.id && row.kind !== 'community') {
        throw new Fault('fieldwork.sameThing', {
          subject: input.subjectOf(name, row),
          other: input.subjectOf(name, other),
        })
      }
      borne.set(found, row)
    }
    for (const row of input.ours.get(name)?.values() ?? []) if (!gone.has(row.id)) bear(row)
    for (const { outcome, merged } of mine) {
      if (outcome.action === 'insert') bear(outcome.row)
      else if (outcome.action === 'update' && merged.ours) bear({ ...merged.ours, ...outcome.patch })
    }
  }
}

/** Removes records, and under them what this office had added there. @returns records removed */
function removeAll(
  cmd: CommandContext,
  writer: Writer,
  input: Parameters<typeof writeMerged>[2],
  steps: readonly Step[],
  types: ReadonlyMap<string, TableType>,
): number {
  const going = new Map<string, { type: TableType; id: string }>()
  const order: string[] = []
  const add = (type: TableType, id: string) => {
    const key = `${type.name} ${id}`
    if (going.has(key)) return
    going.set(key, { type, id })
    order.push(key)
  }
  for (const { type, outcome } of steps) if (outcome.action === 'remove') add(type, outcome.id)
  const cuts: { table: OwnedTable; id: string; field: string }[] = []
  for (let at = 0; at < order.length; at += 1) {
    const found = going.get(order[at] ?? '')
    if (!found) continue
    for (const merge of input.merges) {
      const type = types.get(merge.name)
      if (!type) continue
      for (const { field, to, needed } of merge.references) {
        if (to !== found.type.name) continue
        for (const id of ownNaming(cmd, type.table, field, found.id)) {
          if (needed) add(type, id)
          else cuts.push({ table: type.table, id, field })
        }
      }
      if (merge.hangs && merge.name === 'attachment') {
        for (const id of filesOf(cmd, found.type.name, found.id)) add(type, id)
      }
    }
  }
  for (const { table, id, field } of cuts) {
    if (![...going.values()].some((gone) => gone.type.table === table && gone.id === id))
      writer.update(table, id, { [field]: null } as RowPatch<OwnedTable>)
  }
  const names = input.types.map(({ name }) => name)
  const ordered = [...going.values()].sort((a, b) => names.indexOf(b.type.name) - names.indexOf(a.type.name))
  for (const { type, id } of ordered) if (isOwn(cmd, type.table, id)) writer.remove(type.table, id)
  return ordered.length
}

function isOwn(cmd: CommandContext, table: OwnedTable, id: string): boolean {
  return (
    cmd.db
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.id, id), eq(table.officeId, cmd.office().id)))
      .get() !== undefined
  )
}

/** Own records that name a record in a field. */
export function ownNaming(
  cx: Pick<CommandContext, 'db' | 'office'>,
  table: OwnedTable,
  field: string,
  id: string,
): string[] {
  const column = (table as unknown as Record<string, OwnedTable['id']>)[field]
  if (!column) return []
  return cx.db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(column, id), eq(table.officeId, cx.office().id)))
    .all()
    .map((row) => String(row.id))
}

function filesOf(cmd: CommandContext, subjectTable: string, subjectId: string): string[] {
  return cmd.db
    .select({ id: attachment.id })
    .from(attachment)
    .where(
      and(
        eq(attachment.subjectTable, subjectTable),
        eq(attachment.subjectId, subjectId),
        eq(attachment.officeId, cmd.office().id),
      ),
    )
    .all()
    .map((row) => row.id)
}

/** What the program counts for itself follows the records: newest figures, sums of pledges, ranks without twins. */
function followUp(cmd: CommandContext, writer: Writer, steps: readonly Step[]): void {
  const touched = (name: string, field: string) => [
    ...new Set(
      steps.flatMap(({ type, merged }) =>
        type.name === name
          ? [merged.theirs, merged.ours].flatMap((row) => (row ? [String(row[field])] : []))
          : [],
      ),
    ),
  ]
  const office = cmd.office().id
  const own = (table: OwnedTable, ids: readonly string[]) =>
    ids.length === 0
      ? []
      : cmd.db
          .select({ id: table.id })
          .from(table)
          .where(and(inArray(table.id, [...ids]), eq(table.officeId, office)))
          .all()
          .map((row) => String(row.id))
  followNewest({ ...cmd, write: writer }, own(village, touched('villageFigure', 'villageId')))
  const activities = new Set([...touched('pledge', 'activityId'), ...touched('activity', 'id')])
  for (const step of steps) {
    if (step.type.name !== 'pledgeReceipt') continue
    const pledgeId = String((step.merged.theirs ?? step.merged.ours)?.pledgeId)
    for (const { merged } of steps)
      if (merged.theirs?.id === pledgeId) activities.add(String(merged.theirs.activityId))
  }
  for (const id of own(activity, [...activities])) keepSums({ ...cmd, write: writer }, id)
  for (const planId of touched('planEntry', 'planId')) spreadRanks(cmd, writer, planId)
}

/** Two entries on one rank stand one after the other; a plan without twins stays as it is. */
function spreadRanks(cmd: CommandContext, writer: Writer, planId: string): void {
  const rows = cmd.db
    .select({ id: planEntry.id, rank: planEntry.rank })
    .from(planEntry)
    .where(and(eq(planEntry.planId, planId), eq(planEntry.officeId, cmd.office().id)))
    .orderBy(planEntry.rank, planEntry.id)
    .all()
  if (new Set(rows.map(({ rank }) => rank)).size === rows.length) return
  for (const [at, { id, rank }] of rows.entries())
    if (rank !== at + 1) writer.update(planEntry, id, { rank: at + 1 })
}
