import { and, eq, inArray, max } from 'drizzle-orm'
import {
  attachment,
  entryBudget,
  forum,
  forumNeed,
  plan,
  planEntry,
  project,
  village,
} from '../../db/schema.ts'
import { attachmentsOf } from '../attachments/queries.ts'
import type { FaultIssue } from '../faults.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { headsToday } from '../people/holders.ts'
import { areaNames } from '../plans/areas.ts'
import { mustNotBeFuture, openPlan, saveEntries } from '../plans/commands.ts'
import { readPlanLines } from '../plans/queries.ts'
import { covers, type EntryFields, entryFields } from '../plans/rules.ts'
import { rulesByKey } from '../rules/queries.ts'
import type { SkippedNeed } from './contract.ts'
import {
  areaKeyOf,
  currentProjects,
  type ForumRow,
  getForum,
  mustGetForum,
  needRows,
  personsOf,
  planOfForum,
} from './queries.ts'
import {
  type ForumFields,
  type ForumLevel,
  type NeedFields,
  orderOf,
  type RankMethod,
  ranksOf,
  settleTie as settle,
  tooManyHands,
} from './rules.ts'
import { forumWording } from './wording.ts'

function nameOfForum(cx: CommandContext, row: ForumRow): string {
  const place = row.villageId === null ? undefined : cx.write.mustGet(village, row.villageId)
  return areaNames(cx)({
    villageName: place?.name ?? null,
    villageKind: place?.kind ?? null,
    mooNo: place?.mooNo ?? null,
    tambonCode: row.tambonCode,
  })
}

type PlanForums = {
  planFy: number
  areas: { level: ForumLevel; areaKey: string }[]
  heldOn: string | null
  again: boolean
}

/**
 * Plans forums; with all villages of a tambon as areas "all at once". The chair is proposed from who leads the area.
 *
 * @throws Fault plan.areaOutside, record.notFound
 */
export function planForums(cx: CommandContext, input: PlanForums): { ids: string[]; skipped: number } {
  const own = new Set(tambonsOfOffice(cx).map((tambon) => tambon.code))
  const officeId = cx.office().id
  const has = new Set(
    cx.db
      .select()
      .from(forum)
      .where(and(eq(forum.officeId, officeId), eq(forum.planFy, input.planFy)))
      .all()
      .map(areaKeyOf),
  )
  const wording = forumWording(cx)
  const heads = headsToday(cx, officeId)
  const wanted = new Map(input.areas.map((area) => [`${area.level} ${area.areaKey}`, area]))
  const ids: string[] = []
  for (const { level, areaKey } of wanted.values()) {
    const place = level === 'village' ? cx.write.mustGet(village, areaKey) : null
    const tambonCode = place?.tambonCode ?? areaKey
    if ((place !== null && place.officeId !== officeId) || !own.has(tambonCode)) {
      throw new Fault('plan.areaOutside', { area: place?.name ?? cx.geography.nameOf(areaKey) ?? areaKey })
    }
    if (has.has(areaKey) && !input.again) continue
    ids.push(
      cx.write.insert(forum, {
        level,
        villageId: place?.id ?? null,
        tambonCode,
        planFy: input.planFy,
        heldOn: input.heldOn,
        chairName: place === null ? '' : heads.nameOf(place),
        chairPosition: wording.chairPosition[place?.kind ?? 'tambon'],
        example: cx.office().demo,
      }),
    )
  }
  const first = ids[0]
  if (first !== undefined) cx.about('forum', first)
  return { ids, skipped: wanted.size - ids.length }
}

/**
 * Saves the head of a forum; places are counted again when the way of ranking changed.
 *
 * @throws Fault input.invalid for a group that is not listed or stands twice; date.inFuture, forum.noDate,
 *   forum.nobody, forum.tooManyHands for what would make the record of a forum that was held wrong
 */
export function saveForum(cx: CommandContext, input: { id: string; fields: ForumFields }): void {
  const row = cx.write.mustOwn(forum, input.id)
  const issues = wrongFields(cx, row, input.fields)
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  if (row.state === 'held') mustBeComplete(cx, { ...row, ...input.fields })
  cx.write.update(forum, row.id, input.fields)
  if (row.rankMethod !== input.fields.rankMethod) rankAgain(cx, row.id, input.fields.rankMethod)
  cx.about('forum', row.id)
}

