import { and, eq, ne } from 'drizzle-orm'
import {
  agendaItem,
  attachment,
  attendance,
  body,
  letter,
  meeting,
  meetingBody,
  meetingMinutes,
  resolution,
} from '../../db/schema.ts'
import { attachmentsOf } from '../attachments/queries.ts'
import type { FaultIssue } from '../faults.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { asSigned } from '../papers/as-signed.ts'
import { makePaper } from '../papers/catalogue.ts'
import { fillWords } from '../plans/areas.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { among } from '../plans/queries.ts'
import { readRules } from '../rules/queries.ts'
import { formatThaiDate } from '../thai/dates.ts'
import { aboutKey, readAbout } from './about.ts'
import {
  attendanceRows,
  bodiesOf,
  calledNow,
  itemRows,
  type MeetingRow,
  minutesToCertify,
  mustGetMinutes,
  openMatters,
  proposeMeeting,
  resolutionKinds,
  resolutionRows,
} from './queries.ts'
import {
  type About,
  type AgendaItemFields,
  type AgendaRows,
  type AttendanceFields,
  type AttendanceState,
  type Called,
  came,
  type FollowUpFields,
  type MeetingBodyFields,
  type MeetingFields,
  memberChanges,
  type OpenMeetingFields,
  type PastedAttendance,
  type ResolutionFields,
  readPastedAttendance,
  whoOf,
} from './rules.ts'
import { cut, meetingName, meetingWording } from './wording.ts'

export function nameOfMeeting(cx: CommandContext, row: MeetingRow): string {
  return meetingName(meetingWording(cx), row)
}

/** The meeting, if its record may still be changed. @throws Fault meeting.closed, meeting.signed, record.* */
function openForChange(cx: CommandContext, id: string): MeetingRow {
  const row = cx.write.mustOwn(meeting, id)
  mustBeUnsigned(cx, row)
  if (row.state === 'closed') throw new Fault('meeting.closed', { name: nameOfMeeting(cx, row) })
  return row
}

/** Signed minutes are what the record says for ever. @throws Fault meeting.signed */
function mustBeUnsigned(cx: CommandContext, row: MeetingRow): void {
  if (isSigned(cx, row)) throw new Fault('meeting.signed', { name: nameOfMeeting(cx, row) })
}

function isSigned(cx: CommandContext, row: MeetingRow): boolean {
  return (
    cx.db
      .select({ id: meetingMinutes.id })
      .from(meetingMinutes)
      .where(eq(meetingMinutes.meetingId, row.id))
      .get() !== undefined
  )
}

function invalid(issues: FaultIssue[]): Fault {
  return new Fault('input.invalid', { issues })
}

// ── calling a meeting ───────────────────────────────────────────────────────────────────────────────────────────

/**
 * Calls a meeting of one or several bodies. Its agenda is that of the template; members of all bodies are called, each
 * once; what earlier meetings left open and minutes that wait for certification stand on the agenda.
 *
 * @throws Fault record.notFound, record.foreign, meeting.bodyClosed, meeting.numberTaken, input.invalid
 */
export function openMeeting(cx: CommandContext, input: OpenMeetingFields): { id: string } {
  const { bodies, agenda, title, ...head } = input
  if (!readRules(cx, 'agenda-templates').items.some((item) => item.key === agenda))
    throw invalid([{ path: ['agenda'], key: 'unknownKey', params: { name: agenda } }])
  mustBeBodies(cx, bodies)
  const bodyIds = bodies.map((one) => one.bodyId)
  const proposal = title === '' ? proposeMeeting(cx, { bodyIds, heldOn: input.heldOn }) : null
  const called = calledNow(cx, bodyIds)
  const counted = { ...head, ...countOf(head, bodies) }
  const id = cx.write.insert(meeting, {
    ...counted,
    title: proposal?.title ?? title,
    agenda,
    minutesFor: 'one',
    ...officersOf(called),
    example: cx.office().demo,
  })
  cx.about('meeting', id)
  bodies.forEach((one, at) => {
    mustBeFree(cx, id, one)
    cx.write.insert(meetingBody, { ...one, meetingId: id, no: at + 1 })
  })
  callMembers(cx, id, called, 0)
  readRules(cx, 'agenda-heads')
    .items.filter((item) => item.template === agenda)
    .forEach((item, at) => {
      cx.write.insert(agendaItem, {
        meetingId: id,
        parentId: null,
        no: at + 1,
        kind: item.kind,
        title: item.name,
      })
    })
  carryInto(cx, cx.write.mustGet(meeting, id), bodyIds)
  return { id }
}

/** A meeting of one body is counted as that body's. */
function countOf(
  head: { number: number | null; numberYear: number | null },
  bodies: readonly MeetingBodyFields[],
): { number: number | null; numberYear: number | null } {
  const [only] = bodies
  return bodies.length === 1 && only !== undefined
    ? { number: only.number, numberYear: only.numberYear }
    : { number: head.number, numberYear: head.number === null ? null : head.numberYear }
}

