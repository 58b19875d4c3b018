import { and, eq, lt } from 'drizzle-orm'
import { attachment, directive, directiveTold, duty, planWindow } from '../../db/schema.ts'
import { seedWindows, setLetterWindows } from '../calendar/commands.ts'
import { windowOrigin } from '../calendar/rules.ts'
import type { FaultIssue } from '../faults.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { rulesByKey } from '../rules/queries.ts'
import { doorKey, doorsByKey } from './doors.ts'
import { ensureEdition } from './editions.ts'
import { removeFiles } from './files.ts'
import { matchDuties } from './last-year.ts'
import { directiveName, hanging, hangsOnDuty, mustGetHead } from './queries.ts'
import {
  type DirectiveEdit,
  type DirectiveFields,
  type DutyChange,
  type DutyFields,
  planLevels,
} from './rules.ts'
import { tell } from './told.ts'

type Row = typeof directive.$inferSelect
type Kept = Omit<DirectiveEdit, 'duties'> & { state: Row['state'] }

/**
 * Registers an incoming letter with its duties. The calendar of its plan FY is seeded by the plan-windows rule for the
 * levels that the letter does not set and that have no window yet: what an office put in stays (DOMAIN.md §4.2). The
 * guideline edition that it names is made, if nobody has written it down.
 *
 * With `intoId` the expected letter becomes this one: a duty that is known again keeps its owner, notes and evidence.
 *
 * @throws Fault input.invalid for a kind of duty that the table does not know or a number that stands twice;
 *   record.duplicate for a letter that is registered already; directive.notExpected, directive.dutyInUse with `intoId`
 */
export function register(cx: CommandContext, input: DirectiveFields): { id: string } {
  const { duties, windows, replaceOwnWindows, told, intoId, ...fields } = input
  mustFit(cx, fields, duties)
  mustBeNew(cx, fields, intoId)
  const id = intoId === null ? insertLetter(cx, fields, duties) : arrive(cx, intoId, fields, duties)
  if (fields.state === 'received') {
    ensureEdition(cx, fields)
    // What a person typed stays unless he agreed: then the letter's window is laid beside it (calendar.answerOffer).
    setLetterWindows(cx, {
      directiveId: id,
      planFy: input.planFy,
      source: mustGetHead(cx, id).name,
      windows,
      replaceOwn: replaceOwnWindows,
    })
  }
  seedWindows(cx, input.planFy)
  for (const { recipient, toKind, toId, tambonCode, ...how } of told)
    tell(cx, {
      directiveId: id,
      fields: { ...how, recipients: [{ recipient, toKind, toId, tambonCode }] },
    })
  cx.about('directive', id)
  return { id }
}

function insertLetter(cx: CommandContext, fields: Kept, duties: readonly DutyFields[]): string {
  const id = cx.write.insert(directive, fields)
  for (const one of duties) cx.write.insert(duty, { ...one, directiveId: id })
  return id
}

/** The expected letter has come. */
function arrive(cx: CommandContext, id: string, fields: Kept, duties: readonly DutyFields[]): string {
  const before = cx.write.mustOwn(directive, id)
  if (before.state !== 'expected')
    throw new Fault('directive.notExpected', { name: mustGetHead(cx, id).name })
  const rows = dutiesOf(cx, id)
  const { ids } = matchDuties(rows, duties)
  cx.write.update(directive, id, { ...fields, state: 'received' })
  replaceDuties(
    cx,
    { ...before, ...fields },
    duties.map((one, at) => {
      const known = rows.find((row) => row.id === ids[at])
      return {
        ...one,
        id: known?.id ?? null,
        ownerName: one.ownerName === '' ? (known?.ownerName ?? '') : one.ownerName,
      }
    }),
  )
  return id
}

function dutiesOf(cx: CommandContext, directiveId: string): (typeof duty.$inferSelect)[] {
  return cx.db.select().from(duty).where(eq(duty.directiveId, directiveId)).all()
}

/** Duties as given; one that is left out goes only when nothing hangs on it. @throws Fault directive.dutyInUse */
function replaceDuties(
  cx: CommandContext,
  letter: Pick<Row, 'id' | 'dated'>,
  wanted: readonly (DutyFields & { id: string | null })[],
): void {
  const known = new Map(dutiesOf(cx, letter.id).map((row) => [row.id, row]))
  const kept = new Set(wanted.flatMap((one) => one.id ?? []))
  for (const row of known.values()) {
    if (kept.has(row.id)) continue
    const hangs = hangsOnDuty(cx, row)
    if (Object.values(hangs).some((count) => count > 0))
      throw new Fault('directive.dutyInUse', { no: row.no, ...hangs })
    cx.write.remove(duty, row.id)
  }
  for (const { id, ...fields } of wanted) {
    if (id === null) {
      cx.write.insert(duty, { ...fields, directiveId: letter.id })
      continue
    }
    const row = known.get(id)
    if (row === undefined) throw new Fault('record.notFound', { kind: 'duty', id })
    if (row.doneOn !== null && row.doneOn < letter.dated)
      throw new Fault('input.invalid', {
        issues: [
          {
            path: ['duties', wanted.findIndex((one) => one.id === id), 'no'],
            key: 'doneBeforeLetter',
            params: {},
          },
        ],
      })
    cx.write.update(duty, id, fields)
  }
}

