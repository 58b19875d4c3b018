import { and, asc, desc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import {
  agendaItem,
  appointmentOrder,
  attendance,
  body,
  directive,
  duty,
  letter,
  meeting,
  meetingBody,
  meetingMinutes,
  plan,
  planEntry,
  project,
  resolution,
  village,
} from '../../db/schema.ts'
import { bodyKinds, readSeats } from '../bodies/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { fullName } from '../people/rules.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import { among, planNamesById } from '../plans/queries.ts'
import { readRules, rulesByKey } from '../rules/queries.ts'
import { provenance } from '../rules/rules.ts'
import { buddhistYearOf, daysBetween } from '../thai/dates.ts'
import { searchKey } from '../thai/text.ts'
import { aboutKey, aboutOf, readAbout } from './about.ts'
import type {
  AgendaItem,
  AgendaTemplate,
  Attendee,
  BodyQuorum,
  Decidable,
  FollowUp,
  Meeting,
  MeetingBody,
  MeetingLine,
  MeetingProposal,
  Minutes,
  Resolution,
  ResolutionKind,
} from './contract.ts'
import {
  type Called,
  carryActionOf,
  type FollowUpState,
  isOfBody,
  memberChanges,
  numberedAgenda,
  type QuorumCounting,
  quorumOfBody,
  type SeatNow,
  whoIsCalled,
} from './rules.ts'
import {
  bodyCountWords,
  countWords,
  cut,
  joinedNames,
  meetingName,
  meetingSubject,
  meetingWording,
} from './wording.ts'

export type MeetingRow = typeof meeting.$inferSelect
export type ItemRow = typeof agendaItem.$inferSelect
type ResolutionRow = typeof resolution.$inferSelect

/** At most so many records are offered for a resolution; words narrow them down. */
const MOST_DECIDABLE = 200

// ── rule tables ─────────────────────────────────────────────────────────────────────────────────────────────────

export function readTemplates(cx: QueryContext): {
  templates: AgendaTemplate[]
  kinds: ResolutionKind[]
  absentReasons: string[]
} {
  const templates = readRules(cx, 'agenda-templates')
  const heads = readRules(cx, 'agenda-heads')
  return {
    templates: templates.items.map((item) => ({
      key: item.key,
      name: item.name,
      usual: item.usual,
      heads: heads.items
        .filter((head) => head.template === item.key)
        .map(({ kind, name }) => ({ kind, title: name })),
      ...provenance(templates, item),
    })),
    kinds: resolutionKinds(cx),
    absentReasons: readRules(cx, 'absence-reasons').items.map((item) => item.name),
  }
}

export function resolutionKinds(cx: Pick<QueryContext, 'db' | 'resources'>): ResolutionKind[] {
  const table = readRules(cx, 'resolution-kinds')
  return table.items.map((item) => ({
    key: item.key,
    name: item.name,
    text: item.text,
    decides: item.decides,
    followUp: item.followUp,
    ...provenance(table, item),
  }))
}

/** Who counts for a quorum, as the office's rules have it. */
export function quorumCounting(cx: Pick<QueryContext, 'db' | 'resources'>): QuorumCounting {
  const rows = rulesByKey(cx, 'meeting-rules')
  const assistant = rows.get('assistantCounts')
  return {
    proxies: rows.get('proxyCounts')?.applies ?? true,
    assistants: assistant?.applies ?? false,
    memberWord: assistant?.word ?? '',
  }
}

// ── bodies and members ──────────────────────────────────────────────────────────────────────────────────────────

/** @throws Fault record.notFound */
export function mustGetMeeting(cx: QueryContext, id: string): MeetingRow {
  const row = cx.db.select().from(meeting).where(eq(meeting.id, id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'meeting', id })
  return row
}

/** Bodies of meetings in their order; one statement for any number of meetings. */
export function bodiesOf(cx: QueryContext, meetingIds: readonly string[]): Map<string, MeetingBody[]> {
  const found = new Map<string, MeetingBody[]>()
  if (meetingIds.length === 0) return found
  const kinds = bodyKinds(cx)
  const nameOf = areaNames(cx)
  const rows = cx.db
    .select({
      of: meetingBody,
      body,
      villageName: village.name,
      villageKind: village.kind,
      mooNo: village.mooNo,
    })
    .from(meetingBody)
    .innerJoin(body, eq(body.id, meetingBody.bodyId))
    .leftJoin(village, eq(village.id, body.villageId))
    .where(among(meetingBody.meetingId, meetingIds))
    .orderBy(asc(meetingBody.no), asc(meetingBody.id))
    .all()
  for (const { of, body: row, ...place } of rows) {
    const kind = kinds.get(row.kind)
    const list = found.get(of.meetingId) ?? []
    list.push({
      id: of.id,
      bodyId: row.id,
      number: of.number,
      numberYear: of.numberYear,
      name: row.name,
      shortName: kind === undefined ? row.name : kind.shortName === '' ? kind.name : kind.shortName,
      areaName: nameOf({ ...place, tambonCode: row.tambonCode, districtCode: row.districtCode }),
    })
    found.set(of.meetingId, list)
  }
  return found
}

/** Who would be called today if these bodies met. */
export function calledNow(cx: QueryContext, bodyIds: readonly string[]): Called[] {
  return whoIsCalled(seatsNow(cx, bodyIds))
}

function seatsNow(cx: QueryContext, bodyIds: readonly string[]): SeatNow[] {
  const seats = readSeats(cx, bodyIds)
  return bodyIds.flatMap((bodyId) =>
    (seats.get(bodyId) ?? []).map((seat): SeatNow => {
      const own = seat.person?.position ?? ''
      // A vacant seat of a person says from among whom; nobody can be called by that.
      const post = seat.filledBy === 'post' ? seat.post : ''
      return {
        bodyId,
        seatId: seat.id,
        title: seat.title,
        role: seat.role,
        personId: seat.personId,
        name: seat.person === null ? '' : fullName(seat.person),
        position: post === '' ? own : post,
      }
    }),
  )
}

// ── agenda, resolutions, minutes ────────────────────────────────────────────────────────────────────────────────

export function itemRows(cx: QueryContext, meetingId: string): ItemRow[] {
  return cx.db
    .select()
    .from(agendaItem)
    .where(eq(agendaItem.meetingId, meetingId))
    .orderBy(asc(agendaItem.no), asc(agendaItem.id))
    .all()
}

export function resolutionRows(cx: QueryContext, meetingId: string): ResolutionRow[] {
  return cx.db
    .select()
    .from(resolution)
    .where(eq(resolution.meetingId, meetingId))
    .orderBy(asc(resolution.no), asc(resolution.id))
    .all()
}

export function attendanceRows(cx: QueryContext, meetingId: string): (typeof attendance.$inferSelect)[] {
  return cx.db
    .select()
    .from(attendance)
    .where(eq(attendance.meetingId, meetingId))
    .orderBy(asc(attendance.no), asc(attendance.id))
    .all()
}

type MinutesRow = { minutes: typeof meetingMinutes.$inferSelect; meeting: MeetingRow }

function minutesRows(cx: QueryContext, where: SQL | undefined): MinutesRow[] {
  return cx.db
    .select({ minutes: meetingMinutes, meeting })
    .from(meetingMinutes)
    .innerJoin(meeting, eq(meeting.id, meetingMinutes.meetingId))
    .where(where)
    .orderBy(asc(meeting.heldOn), asc(meetingMinutes.id))
    .all()
}

function asMinutes(cx: QueryContext, rows: readonly MinutesRow[]): Minutes[] {
  const words = meetingWording(cx)
  const bodies = bodiesOf(
    cx,
    rows.map((row) => row.meeting.id),
  )
  const by = rows.flatMap(({ minutes }) => (minutes.certifiedById === null ? [] : [minutes.certifiedById]))
  const certifiers =
    by.length === 0
      ? new Map<string, string>()
      : new Map(
          cx.db
            .select()
            .from(meeting)
            .where(among(meeting.id, by))
            .all()
            .map((row) => [row.id, meetingName(words, row)]),
        )
  return rows.map(({ minutes, meeting: row }) => {
    const of = (bodies.get(row.id) ?? []).find((one) => one.bodyId === minutes.bodyId)
    return {
      id: minutes.id,
      meetingId: row.id,
      bodyId: minutes.bodyId,
      name: fillWords(words.minutesName, {
        subject: of?.name ?? meetingSubject(words, row.title),
        count: countWords(words, of ?? row),
      }),
      state: minutes.state,
      signedOn: minutes.signedOn,
      certifiedOn: minutes.certifiedOn,
      certifiedById: minutes.certifiedById,
      certifiedByName: certifiers.get(minutes.certifiedById ?? '') ?? '',
      corrections: minutes.corrections,
    }
  })
}

export function minutesOf(cx: QueryContext, meetingId: string): Minutes[] {
  return asMinutes(cx, minutesRows(cx, eq(meetingMinutes.meetingId, meetingId)))
}

/** One of the signed minutes. @throws Fault record.notFound */
export function mustGetMinutes(cx: QueryContext, id: string): Minutes {
  const [found] = asMinutes(cx, minutesRows(cx, eq(meetingMinutes.id, id)))
  if (!found) throw new Fault('record.notFound', { kind: 'meetingMinutes', id })
  return found
}

type Before = Pick<MeetingRow, 'officeId' | 'heldOn'> & { id: string | null }

/** Other meetings in which one of the bodies met, held no later than this one. */
function earlierMeetings(cx: QueryContext, row: Before, bodyIds: readonly string[]): MeetingRow[] {
  if (bodyIds.length === 0) return []
  const day = row.heldOn ?? '9999-12-31'
  return cx.db
    .select()
    .from(meeting)
    .where(
      and(
        eq(meeting.officeId, row.officeId),
        sql`${meeting.id} IN (SELECT meetingId FROM meetingBody WHERE bodyId IN (SELECT value FROM json_each(${JSON.stringify(bodyIds)})))`,
        row.id === null ? undefined : ne(meeting.id, row.id),
      ),
    )
    .orderBy(asc(meeting.heldOn), asc(meeting.id))
    .all()
    .filter((one) => (one.heldOn ?? '9999-12-31') <= day)
}

/** Minutes of earlier meetings of these bodies that are signed and wait for certification, the oldest first. */
export function minutesToCertify(cx: QueryContext, row: Before, bodyIds: readonly string[]): Minutes[] {
  const earlier = earlierMeetings(cx, row, bodyIds).map((one) => one.id)
  if (earlier.length === 0) return []
  const rows = minutesRows(
    cx,
    and(eq(meetingMinutes.state, 'signed'), among(meetingMinutes.meetingId, earlier)),
  ).filter(({ minutes }) => minutes.bodyId === null || bodyIds.includes(minutes.bodyId))
  return asMinutes(cx, rows)
}

/** Resolutions of earlier meetings of these bodies that are still open, the oldest first. */
export function openMatters(cx: QueryContext, row: Before, bodyIds: readonly string[]): FollowUp[] {
  const earlier = earlierMeetings(cx, row, bodyIds).map((one) => one.id)
  if (earlier.length === 0) return []
  return readFollowUps(cx, and(eq(resolution.state, 'open'), among(resolution.meetingId, earlier))).filter(
    (one) => one.bodyIds.some((id) => bodyIds.includes(id)),
  )
}

// ── follow-ups ──────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Resolutions to be followed up, by due date, those without one last.
 *
 * @param input.state null = open, done and dropped
 */
export function listFollowUps(
  cx: QueryContext,
  input: {
    state: Exclude<FollowUpState, 'none'> | null
    bodyId?: string | undefined
    officeId?: string | undefined
  },
): FollowUp[] {
  const { bodyId } = input
  return readFollowUps(
    cx,
    and(
      eq(resolution.officeId, input.officeId ?? cx.office().id),
      input.state === null ? ne(resolution.state, 'none') : eq(resolution.state, input.state),
    ),
  ).filter((one) => bodyId === undefined || one.bodyIds.includes(bodyId))
}

function readFollowUps(cx: QueryContext, where: SQL | undefined): FollowUp[] {
  const words = meetingWording(cx)
  const rows = cx.db
    .select({ resolution, item: agendaItem, meeting })
    .from(resolution)
    .innerJoin(agendaItem, eq(agendaItem.id, resolution.itemId))
    .innerJoin(meeting, eq(meeting.id, resolution.meetingId))
    .where(where)
    .all()
  const meetingIds = [...new Set(rows.map((row) => row.meeting.id))]
  const bodies = bodiesOf(cx, meetingIds)
  const labels = labelsOf(cx, meetingIds)
  const kinds = new Map(resolutionKinds(cx).map((kind) => [kind.key, kind]))
  const about = readAbout(
    cx,
    rows.map((row) => aboutOf(row.resolution)),
  )
  const carried = carriedTo(
    cx,
    rows.map((row) => row.resolution.id),
  )
  const today = cx.today()
  return rows
    .map(({ resolution: row, item, meeting: of }): FollowUp => {
      const meets = (bodies.get(of.id) ?? []).filter((one) => isOfBody(item, one.bodyId))
      const subject = aboutOf(row)
      const facts = subject === null ? undefined : about.get(aboutKey(subject))
      const kind = kinds.get(row.kind)
      return {
        id: row.id,
        meetingId: of.id,
        meetingName: meetingName(words, of),
        meetingShort: meets.map((one) => bodyCountWords(words, one)).join(', '),
        heldOn: of.heldOn,
        label: labels.get(item.id) ?? '',
        itemTitle: item.title,
        bodyIds: meets.map((one) => one.bodyId),
        bodyNames: meets.map((one) => one.name),
        text: row.text,
        kind: row.kind,
        kindName: kind?.name ?? row.kind,
        about: subject,
        aboutName: facts?.name ?? null,
        action: facts ? actionOf(kind, row, subject?.table ?? '', facts.state) : null,
        ownerName: row.ownerName,
        dueOn: row.dueOn,
        lateDays: row.state === 'open' && row.dueOn !== null ? Math.max(0, daysBetween(row.dueOn, today)) : 0,
        state: row.state,
        doneOn: row.doneOn,
        outcome: row.outcome,
        carriedTo: carried.get(row.id) ?? [],
      }
    })
    .sort(
      (a, b) =>
        order(a.dueOn, b.dueOn) ||
        order(a.heldOn, b.heldOn) ||
        a.label.localeCompare(b.label, 'en', { numeric: true }) ||
        order(a.id, b.id),
    )
}

function order(a: string | null, b: string | null): number {
  const [x, y] = [a ?? '9999', b ?? '9999']
  return x < y ? -1 : x > y ? 1 : 0
}

/** 4.1 of every agenda item of the meetings. */
function labelsOf(cx: QueryContext, meetingIds: readonly string[]): Map<string, string> {
  if (meetingIds.length === 0) return new Map()
  const rows = cx.db
    .select({
      id: agendaItem.id,
      parentId: agendaItem.parentId,
      no: agendaItem.no,
      meetingId: agendaItem.meetingId,
    })
    .from(agendaItem)
    .where(among(agendaItem.meetingId, meetingIds))
    .all()
  const byMeeting = new Map<string, typeof rows>()
  for (const row of rows) byMeeting.set(row.meetingId, [...(byMeeting.get(row.meetingId) ?? []), row])
  return new Map(
    [...byMeeting.values()].flatMap((items) =>
      numberedAgenda(items).map((item) => [item.id, item.label] as const),
    ),
  )
}

/** Later meetings on whose agenda a resolution stands again. */
function carriedTo(cx: QueryContext, ids: readonly string[]): Map<string, { id: string; name: string }[]> {
  const found = new Map<string, { id: string; name: string }[]>()
  if (ids.length === 0) return found
  const words = meetingWording(cx)
  const rows = cx.db
    .select({ aboutId: agendaItem.aboutId, meeting })
    .from(agendaItem)
    .innerJoin(meeting, eq(meeting.id, agendaItem.meetingId))
    .where(and(eq(agendaItem.aboutTable, 'resolution'), among(agendaItem.aboutId, ids)))
    .orderBy(asc(meeting.heldOn), asc(meeting.id))
    .all()
  for (const row of rows) {
    const id = row.aboutId ?? ''
    found.set(id, [...(found.get(id) ?? []), { id: row.meeting.id, name: meetingName(words, row.meeting) }])
  }
  return found
}

/** Meetings that resolved something of a plan, the latest first; each once. */
export function meetingsOfPlan(
  cx: QueryContext,
  { planId }: { planId: string },
): { id: string; name: string; heldOn: string | null }[] {
  const words = meetingWording(cx)
  const rows = cx.db
    .select({ meeting })
    .from(resolution)
    .innerJoin(meeting, eq(meeting.id, resolution.meetingId))
    .where(and(eq(resolution.aboutTable, 'plan'), eq(resolution.aboutId, planId)))
    .orderBy(desc(meeting.heldOn), desc(meeting.id))
    .all()
  return [...new Map(rows.map(({ meeting: row }) => [row.id, row])).values()].map((row) => ({
    id: row.id,
    name: meetingName(words, row),
    heldOn: row.heldOn,
  }))
}

function actionOf(
  kind: ResolutionKind | undefined,
  row: Pick<ResolutionRow, 'state'>,
  table: string,
  state: string,
) {
  // What stands as it was resolved needs no carrying out any more.
  if (
    row.state === 'done' ||
    (table === 'plan' && state === 'adopted') ||
    (table === 'duty' && state === 'done')
  )
    return null
  return carryActionOf(kind?.decides ?? false, table)
}

// ── lists and one meeting ───────────────────────────────────────────────────────────────────────────────────────

/** Counts of a table by meeting, in one statement. */
function countsBy(
  cx: QueryContext,
  table: typeof attendance | typeof agendaItem | typeof resolution,
  where: SQL,
): Map<string, number> {
  return new Map(
    cx.db
      .select({ id: table.meetingId, n: sql<number>`count(*)` })
      .from(table)
      .where(where)
      .groupBy(table.meetingId)
      .all()
      .map((row) => [row.id, row.n]),
  )
}

/** Meetings, the newest first; those without a day on top. */
export function listMeetings(
  cx: QueryContext,
  input: { year: number | null; bodyId?: string | undefined; officeId?: string | undefined },
): { rows: MeetingLine[]; years: number[] } {
  const officeId = input.officeId ?? cx.office().id
  const all = cx.db
    .select()
    .from(meeting)
    .where(
      and(
        eq(meeting.officeId, officeId),
        input.bodyId === undefined
          ? undefined
          : sql`${meeting.id} IN (SELECT meetingId FROM meetingBody WHERE bodyId = ${input.bodyId})`,
      ),
    )
    .orderBy(sql`${meeting.heldOn} IS NOT NULL`, desc(meeting.heldOn), desc(meeting.id))
    .all()
  const yearOf = (row: MeetingRow) => (row.heldOn === null ? row.numberYear : buddhistYearOf(row.heldOn))
  const years = [...new Set(all.flatMap((row) => yearOf(row) ?? []))].sort((a, b) => b - a)
  const rows = all.filter((row) => input.year === null || (yearOf(row) ?? input.year) === input.year)
  return { rows: meetingLines(cx, rows), years }
}

function meetingLines(cx: QueryContext, rows: readonly MeetingRow[]): MeetingLine[] {
  const ids = rows.map((row) => row.id)
  const words = meetingWording(cx)
  const bodies = bodiesOf(cx, ids)
  const members = countsBy(
    cx,
    attendance,
    and(eq(attendance.kind, 'member'), among(attendance.meetingId, ids)) as SQL,
  )
  const came = countsBy(
    cx,
    attendance,
    and(
      eq(attendance.kind, 'member'),
      inArray(attendance.state, ['present', 'proxy']),
      among(attendance.meetingId, ids),
    ) as SQL,
  )
  const guests = countsBy(
    cx,
    attendance,
    and(eq(attendance.kind, 'guest'), among(attendance.meetingId, ids)) as SQL,
  )
  const matters = countsBy(
    cx,
    agendaItem,
    and(sql`${agendaItem.parentId} IS NOT NULL`, among(agendaItem.meetingId, ids)) as SQL,
  )
  const resolutions = countsBy(cx, resolution, among(resolution.meetingId, ids))
  const open = countsBy(
    cx,
    resolution,
    and(eq(resolution.state, 'open'), among(resolution.meetingId, ids)) as SQL,
  )
  const late = countsBy(
    cx,
    resolution,
    and(
      eq(resolution.state, 'open'),
      sql`${resolution.dueOn} < ${cx.today()}`,
      among(resolution.meetingId, ids),
    ) as SQL,
  )
  const minutes = new Map<string, { signed: number; certified: number }>()
  for (const row of cx.db
    .select({ id: meetingMinutes.meetingId, state: meetingMinutes.state })
    .from(meetingMinutes)
    .where(among(meetingMinutes.meetingId, ids))
    .all()) {
    const sums = minutes.get(row.id) ?? { signed: 0, certified: 0 }
    minutes.set(row.id, {
      signed: sums.signed + 1,
      certified: sums.certified + (row.state === 'certified' ? 1 : 0),
    })
  }
  return rows.map((row) => ({
    id: row.id,
    officeId: row.officeId,
    title: row.title,
    name: meetingName(words, row),
    number: row.number,
    numberYear: row.numberYear,
    heldOn: row.heldOn,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    place: row.place,
    state: row.state,
    bodies: bodies.get(row.id) ?? [],
    called: members.get(row.id) ?? 0,
    came: came.get(row.id) ?? 0,
    guests: guests.get(row.id) ?? 0,
    matters: matters.get(row.id) ?? 0,
    resolutions: resolutions.get(row.id) ?? 0,
    openFollowUps: open.get(row.id) ?? 0,
    lateFollowUps: late.get(row.id) ?? 0,
    minutes: {
      expected: row.minutesFor === 'each' ? (bodies.get(row.id)?.length ?? 0) : 1,
      ...(minutes.get(row.id) ?? { signed: 0, certified: 0 }),
    },
    example: row.example,
  }))
}

/** A meeting with all that is recorded of it. @throws Fault record.notFound */
export function getMeeting(cx: QueryContext, input: { id: string }): Meeting {
  const row = mustGetMeeting(cx, input.id)
  const words = meetingWording(cx)
  const bodies = bodiesOf(cx, [row.id]).get(row.id) ?? []
  const bodyIds = bodies.map((one) => one.bodyId)
  const people = attendanceRows(cx, row.id)
  const members = people.filter((one) => one.kind === 'member')
  const planned = row.state === 'planned' && row.officeId === cx.office().id
  const changes = planned ? memberChanges(members, calledNow(cx, bodyIds)) : null
  const { minutesFor, chairName, chairPosition, recorderName, recorderPosition } = row
  return {
    id: row.id,
    officeId: row.officeId,
    name: meetingName(words, row),
    state: row.state,
    agenda: row.agenda,
    example: row.example,
    title: row.title,
    number: row.number,
    numberYear: row.numberYear,
    heldOn: row.heldOn,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    openedAt: row.openedAt,
    closedAt: row.closedAt,
    place: row.place,
    minutesFor,
    chairName,
    chairPosition,
    recorderName,
    recorderPosition,
    checkerName: row.checkerName,
    checkerPosition: row.checkerPosition,
    note: row.note,
    bodies,
    items: agendaOf(cx, row.id),
    attendance: people.map(
      ({ officeId: _officeId, meetingId: _meetingId, ...one }): Attendee => ({ ...one, seats: one.seats }),
    ),
    quorum: quorumsOf(cx, bodyIds, members),
    proxiesCount: quorumCounting(cx).proxies,
    memberChanges: {
      added: changes?.added.length ?? 0,
      changed: changes?.changed.length ?? 0,
      gone: changes?.gone.length ?? 0,
      kept: changes?.kept.length ?? 0,
    },
    minutes: minutesOf(cx, row.id),
    toCertify: minutesToCertify(cx, row, bodyIds),
    letters: cx.db
      .select({ id: letter.id, subject: letter.subject, state: letter.state, dated: letter.dated })
      .from(letter)
      .where(and(eq(letter.aboutTable, 'meeting'), eq(letter.aboutId, row.id)))
      .orderBy(asc(letter.id))
      .all(),
  }
}

/** The agenda in the order of the paper with its resolutions. */
function agendaOf(cx: QueryContext, meetingId: string): AgendaItem[] {
  const items = itemRows(cx, meetingId)
  const resolutions = resolutionRows(cx, meetingId)
  const kinds = new Map(resolutionKinds(cx).map((kind) => [kind.key, kind]))
  const about = readAbout(cx, [...items.map(aboutOf), ...resolutions.map(aboutOf)])
  const byItem = new Map<string, Resolution[]>()
  for (const row of resolutions) {
    const subject = aboutOf(row)
    const facts = subject === null ? undefined : about.get(aboutKey(subject))
    const kind = kinds.get(row.kind)
    const list = byItem.get(row.itemId) ?? []
    list.push({
      id: row.id,
      itemId: row.itemId,
      no: row.no,
      text: row.text,
      kind: row.kind,
      kindName: kind?.name ?? row.kind,
      about: subject,
      aboutName: facts?.name ?? null,
      aboutState: facts?.stateName ?? '',
      action: facts ? actionOf(kind, row, subject?.table ?? '', facts.state) : null,
      ownerName: row.ownerName,
      dueOn: row.dueOn,
      state: row.state,
      doneOn: row.doneOn,
      outcome: row.outcome,
    })
    byItem.set(row.itemId, list)
  }
  return numberedAgenda(items).map((item) => {
    const subject = aboutOf(item)
    return {
      id: item.id,
      parentId: item.parentId,
      no: item.no,
      label: item.label,
      kind: item.kind,
      title: item.title,
      text: item.text,
      presenter: item.presenter,
      bodyIds: item.bodyIds,
      about: subject,
      aboutName: subject === null ? null : (about.get(aboutKey(subject))?.name ?? null),
      resolutions: byItem.get(item.id) ?? [],
    }
  })
}

function quorumsOf(
  cx: QueryContext,
  bodyIds: readonly string[],
  members: readonly Pick<Attendee, 'name' | 'state' | 'seats'>[],
): BodyQuorum[] {
  if (bodyIds.length === 0) return []
  const kinds = bodyKinds(cx)
  const counting = quorumCounting(cx)
  const kindOf = new Map(
    cx.db
      .select({ id: body.id, kind: body.kind })
      .from(body)
      .where(among(body.id, bodyIds))
      .all()
      .map((row) => [row.id, kinds.get(row.kind)]),
  )
  return bodyIds.map((bodyId) => {
    const kind = kindOf.get(bodyId)
    const rule = kind?.quorumOf ?? null
    return {
      bodyId,
      ...quorumOfBody(rule, counting, bodyId, members),
      rule,
      source: rule === null ? '' : (kind?.source ?? ''),
      certainty: rule === null ? '' : (kind?.certainty ?? ''),
    }
  })
}

// ── proposals ───────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * ครั้งที่ of the next meeting of a body: one more than the highest of its calendar year (DOCUMENTS.md §A5).
 *
 * @param year calendar year, พ.ศ.
 */
function nextNumber(cx: QueryContext, bodyId: string, year: number): number {
  const row = cx.db
    .select({ highest: sql<number | null>`max(${meetingBody.number})` })
    .from(meetingBody)
    .where(and(eq(meetingBody.bodyId, bodyId), eq(meetingBody.numberYear, year)))
    .get()
  return (row?.highest ?? 0) + 1
}

/** Longer than this a title is written with the short names of its bodies. */
const LONG_TITLE = 400
/** What the head of a meeting holds (rules.ts). */
const MOST_TITLE = 600

/** การประชุม… of one body, การประชุมร่วม… of several. */
function proposedTitle(cx: QueryContext, bodies: readonly (typeof body.$inferSelect)[]): string {
  const words = meetingWording(cx)
  const template = bodies.length === 1 ? words.title.one : words.title.joint
  const title = (names: readonly string[]) => fillWords(template, { bodies: joinedNames(words, names) })
  const full = title(bodies.map((one) => one.name))
  if (full.length <= LONG_TITLE) return full
  const kinds = bodyKinds(cx)
  const short = new Set(bodies.map((one) => kinds.get(one.kind)?.shortName || one.name))
  return cut(title([...short]), MOST_TITLE)
}

/** @throws Fault record.notFound for a body that is not there */
export function proposeMeeting(
  cx: QueryContext,
  input: { bodyIds: string[]; heldOn: string | null },
): MeetingProposal {
  const _words = meetingWording(cx)
  const bodyIds = [...new Set(input.bodyIds)]
  const rows = new Map(
    cx.db
      .select()
      .from(body)
      .where(among(body.id, bodyIds))
      .all()
      .map((row) => [row.id, row]),
  )
  const year = buddhistYearOf(input.heldOn ?? cx.today())
  const bodies = bodyIds.map((id) => {
    const row = rows.get(id)
    if (!row) throw new Fault('record.notFound', { kind: 'body', id })
    return { bodyId: id, number: nextNumber(cx, id, year), numberYear: year, name: row.name }
  })
  const called = calledNow(cx, bodyIds)
  const here: Before = { id: null, officeId: cx.office().id, heldOn: input.heldOn }
  const last = earlierMeetings(cx, here, bodyIds.slice(0, 1)).at(-1)
  const templates = readRules(cx, 'agenda-templates').items
  const usual = templates.find((item) => item.usual) ?? templates[0]
  const known = templates.some((item) => item.key === last?.agenda)
  const only = bodies.length === 1 ? bodies[0] : undefined
  return {
    title: proposedTitle(
      cx,
      bodyIds.flatMap((id) => rows.get(id) ?? []),
    ),
    // A joint meeting has the counts of its bodies, none of its own.
    number: only?.number ?? null,
    numberYear: only?.numberYear ?? null,
    bodies,
    members: called.length,
    vacant: called.filter((one) => one.name === '').length,
    place: last?.place ?? '',
    startsAt: last?.startsAt ?? '',
    agenda: (known ? last?.agenda : usual?.key) ?? '',
    openFollowUps: openMatters(cx, here, bodyIds).length,
    toCertify: minutesToCertify(cx, here, bodyIds).length,
  }
}

/**
 * What resolutions of a meeting can be about: plans that are not adopted, the bodies that meet first, drafts of orders,
 * duties that are not done, and – once somebody looks for one – projects of plans.
 *
 * @throws Fault record.notFound
 */
export function listDecidable(
  cx: QueryContext,
  input: { meetingId: string; q?: string | undefined },
): Decidable[] {
  const row = mustGetMeeting(cx, input.meetingId)
  const words = meetingWording(cx)
  const asked = searchKey(input.q ?? '')
  const parts = asked.split(' ').filter((part) => part !== '')
  const fits = (name: string) => {
    const key = searchKey(name)
    return parts.every((part) => key.includes(part))
  }
  const found: Decidable[] = []
  const add = (table: Decidable['table'], id: string, name: string, state: string) => {
    if (fits(name))
      found.push({ table, id, name, state: words.states[state] ?? state, action: carryActionOf(true, table) })
  }
  const plans = cx.db
    .select({ id: plan.id, state: plan.state })
    .from(plan)
    .where(and(eq(plan.officeId, row.officeId), ne(plan.state, 'adopted')))
    .orderBy(desc(plan.planFy), asc(plan.tambonCode), asc(plan.id))
    .all()
  const names = planNamesById(
    cx,
    plans.map((one) => one.id),
  )
  for (const one of [...plans].sort(
    (a, b) => Number(b.state === 'proposed') - Number(a.state === 'proposed'),
  ))
    add('plan', one.id, names.get(one.id) ?? '', one.state)
  for (const one of cx.db
    .select({ id: appointmentOrder.id, subject: appointmentOrder.subject, state: appointmentOrder.state })
    .from(appointmentOrder)
    .where(and(eq(appointmentOrder.officeId, row.officeId), eq(appointmentOrder.state, 'draft')))
    .orderBy(desc(appointmentOrder.id))
    .all())
    add('appointmentOrder', one.id, one.subject, one.state)
  for (const one of cx.db
    .select({ id: duty.id, no: duty.no, text: duty.text, state: duty.state })
    .from(duty)
    .innerJoin(directive, eq(directive.id, duty.directiveId))
    .where(and(eq(duty.officeId, row.officeId), ne(duty.state, 'done'), eq(directive.state, 'received')))
    .orderBy(desc(directive.editionFy), asc(duty.no))
    .all())
    add('duty', one.id, fillWords(words.about.duty, { no: one.no, text: one.text }), one.state)
  const meets = new Set((bodiesOf(cx, [row.id]).get(row.id) ?? []).map((one) => one.bodyId))
  const bodies = cx.db
    .select({ id: body.id, name: body.name, closedOn: body.closedOn })
    .from(body)
    .where(eq(body.officeId, row.officeId))
    .orderBy(asc(body.tambonCode), asc(body.id))
    .all()
    .filter((one) => one.closedOn === null)
  for (const one of bodies.sort((a, b) => Number(meets.has(b.id)) - Number(meets.has(a.id))))
    add('body', one.id, one.name, 'none')
  if (parts.length > 0) {
    const like = parts.map(
      (part) => sql`${project.searchKey} LIKE ${`%${part.replace(/[\\%_]/gu, '\\$&')}%`} ESCAPE '\\'`,
    )
    const entries = cx.db
      .select({ id: planEntry.id, name: planEntry.name, planId: planEntry.planId, state: plan.state })
      .from(planEntry)
      .innerJoin(project, eq(project.id, planEntry.projectId))
      .innerJoin(plan, eq(plan.id, planEntry.planId))
      .where(and(eq(planEntry.officeId, row.officeId), ...like))
      .orderBy(desc(plan.planFy), asc(planEntry.rank))
      .limit(MOST_DECIDABLE)
      .all()
    const of = planNamesById(
      cx,
      entries.map((one) => one.planId),
    )
    for (const one of entries)
      found.push({
        table: 'planEntry',
        id: one.id,
        name: fillWords(words.about.planEntry, { entry: one.name, plan: of.get(one.planId) ?? '' }),
        state: words.states[one.state] ?? one.state,
        action: carryActionOf(true, 'planEntry'),
      })
  }
  return found.slice(0, MOST_DECIDABLE)
}