/** Who leads and who writes, as the seats have it: proposed, to be changed. */
function officersOf(called: readonly Called[]) {
  const inRole = (...roles: string[]) =>
    called.find((one) => one.name !== '' && roles.includes(one.seats[0]?.role ?? ''))
  const chair = inRole('chair')
  const secretary = inRole('secretary')
  const recorder = inRole('assistantSecretary') ?? secretary
  const checker = recorder === secretary ? undefined : secretary
  return {
    chairName: chair?.name ?? '',
    chairPosition: chair?.position ?? '',
    recorderName: recorder?.name ?? '',
    recorderPosition: recorder?.position ?? '',
    checkerName: checker?.name ?? '',
    checkerPosition: checker?.position ?? '',
  }
}

/** @throws Fault record.notFound, record.foreign, meeting.bodyClosed; input.invalid for a body that stands twice */
function mustBeBodies(cx: CommandContext, bodies: readonly MeetingBodyFields[]): void {
  const seen = new Set<string>()
  for (const [at, one] of bodies.entries()) {
    const row = cx.write.mustOwn(body, one.bodyId)
    if (row.closedOn !== null) throw new Fault('meeting.bodyClosed', { body: row.name })
    if (seen.has(row.id))
      throw invalid([{ path: ['bodies', at, 'bodyId'], key: 'bodyTwice', params: { name: row.name } }])
    seen.add(row.id)
    if (one.number !== null && one.numberYear === null)
      throw invalid([{ path: ['bodies', at, 'numberYear'], key: 'required', params: {} }])
  }
}

/** @throws Fault meeting.numberTaken when another meeting of the body has this number of the year */
function mustBeFree(cx: CommandContext, meetingId: string, of: MeetingBodyFields): void {
  if (of.number === null || of.numberYear === null) return
  const other = cx.db
    .select({ meeting, body: body.name })
    .from(meetingBody)
    .innerJoin(meeting, eq(meeting.id, meetingBody.meetingId))
    .innerJoin(body, eq(body.id, meetingBody.bodyId))
    .where(
      and(
        eq(meetingBody.bodyId, of.bodyId),
        eq(meetingBody.number, of.number),
        eq(meetingBody.numberYear, of.numberYear),
        ne(meetingBody.meetingId, meetingId),
      ),
    )
    .get()
  if (other)
    throw new Fault('meeting.numberTaken', {
      body: other.body,
      number: of.number,
      year: of.numberYear,
      other: nameOfMeeting(cx, other.meeting),
    })
}

function callMembers(cx: CommandContext, meetingId: string, called: readonly Called[], after: number): void {
  called.forEach((one, at) => {
    cx.write.insert(attendance, { ...one, meetingId, kind: 'member', no: after + at + 1 })
  })
}

/**
 * Saves the head of a meeting. The count of a meeting of one body is that body's.
 *
 * @throws Fault meeting.closed, meeting.signed, meeting.numberTaken, date.inFuture once it was held, record.*
 */
export function saveMeeting(cx: CommandContext, input: { id: string; fields: MeetingFields }): void {
  const row = openForChange(cx, input.id)
  const { fields } = input
  if (row.state !== 'planned') mustBeHeldDay(cx, { ...row, ...fields })
  cx.write.update(meeting, row.id, fields)
  const bodies = bodiesOf(cx, [row.id]).get(row.id) ?? []
  const [only] = bodies
  if (bodies.length === 1 && only !== undefined) {
    const { number, numberYear } = fields
    mustBeFree(cx, row.id, { bodyId: only.bodyId, number, numberYear })
    cx.write.update(meetingBody, only.id, { number, numberYear })
  }
  cx.about('meeting', row.id)
}

type MemberCounts = { added: number; changed: number; gone: number; kept: number }

/**
 * The bodies that meet, in their order. Members of a body that no longer meets go, unless something is recorded of
 * them; matters that were of it alone become matters of all.
 *
 * @throws Fault meeting.closed, meeting.signed, meeting.bodyClosed, meeting.numberTaken, record.*
 */
export function setBodies(
  cx: CommandContext,
  input: { id: string; bodies: MeetingBodyFields[] },
): MemberCounts {
  const row = openForChange(cx, input.id)
  const before = new Map((bodiesOf(cx, [row.id]).get(row.id) ?? []).map((one) => [one.bodyId, one]))
  mustBeBodies(
    cx,
    // A body that meets already may have been closed since.
    input.bodies.filter((one) => !before.has(one.bodyId)),
  )
  const wanted = new Set<string>()
  input.bodies.forEach((one, at) => {
    if (wanted.has(one.bodyId))
      throw invalid([{ path: ['bodies', at, 'bodyId'], key: 'bodyTwice', params: { name: one.bodyId } }])
    wanted.add(one.bodyId)
    mustBeFree(cx, row.id, one)
    const known = before.get(one.bodyId)
    const { number, numberYear } = one
    if (known) cx.write.update(meetingBody, known.id, { no: at + 1, number, numberYear })
    else cx.write.insert(meetingBody, { ...one, meetingId: row.id, no: at + 1 })
  })
  for (const [bodyId, known] of before) if (!wanted.has(bodyId)) cx.write.remove(meetingBody, known.id)
  for (const item of itemRows(cx, row.id)) {
    const left = item.bodyIds.filter((id) => wanted.has(id))
    if (left.length !== item.bodyIds.length) cx.write.update(agendaItem, item.id, { bodyIds: left })
  }
  // The count of a meeting of one body was that body's: now that others meet too it has none of its own.
  const head = before.size === 1 && input.bodies.length > 1 ? { number: null, numberYear: null } : row
  cx.write.update(meeting, row.id, countOf(head, input.bodies))
  const counts = bringInMembers(cx, row)
  cx.about('meeting', row.id)
  return counts
}

