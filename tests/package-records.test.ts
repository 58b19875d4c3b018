import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RecordType, recordTypesOf } from '../core/exchange/records.ts'
import { packageKinds } from '../core/exchange/rules.ts'
import { fiscalYear, idField, isoDate, satang } from '../core/kernel/fields.ts'

/** docs/package-records.md says every field of every record: made here, so that it cannot be another. */

type Schema = {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema
  propertyNames?: Schema
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  maxItems?: number
  minItems?: number
  $ref?: string
}

const named = new Map<unknown, string>([
  [idField, 'id'],
  [isoDate, 'date'],
  [fiscalYear, 'year พ.ศ.'],
  [satang, 'satang'],
])
const patterns: Readonly<Record<string, string>> = {
  '^[0-9a-hjkmnp-tv-z]{26}$': 'id',
  '^[0-9a-f]{64}$': 'sha256',
  '^\\d{4}$': 'code of 4 digits',
  '^\\d{6}$': 'code of 6 digits',
  '^\\d{8}$': 'code of 8 digits',
}

function inner(schema: unknown): { schema: unknown; nullable: boolean } {
  return schema instanceof z.ZodNullable
    ? { schema: schema.unwrap(), nullable: true }
    : { schema, nullable: false }
}

function typeOf(schema: unknown): string {
  const { schema: plain, nullable } = inner(schema)
  const name = named.get(plain)
  const rule = name ?? inWords(z.toJSONSchema(plain as z.ZodType, { unrepresentable: 'any' }) as Schema)
  return nullable ? `${rule} or null` : rule
}

function inWords(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ')
  if (schema.anyOf) return [...new Set(schema.anyOf.map(inWords))].join(' or ')
  if (Array.isArray(schema.type)) return schema.type.map((type) => inWords({ ...schema, type })).join(' or ')
  switch (schema.type) {
    case 'null':
      return 'null'
    case 'boolean':
      return 'true or false'
    case 'string': {
      if (schema.pattern !== undefined) return patterns[schema.pattern] ?? `text like \`${schema.pattern}\``
      const { minLength = 0, maxLength } = schema
      return maxLength === undefined ? 'text' : `text ${minLength}–${maxLength}`
    }
    case 'integer':
    case 'number': {
      const { minimum, maximum } = schema
      const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER
      return `${schema.type === 'integer' ? 'whole number' : 'number'}${isBounded ? ` ${minimum ?? ''}–${maximum}` : ''}`
    }
    case 'array': {
      const { minItems = 0, maxItems } = schema
      const size = maxItems === undefined ? '' : ` (${minItems}–${maxItems})`
      return `list${size} of ${inWords(schema.items ?? {})}`
    }
    case 'object': {
      if (!schema.properties)
        return `object of name → ${schema.additionalProperties ? inWords(schema.additionalProperties) : 'anything'}`
      const fields = Object.entries(schema.properties).map(
        ([field, one]) =>
          `${field}${schema.required?.includes(field) ? '' : ' (may be absent)'}: ${inWords(one)}`,
      )
      return `{ ${fields.join('; ')} }`
    }
    default:
      return 'any JSON'
  }
}

function section(type: RecordType): string {
  const of = new Map(type.references.map(({ field, to }) => [field, to]))
  const rows = Object.entries(type.row.shape).map(([field, schema]) => {
    const to = of.get(field)
    const since = Object.hasOwn(type.later, field) ? ` (since 1.${type.later[field]?.since})` : ''
    return `| \`${field}\`${since} | ${typeOf(schema).replaceAll('|', '\\|')}${to === undefined ? '' : ` of \`${to}\``} |`
  })
  const since = type.since === 0 ? '' : ` Since 1.${type.since}.`
  return [
    `## ${type.name}`,
    '',
    `In ${type.kinds.map((kind) => `\`${kind}\``).join(', ')}.${since}`,
    '',
    '| Field | Value |',
    '|---|---|',
    ...rows,
    '',
  ].join('\n')
}

describe('docs/package-records.md', () => {
  it('has every record of a package with every field of it', async () => {
    const types = new Map(
      packageKinds
        .flatMap((kind) => (kind === 'demo' ? [] : recordTypesOf(kind)))
        .map((type) => [type.name, type]),
    )
    const text = [
      '# Records of a package, field by field',
      '',
      'Belongs to [package-format.md](package-format.md). Made of the rules themselves: after a change of theirs run',
      '`vitest run tests/package-records.test.ts -u`; nothing here is written by hand.',
      '',
      'Every line starts with `"v":1`, then the fields, in any order; all are there. `id` is 26 characters of',
      '`0123456789abcdefghjkmnpqrstvwxyz`. `text a–b` is counted in UTF-16 code units. `date` is a day that exists,',
      '`2022-07-15`. `year พ.ศ.` is a number from 2500 to 2700. `satang` is a whole number from 0 to 10¹⁵. `id of x` must',
      'be a record of table `x` in the same package.',
      '',
      ...[...types.values()].map(section),
    ].join('\n')
    await expect(text).toMatchFileSnapshot('../docs/package-records.md')
  })
})
