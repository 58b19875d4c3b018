import { z } from 'zod'
import { officeHead, type PaperData, type PaperKind, paperKinds } from '../papers/data.ts'
import type { Scope } from '../papers/engine/template.ts'
import { viewOf } from '../papers/engine/views.ts'
import { type FieldNames, isNode, nameOf } from './rules.ts'

/**
 * Examples for papers of every kind, made from what the kind itself says of its data (core/papers/data.ts): a new kind
 * needs no example of its own. The same examples again with one field empty, or with another code, show whether a
 * template holds in every case.
 */

type Json = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Json[]
  pattern?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  items?: Json
  properties?: Record<string, Json>
  required?: string[]
}
const DATE = '2022-07-15'
/** For texts of a fixed form: the first that fits is taken. */
const FORMS = [DATE, '0123456789abcdef'.repeat(4), '800201', '2565', '12', '1/2565', '1', 'a']
/** Texts longer than this are prose. */
const LINE_LENGTH = 2_000
const MOST_VARIANTS = 48

const isEmpty = (node: Json) => node.const === '' || node.type === 'null'

function example(node: Json, path: string, names: FieldNames, at: number): unknown {
  if (node.const !== undefined) return node.const
  if (node.enum)
    return at === 0
      ? (node.enum.find((one) => one !== 'none' && one !== '') ?? node.enum[0])
      : node.enum[at % node.enum.length]
  if (node.anyOf) return example(node.anyOf.find((one) => !isEmpty(one)) ?? {}, path, names, at)
  switch (node.type) {
    case 'string': {
      const { pattern } = node
      if (pattern !== undefined) return FORMS.find((form) => new RegExp(pattern, 'u').test(form)) ?? ''
      const known = nameOf(path, names)
      const name = known === path ? `(${path})` : known
      const [list = ''] = path.split('.')
      // prose says which list it is of: two that said the same could not be told apart on the paper
      const whose = list === path || nameOf(list, names) === list ? name : nameOf(list, names)
      const text = (node.maxLength ?? 0) > LINE_LENGTH ? `ข้อความตัวอย่างของ${whose}` : name
      const numbered = /\.0(?:\.|$)|\.1(?:\.|$)/u.test(path) ? `${text} ${at + 1}` : text
      return numbered.slice(0, node.maxLength)
    }
    case 'integer':
    case 'number': {
      const least = node.minimum ?? (node.exclusiveMinimum === undefined ? 0 : node.exclusiveMinimum + 1)
      const most = node.maximum ?? Number.MAX_SAFE_INTEGER
      // years are told by their range; the last of a span lies after the first
      const wanted = least >= 2000 ? 2565 + (/last/iu.test(path) ? 4 : 0) : 12 + at
      return Math.min(most, Math.max(Math.max(least, Number.MIN_SAFE_INTEGER), wanted))
    }
    case 'boolean':
      return true
    case 'array': {
      const codes = Object.values(node.items?.properties ?? {}).map((one) => one.enum?.length ?? 0)
      const howMany = Math.min(node.maxItems ?? 6, Math.max(node.minItems ?? 0, 2, ...codes), 6)
      return Array.from({ length: howMany }, (_unused, index) =>
        example(node.items ?? {}, `${path}.${Math.min(index, 1)}`, names, index),
      )
    }
    case 'object':
      return Object.fromEntries(
        Object.entries(node.properties ?? {})
          .filter(([key]) => (node.required ?? []).includes(key))
          .map(([key, one]) => [key, example(one, path === '' ? key : `${path}.${key}`, names, at)]),
      )
    default:
      return ''
  }
}

/** Other values that a field may have: nothing, no rows, the other codes, the least. */
function others(node: Json, now: unknown): unknown[] {
  if (node.enum) return node.enum.filter((one) => one !== now)
  if (node.anyOf)
    return [
      ...(node.anyOf.some((one) => one.type === 'null') ? [null] : []),
      ...(node.anyOf.some((one) => one.const === '') ? [''] : []),
    ]
  if (node.type === 'string') return node.pattern === undefined ? [''] : []
  if (node.type === 'array') return (node.minItems ?? 0) === 0 ? [[]] : []
  if (node.type === 'boolean') return [!now]
  if (node.type === 'integer' && (node.minimum ?? 1) === 0) return [0]
  return []
}

function schemaOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Json
}

export type PaperSample<K extends PaperKind = PaperKind> = {
  kind: K
  data: PaperData<K>
  /** The same data, each time with one field otherwise. */
  variants: PaperData<K>[]
}

/** The kind of paper that a template draws; null for a template of none. */
export function kindOfTemplate(id: string): PaperKind | null {
  const kinds = Object.keys(paperKinds) as PaperKind[]
  return kinds.find((kind) => paperKinds[kind].template === id) ?? null
}

const samples = new Map<PaperKind, PaperSample>()

/** Examples of one kind, the full one and its variants. Kept after the first call. */
export function sampleOf(kind: PaperKind, names: FieldNames): PaperSample {
  const known = samples.get(kind)
  if (known) return known
  const schema: z.ZodType = paperKinds[kind].data
  const json = schemaOf(schema)
  const full = example(json, '', names, 0) as Record<string, unknown>
  const fits = (data: unknown) => schema.safeParse(data).success
  const variants: Record<string, unknown>[] = []
  const vary = (node: Json, value: unknown, put: (next: unknown) => Record<string, unknown>): void => {
    for (const next of others(node, value)) variants.push(put(next))
    if (node.properties && isNode(value))
      for (const [key, one] of Object.entries(node.properties))
        if (Object.hasOwn(value, key)) vary(one, value[key], (next) => put({ ...value, [key]: next }))
  }
  vary(json, full, (next) => next as Record<string, unknown>)
  const made = {
    kind,
    data: full as PaperData,
    variants: variants.filter(fits).slice(0, MOST_VARIANTS) as PaperData[],
  }
  samples.set(kind, made)
  return made
}

let headExample: z.infer<typeof officeHead> | undefined

/** A letterhead with something in every field. */
export function sampleHead(names: FieldNames): z.infer<typeof officeHead> {
  headExample ??= officeHead.parse(example(schemaOf(officeHead), 'office', names, 0))
  return headExample
}

/**
 * Everything that the tags of a kind's template may name, filled with examples. A list that the full example leaves
 * empty (an annex that is only there when the seats are many) is filled from a variant that has it.
 */
export function sampleScope(kind: PaperKind, names: FieldNames): Scope {
  const head = sampleHead(names)
  const { data, variants } = sampleOf(kind, names)
  const seen = (one: PaperData) => viewOf(kind, paperKinds[kind].data.parse(one), head)
  const scope: Record<string, unknown> = { ...seen(data), office: head }
  const isBare = (value: unknown) => Array.isArray(value) && value.length === 0
  for (const one of variants) {
    if (!Object.values(scope).some(isBare)) break
    for (const [key, value] of Object.entries(seen(one))) if (isBare(scope[key])) scope[key] = value
  }
  return scope
}