/** @throws Fault meeting.closed, meeting.signed, record.* */
export function refreshMembers(cx: CommandContext, input: { id: string }): MemberCounts {
  const row = openForChange(cx, input.id)
  const counts = bringInMembers(cx, row)
  cx.about('meeting', row.id)
  return counts
}

function bringInMembers(cx: CommandContext, row: MeetingRow): MemberCounts {
  const bodyIds = (bodiesOf(cx, [row.id]).get(row.id) ?? []).map((one) => one.bodyId)
  const rows = attendanceRows(cx, row.id)
  const members = rows.filter((one) => one.kind === 'member')
  const now = calledNow(cx, bodyIds)
  const changes = memberChanges(members, now)
  for (const id of changes.gone) cx.write.remove(attendance, id)
  for (const { id, called } of changes.changed) cx.write.update(attendance, id, called)
  callMembers(cx, row.id, changes.added, rows.length)
  // Members in the order of the bodies, then who is none any more, then guests.
  const place = new Map(now.map((called, at) => [whoOf(called), at]))
  const placeOf = (one: (typeof rows)[number]) =>
    one.kind === 'guest' ? now.length + 1 : (place.get(whoOf(one)) ?? now.length)
  attendanceRows(cx, row.id)
    .sort((a, b) => placeOf(a) - placeOf(b) || a.no - b.no)
    .forEach((one, at) => {
      cx.write.update(attendance, one.id, { no: at + 1 })
    })
  const { added, changed, gone, kept } = changes
  return { added: added.length, changed: changed.length, gone: gone.length, kept: kept.length }
}

// ── agenda ──────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Saves the whole agenda in its order; what is left out is removed.
 *
 * @param input.seen what the writer's screen had read: what another window added meanwhile stays, after the rows given,
 *   and what was said of a matter, which is written elsewhere, is not touched
 * @returns ids as the rows came
 * @throws Fault meeting.itemHasResolutions, meeting.closed, meeting.signed, record.notFound, input.invalid
 */
export function saveAgenda(
  cx: CommandContext,
  input: { id: string; rows: AgendaRows; seen?: readonly string[] | undefined },
): { ids: { id: string; matters: string[] }[] } {
  const row = openForChange(cx, input.id)
  const before = new Map(itemRows(cx, row.id).map((item) => [item.id, item]))
  const kept = new Set<string>()
  const keep = (id: string | null) => {
    if (id === null) return
    if (!before.has(id) || kept.has(id)) throw new Fault('record.notFound', { kind: 'agendaItem', id })
    kept.add(id)
  }
  mustBeItems(
    cx,
    row,
    input.rows.flatMap((head, at) => [
      { path: ['rows', at, 'fields'], fields: head.fields },
      ...head.matters.map(({ fields }, under) => ({
        path: ['rows', at, 'matters', under, 'fields'],
        fields,
      })),
    ]),
  )
  for (const head of input.rows) {
    keep(head.id)
    for (const matter of head.matters) keep(matter.id)
  }
  const write = (id: string | null, fields: AgendaItemFields, no: number, parentId: string | null) => {
    const values = { ...columnsOf(fields), no, parentId }
    if (id === null) return cx.write.insert(agendaItem, { ...values, meetingId: row.id })
    const known = input.seen === undefined ? undefined : before.get(id)
    const { text, aboutTable, aboutId } = known ?? values
    cx.write.update(agendaItem, id, { ...values, text, aboutTable, aboutId })
    return id
  }
  const ids = input.rows.map((head, at) => {
    const id = write(head.id, head.fields, at + 1, null)
    return {
      id,
      matters: head.matters.map((matter, under) =>
        write(matter.id, { ...matter.fields, kind: head.fields.kind }, under + 1, id),
      ),
    }
  })
  const decided = new Set(resolutionRows(cx, row.id).map((one) => one.itemId))
  const left = [...before.values()].filter((item) => !kept.has(item.id))
  const unseen = unseenOf(left, input.seen)
  // The matters of a head stay with it: where one was added meanwhile, the head stays as well.
  const stay = new Set([
    ...unseen,
    ...left.filter(({ id }) => unseen.has(id)).map(({ parentId }) => parentId),
  ])
  for (const [at, item] of left.filter(({ id }) => stay.has(id)).entries())
    cx.write.update(agendaItem, item.id, { no: before.size + input.rows.length + at + 1 })
  for (const item of left) {
    if (stay.has(item.id)) continue
    if (decided.has(item.id)) throw new Fault('meeting.itemHasResolutions', { title: item.title })
    cx.write.remove(agendaItem, item.id)
  }
  cx.about('meeting', row.id)
  return { ids }
}

