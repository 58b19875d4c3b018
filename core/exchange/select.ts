import { and, asc, count, eq, gt, inArray, isNotNull, max, notExists, notInArray, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { ReadableDb } from '../../db/open.ts'
import {
  activity,
  agendaItem,
  appointmentOrder,
  attachment,
  audit,
  directive,
  directiveTold,
  duty,
  entryBudget,
  entryReturn,
  entryScore,
  fate,
  forum,
  forumNeed,
  holding,
  lao,
  letter,
  letterAddressee,
  meeting,
  meetingBody,
  meetingMinutes,
  plan,
  planEntry,
  pledge,
  pledgeReceipt,
  project,
  projectBrief,
  projectDocument,
  projectPair,
  ranking,
  reportFigure,
  reportText,
  resolution,
  resultsReport,
  seat,
  villageLao,
} from '../../db/schema.ts'
import type { OwnedTable } from '../kernel/write.ts'
import { recordTypes } from './records.ts'

/** Ids of the rows of a table that are handed in: a set of them, or all but a few. */
export type Chosen = { has(id: string): boolean; readonly size: number }

/** Ids of the rows that are handed in, by table; null = all rows of the office. */
export type Selection = ReadonlyMap<string, Chosen | null>

type Raw = Record<string, unknown> & { id: string }
const pageSize = 1000

/** All rows of a table that belong to one office, in the order of their ids, a page at a time. */
export function* rowsOf(db: ReadableDb, table: OwnedTable, officeId: string): Generator<Raw> {
  for (let last = ''; ; ) {
    const page = db
      .select()
      .from(table)
      .where(and(eq(table.officeId, officeId), gt(table.id, last)))
      .orderBy(asc(table.id))
      .limit(pageSize)
      .all() as Raw[]
    yield* page
    if (page.length < pageSize) return
    last = page.at(-1)?.id ?? ''
  }
}

/** Number of the last command: tells whether records changed between two looks. */
export function lastCommand(db: ReadableDb): number {
  return (
    db
      .select({ n: max(audit.n) })
      .from(audit)
      .get()?.n ?? 0
  )
}

/**
 * What a submission for a plan FY holds. The whole of what the office has decided, of all years, so that a package is
 * whole by itself and the last one suffices; and the drafts of the plan FY handed in, with their state, so that the
 * province sees how far they are. With a plan go its ranking and returns, with a project its brief, papers and what it
 * was found to be the same as. Of a post goes who holds it now, of a meeting that was held what it decided and its
 * minutes. Drafts of other years, forums still to be held in them, drafts of orders and letters, who held a post before,
 * lists of attendance, persons in no committee and signatories of no paper stay at home (PEERS.md §3.7).
 *
 * @param planFy พ.ศ. @param today ISO: who holds a post on that day goes with it
 */
export function selectRecords(db: ReadableDb, officeId: string, planFy: number, today: string): Selection {
  const planRows = db
    .select({ id: plan.id, state: plan.state, planFy: plan.planFy })
    .from(plan)
    .where(eq(plan.officeId, officeId))
    .all()
  const atHome = planRows.filter((row) => row.state === 'draft' && row.planFy !== planFy).map((row) => row.id)
  const plans = allBut(planRows.length, new Set(atHome))
  // Of what a large district has by the ten thousand, only the few that stay at home are held in memory.
  const entries = allBut(
    countRows(db, planEntry, officeId),
    ids(
      db
        .select({ id: planEntry.id })
        .from(planEntry)
        .where(and(eq(planEntry.officeId, officeId), inArray(planEntry.planId, atHome)))
        .all(),
    ),
  )
  const projects = projectsOf(db, officeId, atHome)
  const budgets = allBut(
    countRows(db, entryBudget, officeId),
    ids(
      db
        .select({ id: entryBudget.id })
        .from(entryBudget)
        .innerJoin(planEntry, eq(entryBudget.entryId, planEntry.id))
        .where(and(eq(entryBudget.officeId, officeId), inArray(planEntry.planId, atHome)))
        .all(),
    ),
  )
  const fates = chosenRows(db, fate, officeId, { projectId: fate.projectId }, (row) =>
    projects.has(row.projectId),
  )
  const ofProject = (table: ProjectTable) =>
    chosenRows(db, table, officeId, { projectId: table.projectId }, (row) => projects.has(row.projectId))
  const returns = chosenRows(
    db,
    entryReturn,
    officeId,
    { projectId: entryReturn.projectId, entryId: entryReturn.entryId, byPlanId: entryReturn.byPlanId },
    (row) => projects.has(row.projectId) && entries.has(row.entryId) && plans.has(row.byPlanId),
  )
  const rankings = chosenRows(db, ranking, officeId, { planId: ranking.planId }, (row) =>
    plans.has(row.planId),
  )
  const scores = chosenRows(
    db,
    entryScore,
    officeId,
    { entryId: entryScore.entryId, planId: entryScore.planId },
    (row) => entries.has(row.entryId) && plans.has(row.planId),
  )
  const pairs = chosenRows(
    db,
    projectPair,
    officeId,
    { aId: projectPair.aId, bId: projectPair.bId, keptId: projectPair.keptId },
    (row) =>
      projects.has(row.aId) && projects.has(row.bId) && (row.keptId === null || projects.has(row.keptId)),
  )
  const forums = ids(
    db
      .select({ id: forum.id, state: forum.state, planFy: forum.planFy })
      .from(forum)
      .where(eq(forum.officeId, officeId))
      .all(),
    (row) => row.state === 'held' || row.planFy === planFy,
  )
  const needs = ids(
    db
      .select({ id: forumNeed.id, forumId: forumNeed.forumId })
      .from(forumNeed)
      .where(eq(forumNeed.officeId, officeId))
      .all(),
    (row) => forums.has(row.forumId),
  )
  const seatRows = db
    .select({ id: seat.id, personId: seat.personId, postId: seat.postId })
    .from(seat)
    .where(eq(seat.officeId, officeId))
    .all()
  const posts = present(seatRows.map((row) => row.postId))
  const holdingRows = db
    .select({ id: holding.id, postId: holding.postId, personId: holding.personId, endsOn: holding.endsOn })
    .from(holding)
    .where(eq(holding.officeId, officeId))
    .all()
    .filter((row) => posts.has(row.postId) && (row.endsOn === null || row.endsOn >= today))
  const meetings = ids(
    db
      .select({ id: meeting.id, state: meeting.state })
      .from(meeting)
      .where(eq(meeting.officeId, officeId))
      .all(),
    (row) => row.state !== 'planned',
  )
  const ofMeeting = (table: MeetingTable) =>
    ids(
      db
        .select({ id: table.id, meetingId: table.meetingId })
        .from(table)
        .where(eq(table.officeId, officeId))
        .all(),
      (row) => meetings.has(row.meetingId),
    )
  const orderRows = db
    .select({
      id: appointmentOrder.id,
      state: appointmentOrder.state,
      action: appointmentOrder.action,
      signatoryId: appointmentOrder.signatoryId,
    })
    .from(appointmentOrder)
    .where(eq(appointmentOrder.officeId, officeId))
    .all()
    .filter((row) => row.state !== 'draft')
  const orderChanges = ids(orderRows, (row) => row.action === 'amend' || row.action === 'cancel')
  const reportRows = db
    .select({
      id: resultsReport.id,
      state: resultsReport.state,
      signatoryId: resultsReport.signatoryId,
      letterId: resultsReport.letterId,
      planFy: directive.planFy,
      directiveState: directive.state,
    })
    .from(resultsReport)
    .innerJoin(directive, eq(resultsReport.directiveId, directive.id))
    .where(eq(resultsReport.officeId, officeId))
    .all()
    .filter((row) => row.state !== 'draft' || (row.planFy === planFy && row.directiveState === 'received'))
  const reports = ids(reportRows)
  const wantedLetters = present(reportRows.map((row) => row.letterId))
  const letterRows = db
    .select({ id: letter.id, signatoryId: letter.signatoryId, state: letter.state })
    .from(letter)
    .where(eq(letter.officeId, officeId))
    .all()
    // one that was struck out goes nowhere, and programs of before do not know of it
    .filter((row) => wantedLetters.has(row.id) && row.state !== 'cancelled')
  const letters = ids(letterRows)
  const addressees = ids(
    db
      .select({ id: letterAddressee.id, letterId: letterAddressee.letterId })
      .from(letterAddressee)
      .where(eq(letterAddressee.officeId, officeId))
      .all(),
    (row) => letters.has(row.letterId),
  )
  const received = ids(
    db
      .select({ id: directive.id, state: directive.state })
      .from(directive)
      .where(eq(directive.officeId, officeId))
      .all(),
    (row) => row.state === 'received',
  )
  const ofDirective = (table: typeof duty | typeof directiveTold) =>
    ids(
      db
        .select({ id: table.id, directiveId: table.directiveId })
        .from(table)
        .where(eq(table.officeId, officeId))
        .all(),
      (row) => received.has(row.directiveId),
    )
  // what is only planned stays at home
  const activities = ids(
    db
      .select({ id: activity.id, state: activity.state })
      .from(activity)
      .where(eq(activity.officeId, officeId))
      .all(),
    (row) => row.state === 'held',
  )
  const pledges = ids(
    db
      .select({ id: pledge.id, activityId: pledge.activityId })
      .from(pledge)
      .where(eq(pledge.officeId, officeId))
      .all(),
    (row) => activities.has(row.activityId),
  )
  const receipts = ids(
    db
      .select({ id: pledgeReceipt.id, pledgeId: pledgeReceipt.pledgeId })
      .from(pledgeReceipt)
      .where(eq(pledgeReceipt.officeId, officeId))
      .all(),
    (row) => pledges.has(row.pledgeId),
  )
  const typed = ids(
    db
      .select({ id: reportFigure.id, reportId: reportFigure.reportId })
      .from(reportFigure)
      .where(eq(reportFigure.officeId, officeId))
      .all(),
    (row) => reports.has(row.reportId),
  )
  const texts = ids(
    db
      .select({ id: reportText.id, reportId: reportText.reportId })
      .from(reportText)
      .where(eq(reportText.officeId, officeId))
      .all(),
    (row) => reports.has(row.reportId),
  )
  const laos = db
    .select({ id: lao.id, laoType: lao.laoType })
    .from(lao)
    .where(eq(lao.officeId, officeId))
    .all()
  const agencies = ids(laos, (row) => row.laoType === 'AGENCY')
  const links = db
    .select({ id: villageLao.id, laoId: villageLao.laoId })
    .from(villageLao)
    .where(eq(villageLao.officeId, officeId))
    .all()
  const chosen = new Map<string, Chosen | null>([
    ['lao', ids(laos, (row) => !agencies.has(row.id))],
    ['agency', agencies],
    ['villageLao', ids(links, (row) => !agencies.has(row.laoId))],
    ['villageAgency', ids(links, (row) => agencies.has(row.laoId))],
    ['signatory', present([...orderRows, ...reportRows, ...letterRows].map((row) => row.signatoryId))],
    ['person', present([...seatRows, ...holdingRows].map((row) => row.personId))],
    ['post', posts],
    ['holding', ids(holdingRows)],
    ['meeting', meetings],
    ['meetingBody', ofMeeting(meetingBody)],
    ['agendaItem', ofMeeting(agendaItem)],
    ['resolution', ofMeeting(resolution)],
    ['meetingMinutes', ofMeeting(meetingMinutes)],
    ['attendance', new Set<string>()],
    ['plan', plans],
    ['project', projects],
    ['planEntry', entries],
    ['entryBudget', budgets],
    ['fate', fates],
    ['entryReturn', returns],
    ['ranking', rankings],
    ['entryScore', scores],
    ['projectPair', pairs],
    ['projectBrief', ofProject(projectBrief)],
    ['projectDocument', ofProject(projectDocument)],
    ['forum', forums],
    ['forumNeed', needs],
    ['appointmentOrder', ids(orderRows, (row) => !orderChanges.has(row.id))],
    ['orderChange', orderChanges],
    ['letter', letters],
    ['letterAddressee', addressees],
    ['activity', activities],
    ['pledge', pledges],
    ['pledgeReceipt', receipts],
    ['directive', received],
    ['duty', ofDirective(duty)],
    ['directiveTold', ofDirective(directiveTold)],
    // what was noted during the year stands in the report's words
    ['dutyNote', new Set<string>()],
    ['reportFigure', typed],
    ['resultsReport', reports],
    ['reportText', texts],
  ])
  const selection = new Map(recordTypes.map(({ name }) => [name, chosen.get(name) ?? null] as const))
  const owned = new Map<string, Chosen>()
  const attachments = db.select().from(attachment).where(eq(attachment.officeId, officeId)).all()
  for (const row of attachments) {
    const type = recordTypes.find((record) => record.name === row.subjectTable && record.table !== attachment)
    if (!type || owned.has(type.name)) continue
    const known = selection.get(type.name) ?? null
    owned.set(type.name, known ?? new Set([...rowsOf(db, type.table, officeId)].map((subject) => subject.id)))
  }
  for (const { name, table, holds } of recordTypes) {
    if (table !== attachment) continue
    selection.set(
      name,
      ids(
        attachments,
        (row) => holds?.(row) !== false && owned.get(row.subjectTable)?.has(row.subjectId) === true,
      ),
    )
  }
  return selection
}

/** Rows by table of a selection. */
export function countSelection(
  db: ReadableDb,
  officeId: string,
  selection: Selection,
): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { name, table } of recordTypes) {
    counts[name] = selection.get(name)?.size ?? countRows(db, table, officeId)
  }
  return counts
}

