import { and, count, desc, eq, inArray, max, ne, or } from 'drizzle-orm'
import {
  activity,
  attachment,
  entryBudget,
  entryReturn,
  entryScore,
  fate,
  forumNeed,
  lao,
  plan,
  planEntry,
  pledge,
  project,
  projectBrief,
  projectDocument,
  projectPair,
  village,
} from '../../db/schema.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { Coordinates } from '../projects/coordinates.ts'
import { projectKey } from '../projects/rules.ts'
import { formatThaiDate } from '../thai/dates.ts'
import { areaNames } from './areas.ts'
import { additiveEditions, type PlanRow, readPlanLine, spanRules } from './queries.ts'
import {
  covers,
  type Edition,
  type EntryFields,
  type OpenPlan,
  type PlanLevel,
  type Span,
  usualSpan,
} from './rules.ts'

type Area = Pick<PlanRow, 'areaKey' | 'villageId' | 'tambonCode' | 'districtCode'>
type Budget = { fiscalYear: number; amount: number }

/**
 * Opens a plan as a draft. Any edition but the first builds on the newest adopted edition of the same span; its rows
 * come along where the rule table says so (resources/rules/plan-editions `carriesOver`).
 *
 * @param options `empty`: the caller brings the rows itself (core/plans/next-year.ts)
 * @throws Fault plan.areaOutside, plan.spanMisses, plan.spanOfEdition, plan.noEditionBefore, record.duplicate,
 *   record.notFound
 */
export function openPlan(
  cx: CommandContext,
  input: OpenPlan,
  options: { empty?: boolean } = {},
): { id: string } {
  const area = areaOf(cx, input.level, input.areaKey)
  const before = input.edition === 'first' ? null : lastAdopted(cx, input.level, area.areaKey, input)
  const span = spanOf(cx, input, before)
  if (!covers(span, input.planFy)) {
    throw new Fault('plan.spanMisses', {
      year: input.planFy,
      from: span.spanStart,
      to: span.spanStart + span.spanLength - 1,
    })
  }
  const editionNo = nextEditionNo(cx, { ...input, ...area, ...span })
  const id = cx.write.insert(plan, {
    ...area,
    ...span,
    level: input.level,
    planFy: input.planFy,
    edition: input.edition,
    editionNo,
    basedOnId: before?.id ?? null,
  })
  cx.about('plan', id)
  if (before && options.empty !== true && !additiveEditions(cx).has(input.edition)) copyRows(cx, before, id)
  return { id }
}

/** The area a plan is of, checked against what this office works on. */
function areaOf(cx: CommandContext, level: PlanLevel, areaKey: string): Area {
  const office = cx.office()
  const outside = () => new Fault('plan.areaOutside', { area: cx.geography.nameOf(areaKey) ?? areaKey })
  if (level === 'village') {
    const row = cx.write.mustGet(village, areaKey)
    if (row.officeId !== office.id) throw outside()
    return {
      areaKey,
      villageId: row.id,
      tambonCode: row.tambonCode,
      districtCode: row.tambonCode.slice(0, 4),
    }
  }
  if (level === 'tambon') {
    if (!tambonsOfOffice(cx).some((tambon) => tambon.code === areaKey)) throw outside()
    return { areaKey, villageId: null, tambonCode: areaKey, districtCode: areaKey.slice(0, 4) }
  }
  if (level === 'local') {
    if (cx.write.mustGet(lao, areaKey).officeId !== office.id) throw outside()
    return { areaKey, villageId: null, tambonCode: null, districtCode: office.districtCode }
  }
  const own =
    level === 'province' ? (office.profile === 'province' ? office.provinceCode : null) : office.districtCode
  // A field laptop works on its tambons; the district's own plan is made at the district.
  if (own !== areaKey || office.profile === 'tambon') throw outside()
  return { areaKey, villageId: null, tambonCode: null, districtCode: level === 'province' ? null : areaKey }
}

/** An edition keeps the span of the plan it changes (DOMAIN.md §1.2). @throws Fault plan.spanOfEdition */
function spanOf(cx: CommandContext, input: OpenPlan, before: PlanRow | null): Span {
  const usual = before ?? usualSpan(spanRules(cx), input.level, input.planFy)
  const span = {
    spanStart: input.spanStart ?? usual.spanStart,
    spanLength: input.spanLength ?? usual.spanLength,
  }
  if (before && (span.spanStart !== before.spanStart || span.spanLength !== before.spanLength)) {
    throw new Fault('plan.spanOfEdition', {
      from: before.spanStart,
      to: before.spanStart + before.spanLength - 1,
    })
  }
  return span
}

