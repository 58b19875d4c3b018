import { type IsoDate, monthRange, parseThaiDate, THAI_MONTHS, THAI_MONTHS_SHORT } from '../thai/dates.ts'
import { toArabicDigits } from '../thai/digits.ts'
import { normaliseText } from '../thai/text.ts'
import type { PlanLevel } from './rules.ts'

/**
 * Reads the pasted text of an incoming letter (หนังสือสั่งการ) or of a notice and says what it recognised, with the words
 * it saw. Everything is shown to a person for confirmation: what is not found stays empty, what contradicts itself
 * becomes a doubt, nothing is filled in silently. Issue "Instructions", item 1.
 */
export type LetterReading = {
  number: Found<string> | null
  dated: Found<IsoDate> | null
  fromOffice: Found<string> | null
  addressee: Found<string> | null
  subject: Found<string> | null
  editionFy: Found<number> | null
  planFy: Found<number> | null
  enclosures: { title: string; quantity: string }[]
  duties: ReadDuty[]
  windows: ReadWindow[]
  /** The text without page turns and page numbers, one paragraph a line. */
  body: string
  doubts: Doubt[]
}

export type Found<T> = { value: T; seen: string }
export type ReadDuty = {
  no: number
  text: string
  dueOn: IsoDate | null
  /** False for an instruction that had no number of its own. */
  numbered: boolean
  kind: string
}
export type ReadWindow = { level: PlanLevel; startsOn: IsoDate; endsOn: IsoDate; seen: string }

/** Something a person must look at; keys of directives.json. */
export type Doubt =
  | { key: 'weekdayMismatch'; params: { seen: string; said: string; is: string } }
  | { key: 'impossibleDate'; params: { seen: string } }
  | { key: 'dutyNumbers'; params: { expected: number; found: number } }
  | { key: 'missing'; params: { field: string } }
  | { key: 'dueBeforeLetter'; params: { seen: string } }
  | { key: 'severalEditions'; params: { years: string } }

/** Rows of resources/rules/duty-kinds that matter here. */
export type DutyKind = { key: string; keywords: readonly string[] }
/** Rows of resources/rules/plan-levels that matter here: level and the words that name it, longest first. */
const levelWords: readonly { level: PlanLevel; words: readonly string[] }[] = [
  { level: 'village', words: ['แผนพัฒนาหมู่บ้าน', 'แผนชุมชน'] },
  { level: 'tambon', words: ['แผนพัฒนาตำบล'] },
  { level: 'local', words: ['แผนพัฒนาท้องถิ่น'] },
  { level: 'district', words: ['แผนพัฒนาอำเภอ'] },
  { level: 'needs', words: ['แผนความต้องการ'] },
  { level: 'province', words: ['แผนพัฒนาจังหวัด'] },
]

const digit = '[0-9๐-๙]'
const officeStart =
  /^(ศาลากลาง|ที่ว่าการ|ที่ทำการ|สำนักงาน|สำนัก|กรม|กระทรวง|กอง|องค์การ|เทศบาล|ศูนย์|มหาวิทยาลัย|โรงเรียน)/u
const label = /^(เรื่อง|เรียน|กราบเรียน|อ้างถึง|สิ่งที่ส่งมาด้วย|จึงเรียน|ขอแสดงความนับถือ)/u
const numbered = new RegExp(`^(${digit}{1,2})\\s*[.)]\\s*(?!${digit})(.+)$`, 'u')
const pageTurn = /^\/.*(\.\.\.|…)$/u
const pageNumber = new RegExp(`^[-–]\\s*${digit}+\\s*[-–]$`, 'u')
const closing = /^(จึงเรียน|จึงแจ้ง|จึงขอ|ขอแสดงความนับถือ)/u

/** @param kinds duty kinds of the office's rules, for the kind of each duty (`other` if none fits) */
export function readLetter(pasted: string, kinds: readonly DutyKind[]): LetterReading {
  const paragraphs = paragraphsOf(pasted)
  const doubts: Doubt[] = []
  const number = findNumber(paragraphs)
  const dated = findDated(paragraphs, doubts)
  const subject = labelled(paragraphs, 'เรื่อง')
  const enclosureEnd = { at: 0 }
  const enclosures = findEnclosures(paragraphs, enclosureEnd)
  const body = paragraphs.slice(enclosureEnd.at)
  const duties = findDuties(body, kinds, doubts)
  const windows = findWindows(body, doubts)
  const editionFy = findEdition(paragraphs, doubts)
  if (dated !== null) {
    for (const duty of duties) {
      if (duty.dueOn !== null && duty.dueOn < dated.value) {
        doubts.push({ key: 'dueBeforeLetter', params: { seen: duty.text.slice(0, 60) } })
      }
    }
  }
  const reading: LetterReading = {
    number,
    dated,
    fromOffice: findOffice(paragraphs),
    addressee: labelled(paragraphs, 'เรียน'),
    subject,
    editionFy,
    planFy: findPlanFy(paragraphs, windows),
    enclosures,
    duties,
    windows,
    body: paragraphs.join('\n'),
    doubts,
  }
  for (const field of ['number', 'dated', 'fromOffice', 'subject', 'editionFy'] as const) {
    if (reading[field] === null) doubts.push({ key: 'missing', params: { field } })
  }
  if (duties.length === 0) doubts.push({ key: 'missing', params: { field: 'duties' } })
  return reading
}

