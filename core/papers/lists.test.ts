import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestContext } from '../../tests/support/context.ts'
import {
  closeAll,
  faultOf,
  finish,
  openTestCore,
  resourcesDir,
  type TestCore,
} from '../../tests/support/core.ts'
import { makePaper } from './catalogue.ts'
import { type PaperData, type PaperKind, paperKinds } from './data.ts'
import { composePaper, loadPaperResources, type PaperDocument } from './engine/index.ts'
import type { TableBlock } from './engine/model.ts'
import { unzip } from './engine/zip.ts'
import type { PaperRef } from './rules.ts'

const planFy = 2567
const resources = loadPaperResources(resourcesDir)
let office: TestCore
let cx: ReturnType<typeof openTestContext>
let sql: Database.Database

/** The demo district, played by the program's own commands: forums, plans, ranks, fates, อปท. with part villages. */
beforeAll(async () => {
  office = await openTestCore({
    port: {
      places: () => Promise.resolve([]),
      printPdf: (_html, { title }) => Promise.resolve(new TextEncoder().encode(`%PDF ${title}`)),
    },
  })
  office.clock.set('2022-07-18T03:00:00Z')
  await finish(office.client.demo.start({ which: 'demoDistrict' }))
  const dir = join(office.dataDir, 'demo-district')
  cx = openTestContext(dir, '2022-07-18')
  sql = new Database(join(dir, 'office.sqlite'), { readonly: true })
}, 120_000)
afterAll(async () => {
  cx.close()
  sql.close()
  await closeAll()
})

function made(ref: PaperRef): {
  data: PaperData
  kind: PaperKind
  document: PaperDocument
  tables: TableBlock[]
} {
  const paper = makePaper(cx, ref)
  const document = composePaper(paper.kind, paper.data, paper.office, resources)
  const tables = document.sections.flatMap((section) =>
    section.blocks.flatMap((block) => (block.block === 'table' ? [block] : [])),
  )
  return { data: paperKinds[paper.kind].data.parse(paper.data), kind: paper.kind, document, tables }
}

/** Sum of the money in the grand total row of a table. */
function grandTotal(table: TableBlock, keys = /^budget\./u): number {
  const row = table.rows.find((one) => one.role === 'total')
  if (!row) return 0
  let at = 0
  let sum = 0
  for (const cell of row.cells) {
    const key = table.columns[at]?.key ?? ''
    if (keys.test(key) && typeof cell.value === 'number') sum += cell.value
    at += cell.colSpan ?? 1
  }
  return sum
}
const one = <T>(query: string, ...values: unknown[]): T =>
  sql
    .prepare(query)
    .pluck()
    .get(...values) as T
const all = <T>(query: string, ...values: unknown[]): T[] => sql.prepare(query).all(...values) as T[]