/**
 * Puts a registered letter right: every field, duties added, changed and removed.
 *
 * @throws Fault input.invalid, record.duplicate, directive.dutyInUse, record.notFound, record.foreign
 */
export function update(cx: CommandContext, input: { id: string; fields: DirectiveEdit }): void {
  const before = cx.write.mustOwn(directive, input.id)
  const { duties, ...fields } = input.fields
  const kept = { ...fields, state: before.state }
  mustFit(cx, kept, duties)
  mustBeNew(cx, kept, before.id)
  mustStayBefore(cx, before.id, fields.dated)
  cx.write.update(directive, before.id, fields)
  replaceDuties(cx, { id: before.id, dated: fields.dated }, duties)
  if (before.state === 'received') {
    ensureEdition(cx, fields)
    moveLetterWindows(cx, before)
  }
  seedWindows(cx, fields.planFy)
  cx.about('directive', before.id)
}

/** Nobody was told of a letter before it was written. @throws Fault input.invalid at `dated` */
function mustStayBefore(cx: CommandContext, id: string, dated: string): void {
  const told = cx.db
    .select({ toldOn: directiveTold.toldOn })
    .from(directiveTold)
    .where(and(eq(directiveTold.directiveId, id), lt(directiveTold.toldOn, dated)))
    .all()
  if (told.length > 0)
    throw new Fault('input.invalid', {
      issues: [{ path: ['dated'], key: 'letterAfterTold', params: { count: told.length } }],
    })
}

/** The windows that a letter set go with it to the plan FY that it was put right to, and name it as it is now called. */
function moveLetterWindows(cx: CommandContext, before: Row): void {
  const { planFy, name } = mustGetHead(cx, before.id)
  const own = letterWindows(cx, before)
  if (planFy === before.planFy) {
    for (const { id } of own) cx.write.update(planWindow, id, { source: name })
    return
  }
  const windows = own.flatMap(({ level, startsOn, endsOn }) => {
    const known = planLevels.find((one) => one === level)
    return known === undefined ? [] : [{ level: known, startsOn, endsOn }]
  })
  letGoWindows(cx, before)
  setLetterWindows(cx, { directiveId: before.id, planFy, source: name, windows, replaceOwn: false })
}

/** Windows that a letter set, without those that a person typed after it. */
function letterWindows(cx: CommandContext, letter: Row): (typeof planWindow.$inferSelect)[] {
  return cx.db
    .select()
    .from(planWindow)
    .where(and(eq(planWindow.officeId, cx.office().id), eq(planWindow.directiveId, letter.id)))
    .all()
    .filter((row) => windowOrigin(row) === 'letter')
}

/** What a letter set follows the rule again; what a person typed stays, and no longer names the letter. */
function letGoWindows(cx: CommandContext, letter: Row): void {
  const ofLetter = new Set(letterWindows(cx, letter).map(({ id }) => id))
  for (const window of cx.db.select().from(planWindow).where(eq(planWindow.officeId, cx.office().id)).all()) {
    if (ofLetter.has(window.id)) cx.write.remove(planWindow, window.id)
    else {
      if (window.directiveId === letter.id) cx.write.update(planWindow, window.id, { directiveId: null })
      if (window.offered?.directiveId === letter.id) cx.write.update(planWindow, window.id, { offered: null })
    }
  }
  seedWindows(cx, letter.planFy)
}

/** @throws Fault input.invalid at the field */
function mustFit(cx: CommandContext, letter: Kept, duties: readonly DutyFields[]): void {
  const issues: FaultIssue[] = []
  const form = rulesByKey(cx, 'directive-forms').get(letter.form)
  if (form === undefined) issues.push({ path: ['form'], key: 'unknownKey', params: { name: letter.form } })
  else if (form.numbered && letter.number === '' && letter.state === 'received')
    issues.push({ path: ['number'], key: 'required', params: {} })
  const kinds = rulesByKey(cx, 'duty-kinds')
  const numbers = new Set<number>()
  for (const [at, one] of duties.entries()) {
    if (!kinds.has(one.kind))
      issues.push({ path: ['duties', at, 'kind'], key: 'unknownKey', params: { name: one.kind } })
    if (numbers.has(one.no))
      issues.push({ path: ['duties', at, 'no'], key: 'numberTwice', params: { no: one.no } })
    numbers.add(one.no)
  }
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  // What has come has a day in the past; a letter that is expected lies ahead.
  if (letter.state === 'received') {
    mustNotBeFuture(cx, letter.dated)
    if (letter.receivedOn !== null) mustNotBeFuture(cx, letter.receivedOn)
  }
}

