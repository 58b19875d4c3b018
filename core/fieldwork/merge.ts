import { sameValue } from '../kernel/same-value.ts'
import type { FieldThreeWays, RowChange } from './rules.ts'

/**
 * Three ways of one record: what both offices had (base), what the other one says (theirs) and what stands here (ours).
 * Different fields merge, the same field asks (PEERS.md §3.5 #18). Lists and objects are one value. Pure.
 */

export type MergeRow = Readonly<Record<string, unknown>> & { readonly id: string }
/** Rows by record type and id. */
export type RowSet = ReadonlyMap<string, ReadonlyMap<string, MergeRow>>

/** What the merge has to know of a record type. */
export type MergeType = {
  name: string
  /** Fields that are compared; not the id. */
  fields: readonly string[]
  /**
   * Fields that name another record. `needed`: the record cannot be without it; `firm`: what is named must be there,
   * else the field is empty. Any other link may name what is not here (yet).
   */
  references: readonly { field: string; to: string; needed: boolean; firm: boolean }[]
  /**
   * What makes a record the same thing though two offices gave it two ids; null = this row has no such key.
   * Ids in the row are those of this office.
   *
   * @param plans of a project: the plans that it stands in; with one of them in common it is the same
   */
  key: ((row: MergeRow, plans: readonly string[]) => string | readonly string[] | null) | null
  /** Goes along so that others can name it; is never taken over. */
  context: boolean
  /** A file: hangs on the record `subjectId` of the type `subjectTable`. */
  hangs: boolean
}

/**
 * Fields that follow another (`project.searchKey` is made of the name), or '' that are counted from other records: they
 * are never asked about. A record in which only its place in a list moved was not changed by anybody.
 */
const followers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  project: { searchKey: 'name' },
  activity: { pledged: '', received: '' },
}
const placesInLists: ReadonlySet<string> = new Set(['rank', 'no', 'scoreRank', 'searchKey'])

