import { writeFile } from 'node:fs/promises'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { importBatch, importMapping, lao, plan, village, villageLao } from '../../db/schema.ts'
import { mustGetForum } from '../forums/queries.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext, QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import { type ProjectClass, spanYears } from '../plans/rules.ts'
import { readRules } from '../rules/queries.ts'
import { buddhistYearOf } from '../thai/dates.ts'
import { formatBaht } from '../thai/money.ts'
import { normaliseText } from '../thai/text.ts'
import { importLaos, importNeeds, importVillages } from './area-rows.ts'
import { badRowsWorkbook, reasonColumn } from './bad-rows.ts'
import {
  type Guess,
  guessColumn,
  guessFromCells,
  headSignature,
  type KnownHeads,
  knownHeads,
  mappingOf,
  yearOfHead,
} from './columns.ts'
import type { DryRow, DryRun, OpenedWorkbook, ReadSheet, SampleRow } from './contract.ts'
import { fieldsOf, kindOf, partsOfField } from './fields.ts'
import { type Layout, layoutOf, noteBook } from './layout.ts'
import { countOutcomes, headsOf, type RowResult } from './outcome.ts'
import { importEntries, tambonOf } from './plan-entries.ts'
import { readWorkbook } from './read-workbook.ts'
import type { OutcomeCounts, RowReason, SheetField, SheetInput, SheetMapping, SheetTarget } from './rules.ts'
import { type FieldValue, type Places, type SheetRecord, type Understood, understand } from './understand.ts'
import { severalYears, statedYear, textOf, yearIn } from './values.ts'
import { type SheetWords, sheetWords } from './words.ts'
import { type Cell, columnName, type Sheet } from './workbook.ts'

const shownRows = 500
const sampleCount = 20
const samplesOfColumn = 3
/** Cells under a head that are looked at to bear out what its words say. */
const lookedAt = 200

/** Looks into a workbook. @throws Fault sheet.*, file.unknown, cancelled */
export async function* openWorkbook(
  cx: TaskContext,
  input: { token: string },
): TaskGenerator<OpenedWorkbook> {
  const file = cx.files.look(input.token, cx.session.id)
  yield { step: 'sheets.progress.read', done: 0, total: 1, what: file.name }
  const { sha256, workbook } = await readWorkbook(file.path, file.name, cx.signal)
  const before = cx.db
    .select({ batchId: importBatch.id, importedOn: importBatch.importedOn, target: importBatch.target })
    .from(importBatch)
    .where(
      and(
        eq(importBatch.officeId, cx.office().id),
        eq(importBatch.sha256, sha256),
        isNull(importBatch.undoneOn),
      ),
    )
    .orderBy(desc(importBatch.id))
    .get()
  return {
    fileName: file.name,
    sha256,
    sizeBytes: file.sizeBytes,
    sheets: workbook.sheets.map((sheet, index) => ({
      index,
      name: sheet.name,
      hidden: sheet.hidden,
      rows: sheet.rows.length,
      columns: sheet.columns,
    })),
    already: before ? { ...before, target: before.target as SheetTarget } : null,
  }
}

/** What a sheet is about, as far as the records and its own titles say. */
type Setting = {
  years: number[]
  tambons: Places
  usualTambon: string | null
  /** Of the rows of a plan: the tambon that the titles name. Villages and อปท. take `usualTambon` themselves. */
  titleTambon: string | null
  titleYear: number | null
  words: SheetWords
  classProposed: ProjectClass | null
}
type Prepared = {
  fileName: string
  sha256: string
  sheet: Sheet
  layout: Layout
  known: KnownHeads
  setting: Setting
  signature: string
}

async function prepare(cx: TaskContext, input: SheetInput): Promise<Prepared> {
  const file = cx.files.look(input.token, cx.session.id)
  const { sha256, workbook } = await readWorkbook(file.path, file.name, cx.signal)
  const sheet = workbook.sheets[input.sheetIndex]
  if (!sheet) throw new Fault('record.notFound', { kind: 'sheet', id: String(input.sheetIndex) })
  const known = knownHeads(readRules(cx, 'sheet-columns').items, input.target)
  const layout = layoutOf(sheet, known, input.headRow)
  if (!layout.lines.some((line) => line.kind === 'data'))
    throw new Fault('sheet.noRows', { sheet: sheet.name })
  const setting = settingOf(cx, input, sheet, layout)
  return {
    fileName: file.name,
    sha256,
    sheet,
    layout,
    known,
    setting,
    signature: headSignature(
      layout.columns.map((column) => column.parts).filter((parts) => !parts.includes(reasonColumn(cx))),
    ),
  }
}

