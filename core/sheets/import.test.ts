import { afterEach, describe, expect, it } from 'vitest'
import { type BookType, utils, write } from 'xlsx'
import thai from '../../renderer/i18n/th/validation.json' with { type: 'json' }
import words from '../../resources/papers/wording/bad-rows.json' with { type: 'json' }
import {
  addVillages,
  closeAll,
  faultOf,
  finish,
  openTestCore,
  setUpDistrict,
  type TestCore,
} from '../../tests/support/core.ts'
import {
  type CellInput,
  removeWorkbooks,
  stepsOf,
  workbookFile,
  xlsxOf,
} from '../../tests/support/workbooks.ts'

afterEach(async () => {
  await closeAll()
  removeWorkbooks()
})

type Office = TestCore & { planId: string }
/** พรหมคีรี with five villages in ตำบลพรหมโลก and a draft plan of it, 2566–2570 for FY 2567. */
async function office(
  plan: { level?: 'tambon' | 'needs' | 'district'; areaKey?: string } = {},
): Promise<Office> {
  const test = await openTestCore()
  await setUpDistrict(test.client)
  await addVillages(test.client, '800201', 5)
  const level = plan.level ?? 'tambon'
  const span = level === 'needs' ? { spanStart: 2567, spanLength: 1 } : { spanStart: 2566, spanLength: 5 }
  const areaKey = plan.areaKey ?? (level === 'tambon' ? '800201' : '8002')
  const { id: planId } = await test.client.plans.open({
    level,
    areaKey,
    planFy: 2567,
    ...span,
    edition: 'first',
  })
  return { ...test, planId }
}

async function stepsFor(
  test: Office,
  rows: CellInput[][],
  options: Parameters<typeof xlsxOf>[1] = {},
  more: Parameters<typeof stepsOf>[4] = {},
) {
  return stepsOf(test, workbookFile('a.xlsx', await xlsxOf(rows, options)), 'planEntries', test.planId, {
    projectClass: 'BEYOND',
    ...more,
  })
}
const entries = async (test: Office) => (await test.client.plans.get({ id: test.planId })).rows
const head = ['ที่', 'โครงการ', 'วัตถุประสงค์', 'ปี 2566', 'ปี 2567', 'หน่วยงานรับผิดชอบ']

const messy: CellInput[][] = [
  ['บัญชีรายละเอียดโครงการพัฒนาตำบล'],
  ['ตำบลพรหมโลก อำเภอพรหมคีรี'],
  [],
  [
    'ที่',
    'โครงการ/กิจกรรม',
    'วัตถุประสงค์',
    'หมู่ที่',
    'งบประมาณ (บาท)',
    null,
    null,
    null,
    null,
    'หน่วยงานรับผิดชอบ',
    'ลักษณะการดำเนินการ',
  ],
  [null, null, null, null, '๒๕๖๖', '2567', 2568, 'ปี 69', 2027],
  ['ประเด็นการพัฒนาที่ 1 ด้านโครงสร้างพื้นฐาน'],
  [
    1,
    'ก่อสร้างถนน คสล. สายบ้านในเขียว  ',
    'เพื่อสัญจรสะดวก',
    'ม.3,5',
    '๓๕๐,๐๐๐.-',
    '1.2 ล้าน',
    '-',
    null,
    null,
    'อบต.พรหมโลก',
    'เกินศักยภาพ',
  ],
  [
    2,
    'ขุดลอก\u200bคลอง',
    'เพื่อระบายน้ำ',
    3,
    500000,
    null,
    null,
    '500 บาท',
    { formula: '1+1', result: 2 },
    'ทช.',
    'ทำร่วม',
  ],
  [3, 'ซ่อมประปา', null, 'ทั้งตำบล', -5, null, null, null, null, 'กปภ.', 'เกินศักยภาพ'],
  ['รวม 3 โครงการ', null, null, null, 850000, 1200000],
  ['ประเด็นการพัฒนาที่ 2 ด้านสังคม'],
  [4, 'รวมพลังต้านยาเสพติด', null, 'หมู่ที่ ๑ และ ๒', 10000, null, null, null, null, 'อำเภอ', 'หมู่บ้านทำเอง'],
]
const messyMerges = [
  'A1:K1',
  'A4:A5',
  'B4:B5',
  'C4:C5',
  'D4:D5',
  'E4:I4',
  'J4:J5',
  'K4:K5',
  'A6:K6',
  'A11:K11',
]

