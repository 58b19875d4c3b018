/** The plan's table and its score sheet in Chromium over a real core: what people do who come from Excel. */
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeAll, makePlan, openTestCore, setUpDistrict } from '../support/core.ts'
import { type OpenProgram, openInChromium } from './support.ts'

let program: OpenProgram
let planId = ''
beforeAll(async () => {
  const dataDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'amphoe-plan-grid-')), 'data')
  const { client } = await openTestCore({ dataDir })
  await setUpDistrict(client)
  planId = (
    await makePlan(
      client,
      { level: 'tambon', areaKey: '800201', planFy: 2567 },
      [100_00, 200_00, 300_00, 400_00],
      null,
    )
  ).planId
  await closeAll()
  program = await openInChromium({ dataDir })
  await program.page.getByRole('main').waitFor({ timeout: 120_000 })
  await openPlan()
}, 180_000)
afterAll(() => program?.close())

const page = () => program.page
const cell = (row: number, column: string) => page().locator(`[data-row="${row}"][data-column="${column}"]`)
const text = (row: number, column: string) => cell(row, column).textContent()
const column = (key: string) =>
  page().evaluate(
    (name) =>
      [...document.querySelectorAll(`[data-row][data-column="${name}"]`)]
        .sort((a, b) => Number(a.getAttribute('data-row')) - Number(b.getAttribute('data-row')))
        .map((one) => one.textContent),
    key,
  )
const sumOf = (key: string) => page().locator(`[data-sum="${key}"]`).textContent()
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const saved = async () => {
  await page().waitForTimeout(700)
  await page().getByText('บันทึกแล้ว', { exact: true }).waitFor()
  await page().waitForLoadState('networkidle')
}
async function openPlan(): Promise<void> {
  await page().evaluate((to) => location.assign(to), `#/plans/${planId}`)
  await cell(0, 'name').waitFor()
}
/** What Excel lays on the clipboard. */
const paste = (kinds: Record<string, string>) =>
  page().evaluate((given) => {
    const data = new DataTransfer()
    for (const [kind, content] of Object.entries(given)) data.setData(kind, content)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, kinds)
const copied = () =>
  page().evaluate(() => {
    const data = new DataTransfer()
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }),
    )
    return { plain: data.getData('text/plain'), html: data.getData('text/html') }
  })

