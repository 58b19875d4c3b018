/** Thai personal names: title, first name, surname, as orders and sign-in sheets need them. */
import { normaliseText } from './text.ts'

export type ThaiName = {
  /** As written, "" when none: นาย, น.ส., ว่าที่ร้อยตรี */
  title: string
  firstName: string
  /** "" when only one name is given (monks). May hold spaces: ณ นคร. */
  lastName: string
}

/** Titles written against the name: นายจตุพล, ดร.สมชาย. */
const ATTACHED = [
  'นาย',
  'นาง',
  'นางสาว',
  'น.ส.',
  'ด.ช.',
  'ด.ญ.',
  'เด็กชาย',
  'เด็กหญิง',
  'คุณหญิง',
  'ท่านผู้หญิง',
  'ดร.',
  'ดอกเตอร์',
  'ศาสตราจารย์',
  'รองศาสตราจารย์',
  'ผู้ช่วยศาสตราจารย์',
  'ศ.',
  'รศ.',
  'ผศ.',
  'อ.',
  'นายแพทย์',
  'แพทย์หญิง',
  'ทันตแพทย์',
  'ทันตแพทย์หญิง',
  'เภสัชกร',
  'เภสัชกรหญิง',
  'นายสัตวแพทย์',
  'สัตวแพทย์หญิง',
  'นพ.',
  'พญ.',
  'ทพ.',
  'ทญ.',
  'ภก.',
  'ภญ.',
  'สพ.ญ.',
  'น.สพ.',
  'หม่อมเจ้า',
  'หม่อมราชวงศ์',
  'หม่อมหลวง',
  'ม.จ.',
  'ม.ร.ว.',
  'ม.ล.',
  'พระ',
  'พระครู',
  'พระมหา',
  'พระอธิการ',
  'พระสมุห์',
  'พระใบฎีกา',
  'พระปลัด',
  'สามเณร',
  'แม่ชี',
] as const

/** Titles of foreigners, with a blank before the name. */
const FOREIGN = ['Mr.', 'Mrs.', 'Ms.', 'Dr.'] as const

const RANKS_SPELT = [
  'พลเอก',
  'พลโท',
  'พลตรี',
  'พันเอก',
  'พันโท',
  'พันตรี',
  'ร้อยเอก',
  'ร้อยโท',
  'ร้อยตรี',
  'จ่าสิบเอก',
  'จ่าสิบโท',
  'จ่าสิบตรี',
  'สิบเอก',
  'สิบโท',
  'สิบตรี',
  'พันจ่าเอก',
  'พันจ่าโท',
  'พันจ่าตรี',
  'จ่าเอก',
  'จ่าโท',
  'จ่าตรี',
  'พลเรือเอก',
  'พลเรือโท',
  'พลเรือตรี',
  'นาวาเอก',
  'นาวาโท',
  'นาวาตรี',
  'พลอากาศเอก',
  'พลอากาศโท',
  'พลอากาศตรี',
  'นาวาอากาศเอก',
  'นาวาอากาศโท',
  'นาวาอากาศตรี',
  'พันจ่าอากาศเอก',
  'พันจ่าอากาศโท',
  'พันจ่าอากาศตรี',
  'จ่าอากาศเอก',
  'จ่าอากาศโท',
  'จ่าอากาศตรี',
  'เรืออากาศเอก',
  'เรืออากาศโท',
  'เรืออากาศตรี',
  'เรือเอก',
  'เรือโท',
  'เรือตรี',
  'พลตำรวจเอก',
  'พลตำรวจโท',
  'พลตำรวจตรี',
  'พันตำรวจเอก',
  'พันตำรวจโท',
  'พันตำรวจตรี',
  'ร้อยตำรวจเอก',
  'ร้อยตำรวจโท',
  'ร้อยตำรวจตรี',
  'ดาบตำรวจ',
  'จ่าสิบตำรวจ',
  'สิบตำรวจเอก',
  'สิบตำรวจโท',
  'สิบตำรวจตรี',
  'นายกองเอก',
  'นายกองโท',
  'นายกองตรี',
  'นายหมวดเอก',
  'นายหมวดโท',
  'นายหมวดตรี',
] as const

