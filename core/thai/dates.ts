/**
 * Dates are ISO strings of the common era (`2022-01-18`); พ.ศ. exists only on screen and on paper.
 * Pure arithmetic on the civil calendar: no Date object and no time zone can move a due date by a day.
 * Buddhist year = C.E. + 543 (true from 1 January 2484/1941; nothing older is kept here).
 */
import { type DigitStyle, inDigits, toArabicDigits } from './digits.ts'
import { normaliseText } from './text.ts'

/** `YYYY-MM-DD`, common era, a day that exists. Check foreign text with isIsoDate or parseThaiDate. */
export type IsoDate = string

export const THAI_MONTHS = [
  'มกราคม',
  'กุมภาพันธ์',
  'มีนาคม',
  'เมษายน',
  'พฤษภาคม',
  'มิถุนายน',
  'กรกฎาคม',
  'สิงหาคม',
  'กันยายน',
  'ตุลาคม',
  'พฤศจิกายน',
  'ธันวาคม',
] as const

export const THAI_MONTHS_SHORT = [
  'ม.ค.',
  'ก.พ.',
  'มี.ค.',
  'เม.ย.',
  'พ.ค.',
  'มิ.ย.',
  'ก.ค.',
  'ส.ค.',
  'ก.ย.',
  'ต.ค.',
  'พ.ย.',
  'ธ.ค.',
] as const

/** Sunday first, as weekdayIndex counts. */
export const THAI_WEEKDAYS = ['อาทิตย์', 'จันทร์', 'อังคาร', 'พุธ', 'พฤหัสบดี', 'ศุกร์', 'เสาร์'] as const
export type ThaiWeekday = (typeof THAI_WEEKDAYS)[number]

