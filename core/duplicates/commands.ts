import { and, eq, or, sql } from 'drizzle-orm'
import {
  activity,
  attachment,
  entryReturn,
  fate,
  forumNeed,
  plan,
  planEntry,
  pledge,
  project,
  projectBrief,
  projectDocument,
  projectPair,
} from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { Row } from '../kernel/write.ts'
import { readPlanLine } from '../plans/queries.ts'
import { compareNow, readFacts } from './finder.ts'
import type { MergeFields, VerdictFields } from './rules.ts'

type Pair = { aId: string; bId: string }

const ordered = (one: string, other: string): Pair =>
  one < other ? { aId: one, bId: other } : { aId: other, bId: one }

function pairRow(cx: CommandContext, { aId, bId }: Pair) {
  return cx.db
    .select()
    .from(projectPair)
    .where(and(eq(projectPair.aId, aId), eq(projectPair.bId, bId)))
    .get()
}

function scoreOf(cx: CommandContext, { aId, bId }: Pair): number | null {
  const facts = readFacts(cx, [aId, bId])
  const a = facts.get(aId)
  const b = facts.get(bId)
  return a && b ? compareNow(cx, a, b).score : null
}

/** Both projects, of any office. @throws Fault record.notFound, duplicate.itself, duplicate.merged */
function readPair(
  cx: CommandContext,
  one: string,
  other: string,
): [Row<typeof project>, Row<typeof project>] {
  if (one === other) throw new Fault('duplicate.itself', {})
  const both = [cx.write.mustGet(project, one), cx.write.mustGet(project, other)] as const
  for (const row of both)
    if (row.mergedIntoId !== null) throw new Fault('duplicate.merged', { name: row.name })
  return [...both]
}

/**
 * Says that two projects are the same thing (both stay), or that they are not (never offered again).
 *
 * @throws Fault duplicate.itself, duplicate.merged, record.notFound, record.foreign
 */
export function decidePair(cx: CommandContext, input: VerdictFields): { id: string } {
  const pair = ordered(input.aId, input.bId)
  readPair(cx, pair.aId, pair.bId)
  const words = { verdict: input.verdict, reason: input.reason, keptId: null, decidedOn: cx.today() }
  const before = pairRow(cx, pair)
  let id = before?.id
  if (before) cx.write.update(projectPair, before.id, words)
  else id = cx.write.insert(projectPair, { ...pair, ...words, score: scoreOf(cx, pair) })
  cx.about('projectPair', id ?? '')
  return { id: id ?? '' }
}

/**
 * Makes one project of two: entries, fates, needs, returns, pledges, papers, files and activities of `mergedId` move to
 * `keptId`, whose own name and place stay; what it lacks is filled in. The merged project stays as a pointer.
 *
 * @throws Fault duplicate.bothAdopted, duplicate.samePlan, duplicate.itself, duplicate.merged, record.foreign, record.notFound
 */
export function mergeProjects(cx: CommandContext, input: MergeFields): { id: string } {
  const { keptId, mergedId } = input
  const [kept, merged] = readPair(cx, keptId, mergedId)
  for (const row of [kept, merged]) {
    if (row.officeId !== cx.office().id)
      throw new Fault('record.foreign', { kind: 'project', office: row.officeId })
  }
  mustBeMergeable(cx, kept, merged)
  const pair = ordered(keptId, mergedId)
  const score = scoreOf(cx, pair)

  moveRows(cx, keptId, mergedId)
  moveBrief(cx, keptId, mergedId)
  moveDocuments(cx, keptId, mergedId)
  moveAttachments(cx, 'project', mergedId, keptId)
  moveActivities(cx, keptId, mergedId)
  movePairs(cx, keptId, mergedId)
  cx.write.update(project, keptId, {
    villageId: kept.villageId ?? merged.villageId,
    tambonCode: kept.tambonCode ?? merged.tambonCode,
    districtCode: kept.districtCode ?? merged.districtCode,
    ...(kept.latitude === null || kept.longitude === null
      ? { latitude: merged.latitude, longitude: merged.longitude }
      : {}),
    works: kept.works ?? merged.works,
  })
  cx.write.update(project, mergedId, { mergedIntoId: keptId })
  for (const { id } of cx.db
    .select({ id: project.id })
    .from(project)
    .where(eq(project.mergedIntoId, mergedId))
    .all())
    cx.write.update(project, id, { mergedIntoId: keptId })

  const words = { verdict: 'merged' as const, keptId, reason: input.reason, decidedOn: cx.today() }
  const before = pairRow(cx, pair)
  const id = before?.id ?? cx.write.insert(projectPair, { ...pair, ...words, score })
  if (before) cx.write.update(projectPair, before.id, words)
  cx.about('projectPair', id)
  return { id }
}

/** Two adopted plans, or one plan, cannot say two things of one project. */
function mustBeMergeable(cx: CommandContext, kept: Row<typeof project>, merged: Row<typeof project>): void {
  const entriesOf = (projectId: string) =>
    cx.db
      .select({ planId: plan.id, state: plan.state, officeId: planEntry.officeId })
      .from(planEntry)
      .innerJoin(plan, eq(plan.id, planEntry.planId))
      .where(eq(planEntry.projectId, projectId))
      .orderBy(plan.adoptedOn, plan.id)
      .all()
  const left = entriesOf(kept.id)
  const right = entriesOf(merged.id)
  const twice = left.find((one) => right.some((other) => other.planId === one.planId))
  if (twice) {
    throw new Fault('duplicate.samePlan', {
      a: kept.name,
      b: merged.name,
      plan: readPlanLine(cx, twice.planId).name,
    })
  }
  const adopted = (entries: typeof left) => entries.find((entry) => entry.state === 'adopted')
  const one = adopted(left)
  const other = adopted(right)
  if (one && other) {
    throw new Fault('duplicate.bothAdopted', {
      a: kept.name,
      planA: readPlanLine(cx, one.planId).name,
      b: merged.name,
      planB: readPlanLine(cx, other.planId).name,
    })
  }
  const foreign = [...left, ...right].find((entry) => entry.officeId !== cx.office().id)
  if (foreign) throw new Fault('record.foreign', { kind: 'planEntry', office: foreign.officeId })
}

