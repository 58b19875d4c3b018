import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  closeAll,
  finish,
  makePlan,
  openTestCore,
  setUpDistrict,
  type TestCore,
} from '../../tests/support/core.ts'
import { blankEntry } from '../../tests/support/entries.ts'
import type { EntryFields } from '../plans/rules.ts'
import { csvOf, flatColumns, jsonOf } from './export-text.ts'
import type { ListFormat, ListRef } from './rules.ts'

afterEach(closeAll)

const formula = '=HYPERLINK("http://x","กดที่นี่")'
const entries: (Partial<EntryFields> & { name: string })[] = [
  {
    name: 'ก่อสร้างถนน คสล. สายบ้านนอกท่า – วัดพรหมโลก',
    issue: 'โครงสร้างพื้นฐาน',
    projectClass: 'BEYOND',
    problem: 'ถนนเดิมเป็นหลุมบ่อ\nฝุ่นมาก',
    objective: 'เพื่อให้ประชาชนเดินทางสะดวก',
    target: 'กว้าง 4 เมตร ยาว 1,200 เมตร',
    site: 'หมู่ที่ 3',
    budgetSource: 'งบพัฒนาจังหวัด',
    leadAgency: 'องค์การบริหารส่วนตำบลพรหมโลก',
    budgets: [
      { fiscalYear: 2566, amount: 1_250_000_50 },
      { fiscalYear: 2568, amount: 300_000_00 },
    ],
  },
  { name: formula, issue: 'สังคม', remark: '+66 75 396022', kpi: '-' },
  {
    name: '007 อบรมอาชีพ',
    issue: 'สังคม',
    budgets: [{ fiscalYear: 2567, amount: 45_000_00 }],
    sourceCode: '0012',
  },
]

async function district(): Promise<TestCore & { planId: string }> {
  const test = await openTestCore()
  const { client } = test
  await setUpDistrict(client)
  const { ids } = await client.geography.saveVillages({
    rows: [
      { kind: 'village' as const, mooNo: 3, name: 'บ้านนอกท่า', headmanName: 'นายสมมติ ตัวอย่าง' },
      { kind: 'village' as const, mooNo: 4, name: 'บ้านในเขียว', headmanName: '' },
      { kind: 'community' as const, mooNo: null, name: 'ชุมชนตลาดพรหมโลก', headmanName: '' },
    ].map((fields) => ({
      id: null,
      fields: {
        ...fields,
        tambonCode: '800201',
        officialCode: null,
        population: 512,
        households: 140,
        example: false,
      },
    })),
    dryRun: false,
  })
  const [villageId = '', second = ''] = ids
  await client.geography.saveLao({
    id: null,
    fields: { name: 'องค์การบริหารส่วนตำบลพรหมโลก', laoType: 'SAO', code: null, example: false },
    villages: [
      { villageId, part: true },
      { villageId: second, part: false },
    ],
  })
  const { planId } = await makePlan(client, { level: 'village', areaKey: villageId, planFy: 2567 }, [], null)
  await client.plans.saveEntries({
    planId,
    rows: entries.map((fields) => ({
      id: null,
      fields: {
        ...blankEntry,
        ...fields,
      },
    })),
    removed: [],
    order: [],
    dryRun: false,
  })
  return { ...test, planId }
}

/** The bytes of a list, taken as a host takes them. */
async function exported(
  test: TestCore,
  list: ListRef,
  format: ListFormat,
  layoutId: string | null = null,
): Promise<{ bytes: Buffer; path: string; guarded: number; rows: number; name: string }> {
  const made = await finish(test.client.sheets.exportList({ list, format, layoutId }))
  const file = test.core.files.take(made.token, 't')
  if (!file) throw new Error('no file')
  const path = join(mkdtempSync(join(tmpdir(), 'amphoe-list-')), made.name)
  copyFileSync(file.path, path)
  return { bytes: readFileSync(path), path, ...made }
}

async function sheetOf(bytes: Buffer): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes as never)
  const [sheet] = book.worksheets
  if (!sheet) throw new Error('no sheet')
  return sheet
}

