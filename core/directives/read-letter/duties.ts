import type { IsoDate } from '../../thai/dates.ts'
import { toArabicDigits } from '../../thai/digits.ts'
import { datesIn } from './dates.ts'
import { readDue, unplacedDues } from './due.ts'
import type { Doubting } from './head.ts'
import { brief, type DutyKind, type Found, type ReadDuty } from './reading.ts'
import { closing, type LetterText, type Paragraph, surelyClosing } from './text.ts'

/** How a line of a list is numbered; lines of another style below one belong to it. */
type Style = 'dot' | 'paren' | 'both' | 'item' | 'nth' | 'bare' | 'letter' | 'bullet' | 'multi'
type Marker = { style: Style; no: number; from: number }
/** What a list follows. */
const leadsOn = /(?:ดังนี้|ต่อไปนี้) ?:?$/u

/** First words of a paragraph that is about the whole letter. */
const ofAll = /^(?:ทั้งนี้|อนึ่ง|ในการนี้|พร้อมนี้|พร้อมกันนี้|สำหรับ|หาก|กรณี|จึง|จังหวัด|อำเภอ|กรม|กระทรวง|ศาลากลาง|สำนักงาน)/u

type Item = { no: number; style: Style; at: number; end: number }
/**
 * `windows`: how many of its items are rows of a calendar (แผนพัฒนาตำบล ๑ มีนาคม – ๓๐ เมษายน ๒๕๖๗). `dueColumn`: rows of a
 * table one column of which says by when.
 */
type List = { items: Item[]; lead: string; windows: number; dueColumn: boolean }
/** The head of a pasted table with such a column: ที่ กิจกรรม กำหนดแล้วเสร็จ ผู้รับผิดชอบ */
const tableHead = /^(?:ที่|ลำดับ(?:ที่)?|ข้อ) ?[ก-ฮเ-ไ].{0,90}(?:กำหนด|ภายใน|แล้วเสร็จ|วันส่ง|วันที่ส่ง)/u

const thaiLetters = 'กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ'
const nthWords = ['หนึ่ง', 'สอง', 'สาม', 'สี่', 'ห้า', 'หก', 'เจ็ด', 'แปด', 'เก้า', 'สิบ']
/** Words of a lead that make the list below it one of duties. */
const orders = /ให้|ขอความร่วมมือ|ขอความอนุเคราะห์|มอบหมาย|ดำเนินการ|ถือปฏิบัติ|กำชับ|สั่งการ|ปฏิบัติ ?ดัง|โปรด/u

/** Words of a lead that make it a list of facts, whatever stands before them: กำหนดให้ ก.บ.ต. มีหน้าที่ ดังนี้ */
const facts =
  /(?:มี(?:อำนาจ)?หน้าที่(?:และอำนาจ|และความรับผิดชอบ)?|ประกอบด้วย|ได้แก่|(?:มี)?รายละเอียด|สรุปได้|รายชื่อ|ผลการดำเนินงาน) ?(?:ดังนี้|ดังต่อไปนี้) ?:?$/u

const markers: readonly [RegExp, Style][] = [
  [/^\((\d{1,2})\) ?(?=\D)/u, 'both'],
  [/^(\d{1,2}) ?\. ?(?!\d)/u, 'dot'],
  [/^(\d{1,2}) ?\) ?(?!\d)/u, 'paren'],
  [/^\(?\d{1,2}(?:\.\d{1,2}){1,3} ?[.)]? ?(?!\d)/u, 'multi'],
  [/^ข้อ(?:ที่)? ?(\d{1,2})[ .:)]+/u, 'item'],
  [/^\(?([ก-ฮ])[.)] ?(?=[ก-ฮเ-ไ][ก-๎])/u, 'letter'],
  [/^[-•–▪◦*] ?(?=\S)/u, 'bullet'],
  [/^(\d{1,2}) (?=[ก-ฮเ-ไ][ก-๎]{4})/u, 'bare'],
]
const nth = /^ประการ(?:ที่ ?)?(\d{1,2}|[ก-๎]{2,8}?|แรก)(?:[ :]+|(?=ให้|ขอ|ทบทวน|จัด|รายงาน))/u

function markerOf(plain: string): Marker | null {
  for (const [pattern, style] of markers) {
    const match = pattern.exec(plain)
    if (!match) continue
    const said = match[1] ?? ''
    const no = style === 'letter' ? thaiLetters.replace('ฃ', '').indexOf(said) + 1 : Number(said) || 0
    return { style, no, from: match[0].length }
  }
  const match = nth.exec(plain)
  if (!match) return null
  const said = match[1] ?? ''
  const no = said === 'แรก' ? 1 : Number(said) || nthWords.indexOf(said) + 1
  return no > 0 ? { style: 'nth', no, from: match[0].length } : null
}