/** The newest adopted edition of this area whose span holds the plan FY. @throws Fault plan.noEditionBefore */
function lastAdopted(cx: CommandContext, level: PlanLevel, areaKey: string, input: OpenPlan): PlanRow {
  const found = cx.db
    .select()
    .from(plan)
    .where(
      and(
        eq(plan.officeId, cx.office().id),
        eq(plan.level, level),
        eq(plan.areaKey, areaKey),
        eq(plan.state, 'adopted'),
      ),
    )
    .orderBy(desc(plan.planFy), desc(plan.adoptedOn), desc(plan.id))
    .all()
    .filter((row) => covers(row, input.planFy) && row.planFy <= input.planFy)
  // What holds is the last whole edition; an addition has only its own rows.
  const additive = additiveEditions(cx)
  const whole = found.find((row) => !additive.has(row.edition)) ?? found[0]
  if (!whole) throw new Fault('plan.noEditionBefore', { year: input.planFy })
  return whole
}

/** One open draft per area and year; of the first edition there is only one at all. */
function nextEditionNo(
  cx: CommandContext,
  head: { level: PlanLevel; areaKey: string; planFy: number; edition: Edition },
): number {
  const same = and(
    eq(plan.officeId, cx.office().id),
    eq(plan.level, head.level),
    eq(plan.areaKey, head.areaKey),
    eq(plan.planFy, head.planFy),
  )
  const open = cx.db
    .select({ id: plan.id })
    .from(plan)
    .where(and(same, ne(plan.state, 'adopted')))
    .get()
  const first = cx.db
    .select({ id: plan.id })
    .from(plan)
    .where(and(same, eq(plan.edition, 'first')))
    .get()
  const double = open ?? (head.edition === 'first' ? first : undefined)
  if (double) throw new Fault('record.duplicate', { kind: 'plan', what: readPlanLine(cx, double.id).name })
  const last = cx.db
    .select({ no: max(plan.editionNo) })
    .from(plan)
    .where(and(same, eq(plan.edition, head.edition)))
    .get()
  return (last?.no ?? 0) + 1
}

function copyRows(cx: CommandContext, from: PlanRow, toPlanId: string): void {
  const budgets = budgetsOf(cx, from.id)
  const rows = cx.db
    .select()
    .from(planEntry)
    .where(eq(planEntry.planId, from.id))
    .orderBy(planEntry.rank)
    .all()
  for (const { id, officeId: _officeId, ...row } of rows) {
    const entryId = cx.write.insert(planEntry, { ...row, planId: toPlanId })
    for (const { fiscalYear, amount } of budgets.get(id)?.values() ?? []) {
      cx.write.insert(entryBudget, { entryId, fiscalYear, amount })
    }
  }
}

type StoredBudget = Budget & { id: string }

/**
 * Budgets of a plan's entries by entry and year: one statement for the whole plan.
 *
 * @param only entries that are asked for; null = all
 */
export function budgetsOf(
  cx: QueryContext,
  planId: string,
  only: readonly string[] | null = null,
): Map<string, Map<number, StoredBudget>> {
  const byEntry = new Map<string, Map<number, StoredBudget>>()
  const rows = cx.db
    .select({
      id: entryBudget.id,
      entryId: entryBudget.entryId,
      fiscalYear: entryBudget.fiscalYear,
      amount: entryBudget.amount,
    })
    .from(entryBudget)
    .innerJoin(planEntry, eq(planEntry.id, entryBudget.entryId))
    .where(and(eq(planEntry.planId, planId), only ? inArray(entryBudget.entryId, [...only]) : undefined))
    .all()
  for (const { entryId, ...budget } of rows) {
    const years = byEntry.get(entryId) ?? new Map<number, StoredBudget>()
    years.set(budget.fiscalYear, budget)
    byEntry.set(entryId, years)
  }
  return byEntry
}

export type SaveEntries = {
  planId: string
  rows: {
    id: string | null
    fields: EntryFields
    rank?: number | undefined
    /**
     * The village or tambon it comes from, where that is not the plan's own area. Of a row that is there already only a
     * project without a village is given one.
     */
    place?: { villageId: string | null; tambonCode: string | null } | undefined
    /** Where the project lies; checked by the caller (core/projects/coordinates.ts). */
    coordinates?: Coordinates | undefined
  }[]
  removed: string[]
  order: string[]
}

