/**
 * แบบรายงานผลการดำเนินงาน ปัญหา/อุปสรรค และข้อเสนอแนะฯ: what was counted, typed and written of a directive, laid out by
 * a form that is data (resources/rules/report-forms, core/reports/forms.ts).
 */
import { eq } from 'drizzle-orm'
import { directive } from '../../db/schema.ts'
import { persons } from '../activities/rules.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { groupBy } from '../kernel/group.ts'
import { fillWords } from '../plans/areas.ts'
import type { Figure, Report } from '../reports/contract.ts'
import { projectName, type Records, realisedProjects, tambonFacts } from '../reports/figures.ts'
import { readForm, usualForm } from '../reports/forms.ts'
import { additionOf } from '../reports/notes.ts'
import {
  asSigned,
  dutiesOf,
  mustGetReport,
  notesOfDuties,
  type ReportRow,
  readReport,
} from '../reports/queries.ts'
import {
  type FormColumn,
  type FormPart,
  type FormRows,
  type FormSection,
  fieldKind,
  figureTag,
  type ReportForm,
  type ReportPart,
  reportParts,
} from '../reports/rules.ts'
import type { ReportWording } from '../reports/wording.ts'
import { readRules, rulesByKey } from '../rules/queries.ts'
import { readWording } from '../templates/wording.ts'
import { formatThaiDate } from '../thai/dates.ts'
import { formatBaht } from '../thai/money.ts'
import type { MadePaper } from './catalogue.ts'
import type { OfficeHead, PaperData } from './data.ts'
import type { TableLayout } from './engine/layout.ts'
import type { FigureCell } from './engine/table.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead, readSignatory } from './office-head.ts'

type Data = PaperData<'resultsReport'>
type Section = NonNullable<Data['sections']>[number]
type Part = Section['parts'][number]
type Row = Record<string, string | number | FigureCell>

/** Everything that a form may ask for, read once. */
type Desk = {
  cx: QueryContext
  row: ReportRow
  report: Report
  records: Records
  letter: typeof directive.$inferSelect
  office: OfficeHead
  wording: ReportWording
  words: Record<string, string>
  figures: Map<string, Figure>
  /** Phrase of each figure, with {{n}} and {{of}}. */
  phrases: Map<string, string>
  /** What each figure counts: ตำบล, คน, บาท. */
  counters: Map<string, string>
  kinds: Map<string, string>
  /** The one tambon that is told of; null = the district. */
  tambonCode: string | null
}

/**
 * A report as its paper.
 *
 * @param given a form that is only being looked at; else the report's own
 * @throws Fault record.notFound, report.formBroken
 */
export function reportPaper(cx: QueryContext, id: string, given?: ReportForm): MadePaper<'resultsReport'> {
  const row = mustGetReport(cx, id)
  const desk = readDesk(cx, row)
  const form = given ?? formOfReport(cx, row)
  const { report, letter, office } = desk
  return {
    kind: 'resultsReport',
    office,
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'resultsReport', {
      district: office.districtName ?? '',
      editionFy: letter.editionFy,
      version: row.versionNo > 1 ? row.versionNo : '',
    }),
    data: {
      district: office.districtName ?? '',
      province: office.provinceName,
      editionFy: letter.editionFy,
      asOf: report.asOf,
      reporter: {
        name: report.reporterName,
        position: report.reporterPosition,
        telephone: report.reporterTelephone,
      },
      directive: { number: letter.number, date: letter.dated },
      dueDate: report.dueOn ?? '',
      duties: report.duties.map((duty) => ({
        number: duty.no,
        title: duty.text,
        figures: duty.figures.map((figure) => ({ label: phrase(desk, figure), value: '' })),
        result: duty.result,
        problems: duty.problem,
        suggestions: duty.suggestion,
      })),
      tambons: tambonFacts(desk.records).map(
        ({ tambon, orderNumber, orderDate, workshopDate, planDate, projects, satang }) => ({
          ...{ tambon, orderNumber, orderDate, workshopDate, planDate, projects, satang },
        }),
      ),
      realised: realisedRows(desk).map(({ name, tambon, village, satang, source, agency, status }) => ({
        ...{ name, tambon, village, satang, source, agency, status },
      })),
      signatories: report.signatoryId === null ? [] : [readSignatory(cx, report.signatoryId)],
      paperTitle: filled(desk, form.paperTitle),
      sections: form.sections.flatMap((section) =>
        desksOf(desk, section).flatMap((own) => sectionOf(own, section)),
      ),
    },
  }
}

