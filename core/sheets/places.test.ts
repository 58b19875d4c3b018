import { describe, expect, it } from 'vitest'
import { formatMoo } from '../thai/moo.ts'
import { readPeriod } from './periods.ts'
import { placeHeading, readVillageCells } from './places.ts'

describe('headings of places', () => {
  it.each([
    ['แผนพัฒนาหมู่บ้าน หมู่ที่ 2 บ้านดอนงาม', { moo: 2, village: 'บ้านดอนงาม', tambon: '' }],
    ['บ้านดอนงาม หมู่ ๒', { moo: 2, village: 'บ้านดอนงาม', tambon: '' }],
    ['แผนพัฒนาหมู่บ้านดอนงาม', { moo: null, village: 'บ้านดอนงาม', tambon: '' }],
    ['แผนพัฒนาตำบลพรหมโลก พ.ศ. 2566 - 2570', { moo: null, village: '', tambon: 'พรหมโลก' }],
    [
      'แผนพัฒนาหมู่บ้าน/ชุมชน ปี 2566-2570 บ้านใน หมู่ที่ 1 ตำบลพรหมโลก (ต่อ)',
      { moo: 1, village: 'บ้านใน', tambon: 'พรหมโลก' },
    ],
    ['รายชื่อหมู่บ้าน ตำบลพรหมโลก อำเภอพรหมคีรี', { moo: null, village: '', tambon: 'พรหมโลก' }],
    ['1. หมู่ที่ 4 บ้านโนนสวรรค์ จำนวน 5 โครงการ', { moo: 4, village: 'บ้านโนนสวรรค์', tambon: '' }],
    ['ม.2', { moo: 2, village: '', tambon: '' }],
    ['บ้านนา 2 หมู่ 7', { moo: 7, village: 'บ้านนา 2', tambon: '' }],
    ['ชุมชนตลาดเก่า', { moo: null, village: 'ชุมชนตลาดเก่า', tambon: '' }],
  ])('reads %s', (text, place) => {
    expect(placeHeading(text)).toEqual(place)
  })
  it.each([
    'หมู่ที่ 3 ซ่อมถนน',
    'ซ่อมถนน หมู่ที่ 3',
    'Sheet1',
    'แผนพัฒนาตำบล',
    'แผนพัฒนาหมู่บ้าน (พ.ศ. 2566 - 2570)',
    'งบประมาณ 2567',
    'องค์การบริหารส่วนตำบลพรหมโลก',
    'ม.5,6',
    'หมู่ที่ 1 และหมู่ที่ 2',
    '',
  ])('does not take %s for one', (text) => {
    expect(placeHeading(text)).toBeNull()
  })
})

describe('cells of a village', () => {
  const read = (moo: string, village: string) => readVillageCells(moo, village, formatMoo)
  it.each([
    ['4', 'บ้านโนนสวรรค์', [4], 'หมู่ที่ 4 บ้านโนนสวรรค์'],
    ['ม.5,6', 'หนองแสง', [5, 6], 'หมู่ที่ 5, 6 บ้านหนองแสง'],
    ['', 'ม.3 บ้านในเขียว', [3], 'หมู่ที่ 3 บ้านในเขียว'],
    ['', '๓', [3], 'หมู่ที่ 3'],
    ['บ้านนอก หมู่ที่ 3', '', [3], 'หมู่ที่ 3 บ้านนอก'],
    ['ทั้งตำบล', '', 'all', 'ทั้งตำบล'],
    ['หลายหมู่', '', null, 'หลายหมู่'],
    ['', '', null, ''],
  ])('reads %s | %s', (mooCell, villageCell, moo, words) => {
    expect(read(mooCell, villageCell)).toMatchObject({ moo, words })
  })
})

describe('periods', () => {
  it.each([
    ['ต.ค. 66 - ก.ย. 67', 2567],
    ['ตุลาคม 2566 – กันยายน 2567', 2567],
    ['1 ตุลาคม ๒๕๖๖ ถึง 30 กันยายน ๒๕๖๗', 2567],
    ['ต.ค.-ธ.ค. 2566', 2567],
    ['ต.ค. - ก.ย. 67', 2567],
    ['ตค66-กย67', 2567],
    ['1 ปี (2567)', 2567],
    ['ปี 67', 2567],
    ['ไตรมาส 1/2567', 2567],
    ['2024', 2567],
  ])('%s is of one fiscal year', (text, year) => {
    expect(readPeriod(text)).toMatchObject({ ok: true, value: { year } })
  })
  it.each([
    ['2567-2568', 2567, 2568],
    ['67 - 70', 2567, 2570],
    ['2566/67', 2566, 2567],
    ['ต.ค.66-ก.ย.68', 2567, 2568],
    ['5 ปี (2566-2570)', 2566, 2570],
    ['เมษายน 2567 - พฤศจิกายน 2567', 2567, 2568],
  ])('%s is to be divided by a person', (text, from, to) => {
    expect(readPeriod(text)).toEqual({ ok: false, key: 'yearsToSplit', params: { from, to } })
  })
  it.each(['ตลอดปี', '3 เดือน', '90 วัน', 'ไตรมาส 2', 'ต.ค. - ก.ย.'])('%s says no year', (text) => {
    expect(readPeriod(text)).toEqual({ ok: true, value: 'silent' })
  })
  it('leaves what it cannot read to a person, and nothing as nothing', () => {
    expect(readPeriod('รอบที่ 123')).toEqual({ ok: false, key: 'oneYear' })
    expect(readPeriod('-')).toEqual({ ok: true, value: null })
  })
})
