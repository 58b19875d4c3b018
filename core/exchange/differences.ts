import { inArray } from 'drizzle-orm'
import { attachment } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { fullName } from '../people/rules.ts'
import { areaNames } from '../plans/areas.ts'
import { type PlanRow, planNames } from '../plans/queries.ts'
import { rulesByKey } from '../rules/queries.ts'
import { formatThaiDate, isIsoDate } from '../thai/dates.ts'
import type { ChangedRow, TableChange } from './compare.ts'
import type { RecordDifference } from './contract.ts'
import type { RecordRow } from './record-lines.ts'
import { type RecordType, recordTypeOf } from './records.ts'
import type { Shown } from './taker.ts'

type Row = Readonly<Record<string, unknown>>
/** A record by type and id; undefined where it is nowhere. */
export type Lookup = (recordType: string, id: string) => Row | undefined

/** How records are called by people; made once for many records. */
export type RecordNames = {
  /** Name of a record as a person knows it: ถนนสายกลาง – แผนพัฒนาตำบล ตำบลพรหมโลก. Never empty. */
  subjectOf(recordType: string, row: Row): string
  /** Village or tambon that a record belongs to: บ้านนอก หมู่ที่ 3 ตำบลพรหมโลก; '' for none. */
  placeOf(recordType: string, row: Row): string
  /** The same for a record that another one names; '' where it is nowhere. */
  subjectOfId(recordType: string, id: string): string
}

type Words = {
  place: string
  /** By record type: the first template whose words are all there. */
  subjects: Record<string, string[]>
  /** `type.field` whose value is a key of a rule table. */
  rules: Record<string, string>
}

const longest = 300
/** A record is named by those it refers to, they by theirs; a ring of them ends here. */
const deepest = 5

/**
 * Names of records from the words of resources/exchange/subjects.json, the rule tables and the records they refer to.
 *
 * @param lookup finds those records, of a package that is not taken in yet; this office's file where it finds none
 */
export function recordNames(cx: QueryContext, lookup?: Lookup): RecordNames {
  const words = cx.resources.json<Words>('exchange/subjects.json')
  const areaName = areaNames(cx)
  const planName = planNames(cx)
  const rules = new Map<string, ReadonlyMap<string, { name?: unknown }>>()
  const inFile = new Map<string, Row | undefined>()

  function find(recordType: string, id: unknown): Row | undefined {
    if (typeof id !== 'string' || id === '') return undefined
    return lookup?.(recordType, id) ?? fromFile(recordType, id)
  }
  function fromFile(recordType: string, id: string): Row | undefined {
    const key = `${recordType} ${id}`
    if (!inFile.has(key)) {
      const table = recordTypeOf(recordType)?.table
      inFile.set(
        key,
        table
          ? (cx.db
              .select()
              .from(table)
              .where(inArray(table.id, [id]))
              .get() as Row)
          : undefined,
      )
    }
    return inFile.get(key)
  }

  function villageName(row: Row): string {
    return areaName({
      villageName: String(row.name ?? ''),
      villageKind: row.kind === 'community' ? 'community' : 'village',
      mooNo: typeof row.mooNo === 'number' ? row.mooNo : null,
    })
  }
  function placeNamed(row: Row): string {
    const tambonCode = text(row.tambonCode)
    return tambonCode === '' ? '' : areaName({ tambonCode })
  }

  function placeOf(recordType: string, row: Row, depth = 0): string {
    if (recordType === 'village')
      return filled(words.place, { village: villageName(row), tambon: placeNamed(row) })
    const home = find('village', row.villageId)
    if (home) return placeOf('village', home, depth + 1)
    const named = placeNamed(row)
    if (named !== '' || depth >= deepest) return named
    for (const [to, id] of referredBy(recordType, row)) {
      const parent = find(to, id)
      const place = parent ? placeOf(to, parent, depth + 1) : ''
      if (place !== '') return place
    }
    return ''
  }

  function planWords(row: Row): string {
    const home = find('village', row.villageId)
    const of = home
      ? villageName(home)
      : areaName({
          laoName: row.level === 'local' ? text(find('lao', row.areaKey)?.name) : null,
          tambonCode: text(row.tambonCode),
          districtCode: text(row.districtCode),
          provinceCode: row.level === 'province' ? text(row.areaKey) : null,
        })
    return planName(row as PlanRow, of, home?.kind === 'community')
  }

  function ruleName(table: string, key: string): string {
    let items = rules.get(table)
    if (!items) {
      items = rulesByKey(cx, table as Parameters<typeof rulesByKey>[1])
      rules.set(table, items)
    }
    return text(items.get(key)?.name) || key
  }

  function wordOf(recordType: string, row: Row, field: string, depth: number): string {
    if (field === 'place') return placeOf(recordType, row)
    const value = row[field]
    const to = referredBy(recordType, row).find(([, , by]) => by === field)?.[0]
    if (to !== undefined) {
      const named = depth < deepest ? find(to, value) : undefined
      return named ? subject(to, named, depth + 1) : ''
    }
    if (field === 'tambonCode') return placeNamed(row)
    const table = words.rules[`${recordType}.${field}`]
    if (table !== undefined && typeof value === 'string') return ruleName(table, value)
    if (typeof value === 'string' && isIsoDate(value))
      return formatThaiDate(value, { style: 'short', digits: 'arabic' })
    return text(value)
  }

  function subject(recordType: string, row: Row, depth: number): string {
    if (recordType === 'village') return villageName(row)
    if (recordType === 'plan') return planWords(row)
    if (recordType === 'person')
      return fullName({
        title: text(row.title),
        firstName: text(row.firstName),
        lastName: text(row.lastName),
      })
    for (const template of words.subjects[recordType] ?? []) {
      const tags = [...template.matchAll(/\{\{(\w+)\}\}/gu)].map(([, tag = '']) => tag)
      const values = Object.fromEntries(tags.map((tag) => [tag, wordOf(recordType, row, tag, depth)]))
      if (tags.every((tag) => values[tag] !== '')) return filled(template, values)
    }
    return ''
  }

  return {
    subjectOf(recordType, row) {
      const name = subject(recordType, row, 0) || text(row.name ?? row.title ?? row.subject) || text(row.id)
      return clip(name, longest)
    },
    placeOf: (recordType, row) => placeOf(recordType, row),
    subjectOfId(recordType, id) {
      const row = find(recordType, id)
      return row ? clip(subject(recordType, row, 0), longest) : ''
    },
  }
}