/** Nothing to lay out: what was signed is printed as it was signed (core/papers/as-signed.ts). */
const signedForm: ReportForm = { name: '-', source: '', note: '', paperTitle: '', sections: [] }

/**
 * The form of a report. What was signed does not need it any more; what another office handed in as a draft may be in a
 * form of its own.
 */
function formOfReport(cx: QueryContext, row: ReportRow): ReportForm {
  if (row.paperAsSigned !== null) return signedForm
  if (row.officeId !== cx.office().id) return readForm(cx, usualForm(cx, row.form))
  return readForm(cx, row.form)
}

function readDesk(cx: QueryContext, row: ReportRow): Desk {
  const { report, records } = readReport(cx, row)
  const letter = cx.db.select().from(directive).where(eq(directive.id, row.directiveId)).get()
  if (!letter) throw new Fault('record.notFound', { kind: 'directive', id: row.directiveId })
  const office = readOfficeHead(cx)
  const guideline = readRules(cx, 'guideline').items[0]
  const rules = readRules(cx, 'report-figures').items
  const wording = readWording<ReportWording>(cx, 'report')
  return {
    ...{ cx, row, report, records, letter, office, wording },
    words: {
      district: office.districtName ?? '',
      province: office.provinceName,
      regulation: guideline?.regulation ?? '',
      guideline: guideline?.shortName ?? '',
      edition: fillWords(guideline?.editionTemplate ?? '', { editionFy: letter.editionFy }),
      editionFy: String(letter.editionFy),
      planFy: String(letter.planFy),
      asOf: formatThaiDate(row.asOf, { digits: 'arabic' }),
      dueOn:
        report.dueOn === null ? '' : formatThaiDate(report.dueOn, { style: 'weekday', digits: 'arabic' }),
      fromOffice: letter.fromOffice,
      number: letter.number.replace(/^ที่\s*/u, ''),
      dated: formatThaiDate(letter.dated, { digits: 'arabic' }),
      version: row.versionNo > 1 ? String(row.versionNo) : '',
      reason: row.reason,
      reporterName: row.reporterName,
      reporterPosition: row.reporterPosition,
      reporterTelephone: row.reporterTelephone,
    },
    figures: figuresOf(report),
    phrases: new Map(rules.map((item) => [item.key, item.text])),
    counters: new Map(rules.map((item) => [item.key, item.counter ?? wording.figure.units[item.unit]])),
    kinds: new Map([...rulesByKey(cx, 'duty-kinds')].map(([key, item]) => [key, item.name])),
    tambonCode: null,
  }
}

function figuresOf(report: Report): Map<string, Figure> {
  return new Map(report.duties.flatMap((duty) => duty.figures.map((figure) => [figure.key, figure] as const)))
}

/** What a section tells of: the district, or one tambon after the other. */
function desksOf(desk: Desk, section: FormSection): Desk[] {
  if (section.each !== 'tambons') return [desk]
  return desk.records.tambons.map(({ code }) => deskOfTambon(desk, code))
}

/** The same desk with the figures, records and notes of one tambon alone. */
function deskOfTambon(desk: Desk, code: string): Desk {
  const { records } = desk
  const notes = notesUntil(desk).filter((note) => note.tambonCode === code)
  const said = (dutyId: string, part: ReportPart) => {
    const own = notes.filter((note) => note.dutyId === dutyId && note.part === part)
    return own.length === 0 ? '' : additionOf(desk.cx, own, onlyNotes(desk))
  }
  const report: Report = {
    ...desk.report,
    duties: desk.report.duties.map((duty) => ({
      ...duty,
      figures: duty.figures.flatMap((figure) => shareAsFigure(figure, code)),
      result: said(duty.dutyId, 'result'),
      problem: said(duty.dutyId, 'problem'),
      suggestion: said(duty.dutyId, 'suggestion'),
    })),
  }
  const here = (row: { tambonCode: string | null }) => row.tambonCode === code
  return {
    ...desk,
    report,
    records: {
      ...records,
      tambons: records.tambons.filter((tambon) => tambon.code === code),
      orders: records.orders.filter(here),
      activities: records.activities.filter(here),
      pledges: records.pledges.filter(here),
    },
    words: { ...desk.words, tambon: records.placeName(code) ?? code },
    figures: figuresOf(report),
    tambonCode: code,
  }
}

