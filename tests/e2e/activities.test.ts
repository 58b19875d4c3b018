/**
 * A year's activities as an officer in the field records them, in Chromium over a real core: one line and Enter, rows from
 * Excel with what is wrong with each, a block of the matrix dated at once, a partner's promise and its money.
 */
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { buddhistYearOf, fiscalYearOf } from '../../core/thai/dates.ts'
import { addVillages, closeAll, directive, makePlan, openTestCore, setUpDistrict } from '../support/core.ts'
import { type Keyboard, keyboardOf, words } from './keyboard.ts'
import { type OpenProgram, openInChromium } from './support.ts'

let program: OpenProgram
let keys: Keyboard
const page = () => program.page
/** A day that has gone by, whenever this test is run. */
const past = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10)
const editionFy = fiscalYearOf(past)
const typed = (iso: string) => `${Number(iso.slice(8))}/${Number(iso.slice(5, 7))}/${buddhistYearOf(iso)}`

beforeAll(async () => {
  const dataDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'amphoe-activities-')), 'data')
  const { client } = await openTestCore({ dataDir, clock: { now: () => new Date() } })
  await setUpDistrict(client)
  await client.directives.register({
    ...directive,
    dated: past,
    receivedOn: past,
    editionFy,
    planFy: editionFy + 2,
    duties: directive.duties.map((duty) => ({ ...duty, dueOn: null })),
  })
  await addVillages(client, '800201', 2)
  await makePlan(client, { level: 'tambon', areaKey: '800201', planFy: 2567 }, [450_000_00], null)
  await closeAll()
  program = await openInChromium({ dataDir })
  keys = keyboardOf(page())
  page().setDefaultTimeout(15_000)
  await page().getByRole('main').waitFor({ timeout: 120_000 })
}, 240_000)
afterAll(() => program?.close())
beforeEach(() =>
  onTestFailed(async () => {
    await page()
      .screenshot({ path: path.join(os.tmpdir(), 'amphoe-activities-failed.png') })
      .catch(() => undefined)
  }),
)

const visit = (href: string) => page().evaluate((to) => location.assign(to), `#${href}`)
const quickField = (key: string) =>
  page()
    .getByRole('region', { name: words('activities.quick') })
    .getByLabel(words(key), { exact: true })
const cell = (row: number, column: string) =>
  page().locator(`[data-row="${row}"][data-column="${column}"]`).first()
const spot = (at: string) => page().locator(`[data-spot="${at}"]`)

