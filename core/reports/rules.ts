import { z } from 'zod'
import { idField, isoDate, line, optionalLine, optionalText } from '../kernel/fields.ts'
import { MAX_SATANG } from '../thai/money.ts'

/** Key of resources/rules/report-forms. */
const formKey = z.string({ error: 'required' }).regex(/^[A-Za-z0-9_-]{1,40}$/u, { error: 'invalid' })
/** Key of resources/rules/report-figures. */
const figureKey = z.string({ error: 'required' }).regex(/^[A-Za-z0-9_-]{1,40}$/u, { error: 'invalid' })
const tambonCode = z.string().regex(/^\d{6}$/u, { error: 'areaCode' })

export const reportHeadFields = z.object({
  asOf: isoDate,
  reporterName: optionalLine(120),
  reporterPosition: optionalLine(200),
  reporterTelephone: optionalLine(60),
  signatoryId: idField.nullable(),
  /** Left out = the form stays as it is. */
  form: formKey.exactOptional(),
})
/** The three kinds of words that a report says of each duty, and a note of the year belongs to. */
export const reportParts = ['result', 'problem', 'suggestion'] as const
export type ReportPart = (typeof reportParts)[number]

const narrative = optionalText(6000)
export const reportTextFields = z.object({
  reportId: idField,
  dutyId: idField,
  result: narrative,
  problem: narrative,
  suggestion: narrative,
})

/** More of anything than a district can have: a slip of the keyboard. */
const MOST = 10_000_000

/** A figure that the records cannot give; `value` null takes it away. Money is satang. */
export const typedFigureFields = z
  .object({
    reportId: idField,
    figure: figureKey,
    /** null = of the whole district: only for a figure that is not asked per tambon. */
    tambonCode: tambonCode.nullable(),
    value: z
      .number({ error: 'notNumber' })
      .int({ error: 'notWhole' })
      .min(0, { error: 'negative' })
      .max(MAX_SATANG, { error: 'absurdMoney' })
      .nullable(),
    expected: z
      .number({ error: 'notNumber' })
      .int({ error: 'notWhole' })
      .min(0, { error: 'negative' })
      .max(MAX_SATANG, { error: 'absurdMoney' })
      .nullable(),
    /** Where the number is from, in words. */
    source: optionalLine(300),
  })
  .refine(({ value, source }) => value === null || source !== '', { error: 'required', path: ['source'] })
  .refine(({ value, expected }) => value === null || expected === null || value <= expected, {
    error: 'moreThanAll',
    path: ['value'],
  })
export type TypedFigureFields = z.infer<typeof typedFigureFields>

/** Why a typed value of a counted (not money) figure cannot be; null = it can. */
export function absurdCount(unit: 'count' | 'money', value: number | null): 'tooMany' | null {
  return unit === 'count' && value !== null && value > MOST ? 'tooMany' : null
}
export const mostOfAnything = MOST

/** Records that a note can be said of. */
export const noteSubjects = ['activity', 'meeting', 'forum', 'plan', 'appointmentOrder'] as const
export type NoteSubject = (typeof noteSubjects)[number]

/** What happened, went wrong or could be better, noted on a day (C19). */
export const noteFields = z.object({
  dutyId: idField,
  /** null = of the whole district. */
  tambonCode: tambonCode.nullable(),
  notedOn: isoDate,
  part: z.enum(reportParts),
  text: optionalText(2000).min(1, { error: 'required' }),
  notedBy: optionalLine(120).default(''),
  about: z
    .object({ table: z.enum(noteSubjects), id: idField })
    .nullable()
    .default(null),
  example: z.boolean().default(false),
})
export type NoteFields = z.infer<typeof noteFields>

/** What is added under the words that stand: they themselves are never touched. */
export const mergeFields = z.object({
  reportId: idField,
  dutyId: idField,
  part: z.enum(reportParts),
  /** The text to add, as proposed or as the person changed it; '' = the notes are only marked as used. */
  addition: narrative,
  noteIds: z.array(idField).min(1, { error: 'required' }).max(2000, { error: 'tooManyRows' }),
})

// ── the form as data ────────────────────────────────────────────────────────────────────────────────────────────

/** Lists of which a form makes tables. */
export const formRows = [
  'duties',
  'figures',
  'tambons',
  'realised',
  'orders',
  'activities',
  'partners',
] as const
export type FormRows = (typeof formRows)[number]

