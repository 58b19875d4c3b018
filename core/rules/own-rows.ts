import { z } from 'zod'
import { type RuleTableId, ruleTableSchema } from './rules.ts'

/**
 * Tables to which an office adds rows of its own (another kind of committee, a seat of one, another kind of post), with
 * what their rows are asked for. What only the program reads is left out and stays as the schema has it when absent.
 */
const ownTables = {
  bodies: [
    ...[
      'name',
      'shortName',
      'area',
      'nameTemplate',
      'appointer',
      'minimum',
      'maximum',
      'termYears',
      'termOf',
    ],
    ...['quorumOf', 'reviewedYearly', 'onePersonOneSeat', 'needsRoles', 'source', 'certainty', 'note'],
  ],
  'seat-templates': [
    'body',
    'title',
    'role',
    'filledBy',
    'post',
    'repeat',
    'count',
    'yields',
    'source',
    'certainty',
  ],
  'post-kinds': ['name', 'area', 'nameTemplate', 'words', 'opens', 'onePost', 'source', 'certainty', 'note'],
  'leave-reasons': ['name', 'source', 'certainty', 'note'],
  'absence-reasons': ['name', 'source', 'certainty', 'note'],
  'directive-forms': ['name', 'numbered', 'source', 'certainty', 'note'],
  'told-means': ['name', 'by', 'source', 'certainty', 'note'],
  'development-issues': ['name', 'source', 'certainty', 'note'],
  'report-figures': [
    ...['name', 'dutyKind', 'text', 'unit', 'hasExpected', 'perTambon', 'source', 'certainty', 'note'],
  ],
  holidays: ['name', 'date', 'kind', 'source', 'certainty', 'note'],
  'holidays-yearly': [...['name', 'month', 'day', 'fromYear', 'untilYear', 'source', 'certainty', 'note']],
} as const satisfies Partial<Record<RuleTableId, readonly string[]>>
type OwnTableId = keyof typeof ownTables

/** Fields that hold the key of a row of another table. */
const references: Readonly<Record<string, RuleTableId>> = {
  'seat-templates.body': 'bodies',
  'report-figures.dutyKind': 'duty-kinds',
}
/** Tables whose rows are called by another of their fields. */
const namedBy: Partial<Record<OwnTableId, string>> = { 'seat-templates': 'post' }
/** Fields with words in double braces that stand for the place (core/people/places.ts PlaceWords). */
const templates: readonly string[] = ['nameTemplate', 'post']
/** What a template may name of its place. */
export const placeTags = [
  ...['village', 'moo', 'community', 'tambon', 'district', 'province', 'lao', 'laoMayor'],
] as const

/** How a field of a row is typed, from the schema of its table. */
export type OwnField = {
  name: string
  kind: 'text' | 'number' | 'yesNo' | 'choice' | 'choices' | 'words' | 'date'
  /** Keys to choose from. */
  options: string[]
  /** Table whose rows are chosen from. */
  of: RuleTableId | null
  required: boolean
  /** What is kept of a field left empty. */
  empty: 'null' | 'text' | 'omitted'
  minimum: number | null
  maximum: number | null
  isTemplate: boolean
}

type JsonSchema = {
  type?: string
  format?: string
  enum?: string[]
  anyOf?: JsonSchema[]
  items?: JsonSchema
  minLength?: number
  minimum?: number
  maximum?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
}

export function takesOwnRows(id: string): id is OwnTableId {
  return Object.hasOwn(ownTables, id)
}

/** How keys of rows that an office added begin. */
export const ownPrefix = 'own-'

export function isOwnRow(key: string): boolean {
  return key.startsWith(ownPrefix)
}

