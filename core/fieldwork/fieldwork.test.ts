import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import {
  addVillages,
  closeAll,
  entry,
  fakePort,
  faultOf,
  finish,
  letterhead,
  openTestCore,
} from '../../tests/support/core.ts'
import {
  answer,
  bringIn,
  choose,
  giveReference,
  handInWork,
  idOf,
  makePlans,
  type Office,
  openDistrict,
  openLaptop,
  openProvince,
  planFy,
  removeFolders,
  rowsIn,
  seedOthers,
} from '../../tests/support/packages.ts'
import { photo } from '../../tests/support/photo.ts'
import { editRecords, forge } from '../../tests/support/tamper.ts'
import type { Client } from '../contract.ts'
import { readOfficeKey } from '../office/key.ts'

afterEach(async () => {
  await closeAll()
  removeFolders()
})

const tambon = '800201'

const dump = (dataDir: string): Record<string, unknown[]> =>
  Object.fromEntries(
    ['plan', 'planEntry', 'project', 'village', 'body', 'seat', 'signatory', 'packageIn', 'packageRow'].map(
      (name) => [name, rowsIn(dataDir, name)],
    ),
  )

/** A district with two villages, plans of all levels and rows in every table, and a laptop of its first tambon. */
async function openPair() {
  const district = await openDistrict()
  const made = await makePlans(district.client)
  const others = seedOthers(district, made)
  const reference = await giveReference(district, [tambon], true)
  const laptop = await openLaptop(reference)
  return { district, laptop, made, reference, ...others }
}

describe('a laptop starts from its district', () => {
  it('has the records of its tambons as its own, under the same ids', async () => {
    const { district, laptop, made, attachmentHash } = await openPair()
    const status = await laptop.client.office.status()
    expect(status.office).toMatchObject({ profile: 'tambon', districtCode: '8002', tambonCodes: [tambon] })
    expect(status.office?.name).toBe('ที่ว่าการอำเภอพรหมคีรี')
    for (const table of ['village', 'project', 'forum', 'body', 'seat', 'villageFigure'])
      expect(rowsIn(laptop.dataDir, table, laptop.officeId).map((row) => row.id)).toEqual(
        rowsIn(district.dataDir, table).map((row) => row.id),
      )
    // the duty of a letter that is only expected stays at home
    expect(rowsIn(laptop.dataDir, 'duty').map((row) => row.text)).toEqual(['ชี้แจงแนวทาง'])
    const levels = rowsIn(laptop.dataDir, 'plan').map((row) => row.level)
    expect(levels.sort()).toEqual(['tambon', 'village'])
    expect(rowsIn(laptop.dataDir, 'letter')).toEqual([])
    expect(rowsIn(laptop.dataDir, 'staff').map((row) => row.name)).toEqual(['นายภาคสนาม ทดสอบ'])
    // nobody's person comes along
    expect(rowsIn(laptop.dataDir, 'person').map((row) => row.firstName)).not.toContain('ไม่อยู่')
    expect(rowsIn(laptop.dataDir, 'person').map((row) => row.firstName)).toContain('สมหญิง')
    expect(rowsIn(laptop.dataDir, 'attachment').every((row) => row.sha256 === attachmentHash)).toBe(true)
    expect(made.villageIds).toHaveLength(2)
    // and hands in without a change: nothing differs
    const path = await handInWork(laptop)
    await bringIn(district, path)
    const [line] = await district.client.fieldwork.works()
    expect(line).toMatchObject({ state: 'accepted', last: true, waiting: 0, conflicts: 0 })
    const work = await district.client.fieldwork.work({ packageId: line!.packageId })
    expect(work.byUnit.map((unit) => [unit.level, unit.rows])).toEqual(
      work.byUnit.map((unit) => [unit.level, { new: 0, changed: 0, withdrawn: 0, conflict: 0 }]),
    )
    expect(work.byUnit.length).toBeGreaterThan(2)
  })
})

const nextFy = planFy + 1
const blankForum = {
  heldOn: '2022-07-02',
  startsAt: '09.30',
  endsAt: '12.00',
  place: 'ศาลาประชาคม',
  chairName: 'นายสมมติ ใจดี',
  chairPosition: 'ผู้ใหญ่บ้าน',
  recorderName: '',
  recorderPosition: '',
  partners: [],
  attendance: [{ group: 'people', persons: 55 }],
  opening: '',
  otherMatters: '',
  resolution: 'เห็นชอบ',
  rankMethod: 'hands' as const,
}
const need = (name: string) => ({
  problem: 'น้ำไม่พอใช้',
  cause: '',
  name,
  issue: 'แหล่งน้ำ',
  site: '',
  projectClass: 'BEYOND' as const,
  amount: 45_000_000,
  votes: 30,
})

