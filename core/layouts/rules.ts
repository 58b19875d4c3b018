/**
 * Table layouts as data of the office (PRODUCT.md C23): which columns a table has, in which order, under which heads.
 * Pure: the screen checks while typing with the very rules that the command applies.
 */
import { z } from 'zod'
import { type LayoutColumn, NARROWEST_MM, type TableLayout, tableLayout } from '../papers/engine/layout.ts'
import { type CellKind, cellKind, pageSetup, textWidthMm } from '../papers/engine/model.ts'

/** What the rows of a table have: fields that a column may show, with the names the screen offers. */
const tableField = z.strictObject({
  name: z.string().min(1),
  kind: cellKind.default('text'),
  /** One value per item of this list (fiscal years). */
  repeat: z.string().optional(),
  /** How many items the width of the page is reckoned with; left out = RECKONED. */
  reckoned: z.int().min(1).max(20).optional(),
  /** Codes → words. */
  words: z.record(z.string(), z.string()).optional(),
})
export type TableField = z.infer<typeof tableField>

export const tableFacts = z.strictObject({
  name: z.string().min(1),
  /** Page of a table that is a list and no paper of its own: a preset of resources/papers/pages.json. */
  page: z.string().optional(),
  fields: z.record(z.string(), tableField),
})
export type TableFacts = z.infer<typeof tableFacts>

/** A page has no room for more columns that can be read. */
const MOST_COLUMNS = 60
/** Size of type that can still be read on paper … and that still lets a word stand in a column, pt. */
const SIZE_RANGE = { minimum: 8, maximum: 20 } as const
/** Width of a column, mm. */
const WIDTH_RANGE = { minimum: 4, maximum: 250 } as const
/** Items that a repeated column is reckoned with: the years of the longest span of a plan (DOMAIN.md §1.2). */
const RECKONED = 5

const addable = new Set<CellKind>(['integer', 'baht'])

/** A kind whose figures can be added up. */
function canSum(kind: CellKind): boolean {
  return addable.has(kind)
}

/** What of a layout an office may set; the rest follows from the fields of the table. */
export const layoutInput = z.object({
  sheet: z.string().trim().min(1, { error: 'required' }).max(31, { error: 'tooLong' }),
  sizePt: z
    .number({ error: 'notNumber' })
    .min(SIZE_RANGE.minimum, { error: 'layoutSize' })
    .max(SIZE_RANGE.maximum, { error: 'layoutSize' }),
  groupBy: z.string().max(60).nullable(),
  groupHead: z.string().max(200, { error: 'tooLong' }),
  groupEmpty: z.string().max(200, { error: 'tooLong' }),
  subtotal: z.string().max(200, { error: 'tooLong' }),
  total: z.string().max(200, { error: 'tooLong' }),
  empty: z.string().max(200, { error: 'tooLong' }),
  columns: z
    .array(
      z.object({
        key: z.string().max(60),
        head: z.string().max(200, { error: 'tooLong' }),
        under: z.string().max(200, { error: 'tooLong' }),
        width: z
          .number({ error: 'notNumber' })
          .min(WIDTH_RANGE.minimum, { error: 'layoutWidth' })
          .max(WIDTH_RANGE.maximum, { error: 'layoutWidth' }),
        /** Takes of the width that is left over: 0 = never. */
        grow: z.number({ error: 'notNumber' }).min(0, { error: 'negative' }).max(20, { error: 'tooMany' }),
        align: z.enum(['left', 'centre', 'right']),
        sum: z.boolean(),
        dropEmpty: z.boolean(),
        hidden: z.boolean(),
      }),
    )
    .max(MOST_COLUMNS, { error: 'layoutColumns' }),
})
export type LayoutInput = z.infer<typeof layoutInput>
export type ColumnInput = LayoutInput['columns'][number]

