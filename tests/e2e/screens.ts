/**
 * Takes a picture of every screen, for eyes: `node tests/e2e/screens.ts --out DIR [--page-dir dist/renderer] [--only home] [--part excel,bank] [--axe]`.
 * `--axe` also lists what axe finds wrong on each of them.
 * 1366×768 and 125 % text, light and dark, empty and full, long names, wrong input, the district and the province.
 * The clock stands at 18 July 2565, a week before the demo's report is due.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Page } from 'playwright-core'
import { type Core, createCore } from '../../core/core.ts'
import type { EntryFields } from '../../core/plans/rules.ts'
import { at } from '../../scripts/lib/project.ts'
import { findBrowser } from '../../web/browser.ts'
import { createPaperPrinter } from '../../web/paper-printer.ts'
import { startServer } from '../../web/server.ts'
import { closeAll, setUpProvince } from '../support/core.ts'
import { blankEntry } from '../support/entries.ts'
import { writeMessyWorkbook } from '../support/messy-workbook.ts'
import {
  answer,
  bringIn,
  choose,
  giveReference,
  handInWork,
  makeFolder,
  openDistrict,
  openLaptop,
  planFy,
  removeFolders,
} from '../support/packages.ts'
import { seedProvince } from '../support/province.ts'

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    'page-dir': { type: 'string', default: at('dist', 'renderer') },
    only: { type: 'string', default: '' },
    part: { type: 'string', default: '' },
    axe: { type: 'boolean', default: false },
  },
})
const out = path.resolve(values.out ?? path.join(os.tmpdir(), 'amphoe-screens'))
mkdirSync(out, { recursive: true })

const words = Object.assign(
  {},
  ...[
    'office',
    'common',
    'geography',
    'directives',
    'exchange',
    'fieldwork',
    'nav',
    'province',
    'activities',
    'reports',
    'projects',
  ].map((area) => JSON.parse(readFileSync(at('renderer', 'i18n', 'th', `${area}.json`), 'utf8'))),
) as Record<string, string>
const word = (key: string) => words[key] ?? key

const work = mkdtempSync(path.join(os.tmpdir(), 'amphoe-screens-'))
const stick = path.join(work, 'KINGSTON')
mkdirSync(stick)
const browserPath = findBrowser() ?? '/usr/bin/chromium'
const printer = createPaperPrinter(browserPath, at('.'))
const core = await createCore({
  dataDir: path.join(work, 'data'),
  resourcesDir: at('resources'),
  port: {
    printPdf: printer.print,
    places: () =>
      Promise.resolve([
        { id: 'usb', label: 'KINGSTON', path: stick, removable: true, freeBytes: 14_200_000_000 },
      ]),
  },
  version: '0.1.0',
  clock: { now: () => new Date('2022-07-18T03:00:00Z') },
})
const server = await startServer({
  core,
  pageDir: path.resolve(values['page-dir'] ?? ''),
  fontsDir: at('resources', 'fonts'),
  port: 0,
})
const browser = await chromium.launch({
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-gpu'],
})
const complaints: string[] = []

async function openWindow(look: Record<string, unknown> = {}, of = server): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'th-TH',
    acceptDownloads: true,
  })
  await context.addInitScript(
    (kept) => localStorage.setItem('amphoe-plan.preferences', kept),
    JSON.stringify(look),
  )
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(`${page.url()} ${String(error)}`))
  page.on('console', (message) =>
    message.type() === 'error' ? complaints.push(`${page.url()} ${message.text()}`) : undefined,
  )
  await page.goto(of.newAddress())
  return page
}

let count = 0
async function shoot(page: Page, name: string, whole = false): Promise<void> {
  count += 1
  if (!name.includes(values.only ?? '')) return
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.waitForTimeout(350)
  const file = path.join(out, `${name}.png`)
  if (values.axe) {
    const { violations } = await new AxeBuilder({ page })
      .exclude('iframe')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa'])
      .analyze()
    for (const one of violations)
      complaints.push(
        `axe ${name}: ${one.id} ×${one.nodes.length} ${one.nodes[0]?.html.slice(0, 160) ?? ''} ${one.nodes[0]?.failureSummary?.split('\n')[1] ?? ''}`,
      )
  }
  if (whole) {
    const height = await page.evaluate(() =>
      Math.max(768, (document.querySelector('main')?.scrollHeight ?? 0) + 90),
    )
    await page.setViewportSize({ width: 1366, height: Math.min(3200, height) })
    await page.waitForTimeout(150)
  }
  await page.screenshot({ path: file })
  if (whole) await page.setViewportSize({ width: 1366, height: 768 })
  console.log(file)
}
async function visit(page: Page, href: string): Promise<void> {
  await page.evaluate((to) => location.assign(to), `#${href}`)
  await page.waitForTimeout(250)
}
const press = (page: Page, name: string) =>
  page
    .getByRole('button', { name: word(name), exact: true })
    .first()
    .click({ timeout: 8000 })
const fill = (page: Page, label: string, text: string) =>
  page
    .getByLabel(new RegExp(`^${word(label).replace(/[()]/gu, '\\$&')}`, 'u'))
    .first()
    .fill(text)
async function attempt(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    complaints.push(`${name}: ${String(error).split('\n')[0]}`)
  }
}

async function firstRun(): Promise<void> {
  const page = await openWindow()
  await page.getByRole('button', { name: word('office.first.own.begin') }).waitFor()
  await shoot(page, '01-first-welcome')
  await press(page, 'office.first.package.enter')
  await shoot(page, '01-first-package')
  await press(page, 'common.back')
  await press(page, 'office.first.own.begin')
  await page.getByRole('combobox', { name: /^จังหวัด/u }).fill('นครศรี')
  await shoot(page, '02-first-area-search')
  await page.keyboard.press('Enter')
  await press(page, 'common.next')
  await shoot(page, '03-first-area-error')
  await page.getByRole('combobox', { name: /^อำเภอ/u }).fill('พรหม')
  await page.waitForTimeout(300)
  await page.keyboard.press('Enter')
  await press(page, 'common.next')
  await page.getByLabel(new RegExp(word('office.letterhead.agencyCode'), 'u')).fill('นศ 0418')
  await fill(page, 'office.letterhead.telephone', '0 7539 6022')
  await shoot(page, '04-first-letterhead', true)
  await fill(page, 'office.letterhead.email', 'ไม่ใช่อีเมล')
  await press(page, 'common.next')
  await shoot(page, '05-first-letterhead-error', true)
  await fill(page, 'office.letterhead.email', 'saraban@promkiri.go.th')
  await press(page, 'common.next')
  await fill(page, 'office.staff.name', 'นางสาวพิมพ์ชนก ทองอร่ามรุ่งเรืองกิจ')
  await fill(page, 'office.signatory.name', 'นายวรวิทย์ ศรีสุวรรณ')
  await fill(page, 'office.signatory.position', 'นายอำเภอพรหมคีรี')
  await shoot(page, '06-first-people')
  await press(page, 'office.first.people.submit')
  await page
    .getByLabel(word('geography.paste.label'))
    .fill(
      'ตำบล\tหมู่ที่\tชื่อหมู่บ้าน\tประชากร\nพรหมโลก\t1\tบ้านนอกท่า\t812\nพรหมโลก\t๒\tบ้านวังลุงตอนบนฝั่งตะวันออก\t1,024\nบ้านเกาะ\t100\tบ้านผิดหมู่\t5\nไม่มีตำบลนี้\t3\tบ้านหลงทาง\t10',
    )
  await shoot(page, '07-first-villages')
  await page.getByRole('button', { name: /บันทึกเฉพาะ/u }).click()
  await page.waitForTimeout(600)
  await shoot(page, '08-home-empty')
  for (const [href, name] of emptyScreens) {
    await visit(page, href)
    await shoot(page, `09-empty${name}`)
  }
  await page.context().close()
}
const emptyScreens: [string, string][] = [
  ['/directives', '-directives'],
  ['/calendar', '-calendar'],
  ['/forums', '-forums'],
  ['/plans', '-plans'],
  ['/bodies', '-bodies'],
  ['/people', '-people'],
  ['/people?view=persons', '-persons'],
  ['/orders', '-orders'],
  ['/activities', '-activities'],
  ['/reports', '-reports'],
  ['/papers', '-papers'],
  ['/papers/lists', '-paper-lists'],
  ['/exchange', '-exchange'],
  ['/nowhere', '-notfound'],
]

const letterFile = at('tests', 'fixtures', 'letter-2565.txt')
const letter = existsSync(letterFile) ? readFileSync(letterFile, 'utf8') : ''

/** A letter is pasted and registered: the seed's, and one with much to look at. */
async function register(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoDistrict' })) void _
  const page = await openWindow()
  await visit(page, '/directives/duties')
  await shoot(page, '12b-duties', true)
  await visit(page, '/directives/editions')
  await shoot(page, '12c-editions')
  const [instruction] = await client.directives.list()
  if (instruction) {
    const place = `/directives/${instruction.id}`
    await visit(page, `${place}?tab=letter`)
    await shoot(page, '12d-directive-letter', true)
    await visit(page, `${place}?tab=told`)
    await shoot(page, '12e-directive-told', true)
    await attempt('tell', async () => {
      await press(page, 'directives.told.add')
      await shoot(page, '12f-tell')
      await page.keyboard.press('Escape')
    })
    await attempt('correct told', async () => {
      await page
        .getByRole('button', { name: /^แก้รายการแจ้ง/u })
        .first()
        .click({ timeout: 8000 })
      await shoot(page, '12f-told-correct')
      await page.keyboard.press('Escape')
    })
    await visit(page, `${place}/edit`)
    await shoot(page, '12g-directive-edit', true)
    await visit(page, `${place}/copy`)
    await shoot(page, '12h-directive-copy', true)
  }
  await visit(page, '/directives/new')
  await shoot(page, '14-register')
  await attempt('register', async () => {
    await page.getByLabel(new RegExp(`^${word('directives.editionFy')}`, 'u')).fill('2022')
    await press(page, 'directives.new.submit')
    await shoot(page, '15-register-error', true)
    await page.getByLabel(word('directives.register.paste.label')).fill(letter)
    await press(page, 'directives.register.paste.read')
    await shoot(page, '16-register-read')
    await shoot(page, '17-register-filled', true)
  })
  await attempt('register with doubts', async () => {
    const text = readFileSync(at('tests', 'fixtures', 'letters', '05-weekday-wrong-arabic.txt'), 'utf8')
    await press(page, 'directives.register.paste.again')
    await page.getByLabel(word('directives.register.paste.again')).fill(text)
    await press(page, 'directives.register.paste.read')
    await press(page, 'directives.register.replace.do')
    await shoot(page, '17-register-doubts')
    await press(page, 'directives.new.submit')
    await shoot(page, '17-register-doubts-error', true)
  })
}

