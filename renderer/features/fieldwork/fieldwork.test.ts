import { describe, expect, it } from 'vitest'
import type { WorkRecord, WorkUnit } from '../../../core/fieldwork/contract.ts'
import { choicesFor, conflictsOf, openConflicts, withAll, withChoice } from './choices.ts'
import {
  groupsOf,
  nameUnder,
  nextWaiting,
  unitInAddress,
  unitOfAddress,
  withoutConflicts,
} from './work-units.ts'

const record = (rowId: string, fields: [string, WorkRecord['fields'][number]['state']][]): WorkRecord => ({
  recordType: 'planEntry',
  rowId,
  ownId: rowId,
  subject: rowId,
  change: fields.some(([, state]) => state === 'conflict') ? 'conflict' : 'changed',
  fields: fields.map(([field, state]) => ({ field, state, base: 1, theirs: 2, ours: 3 })),
})
const records = [
  record('A', [
    ['name', 'conflict'],
    ['site', 'theirs'],
  ]),
  record('B', [
    ['', 'conflict'],
    ['kpi', 'same'],
  ]),
]

describe('choices where both changed the same field', () => {
  it('are asked for conflicts only', () => {
    expect(conflictsOf(records)).toEqual([
      { recordType: 'planEntry', rowId: 'A', field: 'name' },
      { recordType: 'planEntry', rowId: 'B', field: '' },
    ])
  })
  it('leave open what was not chosen, and a later choice replaces the one before', () => {
    const first = withChoice(
      new Map(),
      { recordType: 'planEntry', rowId: 'A', field: 'name', choice: 'ours' },
      records,
    )
    expect(openConflicts(records, first)).toEqual([{ recordType: 'planEntry', rowId: 'B', field: '' }])
    const second = withChoice(
      first,
      { recordType: 'planEntry', rowId: 'A', field: 'name', choice: 'theirs' },
      records,
    )
    expect(choicesFor(records, second)).toEqual([
      { recordType: 'planEntry', rowId: 'A', field: 'name', choice: 'theirs' },
    ])
    expect(first.size).toBe(1)
  })
  it('answer the same question of several records once, without overruling what was chosen', () => {
    const again = { ...record('C', [['name', 'conflict']]), recordType: 'project' }
    const other = record('D', [['name', 'conflict']])
    other.fields = other.fields.map((one) => ({ ...one, theirs: 9 }))
    const all = [...records, again, other]
    const chosen = withChoice(
      new Map(),
      { recordType: 'planEntry', rowId: 'A', field: 'name', choice: 'ours' },
      all,
    )
    expect(choicesFor(all, chosen).map((one) => one.rowId)).toEqual(['A', 'C'])
    const back = withChoice(
      chosen,
      { recordType: 'planEntry', rowId: 'A', field: 'name', choice: 'theirs' },
      all,
    )
    expect(choicesFor(all, back).map((one) => one.choice)).toEqual(['theirs', 'ours'])
  })
  it('can be made at once, and go along only with the records they belong to', () => {
    const all = withAll(new Map(), records, 'ours')
    expect(openConflicts(records, all)).toEqual([])
    expect(choicesFor(records.slice(0, 1), all).map((one) => one.rowId)).toEqual(['A'])
  })
})

describe('units of a work', () => {
  const unit = (key: string, conflicts: number, decided: boolean): WorkUnit => ({
    unit: key,
    name: key,
    level: 'village',
    tambonCode: '800801',
    rows: { new: 1, changed: 0, withdrawn: 0, conflict: conflicts },
    conflicts,
    decision: decided ? { state: 'accepted', reasons: '', decidedOn: '2022-07-15', decidedBy: 'ก' } : null,
    settled: decided,
  })
  const untouched: WorkUnit = {
    ...unit('u', 0, false),
    rows: { new: 0, changed: 0, withdrawn: 0, conflict: 0 },
  }
  const units = [untouched, unit('a', 0, true), unit('b', 0, false), unit('c', 2, false), unit('', 0, false)]
  it('are accepted at once where nothing asks for a choice and nobody decided', () => {
    expect(withoutConflicts(units).map((one) => one.unit)).toEqual(['b', ''])
  })
  it('lead to the next that waits, around the end', () => {
    expect(nextWaiting(units, ['b'])).toBe('c')
    expect(nextWaiting(units, [''])).toBe('b')
    expect(nextWaiting(units, ['b', ''])).toBe('c')
    expect(nextWaiting([unit('a', 0, true)], ['a'])).toBe('a')
  })
  it('stand under their tambons, called without them there', () => {
    const other = { ...unit('d', 0, false), tambonCode: '800802' }
    expect(groupsOf([...units, other]).map((group) => group.units.length)).toEqual([5, 1])
    const village = { level: 'village' as const, name: 'บ้านนอก หมู่ที่ 3 ตำบลพรหมโลก' }
    expect(nameUnder(village, 'พรหมโลก')).toBe('บ้านนอก หมู่ที่ 3')
    expect(nameUnder(village, 'ทอนหงส์')).toBe(village.name)
    expect(nameUnder({ level: 'tambon', name: 'ตำบลพรหมโลก' }, 'พรหมโลก')).toBe('ตำบลพรหมโลก')
  })
  it('stand in the address, also the one of no place', () => {
    for (const { unit: key } of units) expect(unitOfAddress(unitInAddress(key))).toBe(key)
  })
})