describe('the co-ordination list', () => {
  it('adds up to the records, row for row, for every อปท.', async () => {
    const lines = await office.client.papers.coordination({ planFy })
    expect(lines.length).toBeGreaterThan(5)
    let listed = 0
    for (const { laoId, name, rows, total } of lines) {
      const { data, tables } = made({ kind: 'coordinationList', laoId, planFy })
      const list = data as PaperData<'coordinationList'>
      expect(list.rows, name).toHaveLength(rows)
      expect(grandTotal(tables[0]!), name).toBe(total)
      listed += rows
      // independent of the maker: each project named on the paper, its money straight from the tables
      const names = [...new Set(list.rows.map((row) => row.name))]
      for (const projectName of names) {
        const onPaper = list.rows.filter((row) => row.name === projectName).flatMap((row) => row.budget ?? [])
        const inTables = all<{ amount: number }>(
          `SELECT DISTINCT e.projectId, b.fiscalYear, b.amount FROM planEntry e JOIN entryBudget b ON b.entryId = e.id
           JOIN plan p ON p.id = e.planId WHERE e.name = ? AND p.level = 'tambon' AND p.planFy = ?`,
          projectName,
          planFy,
        )
        if (inTables.length > 0)
          expect(
            onPaper.reduce((sum, part) => sum + part.satang, 0),
            projectName,
          ).toBeLessThanOrEqual(inTables.reduce((sum, part) => sum + part.amount, 0))
      }
    }
    expect(listed).toBeGreaterThan(20)
  })

  it('has what names the อปท. in the tambon plans, and marks villages that lie in it in part', async () => {
    const laoId = one<string>("SELECT id FROM lao WHERE name = 'เทศบาลตำบลพรหมโลก'")
    const { data } = made({ kind: 'coordinationList', laoId, planFy })
    const list = data as PaperData<'coordinationList'>
    const named = all<{ name: string }>(
      `SELECT e.name FROM planEntry e JOIN plan p ON p.id = e.planId
       WHERE p.level = 'tambon' AND p.planFy = ? AND (e.leadAgency = ? OR e.relatedAgencies = ?)`,
      planFy,
      'เทศบาลตำบลพรหมโลก',
      'เทศบาลตำบลพรหมโลก',
    )
    expect(named.length).toBeGreaterThan(3)
    for (const { name } of named) expect(list.rows.map((row) => row.name)).toContain(name)
    const parts = all<{ name: string; mooNo: number }>(
      'SELECT v.name, v.mooNo FROM villageLao l JOIN village v ON v.id = l.villageId WHERE l.laoId = ? AND l.part = 1',
      laoId,
    ).map((row) => `${row.name} หมู่ที่ ${row.mooNo}`)
    for (const row of list.rows) {
      const isPart = parts.some((part) => (row.village ?? '').startsWith(part))
      expect((row.village ?? '').endsWith('(บางส่วน)'), row.village).toBe(isPart)
    }
    expect(list.rows.some((row) => /\(บางส่วน\)$/u.test(row.village ?? ''))).toBe(true)
    // each project once, though tambon and district plan both have it
    expect(new Set(list.rows.map((row) => `${row.name} ${row.origin}`)).size).toBe(list.rows.length)
    expect(list.rows.every((row) => /^แผน(ตำบล|อำเภอ) ลำดับที่ \d+( \(ร่าง\))?$/u.test(row.origin ?? ''))).toBe(
      true,
    )
  })

  it('of an อปท. that nothing is asked of has no rows, and says so', () => {
    const { data, tables } = made({
      kind: 'coordinationList',
      laoId: one<string>('SELECT id FROM lao LIMIT 1'),
      planFy: 2590,
    })
    expect((data as PaperData<'coordinationList'>).rows).toEqual([])
    expect(tables[0]!.rows).toMatchObject([{ role: 'empty' }])
  })

  it('for all of them at once is one zip with a file each', async () => {
    const lines = (await office.client.papers.coordination({ planFy })).filter((line) => line.rows > 0)
    const papers = lines.map(({ laoId }): PaperRef => ({ kind: 'coordinationList', laoId, planFy }))
    const ticket = await finish(
      office.client.papers.makeMany({ papers, format: 'pdf', name: 'บัญชีประสานโครงการ ปี 2567' }),
    )
    expect(ticket.name).toBe('บัญชีประสานโครงการ ปี 2567.zip')
    const file = office.core.files.take(ticket.token, 't')!
    const files = await unzip(await buffer(createReadStream(file.path)))
    expect([...files.keys()].sort()).toEqual(
      lines.map(({ name }) => `บัญชีประสานโครงการ ${name} ปี 2567.pdf`).sort(),
    )
    expect(
      await faultOf(finish(office.client.papers.makeMany({ papers, format: 'pdf', name: '' }))),
    ).toMatchObject({
      code: 'input.invalid',
    })
    const unknown: PaperRef[] = [
      ...papers.slice(0, 1),
      { kind: 'coordinationList', laoId: '0'.repeat(26), planFy },
    ]
    expect(
      await faultOf(finish(office.client.papers.makeMany({ papers: unknown, format: 'pdf', name: 'x' }))),
    ).toMatchObject({ code: 'record.notFound' })
  })
})

describe('the list for the province', () => {
  it('has just the adopted rows of the district plan that ask its budget, and their money', () => {
    const { data, tables } = made({ kind: 'provinceList', planFy })
    const list = data as PaperData<'provinceList'>
    const wanted = all<{ name: string; total: number }>(
      `SELECT e.name, (SELECT sum(amount) FROM entryBudget WHERE entryId = e.id) AS total FROM planEntry e
       JOIN plan p ON p.id = e.planId
       WHERE p.level = 'district' AND p.planFy = ? AND p.state = 'adopted' AND e.budgetSource IN ('งบพัฒนาจังหวัด','งบกลุ่มจังหวัด')`,
      planFy,
    )
    expect(wanted.length).toBeGreaterThan(0)
    expect(list.rows.map((row) => row.name).sort()).toEqual(wanted.map((row) => row.name).sort())
    const total = wanted.reduce((sum, row) => sum + row.total, 0)
    expect(grandTotal(tables[0]!)).toBe(total)
    expect(grandTotal(tables[0]!, /^total$/u)).toBe(total)
  })
})

