import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import type { Client } from '../../core/contract.ts'
import type { HostPort } from '../../core/kernel/ports.ts'
import type { EntryFields } from '../../core/plans/rules.ts'
import { fakePort, finish, openTestCore, setUpDistrict, setUpProvince, type TestCore } from './core.ts'
import { blankEntry } from './entries.ts'

/** Three offices that meet only through files: what tests of packages need (docs/package-format.md). */

export const planFy = 2567
export const recordTables = [
  'signatory',
  'village',
  'lao',
  'villageLao',
  'person',
  'directive',
  'duty',
  'plan',
  'project',
  'planEntry',
  'entryBudget',
  'fate',
  'body',
  'seat',
  'appointmentOrder',
  'activity',
  'letter',
  'resultsReport',
  'reportText',
  'attachment',
  'villageFigure',
  'forum',
  'forumNeed',
  'entryReturn',
  'ranking',
  'entryScore',
  'projectPair',
  'projectBrief',
  'projectDocument',
  'post',
  'holding',
  'meeting',
  'meetingBody',
  'agendaItem',
  'resolution',
  'meetingMinutes',
  'letterAddressee',
  'directiveTold',
  'pledge',
  'pledgeReceipt',
  'reportFigure',
]

export type Office = TestCore & { officeId: string; stickDir: string }

const folders: string[] = []
/** A folder that plays the stick; removed by removeFolders. */
export function makeFolder(name = 'amphoe-stick-'): string {
  const dir = mkdtempSync(join(tmpdir(), name))
  folders.push(dir)
  return dir
}
export function removeFolders(): void {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true })
}

export type StickOptions = {
  freeBytes?: number
  dir?: string
  seed?: string
  districtCode?: string
  printPdf?: HostPort['printPdf']
}

/** A district with the stick plugged in as place `stick`. */
export async function openDistrict(options: StickOptions = {}): Promise<Office> {
  const stickDir = options.dir ?? makeFolder()
  const { freeBytes, districtCode = '8002', seed = `district-${districtCode}` } = options
  const place = {
    id: 'stick',
    label: 'แฟลชไดรฟ์',
    path: stickDir,
    removable: true,
    ...(freeBytes === undefined ? {} : { freeBytes }),
  }
  const core = await openTestCore({
    seed,
    port: {
      ...fakePort,
      ...(options.printPdf && { printPdf: options.printPdf }),
      places: async () => [place],
    },
  })
  const officeId = await setUpDistrict(core.client, { districtCode, provinceCode: districtCode.slice(0, 2) })
  return { ...core, officeId, stickDir }
}

/** A province, with a stick of its own plugged in as place `stick`. */
export async function openProvince(provinceCode = '80'): Promise<Office> {
  const stickDir = makeFolder()
  const place = { id: 'stick', label: 'แฟลชไดรฟ์', path: stickDir, removable: true }
  const core = await openTestCore({
    seed: `province-${provinceCode}`,
    port: { ...fakePort, places: async () => [place] },
  })
  const officeId = await setUpProvince(core.client, provinceCode)
  return { ...core, officeId, stickDir }
}

const entryFields: EntryFields = {
  ...blankEntry,
  issue: 'โครงสร้างพื้นฐาน',
  projectClass: 'BEYOND',
  budgetSource: 'งบจังหวัด',
}

export type Made = {
  villageIds: string[]
  villagePlanId: string
  tambonPlanId: string
  districtPlanId: string
  needsPlanId: string
}