function wrongFields(cx: CommandContext, row: ForumRow, fields: ForumFields): FaultIssue[] {
  const issues: FaultIssue[] = []
  const wrong = (path: (string | number)[], key: string, name: string) =>
    issues.push({ path: ['fields', ...path], key, params: { name } })
  // a group that the office took out of its table since stays in the record
  const groups = new Set([
    ...rulesByKey(cx, 'attendance-groups').keys(),
    ...row.attendance.map((one) => one.group),
  ])
  const seen = new Set<string>()
  fields.attendance.forEach(({ group }, at) => {
    if (!groups.has(group)) wrong(['attendance', at, 'group'], 'unknownKey', group)
    if (seen.has(group)) wrong(['attendance', at, 'group'], 'groupTwice', group)
    seen.add(group)
  })
  const names = new Set<string>()
  fields.partners.forEach(({ name }, at) => {
    if (names.has(name)) wrong(['partners', at, 'name'], 'partnerTwice', name)
    names.add(name)
  })
  return issues
}

/** What a forum that was held must say. @throws Fault forum.noDate, date.inFuture, forum.nobody, forum.tooManyHands */
function mustBeComplete(cx: CommandContext, row: ForumRow): void {
  if (row.heldOn === null) throw new Fault('forum.noDate', { name: nameOfForum(cx, row) })
  mustNotBeFuture(cx, row.heldOn)
  const persons = personsOf(row)
  if (persons === 0) throw new Fault('forum.nobody', { name: nameOfForum(cx, row) })
  const wrong = tooManyHands(row.rankMethod, persons, needRows(cx, row.id))[0]
  if (wrong) {
    throw new Fault('forum.tooManyHands', {
      name: wrong.name === '' ? wrong.problem : wrong.name,
      votes: wrong.votes ?? 0,
      persons,
    })
  }
}

/** @throws Fault forum.noDate, date.inFuture, forum.nobody, forum.tooManyHands */
export function holdForum(cx: CommandContext, input: { id: string }): void {
  const row = cx.write.mustOwn(forum, input.id)
  mustBeComplete(cx, row)
  cx.write.update(forum, row.id, { state: 'held' })
  cx.about('forum', row.id)
}

/** @throws Fault forum.carried once a need became a project: the record is what the project rests on */
export function reopenForum(cx: CommandContext, input: { id: string }): void {
  const row = cx.write.mustOwn(forum, input.id)
  mustHaveCarriedNothing(cx, row)
  cx.write.update(forum, row.id, { state: 'planned' })
  cx.about('forum', row.id)
}

/** Needs and photos go with it. @throws Fault forum.carried */
export function removeForum(cx: CommandContext, input: { id: string }): void {
  const row = cx.write.mustOwn(forum, input.id)
  mustHaveCarriedNothing(cx, row)
  for (const need of needRows(cx, row.id)) cx.write.remove(forumNeed, need.id)
  for (const file of attachmentsOf(cx, { table: 'forum', id: row.id })) cx.write.remove(attachment, file.id)
  cx.write.remove(forum, row.id)
  cx.about('forum', row.id)
}

function mustHaveCarriedNothing(cx: CommandContext, row: ForumRow): void {
  const need = getForum(cx, { id: row.id }).needs.find((one) => one.inPlan)
  if (need) throw new Fault('forum.carried', { name: nameOfForum(cx, row), need: need.name })
}

type SaveNeeds = {
  forumId: string
  rows: { id: string | null; fields: NeedFields }[]
  removed: string[]
  order: string[]
}

/**
 * One grid edit in one command; numbers 1…n and places follow.
 *
 * @returns ids in the order of the rows
 * @throws Fault input.invalid naming rows with more hands than persons, once the forum was held; forum.needCarried;
 *   record.notFound
 */
