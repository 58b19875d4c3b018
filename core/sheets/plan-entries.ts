import { eq } from 'drizzle-orm'
import { planEntry, project, village } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { isFault } from '../kernel/fault.ts'
import { budgetsOf, mustFitSpan, openForChange, saveEntries } from '../plans/commands.ts'
import { type EntryFields, entryFields, type ProjectClass } from '../plans/rules.ts'
import { servedBy } from '../plans/served.ts'
import { type Coordinates, readCoordinates } from '../projects/coordinates.ts'
import { formatBaht } from '../thai/money.ts'
import { formatMoo } from '../thai/moo.ts'
import { normaliseText } from '../thai/text.ts'
import {
  byYear,
  type HeadOf,
  numberIn,
  type RowResult,
  reason,
  reasonsOfZod,
  textIn,
  twiceInFile,
} from './outcome.ts'
import { readVillageCells, type VillageCell } from './places.ts'
import type { RowReason } from './rules.ts'
import type { Places, SheetRecord } from './understand.ts'
import { fold } from './values.ts'
import type { SheetWords } from './words.ts'

/** Texts that are taken over as they stand. */
const plainTexts = [
  'problem',
  'objective',
  'target',
  'expectedResult',
  'kpi',
  'readiness',
  'remark',
  'sourceCode',
] as const
const textFields = [
  'name',
  'issue',
  ...plainTexts,
  'site',
  'budgetSource',
  'leadAgency',
  'relatedAgencies',
  'sourceRef',
] as const
type TextField = (typeof textFields)[number]

export type EntryImport = {
  planId: string
  records: readonly SheetRecord[]
  headOf: HeadOf
  words: SheetWords
  tambons: Places
  /** Class of new rows whose sheet does not say it. */
  classIfMissing: ProjectClass | null
}

/** What a row of the sheet says of an entry; a field that the sheet does not have is missing. */
type Draft = {
  record: SheetRecord
  id: string
  texts: Partial<Record<TextField, { raw: string; text: string }>>
  projectClass: ProjectClass | undefined
  /** Satang; null = an empty cell. */
  budgets: Map<number, number | null>
  moo: readonly number[]
  tambonCode: string | null
  /** The one village of the office that the row means; null = none, several, or not certain. */
  villageId: string | null
  /** In a column, a heading or the sheet's name, not only in the words of its site. */
  saysVillage: boolean
  coordinates: Coordinates | null
  /** Folded name and site. */
  nameKey: string
  siteKey: string
  reasons: RowReason[]
  /** What is left out or understood in a way that a person should see; the row goes in. */
  remarks: RowReason[]
}

type Known = Omit<EntryFields, 'budgets'> & {
  id: string
  budgets: ReadonlyMap<number, { amount: number }>
  siteKey: string
  villageId: string | null
  coordinates: Coordinates | null
  takenFromId: string | null
}

/**
 * Rows of a sheet → entries of a plan, through the same saving as the grid's. Known again by the program's own id, else
 * by its number in the file (รหัส), else by name and place; what is not known is new. An empty cell leaves what is
 * there, unless the row carries the program's id: then the sheet is our own export, and emptying a cell means it.
 *
 * @throws Fault plan.adopted, record.notFound, record.foreign
 */