/** A forum with a need that becomes a project of the village's plan. */
async function holdForum(client: Client, villageId: string, name: string) {
  const { ids } = await client.forums.plan({
    planFy: nextFy,
    areas: [{ level: 'village', areaKey: villageId }],
    heldOn: null,
    again: false,
  })
  const id = ids[0]!
  await client.forums.save({ id, fields: blankForum })
  const needs = await client.forums.saveNeeds({
    forumId: id,
    rows: [{ id: null, fields: need(name) }],
    removed: [],
    order: [],
    dryRun: false,
  })
  await client.forums.hold({ id })
  const { planId, entryIds } = await client.forums.carryOver({ id, needIds: needs.ids })
  const made = await client.plans.get({ id: planId })
  return {
    forumId: id,
    planId,
    entryId: entryIds[0]!,
    projectId: made.rows.find(({ id }) => id === entryIds[0])!.projectId,
  }
}

describe('weeks of field work', () => {
  it('go to the district village by village, come back with reasons, and up to the province', async () => {
    const { district, laptop, made } = await openPair()
    const [first, second] = made.villageIds as [string, string]

    // the laptop: a forum and a project in each village, a photograph, figures of the year
    const one = await holdForum(laptop.client, first, 'ฝายน้ำล้น')
    const two = await holdForum(laptop.client, second, 'ขุดเจาะบ่อบาดาล')
    const picture = join(laptop.stickDir, 'เวที.jpg')
    writeFileSync(picture, photo({ mark: 'laptop' }))
    const { token } = laptop.core.files.adopt(picture, 'เวที.jpg', 't')
    await finish(laptop.client.attachments.add({ table: 'forum', id: one.forumId, token }))
    await laptop.client.geography.saveFigures({
      rows: [
        {
          villageId: first,
          fields: { year: 2565, population: 431, male: 210, female: 221, households: 133, source: 'จปฐ.' },
        },
      ],
      dryRun: false,
    })
    // the district meanwhile: another field of a village, and a project of its own
    const before = (await district.client.geography.villages({ tambonCode: tambon })).find(
      ({ id }) => id === first,
    )!
    await district.client.geography.saveVillages({
      rows: [{ id: first, fields: { ...before, name: 'บ้านทดสอบหนึ่ง', population: before.population } }],
      dryRun: false,
    })

    await bringIn(district, await handInWork(laptop))
    const [line] = await district.client.fieldwork.works()
    const packageId = line!.packageId
    expect(line).toMatchObject({
      sequence: 1,
      waiting: 2,
      conflicts: 0,
      name: 'เครื่องตำบลพรหมโลก (นายภาคสนาม ทดสอบ)',
    })
    const work = await district.client.fieldwork.work({ packageId })
    const unitOf = (id: string) => work.byUnit.find(({ unit }) => unit === id)!
    expect(unitOf(first).name).toContain('บ้านทดสอบ')
    expect(unitOf(first).rows.new).toBeGreaterThanOrEqual(7)
    const records = await district.client.fieldwork.unit({ packageId, unit: first })
    expect(records.map((row) => row.recordType)).toContain('villageFigure')
    expect(records.find((row) => row.recordType === 'project')?.subject).toContain('ฝายน้ำล้น')
    // nothing was taken over yet
    expect(rowsIn(district.dataDir, 'project').map((row) => row.id)).not.toContain(one.projectId)

    const written = await district.client.fieldwork.accept({ packageId, units: [first], choices: [] })
    expect(written.removed).toBe(0)
    expect(rowsIn(district.dataDir, 'project').map((row) => row.id)).toContain(one.projectId)
    expect(rowsIn(district.dataDir, 'project').map((row) => row.id)).not.toContain(two.projectId)
    const village = rowsIn(district.dataDir, 'village').find((row) => row.id === first)!
    expect(village).toMatchObject({ name: 'บ้านทดสอบหนึ่ง', population: 431, households: 133 })
    expect(rowsIn(district.dataDir, 'packageIn')[0]).toMatchObject({ state: 'partly' })
    // the photograph is there to be looked at
    const files = await district.client.attachments.list({ table: 'forum', id: one.forumId })
    expect(files.rows).toHaveLength(1)

    // undone in one step, and done again
    const accepted = rowsIn(district.dataDir, 'planEntry')
    await district.client.office.undo()
    expect(rowsIn(district.dataDir, 'project').map((row) => row.id)).not.toContain(one.projectId)
    expect(rowsIn(district.dataDir, 'workDecision')).toEqual([])
    expect(rowsIn(district.dataDir, 'packageIn')[0]).toMatchObject({ state: 'received' })
    await district.client.office.redo()
    expect(rowsIn(district.dataDir, 'planEntry')).toEqual(accepted)

    await district.client.fieldwork.sendBack({ packageId, units: [second], reasons: 'ราคาไม่ตรงแบบ' })
    expect(
      await faultOf(district.client.fieldwork.sendBack({ packageId, units: [first], reasons: 'x' })),
    ).toEqual({
      code: 'fieldwork.alreadyAccepted',
      params: {},
    })
    expect(
      (await district.client.fieldwork.work({ packageId })).byUnit.find(({ unit }) => unit === first),
    ).toMatchObject({
      settled: true,
      decision: { state: 'accepted', decidedBy: 'นายทดสอบ ระบบดี' },
    })

    // with a correction asked for, in a return package
    const budget = (await district.client.fieldwork.unit({ packageId, unit: second })).find(
      ({ recordType }) => recordType === 'entryBudget',
    )!
    await district.client.exchange.saveRemark({
      id: null,
      packageId,
      recordType: 'entryBudget',
      rowId: budget.rowId,
      unit: second,
      field: 'amount',
      proposed: 38_000_000,
      text: 'ราคากลาง ๓๘๐,๐๐๐ บาท',
    })
    const returned = await answer(district, packageId)
    const said = await finish(laptop.client.exchange.inspect({ token: choose(laptop, returned) }))
    expect(said.info.kind).toBe('return')
    expect(
      said.verdicts[0]?.units
        .filter(({ unit }) => unit !== tambon && unit !== '')
        .map(({ unit, state }) => [unit, state]),
    ).toEqual(
      expect.arrayContaining([
        [first, 'accepted'],
        [second, 'returned'],
      ]),
    )
    await bringIn(laptop, returned, false)
    const [asked] = await laptop.client.exchange.remarks({ direction: 'got' })
    expect(asked).toMatchObject({
      standing: 'clean',
      handedIn: 45_000_000,
      proposed: 38_000_000,
      unit: second,
    })

    // the laptop corrects and hands in again
    await laptop.client.exchange.settleRemarks({ items: [{ id: asked!.id, choice: 'taken' }] })
    expect((await laptop.client.plans.get({ id: two.planId })).rows.at(-1)?.budgets[0]?.amount).toBe(
      38_000_000,
    )
    await bringIn(district, await handInWork(laptop))
    const again = (await district.client.fieldwork.works())[0]!
    expect(again).toMatchObject({ sequence: 2, last: true, waiting: 1, conflicts: 0 })
    // the older one can no longer be decided on
    expect(
      await faultOf(district.client.fieldwork.accept({ packageId, units: [second], choices: [] })),
    ).toEqual({ code: 'fieldwork.replaced', params: { sequence: 1, last: 2 } })
    await district.client.fieldwork.accept({ packageId: again.packageId, units: [second], choices: [] })
    expect(rowsIn(district.dataDir, 'entryBudget').map((row) => row.amount)).toContain(38_000_000)
    expect(rowsIn(district.dataDir, 'packageIn').at(-1)).toMatchObject({ state: 'accepted' })
    await bringIn(laptop, await answer(district, again.packageId), false)
    expect((await laptop.client.exchange.sent()).map(({ sequence, answer: of }) => [sequence, of])).toEqual([
      [2, 'accepted'],
      [1, 'partly'],
    ])

    // newer reference data brings nothing to choose: the laptop's words come back to it
    await bringIn(laptop, await giveReference(district, [tambon], true), false)
    expect(nameOf(laptop.dataDir, first)).toBe('บ้านทดสอบหนึ่ง')

    // up into the plan of the district, and to the province: one project, one id
    const adopt = (planId: string) =>
      district.client.plans.adopt({
        planId,
        adoptedOn: '2022-07-12',
        adoptedBy: 'ที่ประชุม',
        resolution: 'เห็นชอบ',
        attendees: 40,
      })
    await adopt(two.planId)
    const { id: tambonPlan } = await district.client.plans.open({
      level: 'tambon',
      areaKey: tambon,
      planFy: nextFy,
      edition: 'review',
    })
    await district.client.plans.takeUp({ planId: tambonPlan, entryIds: [two.entryId], takenOn: '2022-07-13' })
    const province = await openProvince()
    const { path } = await finish(
      district.client.exchange.exportSubmission({ planFy: nextFy, placeId: 'stick' }),
    )
    await bringIn(province, path!)
    for (const place of [laptop, district, province])
      expect(rowsIn(place.dataDir, 'project').filter(({ id }) => id === two.projectId)).toHaveLength(1)
    expect(
      rowsIn(province.dataDir, 'planEntry', district.officeId).filter(
        ({ projectId, planId }) => projectId === two.projectId && planId === tambonPlan,
      ),
    ).toHaveLength(1)
  })
})

