/** Villages and tambons as sheets name them: in headings, in the sheet's own name, in one or two columns. Pure. */
import { toArabicDigits } from '../thai/digits.ts'
import { parseMoo } from '../thai/moo.ts'
import { normaliseText } from '../thai/text.ts'

/** A heading that says of which village or tambon the rows under it are. */
export type PlaceHeading = {
  moo: number | null
  /** With its บ้าน or ชุมชน; '' = not said. */
  village: string
  /** Name without ตำบล; '' = not said. */
  tambon: string
}

/** What a place stands behind in a title: of which list, of which year, which page of it. */
const around =
  /^(?:แบบ(?:ฟอร์ม)?(?:\s*ที่)?\s*[\p{L}.]*\s*\d*|(?:ร่าง)?แผนพัฒนา(?:(?:หมู่บ้าน|ชุมชน|ตำบล|ท้องถิ่น)(?!(?!ปี|ประจำ|และ)[\p{L}\p{M}]))?(?:\s*(?:\/|และ)\s*ชุมชน)?|แผนชุมชน|(?:บัญชี|รายชื่อ|รายการ|รายละเอียด|สรุป|ข้อมูล)?โครงการ(?:พัฒนา|ที่เสนอ)?(?=\s|ของ|ใน|$)|บัญชี|รายชื่อ|(?:หมู่บ้าน|ชุมชน)(?=\s*(?:ตำบล|ต\.|ใน|และ|หมู่|อำเภอ|ประจำ|$))|ข้อมูล|ของ|ใน|พื้นที่|(?:จำนวน\s*)?\d+\s*โครงการ|ประจำ|(?:ปี)?งบประมาณ|ปี|พ\.?ศ\.?|\d{4}|ต่อ|[-–—,:/()[\].]|\s)+/u
const mooAt = /^(?:หมู่ที่|หมู่|ม\.|ม(?=\s?\d))\s*(\d{1,2})(?!\d)/u
const villageAt =
  /^((?:บ้าน|(?:หมู่บ้าน|ชุมชน)(?!\s*(?:ใน|และ|ประจำ)))\s*(?!ตำบล|ต\.|หมู่|อำเภอ|จังหวัด)[\p{L}\p{M}]+(?:\s+\d{1,2}(?=\s|$))?)/u
const tambonAt = /^(?:ตำบล|ต\.)\s*([\p{L}\p{M}]+)/u
const beyondAt = /^(?:อำเภอ|อ\.|จังหวัด|จ\.)\s*[\p{L}\p{M}]+/u
/** "1. หมู่ที่ 2", "(3) บ้านดอนงาม" */
const countedAt = /^\(?\d{1,2}(?:\.\d{1,2})*[.)]\s*/u

/**
 * Reads a text that says nothing but a place, with or without the words of a title around it: "แผนพัฒนาหมู่บ้าน หมู่ที่ 2
 * บ้านดอนงาม", "บ้านดอนงาม หมู่ 2", "ตำบลพรหมโลก อำเภอพรหมคีรี". Null for anything that says more ("หมู่ที่ 3 ซ่อมถนน").
 */
export function placeHeading(text: string): PlaceHeading | null {
  if (text.length > 200) return null
  const found: PlaceHeading = { moo: null, village: '', tambon: '' }
  let rest = toArabicDigits(normaliseText(text)).replace(countedAt, '')
  while (rest !== '') {
    const moo = mooAt.exec(rest)
    const village = villageAt.exec(rest)
    const tambon = tambonAt.exec(rest)
    const passed = around.exec(rest)
    if (moo) {
      // Two numbers are no heading of one village.
      if (found.moo !== null) return null
      found.moo = Number(moo[1])
    } else if (tambon) found.tambon = tambon[1] ?? ''
    else if (village) {
      if (found.village !== '') return null
      found.village = (village[1] ?? '').replace(/^หมู่บ้าน\s*/u, 'บ้าน').replace(/^(บ้าน|ชุมชน)\s+/u, '$1')
    }
    const length = (moo ?? tambon ?? village ?? beyondAt.exec(rest) ?? passed)?.[0].length ?? 0
    if (length === 0) return null
    rest = rest.slice(length)
  }
  return found.moo === null && found.village === '' && found.tambon === '' ? null : found
}

/** Village numbers a moo text says for certain; null = none, or only in words. */
export function mooNumbers(text: string): number[] | 'all' | null {
  const bare = text.replace(/^บ้าน[^\d]*?(?=(?:หมู่|ม\.))/u, '')
  return parseMoo(bare)
}

/** What the cells of a หมู่ที่ and of a ชื่อหมู่บ้าน say together; either may hold both. */
export type VillageCell = {
  /** Numbers that are certain, 'all' for the whole tambon; null = none. */
  moo: number[] | 'all' | null
  /** "บ้านโนนสวรรค์", "ชุมชนตลาด"; '' = not said. */
  name: string
  /** Words for the site of the project, as typed where nothing is certain. */
  words: string
}

/** @param formatMoo how numbers are written in the words: [3, 5] → "3, 5" */
export function readVillageCells(
  mooCell: string,
  villageCell: string,
  formatMoo: (moo: readonly number[]) => string,
): VillageCell {
  const mooText = normaliseText(mooCell)
  const villageText = normaliseText(villageCell)
  const inMoo = mooText === '' ? null : mooNumbers(mooText)
  // "3", "ม.3 บ้านในเขียว", "บ้านในเขียว หมู่ที่ 3" in the column of names
  const inVillage = villageText === '' ? null : mooNumbers(villageText)
  const moo = inMoo ?? inVillage
  const name = nameIn(villageText) || nameIn(mooText)
  const parts: string[] = []
  if (Array.isArray(moo)) parts.push(`หมู่ที่ ${formatMoo(moo)}`)
  else if (moo === 'all') parts.push('ทั้งตำบล')
  else if (mooText !== '' && mooText !== villageText && nameIn(mooText) === '') parts.push(mooText)
  if (name !== '') parts.push(name)
  return { moo, name, words: parts.join(' ') }
}

/** The name in "ม.3 บ้านในเขียว", "ในเขียว", "บ้านในเขียว (หมู่ที่ 3)"; '' where only numbers stand. */
function nameIn(text: string): string {
  const rest = toArabicDigits(text)
    .replace(/(?:หมู่ที่|หมู่|ม\.)\s*\d{1,2}(?:\s*(?:,|-|–|และ)\s*(?:หมู่ที่|หมู่|ม\.)?\s*\d{1,2})*/gu, ' ')
    .replace(/[([]\s*[)\]]/gu, ' ')
    .replace(/^[\d\s.,()/–-]+|[\s.,()/–-]+$/gu, '')
    .trim()
  if (!/\p{L}{2}/u.test(rest) || mooNumbers(rest) === 'all' || /^(?:หลาย|ทุก|ทั้ง|ภาพรวม|หมู่)/u.test(rest))
    return ''
  return /^(?:บ้าน|ชุมชน)/u.test(rest) || !/^(?!อบต|เทศบาล|ภายใน)[\p{L}\p{M}]+(?:\s*\d+)?$/u.test(rest)
    ? rest
    : `บ้าน${rest}`
}
