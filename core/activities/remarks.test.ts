/** What is said and not refused: the same twice, a receipt before its promise; and what undo takes back at once. */
import { afterEach, describe, expect, it } from 'vitest'
import {
  activityBase,
  addVillages,
  closeAll,
  faultOf,
  makePlan,
  openTestCore,
  setUpDistrict,
} from '../../tests/support/core.ts'
import type { ActivityFields } from './rules.ts'

afterEach(closeAll)

async function office() {
  const opened = await openTestCore()
  opened.clock.set('2023-06-20T03:00:00Z')
  await setUpDistrict(opened.client)
  return opened
}
const editionFy = activityBase.editionFy
const workshop: ActivityFields = {
  ...activityBase,
  kind: 'workshop',
  tambonCode: '800201',
  heldOn: '2023-04-10',
  subject: 'ประชุมเชิงปฏิบัติการ',
}
const pledgeOf = (change: object) => ({
  form: 'money',
  what: '',
  amount: 100_000_00,
  projectId: null,
  dueOn: null,
  withdrawnOn: null,
  note: '',
  ...change,
})

describe('the same recorded twice', () => {
  it('is remarked when it is saved, quickly or whole, and where it is listed', async () => {
    const { client } = await office()
    const save = (fields: ActivityFields) => client.activities.save({ id: null, fields })
    const first = await save(workshop)
    expect(first.twin).toBeNull()
    const second = await save({ ...workshop, subject: 'จัดทำแผนตำบล' })
    expect(second.twin).toEqual({ id: first.id, subject: workshop.subject, heldOn: workshop.heldOn })
    const quick = await client.activities.quick({
      editionFy,
      kind: 'workshop',
      tambonCode: '800201',
      heldOn: workshop.heldOn,
      subject: '',
      place: '',
      attendance: [],
      steps: [],
      evidence: '',
    })
    expect(quick.twin?.id).toBe(first.id)
    const twins = async () =>
      new Map(
        (await client.activities.list({ editionFy, kind: 'workshop' })).map((one) => [one.id, one.twinId]),
      )
    expect(await twins()).toEqual(
      new Map([
        [first.id, second.id],
        [second.id, first.id],
        [quick.id, first.id],
      ]),
    )
    expect((await client.activities.get({ id: second.id })).twinId).toBe(first.id)
    await client.activities.removeRows({ ids: [second.id, quick.id] })
    expect(await twins()).toEqual(new Map([[first.id, null]]))
  })

  it('is not another day, tambon, kind, subject of a session, partner or step', async () => {
    const { client } = await office()
    const kinds: ActivityFields[] = [
      workshop,
      { ...workshop, heldOn: '2023-04-11' },
      { ...workshop, tambonCode: '800202' },
      { ...workshop, kind: 'session', subject: 'ก' },
      { ...workshop, kind: 'session', subject: 'ข' },
      { ...workshop, kind: 'session', tambonCode: null, subject: 'ก' },
      { ...workshop, kind: 'partner', partnerName: 'อบจ.' },
      { ...workshop, kind: 'partner', partnerName: 'ธ.ก.ส.' },
      { ...workshop, kind: 'participation', steps: ['prepare'] },
      { ...workshop, kind: 'participation', steps: ['review', 'adopt'] },
    ]
    for (const fields of kinds)
      expect((await client.activities.save({ id: null, fields })).twin, fields.subject).toBeNull()
    const again = { ...workshop, kind: 'participation' as const, steps: ['analyse', 'adopt'] }
    expect((await client.activities.save({ id: null, fields: again })).twin).not.toBeNull()
  })
})

describe('several rows', () => {
  it('are taken away with one step of undo, or not at all', async () => {
    const { client } = await office()
    const rows = ['ก', 'ข', 'ค'].map((subject) => ({
      id: null,
      fields: { ...activityBase, kind: 'session' as const, subject },
    }))
    const { ids } = await client.activities.saveRows({ rows })
    const list = async () =>
      (await client.activities.list({ editionFy, kind: null })).map((one) => one.subject).sort()
    const unknown = '0'.repeat(26)
    expect((await faultOf(client.activities.removeRows({ ids: [ids[0]!, unknown] }))).code).toBe(
      'record.notFound',
    )
    expect(await list()).toEqual(['ก', 'ข', 'ค'])
    await client.activities.removeRows({ ids: [ids[0]!, ids[2]!, ids[0]!] })
    expect(await list()).toEqual(['ข'])
    await client.office.undo()
    expect(await list()).toEqual(['ก', 'ข', 'ค'])
  })
})