/** The share of a tambon as a figure of its own; nothing where the figure knows no tambons. */
function shareAsFigure(figure: Figure, code: string): Figure[] {
  const share = figure.shares.find((one) => one.tambonCode === code)
  if (share === undefined) return []
  const { value, expected, frozenValue, frozenExpected, lastYear, source } = share
  return [
    {
      ...figure,
      ...{ value, expected, frozenValue, frozenExpected, source },
      lastYear:
        figure.lastYear === null || lastYear === null
          ? null
          : { ...figure.lastYear, value: lastYear, expected: null },
      shares: [],
    },
  ]
}

/** Notes of the year that the report can know of. */
function notesUntil(desk: Desk): ReturnType<typeof notesOfDuties> {
  return notesOfDuties(desk.cx, dutiesOf(desk.cx, desk.row.directiveId)).filter(
    (note) => note.notedOn <= desk.row.asOf,
  )
}

// ── figures in words ────────────────────────────────────────────────────────────────────────────────────────────

function amount(figure: Pick<Figure, 'unit'>, value: number): string {
  return figure.unit === 'money' ? formatBaht(value) : value.toLocaleString('en-US')
}

function shownValue(desk: Desk, figure: Figure, value: number | null): string {
  const mark = figure.typed ? desk.wording.typed.mark : ''
  return value === null ? desk.wording.typed.blank : `${amount(figure, value)}${mark}`
}

/** A figure as its line in the report: จัดประชุม 3 ครั้ง; a typed one with its mark. */
function phrase(desk: Desk, figure: Figure): string {
  const { value, expected } = asSigned(figure)
  const text = desk.phrases.get(figure.key) ?? figure.name
  const number = (of: number | null) => (of === null ? desk.wording.typed.blank : amount(figure, of))
  const all = fillWords(desk.wording.figure.of, { value: '{{n}}', expected: '{{of}}' })
  const template = text.includes('{{n}}') ? text : `${text} ${figure.hasExpected ? all : '{{n}}'}`
  const said = fillWords(template, { n: number(value), of: figure.hasExpected ? number(expected) : '' })
  return figure.typed ? `${said}${desk.wording.typed.mark}` : said
}

/** Words of a form with what this report has for their tags. */
function filled(desk: Desk, text: string, own: Record<string, string> = {}): string {
  const words: Record<string, string> = { ...desk.words, ...own }
  for (const [, name = ''] of text.matchAll(/\{\{([^{}]*)\}\}/gu)) {
    const tag = figureTag(name.trim())
    if (tag === null) continue
    const figure = desk.figures.get(tag.key)
    const of = figure === undefined ? { value: null, expected: null } : asSigned(figure)
    words[name] =
      figure === undefined
        ? desk.wording.typed.blank
        : shownValue(desk, figure, tag.of ? of.expected : of.value)
  }
  return fillWords(
    text.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/gu, '{{$1}}'),
    Object.fromEntries(Object.entries(words).map(([name, word]) => [name.trim(), word])),
  )
}

/** Where a typed figure is from, for the note under its table. */
function typedNote(desk: Desk, figure: Figure): string | null {
  if (!figure.typed || figure.value === null) return null
  const { typed } = desk.wording
  const given = figure.shares.filter((share) => share.value !== null)
  const same = new Set(given.map((share) => share.source))
  const source =
    figure.source !== '' || same.size <= 1
      ? figure.source || [...same].join('')
      : given
          .map((share) => fillWords(typed.noteTambon, { tambon: share.tambonName, source: share.source }))
          .join('; ')
  return fillWords(typed.note, { mark: typed.mark, name: figure.name, source })
}

// ── sections ────────────────────────────────────────────────────────────────────────────────────────────────────