/** A layout as its editor has it. */
export function inputOf(layout: TableLayout): LayoutInput {
  return {
    sheet: layout.sheet,
    sizePt: layout.sizePt,
    groupBy: layout.groupBy ?? null,
    groupHead: layout.groupHead,
    groupEmpty: layout.groupEmpty,
    subtotal: layout.subtotal ?? '',
    total: layout.total ?? '',
    empty: layout.empty,
    columns: layout.columns.map((column) => ({
      key: column.key,
      head: column.head,
      under: column.under ?? '',
      width: column.width,
      grow: column.grow ?? 0,
      align: column.align,
      sum: column.sum,
      dropEmpty: column.dropEmpty,
      hidden: column.hidden,
    })),
  }
}

/** Facts of a table that has no entry of its own: just the columns that the program's layout shows. */
export function factsOf(layout: TableLayout): TableFacts {
  const fields: Record<string, TableField> = {}
  for (const column of layout.columns) {
    const name = (column.head === '{{}}' ? (column.under ?? column.key) : column.head).replaceAll('\n', '')
    fields[column.key] = {
      name: name === '' ? column.key : name,
      kind: column.kind,
      ...(column.repeat === undefined ? {} : { repeat: column.repeat }),
      ...(column.words === undefined ? {} : { words: column.words }),
    }
  }
  if (layout.groupBy !== undefined && fields[layout.groupBy] === undefined)
    fields[layout.groupBy] = {
      name: layout.groupHead.replaceAll('{{}}', '').trim() || layout.groupBy,
      kind: 'text',
    }
  return { name: layout.sheet, fields }
}

/** What is wrong with a layout: where (path into the input), which rule (key in validation.json). */
export type LayoutProblem = {
  path: (string | number)[]
  key: string
  params: Record<string, string | number>
}

/** mm that the columns take at least, with the widths that the office gave. */
function leastWidth(input: Pick<LayoutInput, 'columns'>, facts: TableFacts): number {
  return input.columns
    .filter((column) => !column.hidden)
    .reduce((sum, column) => {
      const field = facts.fields[column.key]
      const times = field?.repeat === undefined ? 1 : (field.reckoned ?? RECKONED)
      return sum + times * (column.grow > 0 ? NARROWEST_MM : column.width)
    }, 0)
}

/**
 * Everything that keeps a layout from being used; empty = it can be printed.
 *
 * @param page set-up of the page it stands on (resources/papers/pages.json)
 */
export function checkLayout(input: LayoutInput, facts: TableFacts, page: unknown): LayoutProblem[] {
  const problems: LayoutProblem[] = []
  const parsed = layoutInput.safeParse(input)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.push({
        path: issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
        key: issue.message,
        params: rangeOf(issue.message),
      })
    }
  }
  const has = (key: string) => Object.hasOwn(facts.fields, key)
  const seen = new Set<string>()
  for (const [at, column] of input.columns.entries()) {
    const field = has(column.key) ? facts.fields[column.key] : undefined
    const say = (name: string, key: string, params: Record<string, string | number> = {}) =>
      problems.push({ path: ['columns', at, name], key, params })
    if (field === undefined) say('key', 'layoutUnknownColumn', { column: column.key })
    else if (seen.has(column.key)) say('key', 'layoutTwice', { column: field.name })
    seen.add(column.key)
    if (column.head.trim() === '') say('head', 'required')
    const tag = strangeTag(column.head, field?.repeat === undefined ? [] : [''])
    if (tag !== null) say('head', 'layoutUnknownTag', { tag })
    const under = strangeTag(column.under, [])
    if (under !== null) say('under', 'layoutUnknownTag', { tag: under })
    if (field?.repeat !== undefined && !column.head.includes('{{}}')) say('head', 'layoutYearMissing')
    if (column.sum && field !== undefined && !canSum(field.kind))
      say('sum', 'layoutNoSum', { column: field.name })
  }
  if (!input.columns.some((column) => !column.hidden))
    problems.push({ path: ['columns'], key: 'layoutNoColumn', params: {} })
  if (input.groupBy !== null) {
    const field = has(input.groupBy) ? facts.fields[input.groupBy] : undefined
    if (field === undefined || field.repeat !== undefined)
      problems.push({ path: ['groupBy'], key: 'layoutUnknownColumn', params: { column: input.groupBy } })
  }
  for (const [name, tags] of [
    ['groupHead', ['']],
    ['groupEmpty', []],
    ['subtotal', ['', 'count']],
    ['total', ['count']],
    ['empty', []],
  ] as const) {
    const tag = strangeTag(input[name], tags)
    if (tag !== null) problems.push({ path: [name], key: 'layoutUnknownTag', params: { tag } })
  }
  const room = textWidthMm(pageSetup.parse(page))
  const width = leastWidth(input, facts)
  if (width > room)
    problems.push({
      path: ['columns'],
      key: 'layoutTooWide',
      params: { width: Math.ceil(width), room: Math.floor(room) },
    })
  return problems
}

