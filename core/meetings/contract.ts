import { z } from 'zod'
import type { Quorum as QuorumRule } from '../bodies/rules.ts'
import { fiscalYear, idField, isoDate, optionalLine, optionalText } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import type { LetterState } from '../papers/contract.ts'
import {
  type About,
  type AboutTable,
  type AgendaItemFields,
  type AttendanceFields,
  agendaItemFields,
  agendaRows,
  attendanceFields,
  attendanceStates,
  type CalledSeat,
  type CarryAction,
  type FollowUpState,
  followUpFields,
  followUpStates,
  type MeetingBodyFields,
  type MeetingFields,
  type MeetingState,
  meetingBodyFields,
  meetingFields,
  openMeetingFields,
  type Quorum,
  type ResolutionFields,
  resolutionFields,
} from './rules.ts'

/** A template of the agenda (resources/rules/agenda-templates) with where it comes from. */
export type AgendaTemplate = {
  key: string
  name: string
  heads: { kind: string; title: string }[]
  usual: boolean
  source: string
  certainty: string
}
/** A kind of resolution (resources/rules/resolution-kinds). */
export type ResolutionKind = {
  key: string
  name: string
  /** Wording proposed for it, e.g. ที่ประชุมมีมติเห็นชอบ. */
  text: string
  /** It decides something that the program can carry out. */
  decides: boolean
  /** A resolution of this kind is followed up from the beginning. */
  followUp: boolean
  source: string
  certainty: string
}

/** A body that meets. */
export type MeetingBody = MeetingBodyFields & {
  id: string
  name: string
  /** ก.บ.อ., or the name of the kind where there is no short one. */
  shortName: string
  areaName: string
}

export type MeetingLine = {
  id: string
  officeId: string
  title: string
  /** Title and, where it is counted, ครั้งที่ n/พ.ศ.: how faults, lists and links call it. */
  name: string
  number: number | null
  numberYear: number | null
  heldOn: string | null
  startsAt: string
  endsAt: string
  place: string
  state: MeetingState
  bodies: MeetingBody[]
  called: number
  /** Members that came or sent somebody. */
  came: number
  guests: number
  matters: number
  resolutions: number
  /** Resolutions of it that are not done yet, and those of them past their due date. */
  openFollowUps: number
  lateFollowUps: number
  /** Minutes that are to be made (one, or one a body), signed (with those certified), certified. */
  minutes: { expected: number; signed: number; certified: number }
  example: boolean
}

export type AgendaItem = AgendaItemFields & {
  id: string
  parentId: string | null
  no: number
  /** 4, 4.1: its number on the paper, Arabic digits. */
  label: string
  /** What `about` names, as the screen shows it; null when there is nothing or it is gone. */
  aboutName: string | null
  resolutions: Resolution[]
}

export type Resolution = ResolutionFields & {
  id: string
  itemId: string
  no: number
  kindName: string
  /** What it decided, as the screen shows it, and how that stands; null when there is nothing or it is gone. */
  aboutName: string | null
  aboutState: string
  /** What carrying it out would do; null = nothing the program does, or it is done. */
  action: CarryAction | null
  doneOn: string | null
  outcome: string
}

export type Attendee = AttendanceFields & {
  id: string
  no: number
  kind: 'member' | 'guest'
  personId: string | null
  /** Seats by which he is a member, as they were when he was called. */
  seats: CalledSeat[]
}

export type BodyQuorum = Quorum & {
  bodyId: string
  rule: QuorumRule
  /** Where the rule comes from and how sure it is; '' when there is no rule. */
  source: string
  certainty: string
}

/** Minutes that were signed; `bodyId` null = one for all bodies. */
export type Minutes = {
  id: string
  meetingId: string
  bodyId: string | null
  /** รายงานการประชุม… ครั้งที่ … */
  name: string
  state: 'signed' | 'certified'
  signedOn: string | null
  certifiedOn: string | null
  certifiedById: string | null
  certifiedByName: string
  corrections: string
}