/** The same letter twice: same sender, day and number; without a number, same subject. */
function mustBeNew(cx: CommandContext, letter: Kept, except: string | null): void {
  const same = cx.db
    .select()
    .from(directive)
    .where(
      and(
        eq(directive.officeId, cx.office().id),
        eq(directive.dated, letter.dated),
        eq(directive.fromOffice, letter.fromOffice),
        letter.number === '' ? eq(directive.subject, letter.subject) : eq(directive.number, letter.number),
      ),
    )
    .all()
    .some((row) => row.id !== except)
  if (!same) return
  const formName = rulesByKey(cx, 'directive-forms').get(letter.form)?.name ?? letter.form
  throw new Fault('record.duplicate', { kind: 'directive', what: directiveName(letter, formName) })
}

/**
 * A letter with its duties, who was told and its files; the windows that it set follow the rule again.
 *
 * @throws Fault directive.inUse when a report, an own letter, a note or evidence hangs on it; record.foreign
 */
export function remove(cx: CommandContext, input: { id: string }): void {
  const row = cx.write.mustOwn(directive, input.id)
  const { reports, letters } = hanging(cx, row.id)
  const duties = dutiesOf(cx, row.id)
  const hangs = duties.map((one) => hangsOnDuty(cx, one))
  const sum = (of: (one: (typeof hangs)[number]) => number) => hangs.reduce((all, one) => all + of(one), 0)
  const notes = sum((one) => one.notes)
  const evidence = sum((one) => one.evidence + one.files)
  if (reports + letters + notes + evidence > 0)
    throw new Fault('directive.inUse', {
      name: mustGetHead(cx, row.id).name,
      reports,
      letters,
      notes,
      evidence,
    })
  for (const told of cx.db
    .select({ id: directiveTold.id })
    .from(directiveTold)
    .where(eq(directiveTold.directiveId, row.id))
    .all()) {
    removeFiles(cx, 'directiveTold', told.id)
    cx.write.remove(directiveTold, told.id)
  }
  for (const one of duties) cx.write.remove(duty, one.id)
  letGoWindows(cx, row)
  removeFiles(cx, 'directive', row.id)
  cx.write.remove(directive, row.id)
  cx.about('directive', row.id)
}

/**
 * Joins a line of สิ่งที่ส่งมาด้วย with a stored file of the letter or of a guideline edition.
 *
 * @throws Fault record.notFound for a line or a file that is not there
 */
export function setEnclosureFile(
  cx: CommandContext,
  input: { id: string; at: number; attachmentId: string | null },
): void {
  const row = cx.write.mustOwn(directive, input.id)
  const line = row.enclosures[input.at]
  if (line === undefined) throw new Fault('record.notFound', { kind: 'enclosure', id: String(input.at + 1) })
  if (input.attachmentId !== null) {
    const file = cx.write.mustOwn(attachment, input.attachmentId)
    const isOfLetter = file.subjectTable === 'directive' && file.subjectId === row.id
    if (!isOfLetter && file.subjectTable !== 'guidelineEdition')
      throw new Fault('record.notFound', { kind: 'attachment', id: file.id })
  }
  const { attachmentId: _before, ...words } = line
  cx.write.update(directive, row.id, {
    enclosures: row.enclosures.map((one, at) =>
      at === input.at
        ? { ...words, ...(input.attachmentId === null ? {} : { attachmentId: input.attachmentId }) }
        : one,
    ),
  })
}

/**
 * Owner, due date, state and evidence of a duty. A duty that is open again has no day of being done; its evidence
 * stays, since it was written by a person. Closed on nothing it is not: words, a record or a file.
 *
 * @throws Fault input.invalid when it was done before the letter was written, without evidence, or by a record that is
 *   not there; directive.notCome for a letter that is only expected; date.inFuture
 */
export function setDuty(cx: CommandContext, input: DutyChange & { id: string }): void {
  const { id, ...fields } = input
  const before = cx.write.mustOwn(duty, id)
  const letter = mustGetHead(cx, before.directiveId)
  const wrong = (path: string, key: string, params: FaultIssue['params'] = {}) =>
    new Fault('input.invalid', { issues: [{ path: [path], key, params }] })
  if (fields.dueOn !== null && fields.dueOn < letter.dated) throw wrong('dueOn', 'dueBeforeLetter')
  const links = fields.evidenceLinks ?? before.evidenceLinks
  if (fields.evidenceLinks !== undefined) {
    const known = doorsByKey(cx, letter.officeId, fields.evidenceLinks)
    if (fields.evidenceLinks.some((link) => !known.has(doorKey(link))))
      throw wrong('evidenceLinks', 'unknownKey', { name: '' })
  }
  if (fields.state === 'done') {
    if (letter.state === 'expected') throw new Fault('directive.notCome', { name: letter.name })
    if (fields.doneOn !== null && fields.doneOn < letter.dated) throw wrong('doneOn', 'doneBeforeLetter')
    if (fields.doneOn !== null) mustNotBeFuture(cx, fields.doneOn)
    if (fields.evidence === '' && links.length === 0 && hangsOnDuty(cx, before).files === 0)
      throw wrong('evidence', 'evidenceMissing')
  }
  cx.write.update(duty, id, {
    ...fields,
    evidenceLinks: links,
    doneOn: fields.state === 'done' ? fields.doneOn : null,
  })
  cx.about('duty', id)
}