/** Records that a record refers to: [record type, id, field]; of an attached file the one that it hangs on. */
function referredBy(
  recordType: string,
  row: Row,
): readonly (readonly [to: string, id: unknown, field: string])[] {
  const type = recordTypeOf(recordType)
  if (type?.table === attachment) return [[text(row.subjectTable), row.subjectId, 'subjectId']]
  return (type?.references ?? []).map(({ field, to }) => [to, row[field], field] as const)
}

/** Name of one record as a person knows it. @param row fields as they stand in a package or in the table */
export function subjectOf(recordType: string, row: Row, cx: QueryContext, lookup?: Lookup): string {
  return recordNames(cx, lookup).subjectOf(recordType, row)
}

// ── what a submission changes in the mirror, record by record ───────────────────────────────────────────────────

/** Records that a preview shows. */
export const mostDifferences = 300

/** What a person looks for first. */
const first: readonly string[] = [
  'project',
  'planEntry',
  'entryBudget',
  'plan',
  'fate',
  'entryReturn',
  'forum',
  'forumNeed',
  'activity',
  'village',
  'body',
  'seat',
  'appointmentOrder',
]
/** Fields that say nothing to a person, or that are papers of their own. */
const silent: ReadonlySet<string> = new Set([
  'id',
  'searchKey',
  'sortKey',
  'paperAsSigned',
  'frozen',
  'example',
])
/** Of a record that came or went: as many of its fields. */
const tellingFields = 6

type Difference = { type: TableChange['type']; before: Row | null; after: Row | null }

/** The preview of a submission: what changes and goes first, then what is new, the weightiest kinds of record first. */
export function showMirrorChanges(cx: QueryContext, tables: readonly TableChange[]): Shown {
  const inOrder = tables.toSorted((a, b) => weightOf(a.type) - weightOf(b.type))
  const total = tables.reduce((sum, one) => sum + one.added + one.changed + one.removed, 0)
  const found: Difference[] = []
  const room = () => mostDifferences - found.length
  for (const { type, changed, removedIds, rows } of inOrder) {
    if (changed > 0 && room() > 0) {
      const after = some(rows.read(), (row) => !row.added, Math.min(changed, room()))
      const before = held(
        cx,
        type,
        after.map(({ row }) => row.id),
      )
      for (const { row } of after) found.push({ type, before: before.get(row.id) ?? null, after: row })
    }
    const gone = removedIds.slice(0, Math.max(0, room()))
    for (const row of held(cx, type, gone).values()) found.push({ type, before: row, after: null })
  }
  for (const { type, added, rows } of inOrder) {
    if (added === 0 || room() <= 0) continue
    for (const { row } of some(rows.read(), (one) => one.added, Math.min(added, room())))
      found.push({ type, before: null, after: row })
  }
  const names = recordNames(cx, stagedRecords(tables, found))
  return {
    changes: tables.map(({ type, added, changed, removed, same }) => ({
      table: type.name,
      added,
      changed,
      removed,
      same,
    })),
    differences: found.map((one) => toldDifference(names, one.type, one.before, one.after)),
    more: total - found.length,
    verdicts: [],
  }
}