/** Links that a row can do without: [field, table of the record it names]. */
const looseLinks: Readonly<Record<string, readonly (readonly [field: string, to: string])[]>> = {
  plan: [['basedOnId', 'plan']],
  project: [['mergedIntoId', 'project']],
  planEntry: [['takenFromId', 'planEntry']],
  forumNeed: [['projectId', 'project']],
  post: [['laoId', 'lao']],
  appointmentOrder: [['supersedesId', 'appointmentOrder']],
  orderChange: [['supersedesId', 'appointmentOrder']],
  meetingMinutes: [['certifiedById', 'meeting']],
  directive: [['copiedFromId', 'directive']],
  duty: [['copiedFromId', 'duty']],
  pledge: [['projectId', 'project']],
  resultsReport: [
    ['letterId', 'letter'],
    ['supersedesId', 'resultsReport'],
  ],
}

/** A row as it is handed in: links to records that stay at home are cut. */
export function cutLoose(table: string, row: Raw, selection: Selection): Raw {
  for (const [field, to] of looseLinks[table] ?? []) {
    const id = row[field]
    if (typeof id === 'string' && selection.get(to)?.has(id) === false) row = { ...row, [field]: null }
  }
  if (table === 'activity' && Array.isArray(row.projectIds)) {
    return {
      ...row,
      projectIds: row.projectIds.filter((id) => selection.get('project')?.has(String(id)) !== false),
    }
  }
  // a letter without a number: programs of before want one
  if (table === 'directive' && row.number === '') return { ...row, number: '–' }
  if (table === 'reportText' && Array.isArray(row.noteIds)) {
    return {
      ...row,
      noteIds: row.noteIds.filter((id) => selection.get('dutyNote')?.has(String(id)) !== false),
    }
  }
  return row
}

