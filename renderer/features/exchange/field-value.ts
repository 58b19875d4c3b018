import { formatBaht, formatBytes, formatDate, formatNumber } from '../../app/format.ts'

/** Words that the values of a record need: of the program, of the rule tables, of the places. */
export type FieldWords = {
  t: (key: string, params?: Record<string, unknown>) => string
  exists: (key: string) => boolean
  /** Name of an item of a rule table (`duty-kinds`, `orders`); undefined where there is none. */
  rule: (table: string, key: string) => string | undefined
  /** Name of a tambon by its code; undefined where it is not known here. */
  tambon: (code: string) => string | undefined
}

/** Fields whose values are keys of a rule table, by `recordType.field` or by `field` alone. */
export const ruleTableOf: Readonly<Record<string, string>> = {
  'agendaItem.kind': 'agenda-heads',
  'attendance.reason': 'absence-reasons',
  'body.kind': 'bodies',
  'directive.form': 'directive-forms',
  'duty.kind': 'duty-kinds',
  'fate.kind': 'fate-kinds',
  'pledge.form': 'pledge-forms',
  'post.kind': 'post-kinds',
  'resolution.kind': 'resolution-kinds',
  'resultsReport.form': 'report-forms',
  agenda: 'agenda-templates',
  criterion: 'ranking-criteria',
  document: 'project-documents',
  endReason: 'leave-reasons',
  figure: 'report-figures',
  group: 'attendance-groups',
  means: 'told-means',
  steps: 'participation-steps',
}

const money = new Set(['amount', 'cost', 'pledged', 'received'])
const date = /(?:[a-z]On|^dated|^asOf)$/u
/** Numbers that name something: no commas in them. */
const plain =
  /(?:Fy|Year|^year|^spanStart|^no|^number|^mooNo|^versionNo|^editionNo|^rank|^scoreRank|Length)$/u
/** What a computer made for itself: nothing that a person could read. */
const unreadable = /(?:^id|Table|^areaKey|^searchKey|^sha256|^mime|^districtCode|^frozen|^evidenceLinks)$/u
/** A reference to another record: its name where the core put one, else an id that says nothing. */
const reference = /(?:Id|Ids)$/u
const looksLikeId = /^[0-9a-hjkmnp-tv-z]{26}$/iu

/** Numbers that are counted or measured, and those of the list above. */
const numbers = new Set([
  'attendees',
  'editionFy',
  'editionNo',
  'expected',
  'female',
  'fiscalYear',
  'households',
  'latitude',
  'longitude',
  'male',
  'mooNo',
  'no',
  'number',
  'numberYear',
  'planFy',
  'population',
  'rank',
  'reviewedFy',
  'score',
  'scoreRank',
  'sizeBytes',
  'spanLength',
  'spanStart',
  'value',
  'versionNo',
  'votes',
  'year',
])
/** Numbers as somebody else wrote them: นศ 0019.3/0239. */
const typedNumbers = new Set(['directive.number', 'projectDocument.number'])
const flags = new Set([
  'acting',
  'active',
  'circular',
  'example',
  'villageLao.part',
  'villageAgency.part',
  'works',
])
const lists = new Set([
  'activities',
  'annexes',
  'attendance',
  'criteria',
  'duties',
  'enclosures',
  'fields',
  'members',
  'paperAsSigned',
  'paragraphs',
  'partners',
  'positionLines',
  'references',
  'scores',
  'seats',
  'signs',
  'steps',
])

export type FieldKind = 'money' | 'date' | 'number' | 'flag' | 'list' | 'link' | 'text'

/** How a value of a field is typed; `text` also for keys of a list of choices. */
export function fieldKind(recordType: string, field: string): FieldKind {
  if (unreadable.test(field) || reference.test(field)) return 'link'
  const own = `${recordType}.${field}`
  if (flags.has(field) || flags.has(own)) return 'flag'
  if (lists.has(field)) return 'list'
  if (money.has(field)) return 'money'
  if (date.test(field)) return 'date'
  return numbers.has(field) && !typedNumbers.has(own) ? 'number' : 'text'
}

const none = '–'

/** What a field of a record is called on screen; '' (the whole record) and fields of newer programs have words too. */
export function fieldLabel(recordType: string, field: string, { t, exists }: FieldWords): string {
  if (field === '') return t('records.record')
  const own = `records.field.${recordType}.${field}`
  if (exists(own)) return t(own)
  const common = `records.field.${field}`
  return exists(common) ? t(common) : field
}

/**
 * A value of a record as a person reads it: satang as baht, dates in พ.ศ., keys as words, ids as a dash, lists with a line
 * for each thing.
 *
 * @param recordType name of the record type (core/exchange/records.ts)
 * @param value as it stands in a package
 */
export function fieldValue(recordType: string, field: string, value: unknown, words: FieldWords): string {
  const { t } = words
  if (value === null || value === undefined || value === '') return none
  if (unreadable.test(field)) return none
  if (field === 'paperAsSigned') return t('records.paper')
  if (typeof value === 'boolean') return t(value ? 'records.yes' : 'records.no')
  if (typeof value === 'number') return numberOf(field, value, words)
  if (typeof value === 'string') return textOf(recordType, field, value, words)
  if (Array.isArray(value)) {
    const lines = value.map((one) => itemOf(recordType, field, one, words)).filter((line) => line !== none)
    const isShort = lines.every((line) => line.length < 24) && typeof value[0] === 'string'
    return lines.length === 0 ? none : lines.join(isShort ? ', ' : '\n')
  }
  return itemOf(recordType, field, value, words)
}

function numberOf(field: string, value: number, { t }: FieldWords): string {
  if (money.has(field)) return formatBaht(value)
  if (field === 'sizeBytes') return formatBytes(value)
  if (field === 'persons') return t('records.persons', { count: formatNumber(value) })
  return plain.test(field) || !Number.isInteger(value) ? String(value) : formatNumber(value)
}

function textOf(recordType: string, field: string, value: string, words: FieldWords): string {
  const { t, exists, rule, tambon } = words
  if (reference.test(field) && looksLikeId.test(value)) return none
  if (date.test(field)) return formatDate(value, 'short')
  if (field === 'tambonCode') return tambon(value) ?? value
  const table = ruleTableOf[`${recordType}.${field}`] ?? ruleTableOf[field]
  const named = table === undefined ? undefined : rule(table, value)
  if (named !== undefined) return named
  for (const key of [`records.word.${recordType}.${field}.${value}`, `records.word.${field}.${value}`])
    if (exists(key)) return t(key)
  return value
}

/** One thing of a list: a text by itself, an object as its readable parts in their order. */
function itemOf(recordType: string, field: string, value: unknown, words: FieldWords): string {
  if (value === null || typeof value !== 'object') return fieldValue(recordType, field, value, words)
  if (Array.isArray(value))
    return value.map((one) => itemOf(recordType, field, one, words)).join(' | ') || none
  const parts = Object.entries(value)
    .map(([name, part]) => fieldValue(recordType, name, part, words))
    .filter((part) => part !== none)
  return parts.length === 0 ? none : parts.join(' · ')
}
