/**
 * Village numbers as they stand in office tables: "ม.3,5", "หมู่ที่ ๑-๔", "ทุกหมู่บ้าน", "ภาพรวม" (DOMAIN.md §5).
 */
import { toArabicDigits } from './digits.ts'
import { normaliseText } from './text.ts'

/** Highest หมู่ที่: the last two digits of the 8-digit village code (DOMAIN.md §8). */
export const MAX_MOO = 99

const ALL = /^(ทุก\s*(หมู่บ้าน|หมู่|ชุมชน)|ทั้ง\s*ตำบล|ทั่วทั้ง\s*ตำบล|ทั้ง\s*หมด|ภาพรวม(ตำบล)?)(ในตำบล|ในพื้นที่|ของตำบล)?$/
const PREFIX = '(?:หมู่ที่|หมู่|ม\\.?)'
const ITEM = new RegExp(`^${PREFIX}?\\s*(\\d{1,3})(?:\\s*(?:-|–|—|ถึง)\\s*${PREFIX}?\\s*(\\d{1,3}))?`)
const SEPARATOR = /^\s*(?:,|และ|กับ|&|\+|\s)\s*/

/**
 * Reads village numbers. Returns them ascending without repeats, 'all' for the whole tambon, or null when the
 * text says no certain number ("หลายหมู่", "5-3", "ม.0"): then a person must say which.
 * A place that follows ("ม.3 บ้านในเขียว ต.พรหมโลก") is ignored.
 */
export function parseMoo(text: string): number[] | 'all' | null {
  const typed = toArabicDigits(normaliseText(text)).replace(/^[([]\s*|\s*[)\]]$/g, '')
  if (ALL.test(typed)) return 'all'
  let rest = typed
    .replace(/หมู่บ้าน/g, 'หมู่')
    .replace(/[,\s]*(บ้าน|ตำบล|ต\.|ชุมชน)(?!\d).*$/, (tail, _word, at: number) => (at === 0 ? tail : ''))
  const found = new Set<number>()
  while (rest !== '') {
    const item = ITEM.exec(rest)
    if (!item) return null
    const from = Number(item[1])
    const to = item[2] === undefined ? from : Number(item[2])
    if (from < 1 || to < from || to > MAX_MOO) return null
    for (let moo = from; moo <= to; moo += 1) found.add(moo)
    rest = rest.slice(item[0].length)
    if (rest === '') break
    const separator = SEPARATOR.exec(rest)
    if (!separator) return null
    rest = rest.slice(separator[0].length)
    // a list that ends in a separator was cut off: ask
    if (rest === '') return null
  }
  return found.size === 0 ? null : [...found].sort((a, b) => a - b)
}

/** Village numbers as a table prints them, without หมู่ที่: [1,2,3,5] → "1-3, 5" (runs of three or more joined). */
export function formatMoo(moo: readonly number[]): string {
  const sorted = [...new Set(moo)].sort((a, b) => a - b)
  const runs: [number, number][] = []
  for (const number of sorted) {
    const last = runs.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else runs.push([number, number])
  }
  return runs
    .flatMap(([from, to]) =>
      to - from >= 2 ? [`${from}-${to}`] : from === to ? [`${from}`] : [`${from}`, `${to}`],
    )
    .join(', ')
}