export type MergedRow = {
  recordType: string
  /** Id as the other office has it. */
  rowId: string
  /** Id of the own record; null where there is none. */
  ownId: string | null
  change: RowChange
  fields: FieldThreeWays[]
  /** The other office's record in own ids; null where it has none (any more). */
  theirs: MergeRow | null
  ours: MergeRow | null
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Whether two records say the same, but for their places in a list. */
export function sameRow(type: MergeType, a: MergeRow, b: MergeRow): boolean {
  return type.fields.every((field) => placesInLists.has(field) || sameValue(a[field], b[field]))
}

/**
 * One record three ways.
 *
 * @param bases what both had, best first; none = they had nothing in common. A second base is asked where the first
 *   leaves a question open: two offices that gave each other news crosswise have two common ancestors.
 * @param locked a change there must be asked about even where nothing changed here (a plan adopted here meanwhile)
 * @param said what this office itself handed over last: where the other one says just that, it was this one that went on
 */
export function mergeRow(
  type: MergeType,
  bases: readonly MergeRow[],
  theirs: MergeRow | null,
  ours: MergeRow | null,
  { locked = false, said = null }: { locked?: boolean; said?: MergeRow | null } = {},
): { change: RowChange; fields: FieldThreeWays[] } {
  if (theirs === null && ours === null) return { change: 'same', fields: [] }
  if (ours === null && theirs !== null) {
    const known = said === null ? bases : [...bases, said]
    if (known.length === 0)
      return { change: locked ? 'conflict' : 'new', fields: telling(type, theirs, locked) }
    // removed here; what the other office did not touch since stays removed
    return known.some((base) => sameRow(type, base, theirs))
      ? { change: 'same', fields: [] }
      : { change: 'conflict', fields: [whole(bases[0], theirs, null)] }
  }
  if (theirs === null && ours !== null) {
    if (bases.length === 0) return { change: 'same', fields: [] }
    return !locked && bases.some((base) => sameRow(type, base, ours))
      ? { change: 'withdrawn', fields: [] }
      : { change: 'conflict', fields: [whole(bases[0], null, ours)] }
  }
  if (theirs === null || ours === null) return { change: 'same', fields: [] }
  const fields = type.fields.flatMap((field) => threeWays(field, bases, theirs, ours, said) ?? [])
  const leaders = followers[type.name] ?? {}
  for (const one of fields) {
    if (one.state === 'theirs' && locked && !placesInLists.has(one.field)) one.state = 'conflict'
  }
  for (const one of fields) {
    const leader = leaders[one.field]
    if (leader === undefined || one.state !== 'conflict') continue
    one.state = fields.find(({ field }) => field === leader)?.state === 'theirs' ? 'theirs' : 'ours'
  }
  if (fields.some(({ state }) => state === 'conflict')) return { change: 'conflict', fields }
  return { change: fields.some(({ state }) => state === 'theirs') ? 'changed' : 'same', fields }
}

function threeWays(
  field: string,
  bases: readonly MergeRow[],
  theirs: MergeRow,
  ours: MergeRow,
  said: MergeRow | null,
): FieldThreeWays | null {
  const line = { field, base: bases[0]?.[field], theirs: theirs[field], ours: ours[field] }
  if (sameValue(line.theirs, line.ours)) {
    return bases.length > 0 && !sameValue(line.base, line.theirs) ? { ...line, state: 'same' } : null
  }
  for (const base of bases) {
    if (sameValue(base[field], line.theirs)) return { ...line, state: 'ours' }
    if (sameValue(base[field], line.ours)) return { ...line, state: 'theirs' }
  }
  if (said !== null && sameValue(said[field], line.theirs)) return { ...line, state: 'ours' }
  if (bases.length === 0) {
    // nothing in common: what one of them left empty the other fills
    if (isEmpty(line.theirs)) return { ...line, state: 'ours' }
    if (isEmpty(line.ours)) return { ...line, state: 'theirs' }
  }
  return { ...line, state: 'conflict' }
}

/** The record as a whole: one office removed it, the other changed it. */
function whole(base: MergeRow | undefined, theirs: MergeRow | null, ours: MergeRow | null): FieldThreeWays {
  return {
    field: '',
    base: base ?? undefined,
    theirs: theirs ?? undefined,
    ours: ours ?? undefined,
    state: 'conflict',
  }
}

/** Fields of a new record. */
function telling(type: MergeType, theirs: MergeRow, locked: boolean): FieldThreeWays[] {
  if (locked) return [whole(undefined, theirs, null)]
  return type.fields
    .filter((field) => !isEmpty(theirs[field]))
    .map((field) => ({
      field,
      base: undefined,
      theirs: theirs[field],
      ours: undefined,
      state: 'theirs' as const,
    }))
}

// ── what becomes of it ──────────────────────────────────────────────────────────────────────────────────────────

export type Outcome =
  | { action: 'none' }
  | { action: 'insert'; row: MergeRow }
  | { action: 'update'; id: string; patch: Readonly<Record<string, unknown>> }
  | { action: 'remove'; id: string }
  /** No choice was made for this field ('' = the record as a whole). */
  | { action: 'ask'; field: string }

/** What a merged record becomes with the choices of a person. */
export function outcomeOf(
  merged: MergedRow,
  choose: (field: string) => 'theirs' | 'ours' | undefined,
): Outcome {
  const { theirs, ours } = merged
  if (merged.change === 'same') return { action: 'none' }
  const asWhole = merged.change === 'conflict' && merged.fields.some(({ field }) => field === '')
  if (asWhole) {
    const choice = choose('')
    if (choice === undefined) return { action: 'ask', field: '' }
    if (choice === 'ours') return { action: 'none' }
  }
  if (theirs === null) return ours === null ? { action: 'none' } : { action: 'remove', id: ours.id }
  if (ours === null) return { action: 'insert', row: theirs }
  const patch: Record<string, unknown> = {}
  for (const { field, state, theirs: value } of merged.fields) {
    if (field === '') continue
    const choice = state === 'conflict' ? choose(field) : state
    if (choice === undefined) return { action: 'ask', field }
    if (choice === 'theirs') patch[field] = value
  }
  return Object.keys(patch).length === 0 ? { action: 'none' } : { action: 'update', id: ours.id, patch }
}

// ── the same thing under two ids ────────────────────────────────────────────────────────────────────────────────

/** The record with every id that stands for another one here put in its place, in whatever field it stands. */
export function withIds(row: MergeRow, ids: ReadonlyMap<string, string>): MergeRow {
  return ids.size === 0 ? row : (replaced(row, ids) as MergeRow)
}

function replaced(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? value
  if (Array.isArray(value)) return value.map((one) => replaced(one, ids))
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, ids)]))
  }
  return value
}

/**
 * Finds records that both offices made, each with an id of its own: by what makes them the same thing (village by tambon
 * and หมู่ที่, plan by area, year and edition …). One goes with one: where a key is borne twice nothing is guessed.
 *
 * @returns own id by the other office's id
 */
