import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resourcesDir } from '../../tests/support/core.ts'
import { openResources } from '../kernel/resources.ts'
import { readRules } from '../rules/queries.ts'
import { guessColumn, knownHeads, mappingOf } from './columns.ts'
import { isTotal, layoutOf } from './layout.ts'
import type { SheetTarget } from './rules.ts'
import { understand } from './understand.ts'
import { readCount, readMoney, readTick, readYear, unitOf, yearIn } from './values.ts'
import { type Cell, columnIndex, columnName, type Merge, type Sheet } from './workbook.ts'

const resources = openResources(resourcesDir)
const noOverlay = {
  db: { select: () => ({ from: () => ({ where: () => ({ get: () => undefined }) }) }) },
  resources,
}
const heads = readRules(noOverlay as never, 'sheet-columns').items

function sheetFrom(rows: readonly (readonly Cell[])[], merges: Merge[] = []): Sheet {
  const held = rows
    .map((cells, at) => ({ line: at + 1, cells: [...cells] }))
    .filter((row) => row.cells.some((cell) => cell !== null))
  return {
    name: 'แผ่น1',
    hidden: false,
    rows: held,
    merges,
    columns: Math.max(0, ...rows.map((row) => row.length)),
  }
}

function read(
  rows: readonly (readonly Cell[])[],
  merges: Merge[] = [],
  target: SheetTarget = 'planEntries',
  years = [2566, 2567, 2568, 2569, 2570],
) {
  const known = knownHeads(heads, target)
  const layout = layoutOf(sheetFrom(rows, merges), known, null)
  const data = layout.lines.filter((line) => line.kind === 'data')
  const mapping = mappingOf(
    layout.columns.map((column, index) =>
      guessColumn(
        target,
        column.parts,
        data.map((line) => line.cells[index] ?? null),
        known,
        years,
      ),
    ),
  )
  const understood = understand(target, layout, mapping, [
    { code: '800201', name: 'พรหมโลก' },
    { code: '800202', name: 'บ้านเกาะ' },
  ])
  return {
    layout,
    mapping,
    ...understood,
    values: understood.records.map((record) => Object.fromEntries(record.values)),
  }
}

describe('money as offices type it', () => {
  it.each<[Cell, number | null]>([
    ['๓๕๐,๐๐๐.-', 35_000_000],
    ['1.2 ล้าน', 120_000_000],
    ['1,200,000.00', 120_000_000],
    ['500 บาท', 50_000],
    ['500 (บาท)', 50_000],
    ['ประมาณ 3 แสน', 30_000_000],
    ['-', null],
    ['–', null],
    ['', null],
    [null, null],
    [0, 0],
    [1234.5, 123_450],
    [0.1 + 0.2, 30],
  ])('%j', (cell, satang) => {
    expect(readMoney(cell, 'baht')).toEqual({ ok: true, value: satang })
  })
  it.each<[Cell, string]>([
    [-5, 'negativeMoney'],
    ['-5', 'negativeMoney'],
    ['(500)', 'negativeMoney'],
    [1e20, 'absurdMoney'],
    ['99999999999999999999', 'absurdMoney'],
    [1000 / 3, 'tooPreciseMoney'],
    ['300.000', 'tooPreciseMoney'],
    ['ตามสัญญา', 'notMoney'],
    ['100,000 - 200,000', 'notMoney'],
    ['1 2 3', 'notMoney'],
    [{ date: '2022-01-18' }, 'notMoney'],
    ['9'.repeat(5000), 'notMoney'],
  ])('%j is refused: %s', (cell, key) => {
    expect(readMoney(cell, 'baht')).toMatchObject({ ok: false, key })
  })
  it('multiplies by the unit of the head, but not what names its own', () => {
    expect(readMoney(350, 'thousand')).toEqual({ ok: true, value: 35_000_000 })
    expect(readMoney('1.25', 'million')).toEqual({ ok: true, value: 125_000_000 })
    expect(readMoney('1,200.5', 'thousand')).toEqual({ ok: true, value: 120_050_000 })
    expect(readMoney('5 แสน', 'million')).toEqual({ ok: true, value: 50_000_000 })
    expect(readMoney('350,000 บาท', 'thousand')).toEqual({ ok: true, value: 35_000_000_000 })
    expect(unitOf('งบประมาณ (พันบาท)')).toBe('thousand')
    expect(unitOf('งบประมาณ 2567 (หน่วย : ล้านบาท)')).toBe('million')
    expect(unitOf('งบประมาณ (บาท)')).toBe('baht')
  })
  it('never loses a satang of an amount that it reads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 14 }), (satang) => {
        const text = `${Math.floor(satang / 100).toLocaleString('en')}.${String(satang % 100).padStart(2, '0')}`
        expect(readMoney(text, 'baht')).toEqual({ ok: true, value: satang })
        if (satang < 10 ** 13) expect(readMoney(satang / 100, 'baht')).toEqual({ ok: true, value: satang })
      }),
    )
  })
})

