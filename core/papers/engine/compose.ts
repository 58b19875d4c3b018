/**
 * data → document model. Pure: the same data, office and resources always give the same paper.
 */
import { z } from 'zod'
import { Fault } from '../../kernel/fault.ts'
import { type OfficeHead, officeHead, type PaperData, type PaperKind, paperKinds } from '../data.ts'
import { paperDigits, richDigits } from './digits.ts'
import { type TableLayout, tableLayout } from './layout.ts'
import { atomsOf } from './line-breaks.ts'
import { type Advances, countLines, textWidthPt } from './measure.ts'
import {
  axisMm,
  BASE_PT,
  type Block,
  type BlockOf,
  block as blockSchema,
  memoEmblemRoomMm,
  NAME_OFFSET_MM,
  type PageSetup,
  type PaperDocument,
  type PaperSection,
  PT_PER_MM,
  pageSetup,
  SPEED_PT,
  textWidthMm,
} from './model.ts'
import { type BreakRules, breakRules, type ProtectedWords } from './protected-words.ts'
import { buildTable, type LayoutExtras, type LayoutRow } from './table.ts'
import { expand, type Scope, type Words } from './template.ts'
import { viewOf } from './views.ts'

/** Everything under resources/ that a paper is made of, read once by `loadPaperResources`. */
export type PaperResources = {
  templates: Readonly<Record<string, unknown>>
  layouts: Readonly<Record<string, unknown>>
  pages: Readonly<Record<string, unknown>>
  words: Words
  protectedWords: ProtectedWords
  advances: Advances
}

export type ComposeOptions = {
  /** Digits of this one paper; else the office's. */
  digits?: 'thai' | 'arabic'
  /** Names that no line may cut, beside those in the data: places and persons the office knows. With or without prefix. */
  names?: readonly string[]
}

type Maker = {
  template: string
  resources: PaperResources
  digits: 'thai' | 'arabic'
  scope: Scope
  /** Groups that no line may cut, with the names of this paper's places. */
  breaks: BreakRules
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const invalid = (template: string, where: string): Fault => new Fault('template.invalid', { template, where })

const layoutCache = new WeakMap<object, TableLayout>()
/** The layout of a name, or the one that the paper's own data carries (a form of the office, core/reports/forms.ts). */
function layoutOf(maker: Maker, given: unknown): TableLayout {
  const name = typeof given === 'string' ? given : ''
  const named = Object.hasOwn(maker.resources.layouts, name) ? maker.resources.layouts[name] : undefined
  const raw = isObject(given) ? given : named
  if (!isObject(raw)) throw invalid(maker.template, `layout ${name}`)
  const known = layoutCache.get(raw)
  if (known) return known
  const parsed = tableLayout.safeParse(raw)
  if (!parsed.success)
    throw invalid(maker.template, `layout ${name}: ${parsed.error.issues[0]?.path.join('.') ?? ''}`)
  layoutCache.set(raw, parsed.data)
  return parsed.data
}

function pageOf(maker: Maker, raw: unknown): PageSetup {
  const given = typeof raw === 'string' ? { preset: raw } : isObject(raw) ? raw : {}
  const { preset, ...changes } = given as { preset?: string }
  const base =
    preset !== undefined && Object.hasOwn(maker.resources.pages, preset) ? maker.resources.pages[preset] : {}
  const parsed = pageSetup.safeParse({ ...(base as object), ...changes })
  if (!parsed.success) throw invalid(maker.template, `page ${preset ?? ''}`)
  return parsed.data
}

/** Keys whose strings are codes of the model and never printed. */
const CODES = new Set(['block', 'align', 'at'])

function digitsIn(node: unknown, digits: 'thai' | 'arabic'): unknown {
  if (typeof node === 'string') return paperDigits(node, digits)
  if (Array.isArray(node)) return node.map((part) => digitsIn(part, digits))
  if (!isObject(node)) return node
  if (node.verbatim === true) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, CODES.has(key) ? value : digitsIn(value, digits)]),
  )
}

/**
 * `{ block: 'layoutTable', layout: name or layout, rows: 'name of a list', repeat: { years: 'name of a list' } }` → table;
 * `sheet` names its worksheet in the place of the layout.
 */