export function matchIds(types: readonly MergeType[], theirs: RowSet, ours: RowSet): Map<string, string> {
  const ids = new Map<string, string>()
  const plansThere = plansOfProjects(theirs)
  const plansHere = plansOfProjects(ours)
  for (const type of types) {
    const { key } = type
    if (key === null) continue
    const there = theirs.get(type.name) ?? new Map<string, MergeRow>()
    const here = ours.get(type.name) ?? new Map<string, MergeRow>()
    const candidates = bearers(
      [...here.values()].filter((row) => !there.has(row.id)),
      (row) => key(row, plansHere.get(row.id) ?? []),
    )
    if (candidates.size === 0) continue
    const wanted = bearers(
      [...there.values()].filter((row) => !here.has(row.id)),
      (row) => {
        const plans = (plansThere.get(row.id) ?? []).map((id) => ids.get(id) ?? id)
        return key(withIds(row, ids), plans)
      },
    )
    const taken = new Set<string>()
    for (const [found, id] of wanted) {
      const own = candidates.get(found)
      if (id === null || own === undefined || own === null || ids.has(id) || taken.has(own)) continue
      ids.set(id, own)
      taken.add(own)
    }
  }
  matchHolders(types, theirs, ours, ids)
  return ids
}

/** Of persons of one name it is the one who holds the same post. */
function matchHolders(
  types: readonly MergeType[],
  theirs: RowSet,
  ours: RowSet,
  ids: Map<string, string>,
): void {
  const key = types.find(({ name }) => name === 'person')?.key
  const taken = new Set(ids.values())
  for (const row of theirs.get('holding')?.values() ?? []) {
    const own = ours.get('holding')?.get(ids.get(row.id) ?? '')
    const person = theirs.get('person')?.get(String(row.personId))
    const holder = ours.get('person')?.get(String(own?.personId))
    if (!key || !person || !holder || ids.has(person.id) || person.id === holder.id) continue
    const isTaken = taken.has(holder.id) || theirs.get('person')?.has(holder.id) === true
    if (isTaken || ours.get('person')?.has(person.id) || key(person, []) !== key(holder, [])) continue
    ids.set(person.id, holder.id)
    taken.add(holder.id)
  }
}

/** Record by key; null for a key that two bear. */
function bearers(
  rows: readonly MergeRow[],
  keysOf: (row: MergeRow) => string | readonly string[] | null,
): Map<string, string | null> {
  const found = new Map<string, string | null>()
  for (const row of rows) {
    for (const key of [keysOf(row) ?? []].flat()) {
      const before = found.get(key)
      found.set(key, before === undefined || before === row.id ? row.id : null)
    }
  }
  return found
}

function plansOfProjects(rows: RowSet): Map<string, string[]> {
  const plans = new Map<string, string[]>()
  for (const { projectId, planId } of rows.get('planEntry')?.values() ?? []) {
    const of = String(projectId)
    plans.set(of, [...(plans.get(of) ?? []), String(planId)])
  }
  return plans
}

// ── the whole ───────────────────────────────────────────────────────────────────────────────────────────────────

type MergeInput = {
  /** In the order in which records refer to each other. */
  types: readonly MergeType[]
  /** Bases of a record, best first; of a record that is not there any more in the package too. */
  bases(recordType: string, rowId: string): readonly MergeRow[]
  /** Ids of records that the bases have. */
  baseIds(recordType: string): Iterable<string>
  theirs: RowSet
  ours: RowSet
  /** What this office handed over last of a record, where that is known. */
  said?(recordType: string, rowId: string): MergeRow | null
  /** Plan (own id) that was adopted here since the other office got it: nothing of it changes unasked. */
  lockedPlan(planId: string): boolean
  /** Whether an own record that the comparison does not read is there. */
  exists(recordType: string, id: string): boolean
  /** Own records that name this one and are not in `ours`. */
  usedElsewhere(recordType: string, id: string): boolean
}

/** Compares all records. @returns every record of either side that has something to say, and own ids by their ids */
export function mergeAll(input: MergeInput): { rows: MergedRow[]; ids: Map<string, string> } {
  const ids = matchIds(input.types, input.theirs, input.ours)
  const rows: MergedRow[] = []
  const byId = new Map<string, MergedRow>()
  const planOf = planFinder(input, ids)
  for (const type of input.types) {
    if (type.context) continue
    const there = input.theirs.get(type.name) ?? new Map<string, MergeRow>()
    const here = input.ours.get(type.name) ?? new Map<string, MergeRow>()
    const all = new Set([...there.keys(), ...input.baseIds(type.name)])
    for (const rowId of all) {
      const found = there.get(rowId)
      const theirs = found === undefined ? null : withIds(found, ids)
      const ours = here.get(ids.get(rowId) ?? rowId) ?? null
      const bases = input.bases(type.name, rowId).map((row) => withIds(row, ids))
      const plan = planOf(type.name, theirs ?? ours)
      const locked = plan !== null && input.lockedPlan(plan)
      const merged: MergedRow = {
        recordType: type.name,
        rowId,
        ownId: ours?.id ?? null,
        theirs,
        ours,
        ...mergeRow(type, bases, theirs, ours, { locked, said: input.said?.(type.name, rowId) ?? null }),
      }
      rows.push(merged)
      byId.set(`${type.name} ${theirs?.id ?? ours?.id ?? rowId}`, merged)
    }
  }
  settleParents(input, rows, byId)
  return { rows, ids }
}