describe('the plan as a book', () => {
  it.each(['village', 'tambon'])(
    'of every %s: basic data, needs of its forums, money by issue and by source',
    (level) => {
      const plans = all<{
        id: string
        villageId: string | null
        tambonCode: string
        state: string
        resolution: string
      }>('SELECT * FROM plan WHERE level = ? AND planFy = ?', level, planFy)
      expect(plans.length).toBeGreaterThan(0)
      let needs = 0
      for (const plan of plans) {
        const { data, tables } = made({ kind: 'planBook', id: plan.id })
        const book = data as PaperData<'planBook'>
        const where = plan.villageId === null ? 'tambonCode = ?' : 'id = ?'
        const key = plan.villageId ?? plan.tambonCode
        expect(book.population).toBe(one(`SELECT sum(population) FROM village WHERE ${where}`, key))
        expect(book.households).toBe(one(`SELECT sum(households) FROM village WHERE ${where}`, key))
        const total = one<number>(
          'SELECT coalesce(sum(b.amount), 0) FROM planEntry e JOIN entryBudget b ON b.entryId = e.id WHERE e.planId = ?',
          plan.id,
        )
        const money = tables.filter((table) =>
          table.columns.some((column) => column.key.startsWith('budget.')),
        )
        expect(money).toHaveLength(book.rows.length === 0 ? 1 : 3)
        for (const table of money) expect(grandTotal(table), table.sheet).toBe(total)
        if (plan.villageId !== null) {
          const named = all<{ problem: string }>(
            `SELECT n.problem FROM forumNeed n JOIN forum f ON f.id = n.forumId
           WHERE f.villageId = ? AND f.planFy = ? AND f.state = 'held'`,
            plan.villageId,
            planFy,
          )
          expect(book.needs?.map((need) => need.problem).sort()).toEqual(
            named.map((row) => row.problem).sort(),
          )
          needs += named.length
        }
        if (plan.state === 'adopted') expect(book.adoption?.resolution).toBe(plan.resolution)
        else expect(book.adoption).toBeNull()
      }
      if (level === 'village') expect(needs).toBeGreaterThan(20)
    },
  )

  it('is not made of a district plan', async () => {
    const id = one<string>("SELECT id FROM plan WHERE level = 'district'")
    expect(await faultOf(office.client.papers.preview({ kind: 'planBook', id }))).toMatchObject({
      code: 'paper.dataInvalid',
    })
  })
})

describe('the needs plan', () => {
  const id = () => one<string>("SELECT id FROM plan WHERE level = 'needs' AND planFy = ?", planFy)
  const sums = () =>
    all<{ source: string; total: number; rows: number }>(
      `SELECT e.budgetSource AS source, sum(b.amount) AS total, count(DISTINCT e.id) AS rows FROM planEntry e
       JOIN entryBudget b ON b.entryId = e.id WHERE e.planId = ? GROUP BY e.budgetSource`,
      id(),
    )
  it('grouped by source has the sum of each', () => {
    const writer = new Database(join(office.dataDir, 'demo-district', 'office.sqlite'))
    writer
      .prepare("UPDATE planEntry SET budgetSource = 'งบกลุ่มจังหวัด' WHERE planId = ? AND rank IN (1, 3)")
      .run(id())
    writer.prepare("UPDATE planEntry SET budgetSource = 'มูลนิธิ' WHERE planId = ? AND rank = 2").run(id())
    writer.close()
    const { tables } = made({ kind: 'needsPlan', id: id(), by: 'source' })
    expect(sums().length).toBeGreaterThan(1)
    const subtotals = tables[0]!.rows.filter((row) => row.role === 'subtotal')
    const values = subtotals.map((row) => row.cells.find((cell) => typeof cell.value === 'number')?.value)
    expect([...values].sort()).toEqual(
      sums()
        .map((row) => row.total)
        .sort(),
    )
    expect(grandTotal(tables[0]!, /^satang$/u)).toBe(sums().reduce((sum, row) => sum + row.total, 0))
  })
  it('of one source has only its rows', () => {
    for (const { source, total, rows } of sums()) {
      const { data, tables, document } = made({ kind: 'needsPlan', id: id(), source })
      expect((data as PaperData<'needsPlan'>).rows).toHaveLength(rows)
      expect(grandTotal(tables[0]!, /^satang$/u)).toBe(total)
      expect(document.title).toContain(source)
    }
  })
})

