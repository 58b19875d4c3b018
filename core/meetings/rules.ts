import { z } from 'zod'
import { type Quorum as QuorumRule, quorumNeeded, type SeatRole, seatRoles } from '../bodies/rules.ts'
import {
  fiscalYear,
  idField,
  isoDate,
  line,
  optionalLine,
  optionalText,
  optionalTime,
} from '../kernel/fields.ts'
import { buddhistYearOf } from '../thai/dates.ts'
import { joinThaiName, splitThaiName } from '../thai/names.ts'
import { normaliseText } from '../thai/text.ts'

export type MeetingState = 'planned' | 'held' | 'closed'
export const attendanceStates = ['called', 'present', 'proxy', 'absent'] as const
export type AttendanceState = (typeof attendanceStates)[number]
export const followUpStates = ['none', 'open', 'done', 'dropped'] as const
export type FollowUpState = (typeof followUpStates)[number]

/** ครั้งที่ n/พ.ศ.; null = not counted, or left for handwriting. It restarts each calendar year (DOCUMENTS.md §A5). */
const countField = z
  .number()
  .int({ error: 'notWhole' })
  .min(1, { error: 'number' })
  .max(999, { error: 'number' })
  .nullable()

/** A body that meets, with the count of its own meetings. */
export const meetingBodyFields = z.object({
  bodyId: idField,
  number: countField,
  /** Calendar year, พ.ศ. */
  numberYear: fiscalYear.nullable(),
})
export type MeetingBodyFields = z.infer<typeof meetingBodyFields>

const headShape = {
  /** As the papers name it, without its number: ประชุมคณะกรรมการบริหารงานอำเภอ (ก.บ.อ.) อำเภอพรหมคีรี. */
  title: line(600),
  number: countField,
  numberYear: fiscalYear.nullable(),
  /** While planned the day it is called for, afterwards the day it was held. */
  heldOn: isoDate.nullable(),
  /** As called. */
  startsAt: optionalTime,
  endsAt: optionalTime,
  place: optionalLine(300),
}

/** Head of a meeting. `openedAt`, `closedAt`: as it was, เริ่มประชุมเวลา … เลิกประชุมเวลา. */
export const meetingFields = z
  .object({
    ...headShape,
    openedAt: optionalTime,
    closedAt: optionalTime,
    minutesFor: z.enum(['one', 'each']),
    chairName: optionalLine(200),
    chairPosition: optionalLine(300),
    recorderName: optionalLine(200),
    recorderPosition: optionalLine(300),
    checkerName: optionalLine(200),
    checkerPosition: optionalLine(300),
    note: optionalText(4000),
  })
  .refine((value) => inOrder(value.startsAt, value.endsAt), { error: 'endTimeBeforeStart', path: ['endsAt'] })
  .refine((value) => inOrder(value.openedAt, value.closedAt), {
    error: 'endTimeBeforeStart',
    path: ['closedAt'],
  })
  .refine((value) => (value.number === null) === (value.numberYear === null), {
    error: 'required',
    path: ['numberYear'],
  })
export type MeetingFields = z.infer<typeof meetingFields>

/**
 * Year of the count that is not the year of the meeting, each once; [] before both are known. Said, not refused: the
 * regulation counts by calendar year, some bodies by fiscal year (DOCUMENTS.md §A5).
 *
 * @param counts years พ.ศ. of the meeting's and its bodies' counts
 */
export function yearsBesideDate(heldOn: string | null, counts: readonly (number | null)[]): number[] {
  if (heldOn === null) return []
  const year = buddhistYearOf(heldOn)
  return [...new Set(counts.filter((one): one is number => one !== null && one !== year))]
}

/** What is said when a meeting is called. */
export const openMeetingFields = z
  .object({
    ...headShape,
    /** '' = proposed from the bodies. */
    title: optionalLine(600),
    bodies: z.array(meetingBodyFields).min(1, { error: 'required' }).max(30, { error: 'tooManyRows' }),
    /** Key of resources/rules/agenda-templates. */
    agenda: z.string().min(1, { error: 'required' }).max(40),
  })
  .refine((value) => inOrder(value.startsAt, value.endsAt), { error: 'endTimeBeforeStart', path: ['endsAt'] })
export type OpenMeetingFields = z.infer<typeof openMeetingFields>

function inOrder(from: string, to: string): boolean {
  return from === '' || to === '' || to > from
}

