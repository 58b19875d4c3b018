/** Cells of any workbook → values of the program. Pure; what is not certain is a reason, never a guess. */
import { fiscalYearOf, formatThaiDate, parseThaiDate } from '../thai/dates.ts'
import { toArabicDigits } from '../thai/digits.ts'
import { bahtOfText, MAX_SATANG, parseBaht } from '../thai/money.ts'
import { normaliseText, searchKey } from '../thai/text.ts'
import type { Cell } from './workbook.ts'

/** A value, or key and parameters of the reason (validation.json). */
export type Read<T> =
  | { ok: true; value: T }
  | { ok: false; key: string; params?: Record<string, string | number> }
/** What a money column counts in: baht, thousands or millions of them, as its head says. */
export type MoneyUnit = 'baht' | 'thousand' | 'million'

const good = <T>(value: T): Read<T> => ({ ok: true, value })
const bad = (key: string, params?: Record<string, string | number>): Read<never> =>
  params ? { ok: false, key, params } : { ok: false, key }

/** A cell longer than this is no figure and is not searched for one. */
const longestFigure = 100

/** What a cell of nothing is typed as. */
const nothing = /^[-–—−.…_\s]*$/u

/** Words of a head or cell under which it is compared: no spaces, marks or brackets, Arabic digits, lower case. */
export function fold(text: string): string {
  return searchKey(text).replace(/[\s()[\]{}/\\.,:;'"“”‘’ฯ*_|–—-]+/gu, '')
}

/** Why a cell says nothing that could be read, or null. */
export function brokenCell(cell: Cell): { key: string; params: Record<string, string> } | null {
  if (cell === null || typeof cell !== 'object') return null
  if ('error' in cell) return { key: 'errorCell', params: { found: cell.error } }
  if ('formula' in cell) return { key: 'formulaWithoutValue', params: {} }
  return null
}

/** The cell as text, as a person reads it; '' for nothing. Not normalised further: the field does that. */
export function textOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)))
  if (typeof cell === 'boolean') return cell ? 'ใช่' : 'ไม่ใช่'
  if ('date' in cell) return formatThaiDate(cell.date, { style: 'short', digits: 'arabic' })
  return ''
}

export function readText(cell: Cell): string {
  const text = textOf(cell)
  return nothing.test(text) ? '' : text
}

const baht = /\s*(?:\(?\s*บาท\s*\)?)(?:\s*\/\s*(?:ปี|แห่ง))?$/u
const plainFigure = /^[\d,]+(?:\.\d+)?$/u

/** What may stand before an amount. */
const moneyWords = /^(?:(?:ใช้)?งบประมาณ|เป็นเงิน|วงเงิน|ประมาณ|จำนวน(?:เงิน)?|งบ|รวม|ปีละ)\s*(?::\s*)?/u
/** "50,000 x 2 ปี", "20 คน × 240": a sum still to be worked out, and for which year nobody can tell. */
const multiplied = /\d[\d,.]*\s*(?:บาท|คน|ชุด|แห่ง|วัน|มื้อ|ครั้ง|หลัง|ต้น|ตัว)?\s*(?:[x×*✕]|คูณ)\s*\d/iu