/**
 * Undoes hard line breaks of a PDF: a line goes on with the one before unless it is empty, starts with a label, a
 * number or an office, or the one before was a short line of its own. Page turns and page numbers are left out.
 */
function paragraphsOf(pasted: string): string[] {
  const lines = pasted
    .replace(/\r\n?/gu, '\n')
    .split('\n')
    .map((line) => normaliseText(line).replace(/\s+/gu, ' ').trim())
  const paragraphs: string[] = []
  let open = false
  for (const line of lines) {
    if (line === '' || pageTurn.test(line) || pageNumber.test(line)) {
      // A page turn may fall inside a paragraph, an empty line ends one.
      if (line === '') open = false
      continue
    }
    const starts =
      label.test(line) ||
      numbered.test(line) ||
      officeStart.test(line) ||
      closing.test(line) ||
      /^[-•–]\s*\S/u.test(line) ||
      /^ที่\s/u.test(line) ||
      standsAlone(line)
    const last = paragraphs.length - 1
    if (!open || starts || last < 0) paragraphs.push(line)
    else paragraphs[last] = join(paragraphs[last] ?? '', line)
    open = !standsAlone(line) && !headEnd.test(line)
  }
  return paragraphs
}

/** The last line of an enclosure (จำนวน ๑ ชุด) or of the reference part (… นั้น): what follows is a new paragraph. */
const headEnd = new RegExp(`(จำนวน\\s*${digit}+\\s*[ก-๙]+|นั้น|ดังนี้)$`, 'u')

/** A date, an address: short lines that are never the middle of a sentence. */
function standsAlone(line: string): boolean {
  return line.length < 40 && (parseThaiDate(line).ok || /^(ถนน|อำเภอ|ตำบล|โทร|โทรสาร)/u.test(line))
}

/** Thai has no spaces between words, so a broken line is joined without one unless Latin letters or digits meet. */
function join(before: string, after: string): string {
  return /[A-Za-z0-9.,ฯ)]$/u.test(before) || /^[A-Za-z0-9(]/u.test(after)
    ? `${before} ${after}`
    : before + after
}

function labelled(paragraphs: readonly string[], word: string): Found<string> | null {
  const paragraph = paragraphs.find((one) => one.startsWith(word) && !one.startsWith(`${word}มา`))
  if (paragraph === undefined) return null
  const value = paragraph.slice(word.length).replace(/^[\s:]+/u, '')
  return value === '' ? null : { value, seen: paragraph }
}

function findNumber(paragraphs: readonly string[]): Found<string> | null {
  const pattern = new RegExp(
    `^(?:ที่\\s*)([ก-ฮ]{1,4}\\.?\\s*${digit}[${digit.slice(1, -1)}.]*)\\s*/\\s*((?:ว\\s*)?(?:${digit}\\s*)+)`,
    'u',
  )
  for (const paragraph of paragraphs.slice(0, 12)) {
    const match = pattern.exec(paragraph)
    if (!match) continue
    const running = (match[2] ?? '').replace(/\s+/gu, '')
    const circular = running.startsWith('ว') ? `ว ${running.slice(1)}` : running
    return { value: `${(match[1] ?? '').trim()}/${circular}`, seen: match[0].trim() }
  }
  return null
}

function findOffice(paragraphs: readonly string[]): Found<string> | null {
  for (const paragraph of paragraphs.slice(0, 8)) {
    const start = paragraph.search(/(ศาลากลาง|ที่ว่าการ|ที่ทำการปกครอง|สำนักงาน|กรม(?=[ก-ฮ])|กระทรวง)/u)
    if (start < 0 || label.test(paragraph) || paragraph.length > 160) continue
    const value = paragraph.slice(start).split(' ')[0] ?? ''
    return { value, seen: paragraph }
  }
  return null
}