describe('a messy plan', () => {
  it('goes in with every figure, is the same the second time, and goes out again as a whole', async () => {
    const test = await office()
    const steps = await stepsFor(test, messy, { merges: messyMerges, hidden: ['ข้อมูลเก่า'] })
    const opened = await steps.open()
    expect(opened.sheets.map((sheet) => [sheet.name, sheet.hidden])).toEqual([
      ['แผ่น1', false],
      ['ข้อมูลเก่า', true],
    ])
    expect(opened.already).toBeNull()
    const dry = await steps.dryRun()
    expect(dry.counts).toEqual({ added: 3, changed: 0, same: 0, refused: 1, skipped: 3 })
    expect(dry.rows.find((row) => row.outcome === 'refused')).toMatchObject({
      line: 9,
      name: 'ซ่อมประปา',
      reasons: [{ column: 'E', key: 'negativeMoney' }],
    })
    expect(await entries(test)).toEqual([])
    const done = await steps.commit()
    expect(done.counts).toEqual(dry.counts)
    expect(
      (await entries(test)).map((row) => [
        row.name,
        row.issue,
        row.site,
        row.leadAgency,
        row.projectClass,
        row.budgets,
        row.mooNo,
      ]),
    ).toEqual([
      [
        'ก่อสร้างถนน คสล. สายบ้านในเขียว',
        'โครงสร้างพื้นฐาน',
        'หมู่ที่ 3, 5',
        'องค์การบริหารส่วนตำบลพรหมโลก',
        'BEYOND',
        [
          { fiscalYear: 2566, amount: 35_000_000 },
          { fiscalYear: 2567, amount: 120_000_000 },
        ],
        null,
      ],
      [
        'ขุดลอกคลอง',
        'โครงสร้างพื้นฐาน',
        'หมู่ที่ 3',
        'กรมทางหลวงชนบท',
        'JOINT',
        [
          { fiscalYear: 2566, amount: 50_000_000 },
          { fiscalYear: 2569, amount: 50_000 },
          { fiscalYear: 2570, amount: 200 },
        ],
        3,
      ],
      [
        'รวมพลังต้านยาเสพติด',
        'สังคม',
        'หมู่ที่ 1, 2',
        'อำเภอ',
        'SELF',
        [{ fiscalYear: 2566, amount: 1_000_000 }],
        null,
      ],
    ])
    expect((await steps.open()).already).toMatchObject({ batchId: done.batchId, target: 'planEntries' })
    expect((await steps.dryRun()).counts).toEqual({ added: 0, changed: 0, same: 3, refused: 1, skipped: 3 })
    expect(await steps.commit()).toMatchObject({ batchId: null })
    expect((await steps.read()).mappingFrom).toBe('remembered')

    await test.client.sheets.undoImport({ batchId: done.batchId ?? '' })
    expect(await entries(test)).toEqual([])
    expect(await test.client.sheets.batches({ target: 'planEntries', targetId: test.planId })).toMatchObject([
      { undoneOn: '2022-07-15', counts: { added: 3 }, targetName: 'แผนพัฒนาตำบล ตำบลพรหมโลก' },
    ])
    expect(await faultOf(test.client.sheets.undoImport({ batchId: done.batchId ?? '' }))).toMatchObject({
      code: 'sheet.takenBack',
    })
    expect((await steps.open()).already).toBeNull()
    expect((await steps.dryRun()).counts.added).toBe(3)
  })

  it('refuses to take back what was changed since', async () => {
    const test = await office()
    const { batchId } = await (await stepsFor(test, messy, { merges: messyMerges })).commit()
    const [row] = await entries(test)
    if (!row) throw new Error('no row')
    const { id, projectId: _p, rank: _r, takenFromId: _t, takenOn: _o, ...fields } = row
    await test.client.plans.saveEntries({
      planId: test.planId,
      rows: [{ id, fields: { ...fields, name: 'ชื่อใหม่' } }],
      removed: [],
      order: [],
      dryRun: false,
    })
    expect(await faultOf(test.client.sheets.undoImport({ batchId: batchId ?? '' }))).toMatchObject({
      code: 'undo.changedSince',
    })
    expect(await entries(test)).toHaveLength(3)
  })

  it('hands out only the bad rows with their reasons; corrected they go in with the mapping remembered', async () => {
    const test = await office()
    const steps = await stepsFor(test, messy, { merges: messyMerges })
    await steps.commit()
    const bad = await steps.badRows()
    expect(bad.name).toBe('แฟ้ม (เฉพาะแถวที่ไม่นำเข้า).xlsx')
    const again = stepsOf(test, bad.path, 'planEntries', test.planId)
    const read = await again.read()
    expect(read.mappingFrom).toBe('remembered')
    expect(read.columns.at(-1)).toMatchObject({
      head: words.column,
      samples: [`งบประมาณ (บาท) › ๒๕๖๖: ${thai.negativeMoney}`],
    })
    expect(read.sampleRows).toMatchObject([
      { values: expect.arrayContaining([{ field: 'issue', text: 'โครงสร้างพื้นฐาน' }]) },
    ])
    expect((await again.dryRun()).counts).toMatchObject({ added: 0, refused: 1 })
    const corrected = stepsOf(
      test,
      workbookFile(
        'b.xlsx',
        await xlsxOf(
          messy.map((row) => (row[1] === 'ซ่อมประปา' ? row.map((cell) => (cell === -5 ? 5 : cell)) : row)),
          { merges: messyMerges },
        ),
      ),
      'planEntries',
      test.planId,
    )
    expect((await corrected.dryRun()).counts).toMatchObject({ added: 1, same: 3, refused: 0 })
  })

  it('says the same in words as the window', () => {
    for (const [key, sentence] of Object.entries(words.reasons))
      expect([key, (thai as Record<string, string>)[key]]).toEqual([key, sentence])
  })
})