const isTop = (style: Style) => style !== 'multi' && style !== 'bullet'

/** A stretch of the letter as one paragraph, so that a date torn over two lines is one. */
function partOf(letter: LetterText, at: number, end: number): Paragraph {
  const text = letter.text.slice(at, end).replace(/\n/gu, ' ')
  return { at, text, plain: toArabicDigits(text), zone: 'body', apart: false }
}

export type Duties = {
  duties: ReadDuty[]
  dueOn: Found<IsoDate> | null
}

/**
 * The duties of a letter: the numbered list below words that order (ให้อำเภอดำเนินการ ดังนี้), else numbers within a
 * paragraph, else sentences that begin with ให้… – the last are offered with a doubt. A due date of the closing words
 * counts for every duty that has none of its own, with a doubt.
 */
export function findDuties(
  letter: LetterText,
  kinds: readonly DutyKind[],
  dated: Found<IsoDate> | null,
  doubt: Doubting,
): Duties {
  const day = dated?.value ?? null
  const own = letter.paragraphs.filter(({ zone }) => zone === 'body')
  const body = own.length > 0 ? own : letter.paragraphs.filter(({ zone }) => zone === 'head')
  const closingAt = closingOf(body)
  const main = closingAt < 0 ? body : body.slice(0, closingAt)
  const after = closingAt < 0 ? [] : body.slice(closingAt)
  const lists = listsOf(main)
  const picked = pick(lists, doubt)
  let items: OpenItem[] = picked.flatMap((list) =>
    list.items.map((item) => ({ ...item, numbered: isTop(item.style), dueColumn: list.dueColumn })),
  )
  let rest: Paragraph[] = after
  if (items.length > 0) {
    const last = items.at(-1)?.end ?? 0
    const behind = main.filter(({ at }) => at >= last)
    rest = [...behind, ...after]
    const next = behind[0]
    // an empty line may end the last duty or only a line of it
    if (next && !ofAll.test(next.plain))
      doubt(
        `duties.${items.length - 1}`,
        'dutyCut',
        { seen: brief(next.text) },
        { at: next.at, end: next.at + next.text.length },
      )
    items = splitGlued(letter, items, doubt)
  } else {
    items = inline(letter, main, doubt)
    if (items.length === 0) items = fromProse(main, doubt)
    if (items.length === 0) items = fromClosing(after, doubt)
    if (items.length === 0)
      items = fromProse(
        after.filter(({ plain }) => !surelyClosing.test(plain)),
        doubt,
      )
    rest = after.filter(({ at }) => !items.some((item) => item.at === at))
  }
  if (items.length > 40) {
    doubt('duties', 'tooManyDuties', { count: items.length })
    items = items.slice(0, 40)
  }
  const numbers = new Set<number>()
  const duties = items.map((item, index): ReadDuty => {
    const part = partOf(letter, item.at, item.end)
    // two lists begin with 1 each: a number may stand only once in a letter
    const no = numbers.has(item.no) || item.no === 0 ? Math.max(0, ...numbers) + 1 : item.no
    numbers.add(no)
    const { dueOn, due } = readDue(part, {
      letter,
      dated: day,
      doubt,
      field: `duties.${index}.dueOn`,
      dueColumn: item.dueColumn,
    })
    const kind = kindOf(part.text, kinds)
    if (kind.unsure) doubt(`duties.${index}.kind`, 'kindUnsure', { no }, { at: item.at, end: item.end })
    return {
      no,
      text: part.text.replace(/ {2,}/gu, ' ').trim(),
      dueOn,
      due,
      numbered: item.numbered,
      kind: kind.key,
      at: item.at,
      end: item.end,
    }
  })
  return { duties, dueOn: ofWholeLetter(letter, rest, duties, dated, doubt) }
}

/**
 * Where the closing begins. "จึงขอความร่วมมือ … ดังนี้" leads to the duties, and with "จึงเรียนมา …" behind it it is one
 * itself: the closing is what nothing but a closing begins with, else the first that may be one.
 */
function closingOf(body: readonly Paragraph[]): number {
  const sure = body.findIndex(({ plain }) => surelyClosing.test(plain) && !leadsOn.test(plain))
  return sure >= 0 ? sure : body.findIndex(({ plain }) => closing.test(plain) && !leadsOn.test(plain))
}

