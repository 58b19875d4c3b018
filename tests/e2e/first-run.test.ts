/** The assistant keeps what was typed through a kill, and the demo is one click in and one click out. */
import { afterAll, describe, expect, it } from 'vitest'
import { words } from './keyboard.ts'
import { type OpenProgram, openInChromium } from './support.ts'

let program: OpenProgram | undefined
afterAll(() => program?.close())

describe('first run', () => {
  it('goes on where it was left, with every word that was typed', async () => {
    program = await openInChromium()
    const { page } = program
    page.setDefaultTimeout(15_000)
    await page.getByRole('button', { name: words('office.first.own.begin') }).click()
    await page.getByRole('combobox', { name: /^จังหวัด/u }).fill('เชียงราย')
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: /^อำเภอ/u }).fill('แม่จัน')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: words('common.next') }).click()
    // offered from the area, then changed by hand
    const name = page.getByLabel(new RegExp(`^${words('office.letterhead.name')}`, 'u'))
    await expect.poll(() => name.inputValue()).toBe('ที่ว่าการอำเภอแม่จัน')
    await page.getByLabel(new RegExp(`^${words('office.letterhead.telephone')}`, 'u')).fill('๐ ๕๓๗๗ ๑๐๐๐')
    await page.waitForTimeout(2000)
    // the window is gone without a word, as when the power fails
    await page.goto('about:blank')
    await page.goBack()
    const telephone = page.getByLabel(new RegExp(`^${words('office.letterhead.telephone')}`, 'u'))
    await expect.poll(() => telephone.inputValue()).toBe('๐ ๕๓๗๗ ๑๐๐๐')
    expect(await name.inputValue()).toBe('ที่ว่าการอำเภอแม่จัน')
  })

  it('opens the demo district and leaves it again, with the office still to be set up', async () => {
    const { page, complaints } = program!
    await page.getByRole('button', { name: words('common.back') }).click()
    await page.getByRole('button', { name: words('common.back') }).click()
    await page.getByRole('button', { name: words('office.first.demoDistrict.begin') }).click()
    await page.getByRole('heading', { level: 1, name: words('home.title') }).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: words('common.demo.leave') }).click()
    await page.getByRole('heading', { level: 1, name: words('office.first.welcome.title') }).waitFor()
    await page.getByRole('button', { name: words('office.first.own.resume') }).waitFor()
    expect(complaints).toEqual([])
  })
})
