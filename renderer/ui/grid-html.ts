/**
 * Tables on the clipboard as HTML: Excel, LibreOffice Calc, Google Sheets, Word and web pages put one beside the plain
 * text. Only it tells merged cells apart from empty ones and keeps the paragraphs of a Word cell in their cell.
 */

/** One cell of a block on the clipboard. */
export type ClipCell = {
  text: string
  /** Belongs to a cell merged downwards: the text is that of the cell above. */
  merged?: true
}

/** More columns or merged rows than any sheet of an office has: what a hostile page may say. */
const mostColumns = 256
const mostRows = 5000

const token = /<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|<![^>]*>|[^<]+|</gu
const dropped =
  /<!--[\s\S]*?-->|<!\[if supportMisalignedColumns\]>[\s\S]*?<!\[endif\]>|<(style|script|title|xml)\b[\s\S]*?<\/\1\s*>/giu
const breaking = new Set(['p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  middot: '·',
  times: '×',
  deg: '°',
}

/**
 * The cells of the tables in a piece of HTML, row by row; tables that stand one after the other (Word) are joined, one
 * inside a cell is text of that cell. Null where there is no table.
 */
export function readHtmlTable(html: string): ClipCell[][] | null {
  const rows: RawCell[][] = []
  let depth = 0
  let row: RawCell[] | null = null
  let cell: (RawCell & { parts: string[] }) | null = null
  const endCell = () => {
    if (cell && row) row.push({ ...cell, text: cellText(cell) })
    cell = null
  }
  const endRow = () => {
    endCell()
    if (row && rows.length < mostRows) rows.push(row)
    row = null
  }
  for (const [whole, close, name, attributes = ''] of html.replace(dropped, '').matchAll(token)) {
    const tag = name?.toLowerCase()
    if (tag === undefined) {
      if (cell && !whole.startsWith('<!'))
        (cell as { parts: string[] }).parts.push(decode(whole).replace(/[ \t\r\n\f]+/gu, ' '))
      continue
    }
    if (tag === 'table') {
      if (close === '') depth += 1
      else {
        if (depth === 1) endRow()
        depth = Math.max(0, depth - 1)
      }
    } else if (depth === 1 && tag === 'tr') {
      endRow()
      if (close === '') row = []
    } else if (depth === 1 && (tag === 'td' || tag === 'th')) {
      endCell()
      if (close === '') {
        row ??= []
        cell = {
          parts: [],
          text: '',
          columns: Math.min(mostColumns, span(attributes, 'colspan')),
          rows: Math.min(mostRows, span(attributes, 'rowspan')),
          raw: rawNumber(attributes),
        }
      }
    } else if (cell !== null) {
      const { parts }: { parts: string[] } = cell
      if (tag === 'br') parts.push('\n')
      else if (breaking.has(tag) && parts.length > 0) parts.push('\u2029')
      else if (tag === 'td' || tag === 'th' || tag === 'tr') parts.push(' ')
    }
  }
  endRow()
  const block = laidOut(rows)
  return block.length === 0 ? null : block
}

type RawCell = { text: string; columns: number; rows: number; raw: string | null }

/** Merged cells laid out: to the right they are empty, downwards they say the same as the first. */
function laidOut(rows: readonly RawCell[][]): ClipCell[][] {
  const block: ClipCell[][] = rows.map(() => [])
  rows.forEach((cells, at) => {
    let column = 0
    for (const cell of cells) {
      while (block[at]?.[column] !== undefined) column += 1
      for (let down = 0; down < cell.rows && at + down < block.length; down += 1) {
        const line = block[at + down]
        if (!line) continue
        for (let right = 0; right < cell.columns && column + right < mostColumns; right += 1) {
          const text = right === 0 ? cell.text : ''
          line[column + right] = down === 0 || text === '' ? { text } : { text, merged: true }
        }
      }
      column += cell.columns
    }
  })
  // a row without cells is one when merged cells reach into it, else only markup
  const lines = block.filter((line) => line.length > 0)
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0)
  return lines.map((line) => Array.from({ length: width }, (_, at) => line[at] ?? { text: '' }))
}

function cellText(cell: RawCell & { parts: readonly string[] }): string {
  const text = cell.parts
    .join('')
    // the end of one paragraph and the beginning of the next are one line break
    .replace(/ *\u2029[\u2029 ]*/gu, '\n')
    .split('\n')
    .map((line) => line.replace(/[ \u00a0]+/gu, ' ').trim())
    .join('\n')
    .replace(/^\n+|\n+$/gu, '')
  // a column too narrow for its number is copied as ####; the number itself stands beside it
  return /^#{2,}$/u.test(text) && cell.raw !== null ? cell.raw : text
}

function span(attributes: string, name: 'colspan' | 'rowspan'): number {
  const found = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d+)`, 'iu').exec(attributes)
  return Math.max(1, Number(found?.[1] ?? 1))
}

/** The number behind what a cell shows: `x:num` of Excel, `sdval` of LibreOffice. */
function rawNumber(attributes: string): string | null {
  return /(?:x:num|sdval)\s*=\s*["']?(-?[\d.]+)/iu.exec(attributes)?.[1] ?? null
}

function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+));?/giu, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[String(name)] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

/** A block as a table for Excel, Calc and Word: text stays text, so that 001 or 1/2 is not turned into something else. */
export function writeHtmlTable(rows: readonly (readonly { text: string; number: boolean }[])[]): string {
  const cellOf = ({ text, number }: { text: string; number: boolean }) =>
    `<td style="${number ? 'text-align:right' : "mso-number-format:'\\@'"}">${escaped(text).replaceAll('\n', '<br style="mso-data-placement:same-cell">')}</td>`
  return `<table>${rows.map((row) => `<tr>${row.map(cellOf).join('')}</tr>`).join('')}</table>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