/** A section of the form; nothing where all its tables are empty and it says nothing else. */
function sectionOf(desk: Desk, section: FormSection): Section[] {
  const used = new Set<string>()
  const parts = section.parts.flatMap((part) => partOf(desk, part, used))
  if (parts.length === 0 && section.parts.length > 0) return []
  const words = [...section.heading, ...section.head.map((one) => one.text)].join('')
  for (const key of tagged(words)) used.add(key)
  const lines = section.heading.map((text) => filled(desk, text)).filter((text) => text !== '')
  const isFirst = section.head.length > 0
  return [
    {
      page: section.orientation,
      title: isFirst ? (lines[0] ?? '') : '',
      subheading: isFirst ? lines.slice(1) : lines,
      labels: section.head.flatMap(({ label, text }) => labelOf(desk, label, text)),
      parts,
      notes: [...used].flatMap((key) => {
        const figure = desk.figures.get(key)
        const note = figure === undefined ? null : typedNote(desk, figure)
        return note === null ? [] : [note]
      }),
      signatures: level(section.signatures.map((one) => signatureOf(desk, one))),
    },
  ]
}

/** A label whose tags have nothing to say is left out: no due day, no reason. */
function labelOf(desk: Desk, label: string, text: string): { label: string; text: string }[] {
  const tags = [...text.matchAll(/\{\{([^{}]*)\}\}/gu)].map(([, name = '']) => name.trim())
  const known = tags.filter((tag) => figureTag(tag) === null)
  const isEmpty = known.length > 0 && known.every((tag) => (desk.words[tag] ?? '') === '')
  // room to write a name in, but no line for what does not exist
  const asked = known.some((tag) => tag.startsWith('reporter'))
  if (isEmpty && !asked) return []
  return [{ label, text: isEmpty ? desk.wording.typed.blank.repeat(6) : filled(desk, text) }]
}

/** Names stand at one height: beside a caption one without gets an empty line. */
function level<T extends { caption: string }>(signatures: T[]): T[] {
  const isCaptioned = signatures.some(({ caption }) => caption !== '')
  return signatures.map((one) => (isCaptioned && one.caption === '' ? { ...one, caption: '\u00a0' } : one))
}

function signatureOf(desk: Desk, signature: FormSection['signatures'][number]) {
  const { who } = signature
  const caption = filled(desk, signature.caption)
  const position = filled(desk, signature.position)
  if (who === 'reporter')
    return {
      caption,
      name: desk.row.reporterName,
      positionLines: desk.row.reporterPosition === '' ? [] : [desk.row.reporterPosition],
    }
  if (who === 'blank') return { caption, name: '', positionLines: position === '' ? [] : [position] }
  return {
    caption,
    ...(readSignatory(desk.cx, desk.row.signatoryId) as { name: string; positionLines: string[] }),
  }
}

function tagged(text: string): string[] {
  return [...text.matchAll(/\{\{([^{}]*)\}\}/gu)].flatMap(([, name = '']) => {
    const tag = figureTag(name.trim())
    return tag === null ? [] : [tag.key]
  })
}

function partOf(desk: Desk, part: FormPart, used: Set<string>): Part[] {
  const title = filled(desk, part.title)
  for (const key of tagged(part.title)) used.add(key)
  switch (part.part) {
    case 'blank':
      return [{ kind: 'blank', title, lines: Array.from({ length: part.lines }, () => handLine) }]
    case 'text': {
      for (const key of tagged(part.lines.join(''))) used.add(key)
      const paragraphs = part.lines.map((text) => ({ text: filled(desk, text), bold: false }))
      return [{ kind: 'words', title, paragraphs: paragraphs.filter(({ text }) => text !== '') }]
    }
    case 'narrative': {
      const paragraphs = dutiesIn(desk, part.duties).flatMap((duty) => narrative(desk, part, duty))
      return paragraphs.length === 0 ? [] : [{ kind: 'words', title, paragraphs }]
    }
    case 'table':
      return tableOf(desk, part, title, used)
  }
}

/** A line to write on. */
const handLine = '.'.repeat(150)

type Duty = Report['duties'][number]

function dutiesIn(desk: Desk, kinds: readonly string[]): Duty[] {
  return desk.report.duties.filter((duty) => kinds.length === 0 || kinds.includes(duty.kind))
}

