import type { IsoDate } from '../../thai/dates.ts'
import type { DirectiveSpeed } from '../rules.ts'
import { datesIn, type SeenDate } from './dates.ts'
import { brief, type Doubt, type DoubtKey, type Found, type ReadEnclosure, type ReadForm } from './reading.ts'
import { type Label, type LetterText, labelOf, type Paragraph } from './text.ts'

/** Collects what a person must look at. */
export type Doubting = (
  field: string,
  key: DoubtKey,
  params: Doubt['params'],
  seen?: Doubt['seen'],
  proposal?: Doubt['proposal'],
) => void

/** A part of a paragraph as something found; ends trimmed. */
export function foundIn<T>(paragraph: Paragraph, at: number, end: number, value: T): Found<T> {
  return { value, seen: paragraph.text.slice(at, end), at: paragraph.at + at, end: paragraph.at + end }
}

/** Says what is doubtful about a date: its weekday, its year, a number torn in two. Returns the date if it is one. */
export function checkDate(
  letter: LetterText,
  paragraph: Paragraph,
  date: SeenDate,
  field: string,
  doubt: Doubting,
): IsoDate | null {
  const seen = paragraph.text.slice(date.at, date.end)
  const span = { at: paragraph.at + date.at, end: paragraph.at + date.end }
  if (letter.seams.some((seam) => seam > span.at - 2 && seam < span.end + 2))
    doubt(field, 'brokenNumber', { seen }, span)
  if (date.trouble !== null && date.trouble !== 'noYear') {
    doubt(field, date.trouble, { seen }, span)
    return null
  }
  if (date.weekday)
    doubt(field, 'weekdayMismatch', { seen, said: date.weekday.said, is: date.weekday.is }, span)
  if (date.christian) doubt(field, 'christianYear', { seen }, span)
  return date.iso
}

/** How much of the text can be the head of a letter. */
const headMost = 24
function headOf(letter: LetterText): Paragraph[] {
  return letter.paragraphs
    .slice(0, headMost)
    .filter((paragraph) => paragraph.zone === 'head' && paragraph.text.length <= 400)
}

const received = /(?:เลข(?:ที่)? ?รับ|รับที่|รับวันที่|วันที่ ?รับ|ลงรับ|รับเมื่อ)/u

// ── number ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** ที่ นศ ๐๐๑๙.๓/๐๒๓๙ · ที่ มท ๐๘๑๐.๓/ว ๗๔๖๗ · ที่ สถจ.นศ ๐๐๒๓/ว๕: letters of the office, its file code, the running number. */
const letterNumber =
  /(?:^|[ ])ท[ี]?[่]? ?:? ?((?:[ก-ฮ]{1,6}[.\u0E48]? ?){1,4}(?:\([ก-ฮ.]{1,8}\) ?)?)([0-9oOlI]{2,6}(?:[.,][0-9oOlI]{1,4}){0,3}) ?(\/ ?)?(ว ?\.? ?)?(\d(?: ?\d){0,9})?/u
/** คำสั่ง/ประกาศ ที่ ๑๒๓/๒๕๖๕ */
const orderNumber = /(?:^|[ ])ที่ ?(\d{1,5}) ?\/ ?(\d{4})(?!\d)/u

