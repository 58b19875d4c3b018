/**
 * `npm run demo -- --out DIR [--district CODE]`: the main job without a window, through the same contract as the
 * window (no side door). A district makes its plans, orders, report, letter and package; the province takes the
 * package in. Clock and randomness are fixed: the same input gives the same papers.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Client } from '../core/contract.ts'
import { type Core, createCore } from '../core/core.ts'
import { faultSentence } from '../core/hosts/fault-sentence.ts'
import { Fault, isFault } from '../core/kernel/fault.ts'
import { safeFileName } from '../core/kernel/files.ts'
import type { TaskEvent } from '../core/kernel/meta.ts'
import type { Place } from '../core/kernel/ports.ts'
import type { PaperFormat, PaperRef } from '../core/papers/rules.ts'
import program from '../package.json' with { type: 'json' }
import { findBrowser } from '../web/browser.ts'
import { createChromiumPrinter } from '../web/print.ts'
import { at } from './lib/project.ts'
import { complain, say, step } from './lib/say.mjs'
import { seededRandom } from './lib/seeded-random.ts'

const usage = 'npm run demo -- --out DIR [--district CODE]'
const session = 'demo'
/** The days of the story, at nine in the morning in Thailand. */
const days = { plans: '2022-07-18', signing: '2022-07-20', taking: '2022-07-22', review: '2022-07-26' }

type Office = { core: Core; client: Client; setDay(day: string): void }
type Done = { what: string; files: number; seconds: number }

const done: Done[] = []

/** Runs one part of the story with a line at its start and end, and remembers it for the table at the end. */
async function part(thai: string, english: string, work: () => Promise<number>): Promise<void> {
  const begun = performance.now()
  const files = await step(thai, english, work)
  done.push({ what: thai, files, seconds: (performance.now() - begun) / 1000 })
}

/** Reads a task to its end. @throws whatever the task throws; Error when it ends without a result */
async function finish<R>(events: AsyncIterable<TaskEvent<R>>): Promise<R> {
  for await (const event of events) if (event.kind === 'result') return event.result
  throw new Error('the task ended without a result')
}

/** A new core over a new, empty folder. */
async function openOffice(options: {
  dataDir: string
  seed: string
  printPdf: (html: string, options: { title: string; signal?: AbortSignal }) => Promise<Uint8Array>
  places: Place[]
}): Promise<Office> {
  let now = new Date(`${days.plans}T02:00:00Z`)
  const core = await createCore({
    dataDir: options.dataDir,
    resourcesDir: at('resources'),
    version: program.version,
    port: { printPdf: options.printPdf, places: () => Promise.resolve(options.places) },
    clock: { now: () => now },
    random: seededRandom(options.seed),
  })
  return {
    core,
    client: core.client({ id: session }),
    setDay(day) {
      now = new Date(`${day}T02:00:00Z`)
    },
  }
}

/**
 * Makes a paper in the given formats and puts the files into a folder of the result.
 *
 * @param name file name without its ending
 * @returns how many files
 */
async function makePaper(
  office: Office,
  paper: PaperRef,
  formats: readonly PaperFormat[],
  folder: string,
  name: string,
): Promise<number> {
  mkdirSync(folder, { recursive: true })
  for (const format of formats) {
    const ticket = await finish(await office.client.papers.make({ paper, format }))
    const file = office.core.files.take(ticket.token, session)
    if (!file) throw new Error(`no file behind ${ticket.name}`)
    copyFileSync(file.path, path.join(folder, safeFileName(`${name}.${format}`)))
    rmSync(file.path, { force: true })
  }
  return formats.length
}

const two = (n: number) => String(n).padStart(2, '0')

