import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readActivityPaste } from './paste.ts'
import { emptyFields } from './rules.ts'

const known = {
  tambons: [
    { code: '800201', name: 'พรหมโลก' },
    { code: '800202', name: 'บ้านเกาะ' },
  ],
  tambonCode: null,
  groups: [
    { key: 'people', name: 'ประชาชนทั่วไป' },
    { key: 'kamnanHeadmen', name: 'กำนัน ผู้ใหญ่บ้าน' },
  ],
  steps: [
    { key: 'prepare', name: 'เตรียมการและจัดเก็บข้อมูล' },
    { key: 'draft', name: 'ยกร่างแผนพัฒนาตำบล' },
  ],
  sources: [{ key: 'lao', name: 'งบองค์กรปกครองส่วนท้องถิ่น' }],
  usualSubject: (code: string | null) => `ประชุม ${code ?? ''}`,
}
const read = (
  text: string,
  kind: 'session' | 'workshop' | 'participation' = 'workshop',
  tambonCode: string | null = null,
) =>
  readActivityPaste(text, {
    ...known,
    kind,
    tambonCode,
    empty: (heldOn) => emptyFields(2566, kind, heldOn),
  })

describe('rows pasted from Excel', () => {
  it.each([
    ['5 มี.ค. 2566', '2023-03-05', null],
    ['๕ มีนาคม ๒๕๖๖', '2023-03-05', null],
    ['5-7 มีนาคม 2566', '2023-03-05', '2023-03-07'],
    ['5 และ 6 มี.ค. 66', '2023-03-05', '2023-03-06'],
    ['วันที่ 5 ถึงวันที่ 6 มีนาคม 2566', '2023-03-05', '2023-03-06'],
    ['2023-03-05', '2023-03-05', null],
    ['วันอาทิตย์ที่ 5 มีนาคม 2566', '2023-03-05', null],
  ])('read the day %s', (text, heldOn, endedOn) => {
    const [row] = read(`พรหมโลก\t${text}\tประชุม`)
    expect(row?.problems).toEqual([])
    expect(row?.fields).toMatchObject({ heldOn, endedOn })
  })

  it('read a column for the last day, and refuse one before the first', () => {
    const rows = read(
      'ตำบล\tวันที่เริ่ม\tถึงวันที่\tเรื่อง\nบ้านเกาะ\t5/3/2566\t6/3/2566\tก\nบ้านเกาะ\t5/3/2566\t4/3/2566\tข',
    )
    expect(rows.map((row) => [row.fields?.endedOn, row.problems.map((one) => one.key)])).toEqual([
      ['2023-03-06', []],
      ['2023-03-04', ['endBeforeStart']],
    ])
  })

  it('take the tambon chosen where a list names none, and the whole district only for a session', () => {
    expect(read('วันที่\tเรื่อง\n5/3/2566\tก', 'workshop', '800202')[0]?.fields?.tambonCode).toBe('800202')
    expect(read('วันที่\tเรื่อง\n5/3/2566\tก')[0]).toMatchObject({
      fields: null,
      problems: [{ key: 'pasteTambonMissing' }],
    })
    expect(read('วันที่\tเรื่อง\n5/3/2566\tก', 'session')[0]?.fields?.tambonCode).toBeNull()
    expect(read('ตำบล\tวันที่\tเรื่อง\nทั้งอำเภอ\t5/3/2566\tก', 'session')[0]?.fields?.tambonCode).toBeNull()
  })

  it('say where groups and the sum do not agree, and what money and sources were not understood', () => {
    const rows = read(
      [
        'ตำบล\tวันที่\tประชาชนทั่วไป\tกำนัน ผู้ใหญ่บ้าน\tรวม\tงบประมาณ\tแหล่งงบประมาณ',
        'พรหมโลก\t5/3/2566\t10\t5\t16\t1,000\tงบองค์กรปกครองส่วนท้องถิ่น',
        'พรหมโลก\t6/3/2566\t10\t5\t15\tแสนหนึ่ง?\tดวงจันทร์',
        'พรหมโลก\t7/3/2566\t10\t5\t\t1,000\tปกครองส่วนท้องถิ่น',
      ].join('\n'),
    )
    expect(rows.map((row) => row.problems.map((one) => one.key))).toEqual([
      ['personsSum'],
      ['notMoney', 'unknownSource'],
      [],
    ])
    expect(rows[2]?.fields).toMatchObject({ cost: 1_000_00, costSource: 'lao' })
  })

  it('keep rows apart where a cell begins with a quote that nothing closes', () => {
    const rows = read('พรหมโลก\t5 มี.ค. 2566\t"แผนดี\tวัด\t20\nพรหมโลก\t6 มี.ค. 2566\t"ก\nข ""ค"""\t"วัด"\t20')
    expect(rows.map((row) => [row.line, row.fields?.subject, row.fields?.place])).toEqual([
      [1, '"แผนดี', 'วัด'],
      [2, 'ก ข "ค"', 'วัด'],
    ])
  })

  it('never fail and never lose a line, whatever is pasted', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        'พรหมโลก',
        '5 มี.ค. 2566',
        '"',
        '""',
        '31/2/2566',
        '-',
        '๑๒',
        'ตำบล',
        'วันที่',
        'รวม',
        '1e9',
        '',
      ),
    )
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 12 }),
        fc.constantFrom('session' as const, 'workshop' as const, 'participation' as const),
        (rows, kind) => {
          for (const row of read(rows.map((one) => one.join('\t')).join('\n'), kind)) {
            // What has no fields has its reason; what has none is whole.
            if (row.fields === null) expect(row.problems.length).toBeGreaterThan(0)
            else expect(row.fields.heldOn).toMatch(/^\d{4}-\d\d-\d\d$/u)
            expect(row.cells.length).toBeGreaterThan(0)
          }
        },
      ),
    )
  })

  it('take time by their length only', () => {
    const began = performance.now()
    read('"ก\t'.repeat(50_000))
    read(`${'พรหมโลก\t5 มี.ค. 2566\tประชุม\tวัด\t20\n'.repeat(2000)}${'"'.repeat(20_000)}`)
    expect(performance.now() - began).toBeLessThan(8_000)
  })
})
