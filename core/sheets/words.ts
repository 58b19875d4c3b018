/** Abbreviations and short words of a cell → the words the program keeps, by the office's own table. Pure. */

import type { ProjectClass } from '../plans/rules.ts'
import { normaliseText } from '../thai/text.ts'
import { fold } from './values.ts'

type WordRow = { kind: string; value: string; words: readonly string[] }

export type SheetWords = {
  /** Class of a cell's words; undefined when they are none of the list. */
  classOf(text: string): ProjectClass | undefined
  typeOf(text: string): string | undefined
  /** Full name of an agency where the short one can mean only that; else the text as it is. */
  agency(text: string): string
  source(text: string): string
  /** True for words of the list, and for what begins like an agency's name. */
  isAgency(text: string): boolean
  isSource(text: string): boolean
  issue(text: string): string
}

/**
 * @param rows resources/rules/sheet-words
 * @param issues names of resources/rules/development-issues
 * @param bare what an abbreviation that stands alone means here: อบจ. is the province's own, อบต. the tambon's only one
 */
export function sheetWords(
  rows: readonly WordRow[],
  issues: readonly string[],
  bare: ReadonlyMap<string, string>,
): SheetWords {
  const lists = new Map<string, Map<string, string>>()
  const prefixes: [string, string][] = []
  for (const row of rows) {
    const list = lists.get(row.kind) ?? new Map<string, string>()
    for (const word of row.words) {
      list.set(fold(word), row.value)
      if (row.kind === 'agencyPrefix') prefixes.push([word, row.value])
    }
    lists.set(row.kind, list)
  }
  prefixes.sort((a, b) => b[0].length - a[0].length)
  const known = issues.map((name) => [fold(name), name] as const).sort((a, b) => b[0].length - a[0].length)
  const memory = new Map<string, string>()
  const remembered = (kind: string, text: string, make: () => string): string => {
    const key = `${kind} ${text}`
    const found = memory.get(key)
    if (found !== undefined) return found
    const made = make()
    memory.set(key, made)
    return made
  }
  const listed = (kind: string, text: string) =>
    text.length > 80 ? undefined : lists.get(kind)?.get(fold(text))

  function agencyOf(text: string): string {
    const name = normaliseText(text)
    const whole = listed('agency', name)
    if (whole !== undefined) return whole
    const alone = listed('agencyPrefix', name)
    if (alone !== undefined) return bare.get(alone) ?? name
    for (const [short, full] of prefixes) {
      if (!name.startsWith(short)) continue
      const rest = name.slice(short.length).replace(/^[.\s]+/u, '')
      // Only a name may follow: "อบต.พรหมโลก", never "อบต. และหมู่บ้าน", "อบต./ชุมชน".
      if (rest !== '' && /^[\p{L}\p{M} ]+$/u.test(rest) && !/และ|หรือ|กับ|ร่วม/u.test(rest))
        return `${full}${rest}`
    }
    return name
  }

  return {
    classOf: (text) => listed('class', text) as ProjectClass | undefined,
    typeOf: (text) => listed('laoType', text),
    agency: (text) =>
      remembered('agency', text, () =>
        text
          .split(/\s*,\s*/u)
          .map(agencyOf)
          .join(', '),
      ),
    source: (text) => remembered('source', text, () => listed('source', text) ?? text),
    isAgency: (text) =>
      listed('agency', text) !== undefined ||
      agencyOf(text) !== normaliseText(text) ||
      agencyBegins.test(normaliseText(text)),
    isSource: (text) => listed('source', text) !== undefined || sourceBegins.test(normaliseText(text)),
    issue: (text) =>
      remembered('issue', text, () => {
        const folded = fold(text.slice(0, 400))
        const named = known.filter(([word]) => folded.includes(word))
        // One known name in it, or names of which the longest holds the others.
        if (named[0] && named.every(([word]) => named[0]?.[0].includes(word))) return named[0][1]
        return withoutNumber(normaliseText(text))
      }),
  }
}

const agencyBegins =
  /^(?:องค์การบริหารส่วน|เทศบาล|อบต|อบจ|กรม|กอง(?!ทุน)|สำนัก|โรงพยาบาล|โรงเรียน|การไฟฟ้า|การประปา|แขวง|รพ)/u
const sourceBegins = /^(?:งบ(?!ประมาณ\s*$)|เงินอุดหนุน|เงินรายได้|ข้อบัญญัติ|เทศบัญญัติ|เงินสะสม|กองทุน)/u

/** "ประเด็นการพัฒนาที่ 1 : คนดี" → คนดี; what has nothing else stays. */
function withoutNumber(text: string): string {
  const rest = text
    .replace(/^(?:\(?[\d๐-๙.]+[.)]\s*)/u, '')
    .replace(
      /^(?:ประเด็น(?:การพัฒนา|ยุทธศาสตร์)?|ยุทธศาสตร์(?:การพัฒนา)?|แผนงาน|แนวทาง(?:การพัฒนา)?)\s*(?:ที่)?\s*[\d๐-๙.]*\s*[:：–-]?\s*/u,
      '',
    )
    .trim()
  return rest === '' ? text : rest
}