/** Of records that a list leaves out, those that its writer had not read. */
function unseenOf(left: readonly { id: string }[], seen: readonly string[] | undefined): Set<string> {
  if (seen === undefined) return new Set()
  const known = new Set(seen)
  return new Set(left.flatMap(({ id }) => (known.has(id) ? [] : [id])))
}

/** @throws Fault meeting.closed, meeting.signed, record.notFound, input.invalid */
export function saveItem(cx: CommandContext, input: { id: string; fields: AgendaItemFields }): void {
  const item = cx.write.mustOwn(agendaItem, input.id)
  const row = openForChange(cx, item.meetingId)
  mustBeItems(cx, row, [{ path: ['fields'], fields: input.fields }])
  // The kind is the head's: it is changed with the whole agenda only.
  cx.write.update(agendaItem, item.id, { ...columnsOf(input.fields), kind: item.kind })
  cx.about('meeting', row.id)
}

function columnsOf({ about, ...fields }: AgendaItemFields) {
  return { ...fields, ...aboutColumns(about) }
}

function aboutColumns(about: About): { aboutTable: string; aboutId: string | null } {
  return { aboutTable: about?.table ?? '', aboutId: about?.id ?? null }
}

type At<T> = { path: (string | number)[]; fields: T }

function mustBeItems(cx: CommandContext, row: MeetingRow, items: readonly At<AgendaItemFields>[]): void {
  const meets = new Set((bodiesOf(cx, [row.id]).get(row.id) ?? []).map((one) => one.bodyId))
  const issues: FaultIssue[] = items.flatMap(({ path, fields }) =>
    fields.bodyIds.some((id) => !meets.has(id))
      ? [{ path: [...path, 'bodyIds'], key: 'unknownKey', params: { name: fields.title } }]
      : [],
  )
  issues.push(...unknownSubjects(cx, items))
  if (issues.length > 0) throw invalid(issues)
}

/** What is named must be there: a link into nothing would print as nothing. */
function unknownSubjects(cx: CommandContext, items: readonly At<{ about: About }>[]): FaultIssue[] {
  const known = readAbout(
    cx,
    items.map(({ fields }) => fields.about),
  )
  return items.flatMap(({ path, fields: { about } }) =>
    about !== null && !known.has(aboutKey(about))
      ? [{ path: [...path, 'about'], key: 'unknownKey', params: { name: about.table } }]
      : [],
  )
}

/** @throws Fault meeting.closed, meeting.signed, record.* */
export function carryMatters(cx: CommandContext, input: { id: string }): { added: number } {
  const row = openForChange(cx, input.id)
  const bodyIds = (bodiesOf(cx, [row.id]).get(row.id) ?? []).map((one) => one.bodyId)
  const added = carryInto(cx, row, bodyIds)
  cx.about('meeting', row.id)
  return { added }
}

/**
 * Puts minutes that wait under the head "certification" and matters left open under "arising"; a template without that
 * head has them under the next that fits. What stands on the agenda already is left out.
 */
