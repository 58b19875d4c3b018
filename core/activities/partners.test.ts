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
import type { PledgeFields, ReceiptFields } from './rules.ts'

afterEach(closeAll)

const pledgeBase: PledgeFields = {
  form: 'money',
  what: '',
  amount: 100_000_00,
  projectId: null,
  dueOn: null,
  withdrawnOn: null,
  note: '',
}
const receiptBase: ReceiptFields = { receivedOn: '2023-04-10', what: '', amount: 40_000_00, evidence: '' }
const partner = {
  ...activityBase,
  kind: 'partner' as const,
  partnerName: 'อบต.พรหมโลก',
  heldOn: '2023-03-01',
}

async function office() {
  const { client, clock } = await openTestCore()
  clock.set('2023-04-20T03:00:00Z')
  await setUpDistrict(client)
  const [village] = await addVillages(client, '800201', 1)
  const { projectIds } = await makePlan(
    client,
    { level: 'village', areaKey: village!, planFy: 2568 },
    [100_000_00],
    '2023-02-10',
  )
  return { client, clock, projectId: projectIds[0]! }
}

const issuesOf = (fault: { params: Record<string, unknown> }) =>
  (fault.params.issues as { path: unknown[]; key: string }[]).map((one) => [one.path.join('.'), one.key])

