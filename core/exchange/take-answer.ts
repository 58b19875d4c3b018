import { and, eq, inArray, max } from 'drizzle-orm'
import { packageIn, packageOut, remark } from '../../db/schema.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { sameValue } from '../kernel/same-value.ts'
import type { NewRow } from '../kernel/write.ts'
import {
  type RemarkRow,
  remarkFields,
  type UnitVerdictRow,
  unitVerdictFields,
  type VerdictRow,
  verdictFields,
} from './answer-records.ts'
import type { Verdict } from './contract.ts'
import { packageLimits, recordPath } from './format.ts'
import { mustBeHoldable, readPackageRows } from './read-rows.ts'
import { recordTypeOf } from './records.ts'
import { rememberPackage } from './remember.ts'
import { formatVersion } from './rules.ts'
import type { Incoming, Shown, Taker } from './taker.ts'

/** Rows of a record type that one answer has at most: an office hands in once in a while, and people read requests. */
const mostRows = 20_000

type OutRow = typeof packageOut.$inferSelect
type Line<R> = { row: R; line: number }
type Read = { verdict: Line<VerdictRow>[]; unitVerdict: Line<UnitVerdictRow>[]; remark: Line<RemarkRow>[] }

/** A verdict with the own package that it is about. */
type Judged = { verdict: VerdictRow; out: OutRow }

/**
 * Receipts and returns: what became of the packages of this office, and what it is asked to correct. Addressed to this
 * office by its id; an answer about a package that it never made is refused whole.
 */
export const answerTaker: Taker = {
  profiles: ['district', 'tambon'],
  from: (own) => (own.profile === 'district' ? 'province' : 'district'),
  gaps: 'passed',
  isInPlace: (cx, info) => info.toOfficeId === cx.office().id,
  writes: 'own',
  async *compare(cx, incoming, staging) {
    mustBeHoldable(incoming.pack, packageLimits.answerBytes)
    const rows: Read = { verdict: [], unitVerdict: [], remark: [] }
    yield* readPackageRows(cx, incoming.pack, staging, {
      sink: {
        row(type, row, line) {
          if (line > mostRows) throw badRecord(type.name, line, 'tooMany')
          if (type.name === 'verdict') rows.verdict.push({ row: verdictFields.parse(row), line })
          else if (type.name === 'unitVerdict')
            rows.unitVerdict.push({ row: unitVerdictFields.parse(row), line })
          else if (type.name === 'remark') rows.remark.push({ row: remarkOf(incoming, row, line), line })
        },
      },
    })
    judge(cx, incoming, rows)
    return {
      show: (at) => shownOf(at, incoming, rows),
      attachments: new Set(),
      apply: (cmd, shown) => apply(cmd, incoming, rows, shown),
    }
  },
}

function badRecord(recordType: string, line: number, reason: string): Fault {
  return new Fault('package.badRecord', { file: recordPath(recordType), line, reason })
}

/**
 * A request whose record, field and value this program knows. Of a newer program's records it keeps the words: there is
 * nothing here that the value could be written into.
 */
function remarkOf({ pack }: Incoming, raw: unknown, line: number): RemarkRow {
  const row = remarkFields.parse(raw)
  if ((row.recordType === '') !== (row.rowId === null) || (row.field !== '' && row.rowId === null))
    throw badRecord('remark', line, 'rowId')
  if (row.field === '' && (row.handedIn !== null || row.proposed !== null))
    throw badRecord('remark', line, 'field')
  const type = recordTypeOf(row.recordType)
  const field = type && Object.hasOwn(type.row.shape, row.field) ? type.row.shape[row.field] : undefined
  const isNewer = pack.minor > formatVersion.minor
  if (row.recordType !== '' && type?.table == null) {
    if (!isNewer) throw badRecord('remark', line, 'recordType')
    return { ...row, recordType: '', rowId: null, field: '', handedIn: null, proposed: null }
  }
  if (row.field === '') return row
  const parsed = field?.safeParse(row.proposed)
  if (parsed?.success) return { ...row, proposed: parsed.data ?? null }
  if (!isNewer) throw badRecord('remark', line, field ? 'proposed' : 'field')
  return { ...row, field: '', handedIn: null, proposed: null }
}

/**
 * Every verdict names a package that this office made: number and content agree.
 *
 * @throws Fault package.answerNotSent, answerOtherContent; badRecord for a package that is named twice;
 *   foreignRecord for a request whose id is another record's here
 */
