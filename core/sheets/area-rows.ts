import { eq } from 'drizzle-orm'
import { forumNeed, lao, village, villageFigure, villageLao } from '../../db/schema.ts'
import type { FaultIssue } from '../faults.ts'
import { saveNeeds } from '../forums/commands.ts'
import { type NeedFields, needFields } from '../forums/rules.ts'
import { saveFigures, saveLao, saveVillages } from '../geography/commands.ts'
import { laoKey, laoTypeOf, readCoverage } from '../geography/paste.ts'
import {
  type FigureFields,
  figureFields,
  type Lao,
  laoFields,
  type VillageFields,
  villageFields,
} from '../geography/rules.ts'
import type { CommandContext } from '../kernel/context.ts'
import { isFault } from '../kernel/fault.ts'
import { toArabicDigits } from '../thai/digits.ts'
import { formatBaht } from '../thai/money.ts'
import { normaliseText } from '../thai/text.ts'
import {
  byYear,
  type HeadOf,
  numberIn,
  type RowResult,
  reason,
  reasonsOfIssues,
  reasonsOfZod,
  textIn,
  twiceInFile,
} from './outcome.ts'
import { classOf, tambonOf } from './plan-entries.ts'
import type { RowReason } from './rules.ts'
import type { Places, SheetRecord } from './understand.ts'
import { fold } from './values.ts'
import type { SheetWords } from './words.ts'

type AreaImport = {
  records: readonly SheetRecord[]
  headOf: HeadOf
  words: SheetWords
  tambons: Places
  /** Tambon that the sheet's title names, or the office's only one. */
  usualTambon: string | null
  /** Year (พ.ศ.) that the sheet's title names. */
  titleYear: number | null
}

/**
 * Runs a command that refuses whole blocks and names the rows: those are left out, with what it says of them, and the
 * rest goes again; nothing of a refused attempt stays.
 */
function saveGood<T>(
  cx: CommandContext,
  rows: readonly T[],
  save: (rows: T[]) => void,
  refuse: (row: T, issues: readonly FaultIssue[]) => void,
): void {
  let left = [...rows]
  while (left.length > 0) {
    try {
      cx.attempt(() => save(left))
      return
    } catch (error) {
      const issues = isFault(error) && error.code === 'input.invalid' ? error.params.issues : undefined
      if (!Array.isArray(issues)) throw error
      const refused = new Map<number, FaultIssue[]>()
      for (const issue of issues as FaultIssue[]) {
        const at = Number(issue.path[1])
        refused.set(at, [...(refused.get(at) ?? []), issue])
      }
      const before = left.length
      left = left.filter((row, at) => {
        const wrong = refused.get(at)
        if (wrong) refuse(row, wrong)
        return !wrong
      })
      if (left.length === before) throw error
    }
  }
}

// ── villages ────────────────────────────────────────────────────────────────────────────────────────────────────────

const figureParts = ['population', 'male', 'female', 'households'] as const
type VillageRow = { result: RowResult; id: string | null; fields: VillageFields; figures: FigureFields[] }