async function district(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoDistrict' })) void _
  const page = await openWindow()
  await page.getByRole('main').waitFor()
  await shoot(page, '10-home')
  await shoot(page, '10-home-whole', true)
  await visit(page, '/directives')
  await shoot(page, '11-directives')
  await attempt('directive', async () => {
    await page.getByRole('main').getByRole('link', { name: /นศ/u }).first().click()
    await shoot(page, '12-directive', true)
    await page.getByRole('button', { name: /ปรับสถานะข้อ 1/u }).click()
    await shoot(page, '13-duty-dialog')
    await page.keyboard.press('Escape')
  })
  await visit(page, '/calendar')
  await shoot(page, '18-calendar')
  for (const view of ['year', 'list', 'windows', 'holidays', 'print']) {
    await visit(page, `/calendar?view=${view}`)
    await shoot(page, `18-calendar-${view}`, view === 'year' || view === 'windows')
  }
  await visit(page, '/geography')
  await shoot(page, '19-geography')
  await attempt('grid', async () => {
    await page.locator('[data-row="2"][data-column="population"]').click()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowRight')
    await shoot(page, '20-grid-block')
    await page.locator('[data-row="1"][data-column="kind"]').click()
    await page.keyboard.press('F2')
    await shoot(page, '21-grid-select')
    await page.keyboard.press('Escape')
    await page.locator('[data-row="1"][data-column="population"]').click()
    await page.keyboard.type('12x')
    await page.keyboard.press('Enter')
    await shoot(page, '22-grid-wrong')
    await page.keyboard.press('Escape')
  })
  await attempt('paste', async () => {
    await press(page, 'geography.paste.open')
    await page.getByLabel(word('geography.paste.label')).fill('พรหมโลก\t1\tบ้านซ้ำ\t812')
    await page.getByRole('region', { name: word('geography.paste.verdicts') }).waitFor()
    await page.waitForTimeout(600)
    await shoot(page, '23-geography-paste')
    await page.keyboard.press('Escape')
  })
  await visit(page, '/geography?tab=laos')
  await shoot(page, '25-laos')
  for (const tab of [
    'letterhead',
    'signatories',
    'rules',
    'rules&rules=bodies',
    'keys',
    'backups',
    'history',
    'display',
  ]) {
    await visit(page, `/office?tab=${tab}`)
    await shoot(page, `26-office-${tab.replace('&rules=', '-')}`, tab === 'letterhead')
  }
  await visit(page, '/exchange')
  await shoot(page, '30-hand-in')
  await attempt('hand in', async () => {
    await press(page, 'exchange.handIn.send')
    await page.waitForTimeout(700)
    await shoot(page, '31-hand-in-where')
    await page.getByLabel(word('exchange.lock.on')).check()
    await page.getByLabel(word('exchange.lock.first'), { exact: true }).fill('พรหมคีรี')
    await page.getByLabel(word('exchange.lock.second'), { exact: true }).fill('พรหมคีรม')
    await shoot(page, '31-hand-in-lock-wrong')
    await press(page, 'exchange.lock.suggest')
    await page.getByText(word('exchange.lock.suggested')).waitFor()
    await shoot(page, '31-hand-in-lock')
    await page.getByLabel(word('exchange.lock.on')).uncheck()
    await press(page, 'exchange.write.drive')
    await page.waitForTimeout(700)
    await shoot(page, '31-hand-in-progress')
    await page.getByText(word('exchange.done.takeOut')).waitFor({ timeout: 240_000 })
    await shoot(page, '32-hand-in-done')
    await press(page, 'exchange.sheet.print')
    await page.waitForTimeout(2500)
    await shoot(page, '33-covering-sheet')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await shoot(page, '33-sent')
  })
  for (const [href, name] of otherScreens) {
    await visit(page, href)
    await page.waitForTimeout(500)
    await shoot(page, name)
  }
  await page.context().close()

  const dark = await openWindow({ mode: 'dark' })
  for (const [href, name] of [
    ['/', 'home'],
    ['/geography', 'geography'],
    ['/directives/new', 'register'],
    ['/calendar', 'calendar'],
    ['/exchange', 'exchange'],
    ['/office', 'office'],
  ] as const) {
    await visit(dark, href)
    await shoot(dark, `40-dark-${name}`)
  }
  await dark.context().close()
  const large = await openWindow({ textScale: 1.25 })
  for (const [href, name] of [
    ['/', 'home'],
    ['/geography', 'geography'],
    ['/directives/new', 'register'],
    ['/exchange', 'exchange'],
  ] as const) {
    await visit(large, href)
    await shoot(large, `41-large-${name}`)
  }
  await large.context().close()
  const english = await openWindow({ language: 'en' })
  for (const [href, name] of [
    ['/', 'home'],
    ['/exchange', 'exchange'],
  ] as const) {
    await visit(english, href)
    await shoot(english, `42-english-${name}`)
  }
  await english.context().close()
}
const otherScreens: [string, string][] = [
  ['/geography?tab=laos&view=list', '49-laos-list'],
  ['/?show=charts', '49-home-charts'],
  ['/?show=duties', '49-home-duties'],
  ['/progress', '49-progress'],
  ['/progress?state=late', '49-progress-late'],
  ['/progress?show=charts', '49-progress-charts'],
  ['/progress?show=paper', '49-progress-paper'],
  ['/office?tab=staff', '49-staff'],
  ['/plans', '50-plans'],
  ['/projects', '51-projects'],
  ['/duplicates?between=agency&minimum=90', '51-duplicates-none'],
  ['/bodies', '52-bodies'],
  ['/activities', '53-activities'],
  ['/reports', '54-reports'],
  ['/papers', '55-papers'],
]

/** Excel in and out, table layouts: in the demo district. */
async function excel(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoDistrict' })) void _
  const plan = (await client.plans.list({ level: 'village', planFy: null, tambonCode: null })).find(
    (one) => one.state === 'draft',
  )
  const messy = path.join(work, 'บัญชีโครงการ ต.พรหมโลก แก้ไขล่าสุด (2).xlsx')
  await writeMessyWorkbook(messy)
  const walk = async (page: Page, tail: string) => {
    await visit(page, '/sheets/import')
    await shoot(page, `80-import-nowhere${tail}`)
    await visit(page, `/sheets/import?target=planEntries&targetId=${plan?.id ?? ''}`)
    await shoot(page, `81-import-file${tail}`)
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'เลือกแฟ้ม' }).first().click(),
    ])
    await chooser.setFiles(messy)
    await page.getByText('ซ่อนอยู่').waitFor()
    await shoot(page, `82-import-sheets${tail}`)
    await page.getByRole('button', { name: /^ใช้แผ่นงาน บัญชี/u }).click()
    await page.getByRole('heading', { name: 'ตามที่โปรแกรมเข้าใจ' }).waitFor()
    await shoot(page, `83-import-map${tail}`, true)
    await page.getByLabel(/^คอลัมน์ I /u).selectOption({ label: 'ลักษณะการดำเนินการ' })
    await page.getByRole('button', { name: 'ทดลองนำเข้า' }).last().click()
    await page.getByRole('heading', { name: 'ผลการทดลองนำเข้า' }).waitFor()
    await shoot(page, `84-import-check${tail}`)
    await page.getByRole('button', { name: /^ทั้งหมด/u }).click()
    await shoot(page, `84-import-check-all${tail}`)
    const commit = page.getByRole('button', { name: /^นำเข้าเฉพาะ/u })
    // the second time the same file changes nothing
    if ((await commit.count()) > 0) {
      await commit.click()
      await page.getByRole('button', { name: 'เลิกทำการนำเข้านี้ทั้งหมด' }).waitFor()
      await shoot(page, `85-import-result${tail}`)
    }
    await visit(page, `/plans/${plan?.id ?? ''}`)
    await page.getByRole('button', { name: 'Excel' }).click()
    await shoot(page, `86-excel-menu${tail}`)
    await page.getByRole('menuitem', { name: /^ส่งออก/u }).click()
    await page.getByLabel('CSV (.csv) สำหรับระบบอื่น').check()
    await shoot(page, `86-export${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, '/office?tab=layouts')
    await shoot(page, `87-layouts${tail}`)
    await visit(page, '/office?tab=layouts&layout=villagePlan')
    await page.waitForTimeout(1500)
    await shoot(page, `88-layout${tail}`, true)
    await page.getByLabel('ขนาดตัวอักษร (พอยต์)').fill('99')
    await page.getByLabel('คำหน้ายอดรวมทั้งตาราง').fill('รวม {{salary}}')
    await shoot(page, `88-layout-wrong${tail}`)
    await visit(page, '/office?tab=layouts&layout=listVillages')
    await page.waitForTimeout(1500)
    await shoot(page, `89-layout-villages${tail}`, true)
  }
  const page = await openWindow()
  await page.getByRole('main').waitFor()
  await attempt('excel', () => walk(page, ''))
  await page.context().close()
  const dark = await openWindow({ mode: 'dark' })
  await dark.getByRole('main').waitFor()
  await attempt('excel dark', () => walk(dark, '-dark'))
  await dark.context().close()
}

/** Appointment orders: the list, a set of many, an amendment with its chain, a signed one, nothing at all. */
async function orders(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoDistrict' })) void _
  const bodies = await client.bodies.list({ editionFy: 2565 })
  const tambons = bodies.filter((body) => body.kind === 'tambonCommittee').map((body) => body.id)
  const { batchId } = await client.orders.openMany({ bodyIds: tambons, editionFy: 2566, combine: false })
  const { ids } = await client.orders.openMany({ bodyIds: tambons, editionFy: 2567, combine: true })
  const signed = (await client.orders.list({ editionFy: null })).find((one) => one.standing === 'inForce')
  const bodyId = signed?.bodyId ?? ''
  const { seatRows } = await client.bodies.get({ id: bodyId })
  const person = {
    title: 'ว่าที่ร้อยตรี',
    firstName: 'เกียรติศักดิ์พงษ์พิพัฒน์ธนากร',
    lastName: 'ศรีสุวรรณประเสริฐรุ่งเรืองกิจไพบูลย์',
    position: 'ผู้อำนวยการโรงพยาบาลส่งเสริมสุขภาพตำบลบ้านนอกท่า รักษาราชการแทนสาธารณสุขอำเภอ',
    example: true,
  }
  await client.bodies.saveSeats({
    bodyId,
    seats: [
      ...seatRows.slice(1).map(({ id, title, role, filledBy, post, person }) => ({
        id,
        fields: { title, role, filledBy, post, person },
      })),
      { id: null, fields: { title: 'กรรมการ', role: 'member', filledBy: 'person', post: '', person } },
    ],
  })
  const { id: amend } = await client.orders.open({ bodyId, editionFy: 2565, action: 'amend' })
  const walk = async (page: Page, tail: string) => {
    await visit(page, '/orders')
    await shoot(page, `70-orders${tail}`)
    await visit(page, '/orders?standing=annulled')
    await shoot(page, `70-orders-none${tail}`)
    await visit(page, `/orders/batch/${batchId}`)
    await page.waitForTimeout(1200)
    await shoot(page, `71-orders-batch${tail}`)
    await shoot(page, `71-orders-batch-whole${tail}`, true)
    await page.getByRole('button', { name: /^ลงนาม \d+ ฉบับ/u }).click()
    await page.waitForTimeout(500)
    await shoot(page, `72-orders-batch-sign${tail}`)
    await page.keyboard.press('Escape')
    for (const [id, name] of [
      [amend, 'amend'],
      [ids[0] ?? '', 'combined'],
      [signed?.id ?? '', 'signed'],
    ] as const) {
      await visit(page, `/orders/${id}`)
      await page.waitForTimeout(1200)
      await shoot(page, `73-order-${name}${tail}`)
      await shoot(page, `73-order-${name}-whole${tail}`, true)
    }
    await page.getByRole('button', { name: 'ตัดออก' }).click()
    await shoot(page, `74-order-annul${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, '/orders/00000000000000000000000000')
    await shoot(page, `75-order-unknown${tail}`)
  }
  const page = await openWindow()
  await page.getByRole('main').waitFor()
  await attempt('orders', () => walk(page, ''))
  await page.context().close()
  const dark = await openWindow({ mode: 'dark' })
  await dark.getByRole('main').waitFor()
  await attempt('orders dark', () => walk(dark, '-dark'))
  await dark.context().close()
}