function findDated(paragraphs: readonly string[], doubts: Doubt[]): Found<IsoDate> | null {
  for (const paragraph of paragraphs.slice(0, 12)) {
    const date = parseThaiDate(paragraph)
    if (date.ok) {
      noteWeekday(date, paragraph, doubts)
      return { value: date.iso, seen: paragraph }
    }
    if (date.reason === 'impossible') doubts.push({ key: 'impossibleDate', params: { seen: paragraph } })
  }
  // A notice has no date line; the first date in its text is when it was said.
  for (const paragraph of paragraphs) {
    const found = datesIn(paragraph)[0]
    if (found?.date.ok) {
      noteWeekday(found.date, found.seen, doubts)
      return { value: found.date.iso, seen: found.seen }
    }
  }
  return null
}

const months = [...THAI_MONTHS, ...THAI_MONTHS_SHORT].map((name) => name.replace(/\./gu, '\\.?')).join('|')
const dateInText = new RegExp(
  `(?:วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ|ศุกร์|เสาร์|อาทิตย์)ที่\\s*)?${digit}{1,2}\\s*(?:เดือน\\s*)?(?:${months})\\s*(?:พ\\.?\\s?ศ\\.?\\s*)?${digit}{2,4}`,
  'gu',
)

function datesIn(text: string): { seen: string; at: number; date: ReturnType<typeof parseThaiDate> }[] {
  return [...text.matchAll(dateInText)].map((match) => ({
    seen: match[0],
    at: match.index,
    date: parseThaiDate(match[0]),
  }))
}

function noteWeekday(date: ReturnType<typeof parseThaiDate>, seen: string, doubts: Doubt[]): void {
  if (date.ok && date.weekdayMismatch) {
    doubts.push({
      key: 'weekdayMismatch',
      params: { seen, said: date.weekdayMismatch.said, is: date.weekdayMismatch.is },
    })
  }
}

function findEnclosures(
  paragraphs: readonly string[],
  end: { at: number },
): { title: string; quantity: string }[] {
  const start = paragraphs.findIndex((one) => one.startsWith('สิ่งที่ส่งมาด้วย'))
  end.at = Math.max(0, paragraphs.findIndex((one) => one.startsWith('เรียน')) + 1)
  if (start < 0) return []
  const found: { title: string; quantity: string }[] = []
  const first = (paragraphs[start] ?? '').replace(/^สิ่งที่ส่งมาด้วย\s*/u, '')
  const rows = [first]
  end.at = start + 1
  let expected = 2
  for (let at = start + 1; at < paragraphs.length; at += 1) {
    const match = numbered.exec(paragraphs[at] ?? '')
    if (!match || Number(toArabicDigits(match[1] ?? '')) !== expected) break
    rows.push(paragraphs[at] ?? '')
    expected += 1
    end.at = at + 1
  }
  for (const row of rows) {
    const bare = (numbered.exec(row)?.[2] ?? row).trim()
    if (bare === '') continue
    const quantity = new RegExp(`\\s*จำนวน\\s*(${digit}+\\s*\\S+)$`, 'u').exec(bare)
    found.push({
      title: quantity ? bare.slice(0, quantity.index).trim() : bare,
      quantity: quantity?.[1]?.trim() ?? '',
    })
  }
  return found
}

function findDuties(body: readonly string[], kinds: readonly DutyKind[], doubts: Doubt[]): ReadDuty[] {
  const numberedDuties: ReadDuty[] = []
  for (const paragraph of body) {
    if (closing.test(paragraph) && numberedDuties.length > 0) break
    const match = numbered.exec(paragraph)
    if (!match) continue
    const no = Number(toArabicDigits(match[1] ?? ''))
    const expected = numberedDuties.length + 1
    if (no !== expected) doubts.push({ key: 'dutyNumbers', params: { expected, found: no } })
    numberedDuties.push(dutyOf(no, (match[2] ?? '').trim(), true, kinds, doubts))
  }
  if (numberedDuties.length > 0) return numberedDuties
  // A letter or notice without numbers tells its duties as "ให้…": each such sentence is offered, none is certain.
  const told: ReadDuty[] = []
  for (const paragraph of body) {
    if (/^[-•–]/u.test(paragraph)) continue
    for (const sentence of paragraph.split(
      /\s+(?=(?:พร้อมกันนี้)?ให้(?:อำเภอ|นายอำเภอ|แจ้ง|จังหวัด|ทุกอำเภอ))|\s+โดย(?=ให้อำเภอ)/u,
    )) {
      if (!/^(?:พร้อมกันนี้)?(?:จึง)?(?:ขอ)?ให้(?:อำเภอ|นายอำเภอ|แจ้ง|จังหวัด|ทุกอำเภอ)/u.test(sentence)) continue
      told.push(dutyOf(told.length + 1, sentence.trim(), false, kinds, doubts))
    }
  }
  return told
}