/** Kind of a field's cells, as the paper engine has it (core/papers/engine/model.ts cellKind). */
/** figure: a number whose unit is its row's. */
export type FormFieldKind = 'text' | 'integer' | 'decimal' | 'baht' | 'date' | 'rank' | 'figure'
/** Fields of each list. Of tambons also `figure:<key>` and `figure:<key>.of` of any figure of report-figures. */
export const formFields: Readonly<Record<FormRows, Readonly<Record<string, FormFieldKind>>>> = {
  duties: {
    no: 'rank',
    kind: 'text',
    text: 'text',
    owner: 'text',
    dueOn: 'date',
    doneOn: 'date',
    state: 'text',
    done: 'integer',
    doing: 'integer',
    notDone: 'integer',
    evidence: 'text',
    figures: 'text',
    result: 'text',
    figuresAndResult: 'text',
    problem: 'text',
    suggestion: 'text',
    blank: 'text',
  },
  figures: {
    rank: 'rank',
    duty: 'text',
    name: 'text',
    text: 'text',
    value: 'figure',
    expected: 'figure',
    percent: 'decimal',
    unit: 'text',
    lastYear: 'figure',
    lastExpected: 'figure',
    difference: 'figure',
    done: 'integer',
    doing: 'integer',
    notDone: 'integer',
    source: 'text',
    result: 'text',
    problem: 'text',
    suggestion: 'text',
    blank: 'text',
  },
  tambons: {
    rank: 'rank',
    tambon: 'text',
    orderNumber: 'text',
    orderDate: 'date',
    centreNumber: 'text',
    centreDate: 'date',
    workshopDate: 'date',
    villagePlanFrom: 'date',
    villagePlanTo: 'date',
    planDate: 'date',
    lateDays: 'integer',
    result: 'text',
    problem: 'text',
    suggestion: 'text',
    note: 'text',
    blank: 'text',
  },
  realised: {
    rank: 'rank',
    name: 'text',
    tambon: 'text',
    village: 'text',
    satang: 'baht',
    source: 'text',
    agency: 'text',
    status: 'text',
    dated: 'date',
    blank: 'text',
  },
  orders: {
    rank: 'rank',
    body: 'text',
    tambon: 'text',
    number: 'text',
    dated: 'date',
    blank: 'text',
  },
  activities: {
    rank: 'rank',
    kind: 'text',
    dated: 'date',
    subject: 'text',
    tambon: 'text',
    place: 'text',
    organiser: 'text',
    persons: 'integer',
    cost: 'baht',
    outcome: 'text',
    evidence: 'text',
    blank: 'text',
  },
  partners: {
    rank: 'rank',
    partner: 'text',
    tambon: 'text',
    dated: 'date',
    project: 'text',
    form: 'text',
    what: 'text',
    pledged: 'baht',
    received: 'baht',
    outstanding: 'baht',
    blank: 'text',
  },
}
/** Layouts of the program that a table may be printed with (edited under table layouts), by the list they are of. */
export const formLayouts: Readonly<Record<string, FormRows>> = {
  duties: 'duties',
  reportTambons: 'tambons',
  reportRealised: 'realised',
}
/** What words of a form may name between {{ and }}; beside them `figure:<key>` and `figure:<key>.of`. */
export const formTags = [
  ...['district', 'province', 'regulation', 'guideline', 'edition', 'editionFy', 'planFy', 'asOf', 'dueOn'],
  ...['fromOffice', 'number', 'dated', 'version', 'reason'],
  ...['reporterName', 'reporterPosition', 'reporterTelephone'],
] as const

const words = (max: number) => z.string({ error: 'notText' }).max(max, { error: 'tooLong' })
const formColumn = z.strictObject({
  /** Field of the row. */
  show: words(80),
  head: words(200),
  /** Heading over this and its neighbours with the same words. */
  under: words(200).default(''),
  /** mm; columns of text share out what is left over. */
  width: z.number({ error: 'notNumber' }).min(4, { error: 'layoutWidth' }).max(250, { error: 'layoutWidth' }),
  align: z.enum(['left', 'centre', 'right']).default('left'),
  sum: z.boolean().default(false),
  /** √ instead of what is there: a state to tick. */
  tick: z.boolean().default(false),
})
export type FormColumn = z.infer<typeof formColumn>