describe('the table of a plan', () => {
  it('takes a block with merged cells from Excel, adds the rows, adds up at once, and goes back in one step', async () => {
    const before = (await column('name')).length
    await cell(4, 'name').click()
    await paste({
      'text/plain': 'ก\tข\n',
      'text/html': `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><!--StartFragment-->
        <tr><td rowspan=2>ก่อสร้างถนน<br>สายบน</td><td>หมู่บ้านทำเอง</td><td x:num="1200000"><span style='mso-spacerun:yes'>&nbsp;</span>1,200,000.00 </td><td>-</td></tr>
        <tr><td>ทำร่วม</td><td>๒ แสน</td><td rowspan=1>1.5 ล้าน</td></tr>
        <tr><td>ฝายน้ำล้น</td><td>เกินศักยภาพ</td><td></td><td>500</td></tr>
        <!--EndFragment--><![if supportMisalignedColumns]><tr height=0 style='display:none'><td></td></tr><![endif]></table></body></html>`,
    })
    await expect.poll(() => column('name')).toHaveLength(before + 3)
    expect(await text(4, 'name')).toBe('ก่อสร้างถนน สายบน')
    expect(await text(5, 'name')).toBe('ก่อสร้างถนน สายบน')
    expect(await text(4, 'projectClass')).toBe('ทำเอง')
    expect([await text(4, 'y2566'), await text(4, 'y2567')]).toEqual(['1,200,000', ''])
    expect([await text(5, 'y2566'), await text(5, 'y2567')]).toEqual(['200,000', '1,500,000'])
    // before the save is back
    expect(await sumOf('2566')).toBe('2566: 2 / 1,400,000')
    expect(await sumOf('SELF')).toContain('1 / 1,200,000')
    await saved()
    await press('Control+z')
    await expect.poll(() => column('name')).toHaveLength(before)
    await press('Control+y')
    await expect.poll(() => column('name')).toHaveLength(before + 3)
    expect(await text(6, 'y2567')).toBe('500')
  })

  it('keeps what it cannot read in red with the reason, also after closing, till it is put right', async () => {
    await cell(0, 'projectClass').click()
    await paste({ 'text/plain': 'มั่วมาก\tห้าร้อย' })
    await page()
      .getByText(/วางแล้ว แต่อ่านไม่ได้ 2 ช่อง/u)
      .waitFor()
    expect(await text(0, 'y2566')).toBe('ห้าร้อย')
    expect(await cell(0, 'y2566').getAttribute('aria-invalid')).toBe('true')
    await page()
      .getByText(/1 แถวยังไม่ครบ/u)
      .waitFor()
    await page().waitForTimeout(1500)
    await page().reload()
    await cell(0, 'name').waitFor()
    await expect.poll(() => text(0, 'y2566')).toBe('ห้าร้อย')
    await cell(0, 'y2566').click()
    await page().keyboard.type('500')
    await press('Enter')
    await cell(0, 'projectClass').click()
    await page().keyboard.insertText('ทำเอง')
    await press('Enter')
    await saved()
    await page().reload()
    await cell(0, 'name').waitFor()
    await expect.poll(() => text(0, 'y2566')).toBe('500')
    expect(await text(0, 'projectClass')).toBe('ทำเอง')
  })

  it('fills down and to the right, says the sum of what is marked, copies it for Excel', async () => {
    await cell(1, 'y2568').click()
    await page().keyboard.type('1000')
    await press('Enter')
    await cell(1, 'y2568').click()
    await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d', 'Shift+ArrowRight', 'Control+r')
    await expect.poll(() => text(3, 'y2569')).toBe('1,000')
    await expect
      .poll(() => page().locator('[data-grid-sums]').textContent())
      .toBe('มีข้อมูล 6 ช่อง · ผลรวม 6,000 บาท')
    const { plain, html } = await copied()
    expect(plain).toBe('1,000\t1,000\n1,000\t1,000\n1,000\t1,000')
    expect(html.match(/<td /gu)).toHaveLength(6)
    expect(await sumOf('2568')).toBe('2568: 3 / 3,000')
    await saved()
  })

  it('goes about as Excel does: Tab and Enter, Ctrl-arrow, Enter inside a marked block, Ctrl-Enter', async () => {
    const here = () =>
      page().evaluate(() => {
        const one = document.querySelector('.cell.here')
        return `${one?.getAttribute('data-row')} ${one?.getAttribute('data-column')}`
      })
    await cell(1, 'y2566').click()
    await press('Tab', 'Tab', 'Enter')
    expect(await here()).toBe('2 y2566')
    await cell(0, 'name').click()
    await press('Control+ArrowDown')
    expect(await here()).toBe('6 name')
    await cell(0, 'y2569').click()
    await press('Shift+ArrowRight', 'Shift+ArrowDown')
    await press('Enter')
    expect(await here()).toBe('0 y2569')
    await press('Enter', 'Enter', 'Enter', 'Enter')
    expect(await here()).toBe('0 y2569')
    await cell(5, 'y2570').click()
    await press('Shift+ArrowDown')
    await page().keyboard.type('77')
    await press('Control+Enter')
    await expect.poll(async () => [await text(5, 'y2570'), await text(6, 'y2570')]).toEqual(['77', '77'])
    await saved()
  })

  it('a row written into the middle stands there after reloading and is taken back in one step', async () => {
    const before = await column('name')
    await cell(2, 'name').click()
    await page().getByRole('button', { name: 'แทรกแถว' }).click()
    await page().keyboard.insertText('แทรกกลาง')
    await press('Tab')
    await page().keyboard.insertText('ทำร่วม')
    await press('Enter')
    await saved()
    await page().reload()
    await cell(0, 'name').waitFor()
    await expect.poll(() => text(2, 'name')).toBe('แทรกกลาง')
    await cell(0, 'name').click()
    await press('Control+z')
    await expect.poll(() => column('name')).toEqual(before)
  })

  it('Ctrl-Z straight after typing takes back what was typed, not what was before', async () => {
    const before = await text(3, 'y2566')
    await cell(3, 'y2566').click()
    await page().keyboard.type('4321')
    await press('Enter')
    await expect.poll(() => text(3, 'y2566')).toBe('4,321')
    await press('Control+z')
    await expect.poll(() => text(3, 'y2566')).toBe(before)
    expect(await text(2, 'y2568')).toBe('1,000')
  })

  it('filters for reading only; what is edited there lands in its row; the order stays', async () => {
    const before = await column('name')
    await cell(0, 'name').click()
    await press('Control+Shift+l')
    await page().keyboard.insertText('ฝาย')
    await press('Enter')
    await expect.poll(() => column('name')).toEqual(['ฝายน้ำล้น'])
    await page()
      .getByText(/แสดง 1 จาก 7 แถว/u)
      .waitFor()
    await cell(0, 'y2566').click()
    await page().keyboard.type('99')
    await press('Enter')
    await page().getByRole('button', { name: 'ล้างการกรองและการเรียง' }).click()
    await expect.poll(() => column('name')).toEqual(before)
    expect(await text(6, 'y2566')).toBe('99')
    await saved()
  })

  it('finds with Ctrl-F, with Thai digits and without spaces', async () => {
    await cell(0, 'name').click()
    await press('Control+f')
    await page().keyboard.insertText('ก่อสร้างถนนสายบน')
    await page().getByText('ที่ 0 จาก 2 ช่อง').waitFor()
    await press('Enter')
    await page().getByText('ที่ 1 จาก 2 ช่อง').waitFor()
    await press('Escape')
    expect(await page().evaluate(() => document.activeElement?.hasAttribute('data-grid-input'))).toBe(true)
  })

  it('remembers the width that was drawn by keyboard', async () => {
    const width = () => cell(0, 'name').evaluate((one) => Math.round(one.getBoundingClientRect().width))
    await cell(0, 'name').click()
    const before = await width()
    await press('Alt+Shift+ArrowLeft', 'Alt+Shift+ArrowLeft')
    await expect.poll(width).toBe(before - 24)
    await page().reload()
    await cell(0, 'name').waitFor()
    await expect.poll(width).toBe(before - 24)
  })

  it('shows name, class, the years and the total at 1366 px without scrolling', async () => {
    const right = await page()
      .locator('[data-row="0"][data-column="total"]')
      .evaluate((one) => one.getBoundingClientRect().right)
    const edge = await page()
      .locator('[role=grid]')
      .evaluate((one) => one.parentElement?.getBoundingClientRect().right ?? 0)
    expect(right).toBeLessThanOrEqual(edge)
  })
})

