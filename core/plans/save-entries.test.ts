import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, entry, faultOf, makePlan, openTestCore, setUpDistrict } from '../../tests/support/core.ts'

afterEach(closeAll)

async function ready(howMany: number) {
  const { client } = await openTestCore()
  await setUpDistrict(client)
  const { planId } = await makePlan(
    client,
    { level: 'tambon', areaKey: '800201', planFy: 2567 },
    Array.from({ length: howMany }, (_, at) => (at + 1) * 100_00),
    null,
  )
  const read = async () => (await client.plans.get({ id: planId })).rows
  const save = (change: Partial<Parameters<typeof client.plans.saveEntries>[0]>) =>
    client.plans.saveEntries({ planId, rows: [], removed: [], order: [], dryRun: false, ...change })
  return { client, read, save }
}

describe('one edit of the table is one command', () => {
  it('a new row in the middle is one command and one undo', async () => {
    const { client, read, save } = await ready(3)
    const before = (await read()).map((row) => row.name)
    const { ids, projectIds } = await save({
      rows: [
        { id: null, fields: entry('แทรกสอง', 2567, 0), rank: 2 },
        { id: null, fields: entry('แทรกสาม', 2567, 0), rank: 3 },
        { id: null, fields: entry('ท้าย', 2567, 0) },
      ],
    })
    const rows = await read()
    expect(rows.map((row) => row.name)).toEqual([
      before[0],
      'แทรกสอง',
      'แทรกสาม',
      before[1],
      before[2],
      'ท้าย',
    ])
    expect(rows.map((row) => row.rank)).toEqual([1, 2, 3, 4, 5, 6])
    expect(rows[1]).toMatchObject({ id: ids[0], projectId: projectIds[0] })
    await client.office.undo()
    expect((await read()).map((row) => row.name)).toEqual(before)
  })

  it('order, insertion and removal together give ranks 1…n as they were asked for', async () => {
    const { read, save } = await ready(4)
    const rows = await read()
    const [a, b, c, d] = rows.map((row) => row.id) as [string, string, string, string]
    await save({
      rows: [{ id: null, fields: entry('ใหม่', 2567, 0), rank: 1 }],
      removed: [b],
      order: [d, a, c],
    })
    const after = await read()
    expect(after.map((row) => row.id).slice(1)).toEqual([d, a, c])
    expect(after[0]?.name).toBe('ใหม่')
    expect(after.map((row) => row.rank)).toEqual([1, 2, 3, 4])
  })

  it('one changed row leaves every other row and rank as it is', async () => {
    const { read, save } = await ready(5)
    const before = await read()
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 10 ** 9 }),
        async (at, amount) => {
          const row = before[at]
          if (!row) return
          await save({ rows: [{ id: row.id, fields: entry(row.name, 2567, amount) }] })
          const after = await read()
          expect(after.map((one) => [one.id, one.rank])).toEqual(before.map((one) => [one.id, one.rank]))
          expect(after[at]?.budgets).toEqual([{ fiscalYear: 2567, amount }])
          expect(after.filter((_, other) => other !== at && !changed.has(other))).toEqual(
            before.filter((_, other) => other !== at && !changed.has(other)),
          )
          changed.add(at)
        },
      ),
      { numRuns: 12 },
    )
  })
  const changed = new Set<number>()

  it('refuses a row of another plan, also among many', async () => {
    const { client, save, read } = await ready(2)
    const { planId: other } = await makePlan(
      client,
      { level: 'tambon', areaKey: '800202', planFy: 2567 },
      [100],
      null,
    )
    const foreign = (await client.plans.get({ id: other })).rows[0]?.id ?? ''
    const before = await read()
    expect(await faultOf(save({ rows: [{ id: foreign, fields: entry('แอบแก้', 2567, 5) }] }))).toMatchObject({
      code: 'record.notFound',
    })
    expect(await read()).toEqual(before)
  })
})