describe('activities', () => {
  it('are recorded in one line with the keyboard, heads by group, and the line is empty again', async () => {
    await visit('/activities?kind=session')
    await keys.fill(words('activities.heldOn'), typed(past))
    await keys.fill(words('activities.quick.heads'), 'กำนัน 12 ผี 3')
    await keys.press('Enter')
    await keys.shows(words('activities.quick.unclear', { words: 'ผี 3' }))
    expect(await cell(0, 'subject').count()).toBe(0)
    await quickField('activities.quick.heads').fill('กำนัน 12 ศอช ๗')
    await keys.press('Enter')
    await expect.poll(() => cell(0, 'persons').innerText()).toBe('19')
    await expect.poll(() => quickField('activities.quick.heads').inputValue()).toBe('')
    // the cursor stands at the day of the next one
    await expect.poll(async () => (await keys.focused()).name).toContain(words('activities.heldOn'))
  })

  it('are put right in the table, a cell at a time, and taken back', async () => {
    await cell(0, 'place').click()
    await keys.type('ศาลากลางหมู่บ้าน')
    await keys.press('Enter')
    await cell(0, 'place').getByText('ศาลากลางหมู่บ้าน').waitFor()
    await page().reload()
    await cell(0, 'place').getByText('ศาลากลางหมู่บ้าน').waitFor()
    await page().getByRole('heading', { level: 1 }).click()
    await keys.press('Control+z')
    await expect.poll(() => cell(0, 'place').innerText()).toBe('')
  })

  it('come from Excel with the reason for every row that does not', async () => {
    await page()
      .getByRole('button', { name: words('activities.paste') })
      .click()
    await page()
      .getByLabel(words('geography.paste.label'))
      .fill(
        [
          'วันที่\tตำบล\tเรื่อง\tจำนวน',
          `${typed(past)}\tพรหมโลก\tประชุมชี้แจง\t32`,
          `31/2/${editionFy}\tบ้านเกาะ\tวันผิด\t10`,
          `${typed(past)}\tไม่มีตำบลนี้\tตำบลผิด\tสามสิบ`,
        ].join('\n'),
      )
    await keys.shows(words('activities.paste.bad', { count: 2 }))
    await keys.shows('ไม่มีวันที่นี้ในปฏิทิน')
    await page()
      .getByRole('button', { name: words('activities.paste.take', { count: 1 }) })
      .click()
    await page().getByRole('dialog').waitFor({ state: 'hidden' })
    await expect.poll(() => cell(1, 'persons').innerText()).toBe('32')
  })

  it('show the tambons without a workshop, and open the form for one of them', async () => {
    await visit('/activities?kind=workshop')
    await page()
      .getByRole('button', { name: words('activities.workshop.add', { name: 'บ้านเกาะ' }) })
      .click()
    const dialog = page().getByRole('dialog')
    await dialog.getByText('ตำบลบ้านเกาะ', { exact: true }).waitFor()
    await dialog
      .getByLabel(new RegExp(`^${words('activities.heldOn')}`, 'u'))
      .first()
      .fill(typed(past))
    await dialog.getByLabel('คณะกรรมการ ศอช.', { exact: true }).fill('9')
    await dialog.getByLabel('ประชาชนทั่วไป', { exact: true }).fill('21')
    await dialog.getByText(words('activities.attendance.total', { count: 30 })).waitFor()
    await dialog.getByRole('button', { name: words('activities.save'), exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page()
      .getByRole('row', { name: /^ตำบลบ้านเกาะ/u })
      .getByText(words('activities.state.held'))
      .waitFor()
    await keys.shows(words('activities.workshop.total', { done: 1, all: 5 }))
  })

  it('take a note for the report at the foot of the form with the keyboard, and leave the form as it stands', async () => {
    await page()
      .getByRole('row', { name: /^ตำบลบ้านเกาะ/u })
      .locator('[data-row]')
      .first()
      .focus()
    await keys.press('Enter')
    const dialog = page().getByRole('dialog')
    await dialog.getByLabel(words('activities.place'), { exact: true }).fill('ยังไม่บันทึก')
    await dialog.getByLabel(new RegExp(`^${words('reports.notes.text')}`, 'u')).focus()
    await keys.type('ฝนตกหนัก เลื่อนเวลาเริ่ม')
    await keys.press('Enter')
    // the note is kept, the line is empty for the next one, and the form above is neither saved nor closed
    await dialog.getByRole('button', { name: 'ฝนตกหนัก เลื่อนเวลาเริ่ม' }).waitFor()
    await expect
      .poll(() => dialog.getByLabel(new RegExp(`^${words('reports.notes.text')}`, 'u')).inputValue())
      .toBe('')
    expect(await dialog.getByLabel(words('activities.place'), { exact: true }).inputValue()).toBe('ยังไม่บันทึก')
    await dialog.getByRole('button', { name: words('common.cancel') }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await page().getByText('ยังไม่บันทึก').count()).toBe(0)
  })

  it('say that the same was recorded twice, and lead to the other one', async () => {
    await keys.fill(words('activities.heldOn'), typed(past))
    await quickField('activities.tambon').click()
    await page().getByRole('option', { name: 'ตำบลบ้านเกาะ' }).click()
    await quickField('activities.quick.heads').fill('30')
    await keys.press('Enter')
    await page().getByRole('status').getByText('มีบันทึกคล้ายกันอยู่แล้ว').waitFor()
    await expect.poll(() => page().getByText(words('activities.twin.short')).count()).toBe(2)
    await page()
      .getByRole('row', { name: /^ตำบลบ้านเกาะ/u })
      .locator('[data-row]')
      .first()
      .click()
    const dialog = page().getByRole('dialog')
    await dialog.getByRole('link', { name: words('activities.twin.open') }).click()
    // the other one: its heads were counted without being told apart
    await expect
      .poll(() => dialog.getByLabel('ผู้เข้าร่วม (ไม่ได้แยกกลุ่ม)', { exact: true }).inputValue())
      .toBe('30')
    await dialog.getByRole('button', { name: words('activities.remove'), exact: true }).click()
    await page()
      .getByRole('alertdialog')
      .or(dialog.last())
      .getByRole('button', { name: words('activities.remove'), exact: true })
      .last()
      .click()
    await expect.poll(() => page().getByText(words('activities.twin.short')).count()).toBe(0)
  })

  it('date a block of steps at once with the keyboard, and take it out again', async () => {
    await visit('/activities?kind=participation')
    await spot('0.0').focus()
    for (const key of ['ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Enter']) await keys.press(key)
    await keys.dialog()
    await keys.press('Control+A')
    await keys.type(typed(past))
    await keys.press('Enter')
    await page().getByRole('dialog').waitFor({ state: 'hidden' })
    await expect.poll(() => page().locator('td[data-done]').count()).toBe(4)
    expect(await spot('0.0').getAttribute('data-done')).toBeNull()
    // back in the matrix, where the cursor was
    await expect.poll(async () => (await keys.focused()).name).toContain('บ้านเกาะ')
    // one cell alone goes without a question
    for (const key of ['ArrowUp', 'Delete']) await keys.press(key)
    await expect.poll(() => page().locator('td[data-done]').count()).toBe(3)
    await keys.press('Control+z')
    await expect.poll(() => page().locator('td[data-done]').count()).toBe(4)
  })

  it('keep what a partner promised, take in what came with two keys, and propose the result of the project', async () => {
    await visit('/activities?kind=partner')
    await page()
      .getByRole('button', { name: words('activities.add.partner') })
      .first()
      .click()
    await keys.dialog()
    await keys.type('องค์การบริหารส่วนจังหวัดนครศรีธรรมราช')
    await keys.press('Escape')
    const dialog = page().getByRole('dialog')
    await dialog.getByLabel(words('activities.projects'), { exact: true }).fill('โครงการ')
    await page().getByRole('option').first().click()
    await dialog.locator('[data-grid-input]').focus()
    for (const key of ['ArrowRight', 'ArrowRight']) await keys.press(key)
    await keys.type('450,000')
    await keys.press('Enter')
    await dialog.getByRole('button', { name: words('activities.save'), exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    const table = page().getByRole('table', { name: words('activities.kind.partner') })
    await table.getByText(words('activities.pledge.state.promised')).waitFor()
    await page().locator('[data-pledge] button').first().focus()
    await keys.press('+')
    await keys.dialog()
    await keys.press('Enter')
    // what the records say of the project is proposed, not written
    await page()
      .getByRole('dialog')
      .getByRole('heading', { name: words('projects.fate.title') })
      .waitFor()
    await page()
      .getByRole('dialog')
      .getByLabel(words('projects.fate.amount'), { exact: false })
      .first()
      .inputValue()
      .then((amount) => expect(amount).toBe('450,000'))
    await page()
      .getByRole('dialog')
      .getByRole('button', { name: words('common.cancel') })
      .click()
    await table.getByText(words('activities.pledge.state.received')).waitFor()
    expect(program.complaints).toEqual([])
  })
})