describe('years', () => {
  it.each<[Cell, number]>([
    [2567, 2567],
    ['๒๕๖๗', 2567],
    ['พ.ศ. 2567', 2567],
    ['ปีงบประมาณ 2567', 2567],
    ['ปี 67', 2567],
    ['67', 2567],
    [2024, 2567],
    ['ค.ศ. 2024', 2567],
    ['1 ต.ค. 2566', 2567],
    [{ date: '2023-10-01' }, 2567],
    [{ date: '2023-09-30' }, 2566],
  ])('%j', (cell, year) => {
    expect(readYear(cell)).toMatchObject({ ok: true, value: { year } })
  })
  it('tells a C.E. year and refuses a span', () => {
    expect(readYear(2024)).toMatchObject({ ok: true, value: { christian: true } })
    expect(readYear(2567)).toMatchObject({ ok: true, value: { christian: false } })
    expect(readYear('2566-2570')).toMatchObject({ ok: false, key: 'oneYear' })
    expect(readYear('ทุกปี')).toMatchObject({ ok: false })
    expect(yearIn('ยาว 2,567 เมตร')).toBeUndefined()
    expect(yearIn('66')).toBeUndefined()
  })
})

it('counts and ticks', () => {
  expect(readCount('๑,๒๓๔ คน')).toEqual({ ok: true, value: 1234 })
  expect(readCount('250 ครัวเรือน')).toEqual({ ok: true, value: 250 })
  expect(readCount(1.5)).toMatchObject({ ok: false, key: 'notWhole' })
  expect(readCount('-3')).toMatchObject({ ok: false, key: 'negative' })
  expect(readCount('มาก')).toMatchObject({ ok: false, key: 'notNumber' })
  for (const mark of ['✓', '/', 'x', '1', 1, true, '√', '●']) expect(readTick(mark)).toBe(true)
  for (const mark of ['-', '', null, false, 0, 'ไม่']) expect(readTick(mark)).toBe(false)
})

it('names columns as Excel does, both ways', () => {
  expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  for (let at = 0; at < 1000; at += 1) expect(columnIndex(columnName(at))).toBe(at)
})

describe('totals', () => {
  it.each([
    'รวม',
    'รวมทั้งสิ้น',
    'รวม 5 โครงการ',
    'รวมเป็นเงินทั้งสิ้น',
    'ยอดรวม',
    'รวมหมู่ที่ 3',
    'รวมยุทธศาสตร์ที่ 1',
    'รวมงบประมาณ',
    'Total',
    'รวม ๓ โครงการ',
  ])('%s', (text) => {
    expect(isTotal(text)).toBe(true)
  })
  it.each(['รวมพลังต้านยาเสพติด', 'รวมใจภักดิ์ รักแผ่นดิน', 'โครงการรวมน้ำใจ', 'ก่อสร้างศูนย์รวม', ''])(
    'not %s',
    (text) => {
      expect(isTotal(text)).toBe(false)
    },
  )
  it('is quick with long strings of what could be anything', () => {
    const start = performance.now()
    isTotal(`รวม${'1'.repeat(190)}x`)
    isTotal(`รวม${'5โครงการ'.repeat(22)}x`)
    read([
      ['ที่', 'โครงการ', 'ปี 2566'],
      ...['1'.repeat(299), '1.'.repeat(149), '('.repeat(299), 'ก.'.repeat(149)].map((text) => [text]),
    ])
    expect(performance.now() - start).toBeLessThan(200)
  })
})