describe('pledges', () => {
  it('are recorded with the meeting, received in parts, and keep its sums', async () => {
    const { client, projectId } = await office()
    const { id } = await client.activities.save({
      id: null,
      fields: { ...partner, projectIds: [projectId] },
      pledges: [
        { ...pledgeBase, projectId, dueOn: '2023-04-15', receipts: [receiptBase] },
        { ...pledgeBase, form: 'work', what: 'แรงงาน 20 คน', amount: null },
        { ...pledgeBase, form: 'material', what: 'ปูนซีเมนต์', amount: 5_000_00 },
      ],
    })
    const now = () => client.activities.get({ id })
    const first = await now()
    // work and things are no money, whatever they are worth
    expect(first).toMatchObject({ pledged: 100_000_00, received: 40_000_00 })
    expect(first.pledges.map((row) => [row.formName, row.state, row.received, row.outstanding])).toEqual([
      ['งบประมาณ/เงิน', 'overdue', 40_000_00, 60_000_00],
      ['บุคลากร/แรงงาน/ร่วมปฏิบัติงาน', 'promised', 0, null],
      ['วัสดุ/ครุภัณฑ์/สิ่งของ', 'promised', 0, 5_000_00],
    ])
    const [money, work] = first.pledges
    const rest = await client.activities.saveReceipt({
      id: null,
      pledgeId: money!.id,
      fields: { ...receiptBase, amount: 70_000_00 },
    })
    expect(rest.over).toBe(10_000_00)
    await client.activities.saveReceipt({
      id: null,
      pledgeId: work!.id,
      fields: { ...receiptBase, what: 'มา 18 คน', amount: null },
    })
    const second = await now()
    expect(second).toMatchObject({ received: 110_000_00 })
    expect(second.pledges.map((row) => [row.state, row.over])).toEqual([
      ['received', 10_000_00],
      ['received', 0],
      ['promised', 0],
    ])
    await client.activities.saveReceipt({
      id: rest.id,
      pledgeId: money!.id,
      fields: { ...receiptBase, amount: 10_000_00 },
    })
    await client.activities.savePledge({
      id: money!.id,
      activityId: id,
      fields: { ...pledgeBase, projectId, withdrawnOn: '2023-04-18' },
    })
    // of a pledge that was withdrawn only what came counts
    expect(await now()).toMatchObject({ pledged: 50_000_00, received: 50_000_00 })
    expect((await now()).pledges[0]).toMatchObject({ state: 'withdrawn', outstanding: 0 })
    await client.activities.removeReceipt({ id: rest.id })
    expect(await now()).toMatchObject({ pledged: 40_000_00, received: 40_000_00 })
    await client.activities.removePledge({ id: money!.id })
    expect(await now()).toMatchObject({ pledged: null, received: null })
    await client.office.undo()
    expect(await now()).toMatchObject({ pledged: 40_000_00, received: 40_000_00 })
    await client.activities.remove({ id })
    expect(await client.activities.pledgesOf({ projectId })).toEqual([])
    await client.office.undo()
    expect((await now()).pledges.map((row) => row.receipts.length)).toEqual([1, 1, 0])
  })

  it('of a project are found, and propose its fate until one says as much', async () => {
    const { client, projectId } = await office()
    const { id } = await client.activities.save({
      id: null,
      fields: { ...partner, projectIds: [projectId] },
      pledges: [
        { ...pledgeBase, projectId, receipts: [receiptBase] },
        { ...pledgeBase, receipts: [{ ...receiptBase, amount: 1_00 }] },
      ],
    })
    const found = await client.activities.pledgesOf({ projectId })
    expect(found.map((row) => [row.direct, row.projectName === null])).toEqual([
      [true, false],
      [false, true],
    ])
    const proposal = {
      projectId,
      kind: 'funded',
      budgetSource: 'งบองค์กรปกครองส่วนท้องถิ่น',
      amount: 40_000_00,
      fiscalYear: 2566,
      dated: '2023-04-10',
    }
    expect(found.map((row) => row.fateProposal)).toEqual([proposal, null])
    await client.projects.recordFate({ ...proposal, reason: '' })
    expect((await client.activities.pledgesOf({ projectId }))[0]?.fateProposal).toBeNull()
    const more = await client.activities.saveReceipt({
      id: null,
      pledgeId: found[0]!.id,
      fields: { ...receiptBase, receivedOn: '2023-04-19', amount: 5_000_00 },
    })
    expect(more.fateProposal).toEqual({ ...proposal, amount: 45_000_00, dated: '2023-04-19' })
    expect(
      (await faultOf(client.activities.save({ id, fields: { ...partner, kind: 'session' } }))).params,
    ).toMatchObject({
      issues: [{ path: ['fields', 'kind'], key: 'hasPledges' }],
    })
  })

  it('go with their project when two turn out to be one', async () => {
    const { client, projectId } = await office()
    const { id } = await client.activities.save({
      id: null,
      fields: partner,
      pledges: [{ ...pledgeBase, projectId }],
    })
    const [village] = await addVillages(client, '800202', 1)
    const other = await makePlan(client, { level: 'village', areaKey: village!, planFy: 2568 }, [1_00], null)
    const keptId = other.projectIds[0]!
    await client.duplicates.merge({ keptId, mergedId: projectId, reason: '' })
    expect((await client.activities.get({ id })).pledges[0]?.projectId).toBe(keptId)
  })

  it.each<[string, Partial<PledgeFields>, string, string]>([
    ['a form that is none', { form: 'gold' }, 'fields.form', 'unknownKey'],
    ['work that is not said', { form: 'work' }, 'fields.what', 'required'],
    ['nothing', { amount: 0 }, 'fields.amount', 'nothingPledged'],
    ['less than nothing', { amount: -5 }, 'fields.amount', 'negativeMoney'],
    ['a project that is not here', { projectId: '0'.repeat(26) }, 'fields.projectId', 'badId'],
    ['a due day before the promise', { dueOn: '2023-02-28' }, 'fields.dueOn', 'beforePromise'],
    ['a withdrawal before it', { withdrawnOn: '2023-02-28' }, 'fields.withdrawnOn', 'beforePromise'],
    ['a withdrawal to come', { withdrawnOn: '2023-04-21' }, 'fields.withdrawnOn', 'dayAhead'],
    ['a day that is not', { dueOn: '2023-06-31' }, 'fields.dueOn', 'badDate'],
  ])('refuse %s', async (_what, change, path, key) => {
    const { client } = await office()
    const { id: activityId } = await client.activities.save({ id: null, fields: partner })
    const fault = await faultOf(
      client.activities.savePledge({ id: null, activityId, fields: { ...pledgeBase, ...change } }),
    )
    expect(issuesOf(fault)).toEqual([[path, key]])
    expect((await client.activities.get({ id: activityId })).pledges).toEqual([])
  })

  it.each<[string, PledgeFields['form'], Partial<ReceiptFields>, string, string]>([
    ['a day to come', 'money', { receivedOn: '2023-04-21' }, 'fields.receivedOn', 'dayAhead'],
    ['money without an amount', 'money', { amount: null }, 'fields.amount', 'required'],
    ['no money', 'money', { amount: 0 }, 'fields.amount', 'nothingPledged'],
    ['work of which nothing is said', 'work', { amount: null }, 'fields.what', 'required'],
  ])('refuse to receive %s', async (_what, form, change, path, key) => {
    const { client } = await office()
    const { id } = await client.activities.save({
      id: null,
      fields: partner,
      pledges: [{ ...pledgeBase, form, what: 'อย่างหนึ่ง' }],
    })
    const [row] = (await client.activities.get({ id })).pledges
    const fault = await faultOf(
      client.activities.saveReceipt({ id: null, pledgeId: row!.id, fields: { ...receiptBase, ...change } }),
    )
    expect(issuesOf(fault)).toEqual([[path, key]])
  })

  it('belong to a meeting with a partner, and to no other', async () => {
    const { client } = await office()
    const session = await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'session', heldOn: '2023-03-01' },
    })
    expect(
      issuesOf(
        await faultOf(client.activities.savePledge({ id: null, activityId: session.id, fields: pledgeBase })),
      ),
    ).toEqual([['activityId', 'badId']])
  })
})

