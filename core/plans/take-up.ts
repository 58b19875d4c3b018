/** Taking up (PRODUCT.md C9): what lower plans offer, which rules it meets, and copying it under the same project. */
import { eq } from 'drizzle-orm'
import { entryBudget, entryReturn, plan, planEntry, projectPair } from '../../db/schema.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readRules, rulesByKey } from '../rules/queries.ts'
import type { RuleItemOf } from '../rules/rules.ts'
import { searchKey } from '../thai/text.ts'
import { mustNotBeFuture, openForChange } from './commands.ts'
import type { Candidate, PlanEntry, PlanLine, RuleReason, SkippedEntry } from './contract.ts'
import { among, lowerPlans, readEntries, returnKey, sourceLevels, totalOf } from './queries.ts'
import { covers, type PlanLevel } from './rules.ts'
import { servedBy } from './served.ts'

type TakeUpRule = RuleItemOf<'take-up-rules'>
type LowerEntry = PlanEntry & { planId: string }

/**
 * What this plan may take up, each with the take-up rules it meets and why; rows already here are marked, so that
 * nobody takes one twice. From a further source (resources/rules/plan-levels `alsoTakesFrom`) only what meets a rule is
 * offered: an อปท. keeps what it can do itself (DOMAIN.md §1.2, §1.5).
 *
 * @throws Fault record.notFound
 */
export function listCandidates(cx: QueryContext, planId: string): Candidate[] {
  const upper = cx.db.select().from(plan).where(eq(plan.id, planId)).get()
  if (!upper) throw new Fault('record.notFound', { kind: 'plan', id: planId })
  const lower = new Map(lowerPlans(cx, upper).map((line) => [line.id, line]))
  if (lower.size === 0) return []
  const here = new Map(
    cx.db
      .select({ projectId: planEntry.projectId, id: planEntry.id })
      .from(planEntry)
      .where(eq(planEntry.planId, planId))
      .all()
      .map((row) => [row.projectId, row.id]),
  )
  const order = [...lower.keys()]
  const at = new Map(order.map((id, index) => [id, index]))
  const rows = readEntries(cx, among(planEntry.planId, order))
  rows.sort((a, b) => (at.get(a.planId) ?? 0) - (at.get(b.planId) ?? 0) || a.rank - b.rank)
  // An addition adopted later says the last word on a project that stands in both.
  const offered = new Map(rows.map((row) => [row.projectId, row]))
  const rulesOf = ruleReader(cx, upper.level, [...offered.values()], lower)
  const corrected = correctedReturns(cx)
  const [mainSource] = sourceLevels(cx, upper.level)
  return [...offered.values()].flatMap((row) => {
    const from = lower.get(row.planId)
    if (!from) return []
    const rules = rulesOf(row, from)
    if (from.level !== mainSource && rules.length === 0) return []
    return [
      {
        ...row,
        planName: from.name,
        planState: from.state,
        planLevel: from.level,
        total: totalOf(row),
        alreadyTakenId: here.get(row.projectId) ?? null,
        rules,
        corrected: corrected.get(returnKey(row.projectId, from.level, from.areaKey)) ?? null,
      },
    ]
  })
}

/** Returns closed as corrected, the newest of each project and plan area. */
function correctedReturns(cx: QueryContext): Map<string, { dated: string; note: string }> {
  const rows = cx.db
    .select({ row: entryReturn, level: plan.level, areaKey: plan.areaKey })
    .from(entryReturn)
    .innerJoin(planEntry, eq(planEntry.id, entryReturn.entryId))
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .where(eq(entryReturn.state, 'corrected'))
    .orderBy(entryReturn.closedOn, entryReturn.id)
    .all()
  return new Map(
    rows.map(({ row, level, areaKey }) => [
      returnKey(row.projectId, level, areaKey),
      { dated: row.closedOn ?? row.dated, note: row.closingNote },
    ]),
  )
}