export type Meeting = MeetingFields & {
  id: string
  officeId: string
  name: string
  state: MeetingState
  agenda: string
  example: boolean
  bodies: MeetingBody[]
  /** In the order of the paper. */
  items: AgendaItem[]
  attendance: Attendee[]
  quorum: BodyQuorum[]
  /** Do proxies count for the quorum (resources/rules/meeting-rules), and how sure that is. */
  proxiesCount: boolean
  /** Members of the bodies that are not as they were when called: `refreshMembers` brings them in. */
  memberChanges: { added: number; changed: number; gone: number; kept: number }
  minutes: Minutes[]
  /** Minutes of earlier meetings of these bodies, signed and not certified yet. */
  toCertify: Minutes[]
  /** Letters that were drafted from here. */
  letters: { id: string; subject: string; state: LetterState; dated: string | null }[]
}

/** What a meeting of these bodies on this day would be called and count. */
export type MeetingProposal = {
  title: string
  number: number | null
  numberYear: number | null
  bodies: (MeetingBodyFields & { name: string })[]
  /** Persons that would be called, each once. */
  members: number
  /** Seats that nobody is known to hold. */
  vacant: number
  /** As at the last meeting of the first body. */
  place: string
  startsAt: string
  agenda: string
  openFollowUps: number
  toCertify: number
}

/** Something a resolution can be about. */
export type Decidable = {
  table: AboutTable
  id: string
  name: string
  /** How it stands: ร่าง, เสนอแล้ว … as the screen's words key (meetings.about.*). */
  state: string
  /** What carrying out an approving resolution about it does. */
  action: CarryAction | null
}

export type FollowUp = {
  id: string
  meetingId: string
  meetingName: string
  /** The bodies that resolved, short, with the count of each: ก.บ.อ. ครั้งที่ 3/2565. */
  meetingShort: string
  heldOn: string | null
  /** 4.1 and title of the matter. */
  label: string
  itemTitle: string
  bodyIds: string[]
  bodyNames: string[]
  text: string
  kind: string
  kindName: string
  about: About
  aboutName: string | null
  action: CarryAction | null
  ownerName: string
  dueOn: string | null
  /** Days past its due date; 0 = in time, done or without one. */
  lateDays: number
  state: FollowUpState
  doneOn: string | null
  outcome: string
  /** Later meetings of whose agenda it stands. */
  carriedTo: { id: string; name: string }[]
}

const one = z.object({ id: idField })

/**
 * Records that the writer's screen had read before. Given: what another window added meanwhile is not taken for left out,
 * it stays.
 */
const seenIds = z.array(idField).max(5_000, { error: 'tooManyRows' }).optional()

