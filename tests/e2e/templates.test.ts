/** The office's own template, by keyboard: changed, refused while it is wrong, printed, handed on and taken back. */
import { readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenProgram, openInChromium } from './support.ts'

let program: OpenProgram
beforeAll(async () => {
  program = await openInChromium({ demo: 'district' })
  await program.page.getByRole('main').waitFor({ timeout: 120_000 })
}, 180_000)
afterAll(() => program?.close())

const visit = async (href: string) => {
  await program.page.evaluate((to) => location.assign(to), `#${href}`)
}
const paper = () => program.page.frameLocator('iframe').first().locator('body')
const part = (name: RegExp) => program.page.locator('button[data-row]').filter({ hasText: name }).first()

describe('templates of the office', () => {
  it('open from the list; words change on the paper as they are typed', async () => {
    const { page } = program
    await visit('/office?tab=templates')
    await page.getByRole('link', { name: 'หนังสือภายนอก' }).focus()
    await page.keyboard.press('Enter')
    await part(/ชื่อเรื่อง/u).waitFor()
    await part(/รายการหัวเรื่อง.*ชื่อเรื่อง/u).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'คำนำ' }).fill('หัวเรื่อง')
    await expect.poll(() => paper().innerText(), { timeout: 15_000 }).toContain('หัวเรื่อง')
  })

  it('move with Alt-↑ and stay in hand', async () => {
    const { page } = program
    const order = () => page.locator('button[data-row]').allInnerTexts()
    const before = await order()
    const at = before.findIndex((text) => text.startsWith('วันที่'))
    await part(/^วันที่/u).focus()
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(async () => (await order())[at]?.startsWith('วันที่')).toBe(false)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^วันที่/u)
    // the part whose words were open stays the open one
    expect(await page.getByRole('textbox', { name: 'คำนำ' }).inputValue()).toBe('หัวเรื่อง')
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(async () => (await order())[at]?.startsWith('วันที่')).toBe(true)
  })

  it('show where the cursor is, on everything that Tab reaches', async () => {
    const { page } = program
    await part(/^วันที่/u).focus()
    const unseen: string[] = []
    for (let stop = 0; stop < 25; stop += 1) {
      await page.keyboard.press('Tab')
      const name = await page.evaluate(() => {
        const now = document.activeElement
        if (!(now instanceof HTMLElement) || now === document.body) return null
        // a field shows it by the colour of its frame
        if (now.matches('input, textarea, [role=combobox]')) return null
        return getComputedStyle(now).outlineStyle === 'none' ? now.outerHTML.slice(0, 120) : null
      })
      if (name !== null) unseen.push(name)
    }
    expect(unseen).toEqual([])
  })

  it('a mistyped field is named with the one that was meant, and is not kept', async () => {
    const { page } = program
    const words = page.getByRole('textbox', { name: 'ข้อความ', exact: true })
    await words.fill('‹ชื่อเรือง›')
    await page.getByRole('alert').getByText('‹ชื่อเรือง› ที่ใกล้เคียงคือ ‹ชื่อเรื่อง›').waitFor()
    expect(await page.getByRole('button', { name: 'บันทึก', exact: true }).isDisabled()).toBe(true)
    await words.fill('')
    await page.getByRole('button', { name: 'แทรกข้อมูลใน ข้อความ' }).click()
    await page.getByRole('menuitem', { name: 'ชื่อเรื่อง', exact: true }).click()
    expect(await words.inputValue()).toBe('‹ชื่อเรื่อง›')
  })

  it('what a letter cannot be without cannot be hidden', async () => {
    const { page } = program
    await page.getByRole('button', { name: /^ซ่อน วันที่/u }).click()
    await page.getByRole('alert').getByText('เอกสารนี้ขาด “วันที่” ไม่ได้').waitFor()
    expect(await page.getByRole('button', { name: 'บันทึก', exact: true }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: /^แสดง วันที่/u }).click()
  })

  it('is kept, goes to another office as a file, and is the program’s again', async () => {
    const { page } = program
    await page.getByRole('button', { name: 'บันทึก', exact: true }).click()
    await page.getByText('บันทึก “หนังสือภายนอก” แล้ว').waitFor()
    await page.getByText('แก้ไขแล้ว', { exact: true }).waitFor()
    const file = await program.answerSave(() => page.getByRole('button', { name: 'ส่งออกเป็นแฟ้ม' }).click())
    const handed = JSON.parse(readFileSync(file, 'utf8'))
    expect(handed).toMatchObject({ format: 'amphoe-plan/template/1', kind: 'template', id: 'letter' })
    expect(JSON.stringify(handed)).toContain('หัวเรื่อง')

    await page.getByRole('button', { name: 'กลับไปใช้ของโปรแกรม' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'กลับไปใช้ของโปรแกรม' }).click()
    await page.getByRole('button', { name: 'กลับไปใช้ของโปรแกรม' }).waitFor({ state: 'detached' })
    await expect.poll(() => paper().innerText(), { timeout: 15_000 }).not.toContain('หัวเรื่อง')

    const given = path.join(os.tmpdir(), `amphoe-template-${process.pid}.json`)
    writeFileSync(given, JSON.stringify(handed))
    await program.answerOpen(given, () => page.getByRole('button', { name: 'รับจากแฟ้ม' }).click())
    await expect.poll(() => paper().innerText(), { timeout: 15_000 }).toContain('หัวเรื่อง')
    await page.getByText('มีการแก้ไขที่ยังไม่ได้บันทึก').waitFor()
  })

  it('words of orders are forms, each with the program’s beside it', async () => {
    const { page } = program
    await visit('/office?tab=templates&wording=orders')
    await page
      .getByRole('button', { name: /บริหารงานตำบล/u })
      .first()
      .click()
    await page.getByRole('textbox', { name: 'ชื่อเรื่อง' }).first().fill('ตั้งคณะกรรมการตำบล‹ตำบล›')
    await page.getByText(/^ของโปรแกรม: /u).waitFor()
    // on an order of the office, while it is typed
    await expect.poll(() => paper().innerText(), { timeout: 15_000 }).toContain('ตั้งคณะกรรมการตำบล')
    // who leaves finds what was typed again
    await visit('/')
    await page.getByRole('textbox', { name: 'ชื่อเรื่อง' }).first().waitFor({ state: 'detached' })
    await visit('/office?tab=templates&wording=orders')
    await page
      .getByRole('button', { name: /บริหารงานตำบล/u })
      .first()
      .click()
    expect(await page.getByRole('textbox', { name: 'ชื่อเรื่อง' }).first().inputValue()).toBe(
      'ตั้งคณะกรรมการตำบล‹ตำบล›',
    )
    await page.getByRole('button', { name: 'บันทึก', exact: true }).click()
    await page.getByText('บันทึก “ถ้อยคำของคำสั่งแต่งตั้ง” แล้ว').waitFor()
  })

  it('a memo of the office’s own is added, kept, and can be begun with', async () => {
    const { page } = program
    await visit('/office?tab=templates&wording=letters')
    await page.getByRole('combobox', { name: 'เพิ่มแบบร่างของสำนักงาน' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: 'บันทึกข้อความ' }).click()
    const name = page.getByRole('textbox', { name: 'ชื่อ', exact: true })
    await name.waitFor()
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true)
    await name.fill('บันทึกรายงานผลการตรวจเยี่ยม')
    await page.getByRole('textbox', { name: 'ชื่อเรื่อง' }).first().fill('รายงานผลการตรวจเยี่ยม')
    await expect.poll(() => paper().innerText(), { timeout: 15_000 }).toContain('รายงานผลการตรวจเยี่ยม')
    expect(await paper().innerText()).toContain('บันทึกข้อความ')
    await page.getByRole('button', { name: 'บันทึก', exact: true }).click()
    await page.getByText('บันทึก “แบบร่างหนังสือ” แล้ว').waitFor()
    await visit('/papers/letters/new')
    await page.getByText('บันทึกรายงานผลการตรวจเยี่ยม').first().waitFor()
    expect(program.complaints).toEqual([])
  })
})
