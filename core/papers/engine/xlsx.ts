/**
 * Tables of a paper → XLSX that prints like the paper: TH SarabunPSK 14, borders, head over two rows, print titles,
 * A4, fit to the width of the page, real numbers and dates (DOCUMENTS.md §F). exceljs is used for writing only.
 * Same input, same bytes.
 */
import ExcelJS from 'exceljs'
import { type Advances, countLines } from './measure.ts'
import {
  type Block,
  type PaperDocument,
  type PaperSection,
  PT_PER_MM,
  plain,
  type TableBlock,
  type TableCell,
} from './model.ts'
import { printable } from './printable.ts'
import type { BreakRules } from './protected-words.ts'
import { rezip } from './zip.ts'

export type XlsxOptions = {
  advances: Advances
  now: Date
  /** Told now and then how many rows are written, of how many. */
  onRows?: ((done: number, total: number) => void) | undefined
}

/** Rows after which the one who waits is told. */
const ROWS_A_STEP = 500

const SIZE_PT = 14
/**
 * Height of a line over its size. Excel gives TH SarabunPSK 14 a row of 21–22 pt (its ascent and descent are generous),
 * LibreOffice with Debian's stand-in for it 23 pt: less would cut the last line of a wrapped cell in both.
 */
const LINE_PITCH = 1.6
/** Width of one character unit of a column in pt: 7 px of 96 per inch; a cell keeps 5 px for itself. */
const UNIT_PT = 7 * 0.75
const CELL_PADDING_PT = 5 * 0.75
/** Sum of column widths in units on a landscape page at 14 pt: more would be shrunk until it cannot be read (§F). */
const LANDSCAPE_UNITS = 150
const PORTRAIT_UNITS = 96

const thin = { style: 'thin' as const, color: { argb: 'FF000000' } }
const border = { top: thin, bottom: thin, left: thin, right: thin }
const horizontal = { left: 'left', centre: 'center', right: 'right' } as const

/** Sheet names: at most 31 UTF-16 units, none of []:*?/\, no apostrophe at the ends, none twice. */
export function sheetName(wanted: string, taken: ReadonlySet<string>): string {
  const base =
    wanted
      .replace(/[[\]:*?/\\]/gu, ' ')
      .replace(/^'+|'+$/gu, '')
      .trim()
      .slice(0, 31) || '1'
  let name = base
  for (let number = 2; taken.has(name); number += 1)
    name = `${base.slice(0, 31 - String(number).length - 1)} ${number}`
  return name
}

function numberFormat(kind: string, digits: 'thai' | 'arabic', whole: boolean): string {
  if (kind === 'bar') return digits === 'thai' ? '[$-D00041E]0%' : '0%'
  if (kind === 'date') return digits === 'thai' ? '[$-D07041E]d mmm yyyy' : '[$-107041E]d mmm yyyy'
  const plainFigure = kind === 'rank' ? '0' : '0.00'
  const grouped = kind === 'integer' || whole ? '#,##0' : '#,##0.00'
  const figure = kind === 'rank' || kind === 'decimal' ? plainFigure : grouped
  const thai = digits === 'thai' ? '[$-D00041E]' : ''
  // an amount of nothing is a dash, as on the paper
  return kind === 'baht' ? `${thai}${figure};${thai}-${figure};"-"` : `${thai}${figure}`
}

/** The format with the cell's own signs, so that the figure stays a number: +12, 12*. */
function withSigns(format: string, { signed, mark }: TableCell): string {
  if (signed !== true && mark === undefined) return format
  const after = mark === undefined ? '' : `"${mark.replaceAll('"', '')}"`
  const [positive = '', negative = `-${positive}`, nothing = positive] = format.split(';')
  return [signed === true ? `+${positive}` : positive, negative, nothing]
    .map((part) => `${part}${after}`)
    .join(';')
}

/** What the cell holds: a number or date to calculate with, else text; never a formula, whatever the text begins with. */
function cellValue(cell: TableCell, kind: string): { value: string | number | Date | null; typed: boolean } {
  if (typeof cell.value === 'number')
    return { value: kind === 'baht' || kind === 'bar' ? cell.value / 100 : cell.value, typed: true }
  if (typeof cell.value === 'string' && kind === 'date')
    return { value: new Date(`${cell.value}T00:00:00Z`), typed: true }
  const text = printable(plain(cell.text))
  return text === '' ? { value: null, typed: false } : { value: text, typed: false }
}

type HeadLine = { text: string; bold: boolean; align: 'left' | 'centre' | 'right'; sizePt: number }

