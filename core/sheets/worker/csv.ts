import type { Cell, SheetRow } from '../workbook.ts'

/**
 * Text of a list, whatever saved it: Excel in Thailand writes windows-874 unless told otherwise, newer ones UTF-8 with
 * or without BOM, "Unicode text" is UTF-16 (DOMAIN.md §5).
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return new TextDecoder('utf-8').decode(bytes)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const wide = widthOf(bytes)
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-874').decode(bytes)
  }
}

/** UTF-16 without a mark: every Thai letter has the byte 0x0E, every ASCII letter a 0, always on the same side. */
function widthOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length & ~1, 4000)
  if (length < 8) return undefined
  let even = 0
  let odd = 0
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0 || bytes[at] === 0x0e) even += 1
    if (bytes[at + 1] === 0 || bytes[at + 1] === 0x0e) odd += 1
  }
  if (odd > length * 0.45 && even < length * 0.2) return 'utf-16le'
  if (even > length * 0.45 && odd < length * 0.2) return 'utf-16be'
  return undefined
}

const separators = [',', ';', '\t', '|'] as const

/** The sign that parts most of the first lines into equally many cells. */
function separatorOf(text: string): string {
  const sample = text.slice(0, 20_000)
  let best = ','
  let most = 0
  for (const separator of separators) {
    const widths = parse(sample, separator, 40).map((cells) => cells.length)
    const wide = widths.filter((width) => width > 1).length
    const usual = widths.filter((width) => width > 1 && width === Math.max(...widths)).length
    const score = wide * 2 + usual + Math.min(20, Math.max(0, ...widths))
    if (wide > 0 && score > most) {
      most = score
      best = separator
    }
  }
  return best
}

/** RFC 4180 with any separator; a quote inside a bare cell is a letter. Rows as lines of the file, counted as Excel does. */
export function parseDelimited(text: string, mostRows = Number.POSITIVE_INFINITY): SheetRow[] {
  const stated = /^sep=(.)\r?\n/u.exec(text)
  const body = stated ? text.slice(stated[0].length) : text
  return parse(body, stated?.[1] ?? separatorOf(body), mostRows)
    .map((cells, at) => ({ line: at + 1, cells: cells.map(cellOf) }))
    .filter((row) => row.cells.some((cell) => cell !== null))
}

/** A quote before what looks like a formula was put there when the list was written as CSV (PEERS.md §3.5 #27). */
function cellOf(cell: string): Cell {
  if (cell.trim() === '') return null
  return /^'(?:[=+@\t\r]|-.)/su.test(cell) ? cell.slice(1) : cell
}

function parse(text: string, separator: string, mostRows: number): string[][] {
  const rows: string[][] = []
  let cells: string[] = []
  let at = 0
  while (at < text.length && rows.length < mostRows) {
    let cell: string
    if (text[at] === '"') {
      ;[cell, at] = quoted(text, at + 1)
      // What stands between the closing quote and the separator belongs to the cell.
      const end = endOfCell(text, at, separator)
      cell += text.slice(at, end)
      at = end
    } else {
      const end = endOfCell(text, at, separator)
      cell = text.slice(at, end)
      at = end
    }
    cells.push(cell)
    const sign = text[at]
    if (sign === separator) {
      at += 1
      // A separator at the very end of the file opens one more, empty cell.
      if (at === text.length) cells.push('')
      continue
    }
    if (sign === '\r' && text[at + 1] === '\n') at += 1
    at += 1
    rows.push(cells)
    cells = []
  }
  if (cells.length > 0) rows.push(cells)
  return rows
}

function endOfCell(text: string, from: number, separator: string): number {
  let at = from
  while (at < text.length) {
    const sign = text[at]
    if (sign === separator || sign === '\n' || sign === '\r') return at
    at += 1
  }
  return at
}

function quoted(text: string, from: number): [string, number] {
  let cell = ''
  let at = from
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return [cell + text.slice(at), text.length]
    cell += text.slice(at, quote)
    if (text[quote + 1] !== '"') return [cell, quote + 1]
    cell += '"'
    at = quote + 2
  }
}