export function saveNeeds(cx: CommandContext, input: SaveNeeds): { ids: string[] } {
  const row = cx.write.mustOwn(forum, input.forumId)
  const known = new Map(getForum(cx, { id: row.id }).needs.map((need) => [need.id, need]))
  const mustKnow = (id: string) => {
    const need = known.get(id)
    if (!need) throw new Fault('record.notFound', { kind: 'forumNeed', id })
    return need
  }
  if (row.state === 'held') {
    const persons = personsOf(row)
    const issues = input.rows.flatMap(({ fields }, at) =>
      tooManyHands(row.rankMethod, persons, [fields]).map(({ votes }) => ({
        path: ['rows', at, 'fields', 'votes'],
        key: 'tooManyHands',
        params: { votes, persons },
      })),
    )
    if (issues.length > 0) throw new Fault('input.invalid', { issues })
  }
  const removed = new Set(input.removed)
  for (const id of removed) {
    const need = mustKnow(id)
    if (need.inPlan) throw new Fault('forum.needCarried', { name: need.name })
    cx.write.remove(forumNeed, id)
  }
  let last = Math.max(0, ...[...known.values()].map((need) => need.no))
  const ids = input.rows.map(({ id, fields }) => {
    if (id === null) {
      last += 1
      return cx.write.insert(forumNeed, { ...fields, forumId: row.id, no: last })
    }
    mustKnow(id)
    if (removed.has(id)) throw new Fault('record.notFound', { kind: 'forumNeed', id })
    cx.write.update(forumNeed, id, fields)
    return id
  })
  const standing = [...known.keys()].filter((id) => !removed.has(id))
  const added = ids.filter((id) => !known.has(id))
  orderOf([...standing, ...added], input.order).forEach((id, at) => {
    cx.write.update(forumNeed, id, { no: at + 1 })
  })
  rankAgain(cx, row.id, row.rankMethod)
  cx.about('forum', row.id)
  return { ids }
}

function rankAgain(cx: CommandContext, forumId: string, method: RankMethod): void {
  for (const [id, rank] of ranksOf(method, needRows(cx, forumId))) cx.write.update(forumNeed, id, { rank })
}

/** @throws Fault forum.noTie when nothing else has as many votes */
export function settleTie(cx: CommandContext, input: { needId: string }): void {
  const need = cx.write.mustGet(forumNeed, input.needId)
  const row = cx.write.mustOwn(forum, need.forumId)
  const ranks = row.rankMethod === 'agreed' ? new Map() : settle(needRows(cx, row.id), need.id)
  if (ranks.size === 0) throw new Fault('forum.noTie', { name: need.name === '' ? need.problem : need.name })
  for (const [id, rank] of ranks) cx.write.update(forumNeed, id, { rank })
  cx.about('forum', row.id)
}

/**
 * Names matters of before again: words are copied, votes are not, and a project stays the one it is, so that nobody
 * types it twice (DOMAIN.md §5). What is named here already is left out.
 *
 * @throws Fault record.notFound for a need or a project that does not belong to this area
 */
export function nameAgain(
  cx: CommandContext,
  input: { id: string; needIds: string[]; projectIds: string[] },
): { ids: string[] } {
  const row = cx.write.mustOwn(forum, input.id)
  const here = needRows(cx, row.id)
  const now = (ids: readonly string[]) => [...currentProjects(cx, ids).values()]
  const named = new Set(now(here.flatMap((need) => (need.projectId === null ? [] : [need.projectId]))))
  let no = Math.max(0, ...here.map((need) => need.no))
  const ids: string[] = []
  const add = (words: NeedFields, projectId: string | null) => {
    const current = projectId === null ? null : (now([projectId])[0] ?? projectId)
    if (current !== null && named.has(current)) return
    if (current !== null) named.add(current)
    no += 1
    ids.push(cx.write.insert(forumNeed, { ...words, votes: null, forumId: row.id, no, projectId: current }))
  }
  for (const needId of input.needIds) {
    const need = cx.write.mustGet(forumNeed, needId)
    const from = mustGetForum(cx, need.forumId)
    if (areaKeyOf(from) !== areaKeyOf(row) || from.level !== row.level)
      throw new Fault('record.notFound', { kind: 'forumNeed', id: needId })
    const { problem, cause, name, issue, site, projectClass, amount } = need
    add({ problem, cause, name, issue, site, projectClass, amount, votes: null }, need.projectId)
  }
  for (const projectId of input.projectIds) {
    const entry = lastEntryOf(cx, row, projectId)
    if (!entry) throw new Fault('record.notFound', { kind: 'project', id: projectId })
    const { problem, name, issue, site, projectClass, amount } = entry
    add({ problem, cause: '', name, issue, site, projectClass, amount, votes: null }, projectId)
  }
  rankAgain(cx, row.id, row.rankMethod)
  cx.about('forum', row.id)
  return { ids }
}

