import { asc, eq, inArray } from 'drizzle-orm'
import { fate, plan, planEntry as planEntryTable, village } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { areaNames } from '../plans/areas.ts'
import type { Plan, PlanEntry } from '../plans/contract.ts'
import { totalOf } from '../plans/queries.ts'
import { readRuleTable, ruleItems } from '../rules/queries.ts'
import type { PaperData } from './data.ts'

export type PlanPaperRow = PaperData<'planTable'>['rows'][number]
type NeedsPaperRow = PaperData<'needsPlan'>['rows'][number]

const workClasses = { SELF: 'self', JOINT: 'joint', BEYOND: 'beyond' } as const

/** Area words of a plan as its paper's head prints them. */
export function placeWords(cx: QueryContext, row: Plan) {
  const nameOf = areaNames(cx)
  const kind =
    row.villageId === null
      ? undefined
      : cx.db.select({ kind: village.kind }).from(village).where(eq(village.id, row.villageId)).get()?.kind
  const provinceCode = (row.districtCode ?? cx.office().provinceCode).slice(0, 2)
  return {
    isCommunity: kind === 'community',
    tambon: row.tambonCode === null ? '' : nameOf({ tambonCode: row.tambonCode }),
    district: nameOf({ districtCode: row.districtCode }),
    province: nameOf({ provinceCode }),
    tambonOf: (code: string) => nameOf({ tambonCode: code }),
  }
}
export type PlanPlace = ReturnType<typeof placeWords>

/** Rows of a plan as its table prints them, in the order of the paper. */
export function planRows(cx: QueryContext, row: Plan, place: PlanPlace): PlanPaperRow[] {
  const toRow = planRowMaker(cx, row, place)
  return byIssue(cx, row.rows).map(toRow)
}

/** What makes one row of a plan's table from its entry: the same for paper, list and file. */
export function planRowMaker(
  cx: QueryContext,
  row: Plan,
  place: PlanPlace,
): (entry: PlanEntry) => PlanPaperRow {
  const isVillage = row.level === 'village'
  const lower = takenFromNames(cx, row.rows)
  return (entry) => ({
    rank: entry.rank,
    issue: entry.issue,
    name: entry.name,
    problem: entry.problem,
    objective: entry.objective,
    target: joined('\n', entry.target, entry.site),
    targetText: entry.target,
    site: entry.site,
    village: isVillage || entry.villageId === null ? '' : entry.originName,
    tambon: row.level === 'district' && entry.tambonCode !== null ? place.tambonOf(entry.tambonCode) : '',
    budget: entry.budgets.map((budget) => ({ year: budget.fiscalYear, satang: budget.amount })),
    total: totalOf(entry),
    source: entry.budgetSource,
    agency: entry.leadAgency,
    expected: entry.expectedResult,
    kpi: entry.kpi,
    workClass: workClasses[entry.projectClass],
    origin: entry.takenFromId === null ? '' : (lower.get(entry.takenFromId) ?? ''),
    coordinateTo: entry.relatedAgencies,
    readiness: entry.readiness,
    sourceRef: entry.sourceRef,
    sourceCode: entry.sourceCode,
    note: entry.remark,
  })
}

/** Rows of a needs plan as its table prints them, in the order of the paper. */
export function needsRows(cx: QueryContext, row: Plan, place: PlanPlace): NeedsPaperRow[] {
  const toRow = needsRowMaker(cx, row, place)
  return byIssue(cx, row.rows).map(toRow)
}

/** What makes one row of a needs plan from its entry. */
export function needsRowMaker(
  cx: QueryContext,
  row: Plan,
  place: PlanPlace,
): (entry: PlanEntry) => NeedsPaperRow {
  const status = fateWords(
    cx,
    row.rows.map((entry) => entry.projectId),
  )
  return (entry) => ({
    rank: entry.rank,
    issue: entry.issue,
    name: entry.name,
    area: joined(' ', entry.site === '' ? entry.originName : entry.site, tambonPart(place, entry)),
    satang: totalOf(entry),
    sourceAsked: entry.budgetSource,
    agency: entry.leadAgency,
    readiness: entry.readiness,
    status: status.get(entry.projectId) ?? '',
  })
}

/**
 * Rows of one development issue together, in the order of the rule table, by rank inside: the tables are grouped by
 * issue (DOMAIN.md §3.1, §3.4). Issues that are not in the table come after, rows without one last.
 */
export function byIssue(cx: QueryContext, rows: readonly PlanEntry[]): PlanEntry[] {
  const order = new Map<string, number>()
  for (const item of readRuleTable(cx, 'development-issues').items) order.set(item.name, order.size)
  for (const row of rows) if (row.issue !== '' && !order.has(row.issue)) order.set(row.issue, order.size)
  const at = (row: PlanEntry) => order.get(row.issue) ?? order.size
  return [...rows].sort((a, b) => at(a) - at(b) || a.rank - b.rank)
}

/** The tambon of a project, unless its place already says so. */
function tambonPart(place: PlanPlace, entry: PlanEntry): string {
  if (entry.tambonCode === null) return ''
  const tambon = place.tambonOf(entry.tambonCode)
  return (entry.site === '' ? entry.originName : entry.site).includes(tambon) ? '' : tambon
}

function joined(separator: string, ...parts: string[]): string {
  return parts.filter((part) => part !== '').join(separator)
}

/** ที่มา: the kind of plan an entry was taken up from. */
function takenFromNames(cx: QueryContext, rows: readonly PlanEntry[]): Map<string, string> {
  const ids = rows.flatMap((row) => (row.takenFromId === null ? [] : [row.takenFromId]))
  if (ids.length === 0) return new Map()
  const names = new Map(
    readRuleTable(cx, 'plan-levels').items.map((item) => [item.key, String(item.shortName ?? item.name)]),
  )
  const found = cx.db
    .select({ id: planEntryTable.id, level: plan.level })
    .from(planEntryTable)
    .innerJoin(plan, eq(plan.id, planEntryTable.planId))
    .where(inArray(planEntryTable.id, ids))
    .all()
  return new Map(found.map((row) => [row.id, names.get(row.level) ?? row.level]))
}

/** The last word on each project's money, in words. */
export function fateWords(cx: QueryContext, projectIds: readonly string[]): Map<string, string> {
  if (projectIds.length === 0) return new Map()
  const kinds = ruleItems(cx, 'fate-kinds')
  const rows = cx.db
    .select({ projectId: fate.projectId, kind: fate.kind })
    .from(fate)
    .where(inArray(fate.projectId, [...projectIds]))
    .orderBy(asc(fate.dated), asc(fate.id))
    .all()
  return new Map(rows.map((row) => [row.projectId, String(kinds.get(row.kind)?.name ?? row.kind)]))
}