const formPart = z.discriminatedUnion('part', [
  /** A table: with columns of its own, or whole with a layout that is edited under table layouts. */
  z.strictObject({
    part: z.literal('table'),
    title: words(300).default(''),
    rows: z.enum(formRows),
    layout: words(60).default(''),
    columns: z.array(formColumn).max(30, { error: 'layoutColumns' }).default([]),
    /** Kinds of duties whose rows or figures it shows; empty = all. */
    duties: z.array(words(40)).max(40).default([]),
    /** Figures it shows, in this order; empty = all of the duties. */
    figures: z.array(words(40)).max(200).default([]),
    /** Field by which its rows stand together under a heading; '' = none. */
    group: words(80).default(''),
    /** Words of the line of sums, with {{count}}; '' = none. */
    total: words(200).default(''),
    /** Printed in the place of rows; left out with its title when '' and there are none. */
    empty: words(200).default(''),
    sizePt: z
      .number({ error: 'notNumber' })
      .min(8, { error: 'layoutSize' })
      .max(20, { error: 'layoutSize' })
      .default(14),
  }),
  /** Paragraphs, with tags. */
  z.strictObject({
    part: z.literal('text'),
    title: words(300).default(''),
    lines: z.array(words(2000)).max(60),
  }),
  /** What was written of duties, as paragraphs. */
  z.strictObject({
    part: z.literal('narrative'),
    title: words(300).default(''),
    duties: z.array(words(40)).max(40).default([]),
    texts: z.array(z.enum(reportParts)).min(1, { error: 'required' }),
    /** Above the words of each duty; with {{no}} {{kind}} {{text}}; '' = none. */
    head: words(200).default(''),
    /** Where nothing was written. */
    empty: words(200).default('-'),
  }),
  /** Room to write by hand. */
  z.strictObject({
    part: z.literal('blank'),
    title: words(300).default(''),
    lines: z.number().int().min(1, { error: 'belowLeast' }).max(30, { error: 'tooMany' }),
  }),
])
export type FormPart = z.infer<typeof formPart>

const formSection = z.strictObject({
  orientation: z.enum(['portrait', 'landscape']),
  /** tambons: once for each tambon on pages of its own, with its figures, records and notes alone. */
  each: z.enum(['', 'tambons']).default(''),
  heading: z.array(words(300)).max(8),
  /** Labels with their words at the head of the page; a line whose words come out empty is left out. */
  head: z
    .array(z.strictObject({ label: words(120), text: words(400) }))
    .max(20)
    .default([]),
  parts: z.array(formPart).max(40),
  signatures: z
    .array(
      z.strictObject({
        who: z.enum(['signatory', 'reporter', 'blank']),
        caption: words(120).default(''),
        /** Of `blank`: the position to print under the line. */
        position: words(200).default(''),
      }),
    )
    .max(4, { error: 'tooMany' })
    .default([]),
})
export type FormSection = z.infer<typeof formSection>

/** Fields of a form beside key and name, as resources/rules/report-forms has them. */
export const reportFormShape = {
  /** Title of the paper, with tags. */
  paperTitle: words(400).min(1, { error: 'required' }),
  sections: z.array(formSection).min(1, { error: 'required' }).max(20, { error: 'tooMany' }),
}
/** A form as its editor has it. */
export const reportFormInput = z.strictObject({
  name: line(120),
  source: words(2000).default(''),
  note: words(2000).default(''),
  ...reportFormShape,
})
export type ReportForm = z.infer<typeof reportFormInput>

/** What is wrong with a form: where (path into the form), which rule (key in validation.json). */
export type FormProblem = { path: (string | number)[]; key: string; params: Record<string, string | number> }
/** What a form may name: the figures and kinds of duties of this office. */
export type FormKnows = { figures: readonly string[]; dutyKinds: readonly string[] }

/** mm of text on a page of the report (resources/papers/pages.json); narrower columns than these do not stand. */
const ROOM_MM = { portrait: 159, landscape: 266 } as const

/** `figure:villagePlans.of` → villagePlans, of */
export function figureTag(tag: string): { key: string; of: boolean } | null {
  const match = /^figure:([A-Za-z0-9_-]{1,40})(\.of)?$/u.exec(tag)
  return match === null ? null : { key: match[1] ?? '', of: match[2] !== undefined }
}

/** Kind of the cells of a column; null = the list has no such field. */
export function fieldKind(
  rows: FormRows,
  show: string,
  units: ReadonlyMap<string, 'count' | 'money'>,
): FormFieldKind | null {
  const fields = formFields[rows]
  if (Object.hasOwn(fields, show)) return fields[show] ?? null
  const tag = rows === 'tambons' ? figureTag(show) : null
  const unit = tag === null ? undefined : units.get(tag.key)
  return unit === undefined ? null : unit === 'money' ? 'baht' : 'integer'
}

/** Whether the rows of a list can stand together by this field. */
export function canGroup(rows: FormRows, field: string): boolean {
  const kind = Object.hasOwn(formFields[rows], field) ? formFields[rows][field] : undefined
  return kind === 'text' && field !== 'blank'
}

