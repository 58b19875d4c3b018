import { eq } from 'drizzle-orm'
import { entryScore, planEntry, ranking } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { openForChange } from '../plans/commands.ts'
import { currentCriteria } from './queries.ts'
import {
  type Criterion,
  orderByScore,
  type Score,
  type ScoreFields,
  scoresWithin,
  standings,
  weightedTotal,
} from './rules.ts'

type Kept = { id: string; criteria: Criterion[] }

/**
 * Begins the score sheet; one that is begun stays as it is.
 *
 * @throws Fault plan.adopted, ranking.noWeights
 */
export function beginRanking(cx: CommandContext, input: { planId: string }): void {
  const head = openForChange(cx, input.planId)
  if (keptRanking(cx, head.id)) return
  begin(cx, head.id)
  cx.about('plan', head.id)
}

function keptRanking(cx: CommandContext, planId: string): Kept | undefined {
  return cx.db
    .select({ id: ranking.id, criteria: ranking.criteria })
    .from(ranking)
    .where(eq(ranking.planId, planId))
    .get()
}

/** Keeps the criteria of today with the plan, so that a later change of the rules changes no result. */
function begin(cx: CommandContext, planId: string): Kept {
  const criteria = currentCriteria(cx)
  if (!criteria.some((one) => one.weight > 0)) throw new Fault('ranking.noWeights', {})
  return { id: cx.write.insert(ranking, { planId, criteria, rankedOn: null, note: '' }), criteria }
}

/**
 * Takes the criteria as they are now. What no longer fits them falls away and is counted.
 *
 * @throws Fault plan.adopted, ranking.noWeights
 */
export function renewCriteria(
  cx: CommandContext,
  input: { planId: string; dryRun: boolean },
): { dropped: number } {
  const head = openForChange(cx, input.planId)
  const kept = keptRanking(cx, head.id)
  cx.about('plan', head.id)
  if (!kept) {
    begin(cx, head.id)
    return { dropped: 0 }
  }
  const criteria = currentCriteria(cx)
  if (!criteria.some((one) => one.weight > 0)) throw new Fault('ranking.noWeights', {})
  cx.write.update(ranking, kept.id, { criteria })
  let dropped = 0
  for (const row of scoreRows(cx, head.id)) {
    const scores = scoresWithin(criteria, row.scores)
    dropped += row.scores.length - scores.length
    if (scores.length < row.scores.length) cx.write.update(entryScore, row.id, { scores })
  }
  return { dropped }
}

function scoreRows(cx: CommandContext, planId: string): (typeof entryScore.$inferSelect)[] {
  return cx.db.select().from(entryScore).where(eq(entryScore.planId, planId)).all()
}

/**
 * Keeps the points and reasons of the rows given; rows not given stay. A row without points and reason is not kept.
 *
 * @throws Fault plan.adopted, ranking.noWeights, ranking.aboveMaximum, record.notFound
 */
export function saveScores(
  cx: CommandContext,
  input: { planId: string; rows: readonly ScoreFields[]; dryRun: boolean },
): void {
  const head = openForChange(cx, input.planId)
  const { criteria } = keptRanking(cx, head.id) ?? begin(cx, head.id)
  const byKey = new Map(criteria.map((one) => [one.key, one]))
  const names = new Map(entriesOf(cx, head.id).map((entry) => [entry.id, entry.name]))
  const kept = new Map(scoreRows(cx, head.id).map((row) => [row.entryId, row.id]))
  for (const { entryId, scores: given, reason } of input.rows) {
    const name = names.get(entryId)
    if (name === undefined) throw new Fault('record.notFound', { kind: 'planEntry', id: entryId })
    const scores = inOrder(criteria, given)
    for (const { criterion, score } of given) {
      const one = byKey.get(criterion)
      if (!one) throw new Fault('record.notFound', { kind: 'rankingCriterion', id: criterion })
      if (score > one.maximum)
        throw new Fault('ranking.aboveMaximum', { name, criterion: one.name, maximum: one.maximum, score })
    }
    const id = kept.get(entryId)
    if (id === undefined) {
      if (scores.length === 0 && reason === '') continue
      kept.set(
        entryId,
        cx.write.insert(entryScore, { planId: head.id, entryId, scores, scoreRank: null, reason }),
      )
    } else if (scores.length === 0 && reason === '') {
      cx.write.remove(entryScore, id)
      kept.delete(entryId)
    } else cx.write.update(entryScore, id, { scores, reason })
  }
  cx.about('plan', head.id)
}

