/**
 * The year of an officer and its report, in Chromium over a real core: notes written in seconds, merged into the report
 * after being read, a figure that the records cannot give typed with its source, the report signed, a record changed
 * later told as a difference down to that record, and the corrected version with its reason.
 */
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { activityBase, closeAll, directive, openTestCore, setUpDistrict } from '../support/core.ts'
import { words } from './keyboard.ts'
import { type OpenProgram, openInChromium } from './support.ts'

const dataDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'amphoe-report-')), 'data')
const clock = { now: () => new Date() }
const typedName = 'ครัวเรือนที่ได้รับประโยชน์'
const gone = 'ประชุมที่ลงซ้ำ'
const people = (persons: number) => [{ group: 'people', persons }]
let program: OpenProgram
let wrongId = ''
const page = () => program.page

async function openProgram(): Promise<void> {
  program = await openInChromium({ dataDir })
  page().setDefaultTimeout(15_000)
  await page().getByRole('main').waitFor({ timeout: 120_000 })
}

beforeAll(async () => {
  const { client } = await openTestCore({ dataDir, clock })
  await setUpDistrict(client)
  await client.directives.register(directive)
  await client.activities.save({
    id: null,
    fields: { ...activityBase, kind: 'session', attendance: people(40) },
  })
  const { id } = await client.activities.save({
    id: null,
    fields: { ...activityBase, kind: 'session', subject: gone, attendance: people(7) },
  })
  wrongId = id
  await client.rules.addItem({
    id: 'report-figures',
    values: {
      ...{ name: typedName, dutyKind: 'teach', unit: 'count', hasExpected: false, perTambon: false },
      text: `${typedName} {{n}} ครัวเรือน`,
    },
  })
  await closeAll()
  await openProgram()
}, 240_000)
afterAll(() => program?.close())
beforeEach(() =>
  onTestFailed(async () => {
    await page()
      .screenshot({ path: path.join(os.tmpdir(), 'amphoe-report-failed.png') })
      .catch(() => undefined)
  }),
)

const visit = (href: string) => page().evaluate((to) => location.assign(to), `#${href}`)
const button = (key: string, params: Record<string, string | number> = {}) =>
  page().getByRole('button', { name: words(key, params), exact: true })
const chip = (name: string) => page().getByRole('button', { name: new RegExp(`^${name}`, 'u') })
const title = (name: string | RegExp) => page().getByRole('heading', { level: 1, name }).waitFor()