/** Plans of one level, each as PDF and XLSX. */
async function makePlans(
  office: Office,
  level: 'village' | 'tambon' | 'district' | 'needs',
  planFy: number,
  folder: string,
): Promise<number> {
  const plans = await office.client.plans.list({ level, planFy, tambonCode: null })
  const tambons = await office.client.geography.ownTambons()
  let files = 0
  for (const [index, plan] of plans.entries()) {
    const tambon =
      level === 'village' ? `ตำบล${tambons.find((one) => one.code === plan.tambonCode)?.name ?? ''} ` : ''
    const name = `${two(index + 1)} ${tambon}${plan.areaName}`
    const paper: PaperRef =
      level === 'needs' ? { kind: 'needsPlan', id: plan.id } : { kind: 'plan', id: plan.id }
    files += await makePaper(office, paper, ['pdf', 'xlsx'], folder, name)
  }
  return files
}

/** What is printed for others: lists for every อปท. and the province, ranks, sheets for the villages, books of plans. */
async function makeLists(office: Office, planFy: number, folder: string): Promise<number> {
  const { client } = office
  const lists: [PaperRef, readonly PaperFormat[], string][] = [
    [{ kind: 'provinceList', planFy }, ['pdf', 'xlsx'], 'บัญชีเสนอจังหวัด แบบ จ.1'],
  ]
  for (const { laoId, name, rows } of await client.papers.coordination({ planFy }))
    if (rows > 0)
      lists.push([{ kind: 'coordinationList', laoId, planFy }, ['pdf', 'xlsx'], `บัญชีประสานโครงการ ${name}`])
  const plansOf = (level: 'village' | 'tambon') => client.plans.list({ level, planFy, tambonCode: null })
  const tambonPlans = await plansOf('tambon')
  for (const { id, areaName, tambonCode } of tambonPlans) {
    lists.push([{ kind: 'rankList', id }, ['pdf'], `บัญชีจัดลำดับ ${areaName}`])
    lists.push([{ kind: 'planBook', id }, ['pdf', 'docx'], `เล่มแผนพัฒนาตำบล ${areaName}`])
    if (tambonCode !== null)
      lists.push([{ kind: 'tambonFeedback', tambonCode, planFy }, ['pdf'], `ใบแจ้งผลโครงการ ${areaName}`])
  }
  for (const { id, areaName } of (await plansOf('village')).slice(0, 3))
    lists.push([{ kind: 'planBook', id }, ['pdf', 'docx'], `เล่มแผน ${areaName}`])
  let files = 0
  for (const [paper, formats, name] of lists) files += await makePaper(office, paper, formats, folder, name)
  return files
}

