/**
 * Duties of last year's letter for the next one (C1, C30): due dates, years and weekdays in the text are moved on as a
 * proposal that a person sees as a difference and confirms. Pure.
 */
import { previousWorkingDay } from '../calendar/working-days.ts'
import {
  addYears,
  type IsoDate,
  isWorkingDay,
  parseThaiDate,
  THAI_MONTHS,
  THAI_MONTHS_SHORT,
  toBuddhistYear,
  weekdayIndex,
  weekdayName,
} from '../thai/dates.ts'
import { inDigits, toArabicDigits } from '../thai/digits.ts'

/** Why a day is no working day; `name` of the weekday (without วัน) or of the holiday. */
export type OffDay = { kind: 'weekend' | 'holiday'; name: string }

/** What a day is, by the office's days off (ISO date → name). Null = a working day. */
export function offDay(day: IsoDate, off: ReadonlyMap<IsoDate, string>): OffDay | null {
  if (isWorkingDay(day, off)) return null
  const weekday = weekdayIndex(day)
  return weekday === 0 || weekday === 6
    ? { kind: 'weekend', name: weekdayName(day) }
    : { kind: 'holiday', name: off.get(day) ?? '' }
}

/** How a due date came to its day in the new year. */
export type DueMove = {
  /** Due date in last year's letter. */
  before: IsoDate
  /** The same day of the new year; 28 February where it was the 29th. */
  sameDay: IsoDate
  /** True where the new year has no such day (29 February). */
  noSuchDay: boolean
  /** What is in the way of `sameDay`; null = it is a working day. */
  off: OffDay | null
  /** What is proposed: `sameDay`, or the working day before it. */
  dueOn: IsoDate
}

/** A due date `years` later: the same day, else the working day before it. `off`: days off of that year by date. */
export function moveDue(before: IsoDate, years: number, off: ReadonlyMap<IsoDate, string>): DueMove {
  const sameDay = addYears(before, years)
  return {
    before,
    sameDay,
    noSuchDay: sameDay.slice(5) !== before.slice(5),
    off: offDay(sameDay, off),
    dueOn: previousWorkingDay(sameDay, off, { same: true }).date,
  }
}

/** One passage of a text that changes; between them the text stays. */
export type TextChange = { at: number; before: string; after: string }

const digit = '[0-9๐-๙]'
const monthNames = [...THAI_MONTHS, ...THAI_MONTHS_SHORT]
  .map((name) => name.replace(/\./gu, '\\.?'))
  .join('|')
const dateInText = `(?:วัน(?:อาทิตย์|จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ|พฤหัส|ศุกร์|เสาร์)ที่\\s*)?${digit}{1,2}\\s*(?:เดือน\\s*)?(?:${monthNames})\\s*(?:พ\\.?\\s?ศ\\.?\\s*)?${digit}{4}(?!${digit})`
/** Years of a span (๒๕๖๖ – ๒๕๗๐): the plan of five years stays the same plan. */
const spanInText = `${digit}{4}\\s*(?:[-–—]|ถึง)\\s*(?:พ\\.?\\s?ศ\\.?\\s*)?${digit}{4}(?!${digit})`
const yearInText = `(?<!${digit})(?<![/.])${digit}{4}(?!${digit})`
const passages = new RegExp(`(?<date>${dateInText})|(?<span>${spanInText})|(?<year>${yearInText})`, 'gu')

/** Names of laws and papers whose year is part of their name: from such a word to the year without another number. */
const named =
  /(?:ระเบียบ|พระราชบัญญัติ|พ\.ร\.บ\.|พระราชกฤษฎีกา|พระราชกำหนด|กฎกระทรวง|ข้อบังคับ|ข้อบัญญัติ|เทศบัญญัติ|รัฐธรรมนูญ)[^0-9๐-๙]*$/u
/** A paper of before is referred to by its own date. */
const paperDate = /(?:ลงวันที่|ลว\.?|เมื่อวันที่|เมื่อ)\s*$/u
const saidYear = new RegExp(`(?:พ\\.?\\s?ศ\\.?|ปี|ปีงบประมาณ|${monthNames})\\s*$`, 'u')
const ofYear = /(?:ปีงบประมาณ|ประจำปี|ปี)\s*(?:พ\.?\s?ศ\.?)?\s*$/u

/**
 * Moves the years of a duty's text on: dates with their weekday, fiscal years, plan years. What stays: the year in the
 * name of a law (ระเบียบ… พ.ศ. ๒๕๖๒), the date of a paper that is referred to, spans of several years, and years before
 * the letter's own.
 *
 * @param years how many years on
 * @param from พ.ศ. of the letter; older years are history and stay
 * @param due the due date and its proposal: where the text says the day, it gets the proposed one
 */