/** Says which rules of resources/rules/take-up-rules an entry meets. Everything needed is read once. */
function ruleReader(
  cx: QueryContext,
  level: PlanLevel,
  offered: readonly LowerEntry[],
  lower: ReadonlyMap<string, PlanLine>,
): (row: LowerEntry, from: PlanLine) => Candidate['rules'] {
  const rules = readRules(cx, 'take-up-rules').items.filter((rule) => rule.level === level)
  const tambons = tambonsAround(cx, [...lower.values()])
  const proposers = proposersOf(cx, offered)
  return (row, from) => {
    const served = servedBy([row.name, row.site, row.target], tambons)
    return rules
      .filter((rule) => rule.takesFrom === from.level)
      .flatMap((rule) => {
        const reason = reasonOf(rule, row, served, { proposers, tambons })
        return reason === null ? [] : [{ key: rule.key, name: rule.name, selects: rule.selects, reason }]
      })
  }
}

type Around = {
  proposers: Proposers
  tambons: readonly { code: string; name: string }[]
}

function reasonOf(
  rule: TakeUpRule,
  row: LowerEntry,
  served: ReturnType<typeof servedBy>,
  around: Around,
): RuleReason | null {
  const least = rule.atLeast ?? 2
  if (rule.test === 'class') {
    return rule.classes?.includes(row.projectClass) ? { kind: 'class', projectClass: row.projectClass } : null
  }
  if (rule.test === 'proposers') {
    const same = around.proposers.same.get(row.projectId) ?? []
    const names = [...new Set([row, ...same].map((one) => one.originName))]
    return names.length >= least ? { kind: 'proposers', names } : null
  }
  if (rule.test === 'villages') {
    if (served.villages === 'all') return { kind: 'allVillages' }
    const linked = (around.proposers.linked.get(row.projectId) ?? []).filter(
      (one) => one.tambonCode === row.tambonCode,
    )
    const others = [...served.moo, ...linked.flatMap((one) => one.mooNo ?? [])]
    // Villages that are named, or that propose the same, are served besides the one that proposes.
    const own = others.length > 0 && row.mooNo !== null ? [row.mooNo] : []
    const moo = [...new Set([...own, ...others])].sort((a, b) => a - b)
    if (moo.length >= least) return { kind: 'villages', moo }
    return served.villages === 'several' ? { kind: 'severalVillages' } : null
  }
  if (served.wholeTambons === 'all') return { kind: 'allTambons' }
  const linked = (around.proposers.linked.get(row.projectId) ?? []).flatMap((one) => one.tambonCode ?? [])
  const others = [...served.tambons, ...linked]
  const codes = new Set([
    ...others,
    ...(row.tambonCode !== null && others.length > 0 ? [row.tambonCode] : []),
  ])
  if (codes.size >= least) {
    return {
      kind: 'tambons',
      names: around.tambons.filter((tambon) => codes.has(tambon.code)).map((tambon) => tambon.name),
    }
  }
  return served.wholeTambons === 'several' ? { kind: 'severalTambons' } : null
}

/** Tambons of the districts whose plans are looked at. */
function tambonsAround(cx: QueryContext, plans: readonly PlanLine[]): { code: string; name: string }[] {
  const districts = new Set(plans.flatMap((line) => line.districtCode ?? []))
  return [...districts].flatMap((code) =>
    cx.geography.tambonsOf(code).map((tambon) => ({ code: tambon.code, name: tambon.name })),
  )
}

type Proposers = {
  /** Projects that a person linked as the same (core/duplicates). */
  linked: Map<string, LowerEntry[]>
  /** Those, and projects of the very same name from another area. */
  same: Map<string, LowerEntry[]>
}

/** The other entries on offer that put forward the same. */
function proposersOf(cx: QueryContext, offered: readonly LowerEntry[]): Proposers {
  const byId = new Map(offered.map((row) => [row.projectId, row]))
  const linked = new Map<string, LowerEntry[]>()
  const different = new Map<string, Set<string>>()
  const pairs = cx.db
    .select({ aId: projectPair.aId, bId: projectPair.bId, verdict: projectPair.verdict })
    .from(projectPair)
    .all()
  for (const { aId, bId, verdict } of pairs) {
    for (const [id, otherId] of [
      [aId, bId],
      [bId, aId],
    ] as const) {
      const other = byId.get(otherId)
      if (verdict === 'linked' && other && byId.has(id)) linked.set(id, [...(linked.get(id) ?? []), other])
      if (verdict === 'notSame') different.set(id, (different.get(id) ?? new Set()).add(otherId))
    }
  }
  const byName = new Map<string, LowerEntry[]>()
  for (const row of offered) {
    const key = searchKey(row.name).replaceAll(' ', '')
    const known = byName.get(key)
    if (known) known.push(row)
    else byName.set(key, [row])
  }
  const same = new Map<string, LowerEntry[]>()
  for (const rows of byName.values()) {
    for (const row of rows) {
      const others = rows.filter(
        (one) =>
          one.originName !== row.originName && different.get(row.projectId)?.has(one.projectId) !== true,
      )
      const all = new Map(
        [...(linked.get(row.projectId) ?? []), ...others].map((one) => [one.projectId, one]),
      )
      if (all.size > 0) same.set(row.projectId, [...all.values()])
    }
  }
  return { linked, same }
}