function makeTable(maker: Maker, raw: Record<string, unknown>, page: PageSetup): Block {
  const list = (name: unknown): readonly unknown[] => {
    const found = typeof name === 'string' && Object.hasOwn(maker.scope, name) ? maker.scope[name] : undefined
    if (!Array.isArray(found))
      throw new Fault('template.unknownTag', { template: maker.template, tag: String(name) })
    return found
  }
  const extras: Record<string, readonly (string | number)[]> = {}
  if (isObject(raw.repeat)) {
    for (const [key, name] of Object.entries(raw.repeat)) extras[key] = list(name) as (string | number)[]
  }
  const rows = Array.isArray(raw.rows) ? raw.rows : list(raw.rows)
  const built = buildTable(layoutOf(maker, raw.layout), rows as LayoutRow[], extras as LayoutExtras, {
    totalMm: textWidthMm(page) - 0.3,
    digits: maker.digits,
    advances: maker.resources.advances,
    breaks: maker.breaks,
  })
  return {
    ...built,
    ...(typeof raw.before === 'number' ? { before: raw.before } : {}),
    ...(typeof raw.sheet === 'string' ? { sheet: raw.sheet } : {}),
  }
}

const gridTable = z.strictObject({
  block: z.literal('gridTable'),
  before: z.number().optional(),
  sheet: z.string(),
  sizePt: z.number(),
  empty: z.string(),
  head: z.array(z.string()).min(1),
  rows: z.array(z.array(z.string())),
})
const figures = /^[0-9๐-๙.,%\s/-]*$/u

/** `{ block: 'gridTable', head, rows }`: a table that the paper's own data lays out, e.g. of an annex. */
function makeGrid(maker: Maker, raw: unknown, page: PageSetup, where: string): Block {
  const parsed = gridTable.safeParse(raw)
  if (!parsed.success) throw invalid(maker.template, `${where}.gridTable`)
  const { before, sheet, sizePt, empty, head, rows } = parsed.data
  const most = rows.reduce((count, row) => Math.max(count, row.length), head.length)
  const columns = Array.from({ length: most }, (_unused, at) => {
    const isFigures = rows.length > 0 && rows.every((row) => figures.test(row[at] ?? ''))
    return {
      key: String(at),
      head: head[at] ?? '',
      width: 10,
      grow: 1,
      // the running numbers of the rows stand centred, sums at the right
      align: isFigures ? (at === 0 ? ('centre' as const) : ('right' as const)) : ('left' as const),
    }
  })
  const built = buildTable(
    tableLayout.parse({ sheet: sheet.slice(0, 30), sizePt, empty, columns }),
    rows.map((row) => Object.fromEntries(row.map((text, at) => [String(at), text]))),
    {},
    {
      totalMm: textWidthMm(page) - 0.3,
      digits: maker.digits,
      advances: maker.resources.advances,
      breaks: maker.breaks,
    },
  )
  return before === undefined ? built : { ...built, before }
}

/** Room between the emblem of a memo and the words of its form's name, in mm. */
const BESIDE_GAP_MM = 2

/** The speed class stands between emblem and title where it has room there (DOCUMENTS.md §A3). */
function memoSpeed(head: BlockOf<'memoHead'>, maker: Maker, page: PageSetup): Block {
  const width = (text: string, pt: number) =>
    textWidthPt(text, pt, maker.resources.advances, true) / PT_PER_MM
  const room =
    (textWidthMm(page) - width(head.title, head.titlePt)) / 2 - memoEmblemRoomMm(head) - BESIDE_GAP_MM
  return { ...head, speedBeside: head.speed.length === 1 && width(head.speed[0] ?? '', SPEED_PT) <= room }
}

function makeBlock(maker: Maker, raw: unknown, page: PageSetup, where: string): Block {
  if (isObject(raw) && raw.block === 'layoutTable') return makeTable(maker, raw, page)
  if (isObject(raw) && raw.block === 'gridTable') return makeGrid(maker, raw, page, where)
  if (isObject(raw) && raw.block === 'keep' && Array.isArray(raw.blocks)) {
    const blocks = raw.blocks.map((inner, index) => makeBlock(maker, inner, page, `${where}.${index}`))
    return { ...raw, blocks } as Block
  }
  const parsed = blockSchema.safeParse(raw)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw invalid(maker.template, [where, ...(issue?.path ?? []), issue?.code ?? ''].join('.'))
  }
  const made = digitsIn(parsed.data, maker.digits) as Block
  if (made.block === 'memoHead') return memoSpeed(made, maker, page)
  if (made.block === 'closing') return namesRoom(made, maker, page)
  return made.block === 'committee' ? committeeWidths(made, maker, page) : made
}