/** The project as the newest earlier plan of this area has it, with its money over the years. */
function lastEntryOf(cx: CommandContext, row: ForumRow, projectId: string) {
  const found = cx.db
    .select({ entry: planEntry, planFy: plan.planFy })
    .from(planEntry)
    .innerJoin(plan, eq(plan.id, planEntry.planId))
    .where(
      and(
        eq(planEntry.projectId, projectId),
        eq(plan.officeId, row.officeId),
        eq(plan.level, row.level),
        eq(plan.areaKey, areaKeyOf(row)),
      ),
    )
    .all()
    .sort((a, b) => b.planFy - a.planFy)[0]?.entry
  if (!found) return undefined
  const amounts = cx.db
    .select({ amount: entryBudget.amount })
    .from(entryBudget)
    .where(eq(entryBudget.entryId, found.id))
    .all()
  return {
    ...found,
    amount: amounts.length === 0 ? null : amounts.reduce((sum, one) => sum + one.amount, 0),
  }
}

/**
 * Needs become projects of the area's plan of this FY, in the order of their places. The plan is opened as a draft if
 * there is none: as a review where an adopted plan of the same span came before, else as the first. A need that was
 * named again brings its old project. What is not ready yet is skipped and named.
 *
 * @throws Fault forum.notHeld, forum.planAdopted, record.notFound, plan.*
 */
export function carryOver(
  cx: CommandContext,
  input: { id: string; needIds: string[] },
): { planId: string; entryIds: string[]; skipped: SkippedNeed[] } {
  const row = cx.write.mustOwn(forum, input.id)
  if (row.state !== 'held') throw new Fault('forum.notHeld', { name: nameOfForum(cx, row) })
  const needs = getForum(cx, { id: row.id }).needs
  const known = new Map(needs.map((need) => [need.id, need]))
  const skipped: SkippedNeed[] = []
  const wanted = [...new Set(input.needIds)].flatMap((needId) => {
    const need = known.get(needId)
    if (!need) throw new Fault('record.notFound', { kind: 'forumNeed', id: needId })
    const skip = (reason: SkippedNeed['reason']) => {
      skipped.push({ needId, name: need.name === '' ? need.problem : need.name, reason })
      return []
    }
    if (need.inPlan) return skip('inPlan')
    if (need.name === '') return skip('noName')
    const { projectClass } = need
    return projectClass === null ? skip('noClass') : [{ ...need, projectClass }]
  })
  wanted.sort((a, b) => (a.rank ?? 9999) - (b.rank ?? 9999) || a.no - b.no)
  const head = draftPlan(cx, row)
  const fieldsOf = (need: (typeof wanted)[number]) =>
    entryFields.parse({
      name: need.name,
      issue: need.issue,
      projectClass: need.projectClass,
      problem: [need.problem, need.cause].filter((part) => part !== '').join('\n'),
      objective: '',
      target: '',
      site: need.site,
      expectedResult: '',
      kpi: '',
      budgetSource: '',
      leadAgency: '',
      relatedAgencies: '',
      readiness: '',
      remark: '',
      budgets:
        need.amount === null || need.amount === 0 || !covers(head, row.planFy)
          ? []
          : [{ fiscalYear: row.planFy, amount: need.amount }],
    })
  const entryIds = new Map<string, string>()
  // a review edition has copied its rows: a project that came along has its place there already
  const copied = new Map(
    cx.db
      .select({ id: planEntry.id, projectId: planEntry.projectId })
      .from(planEntry)
      .where(eq(planEntry.planId, head.id))
      .all()
      .map((entry) => [entry.projectId, entry.id]),
  )
  const now = currentProjects(
    cx,
    wanted.flatMap((need) => (need.projectId === null ? [] : [need.projectId])),
  )
  for (const need of wanted) {
    if (need.projectId === null) continue
    const projectId = now.get(need.projectId) ?? need.projectId
    const there = copied.get(projectId)
    entryIds.set(need.id, there ?? addEntryOf(cx, head.id, row, projectId, fieldsOf(need)))
    cx.write.update(forumNeed, need.id, { projectId })
  }
  const fresh = wanted.filter((need) => need.projectId === null)
  if (fresh.length > 0) {
    const { ids } = saveEntries(cx, {
      planId: head.id,
      rows: fresh.map((need) => ({ id: null, fields: fieldsOf(need) })),
      removed: [],
      order: [],
    })
    const projects = new Map(
      cx.db
        .select({ id: planEntry.id, projectId: planEntry.projectId })
        .from(planEntry)
        .where(inArray(planEntry.id, ids))
        .all()
        .map((entry) => [entry.id, entry.projectId]),
    )
    fresh.forEach((need, at) => {
      const entryId = ids[at]
      const projectId = entryId === undefined ? undefined : projects.get(entryId)
      if (entryId === undefined || projectId === undefined) return
      entryIds.set(need.id, entryId)
      cx.write.update(forumNeed, need.id, { projectId })
    })
  }
  orderAsForum(cx, head.id, row.id)
  cx.about('forum', row.id)
  return {
    planId: head.id,
    entryIds: wanted.flatMap((need) => {
      const id = entryIds.get(need.id)
      return id === undefined ? [] : [id]
    }),
    skipped,
  }
}

