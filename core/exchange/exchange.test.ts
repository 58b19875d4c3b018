import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { getTableName } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, finish, seededRandom } from '../../tests/support/core.ts'
import {
  bringIn,
  choose,
  handIn,
  idOf,
  makePlans,
  openDistrict,
  openProvince,
  planFy,
  recordTables,
  removeFolders,
  rowsIn,
  seedOthers,
} from '../../tests/support/packages.ts'
import { editRecords, forge, unpack } from '../../tests/support/tamper.ts'
import { makeOfficeKey, readOfficeKey } from '../office/key.ts'
import { toArabicDigits } from '../thai/digits.ts'
import { recordTypes } from './records.ts'

afterEach(async () => {
  await closeAll()
  removeFolders()
})

/** What a mirror must hold: everything of the row but the numbers that a file counts for itself. */
const plain = (rows: Record<string, unknown>[]) => rows.map(({ n: _n, ...row }) => row)

describe('a submission goes from the district to the province', () => {
  it('and arrives as it was sent, with its attachment', async () => {
    const district = await openDistrict()
    const made = await makePlans(district.client)
    const { attachmentHash } = seedOthers(district, made)
    const path = await handIn(district)
    expect(basename(path)).toBe('นศ-พรหมคีรี-2567-001.amphoe.zip')
    expect(readdirSync(district.stickDir)).toEqual([basename(path)])

    const province = await openProvince()
    const token = choose(province, path)
    const preview = await finish(province.client.exchange.inspect({ token }))
    expect(preview).toMatchObject({
      state: 'new',
      keyState: 'unknown',
      held: null,
      info: { sequence: 1, planFy, fromDistrictCode: '8002' },
    })
    expect(preview.fingerprint).toMatch(/^\d{4}( \d{4}){4}$/u)
    expect(preview.changes.find(({ table }) => table === 'planEntry')).toEqual({
      table: 'planEntry',
      added: 8,
      changed: 0,
      removed: 0,
      same: 0,
    })
    expect(rowsIn(province.dataDir, 'planEntry')).toEqual([])

    const result = await finish(province.client.exchange.takeIn({ token, confirmKey: true }))
    expect(result.already).toBe(false)
    const own = (table: string) => plain(rowsIn(district.dataDir, table, district.officeId))
    const seats = own('seat')
    const posts = new Set(seats.map((row) => row.postId))
    const holdings = own('holding').filter((row) => posts.has(row.postId) && row.endsOn === null)
    const sitting = new Set([...seats, ...holdings].map((row) => row.personId))
    const awaited = new Set(
      own('directive')
        .filter((row) => row.state === 'expected')
        .map((row) => row.id),
    )
    for (const table of recordTables) {
      // a letter that has not come yet, and what it is expected to ask, stay at home
      const sent = own(table).filter((row) => !awaited.has(row.id) && !awaited.has(row.directiveId ?? ''))
      const came = plain(rowsIn(province.dataDir, table, district.officeId))
      // Who sits in no committee, who signed nothing, posts without a seat and who held one before stay at home
      // (PEERS.md §3.7): the list of villages says by itself who heads each.
      const wanted = sent.filter(
        (row) =>
          !(table === 'person' && !sitting.has(row.id)) &&
          !(table === 'post' && !posts.has(row.id)) &&
          !(table === 'holding' && !holdings.some((one) => one.id === row.id)) &&
          !(table === 'signatory' && row.name !== 'นายตัวอย่าง อำเภอดี'),
      )
      expect(wanted.length, table).toBeGreaterThan(0)
      expect(came, table).toEqual(wanted)
    }
    expect(
      readFileSync(join(province.dataDir, 'attachments', attachmentHash)).equals(
        readFileSync(join(district.dataDir, 'attachments', attachmentHash)),
      ),
    ).toBe(true)
    expect(readdirSync(join(province.dataDir, 'staging'))).toEqual([])
    expect(await province.client.exchange.received()).toMatchObject([
      {
        id: result.packageId,
        fromOfficeId: district.officeId,
        sequence: 1,
        state: 'received',
        receivedOn: '2022-07-15',
      },
    ])
    expect(await province.client.office.status()).toMatchObject({ office: { id: province.officeId } })
  })

  it('twice: the second time nothing happens', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const path = await handIn(district)
    const province = await openProvince()
    const first = await bringIn(province, path)
    const audits = (await province.client.office.history({ limit: 100 })).length
    expect(await bringIn(province, path, false)).toEqual({ packageId: first.packageId, already: true })
    expect((await province.client.office.history({ limit: 100 })).length).toBe(audits)
    expect(await finish(province.client.exchange.inspect({ token: choose(province, path) }))).toMatchObject({
      state: 'already',
      changes: [],
    })
  })

  it('again after a correction: what changed, came and went is said before, and is so afterwards', async () => {
    const district = await openDistrict()
    const made = await makePlans(district.client)
    const province = await openProvince()
    await bringIn(province, await handIn(district))
    const { client } = district
    // Two villages change their numbers: a unique key on both sides.
    const villages = await client.geography.villages({ tambonCode: null })
    const swap = (mooNo: number | null) => (mooNo === 1 ? 9 : mooNo)
    const save = (to: (mooNo: number | null) => number | null) =>
      client.geography.saveVillages({
        rows: villages.map(({ id, ...fields }) => ({ id, fields: { ...fields, mooNo: to(fields.mooNo) } })),
        dryRun: false,
      })
    await save(swap)
    await save((mooNo) => (mooNo === 1 ? 2 : 1))
    await client.projects.recordFate({
      projectId: rowsIn(district.dataDir, 'project')[0]?.id as string,
      kind: 'funded',
      budgetSource: 'งบจังหวัด',
      amount: 5_000,
      fiscalYear: planFy,
      reason: '',
      dated: '2022-07-01',
    })
    const path = await handIn(district)
    const token = choose(province, path)
    const { changes, state, keyState } = await finish(province.client.exchange.inspect({ token }))
    expect({ state, keyState }).toEqual({ state: 'new', keyState: 'known' })
    const of = (table: string) => changes.find((change) => change.table === table)
    expect(of('village')).toMatchObject({ changed: 2, added: 0, removed: 0, same: 0 })
    expect(of('fate')).toMatchObject({ added: 1 })
    expect(of('plan')).toMatchObject({ same: 4, changed: 0 })
    await finish(province.client.exchange.takeIn({ token, confirmKey: false }))
    expect(plain(rowsIn(province.dataDir, 'village', district.officeId))).toEqual(
      plain(rowsIn(district.dataDir, 'village', district.officeId)),
    )
    expect(made.villageIds).toHaveLength(2)
  })

  it('cannot be undone by hand, neither the export nor the taking in', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const before = await district.client.office.undoState()
    const path = await handIn(district)
    expect(await district.client.office.undoState()).toEqual(before)
    const province = await openProvince()
    await bringIn(province, path)
    expect((await province.client.office.undoState()).undo).toBeNull()
  })

  it('and the mirror cannot be written in by hand', async () => {
    const district = await openDistrict()
    const made = await makePlans(district.client)
    const province = await openProvince()
    await bringIn(province, await handIn(district))
    expect(await faultOf(province.client.geography.removeVillage({ id: made.villageIds[1]! }))).toMatchObject(
      { code: 'record.foreign' },
    )
  })
})

