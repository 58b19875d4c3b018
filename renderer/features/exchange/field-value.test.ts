import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { recordTypes } from '../../../core/exchange/records.ts'
import { startI18n } from '../../app/i18n.ts'
import { type FieldWords, fieldKind, fieldLabel, fieldValue, ruleTableOf } from './field-value.ts'

const root = path.join(import.meta.dirname, '../../..')
const read = (language: string) =>
  JSON.parse(readFileSync(path.join(root, `renderer/i18n/${language}/records.json`), 'utf8')) as Record<
    string,
    string
  >
const thai = read('th')
const words: FieldWords = {
  t: (key, params = {}) =>
    (thai[key] ?? `?${key}`).replace(/\{\{(\w+)\}\}/gu, (_, name: string) => String(params[name])),
  exists: (key) => key in thai,
  rule: (table, key) =>
    (
      JSON.parse(readFileSync(path.join(root, `resources/rules/${table}.json`), 'utf8')) as {
        items: { key: string; name: string }[]
      }
    ).items.find((item) => item.key === key)?.name,
  tambon: (code) => ({ '800801': 'พรหมโลก' })[code],
}
const value = (recordType: string, field: string, what: unknown) => fieldValue(recordType, field, what, words)

const fields = recordTypes.flatMap((record) =>
  Object.entries(record.row.shape).map(([field, schema]) => ({
    recordType: record.name,
    field,
    schema: schema as z.ZodType,
  })),
)
/** The keys that an enum, or a list of one, may hold. */
function keysOf(schema: unknown): string[] {
  const { def } = schema as {
    def: { type: string; innerType?: unknown; element?: unknown; entries?: Record<string, string> }
  }
  if (def.innerType) return keysOf(def.innerType)
  if (def.type === 'array') return keysOf(def.element)
  return def.type === 'enum' ? Object.values(def.entries ?? {}).filter((key) => key !== '') : []
}

/** What a schema takes, without what may be missing. */
function typeOf(schema: unknown): string {
  const { def } = schema as { def: { type: string; innerType?: unknown; options?: unknown[] } }
  if (def.innerType) return typeOf(def.innerType)
  return def.type === 'union' ? typeOf(def.options?.at(-1)) : def.type
}

beforeAll(() => {
  Object.assign(globalThis, { document: { documentElement: {} } })
  startI18n('th')
})

describe('labels of fields', () => {
  it('are there for every field of every record type', () => {
    const missing = fields
      .filter(({ recordType, field }) => fieldLabel(recordType, field, words) === field)
      .map(({ recordType, field }) => `${recordType}.${field}`)
    expect(missing).toEqual([])
  })
  it('are not there for fields that no record has, nor twice for one', () => {
    const used = new Set(
      fields.map(({ recordType, field }) =>
        `records.field.${recordType}.${field}` in thai
          ? `records.field.${recordType}.${field}`
          : `records.field.${field}`,
      ),
    )
    expect(Object.keys(thai).filter((key) => key.startsWith('records.field.') && !used.has(key))).toEqual([])
  })
  it('are Thai in Thai', () => {
    for (const [key, text] of Object.entries(thai).filter(([, text]) => !text.startsWith('{{')))
      expect(text, key).toMatch(/[ก-๙]/u)
  })
})