async function playDistrictPapers(office: Office, planFy: number, out: string): Promise<void> {
  const levels = [
    ['village', 'แผนพัฒนาหมู่บ้านและแผนชุมชน', 'village and community plans', '1 แผนพัฒนาหมู่บ้านและแผนชุมชน'],
    ['tambon', 'แผนพัฒนาตำบล', 'tambon plans', '2 แผนพัฒนาตำบล'],
    ['district', 'แผนพัฒนาอำเภอ', 'district plan', '3 แผนพัฒนาอำเภอ'],
    ['needs', 'แผนความต้องการระดับอำเภอ', 'needs plan', '4 แผนความต้องการ'],
  ] as const
  for (const [level, thai, english, folder] of levels) {
    await part(thai, english, () => makePlans(office, level, planFy, path.join(out, folder)))
  }
  await part('บัญชี เล่มแผน และใบแจ้งผล', 'lists, books and feedback sheets', () =>
    makeLists(office, planFy, path.join(out, '8 บัญชี เล่มแผน และใบแจ้งผล')),
  )
  await part('คำสั่งแต่งตั้งคณะกรรมการ', 'appointment orders', async () => {
    const orders = (await office.client.orders.list({ editionFy: null })).filter(
      (order) => order.state === 'signed',
    )
    let files = 0
    for (const order of orders) {
      const what = order.action === 'amend' ? 'แก้ไข ' : ''
      const name = `${two(order.number ?? 0)}-${order.numberYear ?? ''} ${what}${order.bodyName}`
      files += await makePaper(
        office,
        { kind: 'order', id: order.id },
        ['pdf', 'docx'],
        path.join(out, '5 คำสั่งแต่งตั้ง'),
        name,
      )
    }
    return files
  })
  await part('การประชุม', 'meetings', () => makeMeetings(office, path.join(out, '9 การประชุม')))
  await part('หนังสือ บันทึก ประกาศ และทะเบียน', 'letters, memos, announcements and registers', () =>
    makeLetters(office, path.join(out, '10 หนังสือ บันทึก ประกาศ และทะเบียน')),
  )
  await part('ปฏิทิน ความก้าวหน้า และกิจกรรม', 'calendar, progress and activities', () =>
    makeYear(office, planFy, path.join(out, '11 ปฏิทิน ความก้าวหน้า และกิจกรรม')),
  )
  await part('แบบรายงานผลและหนังสือนำส่ง', 'results report and covering letter', async () => {
    office.setDay(days.signing)
    const [report] = await office.client.reports.list()
    if (!report) throw new Error('the demo district has no report')
    const { letterId } = await office.client.reports.sign({ id: report.id, signedOn: days.signing })
    const { number, year } = await office.client.papers.signLetter({
      id: letterId,
      signedOn: days.signing,
      number: { kind: 'first' },
    })
    const folder = path.join(out, '6 รายงานผลและหนังสือนำส่ง')
    const reports = await makePaper(
      office,
      { kind: 'report', id: report.id },
      ['pdf', 'docx', 'xlsx'],
      folder,
      'แบบรายงานผลการดำเนินงาน',
    )
    return (
      reports +
      (await makePaper(
        office,
        { kind: 'letter', id: letterId },
        ['pdf', 'docx'],
        folder,
        `หนังสือนำส่ง ที่ ${number}-${year}`,
      ))
    )
  })
}

/** What the year looks like: its calendar, how far the plans are, what was held and what partners promised. */
async function makeYear(office: Office, planFy: number, folder: string): Promise<number> {
  const [letter] = await office.client.directives.list()
  if (!letter) throw new Error('the demo district has no letter')
  const { editionFy } = letter
  const fiscalYear = editionFy
  const papers: [paper: PaperRef, formats: PaperFormat[], name: string][] = [
    [{ kind: 'progress', planFy, asOf: null }, ['pdf', 'docx', 'xlsx'], 'ความก้าวหน้าการจัดทำแผน'],
    [{ kind: 'calendar', form: 'year', fiscalYear }, ['pdf'], 'ปฏิทินทั้งปี'],
    [{ kind: 'calendar', form: 'months', fiscalYear }, ['pdf'], 'ปฏิทินรายเดือน'],
    [{ kind: 'calendar', form: 'list', fiscalYear }, ['pdf', 'docx', 'xlsx'], 'กำหนดการตามวันที่'],
    [
      { kind: 'activityList', editionFy, activityKind: null, tambonCode: null },
      ['pdf', 'docx', 'xlsx'],
      'ทะเบียนกิจกรรม',
    ],
    [{ kind: 'participationTable', editionFy }, ['pdf', 'xlsx'], 'ศอช. มีส่วนร่วมรายขั้นตอน'],
    [{ kind: 'partnerAccounts', editionFy }, ['pdf', 'docx', 'xlsx'], 'บัญชีการประสานภาคี'],
  ]
  const [workshop] = await office.client.activities.list({ editionFy, kind: 'workshop' })
  if (workshop) {
    papers.push([{ kind: 'activityReport', id: workshop.id }, ['pdf', 'docx'], 'รายงานสรุปผลกิจกรรม'])
    papers.push([{ kind: 'activitySignIn', id: workshop.id }, ['pdf', 'xlsx'], 'ใบลงทะเบียนประชุมเชิงปฏิบัติการ'])
  }
  let files = 0
  for (const [paper, formats, name] of papers) files += await makePaper(office, paper, formats, folder, name)
  return files
}

