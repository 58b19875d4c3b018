import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blockOf,
  clearBlock,
  copyValue,
  fillDown,
  type GridColumn,
  pasteBlock,
  readCell,
  readClipboard,
  totalOf,
  writeClipboard,
} from './grid-model.ts'

type Row = { name: string; amount: number | null; kind: string | null; due: string | null }
const columns: GridColumn<Row>[] = [
  { key: 'name', title: 'ชื่อ', kind: 'text' },
  { key: 'amount', title: 'งบ', kind: 'money', total: true },
  {
    key: 'kind',
    title: 'ประเภท',
    kind: 'select',
    options: [
      { value: 'SELF', label: 'ทำเอง' },
      { value: 'JOINT', label: 'ทำร่วม' },
    ],
  },
  { key: 'due', title: 'กำหนด', kind: 'date' },
]
const [name, money, kind, due] = columns as [
  GridColumn<Row>,
  GridColumn<Row>,
  GridColumn<Row>,
  GridColumn<Row>,
]
const empty = (): Row => ({ name: '', amount: null, kind: null, due: null })
const rows: Row[] = [
  { name: 'ถนน', amount: 100_00, kind: 'SELF', due: null },
  { name: 'ฝาย', amount: 250_50, kind: 'JOINT', due: null },
]
const at = (row: number, column: number) => blockOf({ row, column }, { row, column })

describe('cells', () => {
  it('reads what offices type', () => {
    expect(readCell(money, '1.2 ล้าน')).toEqual({ ok: true, value: 1_200_000_00 })
    expect(readCell(money, '๓๐๐,๐๐๐')).toEqual({ ok: true, value: 300_000_00 })
    expect(readCell(money, '-5')).toEqual({ ok: false, key: 'negativeMoney' })
    expect(readCell(money, '300.000')).toEqual({ ok: false, key: 'tooPreciseMoney' })
    expect(readCell(due, '18 ม.ค. 65')).toEqual({ ok: true, value: '2022-01-18' })
    expect(readCell(due, '31 ก.พ. 2565')).toEqual({ ok: false, key: 'impossibleDate' })
    expect(readCell(kind, 'ทำร่วม')).toEqual({ ok: true, value: 'JOINT' })
    expect(readCell(kind, 'ร่วม')).toEqual({ ok: true, value: 'JOINT' })
    expect(readCell(kind, 'ทำ')).toEqual({ ok: false, key: 'notInList' })
    expect(readCell(kind, '')).toEqual({ ok: true, value: null })
  })

  it('reads back what it copies', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 13 }), (satang) => {
        expect(readCell(money, copyValue(money, satang))).toEqual({ ok: true, value: satang })
      }),
    )
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10)
          expect(readCell(due, copyValue(due, iso))).toEqual({ ok: true, value: iso })
        },
      ),
    )
  })
})

describe('clipboard', () => {
  it('reads what Excel writes: line breaks and quotes inside cells', () => {
    expect(readClipboard('ก\t"บรรทัด 1\nบรรทัด 2"\r\n"คำ ""นี้"""\t3\r\n')).toEqual([
      ['ก', 'บรรทัด 1\nบรรทัด 2'],
      ['คำ "นี้"', '3'],
    ])
  })
  it('is its own reverse', () => {
    const cell = fc.string({ unit: fc.constantFrom('ก', 'า', '่', '1', ' ', '"', '\t', '\n', ',') })
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        (block) => {
          expect(readClipboard(writeClipboard(block))).toEqual(block)
        },
      ),
    )
  })
})

describe('paste', () => {
  it('adds rows and keeps cells it cannot read', () => {
    const got = pasteBlock(
      rows,
      columns,
      at(1, 0),
      [
        ['ฝายน้ำล้น', 'ห้าร้อย'],
        ['สะพาน', '2 แสน'],
      ],
      empty,
    )
    if ('refused' in got) throw new Error('refused')
    expect(got.rows).toHaveLength(3)
    expect(got.rows[1]).toMatchObject({ name: 'ฝายน้ำล้น', amount: 250_50 })
    expect(got.rows[2]).toMatchObject({ name: 'สะพาน', amount: 200_000_00 })
    expect(got.problems).toEqual([{ row: 1, column: 'งบ', text: 'ห้าร้อย', key: 'notMoney' }])
  })
  it('refuses a block that is too wide or too long, whole', () => {
    expect(pasteBlock(rows, columns, at(0, 3), [['1', '2']], empty)).toEqual({
      refused: 'tooManyColumns',
      found: 2,
      most: 1,
    })
    expect(pasteBlock(rows, columns, at(1, 0), [['a'], ['b']], undefined)).toEqual({
      refused: 'tooManyRows',
      found: 2,
      most: 1,
    })
  })
  it('fills a selection with one cell, but not what is read-only', () => {
    const locked = columns.map((column) => (column.key === 'amount' ? { ...column, readOnly: true } : column))
    const got = pasteBlock(
      rows,
      locked,
      blockOf({ row: 0, column: 0 }, { row: 1, column: 1 }),
      [['7']],
      empty,
    )
    if ('refused' in got) throw new Error('refused')
    expect(got.rows.map((row) => row.name)).toEqual(['7', '7'])
    expect(got.rows.map((row) => row.amount)).toEqual([100_00, 250_50])
  })
  it('never loses or invents a row outside the block', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 4 }), (top, height) => {
        const many = Array.from({ length: 5 }, (_, index) => ({ ...empty(), name: `r${index}` }))
        const got = pasteBlock(
          many,
          columns,
          at(top, 0),
          Array.from({ length: height }, () => ['x']),
          empty,
        )
        if ('refused' in got) throw new Error('refused')
        expect(got.rows.length).toBe(Math.max(5, top + height))
        const names = got.rows.map((row) => row.name)
        expect(names).toEqual(
          names.map((_, index) => (index >= top && index < top + height ? 'x' : `r${index}`)),
        )
      }),
    )
  })
})

describe('rows', () => {
  it('fills down, clears, adds up', () => {
    expect(fillDown(rows, columns, blockOf({ row: 0, column: 1 }, { row: 1, column: 2 }))[1]).toMatchObject({
      name: 'ฝาย',
      amount: 100_00,
      kind: 'SELF',
    })
    expect(fillDown(rows, columns, at(1, 0))[1]?.name).toBe('ถนน')
    expect(clearBlock(rows, columns, at(0, 1))[0]).toMatchObject({ name: 'ถนน', amount: null })
    expect(totalOf(money, rows)).toBe(350_50)
    expect(totalOf(name, rows)).toBeNull()
  })
})
