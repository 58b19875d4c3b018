import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import table from '../../resources/rules/partner-names.json' with { type: 'json' }
import { awaitsResult, lateDays, partnerMatcher, pledgeState } from './rules.ts'

const known = table.items
const areas = ['พรหมคีรี', 'นครศรีธรรมราช']
const { keyOf: key, alike } = partnerMatcher(known, areas)

describe('names of partners', () => {
  it.each([
    ['พช.', 'สำนักงานพัฒนาชุมชน'],
    ['พช.พรหมคีรี', 'สำนักงานพัฒนาชุมชนอำเภอพรหมคีรี'],
    ['พช อ.พรหมคีรี', 'สำนักงานพัฒนาชุมชน อำเภอพรหมคีรี จังหวัดนครศรีธรรมราช'],
    ['อบต.พรหมโลก', 'องค์การบริหารส่วนตำบลพรหมโลก'],
    ['อบต. พรหมโลก', 'อบต พรหมโลก'],
    ['ธ.ก.ส.', 'ธกส'],
    ['รพ.สต.บ้านเกาะ', 'โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านเกาะ'],
    ['สสอ.พรหมคีรี', 'สำนักงานสาธารณสุขอำเภอพรหมคีรี'],
    ['มูลนิธิตัวอย่าง', 'มูลนิธิ ตัวอย่าง'],
    ['โรงเรียนพรหมคีรีพิทยาคม', 'โรงเรียน พรหมคีรีพิทยาคม'],
  ])('%s is %s', (one, other) => {
    expect(key(one)).toBe(key(other))
    expect(alike(one, [other])).toEqual([other])
  })

  it.each([
    ['อบต.พรหมโลก', 'อบต.บ้านเกาะ'],
    ['อบต.พรหมคีรี', 'เทศบาลตำบลพรหมคีรี'],
    // of the same name as the district: its name all the same
    ['อบต.พรหมคีรี', 'อบต.อินคีรี'],
    ['พช.', 'พอช.'],
    ['สถานีตำรวจภูธรพรหมคีรี', 'สำนักงานส่งเสริมการปกครองท้องถิ่น'],
    ['รพ.สต.บ้านเกาะ', 'รพ.สต.บ้านใน'],
    ['โรงเรียนไทยรัฐวิทยา 1', 'โรงเรียนไทยรัฐวิทยา 2'],
    ['โรงพยาบาลพรหมคีรี', 'โรงพยาบาลลานสกา'],
  ])('%s is not %s', (one, other) => {
    expect(alike(one, [other])).toEqual([])
  })

  it('forgive one slip in a name of some length', () => {
    expect(alike('มูลนิธิสิ่งแวดล้อมใต้', ['มูลนิธิสิ่งแวดลอมใต้'])).toHaveLength(1)
    expect(alike('มูลนิธิสิ่งแวดล้อมใต้', ['มูลนิธสิิ่งแวดล้อมใต้'])).toHaveLength(1)
    expect(alike('มูลนิธิสิ่งแวดล้อมใต้', ['มูลนิธิสิ่งแวดล้อมเหนือ'])).toEqual([])
  })

  it('do not take two places for one because of a letter, nor stumble over what an office adds to the table', () => {
    expect(alike('อบต.บ้านเกาะ', ['อบต.บ้านเกาว'])).toEqual([])
    expect(alike('รพ.สต.เขาแก้ววิเชียร', ['รพ.สต.เขาแกววิเชียร'])).toHaveLength(1)
    const own = partnerMatcher([{ name: 'บริษัท (C++', words: ['c++.', '[a.', '\\.'], named: false }])
    expect(own.keyOf('C++.')).toBe(own.keyOf('บริษัท (C++'))
  })

  it('have a key that spaces and dots do not change, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
        expect(key(`  ${name}  `)).toBe(key(name))
      }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.constantFrom(...areas), (agency, area) => {
        if (!agency.named) expect(key(`${agency.name}อำเภอ${area}`)).toBe(key(agency.name))
        for (const way of agency.words) expect(key(way)).toBe(key(agency.name))
      }),
    )
  })
})

describe('a pledge', () => {
  const pledge = (amount: number | null, change: { dueOn?: string; withdrawnOn?: string } = {}) => ({
    amount,
    dueOn: null,
    withdrawnOn: null,
    ...change,
  })
  it.each([
    ['promised', pledge(100), []],
    ['promised', pledge(100, { dueOn: '2023-04-20' }), []],
    ['overdue', pledge(100, { dueOn: '2023-04-19' }), []],
    ['overdue', pledge(100, { dueOn: '2023-04-19' }), [{ amount: 99 }]],
    ['partly', pledge(100), [{ amount: 40 }, { amount: 59 }]],
    ['received', pledge(100, { dueOn: '2023-04-19' }), [{ amount: 40 }, { amount: 60 }]],
    ['received', pledge(100), [{ amount: 101 }]],
    ['received', pledge(null), [{ amount: null }]],
    ['promised', pledge(null), []],
    ['withdrawn', pledge(100, { withdrawnOn: '2023-04-01', dueOn: '2023-04-19' }), []],
    ['withdrawn', pledge(100, { withdrawnOn: '2023-04-01' }), [{ amount: 99 }]],
    ['received', pledge(100, { withdrawnOn: '2023-04-01' }), [{ amount: 100 }]],
  ] as const)('is %s: %o %o', (state, one, receipts) => {
    expect(pledgeState(one, receipts, '2023-04-20')).toBe(state)
  })
})

describe('a workshop', () => {
  const row = (heldOn: string, endedOn: string | null, state: 'planned' | 'held') => ({
    heldOn,
    endedOn,
    state,
  })
  it('is late by its last day; a planned one by today once its day has gone by', () => {
    expect(lateDays(row('2023-04-14', '2023-04-16', 'held'), '2023-04-15', '2023-07-01')).toBe(1)
    expect(lateDays(row('2023-04-14', null, 'held'), '2023-04-15', '2023-07-01')).toBe(0)
    expect(lateDays(row('2023-04-14', null, 'planned'), '2023-04-15', '2023-04-14')).toBe(0)
    expect(lateDays(row('2023-04-14', null, 'planned'), '2023-04-15', '2023-04-20')).toBe(5)
    expect(awaitsResult(row('2023-04-14', null, 'planned'), '2023-04-14')).toBe(false)
    expect(awaitsResult(row('2023-04-14', null, 'planned'), '2023-04-15')).toBe(true)
    expect(awaitsResult(row('2023-04-14', null, 'held'), '2023-04-15')).toBe(false)
  })
})