type MeetingTable = typeof meetingBody | typeof agendaItem | typeof resolution | typeof meetingMinutes
type ProjectTable = typeof projectBrief | typeof projectDocument

/**
 * The projects that stand in the plans handed in, and those that turned out to be one of them: they stand in no plan any
 * more, but what became of them is known under their own identity (DOMAIN.md §9.3).
 *
 * @param atHome plans that stay at home
 */
function projectsOf(db: ReadableDb, officeId: string, atHome: readonly string[]): Chosen {
  const inPlans = db
    .select({ one: sql`1` })
    .from(planEntry)
    .where(and(eq(planEntry.projectId, project.id), notInArray(planEntry.planId, [...atHome])))
  const left = ids(
    db
      .select({ id: project.id })
      .from(project)
      .where(and(eq(project.officeId, officeId), notExists(inPlans)))
      .all(),
  )
  const merged = db
    .select({ id: project.id, into: project.mergedIntoId })
    .from(project)
    .where(and(eq(project.officeId, officeId), isNotNull(project.mergedIntoId)))
    .all()
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const row of merged) if (row.into !== null && !left.has(row.into)) left.delete(row.id)
  }
  return allBut(countRows(db, project, officeId), left)
}

function allBut(total: number, left: ReadonlySet<string>): Chosen {
  return { has: (id) => !left.has(id), size: total - left.size }
}