export function findNumber(letter: LetterText, doubt: Doubting): Found<string> | null {
  let found: Found<string> | null = null
  for (const paragraph of headOf(letter)) {
    const plain = paragraph.plain
    const match = letterNumber.exec(plain)
    if (!match) {
      const order = orderNumber.exec(plain)
      if (order && found === null) {
        const at = order.index + order[0].search(/\d/u)
        found = foundIn(
          paragraph,
          at,
          order.index + order[0].length,
          paragraph.text.slice(at, order.index + order[0].length),
        )
      }
      continue
    }
    const at = match.index + match[0].length - match[0].trimStart().length
    const codeAt = match.index + match[0].indexOf(match[1] ?? '')
    let running = match[5] ?? ''
    let end = match.index + match[0].trimEnd().length
    // "0019/123 18 มกราคม 2565": the day is none of the number's
    const groups = running.split(' ')
    if (groups.length > 1) {
      const next = datesIn(plain.slice(Math.max(0, end - 3), end + 40))[0]
      if (
        next?.trouble !== 'unreadDate' &&
        next &&
        next.at <= 3 &&
        /^\d{1,2} ?[ก-ฮเม]/u.test(plain.slice(end - (groups.at(-1)?.length ?? 0)))
      ) {
        end -= (groups.pop()?.length ?? 0) + 1
        running = groups.join(' ')
      }
    }
    const span = { at: paragraph.at + at, end: paragraph.at + end }
    const seen = paragraph.text.slice(at, end)
    if (running === '') {
      doubt('number', 'numberIncomplete', { seen }, span)
      continue
    }
    const from = (part: string, after: number) => {
      const start = plain.indexOf(part, after)
      return { text: paragraph.text.slice(start, start + part.length), end: start + part.length }
    }
    const code = from(match[2] ?? '', codeAt + (match[1] ?? '').length)
    const run = from(running, code.end)
    const office = paragraph.text.slice(codeAt, codeAt + (match[1] ?? '').length).trim()
    const value = `${office} ${code.text}/${match[4] ? 'ว ' : ''}${run.text.replace(/ /gu, '')}`
    if (found !== null) {
      if (found.value !== value)
        doubt('number', 'severalNumbers', { first: found.value, second: value }, span)
      continue
    }
    found = { value, seen, ...span }
    if (!match[3]) doubt('number', 'numberNoSlash', { seen, value }, span)
    if (/[oOlI]/u.test(match[2] ?? '')) doubt('number', 'numberOdd', { seen }, span)
    // "๐ ๒๓๙" is a number typed by hand into a gap; other gaps may hide a second number
    const shape = running.split(' ')
    if (shape.length > 2 || (shape.length === 2 && (shape[0]?.length ?? 0) > 1))
      doubt('number', 'brokenNumber', { seen }, span)
    else if (letter.seams.some((seam) => seam > span.at && seam < span.end + 2))
      doubt('number', 'brokenNumber', { seen }, span)
    else if (/^ ?[.,/-] ?\d/u.test(plain.slice(end, end + 4)))
      doubt('number', 'numberOdd', { seen: paragraph.text.slice(at, end + 6) }, span)
  }
  return found
}

// ── dates ───────────────────────────────────────────────────────────────────────────────────────────────────────

const signedOn = /(?:ประกาศ|สั่ง|ให้ไว้|แถลง) ?ณ ?วัน(?:\S{2,9})?ที่/u

/** Day of the letter, and the day it was received where a stamp says so. */
export function findDates(
  letter: LetterText,
  doubt: Doubting,
): { dated: Found<IsoDate> | null; receivedOn: Found<IsoDate> | null } {
  let dated: Found<IsoDate> | null = null
  let receivedOn: Found<IsoDate> | null = null
  let seenAny = false
  const others: string[] = []
  const take = (paragraph: Paragraph, date: SeenDate): void => {
    seenAny = true
    const iso = checkDate(letter, paragraph, date, 'dated', doubt)
    if (iso === null) {
      if (date.trouble === 'noYear')
        doubt(
          'dated',
          'ambiguousYear',
          { seen: paragraph.text.slice(date.at, date.end) },
          spanOf(paragraph, date),
        )
      return
    }
    if (dated === null) dated = foundIn(paragraph, date.at, date.end, iso)
    else if (dated.value !== iso) others.push(paragraph.text.slice(date.at, date.end))
  }
  for (const paragraph of headOf(letter)) {
    for (const date of datesIn(paragraph.plain)) {
      if (received.test(paragraph.plain.slice(Math.max(0, date.at - 30), date.at))) {
        const iso = checkDate(letter, paragraph, date, 'receivedOn', doubt)
        if (iso !== null && receivedOn === null) receivedOn = foundIn(paragraph, date.at, date.end, iso)
      } else if (date.day === 0) {
        // "     มกราคม ๒๕๖๕": the day was to be written by hand
        if (paragraph.text.length < 60 || /วันที่/u.test(paragraph.text)) {
          seenAny = true
          doubt(
            'dated',
            'datedIncomplete',
            { seen: paragraph.text.slice(date.at, date.end) },
            spanOf(paragraph, date),
          )
        }
      } else if (paragraph.text.length < 200) take(paragraph, date)
    }
    if (!seenAny && paragraph.text.length < 60) {
      const odd = /^(?:วันที่ ?)?(\d{1,2}) ?[ก-๎]{3,14} ?\d{2,5}$/u.exec(paragraph.plain)
      if (odd) {
        seenAny = true
        doubt(
          'dated',
          'unreadDate',
          { seen: paragraph.text },
          { at: paragraph.at, end: paragraph.at + paragraph.text.length },
        )
      }
    }
  }
  if (others.length > 0 && dated !== null)
    doubt('dated', 'severalDates', {
      first: (dated as Found<IsoDate>).seen,
      others: others.slice(0, 4).join(', '),
    })
  if (seenAny) return { dated, receivedOn }
  // Announcements and orders say at their end when they were signed; stamped letters carry their date there too.
  for (const paragraph of letter.paragraphs) {
    const match = signedOn.exec(paragraph.plain.slice(0, 200))
    if (!match) continue
    const date = datesIn(paragraph.plain.slice(0, 260)).find(({ end }) => end > match.index)
    if (date) take(paragraph, date)
    if (seenAny) return { dated, receivedOn }
  }
  for (const paragraph of letter.paragraphs.filter(({ text }) => text.length < 60)) {
    const date = datesIn(paragraph.plain)[0]
    if (date && date.day > 0 && date.at === 0 && date.end === paragraph.plain.length && date.from === null) {
      take(paragraph, date)
      if (dated !== null) doubt('dated', 'datedFromText', { seen: paragraph.text }, spanOf(paragraph, date))
      return { dated, receivedOn }
    }
  }
  // A notice has no date line: the first day its text speaks of is when it was said.
  for (const paragraph of letter.paragraphs) {
    const date = datesIn(paragraph.plain).find((one) => one.day > 0)
    if (!date) continue
    take(paragraph, date)
    if (dated !== null)
      doubt(
        'dated',
        'datedFromText',
        { seen: paragraph.text.slice(date.at, date.end) },
        spanOf(paragraph, date),
      )
    break
  }
  return { dated, receivedOn }
}