/** Lines of the section that stand above the table: headings and labels. */
function linesOf(block: Block): HeadLine[] {
  if (block.block === 'heading') {
    return block.lines.map((text) => ({
      text,
      bold: block.bold === true,
      align: block.align === 'left' ? 'left' : 'centre',
      sizePt: block.sizePt ?? 16,
    }))
  }
  if (block.block === 'label') {
    return block.values.map((value, index) => ({
      text: [index === 0 ? block.label : '', value.number ?? '', plain(value.text), value.count ?? '']
        .filter((part) => part !== '')
        .join('  '),
      bold: false,
      align: 'left',
      sizePt: SIZE_PT,
    }))
  }
  if (block.block === 'paragraph') {
    return [
      {
        text: `${block.number ? `${block.number} ` : ''}${plain(block.text)}`,
        bold: block.bold === true,
        align: 'left',
        sizePt: SIZE_PT,
      },
    ]
  }
  return []
}

/** Lines under the table: names of those who sign, in as many parts as there are columns of signatures. */
function signatureGrid(block: Block): string[][] {
  if (block.block !== 'signatureRow') return []
  const columns = block.columns.map((one) => [
    ...(one.caption ? [one.caption] : []),
    ...Array.from({ length: block.emptyLines }, () => ''),
    one.name,
    ...one.positionLines,
    ...(one.after ?? []),
  ])
  const rows = Math.max(0, ...columns.map((column) => column.length))
  return Array.from({ length: rows }, (_unused, row) => columns.map((column) => column[row] ?? ''))
}

function columnUnits(table: TableBlock, landscape: boolean): number[] {
  const total = table.columns.reduce((sum, column) => sum + column.widthMm, 0)
  // a table set smaller than 14 pt on paper gets wider columns here and is shrunk to the same size by fit-to-width
  const units = ((landscape ? LANDSCAPE_UNITS : PORTRAIT_UNITS) * SIZE_PT) / Math.min(SIZE_PT, table.sizePt)
  return table.columns.map((column) =>
    Math.max(4, Math.round(((column.widthMm / total) * units + 1) * 100) / 100),
  )
}

type Writer = {
  sheet: ExcelJS.Worksheet
  font: string
  advances: Advances
  rules: BreakRules
  units: number[]
  row: number
  styles: Map<string, Partial<ExcelJS.Style>>
  onRow: () => void
}

/** Share of a column that a line is counted to fill: the stand-ins for TH SarabunPSK are up to a tenth wider than it. */
const FILLED = 0.93
const usable = (writer: Writer, at: number, span: number): number =>
  writer.units.slice(at, at + span).reduce((sum, unit) => sum + unit * UNIT_PT, 0) * FILLED - CELL_PADDING_PT

function writeLine(writer: Writer, line: HeadLine): void {
  const row = writer.sheet.getRow(writer.row)
  const cell = row.getCell(1)
  cell.value = printable(line.text)
  cell.font = { name: writer.font, size: line.sizePt, bold: line.bold }
  cell.alignment = { horizontal: horizontal[line.align], vertical: 'top', wrapText: true }
  const lines = countLines(
    line.text,
    usable(writer, 0, writer.units.length),
    line.sizePt,
    writer.advances,
    writer.rules,
    line.bold,
  )
  row.height = Math.round((lines * line.sizePt * LINE_PITCH + 2) * 100) / 100
  if (writer.units.length > 1) writer.sheet.mergeCells(writer.row, 1, writer.row, writer.units.length)
  writer.row += 1
}

type Look = {
  align: keyof typeof horizontal
  /** Becomes smaller where it does not fit, instead of going on in a second line: figures, days. */
  shrinks: boolean
  head: boolean
  strong: boolean
  shade: boolean
  /** '' = as it comes. */
  numFmt: string
}

