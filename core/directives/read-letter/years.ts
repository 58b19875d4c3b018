import { buddhistYearOf } from '../../thai/dates.ts'
import type { PlanLevel } from '../rules.ts'
import { datesIn, isReplaced, rangeOf } from './dates.ts'
import { checkDate, type Doubting, foundIn } from './head.ts'
import type { Found, ReadWindow } from './reading.ts'
import type { LetterText, Paragraph } from './text.ts'

/** The words that name a level of plan (DOMAIN.md §1.1). */
const levelWords: readonly { level: PlanLevel; pattern: string }[] = [
  { level: 'village', pattern: 'แผนพัฒนาหมู่บ้าน|แผนชุมชน|แผนหมู่บ้าน|แผนพัฒนาชุมชน' },
  { level: 'tambon', pattern: 'แผนพัฒนาตำบล|แผนตำบล' },
  { level: 'local', pattern: 'แผนพัฒนาท้องถิ่น' },
  { level: 'district', pattern: 'แผนพัฒนาอำเภอ|แผนอำเภอ' },
  { level: 'needs', pattern: 'แผนความต้องการ' },
  { level: 'province', pattern: 'แผนพัฒนาจังหวัด|แผนพัฒนากลุ่มจังหวัด' },
]
const anyLevel = new RegExp(levelWords.map(({ level, pattern }) => `(?<${level}>${pattern})`).join('|'), 'gu')

/** พ.ศ. year of four digits that can be a fiscal year of a plan. */
function yearIn(text: string | undefined): number | null {
  const year = Number(text)
  return text?.length === 4 && year >= 2540 && year <= 2620 ? year : null
}

type YearSeen = { year: number | null; found: Found<number>; paragraph: Paragraph; said: string }

function yearsSeen(letter: LetterText, pattern: RegExp): YearSeen[] {
  return letter.paragraphs.flatMap((paragraph) =>
    [...paragraph.plain.matchAll(pattern)].map((match) => {
      const year = yearIn(match[1])
      return {
        year,
        paragraph,
        said: match[1] ?? '',
        found: foundIn(paragraph, match.index, match.index + match[0].length, year ?? 0),
      }
    }),
  )
}

const fiscal = '(?:ประจำ ?)?(?:ปี ?งบ ?ประมาณ|ปี)? ?(?:พ\\.? ?ศ\\.?)? ?'
const revised = new RegExp(`ฉบับ ?ปรับปรุง ?,? ?(?:ครั้งที่ ?\\d{1,2} ?)?${fiscal}(\\d{2,6})`, 'gu')
const guideline = /แนวทาง(?:ปฏิบัติ|การ).{0,200}?ประจำ ?ปี(?: ?งบ ?ประมาณ)? ?(?:พ\.? ?ศ\.?)? ?(\d{2,6})/gu

/**
 * The edition of the guideline: the year in (ฉบับปรับปรุง ประจำปีงบประมาณ พ.ศ. ๒๕๖๕). Several years are a doubt; the
 * one of the subject goes before those of the body.
 * @param letterYear พ.ศ. of the letter's date, where it is known
 */
export function findEdition(
  letter: LetterText,
  letterYear: number | null,
  doubt: Doubting,
): Found<number> | null {
  let seen = yearsSeen(letter, revised)
  const sure = seen.length > 0
  if (!sure) seen = yearsSeen(letter, guideline)
  for (const { year, found } of seen)
    if (year === null) doubt('editionFy', 'badYear', { seen: found.seen }, { at: found.at, end: found.end })
  const good = seen.filter(({ year }) => year !== null)
  const first = good.find(({ paragraph }) => paragraph.zone === 'labels') ?? good[0]
  if (!first || first.year === null) return null
  const span = { at: first.found.at, end: first.found.end }
  const years = [...new Set(good.map(({ year }) => year))]
  if (years.length > 1) doubt('editionFy', 'severalEditions', { years: years.join(', ') }, span)
  else if (!sure) doubt('editionFy', 'editionUnsure', { seen: first.found.seen }, span)
  // a revision of another decade is a slip of a digit
  if (letterYear !== null && Math.abs(first.year - letterYear) > 2)
    doubt('editionFy', 'editionFar', { year: first.year, letter: letterYear }, span)
  if (letter.seams.some((seam) => seam > span.at && seam < span.end + 2))
    doubt('editionFy', 'brokenNumber', { seen: first.found.seen }, span)
  return first.found
}

const calendarOf =
  /(?:กรอบ ?ระยะ ?เวลา|ห้วง ?(?:ระยะ ?)?เวลา|ปฏิทิน).{0,100}?(?:ประจำ ?)?ปี ?งบ ?ประมาณ ?(?:พ\.? ?ศ\.?)? ?(\d{2,6})/gu