describe('the score sheet', () => {
  it('totals and places follow while typing; the plan is put in order and back', async () => {
    await page().evaluate((to) => location.assign(to), `#/plans/${planId}/ranking`)
    await cell(0, 'urgency').waitFor()
    const before = await column('name')
    await cell(0, 'urgency').click()
    await paste({ 'text/plain': '1\t1\t1\t1\t1\t1\t1\n๕\t5\t5\t5\t5\t5\t5\n3\t3\t3\t3\t3\t3\t9' })
    await expect.poll(() => text(1, 'total')).toBe('100.00')
    expect([await text(0, 'scoreRank'), await text(1, 'scoreRank')]).toEqual(['2', '1'])
    expect(await cell(2, 'noOverlap').getAttribute('aria-invalid')).toBe('true')
    await cell(2, 'noOverlap').click()
    await page().keyboard.type('3')
    await press('Enter')
    await expect.poll(() => text(2, 'scoreRank')).toBe('2')
    await saved()
    await page().getByRole('button', { name: 'เรียงลำดับตามคะแนน' }).click()
    await page().getByRole('alertdialog').getByRole('button', { name: 'เรียงลำดับตามคะแนน' }).click()
    await expect
      .poll(async () => (await column('name')).slice(0, 3))
      .toEqual([before[1], before[2], before[0]])
    await cell(0, 'name').click()
    await press('Control+z')
    await expect.poll(() => column('name')).toEqual(before)
  })

  it('had nothing to complain of', () => {
    expect(program.complaints).toEqual([])
  })
})