export function importEntries(cx: CommandContext, input: EntryImport): RowResult[] {
  const head = openForChange(cx, input.planId)
  const planFy = head.planFy
  const known = knownEntries(cx, head.id)
  const villages = villagesOf(cx)
  const mooOf = mooReader()
  const cellsOf = villageReader()
  const twice = twiceInFile()
  const used = new Set<string>()
  const results: RowResult[] = []
  const saving: { result: RowResult; row: Parameters<typeof saveEntries>[1]['rows'][number] }[] = []

  for (const record of input.records) {
    const draft = draftOf(record, input, {
      planFy,
      tambonCode: head.tambonCode,
      villageId: head.villageId,
      villages,
      mooOf,
      cellsOf,
    })
    const name = normaliseText(draft.texts.name?.raw ?? '')
    const result: RowResult = { line: record.line, outcome: 'refused', name, reasons: draft.reasons }
    results.push(result)
    if (draft.reasons.length > 0) continue
    result.reasons = [...draft.remarks]
    const double = twice(keyOf(draft), () => contentOf(draft), record.line)
    if (double) {
      result.outcome = double.outcome
      result.reasons.push(reason(input.headOf, 'name', double.key, { line: double.line }))
      continue
    }
    const match = matchOf(draft, known, used)
    const parsed = entryFields.safeParse(fieldsFor(draft, match, input.classIfMissing))
    if (!parsed.success) {
      result.reasons.push(...reasonsOfZod(parsed.error.issues, input.headOf, (path) => fieldAt(path, draft)))
      continue
    }
    const fits = spanReason(head, parsed.data, input.headOf)
    if (fits) {
      result.reasons.push(fits)
      continue
    }
    if (match) {
      used.add(match.id)
      const changes = [...changesOf(match, parsed.data), ...placeChanges(match, draft, villages)]
      if (changes.length === 0) {
        result.outcome = 'same'
        continue
      }
      result.outcome = 'changed'
      result.changes = changes
      saving.push({ result, row: { id: match.id, fields: parsed.data, ...placeFor(draft, match) } })
    } else {
      result.outcome = 'added'
      saving.push({ result, row: { id: null, fields: parsed.data, ...placeFor(draft) } })
    }
  }
  if (saving.length > 0)
    saveEntries(cx, { planId: head.id, rows: saving.map((one) => one.row), removed: [], order: [] })
  return results
}

function spanReason(
  head: Parameters<typeof mustFitSpan>[0],
  fields: EntryFields,
  headOf: HeadOf,
): RowReason | null {
  try {
    mustFitSpan(head, fields)
    return null
  } catch (error) {
    if (!isFault(error) || error.code !== 'plan.yearOutsideSpan') throw error
    const { year, from, to } = error.params
    return reason(headOf, `budget:${String(year)}`, 'yearOutsideSpan', {
      year: Number(year),
      from: Number(from),
      to: Number(to),
    })
  }
}

/** The field a rule's complaint is about: of a budget the column of its year. */
function fieldAt(path: readonly (string | number)[], draft: Draft): string {
  if (path[0] !== 'budgets') return String(path[0] ?? '')
  const year = [...draft.budgets].filter(([, amount]) => amount !== null)[Number(path[1])]?.[0]
  return year === undefined ? 'budget' : `budget:${year}`
}

function knownEntries(
  cx: CommandContext,
  planId: string,
): { byId: Map<string, Known>; byCode: Map<string, Known>; byName: Map<string, Known[]> } {
  const budgets = budgetsOf(cx, planId)
  const rows = cx.db
    .select()
    .from(planEntry)
    .innerJoin(project, eq(project.id, planEntry.projectId))
    .where(eq(planEntry.planId, planId))
    .orderBy(planEntry.rank)
    .all()
  const byId = new Map<string, Known>()
  const byCode = new Map<string, Known>()
  const byName = new Map<string, Known[]>()
  for (const { planEntry: row, project: of } of rows) {
    const { latitude, longitude } = of
    const entry: Known = {
      ...row,
      budgets: budgets.get(row.id) ?? new Map(),
      siteKey: fold(row.site),
      villageId: of.villageId,
      coordinates: latitude === null || longitude === null ? null : { latitude, longitude },
    }
    byId.set(row.id, entry)
    if (row.sourceCode !== '' && !byCode.has(row.sourceCode)) byCode.set(row.sourceCode, entry)
    const key = fold(row.name)
    const same = byName.get(key)
    if (same) same.push(entry)
    else byName.set(key, [entry])
  }
  return { byId, byCode, byName }
}

type Village = { id: string; tambonCode: string; mooNo: number | null; name: string; key: string }
type Villages = {
  byMoo: ReadonlyMap<string, Village>
  byName: ReadonlyMap<string, Village[]>
  all: readonly Village[]
}

function villagesOf(cx: CommandContext): Villages {
  const all = cx.db
    .select({ id: village.id, tambonCode: village.tambonCode, mooNo: village.mooNo, name: village.name })
    .from(village)
    .where(eq(village.officeId, cx.office().id))
    .all()
    .map((row) => ({ ...row, key: nameKey(row.name) }))
  const byName = new Map<string, Village[]>()
  for (const one of all) byName.set(one.key, [...(byName.get(one.key) ?? []), one])
  return { byMoo: new Map(all.map((one) => [`${one.tambonCode} ${one.mooNo}`, one])), byName, all }
}

