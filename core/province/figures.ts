import { and, eq, inArray, sql } from 'drizzle-orm'
import { plan } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { groupBy } from '../kernel/group.ts'
import { ruleItems } from '../rules/queries.ts'
import type { ProjectFigure } from './rules.ts'

/** Which plan of a district is counted. */
export type CountedLevel = 'needs' | 'district'

/**
 * Plans of each office that are counted for a plan FY: the last whole edition, adopted before not adopted, and the
 * additions to it (an edition that carries nothing over, resources/rules/plan-editions) that stand as it does.
 * `needs`: the needs plan (แผนความต้องการ, what the province is asked for); where it is empty or missing, the district
 * plan. Never both: the needs plan is taken up from the district plan.
 */
export function countedPlans(
  cx: QueryContext,
  officeIds: readonly string[],
  planFy: number,
  level: CountedLevel,
): string[] {
  if (officeIds.length === 0) return []
  const levels: CountedLevel[] = level === 'needs' ? ['needs', 'district'] : ['district']
  const rows = cx.db
    .select({
      id: plan.id,
      officeId: plan.officeId,
      level: plan.level,
      state: plan.state,
      edition: plan.edition,
      // written out: of one table alone the names of columns come without it
      filled: sql<number>`EXISTS (SELECT 1 FROM planEntry e WHERE e.planId = plan.id)`,
    })
    .from(plan)
    .where(and(inArray(plan.officeId, [...officeIds]), eq(plan.planFy, planFy), inArray(plan.level, levels)))
    .orderBy(plan.id)
    .all()
  const editions = ruleItems(cx, 'plan-editions')
  const adds = (row: { edition: string }) =>
    row.edition !== 'first' && editions.get(row.edition)?.carriesOver === false
  return [...groupBy(rows, (row) => row.officeId).values()].flatMap((mine) => {
    const needs = mine.filter((row) => row.level === 'needs' && row.filled === 1)
    const of = needs.length > 0 ? needs : mine.filter((row) => row.level === 'district')
    const wholes = of.filter((row) => !adds(row))
    const whole = wholes.findLast((row) => row.state === 'adopted') ?? wholes.at(-1)
    const added = of.filter(
      (row) =>
        adds(row) &&
        (!whole || (row.id > whole.id && (row.state === 'adopted' || whole.state !== 'adopted'))),
    )
    return [...(whole ? [whole] : []), ...added].map((row) => row.id)
  })
}

/**
 * Every project of plans as it is counted, once per office: where an addition has it again, as it stands there. The
 * one way to figures: what is shown by one side or another is summed from these (rules.ts).
 *
 * @param districtOf district of an office
 */
function loadFigures(
  cx: QueryContext,
  plans: readonly string[],
  districtOf: ReadonlyMap<string, string>,
): ProjectFigure[] {
  if (plans.length === 0) return []
  const ids = sql`(SELECT value FROM json_each(${JSON.stringify(plans)}))`
  const entries = cx.db.values<
    [string, string, string, string, string | null, string, string, string, string]
  >(
    sql`SELECT e.id, e.planId, e.projectId, e.officeId, coalesce(v.tambonCode, p.tambonCode), e.issue, e.projectClass,
          e.budgetSource, e.leadAgency
        FROM planEntry e JOIN project p ON p.id = e.projectId LEFT JOIN village v ON v.id = p.villageId
        WHERE e.planId IN ${ids}`,
  )
  const budgets = cx.db.values<[string, number, number]>(
    sql`SELECT e.id, b.fiscalYear, b.amount FROM planEntry e JOIN entryBudget b ON b.entryId = e.id
        WHERE e.planId IN ${ids} AND b.amount <> 0`,
  )
  const budgetsOf = new Map<string, [number, number][]>()
  for (const [entryId, year, amount] of budgets) {
    const list = budgetsOf.get(entryId)
    if (list) list.push([year, amount])
    else budgetsOf.set(entryId, [[year, amount]])
  }
  for (const list of budgetsOf.values()) if (list.length > 1) list.sort(([a], [b]) => a - b)
  const none: [number, number][] = []
  const figures = new Map<string, { planId: string; figure: ProjectFigure }>()
  for (const [entryId, planId, projectId, officeId, tambon, issue, projectClass, source, agency] of entries) {
    const key = `${officeId} ${projectId}`
    // the later addition says how it stands now
    if ((figures.get(key)?.planId ?? '') > planId) continue
    const figure: ProjectFigure = {
      district: districtOf.get(officeId) ?? '',
      tambon: tambon ?? '',
      issue,
      class: projectClass as ProjectFigure['class'],
      source,
      agency,
      budgets: budgetsOf.get(entryId) ?? none,
    }
    figures.set(key, { planId, figure })
  }
  return [...figures.values()].map(({ figure }) => figure)
}

const kept = new WeakMap<object, { version: number; figures: Map<string, ProjectFigure[]> }>()
/** Sets of figures kept at a time: two years at two levels. */
const MOST_KEPT = 4

/**
 * Figures of the districts for a plan FY. Kept while nothing is written: a person who narrows them down asks for the
 * same ones again and again.
 *
 * @param offices office by district code
 */
export function readFigures(
  cx: QueryContext,
  offices: ReadonlyMap<string, string>,
  planFy: number,
  level: CountedLevel,
): ProjectFigure[] {
  const load = () => {
    const plans = countedPlans(cx, [...offices.values()], planFy, level)
    return loadFigures(cx, plans, new Map([...offices].map(([code, officeId]) => [officeId, code])))
  }
  const version = versionOf(cx)
  if (version === null) return load()
  let held = kept.get(cx.db)
  if (held?.version !== version) {
    held = { version, figures: new Map() }
    kept.set(cx.db, held)
  }
  const key = JSON.stringify([planFy, level, [...offices]])
  let figures = held.figures.get(key)
  if (!figures) {
    if (held.figures.size >= MOST_KEPT) held.figures.clear()
    figures = load()
    held.figures.set(key, figures)
  }
  return figures
}

/**
 * Number that another connection's commit changes; null on the writing connection, where an open transaction may still
 * be rolled back. A connection that never changed a row is the reading one.
 */
function versionOf(cx: QueryContext): number | null {
  const [changes] = cx.db.values<[number]>(sql`SELECT total_changes()`)
  if (changes?.[0] !== 0) return null
  const [version] = cx.db.values<[number]>(sql`PRAGMA data_version`)
  return version?.[0] ?? null
}

/** Years of the spans of plans, พ.ศ. */
export function yearsOf(cx: QueryContext, plans: readonly string[]): number[] {
  if (plans.length === 0) return []
  const spans = cx.db
    .select({ start: plan.spanStart, length: plan.spanLength })
    .from(plan)
    .where(inArray(plan.id, [...plans]))
    .all()
  const years = new Set(spans.flatMap(({ start, length }) => Array.from({ length }, (_, at) => start + at)))
  return [...years].sort((a, b) => a - b)
}