describe('values of records', () => {
  it('have a word for every key of every list of choices', () => {
    const missing: string[] = []
    for (const { recordType, field, schema } of fields) {
      for (const key of keysOf(schema)) {
        if (!/[ก-๙]/u.test(value(recordType, field, key))) missing.push(`${recordType}.${field}.${key}`)
      }
    }
    expect(missing).toEqual([])
  })
  it('have no words that no choice has', () => {
    const used = new Set(
      fields.flatMap(({ recordType, field, schema }) => [
        ...keysOf(schema).map((key) => `records.word.${field}.${key}`),
        ...keysOf(schema).map((key) => `records.word.${recordType}.${field}.${key}`),
      ]),
    )
    // partners of a forum stand in a list of objects
    for (const kind of ['lao', 'agency', 'other']) used.add(`records.word.kind.${kind}`)
    // one of a fixed state only
    for (const state of ['held', 'received']) used.add(`records.word.state.${state}`)
    expect(Object.keys(thai).filter((key) => key.startsWith('records.word.') && !used.has(key))).toEqual([])
  })
  it('are dates in พ.ศ. wherever the record has a date', () => {
    for (const { recordType, field, schema } of fields) {
      const takes = (what: unknown) => schema.safeParse(what).success
      if (!takes('2022-07-15') || takes('2022-02-31') || field === 'value') continue
      expect(value(recordType, field, '2022-07-15'), `${recordType}.${field}`).toBe('15 ก.ค. 65')
    }
  })
  it('are years without a comma wherever the record has a year', () => {
    for (const { recordType, field, schema } of fields) {
      const takes = (what: unknown) => schema.safeParse(what).success
      if (!takes(2567) || takes(2022)) continue
      expect(value(recordType, field, 2567), `${recordType}.${field}`).toBe('2567')
    }
  })
  it('show no id of a record', () => {
    const id = '01J0000000000000000000000A'
    for (const { recordType, field, schema } of fields) {
      const takes = (what: unknown) => schema.safeParse(what).success
      if (!takes(id) || takes('ก')) continue
      expect(value(recordType, field, id), `${recordType}.${field}`).toBe('–')
    }
  })
  it('are typed as the record takes them', () => {
    const kinds: Record<string, string[]> = {
      number: ['number', 'money'],
      string: ['text', 'date', 'link'],
      enum: ['text', 'link'],
      literal: ['text'],
      boolean: ['flag'],
      array: ['list', 'link'],
      object: ['list'],
      record: ['list', 'link'],
    }
    const wrong = fields
      .filter(({ recordType, field, schema }) => {
        const kind = fieldKind(recordType, field)
        return kinds[typeOf(schema)]?.includes(kind) !== true
      })
      .map(({ recordType, field, schema }) => `${recordType}.${field}: ${typeOf(schema)}`)
    expect(wrong).toEqual([])
  })
  it('show the name of another record where the core put it', () => {
    expect(value('project', 'villageId', 'บ้านนอกท่า หมู่ที่ 1')).toBe('บ้านนอกท่า หมู่ที่ 1')
    expect(value('meeting', 'bodyIds', ['01j0000000000000000000000a'])).toBe('–')
  })
  it('are baht with commas, from satang', () => {
    expect(value('entryBudget', 'amount', 125_000_050)).toBe('1,250,000.50')
    expect(value('activity', 'cost', 0)).toBe('0')
  })
  it('are words of the rule tables', () => {
    expect(value('duty', 'kind', 'workshops')).toBe('ประชุมเชิงปฏิบัติการจัดทำแผนพัฒนาตำบล')
    expect(value('activity', 'steps', ['prepare', 'adopt'])).toContain('พิจารณาเห็นชอบแผน')
    for (const table of Object.values(ruleTableOf))
      expect(existsSync(path.join(root, `resources/rules/${table}.json`)), table).toBe(true)
  })
  it('are names of places, yes and no, words in a list, a dash for nothing', () => {
    expect(value('village', 'tambonCode', '800801')).toBe('พรหมโลก')
    expect(value('village', 'tambonCode', '990101')).toBe('990101')
    expect(value('villageLao', 'part', true)).toBe('ใช่')
    expect(value('seat', 'role', 'chair')).toBe('ประธาน')
    expect(value('signatory', 'signs', ['letter', 'order'])).toBe('หนังสือ, คำสั่ง')
    for (const nothing of [null, undefined, '', []]) expect(value('village', 'name', nothing)).toBe('–')
  })
  it('of a list of things have a line for each', () => {
    expect(
      value('forum', 'attendance', [
        { group: 'people', persons: 1200 },
        { group: 'kamnanHeadmen', persons: 3 },
      ]),
    ).toBe('ประชาชนทั่วไป · 1,200 คน\nกำนัน ผู้ใหญ่บ้าน · 3 คน')
    expect(value('projectBrief', 'activities', [{ name: 'ก่อสร้าง', amount: 5_000_00, kpi: '' }])).toBe(
      'ก่อสร้าง · 5,000',
    )
  })
  it('keep what a newer program wrote', () => {
    expect(value('village', 'colour', 'ฟ้า')).toBe('ฟ้า')
    expect(fieldLabel('village', 'colour', words)).toBe('colour')
    expect(value('project', 'latitude', 8.523456)).toBe('8.523456')
  })
})
