/**
 * The whole journey as a person walks it in the window: keyboard only, in Thai, from an empty PC to the province's desk
 * (issue 2 item 3). One office and one province, each with its own records, and a stick between them.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { at } from '../../scripts/lib/project.ts'
import { desks } from './desks.ts'
import { type Keyboard, words } from './keyboard.ts'
import type { OpenProgram } from './support.ts'

const letter = readFileSync(at('tests', 'fixtures', 'letter-2565.txt'), 'utf8')
const planFy = 2567
const tambon = 'พรหมโลก'
const villages = [
  ['พรหมโลก', '1', 'บ้านต้นน้ำ', '812', '240', 'นายสมมติ หนึ่งดี'],
  ['พรหมโลก', '2', 'บ้านปลายทุ่งใหญ่ใต้ร่มไม้', '640', '198', 'นางสมมุติ สองงาม'],
  ['ต.อินคีรี', 'หมู่ที่ ๓', 'บ้านสวนกลาง', '๕๒๐', '', ''],
]
const road = 'ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายต้นน้ำ–ปลายทุ่ง'
const weaving = 'ฝึกอาชีพจักสานกลุ่มสตรี'
const water = 'ขยายเขตประปาหมู่บ้าน'

let program: OpenProgram
let keys: Keyboard

/** The area of the main menu, reached with Tab. */
async function area(name: string): Promise<void> {
  await keys.enter(words(name))
  await program.page.waitForTimeout(150)
}

/** Adopts the plan on screen; the dialog comes filled in, Enter records it. */
async function adopt(): Promise<void> {
  await keys.enter(words('plans.page.adopt'))
  await keys.dialog()
  await keys.fill(words('plans.adopt.attendees'), '๔๕')
  await keys.press('Enter')
  await program.page.getByRole('dialog').waitFor({ state: 'hidden' })
  await keys.shows(words('plans.state.adopted'))
}

/** Opens the plan of an area on a level, begun if need be. */
async function openPlan(
  level: 'village' | 'tambon' | 'district' | 'needs',
  name: string,
  title: RegExp,
): Promise<void> {
  await area('nav.plans')
  const order = ['village', 'tambon', 'district', 'needs']
  await keys.reach(words('plans.level.village'))
  for (let step = 0; step < order.indexOf(level); step += 1) await keys.press('ArrowRight')
  await keys.press('Enter')
  await program.page.getByRole('button', { name, exact: false }).first().waitFor()
  await keys.enter(name)
  await keys.dialog()
  await keys.press('Enter')
  await keys.title(title)
}