/** Beyond so many rows the whole plan is read at once; below it only what is touched: a cell must not cost 3,000 rows. */
const fewRows = 300

/**
 * One grid edit or pasted block in one command: a project for every new row, changed fields and budgets only, removed
 * rows, ranks 1…n. Nothing is written when one row is refused.
 *
 * @throws Fault plan.adopted, plan.yearOutsideSpan, plan.entryTakenUp, record.notFound
 */
export function saveEntries(cx: CommandContext, input: SaveEntries): { ids: string[]; projectIds: string[] } {
  const head = openForChange(cx, input.planId)
  for (const row of input.rows) mustFitSpan(head, row.fields)
  const reorders =
    input.order.length > 0 || input.removed.length > 0 || input.rows.some((row) => row.rank !== undefined)
  const touched = input.rows.flatMap((row) => row.id ?? [])
  const only = reorders || touched.length > fewRows ? null : touched
  const entries = new Map(
    cx.db
      .select({
        id: planEntry.id,
        projectId: planEntry.projectId,
        takenFromId: planEntry.takenFromId,
        rank: planEntry.rank,
      })
      .from(planEntry)
      .where(and(eq(planEntry.planId, head.id), only ? inArray(planEntry.id, only) : undefined))
      .all()
      .map((entry) => [entry.id, entry]),
  )
  const known = (id: string) => {
    const entry = entries.get(id)
    if (!entry) throw new Fault('record.notFound', { kind: 'planEntry', id })
    return entry
  }
  const budgets = budgetsOf(cx, head.id, only)
  const place = placeName(cx, head)
  const example = cx.office().demo
  const removed = new Set(input.removed)
  removeEntries(cx, [...removed].map(known), budgets)

  let last = input.rows.some((row) => row.id === null) ? lastRank(cx, head.id) : 0
  const added: { id: string; rank: number; place: number | undefined }[] = []
  const projectIds: string[] = []
  const ids = input.rows.map(({ id, fields, rank: wantedRank, place: from, coordinates }) => {
    const { budgets: wanted, ...words } = fields
    if (id === null) {
      const projectId = cx.write.insert(project, {
        name: words.name,
        searchKey: projectKey(words.name, words.site, place),
        villageId: head.villageId ?? from?.villageId ?? null,
        tambonCode: head.tambonCode ?? from?.tambonCode ?? null,
        districtCode: head.districtCode,
        ...coordinates,
        example,
      })
      last += 1
      const entryId = cx.write.insert(planEntry, { ...words, planId: head.id, projectId, rank: last })
      saveBudgets(cx, entryId, wanted, undefined)
      added.push({ id: entryId, rank: last, place: wantedRank })
      projectIds.push(projectId)
      return entryId
    }
    const entry = known(id)
    if (removed.has(id)) throw new Fault('record.notFound', { kind: 'planEntry', id })
    projectIds.push(entry.projectId)
    cx.write.update(planEntry, id, words)
    saveBudgets(cx, id, wanted, budgets.get(id))
    // Where a project was taken up from below, its own name belongs to the level where it began (DOMAIN.md §5).
    if (entry.takenFromId === null && isOwn(cx, entry.projectId)) {
      const villageId = from?.villageId ?? null
      const isUnplaced = villageId !== null && cx.write.mustGet(project, entry.projectId).villageId === null
      cx.write.update(project, entry.projectId, {
        name: words.name,
        searchKey: projectKey(words.name, words.site, place),
        ...(isUnplaced ? { villageId } : {}),
        ...coordinates,
      })
    }
    return id
  })
  if (reorders)
    rank(
      cx,
      [...entries.values()].filter((entry) => !removed.has(entry.id)),
      added,
      input.order.map((id) => known(id).id),
    )
  cx.about('plan', head.id)
  return { ids, projectIds }
}

function lastRank(cx: QueryContext, planId: string): number {
  const row = cx.db
    .select({ last: max(planEntry.rank) })
    .from(planEntry)
    .where(eq(planEntry.planId, planId))
    .get()
  return row?.last ?? 0
}

/** The plan, if it may still be changed. @throws Fault plan.adopted, record.foreign, record.notFound */
export function openForChange(cx: CommandContext, planId: string): PlanRow {
  const head = cx.write.mustOwn(plan, planId)
  if (head.state === 'adopted') throw new Fault('plan.adopted', { name: readPlanLine(cx, planId).name })
  return head
}