describe('a receipt', () => {
  it('before its promise is remarked, and kept', async () => {
    const { client } = await office()
    const { id } = await client.activities.save({
      id: null,
      fields: { ...workshop, kind: 'partner', partnerName: 'อบจ.', heldOn: '2023-05-02' },
      pledges: [pledgeOf({})],
    })
    const [pledge] = (await client.activities.get({ id })).pledges
    const receive = (receivedOn: string) =>
      client.activities.saveReceipt({
        id: null,
        pledgeId: pledge!.id,
        fields: { receivedOn, what: '', amount: 10_000_00, evidence: '' },
      })
    expect((await receive('2023-05-01')).early).toBe(true)
    expect((await receive('2023-05-02')).early).toBe(false)
    expect((await client.activities.get({ id })).received).toBe(20_000_00)
  })

  it('of a pledge that was withdrawn counts alone', async () => {
    const { client } = await office()
    const { id } = await client.activities.save({
      id: null,
      fields: { ...workshop, kind: 'partner', partnerName: 'อบจ.', heldOn: '2023-05-02' },
      pledges: [
        pledgeOf({
          withdrawnOn: '2023-06-01',
          receipts: [{ receivedOn: '2023-05-20', what: '', amount: 30_000_00, evidence: '' }],
        }),
        pledgeOf({ form: 'work', what: 'แรงงาน', amount: null }),
      ],
    })
    const { pledges, pledged } = await client.activities.get({ id })
    expect(pledges.map((one) => one.counted)).toEqual([30_000_00, null])
    expect(pledged).toBe(30_000_00)
  })
})

describe('a project that left its plan', () => {
  const planOf = async (client: Awaited<ReturnType<typeof office>>['client']) => {
    const [village] = await addVillages(client, '800201', 1)
    const made = await makePlan(
      client,
      { level: 'village', areaKey: village!, planFy: 2568 },
      [100_000_00, 200_000_00, 300_000_00],
      null,
    )
    const { rows } = await client.plans.get({ id: made.planId })
    return { ...made, rowIds: rows.map((row) => row.id) }
  }
  const removeRow = (
    client: Awaited<ReturnType<typeof office>>['client'],
    planId: string,
    removed: string[],
  ) => client.plans.saveEntries({ planId, rows: [], removed, order: [], dryRun: false })

  it('is kept while something is promised for it or a meeting named it; one that nobody named goes', async () => {
    const { client } = await office()
    const { planId, projectIds, rowIds } = await planOf(client)
    const [pledged, named, bare] = projectIds as [string, string, string]
    const meeting = { ...workshop, kind: 'partner' as const, partnerName: 'อบจ.', heldOn: '2023-05-02' }
    const { id: promise } = await client.activities.save({
      id: null,
      fields: meeting,
      pledges: [pledgeOf({ projectId: pledged })],
    })
    const { id: talk } = await client.activities.save({
      id: null,
      fields: { ...meeting, heldOn: '2023-05-03', projectIds: [named] },
    })
    await removeRow(client, planId, rowIds)
    const [kept] = await client.activities.pledgesOf({ projectId: pledged })
    expect(kept).toMatchObject({
      activityId: promise,
      projectName: expect.stringContaining('โครงการ 1'),
      direct: true,
    })
    expect((await client.projects.get({ id: pledged })).entries).toEqual([])
    // the meeting is whole, and can be saved again as it stands
    const open = await client.activities.get({ id: talk })
    expect(open.projects.map((one) => one.id)).toEqual([named])
    await client.activities.save({
      id: talk,
      fields: { ...meeting, heldOn: '2023-05-04', projectIds: [named] },
    })
    expect((await faultOf(client.projects.get({ id: bare }))).code).toBe('record.notFound')
  })

  it('comes back to its plan with undo, its pledge with it', async () => {
    const { client } = await office()
    const { planId, projectIds, rowIds } = await planOf(client)
    await client.activities.save({
      id: null,
      fields: { ...workshop, kind: 'partner', partnerName: 'อบจ.', heldOn: '2023-05-02' },
      pledges: [pledgeOf({ projectId: projectIds[0]! })],
    })
    await removeRow(client, planId, [rowIds[0]!])
    await client.office.undo()
    expect((await client.projects.get({ id: projectIds[0]! })).entries).toHaveLength(1)
    expect(await client.activities.pledgesOf({ projectId: projectIds[0]! })).toHaveLength(1)
  })
})

