/**
 * Money is a whole number of satang (1 baht = 100 satang), kept as a safe integer. Sums of a whole province
 * stay far below MAX_SATANG, so no total can lose a satang to floating point.
 */
import { type DigitStyle, inDigits, toArabicDigits } from './digits.ts'
import { normaliseText } from './text.ts'

/** Largest single amount: 10 ล้านล้านบาท (three times the state budget), in satang; well inside 2^53. */
export const MAX_SATANG = 1_000_000_000_000_000

export type ParsedBaht =
  /** satang is null when the cell says "nothing": empty, "-", "ไม่ใช้งบประมาณ". */
  | { ok: true; satang: number | null }
  /**
   * unrecognised: not an amount · negative · tooPrecise: more than two decimals ("300.000" may mean three
   * hundred thousand, so it is asked back) · tooLarge: above MAX_SATANG
   */
  | { ok: false; reason: 'unrecognised' | 'negative' | 'tooPrecise' | 'tooLarge' }

const UNITS: Readonly<Record<string, bigint>> = {
  ร้อย: 100n,
  พัน: 1_000n,
  หมื่น: 10_000n,
  แสน: 100_000n,
  ล้าน: 1_000_000n,
  สิบล้าน: 10_000_000n,
  ร้อยล้าน: 100_000_000n,
  พันล้าน: 1_000_000_000n,
  หมื่นล้าน: 10_000_000_000n,
  แสนล้าน: 100_000_000_000n,
  ล้านล้าน: 1_000_000_000_000n,
}
const UNIT_PATTERN = Object.keys(UNITS)
  .sort((a, b) => b.length - a.length)
  .join('|')
const PIECE = new RegExp(`^((?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?)\\s*(${UNIT_PATTERN})?\\s*`)

/** "1.25" × unit in satang; undefined when that is not a whole number of satang. */
function inSatang(figure: string, unit: bigint): bigint | undefined {
  const [whole = '0', fraction = ''] = figure.replace(/,/g, '').split('.')
  const scale = 10n ** BigInt(fraction.length)
  const scaled = BigInt(whole + fraction) * unit * 100n
  return scaled % scale === 0n ? scaled / scale : undefined
}

/**
 * Reads an amount of baht as people type it: "300,000.50 บาท", "๓๐๐,๐๐๐", "1.2 ล้าน", "5 แสน",
 * "1 ล้าน 2 แสน", "500 บาท 25 สตางค์", "300,000.-". Returns satang, or why it cannot be read.
 */
export function parseBaht(text: string): ParsedBaht {
  let rest = toArabicDigits(normaliseText(text))
    .replace(/[−–—]/g, '-')
    .replace(/^(฿|THB)\s*/i, '')
    .replace(/\s*(฿|THB)$/i, '')
    .replace(/\s*ถ้วน$/, '')
    .replace(/(\d)\s*[.,/=]?-$/, '$1')
    .trim()
  if (/^(|-+|ไม่มี|ไม่ใช้งบประมาณ|ไม่ใช้งบ)$/.test(rest)) return { ok: true, satang: null }
  if (/^(-|ลบ\s*)\s*\d/.test(rest) || /^\(\s*[\d,.]+\s*\)$/.test(rest))
    return { ok: false, reason: 'negative' }

  let total = 0n
  const subunit = /\s*(\d{1,2})\s*(?:สตางค์|ส\.ต\.|สต\.)$/.exec(rest)
  if (subunit) {
    total += BigInt(subunit[1] ?? '0')
    rest = rest.slice(0, subunit.index)
    // "500 25 สตางค์" without บาท between them is not an amount
    if (rest !== '' && !/บาท$/.test(rest)) return { ok: false, reason: 'unrecognised' }
    if (rest === '') return { ok: true, satang: Number(total) }
  }
  rest = rest.replace(/\s*(บาท|บ\.)$/, '')

  let lastUnit: bigint | undefined
  while (rest !== '') {
    const piece = PIECE.exec(rest)
    if (!piece) return { ok: false, reason: 'unrecognised' }
    const unit = UNITS[piece[2] ?? ''] ?? 1n
    // after the first figure only smaller units may follow: "1 ล้าน 2 แสน", never "2 3"
    if (lastUnit !== undefined && unit >= lastUnit) return { ok: false, reason: 'unrecognised' }
    const satang = inSatang(piece[1] ?? '', unit)
    if (satang === undefined || (unit === 1n && /\.\d{3,}/.test(piece[1] ?? ''))) {
      return { ok: false, reason: 'tooPrecise' }
    }
    if (subunit && satang % 100n !== 0n) return { ok: false, reason: 'unrecognised' }
    total += satang
    lastUnit = unit
    rest = rest.slice(piece[0].length)
  }
  if (total > BigInt(MAX_SATANG)) return { ok: false, reason: 'tooLarge' }
  return { ok: true, satang: Number(total) }
}

