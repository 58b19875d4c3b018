import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActivityFields } from '../../core/activities/rules.ts'
import type { Client } from '../../core/contract.ts'
import { type Core, type CoreOptions, createCore } from '../../core/core.ts'
import type { TaskEvent } from '../../core/kernel/meta.ts'
import type { HostPort } from '../../core/kernel/ports.ts'
import { seededRandom } from '../../scripts/lib/seeded-random.ts'

export { seededRandom }

export const resourcesDir = join(import.meta.dirname, '../../resources')

/** Ends every core of a test file: `afterEach(closeAll)`. */
const opened: { core: Core; dataDir: string; keep: boolean }[] = []

/** A host that cannot print; tests of papers hand in a real one. */
export const fakePort: HostPort = {
  printPdf: () => Promise.reject(new Error('this test host does not print')),
  places: () => Promise.resolve([]),
}

/** Fixed clock that a test may set. */
export function testClock(start = '2022-07-15T02:00:00.000Z'): { now(): Date; set(iso: string): void } {
  let now = new Date(start)
  return {
    now: () => new Date(now),
    set(iso) {
      now = new Date(iso)
    },
  }
}

export type TestCore = { core: Core; client: Client; dataDir: string; clock: ReturnType<typeof testClock> }

/** A real core over a real file in a folder of its own; 15 July 2022, 9:00 in Thailand, unless said otherwise. */
export async function openTestCore(
  options: Partial<CoreOptions> & { session?: string; keep?: boolean; seed?: string } = {},
): Promise<TestCore> {
  const { session = 't', keep = false, seed = 'test', ...rest } = options
  const dataDir = rest.dataDir ?? mkdtempSync(join(tmpdir(), 'amphoe-test-'))
  const clock = testClock()
  const core = await createCore({
    resourcesDir,
    port: fakePort,
    version: '0.0.0-test',
    clock,
    random: seededRandom(seed),
    ...rest,
    dataDir,
  })
  opened.push({ core, dataDir, keep: keep || rest.dataDir !== undefined })
  return { core, client: core.client({ id: session }), dataDir, clock }
}