export function moveText(
  text: string,
  years: number,
  from: number,
  due: { before: IsoDate; after: IsoDate } | null,
): { text: string; changes: TextChange[] } {
  const changes: TextChange[] = []
  for (const match of text.matchAll(passages)) {
    const seen = match[0]
    const before = text.slice(0, match.index)
    const after = match.groups?.date
      ? movedDate(seen, before, years, from, due)
      : match.groups?.year
        ? movedYear(seen, before, years, from)
        : null
    if (after !== null && after !== seen) changes.push({ at: match.index, before: seen, after })
  }
  let moved = ''
  let at = 0
  for (const change of changes) {
    moved += text.slice(at, change.at) + change.after
    at = change.at + change.before.length
  }
  return { text: moved + text.slice(at), changes }
}

function movedYear(seen: string, before: string, years: number, from: number): string | null {
  const year = Number(toArabicDigits(seen))
  // 2570 ครัวเรือน is no year: what says that it is one stands before it
  if (year < from || year > from + 20 || !saidYear.test(before)) return null
  const head = before.replace(/\s*(?:พ\.?\s?ศ\.?)\s*$/u, '')
  if (named.test(head) && !ofYear.test(before)) return null
  return like(seen, year + years)
}

function movedDate(
  seen: string,
  before: string,
  years: number,
  from: number,
  due: { before: IsoDate; after: IsoDate } | null,
): string | null {
  const read = parseThaiDate(seen)
  if (!read.ok || paperDate.test(before)) return null
  if (toBuddhistYear(Number(read.iso.slice(0, 4))) < from) return null
  const after = due !== null && due.before === read.iso ? due.after : addYears(read.iso, years)
  const parts = new RegExp(
    `^(วัน(?:อาทิตย์|จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ|พฤหัส|ศุกร์|เสาร์)ที่)?(\\s*)(${digit}{1,2})(\\s*(?:เดือน\\s*)?)(${monthNames})(\\s*(?:พ\\.?\\s?ศ\\.?\\s*)?)(${digit}{4})$`,
    'u',
  ).exec(seen)
  if (!parts) return null
  const [, weekday, gap, day = '', monthGap, month = '', yearGap, year = ''] = parts
  const index = Number(after.slice(5, 7)) - 1
  const isShort = THAI_MONTHS_SHORT.some((name) => name.replace(/\./gu, '') === month.replace(/\./gu, ''))
  const changed = after.slice(5, 7) !== read.iso.slice(5, 7)
  const monthName = changed ? ((isShort ? THAI_MONTHS_SHORT : THAI_MONTHS)[index] ?? month) : month
  return [
    weekday === undefined ? '' : `วัน${weekdayName(after)}ที่`,
    gap,
    like(day, Number(after.slice(8, 10))),
    monthGap,
    monthName,
    yearGap,
    like(year, toBuddhistYear(Number(after.slice(0, 4)))),
  ].join('')
}

/** A number in the digits of what it replaces. */
function like(seen: string, value: number): string {
  return inDigits(String(value), /[๐-๙]/u.test(seen) ? 'thai' : 'arabic')
}

type Known = { id: string; no: number; kind: string; text: string }
type Coming = { no: number; kind: string; text: string }

/**
 * Which duty of an expected letter a duty of the letter that came is. The one that says the most alike comes first,
 * among those of the same kind; of another kind it must say nearly the same.
 *
 * @returns for each coming duty the known one's id, or null for a new one; and the known ones that nobody took up
 */
export function matchDuties(
  known: readonly Known[],
  coming: readonly Coming[],
): { ids: (string | null)[]; gone: string[] } {
  const pairs = coming.flatMap((one, at) =>
    known.flatMap((other) => {
      const alike = likeness(one.text, other.text)
      const sameKind = one.kind === other.kind && one.kind !== 'other'
      if (!sameKind && alike < (one.kind === other.kind ? 0.5 : 0.7)) return []
      return [{ at, id: other.id, score: alike + (sameKind ? 0.5 : 0) + (one.no === other.no ? 0.25 : 0) }]
    }),
  )
  pairs.sort((a, b) => b.score - a.score || a.at - b.at)
  const ids: (string | null)[] = coming.map(() => null)
  const taken = new Set<string>()
  for (const { at, id } of pairs) {
    if (ids[at] !== null || taken.has(id)) continue
    ids[at] = id
    taken.add(id)
  }
  return { ids, gone: known.filter(({ id }) => !taken.has(id)).map(({ id }) => id) }
}

/** 0 … 1: share of letter pairs that two texts have in common, without numbers and spaces (they change every year). */
function likeness(a: string, b: string): number {
  const pairs = (text: string) => {
    const bare = text.replace(/[\s\d๐-๙]/gu, '')
    return new Set(Array.from({ length: Math.max(0, bare.length - 1) }, (_, at) => bare.slice(at, at + 2)))
  }
  const [left, right] = [pairs(a), pairs(b)]
  if (left.size + right.size === 0) return 0
  let both = 0
  for (const pair of left) if (right.has(pair)) both += 1
  return (2 * both) / (left.size + right.size)
}
