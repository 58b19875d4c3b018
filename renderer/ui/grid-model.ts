import { parseThaiDate } from '../../core/thai/dates.ts'
import { toArabicDigits } from '../../core/thai/digits.ts'
import { parseBaht } from '../../core/thai/money.ts'
import { normaliseLines, normaliseText, searchKey } from '../../core/thai/text.ts'
import { formatBaht, formatDate, formatNumber } from '../app/format.ts'
import type { ClipCell } from './grid-html.ts'

/** What a cell can hold: text, a number (money: satang), an ISO date, the value of an option, or nothing. */
export type CellValue = string | number | null
export type CellKind = 'text' | 'number' | 'money' | 'select' | 'date' | 'year'
export type CellOption = { value: string; label: string }

export type GridColumn<Row> = {
  /** Unique; also the property of the row, unless `get` and `set` are given. */
  key: string
  title: string
  kind: CellKind
  /** Small lines under the title where heads have several lines (weight, maximum, unit). */
  unit?: string
  get?: (row: Row) => CellValue
  set?: (row: Row, value: CellValue) => Row
  /** Stands at the right as figures do, whatever its kind. */
  right?: boolean
  /** Least width in px at 100 % text. */
  width?: number
  /** Share of the room that is left over. */
  grow?: number
  options?: readonly CellOption[]
  /** A select that also takes words of one's own (list of budget sources, development issues). */
  free?: boolean
  readOnly?: boolean | ((row: Row) => boolean)
  /** Up to this column the table fills the room that is in sight; what follows is reached by scrolling. */
  fold?: boolean
  /** Adds the column up in the totals row. */
  total?: boolean
  required?: boolean
  /** Stays in sight while the others are scrolled sideways; only leading columns. */
  pinned?: boolean
  /** A text of several lines: Alt-Enter begins a new one, a pasted cell keeps its own. */
  lines?: boolean
  /** A number may have up to two decimals. */
  decimals?: boolean
  /** Understands words of the office before the options are looked through; undefined = not understood here. */
  understand?: (text: string) => CellValue | undefined
}

/**
 * What was pasted into cells and cannot be read: column key → the text and why (key in validation.json). Kept in the row
 * as `unread`, so that nothing that was pasted is lost; the row is not complete until the cell is put right.
 */
export type Unread = { [column: string]: { text: string; key: string } }

export function unreadOf(row: unknown): Unread | undefined {
  // the line for a new row has none yet
  return (row as { unread?: Unread } | undefined)?.unread
}

/** The part of a column that says how texts and values turn into each other. */
export type CellRules = {
  kind: CellKind
  options?: readonly CellOption[]
  free?: boolean
  lines?: boolean
  decimals?: boolean
  understand?: (text: string) => CellValue | undefined
}

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

/** The row with the value in its cell; what stood there unread is gone. */
export function withValue<Row>(column: GridColumn<Row>, row: Row, value: CellValue): Row {
  const next = column.set ? column.set(row, value) : { ...row, [column.key]: value }
  const unread = unreadOf(next)
  if (unread?.[column.key] === undefined) return next
  const { [column.key]: _read, ...others } = unread
  return { ...next, unread: Object.keys(others).length === 0 ? undefined : others }
}

/** What a cell says on screen and on the clipboard: what was pasted and not understood, else its value. */
export function cellText<Row>(column: GridColumn<Row>, row: Row, how: 'show' | 'copy'): string {
  const unread = unreadOf(row)?.[column.key]
  if (unread) return unread.text
  return (how === 'show' ? showValue : copyValue)(column, cellValue(column, row))
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
  if (column.kind === 'text')
    return { ok: true, value: column.lines ? normaliseLines(text) : normaliseText(text) }
  const bare = normaliseText(text)
  // a dash is how a table says that there is nothing
  if (/^[-–—]*$/u.test(bare)) return { ok: true, value: column.free ? '' : null }
  const understood = column.understand?.(bare)
  if (understood !== undefined) return { ok: true, value: understood }
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
    if (column.decimals && /^\d+\.\d{1,2}$/u.test(digits)) return { ok: true, value: Number(digits) }
    if (/^-?\d+(?:\.0+)?$/u.test(digits)) return { ok: true, value: Number(digits) }
    if (!/^-?\d*\.\d+$/u.test(digits)) return { ok: false, key: 'notNumber' }
    return { ok: false, key: column.decimals ? 'tooPrecise' : 'notWhole' }
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
    } else if (char === '"' && cell === '' && closesItsCell(source, at)) quoted = true
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

