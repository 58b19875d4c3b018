/**
 * Which villages and tambons a project serves, as its own words say it: "เชื่อม ม.3 กับ ม.5", "ทุกหมู่บ้าน",
 * "ต.พรหมโลก และ ต.บ้านเกาะ". What goes up to the next plan is decided by this (DOMAIN.md §1.5). Pure.
 */
import { toArabicDigits } from '../thai/digits.ts'
import { parseMoo } from '../thai/moo.ts'
import { normaliseText } from '../thai/text.ts'

/** Certain numbers, or that it is several or all without saying which. */
export type Served = {
  moo: number[]
  villages: 'several' | 'all' | null
  /** Codes of the tambons named. */
  tambons: string[]
  wholeTambons: 'several' | 'all' | null
}

/**
 * A village number or a list of them inside running text. "ยาว 500 ม. 3 จุด" and "ตร.ม." are metres: `ม.` counts only
 * where no other number and no letter stands right before it; a further number only where it counts nothing.
 */
const unit = 'เมตร|ม\\.|กม\\.|กิโลเมตร|แห่ง|จุด|สาย|ตัว|ราย|คน|ครัวเรือน|บาท|เส้น|ต้น|ชุด|กลุ่ม|ครั้ง|วัน'
const prefix = '(?:หมู่ที่|หมู่|ม\\.)'
const separator = `(?:\\s*(?:,|-|–|—|ถึง|และ|กับ|&|\\+)\\s*|\\s+(?=${prefix}))`
const mention = new RegExp(
  `(?:หมู่ที่|หมู่|(?<![\\p{L}\\p{M}.])(?<!\\d\\s*)ม\\.)\\s*\\d{1,3}(?!\\d)(?:${separator}${prefix}?\\s*\\d{1,3}(?![\\d.]|,\\d{3}|\\s*(?:${unit})))*`,
  'gu',
)
const schoolClass = /ชั้น\s*ม\.\s*\d(?:\s*(?:-|–|ถึง|,)\s*(?:ม\.)?\s*\d)*/gu
const allVillages = /(?:ทุก|ทั้งหมดทุก)\s*(?:หมู่บ้าน|หมู่|ชุมชน)|(?:ทั่ว)?ทั้ง\s*ตำบล|ทั่ว\s*ตำบล|ภาพรวม\s*(?:ของ)?\s*ตำบล/u
const severalVillages = /หลาย\s*(?:หมู่บ้าน|หมู่|ชุมชน)|ระหว่าง\s*หมู่บ้าน/u
const allTambons = /ทุก\s*ตำบล|(?:ทั่ว)?ทั้ง\s*อำเภอ|ทั่ว\s*อำเภอ|ภาพรวม\s*(?:ของ)?\s*อำเภอ/u
const severalTambons = /หลาย\s*ตำบล|ระหว่าง\s*ตำบล/u

/** @param tambons names and codes of the tambons that a text may name (those of the district) */
export function servedBy(
  texts: readonly string[],
  tambons: readonly { code: string; name: string }[] = [],
): Served {
  const text = toArabicDigits(normaliseText(texts.join(' | '))).replace(schoolClass, '')
  const moo = new Set<number>()
  for (const [found] of text.matchAll(mention)) {
    const numbers = parseMoo(found)
    if (numbers === 'all' || numbers === null) continue
    for (const number of numbers) moo.add(number)
  }
  return {
    moo: [...moo].sort((a, b) => a - b),
    villages: allVillages.test(text) ? 'all' : severalVillages.test(text) ? 'several' : null,
    tambons: tambonsNamed(text, tambons),
    wholeTambons: allTambons.test(text) ? 'all' : severalTambons.test(text) ? 'several' : null,
  }
}

/** "ต.พรหมโลก", "ตำบลบ้านเกาะ": the longest name that fits, so that ท่าดี is not read out of ท่าดีเหนือ. */
function tambonsNamed(text: string, tambons: readonly { code: string; name: string }[]): string[] {
  const longestFirst = [...tambons].sort((a, b) => b.name.length - a.name.length)
  const found = new Set<string>()
  for (const match of text.matchAll(/(?:ตำบล|(?<![\p{L}\p{M}])ต\.)\s*/gu)) {
    let rest = text.slice(match.index + match[0].length)
    // "ตำบลพรหมโลก และบ้านเกาะ", "ต.พรหมโลก, อินคีรี": names that follow in a list
    for (;;) {
      const named = longestFirst.find((tambon) => rest.startsWith(tambon.name))
      if (!named) break
      found.add(named.code)
      const next = /^\s*(?:,|และ|กับ|-)\s*/u.exec(rest.slice(named.name.length))
      if (!next) break
      rest = rest.slice(named.name.length + next[0].length)
    }
  }
  return [...found].sort()
}
