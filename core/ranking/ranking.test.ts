import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, faultOf, makePlan, openTestCore, setUpDistrict } from '../../tests/support/core.ts'
import type { Client } from '../contract.ts'
import type { RankingSheet } from './contract.ts'
import {
  type Criterion,
  orderByScore,
  placesOf,
  type Score,
  scoresWithin,
  standings,
  weightedTotal,
} from './rules.ts'

afterEach(closeAll)

const criterion = (key: string, weight: number, maximum: number): Criterion => ({
  key,
  name: `เกณฑ์ ${key}`,
  weight,
  maximum,
})
const scores = (...points: [string, number][]): Score[] =>
  points.map(([key, score]) => ({ criterion: key, score }))

describe('weighted total', () => {
  it('is exact where decimals are not: thirds, halves up, two decimals', () => {
    // 1/3 of a weight of 1 = 33.333… → 33.33; 2/3 → 66.67
    expect(weightedTotal([criterion('a', 1, 3)], scores(['a', 1])).total).toBe(3333)
    expect(weightedTotal([criterion('a', 1, 3)], scores(['a', 2])).total).toBe(6667)
    // 0.125 of a point: 12.5 hundredths → 13
    expect(
      weightedTotal([criterion('a', 1, 8), criterion('b', 99, 1)], scores(['a', 0.01], ['b', 0])).total,
    ).toBe(0)
    expect(
      weightedTotal([criterion('a', 1, 5), criterion('b', 99, 5)], scores(['a', 5], ['b', 0])).total,
    ).toBe(100)
    // 25×4/5 + 20×3/5 + 55×2.5/5 = 20 + 12 + 27.5
    expect(
      weightedTotal(
        [criterion('a', 25, 5), criterion('b', 20, 5), criterion('c', 55, 5)],
        scores(['a', 4], ['b', 3], ['c', 2.5]),
      ).total,
    ).toBe(5950)
  })

  it('does not ask for a criterion of weight 0 nor count it, and gives no total when nothing counts', () => {
    const all = [criterion('a', 10, 5), criterion('b', 0, 5)]
    expect(weightedTotal(all, scores(['a', 5]))).toEqual({ total: 10_000, missing: [] })
    expect(weightedTotal(all, scores(['a', 5], ['b', 0])).total).toBe(10_000)
    expect(weightedTotal([criterion('b', 0, 5)], scores(['b', 5]))).toEqual({ total: null, missing: [] })
    expect(weightedTotal([], [])).toEqual({ total: null, missing: [] })
  })

  it('names what is missing', () => {
    const all = [criterion('a', 10, 5), criterion('b', 5, 5), criterion('c', 5, 5)]
    expect(weightedTotal(all, scores(['b', 0]))).toEqual({ total: null, missing: ['a', 'c'] })
  })

  const sheets = fc
    .array(
      fc.record({ weight: fc.integer({ min: 0, max: 100 }), maximum: fc.integer({ min: 1, max: 100 }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((all) => all.map((one, at) => criterion(`k${at}`, one.weight, one.maximum)))

  it('lies in 0–100.00, is 100.00 for full points and 0 for none, and grows with the points', () => {
    fc.assert(
      fc.property(
        sheets,
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 8, maxLength: 8 }),
        (all, parts) => {
          const given = all.map((one, at) => ({
            criterion: one.key,
            score: Math.floor((one.maximum * (parts[at] ?? 0)) / 100),
          }))
          const { total } = weightedTotal(all, given)
          if (all.every((one) => one.weight === 0)) {
            expect(total).toBeNull()
            return
          }
          expect(total).toBeGreaterThanOrEqual(0)
          expect(total).toBeLessThanOrEqual(10_000)
          expect(
            weightedTotal(
              all,
              all.map((one) => ({ criterion: one.key, score: one.maximum })),
            ).total,
          ).toBe(10_000)
          expect(
            weightedTotal(
              all,
              all.map((one) => ({ criterion: one.key, score: 0 })),
            ).total,
          ).toBe(0)
          const better = given.map((one, at) => (at === 0 ? { ...one, score: all[0]?.maximum ?? 0 } : one))
          expect(weightedTotal(all, better).total).toBeGreaterThanOrEqual(total ?? 0)
        },
      ),
    )
  })
})

describe('places', () => {
  it('shares 1, 2, 2, 4 and leaves the unscored out', () => {
    expect(placesOf([50, null, 90, 50, 10])).toEqual([2, null, 1, 2, 4])
    expect(placesOf([7, 7, 7])).toEqual([1, 1, 1])
    expect(placesOf([])).toEqual([])
  })

  const rows = fc.array(fc.record({ points: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }) }), {
    maxLength: 30,
  })
  const all = [criterion('a', 1, 4)]
  const sheet = (points: readonly { points: number | null }[]) =>
    points.map((row, at) => ({
      entryId: `e${at}`,
      rank: at + 1,
      scores: row.points === null ? [] : scores(['a', row.points]),
    }))

  it('are the number of better totals + 1, and ties are symmetric', () => {
    fc.assert(
      fc.property(rows, (points) => {
        const stand = standings(all, sheet(points))
        for (const one of stand) {
          if (one.total === null) {
            expect(one).toMatchObject({ scoreRank: null, tied: false, differs: false })
            continue
          }
          const total = one.total
          expect(one.scoreRank).toBe(
            stand.filter((other) => other.total !== null && other.total > total).length + 1,
          )
          expect(one.tied).toBe(stand.filter((other) => other.total === total).length > 1)
          expect(
            stand.filter((other) => other.total === total).every((other) => other.tied === one.tied),
          ).toBe(true)
        }
      }),
    )
  })

  it('put in order, the order is a permutation and nothing differs any more', () => {
    fc.assert(
      fc.property(rows, (points) => {
        const before = sheet(points)
        const stand = standings(all, before)
        const order = orderByScore(before.map((row, at) => ({ ...row, total: stand[at]?.total ?? null })))
        expect([...order].sort()).toEqual(before.map((row) => row.entryId).sort())
        const after = before.map((row) => ({ ...row, rank: order.indexOf(row.entryId) + 1 }))
        expect(standings(all, after).some((one) => one.differs)).toBe(false)
        // ties stay in the order they had
        for (const [at, id] of order.entries()) {
          const here = before.findIndex((row) => row.entryId === id)
          const next = before.findIndex((row) => row.entryId === order[at + 1])
          if (next >= 0 && stand[here]?.total === stand[next]?.total) expect(here).toBeLessThan(next)
        }
      }),
    )
  })

  it('sees a difference only outside the places that a tie shares', () => {
    const of = (...points: number[]) =>
      standings(all, sheet(points.map((one) => ({ points: one })))).map((one) => one.differs)
    expect(of(4, 3, 3, 1)).toEqual([false, false, false, false])
    expect(of(3, 4, 3, 1)).toEqual([true, true, false, false])
  })

  it('drops points that newer criteria do not know', () => {
    expect(scoresWithin([criterion('a', 1, 3)], scores(['a', 3], ['b', 1]))).toEqual(scores(['a', 3]))
    expect(scoresWithin([criterion('a', 1, 2)], scores(['a', 3]))).toEqual([])
  })
})