/** บ้านดอนงาม and ดอนงาม are one name. */
const nameKey = (name: string) => fold(name).replace(/^(?:บ้าน|ชุมชน)/u, '')

/**
 * The one village of the office that a number, a name or both mean. A number and a name that belong to two different
 * villages mean none.
 */
function villageMeant(
  said: VillageCell,
  moo: readonly number[],
  tambonCode: string | null,
  villages: Villages,
): { id: string | null; contradicts: boolean } {
  const here = (one: Village) => tambonCode === null || one.tambonCode === tambonCode
  const named = said.name === '' ? [] : (villages.byName.get(nameKey(said.name)) ?? []).filter(here)
  if (moo.length > 1 || said.moo === 'all') return { id: null, contradicts: false }
  if (moo.length === 0) return { id: only(named)?.id ?? null, contradicts: false }
  const numbered =
    tambonCode === null
      ? only(
          villages.all.filter((one) => one.mooNo === moo[0] && (named.length === 0 || named.includes(one))),
        )
      : villages.byMoo.get(`${tambonCode} ${moo[0]}`)
  // A name that no village has is a spelling; one that another village has is a contradiction.
  if (numbered && named.length > 0 && !named.includes(numbered)) return { id: null, contradicts: true }
  return { id: numbered?.id ?? null, contradicts: false }
}

function placeFor(draft: Draft, match?: Known) {
  return {
    ...(match === undefined || givesVillage(match, draft)
      ? { place: { villageId: draft.villageId, tambonCode: draft.tambonCode } }
      : {}),
    ...(draft.coordinates === null ? {} : { coordinates: draft.coordinates }),
  }
}

/** A sheet of somebody's own names the village of a project that had none; our own export never does. */
function givesVillage(before: Known, draft: Draft): boolean {
  return draft.saysVillage && draft.id === '' && draft.villageId !== null && before.villageId === null
}

/** A place on the ground that is new or another, and the village of a project that had none. */
function placeChanges(before: Known, draft: Draft, villages: Villages): NonNullable<RowResult['changes']> {
  const changes: NonNullable<RowResult['changes']> = []
  const { coordinates: now } = draft
  if (before.takenFromId !== null) return changes
  if (
    now !== null &&
    (now.latitude !== before.coordinates?.latitude || now.longitude !== before.coordinates.longitude)
  )
    changes.push({ field: 'coordinates', before: shownPlace(before.coordinates), after: shownPlace(now) })
  if (givesVillage(before, draft)) {
    const one = villages.all.find((known) => known.id === draft.villageId)
    changes.push({ field: 'village', before: '', after: one?.name ?? '' })
  }
  return changes
}

function shownPlace(place: Coordinates | null): string {
  return place === null ? '' : `${place.latitude}, ${place.longitude}`
}

type RowHead = {
  planFy: number
  tambonCode: string | null
  /** Of a village's own plan. */
  villageId: string | null
  villages: Villages
  mooOf(text: string): readonly number[]
  cellsOf(moo: string, village: string): VillageCell
}

function draftOf(record: SheetRecord, input: EntryImport, head: RowHead): Draft {
  const { words, headOf } = input
  const reasons = [...record.reasons]
  const remarks: RowReason[] = []
  const texts: Draft['texts'] = {}
  const put = (field: TextField, raw: string | undefined, text = raw) => {
    if (raw !== undefined) texts[field] = { raw, text: text ?? '' }
  }
  put('name', textIn(record, 'name') ?? '')
  for (const field of plainTexts) put(field, textIn(record, field))
  const issue = textIn(record, 'issue')
  const programme = textIn(record, 'programme')
  if (issue !== undefined || programme !== undefined) {
    const raw = issue || programme || ''
    put('issue', raw, raw === '' ? '' : words.issue(raw))
  }
  for (const field of ['leadAgency', 'relatedAgencies'] as const) {
    const raw = textIn(record, field)
    put(field, raw, raw && words.agency(raw))
  }
  const source = textIn(record, 'budgetSource')
  put('budgetSource', source, source && words.source(source))
  put('sourceRef', sourceRefOf(record))

  const place = placeOf(record, input, head, reasons, remarks)
  put('site', place.site)
  const budgets = budgetsIn(record, head.planFy, headOf, reasons)
  return {
    record,
    id: textIn(record, 'id') ?? '',
    texts,
    projectClass: classOf(record, words, headOf, reasons),
    budgets,
    moo: place.moo,
    tambonCode: place.tambonCode,
    villageId: place.villageId,
    saysVillage: (textIn(record, 'moo') || textIn(record, 'village') || '') !== '',
    coordinates: coordinatesIn(record, headOf, remarks),
    nameKey: fold(texts.name?.raw ?? ''),
    siteKey: fold(texts.site?.text ?? ''),
    // Where every year has a column of its own, or nothing is asked for, no year need be read out of the period.
    reasons: isYearNeeded(record)
      ? reasons
      : reasons.filter((one) => !isOf(one, headOf('fiscalYear').column)),
    remarks,
  }
}