describe('XLSX of a list', () => {
  it('prints on A4, keeps its head in sight, holds real numbers, text as text and the ids out of sight', async () => {
    const test = await district()
    const { bytes } = await exported(test, { list: 'planEntries', planId: test.planId }, 'xlsx')
    const sheet = await sheetOf(bytes)
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToWidth: 1 })
    const [view] = sheet.views
    expect(view?.state).toBe('frozen')
    const head = Number((view as { ySplit: number }).ySplit)
    expect(sheet.pageSetup.printTitlesRow).toBe(`${head - 1}:${head}`)

    const columnOf = (words: string) => {
      for (const row of [head - 1, head]) {
        for (let at = 1; at <= sheet.columnCount; at += 1) {
          if (String(sheet.getRow(row).getCell(at).value).replaceAll('\n', '') === words) return at
        }
      }
      throw new Error(`no column ${words}`)
    }
    const name = columnOf('โครงการ/กิจกรรม')
    const rows = [1, 2, 3].map((at) => sheet.getRow(head + at))
    expect(rows[0]?.getCell(columnOf('2566')).value).toBe(1_250_000.5)
    expect(rows[0]?.getCell(columnOf('2566')).numFmt).toContain('#,##0.00')
    expect(rows[2]?.getCell(name).value).toBe('007 อบรมอาชีพ')
    expect(rows[1]?.getCell(name).value).toBe(formula)
    expect(rows[1]?.getCell(name).type).toBe(ExcelJS.ValueType.String)
    expect(rows[0]?.getCell(name).font?.name).toBe('TH SarabunPSK')
    const id = columnOf('รหัส')
    expect(sheet.getColumn(id).hidden).toBe(true)
    const plan = await test.client.plans.get({ id: test.planId })
    expect(rows.map((row) => row.getCell(id).value)).toEqual(plan.rows.map((row) => row.id))
    // the sum is the records' own
    const total = sheet.getRow(head + 4)
    expect(total.getCell(columnOf('2566')).value).toBe(1_250_000.5)
    expect(total.getCell(columnOf('2567')).value).toBe(45_000)
    expect(sheet.pageSetup.printArea?.endsWith(`${sheet.getColumn(id - 1).letter}${head + 4}`)).toBe(true)
  })

  it('follows the layout that is chosen', async () => {
    const test = await district()
    const { bytes } = await exported(
      test,
      { list: 'planEntries', planId: test.planId },
      'xlsx',
      'uploadPlan02',
    )
    const sheet = await sheetOf(bytes)
    const texts: string[] = []
    sheet.eachRow((row) => texts.push(String(row.getCell(1).value)))
    expect(sheet.name).toBe('แบบ ผ.02')
    expect(texts).toContain('ประเด็นการพัฒนา โครงสร้างพื้นฐาน')
    expect(texts).toContain('รวมทั้งสิ้น 3 โครงการ')
  })

  it('holds every project that a search finds, with what its newest entry says', async () => {
    const test = await district()
    const all = await exported(test, { list: 'projects', search: { text: '' } }, 'json')
    const found = await exported(test, { list: 'projects', search: { text: 'ถนน คสล' } }, 'json')
    expect(all.rows).toBe(3)
    expect(JSON.parse(found.bytes.toString('utf8')).rows).toMatchObject([
      {
        name: entries[0]?.name,
        source: 'งบพัฒนาจังหวัด',
        workClass: 'เกินศักยภาพ',
        issue: 'โครงสร้างพื้นฐาน',
        total: 1_550_000.5,
      },
    ])
  })

  it('holds villages with figures, and LAOs with their villages and บางส่วน', async () => {
    const test = await district()
    const villages = await sheetOf(
      (await exported(test, { list: 'villages', tambonCode: null }, 'xlsx')).bytes,
    )
    const laos = await sheetOf((await exported(test, { list: 'laos' }, 'xlsx')).bytes)
    const cells = (sheet: ExcelJS.Worksheet) => {
      const found: unknown[] = []
      sheet.eachRow((row) => row.eachCell((cell) => found.push(cell.value)))
      return found
    }
    expect(cells(villages)).toEqual(
      expect.arrayContaining(['บ้านนอกท่า', 3, 512, 140, 'ชุมชน', 'นายสมมติ ตัวอย่าง', 1536]),
    )
    expect(cells(laos).filter((value) => String(value).includes('(บางส่วน)'))).toHaveLength(1)
  })
})

