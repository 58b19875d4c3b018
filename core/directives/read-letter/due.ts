import { addDays, type IsoDate, monthRange, toBuddhistYear, weekdayIndex } from '../../thai/dates.ts'
import { datesIn, isReplaced, nextDayOfMonth, nextSuchDay, type SeenDate } from './dates.ts'
import { checkDate, type Doubting } from './head.ts'
import { brief, type ReadDuty } from './reading.ts'
import type { LetterText, Paragraph } from './text.ts'

/** Words that make the date behind them a due date. */
const cue =
  /(ภายใน|ไม่เกิน|ก่อน|ไม่ช้า(?:ไป)?กว่า|ไม่ล่าช้า(?:ไป)?กว่า|อย่างช้า|ช้าสุด|จนถึง|ครบกำหนด|กำหนด(?:ส่ง|รายงาน|แล้วเสร็จ)?(?:ใน)?|แล้วเสร็จ(?:ใน|ภายใน)?|เป็นภายใน) ?(?:กำหนด ?|เวลา ?(?:[\d.:]{1,5} ?(?:น\.?|นาฬิกา))? ?(?:ของ ?)?)?(?:วัน ?ที่ ?|วัน ?|เดือน ?|สิ้น ?(?:เดือน ?|วัน ?)?)?[:]? ?$/u
const timeCue =
  /(ภายใน|ก่อน|ไม่เกิน) ?(?:เวลา ?)?\d{1,2}[.:]\d{2} ?(?:น\.?|นาฬิกา) ?(?:ของ ?|ใน ?)?(?:วันที่ ?|วัน ?)?$/u
const notBefore = /(?:ไม่|มิให้|มิ|หลังจาก|ล่วงหน้า|วัน ?) ?ก่อน ?(?:วันที่ ?)?$/u
const rangeCue = /(?:ระหว่าง|ตั้งแต่|ในช่วง|ช่วง|ห้วง(?:เวลา)?|ใน) ?(?:วัน ?ที่ ?|วัน ?|เดือน ?)?$/u
/** A date that only names another paper or a day that is over. */
const citing = /(?:ลง ?วัน ?ที่|ลว\.|เมื่อ ?วัน ?ที่|เมื่อ|ลง|ประกาศ ณ วันที่|ณ วันที่|พ\.ศ\.) ?(?:วัน\S{2,9}ที่ ?)?$/u

const numberWords: Readonly<Record<string, number>> = {
  หนึ่ง: 1,
  สอง: 2,
  สาม: 3,
  สี่: 4,
  ห้า: 5,
  หก: 6,
  เจ็ด: 7,
  แปด: 8,
  เก้า: 9,
  สิบ: 10,
  สิบห้า: 15,
  ยี่สิบ: 20,
  สามสิบ: 30,
  สี่สิบห้า: 45,
  หกสิบ: 60,
  เก้าสิบ: 90,
}
const amount = `(\\d{1,3}|${Object.keys(numberWords)
  .sort((a, b) => b.length - a.length)
  .join('|')})`
const relative = new RegExp(
  `(?:ภายใน|ไม่เกิน|ก่อน|ไม่ช้ากว่า) ?(?:กำหนด ?|ระยะ ?เวลา ?|เวลา ?)?${amount} ?(?:\\([^)]{1,12}\\) ?)?(วัน ?ทำ(?:การ|งาน)|วัน|สัปดาห์|เดือน)(?!ที่)`,
  'gu',
)
const recurring =
  /(?:ภายใน ?|ก่อน ?|ไม่เกิน ?)?(?:ทุก ?(?:ๆ ?)?วัน ?ที่ ?(\d{1,2})(?: ?(?:และ|,) ?\d{1,2})*(?: ?ของ ?(?:ทุก ?)?เดือน)?|วัน ?ที่ ?(\d{1,2}) ?(?:และ ?\d{1,2} ?)?ของ ?(?:ทุก ?)?(?:ๆ ?)?(?:เดือน|ไตรมาส)(?: ?ถัดไป)?|ทุก ?(?:วัน ?)?สิ้น ?(?:เดือน|ไตรมาส|ปี)|ทุก ?วัน ?(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์)|(?:เป็น ?(?:ประจำ|ราย))? ?ทุก ?(?:ๆ ?)?(?:\d{1,2} ?)?(?:เดือน|ไตรมาส|สัปดาห์)|เป็นรายเดือน|เป็นรายไตรมาส|(?:สิ้น|ต้น) ?เดือน ?ของ ?ทุก ?เดือน)/gu