function isOf(reason: RowReason, column: string | null): boolean {
  return column !== null && reason.column === column
}

/** One column of money with an amount in it: then the year of the row decides for which year it is. */
function isYearNeeded(record: SheetRecord): boolean {
  if (byYear(record, 'budget').size > 0) return false
  return [numberIn(record, 'budget'), numberIn(record, 'total')].some(
    (amount) => amount != null && amount !== 0,
  )
}

/**
 * Where it lies, of one column or two. A cell that cannot be read, or that lies outside Thailand, is said and left out:
 * the project is not the worse for it.
 */
function coordinatesIn(record: SheetRecord, headOf: HeadOf, remarks: RowReason[]): Coordinates | null {
  const [latitude, longitude] = [textIn(record, 'latitude') ?? '', textIn(record, 'longitude') ?? '']
  const whole = textIn(record, 'coordinates') ?? ''
  const [field, text] =
    whole !== '' ? ['coordinates', whole] : ['latitude', `${latitude} ${longitude}`.trim()]
  if (text === '') return null
  const read =
    whole === '' && (latitude === '' || longitude === '')
      ? ({ kind: 'unreadable' } as const)
      : readCoordinates(text)
  if (read.kind === 'read') return read.coordinates
  remarks.push(reason(headOf, field, coordinateFaults[read.kind], { text: text.slice(0, 60) }))
  return null
}

const coordinateFaults = {
  unreadable: 'coordinatesUnread',
  outside: 'coordinatesOutside',
  whichZone: 'coordinatesZone',
} as const

/** เล่ม 2 หน้า 45 ข้อ 3, as far as the sheet has them in columns of their own (DOMAIN.md §3.1). */
function sourceRefOf(record: SheetRecord): string | undefined {
  const own = textIn(record, 'sourceRef')
  const parts = [
    ['เล่ม', textIn(record, 'book')],
    ['หน้า', textIn(record, 'page')],
    ['ข้อ', textIn(record, 'item')],
  ] as const
  if (own === undefined && parts.every(([, text]) => text === undefined)) return undefined
  const words = parts.flatMap(([word, text]) =>
    text ? [text.startsWith(word) ? text : `${word} ${text}`] : [],
  )
  return [own ?? '', ...words].filter((part) => part !== '').join(' ')
}