/** Points in the order of the criteria, each once (the last one counts): equal sheets are stored alike. */
function inOrder(criteria: readonly Criterion[], scores: readonly Score[]): Score[] {
  const given = new Map(scores.map((one) => [one.criterion, one.score]))
  return criteria.flatMap(({ key }) => {
    const score = given.get(key)
    return score === undefined ? [] : [{ criterion: key, score }]
  })
}

function entriesOf(cx: CommandContext, planId: string): { id: string; name: string; rank: number }[] {
  return cx.db
    .select({ id: planEntry.id, name: planEntry.name, rank: planEntry.rank })
    .from(planEntry)
    .where(eq(planEntry.planId, planId))
    .orderBy(planEntry.rank, planEntry.id)
    .all()
}

/**
 * Puts the plan in the order of the scores. The place by score is noted beside each rank; a reason for a difference
 * that is gone goes with it, a reason for a tie stays.
 *
 * @returns how many entries moved, stand in a tie, or have no total yet and so went last
 * @throws Fault plan.adopted, ranking.notScored
 */
export function applyRanking(
  cx: CommandContext,
  input: { planId: string; note: string },
): { moved: number; tied: number; unscored: number } {
  const head = openForChange(cx, input.planId)
  const kept = keptRanking(cx, head.id)
  const stored = new Map(scoreRows(cx, head.id).map((row) => [row.entryId, row]))
  const entries = entriesOf(cx, head.id)
  const rows = entries.map((entry) => {
    const scores = stored.get(entry.id)?.scores ?? []
    const { total } = weightedTotal(kept?.criteria ?? [], scores)
    return { entryId: entry.id, rank: entry.rank, scores, total }
  })
  const unscored = rows.filter((row) => row.total === null).length
  if (!kept || unscored === rows.length) throw new Fault('ranking.notScored', {})
  const rankOf = new Map(orderByScore(rows).map((entryId, at) => [entryId, at + 1]))
  let moved = 0
  const ranked = rows.map((row) => {
    const rank = rankOf.get(row.entryId) ?? row.rank
    if (rank !== row.rank) {
      moved += 1
      cx.write.update(planEntry, row.entryId, { rank })
    }
    return { ...row, rank }
  })
  let tied = 0
  for (const [at, standing] of standings(kept.criteria, ranked).entries()) {
    if (standing.tied) tied += 1
    const row = stored.get(ranked[at]?.entryId ?? '')
    if (row)
      cx.write.update(entryScore, row.id, {
        scoreRank: standing.scoreRank,
        reason: standing.tied ? row.reason : '',
      })
  }
  cx.write.update(ranking, kept.id, { rankedOn: cx.today(), note: input.note })
  cx.about('plan', head.id)
  return { moved, tied, unscored }
}

/**
 * Moves one entry to a place by hand and keeps the reason; the others close up.
 *
 * @throws Fault plan.adopted, record.notFound
 */
export function placeByHand(
  cx: CommandContext,
  input: { planId: string; entryId: string; rank: number; reason: string },
): void {
  const head = openForChange(cx, input.planId)
  const entries = entriesOf(cx, head.id)
  const from = entries.findIndex((entry) => entry.id === input.entryId)
  const moving = entries[from]
  if (!moving) throw new Fault('record.notFound', { kind: 'planEntry', id: input.entryId })
  const order = entries.toSpliced(from, 1)
  order.splice(Math.min(input.rank, entries.length) - 1, 0, moving)
  for (const [at, entry] of order.entries())
    if (entry.rank !== at + 1) cx.write.update(planEntry, entry.id, { rank: at + 1 })
  const score = cx.db.select().from(entryScore).where(eq(entryScore.entryId, moving.id)).get()
  if (score) cx.write.update(entryScore, score.id, { reason: input.reason })
  else
    cx.write.insert(entryScore, {
      planId: head.id,
      entryId: moving.id,
      scores: [],
      scoreRank: null,
      reason: input.reason,
    })
  if (!keptRanking(cx, head.id)) begin(cx, head.id)
  cx.about('plan', head.id)
}
