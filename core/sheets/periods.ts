/** The fiscal year that a cell of a period says: "ต.ค. 66 - ก.ย. 67", "1 ปี (2567)", "ตุลาคม 2566 – กันยายน 2567". Pure. */
import { fiscalYearOf, THAI_MONTHS, THAI_MONTHS_SHORT } from '../thai/dates.ts'
import { toArabicDigits } from '../thai/digits.ts'
import { normaliseText } from '../thai/text.ts'
import { type Read, type ReadYear, readYear } from './values.ts'
import type { Cell } from './workbook.ts'

/** `silent`: a length or a season without any year ("3 เดือน", "ตลอดปี"). */
export type Period = ReadYear & { silent?: false }
export type PeriodRead = Read<Period | 'silent' | null>

const months = new Map<string, number>(
  [...THAI_MONTHS, ...THAI_MONTHS_SHORT].flatMap((name, at) => {
    const month = (at % 12) + 1
    const bare = name.replaceAll('.', '')
    return [
      [name, month] as const,
      [bare, month] as const,
      ...(bare === name ? [] : [[`${bare}.`, month] as const]),
    ]
  }),
)
const monthWords = [...months.keys()]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replaceAll('.', '\\.'))
const monthAt = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:เดือน)?\\s*(${monthWords.join('|')})\\s*(?:พ\\.?ศ\\.?)?\\s*(\\d{4}|\\d{2})?(?!\\d)`,
  'gu',
)
const longest = 120

/**
 * One year (พ.ศ.) of a year or period. Both ends of a period in one fiscal year are that year; a period over several
 * is refused: how its money is divided only a person knows.
 */
export function readPeriod(cell: Cell): PeriodRead {
  const plain = readYear(cell)
  if (plain.ok || typeof cell !== 'string' || cell.length > longest) return plain
  const text = toArabicDigits(normaliseText(cell))
  const ends = monthEnds(text)
  if (ends !== null) return ends === 'silent' ? { ok: true, value: 'silent' } : oneOf(ends)
  const years = yearsIn(text)
  if (years.length > 0) return oneOf(years)
  if (!/\d{2,}/u.test(text.replace(/\d+\s*(?:วัน|เดือน|ปี|สัปดาห์|ไตรมาส|ครั้ง|ชั่วโมง)/gu, ''))) {
    return { ok: true, value: 'silent' }
  }
  return { ok: false, key: 'oneYear' }
}

function oneOf(years: readonly number[]): PeriodRead {
  const from = Math.min(...years)
  const to = Math.max(...years)
  return from === to
    ? { ok: true, value: { year: from, christian: false } }
    : { ok: false, key: 'yearsToSplit', params: { from, to } }
}

const fullYear = (typed: string): number => {
  const value = Number(typed)
  if (typed.length === 2) return 2500 + value
  return value < 2400 ? value + 543 : value
}

/** Fiscal years of the months named; 'silent' = months of no year, null = no months. */
function monthEnds(text: string): number[] | 'silent' | null {
  const found = [...text.matchAll(monthAt)].map((match) => ({
    month: months.get(match[1] ?? '') ?? 0,
    year: match[2] === undefined ? null : fullYear(match[2]),
  }))
  if (found.length === 0) return null
  const last = found.at(-1)
  if (last === undefined || found.every((one) => one.year === null)) {
    const said = yearsIn(text)
    return said.length > 0 ? said : 'silent'
  }
  // "ต.ค. - ธ.ค. 2566": the year behind the last month counts for those before it; "ต.ค. - ก.ย. 67" began the year before.
  let later = { month: 12, year: 9999 }
  const years: number[] = []
  for (const one of found.toReversed()) {
    const year = one.year ?? (one.month > later.month ? later.year - 1 : later.year)
    if (year === 9999) return null
    later = { month: one.month, year }
    if (year < 2500 || year > 2700) return null
    years.push(fiscalYearOf(`${year - 543}-${String(one.month).padStart(2, '0')}-01`))
  }
  return years
}

/** Years written out, "2566/67", and two digits where the text can mean nothing else: "67-68", "ปี 67 ถึง 69". */
function yearsIn(text: string): number[] {
  const years = [...text.matchAll(/(?<![\d.,])(\d{4})(?![\d,]*\d)(?:\s*[/–—-]\s*(\d{2})(?!\d))?/gu)].flatMap(
    (match) => {
      const year = fullYear(match[1] ?? '')
      if (year < 2500 || year > 2700) return []
      return match[2] === undefined || Number(match[2]) < 50 ? [year] : [year, 2500 + Number(match[2])]
    },
  )
  if (years.length > 0) return years
  const short = /^(?:ปี(?:งบประมาณ)?|พ\.?ศ\.?)?\s*(\d{2})\s*(?:[-–—,/]|ถึง|และ)\s*(?:ปี)?\s*(\d{2})$/u.exec(text)
  if (!short) {
    const one = /(?:ปี(?:งบประมาณ)?|พ\.ศ\.)\s*(\d{2})(?!\d)/u.exec(text)
    return one && Number(one[1]) >= 50 ? [2500 + Number(one[1])] : []
  }
  const ends = [Number(short[1]), Number(short[2])]
  return ends.every((end) => end >= 50) ? ends.map((end) => 2500 + end) : []
}
