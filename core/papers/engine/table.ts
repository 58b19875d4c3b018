/**
 * Rows of data + a layout (resources/papers/layouts/*.json) → a table block: which columns, in which order, under which
 * headings, how wide, which digits, which groups and sums. Pure. The same block becomes PDF, DOCX and XLSX.
 */
import { z } from 'zod'
import { formatThaiDate } from '../../thai/dates.ts'
import { formatBaht } from '../../thai/money.ts'
import { paperDigits } from './digits.ts'
import { type LayoutColumn, NARROWEST_MM, type TableLayout } from './layout.ts'
import { atomsOf } from './line-breaks.ts'
import { type Advances, textWidthPt } from './measure.ts'
import {
  type CellKind,
  PT_PER_MM,
  type TableBlock,
  type TableCell,
  type TableColumn,
  type TableRow,
} from './model.ts'
import type { BreakRules } from './protected-words.ts'

/** `rowMm`: least height of this row, whatever its columns. */
export type LayoutRow = Readonly<Record<string, unknown>>
export type LayoutExtras = Readonly<Record<string, readonly (string | number)[]>>

/** A column as it stands in the table: a repeated one once per value. */
export type Leaf = LayoutColumn & { part?: string | number }

/** Room that the figure beside a bar takes, mm. */
export const BAR_FIGURE_MM = 12
/** Length of a bar in a column, mm. @param percent more than all of it is all of it */
export function barMm(percent: number, columnMm: number): number {
  const whole = Math.max(0, columnMm - CELL_PADDING_MM - BAR_FIGURE_MM)
  return (whole * Math.min(100, Math.max(0, percent))) / 100
}

/** Horizontal padding of a cell, both sides together, in mm. */
export const CELL_PADDING_MM = 1.6

/** The columns of a layout for these rows, repeated ones once per value, empty ones left out where the layout says so. */
export function leaves(layout: TableLayout, rows: readonly LayoutRow[], extras: LayoutExtras): Leaf[] {
  return layout.columns.flatMap((column): Leaf[] => {
    if (column.repeat !== undefined) {
      return (extras[column.repeat] ?? []).map((part) => ({
        ...column,
        part,
        head: column.head.replace('{{}}', String(part)),
      }))
    }
    if (column.dropEmpty && rows.every((row) => (row[column.key] ?? '') === '')) return []
    return [column]
  })
}

/** Value of a column in a row. */
export function cellSource(row: LayoutRow, leaf: Leaf): unknown {
  const value = row[leaf.key]
  if (leaf.part === undefined) return value
  const map = value as Readonly<Record<string, unknown>> | undefined
  return map?.[String(leaf.part)]
}

/** What stands for a tick: the mark that Thai offices type, in every face of TH Sarabun. */
const TICK = '√'

/** A figure that says itself what it is, in a column of figures of several kinds. */
const figureCell = z.strictObject({
  value: z.number(),
  kind: z.enum(['integer', 'baht', 'decimal']),
  signed: z.boolean().default(false),
  mark: z.string().default(''),
})
export type FigureCell = z.input<typeof figureCell>

function makeFigure(of: z.output<typeof figureCell>, digits: 'thai' | 'arabic'): TableCell {
  const { text, ...cell } = makeCell(of.value, of.kind, digits)
  return {
    ...cell,
    text: `${of.signed && of.value > 0 ? '+' : ''}${text}${of.mark}`,
    kind: of.kind,
    ...(of.signed ? { signed: true } : {}),
    ...(of.mark === '' ? {} : { mark: of.mark }),
  }
}

const isTicked = (value: unknown): boolean =>
  typeof value === 'number' ? value > 0 : value !== undefined && value !== null && value !== ''

/** A cell of `kind`; an absent amount prints nothing and counts as nothing. `keepText`: digits in a text stay. */
export function makeCell(
  value: unknown,
  kind: CellKind,
  digits: 'thai' | 'arabic',
  words?: Readonly<Record<string, string>>,
  keepText = false,
): TableCell {
  if (kind === 'tick') return isTicked(value) ? { text: TICK } : { text: '' }
  if (value === undefined || value === null || value === '') return { text: '' }
  if (typeof value === 'object') return makeFigure(figureCell.parse(value), digits)
  if (kind === 'baht' && typeof value === 'number') {
    return value === 0 ? { text: '-', value: 0 } : { text: formatBaht(value, digits), value }
  }
  if ((kind === 'integer' || kind === 'rank') && typeof value === 'number') {
    return {
      text: paperDigits(kind === 'rank' ? String(value) : value.toLocaleString('en-US'), digits),
      value,
    }
  }
  if (kind === 'bar' && typeof value === 'number') {
    return { text: paperDigits(`${value}%`, digits), value }
  }
  if (kind === 'decimal' && typeof value === 'number') {
    return { text: paperDigits(value.toFixed(2), digits), value }
  }
  if (kind === 'date' && typeof value === 'string') {
    return { text: formatThaiDate(value, { style: 'short', digits }), value }
  }
  const text =
    words && typeof value === 'string' && Object.hasOwn(words, value) ? (words[value] ?? '') : String(value)
  return { text: keepText ? text : paperDigits(text, digits) }
}