/** Village → tambon → district → needs plan through the contract, two projects, all adopted. */
export async function makePlans(client: Client, districtCode = '8002'): Promise<Made> {
  const tambonCode = `${districtCode}01`
  const { ids: villageIds } = await client.geography.saveVillages({
    rows: [1, 2].map((mooNo) => ({
      id: null,
      fields: {
        kind: 'village',
        tambonCode,
        mooNo,
        name: `บ้านทดสอบ${mooNo}`,
        officialCode: null,
        population: 100 * mooNo,
        households: 30,
        headmanName: 'นายสมมติ ใจดี',
        example: true,
      },
    })),
    dryRun: false,
  })
  const open = async (level: 'village' | 'tambon' | 'district' | 'needs', areaKey: string) =>
    (await client.plans.open({ level, areaKey, planFy, edition: 'first' })).id
  const adopt = (planId: string) =>
    client.plans.adopt({
      planId,
      adoptedOn: '2022-03-01',
      adoptedBy: 'ที่ประชุม',
      resolution: 'เห็นชอบ',
      attendees: 40,
    })
  const villagePlanId = await open('village', villageIds[0] ?? '')
  const { ids } = await client.plans.saveEntries({
    planId: villagePlanId,
    rows: [
      {
        id: null,
        fields: {
          ...entryFields,
          name: 'ก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 1',
          budgets: [{ fiscalYear: planFy, amount: 120_000_000 }],
        },
      },
      {
        id: null,
        fields: {
          ...entryFields,
          name: 'ขุดลอกคลองสายกลาง',
          issue: 'แหล่งน้ำ',
          projectClass: 'JOINT',
          budgets: [
            { fiscalYear: planFy, amount: 30_000_050 },
            { fiscalYear: planFy + 1, amount: 20_000_000 },
          ],
        },
      },
    ],
    removed: [],
    order: [],
    dryRun: false,
  })
  await adopt(villagePlanId)
  const up = async (level: 'tambon' | 'district' | 'needs', areaKey: string, entryIds: string[]) => {
    const planId = await open(level, areaKey)
    const taken = await client.plans.takeUp({ planId, entryIds, takenOn: '2022-03-10' })
    await adopt(planId)
    return { planId, ids: taken.ids }
  }
  const tambon = await up('tambon', tambonCode, ids)
  const district = await up('district', districtCode, tambon.ids)
  const needs = await up('needs', districtCode, district.ids)
  return {
    villageIds,
    villagePlanId,
    tambonPlanId: tambon.planId,
    districtPlanId: district.planId,
    needsPlanId: needs.planId,
  }
}

/** An id as ids look; the same for the same word. */
export function idOf(word: string): string {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz'
  return [...createHash('sha256').update(word).digest().subarray(0, 26)]
    .map((byte) => digits[byte % 32])
    .join('')
}

/**
 * Rows of every other table that is handed in, straight into the office's file: areas that are not the subject of
 * these tests. One attachment of real bytes hangs on the activity.
 */
