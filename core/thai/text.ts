/**
 * Thai text as people type and paste it, brought to one form, and its search key and order.
 * Facts measured in PEERS.md §4.5: NFC leaves น้ำ (U+0E33) and น้ํา (U+0E4D U+0E32) different.
 */
import { toArabicDigits } from './digits.ts'

/** Marks above and below a consonant. */
const MARKS = '\u0E31\u0E34-\u0E3A\u0E47-\u0E4E'
/** Zero-width, bidi control and soft-hyphen characters: invisible, and they break search and PDF text (DOCUMENTS.md §B). */
const INVISIBLE = /\u034F|[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed here
const CONTROLS = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g

/**
 * Private-use glyph variants that old Windows fonts (and so copied PDFs) use for raised, lowered or
 * left-shifted marks: U+F700…F71A, in order.
 */
const SHAPED =
  'ฐ\u0E34\u0E35\u0E36\u0E37\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E48\u0E49\u0E4A\u0E4B\u0E4Cญ\u0E31\u0E4D\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E38\u0E39\u0E3A'

/** Where a mark stands in a run of marks on one consonant: vowel, ็, tone, ์, นิคหิต. Phinthu first, as NFC has it. */
function markOrder(mark: string): number {
  const code = mark.charCodeAt(0)
  if (code === 0x0e3a) return 0
  if (code < 0x0e47) return 1
  if (code === 0x0e47) return 2
  if (code <= 0x0e4b) return 3
  return code === 0x0e4c ? 4 : 5
}

function orderMarks(run: string): string {
  const marks = [...new Set(run)]
  return marks.sort((a, b) => markOrder(a) - markOrder(b) || a.charCodeAt(0) - b.charCodeAt(0)).join('')
}

function fixThai(text: string): string {
  return (
    text
      .replace(/[\uF700-\uF71A]/g, (shape) => SHAPED.charAt(shape.charCodeAt(0) - 0xf700))
      // นิคหิต + า and ำ are one letter; taken apart here, so that a tone typed on either side finds its place (นำ้ → น้ำ)
      .replace(/\u0E33/g, '\u0E4D\u0E32')
      .replace(new RegExp(`\u0E4D([${MARKS}]*)\u0E32([${MARKS}]+)`, 'g'), '\u0E4D$1$2\u0E32')
      // marks typed in the wrong order or twice: ก่ี → กี่
      .replace(new RegExp(`[${MARKS}]{2,}`, 'g'), orderMarks)
      .replace(/\u0E4D\u0E32/g, '\u0E33')
      // two เ typed for one แ
      .replace(/เเ/g, 'แ')
  )
}

function clean(text: string): string {
  return fixThai(text.normalize('NFC').replace(INVISIBLE, '').replace(CONTROLS, '')).normalize('NFC')
}

/**
 * One line of text in its one form: NFC, mistyped Thai marks repaired, invisible and control characters
 * dropped, line breaks, tabs and no-break spaces turned to one space, ends trimmed. Idempotent.
 */
export function normaliseText(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim()
}

/** As normaliseText, but for text of several lines: line breaks stay (as \n), at most one empty line together. */
export function normaliseLines(text: string): string {
  return clean(text)
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/**
 * Key under which a text is searched and compared (PEERS.md §4.5): repaired, NFKC, Arabic digits,
 * single spaces, lower case. Equal keys mean: the same to a person who searches. Not for display.
 */
export function searchKey(text: string): string {
  return toArabicDigits(normaliseText(normaliseText(text).normalize('NFKC')).normalize('NFKC'))
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}

const collator = new Intl.Collator('th', { numeric: true })

/** Order of two texts as a Thai dictionary has it (เ แ โ ไ ใ after their consonant); numbers by value. */
export function compareThai(a: string, b: string): number {
  return collator.compare(toArabicDigits(a), toArabicDigits(b))
}
