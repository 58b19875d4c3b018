/** Every kind of paper that the program can make, from the records of the demo offices, measured as it is printed. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../core/contract.ts'
import type { PaperRef } from '../../core/papers/rules.ts'
import { closeAll, finish, openTestCore } from '../support/core.ts'
import { type Measured, measurePrint, startInspector } from './quality.ts'
import { canPrint, startPrinter } from './tools.ts'

/** Records of one table that are tried; a kind that comes once a village need not be tried for each. */
const MOST = 3
const planFy = 2567
/** What the questions below ask for; a row has just the columns that it was asked for. */
type Row = { id: string; register: string; year: number; tambonCode: string; bodyId: string }
type Records = (sql: string) => Row[]
type Refs = { [K in PaperRef['kind']]: (of: Records) => Extract<PaperRef, { kind: K }>[] }

const plans = (of: Records, where: string) =>
  of(`SELECT id FROM plan WHERE ${where} ORDER BY id LIMIT ${MOST}`)
const rowsOf = (of: Records, table: string) => of(`SELECT id FROM ${table} ORDER BY id DESC LIMIT ${MOST}`)

/** How the demo's records become each paper: a kind that is added is asked for here by its type. */
const refs: Refs = {
  letter: (of) =>
    of('SELECT id FROM letter').flatMap(({ id }) => [
      { kind: 'letter', id },
      { kind: 'letter', id, fileCopy: true },
    ]),
  letterRun: (of) =>
    of('SELECT DISTINCT letterId AS id FROM letterAddressee').map(({ id }) => ({
      kind: 'letterRun',
      id,
      fileCopy: true,
    })),
  calendar: () => [
    { kind: 'calendar', form: 'month', fiscalYear: 2565, month: 7 },
    { kind: 'calendar', form: 'months', fiscalYear: 2565 },
    { kind: 'calendar', form: 'year', fiscalYear: 2565 },
    { kind: 'calendar', form: 'list', fiscalYear: 2565 },
    { kind: 'calendar', form: 'month', fiscalYear: 2571, month: 2 },
    { kind: 'calendar', form: 'list', fiscalYear: 2565, mine: true },
  ],
  register: (of) =>
    of('SELECT DISTINCT register, year FROM registerEntry').map(({ register, year }) => ({
      kind: 'register',
      register,
      year,
    })),
  order: (of) => of('SELECT id FROM appointmentOrder').map(({ id }) => ({ kind: 'order', id })),
  plan: (of) =>
    ['village', 'tambon', 'district', 'local', 'province'].flatMap((level) =>
      plans(of, `level = '${level}'`)
        .slice(0, 2)
        .map(({ id }) => ({ kind: 'plan' as const, id })),
    ),
  needsPlan: (of) =>
    plans(of, "level = 'needs'").flatMap(({ id }) => [
      { kind: 'needsPlan' as const, id },
      { kind: 'needsPlan' as const, id, by: 'source' as const },
    ]),
  planBook: (of) =>
    ['village', 'tambon'].flatMap((level) =>
      plans(of, `level = '${level}'`)
        .slice(0, 2)
        .map(({ id }) => ({ kind: 'planBook' as const, id })),
    ),
  rankList: (of) =>
    plans(of, "level = 'tambon'")
      .slice(0, 2)
      .map(({ id }) => ({ kind: 'rankList', id })),
  planDifference: (of) =>
    plans(of, "level = 'tambon'")
      .slice(0, 2)
      .map(({ id }) => ({ kind: 'planDifference', id })),
  coordinationList: (of) =>
    rowsOf(of, 'lao').map(({ id }) => ({ kind: 'coordinationList', laoId: id, planFy })),
  provinceList: () => [{ kind: 'provinceList', planFy }],
  feedback: (of) =>
    rowsOf(of, 'village')
      .slice(0, 2)
      .map(({ id }) => ({ kind: 'feedback', villageId: id, planFy })),
  tambonFeedback: (of) =>
    of("SELECT DISTINCT tambonCode FROM village WHERE tambonCode <> '' LIMIT 2").map(({ tambonCode }) => ({
      kind: 'tambonFeedback',
      tambonCode,
      planFy,
    })),
  forumForm: (of) =>
    rowsOf(of, 'forum')
      .slice(0, 2)
      .map(({ id }) => ({ kind: 'forumForm', id })),
  forumSignIn: (of) =>
    rowsOf(of, 'forum')
      .slice(0, 2)
      .map(({ id }) => ({ kind: 'forumSignIn', id })),
  forumMinutes: (of) => rowsOf(of, 'forum').map(({ id }) => ({ kind: 'forumMinutes', id })),
  agenda: (of) => rowsOf(of, 'meeting').map(({ id }) => ({ kind: 'agenda', id, bodyId: null })),
  signInSheet: (of) => rowsOf(of, 'meeting').map(({ id }) => ({ kind: 'signInSheet', id, bodyId: null })),
  minutes: (of) => [
    ...rowsOf(of, 'meeting').map(({ id }) => ({ kind: 'minutes' as const, id, bodyId: null })),
    ...of('SELECT meetingId AS id, bodyId FROM meetingBody').map(({ id, bodyId }) => ({
      kind: 'minutes' as const,
      id,
      bodyId,
    })),
  ],
  followUpList: () => [{ kind: 'followUpList', state: null, bodyId: null }],
  projectBrief: (of) => rowsOf(of, 'project').map(({ id }) => ({ kind: 'projectBrief', id })),
  projectPack: (of) =>
    rowsOf(of, 'project')
      .slice(0, 2)
      .map(({ id }) => ({ kind: 'projectPack', id })),
  report: (of) => rowsOf(of, 'resultsReport').map(({ id }) => ({ kind: 'report', id })),
  transmittal: (of) => rowsOf(of, 'packageOut').map(({ id }) => ({ kind: 'transmittal', id })),
  progress: () => [{ kind: 'progress', planFy: 2567, asOf: null }],
  corrections: (of) =>
    of("SELECT id FROM packageIn WHERE kind = 'submission'").map(({ id }) => ({ kind: 'corrections', id })),
  bodiesState: () => [{ kind: 'bodiesState', editionFy: null }],
  memberList: (of) =>
    rowsOf(of, 'body')
      .slice(0, 2)
      .map(({ id }) => ({ kind: 'memberList', id })),
  activityList: () => [
    { kind: 'activityList', editionFy: 2565, activityKind: null, tambonCode: null },
    { kind: 'activityList', editionFy: 2565, activityKind: 'workshop', tambonCode: null },
  ],
  participationTable: () => [{ kind: 'participationTable', editionFy: 2565 }],
  partnerAccounts: () => [{ kind: 'partnerAccounts', editionFy: 2565 }],
  activitySignIn: (of) => rowsOf(of, 'activity').map(({ id }) => ({ kind: 'activitySignIn', id })),
  activityReport: (of) => rowsOf(of, 'activity').map(({ id }) => ({ kind: 'activityReport', id })),
  board: () => [{ kind: 'board', planFy }],
  consolidated: () => [{ kind: 'consolidated', planFy }],
}

