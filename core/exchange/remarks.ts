import { and, desc, eq } from 'drizzle-orm'
import { attachment, office, packageIn, packageRow, remark, village } from '../../db/schema.ts'
import type { FaultIssue } from '../faults.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault, isFault } from '../kernel/fault.ts'
import { issuesOf } from '../kernel/issues.ts'
import { sameValue } from '../kernel/same-value.ts'
import { areaNames } from '../plans/areas.ts'
import type { RemarkLine } from './contract.ts'
import { subjectOf } from './differences.ts'
import { type OwnRow, obstacleOf, writeProposal } from './owners.ts'
import { recordTypeOf } from './records.ts'
import {
  answeredPackages,
  handedInRecords,
  isAnswered,
  type PackageRow,
  type Records,
  recordsOfOffice,
  recordsOfPackage,
  standingRecord,
} from './remark-records.ts'
import { isProposable, type RemarkStanding, standingOf } from './remark-rules.ts'

type RemarkRow = typeof remark.$inferSelect

// ── asking for a correction ─────────────────────────────────────────────────────────────────────────────────────

export type SaveRemark = {
  id: string | null
  packageId: string
  recordType: string
  rowId: string | null
  unit: string
  field: string
  proposed?: unknown
  text: string
}

/**
 * Asks the sender of a package for a correction: of the whole (in words), of a record, of a field with the value that
 * should stand. What was handed in is noted by the program.
 *
 * @throws Fault remark.olderPackage where the office has handed in a newer package; record.notFound for a record that
 *   is not in the package; input.invalid for a field that is none, a value that cannot be, a request without words and
 *   value; record.duplicate for a field that another request is about already
 */
export function saveRemark(cx: CommandContext, input: SaveRemark): { id: string } {
  const of = mustBeLast(cx, input.packageId)
  const before = input.id === null ? null : mustBeMade(cx, input.id)
  if (before !== null && before.packageId !== of.id)
    throw new Fault('record.notFound', { kind: 'remark', id: before.id })
  const fields = { ...aboutWhat(cx, of, input), text: input.text }
  if (fields.field === '' && fields.text === '')
    throw wrong([{ path: ['text'], key: 'required', params: {} }])
  refuseTwice(cx, of, fields, before?.id ?? null)
  cx.about('packageIn', of.id)
  if (before !== null) {
    cx.write.update(remark, before.id, fields)
    return { id: before.id }
  }
  const id = cx.write.insert(remark, { ...fields, direction: 'made', packageId: of.id, dated: cx.today() })
  return { id }
}

/** What a request is about, with the record's name and the value that was handed in. */
function aboutWhat(cx: CommandContext, of: PackageRow, input: SaveRemark) {
  if (input.recordType === '' || input.rowId === null) {
    if (input.recordType !== '' || input.rowId !== null || input.field !== '')
      throw wrong([{ path: ['rowId'], key: 'required', params: {} }])
    return {
      ...{ unit: knownUnit(cx, of, input.unit), recordType: '', rowId: null },
      ...{ subject: '', field: '', handedIn: null, proposed: null },
    }
  }
  const { recordType, rowId, field } = input
  const records = handedInRecords(cx, of)
  const type = recordTypeOf(recordType)
  const row = records.get(recordType, rowId)
  if (!type || row === undefined) throw new Fault('record.notFound', { kind: recordType, id: rowId })
  const about = {
    unit: unitOfRecord(cx, of, recordType, rowId),
    recordType,
    rowId,
    subject: subjectOf(recordType, row, cx, records.get).slice(0, 400),
  }
  if (field === '') return { ...about, field: '', handedIn: null, proposed: null }
  if (!isProposable(type, field)) throw wrong([{ path: ['field'], key: 'invalid', params: {} }])
  if (input.proposed === undefined) throw wrong([{ path: ['proposed'], key: 'required', params: {} }])
  const parsed = type.row.shape[field]?.safeParse(input.proposed)
  if (!parsed?.success)
    throw wrong(
      issuesOf(parsed?.error?.issues ?? []).map((one) => ({ ...one, path: ['proposed', ...one.path] })),
    )
  return { ...about, field, handedIn: row[field] ?? null, proposed: parsed.data ?? null }
}

function wrong(issues: FaultIssue[]): Fault {
  return new Fault('input.invalid', { issues })
}

