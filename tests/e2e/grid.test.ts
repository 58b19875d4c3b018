/** The one table, by keyboard, over a real core: what Excel users do, and what must not get lost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenProgram, openInChromium } from './support.ts'

let program: OpenProgram
beforeAll(async () => {
  program = await openInChromium({ demo: 'district' })
  const { page } = program
  await page.getByRole('main').waitFor({ timeout: 120_000 })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(() => location.assign('#/geography?tambon=800201'))
  await cell(0, 'name').waitFor()
}, 180_000)
afterAll(() => program?.close())

const cell = (row: number, column: string) =>
  program.page.locator(`[data-row="${row}"][data-column="${column}"]`)
const rowCount = () => program.page.locator('[role=grid]').getAttribute('aria-rowcount').then(Number)
const settled = () => program.page.waitForLoadState('networkidle')
/** What a person has on the clipboard after copying in Excel. */
const paste = (text: string) =>
  program.page.evaluate((content) => {
    const data = new DataTransfer()
    data.setData('text/plain', content)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, text)

describe('DataGrid', () => {
  it('types, tabs, enters; Thai goes in; totals follow', async () => {
    const { page } = program
    await cell(0, 'population').click()
    await page.keyboard.type('1500')
    await page.keyboard.press('Tab')
    await page.keyboard.type('400')
    await page.keyboard.press('Enter')
    await expect.poll(() => cell(0, 'population').textContent()).toBe('1,500')
    await expect.poll(() => cell(0, 'households').textContent()).toBe('400')
    await cell(0, 'name').click()
    await page.keyboard.insertText('บ้านทดสอบตาราง')
    await page.keyboard.press('Enter')
    await expect.poll(() => cell(0, 'name').textContent()).toBe('บ้านทดสอบตาราง')
    await settled()
  })

  it('takes back with Ctrl-Z what was saved, and Escape drops what was not', async () => {
    const { page } = program
    await page.keyboard.press('Control+z')
    await expect.poll(() => cell(0, 'name').textContent()).not.toBe('บ้านทดสอบตาราง')
    const before = await cell(1, 'name').textContent()
    await cell(1, 'name').click()
    await page.keyboard.press('F2')
    await page.keyboard.insertText(' แก้')
    await page.keyboard.press('Escape')
    expect(await cell(1, 'name').textContent()).toBe(before)
  })

  it('takes a new total over the men and women of this year, says that they were cleared, and gives them back', async () => {
    const { page } = program
    const open = async (tab: string) => {
      await page.evaluate((to) => location.assign(to), `#/geography?tambon=800201${tab}`)
      await cell(0, 'name').waitFor()
    }
    const figures = `&tab=figures&year=${new Date().getFullYear() + 543}`
    await open(figures)
    await cell(0, 'population').click()
    await page.keyboard.type('1500')
    await page.keyboard.press('Tab')
    await page.keyboard.type('700')
    await page.keyboard.press('Tab')
    await page.keyboard.type('800')
    await page.keyboard.press('Enter')
    await expect.poll(() => cell(0, 'female').textContent()).toBe('800')
    await settled()
    await open('')
    await cell(0, 'population').click()
    await page.keyboard.type('1510')
    await page.keyboard.press('Enter')
    await page.getByText(/^จำนวนชายและหญิงของปี 25\d\d \(1 หมู่บ้าน\) ไม่ตรงกับยอดประชากรใหม่ จึงล้างออก/u).waitFor()
    await open(figures)
    await expect.poll(() => cell(0, 'population').textContent()).toBe('1,510')
    expect(await cell(0, 'male').textContent()).toBe('')
    await cell(0, 'population').click()
    await page.keyboard.press('Control+z')
    await expect.poll(() => cell(0, 'male').textContent()).toBe('700')
    expect(await cell(0, 'population').textContent()).toBe('1,500')
    await open('')
  })

  it('refuses a word where a number belongs, keeps the cursor, and says so', async () => {
    const { page } = program
    const before = await cell(2, 'population').textContent()
    await cell(2, 'population').click()
    await page.keyboard.insertText('ห้าร้อย')
    await page.keyboard.press('Enter')
    await page.getByText('โปรดกรอกเป็นตัวเลข').waitFor()
    await page.keyboard.press('Escape')
    expect(await cell(2, 'population').textContent()).toBe(before)
  })

  it('fills down and copies a block', async () => {
    const { page } = program
    await cell(3, 'households').click()
    await page.keyboard.type('77')
    await page.keyboard.press('Enter')
    await cell(3, 'households').click()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+d')
    await expect.poll(() => cell(5, 'households').textContent()).toBe('77')
    await page.keyboard.press('Control+c')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('77\n77\n77')
    await settled()
  })

  it('adds pasted rows, refuses a block that is too wide', async () => {
    const { page } = program
    const before = await rowCount()
    await cell(before - 2, 'kind').click()
    await paste('หมู่บ้าน\t71\tบ้านวางหนึ่ง\t๑๐๐\t30\r\nหมู่บ้าน\t72\tบ้านวางสอง\t1,200\t40\r\n')
    await expect.poll(rowCount).toBe(before + 2)
    await settled()
    await page.reload()
    await cell(0, 'name').waitFor()
    await expect.poll(rowCount).toBe(before + 2)
    await cell(0, 'headmanName').click()
    await paste('1\t2\t3\t4\t5\t6')
    await page.getByText(/วางไม่ได้ เพราะที่คัดลอกมามี 6 คอลัมน์/u).waitFor()
    expect(await rowCount()).toBe(before + 2)
  })

  it('lets the Tab key out after Escape', async () => {
    const { page } = program
    await cell(0, 'name').click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-grid-input'))).toBe(false)
  })

  it('had nothing to complain of', () => {
    expect(program.complaints).toEqual([])
  })
})