describe('other lists', () => {
  it('the rank list has every entry in the order of the plan', () => {
    for (const { id } of all<{ id: string }>("SELECT id FROM plan WHERE level IN ('tambon','village')")) {
      const { data } = made({ kind: 'rankList', id })
      const ranks = (data as PaperData<'rankList'>).rows.map((row) => row.rank)
      expect(ranks).toEqual(
        all<{ rank: number }>('SELECT rank FROM planEntry WHERE planId = ? ORDER BY rank', id).map(
          (row) => row.rank,
        ),
      )
    }
  })

  it('the feedback sheet has every project of the village, of a tambon village by village', () => {
    const villageId = one<string>(
      'SELECT villageId FROM project WHERE villageId IS NOT NULL GROUP BY villageId ORDER BY count(*) DESC LIMIT 1',
    )
    const tambonCode = one<string>('SELECT tambonCode FROM village WHERE id = ?', villageId)
    const sheet = made({ kind: 'feedback', villageId, planFy: null }).data as PaperData<'feedback'>
    expect(sheet.rows.map((row) => row.name).sort()).toEqual(
      all<{ name: string }>('SELECT name FROM project WHERE villageId = ?', villageId)
        .map((row) => row.name)
        .sort(),
    )
    const whole = made({ kind: 'tambonFeedback', tambonCode, planFy: null })
    const rows = (whole.data as PaperData<'feedback'>).rows
    expect(rows.length).toBeGreaterThan(sheet.rows.length)
    // the villages stand together, each once
    const groups = rows
      .map((row) => row.village)
      .filter((name, at) => at === 0 || rows[at - 1]?.village !== name)
    expect(new Set(groups).size).toBe(groups.length)
    expect(JSON.stringify(whole.document)).not.toContain('→')
  })

  it('a plan of an อปท. is แบบ ผ.02, of the province แบบ จ.1', () => {
    const writer = new Database(join(office.dataDir, 'demo-district', 'office.sqlite'))
    const officeId = one<string>('SELECT officeId FROM plan LIMIT 1')
    const laoId = one<string>('SELECT id FROM lao WHERE id NOT IN (SELECT areaKey FROM plan) LIMIT 1')
    const put = writer.prepare(
      `INSERT INTO plan (id, officeId, level, areaKey, districtCode, planFy, spanStart, spanLength, edition)
       VALUES (?, ?, ?, ?, ?, 2567, 2566, 5, 'first')`,
    )
    const [localId, provinceId] = ['k'.repeat(26), 'p'.repeat(26)]
    put.run(localId, officeId, 'local', laoId, '8002')
    put.run(provinceId, officeId, 'province', '80', null)
    writer
      .prepare(
        `INSERT INTO planEntry (id, officeId, planId, projectId, rank, name, projectClass, kpi)
       SELECT substr(id, 1, 25) || 'k', officeId, ?, projectId, rank, name, projectClass, 'ร้อยละ 80' FROM planEntry
       WHERE planId = (SELECT id FROM plan WHERE level = 'needs' LIMIT 1)`,
      )
      .run(localId)
    writer.close()
    const local = made({ kind: 'plan', id: localId })
    expect(local.kind).toBe('localPlan')
    expect(local.document.title).toContain(one<string>('SELECT name FROM lao WHERE id = ?', laoId))
    expect((local.data as PaperData<'localPlan'>).rows.length).toBeGreaterThan(0)
    const province = made({ kind: 'plan', id: provinceId })
    expect(province.kind).toBe('provinceList')
    expect(province.tables[0]!.rows).toMatchObject([{ role: 'empty' }])
    expect(JSON.stringify(province.document)).toContain('แบบ จ.1')
  })
})