function narrative(
  desk: Desk,
  part: Extract<FormPart, { part: 'narrative' }>,
  duty: Duty,
): { text: string; bold: boolean }[] {
  const texts = part.texts.map((name) => duty[name]).filter((text) => text !== '')
  const head = filled(desk, part.head, {
    no: String(duty.no),
    kind: desk.kinds.get(duty.kind) ?? '',
    text: duty.text,
  })
  const body = texts.length > 0 ? texts.flatMap((text) => text.split('\n')) : [part.empty]
  return [
    ...(head === '' ? [] : [{ text: head, bold: true }]),
    ...body.filter((text) => text.trim() !== '').map((text) => ({ text, bold: false })),
  ]
}

// ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────

type TablePart = Extract<FormPart, { part: 'table' }>

function tableOf(desk: Desk, part: TablePart, title: string, used: Set<string>): Part[] {
  if (part.layout !== '') {
    const isEmpty =
      (part.rows === 'realised' && realisedRows(desk).length === 0) ||
      (part.rows === 'tambons' && desk.records.tambons.length === 0)
    if (part.rows === 'duties') for (const figure of desk.figures.values()) used.add(figure.key)
    if (isEmpty && part.empty === '') return []
    const layout = part.layout as 'duties' | 'reportTambons' | 'reportRealised'
    return [{ kind: 'table', title, layout, table: null, rows: [] }]
  }
  const rows = together(rowsOf[part.rows](desk, part), part.group)
  if (rows.length === 0 && part.empty === '') return []
  for (const key of figuresIn(desk, part)) used.add(key)
  return [{ kind: 'table', title, layout: '', table: layoutOf(desk, part, title), rows }]
}

/** Rows with the same value of a field stand together, in the order in which the first of them came. */
function together(rows: Row[], field: string): Row[] {
  if (field === '') return rows
  const groups = groupBy(rows, (row) => String(row[field] ?? ''))
  return [...groups.values()].flat().map((row, at) => ('rank' in row ? { ...row, rank: at + 1 } : row))
}

/** Figures that a table shows. */
function figuresIn(desk: Desk, part: TablePart): string[] {
  if (part.rows === 'tambons')
    return part.columns.flatMap(({ show }) => {
      const tag = figureTag(show)
      return tag === null ? [] : [tag.key]
    })
  const shows = part.columns.some(({ show }) => ['figures', 'figuresAndResult'].includes(show))
  if (part.rows !== 'figures' && !(part.rows === 'duties' && shows)) return []
  return dutiesIn(desk, part.duties).flatMap((duty) => chosen(duty, part).map((figure) => figure.key))
}

/** Figures of a duty that a table shows, in the order of the form. */
function chosen(duty: Duty, part: TablePart): Figure[] {
  if (part.figures.length === 0) return duty.figures
  return part.figures.flatMap((key) => duty.figures.filter((figure) => figure.key === key))
}

/** Names of worksheets are this long at the most. */
const SHEET_NAME = 30

function layoutOf(desk: Desk, part: TablePart, title: string): TableLayout {
  const units = new Map([...desk.figures.values()].map((figure) => [figure.key, figure.unit] as const))
  return {
    sheet: [
      desk.tambonCode === null ? '' : (desk.words.tambon ?? ''),
      title === '' ? (desk.wording.fields[part.rows]?.name ?? part.rows) : title,
    ]
      .join(' ')
      .trim()
      .slice(0, SHEET_NAME),
    sizePt: part.sizePt,
    digits: 'document',
    ...(part.group === '' ? {} : { groupBy: part.group }),
    groupHead: '{{}}',
    groupEmpty: '',
    // prose in a cell goes on on the next page instead of leaving this one empty
    rowsFlow: true,
    groupContinued: desk.wording.continued,
    empty: part.empty,
    ...(part.total === '' ? {} : { total: filled(desk, part.total, { count: '{{count}}' }) }),
    columns: part.columns.map((column) => columnOf(desk, part.rows, column, units)),
  }
}

