import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameValue } from '../kernel/same-value.ts'
import {
  type MergedRow,
  type MergeRow,
  type MergeType,
  matchIds,
  mergeAll,
  mergeRow,
  outcomeOf,
  type RowSet,
} from './merge.ts'

const type: MergeType = {
  name: 'thing',
  fields: ['a', 'b', 'c', 'rank'],
  references: [],
  key: null,
  context: false,
  hangs: false,
}
const row = (a: unknown, b: unknown = '', c: unknown = [], rank: unknown = 1): MergeRow => ({
  id: 'x',
  a,
  b,
  c,
  rank,
})
const choose = (choice?: 'theirs' | 'ours') => () => choice

/** What a record becomes, as a map from outcome to value. */
function become(
  merged: ReturnType<typeof mergeRow>,
  theirs: MergeRow | null,
  ours: MergeRow | null,
  choice?: 'theirs' | 'ours',
) {
  const whole: MergedRow = {
    recordType: 'thing',
    rowId: 'x',
    ownId: ours?.id ?? null,
    theirs,
    ours,
    ...merged,
  }
  const outcome = outcomeOf(whole, choose(choice))
  if (outcome.action === 'ask') return `ask ${outcome.field}`
  if (outcome.action === 'remove') return null
  if (outcome.action === 'insert') return outcome.row
  if (outcome.action === 'update') return { ...ours, ...outcome.patch }
  return ours
}

describe('one record three ways', () => {
  it('merges different fields and asks about the same one', () => {
    const base = row(1, 'old')
    const merged = mergeRow(type, [base], row(2, 'old'), row(1, 'new'))
    expect(merged.change).toBe('changed')
    expect(become(merged, row(2, 'old'), row(1, 'new'))).toMatchObject({ a: 2, b: 'new' })
    const asks = mergeRow(type, [base], row(2), row(3))
    expect(asks.change).toBe('conflict')
    expect(asks.fields.find(({ field }) => field === 'a')).toEqual({
      field: 'a',
      base: 1,
      theirs: 2,
      ours: 3,
      state: 'conflict',
    })
    expect(become(asks, row(2), row(3))).toBe('ask a')
    expect(become(asks, row(2), row(3), 'theirs')).toMatchObject({ a: 2 })
    expect(become(asks, row(2), row(3), 'ours')).toMatchObject({ a: 3 })
  })
  it('takes lists and objects as one value, whatever the order of keys', () => {
    expect(sameValue([{ x: 1, y: 2 }], [{ y: 2, x: 1 }])).toBe(true)
    expect(sameValue([1, 2], [2, 1])).toBe(false)
    expect(sameValue(null, undefined)).toBe(true)
    expect(sameValue('', null)).toBe(false)
  })
  it('lets a removed record go only where nobody changed it', () => {
    const base = row(1)
    expect(mergeRow(type, [base], null, row(1)).change).toBe('withdrawn')
    // its place in a list is no change
    expect(mergeRow(type, [base], null, row(1, '', [], 9)).change).toBe('withdrawn')
    expect(mergeRow(type, [base], null, row(2)).change).toBe('conflict')
    expect(mergeRow(type, [base], row(1), null).change).toBe('same')
    expect(mergeRow(type, [base], row(2), null).change).toBe('conflict')
    expect(mergeRow(type, [], row(2), null).change).toBe('new')
    expect(mergeRow(type, [], null, row(2)).change).toBe('same')
  })
  it('fills what one left empty where they had nothing in common', () => {
    const merged = mergeRow(type, [], row(1, 'x'), row(1, ''))
    expect(merged.change).toBe('changed')
    expect(become(merged, row(1, 'x'), row(1, ''))).toMatchObject({ b: 'x' })
    expect(mergeRow(type, [], row(1, ''), row(1, 'x')).change).toBe('same')
    expect(mergeRow(type, [], row(1), row(2)).change).toBe('conflict')
  })
  it('asks about every change of what was adopted here meanwhile', () => {
    const base = row(1)
    expect(mergeRow(type, [base], row(2), row(1), { locked: true }).change).toBe('conflict')
    expect(mergeRow(type, [], row(2), null, { locked: true }).change).toBe('conflict')
    expect(mergeRow(type, [base], row(1), row(2), { locked: true }).change).toBe('same')
  })
  it('knows its own words when they come back', () => {
    const base = row(1)
    // handed in 2, went on to 3; the other one took 2 over
    expect(mergeRow(type, [base], row(2), row(3), { said: row(2) }).change).toBe('same')
    // the other one says something of its own
    expect(mergeRow(type, [base], row(4), row(2), { said: row(2) }).change).toBe('conflict')
    // handed in, removed here since, taken over there
    expect(mergeRow(type, [], row(2), null, { said: row(2) }).change).toBe('same')
  })
})

// ── whatever both did ───────────────────────────────────────────────────────────────────────────────────────────

const value = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom('', 'x', null),
  fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
)
const someRow = fc
  .record({ a: value, b: value, c: value, rank: fc.integer({ min: 1, max: 3 }) })
  .map((fields) => ({ id: 'x', ...fields }))
const maybeRow = fc.option(someRow, { nil: null })