/** Where the project is: its site, with the หมู่ที่, หมู่บ้าน and ตำบล of columns of their own, a group line or the sheet's name. */
function placeOf(
  record: SheetRecord,
  input: EntryImport,
  head: RowHead,
  reasons: RowReason[],
  remarks: RowReason[],
): { site: string | undefined; moo: readonly number[]; tambonCode: string | null; villageId: string | null } {
  const { tambons, headOf } = input
  const site = textIn(record, 'site')
  const mooText = textIn(record, 'moo')
  const villageText = textIn(record, 'village')
  const tambonText = textIn(record, 'tambon')
  const tambon = tambonText ? tambonOf(tambonText, tambons) : undefined
  if (tambonText && !tambon)
    reasons.push(reason(headOf, 'tambon', 'unknownTambon', { name: tambonText.slice(0, 60) }))
  const tambonCode = tambon?.code ?? head.tambonCode
  const said = head.cellsOf(mooText ?? '', villageText ?? '')
  const moo = Array.isArray(said.moo) ? said.moo : head.mooOf(`${said.words} | ${site ?? ''}`)
  const meant = villageMeant(said, moo, tambonCode, head.villages)
  const villageField = mooText ? 'moo' : 'village'
  if (meant.contradicts)
    remarks.push(reason(headOf, villageField, 'villageContradicts', { name: said.words }))
  const isElsewhere = head.villageId !== null && meant.id !== null && meant.id !== head.villageId
  if (isElsewhere) remarks.push(reason(headOf, villageField, 'otherVillage', { name: said.words }))
  const isOtherTambon = head.tambonCode !== null && tambonCode !== head.tambonCode
  if (isOtherTambon) remarks.push(reason(headOf, 'tambon', 'otherTambon', { name: tambon?.name ?? '' }))
  const one = isOtherTambon ? undefined : head.villages.all.find((known) => known.id === meant.id)
  const place = { moo, tambonCode: tambonCode ?? one?.tambonCode ?? null, villageId: one?.id ?? null }
  if (site === undefined && mooText === undefined && villageText === undefined && tambonText === undefined)
    return { site: undefined, ...place }
  const parts = [site ?? '']
  // A village plan is of its village: saying its หมู่ที่ in every row would only be noise.
  const isNoise = head.villageId !== null && !isElsewhere && !meant.contradicts
  const isSaid = moo.length > 0 && site && head.mooOf(site).join() === moo.join()
  if (said.words !== '' && !isNoise && !isSaid && !(site ?? '').includes(said.words)) parts.push(said.words)
  if (tambon && (head.tambonCode === null || isOtherTambon) && !(site ?? '').includes(tambon.name))
    parts.push(`ตำบล${tambon.name}`)
  return { site: parts.filter((part) => part !== '').join(' '), ...place }
}

/** Village numbers in running text; the same sites stand in hundreds of rows. */
function mooReader(): (text: string) => readonly number[] {
  const memory = new Map<string, readonly number[]>()
  return (text) => {
    const known = memory.get(text)
    if (known) return known
    const { moo } = servedBy([text])
    memory.set(text, moo)
    return moo
  }
}

function villageReader(): RowHead['cellsOf'] {
  const memory = new Map<string, VillageCell>()
  return (mooCell, villageCell) => {
    const key = `${mooCell} | ${villageCell}`
    const known = memory.get(key)
    if (known) return known
    const read = readVillageCells(mooCell, villageCell, formatMoo)
    memory.set(key, read)
    return read
  }
}

export function tambonOf(text: string, tambons: Places): Places[number] | undefined {
  const name = normaliseText(text).replace(/^(?:ตำบล|ต\.)\s*/u, '')
  return tambons.find((tambon) => tambon.name === name || tambon.code === name)
}

export function classOf(
  record: SheetRecord,
  words: SheetWords,
  headOf: HeadOf,
  reasons: RowReason[],
): ProjectClass | undefined {
  const ticks = (['classSelf', 'classJoint', 'classBeyond'] as const).filter(
    (field) => record.values.get(field) === true,
  )
  const text = textIn(record, 'projectClass') ?? ''
  const said = text === '' ? undefined : words.classOf(text)
  if (text !== '' && said === undefined) reasons.push(reason(headOf, 'projectClass', 'projectClass'))
  if (ticks.length > 1) reasons.push(reason(headOf, ticks[1] ?? '', 'twoClasses'))
  const ticked = ({ classSelf: 'SELF', classJoint: 'JOINT', classBeyond: 'BEYOND' } as const)[
    ticks[0] ?? 'classSelf'
  ]
  return said ?? (ticks.length === 1 ? ticked : undefined)
}

/** Years as columns; one column of money counts for the row's fiscal year, else for the plan's. */
function budgetsIn(
  record: SheetRecord,
  planFy: number,
  headOf: HeadOf,
  reasons: RowReason[],
): Map<number, number | null> {
  const budgets = new Map<number, number | null>()
  for (const [year, amount] of byYear(record, 'budget'))
    budgets.set(year, typeof amount === 'number' ? amount : null)
  const perYear = budgets.size > 0
  const single = numberIn(record, 'budget') ?? (perYear ? undefined : numberIn(record, 'total'))
  if (single === undefined) return budgets
  const year = numberIn(record, 'fiscalYear') ?? planFy
  const before = budgets.get(year)
  if (single !== null && before !== undefined && before !== null && before !== single && perYear)
    reasons.push(reason(headOf, 'budget', 'budgetTwice', { year }))
  else if (!perYear) budgets.set(year, single)
  else if (single !== null && [...budgets.values()].every((amount) => amount === null))
    budgets.set(year, single)
  return budgets
}