/** Records that a matter or a resolution can be about. */
export const aboutTables = [
  'plan',
  'planEntry',
  'body',
  'appointmentOrder',
  'duty',
  'resolution',
  'meetingMinutes',
] as const
export type AboutTable = (typeof aboutTables)[number]
const aboutField = z.object({ table: z.enum(aboutTables), id: idField }).nullable()
export type About = z.infer<typeof aboutField>

/** A head of the agenda (ระเบียบวาระที่ …) or a matter under it (4.1, 4.2 …). */
export const agendaItemFields = z.object({
  /** Key of the template's head: inform, previous, arising, report, decide, other; matters have that of their head. */
  kind: z.string().max(40),
  title: line(1000),
  /** What was said; a line break begins a paragraph, "๑. …" a numbered point. */
  text: optionalText(60_000),
  presenter: optionalLine(300),
  /** Bodies that the matter is of; [] = all that meet. */
  bodyIds: z.array(idField).max(30),
  about: aboutField,
})
export type AgendaItemFields = z.infer<typeof agendaItemFields>

/** The whole agenda in its order: heads with their matters. */
export const agendaRows = z
  .array(
    z.object({
      id: idField.nullable(),
      fields: agendaItemFields,
      matters: z
        .array(z.object({ id: idField.nullable(), fields: agendaItemFields }))
        .max(100, { error: 'tooManyRows' }),
    }),
  )
  .max(30, { error: 'tooManyRows' })
export type AgendaRows = z.infer<typeof agendaRows>

/** A row of the list of attendance; of a member the seats are kept as they were when he was called. */
export const attendanceFields = z
  .object({
    name: optionalLine(200),
    position: optionalLine(300),
    state: z.enum(attendanceStates),
    /** Who came in his place, (แทน). */
    proxyName: optionalLine(200),
    proxyPosition: optionalLine(300),
    /** ติดราชการ … */
    reason: optionalLine(300),
  })
  .refine((value) => value.name !== '' || value.position !== '', { error: 'required', path: ['name'] })
  .refine((value) => value.state !== 'proxy' || value.proxyName !== '', {
    error: 'required',
    path: ['proxyName'],
  })
export type AttendanceFields = z.infer<typeof attendanceFields>

/** มติที่ประชุม of one matter. */
export const resolutionFields = z.object({
  text: optionalText(6000).refine((value) => value !== '', { error: 'required' }),
  /** Key of resources/rules/resolution-kinds. */
  kind: z.string().max(40),
  about: aboutField,
  ownerName: optionalLine(300),
  dueOn: isoDate.nullable(),
  /** open = to be followed up until it is done or dropped. */
  state: z.enum(followUpStates),
})
export type ResolutionFields = z.infer<typeof resolutionFields>

export const followUpFields = z
  .object({
    id: idField,
    state: z.enum(followUpStates),
    doneOn: isoDate.nullable(),
    outcome: optionalText(4000),
    ownerName: optionalLine(300),
    dueOn: isoDate.nullable(),
  })
  .refine((value) => value.state !== 'done' || value.doneOn !== null, { error: 'required', path: ['doneOn'] })
export type FollowUpFields = z.infer<typeof followUpFields>

// ── agenda ──────────────────────────────────────────────────────────────────────────────────────────────────────

type InTree = { id: string; parentId: string | null; no: number }

/**
 * Numbers of an agenda: heads 1, 2, 3 …, matters under them 4.1, 4.2 … (DOCUMENTS.md §A5).
 *
 * @param keep leaves out matters, e.g. those of another body; heads stay, and the numbers of what is left close up
 * @returns the items in the order of the paper with their number; a matter whose head is gone is left out
 */
export function numberedAgenda<I extends InTree>(
  items: readonly I[],
  keep: (item: I) => boolean = () => true,
): (I & { label: string })[] {
  const ordered = [...items].sort((a, b) => a.no - b.no || (a.id < b.id ? -1 : 1))
  return ordered
    .filter((item) => item.parentId === null)
    .flatMap((head, at) => [
      { ...head, label: String(at + 1) },
      ...ordered
        .filter((item) => item.parentId === head.id && keep(item))
        .map((item, under) => ({ ...item, label: `${at + 1}.${under + 1}` })),
    ])
}

/** True when a matter is of this body: named, or of all that meet. `bodyId` null = the whole meeting. */
export function isOfBody(item: { bodyIds: readonly string[] }, bodyId: string | null): boolean {
  return bodyId === null || item.bodyIds.length === 0 || item.bodyIds.includes(bodyId)
}