function columnOf(
  desk: Desk,
  rows: FormRows,
  column: FormColumn,
  units: ReadonlyMap<string, 'count' | 'money'>,
): TableLayout['columns'][number] {
  const kind = fieldKind(rows, column.show, units) ?? 'text'
  const tag = figureTag(column.show)
  const isTyped = tag !== null && desk.figures.get(tag.key)?.typed === true
  const head = filled(desk, column.head)
  return {
    key: column.show,
    head: isTyped ? `${head}${desk.wording.typed.mark}` : head,
    ...(column.under === '' ? {} : { under: filled(desk, column.under) }),
    width: column.width,
    ...(kind === 'text' && !column.tick && !narrow.has(column.show) ? { grow: 1 } : {}),
    ...((kind === 'baht' || kind === 'figure') && !column.tick ? { fit: true } : {}),
    align: column.align,
    // the figures of such a column say themselves what they are
    kind: column.tick ? 'tick' : kind === 'figure' ? 'text' : kind,
    sum: column.sum,
    dropEmpty: false,
    hidden: false,
  }
}

/** Fields of text that are no prose: they keep the width that the form gives them. */
const narrow = new Set(['orderNumber', 'centreNumber', 'number', 'unit', 'state'])

function realisedRows(desk: Desk) {
  const kinds = rulesByKey(desk.cx, 'fate-kinds')
  return realisedProjects(desk.records)
    .filter((row) => desk.tambonCode === null || row.tambonCode === desk.tambonCode)
    .map(({ kind, tambonCode: _code, ...row }) => ({
      ...row,
      status: kinds.get(kind)?.name ?? kind,
    }))
}

/** One of the three states as columns to tick. */
function ticks(state: 'open' | 'doing' | 'done'): Record<'done' | 'doing' | 'notDone', number | string> {
  return {
    done: state === 'done' ? 1 : '',
    doing: state === 'doing' ? 1 : '',
    notDone: state === 'open' ? 1 : '',
  }
}

function wordsOf(duty: Duty | null): Record<ReportPart, string> {
  return { result: duty?.result ?? '', problem: duty?.problem ?? '', suggestion: duty?.suggestion ?? '' }
}

const numbered = <T extends object>(rows: readonly T[]): (T & { rank: number })[] =>
  rows.map((row, at) => ({ rank: at + 1, ...row }))
/** '' where a number is not known: the cell stays empty. */
const orEmpty = (value: number | null): number | string => value ?? ''