function settingOf(cx: QueryContext, input: SheetInput, sheet: Sheet, layout: Layout): Setting {
  const tambons = tambonsOfOffice(cx)
  const titles = [sheet.name, ...layout.titles]
  // "ข้อมูล ณ 31 ธันวาคม 2566" stands as often under the table.
  const remarks = layout.lines.filter((line) => line.kind === 'remark').map((line) => line.text)
  const head = input.target === 'planEntries' ? ownPlan(cx, input.targetId) : null
  if (input.target === 'forumNeeds') mustGetForum(cx, input.targetId ?? '')
  const headYears = layout.columns.flatMap((column) => yearOfHead(column.parts) ?? [])
  return {
    years: head ? spanYears(head) : [...new Set(headYears)].sort((a, b) => a - b),
    tambons,
    usualTambon: tambons.length === 1 ? (tambons[0]?.code ?? null) : namedIn(titles, tambons),
    titleTambon: input.target === 'planEntries' && !head?.tambonCode ? namedIn(titles, tambons) : null,
    titleYear: onlyOne(
      [...titles, ...remarks].flatMap((text) => statedYear(text) ?? yearIn(text)?.year ?? []),
    ),
    words: wordsFor(cx, head?.tambonCode ?? null),
    classProposed:
      titles.some((text) => text.includes('เกินศักยภาพ')) ||
      head?.level === 'needs' ||
      head?.level === 'province'
        ? 'BEYOND'
        : null,
  }
}

function ownPlan(cx: QueryContext, id: string | null) {
  const row = id === null ? undefined : cx.db.select().from(plan).where(eq(plan.id, id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'plan', id: id ?? '' })
  if (row.officeId !== cx.office().id)
    throw new Fault('record.foreign', { kind: 'plan', office: row.officeId })
  return row
}

/** Code of the only tambon of the office that the titles name. */
function namedIn(titles: readonly string[], tambons: Places): string | null {
  const named = tambons.filter((one) =>
    titles.some(
      (text) => text.includes(`ตำบล${one.name}`) || text.includes(`ต.${one.name}`) || text === one.name,
    ),
  )
  return named.length === 1 ? (named[0]?.code ?? null) : null
}

function onlyOne(years: readonly number[]): number | null {
  const distinct = new Set(years)
  return distinct.size === 1 ? (years[0] ?? null) : null
}

function wordsFor(cx: QueryContext, tambonCode: string | null): SheetWords {
  const table = readRules(cx, 'sheet-words').items
  const bare = new Map<string, string>()
  const { provinceCode } = cx.office()
  bare.set('องค์การบริหารส่วนจังหวัด', `องค์การบริหารส่วนจังหวัด${cx.geography.nameOf(provinceCode) ?? ''}`)
  if (tambonCode !== null) {
    const here = cx.db
      .selectDistinct({ id: lao.id, name: lao.name, laoType: lao.laoType })
      .from(villageLao)
      .innerJoin(lao, eq(lao.id, villageLao.laoId))
      .innerJoin(village, eq(village.id, villageLao.villageId))
      .where(and(eq(villageLao.officeId, cx.office().id), eq(village.tambonCode, tambonCode)))
      .all()
    for (const [laoType, prefix] of [
      ['SAO', 'องค์การบริหารส่วนตำบล'],
      ['SUBDISTRICT_MUNI', 'เทศบาลตำบล'],
    ] as const) {
      const only = here.filter((one) => one.laoType === laoType)
      if (only.length === 1 && only[0]) bare.set(prefix, only[0].name)
    }
  }
  return sheetWords(
    table,
    readRules(cx, 'development-issues').items.map((item) => item.name),
    bare,
  )
}

