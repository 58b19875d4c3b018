import { and, eq, inArray } from 'drizzle-orm'
import { activity, attachment, pledge, pledgeReceipt, project } from '../../db/schema.ts'
import { attachmentsOf } from '../attachments/queries.ts'
import type { FaultIssue } from '../faults.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readRules, rulesByKey } from '../rules/queries.ts'
import { fiscalYearOf, formatThaiDate } from '../thai/dates.ts'
import type { FateProposal, PastedActivity, RowProblem, Twin } from './contract.ts'
import { alikeIn, countsAsPledged, pledgesWhere } from './partners.ts'
import { readActivityPaste } from './paste.ts'
import { rowsOf, tambonName, twinOf, usualSubject } from './records.ts'
import {
  type ActivityFields,
  type ActivityKind,
  amountOf,
  emptyFields,
  lastDay,
  type PledgeFields,
  persons,
  type QuickFields,
  type ReceiptFields,
} from './rules.ts'

type NewPledge = PledgeFields & { receipts?: ReceiptFields[] | undefined }
type Path = (string | number)[]
/** Persons of one activity above which a figure is a slip of the finger. */
const MOST_PERSONS = 100_000

/**
 * Records an activity of the district or one of its tambons (C18); a new one with what partners promised there.
 *
 * @returns alike: other partners whose names are nearly this one, to be asked about; twin: a record of the same that was
 *   there already, to be remarked
 * @throws Fault input.invalid for a tambon of another office, an unknown group or step, a group twice, a project that
 *   is not here, something held on a day to come, a day far from the edition, persons at something only planned
 */
export function save(
  cx: CommandContext,
  input: { id: string | null; fields: ActivityFields; pledges?: readonly NewPledge[] | undefined },
): { id: string; alike: string[]; twin: Twin | null } {
  const { id, kind, partnerName } = write(cx, input)
  return {
    id,
    alike: kind === 'partner' ? alikeIn(cx, cx.office().id, partnerName) : [],
    twin: twinOf(cx, id),
  }
}

/** The same as part of a larger command, without looking for what is like it. @throws Fault input.invalid */
export function write(
  cx: CommandContext,
  input: { id: string | null; fields: ActivityFields; pledges?: readonly NewPledge[] | undefined },
): { id: string; kind: ActivityKind; partnerName: string } {
  const issues = wrongFields(cx, input.fields, ['fields'])
  if (input.id !== null && input.fields.kind !== 'partner' && pledgesIn(cx, input.id).length > 0)
    issues.push({ path: ['fields', 'kind'], key: 'hasPledges', params: {} })
  const pledges = input.id === null && input.fields.kind === 'partner' ? (input.pledges ?? []) : []
  pledges.forEach((one, at) => {
    issues.push(...wrongPledge(cx, one, input.fields.heldOn, ['pledges', at]))
    one.receipts?.forEach((receipt, no) => {
      issues.push(...wrongReceipt(cx, receipt, one.form, ['pledges', at, 'receipts', no]))
    })
  })
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  const { kind } = input.fields
  const fields = {
    ...input.fields,
    // Steps belong to duty 3, partners to duty 5: what does not belong to the kind is not kept to be counted by mistake.
    steps: kind === 'participation' ? [...new Set(input.fields.steps)] : [],
    partnerName: kind === 'partner' ? input.fields.partnerName : '',
    lateReason: kind === 'workshop' ? input.fields.lateReason : '',
    attendance: input.fields.attendance.filter((group) => group.persons > 0),
  }
  const id = input.id ?? cx.write.insert(activity, fields)
  if (input.id !== null) cx.write.update(activity, input.id, fields)
  for (const { receipts = [], ...one } of pledges) {
    const pledgeId = cx.write.insert(pledge, { ...one, activityId: id })
    for (const receipt of receipts) cx.write.insert(pledgeReceipt, { ...receipt, pledgeId })
  }
  if (pledges.length > 0) keepSums(cx, id)
  cx.about('activity', id)
  return { id, kind, partnerName: fields.partnerName }
}