/** @throws Fault plan.yearOutsideSpan */
export function mustFitSpan(head: Span, fields: EntryFields): void {
  const wrong = fields.budgets.find((budget) => !covers(head, budget.fiscalYear))
  if (wrong) {
    throw new Fault('plan.yearOutsideSpan', {
      name: fields.name,
      year: wrong.fiscalYear,
      from: head.spanStart,
      to: head.spanStart + head.spanLength - 1,
    })
  }
}

/** Village, tambon and district of the plan, so that a project is found by its place as well. */
function placeName(cx: CommandContext, head: PlanRow): string {
  const nameOf = areaNames(cx)
  const row = head.villageId === null ? null : cx.write.mustGet(village, head.villageId)
  return [
    row ? nameOf({ villageName: row.name, villageKind: row.kind, mooNo: row.mooNo }) : '',
    head.tambonCode === null ? '' : nameOf({ tambonCode: head.tambonCode }),
  ].join('')
}

function isOwn(cx: CommandContext, projectId: string): boolean {
  return cx.write.mustGet(project, projectId).officeId === cx.office().id
}

function saveBudgets(
  cx: CommandContext,
  entryId: string,
  wanted: readonly Budget[],
  stored: ReadonlyMap<number, StoredBudget> | undefined,
): void {
  const years = new Set<number>()
  for (const { fiscalYear, amount } of wanted) {
    // An empty cell and 0 baht are the same to a reader of the plan.
    if (amount === 0) continue
    years.add(fiscalYear)
    const old = stored?.get(fiscalYear)
    if (!old) cx.write.insert(entryBudget, { entryId, fiscalYear, amount })
    else if (old.amount !== amount) cx.write.update(entryBudget, old.id, { amount })
  }
  for (const old of stored?.values() ?? [])
    if (!years.has(old.fiscalYear)) cx.write.remove(entryBudget, old.id)
}

function removeEntries(
  cx: CommandContext,
  entries: readonly { id: string; projectId: string }[],
  budgets: ReadonlyMap<string, ReadonlyMap<number, StoredBudget>>,
): void {
  if (entries.length === 0) return
  const ids = entries.map((entry) => entry.id)
  const taken = cx.db
    .select({ lowerId: planEntry.takenFromId, planId: planEntry.planId })
    .from(planEntry)
    .where(inArray(planEntry.takenFromId, ids))
    .get()
  if (taken?.lowerId) {
    throw new Fault('plan.entryTakenUp', {
      name: cx.write.mustGet(planEntry, taken.lowerId).name,
      by: readPlanLine(cx, taken.planId).name,
    })
  }
  const scored = cx.db
    .select({ id: entryScore.id })
    .from(entryScore)
    .where(inArray(entryScore.entryId, ids))
    .all()
  for (const { id } of scored) cx.write.remove(entryScore, id)
  closeReturnsOf(cx, ids)
  for (const { id } of entries) {
    for (const budget of budgets.get(id)?.values() ?? []) cx.write.remove(entryBudget, budget.id)
    cx.write.remove(planEntry, id)
  }
  const projectIds = entries.map((entry) => entry.projectId)
  const used = projectsInUse(cx, projectIds)
  const gone = projectIds.filter((id) => !used.has(id) && isOwn(cx, id))
  // The forum's need is free again: it was named, and may go to a plan once more.
  const needs =
    gone.length === 0
      ? []
      : cx.db.select({ id: forumNeed.id }).from(forumNeed).where(inArray(forumNeed.projectId, gone)).all()
  for (const { id } of needs) cx.write.update(forumNeed, id, { projectId: null })
  // What was decided of two projects that look alike says nothing once one of them is gone.
  const pairs =
    gone.length === 0
      ? []
      : cx.db
          .select({ id: projectPair.id })
          .from(projectPair)
          .where(or(inArray(projectPair.aId, gone), inArray(projectPair.bId, gone)))
          .all()
  for (const { id } of pairs) cx.write.remove(projectPair, id)
  for (const id of gone) cx.write.remove(project, id)
}

/** The owner answered a return by taking the row out. */
function closeReturnsOf(cx: CommandContext, entryIds: readonly string[]): void {
  const open = cx.db
    .select({ id: entryReturn.id, officeId: entryReturn.officeId })
    .from(entryReturn)
    .where(and(inArray(entryReturn.entryId, [...entryIds]), eq(entryReturn.state, 'open')))
    .all()
  for (const { id, officeId } of open)
    if (officeId === cx.office().id)
      cx.write.update(entryReturn, id, { state: 'withdrawn', closedOn: cx.today() })
}

