import { and, desc, eq, sql } from 'drizzle-orm'
import { entryBudget, packageIn, packageRow, planEntry } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import type { OwnRow } from './owners.ts'
import { recordTypeOf } from './records.ts'
import { type AnsweredKind, answeredKinds } from './rules.ts'

/** Records of one office that a correction can be about, as they stand now. */
export type Records = {
  get(recordType: string, id: string): OwnRow | undefined
  entriesOf(projectId: string): OwnRow[]
  budgetsOf(entryId: string): OwnRow[]
}

/** Rows of an office in this file: its own, or the mirror of what it handed in. */
export function recordsOfOffice(cx: Pick<QueryContext, 'db'>, officeId: string): Records {
  return {
    get(recordType, id) {
      const type = recordTypeOf(recordType)
      if (!type || type.table === null) return undefined
      const { table } = type
      const row = cx.db
        .select()
        .from(table)
        .where(and(eq(table.id, id), eq(table.officeId, officeId)))
        .get() as OwnRow | undefined
      return row && type.holds?.(row) !== false ? row : undefined
    },
    entriesOf: (projectId) =>
      cx.db
        .select()
        .from(planEntry)
        .where(and(eq(planEntry.officeId, officeId), eq(planEntry.projectId, projectId)))
        .all(),
    budgetsOf: (entryId) =>
      cx.db
        .select()
        .from(entryBudget)
        .where(and(eq(entryBudget.officeId, officeId), eq(entryBudget.entryId, entryId)))
        .all(),
  }
}

/** Rows of a laptop's work, which stay beside the district's own until they are accepted (core/fieldwork). */
export function recordsOfPackage(cx: Pick<QueryContext, 'db'>, packageId: string): Records {
  const where = (recordType: string, field: string, value: string) =>
    cx.db
      .select({ data: packageRow.data, rowId: packageRow.rowId })
      .from(packageRow)
      .where(
        and(
          eq(packageRow.packageId, packageId),
          eq(packageRow.recordType, recordType),
          sql`json_extract(${packageRow.data}, ${`$.${field}`}) = ${value}`,
        ),
      )
      .all()
      .map(({ data, rowId }) => ({ ...data, id: rowId }))
  return {
    get(recordType, id) {
      const row = cx.db
        .select({ data: packageRow.data })
        .from(packageRow)
        .where(
          and(
            eq(packageRow.packageId, packageId),
            eq(packageRow.recordType, recordType),
            eq(packageRow.rowId, id),
          ),
        )
        .get()
      return row && { ...row.data, id }
    },
    entriesOf: (projectId) => where('planEntry', 'projectId', projectId),
    budgetsOf: (entryId) => where('entryBudget', 'entryId', entryId),
  }
}

/**
 * The record that stands for another now. An adopted plan is not changed: what is asked of one of its rows is done in
 * the newest edition that was opened after it for the same plan FY, where the same project has a row of its own.
 */
export function standingRecord(records: Records, recordType: string, id: string): OwnRow | undefined {
  const row = records.get(recordType, id)
  if (row === undefined) return undefined
  if (recordType === 'planEntry') return newestEntry(records, row)
  if (recordType !== 'entryBudget') return row
  const entry = records.get('planEntry', String(row.entryId))
  if (entry === undefined) return row
  const newest = newestEntry(records, entry)
  if (newest.id === entry.id) return row
  const { fiscalYear } = row
  return (
    records.budgetsOf(newest.id).find((budget) => budget.fiscalYear === fiscalYear) ?? {
      // An empty cell and 0 baht are the same to a reader of the plan.
      id: row.id,
      entryId: newest.id,
      fiscalYear,
      amount: 0,
    }
  )
}

function newestEntry(records: Records, entry: OwnRow): OwnRow {
  const planFy = records.get('plan', String(entry.planId))?.planFy
  const others = records.entriesOf(String(entry.projectId)).flatMap((one) => {
    const head = records.get('plan', String(one.planId))
    return head && head.planFy === planFy ? [{ entry: one, basedOnId: head.basedOnId }] : []
  })
  const seen = new Set<unknown>()
  for (let at = entry; ; ) {
    if (seen.has(at.planId)) return at
    seen.add(at.planId)
    // Of several editions built on the same one, the last.
    const next = others.filter(({ basedOnId }) => basedOnId === at.planId).at(-1)
    if (next === undefined) return at
    at = next.entry
  }
}

export type PackageRow = typeof packageIn.$inferSelect & { kind: AnsweredKind }

/** Kinds that say themselves what was taken in are not answered. */
export function isAnswered<R extends { kind: string }>(row: R): row is R & { kind: AnsweredKind } {
  return (answeredKinds as readonly string[]).includes(row.kind)
}

/** Packages of an office that are answered, newest first. */
export function answeredPackages(cx: QueryContext, fromOfficeId: string): PackageRow[] {
  return cx.db
    .select()
    .from(packageIn)
    .where(and(eq(packageIn.officeId, cx.office().id), eq(packageIn.fromOfficeId, fromOfficeId)))
    .orderBy(desc(packageIn.sequence), desc(packageIn.id))
    .all()
    .filter(isAnswered)
}

/** Records of the last package of an office: what a correction asked of it is measured by. */
export function handedInRecords(cx: QueryContext, last: PackageRow): Records {
  return last.kind === 'tambonWork' ? recordsOfPackage(cx, last.id) : recordsOfOffice(cx, last.fromOfficeId)
}