describe('cells', () => {
  it('refuses a row for a formula without value and for an error cell, wherever they stand in a mapped column', async () => {
    const test = await office()
    const dry = await (
      await stepsFor(test, [
        head,
        [1, 'ก', 'x', { formula: 'A1*2' }, null, null],
        [2, 'ข', 'x', { error: '#REF!' } as never, null, null],
        [3, { formula: 'B2', result: 'ค' } as never, 'x', { formula: '50*2', result: 100 }, null, null],
      ])
    ).dryRun()
    expect(
      dry.rows.map((row) => [
        row.name,
        row.outcome,
        row.reasons.map((one) => [one.column, one.key, one.params]),
      ]),
    ).toEqual([
      ['ก', 'refused', [['D', 'formulaWithoutValue', {}]]],
      ['ข', 'refused', [['D', 'errorCell', { found: '#REF!' }]]],
      ['ค', 'added', []],
    ])
  })
  it('caps every field, normalises rich text, control and zero-width characters', async () => {
    const test = await office()
    const steps = await stepsFor(test, [
      head,
      [
        1,
        { richText: [{ text: 'ถน' }, { text: 'น', font: { bold: true } }] } as never,
        'ก\u200bข\u0001ค\u00a0\u00a0ง ',
        1,
        null,
        'ก'.repeat(19_000),
      ],
      [2, 'ข'.repeat(401), null, 1, null, null],
    ])
    const dry = await steps.dryRun()
    expect(dry.rows.map((row) => row.reasons.map((one) => [one.column, one.key]))).toEqual([
      [['F', 'tooLong']],
      [['B', 'tooLong']],
    ])
    const ok = await stepsFor(test, [
      head,
      [
        1,
        { richText: [{ text: 'ถน' }, { text: 'น' }] } as never,
        'ก\u200bข\u0001ค\u00a0\u00a0ง ',
        1,
        null,
        '',
      ],
    ])
    await ok.commit()
    expect(await entries(test)).toMatchObject([{ name: 'ถนน', objective: 'กขค ง' }])
  })
  it('writes dates in text columns as Thai dates', async () => {
    const test = await office()
    await (
      await stepsFor(test, [
        ['โครงการ', 'หมายเหตุ', 'ปี 2567'],
        ['ก', new Date('2022-01-18'), 5],
      ])
    ).commit()
    expect(await entries(test)).toMatchObject([{ remark: '18 ม.ค. 65' }])
  })
  it('takes class from ticks in three columns, and refuses two', async () => {
    const test = await office()
    const dry = await (
      await stepsFor(
        test,
        [
          ['โครงการ', 'ทำเอง', 'ทำร่วม', 'เกินศักยภาพ', 'ปี 2567'],
          ['ก', '✓', null, null, 1],
          ['ข', null, '/', null, 1],
          ['ค', '✓', null, '✓', 1],
          ['ง', null, null, null, 1],
        ],
        {},
        { projectClass: null },
      )
    ).dryRun()
    expect(dry.rows.map((row) => [row.name, row.outcome, row.reasons[0]?.key])).toEqual([
      ['ก', 'added', undefined],
      ['ข', 'added', undefined],
      ['ค', 'refused', 'twoClasses'],
      ['ง', 'refused', 'projectClass'],
    ])
  })
  it('asks for the class that no column says, and proposes it where the title does', async () => {
    const test = await office()
    const rows: CellInput[][] = [['บัญชีโครงการที่เกินศักยภาพ'], head, [1, 'ก', 'x', 1, null, null]]
    const steps = await stepsFor(test, rows, {}, { projectClass: null })
    expect((await steps.read()).classMissing).toEqual({ proposed: 'BEYOND' })
    expect((await steps.dryRun()).rows[0]).toMatchObject({
      outcome: 'refused',
      reasons: [{ key: 'projectClass' }],
    })
    expect((await (await stepsFor(test, rows, {}, { projectClass: 'JOINT' })).dryRun()).counts.added).toBe(1)
  })
  it('keeps __proto__ and such heads harmless', async () => {
    const test = await office()
    const steps = await stepsFor(test, [
      ['โครงการ', '__proto__', 'constructor', 'ปี 2567'],
      ['__proto__', 'x', 'toString', 5],
    ])
    await steps.commit()
    expect(await entries(test)).toMatchObject([{ name: '__proto__' }])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
    await expect(
      finish(
        test.client.sheets.read({
          token: steps.token,
          sheetIndex: 0,
          target: 'planEntries',
          targetId: test.planId,
          headRow: null,
          mapping: JSON.parse('{"__proto__":"name"}') as never,
        }),
      ),
    ).resolves.toBeDefined()
  })
})