function dutyOf(
  no: number,
  text: string,
  isNumbered: boolean,
  kinds: readonly DutyKind[],
  doubts: Doubt[],
): ReadDuty {
  let dueOn: IsoDate | null = null
  for (const found of datesIn(text)) {
    if (!/(ภายใน|ไม่เกิน|ก่อน|ไม่ช้ากว่า)\s*(วันที่)?\s*$/u.test(text.slice(0, found.at))) continue
    if (found.date.ok) {
      dueOn = found.date.iso
      noteWeekday(found.date, found.seen, doubts)
    } else if (found.date.reason === 'impossible') {
      doubts.push({ key: 'impossibleDate', params: { seen: found.seen } })
    }
  }
  return { no, text, dueOn, numbered: isNumbered, kind: kindOf(text, kinds) }
}

/** The kind whose keywords the text has most of, weighing how early they come; `other` without any. */
function kindOf(text: string, kinds: readonly DutyKind[]): string {
  let best = { key: 'other', score: 0 }
  const head = text.slice(0, 120)
  for (const kind of kinds) {
    const score =
      kind.keywords.reduce((sum, word) => sum + (head.includes(word) ? 2 : text.includes(word) ? 1 : 0), 0) /
      Math.max(1, kind.keywords.length)
    if (score > best.score) best = { key: kind.key, score }
  }
  return best.key
}

function findEdition(paragraphs: readonly string[], doubts: Doubt[]): Found<number> | null {
  const pattern = new RegExp(`ฉบับปรับปรุง\\s*ประจำปี(?:งบประมาณ)?\\s*(?:พ\\.?\\s?ศ\\.?)?\\s*(${digit}{4})`, 'gu')
  const found = paragraphs.flatMap((one) => [...one.matchAll(pattern)])
  const years = [...new Set(found.map((match) => Number(toArabicDigits(match[1] ?? ''))))]
  if (years.length > 1) doubts.push({ key: 'severalEditions', params: { years: years.join(', ') } })
  const first = found[0]
  return first && years[0] !== undefined ? { value: years[0], seen: first[0] } : null
}

/** Only where the text says for which plan year its calendar is; else the +2 rule is the form's business. */
function findPlanFy(paragraphs: readonly string[], windows: readonly ReadWindow[]): Found<number> | null {
  if (windows.length === 0) return null
  const pattern = new RegExp(
    `(?:กรอบระยะเวลา|ห้วงเวลา|ปฏิทิน).{0,80}?ประจำปีงบประมาณ\\s*(?:พ\\.?\\s?ศ\\.?)?\\s*(${digit}{4})`,
    'u',
  )
  for (const paragraph of paragraphs) {
    const match = pattern.exec(paragraph)
    if (match) return { value: Number(toArabicDigits(match[1] ?? '')), seen: match[0] }
  }
  return null
}

function findWindows(paragraphs: readonly string[], doubts: Doubt[]): ReadWindow[] {
  const range = new RegExp(
    `(?:เดือน)?\\s*(${months})\\s*(?:${digit}{4})?\\s*[-–ถึง]+\\s*(?:เดือน)?\\s*(${months})\\s*(?:พ\\.?\\s?ศ\\.?)?\\s*(${digit}{4})`,
    'u',
  )
  const windows: ReadWindow[] = []
  for (const paragraph of paragraphs) {
    const match = range.exec(paragraph)
    if (!match) continue
    const year = Number(toArabicDigits(match[3] ?? ''))
    const start = monthNumber(match[1] ?? '')
    const end = monthNumber(match[2] ?? '')
    if (start === 0 || end === 0 || year < 2400 || end < start) {
      doubts.push({ key: 'impossibleDate', params: { seen: match[0].trim() } })
      continue
    }
    for (const { level, words } of levelWords) {
      if (!words.some((word) => paragraph.includes(word))) continue
      windows.push({
        level,
        startsOn: monthRange(year, start).start,
        endsOn: monthRange(year, end).end,
        seen: paragraph,
      })
    }
  }
  return windows
}

function monthNumber(name: string): number {
  const bare = name.replace(/\./gu, '')
  const full = (THAI_MONTHS as readonly string[]).indexOf(bare)
  return (full >= 0 ? full : THAI_MONTHS_SHORT.findIndex((month) => month.replace(/\./gu, '') === bare)) + 1
}
