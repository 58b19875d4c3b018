import { toArabicDigits } from '../../thai/digits.ts'
import { normaliseText } from '../../thai/text.ts'

/** Where a paragraph stands: before the subject, among the labels (เรื่อง … สิ่งที่ส่งมาด้วย), in the body, after the closing. */
type Zone = 'head' | 'labels' | 'body' | 'end'
export type Paragraph = {
  /** Place in LetterText.text. */
  at: number
  text: string
  /** The same with Arabic digits, letter for letter: what the patterns are tried on. */
  plain: string
  zone: Zone
  /** Began after an empty line or with an indent: not only by how its words begin. */
  apart: boolean
}
export type LetterText = {
  text: string
  paragraphs: Paragraph[]
  leftOut: string[]
  /** Places where two lines met with a digit on both sides: one number or two, nobody knows. */
  seams: number[]
  /** Letters that no font shows (U+FFFD, private use): what was copied is damaged. */
  damaged: string | null
}

/** Longest line that is looked at as a head line. */
const headLength = 400

/**
 * A label as copied text has it: tone marks lost or misplaced, spaces put in (PDF).
 * @param words the label as it should stand
 */
function labelPattern(words: string): string {
  return [...words].map((letter) => (/[่-์]/u.test(letter) ? `${letter}?` : `${letter}[่-์]?`)).join(' ?')
}
const labelWords = ['เรื่อง', 'กราบเรียน', 'เรียน', 'อ้างถึง', 'สิ่งที่ส่งมาด้วย', 'ถึง'] as const
export type Label = (typeof labelWords)[number]
/** What a label may be glued to (เรื่องการจัดทำแผน): เรียนรู้ and เรื่องนี้ are words of a sentence. */
const gluedTo: Partial<Record<Label, string>> = {
  เรื่อง: 'การ|แนวทาง|ซักซ้อม|แจ้ง|ขอ|เร่งรัด|ปฏิทิน|กำหนด',
  กราบเรียน: 'นาย|ผู้|ท่าน',
  เรียน: 'นาย|ผู้ว่า|ผู้อำนวย|ท่าน|หัวหน้า|พัฒนาการ|ปลัด|กำนัน|อธิบดี|ท้องถิ่น',
  อ้างถึง: 'หนังสือ|ระเบียบ|คำสั่ง|ประกาศ|\\d',
  สิ่งที่ส่งมาด้วย: '\\S',
}
const labels = labelWords.map((word) => ({
  word,
  pattern: new RegExp(`^${labelPattern(word)}(?=[ :]|$|[0-9(])[ :]*`, 'u'),
  glued: gluedTo[word] === undefined ? null : new RegExp(`^${word}(?=${gluedTo[word]})`, 'u'),
}))

/** The label a paragraph of the head begins with, and where its words begin. */
export function labelOf(plain: string): { word: Label; from: number } | null {
  for (const { word, pattern, glued } of labels) {
    const match = pattern.exec(plain) ?? glued?.exec(plain)
    if (match) return { word, from: match[0].length }
  }
  return null
}

