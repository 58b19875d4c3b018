/**
 * How a sheet is built: titles, a head of one to several rows, joined cells, group lines, totals (DOMAIN.md §5). What
 * is filled in or left out is noted, never silent. Pure.
 */
import { toArabicDigits } from '../thai/digits.ts'
import { normaliseText } from '../thai/text.ts'
import { isHeadLike, isKnownHead, type KnownHeads, yearOfHead } from './columns.ts'
import { placeHeading } from './places.ts'
import type { SheetNote } from './rules.ts'
import { fold, textOf, unitOf, yearIn } from './values.ts'
import type { Cell, Merge, Sheet, SheetRow } from './workbook.ts'

export type HeadColumn = {
  /** Words over the column, top to bottom, joined cells filled in. */
  parts: string[]
  /** The same in one line, for the screen. */
  head: string
}
/** What a line of the body is. */
export type LineKind =
  | 'data'
  | 'group'
  | 'total'
  | 'head'
  | 'numbers'
  /** One text that is no group: a remark, a signature. */
  | 'remark'
export type BodyLine = SheetRow & {
  kind: LineKind
  /** The text of a group, total or remark. */
  text: string
}
export type Layout = {
  /** First and last line of the head as Excel counts; null = the sheet has none. */
  head: { from: number; to: number } | null
  columns: HeadColumn[]
  /** Texts above the head: title of the list, its unit. */
  titles: string[]
  lines: BodyLine[]
  notes: SheetNote[]
}

const headSearch = 60
const longestHead = 8
/** Characters of a head cell that are looked at. */
const headText = 300

/** @param headRow first row of the head as Excel counts, where a person said it */
export function layoutOf(sheet: Sheet, known: KnownHeads, headRow: number | null): Layout {
  const byLine = new Map(sheet.rows.map((row) => [row.line, row]))
  const spread = mergesByRow(sheet.merges)
  const head = headRow === null ? findHead(sheet, known, spread) : headFrom(sheet, known, spread, headRow)
  const columns = headColumns(sheet, byLine, head)
  const notes = noteBook()
  const filled = fillMerged(sheet, head?.to ?? 0, notes)
  const heads = columns.map((column) => new Set(column.parts.map((part) => bareWords(part))))
  const above = head === null ? [] : sheet.rows.filter((row) => row.line < head.from)
  const overTable = new Set(above.flatMap((row) => row.cells.map((cell) => bareWords(cell))))
  const lines = [
    ...above.flatMap(headingAbove),
    ...withoutFooter(filled.map((row) => lineOf(row, head, heads, columns, sheet, spread, overTable))),
  ]
  return {
    head,
    columns,
    titles: sheet.rows
      .filter((row) => head !== null && row.line < head.from)
      .flatMap((row) => row.cells.map((cell) => textOf(cell).slice(0, headText)))
      .map(normaliseText)
      .filter((text) => text !== ''),
    lines,
    notes: notes.all(),
  }
}

/** Notes of one kind with their lines, the first twenty of them. */
export function noteBook(): {
  add(key: string, line: number, params?: Record<string, string | number>): void
  all(): SheetNote[]
} {
  const notes = new Map<string, SheetNote & { count: number }>()
  return {
    add(key, line, params = {}) {
      const name = `${key} ${JSON.stringify(params)}`
      const note = notes.get(name) ?? { key, params, lines: [], count: 0 }
      note.count += 1
      if (line > 0 && note.lines.length < 20) note.lines.push(line)
      notes.set(name, note)
    },
    all: () =>
      [...notes.values()].map(({ key, params, lines, count }) => ({
        key,
        params: { ...params, count },
        lines,
      })),
  }
}

function mergesByRow(merges: readonly Merge[]): Map<number, Merge[]> {
  const rows = new Map<number, Merge[]>()
  for (const merge of merges) {
    const list = rows.get(merge.fromRow + 1)
    if (list) list.push(merge)
    else rows.set(merge.fromRow + 1, [merge])
  }
  return rows
}

/** How much a line reads like the head: known words, and years beside at least one of them. */
function headScore(row: SheetRow, known: KnownHeads): number {
  const seen = new Set<string>()
  let years = 0
  // A running number, an amount: a row of data that holds a word such as ทำเอง or a year.
  if (row.cells.some(isFigure)) return 0
  for (const cell of row.cells) {
    if (cell === null || (typeof cell === 'string' && cell.length > headText)) continue
    if (typeof cell === 'string' && isKnownHead(normaliseText(cell), known)) seen.add(fold(cell))
    else if (isHeadLike(cell, known)) years += 1
  }
  return seen.size === 0 ? 0 : seen.size + years / 2
}