/** Lists of the body, each with the paragraph that leads to it. */
function listsOf(body: readonly Paragraph[]): List[] {
  const lists: List[] = []
  let list: List | null = null
  let lead = ''
  let dueColumn = false
  let waiting: Paragraph[] = []
  for (const paragraph of body) {
    const marker = markerOf(paragraph.plain)
    const last: Item | undefined = list?.items.at(-1)
    const end = paragraph.at + paragraph.text.length
    const item = marker ? { no: marker.no, style: marker.style, at: paragraph.at + marker.from, end } : null
    if (marker && item && list && last && marker.style === list.items[0]?.style && isTop(marker.style)) {
      if (marker.no === 1 && last.no >= 1) {
        list = { items: [item], lead: waiting.at(-1)?.plain ?? lead, windows: 0, dueColumn: false }
        lists.push(list)
      } else if (marker.style === 'bare' && marker.no !== last.no + 1) last.end = end
      else {
        // what stood between two numbers belongs to the first
        const between = waiting.at(-1)
        if (between) last.end = between.at + between.text.length
        list.items.push(item)
      }
      if (isWindow(paragraph.plain.slice(marker.from))) list.windows += 1
      waiting = []
      continue
    }
    if (marker && item && !list && isTop(marker.style)) {
      if (marker.style === 'bare' && marker.no !== 1) {
        lead = paragraph.plain
        continue
      }
      list = { items: [item], lead, windows: 0, dueColumn }
      lists.push(list)
      if (isWindow(paragraph.plain.slice(marker.from))) list.windows += 1
      waiting = []
      continue
    }
    const led = waiting.at(-1)
    if (marker?.no === 1 && item && list && led && isTop(marker.style) && leadsOn.test(led.plain)) {
      // another list, of another style: the one before told what an office has to do by law
      list = {
        items: [item],
        lead: led.plain,
        windows: isWindow(paragraph.plain.slice(marker.from)) ? 1 : 0,
        dueColumn: false,
      }
      lists.push(list)
      waiting = []
      continue
    }
    if (list && last) {
      // below the last number: its own lines, or – apart from it – what is said of the whole letter
      if (marker && waiting.length === 0) last.end = end
      else if (!paragraph.apart && waiting.length === 0 && !leadsOn.test(paragraph.plain)) last.end = end
      else waiting.push(paragraph)
      continue
    }
    dueColumn = tableHead.test(paragraph.plain)
    // the head of a table stands between the words that lead to it and its rows
    lead = marker?.style === 'bullet' || (dueColumn && leadsOn.test(lead)) ? lead : paragraph.plain
  }
  return lists
}

/** A row of a calendar, not a duty: it begins with the plan and says months or a range. */
function isWindow(plain: string): boolean {
  return (
    /^[-•–▪◦* ]*(?:การจัดทำ)?แผน/u.test(plain) &&
    datesIn(plain).some(({ from, day }) => from !== null || day === 0)
  )
}

/** The lists that are duties. A list of facts (ตามที่ … ดังนี้) is none; more than one is a doubt. */
function pick(lists: readonly List[], doubt: Doubting): List[] {
  const real = lists.filter(
    ({ items, windows }) => (items.length > 1 || items[0]?.no === 1) && windows < items.length,
  )
  const ordered = real.filter(({ lead }) => orders.test(lead.slice(-140)) && !facts.test(lead))
  const picked = ordered.length > 0 ? ordered : real
  const first = real[0]?.items[0]
  if (real.length > 1 || (real.length === 1 && ordered.length === 0))
    doubt(
      'duties',
      'severalLists',
      { count: real.length },
      first ? { at: first.at, end: first.end } : undefined,
    )
  for (const list of picked) {
    let expected = 1
    for (const item of list.items) {
      if (item.no !== expected)
        doubt('duties', 'dutyNumbers', { expected, found: item.no }, { at: item.at, end: item.end })
      expected = item.no + 1
    }
  }
  return picked
}

type OpenItem = Item & { numbered: boolean; dueColumn?: boolean }

