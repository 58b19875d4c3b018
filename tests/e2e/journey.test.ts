/**
 * The whole journey as a person walks it in the window: keyboard only, in Thai, from an empty PC to the province's desk
 * (issue 2 item 3). One office and one province, each with its own records, and a stick between them.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { at } from '../../scripts/lib/project.ts'
import { type Keyboard, keyboardOf, words } from './keyboard.ts'
import { type OpenProgram, openInChromium } from './support.ts'

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

beforeAll(async () => {
  program = await openInChromium()
  program.page.setDefaultTimeout(15_000)
  keys = keyboardOf(program.page)
})
afterAll(() => program.close())
beforeEach(() =>
  onTestFailed(async () => {
    const picture = path.join(os.tmpdir(), 'amphoe-journey-failed.png')
    await program.page.screenshot({ path: picture }).catch(() => undefined)
    console.log(`the screen when it failed: ${picture}`)
  }),
)

/** The area of the main menu, reached with Tab. */
async function area(name: string): Promise<void> {
  await keys.enter(words(name))
  await program.page.waitForTimeout(150)
}

/** Adopts the plan on screen; the dialog comes filled in, Enter records it. */
async function adopt(): Promise<void> {
  await keys.enter(words('plans.page.adopt'))
  await program.page.getByRole('dialog').waitFor()
  await keys.fill(words('plans.adopt.attendees'), '๔๕')
  await keys.press('Enter')
  await program.page.getByRole('dialog').waitFor({ state: 'hidden' })
  await keys.shows(words('plans.state.adopted'))
}

/** Opens the plan of an area on a level, begun if need be. */
async function openPlan(level: 'village' | 'tambon' | 'district' | 'needs', name: string, title: string): Promise<void> {
  await area('nav.plans')
  const order = ['village', 'tambon', 'district', 'needs']
  await keys.reach(words('plans.level.village'))
  for (let step = 0; step < order.indexOf(level); step += 1) await keys.press('ArrowRight')
  await keys.press('Enter')
  await program.page.getByRole('button', { name, exact: false }).first().waitFor()
  await keys.enter(name)
  await program.page.getByRole('dialog').waitFor()
  await keys.press('Enter')
  await keys.title(title)
}

/** Takes up everything that the plans below offer. */
async function takeUpAll(count: number): Promise<void> {
  await keys.enter(words('plans.page.takeUp', { level: '' }))
  await program.page.getByRole('dialog').waitFor()
  await program.page.getByRole('checkbox', { name: words('plans.takeUp.column.choose') }).first().waitFor()
  await keys.press('Control+A')
  await keys.shows(words('plans.takeUp.do', { count }))
  await keys.press('Control+Enter')
  await program.page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** One line of the plan's table: name, class, and money of the plan FY (the years before and after stay empty). */
async function typeProject(name: string, projectClass: string, money: string): Promise<void> {
  await keys.type(name)
  await keys.press('Tab')
  await keys.type(projectClass)
  await keys.press('Tab')
  // issue, objective, target, site, 2566
  for (let column = 0; column < 5; column += 1) await keys.press('Tab')
  await keys.type(money)
  await keys.press('Enter')
  await keys.press('Home')
}

describe('the journey by keyboard', () => {
  it('sets the office up and takes the villages from Excel', async () => {
    await program.page.getByRole('heading', { level: 1, name: words('office.first.welcome.title') }).waitFor()
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
    await keys.paste(['ตำบล\tหมู่ที่\tชื่อหมู่บ้าน\tประชากร\tครัวเรือน\tผู้ใหญ่บ้าน', ...villages.map((row) => row.join('\t'))].join('\n'))
    await keys.shows(words('geography.paste.take', { count: 3 }))
    await keys.enter(words('geography.paste.take', { count: 3 }))
    await program.page.getByRole('navigation', { name: words('nav.label') }).waitFor()
  })

  it('registers the letter of the province with its six duties', async () => {
    await area('nav.directives')
    await keys.enter(words('directives.new'))
    await keys.title(words('directives.new'))
    await keys.enter(words('directives.read.open'))
    await program.page.getByRole('dialog').waitFor()
    await keys.paste(letter)
    await keys.enter(words('directives.read.read'))
    await keys.shows(words('directives.read.duties', { count: 6 }))
    await keys.enter(words('directives.read.use'))
    await program.page.getByRole('dialog').waitFor({ state: 'hidden' })
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
    await keys.paste(`${water}\tเกินศักยภาพ\n${'ซ่อมศาลาประชาคม'}\t`)
    await keys.shows(words('plans.save.waiting', { count: 1 }))
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
    const way = program.page.getByRole('dialog')
    await way.getByText(words('plans.journey.rank', { rank: 1 })).first().waitFor()
    expect(await way.getByRole('listitem').filter({ hasText: words('plans.state.adopted') }).count()).toBe(4)
    await keys.press('Escape')
  })

  it('sets up the tambon committee, makes its order and signs it', async () => {
    await area('nav.bodies')
    await program.page.getByRole('button', { name: 'ก.บ.ต.' }).first().waitFor()
    await keys.reach('ก.บ.ต.')
    await keys.press('Enter')
    await program.page.getByRole('dialog').waitFor()
    await keys.reach(words('bodies.open.name'))
    await keys.press('Enter')
    await keys.title(/คณะกรรมการบริหารงานตำบลแบบบูรณาการ/u)
    await keys.reach(words('bodies.page.seats'))
    const seats = await program.page.getByRole('grid').getAttribute('aria-rowcount')
    await keys.press('Control+Home')
    for (let column = 0; column < 3; column += 1) await keys.press('ArrowRight')
    const people = Array.from({ length: Number(seats) - 2 }, (_, no) => `นาย\tสมมติ${'กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพ'[no] ?? ''}\tตัวอย่าง`)
    await keys.paste(people.join('\n'))
    await keys.shows(new RegExp(words('bodies.page.filled', { filled: people.length, seats: people.length }), 'u'))
    await keys.enter(words('bodies.page.makeOrder'))
    await keys.title(new RegExp(words('orders.title'), 'u'))
    await program.page.frameLocator('iframe').getByText('สมมติก').first().waitFor()
    await keys.enter(words('orders.sign'))
    await program.page.getByRole('dialog').waitFor()
    await keys.press('Enter')
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
    await program.page.getByRole('dialog').waitFor()
    await keys.press('Enter')
    await keys.title(words('papers.letter.title'))
  })

  it('signs the covering letter', async () => {
    await program.page.frameLocator('iframe').getByText(/ผู้ว่าราชการจังหวัดนครศรีธรรมราช/u).first().waitFor()
    await keys.enter(words('papers.sign'))
    await program.page.getByRole('dialog').waitFor()
    await keys.press('Enter')
    await keys.title(/1\/25\d\d/u)
  })
})
void readdirSync
void writeFileSync
void path