// ── members ─────────────────────────────────────────────────────────────────────────────────────────────────────

export type CalledSeat = { bodyId: string; seatId: string; title: string; role: SeatRole }
/** A seat as the body has it now. */
export type SeatNow = CalledSeat & {
  personId: string | null
  /** As printed; '' = nobody known sits there. */
  name: string
  position: string
}
export type Called = { personId: string | null; name: string; position: string; seats: CalledSeat[] }

/**
 * Who is called: every person once with all his seats; a seat of a post that nobody is known to hold once under its
 * post. Order of the list: chair, vice chairs, members, secretary, by the first of the bodies in which one sits.
 *
 * @param seats of all bodies that meet, bodies and seats in their order; seats without person and post are left out
 */
export function whoIsCalled(seats: readonly SeatNow[]): Called[] {
  const byWho = new Map<string, Called & { rank: number; at: number }>()
  for (const [at, seat] of seats.entries()) {
    const { personId, name, position, ...place } = seat
    if (personId === null && name === '' && position === '') continue
    const who = whoOf(seat)
    const known = byWho.get(who)
    if (!known) {
      const rank = seatRoles.indexOf(seat.role)
      byWho.set(who, { personId, name, position, seats: [place], rank, at })
    } else if (!known.seats.some((one) => one.seatId === seat.seatId)) {
      known.seats.push(place)
      if (known.position === '') known.position = position
    }
  }
  const bodies = [...new Set(seats.map((seat) => seat.bodyId))]
  const bodyAt = (called: Called) => bodies.indexOf(called.seats[0]?.bodyId ?? '')
  return [...byWho.values()]
    .sort((a, b) => a.rank - b.rank || bodyAt(a) - bodyAt(b) || a.at - b.at)
    .map(({ rank: _rank, at: _at, ...called }) => called)
}

/** The same person, or as long as nobody is known the same name or post. */
export function whoOf(one: { personId: string | null; name: string; position: string }): string {
  return one.personId ?? `${one.name}\n${one.position}`
}

type Recorded = Called & { id: string; state: AttendanceState }
export type MemberChanges = {
  added: Called[]
  /** Still called, but seats, name or position are other ones now. */
  changed: { id: string; called: Called }[]
  /** No member any more, and nothing recorded of him. */
  gone: string[]
  /** No member any more; what was recorded stays. */
  kept: string[]
}

/**
 * What is other in the bodies since the members were called. A row that says who came is never taken away.
 *
 * @param recorded members of the list of attendance
 * @param now who would be called today
 */
export function memberChanges(recorded: readonly Recorded[], now: readonly Called[]): MemberChanges {
  const left = new Map(recorded.map((row) => [whoOf(row), row]))
  const bySeat = new Map(recorded.flatMap((row) => row.seats.map((seat) => [seat.seatId, row] as const)))
  const changes: MemberChanges = { added: [], changed: [], gone: [], kept: [] }
  const settle = (row: Recorded, called: Called) => {
    left.delete(whoOf(row))
    if (JSON.stringify(factsOf(row)) !== JSON.stringify(factsOf(called)))
      changes.changed.push({ id: row.id, called })
  }
  const open: Called[] = []
  for (const called of now) {
    const row = left.get(whoOf(called))
    if (row) settle(row, called)
    else open.push(called)
  }
  for (const called of open) {
    // A post that was empty has a holder now: his row is there already, under the post.
    const row = called.seats.map((seat) => bySeat.get(seat.seatId)).find((one) => one !== undefined)
    if (row && row.personId === null && row.state === 'called' && left.has(whoOf(row))) settle(row, called)
    else changes.added.push(called)
  }
  for (const row of left.values()) (row.state === 'called' ? changes.gone : changes.kept).push(row.id)
  return changes
}

function factsOf({ personId, name, position, seats }: Called): unknown[] {
  return [personId, name, position, seats.map((seat) => [seat.bodyId, seat.seatId, seat.title, seat.role])]
}

// ── quorum ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Who counts; rows of resources/rules/meeting-rules. */
export type QuorumCounting = { proxies: boolean; assistants: boolean; memberWord: string }
export type Quorum = {
  /** Members of the body that count. */
  members: number
  present: number
  /** Members for whom somebody else came, whether they count or not. */
  proxies: number
  /** What is compared with `needed`. */
  counted: number
  needed: number | null
  /** null = no rule, or nobody marked yet. */
  reached: boolean | null
}