/** Rows of a sheet → villages and communities, with their figures by year where the sheet says the year. */
export function importVillages(cx: CommandContext, input: AreaImport): RowResult[] {
  const officeId = cx.office().id
  const existing = cx.db.select().from(village).where(eq(village.officeId, officeId)).all()
  const figures = new Map(
    cx.db
      .select()
      .from(villageFigure)
      .where(eq(villageFigure.officeId, officeId))
      .all()
      .map((row) => [`${row.villageId} ${row.year}`, row]),
  )
  const byId = new Map(existing.map((row) => [row.id, row]))
  const byPlace = new Map(existing.map((row) => [villageKey(row), row]))
  const twice = twiceInFile()
  const results: RowResult[] = []
  const rows: VillageRow[] = []
  for (const record of input.records) {
    const draft = villageDraft(record, input)
    const result: RowResult = {
      line: record.line,
      outcome: 'refused',
      name: draft.name,
      reasons: draft.reasons,
    }
    results.push(result)
    if (draft.reasons.length > 0) continue
    const key = villageKey(draft)
    const double = twice(key, () => JSON.stringify([draft, [...record.values]]), record.line)
    if (double) {
      result.outcome = double.outcome
      result.reasons.push(reason(input.headOf, 'name', double.key, { line: double.line }))
      continue
    }
    const id = textIn(record, 'id') ?? ''
    const match = byId.get(id) ?? byPlace.get(key)
    const say = <T>(said: T | undefined | null, before: T): T =>
      said === undefined || said === null || said === '' ? before : said
    const population = numberIn(record, 'population')
    const households = numberIn(record, 'households')
    const ofYear = figuresIn(record, input, match, figures)
    result.reasons.push(...ofYear.reasons)
    const parsed = villageFields.safeParse({
      kind: draft.kind,
      tambonCode: draft.tambonCode,
      mooNo: draft.mooNo,
      name: say(draft.name, match?.name ?? ''),
      officialCode: say(textIn(record, 'officialCode'), match?.officialCode ?? null),
      // With a year these are figures of that year; the village follows its newest year on its own.
      population: ofYear.hasYears ? (match?.population ?? null) : say(population, match?.population ?? null),
      households: ofYear.hasYears ? (match?.households ?? null) : say(households, match?.households ?? null),
      headmanName: say(textIn(record, 'headmanName'), match?.headmanName ?? ''),
      example: match?.example ?? cx.office().demo,
    })
    if (!parsed.success) result.reasons.push(...reasonsOfZod(parsed.error.issues, input.headOf, villageField))
    if (!parsed.success || result.reasons.length > 0) continue
    const changes = match ? villageChanges(match, parsed.data) : []
    changes.push(...ofYear.changes)
    result.outcome = match ? (changes.length > 0 ? 'changed' : 'same') : 'added'
    if (match && changes.length > 0) result.changes = changes
    if (result.outcome !== 'same')
      rows.push({ result, id: match?.id ?? null, fields: parsed.data, figures: ofYear.figures })
  }
  saveGood(
    cx,
    rows,
    (good) => {
      const { ids } = saveVillages(cx, { rows: good.map(({ id, fields }) => ({ id, fields })) })
      const perYear = good.flatMap((row, at) =>
        row.figures.map((fields) => ({ villageId: ids[at] ?? '', fields })),
      )
      if (perYear.length > 0) saveFigures(cx, { rows: perYear })
    },
    ({ result }, issues) => {
      result.outcome = 'refused'
      delete result.changes
      result.reasons.push(...reasonsOfIssues(issues, input.headOf, (path) => villageField(path.slice(3))))
    },
  )
  return results
}

/** Column of a field of the record; a village's tambon and moo have other names in a sheet. */
function villageField(path: readonly (string | number)[]): string {
  const field = String(path[0] ?? '')
  return { tambonCode: 'tambon', mooNo: 'moo' }[field] ?? field
}

type VillageDraft = {
  kind: 'village' | 'community'
  tambonCode: string
  mooNo: number | null
  name: string
}

function villageDraft(record: SheetRecord, input: AreaImport): VillageDraft & { reasons: RowReason[] } {
  const { headOf } = input
  const reasons = [...record.reasons]
  const said = normaliseText(textIn(record, 'name') ?? '')
  const kindWords = normaliseText(textIn(record, 'kind') ?? '')
  // "หมู่ที่ 3 บ้านนอกท่า" in one cell
  const inOne = /^(?:หมู่ที่|หมู่|ม\.)\s*([\d๐-๙]{1,3})\s*(.*)$/u.exec(said)
  const name = inOne?.[2] ? inOne[2] : said
  const mooText = toArabicDigits(normaliseText(textIn(record, 'moo') ?? '')).replace(
    /^(?:หมู่ที่|หมู่|ม\.)\s*/u,
    '',
  )
  const moo = mooText !== '' ? mooText : toArabicDigits(inOne?.[1] ?? '')
  const isCommunity =
    kindWords === 'community' || kindWords.startsWith('ชุมชน') || (moo === '' && name.startsWith('ชุมชน'))
  const tambonText = textIn(record, 'tambon') ?? ''
  const tambon = tambonText === '' ? undefined : tambonOf(tambonText, input.tambons)
  const tambonCode = tambon?.code ?? (tambonText === '' ? input.usualTambon : null)
  if (tambonCode === null)
    reasons.push(
      tambonText === ''
        ? reason(headOf, 'tambon', 'tambonMissing', { text: name })
        : reason(headOf, 'tambon', 'unknownTambon', { name: tambonText.slice(0, 60) }),
    )
  const mooNo = /^\d{1,3}$/u.test(moo) ? Number(moo) : null
  if (moo !== '' && mooNo === null) reasons.push(reason(headOf, 'moo', 'mooNo'))
  return { kind: isCommunity ? 'community' : 'village', tambonCode: tambonCode ?? '', mooNo, name, reasons }
}

function villageKey(row: VillageDraft): string {
  return row.kind === 'village' ? `${row.tambonCode} ${row.mooNo}` : `${row.tambonCode} ${fold(row.name)}`
}

const villageTexts = [
  'kind',
  'tambonCode',
  'mooNo',
  'name',
  'officialCode',
  'population',
  'households',
  'headmanName',
] as const