/** A number in the middle of a line whose turn it is: the line break before it was lost. */
function splitGlued(letter: LetterText, items: readonly OpenItem[], doubt: Doubting): OpenItem[] {
  const split: OpenItem[] = []
  const signs: Partial<Record<Style, (no: number) => RegExp>> = {
    dot: (no) => new RegExp(`[ \\n]${no} ?\\. ?(?=[ก-ฮเ-ไ][ก-๎]{2})`, 'u'),
    paren: (no) => new RegExp(`[ \\n]${no} ?\\) ?(?=[ก-ฮเ-ไ][ก-๎]{2})`, 'u'),
    both: (no) => new RegExp(`[ \\n]\\(${no}\\) ?(?=[ก-ฮเ-ไ][ก-๎]{2})`, 'u'),
    item: (no) => new RegExp(`[ \\n]ข้อ ?${no} (?=[ก-ฮเ-ไ][ก-๎]{2})`, 'u'),
  }
  for (const [index, item] of items.entries()) {
    let rest = item
    for (let no = item.no + 1; no < 40; no += 1) {
      const next = items[index + 1]
      const sign = signs[item.style]?.(no)
      if (!sign || next?.no === no) break
      const plain = toArabicDigits(letter.text.slice(rest.at, rest.end))
      const match = sign.exec(plain)
      if (!match || /(?:ข้อ|ด้วย|ที่)$/u.test(plain.slice(0, match.index))) break
      split.push({ ...rest, end: rest.at + match.index })
      rest = { ...rest, no, at: rest.at + match.index + match[0].length }
      doubt('duties', 'dutySplit', { no }, { at: rest.at, end: rest.end })
    }
    split.push(rest)
  }
  return split
}

/** "โดย ๑) … ๒) …" within one paragraph. */
function inline(letter: LetterText, body: readonly Paragraph[], doubt: Doubting): OpenItem[] {
  for (const paragraph of body) {
    for (const [style, pattern] of [
      ['paren', /(?:^|[ :])(?:\()?(\d{1,2}) ?\) ?(?=[ก-ฮเ-ไ][ก-๎])/gu],
      ['dot', /(?:^|[ :])(\d{1,2}) ?\. ?(?=[ก-ฮเ-ไ][ก-๎])/gu],
    ] as const) {
      const cuts: { no: number; at: number; from: number }[] = []
      for (const match of paragraph.plain.matchAll(pattern)) {
        if (Number(match[1]) !== cuts.length + 1) continue
        if (/(?:ข้อ|ด้วย|ที่)$/u.test(paragraph.plain.slice(0, match.index))) continue
        cuts.push({ no: cuts.length + 1, at: match.index, from: match.index + match[0].length })
      }
      if (cuts.length < 2) continue
      const lead = paragraph.plain.slice(Math.max(0, (cuts[0]?.at ?? 0) - 300), cuts[0]?.at)
      if (/สิ่งที่ส่งมาด้วย$/u.test(lead)) continue
      const items = cuts.map((cut, index) => ({
        no: cut.no,
        style: style as Style,
        numbered: true,
        at: paragraph.at + cut.from,
        end: paragraph.at + (cuts[index + 1]?.at ?? paragraph.text.length),
      }))
      const last = items.at(-1)
      const tail = last ? letter.text.slice(last.at, last.end) : ''
      if (!orders.test(lead) || / (?:ทั้งนี้|จึง|อนึ่ง|โดยให้)/u.test(tail))
        doubt('duties', 'dutySplit', { no: items.length }, last)
      return items
    }
  }
  return []
}

const told =
  /(?:(?:พร้อมกันนี้|พร้อมนี้|ในการนี้|ทั้งนี้|โดย|และ|จึง) ?)?(?:ขอ)?(?:ให้|ความร่วมมือ(?:จาก)?|ความอนุเคราะห์)(?:ท่าน|ทุก)?(?:อำเภอ|นายอำเภอ|แจ้ง|จังหวัด|ทุกอำเภอ|ท่าน|ทุกตำบล|พัฒนาการอำเภอ|สำนักงาน|หน่วยงาน|ส่วนราชการ|องค์กรปกครอง|ปลัดอำเภอ|กำนัน|ดำเนินการ|รายงาน|จัดส่ง|จัดทำ|ตรวจสอบ|ทบทวน|เร่งรัด|กำชับ|ติดตาม|ประสาน|ส่ง)/gu

/** A letter or notice without numbers tells its duties as "ให้…": each such sentence is offered, none is certain. */
function fromProse(body: readonly Paragraph[], doubt: Doubting): OpenItem[] {
  const items: OpenItem[] = []
  let lead = ''
  for (const paragraph of body) {
    const plain = paragraph.plain
    if (/^[-•–▪◦*]/u.test(plain)) {
      // points below "ให้ … ดังนี้" are duties, those of a calendar are not
      if (orders.test(lead) && /(?:ดังนี้|ต่อไปนี้|ดังต่อไปนี้) ?:?$/u.test(lead) && !isWindow(plain)) {
        const from = /^[-•–▪◦*] ?/u.exec(plain)?.[0].length ?? 0
        items.push({
          no: items.length + 1,
          style: 'bullet',
          numbered: false,
          at: paragraph.at + from,
          end: paragraph.at + plain.length,
        })
      }
      continue
    }
    lead = plain
    const starts = [...plain.matchAll(told)]
      .map(({ index }) => index)
      .filter((index) => index === 0 || plain.charAt(index - 1) === ' ' || plain.startsWith('จึง', index))
      // a sentence that only leads to its points is none itself
      .filter((index) => !(/(?:ดังนี้|ต่อไปนี้) ?:?$/u.test(plain) && plain.length - index < 90))
    for (const [index, start] of starts.entries()) {
      const end = starts[index + 1] ?? plain.length
      const trimmed = plain.slice(start, end).trimEnd().length
      items.push({
        no: items.length + 1,
        style: 'bullet',
        numbered: false,
        at: paragraph.at + start,
        end: paragraph.at + start + trimmed,
      })
    }
  }
  const first = items[0]
  if (first) doubt('duties', 'dutiesFromProse', { count: items.length }, { at: first.at, end: first.end })
  return items
}

