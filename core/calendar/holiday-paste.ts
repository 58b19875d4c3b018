import type { RuleItemOf } from '../rules/rules.ts'
import {
  addDays,
  buddhistYearOf,
  daysBetween,
  type IsoDate,
  isWorkingDay,
  parseThaiDate,
  THAI_MONTHS,
  THAI_MONTHS_SHORT,
} from '../thai/dates.ts'
import { toArabicDigits } from '../thai/digits.ts'
import { normaliseText } from '../thai/text.ts'
import type { HolidayPaste } from './contract.ts'
import type { HolidayLine } from './rules.ts'
import { calendarYearRange } from './rules.ts'
import { daysOff, type HolidayRules } from './working-days.ts'

type Kind = HolidayLine['kind']
type KindWords = readonly Pick<RuleItemOf<'holiday-kinds'>, 'key' | 'words'>[]

const months = [
  ...THAI_MONTHS,
  ...THAI_MONTHS_SHORT,
  ...THAI_MONTHS_SHORT.map((name) => name.replaceAll('.', '')),
]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replaceAll('.', '\\.'))
  .join('|')
const weekdays =
  '(?:วัน)?(?:พฤหัสบดี|พฤหัสฯ|พฤหัส|อาทิตย์|จันทร์|อังคาร|ศุกร์|เสาร์|พุธ|พฤ\\.|อา\\.|จ\\.|อ\\.|พ\\.|ศ\\.|ส\\.)'
const year = '(?:\\s*(?:พ\\.?\\s?ศ\\.?|ค\\.?\\s?ศ\\.?)?\\s*(?:\\d{4}|\\d{2})(?![\\d.]))?'
/** A day as it stands inside a line; the first and the last day of several. */
const dayPattern = new RegExp(
  `(?:${weekdays}(?:\\s*(?:ที่|,))?\\s*)?(?:วันที่\\s*)?` +
    `(?:\\d{4}-\\d{1,2}-\\d{1,2}` +
    `|\\d{1,2}(?:\\s*(?:-|–|—|ถึง|และ)\\s*\\d{1,2})?\\s*(?:เดือน\\s*)?(?:${months})${year}` +
    `|\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4})`,
  'u',
)
const MOST_DAYS = 15
const monthAlone = new RegExp(`^(?:เดือน\\s*)?(?:${months})$`, 'u')

/** Reads a pasted list of holidays line by line, in any form offices send it about; nothing is guessed. */
export function readHolidayList(text: string, kinds: KindWords, given: number | null): HolidayLine[] {
  // A heading names the year for days that have none: ปฏิทินวันหยุดราชการ ประจำปี 2566.
  let heading = given
  let begun = false
  const above = new Set<string>()
  return text.split(/\r?\n/u).flatMap((raw, index): HolidayLine[] => {
    const said = normaliseText(toArabicDigits(raw.replaceAll('\t', ' ')))
    if (said === '') return []
    const bare = said.replace(/^\(?\d{1,2}\s*[.)]\s+/u, '')
    const line = { at: index + 1, text: raw.trim(), date: null, name: '', weekday: null } as const
    const found = dayPattern.exec(bare)
    if (!found) {
      const headed = /(?:ปี|พ\.?\s?ศ\.?)\s*(2[4-6]\d\d)(?!\d)/u.exec(bare)
      if (headed) {
        heading = Number(headed[1])
        return []
      }
      // Words above the list (ลำดับ วันที่ รายการ), again on each page, and names of months: nothing is lost with them.
      // Any other words within the list are a holiday without its day, or the rest of a long name.
      if (!/\d/u.test(bare) && (!begun || above.has(bare) || monthAlone.test(bare))) {
        above.add(bare)
        return []
      }
      return [{ ...line, name: /\d/u.test(bare) ? '' : bare, kind: 'special', problem: 'noDate' }]
    }
    begun = true
    const name = nameOf(bare, found[0])
    const kind = kindOf(name, kinds)
    const days = readDays(found[0].trim(), heading)
    if ('problem' in days) return [{ ...line, name, kind, problem: days.problem }]
    return days.dates.map((date, at) => ({
      at: index + 1,
      text: raw.trim(),
      date,
      name,
      kind,
      problem: name === '' ? 'noName' : null,
      weekday: at === 0 ? days.weekday : null,
    }))
  })
}