describe('money', () => {
  it('takes one column of money with the fiscal year of the row, else of the plan', async () => {
    const test = await office()
    const steps = await stepsFor(test, [
      ['โครงการ', 'งบประมาณ (พันบาท)', 'ปีงบประมาณ'],
      ['ก', 350, 2566],
      ['ข', '๑๒.๕', '๒๕๖๘'],
      ['ค', 1, null],
      ['ง', 1, 2024],
      ['จ', 1, 2580],
      ['ฉ', 1, '2566-2570'],
    ])
    const dry = await steps.dryRun()
    expect(
      dry.rows.filter((row) => row.outcome === 'refused').map((row) => [row.name, row.reasons[0]?.key]),
    ).toEqual([
      ['จ', 'yearOutsideSpan'],
      ['ฉ', 'yearsToSplit'],
    ])
    expect(dry.notes).toContainEqual(expect.objectContaining({ key: 'christianYear' }))
    await steps.commit()
    expect((await entries(test)).map((row) => row.budgets)).toEqual([
      [{ fiscalYear: 2566, amount: 35_000_000 }],
      [{ fiscalYear: 2568, amount: 1_250_000 }],
      [{ fiscalYear: 2567, amount: 100_000 }],
      [{ fiscalYear: 2567, amount: 100_000 }],
    ])
  })
  it('leaves years outside the span of the plan unmapped and says so', async () => {
    const test = await office({ level: 'needs' })
    const steps = await stepsFor(test, [
      ['โครงการ', 'ปี 2566', 'ปี 2567'],
      ['ก', 5, 7],
    ])
    const read = await steps.read()
    expect(read.mapping).toEqual({ A: 'name', B: null, C: 'budget:2567' })
    expect(read.notes).toContainEqual({
      key: 'yearNotInPlan',
      params: { column: 'B', year: 2566, count: 1 },
      lines: [],
    })
    await steps.commit()
    expect(await entries(test)).toMatchObject([{ budgets: [{ fiscalYear: 2567, amount: 700 }] }])
  })
})