function villageChanges(before: VillageFields, after: VillageFields): NonNullable<RowResult['changes']> {
  return villageTexts.flatMap((field) =>
    before[field] === after[field]
      ? []
      : [
          {
            field: villageField([field]),
            before: String(before[field] ?? ''),
            after: String(after[field] ?? ''),
          },
        ],
  )
}

/** Figures of the years that the sheet's head, a column or its title names. */
function figuresIn(
  record: SheetRecord,
  input: AreaImport,
  match: { id: string } | undefined,
  known: ReadonlyMap<string, FigureFields & { id: string }>,
): {
  hasYears: boolean
  figures: FigureFields[]
  changes: NonNullable<RowResult['changes']>
  reasons: RowReason[]
} {
  const years = new Map<number, Partial<Record<(typeof figureParts)[number], number | null>>>()
  // Our own list names its day in the title; its figures are those of the village itself.
  const isOurs = match !== undefined && match.id === textIn(record, 'id')
  const rowYear = numberIn(record, 'year') ?? (isOurs ? null : input.titleYear)
  const hasSexes = record.values.has('male') || record.values.has('female')
  for (const part of figureParts) {
    const single = numberIn(record, part)
    if (rowYear !== null && single !== undefined)
      years.set(rowYear, { ...years.get(rowYear), [part]: single })
    for (const [year, value] of byYear(record, part))
      years.set(year, { ...years.get(year), [part]: typeof value === 'number' ? value : null })
  }
  const reasons: RowReason[] = []
  // Men and women are kept by year only.
  if (
    hasSexes &&
    rowYear === null &&
    [...years].length === 0 &&
    (numberIn(record, 'male') ?? numberIn(record, 'female')) !== null
  )
    reasons.push(reason(input.headOf, record.values.has('male') ? 'male' : 'female', 'figureYearMissing'))
  const figures: FigureFields[] = []
  const changes: NonNullable<RowResult['changes']> = []
  for (const [year, said] of years) {
    if (figureParts.every((part) => (said[part] ?? null) === null)) continue
    const before = match && known.get(`${match.id} ${year}`)
    const parsed = figureFields.safeParse({
      year,
      population: said.population ?? before?.population ?? null,
      male: said.male ?? before?.male ?? null,
      female: said.female ?? before?.female ?? null,
      households: said.households ?? before?.households ?? null,
      source: textIn(record, 'figureSource') || (before?.source ?? ''),
    })
    if (!parsed.success) {
      reasons.push(
        ...reasonsOfZod(parsed.error.issues, input.headOf, (path) => {
          const own = `${String(path[0] ?? 'population')}:${year}`
          return input.headOf(own).column === null ? String(path[0] ?? '') : own
        }),
      )
      continue
    }
    const changed = [...figureParts, 'source' as const].filter(
      (part) => parsed.data[part] !== (before?.[part] ?? (part === 'source' ? '' : null)),
    )
    if (changed.length === 0) continue
    figures.push(parsed.data)
    for (const part of changed)
      changes.push({
        field: part === 'source' ? 'figureSource' : `${part}:${year}`,
        before: String(before?.[part] ?? ''),
        after: String(parsed.data[part] ?? ''),
      })
  }
  return { hasYears: years.size > 0, figures, changes, reasons }
}

// ── อปท. ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Rows of a sheet → local authorities and agencies with the villages they cover. Several rows of one name are one
 * อปท.: one row a tambon or a village. Where the sheet has no column of villages those that are there stay.
 */
