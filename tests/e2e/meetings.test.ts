/**
 * A joint meeting as an officer holds it, in Chromium over a real core: called, its agenda written, who came marked with
 * one key a person, a plan adopted by its resolution, the minutes printed and signed, and certified by the next meeting.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import type { SeatFields } from '../../core/bodies/rules.ts'
import { addVillages, closeAll, makePlan, openTestCore, setUpDistrict } from '../support/core.ts'
import { words } from './keyboard.ts'
import { type OpenProgram, openInChromium } from './support.ts'

let program: OpenProgram
let planId = ''
const page = () => program.page
const bare = (text: string) => text.replace(/\s+/gu, '')

const seat = (title: string, role: SeatFields['role'], firstName: string, post = ''): SeatFields => ({
  title,
  role,
  filledBy: post === '' ? 'person' : 'post',
  post,
  person: {
    title: 'นาย',
    firstName,
    lastName: 'ใจดี',
    position: post === '' ? 'ผู้ทรงคุณวุฒิ' : '',
    example: true,
  },
})

beforeAll(async () => {
  const dataDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'amphoe-meetings-')), 'data')
  const { client } = await openTestCore({ dataDir })
  await setUpDistrict(client)
  await addVillages(client, '800201', 2)
  const made = await makePlan(client, { level: 'tambon', areaKey: '800201', planFy: 2567 }, [100_00], null)
  planId = made.planId
  await client.plans.propose({ planId })
  const open = async (kind: string, seats: SeatFields[]) => {
    const { id } = await client.bodies.open({ kind, name: '', tambonCode: '800201', villageId: null })
    await client.bodies.saveSeats({ bodyId: id, seats: seats.map((fields) => ({ id: null, fields })) })
  }
  await open('tambonCommittee', [
    seat('ประธานกรรมการ', 'chair', 'หัวหน้า', 'ปลัดอำเภอประจำตำบล'),
    seat('กรรมการ', 'member', 'กำนัน', 'กำนันตำบลพรหมโลก'),
    seat('กรรมการ', 'member', 'ชาวนา'),
    seat('กรรมการและเลขานุการ', 'secretary', 'เลขา'),
  ])
  await open('coordCentreTambon', [
    seat('ประธาน', 'chair', 'ชุมชน'),
    seat('กรรมการ', 'member', 'กำนัน', 'กำนันตำบลพรหมโลก'),
  ])
  await closeAll()
  program = await openInChromium({ dataDir })
  page().setDefaultTimeout(15_000)
  await page().getByRole('main').waitFor({ timeout: 120_000 })
}, 240_000)
afterAll(() => program?.close())
beforeEach(() =>
  onTestFailed(async () => {
    await page()
      .screenshot({ path: path.join(os.tmpdir(), 'amphoe-meetings-failed.png') })
      .catch(() => undefined)
  }),
)

const button = (key: string, params: Record<string, string | number> = {}) =>
  page().getByRole('button', { name: words(key, params), exact: true })
const type = (text: string) => page().keyboard.insertText(text)
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const part = async (tab: string, name: string) => {
  await page()
    .getByRole('tab', { name: words(`meetings.tab.${tab}`) })
    .click()
  await page()
    .getByRole('group', { name: words(`meetings.tab.${tab}`) })
    .getByRole('button', { name: new RegExp(`^${words(`meetings.part.${name}`)}`, 'u') })
    .click()
}
const saved = () => page().getByText(words('common.autosave.saved'), { exact: true }).last().waitFor()

/** Calls a meeting of both bodies on a day, with the keyboard alone. */
async function call(day: string): Promise<void> {
  await page().evaluate(() => location.assign('#/meetings'))
  await button('meetings.open').first().click()
  const dialog = page().getByRole('dialog')
  await dialog.getByRole('combobox').first().focus()
  for (const name of ['ก.บ.ต.', 'ศอช']) {
    await type(name)
    await page().getByRole('option').first().waitFor()
    await press('Enter')
  }
  await expect
    .poll(() => dialog.getByLabel(words('meetings.head.title')).inputValue(), { timeout: 10_000 })
    .toMatch(/ก\.บ\.ต\..*ศอช/u)
  await dialog
    .getByLabel(new RegExp(`^${words('meetings.open.heldOn')}`, 'u'))
    .first()
    .fill(day)
  await press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await page()
    .getByRole('tab', { name: words('meetings.tab.before') })
    .waitFor()
}