function carryInto(cx: CommandContext, row: MeetingRow, bodyIds: readonly string[]): number {
  const words = meetingWording(cx)
  const items = itemRows(cx, row.id)
  const here = new Set(
    items.flatMap((item) => (item.aboutId === null ? [] : [`${item.aboutTable} ${item.aboutId}`])),
  )
  const heads = items.filter((item) => item.parentId === null)
  const headOf = (...kinds: string[]) =>
    kinds.map((kind) => heads.find((head) => head.kind === kind)).find((head) => head !== undefined) ??
    heads[0]
  const last = new Map(
    heads.map((head) => [head.id, items.filter((item) => item.parentId === head.id).length]),
  )
  let added = 0
  const add = (
    head: (typeof heads)[number] | undefined,
    about: { table: string; id: string },
    fields: { title: string; text: string; presenter: string; bodyIds: string[] },
  ) => {
    if (head === undefined || here.has(aboutKey(about))) return
    const no = (last.get(head.id) ?? 0) + 1
    last.set(head.id, no)
    cx.write.insert(agendaItem, {
      ...fields,
      meetingId: row.id,
      parentId: head.id,
      kind: head.kind,
      no,
      aboutTable: about.table,
      aboutId: about.id,
    })
    added += 1
  }
  /** [] where it is of all that meet. */
  const ofBodies = (ids: readonly string[]) => {
    const shared = bodyIds.filter((id) => ids.includes(id))
    return shared.length === bodyIds.length ? [] : shared
  }
  const day = (iso: string | null) => (iso === null ? '' : formatThaiDate(iso, { digits: 'arabic' }))
  for (const minutes of minutesToCertify(cx, row, bodyIds)) {
    const held = cx.write.mustGet(meeting, minutes.meetingId).heldOn
    const ids =
      minutes.bodyId === null
        ? (bodiesOf(cx, [minutes.meetingId]).get(minutes.meetingId) ?? []).map((one) => one.bodyId)
        : [minutes.bodyId]
    add(
      headOf('previous', 'inform'),
      { table: 'meetingMinutes', id: minutes.id },
      {
        title: cut(fillWords(words.certifyItem, { minutes: minutes.name, date: day(held) }), 1000),
        text: '',
        presenter: '',
        bodyIds: ofBodies(ids),
      },
    )
  }
  for (const matter of openMatters(cx, row, bodyIds)) {
    const text = [
      fillWords(words.carriedText.resolution, { text: matter.text }),
      matter.ownerName === '' ? '' : fillWords(words.carriedText.owner, { owner: matter.ownerName }),
      matter.dueOn === null ? '' : fillWords(words.carriedText.due, { due: day(matter.dueOn) }),
    ]
    add(
      headOf('arising', 'report', 'inform'),
      { table: 'resolution', id: matter.id },
      {
        title: cut(
          fillWords(words.carriedItem, {
            matter: matter.itemTitle,
            meeting: matter.meetingName,
            date: day(matter.heldOn),
            label: matter.label,
          }),
          1000,
        ),
        text: text.filter((part) => part !== '').join('\n'),
        presenter: matter.ownerName,
        bodyIds: ofBodies(matter.bodyIds),
      },
    )
  }
  return added
}

// ── attendance ──────────────────────────────────────────────────────────────────────────────────────────────────

type SaveAttendance = {
  id: string
  rows: { id: string | null; fields: AttendanceFields }[]
  removed: string[]
}

/**
 * @returns ids in the order of the rows
 * @throws Fault meeting.memberRow for a member that is to be taken away; meeting.closed, meeting.signed, record.*
 */
export function saveAttendance(cx: CommandContext, input: SaveAttendance): { ids: string[] } {
  const row = openForChange(cx, input.id)
  const rows = attendanceRows(cx, row.id)
  const known = new Map(rows.map((one) => [one.id, one]))
  const mustKnow = (id: string) => {
    const one = known.get(id)
    if (!one) throw new Fault('record.notFound', { kind: 'attendance', id })
    return one
  }
  for (const id of new Set(input.removed)) {
    const one = mustKnow(id)
    if (one.kind === 'member')
      throw new Fault('meeting.memberRow', { name: one.name === '' ? one.position : one.name })
    cx.write.remove(attendance, id)
    known.delete(id)
  }
  let last = Math.max(0, ...rows.map((one) => one.no))
  const ids = input.rows.map(({ id, fields }) => {
    if (id === null) {
      last += 1
      return cx.write.insert(attendance, { ...asMarked(fields), meetingId: row.id, kind: 'guest', no: last })
    }
    mustKnow(id)
    cx.write.update(attendance, id, asMarked(fields))
    return id
  })
  cx.about('meeting', row.id)
  return { ids }
}

/** Who came has no proxy and no reason for staying away: what was typed before a correction does not stay on paper. */
function asMarked(fields: AttendanceFields): AttendanceFields {
  const { state } = fields
  return {
    ...fields,
    proxyName: state === 'proxy' ? fields.proxyName : '',
    proxyPosition: state === 'proxy' ? fields.proxyPosition : '',
    reason: state === 'absent' || state === 'proxy' ? fields.reason : '',
  }
}

/** @throws Fault meeting.closed, meeting.signed, record.* */
export function markAttendance(
  cx: CommandContext,
  input: { id: string; ids: string[]; state: Exclude<AttendanceState, 'proxy'>; reason: string },
): void {
  const row = openForChange(cx, input.id)
  const known = new Map(attendanceRows(cx, row.id).map((one) => [one.id, one]))
  for (const id of new Set(input.ids)) {
    const one = known.get(id)
    if (!one) throw new Fault('record.notFound', { kind: 'attendance', id })
    const reason = input.state !== 'absent' ? '' : input.reason === '' ? one.reason : input.reason
    cx.write.update(attendance, id, { state: input.state, reason, proxyName: '', proxyPosition: '' })
  }
  cx.about('meeting', row.id)
}

/** @throws Fault meeting.closed, meeting.signed, record.* */
export function pasteAttendance(
  cx: CommandContext,
  input: { id: string; text: string },
): { present: string[]; guests: string[]; ambiguous: string[] } {
  const row = openForChange(cx, input.id)
  const rows = attendanceRows(cx, row.id)
  const read: PastedAttendance = readPastedAttendance(input.text, rows)
  for (const id of read.present)
    cx.write.update(attendance, id, { state: 'present', reason: '', proxyName: '', proxyPosition: '' })
  let last = Math.max(0, ...rows.map((one) => one.no))
  for (const guest of read.guests) {
    last += 1
    cx.write.insert(attendance, { ...guest, meetingId: row.id, kind: 'guest', no: last, state: 'present' })
  }
  cx.about('meeting', row.id)
  const nameOf = new Map(rows.map((one) => [one.id, one.name]))
  return {
    present: read.present.map((id) => nameOf.get(id) ?? ''),
    guests: read.guests.map((guest) => guest.name),
    ambiguous: read.ambiguous,
  }
}