const saveVillage = async (client: Client, id: string, change: Record<string, unknown>) => {
  const found = (await client.geography.villages({ tambonCode: tambon })).find((row) => row.id === id)!
  await client.geography.saveVillages({ rows: [{ id, fields: { ...found, ...change } }], dryRun: false })
}
const nameOf = (dataDir: string, id: string) => rowsIn(dataDir, 'village').find((row) => row.id === id)?.name

describe('both changed the same field', () => {
  it('asks, keeps both values, and gives everything back when undone', async () => {
    const { district, laptop, made } = await openPair()
    const [first, second] = made.villageIds as [string, string]
    await saveVillage(laptop.client, first, { name: 'บ้านสนาม' })
    await saveVillage(laptop.client, second, { name: 'บ้านใหม่' })
    await saveVillage(district.client, first, { name: 'บ้านอำเภอ', officialCode: '80020101' })
    await bringIn(district, await handInWork(laptop))
    const { packageId } = (await district.client.fieldwork.works())[0]!
    expect((await district.client.fieldwork.works())[0]).toMatchObject({ conflicts: 1, waiting: 2 })
    const records = await district.client.fieldwork.unit({ packageId, unit: first })
    expect(records.map(({ recordType, change }) => [recordType, change])).toEqual([['village', 'conflict']])
    expect(records[0]!.fields.find(({ state }) => state === 'conflict')).toEqual({
      field: 'name',
      base: 'บ้านทดสอบ1',
      theirs: 'บ้านสนาม',
      ours: 'บ้านอำเภอ',
      state: 'conflict',
    })
    const fault = await faultOf(
      district.client.fieldwork.accept({ packageId, units: [first, second], choices: [] }),
    )
    expect(fault.code).toBe('fieldwork.choiceMissing')
    expect(String(fault.params.subject)).toContain('หมู่ที่ 1')
    expect(nameOf(district.dataDir, second)).toBe('บ้านทดสอบ2')

    const choices = [{ recordType: 'village', rowId: first, field: 'name', choice: 'theirs' as const }]
    await district.client.fieldwork.accept({ packageId, units: [first, second], choices })
    expect(rowsIn(district.dataDir, 'village')[0]).toMatchObject({
      name: 'บ้านสนาม',
      officialCode: '80020101',
    })
    expect(rowsIn(district.dataDir, 'mergeChoice')).toMatchObject([
      {
        recordType: 'village',
        rowId: first,
        field: 'name',
        choice: 'theirs',
        theirs: '"บ้านสนาม"',
        ours: '"บ้านอำเภอ"',
        chosenBy: 'นายทดสอบ ระบบดี',
      },
    ])
    await district.client.office.undo()
    expect(nameOf(district.dataDir, first)).toBe('บ้านอำเภอ')
    expect(rowsIn(district.dataDir, 'mergeChoice')).toEqual([])
    expect(rowsIn(district.dataDir, 'workDecision')).toEqual([])

    // the district's own name stands: the laptop's is not asked about again
    await district.client.fieldwork.accept({
      packageId,
      units: [first, second],
      choices: [{ ...choices[0]!, choice: 'ours' }],
    })
    expect(nameOf(district.dataDir, first)).toBe('บ้านอำเภอ')
    expect(nameOf(district.dataDir, second)).toBe('บ้านใหม่')
    await saveVillage(district.client, first, { name: 'บ้านอำเภอใหม่' })
    await bringIn(district, await handInWork(laptop))
    expect((await district.client.fieldwork.works())[0]).toMatchObject({ conflicts: 0, waiting: 0 })
  })

  it('never changes a plan unasked that was adopted at the district meanwhile', async () => {
    const { district, laptop, made } = await openPair()
    const village = made.villageIds[1]!
    const open = (client: Client) =>
      client.plans.open({ level: 'village', areaKey: village, planFy, edition: 'first' })
    const { id: planId } = await open(district.client)
    const row = (name: string) => ({
      id: null,
      fields: { ...entry(name, planFy, 100), sourceRef: '', sourceCode: '' },
    })
    const save = (client: Client, id: string, name: string) =>
      client.plans.saveEntries({ planId: id, rows: [row(name)], removed: [], order: [], dryRun: false })
    await save(district.client, planId, 'ศาลาประชาคม')
    // the laptop gets the draft by a newer reference
    await bringIn(laptop, await giveReference(district, [tambon]))
    await save(laptop.client, planId, 'ลานกีฬา')
    await district.client.plans.adopt({
      planId,
      adoptedOn: '2022-07-10',
      adoptedBy: 'ที่ประชุม',
      resolution: 'เห็นชอบ',
      attendees: 30,
    })
    await bringIn(district, await handInWork(laptop))
    const { packageId } = (await district.client.fieldwork.works())[0]!
    const records = await district.client.fieldwork.unit({ packageId, unit: village })
    expect(records.find(({ recordType }) => recordType === 'planEntry')).toMatchObject({ change: 'conflict' })
    expect(
      (await faultOf(district.client.fieldwork.accept({ packageId, units: [village], choices: [] }))).code,
    ).toBe('fieldwork.choiceMissing')
    const all = (choice: 'theirs' | 'ours') =>
      records.flatMap(({ recordType, rowId, fields }) =>
        fields.flatMap(({ field, state }) =>
          state === 'conflict' ? [{ recordType, rowId, field, choice }] : [],
        ),
      )
    await district.client.fieldwork.accept({ packageId, units: [village], choices: all('ours') })
    expect((await district.client.plans.get({ id: planId })).rows.map(({ name }) => name)).toEqual([
      'ศาลาประชาคม',
    ])
    await district.client.office.undo()
    await district.client.fieldwork.accept({ packageId, units: [village], choices: all('theirs') })
    expect(
      (await district.client.plans.get({ id: planId })).rows.map(({ name, rank }) => [rank, name]),
    ).toEqual([
      [1, 'ศาลาประชาคม'],
      [2, 'ลานกีฬา'],
    ])
  })
})