/** A value that is kept as it is: ids keep their digits. */
function hiddenText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}

/** A word wider than this has no say in the width of its column: it would starve the others. */
const WIDEST_WORD_MM = 34
/** The text of a table is set smaller, down to this, when its words do not stand side by side. */
const SMALLEST_PT = 10

/**
 * Headings keep their lines as long as all columns together need no more than a share of the page, because the prose
 * needs the rest: [mm that a column may give for it, share].
 */
const HEADS = [
  [40, 0.82],
  [4, 0.9],
  [2.5, 0.95],
] as const

/** Above this share the words alone nearly fill the page. */
const CROWDED = 0.88

/** Widths in mm that no column may go below, each word and figure whole. */
function leastWidths(
  columns: readonly Leaf[],
  rows: readonly TableRow[],
  sizePt: number,
  advances: Advances,
  rules: BreakRules,
  headsMm: number,
): number[] {
  const atoms = new Map<string, number>()
  const widest = (text: string, bold: boolean) => {
    const key = bold ? `b${text}` : text
    let width = atoms.get(key)
    if (width === undefined) {
      width = 0
      for (const atom of atomsOf(text, rules)) {
        const one = textWidthPt(atom, sizePt, advances, bold) / PT_PER_MM
        if (one <= WIDEST_WORD_MM) width = Math.max(width, one)
      }
      atoms.set(key, width)
    }
    return width
  }
  // a heading with breaks of its own is not broken again, if that costs its column no more than `headsMm`
  const mm = columns.map((column) => {
    const least = widest(column.head, true)
    if (!column.head.includes('\n')) return least
    const lines = column.head.split('\n').map((line) => textWidthPt(line, sizePt, advances, true))
    const whole = Math.max(...lines) / PT_PER_MM
    return whole - least <= headsMm ? whole : least
  })
  for (const row of rows) {
    if (row.role === 'group' || row.role === 'empty') continue
    // rows of sums begin with one cell over several columns
    let at = 0
    for (const cell of row.cells) {
      if ((cell.colSpan ?? 1) === 1 && typeof cell.text === 'string' && cell.text !== '') {
        const bold = row.role !== 'row'
        const whole = textWidthPt(cell.text, sizePt, advances, bold) / PT_PER_MM
        // no word of it is wider than itself
        if (columns[at]?.fit) mm[at] = Math.max(mm[at] ?? 0, whole + 0.3)
        else if (whole > (mm[at] ?? 0)) mm[at] = Math.max(mm[at] ?? 0, widest(cell.text, bold))
      }
      at += cell.colSpan ?? 1
    }
  }
  // the font's advances are good to about one in a hundred
  return mm.map((width) => width * 1.015 + CELL_PADDING_MM + 0.4)
}

/** Steps in which the free width is handed out, mm. */
const STEP_MM = 1.5
/** Rows looked at to decide the widths: the first ones and then one in so many. */
const SAMPLE = 80

/**
 * Widths that make the rows low: the free width goes, step by step, to the growing column that gains most by it.
 * Depends on the rows alone, so the same data always gives the same paper.
 */
function widths(
  columns: readonly Leaf[],
  rows: readonly TableRow[],
  least: readonly number[],
  sizePt: number,
  total: number,
  advances: Advances,
): number[] {
  const mm = columns.map((column, index) =>
    Math.max(least[index] ?? 0, (column.grow ?? 0) > 0 ? (column.least ?? NARROWEST_MM) : column.width),
  )
  const growing = columns.flatMap((column, index) => ((column.grow ?? 0) > 0 ? [index] : []))
  const plainRows = rows.filter((row) => row.role === 'row')
  const every = Math.max(1, Math.floor(plainRows.length / SAMPLE))
  const sampleRows = plainRows.filter((_row, index) => index % every === 0).slice(0, SAMPLE)
  const sum = (list: readonly number[]) => list.reduce((all, width) => all + width, 0)
  const taken = sum(mm)
  if (taken >= total || growing.length === 0) return fitted(mm, least, total)
  const sample = sampleRows.map((row) =>
    row.cells.map((cell) =>
      (typeof cell.text === 'string' ? cell.text : '')
        .split('\n')
        .map((part) => textWidthPt(part, sizePt, advances) / PT_PER_MM),
    ),
  )
  // A smooth measure of lines (words do not fill a line to its end: about a tenth is lost), so that each step shows its gain.
  const weight = (parts: readonly number[] | undefined, width: number) => {
    const room = Math.max(1, width - CELL_PADDING_MM)
    return (parts ?? []).reduce((sum, part) => sum + Math.max(1, (part * 1.1) / room), 0) ** 3
  }
  let left = total - taken
  while (left > 0.01) {
    const step = Math.min(STEP_MM, left)
    let best = -1
    let bestGain = 1e-9
    for (const column of growing) {
      const now = mm[column] ?? 0
      let gain = 0
      for (const row of sample) gain += weight(row[column], now) - weight(row[column], now + step)
      if (gain > bestGain) {
        best = column
        bestGain = gain
      }
    }
    if (best < 0) {
      // everything stands on one line: the rest as the layout wishes
      const shares = growing.reduce((sum, column) => sum + (columns[column]?.grow ?? 0), 0)
      for (const column of growing)
        mm[column] = (mm[column] ?? 0) + (left * (columns[column]?.grow ?? 0)) / shares
      break
    }
    mm[best] = (mm[best] ?? 0) + step
    left -= step
  }
  return mm
}