/** Takes up everything that the plans below offer. */
async function takeUpAll(count: number): Promise<void> {
  await keys.enter(words('plans.page.takeUp', { level: '' }))
  await keys.dialog()
  await program.page
    .getByRole('checkbox', { name: words('plans.takeUp.column.choose') })
    .first()
    .waitFor()
  await keys.press('Control+A')
  await keys.shows(words('plans.takeUp.do', { count }))
  await keys.press('Control+Enter')
  await program.page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** One line of the plan's table: name, class, money of the plan FY (the years before and after stay empty), issue. */
async function typeProject(name: string, projectClass: string, money: string): Promise<void> {
  await keys.type(name)
  await keys.press('Tab')
  await keys.type(projectClass)
  await keys.press('Tab')
  await keys.press('Tab') // 2566
  await keys.type(money)
  // 2568, 2569, 2570, total
  for (let column = 0; column < 5; column += 1) await keys.press('Tab')
  await keys.type('โครงสร้าง')
  await keys.press('Enter')
  await keys.press('Home')
}

for (const { name, missing, open } of desks) {
  describe.skipIf(missing)(`the journey by keyboard in ${name}`, () => {
    beforeAll(async () => {
      const desk = await open()
      program = desk.program
      keys = desk.keys
      program.page.setDefaultTimeout(15_000)
    })
    afterAll(() => program.close())
    beforeEach(() =>
      onTestFailed(async () => {
        const picture = path.join(os.tmpdir(), 'amphoe-journey-failed.png')
        await program.page.screenshot({ path: picture }).catch(() => undefined)
        console.log(`the screen when it failed: ${picture}`)
      }),
    )

    it('sets the office up and takes the villages from Excel', async () => {
      await program.page
        .getByRole('heading', { level: 1, name: words('office.first.welcome.title') })
        .waitFor()
      await keys.enter(words('office.first.own.begin'))
      await keys.choose(words('common.province'), 'นครศรี')
      await program.page.waitForTimeout(200)
      await keys.press('Tab')
      await keys.choose(words('common.district'), 'พรหมคีรี')
      await keys.enter(words('common.next'))

      await keys.title(words('office.first.letterhead.title'))
      await keys.fill(words('office.letterhead.agencyCode'), 'นศ ๐๔๑๘')
      await keys.fill(words('office.letterhead.telephone'), '๐ ๗๕๓๙ ๖๐๒๒')
      await keys.enter(words('common.next'))

      await keys.title(words('office.first.people.title'))
      await keys.fill(words('office.staff.name'), 'นางสาวทดสอบ แป้นพิมพ์')
      await keys.fill(words('office.signatory.name'), 'นายตัวอย่าง อำเภอดี')
      await keys.fill(words('office.signatory.position'), 'นายอำเภอพรหมคีรี')
      await keys.enter(words('office.first.people.submit'))

      await keys.title(words('office.first.villages.title'))
      await keys.reach(words('geography.paste.label'))
      await keys.paste(
        ['ตำบล\tหมู่ที่\tชื่อหมู่บ้าน\tประชากร\tครัวเรือน\tผู้ใหญ่บ้าน', ...villages.map((row) => row.join('\t'))].join(
          '\n',
        ),
      )
      await keys.shows(words('geography.paste.take', { count: 3 }))
      await keys.enter(words('geography.paste.take', { count: 3 }))
      await program.page.getByRole('navigation', { name: words('nav.label') }).waitFor()
    })

    it('registers the letter of the province with its six duties', async () => {
      await area('nav.directives')
      await keys.enter(words('directives.new'))
      await keys.title(words('directives.new'))
      await keys.reach(words('directives.register.paste.label'))
      await keys.paste(letter)
      await keys.enter(words('directives.register.paste.read'))
      await keys.shows(words('directives.register.read', { count: 6 }))
      await keys.fill(words('directives.planFy'), String(planFy))
      await keys.enter(words('directives.new.submit'))
      await program.page.waitForURL(/directives\/[0-9a-z]{26}/u)
    })

    it('types a village plan that saves itself, and adopts it', async () => {
      await openPlan('village', 'บ้านต้นน้ำ', /บ้านต้นน้ำ/u)
      await keys.reach('แผนพัฒนาหมู่บ้าน')
      await typeProject(road, 'เกินศักยภาพ', '1.2 ล้าน')
      await typeProject(weaving, 'ทำร่วม', '๔๕,๐๐๐')
      await keys.shows(words('plans.save.saved'))
      // what was typed is in the file, not only on the screen
      await program.page.reload()
      await keys.shows(road)
      await keys.shows('1,245,000')
      await adopt()
    })

    it('takes a pasted village plan too, and says which cell is wrong without losing the rest', async () => {
      await openPlan('village', 'บ้านปลายทุ่ง', /บ้านปลายทุ่ง/u)
      await keys.reach('แผนพัฒนาหมู่บ้าน')
      await keys.paste(`${water}\tเกินศักยภาพ\nซ่อมศาลาประชาคม\t`)
      await keys.shows(words('plans.save.waiting', { count: 1 }))
      // the window goes away before the row is complete: what was typed is still there afterwards
      await program.page.waitForTimeout(1500)
      await program.page.reload()
      await keys.shows('ซ่อมศาลาประชาคม')
      await keys.shows(words('plans.save.waiting', { count: 1 }))
      await keys.reach('แผนพัฒนาหมู่บ้าน')
      await keys.press('Control+Home')
      await keys.press('ArrowDown')
      await keys.press('ArrowRight')
      await keys.type('ทำเอง')
      await keys.press('Enter')
      await keys.shows(words('plans.save.saved'))
      await adopt()
    })

    it('takes the projects up to the tambon, the district and the needs plan', async () => {
      await openPlan('tambon', `ตำบล${tambon}`, new RegExp(`ตำบล${tambon}`, 'u'))
      await takeUpAll(4)
      await keys.shows(road)
      await adopt()

      await openPlan('district', 'อำเภอพรหมคีรี', /แผนพัฒนาอำเภอ/u)
      await takeUpAll(4)
      await adopt()

      await openPlan('needs', 'อำเภอพรหมคีรี', /แผนความต้องการ/u)
      await takeUpAll(4)
      await keys.shows('1,245,000')
      await adopt()
    })

    it('shows the whole way of a project on one line', async () => {
      await area('nav.plans')
      await keys.enter(words('projects.title'))
      await keys.title(words('projects.title'))
      await keys.fill(words('projects.find'), 'ถนนคอนกรีต')
      await keys.shows(words('projects.found', { count: 1 }))
      await keys.enter(road)
      await keys.title(road)
      await keys.enter(words('projects.way'))
      const way = program.page.getByRole('dialog')
      const adopted = way.getByRole('row').filter({ hasText: words('plans.state.adopted') })
      await adopted.first().waitFor()
      expect(await adopted.count()).toBe(4)
      // on one line: the place in each plan, and the day of its meeting
      const line = (
        await way
          .getByText(/ลำดับ 1,/u)
          .first()
          .locator('..')
          .innerText()
      ).replace(/\s+/gu, ' ')
      expect(line.match(/ลำดับ 1, เห็นชอบ/gu)).toHaveLength(4)
      expect(line).toContain(words('plans.outcome.waiting'))
      await keys.press('Escape')
    })

    it('sets up the tambon committee, makes its order and signs it', async () => {
      await area('nav.bodies')
      await keys.enter(words('bodies.open'))
      await keys.dialog()
      await keys.reach(words('bodies.open.name'))
      await keys.press('Enter')
      await keys.title(/คณะกรรมการบริหารงานตำบลแบบบูรณาการ/u)
      await keys.reach(words('bodies.page.seats'))
      const inGrid = () =>
        program.page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null)
      for (let steps = 0; steps < 20 && !(await inGrid()); steps += 1) await keys.press('Tab')
      const seats = await program.page.getByRole('grid').getAttribute('aria-rowcount')
      await keys.press('Control+Home')
      for (let column = 0; column < 4; column += 1) await keys.press('ArrowRight')
      const people = Array.from(
        { length: Number(seats) - 2 },
        (_, no) => `นายสมมติ${'กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพ'[no] ?? ''} ตัวอย่าง`,
      )
      await keys.paste(people.join('\n'))
      // two headmen are known already: who holds a post is changed only when asked
      await keys.dialog()
      await keys.enter(words('people.changes.save'))
      await program.page.getByRole('dialog').waitFor({ state: 'hidden' })
      await keys.shows(words('bodies.page.seatsTab', { filled: people.length, seats: people.length }))
      await keys.enter(words('bodies.page.makeOrder'))
      await keys.title(/^ร่างคำสั่ง/u)
      await program.page.frameLocator('iframe').getByText('สมมติก').first().waitFor()
      await keys.enter(words('orders.sign'))
      await keys.dialog()
      await keys.pick(words('orders.sign.number'))
      await keys.enter(words('orders.sign.do'))
      await program.page.getByRole('dialog').waitFor({ state: 'hidden' })
      await keys.title(/1\/25\d\d/u)
    })

    it('writes and signs the report, whose figures are counted', async () => {
      await area('nav.reports')
      await keys.enter(words('reports.list.open'))
      await keys.title(words('reports.page.title'))
      await program.page.getByRole('button', { name: /แผนพัฒนาตำบล 1 จาก 5/u }).waitFor()
      await keys.fill(words('reports.page.result'), 'ชี้แจงแนวทางแก่กำนัน ผู้ใหญ่บ้าน ครบทุกตำบล')
      await keys.shows(words('common.autosave.saved'))
      await keys.enter(words('reports.sign'))
      await keys.dialog()
      await keys.press('Enter')
      await keys.title(words('papers.letter.title'))
    })

    it('signs the covering letter', async () => {
      await program.page
        .frameLocator('iframe')
        .getByText(/ผู้ว่าราชการจังหวัดนครศรีธรรมราช/u)
        .first()
        .waitFor()
      await keys.enter(words('papers.sign'))
      await keys.dialog()
      await program.page
        .getByRole('dialog')
        .getByText(/ยังไม่มีเลขในโปรแกรม/u)
        .waitFor()
      await keys.pick(words('papers.sign.number'))
      await keys.enter(words('papers.sign.do'))
      await keys.title(/1\/25\d\d/u)
    })

    it('hands everything in on a stick', async () => {
      await area('nav.exchange.district')
      await keys.shows(words('exchange.check.title', { year: planFy }))
      await keys.enter(words('exchange.handIn.send'))
      await keys.dialog()
      await keys.enter(words('exchange.write.drive'))
      await program.page.getByText(words('exchange.done.takeOut')).waitFor({ timeout: 90_000 })
      expect(packages()).toHaveLength(1)
    })

    it('is refused by the province with one byte changed, and taken in as it was handed in', async () => {
      const { program: province, keys: desk } = await open({ stick: program.stick })
      province.page.setDefaultTimeout(15_000)
      try {
        await setUpProvince(province, desk)
        await desk.enter(words('nav.received'))
        await desk.title(words('exchange.in.title'))
        const file = path.join(program.stick, packages()[0] ?? '')
        const damaged = path.join(os.tmpdir(), `amphoe-damaged-${process.pid}.amphoe.zip`)
        const bytes = readFileSync(file)
        bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1
        writeFileSync(damaged, bytes)
        await desk.reach(words('exchange.in.choose'))
        await province.answerOpen(damaged, () => desk.press('Enter'))
        await province.page
          .getByRole('alert')
          .filter({ hasText: /เสียหาย/u })
          .first()
          .waitFor({ timeout: 60_000 })
        await province.page.getByRole('dialog').waitFor({ state: 'hidden' })
        expect(
          await province.page.getByRole('button', { name: words('exchange.in.take'), exact: true }).count(),
        ).toBe(0)

        await desk.reach(words('exchange.in.choose'))
        await province.answerOpen(file, () => desk.press('Enter'))
        await province.page.getByText(words('exchange.in.whole')).waitFor({ timeout: 60_000 })
        await province.page.getByRole('dialog').waitFor({ state: 'hidden' })
        await desk.reach(words('exchange.key.same'))
        await desk.press('Space')
        await desk.enter(words('exchange.in.take'))
        await province.page
          .getByText(words('exchange.received.state.received'))
          .first()
          .waitFor({ timeout: 60_000 })

        await province.page.getByRole('dialog').waitFor({ state: 'hidden' })

        await desk.enter(words('nav.board'))
        await desk.enter(words('province.expect.open'))
        await desk.dialog()
        await desk.fill(words('common.planYear'), String(planFy))
        await desk.fill(words('province.expect.dueOn'), '25 ก.ค. 2565')
        await desk.press('Enter')
        await province.page.getByRole('dialog').waitFor({ state: 'hidden' })
        const line = province.page
          .getByRole('row')
          .filter({ has: province.page.getByRole('rowheader', { name: 'พรหมคีรี' }) })
        await line.waitFor()
        const seen = (await line.innerText()).replace(/\s+/gu, ' ')
        expect(seen).toContain('2/3') // village plans
        expect(seen).toContain('1/5') // tambon plans
        expect(await province.page.getByRole('row').count()).toBe(23 + 2) // every district of the province, head and sum

        // the district's plans can be read, and not be changed
        // the board is one stop of the Tab key, walked with the arrow keys
        await desk.reach('เมืองนครศรีธรรมราช')
        await desk.row('พรหมคีรี')
        await desk.press('Enter')
        await desk.title(/พรหมคีรี/u)
        await desk.enter('แผนความต้องการระดับอำเภอ')
        await province.page.getByRole('tab', { name: words('province.tab.plans'), selected: true }).waitFor()
        await province.page.getByRole('main').getByText('1,245,000').first().waitFor()
        await desk.enter('แผนความต้องการ')
        await desk.shows(road)
        expect(await province.page.getByRole('button', { name: words('plans.page.adopt') }).count()).toBe(0)
        expect(province.complaints.filter((line) => !/422/u.test(line))).toEqual([])
      } catch (error) {
        await province.page
          .screenshot({ path: path.join(os.tmpdir(), 'amphoe-journey-province.png') })
          .catch(() => undefined)
        throw error
      } finally {
        await province.close()
      }
    })

    it('went through without one complaint of the window', () => {
      expect(program.complaints).toEqual([])
    })
  })
}

