/**
 * The acceptance of issue 3 as a person walks it: a tambon's messy workbook goes in, is cleaned, ranked, adopted, taken up,
 * printed and handed out, with nothing typed a second time. In Thai, by keyboard, in both hosts.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { run } from '../../scripts/lib/run-node.ts'
import { addVillages, closeAll, directive, openTestCore, setUpDistrict } from '../support/core.ts'
import { writeMessyWorkbook } from '../support/messy-workbook.ts'
import { desks } from './desks.ts'
import { type Keyboard, words } from './keyboard.ts'
import type { OpenProgram } from './support.ts'

const planFy = 2566
const road = 'ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายบ้านนอกท่า – วัดพรหมโลก'
const light = 'ขยายเขตไฟฟ้า หมู่ที่ 3'
const training = 'อบรมอาชีพเสริมสตรี'
const canal = 'ขุดลอกคลองนอกท่า ม.3,5'
const forest = 'ปลูกป่าชุมชนเขาน้อย'
const sports = 'กีฬาตำบลต้านยาเสพติด'

let program: OpenProgram
let keys: Keyboard
let workbook: string
const page = () => program.page

async function area(name: string): Promise<void> {
  await keys.enter(words(name))
  await page().waitForTimeout(150)
}

/** Opens the plan of an area, begun if need be. */
async function openPlan(level: 'tambon' | 'district' | 'needs', name: string, title: RegExp): Promise<void> {
  await area('nav.plans')
  await keys.reach(words('plans.level.village'))
  for (let step = 0; step < ['village', 'tambon', 'district', 'needs'].indexOf(level); step += 1)
    await keys.press('ArrowRight')
  await keys.press('Enter')
  await page().getByRole('button', { name, exact: false }).first().waitFor()
  await keys.enter(name)
  const begin = page().getByRole('dialog')
  await Promise.race([begin.waitFor(), page().getByRole('heading', { level: 1, name: title }).waitFor()])
  if ((await begin.count()) > 0) {
    await keys.dialog()
    await keys.press('Enter')
  }
  await keys.title(title)
}

/** One of the two ways of the menu “Excel”. */
async function excel(key: 'sheets.import.open' | 'sheets.export.open'): Promise<void> {
  await keys.enter(words('sheets.menu'))
  await keys.row(words(key), 3)
  await keys.press('Enter')
}

/** From the plan on screen to the columns of the messy sheet. */
async function readWorkbook(file: string): Promise<void> {
  await excel('sheets.import.open')
  await keys.title(words('sheets.import.title.planEntries'))
  await keys.reach(words('sheets.import.choose'))
  await program.answerOpen(file, () => keys.press('Enter'))
}

const planRows = () =>
  page().evaluate(() =>
    [...document.querySelectorAll('[data-row][data-column="name"]')]
      .sort((a, b) => Number(a.getAttribute('data-row')) - Number(b.getAttribute('data-row')))
      .map((cell) => cell.textContent)
      .filter((name) => name !== ''),
  )
const cell = (row: number, column: string) => page().locator(`[data-row="${row}"][data-column="${column}"]`)

async function adopt(): Promise<void> {
  await keys.enter(words('plans.page.adopt'))
  await keys.dialog()
  await keys.fill(words('plans.adopt.attendees'), '๔๕')
  await keys.press('Enter')
  await page().getByRole('dialog').waitFor({ state: 'hidden' })
  await keys.shows(words('plans.state.adopted'))
}

/** What the records hold of a plan: its projects in their order, money (baht) by year, by issue and year. */
function records(level: string) {
  const file = new Database(path.join(program.dataDir, 'office.sqlite'), { readonly: true })
  try {
    const lines = file
      .prepare(
        `select e.name, e.issue, e.id, p.spanStart, p.spanLength from planEntry e join plan p on p.id = e.planId
         where p.level = ? order by e.rank`,
      )
      .all(level) as { id: string; name: string; issue: string; spanStart: number; spanLength: number }[]
    const money = file.prepare('select fiscalYear as year, amount from entryBudget where entryId = ?')
    const years: Record<string, number> = {}
    const issues: Record<string, Record<string, number>> = {}
    for (const { id, issue } of lines) {
      issues[issue] ??= {}
      for (const { year, amount } of money.all(id) as { year: number; amount: number }[])
        for (const sums of [years, issues[issue]]) sums[year] = (sums[year] ?? 0) + amount / 100
    }
    const span = Array.from({ length: lines[0]?.spanLength ?? 0 }, (_, at) => (lines[0]?.spanStart ?? 0) + at)
    const count = (issue: string) => lines.filter((line) => line.issue === issue).length
    return { names: lines.map((line) => line.name), years, issues, span, count }
  } finally {
    file.close()
  }
}

