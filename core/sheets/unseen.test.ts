/** Workbooks as they come from tambons: each of a kind that was once misread. */
import { afterEach, describe, expect, it } from 'vitest'
import {
  addVillages,
  closeAll,
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

type Office = TestCore & { planId: string; villageIds: string[] }
async function office(level: 'tambon' | 'district' | 'village' = 'tambon'): Promise<Office> {
  const test = await openTestCore()
  await setUpDistrict(test.client)
  const villageIds = await addVillages(test.client, '800201', 5)
  const areaKey = { tambon: '800201', district: '8002', village: villageIds[0] ?? '' }[level]
  const { id: planId } = await test.client.plans.open({
    level,
    areaKey,
    planFy: 2567,
    spanStart: 2566,
    spanLength: 5,
    edition: 'first',
  })
  return { ...test, planId, villageIds }
}
type Options = Parameters<typeof xlsxOf>[1]
const planSteps = async (test: Office, rows: CellInput[][], options: Options = {}) =>
  stepsOf(test, workbookFile('a.xlsx', await xlsxOf(rows, options)), 'planEntries', test.planId, {
    projectClass: 'BEYOND',
  })
const entries = async (test: Office) => (await test.client.plans.get({ id: test.planId })).rows
const sites = async (test: Office) =>
  (await entries(test)).map((row) => [
    row.name,
    row.site,
    row.budgets.map((one) => [one.fiscalYear, one.amount]),
  ])
/** Village and coordinates of each project, by its name. */
async function places(test: Office) {
  const rows = await entries(test)
  const found = await Promise.all(rows.map((row) => test.client.projects.get({ id: row.projectId })))
  return Object.fromEntries(rows.map((row, at) => [row.name, found[at]]))
}

describe('rows that are no projects', () => {
  it('knows totals in every shape and column, and projects that begin with รวม', async () => {
    const test = await office()
    const steps = await planSteps(
      test,
      [
        ['ที่', 'โครงการ', 'เป้าหมาย', 'ปี 2567', 'หน่วยงาน'],
        ['๑', 'รวมพลังคนรักษ์คลอง', '๑ แห่ง', '๕๐,๐๐๐', 'อบต.'],
        ['รวม', '๑ โครงการ', null, '๕๐,๐๐๐', null],
        ['๒', 'รวมใจต้านภัย', '๑ ครั้ง', '๒๐,๐๐๐', 'อบต.'],
        [null, null, 'รวมหน้านี้', '๗๐,๐๐๐', null],
        [null, 'ยอดยกไป', null, '๗๐,๐๐๐', null],
        ['ยอดยกมา', null, null, '๗๐,๐๐๐', null],
        [null, 'รวมยุทธศาสตร์ที่ ๑', null, '๗๐,๐๐๐', null],
        [null, '๒ โครงการ', null, '๗๐,๐๐๐', null],
        ['รวมเป็นเงินทั้งสิ้น (เจ็ดหมื่นบาทถ้วน)', null, null, 70000, null],
      ],
      { merges: ['A10:C10'] },
    )
    expect((await steps.commit()).counts).toMatchObject({ added: 2, refused: 0, skipped: 7 })
    expect((await entries(test)).map((row) => row.name)).toEqual(['รวมพลังคนรักษ์คลอง', 'รวมใจต้านภัย'])
  })

  it('ends the table at notes and signatures, not at a note in the middle', async () => {
    const test = await office()
    const steps = await planSteps(test, [
      ['ที่', 'โครงการ', 'สถานที่', 'ปี 2567', 'หน่วยงาน'],
      [1, 'ก', 'ตลาด', 1, 'อบต.'],
      [null, 'หมายเหตุ: เสนอปีที่แล้ว'],
      [null, 'ข ไม่มีวงเงิน'],
      [2, 'ค', 'วัด', 1, 'อบต.'],
      [],
      [null, 'หมายเหตุ: ใช้ราคากลาง'],
      [null, '2. ราคา ณ ตุลาคม'],
      [null, 'ลงชื่อ ................... ผู้จัดทำ', null, 'ลงชื่อ ................... ผู้ตรวจ'],
      [null, '(นายสมชาย ใจดี)', null, '(นางสมหญิง ดีงาม)'],
      [null, 'ผู้ใหญ่บ้าน หมู่ที่ 2', null, 'กำนันตำบลพรหมโลก'],
    ])
    await steps.commit()
    expect((await entries(test)).map((row) => row.name)).toEqual(['ก', 'ข ไม่มีวงเงิน', 'ค'])
  })
})

describe('where a project is', () => {
  it('takes village number, name and coordinates of their own columns', async () => {
    const test = await office()
    const steps = await planSteps(test, [
      ['หมู่', 'ชื่อหมู่บ้าน', 'โครงการ', 'งบประมาณ', 'พิกัด'],
      [4, 'บ้านทดสอบ 4', 'ก', 1, '8.5241, 99.8123'],
      ['ม.2,3', 'บ้านทดสอบ 2', 'ข', 1, '48.85, 2.35'],
      [null, 'ทดสอบ 5', 'ค', 1, 'ข้างวัด'],
      [1, 'บ้านทดสอบ 2', 'ง', 1, null],
      [9, 'บ้านไม่มีในบัญชี', 'จ', 1, null],
    ])
    const dry = await steps.dryRun()
    expect(
      dry.rows.map((row) => [row.name, row.outcome, row.reasons.map((one) => [one.column, one.key])]),
    ).toEqual([
      ['ก', 'added', []],
      ['ข', 'added', [['E', 'coordinatesOutside']]],
      ['ค', 'added', [['E', 'coordinatesUnread']]],
      ['ง', 'added', [['A', 'villageContradicts']]],
      ['จ', 'added', []],
    ])
    await steps.commit()
    expect((await entries(test)).map((row) => row.site)).toEqual([
      'หมู่ที่ 4 บ้านทดสอบ 4',
      'หมู่ที่ 2, 3 บ้านทดสอบ 2',
      'บ้านทดสอบ 5',
      'หมู่ที่ 1 บ้านทดสอบ 2',
      'หมู่ที่ 9 บ้านไม่มีในบัญชี',
    ])
    const found = await places(test)
    expect(found.ก?.coordinates).toEqual({ latitude: 8.5241, longitude: 99.8123 })
    expect(found.ข?.coordinates).toBeNull()
    // A project of no village of its own stands under the area of the plan.
    const from = (name: string) => found[name]?.originName
    expect([from('ก'), from('ข'), from('ค'), from('ง'), from('จ')]).toEqual([
      'บ้านทดสอบ 4 หมู่ที่ 4',
      'ตำบลพรหมโลก',
      'บ้านทดสอบ 5 หมู่ที่ 5',
      'ตำบลพรหมโลก',
      'ตำบลพรหมโลก',
    ])
    expect((await steps.dryRun()).counts).toMatchObject({ added: 0, changed: 0, same: 5 })
  })

  it('adds coordinates that come later, of two columns, as a change that can be taken back', async () => {
    const test = await office()
    await (
      await planSteps(test, [
        ['โครงการ', 'งบประมาณ'],
        ['สร้างฝาย', 5],
      ])
    ).commit()
    const steps = await planSteps(test, [
      ['โครงการ', 'งบประมาณ', 'ละติจูด', 'ลองจิจูด'],
      ['สร้างฝาย', 5, 8.6, 99.8],
    ])
    expect((await steps.dryRun()).rows[0]).toMatchObject({
      outcome: 'changed',
      changes: [{ field: 'coordinates', before: '', after: '8.6, 99.8' }],
    })
    const { batchId } = await steps.commit()
    expect((await places(test)).สร้างฝาย?.coordinates).toEqual({ latitude: 8.6, longitude: 99.8 })
    expect((await steps.dryRun()).counts).toMatchObject({ changed: 0, same: 1 })
    await test.client.sheets.undoImport({ batchId: batchId ?? '' })
    expect((await places(test)).สร้างฝาย?.coordinates).toBeNull()
  })

  it('reads headings of villages between the rows, above the first head and beside a head that is repeated', async () => {
    const test = await office('district')
    const head = ['ลำดับ', 'แผนงาน/โครงการ', 'งบประมาณ', 'ระยะเวลา']
    const steps = await planSteps(test, [
      ['แผนพัฒนาหมู่บ้าน หมู่ที่ 1 บ้านทดสอบ 1 ตำบลพรหมโลก'],
      head,
      [1, 'ก', 80000, 'ต.ค. 66 - ก.ย. 67'],
      ['บ้านทดสอบ 2 หมู่ 2'],
      [1, 'ข', 80000, 'ปี 68'],
      [],
      ['แผนพัฒนาหมู่บ้าน หมู่ที่ 3'],
      head,
      [1, 'ค', 80000, '2567-2568'],
      [2, 'ง', null, '2567-2568'],
      ['ตำบลบ้านเกาะ'],
      [1, 'จ', 1, '1 ปี (2567)'],
    ])
    const dry = await steps.dryRun()
    expect(
      dry.rows.filter((row) => row.outcome === 'refused').map((row) => [row.name, row.reasons[0]?.key]),
    ).toEqual([['ค', 'yearsToSplit']])
    await steps.commit()
    expect(await sites(test)).toEqual([
      ['ก', 'หมู่ที่ 1 บ้านทดสอบ 1 ตำบลพรหมโลก', [[2567, 8_000_000]]],
      ['ข', 'หมู่ที่ 2 บ้านทดสอบ 2 ตำบลพรหมโลก', [[2568, 8_000_000]]],
      ['ง', 'หมู่ที่ 3 ตำบลพรหมโลก', []],
      ['จ', 'ตำบลบ้านเกาะ', [[2567, 100]]],
    ])
    const found = await places(test)
    expect([found.ก?.originName, found.ข?.originName, found.จ?.originName]).toEqual([
      'บ้านทดสอบ 1 หมู่ที่ 1',
      'บ้านทดสอบ 2 หมู่ที่ 2',
      'ตำบลบ้านเกาะ',
    ])
  })

  it('takes the name of the sheet as the village, sheet after sheet', async () => {
    const test = await office()
    const rows = (amount: number): CellInput[][] => [
      ['ลำดับ', 'ชื่อโครงการ', 'งบประมาณ'],
      [1, 'ซ่อมหอกระจายข่าว', amount],
    ]
    for (const [at, name] of ['หมู่ที่ 1', 'ม.2 บ้านทดสอบ 2', 'บ้านทดสอบ 3'].entries())
      expect((await (await planSteps(test, rows(at + 1), { name })).commit()).counts.added).toBe(1)
    expect((await entries(test)).map((row) => row.site)).toEqual(['หมู่ที่ 1', 'หมู่ที่ 2 บ้านทดสอบ 2', 'บ้านทดสอบ 3'])
  })

  it('says rows of another village or tambon than the plan is of', async () => {
    const test = await office('village')
    const dry = await (
      await planSteps(test, [
        ['หมู่', 'โครงการ', 'งบประมาณ'],
        [1, 'ก', 1],
        [2, 'ข', 1],
      ])
    ).dryRun()
    expect(dry.rows.map((row) => [row.name, row.reasons.map((one) => one.key)])).toEqual([
      ['ก', []],
      ['ข', ['otherVillage']],
    ])
    const tambon = await office()
    const other = await planSteps(tambon, [
      ['ตำบล', 'โครงการ', 'งบประมาณ'],
      ['บ้านเกาะ', 'ค', 1],
    ])
    expect((await other.dryRun()).rows[0]?.reasons.map((one) => one.key)).toEqual(['otherTambon'])
  })
})

describe('columns', () => {
  it('are told by their cells where the head says nothing', async () => {
    const test = await office()
    const steps = await planSteps(test, [
      ['#', 'กิจกรรมที่จะทำ', 'ลักษณะ', 'ที่ไหน', 'เท่าไร (บาท)', 'เมื่อไร', 'ใครทำ', 'เงินใคร', 'คนได้ประโยชน์'],
      [1, 'ปลูกต้นไม้', 'ทำเอง', 'หมู่ที่ 1', '5,000', '2567', 'อบต.พรหมโลก', 'งบ อปท.', 1200],
      [2, 'ลอกท่อ', 'ทำร่วม', 'หมู่ที่ 2', '15,000', '2568', 'เทศบาลตำบลพรหมโลก', 'งบจังหวัด', 3400],
    ])
    expect((await steps.read()).mapping).toEqual({
      A: 'number',
      B: 'name',
      C: 'projectClass',
      D: 'moo',
      E: 'budget',
      F: 'fiscalYear',
      G: 'leadAgency',
      H: 'budgetSource',
      I: null,
    })
    expect((await steps.commit()).counts.added).toBe(2)
  })

  it('of percentages and of two years in one head are no budget', async () => {
    const test = await office()
    const steps = await planSteps(test, [
      ['ที่', 'โครงการ', 'งบประมาณปี 2566/2567', 'ร้อยละของงบประมาณ', 'หน่วยงาน'],
      [1, 'ก', 100000, 50, 'อบต.'],
      [2, 'ข', 100000, 50, 'อบต.'],
    ])
    const read = await steps.read()
    expect([read.mapping.C, read.mapping.D]).toEqual([null, null])
    expect(read.notes).toContainEqual(expect.objectContaining({ key: 'headSeveralYears' }))
  })

  it('are found under a head in row 12 with empty columns before it', async () => {
    const test = await office()
    const steps = await planSteps(test, [
      [null, null, 'ส่วนที่ 3'],
      ...Array.from({ length: 9 }, () => []),
      [null, null, 'คำชี้แจง', 'ให้กรอกทุกช่อง', 'ส่งภายในวันที่ 30 พฤศจิกายน 2566'],
      [null, null, 'ที่', 'โครงการ', 'ปี 2567'],
      [null, null, 1, 'ขุดลอก', 'งบ 50,000.-บาท (ห้าหมื่นบาทถ้วน)'],
      [null, null, 2, 'อบรม', '50,000 x 2 ปี'],
      [null, null, 3, 'ถนน', '50,000 บาท (สี่หมื่นบาทถ้วน)'],
      [null, null, 4, 'ศาลา', '30,000\u00a0'],
      [null, null, 5, 'ประปา', 'สองแสนบาท'],
    ])
    const dry = await steps.dryRun()
    expect(dry.rows.filter((row) => row.outcome === 'refused').map((row) => row.reasons[0]?.key)).toEqual([
      'moneyMultiplied',
      'moneyWordsDiffer',
    ])
    await steps.commit()
    expect((await sites(test)).map(([name, , budgets]) => [name, budgets])).toEqual([
      ['ขุดลอก', [[2567, 5_000_000]]],
      ['ศาลา', [[2567, 3_000_000]]],
      ['ประปา', [[2567, 20_000_000]]],
    ])
  })

  it('with project and money in one cell are said to need dividing', async () => {
    const test = await office()
    const dry = await (
      await planSteps(test, [
        ['ที่', 'โครงการ/กิจกรรม/งบประมาณ', 'ผู้รับผิดชอบ'],
        [1, 'ซ่อมถนน\nเทคอนกรีต 200 ม.\n50,000 บาท', 'อบต.'],
        [2, 'อบรมเยาวชน\nหนึ่งวัน', 'อบต.'],
      ])
    ).dryRun()
    expect(dry.notes).toContainEqual(expect.objectContaining({ key: 'cellHoldsMany', lines: [2] }))
  })

  it('take ticks of any sort, an empty box is none', async () => {
    const test = await office()
    const steps = await planSteps(test, [
      ['โครงการ', 'ทำเอง', 'ทำร่วม', 'เกินศักยภาพ'],
      ['ก', 'ü', '☐', '☐'],
      ['ข', null, 'P', '( )'],
      ['ค', null, null, '●'],
    ])
    await steps.commit()
    expect((await entries(test)).map((row) => row.projectClass)).toEqual(['SELF', 'JOINT', 'BEYOND'])
  })
})

describe('figures of villages', () => {
  const rows: CellInput[][] = [
    ['หมู่ที่', 'ชื่อบ้าน', 'ชาย', 'หญิง', 'ครัวเรือน'],
    ['1', 'บ้านทดสอบ 1', '100', '120', '60'],
    ['รวม', null, 100, 120, 60],
  ]
  const steps = async (test: Office, sheet: CellInput[][], figureYear: number | null) =>
    stepsOf(test, workbookFile('v.xlsx', await xlsxOf(sheet, { name: 'พรหมโลก' })), 'villages', null, {
      figureYear,
    })

  it('without a year are asked for once', async () => {
    const test = await office()
    const unanswered = await steps(test, rows, null)
    expect((await unanswered.read()).figureYearMissing).toEqual({ proposed: 2565 })
    expect((await unanswered.dryRun()).rows[0]?.reasons[0]?.key).toBe('figureYearMissing')
    const answered = await steps(test, rows, 2564)
    expect((await answered.dryRun()).rows[0]?.changes).toContainEqual({
      field: 'male:2564',
      before: '',
      after: '100',
    })
    expect((await answered.commit()).counts).toMatchObject({ changed: 1, refused: 0 })
  })

  it.each([[[['ข้อมูล ณ วันที่ 31 ธันวาคม 2563'], ...rows]], [[...rows, ['ข้อมูล ณ 31/12/2563']]]] as [
    CellInput[][],
  ][])('take the year that the title or the foot says', async (sheet) => {
    const test = await office()
    const said = await steps(test, sheet, null)
    expect((await said.read()).figureYearMissing).toBeNull()
    expect((await said.dryRun()).rows.find((row) => row.name === 'บ้านทดสอบ 1')?.changes).toContainEqual({
      field: 'male:2563',
      before: '',
      after: '100',
    })
  })
})

describe('a sum beside the years', () => {
  it('is in their unit where its own head says none', async () => {
    const test = await office()
    const rows: CellInput[][] = [
      ['ที่', 'โครงการ', 'งบประมาณ (ล้านบาท)', null, null, 'รวม', 'หน่วยงาน'],
      [null, null, 'พ.ศ. 2566', 'พ.ศ. 2567', 'พ.ศ. 2568', null, null],
      [1, 'พัฒนาเส้นทางท่องเที่ยวเชิงนิเวศ', null, 2.5, 3.25, 5.75, 'ท่องเที่ยวและกีฬาจังหวัด'],
      [2, 'ส่งเสริมเกษตรแปลงใหญ่', 1, 1, 1, 4, 'เกษตรจังหวัด'],
    ]
    const steps = await planSteps(test, rows)
    const read = await steps.read()
    const { notes } = await steps.dryRun(read.mapping)
    expect(notes.filter((note) => note.key === 'rowTotalDiffers').map((note) => note.lines)).toEqual([[4]])
  })
})