/** What is wrong with an activity beyond its own fields; `at` = where the fields stand in the input. */
export function wrongFields(cx: CommandContext, fields: ActivityFields, at: Path): FaultIssue[] {
  const issues: FaultIssue[] = []
  const wrong = (path: Path, key: string, params: FaultIssue['params'] = {}) =>
    issues.push({ path: [...at, ...path], key, params })
  if (
    fields.tambonCode !== null &&
    !tambonsOfOffice(cx).some((tambon) => tambon.code === fields.tambonCode)
  ) {
    wrong(['tambonCode'], 'foreignTambon', { code: fields.tambonCode })
  }
  wrongDays(cx, fields, wrong)
  const groups = rulesByKey(cx, 'attendance-groups')
  const seen = new Set<string>()
  fields.attendance.forEach(({ group }, no) => {
    if (!groups.has(group)) wrong(['attendance', no, 'group'], 'unknownKey', { name: group })
    if (seen.has(group)) wrong(['attendance', no, 'group'], 'groupTwice', { name: group })
    seen.add(group)
  })
  if (persons(fields.attendance) > MOST_PERSONS) wrong(['attendance'], 'tooMany', { maximum: MOST_PERSONS })
  const steps = rulesByKey(cx, 'participation-steps')
  fields.steps.forEach((step, no) => {
    if (!steps.has(step)) wrong(['steps', no], 'unknownKey', { name: step })
  })
  if (fields.kind === 'participation' && fields.steps.length === 0) wrong(['steps'], 'required')
  if (fields.costSource !== '' && !rulesByKey(cx, 'budget-sources').has(fields.costSource))
    wrong(['costSource'], 'unknownKey', { name: fields.costSource })
  const known = ownProjects(cx, fields.projectIds)
  fields.projectIds.forEach((id, no) => {
    if (!known.has(id)) wrong(['projectIds', no], 'unknownKey', { name: id })
  })
  return issues
}

function wrongDays(
  cx: CommandContext,
  fields: ActivityFields,
  wrong: (path: Path, key: string, params?: FaultIssue['params']) => void,
): void {
  const today = cx.today()
  const shown = (day: string) => formatThaiDate(day, { style: 'short', digits: 'arabic' })
  if (fields.state === 'held' && fields.heldOn > today)
    wrong(['heldOn'], 'heldAhead', { date: shown(fields.heldOn) })
  else if (fields.state === 'held' && lastDay(fields) > today)
    wrong(['endedOn'], 'heldAhead', { date: shown(lastDay(fields)) })
  // Persons who came are of something that was held: a plan that counts heads is a plan that was carried out.
  if (fields.state === 'planned' && persons(fields.attendance) > 0) wrong(['state'], 'plannedWithPersons')
  const year = fiscalYearOf(fields.heldOn)
  if (Math.abs(year - fields.editionFy) > 1)
    wrong(['heldOn'], 'farFromEdition', { date: shown(fields.heldOn), year: fields.editionFy })
}

function ownProjects(cx: CommandContext, ids: readonly string[]): Set<string> {
  if (ids.length === 0) return new Set()
  const rows = cx.db
    .select({ id: project.id })
    .from(project)
    .where(and(eq(project.officeId, cx.office().id), inArray(project.id, [...ids])))
    .all()
  return new Set(rows.map((row) => row.id))
}

/** Takes an activity away with its pledges, what came of them, and its files. @throws Fault record.notFound */
export function remove(cx: CommandContext, input: { id: string }): void {
  removeActivity(cx, input.id)
  cx.about('activity', input.id)
}

/** Takes several away at once. @throws Fault record.notFound, record.foreign */
export function removeRows(cx: CommandContext, input: { ids: readonly string[] }): void {
  for (const id of new Set(input.ids)) removeActivity(cx, id)
}

/** The same as part of a larger command. */
export function removeActivity(cx: CommandContext, id: string): void {
  for (const one of pledgesIn(cx, id)) dropPledge(cx, one.id)
  for (const file of attachmentsOf(cx, { table: 'activity', id })) cx.write.remove(attachment, file.id)
  cx.write.remove(activity, id)
}

// ── quick entry ─────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The least that makes an activity, from the field. A day to come makes it a planned one; a tambon office that carries
 * one tambon need not name it.
 *
 * @throws Fault input.invalid
 */
export function quick(
  cx: CommandContext,
  input: QuickFields,
): { id: string; subject: string; state: 'planned' | 'held'; twin: Twin | null } {
  const own = tambonsOfOffice(cx)
  const only = cx.office().profile === 'tambon' && own.length === 1 ? (own[0]?.code ?? null) : null
  const tambonCode = input.tambonCode === undefined ? only : input.tambonCode
  if (tambonCode === null && input.kind !== 'session')
    throw new Fault('input.invalid', { issues: [{ path: ['tambonCode'], key: 'required', params: {} }] })
  const state = input.heldOn > cx.today() ? 'planned' : 'held'
  const fields: ActivityFields = {
    ...emptyFields(input.editionFy, input.kind, input.heldOn),
    state,
    tambonCode,
    subject: input.subject === '' ? usualSubject(cx, input.kind, tambonCode) : input.subject,
    place: input.place,
    attendance: input.attendance,
    steps: input.steps,
    evidence: input.evidence,
  }
  const issues = wrongFields(cx, fields, [])
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  const { id } = write(cx, { id: null, fields })
  return { id, subject: fields.subject, state, twin: twinOf(cx, id) }
}