/** Stretched or shrunk to `total`; what shrinks stays as wide as its words as long as that is possible. */
function fitted(mm: readonly number[], least: readonly number[], total: number): number[] {
  const sum = (list: readonly number[]) => list.reduce((all, width) => all + width, 0)
  const all = sum(mm)
  const needed = sum(least)
  if (all <= total || needed >= total) {
    const scaled = mm.map((width) => (width * total) / all)
    if (needed >= total || scaled.every((width, index) => width >= (least[index] ?? 0))) return scaled
  }
  // what each column has above its words gives way, or grows, alike
  const free = mm.map((width, index) => Math.max(0, width - (least[index] ?? 0)))
  const share = sum(free) === 0 ? 0 : (total - needed) / sum(free)
  return mm.map((_width, index) => (least[index] ?? 0) + (free[index] ?? 0) * share)
}

/** The layout's size, or as much smaller as it takes for every word to stand whole in its column; and those widths. */
function sizeThatFits(
  columns: readonly Leaf[],
  rows: readonly TableRow[],
  layout: TableLayout,
  total: number,
  advances: Advances,
  rules: BreakRules,
): { sizePt: number; least: number[] } {
  const at = (sizePt: number, headsMm: number) => {
    const least = leastWidths(columns, rows, sizePt, advances, rules, headsMm)
    return { sizePt, least, share: least.reduce((all, width) => all + width, 0) / total }
  }
  for (const [headsMm, share] of HEADS) {
    const wished = at(layout.sizePt, headsMm)
    if (wished.share <= share) return wished
  }
  const usual = at(layout.sizePt, 0)
  if (usual.share <= CROWDED) return usual
  // a little smaller leaves the prose more than one word to a line
  const lighter = at(layout.sizePt - 1, 2.5)
  if (layout.sizePt > SMALLEST_PT && lighter.share <= 1) return lighter
  if (usual.share <= 1) return usual
  for (let size = layout.sizePt - 0.5; size >= SMALLEST_PT; size -= 0.5) {
    const smaller = at(size, 0)
    if (smaller.share <= 1) return smaller
  }
  return usual
}

function head(columns: readonly Leaf[], digits: 'thai' | 'arabic'): TableCell[][] {
  const text = (words: string) => paperDigits(words, digits)
  const double = columns.some((column) => column.under !== undefined)
  if (!double) return [columns.map((column) => ({ text: text(column.head), align: 'centre' as const }))]
  const top: TableCell[] = []
  const bottom: TableCell[] = []
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index] as Leaf
    if (column.under === undefined) {
      top.push({ text: text(column.head), rowSpan: 2, align: 'centre' })
      continue
    }
    let span = 1
    while (columns[index + span]?.under === column.under) span += 1
    top.push({ text: text(column.under), colSpan: span, align: 'centre' })
    for (let inner = 0; inner < span; inner += 1) {
      bottom.push({ text: text((columns[index + inner] as Leaf).head), align: 'centre' })
    }
    index += span - 1
  }
  return [top, bottom]
}

