import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ComparedRow, comparedFields, type Difference, differenceOf } from './difference.ts'

const blank = Object.fromEntries(comparedFields.map((field) => [field, ''])) as Omit<
  ComparedRow,
  'projectId' | 'rank' | 'budgets'
>
const row = (projectId: string, rank: number, change: Partial<ComparedRow> = {}): ComparedRow => ({
  ...blank,
  name: projectId,
  projectId,
  rank,
  budgets: [],
  ...change,
})
const kinds = (of: Difference) => of.rows.map((one) => [one.projectId, one.kind])

/** Carries a difference out on the old rows: what must come out is the new plan. */
function apply(before: readonly ComparedRow[], difference: Difference): ComparedRow[] {
  const old = new Map(before.map((one) => [one.projectId, one]))
  let rank = 0
  return difference.rows.flatMap((change) => {
    if (change.kind === 'removed') return []
    rank += 1
    if (change.kind === 'added') return change.after ? [change.after] : []
    const from = old.get(change.projectId)
    if (!from) throw new Error('changed, but not in the old plan')
    const years = new Map(from.budgets.map((budget) => [budget.fiscalYear, budget.amount]))
    for (const { fiscalYear, after } of change.budgets) years.set(fiscalYear, after)
    return [
      {
        ...from,
        ...Object.fromEntries(change.fields.map(({ field, after }) => [field, after])),
        rank,
        budgets: [...years]
          .filter(([, amount]) => amount > 0)
          .sort(([a], [b]) => a - b)
          .map(([fiscalYear, amount]) => ({ fiscalYear, amount })),
      },
    ]
  })
}

const rows = fc
  .uniqueArray(
    fc.record({
      projectId: fc.constantFrom(...'abcdefghij'),
      name: fc.constantFrom('ถนน', 'ฝาย', 'ประปา'),
      site: fc.constantFrom('', 'ม.3'),
      budgets: fc.dictionary(fc.constantFrom('2566', '2567', '2568'), fc.integer({ min: 1, max: 5 })),
    }),
    { selector: (one) => one.projectId },
  )
  .map((list) =>
    list.map(({ projectId, name, site, budgets }, at) =>
      row(projectId, at + 1, {
        name,
        site,
        budgets: Object.entries(budgets)
          .map(([year, amount]) => ({ fiscalYear: Number(year), amount }))
          .sort((a, b) => a.fiscalYear - b.fiscalYear),
      }),
    ),
  )

describe('the difference of two editions', () => {
  it('names what came, went, changed and moved', () => {
    const found = differenceOf(
      [row('ก', 1), row('ข', 2, { budgets: [{ fiscalYear: 2567, amount: 10 }] }), row('ค', 3), row('ง', 4)],
      [
        row('ง', 1),
        row('ก', 2, { site: 'ม.5' }),
        row('ค', 3, { budgets: [{ fiscalYear: 2568, amount: 7 }] }),
        row('จ', 4),
      ],
    )
    expect(kinds(found)).toEqual([
      ['ง', 'moved'],
      ['ก', 'changed'],
      ['ข', 'removed'],
      ['ค', 'changed'],
      ['จ', 'added'],
    ])
    expect(found.counts).toEqual({ added: 1, removed: 1, changed: 2, moved: 1, same: 0 })
    expect(found.rows[1]?.fields).toEqual([{ field: 'site', before: '', after: 'ม.5' }])
    expect(found.rows[3]?.budgets).toEqual([{ fiscalYear: 2568, before: 0, after: 7 }])
    expect(found.totals).toEqual([
      { fiscalYear: 2567, before: 10, after: 0 },
      { fiscalYear: 2568, before: 0, after: 7 },
    ])
  })

  it('a row is not moved because others came or went; an addition takes nothing out', () => {
    const before = [row('ก', 1), row('ข', 2), row('ค', 3)]
    expect(differenceOf(before, [row('ใหม่', 1), row('ก', 2), row('ค', 3)]).counts).toEqual({
      added: 1,
      removed: 1,
      changed: 0,
      moved: 0,
      same: 2,
    })
    expect(differenceOf(before, [row('ใหม่', 1)], true).counts).toMatchObject({ added: 1, removed: 0 })
  })

  it('carried out on the old plan gives the new one; turned round it gives the old one; itself gives nothing', () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const forth = differenceOf(before, after)
        expect(apply(before, forth)).toEqual(after)
        const back = differenceOf(after, before)
        expect(apply(after, back)).toEqual(before)
        expect([back.counts.added, back.counts.removed, back.counts.changed]).toEqual([
          forth.counts.removed,
          forth.counts.added,
          forth.counts.changed,
        ])
        const { counts } = differenceOf(before, before)
        expect(counts).toEqual({ added: 0, removed: 0, changed: 0, moved: 0, same: before.length })
        for (const { fiscalYear, after: sum } of forth.totals) {
          const budgets = after.flatMap((one) => one.budgets).filter((one) => one.fiscalYear === fiscalYear)
          expect(sum).toBe(budgets.reduce((total, one) => total + one.amount, 0))
        }
      }),
    )
  })
})