/** Two requests about one field would say two things. */
function refuseTwice(
  cx: CommandContext,
  of: PackageRow,
  fields: Pick<RemarkRow, 'recordType' | 'rowId' | 'field' | 'subject'>,
  except: string | null,
): void {
  if (fields.field === '' || fields.rowId === null) return
  const twice = cx.db
    .select({ id: remark.id })
    .from(remark)
    .where(
      and(
        eq(remark.packageId, of.id),
        eq(remark.direction, 'made'),
        eq(remark.recordType, fields.recordType),
        eq(remark.rowId, fields.rowId),
        eq(remark.field, fields.field),
      ),
    )
    .all()
    .some(({ id }) => id !== except)
  if (twice) throw new Fault('record.duplicate', { kind: 'remark', what: fields.subject })
}

/** The last package of an office: what it handed in before is no longer what stands. */
function mustBeLast(cx: CommandContext, packageId: string): PackageRow {
  const row = cx.write.mustOwn(packageIn, packageId)
  if (!isAnswered(row)) throw new Fault('record.notFound', { kind: 'packageIn', id: packageId })
  const last = answeredPackages(cx, row.fromOfficeId)[0]
  if (last && last.id !== row.id) {
    throw new Fault('remark.olderPackage', {
      office: cx.write.mustGet(office, row.fromOfficeId).name,
      sequence: row.sequence,
      last: last.sequence,
    })
  }
  return row
}

function mustBeMade(cx: CommandContext, id: string): RemarkRow {
  const row = cx.write.mustOwn(remark, id)
  if (row.direction !== 'made') throw new Fault('record.notFound', { kind: 'remark', id })
  return row
}

function unitOfRecord(cx: QueryContext, of: PackageRow, recordType: string, rowId: string): string {
  if (of.kind !== 'tambonWork') return ''
  const row = cx.db
    .select({ unit: packageRow.unit })
    .from(packageRow)
    .where(
      and(
        eq(packageRow.packageId, of.id),
        eq(packageRow.recordType, recordType),
        eq(packageRow.rowId, rowId),
      ),
    )
    .get()
  return row?.unit ?? ''
}

/** A village or tambon that the work has; a submission is not told apart by place. */
function knownUnit(cx: QueryContext, of: PackageRow, unit: string): string {
  if (unit === '') return ''
  const known = cx.db
    .select({ unit: packageRow.unit })
    .from(packageRow)
    .where(and(eq(packageRow.packageId, of.id), eq(packageRow.unit, unit)))
    .limit(1)
    .get()
  if (!known) throw new Fault('record.notFound', { kind: 'unit', id: unit })
  return unit
}

/** Takes a request back. Where it has gone out already, the next answer takes it away there too. */
export function removeRemark(cx: CommandContext, input: { id: string }): void {
  const row = mustBeMade(cx, input.id)
  cx.write.remove(remark, row.id)
  cx.about('packageIn', row.packageId)
}

// ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Corrections asked for, what is open first. `packageId`: of the package that came in, the return that brought them or
 * the own package that they are about.
 */
export function remarks(
  cx: QueryContext,
  input: { direction: 'made' | 'got'; packageId?: string | undefined },
): RemarkLine[] {
  const rows = cx.db
    .select({ row: remark, fromOfficeId: packageIn.fromOfficeId, officeName: office.name })
    .from(remark)
    .innerJoin(packageIn, eq(remark.packageId, packageIn.id))
    .innerJoin(office, eq(packageIn.fromOfficeId, office.id))
    .where(and(eq(remark.officeId, cx.office().id), eq(remark.direction, input.direction)))
    .orderBy(desc(remark.packageId), remark.id)
    .all()
    .filter(
      ({ row }) =>
        input.packageId === undefined || row.packageId === input.packageId || row.aboutId === input.packageId,
    )
  const recordsOf = recordsReader(cx)
  const lines = rows.map(({ row, fromOfficeId, officeName: name }) =>
    lineOf(cx, row, name, row.direction === 'made' ? recordsOf.handedIn(fromOfficeId) : recordsOf.own),
  )
  return [...lines.filter(({ state }) => state === 'open'), ...lines.filter(({ state }) => state !== 'open')]
}

/** Records by which requests are measured: the own ones, or the last that an office handed in. */
function recordsReader(cx: QueryContext): { own: Records; handedIn(fromOfficeId: string): Records } {
  const byOffice = new Map<string, Records>()
  return {
    own: recordsOfOffice(cx, cx.office().id),
    handedIn(fromOfficeId) {
      const last = answeredPackages(cx, fromOfficeId)[0]
      const known =
        byOffice.get(fromOfficeId) ?? (last ? handedInRecords(cx, last) : recordsOfOffice(cx, fromOfficeId))
      byOffice.set(fromOfficeId, known)
      return known
    },
  }
}