/**
 * Records rows pasted from Excel. What was not understood is said line by line and left out; so is what is there
 * already. One command, so that undo takes all of it back.
 */
export function paste(
  cx: CommandContext,
  input: {
    editionFy: number
    kind: 'session' | 'participation' | 'workshop'
    tambonCode: string | null
    text: string
    dryRun: boolean
  },
): { rows: PastedActivity[]; saved: number; ids: string[] } {
  const read = readActivityPaste(input.text, {
    kind: input.kind,
    tambons: tambonsOfOffice(cx).map(({ code, name }) => ({ code, name })),
    tambonCode: input.tambonCode,
    groups: readRules(cx, 'attendance-groups').items.map(({ key, name }) => ({ key, name })),
    steps: readRules(cx, 'participation-steps').items.map(({ key, name }) => ({ key, name })),
    sources: readRules(cx, 'budget-sources').items.map(({ key, name }) => ({ key, name })),
    usualSubject: (tambonCode) => usualSubject(cx, input.kind, tambonCode),
    empty: (heldOn) => ({
      ...emptyFields(input.editionFy, input.kind, heldOn),
      state: heldOn > cx.today() ? 'planned' : 'held',
    }),
  })
  const keyOf = (row: Pick<ActivityFields, 'tambonCode' | 'heldOn' | 'subject' | 'steps'>) =>
    JSON.stringify([
      row.tambonCode,
      row.heldOn,
      input.kind === 'participation' ? [...row.steps].sort() : row.subject,
    ])
  const known = new Set(
    rowsOf(cx, { officeId: cx.office().id, editionFy: input.editionFy, kind: input.kind }).map(keyOf),
  )
  const ids: string[] = []
  const rows = read.map(({ line, cells, fields, problems }): PastedActivity => {
    const more =
      fields === null
        ? []
        : wrongFields(cx, fields, [])
            // a step that was not understood has been said already
            .filter(({ key }) => key !== 'required' || problems.length === 0)
            .map(({ key, params }) => ({ key, params: params as RowProblem['params'] }))
    const all = [...problems, ...more]
    const already = fields !== null && all.length === 0 && known.has(keyOf(fields))
    if (fields !== null && all.length === 0 && !already) {
      known.add(keyOf(fields))
      ids.push(write(cx, { id: null, fields }).id)
    }
    return {
      line,
      cells,
      fields,
      tambonName: fields === null ? null : tambonName(cx, fields.tambonCode),
      persons: fields === null ? 0 : persons(fields.attendance),
      problems: all,
      already,
    }
  })
  return { rows, saved: ids.length, ids }
}

// ── partners ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One name for a partner that was written in several ways. @returns changed: activities that got the name */
export function renamePartner(
  cx: CommandContext,
  input: { from: readonly string[]; to: string },
): { changed: number } {
  const rows = cx.db
    .select({ id: activity.id })
    .from(activity)
    .where(
      and(
        eq(activity.officeId, cx.office().id),
        eq(activity.kind, 'partner'),
        inArray(activity.partnerName, [...input.from]),
      ),
    )
    .all()
  for (const row of rows) cx.write.update(activity, row.id, { partnerName: input.to })
  return { changed: rows.length }
}

/** @throws Fault record.notFound, record.foreign, input.invalid */
export function savePledge(
  cx: CommandContext,
  input: { id: string | null; activityId: string; fields: PledgeFields },
): { id: string } {
  const meeting = cx.write.mustOwn(activity, input.activityId)
  const issues = wrongPledge(cx, input.fields, meeting.heldOn, ['fields'])
  if (meeting.kind !== 'partner') issues.push({ path: ['activityId'], key: 'badId', params: {} })
  if (input.id !== null && cx.write.mustOwn(pledge, input.id).activityId !== meeting.id)
    issues.push({ path: ['activityId'], key: 'badId', params: {} })
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  const id = input.id ?? cx.write.insert(pledge, { ...input.fields, activityId: meeting.id })
  if (input.id !== null) cx.write.update(pledge, input.id, input.fields)
  keepSums(cx, meeting.id)
  cx.about('activity', meeting.id)
  return { id }
}

/** With what came of it. @throws Fault record.notFound, record.foreign */
export function removePledge(cx: CommandContext, input: { id: string }): void {
  const { activityId } = cx.write.mustOwn(pledge, input.id)
  dropPledge(cx, input.id)
  keepSums(cx, activityId)
  cx.about('activity', activityId)
}

/**
 * Records what came of a pledge, in one go or in parts.
 *
 * @returns over: satang more than were pledged; early: it came before the promise; fateProposal: what it says of its project's fate, to be recorded by hand
 * @throws Fault record.notFound, record.foreign, input.invalid
 */