/** Agenda, sign-in sheet and minutes of each meeting, and what is still to be followed up. */
async function makeMeetings(office: Office, folder: string): Promise<number> {
  const { rows } = await office.client.meetings.list({ year: null })
  let files = 0
  for (const meeting of rows) {
    const { id, heldOn, state } = meeting
    const papers: [kind: 'agenda' | 'signInSheet' | 'minutes', formats: PaperFormat[], name: string][] = [
      ['agenda', ['pdf', 'docx'], 'ระเบียบวาระ'],
      ['signInSheet', ['pdf', 'xlsx'], 'ใบลงทะเบียน'],
    ]
    if (state !== 'planned') papers.push(['minutes', ['pdf', 'docx'], 'รายงานการประชุม'])
    for (const [kind, formats, name] of papers)
      files += await makePaper(office, { kind, id, bodyId: null }, formats, folder, `${heldOn} ${name}`)
  }
  const followUps: PaperRef = { kind: 'followUpList', state: 'open', bodyId: null }
  return files + (await makePaper(office, followUps, ['pdf', 'xlsx'], folder, 'มติที่ต้องติดตาม'))
}

/** Every signed letter in its form (to many: all of them in one file, the copy of the file last), and the registers. */
async function makeLetters(office: Office, folder: string): Promise<number> {
  let files = 0
  for (const letter of await office.client.papers.letters()) {
    if (letter.state === 'draft') continue
    const { id, form } = letter
    const number = letter.number === null ? '' : ` ${letter.number}-${letter.numberYear ?? ''}`
    const names = { external: 'หนังสือ', memo: 'บันทึกข้อความ', announcement: 'ประกาศ' }
    const name = `${names[form]}${number} ${letter.subject}`
    files += await makePaper(office, { kind: 'letter', id }, ['pdf', 'docx'], folder, name)
    if (letter.addressees === 0) continue
    const run: PaperRef = { kind: 'letterRun', id, fileCopy: true }
    files += await makePaper(office, run, ['pdf', 'docx'], folder, `${name} ถึง ${letter.addressees} แห่ง`)
  }
  const year = Number(days.plans.slice(0, 4)) + 543
  for (const { key, name } of await office.client.papers.registers()) {
    const { rows } = await office.client.papers.register({ register: key, year })
    if (rows.length > 0)
      files += await makePaper(
        office,
        { kind: 'register', register: key, year },
        ['pdf', 'xlsx'],
        folder,
        name,
      )
  }
  return files
}

/** After the hand-in, what is next: orders of every tambon drafted together, the invitation to the next meeting. */
async function playNextSteps(office: Office, planFy: number, out: string): Promise<void> {
  const { client } = office
  await part('ร่างคำสั่ง ก.บ.ต. ทุกตำบลพร้อมกัน', 'orders of every tambon drafted at once', async () => {
    const bodies = (await client.bodies.list({ editionFy: null })).filter(
      (body) => body.kind === 'tambonCommittee',
    )
    const { ids } = await client.orders.openMany({
      bodyIds: bodies.map((body) => body.id),
      editionFy: planFy - 1,
      combine: false,
    })
    let files = 0
    for (const [index, id] of ids.entries()) {
      const { bodyName } = await client.orders.get({ id })
      const folder = path.join(out, '5 คำสั่งแต่งตั้ง', 'ร่างรอบใหม่ทุกตำบล')
      files += await makePaper(
        office,
        { kind: 'order', id },
        ['pdf'],
        folder,
        `${two(index + 1)} ${bodyName}`,
      )
    }
    return files
  })
  await part('หนังสือเชิญประชุมถึงสมาชิกทุกคน', 'invitation to every member', async () => {
    const { rows } = await client.meetings.list({ year: null })
    const next = rows.find((meeting) => meeting.state === 'planned')
    if (!next) throw new Error('the demo district calls no meeting')
    const [signatory] = (await client.office.signatories()).filter((one) => one.signs.includes('letter'))
    const { letterId } = await client.meetings.invitation({
      meetingId: next.id,
      dated: null,
      signatoryId: signatory?.id ?? null,
    })
    const paper: PaperRef = { kind: 'letterRun', id: letterId }
    return makePaper(office, paper, ['pdf'], path.join(out, '9 การประชุม'), `${next.heldOn} หนังสือเชิญ`)
  })
}

