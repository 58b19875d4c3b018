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

const TONE_BEFORE_AM = new RegExp(`\u0E4D([${MARKS}]*)\u0E32([${MARKS}]+)`, 'g')
const MARK_RUN = new RegExp(`[${MARKS}]{2,}`, 'g')

function fixThai(text: string): string {
  return (
    text
      .replace(/[\uF700-\uF71A]/g, (shape) => SHAPED.charAt(shape.charCodeAt(0) - 0xf700))
      // นิคหิต + า and ำ are one letter; taken apart here, so that a tone typed on either side finds its place (นำ้ → น้ำ)
      .replace(/\u0E33/g, '\u0E4D\u0E32')
      .replace(TONE_BEFORE_AM, '\u0E4D$1$2\u0E32')
      // marks typed in the wrong order or twice: ก่ี → กี่
      .replace(MARK_RUN, orderMarks)
      .replace(/\u0E4D\u0E32/g, '\u0E33')
      // two เ typed for one แ
      .replace(/เเ/g, 'แ')
  )
}

/** ASCII, line breaks and tabs, and the Thai block: nothing that NFC or NFKC would turn into something else but ำ. */
const PLAIN = /^[\t\n\r\u0020-\u007E\u0E01-\u0E3A\u0E3F-\u0E4D\u0E50-\u0E5B]*$/
/** นิคหิต, two เ, a mark or another ำ behind ำ, and marks that stand twice or in an order that orderMarks would change. */
const MISTYPED = new RegExp(
  `\u0E4D|เเ|\u0E33[${MARKS}\u0E33]|[\u0E31\u0E34-\u0E39][\u0E31\u0E34-\u0E3A]|\u0E3A\u0E3A|\u0E47[\u0E31\u0E34-\u0E3A\u0E47]|[\u0E48-\u0E4B][\u0E31\u0E34-\u0E3A\u0E47-\u0E4B]|\u0E4C[${MARKS}]`,
)

/** True for what nearly every cell of nearly every sheet is: text that is in its one form already. */
function isClean(text: string): boolean {
  return PLAIN.test(text) && !MISTYPED.test(text)
}

function clean(text: string): string {
  if (isClean(text)) return text
  return fixThai(text.normalize('NFC').replace(INVISIBLE, '').replace(CONTROLS, '')).normalize('NFC')
}

/**
 * One line of text in its one form: NFC, mistyped Thai marks repaired, invisible and control characters
 * dropped, line breaks, tabs and no-break spaces turned to one space, ends trimmed. Idempotent.
 */
export function normaliseText(text: string): string {
  const cleaned = clean(text)
  return SPACES.test(cleaned) ? cleaned.replace(/\s+/g, ' ').trim() : cleaned
}

/** Spaces that are not one space between two words. */
const SPACES = /[^\S ]| {2}|^ | $/

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
  // Of a text in its one form NFKC only takes ำ apart.
  if (isClean(text))
    return toArabicDigits(normaliseText(text).replaceAll('\u0E33', '\u0E4D\u0E32')).toLowerCase()
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

/** Letters that are pronounced alike and so mistaken for one another, and marks that are left out or put in. */
const ALIKE: Readonly<Record<string, string>> = {
  ฆ: 'ค',
  ฌ: 'ช',
  ญ: 'ย',
  ฎ: 'ด',
  ฏ: 'ต',
  ฐ: 'ท',
  ฑ: 'ท',
  ฒ: 'ท',
  ธ: 'ท',
  ณ: 'น',
  ภ: 'พ',
  ศ: 'ส',
  ษ: 'ส',
  ฬ: 'ล',
  ใ: 'ไ',
  'ี': 'ิ',
  'ึ': 'ิ',
  'ื': 'ิ',
  'ู': 'ุ',
}

/**
 * A search key made forgiving: tone marks, ะ, ็ ์ ๆ ฯ dropped, letters that sound alike one letter, a letter or vowel typed
 * twice once. For words long enough that little else folds to the same ("หวยทราย" = "ห้วยทราย"; but ป่า is not ปา).
 */
export function looseKey(key: string): string {
  return key
    .replace(/[ฆฌญฎฏฐฑฒธณภศษฬใีึืู]/g, (letter) => ALIKE[letter] ?? letter)
    .replace(/[\u0E30\u0E45-\u0E4D\u0E2F]/g, (mark) => (mark === '\u0E4D' ? mark : ''))
    .replace(/([\u0E00-\u0E7F])\1+/g, '$1')
}

const LEADING = /([เแโใไ])([ก-ฮ])/g

/**
 * Key whose order by bytes is the Thai dictionary's: leading vowels behind their consonant, marks last, numbers by value
 * (up to ten digits). For a database, which cannot ask compareThai.
 */
export function sortKey(text: string): string {
  const key = searchKey(text)
  const letters = key
    .replace(LEADING, '$2$1')
    .replace(/[\u0E47-\u0E4E]/g, '')
    .replace(/\d+/g, (digits) => digits.padStart(10, '0'))
    // Latin letters come behind the Thai ones
    .replace(/[a-z]/g, (letter) => String.fromCharCode(0xee00 + letter.charCodeAt(0)))
  return `${letters}\u0001${key.replace(/[^\u0E47-\u0E4E]/g, '')}`
}
