/**
 * A province at work on what came by stick, with the keyboard: who is missing, one district read down to the signature, a
 * correction asked for, the package returned with its letter, the answer on the stick, the figures put together.
 */
import { mkdtempSync, readdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeAll, openTestCore, setUpProvince } from '../support/core.ts'
import { bringIn, handIn, makePlans, openDistrict, planFy, removeFolders } from '../support/packages.ts'
import { type Keyboard, keyboardOf, words } from './keyboard.ts'
import { type OpenProgram, openInChromium } from './support.ts'

let program: OpenProgram
let keys: Keyboard

beforeAll(async () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'amphoe-province-'))
  const core = await openTestCore({ dataDir, seed: 'province at work' })
  const officeId = await setUpProvince(core.client)
  const province = { ...core, officeId, stickDir: '' }
  for (const districtCode of ['8002', '8003']) {
    const district = await openDistrict({ districtCode })
    await makePlans(district.client, districtCode)
    await bringIn(province, await handIn(district))
  }
  await core.client.province.expect({
    planFy,
    dueOn: '2022-07-10',
    districtCodes: ['8002', '8003', '8004'],
    duties: [{ duty: 'needsPlan', dueOn: '2022-07-20' }],
  })
  await closeAll()
  program = await openInChromium({ dataDir })
  keys = keyboardOf(program.page)
})
afterAll(async () => {
  await program?.close()
  await closeAll()
  removeFolders()
})

const visit = (href: string) => program.page.evaluate((to) => location.assign(to), `#${href}`)
const board = `/province/board?planFy=${planFy}`

describe('a province', () => {
  it('sees on the home screen who is missing and what waits', async () => {
    const { page } = program
    await visit(`/?planFy=${planFy}`)
    await page.getByRole('heading', { name: words('province.home.missing', { count: 1 }) }).waitFor()
    await page.getByRole('heading', { name: words('province.home.waiting', { count: 2 }) }).waitFor()
  })

  it('narrows the board to a figure and walks its cells with the arrow keys', async () => {
    const { page } = program
    await visit(board)
    await keys.title(words('nav.board'))
    const names = async () => (await page.getByRole('rowheader').allInnerTexts()).map((name) => name.trim())
    await page.getByRole('rowheader', { name: 'ฉวาง' }).waitFor()
    expect(await names()).toEqual(['พรหมคีรี', 'ลานสกา', 'ฉวาง'])
    await keys.enter(words('province.figure.missing'))
    await page.getByRole('rowheader', { name: 'พรหมคีรี' }).waitFor({ state: 'hidden' })
    expect(await names()).toEqual(['ฉวาง'])
    await keys.enter(words('province.figure.expected'))
    await page.getByRole('rowheader', { name: 'พรหมคีรี' }).waitFor()

    // the table is one stop of the Tab key: at the door used last
    await keys.reach('ฉวาง')
    await keys.press('Home')
    expect((await keys.focused()).name).toBe('พรหมคีรี')
    await keys.press('ArrowDown')
    expect((await keys.focused()).name).toBe('ลานสกา')
    await keys.press('ArrowRight')
    expect((await keys.focused()).name).toBe(words('province.do.of', { district: 'ลานสกา' }))
    await keys.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('table') === null)).toBe(true)
    const line = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'พรหมคีรี' }) })
    const seen = (await line.innerText()).replace(/\s+/gu, ' ')
    // five days after the day of the package, in time for the day of its own
    expect(seen).toContain(words('province.timing.late', { count: 5 }))
    expect(seen).toContain(words('province.timing.onTime'))
  })

  it('reads a district down to the signature and asks for a correction', async () => {
    const { page } = program
    await keys.reach(words('province.do.of', { district: 'ลานสกา' }))
    await keys.press('ArrowUp')
    await keys.press('ArrowLeft')
    expect((await keys.focused()).name).toBe('พรหมคีรี')
    await keys.press('Enter')
    await keys.title(words('province.district.title', { district: 'พรหมคีรี' }))
    await keys.enter('แผนความต้องการระดับอำเภอ')
    await page.getByRole('tab', { name: words('province.tab.plans'), selected: true }).waitFor()
    await keys.enter('แผนความต้องการ')
    await keys.title(/แผนความต้องการ/u)
    expect(await page.getByRole('button', { name: words('plans.page.adopt') }).count()).toBe(0)
    await page.getByRole('note', { name: words('province.mirror.label') }).waitFor()

    await keys.enter(words('province.trace.of'))
    await page.getByText(words('province.trace.proof.proved'), { exact: true }).waitFor()
    await keys.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    await keys.enter(words('exchange.remark.of'))
    await keys.dialog()
    await page.getByRole('combobox', { name: words('exchange.remark.field') }).press('Enter')
    await page.getByRole('option', { name: words('records.field.resolution') }).press('Enter')
    await keys.fill(words('exchange.remark.proposed'), 'มติที่ประชุมเห็นชอบให้เสนอจังหวัด')
    await keys.press('Control+Enter')
    await page.getByText(words('exchange.remark.done')).waitFor()
    await visit(`/province/district/8002?planFy=${planFy}`)
    await page.getByText('มติที่ประชุมเห็นชอบให้เสนอจังหวัด').waitFor()
  })

  it('returns the package, drafts its letter and writes the answer to the stick', async () => {
    const { page } = program
    await keys.title(words('province.district.title', { district: 'พรหมคีรี' }))
    await keys.enter(words('province.do.return'))
    await keys.dialog()
    await keys.type('แผนตำบลยังไม่ครบทุกตำบล')
    await keys.press('Control+Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByText('แผนตำบลยังไม่ครบทุกตำบล').first().waitFor()

    await keys.enter(words('province.do.answer'))
    await page.getByRole('dialog').waitFor()
    await keys.enter(words('exchange.write.drive'))
    await page.getByText(words('exchange.done.takeOut')).waitFor({ timeout: 60_000 })
    const written = readdirSync(program.stick, { recursive: true }).map(String)
    expect(written.filter((name) => name.endsWith('.amphoe.zip'))).toHaveLength(1)
    await keys.enter(words('common.close'))
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    await keys.enter(words('province.do.returnLetter'))
    await page.waitForFunction(() => location.hash.startsWith('#/papers/letters/'))
    await page.getByText('แผนตำบลยังไม่ครบทุกตำบล').first().waitFor()
  })

  it('puts the figures together and narrows them to a district', async () => {
    const { page } = program
    await visit(`/province/consolidated?planFy=${planFy}`)
    await keys.title(words('nav.consolidated'))
    const table = page.getByRole('table', {
      name: words('province.consolidated.table', { side: words('province.side.district') }),
    })
    await table.waitFor()
    expect((await table.locator('tfoot').innerText()).replace(/\s+/gu, ' ')).toContain('4 3,000,001')
    await keys.reach('พรหมคีรี')
    await keys.press('Enter')
    await page.getByRole('tab', { name: words('province.side.tambon'), selected: true }).waitFor()
    await page.getByRole('button', { name: /^เลิกดูเฉพาะ.*พรหมคีรี$/u }).waitFor()
    await page.getByRole('rowheader', { name: 'พรหมโลก' }).waitFor()
    await expect.poll(() => page.getByRole('rowheader').count()).toBe(1)
  })

  it('went through without one complaint of the window', () => {
    expect(program.complaints).toEqual([])
  })
})