/** Hands in. @returns where the package lies and the fingerprint printed on its covering sheet */
async function handIn(office: Office, planFy: number, place: Place, out: string): Promise<string> {
  let file = ''
  await part('ชุดส่งจังหวัดและใบนำส่ง', 'package and covering sheet', async () => {
    const check = await office.client.exchange.check({ planFy })
    if (check.missing.length > 0)
      say(
        `ยังขาด ${check.missing.length} รายการ ส่งได้ตามที่มี`,
        `${check.missing.length} things are still missing; handed in as it stands`,
      )
    const made = await finish(await office.client.exchange.exportSubmission({ planFy, placeId: place.id }))
    if (made.path === null) throw new Error('the package was not written to the folder')
    if (made.leftOut.length > 0) throw new Error(`papers left out: ${JSON.stringify(made.leftOut)}`)
    file = made.path
    const folder = path.join(out, '7 ใบนำส่ง')
    return (
      1 + (await makePaper(office, { kind: 'transmittal', id: made.id }, ['pdf'], folder, 'ใบนำส่งชุดข้อมูล'))
    )
  })
  return file
}

/** The package's own check in a process of its own, as anyone would run it; then with one bit changed. */
async function verify(file: string, scratch: string): Promise<void> {
  const check = (target: string) =>
    spawnSync(process.execPath, [at('scripts/verify-package.ts'), target], { encoding: 'utf8' })
  await part('ตรวจชุดส่ง และลองชุดที่แก้หนึ่งไบต์', 'verify the package, and one with a byte changed', async () => {
    const whole = check(file)
    if (whole.status !== 0) throw new Error(`verify-package refused its own package: ${whole.stderr}`)
    console.log(`  ${whole.stdout.trim()}`)
    const bytes = readFileSync(file)
    const middle = Math.floor(bytes.length / 2)
    bytes[middle] = (bytes[middle] ?? 0) ^ 1
    const changed = path.join(scratch, path.basename(file))
    writeFileSync(changed, bytes)
    const refused = check(changed)
    if (refused.status === 0) throw new Error('verify-package let a changed package pass')
    console.log(`  แก้หนึ่งไบต์แล้วไม่ผ่านตามที่ควร · refused as it should: ${refused.stderr.trim()}`)
    return 0
  })
}

/** The province: the letter that began it, the package taken in, the board and the consolidated workbook. */
async function playProvincePapers(
  office: Office,
  planFy: number,
  file: string,
  fingerprint: string,
  out: string,
): Promise<void> {
  await part('หนังสือสั่งการของจังหวัด', 'the province’s letter', async () => {
    const [letter] = await office.client.papers.letters()
    if (!letter) throw new Error('the demo province has no letter')
    // As it was printed in January: with the head the office had then.
    const seed = JSON.parse(readFileSync(at('resources/demo/seed-letter.json'), 'utf8')) as {
      letterhead: object
    }
    const head = (await office.client.office.status()).office
    if (!head) throw new Error('the demo province was not set up')
    await office.client.office.saveLetterhead({ ...head, ...seed.letterhead })
    const files = await makePaper(
      office,
      { kind: 'letter', id: letter.id },
      ['pdf', 'docx'],
      out,
      `หนังสือสั่งการ ที่ ${letter.number}-${letter.numberYear}`,
    )
    await office.client.office.undo()
    return files
  })
  await part('จังหวัดรับชุดส่ง', 'the province takes the package in', async () => {
    office.setDay(days.taking)
    const ticket = office.core.files.adopt(file, path.basename(file), session)
    const preview = await finish(await office.client.exchange.inspect({ token: ticket.token }))
    // What two people do over the telephone before a key is trusted for the first time.
    if (preview.fingerprint !== fingerprint)
      throw new Error(`fingerprint ${preview.fingerprint}, the district says ${fingerprint}`)
    const { packageId } = await finish(
      await office.client.exchange.takeIn({ token: ticket.token, confirmKey: true }),
    )
    await office.client.exchange.decide({ packageId, decision: 'accepted', reasons: '' })
    return 0
  })
  await part('กระดานติดตามและตารางรวมของจังหวัด', 'board and consolidated tables', async () => {
    office.setDay(days.review)
    const board = await office.client.province.board({ planFy })
    say(
      `  ต้องส่ง ${board.expected} อำเภอ ส่งแล้ว ${board.received} ทันกำหนด ${board.onTime}`,
      `${board.received} of ${board.expected} districts handed in, ${board.onTime} on time`,
    )
    const files = await makePaper(
      office,
      { kind: 'board', planFy },
      ['pdf', 'xlsx'],
      out,
      'กระดานติดตามการส่งของอำเภอ',
    )
    return (
      files +
      (await makePaper(
        office,
        { kind: 'consolidated', planFy },
        ['pdf', 'xlsx'],
        out,
        'ตารางรวมแผนความต้องการ',
      ))
    )
  })
}

