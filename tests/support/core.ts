import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '../../core/contract.ts'
import { type Core, type CoreOptions, createCore } from '../../core/core.ts'
import type { TaskEvent } from '../../core/kernel/meta.ts'
import type { HostPort, Random } from '../../core/kernel/ports.ts'

export const resourcesDir = join(import.meta.dirname, '../../resources')

/** Ends every core of a test file: `afterEach(closeAll)`. */
const opened: { core: Core; dataDir: string; keep: boolean }[] = []

/** The same bytes for the same seed, so that ids, keys and packages are the same in every run. */
export function seededRandom(seed: string): Random {
  let at = 0
  return {
    bytes(length) {
      const out = new Uint8Array(length)
      for (let filled = 0; filled < length; filled += 32) {
        const block = createHash('sha256').update(`${seed} ${at}`).digest()
        at += 1
        out.set(block.subarray(0, Math.min(32, length - filled)), filled)
      }
      return out
    },
  }
}

/** A host that cannot print; tests of papers hand in a real one. */
export const fakePort: HostPort = {
  printPdf: () => Promise.reject(new Error('this test host does not print')),
  places: () => Promise.resolve([]),
}

/** Fixed clock that a test may set. */
export function testClock(start = '2022-07-15T02:00:00.000Z'): { now(): Date; set(iso: string): void } {
  let now = new Date(start)
  return { now: () => new Date(now), set: (iso) => void (now = new Date(iso)) }
}

export type TestCore = { core: Core; client: Client; dataDir: string; clock: ReturnType<typeof testClock> }

/** A real core over a real file in a folder of its own; 15 July 2022, 9:00 in Thailand, unless said otherwise. */
export async function openTestCore(options: Partial<CoreOptions> & { session?: string; keep?: boolean; seed?: string } = {}): Promise<TestCore> {
  const { session = 't', keep = false, seed = 'test', ...rest } = options
  const dataDir = rest.dataDir ?? mkdtempSync(join(tmpdir(), 'amphoe-test-'))
  const clock = testClock()
  const core = await createCore({ resourcesDir, port: fakePort, version: '0.0.0-test', clock, random: seededRandom(seed), ...rest, dataDir })
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
export async function finish<R>(stream: Promise<AsyncIterable<TaskEvent<R>>> | AsyncIterable<TaskEvent<R>>): Promise<R> {
  for await (const event of await stream) if (event.kind === 'result') return event.result
  throw new Error('the task ended without a result')
}

/** The fault with which a call fails; fails the test when it does not fail, or with something else. */
export async function faultOf(call: Promise<unknown>): Promise<{ code: string; params: Record<string, unknown> }> {
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
export async function setUpDistrict(client: Client, change: { districtCode?: string; provinceCode?: string } = {}): Promise<string> {
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
    letterhead: { ...letterhead, name: 'ศาลากลางจังหวัดนครศรีธรรมราช', agencyCode: 'นศ ๐๐๑๙.๓', orderIssuer: 'จังหวัดนครศรีธรรมราช' },
    signatories: [{ name: 'นายจังหวัด ตัวอย่าง', positionLines: ['ผู้ว่าราชการจังหวัดนครศรีธรรมราช'], signs: ['letter'] }],
    staffName: 'นางสาวจังหวัด ทดสอบ',
    staffPosition: 'นักวิชาการพัฒนาชุมชน',
  })
  return officeId
}