/** Project bank: search, the page of one project, papers with files, จ.1-1, place, proposal pack. */
async function bank(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoDistrict' })) void _
  const { rows } = await client.projects.search({
    text: 'ถนน',
    filters: { readiness: 'missing' },
    offset: 0,
    limit: 4,
  })
  const id = rows[0]?.id ?? ''
  for (const [at, row] of rows.entries())
    await client.projects.savePlace({ projectId: row.id, latitude: 8.52 + at / 100, longitude: 99.8 })
  const papers = (await client.projects.get({ id })).papers
  const note = (at: number, state: 'have' | 'asked' | 'notNeeded') =>
    client.projects.saveDocument({
      projectId: id,
      document: papers[at]?.key ?? '',
      state,
      number: 'นศ 77301/45',
      dated: '2022-06-15',
      note: '',
    })
  await note(0, 'asked')
  const { id: documentId } = await note(1, 'have')
  const attach = async (
    table: 'project' | 'projectDocument',
    subject: string,
    name: string,
    bytes: Buffer,
  ) => {
    const once = async function* () {
      yield bytes
    }
    const { token } = await core.files.put(name, once(), 'screens')
    for await (const _ of await client.attachments.add({ token, table, id: subject })) void _
  }
  const picture = readFileSync(at('tests', 'e2e', 'road.png'))
  await attach('projectDocument', documentId ?? '', 'หนังสือยินยอมให้ใช้ที่ดิน นายดำ.pdf', Buffer.from('%PDF-1.4'))
  await attach('project', id, 'ภาพถ่ายสภาพถนนก่อนดำเนินการ หมู่ที่ 3 บ้านนอกท่า ช่วงหน้าวัด.png', picture)
  await attach('project', id, 'ประมาณการเบื้องต้น.csv', Buffer.from('ลำดับ,รายการ'))
  const walk = async (page: Page, tail: string) => {
    await visit(page, '/projects?text=ถนน')
    await shoot(page, `90-bank${tail}`)
    await visit(page, '/')
    await visit(page, '/projects?text=ถนน คอนกรท หินผาไกล')
    await shoot(page, `90-bank-likely${tail}`)
    await visit(page, '/')
    await visit(page, '/projects?text=เครื่องบินเจ็ต')
    await shoot(page, `90-bank-none${tail}`)
    for (const tab of ['entries', 'papers', 'files', 'brief', 'place']) {
      await visit(page, `/projects/${id}?tab=${tab}`)
      await shoot(page, `91-project-${tab}${tail}`, tab === 'brief')
    }
    await page.getByLabel('พิมพ์หรือวางพิกัด').fill('99.81234, 9.52345')
    await shoot(page, `91-project-place-typed${tail}`)
    await visit(page, `/projects/${id}?tab=papers`)
    await page.getByRole('button', { name: /ยินยอม/u }).first().click()
    await shoot(page, `92-project-paper${tail}`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'ชุดเสนอโครงการ' }).click()
    await page.getByRole('button', { name: 'จัดทำ', exact: true }).click()
    await page.getByText('จัดทำแล้ว').waitFor({ timeout: 30_000 })
    await shoot(page, `93-project-pack${tail}`)
  }
  for (const mode of ['light', 'dark'] as const) {
    const page = await openWindow({ mode })
    await page.getByRole('main').waitFor()
    await attempt(`bank ${mode}`, () => walk(page, mode === 'dark' ? '-dark' : ''))
    await page.context().close()
  }
}

/** The plan's table at work (marked block, find, filter, unread cells) and its score sheet, empty, begun and frozen. */
async function planTable(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoDistrict' })) void _
  const plans = (await client.plans.list({ level: null, planFy: null, tambonCode: null })).filter(
    (one) => one.entries >= 8,
  )
  const draft = plans.find((one) => one.state !== 'adopted') ?? plans[0]
  const adopted = plans.find((one) => one.state === 'adopted')
  if (!draft) return
  const planId = draft.id
  const walk = async (page: Page, tail: string) => {
    const cell = (row: number, column: string) =>
      page.locator(`[data-row="${row}"][data-column="${column}"]`).first()
    await visit(page, `/plans/${planId}`)
    await cell(1, 'name').click()
    for (const key of ['Shift+ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowRight'])
      await page.keyboard.press(key)
    await shoot(page, `57-table${tail}`)
    await page.keyboard.press('Control+f')
    await page.keyboard.insertText('ถนน')
    await page.keyboard.press('Enter')
    await shoot(page, `57-table-find${tail}`)
    await page.keyboard.press('Escape')
    await cell(0, 'projectClass').click()
    await page.keyboard.press('Control+Shift+l')
    await shoot(page, `57-table-menu${tail}`)
    await page.keyboard.insertText('ทำ')
    await page.keyboard.press('Enter')
    await shoot(page, `57-table-filter${tail}`)
    await press(page, 'common.grid.lookClear')
    await visit(page, `/plans/${planId}/ranking`)
    await shoot(page, `58-ranking${tail}`)
    await visit(page, `/plans/${adopted?.id ?? planId}/ranking`)
    await shoot(page, `58-ranking-frozen${tail}`, true)
  }
  for (const [look, tail] of [
    [{}, ''],
    [{ mode: 'dark', textScale: 1.25 }, '-dark-125'],
  ] as const) {
    const page = await openWindow(look)
    await page.getByRole('main').waitFor()
    await attempt(`plan table${tail}`, () => walk(page, tail))
    await page.context().close()
  }
}