/** The fingerprint as the district reads it out. */
async function districtFingerprint(file: string): Promise<string> {
  const { drain, verifyPackage } = await import('../core/exchange/verify.ts')
  const { fingerprintOf } = await import('../core/exchange/sign.ts')
  const pack = await drain(verifyPackage(file, { fileName: path.basename(file) }))
  pack.close()
  return fingerprintOf(pack.info.publicKey)
}

function showTable(out: string, seconds: number): void {
  console.log('\nสิ่งที่จัดทำ · what was made                          แฟ้ม files   วินาที s')
  for (const row of done)
    console.log(
      `  ${padThai(row.what, 48)} ${String(row.files).padStart(6)} ${row.seconds.toFixed(1).padStart(10)}`,
    )
  const files = done.reduce((sum, row) => sum + row.files, 0)
  console.log(
    `  ${padThai('รวม · in all', 48)} ${String(files).padStart(6)} ${seconds.toFixed(1).padStart(10)}`,
  )
  console.log(`\n${out}`)
}

/** Thai marks above and below take no room on the line. */
function padThai(text: string, width: number): string {
  const shown = text.replace(/\p{Mn}/gu, '').length
  return text + ' '.repeat(Math.max(0, width - shown))
}

async function main(): Promise<number> {
  const wanted = readArguments()
  if (wanted === null) {
    complain(`คำสั่งนี้ใช้ดังนี้: ${usage}`, `usage: ${usage}`)
    return 1
  }
  if (wanted.district !== undefined && !isDistrict(wanted.district)) {
    complain(
      `ไม่พบอำเภอรหัส ${wanted.district} โปรดใช้รหัสอำเภอ 4 หลัก เช่น 8002 (อำเภอพรหมคีรี)`,
      `${wanted.district} is no district; give its official code of 4 digits, e.g. 8002.`,
    )
    return 1
  }
  const browser = findBrowser()
  if (browser === undefined) {
    complain(
      'ไม่พบ Chromium, Chrome หรือ Edge ในเครื่องนี้ จึงพิมพ์ PDF ไม่ได้',
      'No Chromium, Chrome or Edge here: papers cannot be printed as PDF.',
    )
    return 1
  }
  const begun = performance.now()
  const out = path.resolve(wanted.out)
  makeFolder(out)
  const scratch = mkdtempSync(path.join(tmpdir(), 'amphoe-demo-'))
  const moment = new Date(`${days.signing}T02:00:00Z`)
  const printer = createChromiumPrinter({ executablePath: browser, root: at('.'), now: () => moment })
  const stick = path.join(out, 'ชุดส่งจังหวัด (USB)')
  mkdirSync(stick, { recursive: true })
  const place: Place = { id: 'stick', label: 'USB', path: stick, removable: true }
  const offices: Office[] = []
  const open = async (name: string) => {
    const dataDir = path.join(scratch, name)
    const office = await openOffice({ dataDir, seed: name, printPdf: printer.print, places: [place] })
    offices.push(office)
    return office
  }
  try {
    const where = wanted.district === undefined ? {} : { districtCode: wanted.district }
    const district = await open('district')
    await part(
      'อำเภอ: ตั้งสำนักงาน แผน คณะกรรมการ กิจกรรม',
      'the district: office, plans, bodies, activities',
      async () => {
        await finish(await district.client.demo.start({ which: 'demoDistrict', ...where }))
        return 0
      },
    )
    const planFy = (await district.client.calendar.planYears()).current
    if (planFy === null) throw new Error('the demo district has no plan year')
    const name = (await district.client.office.status()).office?.districtName ?? ''
    const folder = path.join(out, safeFileName(`อำเภอ${name}`))
    await playDistrictPapers(district, planFy, folder)
    const file = await handIn(district, planFy, place, folder)
    await verify(file, scratch)
    await playNextSteps(district, planFy, folder)

    const province = await open('province')
    await part('จังหวัด: ตั้งสำนักงานและกำหนดส่ง', 'the province: office and expectations', async () => {
      await finish(await province.client.demo.start({ which: 'demoProvince', ...where }))
      return 0
    })
    const provinceName = (await province.client.office.status()).office?.provinceName ?? ''
    await playProvincePapers(
      province,
      planFy,
      file,
      await districtFingerprint(file),
      path.join(out, safeFileName(`จังหวัด${provinceName}`)),
    )
    showTable(out, (performance.now() - begun) / 1000)
    return 0
  } finally {
    for (const office of offices) await office.core.close()
    await printer.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

function isDistrict(code: string): boolean {
  const rows = JSON.parse(readFileSync(at('resources/geography/districts.json'), 'utf8')) as [
    string,
    string,
  ][]
  return rows.some(([known]) => known === code)
}

/** @throws Fault disk.* */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const fault = {
      ENOSPC: 'disk.full',
      EROFS: 'disk.readOnly',
      EACCES: 'disk.readOnly',
      EPERM: 'disk.readOnly',
    } as const
    throw new Fault(fault[code as keyof typeof fault] ?? 'disk.missing', { path: folder }, { cause: error })
  }
}

