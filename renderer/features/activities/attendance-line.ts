import { toArabicDigits } from '../../../core/thai/digits.ts'
import { searchKey } from '../../../core/thai/text.ts'

export type AttendanceLine = {
  attendance: { group: string; persons: number }[]
  /** Parts that mean no group, or several: shown, and nothing is saved until they are put right. */
  unclear: string[]
}

export type Group = { key: string; name: string }

/** Ways in which offices shorten the groups of resources/rules/attendance-groups. */
const shortWords: Record<string, string> = { ผญบ: 'ผู้ใหญ่บ้าน', กม: 'คณะกรรมการหมู่บ้าน', พช: 'พัฒนาชุมชน' }
const part = /([^\d]*?)(\d{1,3}(?:,\d{3})+(?!\d)|\d+)\s*(?:คน|ราย|ท่าน)?/gu
/** Signs between a group and its number, and between groups. */
const between = /^[\s,;:·=+/-]+|[\s,;:·=+/-]+$/gu

/**
 * Heads typed in one line, as fast as they are counted: "กำนัน 12 ศอช 7", "ผญบ. ๑๒, พช 3", or only "45".
 *
 * @param unsorted key of the group for heads without a group
 */
export function readAttendanceLine(text: string, groups: readonly Group[], unsorted: string): AttendanceLine {
  const source = toArabicDigits(text)
  const found = new Map<string, number>()
  const unclear: string[] = []
  let end = 0
  for (const match of source.matchAll(part)) {
    end = match.index + match[0].length
    const words = (match[1] ?? '').replace(between, '')
    const persons = Number((match[2] ?? '').replaceAll(',', ''))
    const group = words === '' ? unsorted : groupOf(words, groups)
    if (group === null) unclear.push(`${words} ${persons}`)
    else found.set(group, (found.get(group) ?? 0) + persons)
  }
  const rest = source.slice(end).replace(between, '')
  if (rest !== '') unclear.push(rest)
  return { attendance: [...found].map(([group, persons]) => ({ group, persons })), unclear }
}

/** The one group whose name begins with these words, or else holds them; null where there is none, or more than one. */
function groupOf(words: string, groups: readonly Group[]): string | null {
  const bare = squeeze(words)
  const wanted = squeeze(shortWords[bare] ?? bare)
  const ways = groups.map(({ key, name }) => ({
    key,
    whole: squeeze(name),
    starts: name.split(/[\s/()]+/u).some((one) => squeeze(one).startsWith(wanted)),
  }))
  for (const fits of [
    ways.filter((way) => way.whole === wanted),
    ways.filter((way) => way.whole.startsWith(wanted)),
    ways.filter((way) => way.starts),
    ways.filter((way) => way.whole.includes(wanted)),
  ]) {
    if (fits.length === 1) return fits[0]?.key ?? null
    if (fits.length > 1) return null
  }
  return null
}

function squeeze(text: string): string {
  return searchKey(text).replace(/[\s.]+/gu, '')
}