/** A number that is no year, however it is typed. */
function isFigure(cell: Cell): boolean {
  if (typeof cell !== 'number' && typeof cell !== 'string') return false
  const text = typeof cell === 'string' ? toArabicDigits(cell.slice(0, headText)).trim() : String(cell)
  if (!/^[\d,]+(?:\.\d+)?$/u.test(text)) return false
  const value = Number(text.replaceAll(',', ''))
  return !((value >= 50 && value <= 99) || yearIn(text) !== undefined)
}

/** A head of words nobody knows: the first line of short texts that differ, over lines with figures under it. */
function unknownHead(sheet: Sheet): SheetRow | undefined {
  const from = sheet.rows.slice(0, headSearch).findIndex((row, at) => {
    const held = row.cells.filter((cell) => cell !== null)
    const texts = held.filter((cell) => typeof cell === 'string' && cell.length <= 60 && !isFigure(cell))
    const below = sheet.rows.slice(at + 1, at + 4)
    return (
      held.length >= 3 &&
      texts.length === held.length &&
      new Set(texts).size === texts.length &&
      held.length >= sheet.columns * 0.6 &&
      below.length > 0 &&
      below.every((next) => next.cells.some((cell) => cell !== null && isFigure(cell)))
    )
  })
  return from < 0 ? undefined : sheet.rows[from]
}

/** The line with the most known heads, and the head lines around it. */
function findHead(sheet: Sheet, known: KnownHeads, spread: ReadonlyMap<number, Merge[]>): Layout['head'] {
  let best: { at: number; score: number } | undefined
  for (let at = 0; at < Math.min(sheet.rows.length, headSearch); at += 1) {
    const row = sheet.rows[at]
    if (!row) break
    const score = headScore(row, known)
    if (score >= 1.5 && score > (best?.score ?? 0)) best = { at, score }
  }
  // A list of one or two columns: one known word over lines that are none.
  if (!best && sheet.columns <= 2) {
    const at = sheet.rows.slice(0, headSearch).findIndex((row) => headScore(row, known) === 1)
    if (at >= 0) best = { at, score: 1 }
  }
  const row = best && sheet.rows[best.at]
  if (!best || !row) {
    const unknown = unknownHead(sheet)
    return unknown === undefined ? null : { from: unknown.line, to: unknown.line }
  }
  let from = best.at
  // A line above that names a group of columns (งบประมาณ over the years) or joins cells down into this one.
  while (from > 0) {
    const above = sheet.rows[from - 1]
    const first = sheet.rows[from]
    if (!above || !first || above.line !== first.line - 1) break
    const heads = above.cells.filter((cell) => isHeadLike(cell, known)).length
    const held = above.cells.filter((cell) => cell !== null).length
    const down = (spread.get(above.line) ?? []).some((merge) => merge.toRow > merge.fromRow)
    // A title stands alone over the table.
    if (!(down || (heads > 0 && heads >= held / 2 && (held > 1 || isPartly(above, sheet, spread))))) break
    from -= 1
  }
  return headFrom(sheet, known, spread, sheet.rows[from]?.line ?? row.line)
}

/** A single cell over a part of the table only, not over all of it. */
function isPartly(row: SheetRow, sheet: Sheet, spread: ReadonlyMap<number, Merge[]>): boolean {
  const merge = (spread.get(row.line) ?? [])[0]
  if (merge) return merge.toColumn - merge.fromColumn + 1 < sheet.columns * 0.8 && merge.fromColumn > 0
  return row.cells.findIndex((cell) => cell !== null) > 0
}

/** The head from its first line down: as far as joined cells reach, and as lines go on that hold nothing but heads. */
function headFrom(
  sheet: Sheet,
  known: KnownHeads,
  spread: ReadonlyMap<number, Merge[]>,
  from: number,
): { from: number; to: number } {
  let to = from
  const byLine = new Map(sheet.rows.map((row) => [row.line, row]))
  for (let line = from; line <= to && line < from + longestHead; line += 1) {
    for (const merge of spread.get(line) ?? [])
      to = Math.max(to, Math.min(merge.toRow + 1, from + longestHead - 1))
    if (line < to) continue
    const next = byLine.get(line + 1)
    const held = next?.cells.filter((cell) => cell !== null) ?? []
    if (
      held.length > 0 &&
      !isNumbers(held) &&
      (held.every((cell) => isHeadLike(cell, known)) || isYears(held))
    )
      to = line + 1
  }
  return { from, to }
}