export function saveReceipt(
  cx: CommandContext,
  input: { id: string | null; pledgeId: string; fields: ReceiptFields },
): { id: string; over: number; early: boolean; fateProposal: FateProposal | null } {
  const of = cx.write.mustOwn(pledge, input.pledgeId)
  const issues = wrongReceipt(cx, input.fields, of.form, ['fields'])
  if (input.id !== null && cx.write.mustOwn(pledgeReceipt, input.id).pledgeId !== of.id)
    issues.push({ path: ['pledgeId'], key: 'badId', params: {} })
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  const id = input.id ?? cx.write.insert(pledgeReceipt, { ...input.fields, pledgeId: of.id })
  if (input.id !== null) cx.write.update(pledgeReceipt, input.id, input.fields)
  keepSums(cx, of.activityId)
  cx.about('activity', of.activityId)
  const [now] = pledgesWhere(cx, of.officeId, eq(pledge.id, of.id))
  return {
    id,
    over: now?.over ?? 0,
    early: now !== undefined && input.fields.receivedOn < now.promisedOn,
    fateProposal: now?.fateProposal ?? null,
  }
}

/** @throws Fault record.notFound, record.foreign */
export function removeReceipt(cx: CommandContext, input: { id: string }): void {
  const { pledgeId } = cx.write.mustOwn(pledgeReceipt, input.id)
  const { activityId } = cx.write.mustOwn(pledge, pledgeId)
  cx.write.remove(pledgeReceipt, input.id)
  keepSums(cx, activityId)
  cx.about('activity', activityId)
}

function wrongPledge(cx: CommandContext, fields: PledgeFields, promisedOn: string, at: Path): FaultIssue[] {
  const issues: FaultIssue[] = []
  const wrong = (path: string, key: string) => issues.push({ path: [...at, path], key, params: {} })
  const form = rulesByKey(cx, 'pledge-forms').get(fields.form)
  if (!form) wrong('form', 'unknownKey')
  else if (!form.money && fields.what === '') wrong('what', 'required')
  if (fields.amount === 0) wrong('amount', 'nothingPledged')
  if (fields.projectId !== null && !ownProjects(cx, [fields.projectId]).has(fields.projectId))
    wrong('projectId', 'badId')
  if (fields.dueOn !== null && fields.dueOn < promisedOn) wrong('dueOn', 'beforePromise')
  if (fields.withdrawnOn !== null && fields.withdrawnOn < promisedOn) wrong('withdrawnOn', 'beforePromise')
  if (fields.withdrawnOn !== null && fields.withdrawnOn > cx.today()) wrong('withdrawnOn', 'dayAhead')
  return issues
}

function wrongReceipt(cx: CommandContext, fields: ReceiptFields, form: string, at: Path): FaultIssue[] {
  const issues: FaultIssue[] = []
  const wrong = (path: string, key: string) => issues.push({ path: [...at, path], key, params: {} })
  if (fields.receivedOn > cx.today()) wrong('receivedOn', 'dayAhead')
  const money = rulesByKey(cx, 'pledge-forms').get(form)?.money === true
  if (money && fields.amount === null) wrong('amount', 'required')
  else if (fields.amount === 0) wrong('amount', 'nothingPledged')
  else if (!money && fields.amount === null && fields.what === '') wrong('what', 'required')
  return issues
}

function pledgesIn(cx: CommandContext, activityId: string): (typeof pledge.$inferSelect)[] {
  return cx.db.select().from(pledge).where(eq(pledge.activityId, activityId)).all()
}

function receiptsIn(cx: CommandContext, pledgeId: string): (typeof pledgeReceipt.$inferSelect)[] {
  return cx.db.select().from(pledgeReceipt).where(eq(pledgeReceipt.pledgeId, pledgeId)).all()
}

function dropPledge(cx: CommandContext, id: string): void {
  for (const receipt of receiptsIn(cx, id)) cx.write.remove(pledgeReceipt, receipt.id)
  cx.write.remove(pledge, id)
}

/** Keeps pledged and received of an activity the sums of its pledges of money; null where it has none. */
export function keepSums(cx: CommandContext, activityId: string): void {
  const forms = rulesByKey(cx, 'pledge-forms')
  const rows = pledgesIn(cx, activityId)
    .filter((row) => forms.get(row.form)?.money === true)
    .map((row) => ({ row, received: amountOf(receiptsIn(cx, row.id)) }))
  const sum = (of: (one: (typeof rows)[number]) => number) => rows.reduce((total, one) => total + of(one), 0)
  cx.write.update(activity, activityId, {
    pledged: rows.length === 0 ? null : sum(({ row, received }) => countsAsPledged(row, received)),
    received: rows.length === 0 ? null : sum(({ received }) => received),
  })
}