type Measured = { record: OwnRow | undefined; own: unknown; standing: RemarkStanding }

/** A request measured by the records of today. */
function measure(records: Records, row: RemarkRow): Measured {
  const record =
    row.recordType === '' || row.rowId === null
      ? undefined
      : standingRecord(records, row.recordType, row.rowId)
  const own = row.field === '' || record === undefined ? undefined : (record[row.field] ?? null)
  return { record, own, standing: standingOf(row, own) }
}

function lineOf(cx: QueryContext, row: RemarkRow, name: string, records: Records): RemarkLine {
  const { record, own, standing } = measure(records, row)
  const { officeId: _office, ...fields } = row
  const refused =
    row.direction === 'got' && record !== undefined && (standing === 'clean' || standing === 'conflict')
      ? obstacleOf(cx, row, record)
      : null
  return {
    ...fields,
    officeName: name,
    unitName: unitNameOf(cx, row.unit, row.packageId),
    href: record === undefined ? '' : hrefOf(cx, row.recordType, record),
    own,
    standing,
    obstacle: refused && { code: refused.code, params: refused.params },
  }
}

/** หมู่ที่ 3 บ้านนอก ตำบลพรหมโลก, ตำบลพรหมโลก; '' for what belongs to no place. */
export function unitNameOf(cx: QueryContext, unit: string, packageId: string): string {
  if (unit === '') return ''
  const nameOf = areaNames(cx)
  if (/^\d{6}$/u.test(unit)) return nameOf({ tambonCode: unit })
  const row = villageOf(cx, unit, packageId)
  if (row === undefined) return ''
  return [
    nameOf({ villageName: row.name, villageKind: row.kind, mooNo: row.mooNo }),
    nameOf({ tambonCode: row.tambonCode }),
  ].join(' ')
}

function villageOf(cx: QueryContext, id: string, packageId: string) {
  const own = cx.db.select().from(village).where(eq(village.id, id)).get()
  if (own) return own
  const row = recordsOfPackage(cx, packageId).get('village', id)
  return row as unknown as typeof village.$inferSelect | undefined
}

/** Page of a record. */
function hrefOf(cx: QueryContext, recordType: string, row: OwnRow): string {
  const id = (field: string) => String(row[field])
  switch (recordType) {
    case 'planEntry':
    case 'ranking':
    case 'entryScore':
      return `/plans/${id('planId')}`
    case 'entryBudget': {
      const entry = recordsOfOffice(cx, cx.office().id).get('planEntry', id('entryId'))
      return entry === undefined ? '' : `/plans/${String(entry.planId)}`
    }
    case 'plan':
      return `/plans/${row.id}`
    case 'project':
      return `/projects/${row.id}`
    case 'fate':
    case 'entryReturn':
    case 'projectBrief':
    case 'projectDocument':
      return `/projects/${id('projectId')}`
    case 'projectPair':
      return '/duplicates'
    case 'village':
    case 'villageFigure':
    case 'lao':
    case 'agency':
    case 'villageLao':
    case 'villageAgency':
      return '/geography'
    case 'forum':
      return `/forums/${row.id}`
    case 'forumNeed':
      return `/forums/${id('forumId')}`
    case 'person':
      return '/people'
    case 'post':
      return `/people/${row.id}`
    case 'holding':
      return `/people/${id('postId')}`
    case 'directive':
      return `/directives/${row.id}`
    case 'duty':
    case 'directiveTold':
      return `/directives/${id('directiveId')}`
    case 'dutyNote':
      return '/reports/notes'
    case 'body':
      return `/bodies/${row.id}`
    case 'seat':
      return `/bodies/${id('bodyId')}`
    case 'appointmentOrder':
    case 'orderChange':
      return `/orders/${row.id}`
    case 'meeting':
      return `/meetings/${row.id}`
    case 'meetingBody':
    case 'agendaItem':
    case 'resolution':
    case 'attendance':
    case 'meetingMinutes':
      return `/meetings/${id('meetingId')}`
    case 'activity':
    case 'pledge':
    case 'pledgeReceipt':
      return '/activities'
    case 'letter':
      return `/papers/letters/${row.id}`
    case 'letterAddressee':
      return `/papers/letters/${id('letterId')}`
    case 'resultsReport':
      return `/reports/${row.id}`
    case 'reportText':
    case 'reportFigure':
      return `/reports/${id('reportId')}`
    case 'signatory':
      return '/office'
    default:
      return recordTypeOf(recordType)?.table === attachment ? hrefOfSubject(cx, row) : ''
  }
}