/** จึงเรียนมาเพื่อโปรดรายงานผลภายในวันที่ …: the only duty of a short letter. */
function fromClosing(after: readonly Paragraph[], doubt: Doubting): OpenItem[] {
  const paragraph = after.find(
    ({ plain }) =>
      /รายงาน|จัดส่ง|ส่ง|แจ้งผล|ดำเนินการ|ถือปฏิบัติ/u.test(plain) &&
      (datesIn(plain).length > 0 || /ภายใน|โดยด่วน|โดยเร็ว/u.test(plain)),
  )
  if (!paragraph) return []
  const span = { at: paragraph.at, end: paragraph.at + paragraph.text.length }
  doubt('duties', 'dutiesFromProse', { count: 1 }, span)
  return [{ no: 1, style: 'bullet', numbered: false, ...span }]
}

/** A due date behind the list counts for every duty that has none of its own – which a person has to say. */
function ofWholeLetter(
  letter: LetterText,
  rest: readonly Paragraph[],
  duties: ReadDuty[],
  dated: Found<IsoDate> | null,
  doubt: Doubting,
): Found<IsoDate> | null {
  const ends = letter.paragraphs.filter(({ zone }) => zone === 'end')
  unplacedDues(ends, doubt)
  const used = (part: Paragraph) => duties.some((duty) => duty.at <= part.at && part.at < duty.end)
  const isDate = (part: Paragraph) =>
    dated !== null && part.at <= dated.at && dated.end <= part.at + part.text.length
  const parts = rest.filter((part) => !used(part) && !isDate(part))
  let dueOn: Found<IsoDate> | null = null
  for (const part of parts) {
    const before = dueOn
    const read = readDue(part, { letter, dated: dated?.value ?? null, doubt, field: 'duties' })
    if (read.dueOn === null || read.due === null) continue
    if (before === null) dueOn = { value: read.dueOn, ...read.due }
    else if (before.value !== read.dueOn)
      doubt(
        'duties',
        'severalDues',
        { seen: `${before.seen}, ${read.due.seen}`, taken: before.seen },
        { at: read.due.at, end: read.due.end },
      )
  }
  // a date in the prose above the list, or beside the sentences that were taken for duties
  const firstDuty = duties[0]?.at ?? Number.POSITIVE_INFINITY
  const above = letter.paragraphs.filter(
    (part) =>
      part.zone === 'body' &&
      !used(part) &&
      !parts.includes(part) &&
      !duties.some((duty) => duty.at < part.at + part.text.length && part.at < duty.end) &&
      part.at < firstDuty,
  )
  unplacedDues(above.length > 0 ? above : [], doubt)
  if (dueOn !== null) {
    const due = dueOn
    const open = duties.filter((duty) => duty.dueOn === null)
    for (const duty of open) {
      duty.dueOn = due.value
      duty.due = { seen: due.seen, at: due.at, end: due.end }
    }
    doubt(
      'duties',
      'dueOfLetter',
      { seen: brief(due.seen), count: open.length },
      { at: due.at, end: due.end },
      due.value,
    )
  }
  return dueOn
}

/** The kind whose keywords the text has most of, weighing how early they come; `other` without any. */
function kindOf(text: string, kinds: readonly DutyKind[]): { key: string; unsure: boolean } {
  let best = { key: 'other', score: 0, unsure: false }
  const head = text.slice(0, 120)
  for (const kind of kinds) {
    const score =
      kind.keywords.reduce((sum, word) => sum + (head.includes(word) ? 2 : text.includes(word) ? 1 : 0), 0) /
      Math.max(1, kind.keywords.length)
    if (score > best.score) best = { key: kind.key, score, unsure: false }
    else if (score > 0 && score === best.score) best = { ...best, unsure: true }
  }
  return { key: best.key, unsure: best.unsure }
}
