import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readHtmlTable } from './grid-html.ts'
import { columnEdges, columnWidths, findCells, lookedAt, pinnedCount, plainLook } from './grid-layout.ts'
import {
  blockOf,
  cellText,
  clearBlock,
  copyValue,
  edgeOf,
  fillDown,
  fillRight,
  type GridColumn,
  nextInBlock,
  pasteBlock,
  readCell,
  readClipboard,
  sumsOf,
  totalOf,
  withValue,
  writeClipboard,
} from './grid-model.ts'

type Row = {
  name: string
  amount: number | null
  kind: string | null
  due: string | null
  unread?: { [column: string]: { text: string; key: string } }
}
/** Texts as they come from plain text on the clipboard. */
const clip = (texts: string[][]) => texts.map((line) => line.map((text) => ({ text })))
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
    expect(readCell(kind, '-')).toEqual({ ok: true, value: null })
    expect(readCell(money, '–')).toEqual({ ok: true, value: null })
    expect(readCell({ kind: 'number' }, '๑,๒๐๐')).toEqual({ ok: true, value: 1200 })
    expect(readCell({ kind: 'number' }, '3.00')).toEqual({ ok: true, value: 3 })
    expect(readCell({ kind: 'number' }, '3.5')).toEqual({ ok: false, key: 'notWhole' })
    expect(readCell({ kind: 'number', decimals: true }, '3.5')).toEqual({ ok: true, value: 3.5 })
    expect(readCell({ kind: 'number', decimals: true }, '3.555')).toEqual({ ok: false, key: 'tooPrecise' })
    expect(readCell({ kind: 'text', lines: true }, 'หนึ่ง\r\nสอง ')).toEqual({ ok: true, value: 'หนึ่ง\nสอง' })
    expect(readCell({ kind: 'text' }, 'หนึ่ง\r\nสอง ')).toEqual({ ok: true, value: 'หนึ่ง สอง' })
  })

  it('asks the words of the office first', () => {
    const understand = (text: string) => (text === 'หมู่บ้านทำเอง' ? 'SELF' : undefined)
    expect(readCell({ ...kind, understand }, 'หมู่บ้านทำเอง')).toEqual({ ok: true, value: 'SELF' })
    expect(readCell({ ...kind, understand }, 'ร่วม')).toEqual({ ok: true, value: 'JOINT' })
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
  it('leaves quotes alone that quote nothing', () => {
    expect(readClipboard('"บ้าน" ใหม่\t"\r\n"x"\t"" y')).toEqual([
      ['"บ้าน" ใหม่', '"'],
      ['x', '"" y'],
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
      clip([
        ['ฝายน้ำล้น', 'ห้าร้อย'],
        ['สะพาน', '2 แสน'],
      ]),
      empty,
    )
    if ('refused' in got) throw new Error('refused')
    expect(got.rows).toHaveLength(3)
    expect(got.rows[1]).toMatchObject({ name: 'ฝายน้ำล้น', amount: 250_50 })
    expect(got.rows[2]).toMatchObject({ name: 'สะพาน', amount: 200_000_00 })
    expect(got.problems).toEqual([{ row: 1, column: 'งบ', text: 'ห้าร้อย', key: 'notMoney' }])
  })
  it('refuses a block that is too wide or too long, whole', () => {
    expect(pasteBlock(rows, columns, at(0, 3), clip([['1', '2']]), empty)).toEqual({
      refused: 'tooManyColumns',
      found: 2,
      most: 1,
      text: '2',
    })
    expect(pasteBlock(rows, columns, at(1, 0), clip([['a'], ['b']]), undefined)).toEqual({
      refused: 'tooManyRows',
      found: 2,
      most: 1,
      text: 'b',
    })
  })
  it('fills a selection with one cell, but not what is read-only', () => {
    const locked = columns.map((column) => (column.key === 'amount' ? { ...column, readOnly: true } : column))
    const got = pasteBlock(
      rows,
      locked,
      blockOf({ row: 0, column: 0 }, { row: 1, column: 1 }),
      clip([['7']]),
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
          clip(Array.from({ length: height }, () => ['x'])),
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

describe('paste of what cannot be read or is merged', () => {
  it('keeps the pasted text in its cell till it is put right', () => {
    const got = pasteBlock(rows, columns, at(1, 1), clip([['ห้าร้อย', 'อะไร']]), empty, { keepUnread: true })
    if ('refused' in got) throw new Error('refused')
    const row = got.rows[1] as Row
    expect(row).toMatchObject({ name: 'ฝาย', amount: 250_50, kind: 'JOINT' })
    expect(cellText(money, row, 'show')).toBe('ห้าร้อย')
    expect(row.unread).toEqual({
      amount: { text: 'ห้าร้อย', key: 'notMoney' },
      kind: { text: 'อะไร', key: 'notInList' },
    })
    const better = withValue(money, row, 500_00)
    expect(better.unread).toEqual({ kind: { text: 'อะไร', key: 'notInList' } })
    expect(withValue(kind, better, 'SELF').unread).toBeUndefined()
    const cleared = clearBlock(got.rows, columns, blockOf({ row: 1, column: 1 }, { row: 1, column: 2 }))
    expect(cleared[1]?.unread).toBeUndefined()
  })
  it('repeats words under a merged cell, never its amount', () => {
    const block = readHtmlTable(
      '<table><tr><td rowspan=2>ถนน</td><td rowspan=2>1,000</td></tr><tr></tr><tr><td>ฝาย</td><td>5</td></tr></table>',
    )
    const got = pasteBlock([], columns, at(0, 0), block ?? [], empty)
    if ('refused' in got) throw new Error('refused')
    expect(got.rows.map((row) => [row.name, row.amount])).toEqual([
      ['ถนน', 100_000],
      ['ถนน', null],
      ['ฝาย', 500],
    ])
  })
  it('forgets empty columns and rows at the edge of a whole copied sheet, but not text there', () => {
    const sheet = clip([
      ['ก', '1', '', '', '', ''],
      ['', '', '', '', '', ''],
    ])
    const got = pasteBlock(rows, columns, at(0, 0), sheet, empty)
    expect('refused' in got).toBe(false)
    expect(pasteBlock(rows, columns, at(0, 0), clip([['ก', '', '', '', '', 'ฮ']]), empty)).toMatchObject({
      refused: 'tooManyColumns',
      found: 6,
      text: 'ฮ',
    })
    expect('refused' in pasteBlock(rows, columns, at(1, 0), clip([['ก'], ['']]), undefined)).toBe(false)
  })
  it('lays a block over a selection as often as it fits, else once', () => {
    const many = Array.from({ length: 6 }, empty)
    const all = pasteBlock(
      many,
      columns,
      blockOf({ row: 0, column: 0 }, { row: 5, column: 0 }),
      clip([['a'], ['b']]),
      empty,
    )
    const once = pasteBlock(
      many,
      columns,
      blockOf({ row: 0, column: 0 }, { row: 4, column: 0 }),
      clip([['a'], ['b']]),
      empty,
    )
    if ('refused' in all || 'refused' in once) throw new Error('refused')
    expect(all.rows.map((row) => row.name)).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
    expect(once.rows.map((row) => row.name)).toEqual(['a', 'b', '', '', '', ''])
  })
  it('counts what it may not change, and refuses more rows than can be saved', () => {
    const locked = columns.map((column) => (column.key === 'amount' ? { ...column, readOnly: true } : column))
    const got = pasteBlock(
      rows,
      locked,
      at(0, 0),
      clip([
        ['ถนน', '100'],
        ['ฝาย', '9'],
      ]),
      empty,
    )
    expect(got).toMatchObject({ untouched: 1 })
    expect(
      pasteBlock(rows, columns, at(1, 0), clip([['a'], ['b'], ['c']]), empty, { most: 3 }),
    ).toMatchObject({
      refused: 'tooManyRows',
      most: 2,
      text: 'c',
    })
  })
})

describe('moving as in Excel', () => {
  const filled = [
    [1, 1, 0, 0, 1],
    [1, 0, 0, 0, 0],
    [1, 1, 1, 1, 1],
  ]
  const go = (row: number, column: number, down: number, right: number) =>
    edgeOf(
      { row, column },
      { row: down, column: right },
      { rows: 3, columns: 5 },
      (cell) => filled[cell.row]?.[cell.column] === 1,
    )
  it('Ctrl-arrow stops at the end of what is filled, else at the next filled cell, else at the edge', () => {
    expect(go(0, 0, 0, 1)).toEqual({ row: 0, column: 1 })
    expect(go(0, 1, 0, 1)).toEqual({ row: 0, column: 4 })
    expect(go(1, 0, 0, 1)).toEqual({ row: 1, column: 4 })
    expect(go(0, 4, 0, 1)).toEqual({ row: 0, column: 4 })
    expect(go(0, 0, 1, 0)).toEqual({ row: 2, column: 0 })
    expect(go(0, 1, 1, 0)).toEqual({ row: 2, column: 1 })
    expect(go(2, 4, 0, -1)).toEqual({ row: 2, column: 0 })
  })
  it('Tab and Enter go through every cell of a marked block once and back to where they began', () => {
    fc.assert(
      fc.property(
        fc.nat(5),
        fc.nat(5),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('across' as const, 'down' as const),
        (top, left, high, wide, way) => {
          const block = { top, left, bottom: top + high - 1, right: left + wide - 1 }
          let cell = { row: top, column: left }
          const seen = new Set<string>()
          for (let count = 0; count < high * wide; count += 1) {
            seen.add(`${cell.row}:${cell.column}`)
            const next = nextInBlock(block, cell, way, 1)
            expect(nextInBlock(block, next, way, -1)).toEqual(cell)
            cell = next
          }
          expect(seen.size).toBe(high * wide)
          expect(cell).toEqual({ row: top, column: left })
        },
      ),
    )
  })
})

describe('looking', () => {
  const list: Row[] = [
    { name: 'ขุดลอกคลอง', amount: 300_00, kind: 'SELF', due: null },
    { name: 'ถนน คสล. หมู่ ๓', amount: null, kind: 'JOINT', due: null },
    { name: 'เกษตรอินทรีย์', amount: 100_00, kind: 'SELF', due: null },
    { name: 'กล้องวงจรปิด', amount: 200_00, kind: null, due: null },
  ]
  it('sorts and filters places, never the rows; empty cells last both ways; Thai order', () => {
    const by = (column: string, down: boolean) =>
      lookedAt(list, columns, { sort: { column, down }, filters: {} })
    expect(by('amount', false)).toEqual([2, 3, 0, 1])
    expect(by('amount', true)).toEqual([0, 3, 2, 1])
    expect(by('name', false)).toEqual([3, 2, 0, 1])
    expect(lookedAt(list, columns, { sort: null, filters: { kind: 'ทำเอง' } })).toEqual([0, 2])
    expect(lookedAt(list, columns, { sort: null, filters: { name: 'หมู่ 3' } })).toEqual([1])
    expect(lookedAt(list, columns, plainLook)).toEqual([0, 1, 2, 3])
  })
  it('finds with Thai digits, spaces and commas as a person types them', () => {
    expect(findCells(list, columns, 'หมู่ 3')).toEqual([{ row: 1, column: 0 }])
    expect(findCells(list, columns, 'ถนนคสล.')).toEqual([{ row: 1, column: 0 }])
    expect(findCells(list, columns, '๓๐๐')).toEqual([{ row: 0, column: 1 }])
    expect(findCells(list, columns, 'นํ้า')).toEqual([])
    expect(findCells(list, columns, ' ')).toEqual([])
  })
  it('fills the room in whole pixels and keeps what was drawn', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ width: fc.integer({ min: 44, max: 300 }), grow: fc.constantFrom(0, 1, 2, 0.6) }),
          { minLength: 1, maxLength: 12 },
        ),
        fc.integer({ min: 0, max: 3000 }),
        fc.constantFrom(1, 1.125, 1.25),
        (parts, room, scale) => {
          const all = parts.map(
            (one, at): GridColumn<Row> => ({ key: `k${at}`, title: '', kind: 'text', ...one }),
          )
          const widths = columnWidths(all, { k0: 90 }, room, scale)
          expect(widths.every(Number.isInteger)).toBe(true)
          expect(widths[0]).toBe(Math.round(90 * scale))
          const sum = widths.reduce((so, width) => so + width, 0)
          const least = all.reduce(
            (so, one, at) => so + Math.round((at === 0 ? 90 : (one.width ?? 0)) * scale),
            0,
          )
          const grows = all.some((one, at) => at > 0 && (one.grow ?? 0) > 0)
          expect(sum).toBe(grows ? Math.max(room, least) : least)
          expect(columnEdges(widths, 46).at(-1)).toBe(46 + sum)
        },
      ),
    )
    const pinned = columns.map((column, at) => ({ ...column, pinned: at < 2 }))
    expect(pinnedCount(pinned, [46, 246, 446, 646], 500)).toBe(2)
    expect(pinnedCount(pinned, [46, 246, 446, 646], 300)).toBe(1)
    expect(pinnedCount(columns, [46, 246], 500)).toBe(0)
  })
})

describe('rows', () => {
  it('says of the marked cells what Excel says of them', () => {
    expect(sumsOf(rows, columns, blockOf({ row: 0, column: 0 }, { row: 1, column: 1 }))).toEqual({
      filled: 4,
      numbers: 2,
      sum: 350_50,
      kind: 'money',
    })
    expect(sumsOf(rows, columns, at(0, 0))).toMatchObject({ filled: 1, numbers: 0, sum: null })
  })
  it('fills to the right as each column reads', () => {
    const wide: GridColumn<Row & { y: number | null }>[] = [
      { key: 'amount', title: '1', kind: 'money' },
      { key: 'y', title: '2', kind: 'money' },
      { key: 'name', title: '3', kind: 'text' },
    ]
    const filled = fillRight(
      [{ ...empty(), amount: 7_00, y: null }],
      wide,
      blockOf({ row: 0, column: 0 }, { row: 0, column: 2 }),
    )
    expect(filled[0]).toMatchObject({ amount: 7_00, y: 7_00, name: '7' })
    expect(fillRight(filled, wide, at(0, 0))).toEqual(filled)
  })

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