describe('the results report', () => {
  it('takes notes all year, one line and Enter each, before there is a report', async () => {
    await visit('/reports/notes')
    await title(words('reports.notes.title'))
    // the cursor waits in the line
    await page().waitForFunction(() => document.activeElement instanceof HTMLInputElement)
    for (const text of ['แจ้งแนวทางครบทุกหมู่บ้าน', 'แจกคู่มือ 12 เล่ม']) {
      await page().keyboard.insertText(text)
      await page().keyboard.press('Enter')
      await page().getByRole('table').getByText(text).waitFor()
      await page().waitForFunction(() => (document.activeElement as HTMLInputElement).value === '')
    }
    await page()
      .getByText(words('reports.notes.count', { count: 2, all: 2 }))
      .waitFor()
    expect(await page().getByText(words('reports.notes.notMerged'), { exact: true }).count()).toBe(2)
  })

  it('counts a figure down to its records, and leads to a record and back to the figure', async () => {
    await visit('/reports')
    await button('reports.list.open').click()
    await title(words('reports.page.title'))
    await chip('ผู้เข้าร่วมประชุม/อบรม 47').click()
    await page().getByRole('dialog').getByRole('button', { name: gone }).click()
    await page().waitForURL(/activities/u)
    await page()
      .getByRole('link', { name: words('reports.figure.wayBack', { figure: 'ผู้เข้าร่วมประชุม/อบรม' }) })
      // a record opened in a dialog hides what is behind it from the pointer
      .evaluate((link: HTMLAnchorElement) => link.click())
    await page().getByRole('dialog').getByRole('heading', { name: 'ผู้เข้าร่วมประชุม/อบรม' }).waitFor()
    await page().keyboard.press('Escape')
    await page().getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('merges the notes that the person takes under the words that stand', async () => {
    const result = page()
      .getByRole('textbox', { name: words('reports.page.result') })
      .first()
    await result.fill('ชี้แจงแล้ว')
    await page()
      .getByRole('button', { name: words('reports.merge.of', { no: 1, count: 2 }) })
      .click()
    const dialog = page().getByRole('dialog')
    await dialog.getByRole('checkbox', { name: /แจกคู่มือ/u }).uncheck()
    await dialog.getByRole('button', { name: /^เพิ่ม 1 ข้อ/u }).click()
    await dialog.getByRole('button', { name: /^เพิ่ม 1 ข้อ/u }).waitFor()
    await dialog.getByRole('checkbox', { name: /แจ้งแนวทาง/u }).waitFor({ state: 'hidden' })
    await dialog.getByRole('button', { name: words('common.close') }).click()
    await expect.poll(() => result.inputValue()).toMatch(/^ชี้แจงแล้ว\n.*แจ้งแนวทางครบทุกหมู่บ้าน/u)
    expect(await result.inputValue()).not.toContain('แจกคู่มือ')
    await page()
      .getByRole('button', { name: words('reports.merge.of', { no: 1, count: 1 }) })
      .waitFor()
  })

  it('takes a typed figure only with its source, and marks it', async () => {
    const row = page().getByRole('group', { name: typedName })
    await row.getByLabel(words('reports.figure.number')).fill('125')
    await row.getByText(words('common.autosave.unsaved')).waitFor()
    await row.getByLabel(words('reports.figure.source')).fill('ทะเบียนของ พช. อำเภอ')
    await row.getByText(words('common.autosave.saved'), { exact: true }).waitFor()
    await chip(`${typedName} 125 ${words('reports.figure.typed')}`).waitFor()
  })

  it('says what is missing, and signs all the same', async () => {
    await page()
      .getByRole('button', { name: words('reports.missing.show') })
      .click()
    const problem = page().getByRole('button', { name: /^ข้อ 1 ยังไม่มี ปัญหา/u })
    await problem.click()
    await page().waitForFunction(
      (label) => (document.activeElement as HTMLTextAreaElement).labels?.[0]?.innerText === label,
      words('reports.page.problem'),
    )
    await button('reports.sign').click()
    await page()
      .getByRole('dialog')
      .getByRole('button', { name: words('reports.sign.do') })
      .click()
    await title(words('papers.letter.title'))
    await page()
      .getByRole('link', { name: words('reports.sign.wayBack') })
      .click()
    await page().getByText(words('reports.changed.none')).waitFor()
    // frozen: nothing to type in
    expect(await page().getByRole('textbox').count()).toBe(0)
  })

  it('tells a record that changed after the signature, with the figure as signed and as it is now', async () => {
    await program.close()
    const { client } = await openTestCore({ dataDir, clock, keep: true })
    await client.activities.remove({ id: wrongId })
    await closeAll()
    await openProgram()
    await visit('/reports')
    await page().getByRole('table').getByRole('button', { name: directive.number }).click()
    await page()
      .getByText(words('reports.changed.count', { count: 2 }))
      .waitFor()
    await chip('ผู้เข้าร่วมประชุม/อบรม 47')
      .getByText(words('reports.figure.now', { value: 40 }))
      .waitFor()
    await button('reports.changed.show').click()
    const row = page().getByRole('row', { name: /ผู้เข้าร่วมประชุม\/อบรม/u })
    await row.getByText(gone).waitFor()
    await row.getByText(words('reports.changed.went', { value: 7 })).waitFor()
  })

  it('makes the corrected version with its reason, and keeps the first as it was signed', async () => {
    await button('reports.newVersion').click()
    const dialog = page().getByRole('dialog')
    await dialog.getByLabel(words('reports.reopen.reason')).fill('ลงประชุมซ้ำหนึ่งครั้ง')
    await dialog.getByRole('button', { name: words('reports.reopen.do') }).click()
    await page()
      .getByText(words('reports.page.versionNo', { no: 2 }))
      .first()
      .waitFor()
    await page()
      .getByText(words('reports.version.of', { reason: 'ลงประชุมซ้ำหนึ่งครั้ง' }))
      .waitFor()
    await chip('ผู้เข้าร่วมประชุม/อบรม 40').waitFor()
    await page()
      .getByRole('tab', { name: words('reports.tab.versions') })
      .click()
    await page()
      .getByRole('heading', { name: words('reports.version.differences', { no: 1 }) })
      .waitFor()
    const first = page().getByRole('row', { name: new RegExp(`^${words('reports.version.first')}`, 'u') })
    await first.getByRole('button').click()
    await chip('ผู้เข้าร่วมประชุม/อบรม 47').waitFor()
    await page().getByText(words('reports.version.superseded')).waitFor()
    expect(program.complaints).toEqual([])
  })
})