/** Came, or sent somebody in his place. */
export function came(state: AttendanceState): boolean {
  return state === 'present' || state === 'proxy'
}

/**
 * Quorum of one body in a meeting. An assistant secretary who is no member (ผู้ช่วยเลขานุการ, not กรรมการและผู้ช่วย…)
 * is counted neither way unless the rules say so; a seat that nobody holds is no member, unless somebody came for it.
 *
 * @param rows members of the list of attendance, of all bodies
 */
export function quorumOfBody(
  rule: QuorumRule,
  counting: QuorumCounting,
  bodyId: string,
  rows: readonly { name: string; state: AttendanceState; seats: readonly CalledSeat[] }[],
): Quorum {
  const sits = (row: (typeof rows)[number]) => row.name !== '' || came(row.state)
  const members = rows.filter(
    (row) =>
      sits(row) &&
      row.seats.some(
        (seat) =>
          seat.bodyId === bodyId &&
          (seat.role !== 'assistantSecretary' ||
            counting.assistants ||
            (counting.memberWord !== '' && seat.title.includes(counting.memberWord))),
      ),
  )
  const present = members.filter((row) => row.state === 'present').length
  const proxies = members.filter((row) => row.state === 'proxy').length
  const counted = present + (counting.proxies ? proxies : 0)
  const needed = quorumNeeded(rule, members.length)
  const marked = members.some((row) => row.state !== 'called')
  return {
    members: members.length,
    present,
    proxies,
    counted,
    needed,
    reached: needed === null || !marked ? null : counted >= needed,
  }
}

// ── resolutions ─────────────────────────────────────────────────────────────────────────────────────────────────

/** What carrying a resolution out does. */
export const carryActions = ['adoptPlan', 'takeUp', 'openOrder', 'finishDuty'] as const
export type CarryAction = (typeof carryActions)[number]

/**
 * What is to be done for a resolution, by what it decided and about what; null = nothing the program could do.
 *
 * @param decides the kind of resolution decides something (resources/rules/resolution-kinds)
 */
export function carryActionOf(decides: boolean, aboutTable: string): CarryAction | null {
  if (!decides) return null
  if (aboutTable === 'plan') return 'adoptPlan'
  if (aboutTable === 'planEntry') return 'takeUp'
  if (aboutTable === 'body') return 'openOrder'
  return aboutTable === 'duty' ? 'finishDuty' : null
}

// ── pasted attendance ───────────────────────────────────────────────────────────────────────────────────────────

export type PastedAttendance = {
  /** Rows of members named in the paste. */
  present: string[]
  /** Names that are no member's. */
  guests: { name: string; position: string }[]
  /** Names that fit several members: left as they are. */
  ambiguous: string[]
}

/**
 * Reads a pasted list of those who came: one a line, name and position in cells; a number before the name is left out.
 * A name fits a member with or without its title.
 */
export function readPastedAttendance(
  text: string,
  members: readonly { id: string; name: string }[],
): PastedAttendance {
  const byName = new Map<string, Set<string>>()
  for (const { id, name } of members) {
    if (name === '') continue
    for (const key of [plainName(name), plainName(withoutTitle(name))])
      byName.set(key, (byName.get(key) ?? new Set()).add(id))
  }
  const present = new Set<string>()
  const guests = new Map<string, { name: string; position: string }>()
  const ambiguous: string[] = []
  for (const typed of text.split(/\r?\n/u)) {
    const cells = typed
      .split('\t')
      .map((cell) => normaliseText(cell))
      .filter((cell) => cell !== '' && !/^[0-9๐-๙]+\.?$/u.test(cell))
    const name = (cells[0] ?? '').replace(/^[0-9๐-๙]+[.)]?\s+/u, '').slice(0, 200)
    if (name === '') continue
    const found = byName.get(plainName(name)) ?? byName.get(plainName(withoutTitle(name)))
    if (found === undefined) guests.set(plainName(name), { name, position: (cells[1] ?? '').slice(0, 300) })
    else if (found.size > 1) ambiguous.push(name)
    else for (const id of found) present.add(id)
  }
  return { present: [...present], guests: [...guests.values()], ambiguous }
}

function withoutTitle(name: string): string {
  return joinThaiName({ ...splitThaiName(name), title: '' })
}

function plainName(name: string): string {
  return normaliseText(name).replace(/\s+/gu, '').toLowerCase()
}