describe('a joint meeting', () => {
  it('is called with the members of both bodies, each once', async () => {
    await call('10 ม.ค. 2568')
    await part('during', 'attendance')
    const list = page().getByRole('list', { name: words('meetings.attendance') })
    expect(await list.getByRole('listitem').count()).toBe(5)
    expect(await list.getByText('นายกำนัน ใจดี').count()).toBe(1)
  })

  it('gets a matter by Enter under its head, kept by itself', async () => {
    await part('before', 'agenda')
    const head = page().getByLabel(words('meetings.agenda.headOf', { label: 4 }), { exact: true })
    await head.focus()
    await press('Enter')
    await type('พิจารณาร่างแผนพัฒนาตำบล')
    await press('Enter')
    await type('เรื่องที่จะเลื่อนไปวาระอื่น')
    await press('Alt+ArrowDown')
    await page().getByText(words('meetings.agenda.state.saved'), { exact: true }).waitFor()
    const labelled = (label: string) =>
      page().getByLabel(words('meetings.agenda.matterOf', { label }), { exact: true }).inputValue()
    expect([await labelled('4.1'), await labelled('5.1')]).toEqual([
      'พิจารณาร่างแผนพัฒนาตำบล',
      'เรื่องที่จะเลื่อนไปวาระอื่น',
    ])
    await page().reload()
    await part('before', 'agenda')
    await expect.poll(() => labelled('5.1')).toBe('เรื่องที่จะเลื่อนไปวาระอื่น')
  })

  it('takes who came with one key a person, a stand-in by name, an absence with its reason', async () => {
    await part('during', 'attendance')
    const state = (name: string) =>
      page()
        .getByRole('radiogroup', { name: new RegExp(`^${name}`, 'u') })
        .getAttribute('aria-label')
    await page().getByRole('radiogroup').first().focus()
    // the chairs first: both came; the digit of the Thai layout is another letter on the same key
    await press('Digit1', 'Digit1')
    await press('Digit2')
    await type('นายผู้แทน กำนันดี')
    await press('Tab')
    await type('สารวัตรกำนัน')
    await press('Enter')
    await press('Digit3')
    await type('ติดราชการ')
    await press('Enter')
    await press('Digit1')
    await expect.poll(() => state('นายกำนัน')).toContain(words('meetings.attendance.state.proxy'))
    expect(await state('นายหัวหน้า')).toContain(words('meetings.attendance.state.present'))
    expect(await state('นายชาวนา')).toContain(words('meetings.attendance.state.absent'))
    await page()
      .getByRole('button', { name: `${words('meetings.part.attendance')} (4/5)` })
      .waitFor()
    await page()
      .getByRole('region', { name: words('meetings.quorum') })
      .getByText(/3\/4/u)
      .waitFor()
    await button('meetings.hold').click()
    await page().getByText(words('meetings.state.held'), { exact: true }).waitFor()
  })

  it('keeps what is typed within two seconds, and adopts the plan by its resolution', async () => {
    await part('during', 'record')
    await page().getByLabel(words('meetings.head.openedAt')).first().fill('9.45')
    await page().getByLabel(words('meetings.head.closedAt')).first().fill('12.10')
    await page()
      .getByRole('navigation', { name: words('meetings.agenda.title') })
      .getByText('พิจารณาร่างแผนพัฒนาตำบล')
      .click()
    await page()
      .getByRole('heading', { name: words('meetings.agenda.matterNo', { label: '4.1' }) })
      .waitFor()
    const said = page().getByLabel(words('meetings.matter.text'))
    await said.fill('เลขานุการเสนอร่างแผน ที่ประชุมอภิปรายแล้วไม่มีข้อขัดข้อง')
    await page().waitForTimeout(1900)
    await page().reload()
    await expect.poll(() => said.inputValue()).toMatch(/^เลขานุการเสนอร่างแผน/u)
    await page()
      .getByRole('button', { name: words('meetings.resolution.add', { kind: 'เห็นชอบ' }), exact: true })
      .click()
    await page()
      .getByLabel(new RegExp(`^${words('meetings.resolution.text')}`, 'u'))
      .fill('เห็นชอบแผนพัฒนาตำบลตามที่เสนอ')
    await page().getByLabel(words('meetings.resolution.about')).fill('พรหมโลก')
    await page()
      .getByRole('option', { name: /แผนพัฒนาตำบล/u })
      .first()
      .click()
    await saved()
    await button('meetings.carry.adoptPlan').click()
    await page()
      .getByRole('alertdialog')
      .getByRole('button', { name: words('meetings.carry.adoptPlan') })
      .click()
    await page().getByText(words('meetings.carry.done')).waitFor()
    await page().evaluate((id) => location.assign(`#/plans/${id}`), planId)
    await page().getByText(words('plans.state.adopted')).first().waitFor()
    await page().goBack()
  })

  it('prints minutes that say all of it, and is signed', async () => {
    await part('after', 'minutes')
    await page().locator('iframe').waitFor()
    const file = await program.answerSave(() =>
      page().getByRole('button', { name: 'PDF', exact: true }).click(),
    )
    const text = bare(execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }))
    for (const expected of [
      'พิจารณาร่างแผนพัฒนาตำบล',
      'ไม่มีข้อขัดข้อง',
      'เห็นชอบแผนพัฒนาตำบลตามที่เสนอ',
      'นายผู้แทนกำนันดี',
      '(แทน)',
      'ติดราชการ',
      '๐๙.๔๕',
      '๑๒.๑๐',
      '๑๐มกราคม๒๕๖๘',
    ])
      expect(text).toContain(bare(expected))
    await page()
      .getByRole('button', { name: /^บันทึกลงนามรายงานของ/u })
      .click()
    await page()
      .getByRole('dialog')
      .getByRole('button', { name: words('meetings.minutes.sign.do') })
      .click()
    await page().getByText(words('meetings.minutes.signed'), { exact: true }).waitFor()
    // what was signed can only be read now
    await part('during', 'record')
    await page().getByText(words('meetings.frozen.signed')).waitFor()
    expect(await page().getByLabel(words('meetings.matter.text')).isDisabled()).toBe(true)
  })

  it('is certified by the next meeting of these bodies', async () => {
    await call('10 ก.พ. 2568')
    await part('during', 'attendance')
    await page()
      .getByRole('button', { name: words('meetings.attendance.restCame', { count: 5 }) })
      .click()
    await page()
      .getByRole('button', { name: `${words('meetings.part.attendance')} (5/5)` })
      .waitFor()
    await button('meetings.hold').click()
    await page().getByText(words('meetings.state.held'), { exact: true }).waitFor()
    await part('during', 'record')
    await page()
      .getByRole('navigation', { name: words('meetings.agenda.title') })
      .getByText(/รับรองรายงาน/u)
      .first()
      .click()
    await page()
      .getByRole('button', { name: /^รับรองรายงานการประชุม/u })
      .first()
      .click()
    const dialog = page().getByRole('dialog')
    await dialog.getByLabel(words('meetings.certify.corrections')).fill('หน้า 2 แก้ “ตำบล” เป็น “ตำบลพรหมโลก”')
    await dialog.getByRole('button', { name: words('meetings.certify.do') }).click()
    await page().getByText(words('meetings.certify.done')).waitFor()
    await page().evaluate(() => location.assign('#/meetings?year=2568'))
    await page().getByText(words('meetings.minutes.certified'), { exact: true }).first().waitFor()
  })

  it('made nobody complain', () => {
    expect(program.complaints).toEqual([])
  })
})