const RANKS_SHORT = [
  'พล.อ.',
  'พล.ท.',
  'พล.ต.',
  'พ.อ.',
  'พ.ท.',
  'พ.ต.',
  'ร.อ.',
  'ร.ท.',
  'ร.ต.',
  'จ.ส.อ.',
  'จ.ส.ท.',
  'จ.ส.ต.',
  'ส.อ.',
  'ส.ท.',
  'ส.ต.',
  'พ.จ.อ.',
  'พ.จ.ท.',
  'พ.จ.ต.',
  'พล.ร.อ.',
  'พล.ร.ท.',
  'พล.ร.ต.',
  'พล.อ.อ.',
  'พล.อ.ท.',
  'พล.อ.ต.',
  'น.อ.',
  'น.ท.',
  'น.ต.',
  'พ.อ.อ.',
  'พ.อ.ท.',
  'พ.อ.ต.',
  'จ.อ.',
  'จ.ท.',
  'จ.ต.',
  'พล.ต.อ.',
  'พล.ต.ท.',
  'พล.ต.ต.',
  'พ.ต.อ.',
  'พ.ต.ท.',
  'พ.ต.ต.',
  'ร.ต.อ.',
  'ร.ต.ท.',
  'ร.ต.ต.',
  'ด.ต.',
  'ส.ต.อ.',
  'ส.ต.ท.',
  'ส.ต.ต.',
  'มว.อ.',
  'มว.ท.',
  'มว.ต.',
] as const

const ACTING = 'ว่าที่'

type Title = { text: string; pattern: RegExp; spaced: boolean }

function titleOf(text: string, spaced: boolean): Title {
  const escaped = text.replace(/\./g, '\\.\\s?').replace(/\\\.\\s\?$/, '\\.')
  return { text, pattern: new RegExp(`^${escaped}\\s*`), spaced }
}

const women = (ranks: readonly string[]) => ranks.flatMap((rank) => [rank, `${rank}หญิง`, `${rank} หญิง`])

/** Every title known, longest first, so that นางสาว is not read as นาง + สาว. */
const TITLES: readonly Title[] = [
  ...ATTACHED.map((text) => titleOf(text, false)),
  ...FOREIGN.map((text) => titleOf(text, true)),
  ...women(RANKS_SHORT).map((text) => titleOf(text, text.endsWith('หญิง'))),
  ...women(RANKS_SPELT).map((text) => titleOf(text, true)),
  ...women([...RANKS_SHORT, ...RANKS_SPELT]).flatMap((rank) => [
    titleOf(`${ACTING}${rank}`, true),
    titleOf(`${ACTING} ${rank}`, true),
  ]),
].sort((a, b) => b.text.length - a.text.length)

/** Titles offered in forms; a longer list is understood when typed. */
export const COMMON_TITLES = [
  'นาย',
  'นาง',
  'นางสาว',
  'ว่าที่ร้อยตรี',
  'ว่าที่ร้อยตรีหญิง',
  'ดร.',
  'พ.ต.ท.',
  'ร.ต.ต.',
  'ด.ต.',
] as const

/**
 * Splits "นายจตุพล ศรีคำ" or "(ว่าที่ร้อยตรี สมชาย ณ นคร)" into its parts. Titles may be chained (ผศ.ดร.).
 * Never fails: what is no title is a name. Empty text gives three empty strings.
 */
export function splitThaiName(text: string): ThaiName {
  let rest = withoutBrackets(normaliseText(text))
  let title = ''
  for (;;) {
    // after a first title only dotted ones may follow, so that นาย + พระนาย keeps its name
    const found = TITLES.find(
      (candidate) =>
        candidate.pattern.test(rest) &&
        rest.replace(candidate.pattern, '') !== '' &&
        (title === '' || candidate.text.endsWith('.')),
    )
    if (!found) break
    // ว่าที่ร้อยตรีหญิง ดร. but ผศ.ดร.: short forms stand close
    title += title !== '' && (found.spaced || !title.endsWith('.')) ? ` ${found.text}` : found.text
    rest = rest.replace(found.pattern, '')
  }
  const gap = rest.indexOf(' ')
  return gap < 0
    ? { title, firstName: rest, lastName: '' }
    : { title, firstName: rest.slice(0, gap), lastName: rest.slice(gap + 1) }
}

/** (นายจตุพล ศรีคำ), as under a signature; a note behind the name keeps its brackets: สมชาย ใจดี (รักษาการ). */
function withoutBrackets(text: string): string {
  const inner = /^\(\s*([^()]*?)\s*\)?$/u.exec(text) ?? /^([^()]*?)\s*\)$/u.exec(text)
  return inner?.[1] ?? text
}

/** The name in one line: "นายจตุพล ศรีคำ", "ว่าที่ร้อยตรี สมชาย ณ นคร". Missing parts leave no gap. */
export function joinThaiName({ title, firstName, lastName }: ThaiName): string {
  const known = TITLES.find((candidate) => candidate.text === title)
  const attached = title === '' ? firstName : known?.spaced ? `${title} ${firstName}` : `${title}${firstName}`
  return [attached, lastName].filter((part) => part !== '').join(' ')
}