/** Every total of the paper is the sum of the records: a line for each issue, one for all. */
function addsUp(text: string, level: string): void {
  const { names, years, issues, span, count } = records(level)
  const line = (sums: Record<string, number>) =>
    span.map((year) => sums[year]?.toLocaleString('en-US') ?? '-').join('')
  for (const name of names) expect(text).toContain(name.replaceAll(/\s/gu, ''))
  for (const [issue, sums] of Object.entries(issues)) {
    const from = text.indexOf(`ประเด็นการพัฒนา${issue.replaceAll(/\s/gu, '')}`)
    expect(from).toBeGreaterThan(-1)
    expect(text.slice(from)).toContain(`รวม${count(issue)}โครงการ${line(sums)}`)
  }
  expect(text).toContain(`รวมทั้งสิ้น${names.length}โครงการ${line(years)}`)
}

/** Prints the paper of the plan on screen and reads its text back, blanks taken out. */
async function printed(): Promise<string> {
  await keys.enter(words('plans.page.paper'))
  await page().locator('iframe').waitFor()
  await keys.reach(words('common.paper.pdf'))
  const file = await program.answerSave(() => keys.press('Enter'))
  await page().getByRole('dialog').waitFor({ state: 'hidden' })
  const { code, output } = await run('pdftotext', ['-raw', file, '-'], { show: false })
  expect(code, output).toBe(0)
  await keys.enter(words('plans.page.paper.hide'))
  return output.replaceAll(/\s/gu, '')
}