/** Everything that keeps a form from being printed; empty = it can be. */
export function checkForm(form: ReportForm, knows: FormKnows): FormProblem[] {
  const problems: FormProblem[] = []
  const figures = new Set(knows.figures)
  const kinds = new Set(knows.dutyKinds)
  const units = new Map(knows.figures.map((key) => [key, 'count'] as const))
  const say = (path: (string | number)[], key: string, params: Record<string, string | number> = {}) =>
    problems.push({ path, key, params })
  const checkWords = (path: (string | number)[], text: string, own: readonly string[] = []) => {
    for (const [whole, name = ''] of text.matchAll(/\{\{([^{}]*)\}\}/gu)) {
      const tag = name.trim()
      const figure = figureTag(tag)
      if (figure !== null) {
        if (!figures.has(figure.key)) say(path, 'formUnknownFigure', { figure: figure.key })
      } else if (!own.includes(tag) && !formTags.some((known) => known === tag))
        say(path, 'layoutUnknownTag', { tag: whole })
    }
    if (/[{}]/u.test(text.replaceAll(/\{\{[^{}]*\}\}/gu, ''))) say(path, 'layoutUnknownTag', { tag: '{{ }}' })
  }
  const checkKeys = (path: (string | number)[], part: { duties: string[]; figures?: string[] }) => {
    for (const [at, kind] of part.duties.entries())
      if (!kinds.has(kind)) say([...path, 'duties', at], 'formUnknownDuty', { duty: kind })
    for (const [at, key] of (part.figures ?? []).entries())
      if (!figures.has(key)) say([...path, 'figures', at], 'formUnknownFigure', { figure: key })
  }
  const checkTable = (
    path: (string | number)[],
    part: Extract<FormPart, { part: 'table' }>,
    { room, each }: { room: number; each: boolean },
  ) => {
    const own = each ? ['tambon'] : []
    checkKeys(path, part)
    checkWords([...path, 'total'], part.total, ['count', ...own])
    if (part.layout !== '') {
      // the program's layouts are of the whole district
      if (each) say([...path, 'layout'], 'formLayoutEach')
      const of = Object.hasOwn(formLayouts, part.layout) ? formLayouts[part.layout] : undefined
      if (of !== part.rows) say([...path, 'layout'], 'formUnknownLayout', { layout: part.layout })
      if (part.columns.length + part.duties.length + part.figures.length > 0)
        say([...path, 'layout'], 'formLayoutAndColumns')
      return
    }
    if (part.columns.length === 0) say([...path, 'columns'], 'layoutNoColumn')
    if (part.group !== '' && !canGroup(part.rows, part.group))
      say([...path, 'group'], 'layoutUnknownColumn', { column: part.group })
    const seen = new Set<string>()
    for (const [at, column] of part.columns.entries()) {
      const where = [...path, 'columns', at]
      const kind = fieldKind(part.rows, column.show, units)
      const figure = figureTag(column.show)
      if (kind === null) {
        if (figure !== null && part.rows === 'tambons')
          say([...where, 'show'], 'formUnknownFigure', { figure: figure.key })
        else say([...where, 'show'], 'layoutUnknownColumn', { column: column.show })
      } else if (column.sum && !column.tick && kind !== 'integer' && kind !== 'baht')
        say([...where, 'sum'], 'layoutNoSum', { column: column.head })
      if (seen.has(column.show) && column.show !== 'blank')
        say([...where, 'show'], 'layoutTwice', { column: column.head })
      seen.add(column.show)
      if (column.head.trim() === '') say([...where, 'head'], 'required')
      checkWords([...where, 'head'], column.head, own)
      checkWords([...where, 'under'], column.under, own)
    }
    const width = part.columns.reduce((sum, column) => sum + column.width, 0)
    if (width > room)
      say([...path, 'columns'], 'layoutTooWide', { width: Math.ceil(width), room: Math.floor(room) })
  }
  checkWords(['paperTitle'], form.paperTitle)
  for (const [number, section] of form.sections.entries()) {
    const path = ['sections', number]
    const each = section.each === 'tambons'
    const own = each ? ['tambon'] : []
    for (const [at, text] of section.heading.entries()) checkWords([...path, 'heading', at], text, own)
    for (const [at, one] of section.head.entries()) checkWords([...path, 'head', at, 'text'], one.text, own)
    for (const [at, one] of section.signatures.entries()) {
      checkWords([...path, 'signatures', at, 'caption'], one.caption, own)
      checkWords([...path, 'signatures', at, 'position'], one.position, own)
    }
    for (const [at, part] of section.parts.entries()) {
      const where = [...path, 'parts', at]
      checkWords([...where, 'title'], part.title, own)
      if (part.part === 'table') checkTable(where, part, { room: ROOM_MM[section.orientation], each })
      else if (part.part === 'text')
        for (const [row, text] of part.lines.entries()) checkWords([...where, 'lines', row], text, own)
      else if (part.part === 'narrative') {
        checkKeys(where, part)
        checkWords([...where, 'head'], part.head, ['no', 'kind', 'text', ...own])
      }
    }
  }
  return problems
}