function checked(satang: number): bigint {
  if (!Number.isSafeInteger(satang)) throw new RangeError(`not a whole number of satang: ${satang}`)
  return BigInt(satang)
}

/**
 * "300,000" or "300,000.50", without the word บาท. `decimals: 'auto'` (default) prints satang only when there are any;
 * 2 prints them always. A negative amount (a difference) carries a minus. Throws RangeError on a fraction of a satang.
 */
export function formatBaht(
  satang: number,
  digits: DigitStyle = 'arabic',
  { decimals = 'auto' }: { decimals?: 'auto' | 2 } = {},
): string {
  const value = checked(satang)
  const positive = value < 0n ? -value : value
  const baht = String(positive / 100n).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  const rest = positive % 100n
  const tail = decimals === 2 || rest !== 0n ? `.${String(rest).padStart(2, '0')}` : ''
  return inDigits(`${value < 0n ? '-' : ''}${baht}${tail}`, digits)
}

const FIGURES = ['', 'หนึ่ง', 'สอง', 'สาม', 'สี่', 'ห้า', 'หก', 'เจ็ด', 'แปด', 'เก้า']
const PLACES = ['', 'สิบ', 'ร้อย', 'พัน', 'หมื่น', 'แสน']

/** Reads 1…999,999; `follows` when a million part stands before it (so that its last 1 is เอ็ด). */
function readBelowMillion(value: number, follows: boolean): string {
  const figures = String(value)
  let words = ''
  for (const [index, figure] of [...figures].entries()) {
    const place = figures.length - 1 - index
    if (figure === '0') continue
    if (place === 1 && figure === '1') words += 'สิบ'
    else if (place === 1 && figure === '2') words += 'ยี่สิบ'
    else if (place === 0 && figure === '1' && (figures.length > 1 || follows)) words += 'เอ็ด'
    else words += `${FIGURES[Number(figure)]}${PLACES[place]}`
  }
  return words
}

function readNumber(value: bigint): string {
  const millions = value / 1_000_000n
  const below = Number(value % 1_000_000n)
  const head = millions > 0n ? `${readNumber(millions)}ล้าน` : ''
  return head + (below > 0 ? readBelowMillion(below, millions > 0n) : '')
}

/**
 * The amount in Thai words: "หนึ่งร้อยเอ็ดบาทถ้วน", "ห้าสิบสตางค์", 0 → "ศูนย์บาทถ้วน".
 * Throws RangeError for a negative or fractional amount (no paper has one).
 */
export function bahtText(satang: number): string {
  const value = checked(satang)
  if (value < 0n) throw new RangeError(`negative amount: ${satang}`)
  if (value === 0n) return 'ศูนย์บาทถ้วน'
  const baht = value / 100n
  const rest = value % 100n
  const head = baht > 0n ? `${readNumber(baht)}บาท` : ''
  return rest === 0n ? `${head}ถ้วน` : `${head}${readNumber(rest)}สตางค์`
}

const WORD_PART = new RegExp(
  `(${[...FIGURES.slice(1), 'ยี่', 'เอ็ด'].join('|')})?(${PLACES.slice(1).reverse().join('|')}|(?=$))`,
  'g',
)

/** Value of words below a million; undefined for anything else. */
function wordsBelowMillion(words: string): number | undefined {
  let value = 0
  let at = 0
  let lastPlace = PLACES.length
  for (const match of words.matchAll(WORD_PART)) {
    if (match.index !== at) return undefined
    if (match[0] === '') break
    at += match[0].length
    const place = PLACES.indexOf(match[2] ?? '')
    const word = match[1]
    const figure = word === undefined || word === 'เอ็ด' ? 1 : word === 'ยี่' ? 2 : FIGURES.indexOf(word)
    // Places go down, and only สิบ stands without a figure.
    if (place >= lastPlace || (word === undefined && place !== 1)) return undefined
    lastPlace = place
    value += figure * 10 ** place
  }
  return at === words.length ? value : undefined
}

/**
 * Satang of an amount written out: "สองแสนบาท", "ห้าหมื่นบาทถ้วน", "หนึ่งล้านสองแสนบาท". Undefined for what is not, in
 * every letter, how that amount is read (bahtText).
 */
export function bahtOfText(text: string): number | undefined {
  const words = text.replace(/\s+/g, '').replace(/ถ้วน$/, '')
  const baht = /^([ก-์]+)บาท$/.exec(words)?.[1]
  if (baht === undefined || baht.length > 120) return undefined
  let value = 0
  for (const part of baht.split('ล้าน')) {
    const below = part === '' ? 0 : wordsBelowMillion(part)
    if (below === undefined) return undefined
    value = value * 1_000_000 + below
  }
  const satang = value * 100
  if (value === 0 || satang > MAX_SATANG) return undefined
  return bahtText(satang) === `${words}ถ้วน` ? satang : undefined
}
