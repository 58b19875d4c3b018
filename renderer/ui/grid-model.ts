import { parseThaiDate } from '../../core/thai/dates.ts'
import { toArabicDigits } from '../../core/thai/digits.ts'
import { parseBaht } from '../../core/thai/money.ts'
import { normaliseText, searchKey } from '../../core/thai/text.ts'
import { formatBaht, formatDate, formatNumber } from '../app/format.ts'

/** What a cell can hold: text, a number (money: satang), an ISO date, the value of an option, or nothing. */
export type CellValue = string | number | null
export type CellKind = 'text' | 'number' | 'money' | 'select' | 'date' | 'year'
export type CellOption = { value: string; label: string }

export type GridColumn<Row> = {
  /** Unique; also the property of the row, unless `get` and `set` are given. */
  key: string
  title: string
  kind: CellKind
  get?: (row: Row) => CellValue
  set?: (row: Row, value: CellValue) => Row
  /** Least width in px at 100 % text. */
  width?: number
  /** Share of the room that is left over. */
  grow?: number
  options?: readonly CellOption[]
  /** A select that also takes words of one's own (list of budget sources, development issues). */
  free?: boolean
  readOnly?: boolean | ((row: Row) => boolean)
  /** Adds the column up in the totals row. */
  total?: boolean
  required?: boolean
}

/** The part of a column that says how texts and values turn into each other. */
export type CellRules = { kind: CellKind; options?: readonly CellOption[]; free?: boolean }

export type Cell = { row: number; column: number }
export type Block = { top: number; bottom: number; left: number; right: number }

export function blockOf(a: Cell, b: Cell): Block {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  }
}

export function cellValue<Row>(column: GridColumn<Row>, row: Row): CellValue {
  if (column.get) return column.get(row)
  const value = (row as Record<string, unknown>)[column.key]
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

export function withValue<Row>(column: GridColumn<Row>, row: Row, value: CellValue): Row {
  return column.set ? column.set(row, value) : { ...row, [column.key]: value }
}

export function isReadOnly<Row>(column: GridColumn<Row>, row: Row | undefined): boolean {
  if (typeof column.readOnly === 'function') return row !== undefined && column.readOnly(row)
  return column.readOnly === true
}

/** How a value is shown in its cell. */
export function showValue(column: CellRules, value: CellValue): string {
  if (value === null || value === '') return ''
  if (column.kind === 'money')
    return typeof value === 'number' && Number.isSafeInteger(value) ? formatBaht(value) : ''
  if (column.kind === 'number') return typeof value === 'number' ? formatNumber(value) : ''
  if (column.kind === 'date') return typeof value === 'string' ? formatDate(value, 'short') : ''
  if (column.kind === 'select')
    return column.options?.find((option) => option.value === value)?.label ?? String(value)
  return String(value)
}

/** How it goes to the clipboard: dates with their whole year, so that they can be read again anywhere. */
export function copyValue(column: CellRules, value: CellValue): string {
  if (column.kind === 'date' && typeof value === 'string' && value !== '') return formatDate(value, 'long')
  return showValue(column, value)
}

export type ReadCell = { ok: true; value: CellValue } | { ok: false; key: string }

/** What a typed or pasted text means in a column; `key` = key in validation.json when it means nothing. */
export function readCell(column: CellRules, text: string): ReadCell {
  const bare = normaliseText(text).trim()
  if (column.kind === 'text') return { ok: true, value: bare }
  if (bare === '') return { ok: true, value: column.free ? '' : null }
  if (column.kind === 'money') {
    const got = parseBaht(bare)
    if (got.ok) return { ok: true, value: got.satang }
    return {
      ok: false,
      key: {
        unrecognised: 'notMoney',
        negative: 'negativeMoney',
        tooPrecise: 'tooPreciseMoney',
        tooLarge: 'absurdMoney',
      }[got.reason],
    }
  }
  if (column.kind === 'number' || column.kind === 'year') {
    const digits = toArabicDigits(bare)
      .replace(/[,\s]/gu, '')
      .replace(/^พ\.?ศ\.?/u, '')
    return /^-?\d+$/u.test(digits) ? { ok: true, value: Number(digits) } : { ok: false, key: 'notNumber' }
  }
  if (column.kind === 'date') {
    const got = parseThaiDate(bare)
    if (got.ok) return { ok: true, value: got.iso }
    return {
      ok: false,
      key: { impossible: 'impossibleDate', unrecognised: 'badDate', ambiguousYear: 'ambiguousYear' }[
        got.reason
      ],
    }
  }
  const options = column.options ?? []
  const wanted = searchKey(bare)
  const same = options.find((option) => option.value === bare || searchKey(option.label) === wanted)
  if (same) return { ok: true, value: same.value }
  if (column.free) return { ok: true, value: bare }
  const near = matchingOptions(options, bare)
  return near.length === 1 && near[0] ? { ok: true, value: near[0].value } : { ok: false, key: 'notInList' }
}

/** Options whose words hold what was typed. */
export function matchingOptions(options: readonly CellOption[], text: string): CellOption[] {
  const wanted = searchKey(text)
  return options.filter((option) => searchKey(option.label).includes(wanted))
}

/**
 * Cells of a block as Excel and Calc put them on the clipboard: tabs between cells, a cell with a line break or a quote
 * in quotes with quotes doubled. The empty line at the end is dropped.
 */
export function readClipboard(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const source = text.replace(/\r\n?/gu, '\n')
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at]
    if (quoted) {
      if (char === '"' && source[at + 1] === '"') {
        cell += '"'
        at += 1
      } else if (char === '"') quoted = false
      else cell += char
    } else if (char === '"' && cell === '') quoted = true
    else if (char === '\t') {
      row.push(cell)
      cell = ''
    } else if (char === '\n') {
      row.push(cell)
      rows.push(row)
      row = []
      cell = ''
    } else cell += char
  }
  if (cell !== '' || row.length > 0) {
    row.push(cell)
    rows.push(row)
  }
  return rows
}