function hrefOfSubject(cx: QueryContext, row: OwnRow): string {
  const table = String(row.subjectTable)
  const subject = recordsOfOffice(cx, cx.office().id).get(table, String(row.subjectId))
  return subject === undefined ? '' : hrefOf(cx, table, subject)
}

// ── settling ────────────────────────────────────────────────────────────────────────────────────────────────────

type Choice = 'taken' | 'kept' | 'done' | 'open'

/**
 * Settles requests that came back, in one step that can be undone. Taken: the proposed value is written by the rules of
 * the record's own area, also where the own value was changed since it was handed in: the person chose it, and both
 * values are kept with the choice. Opened again, a request keeps what was written: undo takes that back.
 *
 * @throws Fault plan.adopted, report.signed and the other faults of the areas; remark.byHand, remark.noValue,
 *   remark.recordGone; input.invalid naming the item and the field; record.notFound
 */
export function settleRemarks(cx: CommandContext, input: { items: { id: string; choice: Choice }[] }): void {
  const records = recordsOfOffice(cx, cx.office().id)
  const items = input.items.map(({ id, choice }, at) => {
    const row = cx.write.mustOwn(remark, id)
    if (row.direction !== 'got') throw new Fault('record.notFound', { kind: 'remark', id })
    return { at, choice, row, ...measure(records, row) }
  })
  takeProposals(
    cx,
    records,
    items.filter(({ choice }) => choice === 'taken'),
  )
  for (const { choice, row, own } of items) {
    cx.write.update(
      remark,
      row.id,
      choice === 'open'
        ? { state: 'open', ownValue: null, settledOn: null, settledBy: '' }
        : { state: choice, ownValue: own ?? null, settledOn: cx.today(), settledBy: cx.actor.name },
    )
  }
  const first = items[0]
  if (first) cx.about('remark', first.row.id)
}

type Item = Measured & { at: number; row: RemarkRow }

/** Several fields of one record are written together: each alone might not fit the others. */
function takeProposals(cx: CommandContext, records: Records, items: readonly Item[]): void {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const { row, record } = item
    const { subject } = row
    if (row.field === '') throw new Fault('remark.noValue', { subject })
    if (record === undefined) throw new Fault('remark.recordGone', { subject })
    if (item.standing === 'same') continue
    const obstacle = obstacleOf(cx, row, record)
    if (obstacle !== null) throw obstacle
    const key = `${row.recordType} ${row.rowId}`
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  for (const group of groups.values()) {
    const { recordType, rowId } = group[0]?.row ?? {}
    if (recordType === undefined || !rowId) continue
    const values: Record<string, unknown> = {}
    for (const { at, row } of group) {
      if (Object.hasOwn(values, row.field) && !sameValue(values[row.field], row.proposed))
        throw wrong([{ path: ['items', at, 'choice'], key: 'twiceInRows', params: {} }])
      values[row.field] = row.proposed
    }
    // Read anew: what was taken before it may have changed it too.
    const record = standingRecord(records, recordType, rowId)
    if (record) inItems(group, () => writeProposal(cx, recordType, record, values))
    for (const { row } of group) mustHaveTaken(records, row)
  }
}

/**
 * A room may have no place for a value (the day of being done, of a duty that is open) and leave it away: that is no
 * taking. A year of 0 baht is taken by there being none.
 */
function mustHaveTaken(records: Records, row: RemarkRow): void {
  const { record, standing } = measure(records, row)
  const isNothing = row.proposed === null || row.proposed === 0 || row.proposed === ''
  if (standing !== 'same' && !(record === undefined && isNothing))
    throw new Fault('remark.byHand', { subject: row.subject })
}

/** What an area finds wrong with a value is said of the request that proposed it. */
function inItems(group: readonly Item[], write: () => void): void {
  try {
    write()
  } catch (error) {
    if (!isFault(error) || error.code !== 'input.invalid') throw error
    const issues = (error.params as { issues: FaultIssue[] }).issues.map((issue) => {
      const item = group.find(({ row }) => issue.path.includes(row.field)) ?? group[0]
      return { ...issue, path: ['items', item?.at ?? 0, ...issue.path] }
    })
    throw new Fault('input.invalid', { issues }, { cause: error })
  }
}