const quarter =
  /(?:ภายใน|ก่อน ?สิ้น|สิ้น|ไม่เกิน|ก่อน|ใน) ?(?:สิ้น ?)?ไตรมาส ?(?:ที่ ?)?(\d|แรก|หนึ่ง|สอง|สาม|สี่|สุดท้าย)(?: ?(?:ของ ?)?(?:ประจำ ?)?ปี ?(?:งบ ?ประมาณ)? ?(?:พ\.? ?ศ\.?)? ?(\d{4}))?/gu
const urgent = /โดย ?(?:ด่วน(?:ที่สุด)?|เร็ว(?:ที่สุด)?|เร่งด่วน|ทันที|พลัน|ไม่ชักช้า)|(?<!ได้)ทันที|ในโอกาสแรก/gu
/** What is said like a due date and was not understood: ภายในวันดังกล่าว, ภายในปีงบประมาณ. */
const unread =
  /(?:ภายใน ?(?:วัน|เดือน|ปี|สิ้น|ต้น|กลาง|ปลาย|\d|กำหนด|ระยะ ?เวลา|สัปดาห์|เวลา)|(?:ก่อน|อย่างช้า|ช้าสุด|กำหนด(?:ส่ง|รายงาน)|แล้วเสร็จ|ไม่เกิน) ?(?:ใน ?)?(?:วัน ?ที่|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์)|เดือน|สิ้น)|ก่อน ?\d|ไม่(?:ล่า)?ช้ากว่า|ให้ทันภายใน)[^ ]{0,24}/gu

const bareDay = /วัน ?(?:ที่|(?:จันทร์|อังคาร|พุธ|พฤหัส\S{0,3}|ศุกร์|เสาร์|อาทิตย์) ?ที่) ?\d{1,2}(?!\d)/gu

const quarterNames: Readonly<Record<string, number>> = { แรก: 1, หนึ่ง: 1, สอง: 2, สาม: 3, สี่: 4, สุดท้าย: 4 }

export type Due = { dueOn: IsoDate | null; due: ReadDuty['due'] }
type Context = {
  letter: LetterText
  /** Date of the letter; null where it is not known. */
  dated: IsoDate | null
  doubt: Doubting
  /** Field that the doubts stand at: `duties.2.dueOn`. */
  field: string
  /** A row of a table with a column of due dates: a date in it needs no words before it. */
  dueColumn?: boolean | undefined
}

/**
 * Due date of a duty or of closing words. A date is taken only behind words that make it one (ภายใน, ไม่เกิน, ก่อน …);
 * what is relative, recurring, without year, or only stands near is a doubt with what it may mean.
 */