function sums(
  label: string,
  rows: readonly LayoutRow[],
  columns: readonly Leaf[],
  digits: 'thai' | 'arabic',
  role: 'subtotal' | 'total',
): TableRow {
  const first = columns.findIndex((column) => column.sum)
  // where nothing is added up the words have the whole row
  const span = first < 0 ? columns.length : Math.max(1, first)
  const cells: TableCell[] = [{ text: paperDigits(label, digits), align: 'right', colSpan: span }]
  for (const column of columns.slice(span)) {
    if (!column.sum) {
      cells.push({ text: '' })
      continue
    }
    let sum = 0
    for (const row of rows) {
      const value = cellSource(row, column)
      if (column.kind === 'tick') sum += isTicked(value) ? 1 : 0
      else if (typeof value === 'number') sum += value
    }
    cells.push(
      column.kind === 'tick'
        ? { ...makeCell(sum, 'integer', column.digits ?? digits), kind: 'integer' }
        : makeCell(sum, column.kind, column.digits ?? digits),
    )
  }
  return { role, cells }
}

/**
 * Builds the table of `rows` as `layout` says.
 * @param totalMm width of the text area; the columns add up to exactly that.
 * @param extras lists for repeated columns, e.g. { years: [2566, …] }.
 */
export function buildTable(
  layout: TableLayout,
  rows: readonly LayoutRow[],
  extras: LayoutExtras,
  options: {
    totalMm: number
    digits: 'thai' | 'arabic'
    advances: Advances
    /** What no line may cut. */
    breaks: BreakRules
  },
): TableBlock {
  const keepsTexts = layout.digits === 'kept'
  const digits =
    layout.digits === 'document' ? options.digits : layout.digits === 'kept' ? 'arabic' : layout.digits
  const all = leaves(layout, rows, extras)
  const columns = all.filter((column) => !column.hidden)
  const hidden = all.filter((column) => column.hidden)
  const out: TableRow[] = []
  const span = columns.length
  let start = 0
  const groupBy = layout.groupBy
  const groupOf = (row: LayoutRow | undefined) => (groupBy === undefined ? '' : String(row?.[groupBy] ?? ''))
  // one group alone has the same sum as the whole
  const single = layout.total !== undefined && rows.every((row) => groupOf(row) === groupOf(rows[0]))
  const closeGroup = (end: number) => {
    if (layout.groupBy !== undefined && layout.subtotal !== undefined && !single && end > start) {
      const value = String(rows[start]?.[layout.groupBy] ?? '')
      const label = layout.subtotal
        .replace('{{}}', value)
        .replace('{{count}}', String(end - start))
        .trim()
      out.push(sums(label, rows.slice(start, end), columns, digits, 'subtotal'))
    }
    start = end
  }
  rows.forEach((row, index) => {
    if (layout.groupBy !== undefined) {
      const value = String(row[layout.groupBy] ?? '')
      if (index === 0 || value !== String(rows[index - 1]?.[layout.groupBy] ?? '')) {
        closeGroup(index)
        const words = value === '' ? layout.groupEmpty : layout.groupHead.replace('{{}}', value)
        if (words !== '')
          out.push({
            role: 'group',
            cells: [{ text: paperDigits(words, digits), colSpan: span, align: 'left' }],
          })
      }
    }
    out.push({
      role: 'row',
      ...(typeof row.rowMm === 'number' ? { minMm: row.rowMm } : {}),
      cells: columns.map((column) =>
        makeCell(
          cellSource(row, column),
          column.kind,
          column.digits ?? digits,
          column.words,
          keepsTexts && column.digits === undefined,
        ),
      ),
      ...(hidden.length === 0 ? {} : { hidden: hidden.map((column) => hiddenText(cellSource(row, column))) }),
    })
  })
  closeGroup(rows.length)
  if (rows.length === 0)
    out.push({ role: 'empty', cells: [{ text: layout.empty, colSpan: span, align: 'centre' }] })
  if (layout.total !== undefined && rows.length > 0) {
    out.push(sums(layout.total.replace('{{count}}', String(rows.length)), rows, columns, digits, 'total'))
  }
  const { totalMm, advances, breaks } = options
  const { sizePt, least } = sizeThatFits(columns, out, layout, totalMm, advances, breaks)
  const mm = widths(columns, out, least, sizePt, totalMm, advances)
  return {
    block: 'table',
    sheet: layout.sheet,
    sizePt,
    digits,
    columns: columns.map(
      (column, index): TableColumn => ({
        key: column.part === undefined ? column.key : `${column.key}.${column.part}`,
        widthMm: mm[index] ?? 0,
        ...(column.fit === true ? { fit: true as const } : {}),
        align: column.align,
        kind: column.kind,
      }),
    ),
    head: head(columns, digits),
    ...(hidden.length === 0 ? {} : { hiddenHead: hidden.map((column) => column.head) }),
    rows: out,
    ...(layout.groupContinued === undefined ? {} : { continued: layout.groupContinued }),
    ...(layout.minRowMm === undefined ? {} : { minRowMm: layout.minRowMm }),
    ...(layout.rowsFlow === true ? { rowsFlow: true } : {}),
    ...(layout.filter === true && layout.groupBy === undefined ? { filter: true } : {}),
  }
}