/** The reverse of readClipboard. */
export function writeClipboard(rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) =>
      row.map((cell) => (/[\t\n"]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'),
    )
    .join('\n')
}

export type PasteProblem = { row: number; column: string; text: string; key: string }
export type Pasted<Row> =
  | { rows: Row[]; to: Cell; problems: PasteProblem[]; added: number }
  | { refused: 'tooManyColumns' | 'tooManyRows'; found: number; most: number }

/**
 * Lays a block of texts into the table from a cell on. A block that is too wide is refused whole; a cell that cannot be
 * read keeps its value and is reported. One single cell pasted over a selection fills it.
 */
export function pasteBlock<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  target: Block,
  texts: string[][],
  newRow: (() => Row) | undefined,
): Pasted<Row> {
  const height = texts.length
  const width = Math.max(0, ...texts.map((line) => line.length))
  const only = height === 1 && width === 1 ? (texts[0]?.[0] ?? '') : null
  const block =
    only === null
      ? texts
      : Array.from({ length: target.bottom - target.top + 1 }, () =>
          Array.from({ length: target.right - target.left + 1 }, () => only),
        )
  const room = columns.length - target.left
  if (only === null && width > room) return { refused: 'tooManyColumns', found: width, most: room }
  if (!newRow && target.top + block.length > rows.length)
    return { refused: 'tooManyRows', found: block.length, most: rows.length - target.top }
  const next = [...rows]
  const problems: PasteProblem[] = []
  block.forEach((line, down) => {
    const at = target.top + down
    let row = next[at] ?? newRow?.()
    if (row === undefined) return
    line.forEach((text, right) => {
      const column = columns[target.left + right]
      if (!column || row === undefined || isReadOnly(column, next[at])) return
      const got = readCell(column, text)
      if (got.ok) row = withValue(column, row, got.value)
      else problems.push({ row: at, column: column.title, text, key: got.key })
    })
    next[at] = row
  })
  return {
    rows: next,
    to: {
      row: target.top + block.length - 1,
      column: target.left + Math.max(0, ...block.map((line) => line.length)) - 1,
    },
    problems,
    added: next.length - rows.length,
  }
}

/** Ctrl-D: the first row of the block into all rows of it; on one row, the row above. */
export function fillDown<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  block: Block,
): Row[] {
  const from = block.top === block.bottom ? block.top - 1 : block.top
  const source = rows[from]
  if (source === undefined) return [...rows]
  return rows.map((row, at) => {
    if (at <= from || at > block.bottom) return row
    let next = row
    for (const column of columns.slice(block.left, block.right + 1)) {
      if (!isReadOnly(column, row)) next = withValue(column, next, cellValue(column, source))
    }
    return next
  })
}

/** Delete: empties the cells of the block. */
export function clearBlock<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  block: Block,
): Row[] {
  return rows.map((row, at) => {
    if (at < block.top || at > block.bottom) return row
    let next = row
    for (const column of columns.slice(block.left, block.right + 1)) {
      if (!isReadOnly(column, row))
        next = withValue(column, next, column.kind === 'text' || column.free ? '' : null)
    }
    return next
  })
}

/** Sum of a column; null when it is not added up. */
export function totalOf<Row>(column: GridColumn<Row>, rows: readonly Row[]): number | null {
  if (!column.total) return null
  let sum = 0
  for (const row of rows) {
    const value = cellValue(column, row)
    if (typeof value === 'number' && Number.isFinite(value)) sum += value
  }
  return sum
}