describe('whatever both did', () => {
  it('what only one changed stands, what neither changed stays, what both changed is as chosen', () => {
    fc.assert(
      fc.property(
        someRow,
        someRow,
        someRow,
        fc.constantFrom('theirs' as const, 'ours' as const),
        (base, theirs, ours, choice) => {
          const merged = mergeRow(type, [base], theirs, ours)
          const result = become(merged, theirs, ours, choice) as MergeRow
          for (const field of type.fields) {
            const [b, t, o, r] = [base[field as 'a'], theirs[field as 'a'], ours[field as 'a'], result[field]]
            if (sameValue(b, t)) expect(sameValue(r, o)).toBe(true)
            else if (sameValue(b, o)) expect(sameValue(r, t)).toBe(true)
            else if (!sameValue(t, o)) expect(sameValue(r, choice === 'theirs' ? t : o)).toBe(true)
            else expect(sameValue(r, t)).toBe(true)
          }
        },
      ),
    )
  })
  it('never asks where one of them did nothing, and never takes over without a difference', () => {
    fc.assert(
      fc.property(maybeRow, maybeRow, (base, other) => {
        const bases = base === null ? [] : [base]
        if (base !== null) {
          expect(mergeRow(type, bases, other, base).change).not.toBe('conflict')
          expect(mergeRow(type, bases, base, other).change).toBe('same')
        }
        expect(mergeRow(type, bases, other, other).change).toBe('same')
      }),
    )
  })
  it('is settled once it was taken over: the same again changes nothing', () => {
    fc.assert(
      fc.property(
        maybeRow,
        maybeRow,
        maybeRow,
        fc.constantFrom('theirs' as const, 'ours' as const),
        (base, theirs, ours, choice) => {
          const merged = mergeRow(type, base === null ? [] : [base], theirs, ours)
          const result = become(merged, theirs, ours, choice) as MergeRow | null
          // what was accepted is what both have had in common since
          const again = mergeRow(type, theirs === null ? [] : [theirs], theirs, result)
          expect(again.change).toBe('same')
        },
      ),
    )
  })
})

// ── the same thing under two ids ────────────────────────────────────────────────────────────────────────────────

const set = (rows: Record<string, MergeRow[]>): RowSet =>
  new Map(Object.entries(rows).map(([name, list]) => [name, new Map(list.map((one) => [one.id, one]))]))
const village: MergeType = {
  ...type,
  name: 'village',
  fields: ['moo', 'name'],
  key: (one) => String(one.moo),
}
const plan: MergeType = {
  ...type,
  name: 'plan',
  fields: ['areaKey', 'note'],
  references: [{ field: 'areaKey', to: 'village', needed: true, firm: true }],
  key: (one) => String(one.areaKey),
}
const nothing = {
  bases: () => [],
  baseIds: () => [],
  lockedPlan: () => false,
  exists: () => false,
  usedElsewhere: () => false,
}

describe('the same thing under two ids', () => {
  it('goes together by what it is, and so does what hangs on it', () => {
    const theirs = set({
      village: [{ id: 'v1', moo: 1, name: 'ก' }],
      plan: [{ id: 'p1', areaKey: 'v1', note: 'x' }],
    })
    const ours = set({
      village: [{ id: 'V', moo: 1, name: 'ก' }],
      plan: [{ id: 'P', areaKey: 'V', note: '' }],
    })
    expect(matchIds([village, plan], theirs, ours)).toEqual(
      new Map([
        ['v1', 'V'],
        ['p1', 'P'],
      ]),
    )
    const { rows } = mergeAll({ types: [village, plan], theirs, ours, ...nothing })
    expect(rows.map(({ recordType, rowId, ownId, change }) => [recordType, rowId, ownId, change])).toEqual([
      ['village', 'v1', 'V', 'same'],
      ['plan', 'p1', 'P', 'changed'],
    ])
  })
  it('guesses nothing where a key is borne twice', () => {
    const theirs = set({
      village: [
        { id: 'v1', moo: 1 },
        { id: 'v2', moo: 1 },
      ],
    })
    const ours = set({ village: [{ id: 'V', moo: 1 }] })
    expect(matchIds([village], theirs, ours).size).toBe(0)
  })
})

describe('what hangs on what is gone', () => {
  it('a new record under a removed one asks about the removed one', () => {
    const old = { id: 'v1', moo: 1, name: 'ก' }
    const { rows } = mergeAll({
      types: [village, plan],
      theirs: set({ village: [old], plan: [{ id: 'p1', areaKey: 'v1', note: 'x' }] }),
      ours: set({}),
      ...nothing,
      bases: (name, id) => (name === 'village' && id === 'v1' ? [old] : []),
      baseIds: (name) => (name === 'village' ? ['v1'] : []),
    })
    expect(rows.map(({ change }) => change)).toEqual(['conflict', 'new'])
  })
  it('a removed record under which this office made something asks', () => {
    const old = { id: 'v1', moo: 1, name: 'ก' }
    const { rows } = mergeAll({
      types: [village, plan],
      theirs: set({}),
      ours: set({ village: [old], plan: [{ id: 'P', areaKey: 'v1', note: 'x' }] }),
      ...nothing,
      bases: (name, id) => (name === 'village' && id === 'v1' ? [old] : []),
      baseIds: (name) => (name === 'village' ? ['v1'] : []),
    })
    expect(rows.map(({ change }) => change)).toEqual(['conflict'])
  })
  it('what names a record that is nowhere cannot come unasked', () => {
    const { rows } = mergeAll({
      types: [village, plan],
      theirs: set({ plan: [{ id: 'p1', areaKey: 'gone', note: 'x' }] }),
      ours: set({}),
      ...nothing,
    })
    expect(rows[0]).toMatchObject({ change: 'conflict', fields: [{ field: '' }] })
  })
})