async function ready(
  howMany = 4,
): Promise<{ client: Client; planId: string; sheet: () => Promise<RankingSheet> }> {
  const { client } = await openTestCore()
  await setUpDistrict(client)
  const { planId } = await makePlan(
    client,
    { level: 'tambon', areaKey: '800201', planFy: 2567 },
    Array.from({ length: howMany }, (_, at) => (at + 1) * 100_00),
    null,
  )
  return { client, planId, sheet: () => client.ranking.sheet({ planId }) }
}
/** Points for every criterion of the sheet: the same one for each. */
const whole = (sheet: RankingSheet, at: number, score: number, reason = '') => ({
  entryId: sheet.rows[at]?.entryId ?? '',
  scores: sheet.criteria.map((one) => ({ criterion: one.key, score })),
  reason,
})

describe('ranking of a plan', () => {
  it('scores, shares places, puts the plan in order, is undone in one step', async () => {
    const { client, planId, sheet } = await ready()
    const first = await sheet()
    expect(first).toMatchObject({ begun: false, foreign: false, rankedOn: null })
    expect(first.rows.map((row) => row.rank)).toEqual([1, 2, 3, 4])
    expect(first.rows[0]?.missing).toEqual(first.criteria.map((one) => one.key))
    await client.ranking.saveScores({
      planId,
      rows: [whole(first, 0, 1), whole(first, 1, 4), whole(first, 2, 4)],
      dryRun: false,
    })
    const scored = await sheet()
    expect(scored.begun).toBe(true)
    expect(scored.rows.map((row) => [row.total, row.scoreRank, row.tied, row.differs])).toEqual([
      [2000, 3, false, true],
      [8000, 1, true, false],
      [8000, 1, true, true],
      [null, null, false, false],
    ])
    expect(await client.ranking.apply({ planId, note: 'มติ ก.บ.ต.' })).toEqual({
      moved: 3,
      tied: 2,
      unscored: 1,
    })
    const applied = await sheet()
    expect(applied.rows.map((row) => row.name)).toEqual([1, 2, 0, 3].map((at) => first.rows[at]?.name))
    expect(applied.rows.map((row) => row.rank)).toEqual([1, 2, 3, 4])
    expect(applied.rows.some((row) => row.differs)).toBe(false)
    expect(applied).toMatchObject({ rankedOn: '2022-07-15', note: 'มติ ก.บ.ต.' })
    expect((await client.plans.get({ id: planId })).rows.map((row) => row.id)).toEqual(
      applied.rows.map((row) => row.entryId),
    )
    await client.office.undo()
    expect((await sheet()).rows.map((row) => row.name)).toEqual(first.rows.map((row) => row.name))
  })

  it('keeps both places and the reason when a row is moved by hand', async () => {
    const { client, planId, sheet } = await ready(3)
    const first = await sheet()
    await client.ranking.saveScores({
      planId,
      rows: [whole(first, 0, 5), whole(first, 1, 3), whole(first, 2, 1)],
      dryRun: false,
    })
    const last = first.rows[2]?.entryId ?? ''
    await client.ranking.place({ planId, entryId: last, rank: 1, reason: 'มติที่ประชุมให้ทำก่อน' })
    const moved = (await sheet()).rows
    expect(moved[0]).toMatchObject({
      entryId: last,
      rank: 1,
      scoreRank: 3,
      differs: true,
      reason: 'มติที่ประชุมให้ทำก่อน',
    })
    expect(moved.map((row) => row.rank)).toEqual([1, 2, 3])
    await client.ranking.apply({ planId, note: '' })
    const applied = (await sheet()).rows.find((row) => row.entryId === last)
    expect(applied).toMatchObject({ rank: 3, reason: '', differs: false })
  })

  it('keeps the criteria it was begun with; newer ones are taken on demand, and what falls away is counted', async () => {
    const { client, planId, sheet } = await ready(2)
    const first = await sheet()
    await client.ranking.saveScores({ planId, rows: [whole(first, 0, 5), whole(first, 1, 2)], dryRun: false })
    const [a, b] = first.criteria
    await client.rules.saveItem({ id: 'ranking-criteria', key: a?.key ?? '', values: { maximum: 3 } })
    await client.rules.saveItem({ id: 'ranking-criteria', key: b?.key ?? '', values: { weight: 0 } })
    const outdated = await sheet()
    expect(outdated.outdated).toBe(true)
    expect(outdated.criteria).toEqual(first.criteria)
    expect(await client.ranking.renewCriteria({ planId, dryRun: true })).toEqual({ dropped: 1 })
    expect((await sheet()).outdated).toBe(true)
    expect(await client.ranking.renewCriteria({ planId, dryRun: false })).toEqual({ dropped: 1 })
    const renewed = await sheet()
    expect(renewed.outdated).toBe(false)
    expect(renewed.criteria.map((one) => one.weight)[1]).toBe(0)
    expect(renewed.rows[1]?.total).not.toBeNull()
    expect(renewed.rows[0]?.missing).toEqual([a?.key])
  })

  it('refuses points above the maximum, foreign entries, an adopted plan, a sheet without points', async () => {
    const { client, planId, sheet } = await ready(2)
    const first = await sheet()
    expect(await faultOf(client.ranking.apply({ planId, note: '' }))).toMatchObject({
      code: 'ranking.notScored',
    })
    expect(
      await faultOf(client.ranking.saveScores({ planId, rows: [whole(first, 0, 6)], dryRun: false })),
    ).toMatchObject({ code: 'ranking.aboveMaximum', params: { maximum: 5, score: 6 } })
    expect((await sheet()).begun).toBe(false)
    expect(
      await faultOf(
        client.ranking.saveScores({
          planId,
          rows: [{ ...whole(first, 0, 1), entryId: planId }],
          dryRun: false,
        }),
      ),
    ).toMatchObject({ code: 'record.notFound' })
    await client.plans.propose({ planId })
    await client.plans.adopt({
      planId,
      adoptedOn: '2022-07-01',
      adoptedBy: 'ก.บ.ต.',
      resolution: 'เห็นชอบ',
      attendees: null,
    })
    expect(
      await faultOf(client.ranking.saveScores({ planId, rows: [whole(first, 0, 1)], dryRun: false })),
    ).toMatchObject({ code: 'plan.adopted' })
  })

  it('lets a scored entry be removed from the plan, and brings both back', async () => {
    const { client, planId, sheet } = await ready(2)
    const first = await sheet()
    await client.ranking.saveScores({ planId, rows: [whole(first, 0, 2)], dryRun: false })
    await client.plans.saveEntries({
      planId,
      rows: [],
      removed: [first.rows[0]?.entryId ?? ''],
      order: [],
      dryRun: false,
    })
    expect((await sheet()).rows).toHaveLength(1)
    await client.office.undo()
    expect((await sheet()).rows[0]?.total).toBe(4000)
  })
})
