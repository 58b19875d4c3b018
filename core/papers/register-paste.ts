import { parseThaiDate } from '../thai/dates.ts'
import { toArabicDigits } from '../thai/digits.ts'
import { normaliseText } from '../thai/text.ts'
import type { UsedNumber } from './rules.ts'

/** A pasted line that is no row of a register; `line` counts from 1. */
export type PasteTrouble = { line: number; reason: 'noNumber' | 'badDate' | 'wrongYear'; text: string }

type Column = 'number' | 'dated' | 'subject' | 'addressee' | 'note'
const USUAL: readonly Column[] = ['number', 'dated', 'subject', 'addressee', 'note']
/** How registers head their columns (แบบทะเบียนหนังสือส่ง): the first that fits a head cell counts. */
const HEADS: readonly (readonly [Column, RegExp])[] = [
  ['dated', /วันที่|ลงวัน|date/iu],
  ['subject', /เรื่อง|ชื่อคำสั่ง|subject/iu],
  ['addressee', /ถึง|เรียน|ผู้รับ|^to$/iu],
  ['note', /หมายเหตุ|การปฏิบัติ|note/iu],
  ['number', /เลข|^ที่$|ที่หนังสือ|no\.?$|number/iu],
]

/**
 * Running number of a paper as registers write it: 239, ๐๒๓๙, นศ 0418/0239, ว 12, ที่ 12/2565, 12/65 → the number alone.
 *
 * @param year calendar year, พ.ศ., of the register: what follows the slash is the year where it says so
 */
export function runningNumber(text: string, year: number): number | null {
  const typed = toArabicDigits(normaliseText(text)).replace(/,/gu, '')
  const [last, before] = typed.split('/').reverse()
  const isYear =
    last !== undefined && before !== undefined && [String(year), String(year % 100)].includes(last.trim())
  const part =
    isYear && /\d\s*$/u.test(before) && !/[ก-ฮ]\s*\d/u.test(before.replace(/^ที่/u, '')) ? before : last
  const digits = /(\d+)\s*$/u.exec(part ?? '')?.[1]
  const number = digits === undefined ? 0 : Number(digits)
  return number >= 1 && number <= 99_999 ? number : null
}

/**
 * Rows of a register pasted from Excel: columns apart by tabs, with or without their heads, in the usual order
 * (number, date, subject, to, note) where there are none.
 */
export function readRegisterPaste(
  text: string,
  year: number,
): { rows: UsedNumber[]; troubles: PasteTrouble[] } {
  const rows: UsedNumber[] = []
  const troubles: PasteTrouble[] = []
  let columns: readonly (Column | null)[] = USUAL
  for (const [index, whole] of text.replace(/\r\n?/gu, '\n').split('\n').entries()) {
    const cells = whole.split('\t').map(normaliseText)
    if (cells.every((cell) => cell === '')) continue
    const heads = headsOf(cells)
    if (rows.length === 0 && heads !== null) {
      columns = heads
      continue
    }
    const cell = (column: Column) => cells[columns.indexOf(column)] ?? ''
    const trouble = (reason: PasteTrouble['reason'], shown: string) =>
      troubles.push({ line: index + 1, reason, text: shown })
    const number = runningNumber(cell('number'), year)
    if (number === null) {
      trouble('noNumber', cell('number') || cells.join(' ').slice(0, 60))
      continue
    }
    const dated = cell('dated')
    const read = dated === '' ? null : parseThaiDate(dated)
    if (read !== null && !read.ok) {
      trouble('badDate', dated)
      continue
    }
    if (read?.ok && Number(read.iso.slice(0, 4)) + 543 !== year) {
      trouble('wrongYear', dated)
      continue
    }
    rows.push({
      number,
      dated: read?.ok ? read.iso : null,
      subject: cell('subject').slice(0, 600),
      addressee: cell('addressee').slice(0, 300),
      note: cell('note').slice(0, 300),
    })
  }
  return { rows, troubles }
}

/** The columns that a row of heads names; null = the row is no head. */
function headsOf(cells: readonly string[]): (Column | null)[] | null {
  const taken = new Set<Column>()
  const columns = cells.map((cell) => {
    const found = HEADS.find(([column, words]) => !taken.has(column) && cell.length <= 40 && words.test(cell))
    if (!found) return null
    taken.add(found[0])
    return found[0]
  })
  return taken.has('number') && !/\d|[๐-๙]/u.test(cells[columns.indexOf('number')] ?? '') ? columns : null
}