describe('partners', () => {
  it('have an account each, and near names are said and made one', async () => {
    const { client } = await office()
    const meet = (partnerName: string, heldOn: string) =>
      client.activities.save({
        id: null,
        fields: { ...partner, partnerName, heldOn },
        pledges: [{ ...pledgeBase, amount: 10_00, receipts: [{ ...receiptBase, amount: 4_00 }] }],
      })
    await meet('สำนักงานพัฒนาชุมชนอำเภอพรหมคีรี', '2023-03-01')
    const second = await meet('พช.', '2023-03-02')
    expect(second.alike).toEqual(['สำนักงานพัฒนาชุมชนอำเภอพรหมคีรี'])
    await meet('อบต.บ้านเกาะ', '2023-03-03')
    const accounts = await client.activities.partners({ editionFy: 2566 })
    expect(
      accounts.map((row) => [row.name, row.meetings, row.pledged, row.received, row.outstanding, row.alike]),
    ).toEqual([
      ['พช.', 1, 10_00, 4_00, 6_00, ['สำนักงานพัฒนาชุมชนอำเภอพรหมคีรี']],
      ['สำนักงานพัฒนาชุมชนอำเภอพรหมคีรี', 1, 10_00, 4_00, 6_00, ['พช.']],
      ['อบต.บ้านเกาะ', 1, 10_00, 4_00, 6_00, []],
    ])
    expect(accounts[0]!.states).toEqual({ promised: 0, partly: 1, received: 0, overdue: 0, withdrawn: 0 })
    const { changed } = await client.activities.renamePartner({
      from: ['พช.'],
      to: 'สำนักงานพัฒนาชุมชนอำเภอพรหมคีรี',
    })
    expect(changed).toBe(1)
    expect(
      (await client.activities.partners({ editionFy: 2566 })).map((row) => [row.meetings, row.pledged]),
    ).toEqual([
      [2, 20_00],
      [1, 10_00],
    ])
    await client.office.undo()
    expect(await client.activities.partners({ editionFy: 2566 })).toHaveLength(3)
  })

  it('are proposed by name: used ones, อปท., agencies, near ones on top', async () => {
    const { client } = await office()
    await client.geography.saveLao({
      id: null,
      fields: { name: 'องค์การบริหารส่วนตำบลพรหมโลก', laoType: 'SAO', code: null, example: true },
      villages: [],
    })
    await client.activities.save({ id: null, fields: { ...partner, partnerName: 'มูลนิธิตัวอย่าง' } })
    const all = await client.activities.partnerNames({ q: '' })
    expect(all[0]).toEqual({ name: 'มูลนิธิตัวอย่าง', from: 'used', times: 1, alike: false })
    expect(all.some((one) => one.name === 'สำนักงานเกษตร' && one.from === 'agency')).toBe(true)
    // a place name is missing
    expect(all.some((one) => one.name === 'เทศบาลตำบล')).toBe(false)
    expect((await client.activities.partnerNames({ q: 'อบต.พรหมโลก' }))[0]).toEqual({
      name: 'องค์การบริหารส่วนตำบลพรหมโลก',
      from: 'lao',
      times: 0,
      alike: true,
    })
    expect((await client.activities.partnerNames({ q: 'พช.' }))[0]?.name).toBe('สำนักงานพัฒนาชุมชน')
  })
})
