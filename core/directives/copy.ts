/** Last year's duties for another letter (C1), and next year's letter before it has come (C30). */
import { and, eq } from 'drizzle-orm'
import { directive, duty } from '../../db/schema.ts'
import { readDaysOff } from '../calendar/queries.ts'
import type { FaultIssue } from '../faults.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { rulesByKey } from '../rules/queries.ts'
import { addDays, addYears, buddhistYearOf } from '../thai/dates.ts'
import { searchKey } from '../thai/text.ts'
import type { ArrivedDuty, CopyProposal, ProposedDuty } from './contract.ts'
import { matchDuties, moveDue, moveText } from './last-year.ts'
import { daysOffOf, hangsOnDuty, mustGetHead } from './queries.ts'
import type { DutyFields } from './rules.ts'

function dutyRows(cx: QueryContext, directiveId: string): (typeof duty.$inferSelect)[] {
  return cx.db
    .select()
    .from(duty)
    .where(eq(duty.directiveId, directiveId))
    .all()
    .sort((a, b) => a.no - b.no || (a.id < b.id ? -1 : 1))
}

/**
 * What the duties of a letter would be in another edition: due dates on the same day of that year, or the working day
 * before; the years of the text moved on. Nothing is written: a person sees the difference and confirms it.
 *
 * @param input editionFy: the edition of a letter that is to be opened (null = the next); intoId: a letter that is there
 * @throws Fault record.notFound; directive.copyBackwards into an older edition
 */
export function proposeCopy(
  cx: QueryContext,
  input: { fromId: string; editionFy: number | null; intoId: string | null },
): CopyProposal {
  const from = mustGetHead(cx, input.fromId)
  const into = input.intoId === null ? null : mustGetHead(cx, input.intoId)
  const editionFy = into?.editionFy ?? input.editionFy ?? from.editionFy + 1
  const years = editionFy - from.editionFy
  // Into the same year only where a letter of that year is there: a supplement that repeats the duties.
  if (years < 0 || (years === 0 && into === null))
    throw new Fault('directive.copyBackwards', { from: from.editionFy, to: editionFy })
  const kinds = rulesByKey(cx, 'duty-kinds')
  const rows = dutyRows(cx, from.id)
  const there = into === null ? [] : dutyRows(cx, into.id)
  const moved = rows.flatMap((row) => (row.dueOn === null ? [] : [addYears(row.dueOn, years)]))
  const first = [...moved].sort()[0]
  // Far enough back that the working day before a run of holidays is among the known days.
  const off = first === undefined ? new Map<string, string>() : daysOffOf(cx, [addDays(first, -21), ...moved])
  const letterYear = Math.min(buddhistYearOf(from.dated), from.editionFy)
  const alike = matchDuties(
    there.map(({ id, no, kind, text }) => ({ id, no, kind, text })),
    rows,
  ).ids
  const used = new Set(there.map((row) => row.no))
  const duties = rows.map((row, at): ProposedDuty => {
    const due = row.dueOn === null ? null : moveDue(row.dueOn, years, off)
    const text = moveText(
      row.text,
      years,
      letterYear,
      due === null ? null : { before: due.before, after: due.dueOn },
    )
    const same = there.find((one) => one.id === alike[at])
    let no = row.no
    while (used.has(no)) no += 1
    used.add(no)
    return {
      fromDutyId: row.id,
      no,
      kind: row.kind,
      kindName: kinds.get(row.kind)?.name ?? row.kind,
      ownerName: row.ownerName,
      before: row.text,
      text: text.text,
      changes: text.changes,
      dueOn: due?.dueOn ?? null,
      due,
      alike: same ? { no: same.no, text: same.text } : null,
    }
  })
  return {
    from: { id: from.id, name: from.name, editionFy: from.editionFy, planFy: from.planFy },
    years,
    editionFy,
    planFy: into?.planFy ?? from.planFy + years,
    unknownHolidays:
      first === undefined
        ? []
        : readDaysOff(cx, { from: first, to: [...moved].sort().at(-1) ?? first }).yearsWithoutLunar,
    dated: into?.dated ?? addYears(from.dated, years),
    subject: into?.subject ?? moveText(from.subject, years, letterYear, null).text,
    subjectBefore: from.subject,
    duties,
  }
}

