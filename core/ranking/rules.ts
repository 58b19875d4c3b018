import { z } from 'zod'
import { idField, optionalLine } from '../kernel/fields.ts'

/** One criterion as it stood when the score sheet was begun (resources/rules/ranking-criteria). */
export type Criterion = { key: string; name: string; weight: number; maximum: number }
/** Points given for one criterion, at most two decimals (the mean of a committee). */
export type Score = { criterion: string; score: number }

/** Points of one entry as they come from the sheet; a criterion that is left out is not scored. */
export const scoreFields = z.object({
  entryId: idField,
  scores: z
    .array(
      z.object({
        criterion: z.string().min(1).max(40),
        score: z
          .number({ error: 'notNumber' })
          .min(0, { error: 'negative' })
          .max(100, { error: 'tooMany' })
          .refine((score) => Number.isInteger(hundredths(score)) && hundredths(score) / 100 === score, {
            error: 'tooPrecise',
          }),
      }),
    )
    .max(100),
  /** Why the place in the plan is not the place by score, or how a tie was settled. */
  reason: optionalLine(400),
})
export type ScoreFields = z.infer<typeof scoreFields>

export type Standing = {
  /** Hundredths of a point, 0–10,000; null while a criterion that counts is not scored. */
  total: number | null
  /** Keys of criteria that count and are not scored yet. */
  missing: string[]
  /** Place by score: equal totals share one (1, 2, 2, 4); null without a total. */
  scoreRank: number | null
  /** Others have the same total: which of them goes first is settled by hand. */
  tied: boolean
  /** The order in the plan is another than the order by score, seen among the entries that have a total. */
  differs: boolean
}

/**
 * Weighted total on a scale of 0–100 with two decimals: Σ weight × points ÷ maximum, over the sum of the weights. Whole
 * numbers from end to end, halves up, so that the same sheet gives the same total on every PC. A criterion of weight 0
 * is neither counted nor asked for.
 *
 * @returns hundredths of a point, or null and the keys of what is missing
 */
export function weightedTotal(
  criteria: readonly Criterion[],
  scores: readonly Score[],
): Pick<Standing, 'total' | 'missing'> {
  const before = known.get(scores)
  if (before && before.criteria === criteria) return before.result
  const result = totalNow(criteria, scores)
  known.set(scores, { criteria, result })
  return result
}

/** Points are never changed, only replaced: while one sheet of 3,000 rows is typed in, one row is counted again. */
const known = new WeakMap<
  readonly Score[],
  { criteria: readonly Criterion[]; result: Pick<Standing, 'total' | 'missing'> }
>()

function totalNow(
  criteria: readonly Criterion[],
  scores: readonly Score[],
): Pick<Standing, 'total' | 'missing'> {
  const counting = criteria.filter((one) => one.weight > 0)
  const given = new Map(scores.map((one) => [one.criterion, one.score]))
  const missing = counting.filter((one) => !given.has(one.key)).map((one) => one.key)
  if (missing.length > 0 || counting.length === 0) return { total: null, missing }
  const common = counting.reduce((product, one) => leastCommonMultiple(product, BigInt(one.maximum)), 1n)
  let points = 0n
  let weights = 0n
  for (const { key, weight, maximum } of counting) {
    points += BigInt(weight) * BigInt(hundredths(given.get(key) ?? 0)) * (common / BigInt(maximum))
    weights += BigInt(weight)
  }
  // points are in hundredths already; ×100 makes a percentage of them
  const whole = weights * common
  return { total: Number((points * 100n * 2n + whole) / (whole * 2n)), missing }
}

/** Places of totals, highest first; equal ones share a place and the next is left out. */
export function placesOf(totals: readonly (number | null)[]): (number | null)[] {
  const sorted = totals.filter((total) => total !== null).sort((a, b) => b - a)
  const place = new Map<number, number>()
  for (const [at, total] of sorted.entries()) if (!place.has(total)) place.set(total, at + 1)
  return totals.map((total) => (total === null ? null : (place.get(total) ?? null)))
}

/**
 * How entries stand by their scores. Two totals count as equal when they are printed alike (two decimals): what a
 * reader of the list sees as equal is a tie. Ranks are those of the plan, in any numbers, ascending.
 */
export function standings(
  criteria: readonly Criterion[],
  rows: readonly { rank: number; scores: readonly Score[] }[],
): Standing[] {
  const totals = rows.map((row) => weightedTotal(criteria, row.scores))
  const places = placesOf(totals.map(({ total }) => total))
  const sharing = new Map<number, number>()
  for (const place of places) if (place !== null) sharing.set(place, (sharing.get(place) ?? 0) + 1)
  const order = rows
    .map((row, at) => ({ at, rank: row.rank }))
    .filter(({ at }) => places[at] !== null)
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
  const standsAt = new Map(order.map(({ at }, index) => [at, index + 1]))
  return rows.map((_, at) => {
    const { total, missing } = totals[at] ?? { total: null, missing: [] }
    const scoreRank = places[at] ?? null
    const together = scoreRank === null ? 0 : (sharing.get(scoreRank) ?? 1)
    const here = standsAt.get(at)
    return {
      total,
      missing,
      scoreRank,
      tied: together > 1,
      differs:
        scoreRank !== null && here !== undefined && (here < scoreRank || here > scoreRank + together - 1),
    }
  })
}

/**
 * Order of the entries by score: highest total first, ties and the entries without a total as they stand now, the latter
 * after all others.
 *
 * @returns the ids in their new order, a permutation of those given
 */
export function orderByScore(
  rows: readonly { entryId: string; rank: number; total: number | null }[],
): string[] {
  return rows
    .map((row, at) => ({ ...row, at }))
    .sort(
      (a, b) =>
        Number(a.total === null) - Number(b.total === null) ||
        (b.total ?? 0) - (a.total ?? 0) ||
        a.rank - b.rank ||
        a.at - b.at,
    )
    .map((row) => row.entryId)
}

/** Points as far as these criteria know them; points above a maximum or of a criterion that is gone fall away. */
export function scoresWithin(criteria: readonly Criterion[], scores: readonly Score[]): Score[] {
  const maximum = new Map(criteria.map((one) => [one.key, one.maximum]))
  return scores.filter((one) => one.score <= (maximum.get(one.criterion) ?? -1))
}

/** True when the two sets of criteria would weigh differently or read differently. */
export function criteriaDiffer(a: readonly Criterion[], b: readonly Criterion[]): boolean {
  const text = (all: readonly Criterion[]) =>
    JSON.stringify(all.map((one) => [one.key, one.name, one.weight, one.maximum]))
  return text(a) !== text(b)
}

function hundredths(score: number): number {
  return Math.round(score * 100)
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y > 0n) [x, y] = [y, x % y]
  return x === 0n ? 0n : (a / x) * b
}