/** Fields that a row of one's own is asked for, in their order; null for a table that takes none. */
export function ownFields(id: string): OwnField[] | null {
  if (!takesOwnRows(id)) return null
  const whole = z.toJSONSchema(ruleTableSchema(id)) as JsonSchema
  const item = whole.properties?.items?.items
  return ownTables[id].flatMap((name): OwnField[] => {
    const schema = item?.properties?.[name]
    if (schema === undefined) return []
    const alternatives = flat(schema)
    const one = (fits: (option: JsonSchema) => boolean) => alternatives.find(fits)
    const nullable = one((option) => option.type === 'null') !== undefined
    const chosen = one((option) => option.enum !== undefined)
    const of = references[`${id}.${name}`] ?? null
    const number = one((option) => option.type === 'integer' || option.type === 'number')
    const text = one((option) => option.type === 'string')
    const list = one((option) => option.type === 'array')
    const asked = item?.required?.includes(name) === true && !nullable
    return [
      {
        name,
        kind:
          one((option) => option.type === 'boolean') !== undefined
            ? 'yesNo'
            : list !== undefined
              ? list.items?.enum === undefined
                ? 'words'
                : 'choices'
              : chosen !== undefined || of !== null
                ? 'choice'
                : number !== undefined
                  ? 'number'
                  : text?.format === 'date'
                    ? 'date'
                    : 'text',
        options: chosen?.enum ?? list?.items?.enum ?? [],
        of,
        required:
          asked &&
          (number !== undefined ||
            chosen !== undefined ||
            of !== null ||
            text?.format === 'date' ||
            (text?.minLength ?? 0) > 0),
        empty: nullable ? 'null' : asked ? 'text' : 'omitted',
        minimum: number?.minimum ?? null,
        maximum: number?.maximum ?? null,
        isTemplate: templates.includes(name),
      },
    ]
  })
}

function flat(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(flat)
}

type Value = string | number | boolean | string[] | null | undefined

/** What a form of these fields accepts; its sentences are those of validation.json. */
export function ownRowSchema(
  fields: readonly OwnField[],
): z.ZodType<Record<string, Value>, Record<string, Value>> {
  return z.object(
    Object.fromEntries(
      fields.map((field) => [
        field.name,
        z.custom<Value>().superRefine((value, context) => {
          const wrong = problemOf(field, value)
          if (wrong) context.addIssue({ code: 'custom', message: wrong.key, ...wrong.params })
        }),
      ]),
    ),
  )
}

function problemOf(
  { kind, required, minimum, maximum, isTemplate }: OwnField,
  value: Value,
): { key: string; params?: { minimum: number } | { maximum: number } } | null {
  if (value === undefined || value === null || value === '') return required ? { key: 'required' } : null
  if (kind === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return { key: 'notNumber' }
    if (!Number.isInteger(value)) return { key: 'notWhole' }
    if (minimum !== null && value < minimum) return { key: 'belowLeast', params: { minimum } }
    if (maximum !== null && value > maximum) return { key: 'tooMany', params: { maximum } }
  }
  if (typeof value === 'string' && value.length > 2000) return { key: 'tooLong', params: { maximum: 2000 } }
  return isTemplate && typeof value === 'string' && hasUnknownTag(value) ? { key: 'placeTag' } : null
}

/** A tag that no place has a word for, or braces without their pair. */
function hasUnknownTag(text: string): boolean {
  const rest = text.replace(/\{\{(\w+)\}\}/gu, (tag, name: string) =>
    placeTags.some((known) => known === name) ? '' : tag,
  )
  return /[{}]/u.test(rest)
}

/** A filled form as the values of a row: what was left empty is null or no words. */
export function ownRowValues(
  id: string,
  fields: readonly OwnField[],
  row: Readonly<Record<string, Value>>,
): Record<string, string | number | boolean | string[] | null> {
  const values: Record<string, string | number | boolean | string[] | null> = {}
  for (const { name, kind, empty } of fields) {
    const value = row[name]
    if (kind === 'yesNo') values[name] = value === true
    else if (kind === 'words')
      values[name] = Array.isArray(value) ? value.map((one) => one.trim()).filter(Boolean) : []
    else if (
      value !== undefined &&
      value !== null &&
      value !== '' &&
      !(Array.isArray(value) && value.length === 0)
    )
      values[name] = value
    else values[name] = empty === 'text' ? '' : null
  }
  const from = takesOwnRows(id) ? namedBy[id] : undefined
  const name = from === undefined ? undefined : values[from]
  return typeof name === 'string' ? { ...values, name } : values
}

/** The row as its schema has it: an optional field that is null is not there. */
export function withoutEmpty<R extends Readonly<Record<string, unknown>>>(id: string, row: R): R {
  const optional = new Set(
    (ownFields(id) ?? []).filter(({ empty }) => empty === 'omitted').map(({ name }) => name),
  )
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== null || !optional.has(name)),
  ) as R
}