/** What is left of the line without its day and without the marks between them. */
function nameOf(line: string, day: string): string {
  return normaliseText(line.replace(day, ' ').replace(/[([]\s*[)\]]/gu, ' '))
    .replace(/^[\s,;:|.\-–—()]+|[\s,;:|\-–—(]+$/gu, '')
    .trim()
}

function kindOf(name: string, kinds: KindWords): Kind {
  // What is given back is named after what it is given back for: ชดเชยวันมาฆบูชา is no มาฆบูชา.
  const order: readonly Kind[] = ['working', 'substitute', 'special', 'lunar']
  for (const key of order) {
    if (kinds.find((kind) => kind.key === key)?.words.some((word) => name.includes(word))) return key
  }
  return 'special'
}

function readDays(
  text: string,
  heading: number | null,
):
  | { dates: IsoDate[]; weekday: HolidayLine['weekday'] }
  | { problem: Exclude<HolidayLine['problem'], null> } {
  const several = /(\d{1,2})\s*(?:-|–|—|ถึง|และ)\s*(\d{1,2})(?=\s*(?:เดือน|[ก-ฮเแโใไ]))/u.exec(text)
  const first = readDay(several ? text.replace(several[0], several[1] ?? '') : text, heading)
  if (!first.ok) return { problem: problems[first.reason] }
  const weekday = first.weekdayMismatch ?? null
  if (!several) return { dates: [first.iso], weekday }
  const last = readDay(text.replace(new RegExp(`^.*?${several[0]}`, 'u'), several[2] ?? ''), heading)
  if (!last.ok) return { problem: problems[last.reason] }
  const length = daysBetween(first.iso, last.iso)
  if (length < 0 || length > MOST_DAYS) return { problem: 'rangeTooLong' }
  return { dates: Array.from({ length: length + 1 }, (_, at) => addDays(first.iso, at)), weekday }
}
const problems = { impossible: 'impossible', ambiguousYear: 'noYear', unrecognised: 'noDate' } as const

function readDay(text: string, heading: number | null): ReturnType<typeof parseThaiDate> {
  const read = parseThaiDate(text)
  if (read.ok || read.reason !== 'ambiguousYear' || heading === null) return read
  // Only a day without any year takes the year of the heading.
  const headed = parseThaiDate(`${text} ${heading}`)
  return headed.ok || headed.reason === 'impossible' ? headed : read
}

/** What a pasted list would change in the days off of the office. */
export function holidayPaste(
  rules: HolidayRules,
  kinds: KindWords,
  input: { text: string; year: number | null; whole: boolean },
): HolidayPaste {
  const lines = readHolidayList(input.text, kinds, input.year)
  const good = lines.flatMap(({ at, date, name, kind, problem }) =>
    date === null || problem !== null ? [] : [{ at, date, name, kind }],
  )
  const years = [...new Set(good.map((line) => buddhistYearOf(line.date)))]
  const known = new Map(
    years
      .flatMap((one) => {
        const { start, end } = calendarYearRange(one)
        return daysOff(rules, start, end)
      })
      .map((day) => [day.date, day]),
  )
  const rows = new Map(rules.holidays.items.map((row) => [row.date, row]))
  // A day that is off every year is told by the table, not by the words of the list.
  const told = lines.map((line) =>
    line.date !== null && known.get(line.date)?.kind === 'fixed' && line.kind !== 'working'
      ? { ...line, kind: 'fixed' as const }
      : line,
  )
  const paste: HolidayPaste = { lines: told, added: [], changed: [], dropped: [], same: 0 }
  const named = new Set<IsoDate>()
  for (const line of good) {
    const again = named.has(line.date)
    named.add(line.date)
    const row = rows.get(line.date)
    const kind = line.kind === 'fixed' ? 'special' : line.kind
    const isOff = known.has(line.date)
    if (again) paste.same += 1
    else if (row) {
      // An announcement goes before what the program came with; a row that says the same stays as it is.
      const differs =
        (row.kind === 'working') !== (kind === 'working') ||
        (row.kind === 'special' && row.name !== line.name)
      if (differs)
        paste.changed.push({ key: row.key, date: line.date, before: row.name, name: line.name, kind })
      else paste.same += 1
    } else if (isOff === (kind !== 'working')) paste.same += 1
    else paste.added.push({ ...line, kind })
  }
  // The whole announcement of one year: what it does not name is no day off. Lists often leave out a holiday on a weekend
  // and name only the day given back: that changes no working day.
  if (input.whole && years.length === 1) {
    for (const day of known.values()) {
      if (named.has(day.date) || day.kind === 'office' || !isWorkingDay(day.date)) continue
      const row = rows.get(day.date)
      paste.dropped.push({ key: row?.key ?? null, date: day.date, name: day.name })
    }
  }
  return paste
}
