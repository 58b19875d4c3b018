/** Papers of activities from records: register, matrix of ศอช., accounts of partners, sign-in sheet, one activity (C18). */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../core/contract.ts'
import { unzip } from '../../core/papers/engine/zip.ts'
import type { PaperRef } from '../../core/papers/rules.ts'
import {
  activityBase,
  addVillages,
  closeAll,
  directive,
  finish,
  makePlan,
  openTestCore,
  setUpDistrict,
  type TestCore,
} from '../support/core.ts'
import { photo } from '../support/photo.ts'
import { type Measured, measurePrint, startInspector } from './quality.ts'
import { bare, canPrint, startPrinter } from './tools.ts'

const editionFy = 2566
async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
/** Folder to look at the papers in; nothing is written where it is not said. */
const look = process.env.AMPHOE_LOOK

/** A year of a district with long names, several partners, and everything that can be odd. */
async function record(client: Client): Promise<{ workshop: string; session: string; partner: string }> {
  await setUpDistrict(client)
  await client.directives.register(directive)
  const [village] = await addVillages(client, '800201', 1)
  const { projectIds } = await makePlan(
    client,
    { level: 'village', areaKey: village!, planFy: 2568 },
    [900_000_00, 50_000_00],
    '2023-02-10',
  )
  const tambons = ['800201', '800202', '800203', '800204', '800205']
  await client.activities.saveParticipation({
    editionFy,
    tambonCodes: tambons,
    steps: ['prepare', 'review', 'analyse'],
    subject: '',
    heldOn: '2023-02-10',
    endedOn: '2023-02-11',
    place: '',
    attendance: [{ group: 'coordCentre', persons: 9 }],
    evidence: 'บันทึกการประชุม',
  })
  await client.activities.saveParticipation({
    editionFy,
    tambonCodes: ['800201'],
    steps: ['prepare', 'adopt'],
    subject: '',
    heldOn: '2023-06-10',
    endedOn: null,
    place: '',
    attendance: [],
    evidence: '',
  })
  const { id: session } = await client.activities.save({
    id: null,
    fields: {
      ...activityBase,
      kind: 'session',
      heldOn: '2023-01-20',
      subject:
        'ประชุมชี้แจงแนวทางปฏิบัติรองรับการดำเนินการตามระเบียบฯ แก่พัฒนากร ผู้นำชุมชน กลุ่มองค์กร และเครือข่ายในพื้นที่อำเภอพรหมคีรี',
      attendance: [
        { group: 'cdOfficers', persons: 6 },
        { group: 'kamnanHeadmen', persons: 39 },
        { group: 'coordCentre', persons: 45 },
      ],
      evidence: 'หนังสือเชิญประชุม ที่ นศ 0418/ว 112 ภาพถ่าย 8 ภาพ',
      cost: 12_500_00,
      costSource: 'agency',
    },
  })
  let workshop = ''
  for (const [at, tambonCode] of tambons.entries()) {
    const { id } = await client.activities.save({
      id: null,
      fields: {
        ...activityBase,
        kind: 'workshop',
        tambonCode,
        heldOn: `2023-04-1${at + 2}`,
        endedOn: at === 4 ? '2023-04-17' : null,
        state: 'held',
        subject: 'ประชุมเชิงปฏิบัติการจัดทำแผนพัฒนาตำบลและประสานแผนพัฒนาพื้นที่ในระดับตำบล',
        place: 'ศาลาประชาคมหมู่บ้าน หมู่ที่ 3 บ้านนอกท่าเหนือ',
        organiser: 'สำนักงานพัฒนาชุมชนอำเภอพรหมคีรี',
        objective: 'เพื่อให้ได้แผนพัฒนาตำบลที่มาจากแผนพัฒนาหมู่บ้านและแผนชุมชนครบทุกแห่ง',
        outcome:
          'ได้ร่างแผนพัฒนาตำบล 34 โครงการ ผู้แทนหมู่บ้านร่วมจัดลำดับความสำคัญ และมอบหมาย ศอช.ต. ติดตามโครงการที่เกินศักยภาพ',
        attendance: [
          { group: 'kamnanHeadmen', persons: 12 },
          { group: 'people', persons: 40 + at },
        ],
        lateReason: at === 4 ? 'เกิดอุทกภัยในพื้นที่' : '',
        note: at === 0 ? 'ผู้แทนหมู่บ้านเข้าร่วมครบ 8 หมู่บ้าน' : '',
        cost: 8_000_00,
        costSource: 'province',
        evidence: 'รายงานการประชุม',
      },
    })
    if (at === 4) workshop = id
  }
  await client.activities.save({
    id: null,
    fields: {
      ...activityBase,
      kind: 'workshop',
      tambonCode: '800203',
      heldOn: '2023-07-01',
      state: 'planned',
    },
  })
  const pledge = {
    form: 'money',
    what: '',
    amount: 300_000_00,
    projectId: projectIds[0]!,
    dueOn: '2023-05-31',
    withdrawnOn: null,
    note: '',
  }
  const { id: partner } = await client.activities.save({
    id: null,
    fields: {
      ...activityBase,
      kind: 'partner',
      subject: 'ประชุมบูรณาการงบประมาณกับองค์กรปกครองส่วนท้องถิ่น',
      partnerName: 'องค์การบริหารส่วนตำบลพรหมโลก',
      heldOn: '2023-05-02',
      projectIds,
    },
    pledges: [
      {
        ...pledge,
        receipts: [
          { receivedOn: '2023-05-20', what: 'งวดที่ 1', amount: 100_000_00, evidence: '' },
          { receivedOn: '2023-06-01', what: 'งวดที่ 2', amount: 50_000_00, evidence: '' },
        ],
      },
      {
        ...pledge,
        projectId: null,
        form: 'work',
        what: 'รถแบ็กโฮ 1 คัน พร้อมคนขับ 5 วัน',
        amount: null,
        dueOn: null,
      },
    ],
  })
  await client.activities.save({
    id: null,
    fields: { ...activityBase, kind: 'partner', partnerName: 'มูลนิธิพัฒนาชนบท', heldOn: '2023-05-03' },
    pledges: [
      {
        ...pledge,
        projectId: projectIds[1]!,
        amount: 40_000_00,
        receipts: [{ receivedOn: '2023-05-20', what: '', amount: 45_000_00, evidence: '' }],
      },
    ],
  })
  await client.activities.save({
    id: null,
    fields: { ...activityBase, kind: 'partner', partnerName: 'ธนาคารออมสิน สาขาพรหมคีรี', heldOn: '2023-05-04' },
  })
  return { workshop, session, partner }
}