/** @returns null when the command line is not understood */
function readArguments(): { out: string; district?: string } | null {
  try {
    const { values } = parseArgs({ options: { out: { type: 'string' }, district: { type: 'string' } } })
    if (values.out === undefined || values.out === '') return null
    if (statSync(values.out, { throwIfNoEntry: false })?.isFile()) return null
    return { out: values.out, ...(values.district === undefined ? {} : { district: values.district }) }
  } catch {
    return null
  }
}

/** The fault's Thai sentence and its code; no code for an error that is none of ours. */
function sentenceOf(error: unknown): { thai: string; code?: string } {
  const sentences = JSON.parse(readFileSync(at('renderer/i18n/th/faults.json'), 'utf8')) as Record<
    string,
    string
  >
  if (isFault(error)) return { thai: faultSentence(sentences, error), code: error.code }
  const data =
    error instanceof Error && 'data' in error
      ? (error.data as { code?: string; params?: object } | undefined)
      : undefined
  if (data?.code === undefined) return { thai: faultSentence(sentences, error) }
  const fault = Object.assign(new Error(data.code), {
    name: 'Fault',
    code: data.code,
    params: data.params ?? {},
  })
  return { thai: faultSentence(sentences, fault), code: `${data.code} ${JSON.stringify(data.params ?? {})}` }
}

main()
  .then((code) => {
    process.exitCode = code
  })
  .catch((error: unknown) => {
    const { thai, code } = sentenceOf(error)
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    complain(`จัดทำชุดตัวอย่างไม่สำเร็จ: ${thai}`, `The demo was not made: ${code ?? stack}`)
    process.exitCode = 1
  })