type CopiedRow = DutyFields & { fromDutyId: string }

/** @throws Fault input.invalid at the rows; record.notFound for a duty of another letter */
function insertCopies(
  cx: CommandContext,
  fromId: string,
  into: { id: string; dated: string },
  rows: readonly CopiedRow[],
): string[] {
  const kinds = rulesByKey(cx, 'duty-kinds')
  const own = new Set(dutyRows(cx, fromId).map((row) => row.id))
  const numbers = new Set(dutyRows(cx, into.id).map((row) => row.no))
  const issues: FaultIssue[] = []
  for (const [at, row] of rows.entries()) {
    const wrong = (field: string, key: string, params: FaultIssue['params'] = {}) =>
      issues.push({ path: ['rows', at, field], key, params })
    if (!own.has(row.fromDutyId)) throw new Fault('record.notFound', { kind: 'duty', id: row.fromDutyId })
    if (!kinds.has(row.kind)) wrong('kind', 'unknownKey', { name: row.kind })
    if (numbers.has(row.no)) wrong('no', 'numberTwice', { no: row.no })
    if (row.dueOn !== null && row.dueOn < into.dated) wrong('dueOn', 'dueBeforeLetter')
    numbers.add(row.no)
  }
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  return rows.map(({ fromDutyId, ...row }) =>
    cx.write.insert(duty, { ...row, directiveId: into.id, state: 'open', copiedFromId: fromDutyId }),
  )
}

/** Duties as a person has confirmed them, into a letter that is there. @throws Fault input.invalid, record.* */
export function copyDuties(
  cx: CommandContext,
  input: { fromId: string; intoId: string; rows: CopiedRow[] },
): { ids: string[] } {
  const into = cx.write.mustOwn(directive, input.intoId)
  cx.write.mustOwn(directive, input.fromId)
  const ids = insertCopies(cx, input.fromId, into, input.rows)
  if (into.copiedFromId === null && into.id !== input.fromId)
    cx.write.update(directive, into.id, { copiedFromId: input.fromId })
  cx.about('directive', into.id)
  return { ids }
}

/**
 * Opens the letter of a coming year before it has come: without number, on the day it is expected.
 *
 * @throws Fault directive.expectedAlready when a letter of that edition and plan FY is there; input.invalid, record.*
 */
export function openExpected(
  cx: CommandContext,
  input: {
    fromId: string
    editionFy: number
    planFy: number
    dated: string
    subject: string
    rows: CopiedRow[]
  },
): { id: string } {
  const from = cx.write.mustOwn(directive, input.fromId)
  if (input.planFy < input.editionFy)
    throw new Fault('input.invalid', { issues: [{ path: ['planFy'], key: 'planBeforeEdition', params: {} }] })
  if (letterOfYear(cx, input.editionFy, input.planFy) !== null)
    throw new Fault('directive.expectedAlready', { edition: input.editionFy, plan: input.planFy })
  const subject = input.subject.trim() === '' ? from.subject : input.subject.trim()
  const id = cx.write.insert(directive, {
    number: '',
    state: 'expected',
    form: from.form,
    dated: input.dated,
    receivedOn: null,
    fromOffice: from.fromOffice,
    subject,
    editionFy: input.editionFy,
    planFy: input.planFy,
    body: '',
    // the same papers are looked for; their files are this year's
    enclosures: from.enclosures.map(({ title, quantity }) => ({ title, quantity })),
    example: from.example,
    copiedFromId: from.id,
  })
  insertCopies(cx, from.id, { id, dated: input.dated }, input.rows)
  cx.about('directive', id)
  return { id }
}