describe('who sends and what came before is checked', () => {
  it('an unknown key waits for a person, a known one does not', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const province = await openProvince()
    const first = await handIn(district)
    const fault = await faultOf(bringIn(province, first, false))
    expect(fault).toMatchObject({ code: 'package.unknownKey', params: { office: 'ที่ว่าการอำเภอพรหมคีรี' } })
    expect(rowsIn(province.dataDir, 'packageIn')).toEqual([])
    await bringIn(province, first, true)
    expect(await province.client.exchange.offices()).toMatchObject([
      {
        id: district.officeId,
        districtCode: '8002',
        fingerprint: fault.params.fingerprint,
        keyConfirmedOn: '2022-07-15',
      },
    ])
    await bringIn(province, await handIn(district), false)
  })

  it('another office of the same district with another key is loud', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const again = await openDistrict({ seed: 'reinstalled' })
    await makePlans(again.client)
    const province = await openProvince()
    await bringIn(province, await handIn(district))
    const path = await handIn(again)
    const fault = await faultOf(bringIn(province, path, false))
    expect(fault.code).toBe('package.keyChanged')
    expect(fault.params.known).not.toBe(fault.params.fingerprint)
    await bringIn(province, path, true)
    const board = await province.client.province.board({ planFy })
    // Two mirrors, one district: only the last one counts.
    expect(board.rows).toMatchObject([{ districtCode: '8002', officeId: again.officeId, projects: 2 }])
  })

  it('older and missing numbers', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const [one, two, three, four] = [
      await handIn(district),
      await handIn(district),
      await handIn(district),
      await handIn(district),
    ]
    const province = await openProvince()
    await bringIn(province, two)
    expect(await faultOf(bringIn(province, one))).toMatchObject({
      code: 'package.older',
      params: { held: 2, found: 1 },
    })
    expect(await faultOf(bringIn(province, four))).toMatchObject({
      code: 'package.gap',
      params: { expected: 3, found: 4 },
    })
    expect(await finish(province.client.exchange.inspect({ token: choose(province, four) }))).toMatchObject({
      state: 'gap',
      held: 2,
    })
    await bringIn(province, three)
    await bringIn(province, four)
    const more = [await handIn(district), await handIn(district)]
    await finish(
      province.client.exchange.takeIn({
        token: choose(province, more[1]!),
        confirmKey: false,
        confirmGap: true,
      }),
    )
    expect(rowsIn(province.dataDir, 'packageIn').map((row) => row.sequence)).toEqual([2, 3, 4, 6])
  })

  it('a package of another province, and one shown to a district', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const path = await handIn(district)
    const elsewhere = await openProvince('83')
    expect(await faultOf(bringIn(elsewhere, path))).toMatchObject({ code: 'package.wrongPlace' })
    expect(await finish(elsewhere.client.exchange.inspect({ token: choose(elsewhere, path) }))).toMatchObject(
      { state: 'wrongPlace' },
    )
    expect(await faultOf(bringIn(district, path))).toMatchObject({ code: 'package.wrongKind' })
    expect(rowsIn(elsewhere.dataDir, 'office')).toHaveLength(1)
  })
})