const rowsOf: Record<FormRows, (desk: Desk, part: TablePart) => Row[]> = {
  duties: (desk, part) => {
    const rows = new Map(dutiesOf(desk.cx, desk.row.directiveId).map((row) => [row.id, row]))
    return dutiesIn(desk, part.duties).map((duty) => {
      const row = rows.get(duty.dutyId)
      const lines = chosen(duty, part).map((figure) => phrase(desk, figure))
      return {
        no: duty.no,
        kind: desk.kinds.get(duty.kind) ?? '',
        text: duty.text,
        owner: row?.ownerName ?? '',
        dueOn: row?.dueOn ?? '',
        doneOn: row?.doneOn ?? '',
        state: desk.wording.states[row?.state ?? 'open'],
        ...ticks(row?.state ?? 'open'),
        evidence: row?.evidence ?? '',
        figures: lines.join('\n'),
        result: duty.result,
        figuresAndResult: [...lines, duty.result].filter((text) => text !== '').join('\n'),
        problem: duty.problem,
        suggestion: duty.suggestion,
        blank: '',
      }
    })
  },
  figures: (desk, part) => {
    const rows = dutiesIn(desk, part.duties).flatMap((duty) =>
      chosen(duty, part).map((figure) => ({ duty, figure })),
    )
    // in the order of the form, also across duties
    const order = new Map(part.figures.map((key, at) => [key, at]))
    const sorted =
      part.figures.length === 0
        ? rows
        : [...rows].sort((a, b) => (order.get(a.figure.key) ?? 0) - (order.get(b.figure.key) ?? 0))
    return numbered(
      sorted.map(({ duty, figure }, at) => {
        // what is said of a duty stands once, beside the first of its figures
        const isFirst = sorted.findIndex((one) => one.duty === duty) === at
        return { ...figureRow(desk, duty, figure), ...wordsOf(isFirst ? duty : null) }
      }),
    )
  },
  tambons: (desk) => {
    const notes = notesUntil(desk)
    return numbered(
      tambonFacts(desk.records).map(({ code, ...facts }) => {
        const said = Object.fromEntries(
          reportParts.map((name) => {
            const own = notes.filter((note) => note.part === name && note.tambonCode === code)
            return [name, own.length === 0 ? '' : additionOf(desk.cx, own, onlyNotes(desk))]
          }),
        )
        const shares = Object.fromEntries(
          [...desk.figures.values()].flatMap((figure) => {
            const share = figure.shares.find((one) => one.tambonCode === code)
            const of = share === undefined ? { value: null, expected: null } : asSigned(share)
            return [
              [`figure:${figure.key}`, orEmpty(of.value)],
              [`figure:${figure.key}.of`, orEmpty(of.expected)],
            ]
          }),
        )
        return { ...facts, ...said, ...shares, note: '', blank: '' } as Omit<Row, 'rank'>
      }),
    ) as Row[]
  },
  realised: (desk) => numbered(realisedRows(desk)).map((row) => ({ ...row, blank: '' })),
  orders: (desk) =>
    numbered(
      desk.records.orders.map((order) => ({
        body: order.bodyName,
        tambon: order.tambonCode === null ? '' : (desk.records.placeName(order.tambonCode) ?? ''),
        number: order.number === null ? '' : `${order.number}/${order.numberYear}`,
        dated: order.signedOn ?? '',
        blank: '',
      })),
    ),
  activities: (desk) => {
    const kinds = rulesByKey(desk.cx, 'activity-kinds')
    return numbered(
      desk.records.activities.map((row) => ({
        kind: kinds.get(row.kind)?.name ?? row.kind,
        dated: row.heldOn,
        subject: row.subject,
        tambon: row.tambonCode === null ? '' : (desk.records.placeName(row.tambonCode) ?? ''),
        place: row.place,
        organiser: row.organiser,
        persons: persons(row.attendance),
        cost: orEmpty(row.cost),
        outcome: row.outcome,
        evidence: row.evidence,
        blank: '',
      })),
    )
  },
  partners: (desk) => {
    const forms = rulesByKey(desk.cx, 'pledge-forms')
    return numbered(
      desk.records.pledges.map((row) => ({
        partner: row.partner,
        tambon: row.tambonCode === null ? '' : (desk.records.placeName(row.tambonCode) ?? ''),
        dated: row.heldOn,
        project: projectName(desk.records, row.projectId),
        form: forms.get(row.form)?.name ?? row.form,
        what: row.what,
        pledged: row.isMoney && !row.withdrawn ? row.pledged : '',
        received: row.isMoney ? row.received : '',
        outstanding: row.isMoney && !row.withdrawn ? Math.max(0, row.pledged - row.received) : '',
        blank: '',
      })),
    )
  },
}

/** Notes of one tambon in its own row need not say its name again. */
function onlyNotes(desk: Desk): ReportWording['notes'] {
  return { ...desk.wording.notes, tambon: '{{notes}}' }
}

function figureRow(desk: Desk, duty: Duty, figure: Figure): Omit<Row, 'rank'> {
  const { value, expected } = asSigned(figure)
  const { wording } = desk
  const before = figure.lastYear
  const share = value !== null && expected !== null && expected > 0 ? (value * 100) / expected : null
  const more = value !== null && before !== null ? value - before.value : null
  const mark = figure.typed ? wording.typed.mark : ''
  const cell = (of: number | null, how: Partial<FigureCell> = {}): FigureCell | string =>
    of === null
      ? wording.typed.blank
      : { value: of, kind: figure.unit === 'money' ? 'baht' : 'integer', ...how }
  const state =
    value === null || value === 0
      ? 'open'
      : !figure.hasExpected || (expected ?? 0) <= value
        ? 'done'
        : 'doing'
  return {
    duty: desk.kinds.get(duty.kind) ?? '',
    name: `${figure.name}${mark}`,
    text: phrase(desk, figure),
    value: cell(value, { mark }),
    expected: figure.hasExpected ? cell(expected, { mark }) : '',
    percent: share === null ? '' : Math.round(share * 100) / 100,
    unit: desk.counters.get(figure.key) ?? '',
    lastYear: before === null ? wording.figure.noData : cell(before.value),
    lastExpected:
      before === null || before.expected === null || !figure.hasExpected ? '' : cell(before.expected),
    difference: more === null ? '' : cell(more, { signed: true }),
    ...ticks(state),
    source: figure.typed ? figure.source : wording.typed.counted,
    blank: '',
  }
}
