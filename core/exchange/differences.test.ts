import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resourcesDir } from '../../tests/support/core.ts'
import { openResources } from '../kernel/resources.ts'
import { recordTypesOf } from './records.ts'
import type { PlayedKind } from './rules.ts'

const resources = openResources(resourcesDir)
const words = resources.json<{ subjects: Record<string, string[]>; rules: Record<string, string> }>(
  join('exchange', 'subjects.json'),
)
const kinds: PlayedKind[] = ['submission', 'tambonWork', 'reference', 'receipt', 'return']
const types = new Map(kinds.flatMap((kind) => recordTypesOf(kind)).map((type) => [type.name, type]))
/** Named by the words of their own areas. */
const ownWords = ['village', 'plan', 'person']

describe('how records are called', () => {
  it('every record type of every kind has a name, made of its own fields', () => {
    expect(Object.keys(words.subjects).toSorted()).toEqual(
      [...types.keys()].filter((name) => !ownWords.includes(name)).toSorted(),
    )
    for (const [name, templates] of Object.entries(words.subjects)) {
      const fields = [...Object.keys(types.get(name)?.row.shape ?? {}), 'place']
      for (const template of templates) {
        const tags = [...template.matchAll(/\{\{(\w+)\}\}/gu)].map(([, tag]) => tag)
        expect(tags.length, template).toBeGreaterThan(0)
        for (const tag of tags) expect(fields, `${name}: ${template}`).toContain(tag)
      }
    }
  })

  it('and keys of rules are read from tables that are there', () => {
    for (const [field, table] of Object.entries(words.rules)) {
      const [name = '', key = ''] = field.split('.')
      expect(Object.keys(types.get(name)?.row.shape ?? {}), field).toContain(key)
      const { items } = resources.json<{ items: { key: string; name?: string }[] }>(`rules/${table}.json`)
      expect(
        items.every((item) => typeof item.name === 'string'),
        table,
      ).toBe(true)
    }
  })
})