/** Excel quotes a cell only for its line breaks: a quote whose partner does not end the cell is a quote (“บ้าน” ใหม่). */
function closesItsCell(source: string, from: number): boolean {
  for (let at = from + 1; at < source.length; at += 1) {
    if (source[at] !== '"') continue
    if (source[at + 1] === '"') at += 1
    else return at + 1 === source.length || source[at + 1] === '\t' || source[at + 1] === '\n'
  }
  return false
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
  | { rows: Row[]; to: Cell; problems: PasteProblem[]; added: number; untouched: number }
  | { refused: 'tooManyColumns' | 'tooManyRows'; found: number; most: number; text: string }

/** The block without the empty columns and rows that a whole copied sheet has at its right and lower edge. */
export function trimmed(block: readonly (readonly ClipCell[])[]): ClipCell[][] {
  let height = block.length
  while (height > 1 && block[height - 1]?.every((cell) => cell.text === '' || cell.merged)) height -= 1
  const lines = block.slice(0, height)
  const width = Math.max(1, ...lines.map((line) => line.findLastIndex((cell) => cell.text !== '') + 1))
  return lines.map((line) => line.slice(0, width))
}

/**
 * Lays a block from the clipboard into the table from a cell on. A block that is too wide is refused whole, nothing
 * changes. A cell that cannot be read keeps its value and is reported; with `keepUnread` the row also keeps the text
 * that was pasted, in red, until it is put right. Below a merged cell words are repeated, amounts are not: a budget that
 * covers three rows stands once. A block laid over a selection that holds it several times is repeated, as in Excel.
 *
 * @returns untouched: cells of read-only columns that the block would have changed
 */
export function pasteBlock<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  target: Block,
  clip: readonly (readonly ClipCell[])[],
  newRow: (() => Row) | undefined,
  options: { keepUnread?: boolean; most?: number } = {},
): Pasted<Row> {
  const room = columns.length - target.left
  const whole = widthOf(clip) > room ? trimmed(clip) : clip
  const width = widthOf(whole)
  if (width > room) {
    const over = whole.flatMap((line) => line.slice(room)).find((cell) => cell.text !== '')
    return { refused: 'tooManyColumns', found: width, most: room, text: over?.text ?? '' }
  }
  const most = newRow === undefined ? rows.length : (options.most ?? Number.POSITIVE_INFINITY)
  const fits = target.top + whole.length <= most
  const block = repeated(fits ? whole : trimmed(whole), target)
  if (target.top + block.length > most) {
    const left = most - target.top
    const over = block[left]?.find((cell) => cell.text !== '')
    return { refused: 'tooManyRows', found: block.length, most: left, text: over?.text ?? '' }
  }
  const next = [...rows]
  const problems: PasteProblem[] = []
  let untouched = 0
  block.forEach((line, down) => {
    const at = target.top + down
    let row = next[at] ?? newRow?.()
    if (row === undefined) return
    line.forEach((cell, right) => {
      const column = columns[target.left + right]
      if (!column || row === undefined) return
      if (isReadOnly(column, next[at])) {
        if (cell.text !== '' && cell.text !== copyValue(column, cellValue(column, row))) untouched += 1
        return
      }
      const repeats = column.kind === 'text' || column.kind === 'select'
      const text = cell.merged && !repeats ? '' : cell.text
      const got = readCell(column, text)
      if (got.ok) {
        row = withValue(column, row, got.value)
        return
      }
      problems.push({ row: at, column: column.title, text, key: got.key })
      if (options.keepUnread)
        row = { ...row, unread: { ...unreadOf(row), [column.key]: { text, key: got.key } } }
    })
    next[at] = row
  })
  return {
    rows: next,
    to: { row: target.top + block.length - 1, column: target.left + Math.max(1, widthOf(block)) - 1 },
    problems,
    added: next.length - rows.length,
    untouched,
  }
}

function widthOf(block: readonly (readonly ClipCell[])[]): number {
  return block.reduce((most, line) => Math.max(most, line.length), 0)
}