describe('known again', () => {
  it('by its number in the file, whatever else changed', async () => {
    const test = await office()
    const rows = (name: string, amount: number): CellInput[][] => [
      ['รหัส ID', 'ชื่อโครงการ', 'ปี 2567', 'วัตถุประสงค์'],
      ['P-001', name, amount, 'เพื่อ'],
      ['P-002', 'คลอง', 9, 'เพื่อ'],
    ]
    await (await stepsFor(test, rows('ถนน', 5))).commit()
    const again = await stepsFor(test, rows('ถนนใหม่', 6))
    expect((await again.dryRun()).rows[0]).toMatchObject({
      outcome: 'changed',
      changes: [
        { field: 'name', before: 'ถนน', after: 'ถนนใหม่' },
        { field: 'budget:2567', before: '5', after: '6' },
      ],
    })
    await again.commit()
    expect((await entries(test)).map((row) => [row.name, row.sourceCode])).toEqual([
      ['ถนนใหม่', 'P-001'],
      ['คลอง', 'P-002'],
    ])
  })
  it('by name and place; an empty cell takes nothing away', async () => {
    const test = await office()
    await (
      await stepsFor(test, [
        ['โครงการ', 'หมู่ที่', 'ปี 2567', 'วัตถุประสงค์'],
        ['ถนน', 1, 5, 'เดิม'],
        ['ถนน', 2, 6, 'เดิม'],
      ])
    ).commit()
    const again = await stepsFor(test, [
      ['โครงการ', 'หมู่ที่', 'ปี 2567', 'วัตถุประสงค์'],
      ['ถนน', 'หมู่ที่ ๒', 7, null],
      ['ถนน', 4, 8, null],
    ])
    expect((await again.dryRun()).rows.map((row) => row.outcome)).toEqual(['changed', 'added'])
    await again.commit()
    expect((await entries(test)).map((row) => [row.site, row.objective, row.budgets[0]?.amount])).toEqual([
      ['หมู่ที่ 1', 'เดิม', 500],
      ['หมู่ที่ 2', 'เดิม', 700],
      ['หมู่ที่ 4', '', 800],
    ])
  })
  it('refuses the second of two rows that contradict each other, leaves out one that says the same', async () => {
    const test = await office()
    const dry = await (
      await stepsFor(test, [
        head,
        [1, 'ก', 'x', 1, null, null],
        [2, 'ก', 'x', 1, null, null],
        [3, 'ก', 'y', 2, null, null],
      ])
    ).dryRun()
    expect(dry.rows.map((row) => [row.outcome, row.reasons[0]?.key, row.reasons[0]?.params])).toEqual([
      ['added', undefined, undefined],
      ['skipped', 'sameAsLine', { line: 2 }],
      ['refused', 'twiceInFile', { line: 2 }],
    ])
  })
  it('takes its own export in again unchanged, whatever words the office uses', async () => {
    const test = await office()
    await test.client.plans.saveEntries({
      planId: test.planId,
      rows: ['ก่อสร้างถนน', '=HYPERLINK("x")', 'รวมพลัง', 'ก่อสร้างถนน'].map((name, at) => ({
        id: null,
        fields: {
          name,
          issue: at % 2 ? 'ด้านสังคม' : 'ประเด็นการพัฒนาที่ 1 คน',
          projectClass: 'JOINT' as const,
          problem: 'บรรทัดหนึ่ง\nบรรทัดสอง',
          objective: '',
          target: '1 แห่ง',
          site: at === 3 ? 'หมู่ที่ 2' : 'ม.1',
          expectedResult: '',
          kpi: '',
          budgetSource: 'งบจังหวัด',
          leadAgency: 'อบต.พรหมโลก',
          relatedAgencies: 'ทช., พช.',
          readiness: '',
          remark: '',
          sourceRef: '',
          sourceCode: '',
          budgets: [{ fiscalYear: 2566 + at, amount: 12_345 + at }],
        },
      })),
      removed: [],
      order: [],
      dryRun: false,
    })
    for (const format of ['xlsx', 'csv'] as const) {
      const ticket = await finish(
        test.client.sheets.exportList({
          list: { list: 'planEntries', planId: test.planId },
          format,
          layoutId: null,
        }),
      )
      const path = test.core.files.take(ticket.token, 't')?.path ?? ''
      const steps = stepsOf(test, path, 'planEntries', test.planId, { name: `x.${format}` })
      const dry = await steps.dryRun()
      expect([format, dry.counts, dry.rows.filter((row) => row.outcome === 'changed')]).toEqual([
        format,
        { ...dry.counts, added: 0, changed: 0, same: 4, refused: 0 },
        [],
      ])
    }
  })
  it('reads the paper of a plan back with every figure', async () => {
    const test = await office()
    const amounts = [1, 250_050, 99_999_999_99, 12_345_67]
    await test.client.plans.saveEntries({
      planId: test.planId,
      rows: amounts.map((amount, at) => ({
        id: null,
        fields: {
          name: `โครงการที่ ${at} ${'ยาวมาก '.repeat(10)}`.trim(),
          issue: at % 2 ? 'สังคม' : 'เศรษฐกิจ',
          projectClass: 'BEYOND' as const,
          problem: '',
          objective: 'เพื่อ',
          target: '1 แห่ง',
          site: '',
          expectedResult: '',
          kpi: '',
          budgetSource: '',
          leadAgency: '',
          relatedAgencies: '',
          readiness: '',
          remark: '',
          sourceRef: '',
          sourceCode: '',
          budgets: [
            { fiscalYear: 2566 + at, amount },
            { fiscalYear: 2570, amount: amount + 1 },
          ],
        },
      })),
      removed: [],
      order: [],
      dryRun: false,
    })
    const ticket = await finish(
      test.client.papers.make({ paper: { kind: 'plan', id: test.planId }, format: 'xlsx' }),
    )
    const path = test.core.files.take(ticket.token, 't')?.path ?? ''
    const before = (await entries(test)).map((row) => [row.name, row.issue, row.projectClass, row.budgets])
    const steps = stepsOf(test, path, 'planEntries', test.planId)
    const dry = await steps.dryRun()
    expect(dry.counts).toMatchObject({ added: 0, changed: 0, same: 4, refused: 0 })
    expect(dry.notes.filter((note) => note.key === 'totalDiffers')).toEqual([])
    const other = await test.client.plans.open({
      level: 'district',
      areaKey: '8002',
      planFy: 2567,
      spanStart: 2566,
      spanLength: 5,
      edition: 'first',
    })
    await stepsOf(test, path, 'planEntries', other.id).commit()
    const after = (await test.client.plans.get({ id: other.id })).rows.map((row) => [
      row.name,
      row.issue,
      row.projectClass,
      row.budgets,
    ])
    expect(new Set(after.map((row) => JSON.stringify(row)))).toEqual(
      new Set(before.map((row) => JSON.stringify(row))),
    )
  })
  it('refuses an adopted plan', async () => {
    const test = await office()
    await (await stepsFor(test, messy, { merges: messyMerges })).commit()
    await test.client.plans.propose({ planId: test.planId })
    await test.client.plans.adopt({
      planId: test.planId,
      adoptedOn: '2022-07-01',
      adoptedBy: 'ก.บ.ต.',
      resolution: 'เห็นชอบ',
      attendees: null,
    })
    expect(await faultOf((await stepsFor(test, messy, { merges: messyMerges })).dryRun())).toMatchObject({
      code: 'plan.adopted',
    })
  })
})

