/** The difference between two editions of one plan, with the reasons on record (issue 3, point 3). */
import { and, asc, desc, eq, ne } from 'drizzle-orm'
import { entryReturn, fate, plan, planEntry } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { PlanDifference, PlanLine } from './contract.ts'
import { differenceOf } from './difference.ts'
import { additiveEditions, among, planNamesById, readEntries, readPlanLine } from './queries.ts'

/**
 * Compares a plan with the edition it is based on, or with any other edition of the same area.
 *
 * @throws Fault record.notFound; plan.notComparable when the other is the plan of another area or level
 */
export function readDifference(
  cx: QueryContext,
  input: { planId: string; againstId?: string | undefined },
): PlanDifference {
  const head = readPlanLine(cx, input.planId)
  const editions = otherEditions(cx, head)
  const againstId = input.againstId ?? head.basedOnId ?? editionBefore(cx, head)
  const against = againstId === null ? null : readPlanLine(cx, againstId)
  if (
    against &&
    (against.level !== head.level || against.areaKey !== head.areaKey || against.officeId !== head.officeId)
  )
    throw new Fault('plan.notComparable', { name: against.name })
  const before = against ? readEntries(cx, eq(planEntry.planId, against.id)) : []
  const after = readEntries(cx, eq(planEntry.planId, head.id))
  const difference = differenceOf(before, after, additiveEditions(cx).has(head.edition))
  const changed = difference.rows.filter((row) => row.kind !== 'same').map((row) => row.projectId)
  return {
    ...difference,
    plan: head,
    against,
    editions,
    reasons: reasonsOf(cx, head, changed, difference.rows),
  }
}

function otherEditions(cx: QueryContext, head: PlanLine): PlanDifference['editions'] {
  const rows = cx.db
    .select({ id: plan.id, state: plan.state, planFy: plan.planFy })
    .from(plan)
    .where(
      and(
        eq(plan.officeId, head.officeId),
        eq(plan.level, head.level),
        eq(plan.areaKey, head.areaKey),
        ne(plan.id, head.id),
      ),
    )
    .orderBy(desc(plan.planFy), desc(plan.adoptedOn), desc(plan.id))
    .all()
  const names = planNamesById(
    cx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, name: names.get(row.id) ?? '' }))
}

/** For plans opened before the base was noted: the newest adopted whole edition that is older than this one. */
function editionBefore(cx: QueryContext, head: PlanLine): string | null {
  if (head.edition === 'first') return null
  const additive = additiveEditions(cx)
  const older = cx.db
    .select()
    .from(plan)
    .where(
      and(
        eq(plan.officeId, head.officeId),
        eq(plan.level, head.level),
        eq(plan.areaKey, head.areaKey),
        eq(plan.state, 'adopted'),
        ne(plan.id, head.id),
      ),
    )
    .orderBy(desc(plan.planFy), desc(plan.adoptedOn), desc(plan.id))
    .all()
    .filter(
      (row) =>
        row.planFy <= head.planFy &&
        row.id < head.id &&
        (head.adoptedOn === null || (row.adoptedOn ?? '') <= head.adoptedOn),
    )
  return (older.find((row) => !additive.has(row.edition)) ?? older[0])?.id ?? null
}

/** Why a row came, went or changed: the return that asked for it, else the last fate's reason, else the remark. */
function reasonsOf(
  cx: QueryContext,
  head: PlanLine,
  projectIds: readonly string[],
  rows: PlanDifference['rows'],
): Record<string, string> {
  const reasons: Record<string, string> = {}
  for (const row of rows) {
    const remark = row.after?.remark ?? ''
    if (row.kind !== 'same' && remark !== '' && remark !== row.before?.remark) reasons[row.projectId] = remark
  }
  for (const row of cx.db
    .select({ projectId: fate.projectId, reason: fate.reason })
    .from(fate)
    .where(among(fate.projectId, projectIds))
    .orderBy(asc(fate.dated), asc(fate.id))
    .all()) {
    if (row.reason !== '' && rows.some((one) => one.projectId === row.projectId && one.kind === 'removed'))
      reasons[row.projectId] = row.reason
  }
  for (const row of cx.db
    .select({ projectId: entryReturn.projectId, reason: entryReturn.reason })
    .from(entryReturn)
    .innerJoin(planEntry, eq(planEntry.id, entryReturn.entryId))
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .where(
      and(
        among(entryReturn.projectId, projectIds),
        eq(plan.level, head.level),
        eq(plan.areaKey, head.areaKey),
      ),
    )
    .orderBy(asc(entryReturn.dated), asc(entryReturn.id))
    .all()) {
    reasons[row.projectId] = row.reason
  }
  return reasons
}