function judge(cx: QueryContext, { info }: Incoming, rows: Read): Judged[] {
  const seen = new Set<string>()
  const judged = rows.verdict.map(({ row: verdict, line }): Judged => {
    const { sequence, planFy } = verdict
    const params = { office: info.fromOfficeName, sequence, planFy }
    const same = cx.db
      .select()
      .from(packageOut)
      .where(
        and(
          eq(packageOut.officeId, cx.office().id),
          eq(packageOut.kind, verdict.kind),
          eq(packageOut.sequence, sequence),
          inArray(packageOut.toOfficeId, ['', info.fromOfficeId]),
        ),
      )
      .all()
    const out = same.find((one) => one.sha256 === verdict.sha256)
    if (same.length === 0) throw new Fault('package.answerNotSent', params)
    if (out === undefined) throw new Fault('package.answerOtherContent', params)
    if (seen.has(out.id)) throw badRecord('verdict', line, 'sequence')
    seen.add(out.id)
    return { verdict, out }
  })
  for (const { row, line } of rows.verdict)
    if (row.answerNo !== rows.verdict[0]?.row.answerNo) throw badRecord('verdict', line, 'answerNo')
  // Of both something is kept that a person settles, under their ids.
  const units = new Set(rows.unitVerdict.map(({ row }) => row.id))
  for (const { row, line } of rows.remark) if (units.has(row.id)) throw badRecord('remark', line, 'id')
  for (const { row, line } of rows.remark) mustBeOf(cx, info.fromOfficeId, row.id, 'remark', line)
  for (const { row, line } of rows.unitVerdict) mustBeOf(cx, info.fromOfficeId, row.id, 'unitVerdict', line)
  return judged
}

/** A request is new here, or came from the same office before. */
function mustBeOf(
  cx: QueryContext,
  fromOfficeId: string,
  id: string,
  recordType: string,
  line: number,
): void {
  const held = cx.db
    .select({ direction: remark.direction, from: packageIn.fromOfficeId })
    .from(remark)
    .innerJoin(packageIn, eq(remark.packageId, packageIn.id))
    .where(eq(remark.id, id))
    .get()
  if (held && (held.direction !== 'got' || held.from !== fromOfficeId))
    throw new Fault('package.foreignRecord', { file: recordPath(recordType), line })
}

// ── what is kept ────────────────────────────────────────────────────────────────────────────────────────────────

type Wanted = NewRow<typeof remark> & { id: string }

/**
 * The requests as they will be kept: those of the answer, and the reasons for which villages of the last work were
 * returned, which are requests in words. Of works before it the villages say nothing any more: they came again.
 */
function requestsOf(rows: Read, judged: readonly Judged[]): Omit<Wanted, 'packageId' | 'dated'>[] {
  const outOf = new Map(judged.map(({ verdict, out }) => [verdict.id, out]))
  const last = judged.reduce<Judged | undefined>(
    (best, one) => (best && best.out.sequence >= one.out.sequence ? best : one),
    undefined,
  )
  const ofUnits = rows.unitVerdict.flatMap(({ row }) =>
    row.state === 'returned' && row.verdictId === last?.verdict.id
      ? [
          {
            ...{ id: row.id, unit: row.unit, recordType: '', rowId: null, subject: row.name },
            ...{ field: '', handedIn: null, proposed: null, text: row.reasons },
            aboutId: last.out.id,
          },
        ]
      : [],
  )
  const asked = rows.remark.map(({ row: { verdictId, ...row } }) => ({
    ...row,
    aboutId: outOf.get(verdictId)?.id ?? null,
  }))
  return [...ofUnits, ...asked].map((row) => ({ ...row, direction: 'got' as const }))
}

/** Requests of that office that are here. */
function heldRequests(cx: QueryContext, fromOfficeId: string): Map<string, typeof remark.$inferSelect> {
  return new Map(
    cx.db
      .select({ row: remark })
      .from(remark)
      .innerJoin(packageIn, eq(remark.packageId, packageIn.id))
      .where(
        and(
          eq(remark.officeId, cx.office().id),
          eq(remark.direction, 'got'),
          eq(packageIn.fromOfficeId, fromOfficeId),
        ),
      )
      .all()
      .map(({ row }) => [row.id, row]),
  )
}

/** Number of the newest answer of that office that was taken in; receipts and returns are numbered together. */
function heldAnswerNo(cx: QueryContext, fromOfficeId: string): number {
  const row = cx.db
    .select({ no: max(packageOut.answerNo) })
    .from(packageOut)
    .innerJoin(packageIn, eq(packageOut.answerPackageId, packageIn.id))
    .where(and(eq(packageOut.officeId, cx.office().id), eq(packageIn.fromOfficeId, fromOfficeId)))
    .get()
  return row?.no ?? 0
}