/** A long position is centred under the closing words and still ends at the edge of the text. */
function namesRoom(closing: BlockOf<'closing'>, maker: Maker, page: PageSetup): Block {
  if (closing.at === 'centre') return closing
  const words = textWidthPt(closing.words, BASE_PT, maker.resources.advances) / PT_PER_MM
  const room = textWidthMm(page) - axisMm(page)
  const middle = axisMm(page) + (closing.words === '' ? NAME_OFFSET_MM : Math.min(words, room) / 2)
  return { ...closing, namesMm: Math.max(NARROWEST_NAMES_MM, 2 * (textWidthMm(page) - middle) - 1) }
}
const NARROWEST_NAMES_MM = 40

/** Room of the role, which wraps: กรรมการและ / ผู้ช่วยเลขานุการ. */
const ROLE_MM = 30
/** Where the list begins when many of its seats take more than two lines at its own place (DOCUMENTS.md §A4). */
const LEFT_WHEN_LONG_MM = 10

/**
 * Number, name, position and role side by side: a name stands on one line unless it is very long, the role wraps between
 * its words, the position has the rest.
 */
function committeeWidths(list: BlockOf<'committee'>, maker: Maker, page: PageSetup): Block {
  const { advances } = maker.resources
  const atLeft = (leftMm: number) => committeeColumns(list, maker, textWidthMm(page) - leftMm)
  const tooHigh = (widthsMm: CommitteeWidths) => {
    const lines = (text: string, width: number) =>
      width === 0 ? 0 : countLines(text, (width - 2.5) * PT_PER_MM, BASE_PT, advances, maker.breaks)
    const high = list.seats.filter(
      (seat) =>
        Math.max(
          seat.name === ''
            ? lines(seat.position, widthsMm.name + widthsMm.position)
            : Math.max(lines(seat.name, widthsMm.name), lines(seat.position, widthsMm.position)),
          widthsMm.role === 0 ? 0 : lines(seat.role, widthsMm.role + 2.5),
        ) > 2,
    )
    return high.length * 4 > list.seats.length
  }
  const usual = atLeft(list.leftMm)
  if (list.leftMm > LEFT_WHEN_LONG_MM && tooHigh(usual)) {
    return { ...list, leftMm: LEFT_WHEN_LONG_MM, widthsMm: atLeft(LEFT_WHEN_LONG_MM) }
  }
  return { ...list, widthsMm: usual }
}

type CommitteeWidths = NonNullable<BlockOf<'committee'>['widthsMm']>

function committeeColumns(list: BlockOf<'committee'>, maker: Maker, total: number): CommitteeWidths {
  const { advances } = maker.resources
  const width = (text: string) => textWidthPt(text, BASE_PT, advances) / PT_PER_MM
  const widest = (pick: (seat: (typeof list.seats)[number]) => string) =>
    list.seats.reduce((most, seat) => Math.max(most, width(pick(seat))), 0)
  const atom = list.seats
    .flatMap((seat) => atomsOf(seat.role, maker.breaks))
    .reduce((most, part) => Math.max(most, width(part)), 0)
  const number = Math.max(8, widest((seat) => seat.number) + 2.5)
  const roles = widest((seat) => seat.role)
  const role = roles === 0 ? 0 : Math.min(Math.max(24, Math.min(roles, ROLE_MM), atom) + 1, total * 0.36)
  const name = widest((seat) => seat.name)
  const position = widest((seat) => seat.position)
  const room = total - number - role
  if (name === 0 || position === 0) {
    return { number, name: name === 0 ? 0 : room, position: name === 0 ? room : 0, role }
  }
  const wanted = Math.min(name + 3.5, room * 0.5)
  return { number, name: wanted, position: room - wanted, role }
}

function makeSections(maker: Maker, sections: unknown): PaperSection[] {
  if (!Array.isArray(sections)) throw invalid(maker.template, 'sections')
  const context = { template: maker.template, words: maker.resources.words }
  const expanded = expand(sections, maker.scope, context) as unknown[]
  return expanded.map((raw, number): PaperSection => {
    if (!isObject(raw) || !Array.isArray(raw.blocks)) throw invalid(maker.template, `sections.${number}`)
    const page = pageOf(maker, raw.page)
    const secrecy = typeof raw.secrecy === 'string' ? raw.secrecy : ''
    const blocks = raw.blocks.map((entry, index) =>
      makeBlock(maker, entry, page, `sections.${number}.blocks.${index}`),
    )
    return { page, secrecy, blocks }
  })
}