/** Understands a sheet and says how. @throws Fault sheet.*, record.notFound, record.foreign */
export async function* readSheet(
  cx: TaskContext,
  input: SheetInput & { mapping: SheetMapping | null },
): TaskGenerator<ReadSheet> {
  yield { step: 'sheets.progress.read', done: 0, total: 2 }
  const ready = await prepare(cx, input)
  yield { step: 'sheets.progress.understand', done: 1, total: 2, what: ready.sheet.name }
  const { layout, setting, sheet } = ready
  const data = layout.lines.filter((line) => line.kind === 'data')
  const cellsUnder = (index: number): Cell[] =>
    data.slice(0, lookedAt).map((line) => line.cells[index] ?? null)
  const notes = noteBook()
  const fields = fieldsOf(input.target, setting.years)
  const fromHeads = layout.columns.map((column, index) => {
    const all = guessColumn(input.target, column.parts, cellsUnder(index), ready.known, setting.years)
    const usable = all.filter((guess) => fields.some((field) => field.key === guess.field))
    for (const guess of all) if (!usable.includes(guess)) noteForeignYear(guess, columnName(index), notes)
    return usable
  })
  const guesses = guessFromCells(
    input.target,
    fromHeads,
    cellsUnder,
    layout.columns.map((column) => column.parts),
    setting.words,
    new Set(setting.tambons.map((tambon) => tambon.name)),
  ).map((list) => list.filter((guess) => fields.some((field) => field.key === guess.field)))
  for (const [index, column] of layout.columns.entries())
    if (column.parts.some(severalYears))
      notes.add('headSeveralYears', 0, { column: columnName(index), head: column.head })
  const guessed = mappingOf(guesses)
  const remembered =
    input.mapping === null ? rememberedMapping(cx, input.target, ready.signature, fields) : undefined
  const mapping = checkedMapping(input.target, input.mapping ?? remembered ?? guessed, sheet.columns)
  const understood = understand(input.target, layout, mapping, setting.tambons, fromTitles(ready))
  const saysClass = Object.values(mapping).some(
    (field) => field === 'projectClass' || field?.startsWith('class') === true,
  )
  for (const [index, column] of layout.columns.entries()) {
    const year = column.parts.map((part) => yearIn(part)).find((found) => found?.christian)
    if (year)
      notes.add('headChristianYear', 0, { column: columnName(index), head: column.head, year: year.year })
  }
  return {
    headRows: layout.head ? [layout.head.from, layout.head.to] : [0, 0],
    columns: layout.columns.map((column, index) => ({
      column: columnName(index),
      head: column.head,
      samples: samplesOf(cellsUnder(index)),
      guesses: (guesses[index] ?? []).map(({ field, certain }) => ({ field, certain })),
    })),
    mapping,
    mappingFrom: input.mapping !== null ? 'given' : remembered ? 'remembered' : 'guessed',
    fields,
    classMissing: input.target === 'planEntries' && !saysClass ? { proposed: setting.classProposed } : null,
    figureYearMissing:
      input.target === 'villages' && saysFiguresWithoutYear(mapping) && setting.titleYear === null
        ? { proposed: buddhistYearOf(cx.today()) }
        : null,
    rows: understood.records.length,
    sampleRows: understood.records
      .slice(0, sampleCount)
      .map((record) => sampleOf(record, input.target, setting)),
    notes: [...understood.notes, ...notes.all()],
  }
}

/** What the sheet's own name and its titles say of the place of all its rows. */
function fromTitles({ sheet, setting }: Prepared): { sheetName: string; tambonCode: string | null } {
  return { sheetName: sheet.name, tambonCode: setting.titleTambon }
}

/** Figures in columns that name no year, and no column that says it. */
function saysFiguresWithoutYear(mapping: SheetMapping): boolean {
  const used = Object.values(mapping)
  const isFigure = (field: string | null) =>
    field !== null && (['population', 'male', 'female', 'households'] as const).some((part) => part === field)
  return used.some(isFigure) && !used.includes('year') && !used.includes('id')
}

/** A column of a year outside the plan's span is shown and not taken in. */
function noteForeignYear(guess: Guess, column: string, notes: ReturnType<typeof noteBook>): void {
  const { year } = partsOfField(guess.field)
  if (year !== null) notes.add('yearNotInPlan', 0, { column, year })
}

function samplesOf(cells: readonly Cell[]): string[] {
  return cells
    .map((cell) => shownCell(cell))
    .filter((text) => text !== '')
    .slice(0, samplesOfColumn)
}

function shownCell(cell: Cell): string {
  if (cell !== null && typeof cell === 'object') {
    if ('error' in cell) return cell.error
    if ('formula' in cell) return `=${cell.formula}`
  }
  return normaliseText(textOf(cell).slice(0, 200))
}

function sampleOf(
  record: SheetRecord,
  target: SheetTarget,
  { words, tambons }: Pick<Setting, 'words' | 'tambons'>,
): SampleRow {
  return {
    line: record.line,
    reasons: record.reasons,
    values: [...record.values].flatMap(([field, value]) => {
      const said = wordsOf(field, value, target, words)
      // A tambon is found by its code as well; a person reads its name.
      const text = field === 'tambon' ? (tambonOf(said, tambons)?.name ?? said) : said
      return text === '' ? [] : [{ field, text }]
    }),
  }
}

