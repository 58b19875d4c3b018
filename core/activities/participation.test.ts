import { afterEach, describe, expect, it } from 'vitest'
import {
  addVillages,
  closeAll,
  directive,
  faultOf,
  makePlan,
  openTestCore,
  setUpDistrict,
} from '../../tests/support/core.ts'
import type { ParticipationFields } from './rules.ts'

afterEach(closeAll)

const base: ParticipationFields = {
  editionFy: 2566,
  tambonCodes: ['800201', '800202'],
  steps: ['prepare', 'review'],
  subject: '',
  heldOn: '2023-02-10',
  endedOn: null,
  place: '',
  attendance: [{ group: 'coordCentre', persons: 9 }],
  evidence: 'บันทึกการประชุม',
}

async function office() {
  const { client, clock } = await openTestCore()
  clock.set('2023-04-20T03:00:00Z')
  const officeId = await setUpDistrict(client)
  return { client, clock, officeId }
}

describe('ศอช. in each step', () => {
  it('is marked for several cells at once and taken back as a whole', async () => {
    const { client } = await office()
    const { ids, already } = await client.activities.saveParticipation(base)
    expect([ids.length, already]).toEqual([2, []])
    const now = () => client.activities.participation({ editionFy: 2566 })
    const first = await now()
    expect(first).toMatchObject({ planFy: 2568, done: 4, expected: 35 })
    expect(first.rows.map((row) => row.done)).toEqual([2, 2, 0, 0, 0])
    expect(first.rows[0]!.cells.map((cell) => cell.occasions.length)).toEqual([1, 1, 0, 0, 0, 0, 0])
    expect(first.rows[0]!.cells[0]!.occasions[0]).toMatchObject({
      heldOn: '2023-02-10',
      evidence: 'บันทึกการประชุม',
      persons: 9,
      planned: false,
      otherSteps: ['review'],
    })
    const again = await client.activities.saveParticipation({ ...base, steps: ['review', 'analyse'] })
    expect(again.already).toEqual([
      { tambonCode: '800201', step: 'review' },
      { tambonCode: '800202', step: 'review' },
    ])
    expect((await now()).done).toBe(6)
    await client.office.undo()
    expect((await now()).done).toBe(4)
    await client.office.undo()
    expect((await now()).done).toBe(0)
  })

  it('has cells that are corrected and removed without touching the others', async () => {
    const { client } = await office()
    const { ids } = await client.activities.saveParticipation({ ...base, tambonCodes: ['800201'] })
    const activityId = ids[0]!
    const cells = async () => {
      const { rows } = await client.activities.participation({ editionFy: 2566 })
      return rows[0]!.cells
        .slice(0, 2)
        .map((cell) => cell.occasions.map((one) => [one.heldOn, one.evidence, one.persons]))
    }
    const split = await client.activities.correctCell({
      activityId,
      step: 'review',
      heldOn: '2023-02-20',
      endedOn: null,
      evidence: 'ภาพถ่าย',
    })
    expect(split.id).not.toBe(activityId)
    expect(await cells()).toEqual([[['2023-02-10', 'บันทึกการประชุม', 9]], [['2023-02-20', 'ภาพถ่าย', 0]]])
    const same = await client.activities.correctCell({
      activityId: split.id,
      step: 'review',
      heldOn: '2023-02-21',
      endedOn: '2023-02-22',
      evidence: 'ภาพถ่าย',
    })
    expect(same.id).toBe(split.id)
    expect(
      await client.activities.clearCells({
        cells: [
          { activityId, step: 'prepare' },
          { activityId: split.id, step: 'review' },
        ],
      }),
    ).toEqual({ cleared: 2 })
    expect(await client.activities.list({ editionFy: 2566, kind: null })).toEqual([])
    await client.office.undo()
    expect(await cells()).toEqual([[['2023-02-10', 'บันทึกการประชุม', 9]], [['2023-02-21', 'ภาพถ่าย', 0]]])
    expect(
      (await faultOf(client.activities.clearCells({ cells: [{ activityId, step: 'adopt' }] }))).code,
    ).toBe('record.notFound')
    const fault = await faultOf(
      client.activities.correctCell({
        activityId,
        step: 'prepare',
        heldOn: '2023-02-21',
        endedOn: '2023-02-20',
        evidence: '',
      }),
    )
    expect(fault.params.issues).toMatchObject([{ path: ['endedOn'], key: 'endBeforeStart' }])
  })

  it('shows the tambon plan of the edition’s plan FY, ศอช.ต. and its order; what is planned is not done', async () => {
    const { client, officeId } = await office()
    await client.directives.register({ ...directive, planFy: 2569 })
    await addVillages(client, '800202', 1)
    const { planId } = await makePlan(
      client,
      { level: 'tambon', areaKey: '800202', planFy: 2569 },
      [100_00],
      '2023-04-01',
    )
    const { id: bodyId } = await client.bodies.open({
      kind: 'coordCentreTambon',
      name: 'ศอช.ต. บ้านเกาะ',
      tambonCode: '800202',
      villageId: null,
    })
    await client.activities.saveParticipation({
      ...base,
      attendance: [],
      tambonCodes: ['800202'],
      steps: ['draft'],
      heldOn: '2023-05-20',
    })
    const shown = await client.activities.participation({ editionFy: 2566, officeId })
    expect(shown).toMatchObject({ planFy: 2569, done: 0 })
    expect(shown.rows[1]).toMatchObject({
      plan: { id: planId, state: 'adopted', adoptedOn: '2023-04-01' },
      coordCentre: { id: bodyId, order: 'none', orderId: null },
      done: 0,
    })
    expect(shown.rows[1]!.cells[3]!.occasions).toMatchObject([{ planned: true }])
    expect(shown.rows[0]).toMatchObject({ plan: null, coordCentre: null })
  })

  it.each<[string, Partial<ParticipationFields>, string, string]>([
    ['no tambon', { tambonCodes: [] }, 'tambonCodes', 'required'],
    ['a tambon elsewhere', { tambonCodes: ['800201', '800301'] }, 'tambonCodes.1', 'foreignTambon'],
    ['no step', { steps: [] }, 'steps', 'required'],
    ['an unknown step', { steps: ['fly'] }, 'steps.0', 'unknownKey'],
    ['an end before the start', { endedOn: '2023-02-09' }, 'endedOn', 'endBeforeStart'],
    ['persons on a day to come', { heldOn: '2023-04-21' }, 'state', 'plannedWithPersons'],
    ['another decade', { heldOn: '2013-02-10' }, 'heldOn', 'farFromEdition'],
  ])('refuses %s', async (_what, change, path, key) => {
    const { client } = await office()
    const fault = await faultOf(client.activities.saveParticipation({ ...base, ...change }))
    expect(
      (fault.params.issues as { path: unknown[]; key: string }[]).map((one) => [one.path.join('.'), one.key]),
    ).toEqual([[path, key]])
    expect(await client.activities.list({ editionFy: 2566, kind: null })).toEqual([])
  })
})
