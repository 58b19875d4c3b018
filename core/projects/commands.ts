import { and, count, eq } from 'drizzle-orm'
import { attachment, fate, plan, planEntry, project, projectBrief, projectDocument } from '../../db/schema.ts'
import type { FaultIssue } from '../faults.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { readPlanLine } from '../plans/queries.ts'
import { ruleItems } from '../rules/queries.ts'
import { entriesOf } from './brief.ts'
import { isInThailand } from './coordinates.ts'
import { newestEntry } from './facts.ts'
import { checklistOf, readinessWords } from './page.ts'
import type { BriefFields, DocumentFields, FateFields } from './rules.ts'

/**
 * Records what became of a project. Money that came needs its amount, year and source; a project that got nothing
 * needs the reason, because the next forum asks for it (DOMAIN.md §5, §9.3).
 *
 * @throws Fault input.invalid, date.inFuture, record.notFound
 */
export function recordFate(cx: CommandContext, input: FateFields): { id: string } {
  cx.write.mustGet(project, input.projectId)
  const kind = ruleItems(cx, 'fate-kinds').get(input.kind)
  const issues: FaultIssue[] = []
  const missing = (field: keyof FateFields) => issues.push({ path: [field], key: 'required', params: {} })
  if (!kind) issues.push({ path: ['kind'], key: 'unknownKind', params: {} })
  else if (kind.funded === true) {
    if (input.amount === null) missing('amount')
    if (input.fiscalYear === null) missing('fiscalYear')
    if (input.budgetSource === '') missing('budgetSource')
  } else if (input.reason === '') missing('reason')
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  mustNotBeFuture(cx, input.dated)
  const id = cx.write.insert(fate, input)
  cx.about('project', input.projectId)
  return { id }
}

/** Keeps the จ.1-1; what was proposed from the newest entry is kept as typed from then on. */
export function saveBrief(cx: CommandContext, input: BriefFields): void {
  cx.write.mustOwn(project, input.projectId)
  const known = cx.db
    .select({ id: projectBrief.id })
    .from(projectBrief)
    .where(eq(projectBrief.projectId, input.projectId))
    .get()
  if (known) cx.write.update(projectBrief, known.id, input)
  else cx.write.insert(projectBrief, input)
  cx.about('project', input.projectId)
}

/** @throws Fault input.invalid when only one of both is given or the place is not in Thailand */
export function savePlace(
  cx: CommandContext,
  input: { projectId: string; latitude: number | null; longitude: number | null },
): void {
  cx.write.mustOwn(project, input.projectId)
  const { latitude, longitude } = input
  const half = (latitude === null) !== (longitude === null)
  if (half || (latitude !== null && longitude !== null && !isInThailand({ latitude, longitude }))) {
    const path = [longitude === null ? 'longitude' : 'latitude']
    throw new Fault('input.invalid', {
      issues: [{ path, key: half ? 'required' : 'outsideThailand', params: {} }],
    })
  }
  cx.write.update(project, input.projectId, { latitude, longitude })
  cx.about('project', input.projectId)
}

export function saveWorks(cx: CommandContext, input: { projectId: string; works: boolean | null }): void {
  cx.write.mustOwn(project, input.projectId)
  cx.write.update(project, input.projectId, { works: input.works })
  cx.about('project', input.projectId)
}

/**
 * Notes that a paper is there, asked for or not needed; `missing` forgets the note.
 *
 * @throws Fault input.invalid for a paper that is in no table; document.hasFiles when files hang on what is to be forgotten
 */
export function saveDocument(cx: CommandContext, input: DocumentFields): { id: string | null } {
  cx.write.mustOwn(project, input.projectId)
  const rule = ruleItems(cx, 'project-documents').get(input.document)
  const { state, ...fields } = input
  if (input.dated !== null) mustNotBeFuture(cx, input.dated)
  cx.about('project', input.projectId)
  const known = cx.db
    .select({ id: projectDocument.id })
    .from(projectDocument)
    .where(and(eq(projectDocument.projectId, input.projectId), eq(projectDocument.document, input.document)))
    .get()
  if (!rule && !known)
    throw new Fault('input.invalid', { issues: [{ path: ['document'], key: 'unknownKey', params: {} }] })
  if (state === 'missing') {
    if (!known) return { id: null }
    const files =
      cx.db
        .select({ n: count() })
        .from(attachment)
        .where(and(eq(attachment.subjectTable, 'projectDocument'), eq(attachment.subjectId, known.id)))
        .get()?.n ?? 0
    if (files > 0) throw new Fault('document.hasFiles', { name: rule?.name ?? input.document, files })
    cx.write.remove(projectDocument, known.id)
    return { id: null }
  }
  if (!known) return { id: cx.write.insert(projectDocument, { ...fields, state }) }
  cx.write.update(projectDocument, known.id, { ...fields, state })
  return { id: known.id }
}

/**
 * Writes what is missing into the readiness column of the newest entry.
 *
 * @throws Fault plan.adopted when its plan is frozen; record.notFound when the project stands in no plan
 */
export function writeReadiness(cx: CommandContext, input: { projectId: string }): void {
  cx.write.mustOwn(project, input.projectId)
  const newest = newestEntry(entriesOf(cx, input.projectId))
  if (!newest) throw new Fault('record.notFound', { kind: 'planEntry', id: input.projectId })
  if (cx.write.mustGet(plan, newest.head.id).state === 'adopted')
    throw new Fault('plan.adopted', { name: readPlanLine(cx, newest.head.id).name })
  const words = readinessWords(cx, checklistOf(cx, input.projectId))
  cx.write.update(planEntry, newest.entry.id, { readiness: words.slice(0, MAX_READINESS) })
  cx.about('project', input.projectId)
}

/** As core/plans/rules.ts entryFields has it. */
const MAX_READINESS = 400