const codePart = (draft: Draft) => draft.texts.sourceCode?.text ?? ''

function keyOf(draft: Draft): string {
  if (draft.id !== '') return `id ${draft.id}`
  if (codePart(draft) !== '') return `code ${codePart(draft)}`
  return `name ${draft.nameKey} ${draft.siteKey}`
}

function contentOf(draft: Draft): string {
  return JSON.stringify([draft.texts, draft.projectClass, [...draft.budgets]])
}

/** The entry that a row is about, if the plan has it. */
function matchOf(
  draft: Draft,
  known: ReturnType<typeof knownEntries>,
  used: ReadonlySet<string>,
): Known | undefined {
  const byId = known.byId.get(draft.id)
  if (byId && !used.has(byId.id)) return byId
  const byCode = known.byCode.get(codePart(draft))
  if (byCode && codePart(draft) !== '' && !used.has(byCode.id)) return byCode
  const named = known.byName.get(draft.nameKey)
  const free = named?.filter((entry) => !used.has(entry.id)) ?? []
  if (free.length === 0) return undefined
  // A row with a number of its own is another project than one with another number.
  const open = codePart(draft) === '' ? free : free.filter((entry) => entry.sourceCode === '')
  const { siteKey } = draft
  const exact = open.find((entry) => entry.siteKey === siteKey)
  if (exact) return exact
  if (siteKey === '' && draft.moo.length === 0) return only(open)
  const unplaced = open.filter((entry) => entry.siteKey === '')
  if (unplaced.length > 0) return only(unplaced)
  const moo = draft.moo.join()
  return moo === '' ? undefined : only(open.filter((entry) => servedBy([entry.site]).moo.join() === moo))
}

const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined)

/** The whole entry as it would be: what the sheet says over what is there. */
function fieldsFor(draft: Draft, match: Known | undefined, classIfMissing: ProjectClass | null): unknown {
  const ownExport = match !== undefined && match.id === draft.id
  const fields: Record<string, unknown> = {}
  for (const field of textFields) {
    const said = draft.texts[field]
    const before = match?.[field] ?? ''
    if (said === undefined || (said.raw === '' && said.text === '' && !ownExport)) fields[field] = before
    // Words that the program holds as they were typed are not made others by coming back (export = import).
    else fields[field] = before !== '' && normaliseText(said.raw) === before ? before : said.text
  }
  fields.projectClass = draft.projectClass ?? match?.projectClass ?? classIfMissing ?? undefined
  const budgets = new Map([...(match?.budgets ?? [])].map(([year, budget]) => [year, budget.amount]))
  for (const [year, amount] of draft.budgets) {
    if (amount !== null && amount !== 0) budgets.set(year, amount)
    else if (amount === 0 || ownExport) budgets.delete(year)
  }
  fields.budgets = [...budgets].map(([fiscalYear, amount]) => ({ fiscalYear, amount }))
  return fields
}

function changesOf(before: Known, after: EntryFields): NonNullable<RowResult['changes']> {
  const changes: NonNullable<RowResult['changes']> = []
  for (const field of [...textFields, 'projectClass'] as const) {
    if (before[field] !== after[field]) changes.push({ field, before: before[field], after: after[field] })
  }
  const wanted = new Map(
    after.budgets.filter((one) => one.amount !== 0).map((one) => [one.fiscalYear, one.amount]),
  )
  for (const year of new Set([...before.budgets.keys(), ...wanted.keys()])) {
    const old = before.budgets.get(year)?.amount ?? 0
    const now = wanted.get(year) ?? 0
    if (old !== now)
      changes.push({
        field: `budget:${year}`,
        before: old === 0 ? '' : formatBaht(old),
        after: now === 0 ? '' : formatBaht(now),
      })
  }
  return changes
}