describe('mapping', () => {
  it('asks where two columns want one field, and refuses one field twice or a name that is missing', async () => {
    const test = await office()
    const steps = await stepsFor(test, [
      ['โครงการ', 'ผู้รับผิดชอบ', 'หน่วยงานรับผิดชอบ', 'ปี 2567'],
      ['ก', 'นาย ก', 'อบต.', 5],
    ])
    const read = await steps.read()
    expect(read.mapping).toMatchObject({ B: null, C: null })
    expect(read.columns[2]?.guesses[0]?.field).toBe('leadAgency')
    expect(await faultOf(steps.dryRun({ A: 'name', B: 'leadAgency', C: 'leadAgency' }))).toMatchObject({
      code: 'sheet.mappedTwice',
      params: { field: 'หน่วยงานรับผิดชอบ' },
    })
    expect(await faultOf(steps.dryRun({ A: null, D: 'budget:2567' }))).toMatchObject({
      code: 'sheet.notMapped',
    })
    await steps.commit({ A: 'name', C: 'leadAgency', D: 'budget:2567' })
    expect(await steps.read()).toMatchObject({
      mappingFrom: 'remembered',
      mapping: { B: null, C: 'leadAgency' },
    })
  })
  it('begins where a person says the head is', async () => {
    const test = await office()
    const steps = await stepsFor(
      test,
      [
        ['โครงการ', 'งบประมาณ', 'หน่วยงาน'],
        ['ตัวอย่าง', 1, 'x'],
        ['รายการ', 'จำนวนเงิน', 'หมายเหตุ'],
        ['ก', 5, 'y'],
      ],
      {},
      { headRow: 3 },
    )
    const read = await steps.read()
    expect(read.headRows).toEqual([3, 3])
    expect(read.rows).toBe(1)
  })
})

