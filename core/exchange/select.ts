import { and, asc, count, eq, gt, max } from 'drizzle-orm'
import type { ReadableDb } from '../../db/open.ts'
import {
  appointmentOrder,
  attachment,
  audit,
  directive,
  entryBudget,
  fate,
  letter,
  plan,
  planEntry,
  reportText,
  resultsReport,
  seat,
} from '../../db/schema.ts'
import type { OwnedTable } from '../kernel/write.ts'
import { recordTypes } from './records.ts'

/** Ids of the rows that are handed in, by table; null = all rows of the office. */
export type Selection = ReadonlyMap<string, ReadonlySet<string> | null>

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
 * province sees how far they are. Drafts of other years, drafts of orders and letters, persons in no committee and
 * signatories of no paper stay at home (PEERS.md §3.7).
 */
export function selectRecords(db: ReadableDb, officeId: string, planFy: number): Selection {
  const plans = ids(
    db
      .select({ id: plan.id, state: plan.state, planFy: plan.planFy })
      .from(plan)
      .where(eq(plan.officeId, officeId))
      .all(),
    (row) => row.state !== 'draft' || row.planFy === planFy,
  )
  const entryRows = db
    .select({ id: planEntry.id, planId: planEntry.planId, projectId: planEntry.projectId })
    .from(planEntry)
    .where(eq(planEntry.officeId, officeId))
    .all()
    .filter((row) => plans.has(row.planId))
  const entries = ids(entryRows)
  const projects = new Set(entryRows.map((row) => row.projectId))
  const budgets = ids(
    db
      .select({ id: entryBudget.id, entryId: entryBudget.entryId })
      .from(entryBudget)
      .where(eq(entryBudget.officeId, officeId))
      .all(),
    (row) => entries.has(row.entryId),
  )
  const fates = ids(
    db.select({ id: fate.id, projectId: fate.projectId }).from(fate).where(eq(fate.officeId, officeId)).all(),
    (row) => projects.has(row.projectId),
  )
  const seatRows = db
    .select({ id: seat.id, personId: seat.personId })
    .from(seat)
    .where(eq(seat.officeId, officeId))
    .all()
  const orderRows = db
    .select({
      id: appointmentOrder.id,
      state: appointmentOrder.state,
      signatoryId: appointmentOrder.signatoryId,
    })
    .from(appointmentOrder)
    .where(eq(appointmentOrder.officeId, officeId))
    .all()
    .filter((row) => row.state !== 'draft')
  const reportRows = db
    .select({
      id: resultsReport.id,
      state: resultsReport.state,
      signatoryId: resultsReport.signatoryId,
      letterId: resultsReport.letterId,
      planFy: directive.planFy,
    })
    .from(resultsReport)
    .innerJoin(directive, eq(resultsReport.directiveId, directive.id))
    .where(eq(resultsReport.officeId, officeId))
    .all()
    .filter((row) => row.state !== 'draft' || row.planFy === planFy)
  const reports = ids(reportRows)
  const wantedLetters = present(reportRows.map((row) => row.letterId))
  const letterRows = db
    .select({ id: letter.id, signatoryId: letter.signatoryId })
    .from(letter)
    .where(eq(letter.officeId, officeId))
    .all()
    .filter((row) => wantedLetters.has(row.id))
  const texts = ids(
    db
      .select({ id: reportText.id, reportId: reportText.reportId })
      .from(reportText)
      .where(eq(reportText.officeId, officeId))
      .all(),
    (row) => reports.has(row.reportId),
  )
  const chosen = new Map<string, ReadonlySet<string> | null>([
    ['signatory', present([...orderRows, ...reportRows, ...letterRows].map((row) => row.signatoryId))],
    ['person', present(seatRows.map((row) => row.personId))],
    ['plan', plans],
    ['project', projects],
    ['planEntry', entries],
    ['entryBudget', budgets],
    ['fate', fates],
    ['appointmentOrder', ids(orderRows)],
    ['letter', ids(letterRows)],
    ['resultsReport', reports],
    ['reportText', texts],
  ])
  const selection = new Map(recordTypes.map(({ name }) => [name, chosen.get(name) ?? null] as const))
  const owned = new Map<string, ReadonlySet<string>>()
  const attachments = db.select().from(attachment).where(eq(attachment.officeId, officeId)).all()
  for (const row of attachments) {
    const type = recordTypes.find(
      (record) => record.name === row.subjectTable && record.name !== 'attachment',
    )
    if (!type || owned.has(type.name)) continue
    const known = selection.get(type.name) ?? null
    owned.set(type.name, known ?? new Set([...rowsOf(db, type.table, officeId)].map((subject) => subject.id)))
  }
  selection.set(
    'attachment',
    ids(attachments, (row) => owned.get(row.subjectTable)?.has(row.subjectId) === true),
  )
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

/** A row as it is handed in: links to records that stay at home are cut. */
export function cutLoose(table: string, row: Raw, selection: Selection): Raw {
  if (
    table === 'planEntry' &&
    typeof row.takenFromId === 'string' &&
    selection.get('planEntry')?.has(row.takenFromId) === false
  ) {
    return { ...row, takenFromId: null }
  }
  if (
    table === 'appointmentOrder' &&
    typeof row.supersedesId === 'string' &&
    selection.get(table)?.has(row.supersedesId) === false
  ) {
    return { ...row, supersedesId: null }
  }
  if (
    table === 'resultsReport' &&
    typeof row.letterId === 'string' &&
    selection.get('letter')?.has(row.letterId) === false
  ) {
    return { ...row, letterId: null }
  }
  if (table === 'activity' && Array.isArray(row.projectIds)) {
    return {
      ...row,
      projectIds: row.projectIds.filter((id) => selection.get('project')?.has(String(id)) !== false),
    }
  }
  return row
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