// ── states ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** @throws Fault meeting.noDate, date.inFuture */
function mustBeHeldDay(cx: CommandContext, row: MeetingRow): string {
  if (row.heldOn === null) throw new Fault('meeting.noDate', { name: nameOfMeeting(cx, row) })
  mustNotBeFuture(cx, row.heldOn)
  return row.heldOn
}

/** @throws Fault meeting.notHeld */
export function mustBeHeld(cx: CommandContext, row: MeetingRow): string {
  if (row.state === 'planned') throw new Fault('meeting.notHeld', { name: nameOfMeeting(cx, row) })
  return mustBeHeldDay(cx, row)
}

/** @throws Fault meeting.noDate, date.inFuture, meeting.nobody, meeting.closed, meeting.signed, record.* */
export function holdMeeting(cx: CommandContext, input: { id: string }): void {
  const row = openForChange(cx, input.id)
  mustBeHeldDay(cx, row)
  if (!attendanceRows(cx, row.id).some((one) => came(one.state)))
    throw new Fault('meeting.nobody', { name: nameOfMeeting(cx, row) })
  cx.write.update(meeting, row.id, {
    state: 'held',
    openedAt: row.openedAt === '' ? row.startsAt : row.openedAt,
  })
  cx.about('meeting', row.id)
}

/** @throws Fault meeting.notHeld, record.* */
export function closeMeeting(cx: CommandContext, input: { id: string }): void {
  const row = cx.write.mustOwn(meeting, input.id)
  mustBeHeld(cx, row)
  cx.write.update(meeting, row.id, { state: 'closed' })
  cx.about('meeting', row.id)
}

/** One step back. @throws Fault meeting.signed, meeting.carriedOut, record.* */
export function reopenMeeting(cx: CommandContext, input: { id: string }): void {
  const row = cx.write.mustOwn(meeting, input.id)
  mustBeUnsigned(cx, row)
  if (row.state === 'held') mustHaveCarriedNothing(cx, row)
  cx.write.update(meeting, row.id, { state: row.state === 'closed' ? 'held' : 'planned' })
  cx.about('meeting', row.id)
}

/** @throws Fault meeting.carriedOut */
function mustHaveCarriedNothing(cx: CommandContext, row: MeetingRow): void {
  const done = resolutionRows(cx, row.id).find((one) => one.state === 'done')
  if (done) throw new Fault('meeting.carriedOut', { name: nameOfMeeting(cx, row), text: done.text })
}

/** Agenda, attendance, resolutions and files go with it. @throws Fault meeting.signed, meeting.carriedOut, record.* */
export function removeMeeting(cx: CommandContext, input: { id: string }): void {
  const row = cx.write.mustOwn(meeting, input.id)
  mustBeUnsigned(cx, row)
  mustHaveCarriedNothing(cx, row)
  const decided = resolutionRows(cx, row.id)
  // A later meeting that follows one of them up keeps its matter, without the link.
  for (const item of cx.db
    .select({ id: agendaItem.id })
    .from(agendaItem)
    .where(
      and(
        eq(agendaItem.aboutTable, 'resolution'),
        ne(agendaItem.meetingId, row.id),
        among(
          agendaItem.aboutId,
          decided.map((one) => one.id),
        ),
      ),
    )
    .all())
    cx.write.update(agendaItem, item.id, aboutColumns(null))
  for (const one of cx.db
    .select({ id: letter.id })
    .from(letter)
    .where(and(eq(letter.aboutTable, 'meeting'), eq(letter.aboutId, row.id)))
    .all())
    cx.write.update(letter, one.id, aboutColumns(null))
  for (const one of decided) cx.write.remove(resolution, one.id)
  for (const item of itemRows(cx, row.id)) cx.write.remove(agendaItem, item.id)
  for (const one of attendanceRows(cx, row.id)) cx.write.remove(attendance, one.id)
  for (const one of bodiesOf(cx, [row.id]).get(row.id) ?? []) cx.write.remove(meetingBody, one.id)
  for (const file of attachmentsOf(cx, { table: 'meeting', id: row.id })) cx.write.remove(attachment, file.id)
  cx.write.remove(meeting, row.id)
  cx.about('meeting', row.id)
}

// ── resolutions ─────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Resolutions of one matter in their order; those left out are removed.
 *
 * @param input.seen as of saveAgenda
 * @returns ids in the order of the rows
 * @throws Fault meeting.carriedOut for one that was carried out and is left out; meeting.closed, meeting.signed,
 *   input.invalid, record.*
 */