/**
 * An entry of a project that exists already, as the last row: what the forum said of it, the rest as the area's plan had
 * it last.
 */
function addEntryOf(
  cx: CommandContext,
  planId: string,
  row: ForumRow,
  projectId: string,
  fields: EntryFields,
): string {
  cx.write.mustGet(project, projectId)
  const before = lastEntryOf(cx, row, projectId)
  const { budgets, ...said } = fields
  const words = { ...said }
  for (const key of ['objective', 'target', 'expectedResult', 'kpi', 'budgetSource', 'leadAgency'] as const) {
    words[key] = before?.[key] ?? ''
  }
  const last = cx.db
    .select({ rank: max(planEntry.rank) })
    .from(planEntry)
    .where(eq(planEntry.planId, planId))
    .get()
  const entryId = cx.write.insert(planEntry, { ...words, planId, projectId, rank: (last?.rank ?? 0) + 1 })
  for (const budget of budgets) cx.write.insert(entryBudget, { entryId, ...budget })
  return entryId
}

/** The plan that takes the needs up; opened when there is none. @throws Fault forum.planAdopted */
function draftPlan(cx: CommandContext, row: ForumRow): { id: string; spanStart: number; spanLength: number } {
  const found = planOfForum(cx, row)
  if (found && found.state !== 'adopted') return found
  if (found) throw new Fault('forum.planAdopted', { name: found.name })
  const areaKey = areaKeyOf(row)
  const before = readPlanLines(
    cx,
    and(
      eq(plan.officeId, row.officeId),
      eq(plan.level, row.level),
      eq(plan.areaKey, areaKey),
      eq(plan.state, 'adopted'),
    ),
  ).some((line) => line.planFy < row.planFy && covers(line, row.planFy))
  const { id } = openPlan(cx, {
    level: row.level,
    areaKey,
    planFy: row.planFy,
    edition: before ? 'review' : 'first',
  })
  return cx.write.mustGet(plan, id)
}

/** Where a plan has nothing but what this forum named, its order of priority is the forum's. */
function orderAsForum(cx: CommandContext, planId: string, forumId: string): void {
  const places = new Map(
    needRows(cx, forumId).flatMap((need) =>
      need.projectId === null ? [] : [[need.projectId, need.rank ?? 9999] as const],
    ),
  )
  const entries = cx.db
    .select({ id: planEntry.id, projectId: planEntry.projectId, rank: planEntry.rank })
    .from(planEntry)
    .where(eq(planEntry.planId, planId))
    .all()
  if (!entries.every((entry) => places.has(entry.projectId))) return
  entries
    .sort((a, b) => (places.get(a.projectId) ?? 0) - (places.get(b.projectId) ?? 0) || a.rank - b.rank)
    .forEach((entry, at) => {
      cx.write.update(planEntry, entry.id, { rank: at + 1 })
    })
}