/** Forums, the ways of projects, editions side by side, what was given back, the new year, the lists for others. */
async function plansAndForums(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoDistrict' })) void _
  const plans = await client.plans.list({ level: null, planFy: null, tambonCode: null })
  const adopted = plans.filter((one) => one.level === 'tambon' && one.state === 'adopted')
  const tambon = adopted.sort((a, b) => b.entries - a.entries)[0]
  if (!tambon) throw new Error('the demo has no adopted tambon plan')
  const { level, areaKey, planFy } = tambon
  const { id: changed } = await client.plans.open({ level, areaKey, planFy, edition: 'change' })
  const { rows } = await client.plans.get({ id: changed })
  const [first, second] = rows
  if (first && second) {
    const name = `${first.name} ช่วงที่ 2 ต่อจากของเดิมถึงเขตตำบล`
    const budgets = first.budgets.map((one) => ({ ...one, amount: one.amount + 125_000_00 }))
    await client.plans.saveEntries({
      planId: changed,
      rows: [{ id: first.id, fields: { ...first, name, budgets } }],
      removed: [second.id],
      order: [],
      dryRun: false,
    })
  }
  const offered = (await client.plans.candidates({ planId: changed })).find(
    (one) => one.alreadyTakenId === null && one.returned === null,
  )
  if (offered)
    await client.plans.returnEntry({
      entryId: offered.id,
      byPlanId: changed,
      reason: 'ยังไม่มีหนังสือยินยอมให้ใช้ที่ดินของเจ้าของที่ดินทั้งสองฝั่งคลอง ขอให้แนบก่อนพิจารณาครั้งต่อไป',
    })
  const forums = await client.forums.list({ planFy })
  const held = forums.find((one) => one.needs > 0) ?? forums[0]
  const walk = async (page: Page, tail: string) => {
    await visit(page, '/forums')
    await shoot(page, `70-forums${tail}`)
    for (const tab of ['record', 'before', 'needs', 'carry', 'photos']) {
      await visit(page, `/forums/${held?.id ?? ''}?tab=${tab}`)
      await shoot(page, `71-forum-${tab}${tail}`)
    }
    await visit(page, `/forums/${held?.id ?? ''}?paper=minutes`)
    await page.locator('iframe').waitFor()
    await shoot(page, `71-forum-minutes${tail}`)
    await visit(page, `/plans/ways?tambon=${areaKey}`)
    await shoot(page, `72-ways${tail}`)
    await visit(page, `/plans/ways?tambon=${areaKey}&paper=1`)
    await page.locator('iframe').waitFor()
    await shoot(page, `72-ways-sheet${tail}`)
    await visit(page, `/plans/${changed}/difference`)
    await shoot(page, `73-difference${tail}`)
    await visit(page, `/plans/${changed}`)
    await shoot(page, `73-edition${tail}`)
    await page.getByRole('button', { name: /^นำโครงการจาก/u }).click()
    await page.getByRole('dialog').getByRole('table').waitFor()
    await shoot(page, `74-take-up${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, '/plans?level=village')
    await shoot(page, `75-returns${tail}`)
    if (offered) {
      await visit(page, `/plans/${offered.planId}`)
      await shoot(page, `75-returned${tail}`)
    }
    await visit(page, '/plans/new-year')
    await shoot(page, `76-new-year${tail}`)
    await visit(page, '/papers/lists')
    await shoot(page, `77-lists${tail}`)
    await visit(page, '/papers/lists?paper=province')
    await page.locator('iframe').waitFor()
    await shoot(page, `77-lists-province${tail}`)
    for (const view of ['', '?view=decisions']) {
      await visit(page, `/duplicates${view}`)
      await shoot(page, `78-duplicates${view === '' ? '' : '-decided'}${tail}`)
    }
    for (const tab of ['figures', 'laos']) {
      await visit(page, `/geography?tab=${tab}`)
      await shoot(page, `79-${tab}${tail}`)
    }
  }
  for (const mode of ['light', 'dark'] as const) {
    const page = await openWindow({ mode })
    await page.getByRole('main').waitFor()
    await attempt(`plans and forums ${mode}`, () => walk(page, mode === 'dark' ? '-dark' : ''))
    await page.context().close()
  }
}

/** Meetings: the list, a joint one before, while and after it goes on, what follows from resolutions. */
async function meetings(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoDistrict' })) void _
  const { rows } = await client.meetings.list({ year: null })
  const of = (state: string) => rows.find((one) => one.state === state)?.id ?? ''
  const [planned, held, closed] = [of('planned'), of('held'), of('closed')]
  const resolved = (await client.meetings.get({ id: held })).items.find((item) => item.resolutions.length > 1)
  const walk = async (page: Page, tail: string) => {
    await visit(page, '/meetings')
    await shoot(page, `90-meetings${tail}`)
    await visit(page, '/meetings?year=2560')
    await shoot(page, `90-meetings-none${tail}`)
    await visit(page, '/meetings?open=1')
    await page.getByRole('dialog').getByRole('combobox').first().fill('ก.บ.อ.')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.waitForTimeout(500)
    await shoot(page, `91-meeting-open${tail}`)
    await page.keyboard.press('Escape')
    for (const [tab, part] of [
      ['before', 'head'],
      ['before', 'agenda'],
      ['before', 'invite'],
      ['during', 'attendance'],
      ['during', 'record'],
      ['after', 'resolutions'],
      ['after', 'minutes'],
      ['after', 'files'],
    ]) {
      await visit(page, `/meetings/${planned}?tab=${tab}&part=${part}`)
      await shoot(page, `92-meeting-planned-${part}${tail}`)
      await visit(page, `/meetings/${held}?tab=${tab}&part=${part}`)
      await shoot(page, `93-meeting-held-${part}${tail}`)
    }
    await visit(page, `/meetings/${held}?tab=before&part=agenda&paper=agenda`)
    await page.locator('iframe').waitFor()
    await shoot(page, `94-meeting-agenda-paper${tail}`)
    await visit(page, `/meetings/${planned}?tab=before&part=head&paper=signIn`)
    await page.locator('iframe').waitFor()
    await shoot(page, `94-meeting-signin-paper${tail}`)
    await visit(page, `/meetings/${closed}?tab=after&part=minutes`)
    await shoot(page, `95-meeting-closed-minutes${tail}`)
    await visit(page, `/meetings/${closed}?tab=after&part=resolutions`)
    await shoot(page, `95-meeting-closed-resolutions${tail}`)
    await visit(page, `/meetings/${planned}?tab=during&part=attendance`)
    await page.getByRole('radio', { name: 'แทน', exact: true }).nth(1).click()
    await page.getByRole('radio', { name: 'ไม่มา', exact: true }).nth(2).click()
    await page.keyboard.insertText('ติดราชการ')
    await page.waitForTimeout(600)
    await shoot(page, `96-attendance-work${tail}`)
    await visit(page, `/meetings/${held}?tab=during&part=record&item=${resolved?.id ?? ''}`)
    await shoot(page, `96-record-resolved${tail}`, true)
    await visit(page, '/meetings/follow-ups')
    await shoot(page, `97-follow-ups${tail}`)
    await visit(page, '/meetings/follow-ups?paper=1')
    await page.locator('iframe').waitFor()
    await shoot(page, `97-follow-ups-paper${tail}`)
    await visit(page, '/meetings/follow-ups')
    await page
      .getByRole('button', { name: /^บันทึกผล/u })
      .first()
      .click()
    await shoot(page, `98-follow-up-dialog${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, '/meetings/00000000000000000000000000')
    await shoot(page, `99-meeting-nowhere${tail}`)
  }
  for (const [look, tail] of [
    [{}, ''],
    [{ mode: 'dark', textScale: 1.25 }, '-dark-125'],
  ] as const) {
    const page = await openWindow(look)
    await page.getByRole('main').waitFor()
    await attempt(`meetings${tail}`, () => walk(page, tail))
    await page.context().close()
  }
}

/** Committees, posts and persons: the list with reasons, many at once, seats, a successor, a pasted list. */
async function bodiesAndPeople(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoDistrict' })) void _
  const posts = await client.people.list({ tambonCode: null, kind: 'villageHead' })
  const heads = posts.filter((post) => post.holder !== null && post.seats > 0)
  const [first, second, third] = heads
  if (!first || !second || !third) throw new Error('no headmen in the demo')
  const person = (title: string, firstName: string, lastName: string) => ({
    title,
    firstName,
    lastName,
    position: '',
    example: true,
  })
  await client.people.appoint({
    postId: first.id,
    person: person('นางสาว', 'พรรณวดีศรีสุนทร', 'ทองอร่ามรุ่งเรืองกิจวัฒนา'),
    startsOn: '2022-07-01',
    acting: false,
    leave: { endsOn: '2022-06-30', endReason: 'retired' },
    dryRun: false,
  })
  await client.people.vacate({ postId: second.id, endsOn: '2022-07-10', endReason: 'died' })
  await client.people.appoint({
    postId: third.id,
    person: person('นาย', 'ผู้สืบทอด', 'ล่วงหน้า'),
    startsOn: '2022-10-01',
    acting: false,
    leave: null,
    dryRun: false,
  })
  await client.rules.addItem({
    id: 'bodies',
    values: {
      ...{
        name: 'คณะทำงานป้องกันน้ำท่วมลุ่มน้ำคลองนอกท่าและคลองอ้ายเขียวระดับตำบล',
        shortName: 'คปน.ต.',
        area: 'tambon',
      },
      ...{ nameTemplate: 'คณะทำงานป้องกันน้ำท่วม ตำบล{{tambon}}', minimum: 5, maximum: null, termYears: null },
      ...{ appointer: 'นายอำเภอ', reviewedYearly: true, source: 'คำสั่งอำเภอ', certainty: 'Q' },
    },
  })
  const bodies = await client.bodies.list({ editionFy: null })
  const review = bodies.find((body) => body.state === 'review')
  const walk = async (page: Page, tail: string) => {
    await visit(page, '/bodies')
    await shoot(page, `56-bodies${tail}`)
    await visit(page, '/bodies?by=tambon&state=review')
    await shoot(page, `56-bodies-review${tail}`)
    await visit(page, '/bodies?kind=tambonCommittee')
    await page.getByRole('checkbox', { name: /^เลือกทุกคณะ/u }).check()
    await shoot(page, `56-bodies-chosen${tail}`)
    await page.getByRole('button', { name: 'ร่างคำสั่งพร้อมกัน' }).click()
    await shoot(page, `56-bodies-draft-many${tail}`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'ตั้งหลายคณะ' }).click()
    await page.getByLabel('ชนิด', { exact: true }).selectOption('villageCommittee')
    await shoot(page, `56-bodies-open-many${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, '/bodies?paper=state')
    await page.locator('iframe').waitFor()
    await shoot(page, `56-bodies-paper${tail}`)
    await visit(page, `/bodies/${review?.id ?? ''}`)
    await shoot(page, `57-body${tail}`)
    await page.getByRole('button', { name: 'อื่น ๆ' }).click()
    await shoot(page, `57-body-menu${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, `/bodies/${review?.id ?? ''}?tab=orders`)
    await shoot(page, `57-body-orders${tail}`)
    await visit(page, `/bodies/${review?.id ?? ''}?paper=members`)
    await page.locator('iframe').waitFor()
    await shoot(page, `57-body-members${tail}`)
    await visit(page, '/people')
    await shoot(page, `58-people${tail}`)
    await page.locator('[data-row="4"][data-column="name"]').click()
    await page.keyboard.type('นางสาวสมหญิง รักไทย')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.waitForTimeout(600)
    await shoot(page, `58-people-asks${tail}`)
    await page.keyboard.press('Escape')
    await page.locator('[data-row="5"][data-column="post"]').click()
    await page.getByRole('button', { name: 'เปลี่ยนผู้ดำรงตำแหน่ง' }).click()
    await page
      .getByRole('dialog')
      .getByLabel(/^ชื่อ–สกุล/u)
      .fill('นางสาวสมหญิง รักไทย')
    await page.waitForTimeout(900)
    await shoot(page, `58-people-appoint${tail}`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'วางรายชื่อ' }).click()
    await page
      .getByLabel(word('geography.paste.label'))
      .fill(
        'ตำบล\tหมู่ที่\tชื่อ–สกุล\tตั้งแต่วันที่\nพรหมโลก\t2\tนายใหม่ มาแล้ว\t1 ก.ค. 2565\nพรหมโลก\t๓\tนางสาวสมหญิง รักไทย\t\nไม่มีตำบลนี้\t1\tนายหลง ทาง\t\nพรหมโลก\t4\tนายวันผิด ปฏิทิน\t31 ก.พ. 2565',
      )
    await page.waitForTimeout(900)
    await shoot(page, `58-people-paste${tail}`)
    await page.getByLabel(word('geography.paste.label')).fill('')
    await page.waitForTimeout(1000)
    await page.keyboard.press('Escape')
    await visit(page, '/office?tab=rules&rules=bodies')
    await shoot(page, `56-rules-own${tail}`)
    await page.getByRole('button', { name: 'เพิ่มรายการของสำนักงาน' }).click()
    await shoot(page, `56-rules-own-add${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, '/office?tab=rules&rules=seat-templates')
    await page.getByRole('button', { name: 'เพิ่มรายการของสำนักงาน' }).click()
    await shoot(page, `56-rules-own-seat${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, `/people/${first.id}`)
    await shoot(page, `59-post${tail}`)
    await visit(page, '/people?view=persons&q=ทอง')
    await shoot(page, `59-persons${tail}`)
    await visit(page, '/people?view=persons&q=ไม่มีใครชื่อนี้')
    await shoot(page, `59-persons-none${tail}`)
  }
  for (const mode of ['light', 'dark'] as const) {
    const page = await openWindow({ mode })
    await page.getByRole('main').waitFor()
    await attempt(`bodies and people ${mode}`, () => walk(page, mode === 'dark' ? '-dark' : ''))
    await page.context().close()
  }
}

/** Letters of all forms, to one and to many, their registers: 23 districts, long names, what cannot be filled in. */
async function letters(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoProvince' })) void _
  const models = await client.papers.letterModels()
  const { rows } = await client.papers.addresseesOf({ group: 'districtChiefs', bodyIds: [] })
  const [signer] = await client.office.signatories()
  const save = async (key: string, addressees: typeof rows, change: object = {}) => {
    const model = models.find((one) => one.key === key)
    if (!model) throw new Error(`no model ${key}`)
    const fields = { ...model.fields, dated: null, signatoryId: signer?.id ?? null, ...change }
    return (await client.papers.saveLetter({ id: null, fields, addressees })).id
  }
  const memo = await save('memoToSign', [])
  const wrong = await save('reminder', rows, {
    paragraphs: [{ text: 'ขอให้อำเภอ{{อำเถอ}}รายงานผลภายในกำหนด' }, { text: 'จึงเรียนมาเพื่อดำเนินการ' }],
    subject: 'ติดตามการรายงานผลการดำเนินงานของคณะกรรมการบริหารงานตำบลแบบบูรณาการในพื้นที่อำเภอ{{อำเภอ}} '.repeat(2),
  })
  const many = await save('reminder', rows, {
    numbering: 'each',
    annexes: [
      {
        title: 'รายชื่อตำบลที่ยังไม่รายงาน',
        orientation: 'landscape',
        text: '',
        table: { head: ['ที่', 'ตำบล'], rows: [['1', 'พรหมโลก']] },
      },
    ],
  })
  await client.papers.signLetter({ id: many, signedOn: '2022-07-15', number: { kind: 'first' } })
  const blank = await save('reminder', rows.slice(0, 1))
  await client.papers.signLetter({ id: blank, signedOn: '2022-07-15', number: { kind: 'blank' } })
  await client.papers.reserveNumbers({ register: 'outgoing', year: 2565, count: 3, reason: 'กลุ่มงานยุทธศาสตร์' })
  await client.papers.cancelNumber({
    register: 'memo',
    year: 2565,
    number: 1,
    reason: 'พิมพ์ผิด ทำลายฉบับเดิมแล้ว',
  })
  const walk = async (page: Page, tail: string) => {
    await visit(page, '/papers')
    await shoot(page, `76-letters${tail}`)
    await visit(page, '/papers?q=ไม่มีเรื่องนี้')
    await shoot(page, `76-letters-not-found${tail}`)
    await visit(page, '/papers/letters/new')
    await shoot(page, `77-letter-new${tail}`)
    await visit(page, '/papers/letters/new?form=memo&blank=1')
    await shoot(page, `77-memo-blank${tail}`)
    for (const [id, name] of [
      [memo, 'memo'],
      [wrong, 'many'],
      [many, 'signed'],
      [blank, 'blank-number'],
    ] as const) {
      await visit(page, `/papers/letters/${id}`)
      await page.waitForTimeout(1200)
      await shoot(page, `78-letter-${name}${tail}`)
      await shoot(page, `78-letter-${name}-whole${tail}`, true)
    }
    await visit(page, `/papers/letters/${wrong}`)
    await page.getByRole('tab', { name: /^ผู้รับ/u }).click()
    await page.waitForTimeout(600)
    await shoot(page, `79-letter-addressees${tail}`)
    await page.getByRole('button', { name: 'เติมจากกลุ่ม' }).click()
    await shoot(page, `79-letter-group${tail}`)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').getByRole('button', { name: 'ยกเลิก' }).click()
    await page.getByRole('button', { name: /^วางจาก Excel/u }).click()
    await shoot(page, `79-letter-paste${tail}`)
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: /^เอกสารแนบท้าย/u }).click()
    await page.getByRole('button', { name: 'เพิ่มเอกสารแนบท้าย' }).click()
    await shoot(page, `79-letter-annexes${tail}`)
    await visit(page, `/papers/letters/${memo}`)
    await page.getByRole('button', { name: 'ลงนามและออกเลข' }).click()
    await page.waitForTimeout(500)
    await shoot(page, `80-letter-sign${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, '/papers/registers?register=outgoing&year=2565')
    await shoot(page, `81-register${tail}`)
    await page.getByRole('button', { name: 'จองเลข' }).click()
    await shoot(page, `81-register-reserve${tail}`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'นำเข้าเลขที่ใช้แล้ว' }).click()
    await page
      .getByLabel('แถวของทะเบียน')
      .fill('40\t18 ม.ค. 2565\tส่งแผนพัฒนาอำเภอ\tผู้ว่าราชการจังหวัด\nx\t1 ม.ค. 65\tไม่มีเลข\n45\t20 ม.ค. 2564\tปีผิด')
    await page.waitForTimeout(800)
    await shoot(page, `82-register-import${tail}`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'พิมพ์ทะเบียน' }).click()
    await page.waitForTimeout(1200)
    await shoot(page, `83-register-print${tail}`)
    await visit(page, '/papers/registers?register=announcement&year=2565')
    await shoot(page, `84-register-empty${tail}`)
  }
  const page = await openWindow()
  await page.getByRole('main').waitFor()
  await attempt('letters', () => walk(page, ''))
  await page.context().close()
  const dark = await openWindow({ mode: 'dark' })
  await dark.getByRole('main').waitFor()
  await attempt('letters dark', () => walk(dark, '-dark'))
  await dark.context().close()
}

/** The office's own templates and wording: the list, the editor right and wrong, versions, the words of orders. */
async function templates(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoDistrict' })) void _
  const walk = async (page: Page, tail: string) => {
    await visit(page, '/office?tab=templates')
    await shoot(page, `98-templates${tail}`)
    await visit(page, '/office?tab=templates&template=letter')
    await page.waitForTimeout(1800)
    await shoot(page, `98-template${tail}`)
    const label = page.getByRole('button', { name: /^รายการหัวเรื่อง.*ชื่อเรื่อง/u }).first()
    await label.click()
    const words = page.getByRole('textbox', { name: 'คำนำ' })
    await words.fill('เรื่อง (ทดสอบชื่อที่ยาวมากของอำเภอที่มีชื่อยาว)')
    await page.waitForTimeout(1500)
    await shoot(page, `98-template-open${tail}`, true)
    await page.getByRole('textbox', { name: 'ข้อความ' }).first().fill('‹ชื่อเรือง›')
    await page.waitForTimeout(700)
    await shoot(page, `98-template-wrong${tail}`)
    await page.getByRole('textbox', { name: 'ข้อความ' }).first().fill('‹ชื่อเรื่อง›')
    await page.getByRole('button', { name: word('common.save'), exact: true }).click()
    await page.waitForTimeout(1200)
    await page.getByRole('button', { name: /^ต่างจากโปรแกรม/u }).click()
    await shoot(page, `98-template-compare${tail}`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'กลับไปใช้ของโปรแกรม' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'กลับไปใช้ของโปรแกรม' }).click()
    await page.waitForTimeout(900)
    await page.getByRole('button', { name: 'ฉบับก่อน' }).click()
    await shoot(page, `98-template-versions${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, '/office?tab=templates&template=planBook')
    await page.waitForTimeout(2200)
    await shoot(page, `98-template-book${tail}`, true)
    await visit(page, '/office?tab=templates&wording=orders')
    await page
      .getByRole('button', { name: /บริหารงานตำบล/u })
      .first()
      .click()
    await page.getByRole('textbox', { name: 'ชื่อเรื่อง' }).first().fill('ตั้งคณะกรรมการตำบล‹ตำบล›')
    await page.waitForTimeout(1800)
    await shoot(page, `98-wording-paper${tail}`)
    await page.getByRole('textbox', { name: 'ชื่อเรื่อง' }).first().fill('ตั้งคณะกรรมการตำบล‹ตำบน›')
    await page.waitForTimeout(400)
    await shoot(page, `98-wording${tail}`, true)
    await visit(page, '/office?tab=templates&wording=letters')
    await page.getByRole('combobox', { name: 'เพิ่มแบบร่างของสำนักงาน' }).click()
    await page.getByRole('option', { name: 'บันทึกข้อความ' }).click()
    await page.waitForTimeout(1800)
    await shoot(page, `98-wording-letters${tail}`, true)
  }
  const page = await openWindow()
  await page.getByRole('main').waitFor()
  await attempt('templates', () => walk(page, ''))
  await page.context().close()
  const dark = await openWindow({ mode: 'dark' })
  await dark.getByRole('main').waitFor()
  await attempt('templates dark', () => walk(dark, '-dark'))
  await dark.context().close()
}