/** Satang; null = nothing. Units of the head count only where the cell does not name its own. */
export function readMoney(cell: Cell, unit: MoneyUnit): Read<number | null> {
  if (cell === null) return good(null)
  if (typeof cell === 'number') {
    if (cell < 0) return bad('negativeMoney')
    const satang = cell * 100 * (unit === 'baht' ? 1 : unit === 'thousand' ? 1_000 : 1_000_000)
    if (satang > MAX_SATANG) return bad('absurdMoney')
    const whole = Math.round(satang)
    // Binary fractions: 0.1 + 0.2 is still thirty satang, a third of a baht is not a sum anybody can pay.
    return Math.abs(satang - whole) > Math.max(1e-3, whole * 1e-12) ? bad('tooPreciseMoney') : good(whole)
  }
  if (typeof cell === 'object' && 'date' in cell) return bad('notMoney')
  const raw = textOf(cell)
  if (raw.length > longestFigure) return bad('notMoney')
  const said = toArabicDigits(normaliseText(raw))
    .replace(moneyWords, '')
    .replace(/(\d)\s*[.,/=]?-\s*(?=บาท)/u, '$1 ')
  if (nothing.test(said)) return good(null)
  if (multiplied.test(said)) return bad('moneyMultiplied')
  const inWords = /^(.*\d.*?)\s*\(?((?:[ก-ฮะ-์]+)(?:บาทถ้วน|สตางค์|บาท))\)?$/u.exec(said)
  const spelt = inWords ? bahtOfText(inWords[2] ?? '') : undefined
  const text = spelt === undefined ? said : (inWords?.[1] ?? '').replace(/[\s(]+$/u, '')
  const figure = text.replace(/\s*(?:[.,/=]?-|บาท|บ\.)$/u, '')
  const typed =
    unit !== 'baht' && plainFigure.test(figure)
      ? `${figure} ${unit === 'thousand' ? 'พัน' : 'ล้าน'}`
      : text.replace(baht, ' บาท')
  const parsed = parseBaht(typed)
  // "50,000 บาท (ห้าหมื่นบาทถ้วน)": words and figures must say the same.
  if (parsed.ok && spelt !== undefined && parsed.satang !== spelt) return bad('moneyWordsDiffer')
  if (parsed.ok) return good(parsed.satang)
  const onlyWords = bahtOfText(text)
  if (onlyWords !== undefined) return good(onlyWords)
  return bad(
    {
      unrecognised: 'notMoney',
      negative: 'negativeMoney',
      tooPrecise: 'tooPreciseMoney',
      tooLarge: 'absurdMoney',
    }[parsed.reason],
  )
}

/** A whole number of things or persons; null = nothing. */
export function readCount(cell: Cell): Read<number | null> {
  if (cell === null) return good(null)
  if (typeof cell === 'number') return Number.isInteger(cell) ? good(cell) : bad('notWhole')
  const raw = textOf(cell)
  if (raw.length > longestFigure) return bad('notNumber')
  const text = toArabicDigits(normaliseText(raw))
  if (nothing.test(text)) return good(null)
  const figure =
    /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?\s*(?:คน|ราย|ครัวเรือน|หลังคาเรือน|หลังคา|หลัง|ครัว|เสียง|คะแนน|มือ)?$/u.exec(
      text,
    )
  if (!figure) return bad('notNumber')
  if (figure[1] === '-') return bad('negative')
  return good(Number((figure[2] ?? '').replaceAll(',', '')))
}

export type ReadYear = { year: number; christian: boolean }

/**
 * A year in พ.ศ.: 2567, "พ.ศ. ๒๕๖๗", "ปี 67", ค.ศ. 2024, or the fiscal year of a date. Two digits only where the text
 * says that it is a year.
 */
export function readYear(cell: Cell): Read<ReadYear | null> {
  if (cell === null) return good(null)
  if (typeof cell === 'object' && 'date' in cell)
    return good({ year: fiscalYearOf(cell.date), christian: false })
  const raw = textOf(cell)
  if (raw.length > longestFigure) return bad('oneYear')
  const text = toArabicDigits(normaliseText(raw))
  if (nothing.test(text)) return good(null)
  const found = yearIn(text)
  if (found && found.rest === '') return good({ year: found.year, christian: found.christian })
  const bare = /^\d{2}$/u.test(text) ? Number(text) : undefined
  if (bare !== undefined && bare >= 50) return good({ year: 2500 + bare, christian: false })
  const date = parseThaiDate(text)
  if (date.ok) return good({ year: fiscalYearOf(date.iso), christian: false })
  return bad(/\d/u.test(text) ? 'oneYear' : 'yearOutOfRange')
}

const yearWords =
  /(ปีงบประมาณ|ปีงบ|ปี|ประจำปี|งบประมาณ)?\s*(พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|B\.?E\.?|A\.?D\.?)?\s*(?<!\d)(\d{4}|\d{2})(?![\d,.]*\d)/iu

/** "2566/2567", "2566/67", "2566 และ 2567": more than one year. */
export function severalYears(text: string): boolean {
  const typed = toArabicDigits(text)
  return (
    /(?<!\d)25\d\d\s*(?:[/,–—-]|และ|ถึง|\s)\s*(?:พ\.?ศ\.?|ปี)?\s*(?:25\d\d|[5-9]\d)(?!\d)/u.test(typed) ||
    /(?:ปี|พ\.ศ\.)\s*[5-9]\d\s*\/\s*[5-9]\d(?!\d)/u.test(typed)
  )
}

/** The year (พ.ศ.) that a text says in four digits: "ข้อมูล ณ วันที่ 31 ธันวาคม 2566"; undefined for none or several. */
export function statedYear(text: string): number | undefined {
  const years = new Set(
    [...toArabicDigits(text).matchAll(/(?<![\d.,/])(\d{4})(?![\d,]*\d)|\d{1,2}\/\d{1,2}\/(\d{4})/gu)]
      .map((match) => Number(match[1] ?? match[2]))
      .map((year) => (year >= 1957 && year <= 2157 ? year + 543 : year))
      .filter((year) => year >= 2500 && year <= 2700),
  )
  return years.size === 1 ? [...years][0] : undefined
}

/** The only year in a text, with what else stands there; undefined where there is none, or more than one. */
export function yearIn(text: string): { year: number; christian: boolean; rest: string } | undefined {
  const typed = toArabicDigits(normaliseText(text))
  if (/\d{2,4}\s*(?:-|–|—|ถึง)\s*\d{2,4}/u.test(typed) || severalYears(typed)) return undefined
  const match = yearWords.exec(typed)
  if (!match) return undefined
  const value = Number(match[3])
  const mark = (match[2] ?? '').replace(/[.\s]/gu, '').toUpperCase()
  const isChristian = mark === 'คศ' || mark === 'AD'
  let year: number
  if (match[3]?.length === 2) {
    // "66" alone is a number; "ปี 66", "พ.ศ. 66" is a year.
    if (match[1] === undefined && match[2] === undefined) return undefined
    year = isChristian ? 2000 + value + 543 : 2500 + value
  } else if (value >= 2500 && value <= 2700) year = value
  else if (value >= 1957 && value <= 2157) year = value + 543
  else return undefined
  const rest = typed
    .replace(match[0], match[1] === 'งบประมาณ' ? match[1] : '')
    .replace(/[()\s./:-]|บาท/gu, '')
  return { year, christian: isChristian || (match[3]?.length === 4 && value < 2200), rest }
}

/** A mark in a column that one ticks: ✓, /, x, 1 … */
export function readTick(cell: Cell): boolean {
  if (cell === null || cell === false) return false
  if (typeof cell === 'boolean') return cell
  if (typeof cell === 'number') return cell !== 0
  const text = normaliseText(textOf(cell))
  return !(nothing.test(text) || /^(0|no|ไม่|ไม่ใช่|เต็ม|ทั้งหมู่|[☐□◻◯○⬜]|\(\s*\)|\[\s*\])$/iu.test(text))
}

/** What a money column counts in, by the words of its head. */
export function unitOf(head: string): MoneyUnit {
  const text = normaliseText(head)
  if (/(?:หน่วย\s*:?\s*)?ล้านบาท/u.test(text)) return 'million'
  if (/พันบาท|หน่วย\s*:?\s*พัน/u.test(text)) return 'thousand'
  return 'baht'
}