const planOf =
  /แผน(?:พัฒนา|ความต้องการ)(?:หมู่บ้าน|ตำบล|อำเภอ|ท้องถิ่น|ในระดับพื้นที่|ระดับพื้นที่|ระดับอำเภอ|ของอำเภอ)[^.\d(]{0,40}?(?:ประจำ ?ปี(?: ?งบ ?ประมาณ)?|ปี ?งบ ?ประมาณ) ?(?:พ\.? ?ศ\.?)? ?(\d{2,6})(?! ?[-–] ?\d)/gu

/**
 * Only where the text says for which year its plans are; else the +2 rule is the form's business (DOMAIN.md §4.2). The
 * year of a calendar is certain, one that stands behind the name of a plan is a doubt.
 */
export function findPlanFy(
  letter: LetterText,
  windows: readonly ReadWindow[],
  editionFy: number | null,
  doubt: Doubting,
): Found<number> | null {
  const calendar = windows.length > 0 ? yearsSeen(letter, calendarOf) : []
  const seen = calendar.length > 0 ? calendar : yearsSeen(letter, planOf)
  for (const { year, found } of calendar)
    if (year === null) doubt('planFy', 'badYear', { seen: found.seen }, { at: found.at, end: found.end })
  const good = seen.filter(
    ({ year }) => year !== null && (editionFy === null || year > editionFy || calendar.length > 0),
  )
  const first = good[0]
  if (!first || first.year === null) return null
  const span = { at: first.found.at, end: first.found.end }
  const years = [...new Set(good.map(({ year }) => year))]
  if (calendar.length === 0 || years.length > 1)
    doubt('planFy', 'planUnsure', { seen: first.found.seen, years: years.join(', ') }, span)
  const year = first.year
  if (editionFy !== null && year < editionFy)
    doubt('planFy', 'planUnsure', { seen: first.found.seen, years: String(year) }, span)
  for (const [index, window] of windows.entries()) {
    // plans of FY N are made in N−2 (DOMAIN.md §4.2); a year more or less happens, more is a slip
    const away = Math.abs(buddhistYearOf(window.endsOn) - (year - 2))
    if (away > 1)
      doubt(
        `windows.${index}`,
        'windowFarFromPlan',
        { seen: window.seen, year },
        { at: window.at, end: window.end },
      )
  }
  return first.found
}

/**
 * ห้วงเวลา of each level: every range of months or days that stands beside the name of a level.
 * @param duties spans of numbered duties: a range in one of them may be only that duty's
 */
export function findWindows(
  letter: LetterText,
  duties: readonly { at: number; end: number }[],
  doubt: Doubting,
): ReadWindow[] {
  const windows: ReadWindow[] = []
  for (const paragraph of letter.paragraphs) {
    if (paragraph.zone === 'head' || paragraph.zone === 'labels' || !/แผน/u.test(paragraph.plain)) continue
    const levels = [...paragraph.plain.matchAll(anyLevel)].map((match) => ({
      at: match.index,
      level: levelWords.find(({ level }) => match.groups?.[level] !== undefined)?.level ?? 'village',
    }))
    if (levels.length === 0) continue
    const dates = datesIn(paragraph.plain).filter(
      (date) =>
        date.from !== null ||
        (date.day === 0 &&
          /(?:เดือน|ระหว่าง|ภายใน|[:–-]|ตั้งแต่|ช่วง) ?$/u.test(
            paragraph.plain.slice(0, date.at + (date.seen.startsWith('เดือน') ? 5 : 0)).slice(-12),
          )),
    )
    const first = dates[0]
    if (!first) continue
    // "ม.ค.–ก.พ. ๒๕๖๔ จัดทำแผนพัฒนาหมู่บ้าน": the range may go before its level
    const before = levels.some(({ at }) => at < first.at)
    let moved: { levels: PlanLevel[]; seen: string } | null = null
    for (const [index, date] of dates.entries()) {
      const from = before ? (dates[index - 1]?.end ?? 0) : date.end
      const to = before ? date.at : (dates[index + 1]?.at ?? paragraph.plain.length)
      const named = [...new Set(levels.filter(({ at }) => at >= from && at < to).map(({ level }) => level))]
      const seen = paragraph.text.slice(date.at, date.end)
      if (isReplaced(paragraph.plain, date, dates[index + 1])) {
        moved = { levels: named, seen }
        continue
      }
      const old: typeof moved = moved
      moved = null
      const own = named.length === 0 && old ? old.levels : named
      const span = { at: paragraph.at + date.at, end: paragraph.at + date.end }
      const range = rangeOf(date)
      const inDuty = duties.some((duty) => duty.at <= span.at && span.end <= duty.end)
      if (own.length === 0) continue
      if (range === null) {
        if (inDuty) continue
        const key =
          date.trouble === 'noYear' ? 'windowNoYear' : date.trouble === null ? 'windowUnread' : date.trouble
        doubt('windows', key, { seen }, span)
        continue
      }
      for (const level of own) {
        const known = windows.find((window) => window.level === level)
        if (known) {
          if (known.startsOn !== range.startsOn || known.endsOn !== range.endsOn)
            doubt(`windows.${windows.indexOf(known)}`, 'windowTwice', { seen }, span)
          continue
        }
        windows.push({ level, ...range, seen, ...span })
        const at = `windows.${windows.length - 1}`
        checkDate(letter, paragraph, date, at, doubt)
        if (old) doubt(at, 'windowMoved', { seen, was: old.seen }, span)
        if (date.from?.guessed) doubt(at, 'yearGuessed', { seen, year: buddhistYearOf(range.startsOn) }, span)
        if (inDuty || date.from === null) doubt(at, 'windowFromDuty', { seen }, span)
      }
    }
  }
  return windows
}