export function saveResolutions(
  cx: CommandContext,
  input: {
    itemId: string
    rows: { id: string | null; fields: ResolutionFields }[]
    seen?: readonly string[] | undefined
  },
): { ids: string[] } {
  const item = cx.write.mustOwn(agendaItem, input.itemId)
  const row = openForChange(cx, item.meetingId)
  const kinds = new Set(resolutionKinds(cx).map((kind) => kind.key))
  const before = new Map(
    resolutionRows(cx, row.id)
      .filter((one) => one.itemId === item.id)
      .map((one) => [one.id, one]),
  )
  // A kind that the office took out of its table since stays in the record.
  for (const one of before.values()) kinds.add(one.kind)
  const at = input.rows.map(({ fields }, place) => ({ path: ['rows', place, 'fields'], fields }))
  const issues: FaultIssue[] = at.flatMap(({ path, fields }) => [
    ...(fields.kind !== '' && !kinds.has(fields.kind)
      ? [{ path: [...path, 'kind'], key: 'unknownKey', params: { name: fields.kind } }]
      : []),
    ...(fields.dueOn !== null && row.heldOn !== null && fields.dueOn < row.heldOn
      ? [{ path: [...path, 'dueOn'], key: 'beforeMeeting', params: {} }]
      : []),
  ])
  issues.push(
    ...unknownSubjects(
      cx,
      // What a resolution was about and is gone since stays in the record.
      at.filter(({ fields }, place) => {
        const known = before.get(input.rows[place]?.id ?? '')
        return fields.about !== null && fields.about.id !== known?.aboutId
      }),
    ),
  )
  if (issues.length > 0) throw invalid(issues)
  const kept = new Set<string>()
  const ids = input.rows.map(({ id, fields: { about, ...fields } }, place) => {
    const values = { ...fields, ...aboutColumns(about), no: place + 1 }
    if (id === null) {
      // What is new cannot be done yet: a follow-up is closed with its day and outcome.
      const state = fields.state === 'none' ? 'none' : 'open'
      return cx.write.insert(resolution, { ...values, state, meetingId: row.id, itemId: item.id })
    }
    const known = before.get(id)
    if (!known || kept.has(id)) throw new Fault('record.notFound', { kind: 'resolution', id })
    kept.add(id)
    // What was carried out stays what it was about; its words may still be mended.
    if (known.state === 'done' && (known.kind !== fields.kind || known.aboutId !== (about?.id ?? null)))
      throw new Fault('meeting.carriedOut', { name: nameOfMeeting(cx, row), text: known.text })
    const closed = known.state === 'done' || known.state === 'dropped'
    cx.write.update(resolution, id, {
      ...values,
      state: closed ? known.state : fields.state === 'none' ? 'none' : 'open',
    })
    return id
  })
  const left = [...before.values()].filter((one) => !kept.has(one.id))
  const unseen = unseenOf(left, input.seen)
  for (const one of left) {
    if (unseen.has(one.id)) {
      cx.write.update(resolution, one.id, { no: before.size + input.rows.length + one.no })
      continue
    }
    if (one.state === 'done')
      throw new Fault('meeting.carriedOut', { name: nameOfMeeting(cx, row), text: one.text })
    cx.write.remove(resolution, one.id)
  }
  cx.about('meeting', row.id)
  return { ids }
}

/**
 * Closes a follow-up with its outcome, opens it again, or changes owner and due date. Also after the minutes were
 * signed: what was resolved stays, what became of it goes on.
 *
 * @throws Fault input.invalid for a day before the meeting; date.inFuture, record.*
 */
export function setFollowUp(cx: CommandContext, input: FollowUpFields): void {
  const row = cx.write.mustOwn(resolution, input.id)
  const { heldOn } = cx.write.mustGet(meeting, row.meetingId)
  const { id, ...fields } = input
  const doneOn = input.state === 'done' || input.state === 'dropped' ? input.doneOn : null
  if (doneOn !== null) {
    if (heldOn !== null && doneOn < heldOn)
      throw invalid([{ path: ['doneOn'], key: 'beforeMeeting', params: {} }])
    mustNotBeFuture(cx, doneOn)
  }
  cx.write.update(resolution, id, { ...fields, doneOn })
  cx.about('meeting', row.meetingId)
}

// ── minutes ─────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Keeps the minutes as signed; afterwards the record of the meeting is not changed any more.
 *
 * @throws Fault meeting.notHeld, meeting.minutesExist, meeting.notOfBody, meeting.notMarked, date.inFuture, input.invalid, record.*
 */