describe('the district hands in', () => {
  it('knows what is missing before', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const check = await district.client.exchange.check({ planFy })
    expect(check).toMatchObject({ nextSequence: 1, counts: { village: 2, plan: 4, planEntry: 8 } })
    expect(check.missing.map(({ key }) => key)).toEqual([
      'exchange.missing.villagePlans',
      'exchange.missing.tambonPlans',
      'exchange.missing.orders',
      'exchange.missing.report',
    ])
    expect(check.missing[0]?.params).toEqual({ done: 1, expected: 2 })
    expect(await district.client.exchange.places()).toMatchObject([{ id: 'stick', freeBytes: null }])
  })

  it('has nothing to send without a plan', async () => {
    const district = await openDistrict()
    expect(await faultOf(handIn(district))).toMatchObject({ code: 'package.nothingToSend' })
    expect(readdirSync(district.stickDir)).toEqual([])
  })

  it('leaves out what is still a draft in another year', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    await district.client.plans.open({ level: 'district', areaKey: '8002', planFy: 2572, edition: 'first' })
    const province = await openProvince()
    await bringIn(province, await handIn(district))
    expect(rowsIn(province.dataDir, 'plan').map((row) => row.planFy)).toEqual([2567, 2567, 2567, 2567])
  })

  it('to the host’s own dialog, behind a ticket', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const { ticket, path, sha256 } = await finish(
      district.client.exchange.exportSubmission({ planFy, placeId: null }),
    )
    expect(path).toBeNull()
    expect(ticket).toMatchObject({ name: 'นศ-พรหมคีรี-2567-001.amphoe.zip', mime: 'application/zip' })
    const made = district.core.files.take(ticket!.token, 't')
    expect(existsSync(made!.path)).toBe(true)
    expect(await district.client.exchange.sent()).toMatchObject([{ sequence: 1, verified: true, sha256 }])
    const province = await openProvince()
    await bringIn(province, made!.path)
  })

  it('puts the papers in for an office without the program, and says which this computer could not make', async () => {
    const printing = await openDistrict({ printPdf: async (html) => Buffer.from(`%PDF-1.7 ${html.length}`) })
    await makePlans(printing.client)
    const { leftOut, path, id } = await finish(
      printing.client.exchange.exportSubmission({ planFy, placeId: 'stick' }),
    )
    expect(leftOut).toEqual([])
    const papers = [...(await unpack(path!))].filter(([name]) => name.startsWith('data/papers/'))
    expect(papers.map(([name]) => name.replace(/^.*\./u, '')).sort()).toEqual([
      'pdf',
      'pdf',
      'pdf',
      'xlsx',
      'xlsx',
      'xlsx',
    ])
    for (const [name, data] of papers)
      expect(data.toString('latin1').slice(0, 4), name).toBe(
        name.endsWith('.pdf') ? '%PDF' : 'PK\u0003\u0004',
      )
    expect((await unpack(path!)).get('data/README.txt')?.toString('utf8')).toContain('ที่ว่าการอำเภอพรหมคีรี')

    // The covering sheet has the number that the province asks for by telephone.
    const province = await openProvince()
    const { fingerprint } = await finish(province.client.exchange.inspect({ token: choose(province, path!) }))
    const sheet = (await printing.client.papers.preview({ kind: 'transmittal', id })).html.replace(
      /<[^>]+>/gu,
      '',
    )
    expect(toArabicDigits(sheet).replace(/\s/gu, '')).toContain(fingerprint.replaceAll(' ', ''))

    const blind = await openDistrict({ seed: 'blind' })
    await makePlans(blind.client)
    const without = await finish(blind.client.exchange.exportSubmission({ planFy, placeId: 'stick' }))
    expect(without.leftOut.map(({ paper }) => paper)).toEqual([
      'แผนพัฒนาอำเภอ อำเภอพรหมคีรี ปี 2567.pdf',
      'แผนความต้องการระดับอำเภอ อำเภอพรหมคีรี ปี 2567.pdf',
      'แบบ จ.1 อำเภอพรหมคีรี ปี 2567.pdf',
      'นศ-พรหมคีรี-2567-001 ใบนำส่ง.pdf',
    ])
  })

  it('one package at a time, also from two windows', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const other = district.core.client({ id: 'other window' })
    const both = [
      handIn(district),
      faultOf(finish(other.exchange.exportSubmission({ planFy, placeId: 'stick' }))),
    ] as const
    expect((await both[1]).code).toBe('exchange.alreadyRunning')
    await both[0]
    await handIn(district)
    expect((await district.client.exchange.sent()).map(({ sequence }) => sequence)).toEqual([2, 1])
  })

  it('does not sign with a key that is not the office’s', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const path = join(district.dataDir, 'office-key.pem')
    writeFileSync(path, makeOfficeKey(seededRandom('another')).privatePem)
    expect((await faultOf(handIn(district))).code).toBe('office.keyMissing')
    rmSync(path)
    expect((await faultOf(handIn(district))).code).toBe('office.keyMissing')
    expect(readdirSync(district.stickDir)).toEqual([])
  })

  it('tells an attachment that is gone', async () => {
    const district = await openDistrict()
    const made = await makePlans(district.client)
    const { attachmentHash } = seedOthers(district, made)
    writeFileSync(join(district.dataDir, 'attachments', attachmentHash), 'changed on the disk')
    expect(await faultOf(handIn(district))).toMatchObject({
      code: 'package.attachmentMissing',
      params: { name: 'ภาพ.jpg' },
    })
    expect(readdirSync(district.stickDir)).toEqual([])
  })
})