describe('CSV and JSON of a list', () => {
  it('CSV begins with a BOM, quotes by RFC 4180, has plain numbers and guards formulas', async () => {
    const test = await district()
    const { bytes, guarded } = await exported(test, { list: 'planEntries', planId: test.planId }, 'csv')
    const text = bytes.toString('utf8')
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(text.endsWith('\r\n')).toBe(true)
    const rows = parseCsv(text.slice(1))
    const [head = []] = rows
    expect(rows).toHaveLength(4)
    const at = (row: number, name: string) => rows[row]?.[head.indexOf(name)]
    expect(at(1, 'งบประมาณ (บาท) 2566')).toBe('1250000.5')
    expect(at(1, 'ปัญหา/ที่มา')).toBe('ถนนเดิมเป็นหลุมบ่อ\nฝุ่นมาก')
    expect(at(2, 'โครงการ/กิจกรรม')).toBe(`'${formula}`)
    expect(at(2, 'หมายเหตุ')).toBe("'+66 75 396022")
    expect(at(2, 'ตัวชี้วัด')).toBe('-')
    expect(at(3, 'โครงการ/กิจกรรม')).toBe('007 อบรมอาชีพ')
    expect(guarded).toBe(2)
  })

  it('no cell of a CSV begins like a formula, whatever it holds, and nothing else is changed', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }), (texts) => {
        const { text } = csvOf([{ key: 'a', part: null, head: 'หัว', values: texts }], texts.length)
        const rows = parseCsv(text.slice(1)).slice(1)
        for (const [at, value] of texts.entries()) {
          const cell = rows[at]?.[0] ?? ''
          expect(/^[=+@\t\r]/u.test(cell)).toBe(false)
          const plain = value.replaceAll('\u0000', '')
          expect(cell === plain || cell === `'${plain}`).toBe(true)
        }
      }),
    )
  })

  it('JSON has plain field names, money in baht, a value a year, and every figure of the records', async () => {
    const test = await district()
    const { bytes } = await exported(test, { list: 'planEntries', planId: test.planId }, 'json')
    const made = JSON.parse(bytes.toString('utf8'))
    expect(made).toMatchObject({ list: 'planEntries', money: 'baht', asOf: '2022-07-15' })
    expect(made.rows).toHaveLength(3)
    expect(made.rows[0]).toMatchObject({
      name: entries[0]?.name,
      workClass: 'เกินศักยภาพ',
      budget: { 2566: 1_250_000.5, 2567: null, 2568: 300_000 },
    })
    const plan = await test.client.plans.get({ id: test.planId })
    expect(made.rows.map((row: { id: string }) => row.id)).toEqual(plan.rows.map((row) => row.id))
  })

  it('a grouped layout keeps the group of each row as a column', () => {
    const layout = {
      sheet: 'x',
      sizePt: 12,
      digits: 'arabic' as const,
      groupBy: 'issue',
      groupHead: '{{}}',
      groupEmpty: '',
      empty: '',
      columns: [
        {
          key: '__proto__',
          head: 'ก\nข',
          width: 10,
          align: 'left' as const,
          kind: 'text' as const,
          sum: false,
          dropEmpty: false,
          hidden: false,
        },
      ],
    }
    const rows = [
      Object.fromEntries([
        ['issue', 'สังคม'],
        ['__proto__', 'ค่า'],
      ]),
    ]
    const columns = flatColumns(layout, 'ประเด็น', rows, {})
    expect(columns.map((column) => column.head)).toEqual(['ประเด็น', 'กข'])
    const made = JSON.parse(jsonOf(columns, 1, { list: 'x', title: '', place: '', asOf: '' }))
    expect(Object.keys(made.rows[0])).toEqual(['issue', '__proto__'])
  })
})

/** A strict reader of RFC 4180, written apart from the writer. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else if (sign === '"') quoted = false
      else cell += sign
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === ',') {
      row.push(cell)
      cell = ''
    } else if (sign === '\r' && text[at + 1] === '\n') {
      row.push(cell)
      rows.push(row)
      row = []
      cell = ''
      at += 1
    } else cell += sign
  }
  return rows
}
