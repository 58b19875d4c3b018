import { describe, expect, it } from 'vitest'
import type { SheetField } from '../../../core/sheets/rules.ts'
import { homeOf, importHref, targetOf } from './import-target.ts'
import { missingFields, stateOf, withField } from './mapping.ts'

const field = (key: string, required = false): SheetField => ({
  key,
  name: `sheets.field.${key}`,
  kind: 'text',
  required,
})

describe('mapping', () => {
  it('gives a field to one column only', () => {
    expect(withField({ A: 'name', B: null }, 'B', 'name')).toEqual({ A: null, B: 'name' })
    expect(withField({ A: 'name', B: 'site' }, 'B', null)).toEqual({ A: 'name', B: null })
    expect(withField({ A: null, B: null }, 'A', null)).toEqual({ A: null, B: null })
  })

  it('names the required fields that are missing', () => {
    const fields = [field('name', true), field('site')]
    expect(missingFields({ A: 'site' }, fields).map((one) => one.key)).toEqual(['name'])
    expect(missingFields({ A: 'name' }, fields)).toEqual([])
  })

  it('tells a column that could be something from one that is nothing', () => {
    const column = { column: 'A', head: 'งบ', samples: [], guesses: [{ field: 'total', certain: false }] }
    expect(stateOf(column, { A: 'total' })).toBe('mapped')
    expect(stateOf(column, { A: null })).toBe('unsure')
    expect(stateOf({ ...column, guesses: [] }, {})).toBe('left')
  })
})

describe('target of an address', () => {
  it('needs the record where rows belong to one', () => {
    expect(targetOf('planEntries', null)).toBeNull()
    expect(targetOf('planEntries', 'p')).toEqual({ target: 'planEntries', targetId: 'p' })
    expect(targetOf('villages', 'x')).toEqual({ target: 'villages', targetId: null })
    expect(targetOf('staff', null)).toBeNull()
  })

  it('leads back to where the rows are seen', () => {
    expect(homeOf({ target: 'planEntries', targetId: 'p' })).toBe('/plans/p')
    expect(homeOf({ target: 'laos', targetId: null })).toBe('/geography?tab=laos')
    expect(importHref('forumNeeds', 'f')).toBe('/sheets/import?target=forumNeeds&targetId=f')
  })
})