function wordsOf(field: string, value: FieldValue, target: SheetTarget, words: SheetWords): string {
  if (value === null || value === false) return ''
  if (value === true) return '✓'
  const kind = kindOf(target, field)
  if (typeof value === 'number')
    return kind === 'money' || kind === 'total' ? formatBaht(value) : String(value)
  const text = normaliseText(value)
  if (text === '') return ''
  if (field === 'issue') return words.issue(text)
  if (field === 'leadAgency' || field === 'relatedAgencies') return words.agency(text)
  if (field === 'budgetSource') return words.source(text)
  return text
}

/** The mapping that was kept for a head. */
function keptMapping(cx: QueryContext, target: SheetTarget, signature: string) {
  return cx.db
    .select({ id: importMapping.id, mapping: importMapping.mapping })
    .from(importMapping)
    .where(
      and(
        eq(importMapping.officeId, cx.office().id),
        eq(importMapping.target, target),
        eq(importMapping.signature, signature),
      ),
    )
    .get()
}

function rememberedMapping(
  cx: QueryContext,
  target: SheetTarget,
  signature: string,
  fields: readonly SheetField[],
): SheetMapping | undefined {
  const row = keptMapping(cx, target, signature)
  if (!row) return undefined
  const known = new Set(fields.map((field) => field.key))
  return Object.fromEntries(
    Object.entries(row.mapping).map(([column, field]) => [column, known.has(field) ? field : null]),
  )
}

/** Only columns the sheet has and fields the target has; every column named. */
function checkedMapping(target: SheetTarget, mapping: SheetMapping, columns: number): SheetMapping {
  return Object.fromEntries(
    Array.from({ length: columns }, (_, index) => {
      const column = columnName(index)
      const field = Object.hasOwn(mapping, column) ? (mapping[column] ?? null) : null
      return [column, field !== null && kindOf(target, field) !== undefined ? field : null]
    }),
  )
}

/** Names of fields in words, for faults: those of the office's own table of heads. */
function fieldName(cx: QueryContext, target: SheetTarget, key: string): string {
  const { field, year } = partsOfField(key)
  const item = readRules(cx, 'sheet-columns').items.find(
    (one) => one.target === target && one.field === field,
  )
  return `${item?.name ?? field}${year === null ? '' : ` ${year}`}`
}

function mustBeMapped(cx: QueryContext, input: SheetInput, mapping: SheetMapping): void {
  const used = Object.values(mapping).filter((field) => field !== null)
  const twice = used.find((field, at) => used.indexOf(field) !== at)
  if (twice !== undefined) throw new Fault('sheet.mappedTwice', { field: fieldName(cx, input.target, twice) })
  const needed = fieldsOf(input.target, []).filter((field) => field.required)
  for (const field of needed) {
    if (!used.includes(field.key))
      throw new Fault('sheet.notMapped', { field: fieldName(cx, input.target, field.key) })
  }
  if (used.length === 0) throw new Fault('sheet.notMapped', { field: fieldName(cx, input.target, 'name') })
}

type Mapped = SheetInput & { mapping: SheetMapping }
type Work = { ready: Prepared; mapping: SheetMapping; understood: Understood; results: RowResult[] }

/** Everything up to the command; `run` is the command, for good or rolled back. */
async function understandMapped(cx: TaskContext, input: Mapped): Promise<Omit<Work, 'results'>> {
  const ready = await prepare(cx, input)
  const mapping = checkedMapping(input.target, input.mapping, ready.sheet.columns)
  mustBeMapped(cx, input, mapping)
  const understood = understand(input.target, ready.layout, mapping, ready.setting.tambons, fromTitles(ready))
  cx.checkCancelled()
  return { ready, mapping, understood }
}

/** The command itself: the rows through the areas' own commands. */
function takeIn(cx: CommandContext, input: Mapped, work: Omit<Work, 'results'>): RowResult[] {
  const { ready, mapping, understood } = work
  const headOf = headsOf(mapping, ready.layout.columns)
  const { words, tambons, usualTambon } = ready.setting
  const titleYear = ready.setting.titleYear ?? input.figureYear ?? null
  const { records } = understood
  const area = { records, headOf, words, tambons, usualTambon, titleYear }
  if (input.target === 'villages') return importVillages(cx, area)
  if (input.target === 'laos') return importLaos(cx, area)
  const id = input.targetId ?? ''
  if (input.target === 'forumNeeds') return importNeeds(cx, { ...area, forumId: id })
  return importEntries(cx, {
    planId: id,
    records,
    headOf,
    words,
    tambons,
    classIfMissing: input.projectClass ?? null,
  })
}

