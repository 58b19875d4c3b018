/**
 * Takes a picture of every screen, for eyes: `node tests/e2e/screens.ts --out DIR [--page-dir dist/renderer] [--only home] [--axe]`.
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
import { createCore } from '../../core/core.ts'
import { at } from '../../scripts/lib/project.ts'
import { findBrowser } from '../../web/browser.ts'
import { createPaperPrinter } from '../../web/paper-printer.ts'
import { startServer } from '../../web/server.ts'

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    'page-dir': { type: 'string', default: at('dist', 'renderer') },
    only: { type: 'string', default: '' },
    axe: { type: 'boolean', default: false },
  },
})
const out = path.resolve(values.out ?? path.join(os.tmpdir(), 'amphoe-screens'))
mkdirSync(out, { recursive: true })

const words = Object.assign(
  {},
  ...['office', 'common', 'geography', 'directives', 'exchange', 'nav'].map((area) =>
    JSON.parse(readFileSync(at('renderer', 'i18n', 'th', `${area}.json`), 'utf8')),
  ),
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

async function openWindow(look: Record<string, unknown> = {}): Promise<Page> {
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
  await page.goto(server.newAddress())
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
  ['/plans', '-plans'],
  ['/bodies', '-bodies'],
  ['/activities', '-activities'],
  ['/reports', '-reports'],
  ['/papers', '-papers'],
  ['/exchange', '-exchange'],
  ['/nowhere', '-notfound'],
]

const letterFile = at('tests', 'fixtures', 'letter-2565.txt')
const letter = existsSync(letterFile) ? readFileSync(letterFile, 'utf8') : ''

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
  await visit(page, '/directives/new')
  await shoot(page, '14-register')
  await attempt('register', async () => {
    await page.getByLabel(new RegExp(`^${word('directives.editionFy')}`, 'u')).fill('2022')
    await press(page, 'directives.new.submit')
    await shoot(page, '15-register-error', true)
    await press(page, 'directives.read.open')
    await page
      .getByRole('dialog')
      .getByRole('textbox')
      .first()
      .fill(
        letter ||
          'ที่ นศ ๐๐๑๙.๓/๐๒๓๙\nศาลากลางจังหวัดนครศรีธรรมราช\n๑๘ มกราคม ๒๕๖๕\nเรื่อง แนวทางปฏิบัติฯ (ฉบับปรับปรุง ประจำปีงบประมาณ พ.ศ. ๒๕๖๕)\nเรียน นายอำเภอทุกอำเภอ\n๑. สร้างความรู้ ความเข้าใจ\n๒. ทบทวนคำสั่ง ภายในวันอังคารที่ ๒๕ กรกฎาคม ๒๕๖๕',
      )
    await press(page, 'directives.read.read')
    await shoot(page, '16-register-read')
    await press(page, 'directives.read.use')
    await shoot(page, '17-register-filled', true)
  })
  await visit(page, '/calendar')
  await shoot(page, '18-calendar')
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
    await shoot(page, '31-hand-in-progress')
    await page.getByText(word('exchange.done.takeOut')).waitFor({ timeout: 240_000 })
    await shoot(page, '32-hand-in-done', true)
    await press(page, 'exchange.sheet.print')
    await page.waitForTimeout(2500)
    await shoot(page, '33-covering-sheet')
    await page.keyboard.press('Escape')
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
  ['/plans', '50-plans'],
  ['/projects', '51-projects'],
  ['/bodies', '52-bodies'],
  ['/activities', '53-activities'],
  ['/reports', '54-reports'],
  ['/papers', '55-papers'],
]

async function province(): Promise<void> {
  const { readdirSync } = await import('node:fs')
  const client = core.client({ id: 'screens' })
  for await (const _ of await client.demo.start({ which: 'demoProvince' })) void _
  const page = await openWindow()
  await page.getByRole('main').waitFor()
  await shoot(page, '60-province-home')
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
  await visit(page, '/exchange/board')
  await shoot(page, '65-board')
  await attempt('return', async () => {
    await page.getByRole('button', { name: /^ส่งคืน/u }).first().click()
    await press(page, 'exchange.return')
    await shoot(page, '66-return-error')
    await page.keyboard.press('Escape')
  })
  await visit(page, '/exchange/consolidated')
  await shoot(page, '67-consolidated', true)
  await page.context().close()
  const dark = await openWindow({ mode: 'dark' })
  await visit(dark, '/exchange/board')
  await shoot(dark, '68-dark-board')
  await dark.context().close()
}

try {
  await attempt('first run', firstRun)
  await attempt('district', district)
  await attempt('province', province)
} finally {
  await browser.close()
  await server.close()
  await printer.close()
  await core.close()
  rmSync(work, { recursive: true, force: true })
}
console.log(`${count} screens`)
for (const complaint of new Set(complaints)) console.log(`! ${complaint}`)