/** Fields that hold the name of a place, in the data and in the rows of its tables. */
const PLACE_FIELDS = ['village', 'tambon', 'district', 'province', 'districtName', 'provinceName']
const PLACE_PREFIX =
  /^(?:ตำบล|อำเภอ|จังหวัด|เทศบาลตำบล|เทศบาลเมือง|เทศบาลนคร|องค์การบริหารส่วนตำบล|องค์การบริหารส่วนจังหวัด|อบต\.|อบจ\.|ทต\.|ทม\.|บ้าน|ชุมชน)/u
const RANK = /^(?:[ก-ฮ]{1,2}\.){2,4}/u
const PERSON_TITLE = new RegExp(`${RANK.source}|^(?:นาย|นาง|นางสาว|ว่าที่|ร้อย|พัน|ดร\\.|พระ)`, 'u')
const LONGEST_NAME = 28

/** ตำบลพรหมโลก → พรหมโลก; บ้านนอกท่า หมู่ที่ 3 → นอกท่า. */
function bareName(name: string): string {
  const bare = name.trim().replace(PLACE_PREFIX, '').split(/[\s(]/u)[0] ?? ''
  return bare.length <= LONGEST_NAME ? bare : ''
}

/** Names of places and persons of this paper: the dictionary of line breaks knows few of them (พรหม|โลก). */
function namesIn(scope: Scope): string[] {
  const names = new Set<string>()
  const look = (node: unknown, depth: number): void => {
    if (Array.isArray(node)) for (const part of node) look(part, depth)
    else if (isObject(node) && depth < 4) {
      for (const [key, value] of Object.entries(node)) {
        if (typeof value !== 'string') look(value, depth + 1)
        else if (PLACE_FIELDS.includes(key)) names.add(bareName(value))
        else if (key === 'name' && PERSON_TITLE.test(value) && value.length <= 60)
          for (const part of value.replace(RANK, ' ').split(/\s+/u).slice(1))
            if (part.length <= LONGEST_NAME) names.add(part)
      }
    }
  }
  look(scope, 0)
  names.delete('')
  return [...names].sort()
}

/**
 * Expands a template over a scope into a paper.
 * @throws Fault template.unknownTag, template.invalid
 */
export function compose(
  kind: string,
  template: string,
  scope: Scope,
  office: OfficeHead,
  resources: PaperResources,
  options: ComposeOptions = {},
): PaperDocument {
  const head = officeHead.parse(office)
  const digits = options.digits ?? head.digits
  const raw = Object.hasOwn(resources.templates, template) ? resources.templates[template] : undefined
  if (!isObject(raw)) throw invalid(template, 'template')
  const breaks = breakRules(resources.protectedWords, [
    ...(options.names ?? []).map(bareName),
    ...namesIn(scope),
    ...namesIn({ ...head }),
  ])
  const maker: Maker = { template, resources, digits, scope: { ...scope, office: head }, breaks }
  const title = expand(raw.title, maker.scope, { template, words: resources.words })
  return {
    kind,
    title: richDigits(String(title), digits) as string,
    lang: 'th',
    digits,
    emblem: {
      mode: head.emblemMode === 'picture' && !head.emblem ? 'space' : head.emblemMode,
      ...(head.emblem ? { picture: head.emblem } : {}),
    },
    docxFont: head.docxFont,
    breaks,
    sections: makeSections(maker, raw.sections),
  }
}

/**
 * Makes the paper `kind` from its data.
 * @throws Fault paper.dataInvalid when the data does not fit the kind; template.unknownTag, template.invalid
 */
export function composePaper<K extends PaperKind>(
  kind: K,
  data: PaperData<K>,
  office: OfficeHead,
  resources: PaperResources,
  options: ComposeOptions = {},
): PaperDocument {
  const { data: schema, template } = paperKinds[kind]
  const parsed = schema.safeParse(data)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Fault('paper.dataInvalid', { kind, where: issue?.path.join('.') ?? '' })
  }
  const raw = Object.hasOwn(resources.templates, template) ? resources.templates[template] : undefined
  // A covering letter and its like: a wording that fills in another paper's data.
  if (isObject(raw) && typeof raw.extends === 'string' && Object.hasOwn(paperKinds, raw.extends)) {
    const head = officeHead.parse(office)
    const scope = { ...viewOf(kind, parsed.data, head), office: head }
    const filled = expand(raw.data, scope, { template, words: resources.words })
    return {
      ...composePaper(raw.extends as PaperKind, filled as PaperData, office, resources, options),
      kind,
    }
  }
  return compose(
    kind,
    template,
    viewOf(kind, parsed.data, officeHead.parse(office)),
    office,
    resources,
    options,
  )
}