describe('files of every kind', () => {
  const table = [
    ['โครงการ', 'วัตถุประสงค์', 'ปี 2567', 'หน่วยงาน'],
    ['ก่อสร้างถนน', 'เพื่อ "สัญจร", และขนส่ง', '๑,๕๐๐.๕๐', 'อบต.พรหมโลก'],
    ['น้ำประปา', 'บรรทัด\nสอง', 7, null],
  ]
  it.each<BookType>(['xlsx', 'biff8', 'ods', 'xlsb', 'xlml', 'fods', 'html'])('%s', async (bookType) => {
    const test = await office()
    const book = utils.book_new()
    utils.book_append_sheet(book, utils.aoa_to_sheet(table), 'แผน')
    const bytes = write(book, { type: 'buffer', bookType }) as Uint8Array
    if (bookType === 'fods') {
      expect(
        await faultOf(stepsOf(test, workbookFile('a', bytes), 'planEntries', test.planId).open()),
      ).toMatchObject({ code: 'sheet.notWorkbook' })
      return
    }
    await stepsOf(test, workbookFile('a.dat', bytes), 'planEntries', test.planId, {
      projectClass: 'SELF',
    }).commit()
    expect((await entries(test)).map((row) => [row.name, row.budgets[0]?.amount, row.leadAgency])).toEqual([
      ['ก่อสร้างถนน', 150_050, 'องค์การบริหารส่วนตำบลพรหมโลก'],
      ['น้ำประปา', 700, ''],
    ])
  })

  const csv = (separator: string, eol = '\r\n') =>
    table
      .map((row) =>
        row
          .map((cell) =>
            typeof cell === 'string' && /["\n,;\t]/u.test(cell)
              ? `"${cell.replaceAll('"', '""')}"`
              : (cell ?? ''),
          )
          .join(separator),
      )
      .join(eol)
  const thai874 = (text: string) =>
    Buffer.from(
      [...text].map((letter) => {
        const code = letter.charCodeAt(0)
        return code >= 0xe01 && code <= 0xe5b ? code - 0xe00 + 0xa0 : code
      }),
    )
  it.each<[string, Buffer]>([
    ['UTF-8 with BOM, comma', Buffer.from(`\ufeff${csv(',')}`)],
    ['UTF-8, semicolon', Buffer.from(csv(';'))],
    ['UTF-8, tab, LF', Buffer.from(csv('\t', '\n'))],
    ['UTF-16 LE with BOM, tab', Buffer.from(`\ufeff${csv('\t')}`, 'utf16le')],
    ['UTF-16 LE without BOM', Buffer.from(csv(','), 'utf16le')],
    ['UTF-16 BE with BOM', Buffer.from(`\ufeff${csv(',')}`, 'utf16le').swap16()],
    ['windows-874, comma', thai874(csv(','))],
    ['windows-874, semicolon', thai874(csv(';'))],
    ['sep= line', Buffer.from(`sep=|\r\n${csv('|')}`)],
  ])('CSV %s', async (_name, bytes) => {
    const test = await office()
    await stepsOf(test, workbookFile('a.csv', bytes), 'planEntries', test.planId, {
      projectClass: 'SELF',
    }).commit()
    expect((await entries(test)).map((row) => [row.name, row.objective, row.budgets[0]?.amount])).toEqual([
      ['ก่อสร้างถนน', 'เพื่อ "สัญจร", และขนส่ง', 150_050],
      ['น้ำประปา', 'บรรทัด\nสอง', 700],
    ])
  })
})

describe('villages', () => {
  it('with figures by year, communities, and the tambon from the title', async () => {
    const test = await openTestCore()
    await setUpDistrict(test.client)
    const rows: CellInput[][] = [
      ['ข้อมูลหมู่บ้าน ตำบลพรหมโลก'],
      ['หมู่ที่', 'ชื่อหมู่บ้าน', 'ประชากร', null, 'ครัวเรือน', 'ผู้ใหญ่บ้าน'],
      [null, null, 2564, 2565, 2565],
      [1, 'บ้านในเขียว', 100, '๑๒๐ คน', 30, 'นายดี ใจงาม'],
      ['ม.2', 'บ้านนอก', 50, 60, 20, null],
      [null, 'ชุมชนตลาด', null, 80, 25, null],
      [2, 'บ้านซ้ำ', 1, 1, 1, null],
      ['สอง', 'บ้านผิด', 1, 1, 1, null],
    ]
    const steps = stepsOf(
      test,
      workbookFile('v.xlsx', await xlsxOf(rows, { merges: ['A2:A3', 'B2:B3', 'C2:D2', 'F2:F3'] })),
      'villages',
      null,
    )
    const dry = await steps.dryRun()
    expect(dry.rows.map((row) => [row.name, row.outcome, row.reasons[0]?.key])).toEqual([
      ['บ้านในเขียว', 'added', undefined],
      ['บ้านนอก', 'added', undefined],
      ['ชุมชนตลาด', 'added', undefined],
      ['บ้านซ้ำ', 'refused', 'twiceInFile'],
      ['บ้านผิด', 'refused', 'mooNo'],
    ])
    await steps.commit()
    const villages = await test.client.geography.villages({ tambonCode: '800201' })
    expect(
      villages.map((row) => [row.mooNo, row.name, row.population, row.households, row.headmanName]),
    ).toEqual([
      [1, 'บ้านในเขียว', 120, 30, 'นายดี ใจงาม'],
      [2, 'บ้านนอก', 60, 20, ''],
      [null, 'ชุมชนตลาด', 80, 25, ''],
    ])
    expect((await steps.dryRun()).counts).toMatchObject({ added: 0, changed: 0, same: 3, refused: 2 })
  })
  it('says a foreign tambon, and takes its own export in again unchanged', async () => {
    const test = await openTestCore()
    await setUpDistrict(test.client)
    await addVillages(test.client, '800201', 3, 1)
    await addVillages(test.client, '800202', 2)
    const steps = stepsOf(
      test,
      workbookFile(
        'v.xlsx',
        await xlsxOf([
          ['ตำบล', 'หมู่ที่', 'ชื่อหมู่บ้าน'],
          ['พรหมโลก', 1, 'บ้านใหม่'],
          ['นอกเขต', 1, 'บ้าน ก'],
        ]),
      ),
      'villages',
      null,
    )
    expect((await steps.dryRun()).rows.map((row) => [row.outcome, row.reasons[0]?.key])).toEqual([
      ['changed', undefined],
      ['refused', 'unknownTambon'],
    ])
    const ticket = await finish(
      test.client.sheets.exportList({
        list: { list: 'villages', tambonCode: null },
        format: 'xlsx',
        layoutId: null,
      }),
    )
    const back = stepsOf(test, test.core.files.take(ticket.token, 't')?.path ?? '', 'villages', null)
    const dry = await back.dryRun()
    expect([
      dry.counts,
      dry.rows.filter((row) => row.outcome === 'changed' || row.outcome === 'refused'),
    ]).toEqual([{ ...dry.counts, added: 0, changed: 0, same: 6, refused: 0 }, []])
  })
})

describe('อปท.', () => {
  it('with the villages they cover, some in part, several rows each', async () => {
    const test = await openTestCore()
    await setUpDistrict(test.client)
    await addVillages(test.client, '800201', 6)
    await addVillages(test.client, '800202', 3)
    const rows: CellInput[][] = [
      ['ที่', 'ชื่อ อปท.', 'ตำบล', 'หมู่ที่ที่ครอบคลุม'],
      [1, 'ทต.พรหมโลก', 'พรหมโลก', 'ม.1-5, ม.6 (บางส่วน)'],
      [null, 'ทต.พรหมโลก', 'บ้านเกาะ', 'ม.1'],
      [2, 'อบต.บ้านเกาะ', 'บ้านเกาะ', 'ทุกหมู่บ้าน'],
      [3, 'อบต.ผิด', 'พรหมโลก', 'ม.9'],
    ]
    const steps = stepsOf(test, workbookFile('l.xlsx', await xlsxOf(rows)), 'laos', null)
    expect((await steps.dryRun()).rows.map((row) => [row.outcome, row.reasons[0]?.key])).toEqual([
      ['added', undefined],
      ['changed', undefined],
      ['added', undefined],
      ['refused', 'noSuchMoo'],
    ])
    await steps.commit()
    const laos = await test.client.geography.laos()
    expect(
      laos.map((lao) => [
        lao.name,
        lao.laoType,
        lao.villages.length,
        lao.villages.filter((one) => one.part).length,
      ]),
    ).toEqual([
      ['เทศบาลตำบลพรหมโลก', 'SUBDISTRICT_MUNI', 7, 1],
      ['องค์การบริหารส่วนตำบลบ้านเกาะ', 'SAO', 3, 0],
    ])
    expect((await steps.dryRun()).counts).toMatchObject({ added: 0, changed: 0, same: 3, refused: 1 })
    const ticket = await finish(
      test.client.sheets.exportList({ list: { list: 'laos' }, format: 'xlsx', layoutId: null }),
    )
    const back = stepsOf(test, test.core.files.take(ticket.token, 't')?.path ?? '', 'laos', null)
    expect((await back.dryRun()).counts).toMatchObject({ added: 0, changed: 0, same: 2, refused: 0 })
  })
})

describe('needs of a forum', () => {
  it('come in, are known again, and the forum’s own rules refuse rows by name', async () => {
    const test = await openTestCore()
    await setUpDistrict(test.client)
    const [villageId = ''] = await addVillages(test.client, '800201', 1)
    const { ids } = await test.client.forums.plan({
      planFy: 2567,
      areas: [{ level: 'village', areaKey: villageId }],
      heldOn: null,
      again: false,
    })
    const rows: CellInput[][] = [
      ['ลำดับ', 'ปัญหา', 'สาเหตุ', 'ความต้องการ', 'งบประมาณ', 'คะแนน'],
      [1, 'ถนนชำรุด', 'น้ำกัดเซาะ', 'ซ่อมถนน', '1.5 แสน', '๔๕ คะแนน'],
      [2, 'น้ำไม่ไหล', null, null, '-', 20],
      [3, null, 'x', null, 5, 1],
    ]
    const steps = stepsOf(test, workbookFile('f.xlsx', await xlsxOf(rows)), 'forumNeeds', ids[0] ?? '')
    expect((await steps.dryRun()).rows.map((row) => [row.outcome, row.reasons[0]?.key])).toEqual([
      ['added', undefined],
      ['added', undefined],
      ['refused', 'required'],
    ])
    const { batchId } = await steps.commit()
    expect((await test.client.forums.get({ id: ids[0] ?? '' })).needs).toMatchObject([
      { problem: 'ถนนชำรุด', name: 'ซ่อมถนน', amount: 15_000_000, votes: 45 },
      { problem: 'น้ำไม่ไหล', amount: null, votes: 20 },
    ])
    expect((await steps.dryRun()).counts).toMatchObject({ same: 2, refused: 1 })
    expect(await test.client.sheets.batches({ target: null, targetId: null })).toMatchObject([
      { id: batchId, targetName: 'บ้านทดสอบ 1 หมู่ที่ 1' },
    ])
  })
})
