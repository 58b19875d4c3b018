import { desc, eq, inArray, or } from 'drizzle-orm'
import { fate, plan, planEntry, project, projectPair } from '../../db/schema.ts'
import type { QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readEntries, readPlanLines, totalOf } from '../plans/queries.ts'
import { levelHeight } from '../plans/rules.ts'
import type { ComparedProject, Decision, Lookalike, PairedProject, PairLine } from './contract.ts'
import {
  catchUp,
  compareNow,
  decidedKeys,
  type Facts,
  factsOfNew,
  isSmall,
  lookalikes,
  openFinder,
  pairKey,
  readFacts,
  readRulebook,
} from './finder.ts'
import type { Between, NewProjectFields, PairFilter, Reason } from './rules.ts'

/** The finder up to date, or null where the task with progress should do it first. */
function readyFinder(cx: QueryContext) {
  const finder = openFinder(cx)
  if (!isSmall(finder)) return null
  for (const _ of catchUp(finder)) void _
  return finder
}

/** Undecided pairs, the likeliest first. */
export function listPairs(
  cx: QueryContext,
  input: PairFilter,
): { ready: boolean; pending: number; projects: number; total: number; minimum: number; rows: PairLine[] } {
  const finder = readyFinder(cx)
  const { minimum } = readRulebook(cx)
  if (!finder) {
    const { waiting, known } = openFinder(cx)
    return { ready: false, pending: waiting.size, projects: known.size, total: 0, minimum, rows: [] }
  }
  const decided = decidedKeys(cx)
  const found: PairLine[] = []
  for (const [key, pair] of finder.pairs) {
    if (pair.score < input.minimum || decided.has(key)) continue
    const a = finder.known.get(pair.aId)?.facts
    const b = finder.known.get(pair.bId)?.facts
    if (!a || !b || !fits(a, b, input)) continue
    found.push({ ...pair, a: a.line, b: b.line })
  }
  found.sort((x, y) => y.score - x.score || (x.aId + x.bId < y.aId + y.bId ? -1 : 1))
  return {
    ready: true,
    pending: 0,
    projects: finder.known.size,
    total: found.length,
    minimum,
    rows: found.slice(input.offset, input.offset + input.limit),
  }
}

function fits(a: Facts, b: Facts, input: PairFilter): boolean {
  const { officeId, tambonCode, planFy } = input
  if (officeId !== null && a.line.officeId !== officeId && b.line.officeId !== officeId) return false
  const inTambon = (facts: Facts) =>
    facts.tambonCode === tambonCode || facts.listTambons.includes(tambonCode ?? '')
  if (tambonCode !== null && !inTambon(a) && !inTambon(b)) return false
  if (planFy !== null && !a.planFys.includes(planFy) && !b.planFys.includes(planFy)) return false
  return isBetween(a, b, input.between)
}

function isBetween(a: Facts, b: Facts, between: Between): boolean {
  if (between === 'local') return a.hasLocal || b.hasLocal
  if (between === 'agency') return a.hasAgency || b.hasAgency
  if (between === 'plans') return a.line.lists.length === 0 && b.line.lists.length === 0
  if (between === 'sameList') return a.planIds.some((id) => b.planIds.includes(id))
  return true
}

/** Searches everything that is new since the last time, with progress; what was done before a cancel is kept. */
export async function* findPairs(cx: TaskContext): TaskGenerator<{ projects: number; pairs: number }> {
  const finder = openFinder(cx)
  for (const progress of catchUp(finder)) {
    yield progress
    // other windows ask too
    await new Promise((resolve) => setTimeout(resolve, 0))
    cx.checkCancelled()
  }
  return { projects: finder.known.size, pairs: finder.pairs.size }
}

/** @throws Fault record.notFound */
export function readLookalikes(
  cx: QueryContext,
  input: { projectId: string } | { fields: NewProjectFields },
): { rows: Lookalike[]; linked: PairedProject[] } {
  const isKnown = 'projectId' in input
  const facts = isKnown ? mustRead(cx, [input.projectId])[0] : factsOfNew(cx, input.fields)
  const finder = readyFinder(cx)
  if (!facts || !finder) return { rows: [], linked: [] }
  const id = isKnown ? input.projectId : null
  const decided = decidedKeys(cx)
  const rows = lookalikes(finder, facts, id)
    .filter((one) => id === null || !decided.has(pairKey(id, one.id)))
    .slice(0, 8)
    .flatMap(({ id: other, score, reasons }) => {
      const known = finder.known.get(other)
      return known ? [{ project: known.facts.line, score, reasons }] : []
    })
  return { rows, linked: id === null ? [] : linkedTo(cx, id) }
}

