/**
 * The acceptance of issue 4 for orders, as a person walks it with the keyboard: an order of the ก.บ.ต. of every tambon,
 * written once, signed together, out as a zip of PDFs.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toArabicDigits } from '../../core/thai/digits.ts'
import { type Keyboard, keyboardOf, words } from './keyboard.ts'
import { type OpenProgram, openInChromium } from './support.ts'

const tambons = ['พรหมโลก', 'บ้านเกาะ', 'อินคีรี', 'ทอนหงส์', 'นาเรียง']
let program: OpenProgram
let keys: Keyboard

beforeAll(async () => {
  program = await openInChromium({ demo: 'district' })
  keys = keyboardOf(program.page)
})
afterAll(async () => {
  await program?.close()
})

describe('orders of every tambon', () => {
  it('are drafted, given common words, signed together and printed in one zip', async () => {
    const { page } = program
    await page.getByRole('main').waitFor()
    await page.evaluate(() => location.assign('#/orders?edition=2566&kind=tambonCommittee'))
    await keys.title(words('orders.title'))
    await keys.enter(words('orders.coverage.draft', { count: tambons.length }))
    await keys.dialog()
    await keys.enter(words('bodies.draftMany.do'))
    await keys.title(words('orders.batch.title'))

    await keys.fill(words('orders.reason'), 'เพื่อให้การจัดทำแผนพัฒนาตำบล{{tambon}}เป็นไปด้วยความเรียบร้อย')
    await keys.reach(words('orders.signatory'))
    await keys.press('Enter')
    await page.getByRole('option').nth(1).waitFor()
    await keys.press('ArrowDown')
    await keys.press('Enter')
    await keys.enter(words('orders.batch.save', { count: tambons.length }))
    await keys.shows(words('orders.batch.saved', { count: tambons.length }))

    await keys.enter(words('orders.batch.sign', { count: tambons.length }))
    await keys.dialog()
    await keys.pick(words('orders.sign.number'))
    await keys.enter(words('orders.sign.do'))
    await page.getByText(/ลงนามแล้ว 5 ฉบับ เลขที่ /u).waitFor()

    await keys.reach(words('orders.batch.pdf'))
    const zip = await program.answerSave(() => keys.press('Enter'))
    const dir = mkdtempSync(path.join(os.tmpdir(), 'amphoe-orders-'))
    execFileSync('unzip', ['-q', zip, '-d', dir])
    const files = execFileSync('ls', [dir], { encoding: 'utf8' }).trim().split('\n')
    expect(files).toHaveLength(tambons.length)
    const texts = files.map((file) =>
      execFileSync('pdftotext', ['-raw', path.join(dir, file), '-'], { encoding: 'utf8' }).replace(
        /\s+/gu,
        '',
      ),
    )
    const numbers: number[] = []
    for (const tambon of tambons) {
      const own = texts.filter((text) => text.includes(`เพื่อให้การจัดทำแผนพัฒนาตำบล${tambon}เป็นไปด้วย`))
      expect(own).toHaveLength(1)
      numbers.push(Number(toArabicDigits(/^คำสั่งอำเภอพรหมคีรีที่([๐-๙]+)\/๒๕๖๕/u.exec(own[0] ?? '')?.[1] ?? '')))
      expect(own[0]).toContain('สั่งณวันที่')
    }
    // in the order of the tambons, behind the orders that the year already has
    expect(numbers[0]).toBeGreaterThan(1)
    expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at))
    expect(program.complaints).toEqual([])
  })
})