/** One record before and after, as the preview shows it. Exactly one of the two may be null. */
export function toldDifference(
  names: RecordNames,
  type: RecordType,
  before: Row | null,
  after: Row | null,
): RecordDifference {
  const row = after ?? before ?? {}
  const fields = Object.keys(type.row.shape).filter((field) => !silent.has(field))
  const told =
    before !== null && after !== null
      ? fields.filter((field) => !isSame(before[field], after[field]))
      : fields.filter((field) => isTelling(row[field])).slice(0, tellingFields)
  // A record that another one names stands there by its name: nobody reads ids.
  const inWords = (of: Row | null, field: string): unknown => {
    const value = of?.[field] ?? null
    const to = type.references.find((reference) => reference.field === field)?.to
    if (to === undefined || typeof value !== 'string') return shortened(value)
    return names.subjectOfId(to, value) || value
  }
  return {
    recordType: type.name,
    id: text(row.id),
    subject: names.subjectOf(type.name, row),
    place: names.placeOf(type.name, row),
    change: before === null ? 'added' : after === null ? 'removed' : 'changed',
    fields: told.map((field) => ({ field, before: inWords(before, field), after: inWords(after, field) })),
  }
}

/** Rows of the package that the shown ones name, as they are to be: they may not be in the file yet. */
function stagedRecords(tables: readonly TableChange[], found: readonly Difference[]): Lookup {
  const rows = new Map<string, Map<string, Row>>()
  const wanted = new Map<string, Set<string>>()
  const keep = (recordType: string, row: Row) => {
    const ofType = rows.get(recordType) ?? new Map<string, Row>()
    rows.set(recordType, ofType.set(text(row.id), row))
    for (const [to, id] of referredBy(recordType, row)) {
      if (typeof id === 'string' && id !== '') wanted.set(to, (wanted.get(to) ?? new Set()).add(id))
    }
  }
  for (const { type, after } of found) if (after) keep(type.name, after)
  // Records refer to those of types before them.
  for (const { type, added, changed, rows: spool } of tables.toReversed()) {
    const ids = [...(wanted.get(type.name) ?? [])].filter((id) => !rows.get(type.name)?.has(id))
    const missing = new Set(ids)
    if (missing.size === 0 || added + changed === 0) continue
    for (const { row } of spool.read()) {
      if (!missing.has(row.id)) continue
      keep(type.name, row)
      missing.delete(row.id)
      if (missing.size === 0) break
    }
  }
  return (recordType, id) => rows.get(recordType)?.get(id)
}

function weightOf(type: RecordType): number {
  const at = first.indexOf(type.name)
  return at < 0 ? first.length : at
}

function some(
  rows: Iterable<ChangedRow>,
  isWanted: (row: ChangedRow) => boolean,
  most: number,
): ChangedRow[] {
  const found: ChangedRow[] = []
  for (const row of rows) {
    if (!isWanted(row)) continue
    found.push(row)
    if (found.length >= most) break
  }
  return found
}

function held(cx: QueryContext, type: TableChange['type'], ids: readonly string[]): Map<string, Row> {
  if (ids.length === 0) return new Map()
  const rows = cx.db
    .select()
    .from(type.table)
    .where(inArray(type.table.id, [...ids]))
    .all() as RecordRow[]
  return new Map(rows.map((row) => [row.id, row]))
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}

function isTelling(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return false
  return !Array.isArray(value) || value.length > 0
}

/** A value as it stands in the record; what would fill the screen is cut. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return clip(value, 1000)
  if (typeof value !== 'object' || value === null) return value ?? null
  return JSON.stringify(value).length > 4000 ? '…' : value
}

/** Cuts between letters, never inside one (Thai marks stay on theirs). */
function clip(value: string, most: number): string {
  if (value.length <= most) return value
  let kept = ''
  for (const { segment } of new Intl.Segmenter('th', { granularity: 'grapheme' }).segment(
    value.slice(0, most + 20),
  )) {
    if (kept.length + segment.length > most - 1) break
    kept += segment
  }
  return `${kept}…`
}

function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template
    .replace(/\{\{(\w+)\}\}/gu, (_tag, name: string) => values[name] ?? '')
    .replace(/\s+/gu, ' ')
    .trim()
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