function spanOf(paragraph: Paragraph, date: { at: number; end: number }): { at: number; end: number } {
  return { at: paragraph.at + date.at, end: paragraph.at + date.end }
}

export function findReceiveNo(letter: LetterText): Found<string> | null {
  for (const paragraph of headOf(letter)) {
    const match = /(?:เลข(?:ที่)? ?รับ|รับที่)(?:ที่)? ?[:.]? ?(\d{1,6}(?: ?\/ ?\d{2,4})?)/u.exec(paragraph.plain)
    if (!match) continue
    const end = match.index + match[0].length
    const at = end - (match[1] ?? '').length
    return foundIn(paragraph, at, end, paragraph.text.slice(at, end))
  }
  return null
}

// ── speed ───────────────────────────────────────────────────────────────────────────────────────────────────────

const speeds: readonly [RegExp, DirectiveSpeed][] = [
  [/ด่วน ?ที่ ?สุด/u, 'mostUrgent'],
  [/ด่วน ?มาก/u, 'veryUrgent'],
  [/ด่วน/u, 'urgent'],
]

/** ชั้นความเร็ว: of the head alone; โดยด่วน in the text is a due date, not a class. */
export function findSpeed(letter: LetterText): Found<DirectiveSpeed> | null {
  for (const paragraph of headOf(letter)) {
    if (paragraph.text.length > 160) continue
    for (const [pattern, speed] of speeds) {
      const match = pattern.exec(paragraph.plain)
      if (!match || /(?:โดย|อย่าง|สาย|เร่ง|ทาง)$/u.test(paragraph.plain.slice(0, match.index))) continue
      return foundIn(paragraph, match.index, match.index + match[0].length, speed)
    }
  }
  return null
}

// ── sender ──────────────────────────────────────────────────────────────────────────────────────────────────────

const officeWords =
  'ศาลากลาง|ที่ว่าการ|ที่ทำการปกครอง|ที่ทำการ|สำนักงาน|สำนัก(?=[ก-ฮเ-ไ])|กรม(?=[ก-ฮเ-ไ])|กระทรวง|กอง(?=[ก-ฮเ-ไ])|องค์การ|เทศบาล|ศูนย์|มหาวิทยาลัย|วิทยาลัย|โรงเรียน|สถานี|สภา(?=[ก-ฮเ-ไ])|จังหวัด(?=[ก-ฮเ-ไ])|(?<=^)ส\\.?[ก-ฮ]\\.?[ก-ฮ]\\. ?(?=[ก-ฮเ-ไ])'