/** Closes every core opened by openTestCore and removes their folders (not a folder that the test handed in). */
export async function closeAll(): Promise<void> {
  for (const { core, dataDir, keep } of opened.splice(0)) {
    await core.close().catch(() => undefined)
    if (!keep) rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Reads a task to its end. @returns its result */
export async function finish<R>(
  stream: Promise<AsyncIterable<TaskEvent<R>>> | AsyncIterable<TaskEvent<R>>,
): Promise<R> {
  for await (const event of await stream) if (event.kind === 'result') return event.result
  throw new Error('the task ended without a result')
}

/** The fault with which a call fails; fails the test when it does not fail, or with something else. */
export async function faultOf(
  call: Promise<unknown>,
): Promise<{ code: string; params: Record<string, unknown> }> {
  try {
    await call
  } catch (error) {
    const data = (error as { data?: { code?: string; params?: Record<string, unknown> } }).data
    if (data?.code !== undefined) return { code: data.code, params: data.params ?? {} }
    const own = error as { name?: string; code?: string; params?: Record<string, unknown> }
    if (own.name === 'Fault' && own.code !== undefined) return { code: own.code, params: own.params ?? {} }
    throw error
  }
  throw new Error('no fault came')
}

export const letterhead = {
  name: 'ที่ว่าการอำเภอพรหมคีรี',
  agencyCode: 'นศ ๐๔๑๘',
  addressLines: ['ถนนนครศรีธรรมราช-นบพิตำ', 'นศ ๘๐๓๒๐'],
  ownerUnit: 'ที่ทำการปกครองอำเภอ',
  ownerGroup: 'กลุ่มงานบริหารงานปกครอง',
  telephone: '๐ ๗๕๓๙ ๖๐๒๒',
  fax: '',
  email: '',
  mottoLines: [],
  orderIssuer: 'อำเภอพรหมคีรี',
  emblemMode: 'space' as const,
  docxFont: 'TH SarabunPSK' as const,
}

/** Sets up พรหมคีรี (8002) or another district, with two signatories. @returns the office's id */
export async function setUpDistrict(
  client: Client,
  change: { districtCode?: string; provinceCode?: string } = {},
): Promise<string> {
  const { officeId } = await client.office.setUp({
    profile: 'district',
    provinceCode: change.provinceCode ?? '80',
    districtCode: change.districtCode ?? '8002',
    tambonCodes: [],
    letterhead,
    signatories: [
      { name: 'นายตัวอย่าง อำเภอดี', positionLines: ['นายอำเภอพรหมคีรี'], signs: ['letter', 'order', 'report'] },
      { name: 'นางสาวสมมติ พัฒนา', positionLines: ['พัฒนาการอำเภอพรหมคีรี'], signs: ['report'] },
    ],
    staffName: 'นายทดสอบ ระบบดี',
    staffPosition: 'ปลัดอำเภอ',
  })
  return officeId
}

/** Sets up the province. @returns the office's id */
export async function setUpProvince(client: Client, provinceCode = '80'): Promise<string> {
  const { officeId } = await client.office.setUp({
    profile: 'province',
    provinceCode,
    districtCode: null,
    tambonCodes: [],
    letterhead: {
      ...letterhead,
      name: 'ศาลากลางจังหวัดนครศรีธรรมราช',
      agencyCode: 'นศ ๐๐๑๙.๓',
      orderIssuer: 'จังหวัดนครศรีธรรมราช',
    },
    signatories: [
      { name: 'นายจังหวัด ตัวอย่าง', positionLines: ['ผู้ว่าราชการจังหวัดนครศรีธรรมราช'], signs: ['letter'] },
    ],
    staffName: 'นางสาวจังหวัด ทดสอบ',
    staffPosition: 'นักวิชาการพัฒนาชุมชน',
  })
  return officeId
}

/** A directive of six duties with its own numbers, not the seed letter: FY 2568 of edition 2566, report due 20 July 2566. */
export const directive = {
  number: 'ชพ ๐๐๑๗.๒/๑๑๑',
  dated: '2023-01-10',
  receivedOn: '2023-01-12',
  fromOffice: 'จังหวัดชุมพร',
  subject: 'แนวทางปฏิบัติประจำปี',
  editionFy: 2566,
  planFy: 2568,
  body: '',
  enclosures: [],
  duties: [
    { no: 1, kind: 'teach', text: 'สร้างความเข้าใจ', ownerName: '', dueOn: null },
    { no: 2, kind: 'orders', text: 'ทบทวนคำสั่ง', ownerName: '', dueOn: '2023-03-31' },
    { no: 3, kind: 'coordCentre', text: 'ส่งเสริม ศอช.', ownerName: '', dueOn: null },
    { no: 4, kind: 'workshops', text: 'ประชุมเชิงปฏิบัติการ', ownerName: '', dueOn: '2023-04-15' },
    { no: 5, kind: 'partners', text: 'ประสานภาคี', ownerName: '', dueOn: null },
    { no: 6, kind: 'report', text: 'รายงานผล', ownerName: '', dueOn: '2023-07-20' },
  ],
  example: false,
}

/** Adds villages บ้านทดสอบ 1 … n to a tambon. @returns their ids */
export async function addVillages(
  client: Client,
  tambonCode: string,
  howMany: number,
  communities = 0,
): Promise<string[]> {
  const base = {
    tambonCode,
    officialCode: null,
    population: 100,
    households: 30,
    headmanName: '',
    example: true,
  }
  const villages = Array.from({ length: howMany }, (_, at) => ({
    ...base,
    kind: 'village' as const,
    mooNo: at + 1,
    name: `บ้านทดสอบ ${at + 1}`,
  }))
  const others = Array.from({ length: communities }, (_, at) => ({
    ...base,
    kind: 'community' as const,
    mooNo: null,
    name: `ชุมชนทดสอบ ${at + 1}`,
  }))
  const { ids } = await client.geography.saveVillages({
    rows: [...villages, ...others].map((fields) => ({ id: null, fields })),
    dryRun: false,
  })
  return ids
}

/** Opens a plan with projects of the given money (satang in the plan FY) and adopts it on a day, if one is given. */
export async function makePlan(
  client: Client,
  plan: { level: 'village' | 'tambon' | 'district' | 'needs'; areaKey: string; planFy: number },
  amounts: readonly number[],
  adoptedOn: string | null,
): Promise<{ planId: string; projectIds: string[] }> {
  const span =
    plan.level === 'needs' ? { spanStart: plan.planFy, spanLength: 1 } : { spanStart: 2566, spanLength: 5 }
  const { id: planId } = await client.plans.open({ ...plan, ...span, edition: 'first' })
  if (amounts.length > 0) {
    await client.plans.saveEntries({
      planId,
      rows: amounts.map((amount, at) => ({
        id: null,
        fields: entry(`โครงการ ${at + 1} ${plan.areaKey}`, plan.planFy, amount),
      })),
      removed: [],
      order: [],
      dryRun: false,
    })
  }
  if (adoptedOn !== null) {
    await client.plans.propose({ planId })
    await client.plans.adopt({ planId, adoptedOn, adoptedBy: 'ที่ประชุม', resolution: 'เห็นชอบ', attendees: 30 })
  }
  const made = await client.plans.get({ id: planId })
  return { planId, projectIds: made.rows.map((row) => row.projectId) }
}

export function entry(name: string, fiscalYear: number, amount: number) {
  return {
    name,
    issue: 'สังคม',
    projectClass: 'BEYOND' as const,
    problem: 'น้ำท่วมขัง',
    objective: 'เพื่อแก้ปัญหา',
    target: '1 แห่ง',
    site: 'ในพื้นที่',
    expectedResult: 'ประชาชนเดินทางสะดวก',
    kpi: '',
    budgetSource: 'งบพัฒนาจังหวัด',
    leadAgency: 'อำเภอ',
    relatedAgencies: '',
    readiness: '',
    remark: '',
    budgets: [{ fiscalYear, amount }],
  }
}

export const activityBase: Omit<ActivityFields, 'kind'> = {
  editionFy: 2566,
  tambonCode: null,
  subject: 'ประชุมชี้แจง',
  // before the day of the tests' clock: what is held cannot lie ahead
  heldOn: '2022-06-15',
  endedOn: null,
  place: 'ที่ว่าการอำเภอ',
  attendance: [],
  steps: [],
  partnerName: '',
  projectIds: [],
  evidence: '',
  state: 'held',
  organiser: '',
  objective: '',
  outcome: '',
  cost: null,
  costSource: '',
  lateReason: '',
  note: '',
  example: true,
}
