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

afterEach(closeAll)

const year = { fromFy: 2568, toFy: 2569, levels: ['village' as const], take: 'unfunded' as const }

async function district() {
  const made = await openTestCore()
  made.clock.set('2023-08-01T03:00:00Z')
  await setUpDistrict(made.client)
  const [villageId] = await addVillages(made.client, '800201', 1)
  await makePlan(made.client, { level: 'village', areaKey: villageId!, planFy: 2568 }, [100_00], '2023-02-10')
  const { id } = await made.client.directives.register(directive)
  await made.client.bodies.openMany({ kind: 'tambonCommittee', tambonCode: null, dryRun: false })
  return { ...made, id }
}

describe('the letter and the bodies of the next year', () => {
  it('are said beforehand, opened with the plans in one command, and taken back as one', async () => {
    const { client, id } = await district()
    const told = await client.plans.openYear({ ...year, directive: true, orders: true, dryRun: true })
    expect(told.directive).toMatchObject({
      from: { id, name: directive.number, duties: 6 },
      editionFy: 2567,
      planFy: 2569,
      thereId: null,
    })
    // a Sunday, Songkran and a Saturday: none of the three stays on its day
    expect(told.directive?.moved.map(({ no, dueOn }) => [no, dueOn])).toEqual([
      [2, '2024-03-29'],
      [4, '2024-04-12'],
      [6, '2024-07-19'],
    ])
    expect([told.bodies.editionFy, told.bodies.bodies.length, told.bodies.drafts]).toEqual([2567, 5, 5])
    expect(await client.directives.list()).toHaveLength(1)
    expect(await client.orders.list({ editionFy: 2567 })).toEqual([])

    const done = await client.plans.openYear({ ...year, directive: true, orders: true, dryRun: false })
    const [expected] = await client.directives.list()
    expect(expected).toMatchObject({
      id: done.directive?.openedId,
      state: 'expected',
      planFy: 2569,
      duties: 6,
    })
    expect(await client.orders.list({ editionFy: 2567 })).toHaveLength(5)
    expect(await client.plans.list({ planFy: 2569, level: null, tambonCode: null })).toHaveLength(1)
    // the year in hand stays the one whose letter has come
    expect((await client.calendar.planYears()).current).toBe(2568)
    expect(await client.bodies.list({ editionFy: null })).toMatchObject([
      { state: 'missing' },
      {},
      {},
      {},
      {},
    ])

    await client.office.undo()
    expect(await client.directives.list()).toHaveLength(1)
    expect(await client.orders.list({ editionFy: 2567 })).toEqual([])
    expect(await client.plans.list({ planFy: 2569, level: null, tambonCode: null })).toEqual([])
  })

  it('are opened only when they are asked for, and once', async () => {
    const { client } = await district()
    const plain = await client.plans.openYear({ ...year, dryRun: false })
    expect([plain.directive?.openedId, plain.bodies.drafts, plain.bodies.bodies.length]).toEqual([null, 0, 5])
    // the plans are there: the letter alone is enough to open
    const letter = await client.plans.openYear({ ...year, directive: true, dryRun: false })
    expect(letter.directive?.openedId).not.toBeNull()
    expect(await faultOf(client.plans.openYear({ ...year, directive: true, dryRun: false }))).toMatchObject({
      code: 'plan.nothingToOpen',
    })
  })

  it('need a letter of this year to begin from', async () => {
    const { client, id } = await district()
    await client.directives.remove({ id })
    const told = await client.plans.openYear({ ...year, directive: true, dryRun: true })
    expect(told.directive).toBeNull()
    // the edition by the N−2 rule
    expect(told.bodies.editionFy).toBe(2567)
  })
})
