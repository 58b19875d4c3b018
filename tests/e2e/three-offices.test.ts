/**
 * Laptop, district and province over one stick, by keyboard alone: the district gives a tambon, a laptop begins from it and
 * hands in, the district decides village by village, the laptop settles what came back, the district hands in to the
 * province in an envelope, and settles what the province returned.
 */
import { closeSync, mkdtempSync, openSync, readdirSync, readSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { toThaiDigits } from '../../core/thai/digits.ts'
import {
  addVillages,
  closeAll,
  fakePort,
  finish,
  makePlan,
  openTestCore,
  setUpDistrict,
  setUpProvince,
} from '../support/core.ts'
import { planFy, rowsIn } from '../support/packages.ts'
import { type Keyboard, keyboardOf, words } from './keyboard.ts'
import { type OpenProgram, openInChromium } from './support.ts'

const work = mkdtempSync(path.join(os.tmpdir(), 'amphoe-three-offices-'))
const folder = (name: string) => path.join(work, name)
const stick = mkdtempSync(path.join(work, 'stick-'))
const byLaptop = 'ก่อสร้างถนนคอนกรีตเสริมเหล็กสายหน้าวัด กว้าง 4 เมตร'
const byDistrict = 'ก่อสร้างถนนคอนกรีตเสริมเหล็กสายหน้าวัด กว้าง 5 เมตร'
const corrected = 'ขุดลอกคลองสายกลาง ยาว 900 เมตร'
const laptopName = 'เครื่องตำบลพรหมโลก (นางสาวสมมติ พัฒนากร)'
const reasons = 'ข้อมูลประชากรไม่ตรงทะเบียน'

type Desk = { program: OpenProgram; keys: Keyboard }
const desks = new Map<string, Desk>()
let planIds: string[] = []
let fingerprint = ''

/** An office without a window, for what other tests play by keyboard. */
async function openCore(name: string) {
  const place = { id: 'stick', label: 'KINGSTON', path: stick, removable: true }
  const clock = { now: () => new Date() }
  const port = { ...fakePort, places: async () => [place] }
  return openTestCore({ dataDir: folder(name), clock, seed: name, port })
}

async function deskOf(name: string): Promise<Desk> {
  const there = desks.get(name)
  if (there) return there
  const program = await openInChromium({ dataDir: folder(name), stick })
  program.page.setDefaultTimeout(20_000)
  // keeps the browser asking us and not itself, also between two questions
  program.page.on('filechooser', () => undefined)
  const desk = { program, keys: keyboardOf(program.page) }
  desks.set(name, desk)
  return desk
}

async function leave(name: string): Promise<void> {
  const desk = desks.get(name)
  desks.delete(name)
  expect(desk?.program.complaints).toEqual([])
  await desk?.program.close()
}

const packages = (part = '') =>
  readdirSync(stick).filter((name) => name.includes(part) && /\.amphoe\.zip(\.age)?$/u.test(name))
const gone = ({ program }: Desk) => program.page.getByRole('dialog').waitFor({ state: 'hidden' })

/** The dialog of writing, once it is open. */
async function write(desk: Desk): Promise<void> {
  const { keys, program } = desk
  await keys.enter(words('exchange.write.drive'))
  await program.page.getByText(words('exchange.done.takeOut')).waitFor({ timeout: 90_000 })
  await keys.enter(words('common.close'))
  await gone(desk)
}

/** Every package of the stick is looked at. */
async function look({ keys, program }: Desk): Promise<void> {
  await keys.enter(words('nav.takeIn'))
  await keys.title(words('exchange.in.title'))
  await keys.enter(words('takeIn.drive.look.of', { drive: path.basename(stick) }))
  await program.page.getByText(words('takeIn.many.title', { count: packages().length })).waitFor()
  await gone({ keys, program })
}

/** Takes in the one that is ready; what this office wrote itself, and what is for another one, is only told. */
async function takeOne(desk: Desk): Promise<void> {
  await desk.keys.enter(words('takeIn.many.take', { count: 1 }))
  await desk.program.page.getByText(words('takeIn.many.done', { count: 1, all: 1 })).waitFor()
  await gone(desk)
}

/** Types over the name of the first project of a village's plan. */
async function rename({ keys, program }: Desk, planId: string, name: string): Promise<void> {
  await program.page.evaluate((to) => location.assign(to), `#/plans/${planId}`)
  await keys.title(/แผนพัฒนาหมู่บ้าน/u)
  await keys.reach('แผนพัฒนาหมู่บ้าน')
  await keys.press('Control+Home')
  await keys.type(name)
  await keys.press('Enter')
  await keys.shows(words('plans.save.saved'))
}

const namesAt = (name: string) =>
  rowsIn(folder(name), 'planEntry')
    .sort((a, b) => planIds.indexOf(String(a.planId)) - planIds.indexOf(String(b.planId)))
    .map((row) => row.name)

beforeAll(async () => {
  const [district, province] = [await openCore('district'), await openCore('province')]
  await setUpDistrict(district.client)
  await setUpProvince(province.client)
  const villages = await addVillages(district.client, '800201', 3)
  for (const areaKey of villages) {
    const { planId } = await makePlan(
      district.client,
      { level: 'village', areaKey, planFy },
      [500_000_00],
      null,
    )
    planIds = [...planIds, planId]
  }
  fingerprint = (await district.client.exchange.ownKey()).fingerprint
  await closeAll()
}, 120_000)
afterAll(async () => {
  for (const { program } of desks.values()) await program.close().catch(() => undefined)
  await closeAll()
})
beforeEach(() =>
  onTestFailed(async () => {
    for (const [name, { program }] of desks)
      await program.page
        .screenshot({ path: path.join(os.tmpdir(), `amphoe-three-offices-${name}.png`) })
        .catch(() => undefined)
  }),
)

describe('laptop and district', () => {
  it('the district gives the data of a tambon', async () => {
    const desk = await deskOf('district')
    const { keys } = desk
    await keys.enter(words('nav.fieldwork'))
    await keys.title(words('fieldwork.title'))
    await keys.enter(words('fieldwork.give'))
    await keys.dialog()
    await keys.reach('พรหมโลก')
    await keys.press('Space')
    await keys.enter(words('fieldwork.give.next'))
    await write(desk)
    expect(packages()).toEqual(['นศ-พรหมคีรี-ชุดอ้างอิง-พรหมโลก-001.amphoe.zip'])
  })

  it('a laptop begins with it once the fingerprint was compared, and has a name of its own', async () => {
    const { keys, program } = await deskOf('laptop')
    await keys.enter(words('office.first.package.enter'))
    await keys.title(words('office.first.package.title'))
    await keys.reach(words('office.first.package.choose'))
    await program.answerOpen(path.join(stick, packages()[0] ?? ''), () => keys.press('Enter'))
    await keys.title(words('office.first.begin.title'))
    await keys.shows(toThaiDigits(fingerprint))
    await keys.fill(words('office.staff.name'), 'นางสาวสมมติ พัฒนากร')
    await keys.press('Enter')
    // not before a person says that the fingerprint was compared
    await keys.shows(/เทียบเลขกำกับทางโทรศัพท์ก่อน/u)
    await keys.reach(words('exchange.key.same'))
    await keys.press('Space')
    await keys.enter(words('office.first.package.begin'))
    await program.page
      .getByRole('heading', { level: 1, name: words('home.title') })
      .waitFor({ timeout: 60_000 })
    await keys.shows(laptopName)
    expect(rowsIn(folder('laptop'), 'village')).toHaveLength(3)
  })

  it('it works on two villages and hands in', async () => {
    const desk = await deskOf('laptop')
    await rename(desk, planIds[0] ?? '', byLaptop)
    await rename(desk, planIds[1] ?? '', 'ขุดลอกคลอง')
    await desk.keys.enter(words('nav.exchange.tambon'))
    await desk.keys.title(words('nav.exchange.tambon'))
    await desk.keys.enter(words('exchange.handIn.send'))
    await desk.keys.dialog()
    await write(desk)
    expect(packages('งานตำบล')).toHaveLength(1)
  })

  it('its work is found among other packages, and taken in once its key was compared', async () => {
    const desk = await deskOf('district')
    const { keys, program } = desk
    await rename(desk, planIds[0] ?? '', byDistrict)
    await look(desk)
    // its own reference package lies there too: said, not hidden, not taken in
    await keys.shows(words('takeIn.many.refused.elsewhere'))
    await keys.shows(words('takeIn.many.need.key'))
    const all = program.page.getByRole('button', {
      name: words('takeIn.many.take', { count: 0 }),
      exact: true,
    })
    expect(await all.isDisabled()).toBe(true)
    await keys.enter(words('takeIn.many.confirm'))
    await keys.dialog()
    const confirm = program.page
      .getByRole('dialog')
      .getByRole('button', { name: words('takeIn.many.confirm') })
    expect(await confirm.isDisabled()).toBe(true)
    await keys.reach(words('exchange.key.same'))
    await keys.press('Space')
    await keys.enter(words('takeIn.many.confirm'))
    await gone(desk)
    await takeOne(desk)
  })

  it('a village is not accepted before the field that both changed is chosen; then it merges, and can be undone', async () => {
    const { keys, program } = await deskOf('district')
    const { page } = program
    await keys.enter(words('takeIn.compare'))
    await keys.title(words('fieldwork.work.of', { name: laptopName }))
    await page.getByRole('heading', { name: /บ้านทดสอบ 1/u }).waitFor()
    const accept = page.getByRole('button', {
      name: new RegExp(`^${words('fieldwork.accept.village')}`, 'u'),
    })
    await page.getByText(byLaptop).first().waitFor()
    expect(await accept.isDisabled()).toBe(true)
    // the project and its line in the plan ask the same: one answer for both
    await keys.press('n')
    await keys.press('Space')
    await expect.poll(() => accept.isEnabled()).toBe(true)
    await keys.press('a')
    await page.getByRole('heading', { name: /บ้านทดสอบ 2/u }).waitFor()
    const decided = page.getByRole('row').filter({ hasText: words('fieldwork.decision.accepted') })
    await expect.poll(() => decided.count()).toBe(1)
    await keys.press('Control+Z')
    await expect.poll(() => decided.count()).toBe(0)
    await keys.press('Control+Y')
    await expect.poll(() => decided.count()).toBe(1)
    expect(namesAt('district')[0]).toBe(byLaptop)
  })

  it('a village is returned with reasons and what should stand, and the answer goes on the stick', async () => {
    const desk = await deskOf('district')
    const { keys, program } = desk
    await keys.enter(words('exchange.remark.of', { subject: 'ขุดลอกคลอง – ' }))
    await keys.dialog()
    await keys.reach(words('exchange.remark.field'))
    await keys.press('Enter')
    await program.page.getByRole('option').first().waitFor()
    await keys.press('ArrowDown')
    await keys.press('Enter')
    await program.page.getByRole('listbox').waitFor({ state: 'hidden' })
    await keys.fill(words('exchange.remark.proposed'), corrected)
    await keys.press('Control+Enter')
    await gone(desk)
    await keys.reach(words('fieldwork.return'))
    await keys.press('r')
    await keys.dialog()
    await keys.enter(words('fieldwork.return'))
    // without reasons it is not returned
    expect(await program.page.getByRole('dialog').isVisible()).toBe(true)
    await keys.reach(words('exchange.return.reasons'))
    await keys.type('ชื่อโครงการต้องบอกระยะทาง')
    await keys.press('Control+Enter')
    await gone(desk)
    await keys.enter(words('fieldwork.answer.write'))
    await keys.dialog()
    await write(desk)
    expect(packages('ส่งคืน')).toHaveLength(1)
    expect(namesAt('district')[1]).not.toContain('ขุดลอกคลอง')
  })

  it('the laptop takes the answer in, settles it and hands in again', async () => {
    const desk = await deskOf('laptop')
    const { keys } = desk
    await look(desk)
    await takeOne(desk)
    await keys.enter(words('nav.home'))
    // the value that should stand, and the reasons for the village
    await keys.enter('ที่ว่าการอำเภอพรหมคีรี ขอให้แก้ไข 2')
    await keys.title(words('exchange.corrections.title'))
    await keys.enter(words('exchange.corrections.takeAll', { count: 1 }))
    await keys.shows('ชื่อโครงการต้องบอกระยะทาง')
    await keys.enter(words('exchange.corrections.choice.none.done'))
    await keys.shows(words('exchange.corrections.done.title'))
    expect(namesAt('laptop')[1]).toBe(corrected)
    await keys.enter(words('exchange.corrections.done.handIn'))
    await keys.title(words('nav.exchange.tambon'))
    await keys.enter(words('exchange.handIn.send'))
    await keys.dialog()
    await write(desk)
    await leave('laptop')
  })

  it('the district accepts what is left', async () => {
    const desk = await deskOf('district')
    const { keys, program } = desk
    await look(desk)
    await takeOne(desk)
    await keys.enter(words('takeIn.compare'))
    await keys.enter(words('fieldwork.acceptAll', { count: 1 }))
    await program.page.getByRole('alertdialog').waitFor()
    await keys.enter(words('fieldwork.acceptAll.do'))
    await program.page
      .getByRole('row')
      .filter({ hasText: words('fieldwork.decision.accepted') })
      .first()
      .waitFor()
    expect(namesAt('district').slice(0, 2)).toEqual([byLaptop, corrected])
  })
})

describe('district and province', () => {
  let passphrase = ''

  it('the district hands in to the province, in an envelope with a passphrase', async () => {
    const desk = await deskOf('district')
    const { keys, program } = desk
    await keys.enter(words('nav.exchange.district'))
    await keys.title(words('nav.exchange.district'))
    await keys.enter(words('exchange.handIn.send'))
    await keys.dialog()
    await keys.reach(words('exchange.lock.on'))
    await keys.press('Space')
    await keys.shows(words('exchange.lock.warning'))
    await keys.enter(words('exchange.lock.suggest'))
    passphrase = (await program.page.getByText(/^\d{4}(-\d{4}){4}$/u).textContent()) ?? ''
    await keys.reach(words('exchange.lock.copied'))
    await keys.press('Space')
    await write(desk)
    await keys.shows(words('exchange.sent.locked'))
    const [locked, ...more] = packages('.age')
    expect(more).toEqual([])
    expect(firstBytes(path.join(stick, locked ?? ''), 21)).toBe('age-encryption.org/v1')
  })

  it('the province opens it with the passphrase that it was told, and returns it with corrections', async () => {
    const { keys, program } = await deskOf('province')
    await keys.enter(words('nav.received'))
    await keys.title(words('exchange.in.title'))
    await keys.reach(words('exchange.in.choose'))
    const file = path.join(stick, packages('.age')[0] ?? '')
    await program.answerOpen(file, () => keys.press('Enter'))
    await keys.shows(words('exchange.lock.asked'))
    await keys.fill(words('exchange.lock.first'), passphrase)
    await keys.press('Enter')
    await program.page.getByText(words('exchange.in.whole')).waitFor({ timeout: 60_000 })
    await gone({ keys, program })
    await keys.reach(words('exchange.key.same'))
    await keys.press('Space')
    await keys.enter(words('exchange.in.take'))
    await program.page
      .getByText(words('exchange.received.state.received'))
      .first()
      .waitFor({ timeout: 60_000 })
    await leave('province')

    // asked for, returned and written by keyboard in province.test.ts
    const { client } = await openCore('province')
    const [pack] = await client.exchange.received()
    const packageId = pack?.id ?? ''
    for (const village of rowsIn(folder('province'), 'village').filter(({ mooNo }) => Number(mooNo) < 3)) {
      await client.exchange.saveRemark({
        ...{ id: null, packageId, unit: '', text: '', recordType: 'village', rowId: String(village.id) },
        ...{ field: 'population', proposed: 200 + Number(village.mooNo) },
      })
    }
    await client.exchange.decide({ packageId, decision: 'returned', reasons })
    await finish(client.exchange.exportAnswer({ packageId, placeId: 'stick' }))
    await closeAll()
  })

  it('the district takes at once what was not touched since, and is asked where both changed it', async () => {
    await leave('district')
    const before = await openCore('district')
    const villages = await before.client.geography.villages({ tambonCode: null })
    await before.client.geography.saveVillages({
      rows: villages.flatMap(({ id, ...fields }) =>
        fields.mooNo === 2 ? [{ id, fields: { ...fields, population: 555 } }] : [],
      ),
      dryRun: false,
    })
    await closeAll()
    const desk = await deskOf('district')
    const { keys, program } = desk
    const lines = () => program.page.locator('[data-line]').count()
    const populations = () =>
      rowsIn(folder('district'), 'village')
        .sort((a, b) => Number(a.mooNo) - Number(b.mooNo))
        .map((row) => row.population)
    await look(desk)
    // of the province nothing came before: its key is compared
    await keys.enter(words('takeIn.many.confirm'))
    await keys.dialog()
    await keys.reach(words('exchange.key.same'))
    await keys.press('Space')
    await keys.enter(words('takeIn.many.confirm'))
    await gone(desk)
    await takeOne(desk)
    await keys.enter(words('nav.home'))
    await keys.enter('ศาลากลางจังหวัดนครศรีธรรมราช ขอให้แก้ไข 2')
    await keys.title(words('exchange.corrections.title'))
    expect(await lines()).toBe(2)
    await keys.enter(words('exchange.corrections.takeAll', { count: 1 }))
    await keys.shows(words('exchange.corrections.did.taken'))
    expect(await lines()).toBe(1)
    expect(populations()).toEqual([201, 555, 100])
    await keys.shows(words('exchange.corrections.standing.conflict'))
    // the cursor waits at the line that is left
    expect((await keys.focused()).name).toContain(words('exchange.corrections.choice.conflict.taken'))
    await keys.enter(words('exchange.corrections.choice.conflict.kept'))
    await keys.shows(words('exchange.corrections.done.title'))
    expect(populations()).toEqual([201, 555, 100])
    await keys.press('Control+Z')
    await keys.shows(words('exchange.corrections.standing.conflict'))
    await keys.enter(words('exchange.corrections.choice.conflict.taken'))
    await keys.shows(words('exchange.corrections.done.title'))
    expect(populations()).toEqual([201, 202, 100])
    await keys.enter(words('exchange.corrections.done.handIn'))
    await keys.title(words('nav.exchange.district'))
    await keys.shows(reasons)
    await leave('district')
  })
})

function firstBytes(file: string, length: number): string {
  const handle = openSync(file, 'r')
  const bytes = Buffer.alloc(length)
  readSync(handle, bytes)
  closeSync(handle)
  return bytes.toString('latin1')
}