/** A laptop that began without its district: two villages, and a plan of the first with a project of its own. */
async function openByHand(district: Office): Promise<Office> {
  const byHand = await openTestCore({
    seed: 'by-hand',
    port: {
      ...fakePort,
      places: async () => [{ id: 'stick', label: 'ก', path: district.stickDir, removable: true }],
    },
  })
  const { officeId } = await byHand.client.office.setUp({
    profile: 'tambon',
    provinceCode: '80',
    districtCode: '8002',
    tambonCodes: [tambon],
    letterhead: { ...letterhead, name: 'หน่วยภาคสนาม' },
    signatories: [],
    staffName: 'นายภาคสนาม',
    staffPosition: '',
  })
  const laptop = { ...byHand, officeId, stickDir: district.stickDir }
  const { ids } = await laptop.client.geography.saveVillages({
    rows: [1, 2].map((mooNo) => ({
      id: null,
      fields: {
        kind: 'village' as const,
        tambonCode: tambon,
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
  const own = await laptop.client.plans.open({
    level: 'village',
    areaKey: ids[0]!,
    planFy,
    edition: 'first',
  })
  await laptop.client.plans.saveEntries({
    planId: own.id,
    rows: [{ id: null, fields: { ...entry('ลานกีฬา', planFy, 500), sourceRef: '', sourceCode: '' } }],
    removed: [],
    order: [],
    dryRun: false,
  })
  return laptop
}

describe('newer reference data at a laptop', () => {
  it('merges, asks where both changed, and takes away what the district removed', async () => {
    const { district, laptop, made } = await openPair()
    const [first, second] = made.villageIds as [string, string]
    await saveVillage(laptop.client, first, { name: 'บ้านสนาม' })
    await saveVillage(laptop.client, second, { officialCode: '80020102' })
    await saveVillage(district.client, first, { name: 'บ้านอำเภอ' })
    await saveVillage(district.client, second, { name: 'บ้านสองใหม่' })
    const laos = await district.client.geography.laos()
    await district.client.geography.removeLao({ id: laos.find(({ name }) => name.startsWith('อบต'))!.id })
    await district.client.geography.saveVillages({
      rows: [
        {
          id: null,
          fields: {
            kind: 'village',
            tambonCode: tambon,
            mooNo: 3,
            name: 'บ้านสาม',
            officialCode: null,
            population: null,
            households: null,
            headmanName: '',
            example: true,
          },
        },
      ],
      dryRun: false,
    })
    const path = await giveReference(district, [tambon])
    const found = await finish(laptop.client.fieldwork.conflicts({ token: choose(laptop, path) }))
    expect(found.records.map(({ recordType, rowId }) => [recordType, rowId])).toEqual([['village', first]])
    const preview = await finish(laptop.client.exchange.inspect({ token: choose(laptop, path) }))
    expect(preview.state).toBe('new')
    expect(preview.changes.find(({ table }) => table === 'village')).toMatchObject({
      added: 1,
      changed: 2,
      removed: 0,
    })
    expect(
      (
        await faultOf(
          finish(laptop.client.exchange.takeIn({ token: choose(laptop, path), confirmKey: false })),
        )
      ).code,
    ).toBe('fieldwork.choiceMissing')
    await finish(
      laptop.client.exchange.takeIn({
        token: choose(laptop, path),
        confirmKey: false,
        choices: [{ recordType: 'village', rowId: first, field: 'name', choice: 'ours' }],
      }),
    )
    expect(rowsIn(laptop.dataDir, 'village').map(({ name, officialCode }) => [name, officialCode])).toEqual([
      ['บ้านสนาม', null],
      ['บ้านสองใหม่', '80020102'],
      ['บ้านสาม', null],
    ])
    expect(rowsIn(laptop.dataDir, 'lao').map(({ laoType }) => laoType)).toEqual(['AGENCY'])
    // the same package again is nothing, an older one is refused
    expect(await bringIn(laptop, path)).toMatchObject({ already: true })
    // and the laptop's own stands against the newer base now
    await bringIn(district, await handInWork(laptop))
    const line = (await district.client.fieldwork.works())[0]!
    expect(line).toMatchObject({ conflicts: 0, waiting: 2 })
    await district.client.fieldwork.accept({ packageId: line.packageId, units: [first, second], choices: [] })
    expect(rowsIn(district.dataDir, 'village').map(({ name, officialCode }) => [name, officialCode])).toEqual(
      [
        ['บ้านสนาม', null],
        ['บ้านสองใหม่', '80020102'],
        ['บ้านสาม', null],
      ],
    )
  })

  it('goes into a laptop that was set up by hand: the same things become one, with the district’s id', async () => {
    const district = await openDistrict()
    const made = await makePlans(district.client)
    const laptop = await openByHand(district)
    const path = await giveReference(district, [tambon])
    const found = await finish(laptop.client.fieldwork.conflicts({ token: choose(laptop, path) }))
    const choices = found.records.flatMap(({ recordType, rowId, fields }) =>
      fields.flatMap(({ field, state }) =>
        state === 'conflict' ? [{ recordType, rowId, field, choice: 'theirs' as const }] : [],
      ),
    )
    await finish(laptop.client.exchange.takeIn({ token: choose(laptop, path), confirmKey: true, choices }))
    expect(
      rowsIn(laptop.dataDir, 'village')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...made.villageIds].sort())
    const plans = rowsIn(laptop.dataDir, 'plan').filter(({ level }) => level === 'village')
    expect(plans.map(({ id }) => id)).toEqual([made.villagePlanId])
    const rows = (await laptop.client.plans.get({ id: made.villagePlanId })).rows
    expect(rows.map(({ name }) => name).sort()).toEqual(
      ['ก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 1', 'ขุดลอกคลองสายกลาง', 'ลานกีฬา'].sort(),
    )
  })

  it('is not needed first: what both typed is known again at the district, and never doubled', async () => {
    const district = await openDistrict()
    const made = await makePlans(district.client)
    const laptop = await openByHand(district)
    const own = rowsIn(laptop.dataDir, 'plan')[0]!
    // the same project typed from the same paper
    await laptop.client.plans.saveEntries({
      planId: String(own.id),
      rows: [
        { id: null, fields: { ...entry('ขุดลอกคลองสายกลาง', planFy, 50_000), sourceRef: '', sourceCode: '' } },
      ],
      removed: [],
      order: [],
      dryRun: false,
    })
    const accept = async () => {
      await bringIn(district, await handInWork(laptop))
      const { packageId } = (await district.client.fieldwork.works())[0]!
      const { byUnit } = await district.client.fieldwork.work({ packageId })
      const records = (
        await Promise.all(byUnit.map(({ unit }) => district.client.fieldwork.unit({ packageId, unit })))
      ).flat()
      const choices = records.flatMap(({ recordType, rowId, fields }) =>
        fields.flatMap(({ field, state }) =>
          state === 'conflict' ? [{ recordType, rowId, field, choice: 'theirs' as const }] : [],
        ),
      )
      const units = byUnit.map(({ unit }) => unit)
      return district.client.fieldwork.accept({ packageId, units, choices })
    }
    await accept()
    expect(
      rowsIn(district.dataDir, 'village')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...made.villageIds].sort())
    expect(rowsIn(district.dataDir, 'plan').filter(({ level }) => level === 'village')).toHaveLength(1)
    const rows = (await district.client.plans.get({ id: made.villagePlanId })).rows
    expect(rows.map(({ name }) => name).sort()).toEqual(
      ['ก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 1', 'ขุดลอกคลองสายกลาง', 'ลานกีฬา'].sort(),
    )
    expect(rowsIn(district.dataDir, 'person').filter(({ firstName }) => firstName === 'สมมติ')).toHaveLength(2)
    // the same again brings nothing
    expect(await accept()).toEqual({ added: 0, changed: 0, removed: 0 })
  })
})

describe('what a laptop may not do', () => {
  it('starts from nothing but a reference package, once, with the fingerprint compared', async () => {
    const { district, laptop, reference, made } = await openPair()
    const fresh = await openTestCore({ seed: 'fresh' })
    const at = { ...fresh, officeId: '', stickDir: '' }
    const person = { tambonCodes: [], staffName: 'นาย ก', staffPosition: '' }
    const seen = await finish(fresh.client.fieldwork.look({ token: choose(at, reference) }))
    expect(seen.tambons).toEqual([{ code: tambon, name: 'พรหมโลก', villages: 2, projects: 2 }])
    expect(seen.info.kind).toBe('reference')
    const start = (path: string, more: object = {}) =>
      faultOf(
        finish(
          fresh.client.fieldwork.start({ token: choose(at, path), confirmKey: true, ...person, ...more }),
        ),
      )
    expect((await start(reference, { confirmKey: false })).code).toBe('package.unknownKey')
    expect((await start(await handInWork(laptop))).code).toBe('package.wrongKind')
    expect((await start(reference, { tambonCodes: ['800202'] })).code).toBe('input.invalid')
    expect((await fresh.client.office.status()).state).toBe('new')
    expect(rowsIn(fresh.dataDir, 'village')).toEqual([])
    expect(
      (
        await faultOf(
          finish(
            laptop.client.fieldwork.start({ token: choose(laptop, reference), confirmKey: true, ...person }),
          ),
        )
      ).code,
    ).toBe('office.alreadySetUp')
    expect(made.villageIds).toHaveLength(2)
    expect(district.officeId).not.toBe('')
  })

  it('begins with some of the tambons of a package, and what is not its own is not missed', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const [other] = await addVillages(district.client, '800202', 1)
    const reference = await giveReference(district, [tambon, '800202'])
    const laptop = await openLaptop(reference, { tambonCodes: ['800202'] })
    expect(rowsIn(laptop.dataDir, 'village').map(({ id }) => id)).toEqual([other])
    expect(rowsIn(laptop.dataDir, 'project')).toEqual([])
    await bringIn(district, await handInWork(laptop))
    const line = (await district.client.fieldwork.works())[0]!
    expect(line).toMatchObject({ waiting: 0, conflicts: 0, units: 1 })
  })

  it('hands in no record of another tambon under its own place', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const [foreign] = await addVillages(district.client, '800202', 1)
    const laptop = await openLaptop(await giveReference(district, [tambon]))
    const db = new Database(join(laptop.dataDir, 'office.sqlite'))
    db.prepare('UPDATE village SET mooNo = 9 WHERE 1 = 0').run()
    db.prepare(
      "INSERT INTO village (id, officeId, kind, tambonCode, mooNo, name, headmanName) VALUES (?, ?, 'village', ?, 9, 'ยึดมา', '')",
    ).run(foreign, laptop.officeId, tambon)
    db.close()
    const before = rowsIn(district.dataDir, 'village')
    expect((await faultOf(bringIn(district, await handInWork(laptop)))).code).toBe('package.foreignRecord')
    expect(rowsIn(district.dataDir, 'village')).toEqual(before)
    expect(
      rowsIn(district.dataDir, 'packageRow').filter(({ recordType }) => recordType === 'village'),
    ).toHaveLength(2)
  })

  it('forges nothing that becomes the district’s: plans, committees and records of others', async () => {
    const { district, laptop } = await openPair()
    const path = await handInWork(laptop)
    const key = readOfficeKey(laptop.dataDir)
    const before = dump(district.dataDir)
    const districtPlan = rowsIn(district.dataDir, 'plan').find(({ level }) => level === 'district')!
    const bodyId = String(rowsIn(district.dataDir, 'body')[0]!.id)
    const forged = (name: string, payload: (files: Map<string, Buffer>) => void, info?: object) =>
      forge(path, join(laptop.stickDir, `${name}.amphoe.zip`), {
        key,
        payload,
        ...(info && { info: (of) => ({ ...of, ...info }) }),
      })
    const refused = async (name: string, payload: (files: Map<string, Buffer>) => void, info?: object) =>
      (await faultOf(bringIn(district, await forged(name, payload, info)))).code
    // a plan of the district: new, or the district's own under its id
    const asDistrict = (id?: string) => (files: Map<string, Buffer>) =>
      editRecords(files, 'plan', (rows) =>
        rows.map((row) =>
          row.level === 'tambon'
            ? {
                ...row,
                ...(id && { id }),
                level: 'district',
                areaKey: '8002',
                tambonCode: null,
                districtCode: '8002',
              }
            : row,
        ),
      )
    expect(await refused('plan', asDistrict())).toBe('package.outsideArea')
    expect(await refused('own-plan', asDistrict(String(districtPlan.id)))).toMatch(
      /^package\.(foreignRecord|outside)/u,
    )
    // a committee of no tambon
    expect(
      await refused('body', (files) =>
        editRecords(files, 'body', (rows) =>
          rows.map((row) => (row.id === bodyId ? { ...row, tambonCode: null } : row)),
        ),
      ),
    ).toBe('package.outsideArea')
    // another tambon's village, another tambon in the address, none at all
    expect(
      await refused('area', (files) =>
        editRecords(files, 'village', (rows) => rows.map((row) => ({ ...row, tambonCode: '800202' }))),
      ),
    ).toBe('package.outsideArea')
    expect(await refused('address', () => undefined, { tambonCodes: ['800202'] })).toBe('package.outsideArea')
    expect(await refused('foreign', () => undefined, { tambonCodes: ['800101'] })).toBe('package.wrongPlace')
    expect(dump(district.dataDir)).toEqual(before)
    // signatories, letters and rules in it are passed over, whatever they say
    const more = await forged('signatory', (files) =>
      editRecords(files, 'signatory', () => [
        {
          v: 1,
          id: idOf('forged'),
          name: 'นายปลอม',
          positionLines: ['นายอำเภอ'],
          signs: ['order'],
          active: true,
        },
      ]),
    )
    await bringIn(district, more)
    expect(rowsIn(district.dataDir, 'packageRow').map(({ rowId }) => rowId)).not.toContain(idOf('forged'))
    const line = (await district.client.fieldwork.works())[0]!
    const { byUnit } = await district.client.fieldwork.work({ packageId: line.packageId })
    await district.client.fieldwork.accept({
      packageId: line.packageId,
      units: byUnit.map(({ unit }) => unit),
      choices: [],
    })
    expect(rowsIn(district.dataDir, 'signatory')).toEqual(before.signatory)
  })
})

describe('what stays whole', () => {
  it('a start that cannot be finished leaves a computer that is not set up', async () => {
    const { reference } = await openPair()
    const fresh = await openTestCore({ seed: 'no-key' })
    const at = { ...fresh, officeId: '', stickDir: '' }
    // the file of the key cannot be written
    mkdirSync(join(fresh.dataDir, 'office-key.pem', 'x'), { recursive: true })
    const start = () =>
      finish(
        fresh.client.fieldwork.start({
          token: choose(at, reference),
          confirmKey: true,
          tambonCodes: [],
          staffName: 'นาย ก',
          staffPosition: '',
        }),
      )
    expect((await faultOf(start())).code).toMatch(/^(disk|file)\./u)
    expect((await fresh.client.office.status()).state).toBe('new')
    for (const table of ['office', 'village', 'packageIn', 'packageRow', 'staff'])
      expect(rowsIn(fresh.dataDir, table)).toEqual([])
    const attachments = join(fresh.dataDir, 'attachments')
    expect(existsSync(attachments) ? readdirSync(attachments) : []).toEqual([])
    rmSync(join(fresh.dataDir, 'office-key.pem'), { recursive: true })
    await start()
    expect((await fresh.client.office.status()).office?.profile).toBe('tambon')
    // a set-up is not undone
    expect((await faultOf(fresh.client.office.undo())).code).toBe('undo.nothing')
  })

  it('photographs of a laptop wait at the district until its village is accepted', async () => {
    const { district, laptop, made } = await openPair()
    const one = await holdForum(laptop.client, made.villageIds[0]!, 'ฝายน้ำล้น')
    const picture = join(laptop.stickDir, 'เวที.jpg')
    writeFileSync(picture, photo({ mark: 'waits' }))
    const { token } = laptop.core.files.adopt(picture, 'เวที.jpg', 't')
    await finish(laptop.client.attachments.add({ table: 'forum', id: one.forumId, token }))
    await bringIn(district, await handInWork(laptop))
    const before = readdirSync(join(district.dataDir, 'attachments')).sort()
    await district.core.close()
    // opening a data folder sweeps what nothing asks for
    const again = await openTestCore({ dataDir: district.dataDir, seed: 'again' })
    expect(readdirSync(join(district.dataDir, 'attachments')).sort()).toEqual(before)
    const { packageId } = (await again.client.fieldwork.works())[0]!
    await again.client.fieldwork.accept({ packageId, units: [made.villageIds[0]!], choices: [] })
    const { rows } = await again.client.attachments.list({ table: 'forum', id: one.forumId })
    expect(await again.client.attachments.picture({ id: rows[0]!.id })).not.toBeNull()
  })
})

describe('laptops of one district', () => {
  it('have names of their own, are accepted where nothing differs, and are answered in files of their own', async () => {
    const district = await openDistrict()
    await makePlans(district.client)
    const reference = await giveReference(district, [tambon])
    const both = await giveReference(district, [tambon, '800202', '800203', '800204'])
    const laptops = [
      await openLaptop(reference, { seed: 'first' }),
      await openLaptop(reference, { seed: 'second' }),
      await openLaptop(both, { seed: 'third' }),
    ] as const
    const [first, second] = laptops
    const own = async (laptop: Office) => (await laptop.client.office.status()).office
    expect(await own(first)).toMatchObject({
      name: 'ที่ว่าการอำเภอพรหมคีรี',
      laptopName: 'เครื่องตำบลพรหมโลก (นายภาคสนาม ทดสอบ)',
    })
    expect((await own(laptops[2]))?.laptopName).toBe('เครื่องตำบลพรหมโลก และอีก 3 ตำบล (นายภาคสนาม ทดสอบ)')
    expect((await own(district))?.laptopName).toBe('')
    await second.client.office.saveLaptopName({ laptopName: 'เครื่องตำบลพรหมโลก เครื่องที่ 2' })
    expect(await faultOf(district.client.office.saveLaptopName({ laptopName: 'ก' }))).toMatchObject({
      code: 'input.wrongProfile',
    })

    for (const laptop of laptops) {
      const { packageId } = await bringIn(district, await handInWork(laptop))
      await answer(district, packageId)
    }
    const works = await district.client.fieldwork.works()
    expect(works.map(({ name, state, waiting }) => [name, state, waiting])).toEqual([
      ['เครื่องตำบลพรหมโลก และอีก 3 ตำบล (นายภาคสนาม ทดสอบ)', 'accepted', 0],
      ['เครื่องตำบลพรหมโลก เครื่องที่ 2', 'accepted', 0],
      ['เครื่องตำบลพรหมโลก (นายภาคสนาม ทดสอบ)', 'accepted', 0],
    ])
    const receipts = readdirSync(district.stickDir).filter(
      (name) => name.includes('ใบรับ') && name.endsWith('.amphoe.zip'),
    )
    expect(new Set(receipts).size).toBe(3)
    // each is taken in by its own laptop, and by no other
    const [answered] = await district.client.exchange.sent()
    expect(answered?.toOffice).toBe('เครื่องตำบลพรหมโลก และอีก 3 ตำบล (นายภาคสนาม ทดสอบ)')
    const refused: unknown[] = []
    for (const name of receipts)
      await bringIn(first, join(district.stickDir, name)).catch((error) => refused.push(error))
    expect(refused).toHaveLength(2)
    expect(rowsIn(first.dataDir, 'packageOut').map((row) => row.answer)).toEqual(['accepted'])
  })
})