export function importLaos(cx: CommandContext, input: AreaImport): RowResult[] {
  const officeId = cx.office().id
  const villages = cx.db.select().from(village).where(eq(village.officeId, officeId)).all()
  const existing = cx.db.select().from(lao).where(eq(lao.officeId, officeId)).all()
  const links = cx.db.select().from(villageLao).where(eq(villageLao.officeId, officeId)).all()
  const byKey = new Map(existing.map((row) => [laoKey(row.name), row]))
  const byCode = new Map(existing.flatMap((row) => (row.code === null ? [] : [[row.code, row] as const])))
  const byId = new Map(existing.map((row) => [row.id, row]))
  const results: RowResult[] = []
  const groups = new Map<string, LaoGroup>()
  for (const record of input.records) {
    const raw = normaliseText(textIn(record, 'name') ?? '')
    const result: RowResult = {
      line: record.line,
      outcome: 'refused',
      name: raw,
      reasons: [...record.reasons],
    }
    results.push(result)
    const typeText = textIn(record, 'laoType') ?? ''
    const laoType = typeText === '' ? undefined : input.words.typeOf(typeText)
    if (typeText !== '' && laoType === undefined)
      result.reasons.push(reason(input.headOf, 'laoType', 'notInList'))
    if (raw === '') result.reasons.push(reason(input.headOf, 'name', 'required'))
    const covered = coverageOf(record, input, raw, villages)
    result.reasons.push(...covered.reasons)
    if (result.reasons.length > 0) continue
    const match =
      byId.get(textIn(record, 'id') ?? '') ??
      byKey.get(laoKey(raw)) ??
      byCode.get(textIn(record, 'code') ?? '')
    const key = match?.id ?? laoKey(raw)
    const group: LaoGroup = groups.get(key) ?? {
      match,
      results: [],
      fields: {
        name: match && laoKey(match.name) === laoKey(raw) ? match.name : input.words.agency(raw),
        laoType: (laoType ?? match?.laoType ?? laoTypeOf(input.words.agency(raw))) as Lao['laoType'],
        code: textIn(record, 'code') || (match?.code ?? null),
        example: match?.example ?? cx.office().demo,
      },
      villages: covered.said ? new Map() : null,
    }
    if (covered.said && group.villages === null) group.villages = new Map()
    for (const { villageId, part } of covered.links) {
      // Said once as whole and once in part: it is covered in part only where nothing says more.
      const before = group.villages?.get(villageId)
      group.villages?.set(villageId, before === false ? false : part)
    }
    group.results.push(result)
    groups.set(key, group)
  }
  for (const group of groups.values()) saveLaoGroup(cx, group, links, input.headOf)
  return results
}

type LaoGroup = {
  match: (Lao & { officeId: string }) | undefined
  results: RowResult[]
  fields: Omit<Lao, 'id'>
  /** Village → in part; null where no row says anything of villages. */
  villages: Map<string, boolean> | null
}

function saveLaoGroup(
  cx: CommandContext,
  group: LaoGroup,
  links: readonly { laoId: string; villageId: string; part: boolean }[],
  headOf: HeadOf,
): void {
  const { match } = group
  const parsed = laoFields.safeParse(group.fields)
  if (!parsed.success) {
    for (const result of group.results) result.reasons.push(...reasonsOfZod(parsed.error.issues, headOf))
    return
  }
  const before = new Map(
    links.filter((link) => link.laoId === match?.id).map((link) => [link.villageId, link.part]),
  )
  const after = group.villages ?? before
  const sameVillages = before.size === after.size && [...after].every(([id, part]) => before.get(id) === part)
  const sameFields =
    match !== undefined &&
    (['name', 'laoType', 'code'] as const).every((field) => match[field] === parsed.data[field])
  const outcome = match === undefined ? 'added' : sameFields && sameVillages ? 'same' : 'changed'
  // Of several rows of one อปท. the first stands for it, the others go with it.
  for (const [at, result] of group.results.entries())
    result.outcome = at === 0 ? outcome : outcome === 'same' ? 'same' : 'changed'
  if (outcome === 'same') return
  saveLao(cx, {
    id: match?.id ?? null,
    fields: parsed.data,
    villages: [...after].map(([villageId, part]) => ({ villageId, part })),
  })
  if (match === undefined) return
  const changes: NonNullable<RowResult['changes']> = (['name', 'laoType', 'code'] as const).flatMap(
    (field) =>
      match[field] === parsed.data[field]
        ? []
        : [{ field, before: String(match[field] ?? ''), after: String(parsed.data[field] ?? '') }],
  )
  if (!sameVillages)
    changes.push({ field: 'villages', before: String(before.size), after: String(after.size) })
  const first = group.results[0]
  if (first) first.changes = changes
}

function coverageOf(
  record: SheetRecord,
  input: AreaImport,
  name: string,
  villages: readonly { id: string; tambonCode: string; mooNo: number | null; name: string }[],
): { said: boolean; links: { villageId: string; part: boolean }[]; reasons: RowReason[] } {
  const text = textIn(record, 'villages')
  const tambonText = textIn(record, 'tambon') ?? ''
  if (text === undefined && tambonText === '') return { said: false, links: [], reasons: [] }
  const reasons: RowReason[] = []
  const tambon = tambonText === '' ? undefined : tambonOf(tambonText, input.tambons)
  if (tambonText !== '' && !tambon)
    reasons.push(reason(input.headOf, 'tambon', 'unknownTambon', { name: tambonText.slice(0, 60) }))
  if (!text) return { said: text !== undefined, links: [], reasons }
  const bare = input.words.agency(name).replace(/^(?:องค์การบริหารส่วนตำบล|เทศบาล(?:ตำบล|เมือง|นคร))/u, '')
  const own = input.tambons.filter((one) => one.name === bare)
  const usual = tambon?.code ?? (own.length === 1 ? own[0]?.code : undefined) ?? input.usualTambon
  const read = readCoverage(normaliseText(text), usual, { villages, tambons: input.tambons })
  const part = record.values.get('part') === true
  for (const problem of read.problems)
    reasons.push(reason(input.headOf, 'villages', problem.key, problem.params))
  return {
    said: true,
    links: part ? read.links.map((link) => ({ ...link, part: true })) : read.links,
    reasons,
  }
}