/** The block as often as the selection holds it whole; else once. */
function repeated(clip: readonly (readonly ClipCell[])[], target: Block): readonly (readonly ClipCell[])[] {
  const width = widthOf(clip)
  if (clip.length === 0 || width === 0) return clip
  const down = (target.bottom - target.top + 1) / clip.length
  const across = (target.right - target.left + 1) / width
  if (!Number.isInteger(down) || !Number.isInteger(across) || (down === 1 && across === 1)) return clip
  return Array.from({ length: down }, () => clip)
    .flat()
    .map((line) =>
      Array.from({ length: across * width }, (_, at): ClipCell => line[at % width] ?? { text: '' }),
    )
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

/** Ctrl-R: the first column of the block into all columns of it, read as each of them reads; on one column, the one at its left. */
export function fillRight<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  block: Block,
): Row[] {
  const from = block.left === block.right ? block.left - 1 : block.left
  const source = columns[from]
  if (source === undefined) return [...rows]
  return rows.map((row, at) => {
    if (at < block.top || at > block.bottom) return row
    const value = cellValue(source, row)
    const text = copyValue(source, value)
    let next = row
    for (const column of columns.slice(from + 1, block.right + 1)) {
      if (isReadOnly(column, row)) continue
      const alike = column.kind === source.kind && column.kind !== 'select'
      const got = alike ? ({ ok: true, value } as const) : readCell(column, text)
      if (got.ok) next = withValue(column, next, got.value)
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
    const value = unreadOf(row)?.[column.key] ? null : cellValue(column, row)
    if (typeof value === 'number' && Number.isFinite(value)) sum += value
  }
  return sum
}

/** What the bar under the table says of the cells that are marked, as Excel does. */
export type BlockSums = {
  /** Cells that are not empty. */
  filled: number
  numbers: number
  /** Of amounts in satang, else of plain numbers; null where both kinds or none are marked. */
  sum: number | null
  kind: 'money' | 'number'
}

export function sumsOf<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  block: Block,
): BlockSums {
  const marked = columns.slice(block.left, block.right + 1)
  const kinds = new Set(
    marked.filter((one) => one.kind === 'money' || one.kind === 'number').map((one) => one.kind),
  )
  const kind = kinds.has('money') ? 'money' : 'number'
  let filled = 0
  let numbers = 0
  let sum = 0
  for (const row of rows.slice(block.top, block.bottom + 1)) {
    for (const column of marked) {
      const unread = unreadOf(row)?.[column.key] !== undefined
      const value = cellValue(column, row)
      if (!unread && (value === null || value === '')) continue
      filled += 1
      if (unread) continue
      if ((column.kind !== 'money' && column.kind !== 'number') || typeof value !== 'number') continue
      numbers += 1
      // numbers may have two decimals: added as hundredths
      sum += column.kind === 'money' ? value : Math.round(value * 100)
    }
  }
  const added = kinds.size === 1 && numbers > 0
  return { filled, numbers, sum: added ? (kind === 'money' ? sum : sum / 100) : null, kind }
}

/**
 * Ctrl-arrow: to the end of the filled cells in this direction, or over the empty ones to the next filled cell, or to the
 * edge of the table.
 */
export function edgeOf(
  from: Cell,
  step: Cell,
  size: { rows: number; columns: number },
  isFilled: (cell: Cell) => boolean,
): Cell {
  const inside = (cell: Cell) =>
    cell.row >= 0 && cell.row < size.rows && cell.column >= 0 && cell.column < size.columns
  const after = (cell: Cell): Cell => ({ row: cell.row + step.row, column: cell.column + step.column })
  let here = after(from)
  if (!inside(here)) return from
  const inRun = isFilled(from) && isFilled(here)
  while (inside(after(here))) {
    if (inRun ? !isFilled(after(here)) : isFilled(here)) break
    here = after(here)
  }
  return here
}

/** The next cell of a marked block for Tab (across) and Enter (down), from its end to its beginning. */
export function nextInBlock(block: Block, cell: Cell, way: 'across' | 'down', by: 1 | -1): Cell {
  const wide = block.right - block.left + 1
  const high = block.bottom - block.top + 1
  const [row, column] = [cell.row - block.top, cell.column - block.left]
  const at = way === 'across' ? row * wide + column : column * high + row
  const to = (at + by + wide * high) % (wide * high)
  return way === 'across'
    ? { row: block.top + Math.floor(to / wide), column: block.left + (to % wide) }
    : { row: block.top + (to % high), column: block.left + Math.floor(to / high) }
}