/** Activities: the four rooms at work, what is typed wrong, long names, nothing at all, their papers. */
async function activities(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoDistrict' })) void _
  const editionFy = (await client.directives.list())[0]?.editionFy ?? 2565
  const list = await client.activities.list({ editionFy, kind: null })
  const held = list.find((one) => one.kind === 'session')
  const partner = list.find((one) => one.kind === 'partner' && one.pledged !== null)
  const { rows } = await client.projects.search({ text: 'ถนน', offset: 0, limit: 1 })
  // the same workshop once more, as two officers write it down
  const twin = list.find((one) => one.kind === 'workshop' && one.tambonCode !== null)
  if (twin)
    await client.activities.quick({
      editionFy,
      kind: 'workshop',
      tambonCode: twin.tambonCode,
      heldOn: twin.heldOn,
      subject: '',
      place: '',
      attendance: [],
      steps: [],
      evidence: '',
    })
  if (held) {
    const { id: _id, officeId: _office, tambonName: _name, persons: _n, timing: _late, ...rest } = held
    const { pledged: _p, received: _r, awaitsResult: _a, files: _f, twinId: _t, ...fields } = rest
    await client.activities.save({
      id: null,
      fields: {
        ...fields,
        subject:
          'ประชุมเชิงบูรณาการคณะกรรมการบริหารงานตำบลแบบบูรณาการร่วมกับองค์กรปกครองส่วนท้องถิ่นและกำนันผู้ใหญ่บ้าน '.repeat(2),
        place: 'ห้องประชุมใหญ่ศูนย์การเรียนรู้ชุมชนตำบลนาเรียงเฉลิมพระเกียรติ',
      },
    })
    await client.activities.save({
      id: null,
      fields: {
        ...fields,
        kind: 'partner',
        state: 'held',
        attendance: [],
        tambonCode: '800201',
        subject: 'ประสานงบประมาณซ่อมถนนสายหลักของตำบลพรหมโลก',
        partnerName: 'สำนักงานพัฒนาชุมชนอำเภอพรหมคีรี',
        projectIds: rows.map((row) => row.id),
      },
      pledges: [
        {
          form: 'money',
          what: 'สนับสนุนงบประมาณก่อสร้างถนนคอนกรีตเสริมเหล็ก',
          amount: 450_000_00,
          projectId: rows[0]?.id ?? null,
          dueOn: '2022-06-30',
          withdrawnOn: null,
          note: '',
          receipts: [{ receivedOn: '2022-06-15', what: '', amount: 150_000_00, evidence: 'ใบเสร็จ 12/65' }],
        },
        {
          form: 'work',
          what: 'ช่างควบคุมงาน 2 คน',
          amount: null,
          projectId: null,
          dueOn: null,
          withdrawnOn: null,
          note: '',
        },
      ],
    })
    await client.activities.save({
      id: null,
      fields: { ...fields, kind: 'partner', attendance: [], subject: 'ขอรับการสนับสนุน', partnerName: 'พช.' },
    })
  }
  const walk = async (page: Page, tail: string) => {
    for (const kind of ['session', 'workshop', 'participation', 'partner']) {
      await visit(page, `/activities?kind=${kind}`)
      await shoot(page, `53-activities-${kind}${tail}`)
      await visit(page, `/activities?kind=${kind}&edition=2560`)
      await shoot(page, `53-activities-${kind}-none${tail}`)
    }
    await visit(page, '/activities?kind=session')
    await page.getByLabel('ผู้เข้าร่วม', { exact: true }).fill('กำนัน 12 ผี 3 ศอช 7')
    await page.keyboard.press('Enter')
    await shoot(page, `53-activities-quick${tail}`)
    await page.getByLabel('ผู้เข้าร่วม', { exact: true }).fill('')
    await page.getByRole('button', { name: word('activities.paste') }).click()
    await page
      .getByLabel(word('geography.paste.label'))
      .fill(
        'วันที่\tตำบล\tเรื่อง\tสถานที่\tจำนวน\n3 มี.ค. 2565\tพรหมโลก\tประชุมชี้แจงแนวทาง\tศาลากลางบ้าน\t32\n31 ก.พ. 2565\tบ้านเกาะ\tวันผิด\t\t10\n5 มี.ค. 2565\tไม่มีตำบลนี้\tตำบลผิด\t\tสามสิบ',
      )
    await page.waitForTimeout(900)
    await shoot(page, `53-activities-paste${tail}`)
    await page.getByLabel(word('geography.paste.label')).fill('')
    await page.waitForTimeout(900)
    await page.keyboard.press('Escape')
    await visit(page, `/activities?id=${held?.id ?? ''}`)
    await page.getByRole('dialog').waitFor()
    await shoot(page, `53-activities-form${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, '/activities?kind=workshop')
    await page
      .getByRole('button', { name: /^บันทึกของตำบล/u })
      .first()
      .click()
    await page.getByRole('dialog').waitFor()
    await shoot(page, `53-activities-workshop-new${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, '/activities?kind=participation')
    await page.locator('[data-spot="0.1"]').click()
    for (const key of ['Shift+ArrowDown', 'Shift+ArrowRight']) await page.keyboard.press(key)
    await shoot(page, `53-activities-block${tail}`)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await shoot(page, `53-activities-mark${tail}`)
    await page.keyboard.press('Escape')
    await page.locator('[data-done]').first().click()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await shoot(page, `53-activities-cell${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, '/activities?kind=partner')
    await page.getByRole('button', { name: word('activities.add.partner') }).click()
    await page.getByRole('dialog').waitFor()
    await page.getByLabel(/^ชื่อภาคี/u).fill('พัฒนาชุมชน')
    await shoot(page, `53-activities-partner-new${tail}`)
    await page.getByRole('button', { name: word('common.cancel') }).click()
    await page.locator('[data-pledge] button').first().focus()
    await page.keyboard.press('+')
    await page.getByRole('dialog').waitFor()
    await shoot(page, `53-activities-receipt${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, `/activities?kind=partner&id=${partner?.id ?? ''}`)
    await page.getByRole('dialog').waitFor()
    await shoot(page, `53-activities-partner-open${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, `/activities?kind=workshop&id=${twin?.id ?? ''}`)
    await page.getByRole('dialog').waitFor()
    await shoot(page, `53-activities-twin-open${tail}`)
    await page.keyboard.press('Escape')
    await visit(page, '/activities?kind=workshop')
    await shoot(page, `53-activities-twin${tail}`)
    await visit(page, `/projects/${rows[0]?.id ?? ''}`)
    await page.getByRole('table', { name: word('projects.pledges') }).waitFor()
    await shoot(page, `53-activities-project${tail}`, true)
    for (const kind of ['session', 'participation', 'partner']) {
      await visit(page, `/activities?kind=${kind}&paper=list`)
      await page.locator('iframe').waitFor()
      await shoot(page, `53-activities-paper-${kind}${tail}`)
    }
  }
  for (const [look, tail] of [
    [{}, ''],
    [{ mode: 'dark', textScale: 1.25 }, '-dark-125'],
  ] as const) {
    const page = await openWindow(look)
    await page.getByRole('main').waitFor()
    await attempt(`activities${tail}`, () => walk(page, tail))
    await page.context().close()
  }
}

/** Notes of the year, the report with every tab, a long one, what changed after it was signed, its second version. */
async function reports(): Promise<void> {
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoDistrict' })) void _
  const duties = await client.reports.noteDuties({ directiveId: null })
  const tambons = await client.geography.ownTambons()
  const [first] = duties
  if (!first) throw new Error('the demo has no duties')
  for (const [at, text] of noteTexts.entries())
    await client.reports.saveNote({
      id: null,
      fields: {
        dutyId: duties[at % 3]?.dutyId ?? first.dutyId,
        tambonCode: at % 4 === 0 ? null : (tambons[at % tambons.length]?.code ?? null),
        notedOn: `2022-0${1 + (at % 6)}-1${at % 10}`,
        part: (['result', 'problem', 'suggestion'] as const)[at % 3] ?? 'result',
        text,
      },
    })
  const { id } = await client.reports.open({ directiveId: first.directiveId })
  const typed = { dutyKind: 'teach', unit: 'count', hasExpected: true, text: '{{n}} จาก {{of}} ครัวเรือน' }
  const households = 'ครัวเรือนที่ได้รับประโยชน์จากโครงการที่ดำเนินการแล้ว'
  await client.rules.addItem({
    id: 'report-figures',
    values: { ...typed, name: households, perTambon: false },
  })
  const { key } = await client.rules.addItem({
    id: 'report-figures',
    values: { ...typed, name: `${households} รายตำบล`, perTambon: true },
  })
  const walk = async (page: Page, tail: string) => {
    await visit(page, '/reports')
    await shoot(page, `54-reports${tail}`)
    await visit(page, '/reports/notes')
    await shoot(page, `54-notes${tail}`)
    await visit(page, `/reports/${id}`)
    await shoot(page, `54-report${tail}`)
    await shoot(page, `54-report-whole${tail}`, true)
    await attempt('missing', async () => {
      await page.getByRole('button', { name: 'ดูรายการ' }).click({ timeout: 4000 })
      await shoot(page, `54-report-missing${tail}`)
    })
    await attempt('merge', async () => {
      await page
        .getByRole('button', { name: /^รวมจากบันทึก/u })
        .first()
        .click({ timeout: 4000 })
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor()
      await shoot(page, `54-report-merge${tail}`)
      await page.keyboard.press('Escape')
    })
    await visit(page, `/reports/${id}?figure=villagePlans`)
    await page.getByRole('dialog').waitFor()
    await page.waitForTimeout(500)
    await shoot(page, `54-report-figure${tail}`)
    await visit(page, `/reports/${id}?figure=${key}`)
    await page.getByRole('dialog').waitFor()
    await page.waitForTimeout(500)
    await shoot(page, `54-report-typed${tail}`)
    for (const tab of ['tambons', 'compare', 'head', 'versions']) {
      await visit(page, `/reports/${id}?tab=${tab}`)
      await shoot(page, `54-report-${tab}${tail}`, tab === 'tambons')
    }
    await visit(page, `/reports/${id}?paper=1`)
    await page.locator('iframe').waitFor()
    await shoot(page, `54-report-paper${tail}`)
    await visit(page, '/reports/forms')
    await shoot(page, `54-forms${tail}`)
    await attempt('form', async () => {
      await page.getByRole('table').getByRole('button').first().click({ timeout: 4000 })
      await page.locator('iframe').waitFor()
      await shoot(page, `54-form${tail}`)
      await shoot(page, `54-form-whole${tail}`, true)
    })
  }
  for (const [look, tail] of [
    [{}, ''],
    [{ mode: 'dark', textScale: 1.25 }, '-dark-125'],
  ] as const) {
    const page = await openWindow(look)
    await page.getByRole('main').waitFor()
    await attempt(`reports${tail}`, () => walk(page, tail))
    await page.context().close()
  }
  const page = await openWindow()
  await page.getByRole('main').waitFor()
  await attempt('signed report', async () => {
    const report = await client.reports.get({ id })
    for (const duty of report.duties)
      await client.reports.saveText({
        reportId: id,
        dutyId: duty.dutyId,
        result: longText.slice(0, duty.no === 1 ? 6000 : 400),
        problem: longText.slice(0, 200),
        suggestion: '',
      })
    await visit(page, `/reports/${id}`)
    await page.reload()
    await shoot(page, '54-report-long', true)
    await visit(page, `/reports/${id}?tab=head`)
    await press(page, 'reports.sign')
    await page.getByRole('dialog').waitFor()
    await shoot(page, '54-report-sign')
    await page.keyboard.press('Escape')
    await client.reports.sign({ id, signedOn: '2022-07-18' })
    const [village] = (
      await client.plans.list({ level: 'village', planFy: report.planFy, tambonCode: null })
    ).filter((one) => one.state === 'adopted')
    const sessions = await client.activities.list({ editionFy: report.editionFy, kind: null })
    const [gone] = sessions.filter((one) => one.kind === 'session' || one.kind === 'workshop')
    if (gone) await client.activities.remove({ id: gone.id })
    if (!village && !gone) throw new Error('nothing to change')
    await visit(page, `/reports/${id}`)
    await page.reload()
    await shoot(page, '54-report-signed', true)
    await visit(page, `/reports/${id}?tab=versions`)
    await shoot(page, '54-report-changed', true)
    const next = await client.reports.reopen({ id, reason: 'แก้จำนวนผู้เข้าร่วมประชุมของตำบลพรหมโลกที่จดผิด' })
    await visit(page, `/reports/${next.id}?tab=versions`)
    await page.reload()
    await shoot(page, '54-report-second', true)
  })
  await page.context().close()
}
const noteTexts = [
  'ฝนตกหนัก น้ำท่วมทางเข้าหมู่ที่ 4 ผู้เข้าร่วมมาได้ครึ่งเดียว',
  'ผู้นำชุมชนเสนอให้จัดประชุมวันเสาร์ เพราะวันธรรมดาไปกรีดยาง',
  'ชี้แจงแนวทางปฏิบัติครบทุกหมู่บ้านในการประชุมประจำเดือนกำนัน ผู้ใหญ่บ้าน',
  'ผู้ทรงคุณวุฒิคนหนึ่งย้ายออกจากพื้นที่ ต้องสรรหาใหม่ก่อนออกคำสั่ง',
  'ศอช.ต. ร่วมเก็บข้อมูลและจัดลำดับความสำคัญครบทุกขั้นตอน',
  'ขอให้จังหวัดส่งแบบรายงานล่วงหน้าอย่างน้อยหนึ่งเดือน',
  'บางหมู่บ้านยังไม่มีพิกัดของโครงการ',
  'ควรมีงบประมาณค่าอาหารกลางวันสำหรับเวทีระดับตำบล',
]
const longText = Array.from(
  { length: 90 },
  (_, at) => `${at + 1}. จัดประชุมคณะกรรมการบริหารงานตำบลแบบบูรณาการเพื่อทบทวนแผนพัฒนาตำบล ผู้เข้าร่วมจากทุกหมู่บ้าน`,
).join('\n')

async function province(): Promise<void> {
  const { readdirSync } = await import('node:fs')
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoProvince' })) void _
  const page = await openWindow()
  await page.getByRole('main').waitFor()
  await shoot(page, '60-province-home')
  await visit(page, '/exchange')
  await shoot(page, '61-province-answers')
  await visit(page, '/exchange/in')
  await shoot(page, '61-take-in')
  const made = readdirSync(stick, { recursive: true })
    .map(String)
    .find((name) => name.endsWith('.amphoe.zip'))
  await attempt('take in', async () => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'exchange.in.choose')])
    await chooser.setFiles(at('package.json'))
    await page.waitForTimeout(900)
    await shoot(page, '62-take-in-refused')
    if (made === undefined) throw new Error('no package on the stick')
    const [again] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'exchange.in.choose')])
    await again.setFiles(path.join(stick, made))
    await page
      .getByRole('button', { name: word('exchange.in.take'), exact: true })
      .waitFor({ timeout: 60_000 })
    await shoot(page, '63-take-in-preview')
    await page.getByLabel(word('exchange.key.same')).check()
    await press(page, 'exchange.in.take')
    await page.waitForTimeout(2500)
    await shoot(page, '64-taken-in')
  })
  await visit(page, '/province/board')
  await shoot(page, '65-board')
  await visit(page, '/province/consolidated')
  await shoot(page, '67-consolidated', true)
  await page.context().close()
  const dark = await openWindow({ mode: 'dark' })
  await visit(dark, '/province/board')
  await shoot(dark, '68-dark-board')
  await dark.context().close()
}

/** A whole province: 23 districts in every state, with long names, before and after somebody narrows. */
async function provinceDesk(): Promise<void> {
  const dataDir = path.join(work, 'province')
  const desk = await createCore({
    dataDir,
    resourcesDir: at('resources'),
    port: { printPdf: printer.print, places: () => Promise.resolve([]) },
    version: '0.1.0',
    clock: { now: () => new Date('2022-07-18T03:00:00Z') },
  })
  const server = await startServer({
    core: desk,
    pageDir: path.resolve(values['page-dir'] ?? ''),
    fontsDir: at('resources', 'fonts'),
    port: 0,
  })
  try {
    await shootProvince(desk, dataDir, (look) => openWindow(look, server))
  } finally {
    await server.close()
    await desk.close()
  }
}

async function shootProvince(
  desk: Core,
  dataDir: string,
  openWindow: (look?: Record<string, unknown>) => Promise<Page>,
): Promise<void> {
  const client = desk.client({ id: 'screens' })
  await setUpProvince(client)
  const places = await client.geography.districts({ provinceCode: '80' })
  const districts = await Promise.all(
    places.map(async (one) => ({
      ...one,
      tambons: await client.geography.tambons({ districtCode: one.code }),
    })),
  )
  const planFy = 2568
  seedProvince(dataDir, { planFy, dueOn: '2022-07-12', districts })
  await client.province.expect({
    planFy,
    dueOn: '2022-07-12',
    districtCodes: places.map((one) => one.code),
    duties: [
      { duty: 'villagePlans', dueOn: '2022-03-31' },
      { duty: 'orders', dueOn: '2022-05-31' },
      { duty: 'report', dueOn: '2022-07-25' },
    ],
  })
  const shootAll = async (page: Page, tail: string) => {
    await visit(page, `/?planFy=${planFy}`)
    await shoot(page, `85-province-home${tail}`, true)
    await visit(page, `/province/board?planFy=${planFy}`)
    await shoot(page, `86-province-board${tail}`)
    await visit(page, `/province/consolidated?planFy=${planFy}`)
    await shoot(page, `87-province-consolidated${tail}`, true)
    await visit(page, `/province/district/8006?planFy=${planFy}`)
    await shoot(page, `88-province-district${tail}`, true)
  }
  const page = await openWindow()
  await page.getByRole('main').waitFor()
  await shootAll(page, '')
  await visit(page, `/province/board?planFy=${planFy}&state=missing&urgent=1`)
  await shoot(page, '86-province-board-missing')
  await attempt('board menu', async () => {
    await visit(page, `/province/board?planFy=${planFy}`)
    await page
      .getByRole('button', { name: /^ทำต่อกับอำเภอ/u })
      .nth(4)
      .click()
    await shoot(page, '86-province-board-menu')
    await page.keyboard.press('Escape')
    await press(page, 'province.expect.open')
    await shoot(page, '86-province-expect')
    await page.keyboard.press('Escape')
  })
  for (const tab of ['plans', 'projects', 'villages', 'orders']) {
    await visit(page, `/province/district/8006?planFy=${planFy}&tab=${tab}`)
    await shoot(page, `89-province-district-${tab}`)
  }
  await attempt('record', async () => {
    await visit(page, `/province/district/8006?planFy=${planFy}&tab=plans`)
    await page.locator('tbody [data-row]').last().click()
    await shoot(page, '89-province-plan')
    await page
      .getByRole('button', { name: /^ที่มาของ/u })
      .first()
      .click()
    await shoot(page, '89-province-trace')
    await page.keyboard.press('Escape')
  })
  await attempt('remark', async () => {
    await visit(page, `/province/district/8006?planFy=${planFy}&tab=villages`)
    await page
      .getByRole('button', { name: /^ขอให้แก้ไข บ้าน/u })
      .first()
      .click()
    await page.getByRole('combobox', { name: word('exchange.remark.field') }).click()
    await page.getByRole('option').nth(3).click()
    await shoot(page, '89-province-remark')
    await page.keyboard.press('Escape')
  })
  for (const by of ['tambon', 'source', 'year']) {
    await visit(page, `/province/consolidated?planFy=${planFy}&by=${by}`)
    await shoot(page, `87-province-consolidated-${by}`)
  }
  await visit(
    page,
    `/province/consolidated?planFy=${planFy}&by=tambon&only=${encodeURIComponent('district=8006&district.label=เชียรใหญ่&class=BEYOND&class.label=เกินศักยภาพ')}`,
  )
  await shoot(page, '87-province-consolidated-only')
  await visit(page, '/province/board?planFy=2571')
  await shoot(page, '86-province-board-empty')
  await visit(page, '/province/consolidated?planFy=2571')
  await shoot(page, '87-province-consolidated-empty')
  await visit(page, '/province/district/8001?planFy=2571')
  await shoot(page, '88-province-district-empty')
  await page.context().close()
  const dark = await openWindow({ mode: 'dark' })
  await shootAll(dark, '-dark')
  await dark.context().close()
  const large = await openWindow({ textScale: 1.25 })
  await shootAll(large, '-125')
  await large.context().close()
}

/** A laptop's work at the district: given, taken in, compared village by village, answered; newer data at the laptop. */
async function fieldwork(): Promise<void> {
  const usb = makeFolder('amphoe-screens-usb-')
  const district = await openDistrict({ dir: usb })
  const { client } = district
  const tambonCodes = ['800201', '800202']
  const { ids } = await client.geography.saveVillages({
    rows: Array.from({ length: 12 }, (_, place) => ({
      id: null,
      fields: {
        kind: 'village' as const,
        tambonCode: tambonCodes[place < 8 ? 0 : 1] ?? '',
        mooNo: (place % 8) + 1,
        name: place === 2 ? 'บ้านวังลุงตอนบนฝั่งตะวันออกริมคลองพรหมโลก' : `บ้านนอกท่า${place + 1}`,
        officialCode: null,
        population: 300 + place,
        households: 90,
        headmanName: '',
        example: false,
      },
    })),
    dryRun: false,
  })
  const planIds: string[] = []
  type Rows = { id: string | null; fields: EntryFields }[]
  const save = (who: typeof client, planId: string, rows: Rows) =>
    who.plans.saveEntries({ planId, rows, removed: [], order: [], dryRun: false })
  for (const [place, id] of ids.entries()) {
    const plan = await client.plans.open({ level: 'village', areaKey: id, planFy, edition: 'first' })
    planIds.push(plan.id)
    await save(client, plan.id, [{ id: null, fields: roadOf(`ช่วงที่ ${place + 1}`) }])
  }
  const laptop = await openLaptop(await giveReference(district, tambonCodes), { dir: usb })
  const change = async (who: typeof client, planId: string, fields: Partial<EntryFields>) => {
    const [row] = (await who.plans.get({ id: planId })).rows
    if (row) await save(who, planId, [{ id: row.id, fields: { ...roadOf(''), name: row.name, ...fields } }])
  }
  const [first = '', second = '', third = ''] = planIds
  await change(laptop.client, first, { name: roadOf('กว้าง 4 เมตร ยาว 800 เมตร').name, kpi: '800 เมตร' })
  await change(client, first, { name: roadOf('กว้าง 5 เมตร ยาว 650 เมตร').name })
  await change(laptop.client, second, { problem: 'สัญจรลำบากตลอดปี รถพยาบาลเข้าไม่ได้' })
  const lanes = Array.from({ length: 100 }, (_, place) => roadOf(`ซอย ${place + 1}`))
  await save(
    laptop.client,
    third,
    lanes.map((fields) => ({ id: null, fields })),
  )
  const serve = (of: Core) =>
    startServer({
      core: of,
      pageDir: path.resolve(values['page-dir'] ?? ''),
      fontsDir: at('resources', 'fonts'),
      port: 0,
    })
  const hosts = [await serve(district.core), await serve(laptop.core)] as const
  const work = await handInWork(laptop)
  const bringTo = async (page: Page, file: string) => {
    await visit(page, '/exchange/in')
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'exchange.in.choose')])
    await chooser.setFiles(file)
    await page.getByText(word('exchange.in.whole')).waitFor({ timeout: 60_000 })
  }
  try {
    const page = await openWindow({}, hosts[0])
    await page.getByRole('main').waitFor()
    await attempt('fieldwork', async () => {
      await visit(page, '/fieldwork')
      await shoot(page, '95-fieldwork-empty')
      await press(page, 'fieldwork.give')
      await page.getByRole('dialog').getByRole('checkbox').first().check()
      await shoot(page, '95-fieldwork-give')
      await page.keyboard.press('Escape')
      await bringTo(page, work)
      await shoot(page, '96-take-in-work', true)
    })
    await page.context().close()
    const { packageId } = await bringIn(district, work)
    for (const [look, tail] of [
      [{}, ''],
      [{ mode: 'dark', textScale: 1.25 }, '-dark-125'],
    ] as const) {
      const desk = await openWindow(look, hosts[0])
      await desk.getByRole('main').waitFor()
      await attempt(`work${tail}`, async () => {
        await visit(desk, '/fieldwork')
        await shoot(desk, `97-fieldwork${tail}`)
        for (const [place, name] of ['conflict', 'changed', 'many'].entries()) {
          await visit(desk, `/fieldwork/${packageId}?unit=${ids[place]}`)
          await desk.waitForTimeout(500)
          await shoot(desk, `97-work-${name}${tail}`)
        }
        await desk.keyboard.press('r')
        await shoot(desk, `98-work-return${tail}`)
        await desk.keyboard.press('Escape')
        await visit(desk, '/exchange/in')
        await desk.getByRole('button', { name: /^ดูแฟ้มในแฟลชไดรฟ์/u }).click()
        await desk.waitForTimeout(1500)
        await shoot(desk, `98-take-in-many${tail}`)
      })
      await desk.context().close()
    }
    const field = await openWindow({}, hosts[1])
    await field.getByRole('main').waitFor()
    await attempt('laptop', async () => {
      await bringTo(field, await giveReference(district, tambonCodes))
      await field.getByText(word('fieldwork.choose.title')).waitFor()
      await shoot(field, '99-laptop-conflicts', true)
    })
    await attempt('laptop settles', async () => {
      const [project] = (await client.plans.get({ id: second })).rows
      const about = { id: null, packageId, unit: ids[1] ?? '', recordType: 'planEntry' }
      const asked = { ...about, rowId: project?.id ?? null, text: '' }
      await client.exchange.saveRemark({ ...asked, field: 'problem', proposed: 'สัญจรลำบาก รถพยาบาลเข้าไม่ได้' })
      await client.exchange.saveRemark({ ...asked, field: '', proposed: null, text: 'แนบรูปถ่ายถนนช่วงที่ชำรุด' })
      const reasons = 'ปัญหายังไม่ชัดว่าช่วงใดชำรุด ขอให้ระบุ แล้วส่งใหม่ภายในวันศุกร์'
      await client.fieldwork.sendBack({ packageId, units: [ids[1] ?? ''], reasons })
      const token = choose(laptop, await answer(district, packageId))
      for await (const _ of await laptop.client.exchange.takeIn({ token, confirmKey: false })) void _
      for (const [look, tail] of [
        [{}, ''],
        [{ mode: 'dark', textScale: 1.25 }, '-dark-125'],
      ] as const) {
        const desk = await openWindow(look, hosts[1])
        await desk.getByRole('main').waitFor()
        for (const [name, href] of [
          ['home', '/'],
          ['corrections', '/exchange/corrections'],
          ['hand-in', '/exchange'],
          ['take-in', '/exchange/in'],
          ['office', '/office'],
        ] as const) {
          await visit(desk, href)
          await shoot(desk, `99-laptop-${name}${tail}`)
        }
        await desk.context().close()
      }
    })
    await field.context().close()
  } finally {
    for (const one of hosts) await one.close()
    await closeAll()
    removeFolders()
  }
}
const roadOf = (part: string): EntryFields => ({
  ...blankEntry,
  name: `ก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้านนอกท่า–วัดพรหมโลก ซอยร่วมใจพัฒนา ${part}`,
  issue: 'โครงสร้างพื้นฐาน',
  projectClass: 'BEYOND',
  problem: 'ถนนเป็นหลุมเป็นบ่อ สัญจรลำบากในฤดูฝน',
  budgetSource: 'งบพัฒนาจังหวัด',
  budgets: [{ fiscalYear: planFy, amount: 1_200_000_00 }],
})

const parts: [string, () => Promise<void>][] = [
  ['first run', firstRun],
  ['district', district],
  ['excel', excel],
  ['bank', bank],
  ['register', register],
  ['plan table', planTable],
  ['plans and forums', plansAndForums],
  ['orders', orders],
  ['meetings', meetings],
  ['activities', activities],
  ['bodies', bodiesAndPeople],
  ['letters', letters],
  ['templates', templates],
  ['reports', reports],
  ['province', province],
  ['province desk', provinceDesk],
  ['fieldwork', fieldwork],
]
const asked = values.part === '' ? null : values.part?.split(',')

try {
  for (const [name, work] of parts) if (asked?.includes(name) !== false) await attempt(name, work)
} finally {
  await browser.close()
  await server.close()
  await printer.close()
  await core.close()
  rmSync(work, { recursive: true, force: true })
}
console.log(`${count} screens`)
for (const complaint of new Set(complaints)) console.log(`! ${complaint}`)
