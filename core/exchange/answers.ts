import { createHash } from 'node:crypto'
import { and, count, desc, eq, inArray } from 'drizzle-orm'
import { office, packageIn, packageOut, remark } from '../../db/schema.ts'
import { comparisonFor, decisionsOf } from '../fieldwork/compare.ts'
import { unitLines } from '../fieldwork/works.ts'
import type { QueryContext, TaskContext, TaskGenerator } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { RemarkRow, UnitVerdictRow, VerdictRow } from './answer-records.ts'
import type { ExportResult } from './contract.ts'
import { answeredPackages, isAnswered, type PackageRow } from './remark-records.ts'
import { unitNameOf } from './remarks.ts'
import { type AnswerKind, answeredKinds, answerKinds } from './rules.ts'
import { type Outgoing, type SendTo, sendPackage } from './send.ts'

/** All that this office has to say to another of what that one handed in. */
type Answer = {
  kind: AnswerKind
  /** The package that it handed in last: the one that is answered. */
  last: PackageRow
  rows: { verdict: Omit<VerdictRow, 'answerNo'>[]; unitVerdict: UnitVerdictRow[]; remark: RemarkRow[] }
  /** Hash of all that is said. */
  says: string
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

/** What stands today, of every package of an office; null where it has handed in nothing that is answered. */
function answerTo(cx: QueryContext, officeId: string): Answer | null {
  const packages = answeredPackages(cx, officeId)
  const last = packages[0]
  if (last === undefined) return null
  const ids = packages.map((row) => row.id)
  const rows = {
    verdict: packages.map((row) => ({
      id: row.id,
      kind: row.kind,
      sequence: row.sequence,
      sha256: row.sha256,
      planFy: row.planFy,
      state: row.state,
      receivedOn: row.receivedOn,
      decidedOn: row.decidedOn,
      reasons: row.reasons,
      counts: row.counts,
    })),
    unitVerdict: packages.flatMap((row) => unitVerdicts(cx, row)),
    remark: cx.db
      .select()
      .from(remark)
      .where(and(eq(remark.direction, 'made'), inArray(remark.packageId, ids)))
      .all()
      .map(
        ({
          id,
          packageId,
          unit,
          recordType,
          rowId,
          subject,
          field,
          handedIn,
          proposed,
          text,
        }): RemarkRow => ({
          ...{ id, verdictId: packageId, unit, recordType, rowId, subject, field },
          ...{ handedIn, proposed, text },
        }),
      ),
  }
  for (const list of Object.values(rows)) list.sort(byId)
  return {
    kind: last.state === 'returned' || last.state === 'partly' ? 'return' : 'receipt',
    last,
    rows,
    // a village that is called otherwise now is no news
    says: createHash('sha256')
      .update(JSON.stringify(rows, (key, value: unknown) => (key === 'name' ? undefined : value)))
      .digest('hex'),
  }
}

/** Village by village what was decided of a laptop's work; of a submission nothing, for it is decided as a whole. */
function unitVerdicts(cx: QueryContext, row: PackageRow): UnitVerdictRow[] {
  if (row.kind !== 'tambonWork') return []
  return decisionsOf(cx, [row.id]).map(({ unit, state, reasons }) => ({
    ...unitRow(row, unit, unitNameOf(cx, unit, row.id)),
    ...{ state, reasons },
  }))
}

/**
 * Villages of the last work that wait for a decision. They are said where an answer is written anyway, and make none due:
 * what waits changes with the district's own records.
 */
function waitingUnits(cx: QueryContext, row: PackageRow): UnitVerdictRow[] {
  if (row.kind !== 'tambonWork') return []
  return unitLines(cx, comparisonFor(cx, row)).flatMap(({ unit, name, rows, decision }) =>
    decision === null && Object.values(rows).some((count) => count > 0)
      ? [{ ...unitRow(row, unit, name), state: 'waiting' as const, reasons: '' }]
      : [],
  )
}

function unitRow(row: PackageRow, unit: string, name: string) {
  return { id: idOfUnit(row.id, unit), verdictId: row.id, unit, name: name.slice(0, 300) }
}

const idLetters = '0123456789abcdefghjkmnpqrstvwxyz'

/** The same id for the same village of the same package, whenever it is said: the addressee keeps one record of it. */
function idOfUnit(packageId: string, unit: string): string {
  const hash = createHash('sha256').update(`${packageId} ${unit}`).digest()
  return Array.from({ length: 26 }, (_, at) => idLetters[(hash[at] ?? 0) % 32]).join('')
}

/** Answers that were written for an office. */
function answersTo(cx: QueryContext, officeId: string) {
  return and(
    eq(packageOut.officeId, cx.office().id),
    eq(packageOut.toOfficeId, officeId),
    inArray(packageOut.kind, [...answerKinds]),
  )
}

/** The last answer written for an office. */
function lastAnswer(cx: QueryContext, officeId: string): { says: string } | undefined {
  return cx.db
    .select({ says: packageOut.says })
    .from(packageOut)
    .where(answersTo(cx, officeId))
    .orderBy(desc(packageOut.id))
    .limit(1)
    .get()
}

function answersWritten(cx: QueryContext, officeId: string): number {
  const row = cx.db.select({ n: count() }).from(packageOut).where(answersTo(cx, officeId)).get()
  return row?.n ?? 0
}

/** Offices whose packages are answered here. */
function answeredOffices(cx: QueryContext): { id: string; name: string }[] {
  return cx.db
    .selectDistinct({ id: office.id, name: office.name })
    .from(packageIn)
    .innerJoin(office, eq(packageIn.fromOfficeId, office.id))
    .where(and(eq(packageIn.officeId, cx.office().id), inArray(packageIn.kind, [...answeredKinds])))
    .orderBy(office.districtCode, office.id)
    .all()
}

/**
 * Offices that have not been told what stands now: nothing was written since they handed in, or since a decision or a
 * request that came after. A decision that was undone before anybody was told is none.
 */
export function answersDue(
  cx: QueryContext,
): { packageId: string; officeName: string; kind: AnswerKind; sequence: number }[] {
  return answeredOffices(cx).flatMap(({ id, name }) => {
    const answer = answerTo(cx, id)
    if (answer === null || lastAnswer(cx, id)?.says === answer.says) return []
    const { kind, last } = answer
    return [{ packageId: last.id, officeName: name, kind, sequence: last.sequence }]
  })
}

/** Offices by id that have been told all that stands now. */
export function officesAnswered(cx: QueryContext): ReadonlySet<string> {
  return new Set(
    answeredOffices(cx).flatMap(({ id }) =>
      lastAnswer(cx, id)?.says === answerTo(cx, id)?.says ? [id] : [],
    ),
  )
}

/**
 * Writes the answer for the office that a package came from: the receipt or, where its last package (or a village of
 * it) is returned, the return, with the list of corrections as a paper.
 *
 * @throws Fault as sendPackage; record.notFound for a package that is not answered
 */
export async function* exportAnswer(
  cx: TaskContext,
  { packageId, ...to }: SendTo & { packageId: string },
): TaskGenerator<ExportResult> {
  const row = cx.db
    .select()
    .from(packageIn)
    .where(and(eq(packageIn.id, packageId), eq(packageIn.officeId, cx.office().id)))
    .get()
  if (!row || !isAnswered(row)) throw new Fault('record.notFound', { kind: 'packageIn', id: packageId })
  return yield* sendPackage(cx, answerFor(cx, row.fromOfficeId), to)
}

function answerFor(cx: QueryContext, officeId: string): Outgoing {
  const answer = mustAnswer(cx, officeId)
  const to = cx.db.select().from(office).where(eq(office.id, officeId)).get()
  let says = answer.says
  return {
    kind: answer.kind,
    planFy: answer.last.planFy,
    toOffice: to?.name ?? '',
    toOfficeId: officeId,
    toCode: to?.districtCode ?? to?.provinceCode ?? '',
    tambonCodes: [],
    baseSequence: 0,
    aboutId: answer.last.id,
    collect() {
      const now = mustAnswer(cx, officeId)
      // Another kind, another number: begun anew by the person.
      if (now.kind !== answer.kind) throw new Fault('package.recordsChanging', {})
      says = now.says
      const answerNo = answersWritten(cx, officeId) + 1
      return {
        rows({ name }) {
          if (name === 'verdict') return now.rows.verdict.map((row) => ({ ...row, answerNo }))
          if (name === 'unitVerdict')
            return [...now.rows.unitVerdict, ...waitingUnits(cx, now.last)].sort(byId)
          return name === 'remark' ? now.rows.remark : []
        },
      }
    },
    papers: () =>
      answer.rows.remark.length === 0 && answer.kind === 'receipt'
        ? []
        : [
            { paper: { kind: 'corrections', id: answer.last.id }, format: 'pdf' },
            { paper: { kind: 'corrections', id: answer.last.id }, format: 'xlsx' },
          ],
    also: (cmd, id) => cmd.own.update(packageOut, id, { says }),
  }
}

function mustAnswer(cx: QueryContext, officeId: string): Answer {
  const answer = answerTo(cx, officeId)
  if (answer === null) throw new Fault('record.notFound', { kind: 'packageIn', id: officeId })
  return answer
}