/** Plan (own id) that a record stands in: plans, entries, their money and scores. */
function planFinder(input: MergeInput, ids: ReadonlyMap<string, string>) {
  let theirPlans: Map<string, string> | undefined
  const entryPlan = (entryId: string): string | null => {
    const own = input.ours.get('planEntry')?.get(entryId)
    if (own) return String(own.planId)
    theirPlans ??= new Map(
      [...(input.theirs.get('planEntry')?.values() ?? [])].map((row) => [
        ids.get(row.id) ?? row.id,
        String(withIds(row, ids).planId),
      ]),
    )
    return theirPlans.get(entryId) ?? null
  }
  const known = new Map<string, string | null>()
  return (recordType: string, row: MergeRow | null): string | null => {
    if (row === null) return null
    if (recordType === 'plan') return row.id
    if (recordType === 'planEntry' || recordType === 'ranking' || recordType === 'entryScore')
      return String(row.planId)
    if (recordType !== 'entryBudget') return null
    const entryId = String(row.entryId)
    if (!known.has(entryId)) known.set(entryId, entryPlan(entryId))
    return known.get(entryId) ?? null
  }
}

/** Records that a record names, own ids. */
export function namedBy(
  type: MergeType,
  row: MergeRow,
): { field: string; to: string; id: string; needed: boolean; firm: boolean }[] {
  const named = type.references.flatMap(({ field, to, needed, firm }) => {
    const id = row[field]
    return typeof id === 'string' && id !== '' ? [{ field, to, id, needed, firm }] : []
  })
  if (type.hangs && typeof row.subjectId === 'string')
    named.push({
      field: 'subjectId',
      to: String(row.subjectTable),
      id: row.subjectId,
      needed: true,
      firm: true,
    })
  return named
}

/**
 * A new record under one that was removed here asks about that one; what a record that asks hangs on needs no question of
 * its own: it comes back with it. A removed record under which this office made something new asks; where what hangs on
 * it asks already, it follows the answer (apply.ts). What names a record that is nowhere cannot be taken over unasked.
 */
function settleParents(
  input: MergeInput,
  rows: readonly MergedRow[],
  byId: ReadonlyMap<string, MergedRow>,
): void {
  const types = new Map(input.types.map((type) => [type.name, type]))
  const exists = (to: string, id: string) => input.ours.get(to)?.has(id) === true || input.exists(to, id)
  for (const merged of rows.toReversed()) {
    const type = types.get(merged.recordType)
    const { theirs } = merged
    if (!type || theirs === null || merged.ours !== null || merged.change === 'same') continue
    for (const { to, id, needed } of namedBy(type, theirs)) {
      if (!needed || exists(to, id)) continue
      const parent = byId.get(`${to} ${id}`)
      if (parent === undefined || parent.theirs === null) {
        merged.change = 'conflict'
        merged.fields = [whole(undefined, theirs, null)]
      } else if (parent.change === 'same' && merged.change === 'new') {
        parent.change = 'conflict'
        parent.fields = [whole(undefined, parent.theirs, null)]
      }
    }
  }
  const said = new Map(
    rows.flatMap((merged) =>
      merged.ours ? [[`${merged.recordType} ${merged.ours.id}`, merged] as const] : [],
    ),
  )
  /** Records on which something hangs that stays whatever is answered. */
  const held = new Set<string>()
  for (const type of input.types) {
    for (const row of input.ours.get(type.name)?.values() ?? []) {
      const merged = said.get(`${type.name} ${row.id}`)
      if (merged && merged.theirs === null && merged.change !== 'same') continue
      for (const { to, id, needed } of namedBy(type, row)) if (needed) held.add(`${to} ${id}`)
    }
  }
  for (const merged of rows.toReversed()) {
    if (merged.change !== 'withdrawn' || merged.ours === null) continue
    const isHeld = held.has(`${merged.recordType} ${merged.ours.id}`)
    const isUsed = input.usedElsewhere(merged.recordType, merged.ours.id)
    if (isUsed || (isHeld && isShared(merged.recordType))) {
      // a person or อปท. that others need stays, whoever struck it from his own list
      merged.change = 'same'
      merged.fields = []
      const type = types.get(merged.recordType)
      for (const { to, id, needed } of type ? namedBy(type, merged.ours) : [])
        if (needed) held.add(`${to} ${id}`)
    } else if (isHeld) {
      merged.change = 'conflict'
      merged.fields = [whole(merged.ours, null, merged.ours)]
    }
  }
}

function isShared(recordType: string): boolean {
  return recordType === 'person' || recordType === 'lao' || recordType === 'agency'
}