/** One object for all cells that look alike: the library knows them again by it, a long list has some hundred thousand. */
function styleOf(writer: Writer, look: Look): Partial<ExcelJS.Style> {
  const { align, shrinks, head, strong, shade, numFmt } = look
  const key = [align, shrinks, head, strong, shade, numFmt].join('|')
  let style = writer.styles.get(key)
  if (!style) {
    style = {
      border,
      font: { name: writer.font, size: SIZE_PT, bold: head || strong },
      alignment: {
        horizontal: horizontal[align],
        vertical: head ? 'middle' : 'top',
        ...(shrinks ? { shrinkToFit: true } : { wrapText: true }),
      },
      ...(shade ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF0F0F0' } } } : {}),
      ...(numFmt === '' ? {} : { numFmt }),
    }
    writer.styles.set(key, style)
  }
  return style
}

function writeCells(
  writer: Writer,
  table: TableBlock,
  list: readonly TableCell[],
  look: { head: boolean; strong: boolean; shade: boolean },
  taken: ReadonlySet<number>,
  decimals: ReadonlySet<number>,
  minHeight: number,
): { spans: Set<number> } {
  const row = writer.sheet.getRow(writer.row)
  const spans = new Set<number>()
  let at = 0
  let lines = 1
  for (const cell of list) {
    while (taken.has(at)) at += 1
    const span = cell.colSpan ?? 1
    const column = table.columns[at]
    const kind = look.head ? 'text' : (cell.kind ?? column?.kind ?? 'text')
    const target = row.getCell(at + 1)
    const { value, typed } = cellValue(look.head ? { text: cell.text } : cell, kind)
    target.value = value
    // a figure of a kind of its own has the satang of no other
    const whole =
      cell.kind === undefined ? !decimals.has(at) : typeof cell.value === 'number' && cell.value % 100 === 0
    // words of a column as wide as they are: another font makes them smaller, and does not cut their second line off
    const oneLine =
      !look.head && span === 1 && column?.fit === true && !plain(cell.text).trim().includes('\n')
    const style = {
      align: cell.align ?? (look.head ? 'centre' : (column?.align ?? 'left')),
      shrinks: typed || oneLine,
      ...look,
    }
    for (let inner = at; inner < at + span; inner += 1)
      row.getCell(inner + 1).style = styleOf(writer, { ...style, numFmt: '' })
    if (typed) {
      const numFmt = withSigns(numberFormat(kind, table.digits, whole), cell)
      target.style = styleOf(writer, { ...style, numFmt })
    }
    const down = cell.rowSpan ?? 1
    if (down > 1) for (let inner = at; inner < at + span; inner += 1) spans.add(inner)
    if (down > 1 || span > 1) writer.sheet.mergeCells(writer.row, at + 1, writer.row + down - 1, at + span)
    if (down === 1 && !style.shrinks) {
      lines = Math.max(
        lines,
        countLines(
          plain(cell.text),
          usable(writer, at, span),
          SIZE_PT,
          writer.advances,
          writer.rules,
          look.head || look.strong,
        ),
      )
    } else if (down > 1) {
      const needed = countLines(
        plain(cell.text),
        usable(writer, at, span),
        SIZE_PT,
        writer.advances,
        writer.rules,
        true,
      )
      lines = Math.max(lines, Math.ceil(needed / down))
    }
    at += span
  }
  row.height = Math.round(Math.max(minHeight, lines * SIZE_PT * LINE_PITCH + 2) * 100) / 100
  writer.row += 1
  return { spans }
}

/** Cells of the hidden columns of the row in hand, right of the printed ones. */
function writeHidden(writer: Writer, values: readonly string[] | undefined): void {
  for (const [at, value] of (values ?? []).entries()) {
    const column = writer.sheet.getColumn(writer.units.length + 1 + at)
    column.hidden = true
    const cell = writer.sheet.getRow(writer.row).getCell(writer.units.length + 1 + at)
    cell.value = value === '' ? null : value
    cell.numFmt = '@'
  }
}

/** Rows that stay in sight; a head under a long text would leave no room for what is under it. */
const MOST_FROZEN_ROWS = 9

function writeTable(writer: Writer, table: TableBlock): void {
  // satang are shown in a column as soon as one amount of it has any
  const decimals = new Set<number>()
  for (const row of table.rows) {
    let at = 0
    for (const cell of row.cells) {
      if (table.columns[at]?.kind === 'baht' && typeof cell.value === 'number' && cell.value % 100 !== 0)
        decimals.add(at)
      at += cell.colSpan ?? 1
    }
  }
  let taken: Set<number> = new Set()
  writeHidden(writer, table.hiddenHead)
  for (const list of table.head) {
    taken = writeCells(
      writer,
      table,
      list,
      { head: true, strong: true, shade: false },
      taken,
      decimals,
      0,
    ).spans
  }
  for (const row of table.rows) {
    const strong = row.role !== 'row' && row.role !== 'empty'
    const minHeight = (row.minMm ?? (row.role === 'row' ? table.minRowMm : undefined) ?? 0) * PT_PER_MM
    writeHidden(writer, row.hidden)
    writeCells(
      writer,
      table,
      row.cells,
      { head: false, strong, shade: row.role === 'group' || row.role === 'total' },
      new Set(),
      decimals,
      minHeight,
    )
    writer.onRow()
  }
}

/** The rows can be chosen and sorted by their columns; the sums under them stay where they are. */
function letFilter(writer: Writer, table: TableBlock, head: number): void {
  const rows = table.rows.filter((row) => row.role === 'row').length
  if (rows === 0) return
  // The columns that are not shown move with their rows.
  const columns = writer.units.length + (table.hiddenHead?.length ?? 0)
  writer.sheet.autoFilter = {
    from: { row: head, column: 1 },
    to: { row: head + rows, column: columns },
  }
}

/** Columns of bars become the program's own data bars from 0 to 100 %: they follow the figure when it is changed. */
function drawBars(writer: Writer, table: TableBlock, from: number): void {
  for (const [at, column] of table.columns.entries()) {
    if (column.kind !== 'bar' || writer.row <= from) continue
    const { letter } = writer.sheet.getColumn(at + 1)
    const bar = {
      type: 'dataBar',
      // without it the library writes an extension with a random id: the same paper would not be the same file
      gradient: true,
      priority: 1,
      cfvo: [
        { type: 'num', value: 0 },
        { type: 'num', value: 1 },
      ],
      color: { argb: 'FF8C8C8C' },
    }
    writer.sheet.addConditionalFormatting({
      ref: `${letter}${from}:${letter}${writer.row - 1}`,
      rules: [bar as unknown as ExcelJS.ConditionalFormattingRule],
    })
  }
}

function writeSection(
  book: ExcelJS.Workbook,
  document: PaperDocument,
  section: PaperSection,
  advances: Advances,
  taken: Set<string>,
  onRow: () => void,
): void {
  const tables = section.blocks.filter(
    (block): block is TableBlock & { block: 'table' } => block.block === 'table',
  )
  const landscape = section.page.orientation === 'landscape'
  tables.forEach((table, index) => {
    const name = sheetName(table.sheet, taken)
    taken.add(name)
    const sheet = book.addWorksheet(name, {
      pageSetup: {
        paperSize: 9,
        orientation: section.page.orientation,
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        horizontalCentered: true,
        margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.5, header: 0.3, footer: 0.3 },
      },
      headerFooter: { oddHeader: `&C&"${document.docxFont}"&14- &P -`, differentFirst: true },
      views: [{ state: 'normal', showGridLines: false }],
    })
    const writer: Writer = {
      sheet,
      font: document.docxFont,
      advances,
      // of papers joined each has the names of its own places; what it was laid out with is known already
      rules: section.breaks ?? document.breaks,
      units: columnUnits(table, landscape),
      row: 1,
      styles: new Map(),
      onRow,
    }
    writer.units.forEach((unit, column) => {
      sheet.getColumn(column + 1).width = unit
    })
    const at = section.blocks.indexOf(table)
    const from = index === 0 ? 0 : section.blocks.indexOf(tables[index - 1] as Block) + 1
    for (const block of section.blocks.slice(from, at))
      for (const line of linesOf(block)) writeLine(writer, line)
    const headFrom = writer.row
    const headTo = headFrom + table.head.length - 1
    sheet.pageSetup.printTitlesRow = `${headFrom}:${headTo}`
    if (headTo <= MOST_FROZEN_ROWS)
      sheet.views = [{ state: 'frozen', xSplit: 0, ySplit: headTo, showGridLines: false }]
    const bodyFrom = headTo + 1
    writeTable(writer, table)
    if (table.filter === true) letFilter(writer, table, headTo)
    drawBars(writer, table, bodyFrom)
    const after = index === tables.length - 1 ? section.blocks.slice(at + 1) : []
    for (const block of after) {
      for (const line of linesOf(block)) writeLine(writer, line)
      for (const parts of signatureGrid(block)) {
        const each = Math.max(1, Math.floor(writer.units.length / Math.max(1, parts.length)))
        const row = sheet.getRow(writer.row)
        row.height = SIZE_PT * 1.4
        parts.forEach((text, part) => {
          const first = part * each + 1
          const last = part === parts.length - 1 ? writer.units.length : first + each - 1
          const cell = row.getCell(first)
          cell.value = text === '' ? null : text
          cell.font = { name: document.docxFont, size: SIZE_PT }
          cell.alignment = { horizontal: 'center', vertical: 'top' }
          if (last > first) sheet.mergeCells(writer.row, first, writer.row, last)
        })
        writer.row += 1
      }
    }
    sheet.pageSetup.printArea = `A1:${sheet.getColumn(writer.units.length).letter}${writer.row - 1}`
  })
}

/**
 * Writes the tables of the paper, one worksheet each. A paper without a table gives a workbook with its title alone.
 * @param options.now written as the moment of making
 */
export async function renderXlsx(document: PaperDocument, options: XlsxOptions): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book.creator = ''
  book.lastModifiedBy = ''
  book.created = options.now
  book.modified = options.now
  book.title = document.title
  const taken = new Set<string>()
  const total = document.sections
    .flatMap(({ blocks }) => blocks)
    .reduce((sum, block) => sum + (block.block === 'table' ? block.rows.length : 0), 0)
  let done = 0
  const onRow = () => {
    done += 1
    if (done % ROWS_A_STEP === 0) options.onRows?.(done, total)
  }
  for (const section of document.sections)
    writeSection(book, document, section, options.advances, taken, onRow)
  if (taken.size === 0) {
    const sheet = book.addWorksheet('1')
    sheet.getCell('A1').value = document.title
  }
  return rezip(new Uint8Array(await book.xlsx.writeBuffer()), options.now)
}