describe('layout', () => {
  const body: Cell[][] = [
    [1, 'ถนนสาย ก', 'เพื่อสัญจร', 100, null],
    [2, 'ถนนสาย ข', 'เพื่อสัญจร', null, 200],
  ]
  it('finds the head under titles', () => {
    const found = read([
      ['แผนพัฒนาหมู่บ้าน'],
      ['บ้านในเขียว หมู่ที่ 1'],
      [],
      ['ที่', 'โครงการ', 'วัตถุประสงค์', 'ปี 2566', 'ปี 2567'],
      ...body,
    ])
    expect(found.layout.head).toEqual({ from: 4, to: 4 })
    expect(found.layout.titles).toEqual(['แผนพัฒนาหมู่บ้าน', 'บ้านในเขียว หมู่ที่ 1'])
    expect(found.values).toHaveLength(2)
    expect(found.values[0]).toMatchObject({ name: 'ถนนสาย ก', 'budget:2566': 10_000, 'budget:2567': null })
  })
  it('reads a head of two rows without joined cells (CSV)', () => {
    const found = read([
      ['ที่', 'โครงการ', 'วัตถุประสงค์', 'งบประมาณ', null],
      [null, null, null, 2566, 2567],
      ...body,
    ])
    expect(found.layout.head).toEqual({ from: 1, to: 2 })
    expect(found.mapping).toMatchObject({ D: 'budget:2566', E: 'budget:2567' })
    expect(found.values).toHaveLength(2)
  })
  it('reads a head of three rows with joined cells', () => {
    const merges = [
      ...[0, 1, 2].map((column) => ({ fromRow: 0, toRow: 2, fromColumn: column, toColumn: column })),
      { fromRow: 0, toRow: 0, fromColumn: 3, toColumn: 4 },
    ]
    const found = read(
      [
        ['ที่', 'โครงการ', 'วัตถุประสงค์', 'งบประมาณและที่ผ่านมา', null],
        [null, null, null, '๒๕๖๖', '๒๕๖๗'],
        [null, null, null, '(พันบาท)', '(พันบาท)'],
        ...body,
      ],
      merges,
    )
    expect(found.layout.head).toEqual({ from: 1, to: 3 })
    expect(found.values[0]).toMatchObject({ 'budget:2566': 10_000_000 })
  })
  it('takes two-digit and C.E. years under a head of money', () => {
    const found = read([
      ['โครงการ', 'งบประมาณ', null, null],
      [null, '66', 'ปี ๖๗', 2025],
      ['ถนน', 1, 2, 3],
    ])
    expect(found.mapping).toEqual({ A: 'name', B: 'budget:2566', C: 'budget:2567', D: 'budget:2568' })
  })
  it('leaves out repeated heads, numbers of columns, totals and remarks, and says so', () => {
    const found = read([
      ['ที่', 'โครงการ', 'วัตถุประสงค์', 'ปี 2566', 'ปี 2567'],
      ['(1)', '(2)', '(3)', '(4)', '(5)'],
      ...body,
      ['รวม 2 โครงการ', null, null, 100, 200],
      ['ที่', 'โครงการ', 'วัตถุประสงค์', 'ปี 2566', 'ปี 2567'],
      [3, 'ถนนสาย ค', null, 5, null],
      [null, 'รวมทั้งสิ้น', null, 105, 999],
      ['หมายเหตุ: ราคาประมาณการ'],
    ])
    expect(found.values.map((row) => row.name)).toEqual(['ถนนสาย ก', 'ถนนสาย ข', 'ถนนสาย ค'])
    expect(found.skipped.map((row) => row.kind)).toEqual(['numbers', 'total', 'head', 'total', 'remark'])
    expect(found.notes.filter((note) => note.key === 'totalDiffers')).toMatchObject([
      { params: { column: 'E', stated: 999, found: 200 }, lines: [8] },
    ])
  })
  it('keeps a project whose name begins like a total', () => {
    const found = read([
      ['ที่', 'โครงการ', 'ปี 2566'],
      [1, 'รวมพลังต้านยาเสพติด', 10],
      [2, 'รวมใจ', 20],
    ])
    expect(found.values.map((row) => row.name)).toEqual(['รวมพลังต้านยาเสพติด', 'รวมใจ'])
  })
  it('gives the rows under a group line its issue, village and tambon', () => {
    const found = read([
      ['ที่', 'โครงการ', 'ปี 2566'],
      ['ตำบลพรหมโลก'],
      ['ยุทธศาสตร์ที่ 1 ด้านโครงสร้างพื้นฐาน'],
      ['หมู่ที่ ๓ บ้านในเขียว'],
      [1, 'ก', 1],
      ['หมู่ที่ 4'],
      [1, 'ข', 1],
      ['ตำบลบ้านเกาะ'],
      ['ประเด็นการพัฒนาที่ 2 สังคม'],
      [1, 'ค', 1],
    ])
    expect(found.values.map(({ name, issue, moo, tambon }) => ({ name, issue, moo, tambon }))).toEqual([
      { name: 'ก', issue: 'ยุทธศาสตร์ที่ 1 ด้านโครงสร้างพื้นฐาน', moo: '3', tambon: '800201' },
      { name: 'ข', issue: 'ยุทธศาสตร์ที่ 1 ด้านโครงสร้างพื้นฐาน', moo: '4', tambon: '800201' },
      { name: 'ค', issue: 'ประเด็นการพัฒนาที่ 2 สังคม', moo: undefined, tambon: '800202' },
    ])
  })
  it('reads a ผ.02: each table under its ยุทธศาสตร์ and แผนงาน, titles on every page', () => {
    const page = (strategy: string, programme: string, rows: Cell[][]): Cell[][] => [
      [null, null, null, null, null, 'แบบ ผ. 02'],
      ['บัญชีรายละเอียดโครงการพัฒนา'],
      ['แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)'],
      ['องค์การบริหารส่วนตำบลพรหมโลก'],
      [strategy],
      [programme],
      ['ที่', 'โครงการ', 'เป้าหมาย\n(ผลผลิตของโครงการ)', 'งบประมาณ', null, 'หน่วยงาน\nรับผิดชอบหลัก'],
      [null, null, null, 'พ.ศ. 2566\n(บาท)', 'พ.ศ. 2567\n(บาท)', null],
      ...rows,
      [
        'รวม',
        `${rows.length} โครงการ`,
        null,
        rows.reduce((sum, row) => sum + Number(row[3] ?? 0), 0),
        null,
        null,
      ],
    ]
    const found = read([
      ...page('ก. ยุทธศาสตร์ที่ 1 คมนาคม', '1.1 แผนงานอุตสาหกรรมและการโยธา', [
        [1, 'ก', 'x', 5, null, 'กองช่าง'],
        [2, 'ข', 'x', 6, null, 'กองช่าง'],
      ]),
      [],
      ...page('ก. ยุทธศาสตร์ที่ ๒ สังคม', '๒.๑ แผนงานการศึกษา', [[1, 'ค', 'x', 7, null, 'กองการศึกษา']]),
    ])
    expect(found.mapping).toEqual({
      A: 'number',
      B: 'name',
      C: 'target',
      D: 'budget:2566',
      E: 'budget:2567',
      F: 'leadAgency',
    })
    expect(found.values.map((row) => [row.name, row.issue, row.programme, row['budget:2566']])).toEqual([
      ['ก', 'ก. ยุทธศาสตร์ที่ 1 คมนาคม', '1.1 แผนงานอุตสาหกรรมและการโยธา', 500],
      ['ข', 'ก. ยุทธศาสตร์ที่ 1 คมนาคม', '1.1 แผนงานอุตสาหกรรมและการโยธา', 600],
      ['ค', 'ก. ยุทธศาสตร์ที่ 2 สังคม', '2.1 แผนงานการศึกษา', 700],
    ])
    expect(found.notes.filter((note) => note.key === 'totalDiffers')).toEqual([])
  })
  it('fills joined cells down, and nothing else but columns of groups', () => {
    const found = read(
      [
        ['ประเด็น', 'โครงการ', 'วัตถุประสงค์', 'หน่วยงาน'],
        ['สังคม', 'ก', 'เพื่อ ก', 'อบต.'],
        [null, 'ข', null, null],
        [null, 'ค', null, 'ทต.'],
        [null, 'ง', null, null],
      ],
      [{ fromRow: 1, toRow: 2, fromColumn: 3, toColumn: 3 }],
    )
    expect(found.values.map((row) => [row.issue, row.objective, row.leadAgency])).toEqual([
      ['สังคม', 'เพื่อ ก', 'อบต.'],
      ['สังคม', '', 'อบต.'],
      ['สังคม', '', 'ทต.'],
      ['สังคม', '', ''],
    ])
    expect(found.notes.map((note) => [note.key, note.lines])).toEqual([
      ['mergedFilled', [3]],
      ['filledDown', [3, 4, 5]],
    ])
  })
  it('does not fill a column whose cells were left empty', () => {
    const found = read([
      ['หมู่ที่', 'โครงการ', 'หน่วยงาน'],
      ['ม.3', 'ก', 'อบต.'],
      ['ม.3', 'ข', null],
      [null, 'ค', null],
      [null, 'ง', null],
    ])
    expect(found.values.map((row) => row.moo)).toEqual(['ม.3', 'ม.3', '', ''])
    const right = read([
      ['โครงการ', 'หมู่ที่', 'หน่วยงาน'],
      ['ก', 'ม.3', 'อบต.'],
      ['ข', null, null],
      ['ค', null, null],
    ])
    expect(right.values.map((row) => row.moo)).toEqual(['ม.3', '', ''])
  })
  it('asks where two columns want one field, and takes the very word before a longer one', () => {
    const asked = read([
      ['ที่', 'หน่วยงานรับผิดชอบ', 'ผู้รับผิดชอบ', 'โครงการ'],
      [1, 'ก', 'ข', 'ถนน'],
    ])
    expect(asked.mapping).toMatchObject({ B: null, C: null, D: 'name' })
    const clear = read([
      ['รหัส ID', 'รหัส ID เดิม', 'ชื่อโครงการ', 'ชื่อโครงการในแผนดำเนินงาน'],
      ['1', '2', 'ถนน', 'ถนน'],
    ])
    expect(clear.mapping).toMatchObject({ A: 'sourceCode', B: null, C: 'name', D: null })
  })
  it('does not take words for money nor figures for a name', () => {
    const found = read([
      ['โครงการ', 'งบประมาณดำเนินงานตามข้อตกลง'],
      ['ถนน', 'ตามตกลง'],
      ['คลอง', 'ตามจริง'],
    ])
    expect(found.mapping).toEqual({ A: 'name', B: null })
  })
})