function packages(): string[] {
  return readdirSync(program.stick).filter((name) => name.endsWith('.amphoe.zip'))
}

async function setUpProvince(province: OpenProgram, desk: Keyboard): Promise<void> {
  await desk.title(words('office.first.welcome.title'))
  await desk.enter(words('office.first.own.begin'))
  await desk.title(words('office.first.area.title'))
  await desk.reach(words('common.profile.district'))
  await desk.press('ArrowDown')
  await desk.press('ArrowDown')
  await desk.press('Tab') // off the choice “จังหวัด”, whose name begins like the field's
  await desk.choose(words('common.province'), 'นครศรี')
  await desk.enter(words('common.next'))
  await desk.title(words('office.first.letterhead.title'))
  await desk.fill(words('office.letterhead.agencyCode'), 'นศ ๐๐๑๙.๓')
  await desk.enter(words('common.next'))
  await desk.title(words('office.first.people.title'))
  await desk.fill(words('office.staff.name'), 'นายจังหวัด แป้นพิมพ์')
  await desk.fill(words('office.signatory.name'), 'นายผู้ว่า ตัวอย่าง')
  await desk.fill(words('office.signatory.position'), 'ผู้ว่าราชการจังหวัดนครศรีธรรมราช')
  await desk.enter(words('office.first.people.submit'))
  await desk.enter(words('office.first.enter'))
  await province.page.getByRole('navigation', { name: words('nav.label') }).waitFor()
}
