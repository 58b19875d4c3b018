/** ส่งกลับแก้ไข and ถอนเรื่อง (DOMAIN.md §5, §9.4): a higher level gives back, the owner corrects or withdraws. */
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { entryReturn, fate, plan, planEntry, project } from '../../db/schema.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { rulesByKey } from '../rules/queries.ts'
import { mustNotBeFuture, openForChange } from './commands.ts'
import type { EntryReturn } from './contract.ts'
import { among, lowerPlans, planNamesById } from './queries.ts'
import { outcomeOfFate } from './rules.ts'

/**
 * Gives an entry of a lower plan back to its owner, while the plan for which it was looked at is still a draft.
 *
 * @throws Fault plan.adopted, plan.notBelow, plan.alreadyReturned, project.withdrawn, record.notFound
 */
export function returnEntry(
  cx: CommandContext,
  input: { entryId: string; byPlanId: string; reason: string },
): { id: string } {
  const by = openForChange(cx, input.byPlanId)
  const entry = cx.write.mustGet(planEntry, input.entryId)
  if (!lowerPlans(cx, by).some((line) => line.id === entry.planId))
    throw new Fault('plan.notBelow', { name: entry.name })
  mustNotBeWithdrawn(cx, entry.projectId)
  const open = openReturnsOf(cx, entry.projectId).some((row) => row.byPlanId === by.id)
  if (open) throw new Fault('plan.alreadyReturned', { name: entry.name })
  const id = cx.write.insert(entryReturn, {
    projectId: entry.projectId,
    entryId: entry.id,
    byPlanId: by.id,
    reason: input.reason,
    dated: cx.today(),
  })
  cx.about('project', entry.projectId)
  return { id }
}

/**
 * The owner has corrected what was given back.
 *
 * @throws Fault plan.returnClosed, record.foreign, record.notFound
 */
export function closeReturn(cx: CommandContext, input: { id: string; note: string }): void {
  const row = cx.write.mustGet(entryReturn, input.id)
  if (row.state !== 'open') throw new Fault('plan.returnClosed', {})
  cx.write.update(entryReturn, row.id, { state: 'corrected', closedOn: cx.today(), closingNote: input.note })
  cx.about('project', row.projectId)
}

/**
 * ถอนเรื่อง: the project is withdrawn from every plan it stands in. Drafts may drop its rows, adopted plans keep them;
 * all say so. Returns that wait for correction are closed with it.
 *
 * @throws Fault project.withdrawn, date.inFuture, record.foreign, record.notFound
 */
export function withdrawProject(
  cx: CommandContext,
  input: { projectId: string; reason: string; dated: string },
): { id: string } {
  const row = cx.write.mustOwn(project, input.projectId)
  mustNotBeFuture(cx, input.dated)
  mustNotBeWithdrawn(cx, row.id)
  const kinds = rulesByKey(cx, 'fate-kinds')
  const kind = [...kinds.values()].find((item) => outcomeOfFate(item) === 'withdrawn')?.key ?? 'withdrawn'
  const id = cx.write.insert(fate, {
    projectId: row.id,
    kind,
    budgetSource: '',
    amount: null,
    fiscalYear: null,
    reason: input.reason,
    dated: input.dated,
  })
  for (const open of openReturnsOf(cx, row.id)) {
    if (open.officeId === row.officeId) {
      cx.write.update(entryReturn, open.id, {
        state: 'withdrawn',
        closedOn: input.dated,
        closingNote: input.reason,
      })
    }
  }
  cx.about('project', row.id)
  return { id }
}

function openReturnsOf(cx: QueryContext, projectId: string) {
  return cx.db
    .select()
    .from(entryReturn)
    .where(and(eq(entryReturn.projectId, projectId), eq(entryReturn.state, 'open')))
    .all()
}

/** @throws Fault project.withdrawn */
function mustNotBeWithdrawn(cx: QueryContext, projectId: string): void {
  const last = cx.db
    .select({ kind: fate.kind })
    .from(fate)
    .where(eq(fate.projectId, projectId))
    .orderBy(desc(fate.dated), desc(fate.id))
    .limit(1)
    .get()
  const kind = last && rulesByKey(cx, 'fate-kinds').get(last.kind)
  if (kind && outcomeOfFate(kind) === 'withdrawn') {
    const name = cx.db.select({ name: project.name }).from(project).where(eq(project.id, projectId)).get()
    throw new Fault('project.withdrawn', { name: name?.name ?? '' })
  }
}

/**
 * Entries given back, open ones first: those of one plan's area in all its editions, else all the office knows.
 *
 * @throws Fault record.notFound
 */
export function listReturns(cx: QueryContext, planId: string | null): EntryReturn[] {
  const head = planId === null ? null : cx.db.select().from(plan).where(eq(plan.id, planId)).get()
  if (head === undefined) throw new Fault('record.notFound', { kind: 'plan', id: planId ?? '' })
  const rows = cx.db
    .select({ row: entryReturn, name: planEntry.name, level: plan.level, areaKey: plan.areaKey })
    .from(entryReturn)
    .innerJoin(planEntry, eq(planEntry.id, entryReturn.entryId))
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .where(
      head
        ? and(eq(plan.level, head.level), eq(plan.areaKey, head.areaKey))
        : eq(plan.officeId, cx.office().id),
    )
    .orderBy(desc(entryReturn.dated), desc(entryReturn.id))
    .all()
  if (rows.length === 0) return []
  const newest = newestEntries(cx, rows)
  const names = planNamesById(cx, [
    ...new Set([...rows.map(({ row }) => row.byPlanId), ...[...newest.values()].map((one) => one.planId)]),
  ])
  return rows
    .map(({ row, name, level, areaKey }): EntryReturn => {
      const at = newest.get(`${row.projectId}|${level}|${areaKey}`)
      return {
        id: row.id,
        officeId: row.officeId,
        projectId: row.projectId,
        name: at?.name ?? name,
        planId: at?.planId ?? '',
        planName: names.get(at?.planId ?? '') ?? '',
        planState: at?.state ?? 'draft',
        byPlanId: row.byPlanId,
        byPlanName: names.get(row.byPlanId) ?? '',
        reason: row.reason,
        dated: row.dated,
        state: row.state,
        closedOn: row.closedOn,
        closingNote: row.closingNote,
      }
    })
    .sort((a, b) => Number(a.state !== 'open') - Number(b.state !== 'open'))
}

/** The newest edition of the owner's plan that holds the project, a draft before an adopted one. */
function newestEntries(
  cx: QueryContext,
  rows: readonly { row: { projectId: string }; level: string; areaKey: string }[],
) {
  const found = cx.db
    .select({
      projectId: planEntry.projectId,
      name: planEntry.name,
      planId: plan.id,
      state: plan.state,
      level: plan.level,
      areaKey: plan.areaKey,
    })
    .from(planEntry)
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .where(
      and(
        among(planEntry.projectId, [...new Set(rows.map(({ row }) => row.projectId))]),
        inArray(plan.areaKey, [...new Set(rows.map((one) => one.areaKey))]),
      ),
    )
    .orderBy(asc(plan.planFy), asc(plan.adoptedOn), asc(plan.id))
    .all()
  const newest = new Map<string, (typeof found)[number]>()
  for (const one of found) {
    const key = `${one.projectId}|${one.level}|${one.areaKey}`
    const known = newest.get(key)
    if (!known || known.state === 'adopted' || one.state !== 'adopted') newest.set(key, one)
  }
  return newest
}