export function readDue(part: Paragraph, context: Context): Due {
  const { letter, dated, doubt, field } = context
  const plain = part.plain
  const used: { at: number; end: number }[] = []
  const isUsed = (at: number, end: number) => used.some((span) => span.at < end && at < span.end)
  const spanOf = (at: number, end: number) => ({ at: part.at + at, end: part.at + end })
  const words = (at: number, end: number) => part.text.slice(at, end)
  const dates = datesIn(plain)
  const found: { iso: IsoDate; at: number; end: number }[] = []

  for (const match of plain.matchAll(relative)) {
    const end = match.index + match[0].length
    const dateAfter = dates.find((date) => date.at >= end && date.at - end < 48)
    const fromDate =
      dateAfter && /(?:นับ|จาก|แต่|ก่อน|หลัง)/u.test(plain.slice(end, dateAfter.at)) ? dateAfter : undefined
    const base = fromDate ? fromDate.iso : dated
    const days = Number(match[1]) || numberWords[match[1] ?? ''] || 0
    const backwards = fromDate !== undefined && /ก่อน/u.test(plain.slice(end, fromDate.at))
    const proposal = base === null || backwards ? null : later(base, days, match[2] ?? '')
    const seenEnd = fromDate ? fromDate.end : tail(plain, end)
    used.push({ at: match.index, end: seenEnd })
    doubt(field, 'dueRelative', { seen: words(match.index, seenEnd) }, spanOf(match.index, seenEnd), proposal)
  }
  for (const match of plain.matchAll(recurring)) {
    const end = match.index + match[0].trimEnd().length
    if (isUsed(match.index, end)) continue
    const day = Number(match[1] ?? match[2] ?? 0)
    // a meeting every month is no date to report by
    if (
      day === 0 &&
      !/(?:รายงาน|ส่ง|แจ้ง|ภายใน)[^.]{0,120}$/u.test(plain.slice(Math.max(0, match.index - 130), match.index))
    )
      continue
    used.push({ at: match.index, end })
    const proposal = day > 0 && dated !== null ? nextDayOfMonth(day, dated) : null
    doubt(field, 'dueRecurring', { seen: words(match.index, end) }, spanOf(match.index, end), proposal)
  }
  for (const match of plain.matchAll(quarter)) {
    const end = match.index + match[0].trimEnd().length
    if (isUsed(match.index, end)) continue
    used.push({ at: match.index, end })
    const no = Number(match[1]) || quarterNames[match[1] ?? ''] || 0
    doubt(
      field,
      'dueQuarter',
      { seen: words(match.index, end) },
      spanOf(match.index, end),
      endOfQuarter(no, match[2], dated),
    )
  }
  for (const date of dates) {
    if (isUsed(date.at, date.end)) continue
    const before = plain.slice(Math.max(0, date.at - 48), date.at)
    // "ก่อนวันจันทร์ที่ ๒๕": the weekday is part of the date
    const due = cue.exec(before) ?? timeCue.exec(before)
    const from = date.from ? rangeCue.exec(before) : null
    const seen = words(date.at, date.end)
    const span = spanOf(date.at, date.end)
    if (due && notBefore.test(before)) used.push({ at: date.at - due[0].length, end: date.end })
    if (date.trouble !== null && date.trouble !== 'noYear') {
      if (citing.test(before) && !due) continue
      checkDate(letter, part, date, field, doubt)
      used.push({ at: date.at - (due?.[0].length ?? 0), end: date.end })
      continue
    }
    if (due && !notBefore.test(before)) {
      used.push({ at: date.at - due[0].length, end: date.end })
      if (date.trouble === 'noYear') {
        const proposal = dated === null || date.month === 0 ? null : nextSuchDay(date.month, date.day, dated)
        doubt(field, 'dueNoYear', { seen }, span, proposal)
        continue
      }
      const iso = checkDate(letter, part, date, field, doubt)
      if (iso === null) continue
      found.push({ iso, at: date.at, end: date.end })
      if (date.from) doubt(field, 'dueRange', { seen }, span)
      else if (date.day === 0) doubt(field, 'dueMonth', { seen }, span)
      if (due[1] === 'ก่อน') doubt(field, 'dueBefore', { seen }, span, addDays(iso, -1))
      // "ภายในวันที่ ๑ หรือ ๒๕ …": what stands right before the date is no word of its own
      continue
    }
    if (from && date.iso !== null && date.trouble === null) {
      const iso = checkDate(letter, part, date, field, doubt)
      if (iso === null) continue
      if (dated !== null && iso < dated) continue
      used.push({ at: date.at, end: date.end })
      found.push({ iso, at: date.at, end: date.end })
      doubt(field, 'dueRange', { seen }, span)
      continue
    }
    if (citing.test(before) && !due) continue
    if (context.dueColumn && date.trouble === null) {
      const iso = checkDate(letter, part, date, field, doubt)
      if (iso !== null) found.push({ iso, at: date.at, end: date.end })
      if (date.from) doubt(field, 'dueRange', { seen }, span)
      else if (date.day === 0) doubt(field, 'dueMonth', { seen }, span)
      continue
    }
    uncued(date, seen, span)
  }
  function uncued(date: SeenDate, seen: string, span: { at: number; end: number }): void {
    if (date.trouble === 'noYear') {
      if (date.day === 0 && !date.from) return
      const proposal = dated === null ? null : nextSuchDay(date.month, date.day, dated)
      doubt(field, 'dateNotDue', { seen }, span, proposal)
    } else if (date.iso !== null && (dated === null || date.iso >= dated))
      doubt(field, 'dateNotDue', { seen }, span, date.iso)
  }
  for (const match of plain.matchAll(unread)) {
    const end = match.index + match[0].length
    if (isUsed(match.index, end)) continue
    used.push({ at: match.index, end: end + 4 })
    doubt(field, 'dueUnread', { seen: words(match.index, end) }, spanOf(match.index, end))
  }
  // a day whose month could not be read, by whatever cause
  for (const match of plain.matchAll(bareDay)) {
    const end = match.index + match[0].length
    if (isUsed(match.index, end) || dates.some((date) => date.at < end && match.index < date.end)) continue
    used.push({ at: match.index, end })
    const until = Math.min(plain.length, end + 16)
    doubt(field, 'dueUnread', { seen: words(match.index, until) }, spanOf(match.index, until))
  }
  // a due date that is put off is over; what is left falls due by the earliest
  const valid = found.filter((one, index) => !isReplaced(plain, one, found[index + 1]))
  const first = valid.reduce<(typeof found)[number] | null>(
    (early, one) => (early === null || one.iso < early.iso ? one : early),
    null,
  )
  if (first === null) {
    const hurry = [...plain.matchAll(urgent)][0]
    if (hurry)
      doubt(field, 'dueUrgent', { seen: hurry[0] }, spanOf(hurry.index, hurry.index + hurry[0].length))
    return { dueOn: null, due: null }
  }
  const span = spanOf(first.at, first.end)
  const several = new Set(found.map(({ iso }) => iso))
  if (several.size > 1)
    doubt(
      field,
      'severalDues',
      {
        seen: found
          .map(({ at, end }) => words(at, end))
          .slice(0, 4)
          .join(', '),
        taken: words(first.at, first.end),
      },
      span,
    )
  if (dated !== null && first.iso < dated)
    doubt(field, 'dueBeforeLetter', { seen: words(first.at, first.end) }, span)
  else if (dated !== null && first.iso > addDays(dated, 731))
    doubt(field, 'dueFarFromLetter', { seen: words(first.at, first.end) }, span)
  return { dueOn: first.iso, due: { seen: words(first.at, first.end), ...span } }
}

