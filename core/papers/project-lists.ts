/**
 * Which rows of the plans stand in the list for one อปท. or agency, and in the list for the province. What puts a row
 * there is the rule table project-lists (DOMAIN.md §1.4, §1.5, §3.2), not code. Pure.
 */
import type { PlanLevel, ProjectClass } from '../plans/rules.ts'
import { searchKey } from '../thai/text.ts'

export type ListRule = {
  list: 'coordination' | 'province'
  levels: readonly string[]
  classes: readonly string[]
  budgetSources: readonly string[]
  laoTypes: readonly string[]
  area: 'villages' | 'any'
  named: boolean
  unassigned: boolean
  adoptedOnly: boolean
}
export type SourceRule = { key: string; name: string; words?: readonly string[] }
export type LaoTypeRule = { key: string; prefix: string; short?: string }

/** What of a row decides where it is listed; read once, asked for every list. */
export type ListedRow = {
  level: PlanLevel
  isAdopted: boolean
  projectClass: ProjectClass
  /** Key of the budget source it asks. */
  source: string
  /** Every office that it names, as keys. */
  said: ReadonlySet<string>
  /** Names nobody that is responsible or co-ordinated with. */
  isUnassigned: boolean
}

/** One อปท. or agency by all the names it is written with. */
export type NamedOffice = { laoType: string; keys: ReadonlySet<string> }

/** For comparing names: อบต. บ้านเกาะ and อบต.บ้านเกาะ are one. */
function keyOf(text: string): string {
  return searchKey(text).replace(/\s+/gu, '')
}

/** เทศบาลตำบลพรหมโลก, ทต.พรหมโลก, and for an อบจ. its bare kind: a province has one. */
export function namedOffice(
  lao: { name: string; laoType: string },
  types: readonly LaoTypeRule[],
): NamedOffice {
  const type = types.find((one) => one.key === lao.laoType)
  const starts = [type?.prefix ?? '', type?.short ?? ''].filter((start) => start !== '')
  const bare = starts.reduce(
    (name, start) => (name.startsWith(start) ? name.slice(start.length).trim() : name),
    lao.name,
  )
  const names = [
    lao.name,
    ...starts.map((start) => `${start}${bare}`),
    ...(lao.laoType === 'PAO' ? starts : []),
  ]
  return { laoType: lao.laoType, keys: new Set(names.map(keyOf)) }
}

/**
 * The offices that texts name ("อบต.อินคีรี, อบจ.นครศรีธรรมราช และ ทต.พรหมโลก"), as keys. Names are kept whole: อบต.บ้านเกาะ is
 * not found in อบต.บ้านเกาะกลาง.
 */
export function officesNamed(texts: readonly string[]): Set<string> {
  const said = new Set<string>()
  for (const text of texts) {
    for (const part of text.split(/[,;/\n]|และ|ร่วมกับ|กับ/u)) {
      for (const one of [part, ...part.trim().split(/\s+/u)])
        said.add(keyOf(one.replace(/^งบ(?:ประมาณ)?(?:ของ)?/u, '')))
    }
  }
  said.delete('')
  return said
}

/** What decides where an entry is listed. */
export function listedRow(
  entry: {
    projectClass: ProjectClass
    budgetSource: string
    leadAgency: string
    relatedAgencies: string
  },
  plan: { level: PlanLevel; isAdopted: boolean },
  sources: readonly SourceRule[],
): ListedRow {
  const { projectClass, budgetSource, leadAgency, relatedAgencies } = entry
  return {
    ...plan,
    projectClass,
    source: sourceKeyOf(budgetSource, sources),
    said: officesNamed([leadAgency, relatedAgencies, budgetSource]),
    isUnassigned: leadAgency === '' && relatedAgencies === '',
  }
}

/** Key of the budget source that a text speaks of: the longest of its names and words that stands in it; '' = none. */
export function sourceKeyOf(text: string, sources: readonly SourceRule[]): string {
  const said = keyOf(text)
  let best = { key: '', length: 0 }
  for (const { key, name, words = [] } of sources) {
    for (const word of [name, ...words]) {
      const sought = keyOf(word)
      if (sought.length > best.length && said.includes(sought)) best = { key, length: sought.length }
    }
  }
  return best.key
}

/** @param to null for the list for the province; isInside: the row lies in the area of the อปท. */
export function isListed(
  row: ListedRow,
  rules: readonly ListRule[],
  to: { office: NamedOffice; isInside: boolean } | null,
): boolean {
  const list = to === null ? 'province' : 'coordination'
  const isNamed = to !== null && [...to.office.keys].some((key) => row.said.has(key))
  return rules.some(
    (rule) =>
      rule.list === list &&
      rule.levels.includes(row.level) &&
      (rule.classes.length === 0 || rule.classes.includes(row.projectClass)) &&
      (rule.budgetSources.length === 0 || rule.budgetSources.includes(row.source)) &&
      (rule.laoTypes.length === 0 || (to !== null && rule.laoTypes.includes(to.office.laoType))) &&
      (rule.area === 'any' || to?.isInside === true) &&
      (!rule.named || isNamed) &&
      (!rule.unassigned || row.isUnassigned) &&
      (!rule.adoptedOnly || row.isAdopted),
  )
}