function rangeOf(key: string): Record<string, string | number> {
  if (key === 'layoutSize') return { ...SIZE_RANGE }
  if (key === 'layoutWidth') return { ...WIDTH_RANGE }
  if (key === 'layoutColumns') return { maximum: MOST_COLUMNS }
  if (key === 'tooLong') return { maximum: 200 }
  return {}
}

/** The first tag of a text that does not belong there; null = none. */
function strangeTag(text: string, known: readonly string[]): string | null {
  for (const [whole, name = ''] of text.matchAll(/\{\{([^{}]*)\}\}/gu)) {
    if (!known.includes(name.trim())) return whole
  }
  return null
}

/**
 * The layout that is printed from what the office set: kinds, years and words of codes come from the table's fields,
 * what only the program sets (least height of rows, continuation words, fitted figures) from the layout it began from.
 */
export function layoutOf(
  input: LayoutInput,
  facts: TableFacts,
  from: TableLayout,
  table: string,
): TableLayout {
  const before = new Map(from.columns.map((column) => [column.key, column]))
  const columns = input.columns.map((column): LayoutColumn => {
    const field = facts.fields[column.key]
    const known = before.get(column.key)
    // what the editor sets is taken from it alone, also when it was emptied there
    const { under: _under, grow: _grow, repeat: _repeat, ...programs } = known ?? {}
    const words = known?.words ?? field?.words
    const kind = field?.kind ?? known?.kind ?? 'text'
    return {
      ...(known === undefined && kind === 'baht' ? { fit: true } : {}),
      ...programs,
      key: column.key,
      head: column.head,
      ...(column.under === '' ? {} : { under: column.under }),
      width: column.width,
      ...(column.grow > 0 ? { grow: column.grow } : {}),
      align: column.align,
      kind,
      ...(field?.repeat === undefined ? {} : { repeat: field.repeat }),
      sum: column.sum,
      ...(words === undefined ? {} : { words }),
      dropEmpty: column.dropEmpty,
      hidden: column.hidden,
    }
  })
  const { groupBy: _groupBy, subtotal: _subtotal, total: _total, ...programs } = from
  return tableLayout.parse({
    ...programs,
    sheet: input.sheet,
    table,
    sizePt: input.sizePt,
    columns,
    ...(input.groupBy === null ? {} : { groupBy: input.groupBy }),
    groupHead: input.groupHead,
    groupEmpty: input.groupEmpty,
    ...(input.subtotal === '' ? {} : { subtotal: input.subtotal }),
    ...(input.total === '' ? {} : { total: input.total }),
    empty: input.empty,
  })
}

/** A column as the editor adds it: the field's own name, a width that its kind needs. */
export function newColumn(key: string, field: TableField): ColumnInput {
  const isNumber = field.kind !== 'text' && field.kind !== 'date'
  return {
    key,
    head: field.repeat === undefined ? field.name : '{{}}',
    under: field.repeat === undefined ? '' : field.name,
    width: isNumber ? 16 : 24,
    grow: isNumber ? 0 : 1,
    align: field.kind === 'rank' || field.kind === 'tick' ? 'centre' : isNumber ? 'right' : 'left',
    sum: canSum(field.kind),
    dropEmpty: false,
    hidden: false,
  }
}