function moveRows(cx: CommandContext, keptId: string, mergedId: string): void {
  for (const table of [planEntry, fate, entryReturn, forumNeed, pledge] as const) {
    const rows = cx.db.select({ id: table.id }).from(table).where(eq(table.projectId, mergedId)).all()
    for (const { id } of rows) cx.write.update(table, id, { projectId: keptId })
  }
}

/** One brief a project: the kept one's words stay, its empty fields take the other's. */
function moveBrief(cx: CommandContext, keptId: string, mergedId: string): void {
  const briefOf = (projectId: string) =>
    cx.db.select().from(projectBrief).where(eq(projectBrief.projectId, projectId)).get()
  const other = briefOf(mergedId)
  if (!other) return
  const own = briefOf(keptId)
  if (!own) {
    cx.write.update(projectBrief, other.id, { projectId: keptId })
    return
  }
  const { id: _id, officeId: _officeId, projectId: _projectId, ...words } = other
  const empty = Object.entries(words).filter(([field]) => {
    const value = own[field as keyof typeof words]
    return value === '' || (Array.isArray(value) && value.length === 0)
  })
  cx.write.update(projectBrief, own.id, Object.fromEntries(empty))
  moveAttachments(cx, 'projectBrief', other.id, own.id)
  cx.write.remove(projectBrief, other.id)
}

const readiness = { have: 2, asked: 1, notNeeded: 0 } as const

/** Of a paper that both have, the better state stays, with the files of both. */
function moveDocuments(cx: CommandContext, keptId: string, mergedId: string): void {
  const of = (projectId: string) =>
    cx.db.select().from(projectDocument).where(eq(projectDocument.projectId, projectId)).all()
  const own = new Map(of(keptId).map((row) => [row.document, row]))
  for (const row of of(mergedId)) {
    const held = own.get(row.document)
    if (!held) {
      cx.write.update(projectDocument, row.id, { projectId: keptId })
      continue
    }
    if (readiness[row.state] > readiness[held.state]) {
      cx.write.update(projectDocument, held.id, {
        state: row.state,
        number: row.number,
        dated: row.dated,
        note: row.note,
      })
    }
    moveAttachments(cx, 'projectDocument', row.id, held.id)
    cx.write.remove(projectDocument, row.id)
  }
}

function moveAttachments(cx: CommandContext, table: string, from: string, to: string): void {
  const of = (subjectId: string) =>
    cx.db
      .select()
      .from(attachment)
      .where(and(eq(attachment.subjectTable, table), eq(attachment.subjectId, subjectId)))
      .all()
  const held = new Set(of(to).map((row) => row.sha256))
  for (const row of of(from)) {
    // the same file twice on one project is once
    if (held.has(row.sha256)) cx.write.remove(attachment, row.id)
    else cx.write.update(attachment, row.id, { subjectId: to })
  }
}

function moveActivities(cx: CommandContext, keptId: string, mergedId: string): void {
  const rows = cx.db
    .select({ id: activity.id, projectIds: activity.projectIds })
    .from(activity)
    .where(sql`${activity.projectIds} LIKE ${`%"${mergedId}"%`}`)
    .all()
  for (const { id, projectIds } of rows) {
    const ids = [...new Set(projectIds.map((one) => (one === mergedId ? keptId : one)))]
    cx.write.update(activity, id, { projectIds: ids })
  }
}

/** Decisions about the merged project hold for the kept one, unless that one has its own. */
function movePairs(cx: CommandContext, keptId: string, mergedId: string): void {
  const rows = cx.db
    .select()
    .from(projectPair)
    .where(or(eq(projectPair.aId, mergedId), eq(projectPair.bId, mergedId)))
    .all()
  for (const row of rows) {
    const third = row.aId === mergedId ? row.bId : row.aId
    // a merge stays as it was: it says what became of the third one
    if (third === keptId || row.verdict === 'merged') continue
    const pair = ordered(keptId, third)
    if (pairRow(cx, pair)) cx.write.remove(projectPair, row.id)
    else cx.write.update(projectPair, row.id, pair)
  }
}

/**
 * Takes a decision back: a link or a "not the same" is forgotten, a merge is undone as a whole.
 *
 * @throws Fault record.notFound, record.foreign; undo.changedSince when a moved record was changed after the merge
 */
export function reopenPair(cx: CommandContext, { id }: { id: string }): void {
  const row = cx.write.mustGet(projectPair, id)
  if (row.verdict === 'merged') cx.takeBack('duplicates.merge', 'projectPair', id)
  else cx.write.remove(projectPair, id)
  // a link that was there before the merge comes back with it: the person wants the pair open
  const left = cx.db.select({ id: projectPair.id }).from(projectPair).where(eq(projectPair.id, id)).get()
  if (row.verdict === 'merged' && left) cx.write.remove(projectPair, id)
  cx.about('projectPair', id)
}