describe.skipIf(!canPrint)('papers of activities', () => {
  const printer = startPrinter()
  const inspector = startInspector()
  let printed: { html: string; title: string; bytes: Uint8Array } | undefined
  const port = {
    async printPdf(html: string, { title }: { title: string }) {
      const bytes = await printer.print(html, { title })
      printed = { html, title, bytes }
      return bytes
    },
    places: () => Promise.resolve([]),
  }
  let client: Client
  let made: TestCore
  let ids: Awaited<ReturnType<typeof record>>
  beforeAll(async () => {
    made = await openTestCore({ port })
    made.clock.set('2023-06-20T03:00:00Z')
    client = made.client
    ids = await record(client)
  })
  afterAll(async () => {
    await closeAll()
    await printer.close()
    await inspector.close()
  })

  async function print(name: string, paper: PaperRef): Promise<Measured> {
    printed = undefined
    await finish(client.papers.make({ paper, format: 'pdf' }))
    const { html, title, bytes } = printed as unknown as { html: string; title: string; bytes: Uint8Array }
    if (look) {
      mkdirSync(look, { recursive: true })
      writeFileSync(`${look}/${name}.pdf`, bytes)
    }
    return measurePrint(html, title, bytes, inspector)
  }

  it('the register has every activity by kind, with persons, cost, and what is late or only planned', async () => {
    const all = await print('register', {
      kind: 'activityList',
      editionFy,
      activityKind: null,
      tambonCode: null,
    })
    expect(all.faults).toEqual([])
    const text = bare(all.text)
    for (const words of [
      'ทะเบียนกิจกรรมการจัดทำและประสานแผนพัฒนาตำบล',
      'จัดแล้ว15รายการวางแผนไว้1รายการผู้เข้าร่วมรวม',
      'การประสานภาคีและหน่วยงาน',
      'องค์การบริหารส่วนตำบลพรหมโลก',
      'เกินกำหนด2วัน(กำหนด15เม.ย.66)',
      'เหตุผลเกิดอุทกภัยในพื้นที่',
      'รวบรวมและทบทวนแผนหมู่บ้าน/แผนชุมชน,วิเคราะห์',
      'วางแผนไว้ยังไม่ได้จัด',
      '12,500',
    ])
      expect(text).toContain(words)
    const one = await print('register-tambon', {
      kind: 'activityList',
      editionFy,
      activityKind: 'workshop',
      tambonCode: '800203',
    })
    expect(one.faults).toEqual([])
    expect(bare(one.text)).toContain('ตำบลอินคีรี')
    expect(bare(one.text)).not.toContain('พรหมโลก')
  })

  it('the matrix has the days of each step, the order of ศอช.ต. and the plan', async () => {
    const found = await print('matrix', { kind: 'participationTable', editionFy })
    expect(found.faults).toEqual([])
    const text = bare(found.text)
    for (const words of ['มีส่วนร่วมแล้ว16จาก35ช่อง', '10–11ก.พ.66', '10มิ.ย.66', '4/7', 'ยังไม่ได้ตั้ง', 'ยังไม่เริ่ม'])
      expect(text).toContain(words)
  })

  it('the accounts say what was promised, what came in parts, what is overdue, too much or nothing', async () => {
    const found = await print('partners', { kind: 'partnerAccounts', editionFy })
    expect(found.faults).toEqual([])
    const text = bare(found.text)
    for (const words of [
      'ประสานภาคี3รายให้คำมั่น340,000บาทได้รับแล้ว195,000บาทคงค้าง150,000บาท',
      'เกินกำหนด',
      'งวดที่2',
      'ได้รับเกิน5,000บาท',
      'แผนโดยรวม',
      'ยังไม่ให้คำมั่น:ธนาคารออมสินสาขาพรหมคีรี',
    ])
      expect(text).toContain(words)
  })

  it('the sign-in sheet has room for those who are known to come, by group', async () => {
    const found = await print('sign-in', { kind: 'activitySignIn', id: ids.session })
    expect(found.faults).toEqual([])
    const text = bare(found.text)
    for (const words of ['เจ้าหน้าที่พัฒนาชุมชน', 'กำนันผู้ใหญ่บ้าน', 'คณะกรรมการศอช.', '๔๘'])
      expect(text).toContain(words)
    const asked = await print('sign-in-asked', {
      kind: 'activitySignIn',
      id: ids.workshop,
      groups: ['villageCommittee'],
      rows: 12,
    })
    expect(asked.faults).toEqual([])
    expect(bare(asked.text)).toContain('คณะกรรมการหมู่บ้าน')
    expect(bare(asked.text)).not.toContain('๑๓๑')
  })

  it.each<[string, PaperRef, ('docx' | 'xlsx')[]]>([
    [
      'ทะเบียนกิจกรรม ปี 2566',
      { kind: 'activityList', editionFy, activityKind: null, tambonCode: null },
      ['docx', 'xlsx'],
    ],
    ['ศอช. มีส่วนร่วมรายขั้นตอน ปี 2566', { kind: 'participationTable', editionFy }, ['docx', 'xlsx']],
    ['บัญชีการประสานภาคี ปี 2566', { kind: 'partnerAccounts', editionFy }, ['docx', 'xlsx']],
  ])('%s is written as files to edit', async (name, paper, formats) => {
    for (const format of formats)
      expect((await finish(client.papers.make({ paper, format }))).name).toBe(`${name}.${format}`)
  })

  it('the report of one activity says all of it on a page', async () => {
    const found = await print('report', { kind: 'activityReport', id: ids.workshop })
    expect(found.faults).toEqual([])
    const text = bare(found.text)
    for (const words of [
      '๑๖เมษายน๒๕๖๖ถึง',
      'รวม๕๖คน',
      '๘,๐๐๐บาทงบพัฒนาจังหวัด',
      'เกิดอุทกภัยในพื้นที่',
      'สำนักงานพัฒนาชุมชน',
    ])
      expect(text).toContain(words)
    expect(found.pages).toBe(1)
    const partner = await print('report-partner', { kind: 'activityReport', id: ids.partner })
    expect(partner.faults).toEqual([])
    expect(bare(partner.text)).toContain('รถแบ็กโฮ๑คันพร้อมคนขับ๕วัน')
    expect(bare(partner.text)).not.toContain('ภาพกิจกรรม')
  })

  it('the report draws the photographs that hang on the activity, upright, and names the other files', async () => {
    const attach = async (name: string, bytes: Buffer) => {
      const { token } = await made.core.files.put(name, once(bytes), 't')
      await finish(client.attachments.add({ token, table: 'activity', id: ids.session }))
    }
    await attach('ลงทะเบียน_หน้าห้องประชุม.jpg', photo({ mark: '1' }))
    await attach('IMG_20230120_0931.jpg', photo({ orientation: 6 }))
    await attach('ภาพเสีย.jpg', Buffer.concat([photo().subarray(0, 40), Buffer.alloc(2000, 7)]))
    await attach('บัญชีรายชื่อ.pdf', Buffer.from('%PDF-1.7\n\n%%EOF'))
    await attach('ปิดประชุม.jpg', photo({ mark: '2' }))
    const paper: PaperRef = { kind: 'activityReport', id: ids.session }
    const found = await print('report-pictures', paper)
    expect(found.faults).toEqual([])
    const text = bare(found.text)
    for (const words of [
      'ภาพเสีย.jpg',
      'บัญชีรายชื่อ.pdf',
      'ภาพกิจกรรม๓ภาพ',
      'ภาพที่๑ลงทะเบียนหน้าห้องประชุม',
      'ภาพที่๓ปิดประชุม',
    ])
      expect(text).toContain(words)
    expect(text).not.toContain('IMG')
    const { html } = printed as unknown as { html: string }
    const shown = [
      ...html.matchAll(/class="photo"[^>]*><img alt="" style="height:([\d.]+)mm;width:([\d.]+)mm"/gu),
    ]
    expect(shown.map(([, height, width]) => Number(width) > Number(height))).toEqual([true, false, true])
    expect(shown.every(([, height, width]) => Number(height) <= 62 && Number(width) <= 80)).toBe(true)
    const { token } = await finish(client.papers.make({ paper, format: 'docx' }))
    const docx = readFileSync((await made.core.files.take(token, 't'))?.path ?? '')
    const parts = await unzip(docx)
    const xml = parts.get('word/document.xml')?.toString() ?? ''
    const sizes = [...xml.matchAll(/<wp:extent cx="(\d+)" cy="(\d+)"/gu)].map(
      ([, cx, cy]) => Number(cx) > Number(cy),
    )
    // as the pixels lie, and turned after that
    expect(sizes).toEqual([true, true, true])
    expect([...xml.matchAll(/<a:xfrm rot="(\d+)"/gu)].map(([, turn]) => turn)).toEqual(['5400000'])
    if (look) writeFileSync(`${look}/report-pictures.docx`, docx)
  })

  it('sums on paper are those of the records: of a pledge that was withdrawn only what came', async () => {
    const { id } = await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'partner', partnerName: 'ธ.ก.ส.', heldOn: '2023-05-05' },
      pledges: [
        {
          form: 'money',
          what: '',
          amount: 700_000_00,
          projectId: null,
          dueOn: null,
          withdrawnOn: '2023-06-01',
          note: '',
          receipts: [{ receivedOn: '2023-05-04', what: '', amount: 20_000_00, evidence: '' }],
        },
        {
          form: 'material',
          what: 'ปูนซีเมนต์',
          amount: 45_000_00,
          projectId: null,
          dueOn: null,
          withdrawnOn: null,
          note: '',
        },
      ],
    })
    const found = await print('partners-withdrawn', { kind: 'partnerAccounts', editionFy })
    expect(found.faults).toEqual([])
    const text = bare(found.text)
    for (const words of [
      'ประสานภาคี4รายให้คำมั่น360,000บาทได้รับแล้ว215,000บาทคงค้าง150,000บาท',
      'ขอถอน',
      'จากเดิม700,000บาท',
      '(ก่อนวันให้คำมั่น)',
      'มูลค่า45,000บาท',
    ])
      expect(text).toContain(words)
    expect(text).toMatch(/รวมทั้งสิ้น5รายการ360,000215,000150,000/u)
    await client.activities.remove({ id })
  })

  it('workbooks hold numbers, not words, and their sums are those of the database', async () => {
    const raw = new Database(join(made.dataDir, 'office.sqlite'), { readonly: true })
    const sum = (column: string, where = '1') =>
      (raw.prepare(`SELECT coalesce(sum(${column}), 0) AS s FROM ${where}`).get() as { s: number }).s
    const cells = async (paper: PaperRef) => {
      const { token } = await finish(client.papers.make({ paper, format: 'xlsx' }))
      const book = new ExcelJS.Workbook()
      await book.xlsx.readFile((await made.core.files.take(token, 't'))?.path ?? '')
      const sheet = book.worksheets[0]!
      const rows: unknown[][] = []
      sheet.eachRow((row) => rows.push((row.values as unknown[]).slice(1)))
      return { rows, total: rows.find((row) => String(row[0]).startsWith('รวมทั้งสิ้น')) ?? [] }
    }
    const register = await cells({ kind: 'activityList', editionFy, activityKind: null, tambonCode: null })
    const persons = sum("json_extract(g.value, '$.persons')", 'activity a, json_each(a.attendance) g')
    expect(register.total.filter((one) => typeof one === 'number')).toEqual([
      persons,
      sum('cost', 'activity') / 100,
    ])
    const accounts = await cells({ kind: 'partnerAccounts', editionFy })
    expect(accounts.total.filter((one) => typeof one === 'number').slice(0, 2)).toEqual([
      sum('pledged', 'activity') / 100,
      sum('received', 'activity') / 100,
    ])
    expect(sum('received', 'activity')).toBe(sum('r.amount', 'pledgeReceipt r'))
    raw.close()
  })
})