/** The real import, rolled back. @throws Fault sheet.*, plan.adopted, … */
export async function* dryRunImport(cx: TaskContext, input: Mapped): TaskGenerator<DryRun> {
  const { rows, counts, understood } = yield* tryOut(cx, input)
  let others = 0
  const shown = rows.filter((row) => {
    // A remark is to be seen as well: a place that was left out, a village that contradicts its number.
    if (row.outcome === 'refused' || (row.outcome !== 'skipped' && row.reasons.length > 0)) return true
    others += 1
    return others <= shownRows
  })
  return { counts, rows: shown, total: rows.length, notes: understood.notes }
}

async function* tryOut(
  cx: TaskContext,
  input: Mapped,
): TaskGenerator<Work & { rows: DryRow[]; counts: OutcomeCounts }> {
  yield { step: 'sheets.progress.read', done: 0, total: 2 }
  const work = await understandMapped(cx, input)
  yield { step: 'sheets.progress.try', done: 1, total: 2, what: work.ready.sheet.name }
  const results = cx.tryOut('sheets.commit', (command) => takeIn(command, input, work))
  const rows = allRows(results, work.understood)
  return { ...work, results, rows, counts: countOutcomes(rows) }
}

/** Rows of data and the lines that are none, in the order of the sheet. */
function allRows(results: readonly RowResult[], understood: Understood): DryRow[] {
  const skipped = understood.skipped.map(({ line, kind, text }): DryRow => {
    const why: RowReason = { column: null, head: '', key: skippedKeys[kind], params: {} }
    return { line, outcome: 'skipped', name: text, reasons: [why] }
  })
  return [...results, ...skipped].sort((a, b) => a.line - b.line)
}

const skippedKeys = {
  group: 'lineGroup',
  total: 'lineTotal',
  head: 'lineHead',
  numbers: 'lineNumbers',
  remark: 'lineRemark',
  empty: 'lineEmpty',
} as const

/** Takes the good rows in, in one command. @throws Fault sheet.*, plan.adopted, … */
export async function* commitImport(
  cx: TaskContext,
  input: Mapped,
): TaskGenerator<{ batchId: string | null; counts: OutcomeCounts }> {
  yield { step: 'sheets.progress.read', done: 0, total: 2 }
  const work = await understandMapped(cx, input)
  yield { step: 'sheets.progress.takeIn', done: 1, total: 2, what: work.ready.sheet.name }
  // On its own: taking an import back must not forget what the columns mean.
  cx.run('sheets.rememberMapping', (command) =>
    remember(command, input.target, work.ready.signature, work.mapping),
  )
  let batchId: string | null = null
  const rows = cx.run('sheets.commit', (command) => {
    const results = takeIn(command, input, work)
    const counts = countOutcomes(results)
    if (counts.added + counts.changed > 0) {
      const { skipped: _skipped, ...kept } = counts
      batchId = command.write.insert(importBatch, {
        target: input.target,
        targetId: input.targetId ?? '',
        fileName: work.ready.fileName,
        sha256: work.ready.sha256,
        sheetName: work.ready.sheet.name,
        counts: kept,
        importedOn: command.today(),
      })
      command.about('importBatch', batchId)
    }
    return allRows(results, work.understood)
  })
  return { batchId, counts: countOutcomes(rows) }
}

function remember(cx: CommandContext, target: SheetTarget, signature: string, mapping: SheetMapping): void {
  const kept = Object.fromEntries(
    Object.entries(mapping).filter((pair): pair is [string, string] => pair[1] !== null),
  )
  const row = keptMapping(cx, target, signature)
  if (row) cx.write.update(importMapping, row.id, { mapping: kept })
  else cx.write.insert(importMapping, { target, signature, mapping: kept })
}

/** A workbook of only the refused rows, to be corrected and taken in again. @throws Fault sheet.* */
export async function* badRows(cx: TaskContext, input: Mapped): TaskGenerator<FileTicket> {
  const work = yield* tryOut(cx, input)
  const refused = new Map(
    work.results.filter((row) => row.outcome === 'refused').map((row) => [row.line, row.reasons]),
  )
  const bytes = badRowsWorkbook(cx, work.ready.sheet, work.ready.layout, work.understood.records, refused)
  const stem = work.ready.fileName.replace(/\.[A-Za-z0-9]{1,5}$/u, '')
  const name = `${cx.resources.json<{ fileName: string }>('papers/wording/bad-rows.json').fileName.replace('{{name}}', stem)}.xlsx`
  const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return await cx.files.produce(name, mime, cx.session.id, (path) => writeFile(path, bytes))
}