const officePattern = new RegExp(`(?:^|[ ]|(?<=\\d))(${officeWords})`, 'u')
/** What may follow an office on its line: its address, the place it sits in, the date. */
const afterOffice = new RegExp(
  `^ ?(?:$|ถนน|ถ\\.|อำเภอ|อ\\.|ตำบล|ต\\.|จังหวัด|จ\\.|หมู่|เลขที่|ซอย|โทร|วันที่|ที่ |\\d|\\(|ศาลากลาง|ที่ว่าการ|${officeWords}|[ก-ฮ]{2,3} ?\\d{5})`,
  'u',
)
/** A name that goes on: ศาลากลางจังหวัด นครศรีธรรมราช, สำนักงาน ป.ป.ส. */
const goesOn = /(?:จังหวัด|อำเภอ|ตำบล|กรม|สำนักงาน|สำนัก|องค์การบริหารส่วนตำบล|เทศบาลตำบล|เทศบาลเมือง|ศูนย์|กอง)$/u

/** @param number where the number stands: the sender is beside or below it, the stamp of who received it above */
export function findOffice(
  letter: LetterText,
  number: Found<string> | null,
  doubt: Doubting,
): Found<string> | null {
  const head = headOf(letter)
  const memo = head.find(({ plain }) => /^ส่วน ?ราชการ/u.test(plain))
  if (memo) {
    const from = /^ส่วน ?ราชการ[ :]*/u.exec(memo.plain)?.[0].length ?? 0
    const to = memo.plain.search(/ ?(?:โทร|\(โทร|ที่ [ก-ฮ]{2})/u)
    const end = to > from ? to : memo.text.length
    const value = memo.text.slice(from, end).trim()
    if (value !== '') return foundIn(memo, from, from + value.length, value)
  }
  const stamped = (index: number) => head.slice(index, index + 4).some(({ plain }) => received.test(plain))
  const offices = head.flatMap((paragraph, index) => {
    const at = officeAt(paragraph)
    return at === null
      ? []
      : [{ paragraph, index, at, below: number === null || paragraph.at + at >= number.at }]
  })
  const below = offices.filter((one) => one.below)
  const above = offices.filter((one) => !one.below && !stamped(one.index))
  const first = below[0] ?? above[0] ?? offices[0]
  if (!first) {
    // radio and fax messages say it behind จาก: จาก อธิบดีกรมการปกครอง · จาก ปค. ถึง ผวจ. ทุกจังหวัด
    const line = head.find(({ plain }) => /^จาก[ :]+[ก-ฮเ-ไ]/u.test(plain) && plain.length < 120)
    const from = line === undefined ? 0 : (/^จาก[ :]+/u.exec(line.plain)?.[0].length ?? 0)
    const value = line?.text
      .slice(from)
      .split(/ (?=ถึง |เรียน |ที่ |โทร)/u)[0]
      ?.trim()
    return line && value ? foundIn(line, from, from + value.length, value) : officeInText(letter, doubt)
  }
  const { paragraph, at } = first
  let end = nextSpace(paragraph.text, at)
  while (goesOn.test(paragraph.text.slice(at, end)) && end < paragraph.text.length) {
    if (/^ (?:ถนน|\d|โทร)/u.test(paragraph.plain.slice(end))) break
    end = nextSpace(paragraph.text, end + 1)
  }
  const seen = paragraph.text.slice(at, end)
  const found = foundIn(paragraph, at, end, seen.replace(/(จังหวัด|อำเภอ|ตำบล) /gu, '$1'))
  const span = { at: found.at, end: paragraph.at + paragraph.text.length }
  const next = head[first.index + 1]
  if (below[0] && above.length > 0)
    doubt(
      'fromOffice',
      'officeSeveral',
      { first: found.value, second: brief(above[0]?.paragraph.text ?? '') },
      span,
    )
  if (!afterOffice.test(paragraph.plain.slice(end)))
    doubt('fromOffice', 'officeCut', { seen: brief(paragraph.text, 120) }, span)
  else if (next && /^จังหวัด\S+$/u.test(next.plain) && !/จังหวัด|กรม|กระทรวง/u.test(found.value)) {
    // สำนักงานพัฒนาชุมชน / จังหวัดนครศรีธรรมราช: the name may go on there, or that may be the address
    const till = next.at + next.text.length
    doubt('fromOffice', 'officeCut', { seen: `${paragraph.text} ${next.text}` }, { at: span.at, end: till })
    return { ...found, value: found.value + next.text, seen: `${seen} ${next.text}`, end: till }
  }
  return found
}

/** Where an office begins on a line of the head; null on a headline or within a sentence. */
function officeAt(paragraph: Paragraph): number | null {
  if (paragraph.text.length > 200 || received.test(paragraph.plain)) return null
  const match = officePattern.exec(paragraph.plain)
  if (!match) return null
  const at = match.index + match[0].length - (match[1] ?? '').length
  // before an office stands nothing but the number, the class or the word ประกาศ
  return at > 0 && !/(?:\d|^(?:ที่|ประกาศ|คำสั่ง|ด่วน\S*)) ?$/u.test(paragraph.plain.slice(0, at)) ? null : at
}

/** A stamped letter ends with its office; a notice tells who said it: สำนักงานอำเภอบางละมุง ได้แจ้ง… */
function officeInText(letter: LetterText, doubt: Doubting): Found<string> | null {
  const take = (paragraph: Paragraph, at: number, end: number) => {
    const found = foundIn(paragraph, at, end, paragraph.text.slice(at, end))
    doubt('fromOffice', 'officeFromText', { seen: brief(found.seen) }, { at: found.at, end: found.end })
    return found
  }
  for (const [index, paragraph] of letter.paragraphs.entries()) {
    const proclaimed = /^(?:ประกาศ|คำสั่ง)(?=[ก-ฮเ-ไ])/u.exec(paragraph.plain)
    if (proclaimed && index < 4 && paragraph.text.length < 120)
      return take(paragraph, proclaimed[0].length, paragraph.text.length)
    const next = letter.paragraphs[index + 1]
    const date = next && next.text.length < 60 ? datesIn(next.plain)[0] : undefined
    if (date?.at === 0 && paragraph.text.length < 120 && officeAt(paragraph) === 0)
      return take(paragraph, 0, paragraph.text.length)
  }
  for (const paragraph of letter.paragraphs.filter(({ zone }) => zone === 'body' || zone === 'head')) {
    const match = saysIn.exec(paragraph.plain.slice(0, 3000))
    if (!match) continue
    const at = match.index + match[0].indexOf(match[1] ?? '')
    // the name is greedy: what belongs to the verb is none of it
    return take(paragraph, at, at + (match[1] ?? '').replace(/(?:ได้|ขอ)$/u, '').length)
  }
  return null
}
const saysIn = new RegExp(
  `(?:^|[ ]|โดย)((?:${officeWords}|อำเภอ)[ก-๎]{2,60}?) ?(?:ได้(?:แจ้ง|มี|กำหนด|รับ|จัด|มอบ|ขอ)|ขอแจ้ง|ขอเรียน|ขอส่ง|ขอความร่วมมือ|แจ้งว่า)`,
  'u',
)

function nextSpace(text: string, from: number): number {
  const at = text.indexOf(' ', from)
  return at < 0 ? text.length : at
}

// ── labels ──────────────────────────────────────────────────────────────────────────────────────────────────────

function labelled(letter: LetterText, words: readonly Label[]): Paragraph | null {
  return (
    letter.paragraphs.find(
      ({ plain, zone }) =>
        zone === 'labels' && words.includes(labelOf(plain)?.word ?? 'อ้างถึง') && labelOf(plain) !== null,
    ) ?? null
  )
}

export function findLabel(letter: LetterText, words: readonly Label[]): Found<string> | null {
  const paragraph = labelled(letter, words)
  const from = paragraph ? (labelOf(paragraph.plain)?.from ?? 0) : 0
  return paragraph === null || paragraph.text.length <= from
    ? null
    : foundIn(paragraph, from, paragraph.text.length, paragraph.text.slice(from))
}

/** The subject; one that is longer than any subject has swallowed what follows it. */
export function findSubject(letter: LetterText, form: ReadForm, doubt: Doubting): Found<string> | null {
  const found = findLabel(letter, ['เรื่อง'])
  if (found === null && form === 'notice') return headline(letter, doubt)
  if (found && (found.value.length > 350 || / เรียน /u.test(found.value)))
    doubt('subject', 'subjectLong', { seen: brief(found.value) }, { at: found.at, end: found.end })
  return found
}

/** A notice or news has no subject but a headline: the longest of its first lines. */
function headline(letter: LetterText, doubt: Doubting): Found<string> | null {
  const lines = letter.paragraphs.slice(0, 3).filter(({ text, zone }) => zone === 'head' && text.length < 200)
  const line = lines.toSorted((a, b) => b.text.length - a.text.length)[0]
  if (!line) return null
  const found = foundIn(line, 0, line.text.length, line.text)
  doubt('subject', 'subjectFromText', { seen: brief(line.text) }, { at: found.at, end: found.end })
  return found
}

/** Rows of a labelled part: one, or several that are numbered on their own lines or within one. */
function rowsOf(letter: LetterText, word: Label): { paragraph: Paragraph; at: number; end: number }[] {
  const first = labelled(letter, [word])
  if (first === null) return []
  const rows: { paragraph: Paragraph; at: number; end: number }[] = []
  const start = letter.paragraphs.indexOf(first)
  for (let index = start; index < letter.paragraphs.length; index += 1) {
    const paragraph = letter.paragraphs[index]
    if (paragraph?.zone !== 'labels' || (index > start && labelOf(paragraph.plain) !== null)) break
    const from = index === start ? (labelOf(paragraph.plain)?.from ?? 0) : 0
    rows.push(...numberedWithin(paragraph, from, rows.length + 1))
  }
  return rows
}

/** Cuts "๑. … ๒. …" on one line at its numbers, as long as they follow one another. */
function numberedWithin(
  paragraph: Paragraph,
  from: number,
  expected: number,
): { paragraph: Paragraph; at: number; end: number }[] {
  const cuts: { number: number; at: number; from: number }[] = []
  let no = expected
  for (const match of paragraph.plain.matchAll(/(?:^|[ ])\(?(\d{1,2}) ?[.)] ?(?!\d)/gu)) {
    if (match.index < from - 1 || Number(match[1]) !== no) continue
    if (/(?:ด้วย|ข้อ|ที่)$/u.test(paragraph.plain.slice(0, match.index)) && cuts.length > 0) continue
    cuts.push({ number: no, at: match.index, from: match.index + match[0].length })
    no += 1
  }
  const first = cuts[0]
  if (!first || first.at > from) return [{ paragraph, at: from, end: paragraph.text.length }]
  return cuts.map((cut, index) => ({
    paragraph,
    at: cut.from,
    end: cuts[index + 1]?.at ?? paragraph.text.length,
  }))
}

export function findReferences(letter: LetterText): Found<string>[] {
  return rowsOf(letter, 'อ้างถึง').map(({ paragraph, at, end }) =>
    foundIn(paragraph, at, end, paragraph.text.slice(at, end).trim()),
  )
}

export function findEnclosures(letter: LetterText, doubt: Doubting): ReadEnclosure[] {
  const found: ReadEnclosure[] = []
  for (const { paragraph, at, end } of rowsOf(letter, 'สิ่งที่ส่งมาด้วย')) {
    const text = paragraph.text.slice(at, end).trim()
    if (text === '' || /^[-–]$/u.test(text)) continue
    const quantity = /[ ,]*(?:จำนวน) ?([0-9๐-๙]+ ?[ก-๎]+|[ก-๎]{2,14})(?= ?(?:\(|$))/u.exec(text)
    const rest = quantity ? text.slice(quantity.index + quantity[0].length).trim() : ''
    const title = (quantity ? text.slice(0, quantity.index) + (rest ? ` ${rest}` : '') : text).trim()
    const index = found.length
    found.push({
      title,
      quantity: quantity?.[1]?.trim() ?? '',
      at: paragraph.at + at,
      end: paragraph.at + end,
    })
    if (title.length > 180 || /(?:ขอให้|ดังนี้|จึงเรียน)/u.test(title))
      doubt(
        `enclosures.${index}`,
        'enclosureLong',
        { seen: brief(title) },
        { at: paragraph.at + at, end: paragraph.at + end },
      )
  }
  return found
}

/** What the letter is by its outer shape. */
export function formOf(letter: LetterText, number: Found<string> | null): ReadForm {
  const head = headOf(letter).map(({ plain }) => plain)
  if (head.some((plain) => /บันทึก ?ข้อความ|^ส่วน ?ราชการ/u.test(plain))) return 'memo'
  if (
    head.some(
      (plain) =>
        /วิทยุ(?:สื่อสาร|ราชการ|ด่วน)?|โทรสาร(?:ในราชการ)?$|^โทรสาร(?:ใน)?ราชการ/u.test(plain) &&
        plain.length < 60,
    )
  )
    return 'radio'
  if (head.some((plain) => /^คำสั่ง/u.test(plain))) return 'order'
  const labels = letter.paragraphs
    .filter(({ zone }) => zone === 'labels')
    .map(({ plain }) => labelOf(plain)?.word)
  if (number === null && !labels.includes('เรียน')) return 'notice'
  return labels.includes('ถึง') && !labels.includes('เรื่อง') ? 'stamped' : 'letter'
}
