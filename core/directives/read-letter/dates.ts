import {
  daysInMonth,
  type IsoDate,
  monthRange,
  THAI_MONTHS,
  THAI_MONTHS_SHORT,
  THAI_WEEKDAYS,
  type ThaiWeekday,
  toBuddhistYear,
  toChristianYear,
  weekdayName,
} from '../../thai/dates.ts'
import type { Span } from './reading.ts'

/**
 * A date as it stands in running text. `iso` null: the words are those of a date, but which day they mean is not
 * certain; `trouble` says why. Of a month the day is 0 and `iso` its last day.
 */
export type SeenDate = Span & {
  seen: string
  /** 0 where only the month is said. */
  day: number
  month: number
  /** C.E.; null when no year stands there or none that makes sense. */
  year: number | null
  iso: IsoDate | null
  trouble: 'impossibleDate' | 'noYear' | 'ambiguousYear' | 'badYear' | 'unreadDate' | 'brokenNumber' | null
  /** A year of ค.ศ. beside a Thai month. */
  christian: boolean
  weekday: { said: ThaiWeekday; is: ThaiWeekday } | null
  /** The first day or month of a range whose end this is: "๑ – ๒๕ กรกฎาคม ๒๕๖๕"; `guessed`: its year is that before the end's. */
  from: { day: number; month: number; year: number | null; at: number; guessed: boolean } | null
}

const thaiMonths = new Map<string, number>()
for (const [index, name] of THAI_MONTHS.entries()) {
  thaiMonths.set(name, index + 1)
  thaiMonths.set(name.replace(/พันธ์$/u, 'พันธุ์'), index + 1)
}
for (const [index, name] of THAI_MONTHS_SHORT.entries()) thaiMonths.set(name.replace(/\./gu, ''), index + 1)
// Spellings that letters are full of, and what a lost mark makes of a month.
const misspelt: Readonly<Record<string, number>> = {
  กุมภาพันธ: 2,
  มีนาคน: 3,
  เมษยน: 4,
  เมษายาน: 4,
  พฤกษภาคม: 5,
  มิถุนยน: 6,
  มิถุนายา: 6,
  กรกฏาคม: 7,
  กรกฎคม: 7,
  กรกฏคม: 7,
  กันยาน: 9,
  กันยายา: 9,
  พฤศจิกยน: 11,
  พฤษจิกายน: 11,
  พฤศจกายน: 11,
  พฤศิกายน: 11,
  ธันวาตม: 12,
}
for (const [name, month] of Object.entries(misspelt)) thaiMonths.set(name, month)
const englishMonths = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const longNames = [...thaiMonths.keys()].filter((name) => name.length > 4).sort((a, b) => b.length - a.length)
/** Short months with their dots, so that คน, พค and the like in running text are none; between digits also without. */
const dotted = THAI_MONTHS_SHORT.map((name) =>
  [...name]
    .map((letter) => (letter === '.' ? '\\. ?' : letter))
    .join('')
    .replace(/\\\. \?$/u, '\\.?'),
)
const monthWords = [...longNames, ...dotted].join('|')
const bareMonths = THAI_MONTHS_SHORT.map((name) => name.replace(/\./gu, '')).join('|')
const era = '(?:(พ\\. ?ศ\\.?|พศ\\.?|ค\\. ?ศ\\.?|คศ\\.?|ปี(?: ?พ\\. ?ศ\\.?)?) ?)?'
const weekdayWords = ['พฤหัสบดี', 'พฤหัสฯ', 'พฤหัส', ...THAI_WEEKDAYS].join('|')
const onWeekday = `(?:วัน ?(${weekdayWords}) ?(?:ที่)? ?)?`

const dayMonth = new RegExp(
  `${onWeekday}(?<!\\d)(?<!\\d[.,/])(\\d{1,2}) ?(?:เดือน ?)?(?:(${monthWords})|(${bareMonths})(?= ?\\d)|([ก-๎]{2,10}(?:าคม|ายน|าพันธ์?))(?= ?(?:พ\\.? ?ศ\\.? ?)?\\d)) ?${era}(\\d{1,6}(?![\\d]*[.:]\\d\\d ?น))?`,
  'gu',
)
const numeric = new RegExp(
  `${onWeekday}(?<!\\d)(?<!\\d[/.-])(\\d{1,2}) ?([/.-]) ?(\\d{1,2}) ?\\3 ?(\\d{2,5})(?![\\d/])`,
  'gu',
)
const iso = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/gu
const english =
  /(?<!\d)(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,? ?(\d{4})?|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}))(?!\d)/giu
const monthOnly = new RegExp(
  `(?:เดือน ?(${monthWords})|(${longNames.join('|')})|(?<![ก-๎.])(${dotted.join('|')})) ?${era}(\\d{1,6})?`,
  'gu',
)

function monthNumber(name: string): number {
  return thaiMonths.get(name.replace(/[.\s]/gu, '')) ?? 0
}

/**
 * C.E. year of what stands behind a month. Two digits are พ.ศ. 25xx from 50 on, as everywhere in the program
 * (core/thai/dates.ts); fewer may be either.
 */
