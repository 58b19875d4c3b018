import { eq } from 'drizzle-orm'
import { entryScore, planEntry, ranking } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { readEntries, readPlanLine } from '../plans/queries.ts'
import { readRules } from '../rules/queries.ts'
import type { RankingSheet } from './contract.ts'
import { type Criterion, criteriaDiffer, standings } from './rules.ts'

/** Criteria as the office has them now (resources/rules/ranking-criteria and what the office laid over it). */
export function currentCriteria(cx: Pick<QueryContext, 'db' | 'resources'>): Criterion[] {
  return readRules(cx, 'ranking-criteria').items.map(({ key, name, weight, maximum }) => ({
    key,
    name,
    weight,
    maximum,
  }))
}

/** @throws Fault record.notFound */
export function readSheet(cx: QueryContext, planId: string): RankingSheet {
  const line = readPlanLine(cx, planId)
  const kept = cx.db.select().from(ranking).where(eq(ranking.planId, planId)).get()
  const now = currentCriteria(cx)
  const criteria = kept?.criteria ?? now
  const scores = new Map(
    cx.db
      .select()
      .from(entryScore)
      .where(eq(entryScore.planId, planId))
      .all()
      .map((row) => [row.entryId, row]),
  )
  const rows = readEntries(cx, eq(planEntry.planId, planId)).map((entry) => ({
    entryId: entry.id,
    projectId: entry.projectId,
    rank: entry.rank,
    name: entry.name,
    originName: entry.originName,
    scores: scores.get(entry.id)?.scores ?? [],
    reason: scores.get(entry.id)?.reason ?? '',
  }))
  const stand = standings(criteria, rows)
  return {
    planId,
    planName: line.name,
    level: line.level,
    planFy: line.planFy,
    state: line.state,
    foreign: line.officeId !== cx.office().id,
    begun: kept !== undefined,
    outdated: kept !== undefined && criteriaDiffer(kept.criteria, now),
    criteria,
    rankedOn: kept?.rankedOn ?? null,
    note: kept?.note ?? '',
    rows: rows.map((row, at) => ({
      ...row,
      ...(stand[at] ?? { total: null, missing: [], scoreRank: null, tied: false, differs: false }),
    })),
  }
}