export function seedOthers(office: Office, made: Made): { attachmentHash: string } {
  const db = new Database(join(office.dataDir, 'office.sqlite'))
  const { officeId } = office
  const put = (table: string, row: Record<string, unknown>) => {
    const full: Record<string, unknown> = { id: idOf(`${table}-${officeId}`), officeId, ...row }
    const keys = Object.keys(full)
    db.prepare(
      `INSERT INTO "${table}" (${keys.map((k) => `"${k}"`).join(',')}) VALUES (${keys.map((k) => `@${k}`).join(',')})`,
    ).run(
      Object.fromEntries(
        Object.entries(full).map(([k, v]) => [
          k,
          v !== null && typeof v === 'object' ? JSON.stringify(v) : v,
        ]),
      ),
    )
    return String(full.id)
  }
  const signatoryId = db.prepare('SELECT id FROM signatory ORDER BY id LIMIT 1').pluck().get() as string
  const projectId = db.prepare('SELECT id FROM project ORDER BY id LIMIT 1').pluck().get() as string
  const laoId = put('lao', { name: 'อบต.พรหมโลก', laoType: 'SAO', code: null, example: 1 })
  put('villageLao', { villageId: made.villageIds[0], laoId, part: 1 })
  const agencyId = put('lao', {
    id: idOf(`agency-${officeId}`),
    name: 'โครงการชลประทานนครศรีธรรมราช',
    laoType: 'AGENCY',
    code: null,
    example: 1,
  })
  put('villageLao', {
    id: idOf(`villageAgency-${officeId}`),
    villageId: made.villageIds[0],
    laoId: agencyId,
    part: 0,
  })
  put('villageFigure', {
    villageId: made.villageIds[0],
    year: 2564,
    population: 412,
    male: 200,
    female: 212,
    households: 130,
    source: 'ทะเบียนราษฎร',
  })
  const [entry, other] = db
    .prepare(
      'SELECT e.id, e.projectId, e.planId FROM planEntry e JOIN plan p ON p.id = e.planId WHERE p.level = ? ORDER BY e.rank',
    )
    .all('tambon') as { id: string; projectId: string; planId: string }[]
  if (!entry || !other) throw new Error('the tambon plan has two entries')
  const forumId = put('forum', {
    level: 'village',
    villageId: made.villageIds[0],
    tambonCode: '800201',
    planFy,
    state: 'held',
    heldOn: '2022-01-20',
    partners: [{ name: 'อบต.พรหมโลก', kind: 'lao', persons: 3 }],
    attendance: [{ group: 'people', persons: 61 }],
    rankMethod: 'hands',
    example: 1,
  })
  put('forumNeed', {
    forumId,
    no: 1,
    issue: 'แหล่งน้ำ',
    problem: 'คลองตื้นเขิน',
    name: 'ขุดลอกคลองสายกลาง',
    projectClass: 'JOINT',
    amount: 50_000_050,
    votes: 40,
    rank: 1,
    projectId: other.projectId,
  })
  put('entryReturn', {
    projectId: entry.projectId,
    entryId: entry.id,
    byPlanId: made.districtPlanId,
    reason: 'ขาดแบบแปลน',
    dated: '2022-05-02',
  })
  put('ranking', {
    planId: entry.planId,
    criteria: [{ key: 'urgency', name: 'ความเร่งด่วน', weight: 30, maximum: 5 }],
    rankedOn: '2022-03-10',
  })
  put('entryScore', {
    planId: entry.planId,
    entryId: entry.id,
    scores: [{ criterion: 'urgency', score: 4.5 }],
    scoreRank: 1,
  })
  const [aId, bId] = [entry.projectId, other.projectId].sort()
  put('projectPair', { aId, bId, verdict: 'notSame', score: 71, decidedOn: '2022-04-01' })
  put('projectBrief', {
    projectId,
    rationale: 'ถนนชำรุด',
    activities: [
      {
        name: 'ก่อสร้างถนน',
        amount: 120_000_000,
        agency: 'อบต.พรหมโลก',
        relatedAgencies: '',
        targetGroup: '',
        responsible: '',
        kpi: '',
      },
    ],
  })
  put('projectDocument', { projectId, document: 'drawing', state: 'have', number: 'ผ. 12/2565' })
  const personId = put('person', {
    title: 'นาย',
    firstName: 'สมชาย',
    lastName: 'ตัวอย่าง',
    position: 'กำนัน',
    example: 1,
  })
  put('person', {
    id: idOf(`nobody-${officeId}`),
    title: 'นาง',
    firstName: 'ไม่อยู่',
    lastName: 'ในคณะ',
    position: '',
    example: 1,
  })
  const directiveId = put('directive', {
    number: 'นศ ๐๐๑๙.๓/ว ๓๙๓',
    dated: '2022-01-18',
    receivedOn: null,
    fromOffice: 'จังหวัดนครศรีธรรมราช',
    subject: 'การจัดทำแผน',
    editionFy: 2565,
    planFy,
    body: '',
    enclosures: [],
    example: 1,
  })
  const dutyId = put('duty', { directiveId, no: 1, kind: 'teach', text: 'ชี้แจงแนวทาง', dueOn: '2022-07-25' })
  put('fate', {
    projectId,
    kind: 'funded',
    budgetSource: 'งบจังหวัด',
    amount: 100,
    fiscalYear: 2567,
    reason: '',
    dated: '2022-06-01',
  })
  const bodyId = put('body', {
    kind: 'tambonCommittee',
    name: 'ก.บ.ต. ตำบลพรหมโลก',
    tambonCode: '800201',
    districtCode: '8002',
    villageId: null,
  })
  put('seat', {
    bodyId,
    no: 1,
    title: 'ประธานกรรมการ',
    role: 'chair',
    filledBy: 'person',
    post: 'กำนัน',
    personId,
  })
  const postId = put('post', {
    kind: 'villageHead',
    name: 'ผู้ใหญ่บ้าน หมู่ที่ 1 ตำบลพรหมโลก',
    tambonCode: '800201',
    villageId: made.villageIds[0],
    laoId: null,
    example: 1,
  })
  const headId = put('person', {
    id: idOf(`head-${officeId}`),
    title: 'นาง',
    firstName: 'สมหญิง',
    lastName: 'ตัวอย่าง',
    position: '',
    example: 1,
  })
  put('holding', { postId, personId: headId, startsOn: '2021-05-01' })
  // who held it before stays at home, and so does the person
  put('holding', {
    id: idOf(`before-${officeId}`),
    postId,
    personId: idOf(`nobody-${officeId}`),
    endsOn: '2021-04-30',
    endReason: 'retired',
  })
  put('seat', {
    id: idOf(`seatOfPost-${officeId}`),
    bodyId,
    no: 2,
    title: 'กรรมการ',
    role: 'member',
    filledBy: 'post',
    post: 'ผู้ใหญ่บ้าน หมู่ที่ 1 ตำบลพรหมโลก',
    postId,
    personId: null,
  })
  const orderId = put('appointmentOrder', {
    bodyId,
    editionFy: 2565,
    subject: 'แต่งตั้ง ก.บ.ต.',
    reason: 'ด้วย',
    powers: '',
    duties: ['จัดทำแผน'],
    state: 'signed',
    number: 12,
    numberYear: 2565,
    signedOn: '2022-02-01',
    signatoryId,
    members: [{ name: 'นายสมชาย ตัวอย่าง', position: 'กำนัน', title: 'ประธานกรรมการ' }],
  })
  put('appointmentOrder', {
    id: idOf(`amendment-${officeId}`),
    bodyId,
    editionFy: 2565,
    subject: 'แก้ไขคำสั่งแต่งตั้ง ก.บ.ต.',
    duties: [],
    state: 'signed',
    number: 13,
    numberYear: 2565,
    signedOn: '2022-03-01',
    signatoryId,
    action: 'amend',
    supersedesId: orderId,
    members: [{ name: 'นางสมหญิง ตัวอย่าง', position: '', title: 'กรรมการ', bodyId, personId: headId }],
  })
  const meetingId = put('meeting', {
    title: 'การประชุม ก.บ.ต. ตำบลพรหมโลก',
    number: 1,
    numberYear: 2565,
    heldOn: '2022-03-10',
    startsAt: '09.30',
    place: 'ศาลาประชาคม',
    state: 'held',
    agenda: 'five',
    example: 1,
  })
  put('meetingBody', { meetingId, bodyId, no: 1, number: 1, numberYear: 2565 })
  const itemId = put('agendaItem', { meetingId, no: 1, kind: 'decide', title: 'เรื่องเสนอให้พิจารณา' })
  put('resolution', {
    meetingId,
    itemId,
    no: 1,
    text: 'เห็นชอบ',
    kind: 'approved',
    aboutTable: 'plan',
    aboutId: made.districtPlanId,
  })
  put('attendance', { meetingId, no: 1, kind: 'guest', name: 'นายไม่เดินทาง ตัวอย่าง', state: 'present' })
  put('meetingMinutes', { meetingId, bodyId: null, state: 'signed', signedOn: '2022-03-20' })
  const activityId = put('activity', {
    editionFy: 2565,
    kind: 'workshop',
    tambonCode: '800201',
    subject: 'ประชุมเชิงปฏิบัติการ',
    heldOn: '2022-03-03',
    attendance: [{ group: 'people', persons: 40 }],
    steps: [],
    projectIds: [projectId],
    example: 1,
  })
  put('directiveTold', {
    directiveId,
    dutyId,
    recipient: 'กำนันตำบลพรหมโลก',
    tambonCode: '800201',
    means: 'letter',
    toldOn: '2022-01-25',
    acknowledgedOn: '2022-01-27',
    example: 1,
  })
  // a letter that has not come, and what it is expected to ask, stay at home
  const nextId = put('directive', {
    id: idOf(`expected-${officeId}`),
    number: 'รอหนังสือ',
    dated: '2023-01-18',
    fromOffice: 'จังหวัดนครศรีธรรมราช',
    subject: 'การจัดทำแผนปีถัดไป',
    editionFy: 2566,
    planFy: planFy + 1,
    state: 'expected',
    copiedFromId: directiveId,
    example: 1,
  })
  put('duty', {
    id: idOf(`expectedDuty-${officeId}`),
    directiveId: nextId,
    no: 1,
    kind: 'teach',
    text: 'ชี้แจง',
  })
  // notes of the year stay at home: the report says what came of them
  put('dutyNote', { dutyId, notedOn: '2022-02-01', part: 'problem', text: 'ผู้เข้าร่วมน้อย', example: 1 })
  const partnerId = put('activity', {
    id: idOf(`partner-${officeId}`),
    editionFy: 2565,
    kind: 'partner',
    subject: 'หารือโครงการชลประทาน',
    heldOn: '2022-04-20',
    partnerName: 'โครงการชลประทานนครศรีธรรมราช',
    pledged: 5_000_000,
    received: 2_000_000,
    projectIds: [projectId],
    cost: 150_000,
    costSource: 'lao',
    outcome: 'รับไปพิจารณา',
    example: 1,
  })
  const pledgeId = put('pledge', {
    activityId: partnerId,
    projectId,
    form: 'money',
    what: 'ค่าวัสดุ',
    amount: 5_000_000,
    dueOn: '2022-09-30',
  })
  put('pledgeReceipt', { pledgeId, receivedOn: '2022-06-01', amount: 2_000_000, evidence: 'ใบเสร็จ' })
  const letterId = put('letter', {
    dated: '2022-07-14',
    number: 55,
    numberYear: 2565,
    subject: 'ส่งรายงาน',
    addressee: 'ผู้ว่าราชการจังหวัด',
    references: [],
    enclosures: [],
    paragraphs: [{ text: 'ตามที่' }],
    closing: 'ขอแสดงความนับถือ',
    signatoryId,
    state: 'signed',
  })
  put('letterAddressee', {
    letterId,
    no: 1,
    addressee: 'ผู้ว่าราชการจังหวัด',
    fields: { เรื่องเดิม: 'ที่ 1' },
    number: 55,
    numberYear: 2565,
  })
  const reportId = put('resultsReport', {
    directiveId,
    versionNo: 1,
    asOf: '2022-07-14',
    state: 'signed',
    signedOn: '2022-07-14',
    signatoryId,
    letterId,
    frozen: { sessions: 1 },
  })
  put('reportFigure', { reportId, figure: 'ownCount', value: 7, source: 'ทะเบียนของสำนักงาน' })
  put('reportText', { reportId, dutyId, result: 'ชี้แจงแล้ว', problem: '', suggestion: '' })
  const bytes = Buffer.from(`ภาพถ่ายตัวอย่าง ${officeId}`)
  const attachmentHash = createHash('sha256').update(bytes).digest('hex')
  mkdirSync(join(office.dataDir, 'attachments'), { recursive: true })
  writeFileSync(join(office.dataDir, 'attachments', attachmentHash), bytes)
  put('attachment', {
    sha256: attachmentHash,
    name: 'ภาพ.jpg',
    mime: 'image/jpeg',
    sizeBytes: bytes.length,
    subjectTable: 'activity',
    subjectId: activityId,
  })
  // the same photo hangs on the forum too: its content travels once
  put('attachment', {
    id: idOf(`photo-${officeId}`),
    sha256: attachmentHash,
    name: 'เวที.jpg',
    mime: 'image/jpeg',
    sizeBytes: bytes.length,
    subjectTable: 'forum',
    subjectId: forumId,
  })
  put('attachment', {
    id: idOf(`sheet-${officeId}`),
    sha256: attachmentHash,
    name: 'ใบลงชื่อ.jpg',
    mime: 'image/jpeg',
    sizeBytes: bytes.length,
    subjectTable: 'meeting',
    subjectId: meetingId,
  })
  put('attachment', {
    id: idOf(`evidence-${officeId}`),
    sha256: attachmentHash,
    name: 'หลักฐาน.jpg',
    mime: 'image/jpeg',
    sizeBytes: bytes.length,
    subjectTable: 'duty',
    subjectId: dutyId,
  })
  db.close()
  return { attachmentHash }
}