for (const { name, missing, open } of desks) {
  describe.skipIf(missing)(`a tambon's messy workbook in ${name}`, () => {
    beforeAll(async () => {
      const dataDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'amphoe-workbook-')), 'data')
      const { client, clock } = await openTestCore({ dataDir })
      // the letter has come by then
      clock.set('2023-02-01T02:00:00Z')
      await setUpDistrict(client)
      await addVillages(client, '800201', 5)
      await client.directives.register({ ...directive, planFy })
      await closeAll()
      const desk = await open({ dataDir })
      program = desk.program
      keys = desk.keys
      page().setDefaultTimeout(15_000)
      workbook = path.join(program.stick, 'บัญชีโครงการ ต.พรหมโลก (แก้ไข).xlsx')
      await writeMessyWorkbook(workbook)
      await page()
        .getByRole('navigation', { name: words('nav.label') })
        .waitFor({ timeout: 60_000 })
    }, 240_000)
    afterAll(() => program?.close())
    beforeEach(() =>
      onTestFailed(async () => {
        const picture = path.join(os.tmpdir(), `amphoe-workbook-failed-${name}.png`)
        await page()
          .screenshot({ path: picture })
          .catch(() => undefined)
        console.log(`the screen when it failed: ${picture}`)
      }),
    )

    it('says in Thai what is wrong with a file that is no workbook, and stays on its page', async () => {
      await openPlan('tambon', 'ตำบลพรหมโลก', /ตำบลพรหมโลก/u)
      // a picture under the name of a workbook
      const picture = path.join(program.stick, 'รูปถ่ายเวที.xlsx')
      writeFileSync(picture, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]))
      await readWorkbook(picture)
      await page().getByRole('alert').filter({ hasText: /[ก-๙]/u }).waitFor()
      await keys.title(words('sheets.import.title.planEntries'))
    })

    it('is understood: the hidden sheet marked, the head of two rows found, columns guessed, one left to choose', async () => {
      await keys.reach(words('sheets.import.choose'))
      await program.answerOpen(workbook, () => keys.press('Enter'))
      await keys.shows(words('sheets.sheet.hidden'))
      await keys.enter('ใช้แผ่นงาน บัญชีโครงการ')
      await page()
        .getByRole('heading', { name: words('sheets.sample.title') })
        .waitFor()
      const columnOf = (letter: string) => page().getByLabel(new RegExp(`^คอลัมน์ ${letter} `, 'u'))
      expect(await columnOf('B').inputValue()).toBe('name')
      expect(await columnOf('E').inputValue()).toBe('budget:2566')
      expect(await page().getByLabel(words('sheets.mapping.headRow')).inputValue()).toBe('4')
      // Thai digits and "1.2 ล้าน" as they will be kept
      await page().getByRole('row').filter({ hasText: road }).getByText('1,200,000').waitFor()
      const walkTo = async (letter: string, field: string) => {
        await keys.reach(`คอลัมน์ ${letter}`)
        await keys.press('Home')
        for (let step = 0; step < 60 && (await columnOf(letter).inputValue()) !== field; step += 1)
          await keys.press('ArrowDown')
        expect(await columnOf(letter).inputValue()).toBe(field)
      }
      // the arrow keys pass every field on their way: no other column loses what it has
      await walkTo('J', await columnOf('J').inputValue())
      await walkTo('I', 'projectClass')
      expect(await columnOf('B').inputValue()).toBe('name')
      expect(await columnOf('E').inputValue()).toBe('budget:2566')
    })

    it('is tried: the bad row comes back as a workbook with its reason, the good rows go in', async () => {
      await keys.enter(words('sheets.import.try'))
      await page()
        .getByRole('heading', { name: words('sheets.check.title') })
        .waitFor()
      await page().getByRole('row').filter({ hasText: sports }).getByText(/F12/u).waitFor()
      expect(records('tambon').names).toEqual([])

      await keys.reach(words('sheets.badRows', { count: 1 }))
      const bad = await program.answerSave(() => keys.press('Enter'))
      const book = new ExcelJS.Workbook()
      await book.xlsx.load(readFileSync(bad) as never)
      const texts: string[] = []
      book.worksheets[0]?.eachRow((row) => row.eachCell((one) => texts.push(String(one.value))))
      expect(texts).toContain('เหตุผลที่ไม่นำเข้า')
      expect(texts).toContain(sports)
      expect(texts).not.toContain(training)

      await keys.enter(words('sheets.commit.good', { count: 5 }))
      await page()
        .getByRole('heading', { name: /^นำเข้า “บัญชีโครงการ/u })
        .waitFor()
      await keys.enter(words('sheets.result.open.planEntries'))
      await keys.title(/ตำบลพรหมโลก/u)
      await expect.poll(planRows).toEqual([road, light, training, canal, forest])
      expect(records('tambon').years).toEqual({ 2566: 2_070_000, 2567: 415_000, 2568: 1_520_000 })
    })

    it('knows the file again, and changes nothing the second time', async () => {
      await readWorkbook(workbook)
      await keys.shows(/^แฟ้มนี้เคยนำเข้าแล้ว/u)
      await keys.enter('ใช้แผ่นงาน บัญชีโครงการ')
      await keys.shows(words('sheets.mapping.from.remembered'))
      await keys.enter(words('sheets.import.try'))
      await page()
        .getByRole('button', {
          name: words('sheets.outcome.count', { outcome: words('sheets.outcome.same'), count: 5 }),
        })
        .waitFor()
      expect(
        await page()
          .getByRole('button', { name: words('sheets.commit.nothing') })
          .isDisabled(),
      ).toBe(true)
      await keys.enter(words('sheets.import.back.planEntries'))
      await keys.title(/ตำบลพรหมโลก/u)
    })

    it('is corrected in one cell, and ranked by the score sheet', async () => {
      await cell(0, 'name').waitFor()
      await keys.reach('แผนพัฒนาตำบล')
      await keys.press('Control+Home')
      await keys.press('ArrowDown')
      // name, class, 2566, 2567
      for (let column = 0; column < 3; column += 1) await keys.press('ArrowRight')
      await keys.type('๓๘๐,๐๐๐')
      await keys.press('Enter')
      await expect.poll(() => cell(1, 'y2567').textContent()).toBe('380,000')
      await keys.shows(words('plans.save.saved'))

      await keys.enter(words('ranking.open'))
      await keys.title(words('ranking.title'))
      await cell(0, 'name').waitFor()
      await keys.reach(words('ranking.table', { plan: '' }).trim())
      await keys.press('Control+Home')
      await keys.press('ArrowRight')
      // road, light, training, canal, forest
      await keys.paste([4, 3, 1, 5, 2].map((points) => Array(7).fill(points).join('\t')).join('\n'))
      await keys.shows(words('ranking.count.scored', { count: 5, of: 5 }))
      await keys.shows(words('ranking.save.saved'))
      await keys.enter(words('ranking.apply'))
      await page().getByRole('alertdialog').waitFor()
      await keys.reach(words('ranking.apply'))
      await keys.press('Enter')
      await page().getByRole('alertdialog').waitFor({ state: 'hidden' })
      await expect.poll(() => records('tambon').names).toEqual([canal, road, light, forest, training])
    })

    it('goes out as Excel and comes in again: nothing changes', async () => {
      await openPlan('tambon', 'ตำบลพรหมโลก', /ตำบลพรหมโลก/u)
      await excel('sheets.export.open')
      await keys.dialog()
      await keys.reach(words('sheets.export.make'))
      const file = await program.answerSave(() => keys.press('Enter'))
      await page().getByRole('dialog').waitFor({ state: 'hidden' })
      expect(path.basename(file)).toMatch(/^แผนพัฒนาตำบล .*\.xlsx$/u)
      const made = new ExcelJS.Workbook()
      await made.xlsx.load(readFileSync(file) as never)
      expect(made.worksheets[0]?.name).toBe('โครงการทุกช่องข้อมูล')
      const before = records('tambon')
      await readWorkbook(file)
      await page()
        .getByRole('heading', { name: words('sheets.sample.title') })
        .waitFor()
      await keys.enter(words('sheets.import.try'))
      await page()
        .getByRole('button', {
          name: words('sheets.outcome.count', { outcome: words('sheets.outcome.same'), count: 5 }),
        })
        .waitFor()
      expect(
        await page()
          .getByRole('button', { name: words('sheets.commit.nothing') })
          .isDisabled(),
      ).toBe(true)
      expect(JSON.stringify(records('tambon'))).toBe(JSON.stringify(before))
      await keys.enter(words('sheets.import.back.planEntries'))
      await keys.title(/ตำบลพรหมโลก/u)
    })

    it('is adopted by its meeting, and printed: the totals on paper are those of the records', async () => {
      await cell(0, 'name').waitFor()
      await adopt()
      expect(records('tambon').years).toEqual({ 2566: 2_070_000, 2567: 445_000, 2568: 1_520_000 })
      addsUp(await printed(), 'tambon')
    })

    it('is taken up by the district by rule, and asked for in the needs plan', async () => {
      await openPlan('district', 'อำเภอพรหมคีรี', /แผนพัฒนาอำเภอ/u)
      await keys.enter(words('plans.page.takeUp', { level: '' }))
      await keys.dialog()
      await keys.enter(words('plans.takeUp.byRule', { count: 2 }))
      await keys.shows(words('plans.takeUp.do', { count: 2 }))
      await keys.press('Control+Enter')
      await page().getByRole('dialog').waitFor({ state: 'hidden' })
      await expect.poll(planRows).toEqual([canal, road])
      await adopt()
      expect(records('district').years).toEqual({ 2566: 2_050_000, 2568: 1_500_000 })
      addsUp(await printed(), 'district')

      await openPlan('needs', 'อำเภอพรหมคีรี', /แผนความต้องการ/u)
      await keys.enter(words('plans.page.takeUp', { level: '' }))
      await keys.dialog()
      await keys.enter(words('plans.takeUp.byRule', { count: 2 }))
      await keys.shows(words('plans.takeUp.do', { count: 2 }))
      await keys.press('Control+Enter')
      await page().getByRole('dialog').waitFor({ state: 'hidden' })
      await expect.poll(planRows).toEqual([canal, road])
      await adopt()
      expect(records('needs').years).toEqual({ 2566: 2_050_000 })
      addsUp(await printed(), 'needs')
    })

    it('shows the way of each project on one line', async () => {
      await area('nav.plans')
      await keys.enter(words('plans.journey.title'))
      await keys.title(words('plans.journey.title'))
      const line = async (project: string) => {
        const row = page().getByRole('row').filter({ hasText: project })
        await row.waitFor()
        return (await row.innerText()).replaceAll(/\s+/gu, ' ')
      }
      expect(await line(canal)).toMatch(
        /ตำบล \(ลำดับ 1, เห็นชอบ [^)]+\) → อำเภอ \(ลำดับ 1, เห็นชอบ [^)]+\) → ความต้องการ \(ลำดับ 1, เห็นชอบ [^)]+\) ?→ ?รอผล/u,
      )
      // what a tambon does by itself is not asked of the district
      expect(await line(training)).toMatch(/ตำบล \(ลำดับ 5, เห็นชอบ [^)]+\) ?→ ?รอผล/u)
    })

    it('is taken back whole from a fresh plan', async () => {
      await openPlan('tambon', 'ตำบลบ้านเกาะ', /ตำบลบ้านเกาะ/u)
      await readWorkbook(workbook)
      await keys.enter('ใช้แผ่นงาน บัญชีโครงการ')
      await keys.shows(words('sheets.mapping.from.remembered'))
      await keys.enter(words('sheets.import.try'))
      await keys.enter(words('sheets.commit.good', { count: 5 }))
      await keys.enter(words('sheets.undo'))
      await page().getByRole('alertdialog').waitFor()
      await keys.reach(words('sheets.undo'))
      await keys.press('Enter')
      await page()
        .getByRole('heading', { name: /^เลิกทำการนำเข้า “บัญชีโครงการ/u })
        .waitFor()
      await keys.enter(words('sheets.result.open.planEntries'))
      await keys.title(/ตำบลบ้านเกาะ/u)
      await keys.shows(words('plans.page.empty'))
      expect(await planRows()).toEqual([])
    })

    it('went through without one complaint of the window', () => {
      expect(program.complaints.filter((line) => !/422/u.test(line))).toEqual([])
    })
  })
}