const pageTurn = /^\/ ?\S.*(\.{2,}|…)\s*$/u
/** The same at the end of a line, where the copy lost the line break. */
const gluedTurn = / \/ ?[0-9๐-๙ก-ฮเ-ไ(][^/]{2,60}(?:\.{3,}|…)$/u
const pageNumber = /^(?:[-–—] ?\d{1,3} ?[-–—]|หน้า(?:ที่)? ?\d{1,3}(?: ?(?:\/|จาก) ?\d{1,3})?)$/u
/** First words of what ends a letter, a message, a piece of news. */
const signature =
  /^(?:ที่มา ?:|(?:ภาพ|ข่าว)(?:\/(?:ภาพ|ข่าว))? ?:|ขอแสดงความนับถือ|ขอแสดงความเคารพ|ขอบคุณ|ขอขอบคุณ(?=ครับ|ค่ะ|มาก|$)|(?:ประกาศ|สั่ง) ?ณ ?วันที่)/u
/** First words of what closes most letters, or – where no other closing follows – asks for the one thing it is about. */
export const closing = /^(?:(?:จึง|ทั้งนี้ ?จึง|จึงขอ)(?:เรียน|กราบเรียน|แจ้ง|ประกาศ|ขอความร่วมมือ|ขอเรียน)|จึง(?:มี)?คำสั่ง)/u
/** First words that nothing but a closing has. */
export const surelyClosing = /^(?:ทั้งนี้ ?)?จึง(?:ขอ)?(?:กราบ)?เรียน|^จึงแจ้งมา|^จึงประกาศ|^จึง(?:มี)?คำสั่ง/u
/** Words that the first paragraph of a body begins with. */
const bodyStart =
  /^(?:ด้วย(?!การ|ความ)|ตามที่|ตามหนังสือ|ตาม(?:โทรสาร|วิทยุ)|ตาม.{2,40}ที่อ้างถึง|ตามประกาศ|ตามคำสั่ง|ตามมติ|สืบเนื่อง|เนื่องจาก|เนื่องด้วย|โดยที่|อนุสนธิ|พร้อมนี้|ในการนี้|เพื่อให้|(?:จังหวัด|กรม|กระทรวง|อำเภอ|สำนักงาน)\S{2,60} (?:ได้|ขอ|พิจารณา|มี)|(?:จังหวัด|กรม|กระทรวง|อำเภอ|สำนักงาน)\S{2,40}(?:ได้รับแจ้ง|ขอแจ้ง|ขอเรียน|พิจารณาแล้ว))/u
/** ๑. · ๑) · (๑) · ข้อ ๑ · ๑.๑ · ก. · ก) · ประการที่หนึ่ง · -: what a line of a list begins with. */
const listStart =
  /^(?:\(?\d{1,2}(?:\.\d{1,2}){0,3} ?[.)] ?(?!\d)|\d{1,2}(?:\.\d{1,2}){1,3} (?!\d)|\(?[ก-ฮ][.)] ?(?=[ก-ฮเ-ไ][ก-๎])|ข้อ(?:ที่)? ?\d{1,2} |ประการ(?:ที่ ?\S|แรก|สุดท้าย)|[-•–▪◦*] ?\S|\d{1,2} (?=[ก-ฮเ-ไ][ก-๎]{4}))/u
/** What a number at the head of a line belongs to when the line before ends so: ข้อ ๒. is no second item. */
const wantsNumber =
  /(?:ข้อ|ข้อที่|ด้วย|ลำดับ|ลำดับที่|มาตรา|หมวด|ระยะ|ระยะที่|ไตรมาส|ไตรมาสที่|หมู่|หมู่ที่|ครั้งที่|กลุ่ม|กลุ่มที่|วันที่|วัน\S{2,9}ที่|ที่|ม\.|จำนวน|ปี|พ\.ศ\.|เวลา|ระดับ|โทร\.?|ภายใน|และ|หรือ|ถึง|[-–,/])$/u
const levelLine = /^แผน(?:พัฒนา|ชุมชน|ความต้องการ).{0,160}(?:[-–]|ถึง)/u
const headOffice =
  /^(?:ศาลากลาง|ที่ว่าการ|ที่ทำการ|สำนัก|กรม|กระทรวง|กอง|องค์การ|เทศบาล|ศูนย์|มหาวิทยาลัย|โรงเรียน|ส่วนราชการ|ถนน|บันทึกข้อความ|ด่วน|วิทยุ|โทรสาร|จาก |เลข(?:ที่)?รับ|รับ(?:ที่|วันที่)|วันที่)/u
const numberLine = /^ท[ี]?[่]? ?:? ?\S/u
/** A whole number of a letter at the head of a line. */
const numberAtStart = /^ที่ ?[ก-ฮ]{1,4}[ก-ฮ. ]{0,12}\d{3,5}(?:\.\d{1,4})* ?\/ ?(?:ว ?)?\d/u
/** The last line of an enclosure (จำนวน ๑ ชุด) or of a part of the body (… นั้น · … ดังนี้): what follows is new. */
const lineEnd = /(?:จำนวน ?\d+ ?[ก-ฮเ-ไ][ก-๎]*|ดังนี้ ?:?|ต่อไปนี้ ?:?| นั้น|\(ส่งมาพร้อมนี้\))$/u

/** A line that leads to a list: จังหวัดจึงขอให้อำเภอดำเนินการ ดังนี้ */
const leads = /^(?:จังหวัด|กรม|กระทรวง|อำเภอ|จึง|ในการนี้|ดังนั้น|ทั้งนี้|เพื่อ).{0,160}(?:ดังนี้|ต่อไปนี้) ?:?$/u
/** Most letters of a line that a page broke. */
const pageLine = 110
/** More letters than one line of A4 holds. */
const paperWidth = 160
/** Labels that a copy has put on the line of the subject. */
const gluedLabel =
  / (?=(?:เรียน (?:นาย|ผู้|ท่าน|พัฒนาการ|ท้องถิ่น|ปลัด|หัวหน้า|กำนัน|อธิบดี|ปศุ|เกษตร|สาธารณสุข)|อ้างถึง |สิ่งที่ส่งมาด้วย ))/u

const gluedBody =
  / (?=(?:อ้างถึง |สิ่งที่ส่งมาด้วย |ด้วย ?(?:กระทรวง|กรม|จังหวัด|อำเภอ|สำนักงาน)|ตามที่|ตามหนังสือ|เนื่องจาก|เนื่องด้วย|สืบเนื่อง))/u

/** A whole letter on one line, as LINE and some mail programs hand it on: number, เรื่อง and เรียน stand on it. */
const flatLetter = /^.{0,80}?ที่ ?[ก-ฮ.]{1,12} ?[0-9๐-๙]{2}.{0,300}? เรื่อง .{1,600}? (?:กราบ)?เรียน /u
/** Where such a line is cut in its head: each label, the date behind the postcode. */
const flatHead = / (?=เรื่อง |(?:กราบ)?เรียน |อ้างถึง |สิ่งที่ส่งมาด้วย )|(?<=[0-9๐-๙]{5}) (?=[0-9๐-๙]{1,2} ?[ก-ฮเ])/u
/** First words of its body. */
const flatBody =
  / (?=(?:ด้วย ?(?!การ|ความ)[ก-ฮเ-ไ]{2}|ตามที่|ตามหนังสือ|ตามระเบียบ|ตามแนวทาง|เนื่องจาก|เนื่องด้วย|สืบเนื่อง|โดยที่))/u

type Line = { text: string; plain: string; blankBefore: boolean; indent: number; trailing: boolean }

type Part = { pieces: string[]; zone: Zone; apart: boolean }

/** Without the pictures that messages put before a line or behind it: ✅ 1. … · 1️⃣ … · 📌 … */
function undecorated(raw: string): string {
  if (!/[\u20E3\p{Extended_Pictographic}]/u.test(raw)) return raw
  return raw
    .replace(/([0-9])\uFE0F?\u20E3/gu, '$1. ')
    .replace(/^(\s*)(?:\p{Extended_Pictographic}|\uFE0F|\u200D)+\s*/u, '$1')
    .replace(/(?:\p{Extended_Pictographic}|\uFE0F|\u200D| )+$/u, '')
}

function linesOf(pasted: string): { lines: Line[]; leftOut: string[] } {
  const lines: Line[] = []
  const leftOut: string[] = []
  let blank = true
  const raws = pasted.split(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/u)
  for (const raw of raws) {
    let text = normaliseText(undecorated(raw))
    const turn = text.length < 4000 ? gluedTurn.exec(text) : null
    if (turn && turn.index > 0) {
      leftOut.push(turn[0].trim())
      text = text.slice(0, turn.index)
    }
    const plain = toArabicDigits(text)
    if (text === '') {
      blank = true
      continue
    }
    if ((text.length < 120 && pageTurn.test(text)) || pageNumber.test(plain)) {
      // A page turn may fall inside a paragraph: it ends none.
      leftOut.push(text)
      blank = false
      continue
    }
    const indent = raw.length - raw.trimStart().length + (raw.startsWith('\t') ? 8 : 0)
    const trailing = /[ \u00A0]$/u.test(raw)
    for (const [index, piece] of (lines.length < 60 ? labelPieces(text) : [text])
      .flatMap(closingPieces)
      .entries())
      lines.push({
        text: piece,
        plain: toArabicDigits(piece),
        blankBefore: index === 0 && blank,
        indent,
        trailing,
      })
    blank = false
  }
  // Copied with an empty line behind every line: then an empty line ends no paragraph.
  const apart = lines.filter(({ blankBefore }) => blankBefore).length
  if (
    lines.length >= 10 &&
    apart >= lines.length * 0.95 &&
    lines.every(({ plain }) => plain.length <= pageLine)
  )
    for (const line of lines) line.blankBefore = false
  return { lines, leftOut }
}

function flatPieces(text: string): string[] {
  const from = text.indexOf(' เรียน ')
  const body = text.slice(from).search(flatBody)
  const cut = body < 0 ? text.length : from + body
  return [...text.slice(0, cut).split(flatHead), text.slice(cut).trimStart()].filter((piece) => piece !== '')
}

function labelPieces(text: string): string[] {
  if (text.length > paperWidth && flatLetter.test(text.slice(0, 1500))) return flatPieces(text)
  const label = labelOf(text)
  if (label?.word === 'เรียน' || label?.word === 'กราบเรียน') return text.split(gluedBody)
  if (label !== null && label.word !== 'ถึง') return text.split(gluedLabel)
  // the date and the subject on one line
  return text.length < 400 && /^[^"“]{0,70}[0-9๐-๙] เรื่อง /u.test(text)
    ? text.split(/ (?=เรื่อง )/u).flatMap((piece) => piece.split(gluedLabel))
    : [text]
}

/** The closing begins a paragraph, also where the line break before it was lost. */
function closingPieces(text: string): string[] {
  return text.includes(' จึง') ? text.split(/ (?=จึง(?:กราบ)?เรียนมา|จึงแจ้งมา|ขอแสดงความนับถือ)/u) : [text]
}

/**
 * Brings pasted text into paragraphs: undoes the hard line breaks of a PDF, leaves out page turns and page numbers, and
 * says to which part of a letter each paragraph belongs. Linear in the length of the text.
 */
export function letterText(pasted: string): LetterText {
  const { lines, leftOut } = linesOf(pasted)
  const least = lines.reduce((few, line) => Math.min(few, line.indent), Number.POSITIVE_INFINITY)
  // A page copied with a space at the end of every line says nothing by it.
  const saysSpace = lines.filter((line) => line.trailing).length * 2 < lines.length
  const parts: Part[] = []
  let zone: Zone = 'head'
  let lastLabel: Label | null = null
  let before: Line | null = null
  const labelled = lines.slice(0, 60).some((line) => labelOf(line.plain)?.word === 'เรื่อง')
  for (const [index, line] of lines.entries()) {
    const indented = line.indent - least >= 4
    const label = zone === 'head' || zone === 'labels' ? labelOf(line.plain) : null
    const last = parts.at(-1)
    const goesOn = before !== null && wantsNumber.test(before.plain.slice(-24))
    const listed = listStart.test(line.plain) && !(goesOn && /^\(?\d/u.test(line.plain))
    // A line longer than any on paper was not broken by a page: it is a paragraph of its own.
    const ended = before === null || before.plain.length > paperWidth || lineEnd.test(before.plain.slice(-60))
    let starts = last === undefined || line.blankBefore
    let apart = line.blankBefore
    if (signature.test(line.plain)) {
      zone = 'end'
      starts = true
    } else if (zone === 'head') {
      if (label && (label.word !== 'ถึง' || !labelled)) {
        zone = 'labels'
        lastLabel = label.word
        starts = true
      } else if (
        line.plain.length > 160 ||
        parts.length >= 24 ||
        (!labelled && /[ก-๎]{24}/u.test(line.plain) && bodyStart.test(line.plain))
      ) {
        zone = 'body'
        starts = true
      } else
        starts ||= headOffice.test(line.plain) || numberLine.test(line.plain) || indented || shortHead(line)
    } else if (zone === 'labels') {
      if (lastLabel === 'เรียน' && numberAtStart.test(line.plain) && subjectAhead(lines, index)) {
        // what stood above were the words of a mail that passes the letter on
        zone = 'head'
        lastLabel = null
        starts = true
        apart = true
      } else if (label && !(label.word === 'ถึง')) {
        lastLabel = label.word
        starts = true
      } else if (listed && (lastLabel === 'สิ่งที่ส่งมาด้วย' || lastLabel === 'อ้างถึง')) starts = true
      else if (
        bodyStart.test(line.plain) ||
        (!/^จำนวน/u.test(line.plain) &&
          !labelAhead(lines, index) &&
          (line.blankBefore ||
            listed ||
            (ended && (lastLabel !== 'สิ่งที่ส่งมาด้วย' || !quantityEnd.test(line.plain)))))
      ) {
        zone = 'body'
        starts = true
        apart = true
      } else starts = ended && !line.plain.startsWith('จำนวน')
    } else if (zone === 'body') {
      starts ||= listed || ended || closing.test(line.plain) || levelLine.test(line.plain) || indented
      starts ||= leads.test(line.plain)
      apart ||= indented
    } else starts ||= true
    if (starts || last === undefined) parts.push({ pieces: [line.text], zone, apart })
    else last.pieces.push(joint(before, line, saysSpace), line.text)
    before = line
  }
  return assemble(parts, leftOut)
}

function assemble(parts: readonly Part[], leftOut: string[]): LetterText {
  const seams: number[] = []
  const paragraphs: Paragraph[] = []
  let at = 0
  for (const { pieces, zone, apart } of parts) {
    let here = at
    for (const [index, piece] of pieces.entries()) {
      here += piece.length
      // lines stand at even places, what joins them between
      const next = pieces[index + 2]
      if (index % 2 === 0 && next && pieces[index + 1] === '' && /[0-9๐-๙]$/u.test(piece.slice(-1))) {
        if (/^[0-9๐-๙]/u.test(next.charAt(0))) seams.push(here)
      }
    }
    const text = pieces.join('')
    paragraphs.push({ at, text, plain: toArabicDigits(text), zone, apart })
    at += text.length + 1
  }
  const text = paragraphs.map((paragraph) => paragraph.text).join('\n')
  return {
    text,
    paragraphs,
    leftOut,
    seams,
    damaged: /[\uFFFD\uE000-\uF8FF].{0,10}/u.exec(text)?.[0] ?? null,
  }
}

/** Whether a label follows within a few lines: then the labels are not over, whatever stands between. */
function labelAhead(lines: readonly Line[], index: number): boolean {
  return lines.slice(index + 1, index + 7).some(({ plain }) => {
    const label = labelOf(plain)
    return label !== null && label.word !== 'ถึง' && label.word !== 'เรื่อง'
  })
}

/** Whether the subject is still to come: then the head is not over. */
function subjectAhead(lines: readonly Line[], index: number): boolean {
  const seen = (line: Line) => labelOf(line.plain)?.word === 'เรื่อง'
  return !lines.slice(0, index).some(seen) && lines.slice(index + 1, index + 9).some(seen)
}

/** A line of the head that stands by itself: a date, an address, a telephone number. */
function shortHead(line: Line): boolean {
  return (
    line.plain.length < headLength &&
    /^(?:\d{1,2} ?(?:เดือน ?)?[ก-ฮเม]|ถนน|ถ\.|อำเภอ|ตำบล|จังหวัด|โทร|หมู่)/u.test(line.plain)
  )
}

/** An enclosure without a number of its own ends so; the first paragraph of a body does not. */
const quantityEnd = /(?:จำนวน ?\d+ ?[ก-ฮเ-ไ][ก-๎]*|\(ส่งมาพร้อมนี้\))$/u

/**
 * What stands between two joined lines. Thai has no spaces between words, so nothing – unless the line ended with a
 * space, or Latin letters or marks meet that belong apart.
 */
function joint(before: Line | null, after: Line, saysSpace: boolean): string {
  if (before === null) return ''
  if (saysSpace && before.trailing) return ' '
  if (/^[\u0E31\u0E34-\u0E3A\u0E47-\u0E4E\u0E33]/u.test(after.text)) return ''
  const end = before.plain.slice(-1)
  const start = after.plain.charAt(0)
  if (/\d/u.test(start)) return /[ก-๎]/u.test(end) ? ' ' : ''
  if (/^(?:พ\. ?ศ|จำนวน|ภายใน)/u.test(after.text)) return ' '
  return /[A-Za-z0-9,ฯ)]/u.test(end) || /[A-Za-z(]/u.test(start) ? ' ' : ''
}
