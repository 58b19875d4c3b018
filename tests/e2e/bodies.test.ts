/**
 * A headman changes, as a person walks it with the keyboard: one name in one place, the program says before it saves which
 * order no longer holds, the list says why, the draft of the order has the new name, and signed it is current again
 * (issue 4 point 1, PRODUCT.md C5 and C13).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Keyboard, keyboardOf, words } from './keyboard.ts'
import { type OpenProgram, openInChromium } from './support.ts'

const tambon = { code: '800203', name: 'ตำบลอินคีรี' }
const successor = 'นางสาวสมหญิง มาแทนคนเดิม'
let program: OpenProgram
let keys: Keyboard

beforeAll(async () => {
  program = await openInChromium({ demo: 'district' })
  keys = keyboardOf(program.page)
  program.page.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await program?.close()
})

const visit = (href: string) => program.page.evaluate((to) => location.assign(to), `#${href}`)
const cell = (row: number, column: string) =>
  program.page.locator(`[data-row="${row}"][data-column="${column}"]`)

/** The first name of the table, by keyboard; the lists of kinds and tambons may still be on their way. */
async function toFirstHolder(): Promise<void> {
  await program.page.waitForLoadState('networkidle')
  await keys.reach(words('people.posts'))
  await keys.press('Control+Home')
  await keys.press('ArrowRight')
  expect((await keys.focused()).name).toContain(words('people.column.holder'))
}

describe('a headman changes', () => {
  it('is asked about before it is saved, with the committee whose order it touches', async () => {
    const { page } = program
    await page.getByRole('main').waitFor()
    await visit(`/people?tambon=${tambon.code}&kind=villageHead`)
    await keys.title(words('people.title'))
    const before = (await cell(0, 'name').innerText()).trim()
    expect(before).not.toBe('')
    await toFirstHolder()
    await keys.type(successor)
    await keys.press('Enter')
    await keys.dialog()
    await keys.shows(words('people.touched.review', { count: 1 }))
    const dialog = page.getByRole('dialog')
    expect(await dialog.innerText()).toContain(before)
    expect(await dialog.innerText()).toContain(tambon.name)
    // thrown away, the table says what is recorded
    await keys.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect((await cell(0, 'name').innerText()).trim()).toBe(before)

    // and asked again, from a fresh screen
    await page.reload()
    await cell(0, 'name').waitFor()
    await toFirstHolder()
    await keys.type(successor)
    await keys.press('Enter')
    await keys.dialog()
    await keys.shows(words('people.touched.review', { count: 1 }))
    await keys.enter(words('people.changes.save'))
    await dialog.waitFor({ state: 'hidden' })
    await keys.shows(words('people.saved.review', { count: 1, bodies: 1 }))
    await page.waitForFunction(
      (name) => document.querySelector('[data-row="0"][data-column="name"]')?.textContent === name,
      successor,
    )
  })

  it('shows in the list with both names, and the draft of the order has the new one', async () => {
    const { page } = program
    await visit(`/bodies?tambon=${tambon.code}&state=review`)
    await keys.title(words('bodies.title'))
    const list = page.getByRole('region', { name: words('bodies.title') })
    await list.getByText(successor).waitFor()
    expect(await list.innerText()).toContain('→')
    await keys.enter(words('bodies.draft.of', { name: `ก.บ.ต. ${tambon.name}` }))
    await page.waitForURL(/orders\/[0-9a-z]{26}/u)
    await page.frameLocator('iframe').first().getByText(successor).first().waitFor()
  })

  it('is current again once the order is signed, and to be reviewed again when it is undone', async () => {
    const { page } = program
    await keys.enter(words('orders.sign'))
    await keys.dialog()
    // the first number of this year is asked for
    await keys.pick(words('orders.sign.number'))
    await keys.enter(words('orders.sign.do'))
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await visit(`/bodies?tambon=${tambon.code}&kind=tambonCommittee`)
    await keys.title(words('bodies.title'))
    const list = page.getByRole('region', { name: words('bodies.title') })
    await list.getByText(words('bodies.state.current'), { exact: true }).waitFor()
    expect(await list.innerText()).not.toContain(words('bodies.state.review'))
    await keys.press('Control+Z')
    await list.getByText(words('bodies.state.review'), { exact: true }).waitFor()
  })

  it('comes as a list after an election: wrong rows are named, the others saved', async () => {
    const { page } = program
    await visit('/people?kind=villageHead')
    await keys.title(words('people.title'))
    await keys.enter(words('people.paste'))
    await keys.dialog()
    await keys.paste('ตำบล\tหมู่ที่\tชื่อ–สกุล\nทอนหงส์\t1\tนายเลือกตั้ง คนใหม่\nไม่มีตำบลนี้\t1\tนายหลง ทาง')
    await keys.shows(words('people.paste.problem.unknownTambon', { name: 'ไม่มีตำบลนี้' }))
    await keys.shows(words('people.touched.review', { count: 1 }))
    await keys.enter(words('people.paste.take', { count: 1 }))
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await visit('/people?view=persons&q=เลือกตั้ง')
    await page.getByRole('button', { name: 'นายเลือกตั้ง คนใหม่', exact: true }).waitFor()
    await page.getByRole('link', { name: /ก\.บ\.ต\..*ตำบลทอนหงส์/u }).waitFor()
  })

  it('fills the committees of all villages, set up in one go', async () => {
    const { page } = program
    await visit('/bodies')
    await keys.title(words('bodies.title'))
    await keys.enter(words('bodies.openMany'))
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await keys.reach(words('bodies.open.kind'))
    await keys.press('End')
    await dialog.getByText(/^จะตั้ง \d+ คณะ$/u).waitFor()
    const count = Number(/\d+/u.exec(await dialog.getByText(/^จะตั้ง \d+ คณะ$/u).innerText())?.[0])
    expect(count).toBeGreaterThan(20)
    await keys.enter(words('bodies.openMany.do', { count }))
    await dialog.waitFor({ state: 'hidden' })
    await keys.shows(new RegExp(`0/${count} หมู่บ้าน`, 'u'))
    expect(program.complaints).toEqual([])
  })
})