describe('the province watches', () => {
  it('expects, receives, returns and accepts', async () => {
    const province = await openProvince()
    await province.client.province.expect({
      planFy,
      dueOn: '2022-07-10',
      districtCodes: ['8001', '8002', '8003'],
    })
    await province.client.province.expect({ planFy, dueOn: '2022-07-12', districtCodes: ['8001', '8002'] })
    expect(
      await faultOf(
        province.client.province.expect({ planFy, dueOn: '2022-07-12', districtCodes: ['2001'] }),
      ),
    ).toMatchObject({ code: 'exchange.notInProvince' })
    const empty = await province.client.province.board({ planFy })
    expect(empty).toMatchObject({ expected: 2, received: 0, missing: 2, late: 0 })
    expect(empty.rows[0]).toMatchObject({
      districtCode: '8001',
      state: 'missing',
      lateDays: 3,
      dueOn: '2022-07-12',
    })

    const district = await openDistrict()
    const made = await makePlans(district.client)
    seedOthers(district, made)
    await bringIn(province, await handIn(district))
    const board = await province.client.province.board({ planFy })
    expect(board).toMatchObject({ expected: 2, received: 1, onTime: 0, late: 1, missing: 1, returned: 0 })
    expect(board.rows[1]).toMatchObject({
      districtCode: '8002',
      districtName: 'พรหมคีรี',
      state: 'late',
      lateDays: 3,
      receivedOn: '2022-07-15',
      projects: 2,
      total: 150_000_050,
      villagePlans: { adopted: 1, expected: 2 },
      tambonPlans: { adopted: 1, expected: 5 },
      orders: { current: 1, expected: 5 },
      report: true,
    })
    const packageId = board.rows[1]?.packageId ?? ''
    expect(
      (await faultOf(province.client.exchange.decide({ packageId, decision: 'returned', reasons: ' ' })))
        .code,
    ).toBe('input.invalid')
    await province.client.exchange.decide({ packageId, decision: 'returned', reasons: 'ขาดแผนหมู่ที่ 2' })
    expect(await province.client.province.board({ planFy })).toMatchObject({
      returned: 1,
      rows: [{}, { state: 'returned' }],
    })
    await province.client.office.undo()
    expect(await province.client.province.board({ planFy })).toMatchObject({
      returned: 0,
      rows: [{}, { state: 'late' }],
    })
    await province.client.exchange.decide({ packageId, decision: 'accepted', reasons: '' })
    expect((await province.client.province.board({ planFy })).rows[1]?.state).toBe('accepted')
  })

  it('consolidates by district, year, class, issue and source, to the satang', async () => {
    const province = await openProvince()
    await province.client.province.expect({
      planFy,
      dueOn: '2022-07-25',
      districtCodes: ['8001', '8002', '8004'],
    })
    for (const districtCode of ['8002', '8004']) {
      const district = await openDistrict({ districtCode })
      await makePlans(district.client, districtCode)
      await bringIn(province, await handIn(district))
    }
    const table = await province.client.province.consolidated({ planFy, level: 'district' })
    const one = {
      projects: 2,
      total: 170_000_050,
      budgets: [
        { fiscalYear: planFy, amount: 150_000_050 },
        { fiscalYear: planFy + 1, amount: 20_000_000 },
      ],
      byClass: { SELF: 0, JOINT: 1, BEYOND: 1 },
    }
    expect(table.rows).toMatchObject([
      { districtCode: '8001', projects: 0, total: 0, budgets: [] },
      { districtCode: '8002', ...one },
      { districtCode: '8004', ...one },
    ])
    expect(table.byIssue).toEqual([
      { issue: 'โครงสร้างพื้นฐาน', projects: 2, total: 240_000_000 },
      { issue: 'แหล่งน้ำ', projects: 2, total: 100_000_100 },
    ])
    expect(table.years).toEqual([2566, 2567, 2568, 2569, 2570])
    expect(table.bySource).toEqual([{ source: 'งบจังหวัด', projects: 4, total: 340_000_100 }])
    // The needs plan asks for one year only; it is taken up from the district plan and never added to it.
    const asked = await province.client.province.consolidated({ planFy })
    expect(asked).toMatchObject({
      years: [planFy],
      rows: [{}, { projects: 2, total: 150_000_050 }, { total: 150_000_050 }],
    })
    expect(await province.client.province.board({ planFy })).toMatchObject({ onTime: 2, late: 0, missing: 1 })
  })
})