/** Exports to the stick. @returns path of the package */
export async function handIn(office: Office, year = planFy): Promise<string> {
  const result = await finish(office.client.exchange.exportSubmission({ planFy: year, placeId: 'stick' }))
  if (result.path === null) throw new Error('no path')
  return result.path
}

/** Writes the answer to a package to the stick. @returns path of the receipt or return */
export async function answer(office: Office, packageId: string): Promise<string> {
  const result = await finish(office.client.exchange.exportAnswer({ packageId, placeId: 'stick' }))
  if (result.path === null) throw new Error('no path')
  return result.path
}

/** A laptop that was started from a reference package of its district, with the stick plugged in as place `stick`. */
export async function openLaptop(
  reference: string,
  options: { seed?: string; dir?: string; tambonCodes?: string[]; passphrase?: string } = {},
): Promise<Office> {
  const stickDir = options.dir ?? makeFolder()
  const core = await openTestCore({
    seed: options.seed ?? 'laptop',
    port: {
      ...fakePort,
      places: async () => [{ id: 'stick', label: 'แฟลชไดรฟ์', path: stickDir, removable: true }],
    },
  })
  const token = core.core.files.adopt(reference, basename(reference), 't').token
  const { officeId } = await finish(
    core.client.fieldwork.start({
      token,
      confirmKey: true,
      tambonCodes: options.tambonCodes ?? [],
      staffName: 'นายภาคสนาม ทดสอบ',
      staffPosition: 'พัฒนากร',
      ...(options.passphrase === undefined ? {} : { passphrase: options.passphrase }),
    }),
  )
  return { ...core, officeId, stickDir }
}