const ERA_OFFSET = 543
const pad = (value: number, length: number) => String(value).padStart(length, '0')

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Number of days of a month (1–12) of a C.E. year. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function exists(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

function toIso(year: number, month: number, day: number): IsoDate {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

/** True when `text` is written `YYYY-MM-DD` and names a day that exists (C.E. 1900–2400: a พ.ศ. year is refused). */
export function isIsoDate(text: unknown): text is IsoDate {
  if (typeof text !== 'string') return false
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const year = Number(match[1])
  return year >= 1900 && year < 2400 && exists(year, Number(match[2]), Number(match[3]))
}

type Parts = { year: number; month: number; day: number }

function parts(iso: IsoDate): Parts {
  if (!isIsoDate(iso)) throw new RangeError(`not an ISO date: ${String(iso)}`)
  return { year: Number(iso.slice(0, 4)), month: Number(iso.slice(5, 7)), day: Number(iso.slice(8, 10)) }
}

/** Days since 1970-01-01 (Howard Hinnant's civil-calendar arithmetic). */
function dayNumber({ year, month, day }: Parts): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

function fromDayNumber(days: number): IsoDate {
  const z = days + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return toIso(year, month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1)
}

/** The day `days` after (negative: before) `iso`. Throws RangeError when `iso` is no date. */
export function addDays(iso: IsoDate, days: number): IsoDate {
  return fromDayNumber(dayNumber(parts(iso)) + days)
}

/** The same day `years` later; 29 February becomes 28 February in a common year (terms of office). */
export function addYears(iso: IsoDate, years: number): IsoDate {
  const { year, month, day } = parts(iso)
  return toIso(year + years, month, Math.min(day, daysInMonth(year + years, month)))
}

/** Days from `from` to `to`: 1 when `to` is the next day, negative when it is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(parts(to)) - dayNumber(parts(from))
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayIndex(iso: IsoDate): number {
  return (((dayNumber(parts(iso)) + 4) % 7) + 7) % 7
}

/** Thai weekday without วัน: จันทร์. */
export function weekdayName(iso: IsoDate): ThaiWeekday {
  return THAI_WEEKDAYS[weekdayIndex(iso)] as ThaiWeekday
}

/** Monday to Friday and not among the days off (core/calendar/working-days.ts makes them from the rule tables). */
export function isWorkingDay(iso: IsoDate, off: { has(iso: IsoDate): boolean } = new Set()): boolean {
  const weekday = weekdayIndex(iso)
  return weekday !== 0 && weekday !== 6 && !off.has(iso)
}

/** C.E. year → พ.ศ. */
export function toBuddhistYear(year: number): number {
  return year + ERA_OFFSET
}

/** พ.ศ. → C.E. year. */
export function toChristianYear(year: number): number {
  return year - ERA_OFFSET
}

/** พ.ศ. year of the day: the calendar year in which order and letter numbers restart (DOCUMENTS.md §A2, §A4). */
export function buddhistYearOf(iso: IsoDate): number {
  return toBuddhistYear(parts(iso).year)
}

/** Thai fiscal year (พ.ศ.) of a day: 1 October N−1 to 30 September N is year N (DOMAIN.md head). */
export function fiscalYearOf(iso: IsoDate): number {
  const { year, month } = parts(iso)
  return toBuddhistYear(month >= 10 ? year + 1 : year)
}

/** First and last day of a fiscal year given in พ.ศ. */
export function fiscalYearRange(fiscalYear: number): { start: IsoDate; end: IsoDate } {
  const year = toChristianYear(fiscalYear)
  return { start: toIso(year - 1, 10, 1), end: toIso(year, 9, 30) }
}

/** First and last day of a month (1–12) of a พ.ศ. calendar year. */
export function monthRange(buddhistYear: number, month: number): { start: IsoDate; end: IsoDate } {
  const year = toChristianYear(buddhistYear)
  return { start: toIso(year, month, 1), end: toIso(year, month, daysInMonth(year, month)) }
}

/**
 * letter: ๑๘ มกราคม ๒๕๖๕ · order: ๑๘ มกราคม พ.ศ. ๒๕๖๕ (DOCUMENTS.md §A1 dates) ·
 * weekday: วันอังคารที่ ๑๘ มกราคม ๒๕๖๕ · short (tables): ๑๘ ม.ค. ๖๕ · monthYear: มกราคม ๒๕๖๕
 */
export type ThaiDateStyle = 'letter' | 'order' | 'weekday' | 'short' | 'monthYear'

/** A date as Thai papers write it. Throws RangeError when `iso` is no date. */
export function formatThaiDate(
  iso: IsoDate,
  { style = 'letter', digits = 'thai' }: { style?: ThaiDateStyle; digits?: DigitStyle } = {},
): string {
  const { year, month, day } = parts(iso)
  const name = THAI_MONTHS[month - 1]
  const buddhistYear = toBuddhistYear(year)
  const text = {
    letter: `${day} ${name} ${buddhistYear}`,
    order: `${day} ${name} พ.ศ. ${buddhistYear}`,
    weekday: `วัน${weekdayName(iso)}ที่ ${day} ${name} ${buddhistYear}`,
    short: `${day} ${THAI_MONTHS_SHORT[month - 1]} ${pad(buddhistYear % 100, 2)}`,
    monthYear: `${name} ${buddhistYear}`,
  }[style]
  return inDigits(text, digits)
}

export type ParsedThaiDate =
  | { ok: true; iso: IsoDate; weekdayMismatch?: { said: ThaiWeekday; is: ThaiWeekday } }
  /**
   * impossible: a day or month that does not exist (๓๑ กุมภาพันธ์) · ambiguousYear: no year, or one that
   * may be พ.ศ. or ค.ศ. · unrecognised: not a date
   */
  | { ok: false; reason: 'impossible' | 'unrecognised' | 'ambiguousYear' }

const ENGLISH_MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Longest first, so that พฤ is not read as พ and อาทิตย์ not as อ. */
const WEEKDAY_WORDS: readonly (readonly [string, ThaiWeekday])[] = [
  ['พฤหัสบดี', 'พฤหัสบดี'],
  ['พฤหัสฯ', 'พฤหัสบดี'],
  ['พฤหัส', 'พฤหัสบดี'],
  ['อาทิตย์', 'อาทิตย์'],
  ['จันทร์', 'จันทร์'],
  ['อังคาร', 'อังคาร'],
  ['ศุกร์', 'ศุกร์'],
  ['เสาร์', 'เสาร์'],
  ['พุธ', 'พุธ'],
  ['พฤ.', 'พฤหัสบดี'],
  ['อา.', 'อาทิตย์'],
  ['จ.', 'จันทร์'],
  ['อ.', 'อังคาร'],
  ['พ.', 'พุธ'],
  ['ศ.', 'ศุกร์'],
  ['ส.', 'เสาร์'],
] as const

/** มกราคม, ม.ค., มค, มกรา, January, Jan → 1…12; undefined when it is no month. */
function monthOf(word: string): number | undefined {
  const bare = word.replace(/[.\s]/g, '').toLowerCase()
  if (bare === '') return undefined
  const full = THAI_MONTHS.findIndex((name) => name === bare || name.replace(/(คม|ยน|พันธ์)$/, '') === bare)
  if (full >= 0) return full + 1
  const short = THAI_MONTHS_SHORT.findIndex((name) => name.replace(/\./g, '') === bare)
  if (short >= 0) return short + 1
  if (!/^[a-z]{3,9}$/.test(bare)) return undefined
  const english = ENGLISH_MONTHS.indexOf(bare.slice(0, 3))
  return english >= 0 ? english + 1 : undefined
}

type Era = 'BE' | 'CE' | undefined

/** C.E. year, or undefined when พ.ศ. and ค.ศ. cannot be told apart or contradict what is said. */
function yearOf(text: string, era: Era): number | undefined {
  const value = Number(text)
  if (text.length <= 2) {
    if (era === 'BE') return toChristianYear(2500 + value)
    if (era === 'CE') return 2000 + value
    // 65 can only be 2565; 22 may be ค.ศ. 2022 or พ.ศ. 2522
    return text.length === 2 && value >= 50 ? toChristianYear(2500 + value) : undefined
  }
  if (text.length !== 4) return undefined
  const read: Era = value >= 2400 && value < 2700 ? 'BE' : value >= 1900 && value <= 2300 ? 'CE' : undefined
  if (read === undefined || (era !== undefined && era !== read)) return undefined
  return read === 'BE' ? toChristianYear(value) : value
}

/**
 * Reads one date as Thai offices write it: "๑๘ มกราคม ๒๕๖๕", "18 ม.ค. 65", "18/1/2565", "2022-01-18",
 * "วันจันทร์ที่ ๒๕ กรกฎาคม พ.ศ. ๒๕๖๕". Day before month always. A year from 2400 is พ.ศ., 1900–2300 ค.ศ.,
 * two digits 50–99 are พ.ศ. 25xx; anything else is asked back as ambiguousYear, never guessed.
 * A weekday that is not that day's is reported in weekdayMismatch (the date still counts).
 */
export function parseThaiDate(text: string): ParsedThaiDate {
  let rest = toArabicDigits(normaliseText(text))
  rest = rest.replace(/^(เมื่อ|ภายใน|ณ|ลงวันที่|ลว\.?|ตั้งแต่|ถึง)\s*/, '')
  let said: ThaiWeekday | undefined
  const weekdayPart = rest.replace(/^วัน(?!ที่)\s*/, '')
  const hadWan = weekdayPart !== rest
  for (const [word, weekday] of WEEKDAY_WORDS) {
    if (!weekdayPart.startsWith(word)) continue
    const after = weekdayPart.slice(word.length).replace(/^\s*(ที่|,)?\s*/, '')
    // "พ.ค. 65" begins like พ. (Wednesday): an abbreviated weekday counts only before a day number
    if (/^\d/.test(after)) {
      said = weekday
      rest = after
      break
    }
  }
  if (said === undefined && hadWan) return { ok: false, reason: 'unrecognised' }
  rest = rest.replace(/^วันที่\s*/, '').replace(/[,;]?\s*$/, '')

  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?(?:\.0+)?Z?)?$/.exec(rest)
  const numeric = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{1,4}))?$/.exec(rest)
  const named =
    /^(\d{1,2})\s*-?\s*(?:เดือน\s*)?([ก-ฮเแโใไ][ก-๎.\s]*?|[A-Za-z]+\.?)\s*[,-]?\s*(?:(พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|A\.?D\.?|B\.?E\.?)\s*)?(\d{1,4})?$/.exec(
      rest,
    )

  let day: number
  let month: number | undefined
  let yearText: string | undefined
  let era: Era
  if (iso) {
    yearText = iso[1]
    month = Number(iso[2])
    day = Number(iso[3])
  } else if (numeric) {
    day = Number(numeric[1])
    month = Number(numeric[2])
    yearText = numeric[3]
  } else if (named) {
    day = Number(named[1])
    month = monthOf(named[2] ?? '')
    if (month === undefined) return { ok: false, reason: 'unrecognised' }
    const mark = (named[3] ?? '').replace(/[.\s]/g, '').toUpperCase()
    era = mark === 'พศ' || mark === 'BE' ? 'BE' : mark === 'คศ' || mark === 'AD' ? 'CE' : undefined
    yearText = named[4]
  } else {
    return { ok: false, reason: 'unrecognised' }
  }

  // What no year can save is impossible, whatever the year says (2024 is a leap year).
  if (!exists(2024, month, day)) return { ok: false, reason: 'impossible' }
  const year = yearText === undefined ? undefined : yearOf(yearText, era)
  if (year === undefined) return { ok: false, reason: 'ambiguousYear' }
  if (!exists(year, month, day)) return { ok: false, reason: 'impossible' }
  const found = toIso(year, month, day)
  const is = weekdayName(found)
  return said !== undefined && said !== is
    ? { ok: true, iso: found, weekdayMismatch: { said, is } }
    : { ok: true, iso: found }
}