describe('what cannot be', () => {
  const issues = (fault: { params: Record<string, unknown> }) =>
    (fault.params.issues as { path: unknown[]; key: string }[]).map((one) => one.key)

  it('a crowd of 100,001, whether in one group or in two, and money below nothing', async () => {
    const { client } = await office()
    const save = (change: Partial<ActivityFields>) =>
      faultOf(client.activities.save({ id: null, fields: { ...workshop, ...change } }))
    expect((await save({ attendance: [{ group: 'people', persons: 100_001 }] })).code).toBe('input.invalid')
    const two = await save({
      attendance: [
        { group: 'people', persons: 100_000 },
        { group: 'kamnanHeadmen', persons: 1 },
      ],
    })
    expect(issues(two)).toEqual(['tooMany'])
    expect((await save({ cost: -1 })).code).toBe('input.invalid')
    expect((await save({ attendance: [{ group: 'people', persons: -3 }] })).code).toBe('input.invalid')
    const fits = { attendance: [{ group: 'people', persons: 100_000 }] }
    await client.activities.save({ id: null, fields: { ...workshop, ...fits } })
  })

  it('500 pasted rows with every kind of mistake: each line answers for itself, undo takes all back', async () => {
    const { client } = await office()
    const kinds = [
      (n: number) => `พรหมโลก\t${(n % 28) + 1} มี.ค. 2566\tเรื่อง ${n}\tวัด\t${n}`,
      (n: number) => `พรหมโลก\t31 ก.พ. 2566\tวันผิด ${n}\tวัด\t${n}`,
      (n: number) => `ไม่มีตำบลนี้\t3 มี.ค. 2566\tตำบลผิด ${n}\tวัด\t${n}`,
      (n: number) => `พรหมโลก\t4 มี.ค. 2566\tคนมาก ${n}\tวัด\t100001`,
      (n: number) => `พรหมโลก\t\tไม่มีวัน ${n}\tวัด\t${n}`,
    ]
    const lines = Array.from({ length: 500 }, (_unused, n) => kinds[n % 5]!(n))
    const text = ['ตำบล\tวันที่\tเรื่อง\tสถานที่\tจำนวน', ...lines].join('\n')
    const paste = { editionFy, kind: 'session' as const, tambonCode: null, text, dryRun: false }
    const { rows, saved } = await client.activities.paste(paste)
    expect(rows.map((row) => row.line)).toEqual(lines.map((_line, at) => at + 2))
    expect(saved).toBe(100)
    expect(rows.filter((row) => row.problems.length > 0)).toHaveLength(400)
    expect(rows.slice(0, 5).map((row) => row.problems.map((one) => one.key))).toEqual([
      [],
      ['impossibleDate'],
      ['unknownTambon'],
      ['tooMany'],
      ['pasteDateMissing'],
    ])
    const again = await client.activities.paste(paste)
    expect([again.saved, again.rows.filter((row) => row.already).length]).toEqual([0, 100])
    await client.office.undo()
    expect(await client.activities.list({ editionFy, kind: null })).toEqual([])
  })

  it('five spellings of one partner: each is asked about, one name is left', async () => {
    const { client } = await office()
    const names = [
      'องค์การบริหารส่วนตำบลพรหมโลก',
      'อบต.พรหมโลก',
      'อบต. พรหมโลก',
      'อบต พรหมโลก',
      'องค์การบริหารส่วนตำบล พรหมโลก',
    ]
    for (const [at, partnerName] of names.entries()) {
      const { alike } = await client.activities.save({
        id: null,
        fields: { ...workshop, kind: 'partner', partnerName, heldOn: `2023-05-0${at + 1}` },
      })
      expect([...alike].sort(), partnerName).toEqual(names.slice(0, at).sort())
    }
    await client.activities.renamePartner({ from: names, to: names[0]! })
    const accounts = await client.activities.partners({ editionFy })
    expect(accounts.map((one) => [one.name, one.meetings, one.alike])).toEqual([[names[0], 5, []]])
  })

  it('two windows at the same cell: the second is told, and nothing else changes', async () => {
    const { core, client } = await office()
    const other = core.client({ id: 'second window' })
    const mark = {
      editionFy,
      tambonCodes: ['800201', '800202'],
      steps: ['prepare', 'review'],
      subject: '',
      heldOn: '2023-02-10',
      endedOn: null,
      place: '',
      attendance: [],
      evidence: '',
    }
    const { ids } = await client.activities.saveParticipation(mark)
    expect(await other.activities.saveParticipation(mark)).toMatchObject({ ids: [], already: { length: 4 } })
    const cell = { activityId: ids[0]!, step: 'prepare' }
    await client.activities.clearCells({ cells: [cell] })
    const cells = [{ activityId: ids[1]!, step: 'prepare' }, cell]
    expect((await faultOf(other.activities.clearCells({ cells }))).code).toBe('record.notFound')
    const correct = { ...cell, heldOn: '2023-02-12', endedOn: null, evidence: '' }
    expect((await faultOf(other.activities.correctCell(correct))).code).toBe('record.notFound')
    expect((await client.activities.participation({ editionFy })).done).toBe(3)
  })
})
