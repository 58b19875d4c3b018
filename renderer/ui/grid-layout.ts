/** Where the columns of a table stand, which of its rows are looked at, and where a text stands in it. Pure. */
import { compareThai, searchKey } from '../../core/thai/text.ts'
import { formatNumber } from '../app/format.ts'
import { type Cell, cellText, cellValue, type GridColumn } from './grid-model.ts'

/** Narrowest and widest column in px at 100 % text. */
export const leastWidth = 44
export const mostWidth = 640

/**
 * Widths in px that fill the room: each column its own (as the person drew it, else as the screen set it), what is left
 * over shared by `grow` among those that nobody drew; where not all of them fit, the columns up to `fold` fill the room.
 * Whole pixels, so that head, rows and totals stand in line.
 *
 * @param scale px of this text size for one px at 100 %
 * @param needed px that a column's figures need: a figure must never be cut, its end would be missed
 */
export function columnWidths<Row>(
  columns: readonly GridColumn<Row>[],
  drawn: Readonly<Record<string, number>>,
  room: number,
  scale: number,
  needed: readonly number[] = [],
): number[] {
  const least = columns.map((one, at) => {
    const width = drawn[one.key]
    return width === undefined
      ? Math.max(Math.round((one.width ?? 110) * scale), needed[at] ?? 0)
      : Math.round(width * scale)
  })
  const widthTo = (end: number) => least.slice(0, end).reduce((sum, width) => sum + width, 0)
  const fold = columns.findIndex((one) => one.fold) + 1
  const end = widthTo(columns.length) > room && fold > 0 ? fold : columns.length
  const left = room - widthTo(end)
  if (left <= 0) return least
  const shares = columns.map((one, at) =>
    at < end && drawn[one.key] === undefined ? (one.grow ?? (one.kind === 'text' ? 2 : 0.6)) : 0,
  )
  const all = shares.reduce((sum, share) => sum + share, 0)
  const lastShare = shares.findLastIndex((share) => share > 0)
  let rest = left
  let open = all
  return least.map((width, at) => {
    const share = shares[at] ?? 0
    if (share === 0) return width
    const more = at === lastShare ? rest : Math.floor((rest * share) / open)
    rest -= more
    open -= share
    return width + more
  })
}

/** Length of the longest figure of each column of figures, in characters; 0 for the others. */
export function figureLengths<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  totals: readonly (number | null)[],
): number[] {
  return columns.map((column, at) => {
    if (column.kind !== 'money' && column.kind !== 'number') return 0
    let most = totals[at] ?? 0
    let parts = false
    for (const row of rows) {
      const value = cellValue(column, row)
      if (typeof value !== 'number') continue
      if (value > most) most = value
      parts ||= column.kind === 'money' ? value % 100 !== 0 : value % 1 !== 0
    }
    const whole = column.kind === 'money' ? Math.trunc(most / 100) : Math.trunc(most)
    return formatNumber(whole).length + (parts ? 3 : 0)
  })
}

/** Left edges of the columns and, at the end, the right edge of the last one. */
export function columnEdges(widths: readonly number[], from: number): number[] {
  const edges = [from]
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width)
  return edges
}

/** How many leading columns stay in sight; never so many that they fill more than `most` px. */
export function pinnedCount<Row>(
  columns: readonly GridColumn<Row>[],
  edges: readonly number[],
  most: number,
): number {
  let count = 0
  while (columns[count]?.pinned && (edges[count + 1] ?? 0) <= most) count += 1
  return count
}

export type Look = {
  sort: { column: string; down: boolean } | null
  /** Column key → words that must stand in it. */
  filters: Readonly<Record<string, string>>
}
export const plainLook: Look = { sort: null, filters: {} }

export function isPlain(look: Look): boolean {
  return look.sort === null && Object.values(look.filters).every((words) => words.trim() === '')
}

/**
 * Rows as a person wants to read them: places in `rows`, filtered and sorted. The rows themselves keep their order; equal
 * ones stay as they stand, empty cells go last whichever way it is sorted.
 */
export function lookedAt<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  look: Look,
): number[] {
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const wanted = Object.entries(look.filters).flatMap(([key, words]) => {
    const column = byKey.get(key)
    const parts = searchKey(words).split(' ').filter(Boolean)
    return column && parts.length > 0 ? [{ column, parts }] : []
  })
  const places: number[] = []
  for (const [at, row] of rows.entries()) {
    const fits = wanted.every(({ column, parts }) => {
      const text = searchKey(cellText(column, row, 'show'))
      return parts.every((part) => text.includes(part))
    })
    if (fits) places.push(at)
  }
  const column = look.sort === null ? undefined : byKey.get(look.sort.column)
  if (!column) return places
  const way = look.sort?.down ? -1 : 1
  const keyed = places.map((at) => {
    const row = rows[at] as Row
    const value = cellValue(column, row)
    return { at, number: typeof value === 'number' ? value : null, text: cellText(column, row, 'show') }
  })
  keyed.sort((a, b) => {
    const emptyA = a.text === ''
    const emptyB = b.text === ''
    if (emptyA || emptyB) return Number(emptyA) - Number(emptyB) || a.at - b.at
    const order = a.number !== null && b.number !== null ? a.number - b.number : compareThai(a.text, b.text)
    return order * way || a.at - b.at
  })
  return keyed.map(({ at }) => at)
}

/** Search keys of a row's cells by the row itself: rows are never changed, only replaced. */
const keysOfRows = new WeakMap<object, { columns: readonly unknown[]; keys: string[] }>()

function keysOf<Row>(row: Row, columns: readonly GridColumn<Row>[]): readonly string[] {
  const known = keysOfRows.get(row as object)
  if (known && known.columns === columns) return known.keys
  const keys = columns.map((column) => {
    const text = cellText(column, row, 'show')
    return text === '' ? '' : searchKey(text)
  })
  keysOfRows.set(row as object, { columns, keys })
  return keys
}

/** Cells in which the words stand, row by row; digits, spaces and mistyped marks as the search of the program has it. */
export function findCells<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  words: string,
): Cell[] {
  const wanted = searchKey(words)
  if (wanted === '') return []
  const tight = wanted.replaceAll(' ', '').replaceAll(',', '')
  const found: Cell[] = []
  for (const [row, one] of rows.entries()) {
    for (const [column, key] of keysOf(one, columns).entries()) {
      if (
        key.includes(wanted) ||
        (tight !== '' && key.replaceAll(' ', '').replaceAll(',', '').includes(tight))
      )
        found.push({ row, column })
    }
  }
  return found
}