function yearOf(
  text: string | undefined,
  mark: string,
): Pick<SeenDate, 'year' | 'trouble'> & { era: 'BE' | 'CE' } {
  if (text === undefined || text === '') return { year: null, trouble: 'noYear', era: 'BE' }
  const value = Number(text)
  const christian = mark.startsWith('ค')
  if (text.length === 2) {
    if (christian) return { year: 2000 + value, trouble: null, era: 'CE' }
    if (mark.startsWith('พ') || value >= 50)
      return { year: toChristianYear(2500 + value), trouble: null, era: 'BE' }
    return { year: null, trouble: 'ambiguousYear', era: 'BE' }
  }
  if (text.length !== 4) return { year: null, trouble: 'badYear', era: 'BE' }
  if (value >= 2500 && value <= 2650 && !christian)
    return { year: toChristianYear(value), trouble: null, era: 'BE' }
  if (value >= 1957 && value <= 2107 && !mark.startsWith('พ'))
    return { year: value, trouble: null, era: 'CE' }
  return { year: null, trouble: 'badYear', era: 'BE' }
}

function isoOf(year: number, month: number, day: number): IsoDate | null {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

type Parts = {
  day: number
  month: number
  yearText: string | undefined
  mark: string
  thai: boolean
  said: string
}

function made(plain: string, at: number, end: number, parts: Parts): SeenDate {
  const { day, month, yearText, mark, thai, said } = parts
  const { year, trouble, era } = yearOf(yearText, mark)
  // 2024 is a leap year: what it has not, no year has.
  const never = isoOf(2024, month, day) === null
  const found = year === null || never ? null : isoOf(year, month, day)
  const seen = plain.slice(at, end)
  const date: SeenDate = {
    at,
    end,
    seen,
    day,
    month,
    year,
    iso: found,
    trouble:
      month === 0 ? 'unreadDate' : never || (year !== null && found === null) ? 'impossibleDate' : trouble,
    christian: thai && era === 'CE',
    weekday: null,
    from: null,
  }
  const saidDay = THAI_WEEKDAYS.find((name) => said.startsWith(name.slice(0, 5)))
  if (found !== null && saidDay !== undefined && weekdayName(found) !== saidDay)
    date.weekday = { said: saidDay, is: weekdayName(found) }
  return date
}

/**
 * Every date of a text, in its order, none overlapping another: ๒๕ กรกฎาคม ๒๕๖๕ · 25 ก.ค. 65 · ๒๕/๗/๒๕๖๕ · 2022-07-25 ·
 * 25 July 2022 · เดือนกรกฎาคม ๒๕๖๕. What looks like a date and is none (๓๑ กุมภาพันธ์, a year of three digits) is among
 * them with its trouble: it must not be passed over.
 * @param plain text with Arabic digits
 */
export function datesIn(plain: string): SeenDate[] {
  const found: SeenDate[] = []
  for (const match of plain.matchAll(dayMonth)) {
    const end = match.index + match[0].trimEnd().length
    // "2 5 กรกฎาคม": is it the 5th or the 25th?
    const dayAt = match.index + match[0].search(/\d/u)
    const date = made(plain, match.index, end, {
      day: Number(match[2]),
      month: monthNumber(match[3] ?? match[4] ?? match[5] ?? ''),
      yearText: match[7],
      mark: match[6] ?? '',
      thai: true,
      said: match[1] ?? '',
    })
    if (/\d $/u.test(plain.slice(Math.max(0, dayAt - 2), dayAt))) date.trouble = 'brokenNumber'
    found.push(date)
  }
  for (const match of plain.matchAll(english)) {
    const word = (match[2] ?? match[4] ?? '').toLowerCase()
    found.push(
      made(plain, match.index, match.index + match[0].trimEnd().length, {
        day: Number(match[1] ?? match[5]),
        month: englishMonths.indexOf(word) + 1,
        yearText: match[3] ?? match[6],
        mark: '',
        thai: false,
        said: '',
      }),
    )
  }
  for (const match of plain.matchAll(numeric)) {
    // 1.2.10 is a number of a paragraph, 25.7.2565 a date
    if (match[3] === '.' && match[5]?.length !== 4) continue
    found.push(
      made(plain, match.index, match.index + match[0].length, {
        day: Number(match[2]),
        month: Number(match[4]),
        yearText: match[5],
        mark: '',
        thai: true,
        said: match[1] ?? '',
      }),
    )
  }
  for (const match of plain.matchAll(iso)) {
    found.push(
      made(plain, match.index, match.index + match[0].length, {
        day: Number(match[3]),
        month: Number(match[2]),
        yearText: match[1],
        mark: '',
        thai: false,
        said: '',
      }),
    )
  }
  for (const match of plain.matchAll(monthOnly)) {
    const month = monthNumber(match[1] ?? match[2] ?? match[3] ?? '')
    const { year, trouble } = yearOf(match[5], match[4] ?? '')
    const end = match.index + match[0].trimEnd().length
    found.push({
      at: match.index,
      end,
      seen: plain.slice(match.index, end),
      day: 0,
      month,
      year,
      iso: year === null ? null : monthRange(toBuddhistYear(year), month).end,
      trouble,
      christian: false,
      weekday: null,
      from: null,
    })
  }
  found.sort((a, b) => a.at - b.at || b.end - a.end)
  const apart: SeenDate[] = []
  for (const date of found) {
    const last = apart.at(-1)
    if (last && date.at < last.end) {
      // one inside the other: the one with the day says more
      if (last.day === 0 && date.day !== 0) apart[apart.length - 1] = date
      continue
    }
    apart.push(date)
  }
  return joinRanges(plain, apart)
}

const rangeWord = /^ ?(?:[-–—−]|ถึง|จนถึง|ถึงวัน(?:ที่)?|จนถึงวัน(?:ที่)?|ถึงสิ้น|และ) ?(?:เดือน ?|วัน(?:ที่)? ?|สิ้น ?)*$/u
const dayBefore = /(?<![\d/.])(\d{1,2}) ?(?:[-–—−]|ถึง(?:วัน(?:ที่)?)?|จนถึงวันที่) ?(?:วัน(?:ที่)? ?)?$/u

/** Makes one of the start and end of a range; a start without year takes that of its end, or the one before it. */
function joinRanges(plain: string, dates: readonly SeenDate[]): SeenDate[] {
  const joined: SeenDate[] = []
  for (const date of dates) {
    const last = joined.at(-1)
    const between = last ? plain.slice(last.end, date.at) : ''
    if (last && !last.from && between.length < 24 && !/และ/u.test(between) && rangeWord.test(between)) {
      const sameYear = last.year ?? yearBefore(last, date)
      const whole: SeenDate = {
        ...date,
        at: last.at,
        seen: plain.slice(last.at, date.end),
        from: {
          day: last.day,
          month: last.month,
          year: sameYear,
          at: last.at,
          guessed: last.year === null && sameYear !== date.year,
        },
      }
      if (last.trouble !== null && last.trouble !== 'noYear' && whole.trouble === null)
        whole.trouble = last.trouble
      if (last.day > 0 && sameYear !== null && isoOf(sameYear, last.month, last.day) === null)
        whole.trouble = 'impossibleDate'
      joined[joined.length - 1] = whole
      continue
    }
    const head = date.day > 0 ? dayBefore.exec(plain.slice(Math.max(0, date.at - 24), date.at)) : null
    if (head && date.trouble !== 'brokenNumber') {
      const at = date.at - head[0].length
      joined.push({
        ...date,
        at,
        seen: plain.slice(at, date.end),
        from: { day: Number(head[1]), month: date.month, year: date.year, at, guessed: false },
      })
      continue
    }
    joined.push(date)
  }
  return joined
}

/** Year of a start that has none: ตุลาคม – กุมภาพันธ์ ๒๕๖๗ began the year before. */
function yearBefore(start: SeenDate, end: SeenDate): number | null {
  if (end.year === null) return null
  return start.month > end.month ? end.year - 1 : end.year
}

/** First and last day of a range or of a month; null unless both are certain. */
export function rangeOf(date: SeenDate): { startsOn: IsoDate; endsOn: IsoDate } | null {
  if (date.iso === null || (date.trouble !== null && date.trouble !== 'noYear')) return null
  const from = date.from ?? (date.day === 0 ? date : null)
  if (from === null || from.year === null) return null
  const startsOn = isoOf(from.year, from.month, from.day === 0 ? 1 : from.day)
  return startsOn === null || startsOn > date.iso ? null : { startsOn, endsOn: date.iso }
}

/** The first such day on or after another: what a date without year may mean. */
export function nextSuchDay(month: number, day: number, after: IsoDate): IsoDate | null {
  const year = Number(after.slice(0, 4))
  for (let more = 0; more <= 8; more += 1) {
    const candidate = isoOf(year + more, month, day === 0 ? daysInMonth(year + more, month) : day)
    if (candidate !== null && candidate >= after) return candidate
  }
  return null
}

/** The first such day of a month on or after another: ทุกวันที่ ๕ ของเดือน. */
export function nextDayOfMonth(day: number, after: IsoDate): IsoDate | null {
  let year = Number(after.slice(0, 4))
  let month = Number(after.slice(5, 7))
  for (let more = 0; more <= 12; more += 1) {
    const candidate = isoOf(year, month, day)
    if (candidate !== null && candidate >= after) return candidate
    month = month === 12 ? 1 : month + 1
    if (month === 1) year += 1
  }
  return null
}

/** Whether a date is the one that another takes the place of: "จากเดิมภายในวันที่ ๑๕ กรกฎาคม เป็นภายในวันที่ ๑๕ สิงหาคม". */
export function isReplaced(plain: string, date: Span, next: Span | undefined): boolean {
  return (
    next !== undefined &&
    /เดิม(?!ที)[^\d]{0,40}$/u.test(plain.slice(Math.max(0, date.at - 48), date.at)) &&
    /เป็น/u.test(plain.slice(date.end, next.at))
  )
}