describe('the same data in any layout gives the same rows', () => {
  const project = fc.record({
    name: fc
      .constantFrom('ก่อสร้างถนน', 'ขุดลอกคลอง', 'ซ่อมประปา', 'อบรมอาชีพ', 'รวมพลังต้านยาเสพติด')
      .chain((name) => fc.integer({ min: 1, max: 99_999 }).map((no) => `${name} สาย ${no}`)),
    objective: fc.constantFrom('เพื่อสัญจร', 'เพื่อระบายน้ำ', ''),
    moo: fc.constantFrom('ม.3', 'หมู่ที่ ๓ และ ๕', 'ทั้งตำบล'),
    budgets: fc.tuple(...[0, 1, 2].map(() => fc.option(fc.integer({ min: 1, max: 10 ** 7 }), { nil: null }))),
  })
  it('titles, order of columns, two-row heads, groups, totals, repeated heads, Thai digits', () => {
    fc.assert(
      fc.property(
        fc.array(project, { minLength: 1, maxLength: 12 }),
        fc.shuffledSubarray(['name', 'objective', 'moo', 'b0', 'b1', 'b2', 'no'], {
          minLength: 7,
          maxLength: 7,
        }),
        fc.record({
          titles: fc.nat(3),
          group: fc.boolean(),
          total: fc.boolean(),
          repeat: fc.boolean(),
          thai: fc.boolean(),
          twoRows: fc.boolean(),
        }),
        (projects, order, how) => {
          const head: Record<string, string> = {
            name: 'โครงการ/กิจกรรม',
            objective: 'วัตถุประสงค์',
            moo: 'หมู่ที่',
            no: 'ลำดับที่',
            b0: 'ปี 2566',
            b1: 'ปี 2567',
            b2: 'ปี 2568',
          }
          const money = (amount: number | null): Cell =>
            amount === null
              ? null
              : how.thai
                ? `${amount.toLocaleString('en').replace(/\d/g, (d) => String.fromCharCode(0xe50 + Number(d)))}.-`
                : amount
          const rowOf = (one: (typeof projects)[number], at: number): Cell[] =>
            order.map((column) =>
              column === 'no'
                ? at + 1
                : column === 'name'
                  ? one.name
                  : column === 'objective'
                    ? one.objective || null
                    : column === 'moo'
                      ? one.moo || null
                      : money(one.budgets[Number(column.slice(1))] ?? null),
            )
          const isMoney = (column: string) => /^b\d$/u.test(column)
          const headRows: Cell[][] = how.twoRows
            ? [
                order.map((column) => (isMoney(column) ? 'งบประมาณ' : (head[column] ?? ''))),
                order.map((column) => (isMoney(column) ? Number((head[column] ?? '').slice(3)) : null)),
              ]
            : [order.map((column) => head[column] ?? '')]
          const rows: Cell[][] = [
            ...Array.from({ length: how.titles }, (_, at) => [`แผนพัฒนาตำบลพรหมโลก ${'ก'.repeat(at + 1)}`]),
            ...headRows,
            ...(how.group ? [['ประเด็นการพัฒนาที่ 1 สังคม']] : []),
            ...projects.flatMap((one, at) => [...(how.repeat && at === 2 ? headRows : []), rowOf(one, at)]),
            ...(how.total
              ? [
                  order.map(
                    (column): Cell =>
                      column === 'name'
                        ? 'รวมทั้งสิ้น'
                        : isMoney(column)
                          ? projects.reduce(
                              (sum, one) => sum + (one.budgets[Number(column.slice(1))] ?? 0),
                              0,
                            )
                          : null,
                  ),
                ]
              : []),
          ]
          const found = read(rows)
          expect(
            found.values.map((row) => [
              row.name,
              row.objective,
              row.moo,
              row['budget:2566'],
              row['budget:2567'],
              row['budget:2568'],
            ]),
          ).toEqual(
            projects.map((one) => [
              one.name,
              one.objective,
              one.moo,
              ...one.budgets.map((amount) => (amount === null ? null : amount * 100)),
            ]),
          )
          if (how.group) expect(found.values.every((row) => row.issue === 'ประเด็นการพัฒนาที่ 1 สังคม')).toBe(true)
          expect(found.notes.filter((note) => note.key === 'totalDiffers')).toEqual([])
        },
      ),
      { numRuns: 300 },
    )
  })
})