/** What the demo has no record for; each is measured elsewhere, from data of its own. */
const elsewhere = new Set<PaperRef['kind']>(['transmittal', 'corrections'])
const ofProvince: PaperRef['kind'][] = ['letter', 'register', 'board', 'consolidated', 'corrections']

describe.skipIf(!canPrint)('every paper of the demo offices', () => {
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
  type Office = { client: Client; of: Records; close(): void }
  async function open(which: 'demoDistrict' | 'demoProvince'): Promise<Office> {
    const { client, dataDir, clock } = await openTestCore({ port, seed: which })
    clock.set('2022-07-18T03:00:00Z')
    await finish(client.demo.start({ which }))
    const folder = readdirSync(dataDir).find((name) => name.startsWith('demo-'))!
    const db = new Database(join(dataDir, folder, 'office.sqlite'), { readonly: true })
    return {
      client,
      of: (sql) => db.prepare(sql).all() as Row[],
      close: () => db.close(),
    }
  }
  let district: Office
  let province: Office
  beforeAll(async () => {
    district = await open('demoDistrict')
    province = await open('demoProvince')
  })
  afterAll(async () => {
    district?.close()
    province?.close()
    await closeAll()
    await printer.close()
    await inspector.close()
  })

  async function measured(office: Office, paper: PaperRef): Promise<Measured> {
    printed = undefined
    await finish(office.client.papers.make({ paper, format: 'pdf' }))
    if (printed === undefined) throw new Error('nothing was printed')
    const { html, title, bytes } = printed as { html: string; title: string; bytes: Uint8Array }
    return measurePrint(html, title, bytes, inspector)
  }

  it.each(Object.keys(refs) as PaperRef['kind'][])('%s', async (kind) => {
    const office = ['board', 'consolidated'].includes(kind) ? province : district
    const list = refs[kind](office.of)
    if (!elsewhere.has(kind)) expect(list.length, 'the demo has none').toBeGreaterThan(0)
    const faults: string[] = []
    for (const paper of list) {
      const found = await measured(office, paper)
      expect(found.text.length).toBeGreaterThan(20)
      faults.push(...found.faults.map((fault) => `${JSON.stringify(paper)}: ${fault}`))
    }
    expect(faults).toEqual([])
  })

  it.each(ofProvince)('%s of the province', async (kind) => {
    for (const paper of refs[kind](province.of)) expect((await measured(province, paper)).faults).toEqual([])
  })
})