/** 66, 67, 68 … or ปี 66, 2567 …: years one after the other, however short they are written. */
function isYears(held: readonly Cell[]): boolean {
  const years = held.map((cell) => {
    const text = toArabicDigits(textOf(cell)).trim()
    return /^\d{2}$/u.test(text) && Number(text) >= 50 ? 2500 + Number(text) : (yearIn(text)?.year ?? 0)
  })
  return (
    years.length >= 2 &&
    years.every((year, at) => year > 0 && (at === 0 || year === (years[at - 1] ?? 0) + 1))
  )
}

/** 1, 2, 3 … or (1) (2) (3) …: numbers of the columns under the head. */
function isNumbers(held: readonly Cell[]): boolean {
  return (
    held.length >= 3 &&
    held.every((cell, at) => toArabicDigits(textOf(cell)).replace(/[()\s.]/gu, '') === String(at + 1))
  )
}

function headColumns(
  sheet: Sheet,
  byLine: ReadonlyMap<number, SheetRow>,
  head: Layout['head'],
): HeadColumn[] {
  const columns: HeadColumn[] = Array.from({ length: sheet.columns }, () => ({ parts: [], head: '' }))
  if (!head) return columns
  const height = head.to - head.from + 1
  const grid = Array.from({ length: height }, (_, at) =>
    columns.map((_column, index) => headCell(byLine.get(head.from + at)?.cells[index] ?? null)),
  )
  for (const merge of sheet.merges) {
    if (merge.fromRow + 1 > head.to || merge.toRow + 1 < head.from || merge.fromRow + 1 < head.from) continue
    const text = grid[merge.fromRow + 1 - head.from]?.[merge.fromColumn] ?? ''
    for (let row = merge.fromRow + 1; row <= Math.min(merge.toRow + 1, head.to); row += 1) {
      const cells = grid[row - head.from]
      for (
        let index = merge.fromColumn;
        cells && index <= Math.min(merge.toColumn, sheet.columns - 1);
        index += 1
      )
        cells[index] = text
    }
  }
  spreadOverYears(grid)
  for (const [index, column] of columns.entries()) {
    const parts = grid.map((cells) => cells[index] ?? '')
    column.parts = parts.filter((part, at) => part !== '' && part !== parts[at - 1])
    column.head = column.parts.join(' › ')
  }
  return columns
}

/** Files without joined cells (CSV): a group's name stands over the first of its years only. */
function spreadOverYears(grid: string[][]): void {
  for (let row = 0; row + 1 < grid.length; row += 1) {
    const upper = grid[row]
    const lower = grid[row + 1]
    if (!upper || !lower) continue
    for (let index = 1; index < upper.length; index += 1) {
      const left = upper[index - 1] ?? ''
      const isYear = (at: number) =>
        yearOfHead([left, lower[at] ?? '']) !== undefined && (lower[at] ?? '') !== left
      if (upper[index] === '' && left !== '' && isYear(index) && isYear(index - 1)) upper[index] = left
    }
  }
}

function headCell(cell: Cell): string {
  return normaliseText(textOf(cell).slice(0, headText))
}

/** Cells that the file joins downwards hold their value in every line they cover. */
function fillMerged(sheet: Sheet, headEnd: number, notes: ReturnType<typeof noteBook>): SheetRow[] {
  const rows = new Map<number, SheetRow>()
  for (const row of sheet.rows) if (row.line > headEnd) rows.set(row.line, row)
  const written = new Set<number>()
  for (const merge of sheet.merges) {
    if (merge.fromRow + 1 <= headEnd || merge.toRow === merge.fromRow) continue
    const value = rows.get(merge.fromRow + 1)?.cells[merge.fromColumn] ?? null
    if (value === null) continue
    for (let line = merge.fromRow + 2; line <= merge.toRow + 1; line += 1) {
      const row = rows.get(line)
      if (!row) continue
      const cells = written.has(line) ? row.cells : [...row.cells]
      while (cells.length <= merge.fromColumn) cells.push(null)
      cells[merge.fromColumn] = value
      rows.set(line, { line, cells })
      written.add(line)
      notes.add('mergedFilled', line)
    }
  }
  return [...rows.values()].sort((a, b) => a.line - b.line)
}