// ── needs of a forum ────────────────────────────────────────────────────────────────────────────────────────────────

const needTexts = ['problem', 'cause', 'name', 'site'] as const

/** Rows of a sheet → needs that a forum named. @throws Fault record.notFound, record.foreign */
export function importNeeds(
  cx: CommandContext,
  input: Omit<AreaImport, 'tambons' | 'usualTambon' | 'titleYear'> & { forumId: string },
): RowResult[] {
  const existing = cx.db.select().from(forumNeed).where(eq(forumNeed.forumId, input.forumId)).all()
  const byId = new Map(existing.map((row) => [row.id, row]))
  const keyOf = (row: { name: string; problem: string; site: string }) =>
    `${fold(row.name)} ${row.name === '' ? fold(row.problem) : ''} ${fold(row.site)}`
  const byKey = new Map(existing.map((row) => [keyOf(row), row]))
  const twice = twiceInFile()
  const results: RowResult[] = []
  const rows: { result: RowResult; id: string | null; fields: NeedFields }[] = []
  for (const record of input.records) {
    const reasons = [...record.reasons]
    const projectClass = classOf(record, input.words, input.headOf, reasons)
    const draft = {
      problem: normaliseText(textIn(record, 'problem') ?? ''),
      name: normaliseText(textIn(record, 'name') ?? ''),
      site: normaliseText(textIn(record, 'site') ?? ''),
    }
    const result: RowResult = {
      line: record.line,
      outcome: 'refused',
      name: draft.name || draft.problem,
      reasons,
    }
    results.push(result)
    if (reasons.length > 0) continue
    const id = textIn(record, 'id') ?? ''
    const double = twice(id === '' ? keyOf(draft) : id, () => JSON.stringify([...record.values]), record.line)
    if (double) {
      result.outcome = double.outcome
      result.reasons.push(reason(input.headOf, 'name', double.key, { line: double.line }))
      continue
    }
    const match = byId.get(id) ?? byKey.get(keyOf(draft))
    const issue = textIn(record, 'issue')
    const parsed = needFields.safeParse({
      ...Object.fromEntries(
        needTexts.map((field) => [field, textIn(record, field) || (match?.[field] ?? '')]),
      ),
      issue: issue
        ? match && normaliseText(issue) === match.issue
          ? match.issue
          : input.words.issue(issue)
        : (match?.issue ?? ''),
      projectClass: projectClass ?? match?.projectClass ?? null,
      amount: numberIn(record, 'amount') ?? match?.amount ?? null,
      votes: numberIn(record, 'votes') ?? match?.votes ?? null,
    })
    if (!parsed.success) {
      result.reasons.push(...reasonsOfZod(parsed.error.issues, input.headOf))
      continue
    }
    const changes = match ? needChanges(match, parsed.data) : []
    result.outcome = match ? (changes.length > 0 ? 'changed' : 'same') : 'added'
    if (match && changes.length > 0) result.changes = changes
    if (result.outcome !== 'same') rows.push({ result, id: match?.id ?? null, fields: parsed.data })
  }
  saveGood(
    cx,
    rows,
    (good) => {
      saveNeeds(cx, {
        forumId: input.forumId,
        rows: good.map(({ id, fields }) => ({ id, fields })),
        removed: [],
        order: [],
      })
    },
    ({ result }, issues) => {
      result.outcome = 'refused'
      delete result.changes
      result.reasons.push(...reasonsOfIssues(issues, input.headOf, (path) => String(path[3] ?? '')))
    },
  )
  return results
}

function needChanges(before: NeedFields, after: NeedFields): NonNullable<RowResult['changes']> {
  const fields = [...needTexts, 'issue', 'projectClass', 'amount', 'votes'] as const
  const word = (field: (typeof fields)[number], value: NeedFields[typeof field]) =>
    field === 'amount' && typeof value === 'number' ? formatBaht(value) : String(value ?? '')
  return fields.flatMap((field) =>
    before[field] === after[field]
      ? []
      : [{ field, before: word(field, before[field]), after: word(field, after[field]) }],
  )
}