describe('a package of the first format (1.0)', () => {
  /** What a district's program of before wrote: without the tables and fields of 1.1. */
  async function oldPackage(path: string, district: { dataDir: string }, minor = 0): Promise<string> {
    return forge(path, `${path}.old.amphoe.zip`, {
      key: readOfficeKey(district.dataDir),
      info: (info) => ({ ...info, format: `1.${minor}` }),
      payload: (files) => {
        for (const { name, since, later } of recordTypes) {
          const notYet = (field: string) => Object.hasOwn(later, field) && (later[field]?.since ?? 0) > minor
          if (since > minor) files.delete(`data/records/${name}.jsonl`)
          else if (Object.keys(later).some(notYet)) {
            editRecords(files, name, (rows) =>
              rows.map((row) => Object.fromEntries(Object.entries(row).filter(([field]) => !notYet(field)))),
            )
          }
        }
      },
    })
  }

  it('and one of the second format (1.1) that the program of then wrote is taken in, then one of today', async () => {
    const kept = join(import.meta.dirname, '../../tests/fixtures/submission-1.1.amphoe.zip')
    const province = await openProvince()
    const preview = await finish(province.client.exchange.inspect({ token: choose(province, kept) }))
    expect(preview).toMatchObject({ state: 'new', info: { format: '1.1' } })
    await bringIn(province, kept)
    const from = preview.info.fromOfficeId
    expect(rowsIn(province.dataDir, 'forum', from)).toHaveLength(1)
    expect(rowsIn(province.dataDir, 'seat', from)).toMatchObject([{ postId: null, untilOn: null }])
    expect(rowsIn(province.dataDir, 'appointmentOrder', from)).toMatchObject([{ action: 'appoint' }])
    expect(rowsIn(province.dataDir, 'keptAside')).toEqual([])
  })

  it('as 1.1 lacks posts, meetings and orders that change another, and the next of today brings them', async () => {
    const district = await openDistrict()
    seedOthers(district, await makePlans(district.client))
    const province = await openProvince()
    await bringIn(province, await oldPackage(await handIn(district), district, 1))
    for (const name of ['post', 'holding', 'meeting', 'resolution'])
      expect(rowsIn(province.dataDir, name, district.officeId), name).toEqual([])
    const actions = () =>
      rowsIn(province.dataDir, 'appointmentOrder', district.officeId).map((row) => row.action)
    expect(actions()).toEqual(['appoint'])
    await bringIn(province, await handIn(district), false)
    expect(actions().sort()).toEqual(['amend', 'appoint'])
    expect(rowsIn(province.dataDir, 'meeting', district.officeId)).toHaveLength(1)
    // who held the post before, and who came to the meeting, stay at home
    expect(rowsIn(province.dataDir, 'holding', district.officeId)).toMatchObject([{ endsOn: null }])
    expect(rowsIn(province.dataDir, 'attendance', district.officeId)).toEqual([])
  })

  it('one of the third format (1.2) that the program of then wrote is taken in', async () => {
    const kept = join(import.meta.dirname, '../../tests/fixtures/submission-1.2.amphoe.zip')
    const province = await openProvince()
    const preview = await finish(province.client.exchange.inspect({ token: choose(province, kept) }))
    expect(preview).toMatchObject({ state: 'new', info: { format: '1.2' } })
    await bringIn(province, kept)
    const from = preview.info.fromOfficeId
    expect(rowsIn(province.dataDir, 'meeting', from)).toHaveLength(1)
    expect(rowsIn(province.dataDir, 'directive', from)).toMatchObject([{ state: 'received', form: 'letter' }])
    expect(rowsIn(province.dataDir, 'resultsReport', from)).toMatchObject([{ form: 'standard', reason: '' }])
    expect(rowsIn(province.dataDir, 'keptAside')).toEqual([])
  })

  it('as 1.2 lacks who was told, pledges and typed figures, and the next of today brings them', async () => {
    const district = await openDistrict()
    seedOthers(district, await makePlans(district.client))
    const province = await openProvince()
    await bringIn(province, await oldPackage(await handIn(district), district, 2))
    const fourth = ['directiveTold', 'pledge', 'pledgeReceipt', 'reportFigure']
    for (const name of fourth) expect(rowsIn(province.dataDir, name, district.officeId), name).toEqual([])
    await bringIn(province, await handIn(district), false)
    for (const name of fourth) expect(rowsIn(province.dataDir, name, district.officeId), name).toHaveLength(1)
    // a letter that has not come yet and the notes of the year stay at home
    expect(rowsIn(province.dataDir, 'directive', district.officeId)).toMatchObject([{ state: 'received' }])
    expect(rowsIn(province.dataDir, 'duty', district.officeId)).toHaveLength(1)
    expect(rowsIn(province.dataDir, 'dutyNote', district.officeId)).toEqual([])
  })

  it('that the program of then wrote is taken in', async () => {
    const kept = join(import.meta.dirname, '../../tests/fixtures/submission-1.0.amphoe.zip')
    const province = await openProvince()
    const preview = await finish(province.client.exchange.inspect({ token: choose(province, kept) }))
    expect(preview).toMatchObject({ state: 'new', info: { format: '1.0' } })
    await bringIn(province, kept)
    expect(rowsIn(province.dataDir, 'planEntry', preview.info.fromOfficeId)).toHaveLength(8)
    expect(rowsIn(province.dataDir, 'keptAside')).toEqual([])
  })

  it('is taken in, with the new columns as rows of before have them', async () => {
    const district = await openDistrict()
    const made = await makePlans(district.client)
    seedOthers(district, made)
    const old = await oldPackage(await handIn(district), district)
    const names = [...(await unpack(old)).keys()].filter((name) => name.startsWith('data/records/'))
    expect(names).toHaveLength(20)
    const province = await openProvince()
    await bringIn(province, old)
    for (const { name, table, since } of recordTypes) {
      if (name !== getTableName(table)) continue
      const came = rowsIn(province.dataDir, name, district.officeId)
      if (since > 0) expect(came, name).toEqual([])
      else expect(came.length, name).toBeGreaterThan(0)
    }
    for (const row of rowsIn(province.dataDir, 'planEntry', district.officeId))
      expect(row).toMatchObject({ sourceRef: '', sourceCode: '' })
    for (const row of rowsIn(province.dataDir, 'project', district.officeId))
      expect(row).toMatchObject({ works: null, mergedIntoId: null })
    const sent = plain(rowsIn(district.dataDir, 'entryBudget', district.officeId))
    expect(plain(rowsIn(province.dataDir, 'entryBudget', district.officeId))).toEqual(sent)
  })

  it('followed by one of this format fills what was not there, and says so before', async () => {
    const district = await openDistrict()
    seedOthers(district, await makePlans(district.client))
    const province = await openProvince()
    await bringIn(province, await oldPackage(await handIn(district), district))
    const path = await handIn(district)
    const preview = await finish(province.client.exchange.inspect({ token: choose(province, path) }))
    const of = (table: string) => preview.changes.find((change) => change.table === table)
    expect(of('forum')).toMatchObject({ added: 1, removed: 0 })
    expect(of('planEntry')).toMatchObject({ added: 0, changed: 0, removed: 0 })
    await bringIn(province, path, false)
    expect(rowsIn(province.dataDir, 'forumNeed', district.officeId)).toHaveLength(1)
    expect(of('agency')).toMatchObject({ added: 1 })
    expect(of('lao')).toMatchObject({ added: 0, same: 1, removed: 0 })
    expect(of('laterAttachment')).toMatchObject({ added: 1 })
  })

  it('what a program of 1.0 would refuse stands in files of its own, and nowhere else', async () => {
    const district = await openDistrict()
    seedOthers(district, await makePlans(district.client))
    const path = await handIn(district)
    const files = await unpack(path)
    const rows = (name: string) =>
      (files.get(`data/records/${name}.jsonl`)?.toString('utf8') ?? '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(rows('lao').map((row) => row.laoType)).toEqual(['SAO'])
    expect(rows('agency').map((row) => row.laoType)).toEqual(['AGENCY'])
    expect(rows('villageAgency').map((row) => row.laoId)).toEqual(rows('agency').map((row) => row.id))
    expect(rows('villageLao').map((row) => row.laoId)).toEqual(rows('lao').map((row) => row.id))
    expect(rows('attachment').map((row) => row.subjectTable)).toEqual(['activity'])
    expect(rows('laterAttachment').map((row) => row.subjectTable)).toEqual(['forum'])
    expect(rows('meetingAttachment').map((row) => row.subjectTable)).toEqual(['meeting'])
    expect(rows('appointmentOrder').map((row) => row.action)).toEqual(['appoint'])
    expect(rows('orderChange').map((row) => row.action)).toEqual(['amend'])
    expect([...files.keys()].filter((name) => name.startsWith('data/attachments/'))).toHaveLength(1)
    const key = readOfficeKey(district.dataDir)
    const province = await openProvince()
    for (const [target, move] of [
      ['swapped', ['agency', 'lao']],
      ['hung', ['laterAttachment', 'attachment']],
      ['signed', ['meetingAttachment', 'laterAttachment']],
      ['amended', ['orderChange', 'appointmentOrder']],
    ] as const) {
      const wrong = await forge(path, `${path}.${target}.amphoe.zip`, {
        key,
        payload: (all) => {
          const moved = rows(move[0])
          editRecords(all, move[0], () => [])
          editRecords(all, move[1], (kept) => [...kept, ...moved])
          editRecords(all, 'villageAgency', () => [])
        },
      })
      expect(await faultOf(bringIn(province, wrong)), target).toMatchObject({
        code: 'package.badRecord',
        params: { reason: 'kind' },
      })
    }
    const twice = await forge(path, `${path}.twice.amphoe.zip`, {
      key,
      payload: (all) =>
        editRecords(all, 'agency', (kept) => [{ ...rows('lao')[0], laoType: 'AGENCY' }, ...kept]),
    })
    expect(await faultOf(bringIn(province, twice))).toMatchObject({
      code: 'package.badRecord',
      params: { reason: 'id' },
    })
  })

  it('an อปท. that turns out to be an agency changes its file, and stays one record', async () => {
    const district = await openDistrict()
    seedOthers(district, await makePlans(district.client))
    const province = await openProvince()
    await bringIn(province, await handIn(district))
    const db = new Database(join(district.dataDir, 'office.sqlite'))
    db.prepare("UPDATE lao SET laoType = 'AGENCY', name = 'สำนักงานชลประทาน' WHERE laoType = 'SAO'").run()
    db.close()
    const path = await handIn(district)
    const preview = await finish(province.client.exchange.inspect({ token: choose(province, path) }))
    const of = (table: string) => preview.changes.find((change) => change.table === table)
    expect(of('agency')).toMatchObject({ added: 0, changed: 1, same: 1, removed: 0 })
    expect(of('lao')).toMatchObject({ added: 0, changed: 0, same: 0, removed: 0 })
    await bringIn(province, path, false)
    for (const table of ['lao', 'villageLao'])
      expect(plain(rowsIn(province.dataDir, table, district.officeId))).toEqual(
        plain(rowsIn(district.dataDir, table, district.officeId)),
      )
    const back = new Database(join(district.dataDir, 'office.sqlite'))
    back.prepare("DELETE FROM attachment WHERE subjectTable = 'forum'").run()
    back.close()
    await bringIn(province, await handIn(district), false)
    expect(
      rowsIn(province.dataDir, 'attachment', district.officeId)
        .map((row) => row.subjectTable)
        .sort(),
    ).toEqual(['activity', 'duty', 'meeting'])
  })

  it('with a table or a field that this format does not have is refused', async () => {
    const district = await openDistrict()
    seedOthers(district, await makePlans(district.client))
    const path = await handIn(district)
    const key = readOfficeKey(district.dataDir)
    const province = await openProvince()
    const claimed = await forge(path, `${path}.claimed.amphoe.zip`, {
      key,
      info: (info) => ({ ...info, format: '1.0' }),
    })
    expect((await faultOf(bringIn(province, claimed))).code).toMatch(/^package\.(hostile|badRecord)$/u)
    const missing = await forge(path, `${path}.missing.amphoe.zip`, {
      key,
      payload: (files) => void files.delete('data/records/forum.jsonl'),
    })
    expect(await faultOf(bringIn(province, missing))).toMatchObject({ code: 'package.damaged' })
    expect(rowsIn(province.dataDir, 'plan', district.officeId)).toEqual([])
  })
})

describe('what stays at home', () => {
  it('forums still to be held in another year, returns to and pairs with projects in no plan handed in', async () => {
    const district = await openDistrict()
    seedOthers(district, await makePlans(district.client))
    const db = new Database(join(district.dataDir, 'office.sqlite'))
    const put = (sql: string, ...values: unknown[]) => db.prepare(sql).run(...values)
    const { officeId } = district
    const project = db.prepare('SELECT * FROM project ORDER BY id LIMIT 1').get() as Record<string, string>
    const copy = (id: string, into: string | null) =>
      put(
        'INSERT INTO project (id, officeId, name, searchKey, tambonCode, districtCode, mergedIntoId) VALUES (?,?,?,?,?,?,?)',
        idOf(id),
        officeId,
        'โครงการซ้ำ',
        'โครงการซ้ำ',
        '800201',
        '8002',
        into,
      )
    copy('merged', String(project.id))
    copy('merged twice', idOf('merged'))
    copy('loose', null)
    copy('merged into loose', idOf('loose'))
    put(
      "INSERT INTO fate (id, officeId, projectId, kind, dated) VALUES (?,?,?,'refused','2022-05-01')",
      idOf('f'),
      officeId,
      idOf('merged twice'),
    )
    const [aId, bId] = [String(project.id), idOf('loose')].sort()
    put(
      "INSERT INTO projectPair (id, officeId, aId, bId, verdict, decidedOn) VALUES (?,?,?,?,'linked','2022-05-01')",
      idOf('p'),
      officeId,
      aId,
      bId,
    )
    put(
      "INSERT INTO forum (id, officeId, level, tambonCode, planFy) VALUES (?,?,'tambon','800201',2570)",
      idOf('later'),
      officeId,
    )
    put(
      "INSERT INTO forumNeed (id, officeId, forumId, no, projectId) SELECT ?, ?, id, 2, ? FROM forum WHERE state = 'held'",
      idOf('need'),
      officeId,
      idOf('loose'),
    )
    db.close()
    const province = await openProvince()
    await bringIn(province, await handIn(district))
    const ids = (table: string) => rowsIn(province.dataDir, table, officeId).map((row) => row.id)
    expect(ids('project')).toEqual(expect.arrayContaining([idOf('merged'), idOf('merged twice')]))
    expect(ids('project')).not.toContain(idOf('loose'))
    expect(ids('project')).not.toContain(idOf('merged into loose'))
    expect(ids('fate')).toContain(idOf('f'))
    expect(ids('projectPair')).not.toContain(idOf('p'))
    expect(ids('forum')).not.toContain(idOf('later'))
    const need = rowsIn(province.dataDir, 'forumNeed', officeId).find((row) => row.id === idOf('need'))
    expect(need).toMatchObject({ projectId: null })
  })
})