/** Projects that stand elsewhere or about which something is on record: they outlive the row that is removed. */
function projectsInUse(cx: CommandContext, ids: readonly string[]): Set<string> {
  const among = [...ids]
  const idsOf = (
    table:
      | typeof planEntry
      | typeof fate
      | typeof entryReturn
      | typeof pledge
      | typeof projectBrief
      | typeof projectDocument,
  ) => cx.db.select({ id: table.projectId }).from(table).where(inArray(table.projectId, among)).all()
  const merged = cx.db
    .select({ id: project.mergedIntoId })
    .from(project)
    .where(inArray(project.mergedIntoId, among))
    .all()
  const papers = cx.db
    .select({ id: attachment.subjectId })
    .from(attachment)
    .where(and(eq(attachment.subjectTable, 'project'), inArray(attachment.subjectId, among)))
    .all()
  // What was talked about with a partner stays known, even where nobody promised anything yet.
  const namedAtMeetings = cx.db
    .select({ projectIds: activity.projectIds })
    .from(activity)
    .where(and(eq(activity.officeId, cx.office().id), ne(activity.projectIds, [])))
    .all()
    .flatMap((row) => row.projectIds.map((id) => ({ id })))
  const found = [
    ...idsOf(planEntry),
    ...idsOf(fate),
    ...idsOf(entryReturn),
    ...idsOf(pledge),
    ...idsOf(projectBrief),
    ...idsOf(projectDocument),
    ...merged,
    ...papers,
    ...namedAtMeetings,
  ]
  return new Set(found.flatMap(({ id }) => id ?? []))
}

/**
 * Ranks 1…n: the ids of `order` first, the other rows after them as they stood, new rows last or at the place they were
 * written in.
 */
function rank(
  cx: CommandContext,
  rows: readonly { id: string; rank: number }[],
  added: readonly { id: string; rank: number; place: number | undefined }[],
  order: readonly string[],
): void {
  const all = [...[...rows].sort((a, b) => a.rank - b.rank), ...added]
  const before = new Map(all.map((row) => [row.id, row.rank]))
  const placed = added.flatMap(({ id, place }) => (place === undefined ? [] : { id, place }))
  const inserted = new Set(placed.map((row) => row.id))
  const wanted = [...new Set([...order.filter((id) => before.has(id)), ...before.keys()])].filter(
    (id) => !inserted.has(id),
  )
  for (const { id, place } of placed.sort((a, b) => a.place - b.place))
    wanted.splice(Math.min(place, wanted.length + 1) - 1, 0, id)
  for (const [at, id] of wanted.entries())
    if (before.get(id) !== at + 1) cx.write.update(planEntry, id, { rank: at + 1 })
}

/** A day that has not come cannot have been the day of a meeting or a signature. @throws Fault date.inFuture */
export function mustNotBeFuture(cx: QueryContext, date: string): void {
  if (date > cx.today())
    throw new Fault('date.inFuture', { date: formatThaiDate(date, { digits: 'arabic' }) })
}

function mustHaveRows(cx: CommandContext, planId: string): void {
  const rows = cx.db.select({ n: count() }).from(planEntry).where(eq(planEntry.planId, planId)).get()
  if ((rows?.n ?? 0) === 0) throw new Fault('plan.empty', { name: readPlanLine(cx, planId).name })
}

/** From draft to proposed: the plan lies before its meeting. @throws Fault plan.adopted, plan.empty */
export function proposePlan(cx: CommandContext, input: { planId: string }): void {
  const head = openForChange(cx, input.planId)
  mustHaveRows(cx, head.id)
  cx.write.update(plan, head.id, { state: 'proposed' })
}

/**
 * Freezes the plan with its meeting and resolution; afterwards only a new edition changes it.
 *
 * @throws Fault plan.adopted, plan.empty, date.inFuture
 */
export function adoptPlan(
  cx: CommandContext,
  input: {
    planId: string
    adoptedOn: string
    adoptedBy: string
    resolution: string
    attendees: number | null
  },
): void {
  const head = openForChange(cx, input.planId)
  mustHaveRows(cx, head.id)
  mustNotBeFuture(cx, input.adoptedOn)
  cx.write.update(plan, head.id, {
    state: 'adopted',
    adoptedOn: input.adoptedOn,
    adoptedBy: input.adoptedBy,
    resolution: input.resolution,
    attendees: input.attendees,
  })
}