/** The district gives reference data of tambons. @returns path of the package */
export async function giveReference(
  office: Office,
  tambonCodes: string[],
  withFiles = false,
  passphrase?: string,
): Promise<string> {
  const result = await finish(
    office.client.fieldwork.exportReference({
      tambonCodes,
      withFiles,
      placeId: 'stick',
      ...(passphrase === undefined ? {} : { passphrase }),
    }),
  )
  if (result.path === null) throw new Error('no path')
  return result.path
}

/** The laptop hands in its work. @returns path of the package */
export async function handInWork(office: Office): Promise<string> {
  const result = await finish(office.client.fieldwork.exportWork({ planFy, placeId: 'stick' }))
  if (result.path === null) throw new Error('no path')
  return result.path
}

/** A ticket's token for a file that the person chose. */
export function choose(office: Office, path: string): string {
  return office.core.files.adopt(path, basename(path), 't').token
}

/** Takes in a file as the person would who compared the key. */
export function bringIn(office: Office, path: string, confirmKey = true) {
  return finish(office.client.exchange.takeIn({ token: choose(office, path), confirmKey }))
}

/** Rows of a table in an office's file, as they are stored. */
export function rowsIn(dataDir: string, table: string, officeId?: string): Record<string, unknown>[] {
  const db = new Database(join(dataDir, 'office.sqlite'), { readonly: true })
  try {
    const where = officeId === undefined ? '' : 'WHERE officeId = ?'
    return db
      .prepare(`SELECT * FROM "${table}" ${where} ORDER BY 1`)
      .all(...(officeId === undefined ? [] : [officeId])) as Record<string, unknown>[]
  } finally {
    db.close()
  }
}

/** Every file below a folder with its content's hash: what a refused package must leave unchanged. */
export function filesBelow(dir: string, skip: (name: string) => boolean = () => false): Map<string, string> {
  const files = new Map<string, string>()
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && !skip(path))
      files.set(path, createHash('sha256').update(readFileSync(path)).digest('hex'))
  }
  return files
}