export type TakeUp = { planId: string; entryIds: string[]; takenOn: string }

/**
 * Copies entries of lower plans into this plan under the same project and keeps the link; the lower plan stays as it
 * is. Skipped and named: what stands here already, what was given back and is not corrected yet, what was withdrawn.
 *
 * @throws Fault plan.adopted, plan.lowerNotAdopted, plan.notBelow, date.inFuture, record.notFound
 */
export function takeUp(cx: CommandContext, input: TakeUp): { ids: string[]; skipped: SkippedEntry[] } {
  const upper = openForChange(cx, input.planId)
  mustNotBeFuture(cx, input.takenOn)
  const wanted = [...new Set(input.entryIds)]
  const lower = new Map(lowerPlans(cx, upper).map((line) => [line.id, line]))
  const rows = new Map(readEntries(cx, among(planEntry.id, wanted)).map((row) => [row.id, row]))
  const here = cx.db
    .select({ projectId: planEntry.projectId, rank: planEntry.rank })
    .from(planEntry)
    .where(eq(planEntry.planId, upper.id))
    .all()
  const projects = new Set(here.map((row) => row.projectId))
  const draftsToo = rulesByKey(cx, 'plan-levels').get(upper.level)?.takesDrafts === true
  let last = here.reduce((highest, row) => Math.max(highest, row.rank), 0)
  const ids: string[] = []
  const skipped: SkippedEntry[] = []
  for (const entryId of wanted) {
    const row = rows.get(entryId)
    if (!row) throw new Fault('record.notFound', { kind: 'planEntry', id: entryId })
    const from = lower.get(row.planId)
    if (!from) throw new Fault('plan.notBelow', { name: row.name })
    if (from.state !== 'adopted' && !draftsToo) throw new Fault('plan.lowerNotAdopted', { name: from.name })
    const against = projects.has(row.projectId)
      ? 'alreadyTaken'
      : row.withdrawn
        ? 'withdrawn'
        : row.returned
          ? 'returned'
          : null
    if (against !== null) {
      skipped.push({ entryId, name: row.name, reason: against })
      continue
    }
    projects.add(row.projectId)
    last += 1
    // A needs plan asks for its one year, a five-year plan for all five.
    const budgets = row.budgets.filter((budget) => covers(upper, budget.fiscalYear))
    ids.push(
      insertEntry(cx, {
        row,
        budgets,
        planId: upper.id,
        takenFromId: entryId,
        takenOn: input.takenOn,
        rank: last,
      }),
    )
  }
  cx.about('plan', upper.id)
  return { ids, skipped }
}

/** Writes a copy of an entry into a plan, under the same project. @returns id of the new entry */
export function insertEntry(
  cx: CommandContext,
  copy: {
    row: PlanEntry
    budgets: readonly { fiscalYear: number; amount: number }[]
    planId: string
    takenFromId: string | null
    takenOn: string | null
    rank: number
  },
): string {
  const { row, budgets, ...place } = copy
  const id = cx.write.insert(planEntry, {
    projectId: row.projectId,
    name: row.name,
    issue: row.issue,
    projectClass: row.projectClass,
    problem: row.problem,
    objective: row.objective,
    target: row.target,
    site: row.site,
    expectedResult: row.expectedResult,
    kpi: row.kpi,
    budgetSource: row.budgetSource,
    leadAgency: row.leadAgency,
    relatedAgencies: row.relatedAgencies,
    readiness: row.readiness,
    remark: row.remark,
    sourceRef: row.sourceRef,
    sourceCode: row.sourceCode,
    ...place,
  })
  for (const { fiscalYear, amount } of budgets)
    cx.write.insert(entryBudget, { entryId: id, fiscalYear, amount })
  return id
}