export function signMinutes(
  cx: CommandContext,
  input: { meetingId: string; bodyId: string | null; signedOn: string },
): { id: string } {
  const row = cx.write.mustOwn(meeting, input.meetingId)
  const heldOn = mustBeHeld(cx, row)
  mustNotBeFuture(cx, input.signedOn)
  if (input.signedOn < heldOn) throw invalid([{ path: ['signedOn'], key: 'beforeMeeting', params: {} }])
  const meets = bodiesOf(cx, [row.id]).get(row.id) ?? []
  if (input.bodyId !== null && !meets.some((one) => one.bodyId === input.bodyId))
    throw new Fault('meeting.notOfBody', { name: nameOfMeeting(cx, row) })
  const there = cx.db.select().from(meetingMinutes).where(eq(meetingMinutes.meetingId, row.id)).all()
  // One for all, or one for each: both would certify the same matters twice.
  if (there.some((one) => one.bodyId === input.bodyId || one.bodyId === null || input.bodyId === null))
    throw new Fault('meeting.minutesExist', { name: nameOfMeeting(cx, row) })
  mustBeMarked(cx, row, input.bodyId)
  const paper = makePaper(cx, { kind: 'minutes', id: row.id, bodyId: input.bodyId })
  const id = cx.write.insert(meetingMinutes, {
    meetingId: row.id,
    bodyId: input.bodyId,
    state: 'signed',
    signedOn: input.signedOn,
    paperAsSigned: asSigned(paper),
  })
  cx.about('meeting', row.id)
  return { id }
}

/** Nobody is left out of the minutes unsaid. @throws Fault meeting.notMarked */
function mustBeMarked(cx: CommandContext, row: MeetingRow, bodyId: string | null): void {
  const open = attendanceRows(cx, row.id).filter(
    (one) =>
      one.state === 'called' &&
      one.name !== '' &&
      (bodyId === null || one.kind === 'guest' || one.seats.some((seat) => seat.bodyId === bodyId)),
  )
  const [first] = open
  if (first !== undefined) throw new Fault('meeting.notMarked', { name: first.name, count: open.length })
}

/** @throws Fault meeting.certified, record.* */
export function withdrawMinutes(cx: CommandContext, input: { minutesId: string }): void {
  const row = cx.write.mustOwn(meetingMinutes, input.minutesId)
  if (row.state === 'certified')
    throw new Fault('meeting.certified', { name: mustGetMinutes(cx, row.id).name })
  for (const item of cx.db
    .select({ id: agendaItem.id })
    .from(agendaItem)
    .where(and(eq(agendaItem.aboutTable, 'meetingMinutes'), eq(agendaItem.aboutId, row.id)))
    .all())
    cx.write.update(agendaItem, item.id, aboutColumns(null))
  for (const file of attachmentsOf(cx, { table: 'meetingMinutes', id: row.id }))
    cx.write.remove(attachment, file.id)
  cx.write.remove(meetingMinutes, row.id)
  cx.about('meeting', row.meetingId)
}

/**
 * A later meeting of the body certifies the minutes, with the corrections it made. The signed paper stays as it is;
 * corrections stand with the certification.
 *
 * @throws Fault meeting.certified, meeting.notHeld, meeting.notOfBody, meeting.notLater, record.*
 */
export function certifyMinutes(
  cx: CommandContext,
  input: { minutesId: string; byMeetingId: string; corrections: string },
): void {
  const row = cx.write.mustOwn(meetingMinutes, input.minutesId)
  const minutes = mustGetMinutes(cx, row.id)
  if (row.state === 'certified') throw new Fault('meeting.certified', { name: minutes.name })
  const by = cx.write.mustOwn(meeting, input.byMeetingId)
  const heldOn = mustBeHeld(cx, by)
  const of = cx.write.mustGet(meeting, row.meetingId)
  if (by.id === of.id || heldOn < (of.heldOn ?? ''))
    throw new Fault('meeting.notLater', { name: minutes.name, other: nameOfMeeting(cx, by) })
  const bodies = bodiesOf(cx, [by.id, of.id])
  const wanted = row.bodyId === null ? (bodies.get(of.id) ?? []).map((one) => one.bodyId) : [row.bodyId]
  if (!(bodies.get(by.id) ?? []).some((one) => wanted.includes(one.bodyId)))
    throw new Fault('meeting.notOfBody', { name: nameOfMeeting(cx, by) })
  cx.write.update(meetingMinutes, row.id, {
    state: 'certified',
    certifiedOn: heldOn,
    certifiedById: by.id,
    corrections: input.corrections,
  })
  resolveCertified(cx, by, row.id, input.corrections)
  cx.about('meeting', of.id)
}

/** The meeting that certified says so under its matter, unless somebody has written a resolution there. */
function resolveCertified(cx: CommandContext, by: MeetingRow, minutesId: string, corrections: string): void {
  const item = itemRows(cx, by.id).find(
    (one) => one.aboutTable === 'meetingMinutes' && one.aboutId === minutesId,
  )
  if (item === undefined || isSigned(cx, by)) return
  if (resolutionRows(cx, by.id).some((one) => one.itemId === item.id)) return
  const words = meetingWording(cx).certified
  cx.write.insert(resolution, {
    meetingId: by.id,
    itemId: item.id,
    no: 1,
    kind: words.kind,
    text: corrections === '' ? words.plain : fillWords(words.corrected, { corrections }),
  })
}