/** To the end of what a relative date counts from: "ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ". */
function tail(plain: string, end: number): number {
  const match = /^ ?(?:นับ|หลัง|ตั้งแต่|ถัด)[^ ]{0,40}/u.exec(plain.slice(end, end + 50))
  return end + (match?.[0].length ?? 0)
}

/** A day so many days, working days, weeks or months on. Public holidays are not counted out here: it is a proposal. */
function later(base: IsoDate, count: number, unit: string): IsoDate {
  if (unit === 'สัปดาห์') return addDays(base, count * 7)
  if (unit === 'เดือน') {
    const month = Number(base.slice(5, 7)) - 1 + count
    const year = Number(base.slice(0, 4)) + Math.floor(month / 12)
    const end = monthRange(toBuddhistYear(year), (month % 12) + 1).end
    const same = `${end.slice(0, 8)}${base.slice(8)}`
    return same > end ? end : same
  }
  if (unit === 'วัน') return addDays(base, count)
  let day = base
  for (let left = Math.min(count, 400); left > 0; ) {
    day = addDays(day, 1)
    if (weekdayIndex(day) !== 0 && weekdayIndex(day) !== 6) left -= 1
  }
  return day
}

/** Last day of a quarter of a fiscal year; without a year the next one after the letter. */
function endOfQuarter(no: number, yearText: string | undefined, dated: IsoDate | null): IsoDate | null {
  const month = [12, 3, 6, 9][no - 1]
  if (month === undefined) return null
  const year = Number(yearText)
  if (year >= 2500 && year <= 2650) return monthRange(no === 1 ? year - 1 : year, month).end
  return dated === null ? null : nextSuchDay(month, 0, dated)
}

/** Due dates that stand where no duty is: each is said, none is taken. */
export function unplacedDues(parts: readonly Paragraph[], doubt: Doubting): void {
  let told = 0
  for (const part of parts) {
    for (const date of datesIn(part.plain)) {
      const before = part.plain.slice(Math.max(0, date.at - 48), date.at)
      if (!(cue.test(before) || timeCue.test(before)) || told >= 5) continue
      told += 1
      const at = Math.max(0, date.at - 20)
      doubt(
        'duties',
        'dateUnplaced',
        { seen: brief(part.text.slice(at, date.end), 80) },
        { at: part.at + at, end: part.at + date.end },
      )
    }
  }
}