/** The rows of a table that are wanted, looked at a page at a time. */
function chosenRows<C extends Record<string, SQLiteColumn>>(
  db: ReadableDb,
  table: OwnedTable,
  officeId: string,
  columns: C,
  wanted: (row: { [K in keyof C]: C[K]['_']['notNull'] extends true ? string : string | null }) => boolean,
): Chosen {
  const left = new Set<string>()
  let total = 0
  for (let last = ''; ; ) {
    const page = db
      .select({ ...columns, id: table.id })
      .from(table)
      .where(and(eq(table.officeId, officeId), gt(table.id, last)))
      .orderBy(asc(table.id))
      .limit(pageSize)
      .all() as unknown as (Parameters<typeof wanted>[0] & { id: string })[]
    for (const row of page) if (!wanted(row)) left.add(row.id)
    total += page.length
    if (page.length < pageSize) return allBut(total, left)
    last = page.at(-1)?.id ?? ''
  }
}

function countRows(db: ReadableDb, table: OwnedTable, officeId: string): number {
  return db.select({ rows: count() }).from(table).where(eq(table.officeId, officeId)).get()?.rows ?? 0
}

function ids<T extends { id: string }>(
  rows: readonly T[],
  wanted: (row: T) => boolean = () => true,
): Set<string> {
  return new Set(rows.filter(wanted).map((row) => row.id))
}

function present(values: readonly (string | null)[]): Set<string> {
  return new Set(values.filter((value) => value !== null))
}