/** รวม, รวมทั้งสิ้น, รวม 5 โครงการ, รวมหมู่ที่ 3, ยอดยกมา …; a project may be called รวมพลัง…, so the whole cell must be such words. */
const totalOf =
  '(?:(?:ของ)?(?:หมู่ที่|หมู่บ้าน|หมู่\\d|ตำบล|อำเภอ|ประเด็น|ยุทธศาสตร์|ด้าน|แผนงาน|แนวทาง|กลยุทธ์|ปี(?:งบประมาณ)?\\d|บ้าน.*หมู่).*)?'
const total = new RegExp(
  `^(?:(?:ผล|ยอด)*(?:รวม|total|grandtotal|subtotal)|(?:ยอด)?(?:ยก(?:ยอด)?(?:มา|ไป)))(?:ยอด|ผล|เงิน|งบประมาณ|งบ|จำนวน|ทั้งสิ้น|ทั้งหมด|ทุก|เป็นเงิน|เป็น|โครงการ|กิจกรรม|รายการ|บาท|แห่ง|คน|และ|ข้าม|หน้า(?:นี้)?|จาก|ก่อน|ถัดไป|ยกมา|ยกไป|ย่อย|สะสม|(?<!\\d)\\d+(?!\\d))*${totalOf}$`,
  'u',
)
/** "3 โครงการ", "จำนวน 12 โครงการ": a count of projects is no name of one. */
const countOfProjects = /^(?:รวม|จำนวน)?\d+(?:โครงการ|รายการ|กิจกรรม)(?:เป็นเงิน)?$/u
/** What every total begins with; nothing else is looked at closely. */
const totalBegins = /^[\s([*]*(?:ยอด|รวม|ผลรวม|ยก|จำนวน|[\d๐-๙]|total|grand|sub)/iu

export function isTotal(text: string): boolean {
  if (text.length > 200 || !totalBegins.test(text)) return false
  const folded = fold(text.replace(/\([^)]*(?:ถ้วน|สตางค์)\s*\)/gu, ' '))
  return total.test(folded) || countOfProjects.test(folded)
}

/** ก. ข. 1. 1.1 (2): how headings of groups are counted. */
const counted = '^(?:[ก-ฮ][.)]\\s*)?(?:\\(?\\d[\\d.]*\\)?\\s*)?'
/** Villages and tambons are no words but whole places (core/sheets/places.ts). */
const groupWords = new RegExp(
  `${counted}(?:ประเด็น(?:การพัฒนา|ยุทธศาสตร์)?|ยุทธศาสตร์|ด้าน|แผนงาน|กลยุทธ์|แนวทาง|อำเภอ|อบต|องค์การบริหารส่วน|เทศบาล)`,
  'u',
)
/** Of these a line above the first head is a group too: every table of a ผ.02 stands under its ยุทธศาสตร์ (DOMAIN.md §3.1). */
const headingWords = new RegExp(
  `${counted}(?:ประเด็น(?:การพัฒนา|ยุทธศาสตร์)|ยุทธศาสตร์|กลยุทธ์|แนวทาง|แผนงาน(?!\\s*(?:/|โครงการ|และ|ประจำ)))`,
  'u',
)
export const issueHeading = new RegExp(`${counted}(?:ประเด็น|ยุทธศาสตร์|ด้าน)`, 'u')
export const programmeHeading = new RegExp(`${counted}(?:แผนงาน|กลยุทธ์|แนวทาง)`, 'u')
/** Titles and forms that stand over the table of every page. */
const titleWords = /^(?:แผนพัฒนา|บัญชี|แบบ|รายละเอียดโครงการ|สำหรับ|\(?หน่วย|หน้า)/u
const remarkWords = /^(?:หมายเหตุ|ลงชื่อ|\(?ลงนาม|ผู้จัดทำ|ผู้รายงาน|ตำแหน่ง|ข้อมูล ณ|ที่มา|\(\s*[.…]|\*)/u

/** Figures, dashes and marks: no words. */
const noWords = /^[\s\d๐-๙.,()/%+*✓✔\u2013\u2014-]*$/u

function lineOf(
  row: SheetRow,
  head: Layout['head'],
  heads: readonly ReadonlySet<string>[],
  columns: readonly HeadColumn[],
  sheet: Sheet,
  spread: ReadonlyMap<number, Merge[]>,
  overTable: ReadonlySet<string>,
): BodyLine {
  const line = (kind: LineKind, text = ''): BodyLine => ({ line: row.line, cells: row.cells, kind, text })
  if (head && isRepeatedHead(row, heads)) return line('head')
  let held = 0
  let words = 0
  let at = -1
  let first = ''
  for (const [index, cell] of row.cells.entries()) {
    if (cell === null) continue
    held += 1
    if (typeof cell !== 'string' || noWords.test(cell)) continue
    words += 1
    if (words === 1) {
      at = index
      first = cell
    }
  }
  if (words === 0) return line(isNumbers(row.cells.filter((cell) => cell !== null)) ? 'numbers' : 'data')
  // A total says so in its first words: "รวม" may stand in any of the first columns, beside "5 โครงการ" or in its place.
  if (totalBegins.test(first)) {
    const text = toArabicDigits(normaliseText(first.slice(0, headText)))
    if (isTotal(text)) return line('total', text)
  }
  if (held > 3 || words > 3) return line('data')
  const text = toArabicDigits(normaliseText(first.slice(0, headText)))
  if (words === held && footerWords.test(text) && isFooter(row)) return line('remark', text)
  if (held !== 1 || first.length > headText) {
    const whole = held === words && titleWords.test(text) ? placeOfRow(row) : null
    return whole === null ? line('data') : line('group', whole)
  }
  if (remarkWords.test(text)) return line('remark', text)
  const place = placeHeading(text)
  // A list of one column has no headings of places: its lines are them.
  if (place !== null && sheet.columns > 1 && !isVillageOnly(place, at, row, columns, spread))
    return line('group', text)
  if (overTable.has(bareWords(first)) && !headingWords.test(text)) return line('head', text)
  if (titleWords.test(text) && isBesideName(row, columns)) return line('remark', text)
  if (groupWords.test(text) && sheet.columns > 1) return line('group', text)
  const wide = (spread.get(row.line) ?? []).some((merge) => merge.toColumn - merge.fromColumn >= 2)
  if (wide && sheet.columns >= 4) return line('group', text)
  // Under "ลำดับ" or beyond the table stands no project.
  if (head && sheet.columns >= 3 && (columns[at]?.head ?? '') === '') return line('remark', text)
  return line('data')
}

/** "บ้านดอนงาม" alone, where projects have their names: it may be one ("บ้านน่าอยู่"). */
function isVillageOnly(
  place: NonNullable<ReturnType<typeof placeHeading>>,
  at: number,
  row: SheetRow,
  columns: readonly HeadColumn[],
  spread: ReadonlyMap<number, Merge[]>,
): boolean {
  if (place.moo !== null || place.tambon !== '') return false
  const wide = (spread.get(row.line) ?? []).some((merge) => merge.toColumn > merge.fromColumn)
  return !wide && !(at === 0 && columns.length >= 3)
}

/** A title over two or three cells that names a place: "แผนพัฒนาหมู่บ้าน | หมู่ที่ 2 | บ้านดอนงาม". */
function placeOfRow(row: SheetRow): string | null {
  const text = toArabicDigits(normaliseText(row.cells.map((cell) => textOf(cell)).join(' ')))
  return text.length <= headText && placeHeading(text) !== null ? text : null
}

const footerWords =
  /^(?:หมายเหตุ|ลงชื่อ|\(?ลงนาม|ผู้จัดทำ|ผู้รายงาน|ผู้เสนอ|ผู้รับรอง|\(\s*[.…]|\((?:นาย|นาง|น\.ส\.|ว่าที่))/u
const signature = /ลงชื่อ|ลงนาม|^\s*\(\s*(?:[.…]{3}|นาย|นาง|น\.ส\.|ว่าที่)|[.…]{6}/u

/** หมายเหตุ beside its text, or signatures beside each other. */
function isFooter(row: SheetRow): boolean {
  const held = row.cells.filter((cell) => typeof cell === 'string' && cell.trim() !== '')
  const first = normaliseText(textOf(held[0] ?? null))
  return (
    /^หมายเหตุ/u.test(first) ||
    held.every((cell) => signature.test(textOf(cell)) || /^(?:ผู้|ตำแหน่ง)/u.test(textOf(cell)))
  )
}

/**
 * What follows หมายเหตุ or ลงชื่อ to the end of the table – further notes, names, ranks – is none of its rows. A line that
 * is filled like one (a figure, or four cells) ends the footer, and everything before it counts.
 */
function withoutFooter(lines: BodyLine[]): BodyLine[] {
  let footer = -1
  const inFooter = new Set<number>()
  const close = () => {
    footer = -1
  }
  const pending: number[] = []
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'remark' && footerWords.test(line.text)) {
      footer = index
      continue
    }
    if (footer < 0) continue
    const isLoose =
      (line.kind === 'data' || (line.kind === 'group' && placeHeading(line.text)?.moo === undefined)) &&
      !isSolid(line)
    if (isLoose) pending.push(index)
    else if (line.kind === 'data') {
      // The table goes on: what stood between was part of it.
      pending.length = 0
      close()
    } else if (line.kind === 'group' || line.kind === 'head') {
      for (const at of pending.splice(0)) inFooter.add(at)
      close()
    }
  }
  for (const at of pending) inFooter.add(at)
  if (inFooter.size === 0) return lines
  return lines.map((line, index) =>
    inFooter.has(index)
      ? {
          ...line,
          kind: 'remark' as const,
          text: normaliseText(textOf(line.cells.find((cell) => cell !== null) ?? null).slice(0, headText)),
        }
      : line,
  )
}

/** A figure or four cells: filled as only rows of the table are. */
function isSolid(line: BodyLine): boolean {
  const held = line.cells.filter((cell) => cell !== null)
  return (
    held.length >= 4 ||
    held.some((cell) => typeof cell === 'number' || (typeof cell === 'string' && noWords.test(cell)))
  )
}

/** A heading over the table that the rows of the table belong to. */
function headingAbove(row: SheetRow): BodyLine[] {
  const held = row.cells.filter((cell) => cell !== null)
  if (held.length === 0 || held.length > 3 || held.some((cell) => typeof cell !== 'string')) return []
  const text = toArabicDigits(normaliseText(held.map((cell) => textOf(cell).slice(0, headText)).join(' ')))
  const place = placeHeading(text)
  // A tambon in a title is told by the titles (core/sheets/import.ts): a line of its own only where a village stands.
  const saysVillage = place !== null && (place.moo !== null || place.village !== '')
  return (held.length === 1 && headingWords.test(text)) || saysVillage
    ? [{ line: row.line, cells: row.cells, kind: 'group', text }]
    : []
}

/** The only text of the row stands in the first column, not where the projects have their names. */
function isBesideName(row: SheetRow, columns: readonly HeadColumn[]): boolean {
  return columns.length >= 3 && row.cells.findIndex((cell) => cell !== null) === 0
}

/**
 * A line whose cells are mostly the words over their columns: the head again, as on every printed page. Joined heads may
 * stand in any of their rows then.
 */
function isRepeatedHead(row: SheetRow, heads: readonly ReadonlySet<string>[]): boolean {
  let held = 0
  let same = 0
  let other = 0
  const most = row.cells.length * 0.3
  const longestCell = 80
  for (const [index, cell] of row.cells.entries()) {
    if (cell === null) continue
    held += 1
    const words = heads[index]
    // Most cells are longer than any head: no need to look at their words.
    const isShort = typeof cell !== 'string' || cell.length <= longestCell
    if (isShort && words !== undefined && words.size > 0 && words.has(bareWords(cell))) same += 1
    else if (++other > most) return false
  }
  return held >= 2 && same >= held * 0.7
}

/** Words without their spaces: cheap to make, for the thousands of cells that are no head. */
function bareWords(cell: Cell): string {
  if (typeof cell !== 'string') return textOf(cell)
  return /\s/u.test(cell) ? cell.slice(0, headText).replace(/\s+/gu, '') : cell.slice(0, headText)
}

/** Unit of a column of money: its own head, else what the titles say of the whole table. */
export function moneyUnit(column: HeadColumn, titles: readonly string[]): 'baht' | 'thousand' | 'million' {
  const own = unitOf(column.parts.join(' '))
  if (own !== 'baht' || /บาท/u.test(column.parts.join(' '))) return own
  const title = titles.find((text) => /หน่วย\s*:?\s*(?:พัน|ล้าน)?บาท|\(\s*(?:พัน|ล้าน)บาท\s*\)/u.test(text))
  return title === undefined ? 'baht' : unitOf(title)
}