/** Projects that a person said are the same thing as this one, also over a third. */
function linkedTo(cx: QueryContext, projectId: string): PairedProject[] {
  const seen = new Set([projectId])
  let edge = [projectId]
  while (edge.length > 0) {
    const rows = cx.db
      .select()
      .from(projectPair)
      .where(or(inArray(projectPair.aId, edge), inArray(projectPair.bId, edge)))
      .all()
      .filter((row) => row.verdict === 'linked')
    edge = [...new Set(rows.flatMap((row) => [row.aId, row.bId]))].filter((id) => !seen.has(id))
    for (const id of edge) seen.add(id)
  }
  seen.delete(projectId)
  return seen.size === 0 ? [] : [...readFacts(cx, [...seen]).values()].map((facts) => facts.line)
}

/** How many undecided pairs each project is in; nothing before a large file was searched. */
export function countPairs(cx: QueryContext, input: { projectIds: string[] }): Record<string, number> {
  const finder = readyFinder(cx)
  if (!finder) return {}
  const decided = decidedKeys(cx)
  const counts: Record<string, number> = {}
  for (const id of input.projectIds) {
    const open = [...(finder.byProject.get(id) ?? [])].filter((key) => !decided.has(key)).length
    if (open > 0) counts[id] = open
  }
  return counts
}

function mustRead(cx: QueryContext, ids: readonly string[]): Facts[] {
  const found = readFacts(cx, ids)
  return ids.map((id) => {
    const facts = found.get(id)
    if (!facts) throw new Fault('record.notFound', { kind: 'project', id })
    return facts
  })
}

/** @throws Fault record.notFound, duplicate.itself */
export function comparePairOf(
  cx: QueryContext,
  input: { aId: string; bId: string },
): { score: number; reasons: Reason[]; a: ComparedProject; b: ComparedProject } {
  if (input.aId === input.bId) throw new Fault('duplicate.itself', {})
  const [a, b] = mustRead(cx, [input.aId, input.bId])
  if (!a || !b) throw new Fault('record.notFound', { kind: 'project', id: input.aId })
  return { ...compareNow(cx, a, b), a: describe(cx, a), b: describe(cx, b) }
}

function describe(cx: QueryContext, facts: Facts): ComparedProject {
  const { id } = facts.line
  const row = cx.db.select().from(project).where(eq(project.id, id)).get()
  const entries = readEntries(cx, eq(planEntry.projectId, id))
  const planIds = entries.map((entry) => entry.planId)
  const plans = new Map(
    planIds.length === 0 ? [] : readPlanLines(cx, inArray(plan.id, planIds)).map((line) => [line.id, line]),
  )
  // what it says of itself: the words of its highest, newest plan
  const newest = [...entries].sort((x, y) => {
    const left = plans.get(x.planId)
    const right = plans.get(y.planId)
    if (!left || !right) return 0
    return levelHeight(right.level) - levelHeight(left.level) || right.planFy - left.planFy
  })[0]
  return {
    ...facts.line,
    problem: newest?.problem ?? '',
    objective: newest?.objective ?? '',
    target: newest?.target ?? '',
    site: newest?.site ?? '',
    budgetSource: newest?.budgetSource ?? '',
    leadAgency: newest?.leadAgency ?? '',
    projectClass: newest?.projectClass ?? '',
    latitude: facts.latitude,
    longitude: facts.longitude,
    budgets: newest?.budgets ?? [],
    entries: entries
      .flatMap((entry) => {
        const of = plans.get(entry.planId)
        return of
          ? [
              {
                planId: of.id,
                planName: of.name,
                level: of.level,
                planState: of.state,
                planFy: of.planFy,
                rank: entry.rank,
                name: entry.name,
                total: totalOf(entry),
                adoptedOn: of.adoptedOn,
              },
            ]
          : []
      })
      .sort((x, y) => levelHeight(x.level) - levelHeight(y.level) || x.planFy - y.planFy),
    fates: cx.db
      .select({
        kind: fate.kind,
        budgetSource: fate.budgetSource,
        amount: fate.amount,
        fiscalYear: fate.fiscalYear,
        reason: fate.reason,
      })
      .from(fate)
      .where(eq(fate.projectId, id))
      .orderBy(fate.dated)
      .all(),
    mergedIntoId: row?.mergedIntoId ?? null,
  }
}

/** What was decided, the latest first. */
export function listDecisions(cx: QueryContext): Decision[] {
  const rows = cx.db
    .select()
    .from(projectPair)
    .orderBy(desc(projectPair.decidedOn), desc(projectPair.id))
    .limit(1000)
    .all()
  if (rows.length === 0) return []
  const facts = readFacts(cx, [...new Set(rows.flatMap((row) => [row.aId, row.bId]))])
  return rows.flatMap(({ aId, bId, ...row }) => {
    const a = facts.get(aId)?.line
    const b = facts.get(bId)?.line
    return a && b ? [{ ...row, a, b }] : []
  })
}