export const meetingsContract = {
  templates: query().output(
    answer<{ templates: AgendaTemplate[]; kinds: ResolutionKind[]; absentReasons: string[] }>(),
  ),
  /** Meetings held or called for in a calendar year (พ.ศ.), newest first; null = all. Without a date: in every year. */
  list: query()
    .input(
      z.object({ year: fiscalYear.nullable(), bodyId: idField.optional(), officeId: idField.optional() }),
    )
    .output(answer<{ rows: MeetingLine[]; years: number[] }>()),
  propose: query()
    .input(
      z.object({
        bodyIds: z.array(idField).min(1, { error: 'required' }).max(30, { error: 'tooManyRows' }),
        heldOn: isoDate.nullable(),
      }),
    )
    .output(answer<MeetingProposal>()),
  get: query().input(one).output(answer<Meeting>()),
  /**
   * Calls a meeting: agenda of the template, members of all bodies, matters that earlier meetings of these bodies left
   * open, and minutes that wait for certification.
   */
  open: command().input(openMeetingFields).output(answer<{ id: string }>()),
  save: command()
    .input(z.object({ id: idField, fields: meetingFields }))
    .output(answer<void>()),
  /** The bodies that meet, in their order; members follow as in refreshMembers. */
  setBodies: command()
    .input(
      z.object({
        id: idField,
        bodies: z.array(meetingBodyFields).min(1, { error: 'required' }).max(30, { error: 'tooManyRows' }),
      }),
    )
    .output(answer<{ added: number; changed: number; gone: number; kept: number }>()),
  /** Brings in who holds the seats now; what was recorded of a person stays. */
  refreshMembers: command()
    .input(one)
    .output(answer<{ added: number; changed: number; gone: number; kept: number }>()),
  /** The whole agenda in its order; what is left out is removed, unless it has resolutions. `ids` as the rows came. */
  saveAgenda: command()
    .input(z.object({ id: idField, rows: agendaRows, seen: seenIds }))
    .output(answer<{ ids: { id: string; matters: string[] }[] }>()),
  /** One head or matter: what was said, while it is said. */
  saveItem: command()
    .input(z.object({ id: idField, fields: agendaItemFields }))
    .output(answer<void>()),
  /** Puts matters that earlier meetings left open under the head "arising"; those that stand here already are left out. */
  carryMatters: command().input(one).output(answer<{ added: number }>()),
  /** Rows changed, guests added (`id` null) or taken away. Members go with their bodies, never by hand. */
  saveAttendance: command()
    .input(
      z.object({
        id: idField,
        rows: z
          .array(z.object({ id: idField.nullable(), fields: attendanceFields }))
          .max(1000, { error: 'tooManyRows' }),
        removed: z.array(idField).max(1000),
      }),
    )
    .output(answer<{ ids: string[] }>()),
  /** Many rows at once; of a proxy or an absence what was said before is kept. */
  markAttendance: command()
    .input(
      z.object({
        id: idField,
        ids: z.array(idField).min(1, { error: 'required' }).max(1000),
        state: z.enum(attendanceStates).exclude(['proxy']),
        reason: optionalLine(300),
      }),
    )
    .output(answer<void>()),
  /** A pasted list of names of those who came: members are marked present, others become guests. */
  pasteAttendance: command({ dryRun: true })
    .input(z.object({ id: idField, text: z.string().max(60_000, { error: 'tooLong' }), dryRun: z.boolean() }))
    .output(answer<{ present: string[]; guests: string[]; ambiguous: string[] }>()),
  /** The meeting took place: day not in the future, somebody came. A missing quorum is said, not refused. */
  hold: command().input(one).output(answer<void>()),
  /** The record is complete. */
  close: command().input(one).output(answer<void>()),
  /** closed → held → planned; refused once minutes are signed, and to planned once a resolution was carried out. */
  reopen: command().input(one).output(answer<void>()),
  /** With agenda, attendance and files; refused once it has resolutions that were carried out, or signed minutes. */
  remove: command().input(one).output(answer<void>()),
  /** มติ of one matter in their order; those left out are removed. */
  saveResolutions: command()
    .input(
      z.object({
        itemId: idField,
        rows: z
          .array(z.object({ id: idField.nullable(), fields: resolutionFields }))
          .max(30, { error: 'tooManyRows' }),
        seen: seenIds,
      }),
    )
    .output(answer<{ ids: string[] }>()),
  /** What resolutions of this meeting can be about. `q`: forgiving words of the name. At most 200. */
  decidable: query()
    .input(z.object({ meetingId: idField, q: optionalLine(200).optional() }))
    .output(answer<Decidable[]>()),
  /**
   * Does what was resolved, by the rules of its own area, and notes it with the resolution: adopts the plan, takes the
   * project up (into `planId`), drafts the order, finishes the duty.
   */
  carryOut: command()
    .input(z.object({ resolutionId: idField, planId: idField.nullable() }))
    .output(answer<{ table: string; id: string }>()),
  followUps: query()
    .input(
      z.object({
        state: z.enum(followUpStates).exclude(['none']).nullable(),
        bodyId: idField.optional(),
        officeId: idField.optional(),
      }),
    )
    .output(answer<FollowUp[]>()),
  setFollowUp: command().input(followUpFields).output(answer<void>()),
  /** Meetings that resolved something of a plan, the latest first: the door from what was decided to who decided it. */
  decidedPlan: query()
    .input(z.object({ planId: idField }))
    .output(answer<{ id: string; name: string; heldOn: string | null }[]>()),
  /** Keeps the minutes as signed; `bodyId` null = of the whole meeting. */
  signMinutes: command()
    .input(z.object({ meetingId: idField, bodyId: idField.nullable(), signedOn: isoDate }))
    .output(answer<{ id: string }>()),
  /** Takes the signature back, as long as no meeting has certified the minutes. */
  withdrawMinutes: command()
    .input(z.object({ minutesId: idField }))
    .output(answer<void>()),
  certifyMinutes: command()
    .input(z.object({ minutesId: idField, byMeetingId: idField, corrections: optionalText(4000) }))
    .output(answer<void>()),
  /** A draft letter to all members, each with his name and seat, the agenda as enclosure. */
  invitation: command()
    .input(z.object({ meetingId: idField, dated: isoDate.nullable(), signatoryId: idField.nullable() }))
    .output(answer<{ letterId: string; addressees: number }>()),
}