/** The letter of an edition and plan FY, one that came before one that is expected; null = none. */
function letterOfYear(cx: QueryContext, editionFy: number, planFy: number): string | null {
  const rows = cx.db
    .select({ id: directive.id, state: directive.state })
    .from(directive)
    .where(
      and(
        eq(directive.officeId, cx.office().id),
        eq(directive.editionFy, editionFy),
        eq(directive.planFy, planFy),
      ),
    )
    .all()
  return (rows.find((row) => row.state === 'received') ?? rows[0])?.id ?? null
}

/**
 * The letter of a plan FY from which the next year's would be opened (C30): the newest one that came and has duties;
 * `there` = that of the new year, if it is registered or expected already.
 */
export function letterToCarry(
  cx: QueryContext,
  input: { fromFy: number; toFy: number },
): { fromId: string; editionFy: number; there: string | null } | null {
  const rows = cx.db
    .select()
    .from(directive)
    .where(
      and(
        eq(directive.officeId, cx.office().id),
        eq(directive.planFy, input.fromFy),
        eq(directive.state, 'received'),
      ),
    )
    .all()
    .filter((row) => dutyRows(cx, row.id).length > 0)
    .sort((a, b) => (a.dated < b.dated ? 1 : a.dated > b.dated ? -1 : a.id < b.id ? 1 : -1))
  const [from] = rows
  if (from === undefined) return null
  const editionFy = from.editionFy + (input.toFy - input.fromFy)
  return { fromId: from.id, editionFy, there: letterOfYear(cx, editionFy, input.toFy) }
}

/** The expected letter of the next year as it is proposed, in one step. */
export function openProposed(cx: CommandContext, fromId: string, editionFy: number): { id: string } {
  const proposal = proposeCopy(cx, { fromId, editionFy, intoId: null })
  return openExpected(cx, {
    fromId,
    editionFy: proposal.editionFy,
    planFy: proposal.planFy,
    dated: proposal.dated,
    subject: proposal.subject,
    rows: proposal.duties.map(({ fromDutyId, no, kind, text, ownerName, dueOn }) => ({
      fromDutyId,
      no,
      kind,
      text,
      ownerName,
      // a duty that was due before its own letter is no date to copy
      dueOn: dueOn !== null && dueOn < proposal.dated ? null : dueOn,
    })),
  })
}

/**
 * The duties of a letter that has come beside those of the expected one: which stay, which changed, which are new and
 * which nobody asks for any more.
 *
 * @throws Fault record.notFound
 */
export function compareArrived(
  cx: QueryContext,
  input: { id: string; duties: { no: number; kind: string; text: string; dueOn: string | null }[] },
): ArrivedDuty[] {
  const rows = dutyRows(cx, mustGetHead(cx, input.id).id)
  const { ids, gone } = matchDuties(rows, input.duties)
  const of = (id: string | null) => {
    const row = rows.find((one) => one.id === id)
    if (row === undefined) return null
    const hangs = Object.values(hangsOnDuty(cx, row)).reduce((all, one) => all + one, 0)
    return { id: row.id, no: row.no, text: row.text, dueOn: row.dueOn, hangs }
  }
  return [
    ...input.duties.map(({ no, text, dueOn }, at): ArrivedDuty => {
      const expected = of(ids[at] ?? null)
      const same =
        expected !== null && searchKey(expected.text) === searchKey(text) && expected.dueOn === dueOn
      return { no, is: expected === null ? 'new' : same ? 'same' : 'changed', expected, text, dueOn }
    }),
    ...gone.flatMap((id): ArrivedDuty[] => {
      const expected = of(id)
      return expected === null
        ? []
        : [{ no: expected.no, is: 'gone', expected, text: expected.text, dueOn: expected.dueOn }]
    }),
  ]
}