const isOlder = (cx: QueryContext, fromOfficeId: string, rows: Read) =>
  Math.max(0, ...rows.verdict.map(({ row }) => row.answerNo)) < heldAnswerNo(cx, fromOfficeId)

/**
 * A verdict of an older answer says nothing any more, and of two of one number the better stands. Numbers are those of one
 * office: a new one in its place begins again.
 */
function isNews(cx: QueryContext, fromOfficeId: string, { verdict, out }: Judged): boolean {
  const held = cx.db
    .select({ from: packageIn.fromOfficeId })
    .from(packageIn)
    .where(eq(packageIn.id, out.answerPackageId ?? ''))
    .get()
  if (held?.from !== fromOfficeId) return true
  if (verdict.answerNo !== out.answerNo) return verdict.answerNo > out.answerNo
  return out.answer !== 'accepted' || verdict.state === 'accepted'
}

const askedFields = [
  'unit',
  'recordType',
  'rowId',
  'subject',
  'field',
  'handedIn',
  'proposed',
  'text',
] as const

/** What the answer changes of the requests: a choice that was made stays, unless another value is proposed now. */
function changesOfRequests(
  held: ReadonlyMap<string, typeof remark.$inferSelect>,
  wanted: readonly Omit<Wanted, 'packageId' | 'dated'>[],
) {
  const ids = new Set(wanted.map(({ id }) => id))
  const changed = wanted.flatMap((row) => {
    const before = held.get(row.id)
    if (!before || askedFields.every((field) => sameValue(before[field], row[field]))) return []
    const isAsked = before.field === row.field && sameValue(before.proposed, row.proposed)
    return [{ row, before, reopens: before.state !== 'open' && !isAsked }]
  })
  return {
    added: wanted.filter(({ id }) => !held.has(id)),
    changed,
    // What was settled stays for the record.
    removed: [...held.values()].filter(({ id, state }) => !ids.has(id) && state === 'open'),
    same: wanted.length - wanted.filter(({ id }) => !held.has(id)).length - changed.length,
  }
}

function apply(cmd: CommandContext, incoming: Incoming, rows: Read, shown: Shown): string {
  const { info } = incoming
  // Another window may have handed in or taken in since.
  const judged = judge(cmd, incoming, rows)
  const tooLate = isOlder(cmd, info.fromOfficeId, rows)
  const held = heldRequests(cmd, info.fromOfficeId)
  const id = rememberPackage(cmd, incoming, {
    from: answerTaker.from(cmd.office()),
    shown,
    exact: null,
  })
  for (const one of judged) {
    if (!isNews(cmd, info.fromOfficeId, one)) continue
    const { verdict, out } = one
    cmd.write.update(packageOut, out.id, {
      answer: verdict.state,
      answerReceivedOn: verdict.receivedOn,
      answerDecidedOn: verdict.decidedOn,
      answerReasons: verdict.reasons,
      answerPackageId: id,
      answerNo: verdict.answerNo,
    })
  }
  if (tooLate) return id
  const { added, changed, removed } = changesOfRequests(held, requestsOf(rows, judged))
  for (const row of added) cmd.write.insert(remark, { ...row, packageId: id, dated: info.createdOn })
  for (const { row, reopens } of changed) {
    const { id: remarkId, ...fields } = row
    cmd.write.update(remark, remarkId, {
      ...fields,
      ...(reopens ? { state: 'open', ownValue: null, settledOn: null, settledBy: '' } : {}),
    })
  }
  for (const row of removed) cmd.write.remove(remark, row.id)
  return id
}

function shownOf(cx: QueryContext, incoming: Incoming, rows: Read): Shown {
  const { fromOfficeId } = incoming.info
  const held = heldRequests(cx, fromOfficeId)
  const judged = judge(cx, incoming, rows)
  const { added, changed, removed, same } = isOlder(cx, fromOfficeId, rows)
    ? { added: [], changed: [], removed: [], same: held.size }
    : changesOfRequests(held, requestsOf(rows, judged))
  return {
    changes: [
      {
        table: 'remark',
        added: added.length,
        changed: changed.length,
        removed: removed.length,
        same,
      },
    ],
    differences: [],
    more: 0,
    verdicts: verdictsOf(rows),
  }
}

/** Newest package first. */
function verdictsOf(rows: Read): Verdict[] {
  return rows.verdict
    .map(({ row: { id, answerNo: _no, ...verdict } }) => ({
      ...verdict,
      units: rows.unitVerdict.flatMap(({ row: { unit, name, state, reasons, verdictId } }) =>
        verdictId === id ? [{ unit, name, state, reasons }] : [],
      ),
      remarks: rows.remark.filter(({ row }) => row.verdictId === id).length,
    }))
    .sort((a, b) => b.sequence - a.sequence)
}
