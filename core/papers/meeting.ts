import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { AgendaItem, Attendee, Meeting } from '../meetings/contract.ts'
import { getMeeting, listFollowUps } from '../meetings/queries.ts'
import { came, isOfBody, numberedAgenda } from '../meetings/rules.ts'
import {
  bodyCountWords,
  countWords,
  type MeetingWording,
  meetingSubject,
  meetingWording,
} from '../meetings/wording.ts'
import { fillWords } from '../plans/areas.ts'
import { formatThaiDate } from '../thai/dates.ts'
import type { MadePaper } from './catalogue.ts'
import { paperFileTitle } from './file-name.ts'
import { readOfficeHead } from './office-head.ts'
import { bodyParts, type PaperRef } from './rules.ts'

type MeetingRef = Extract<PaperRef, { kind: 'agenda' | 'signInSheet' | 'minutes' }>

/**
 * Papers of a meeting, of all bodies or of one of them: then only its members, its matters and its count
 * (DOCUMENTS.md §A5).
 *
 * @throws Fault record.notFound, meeting.notOfBody
 */
export function meetingPaper(cx: QueryContext, ref: MeetingRef): MadePaper {
  const meeting = getMeeting(cx, { id: ref.id })
  const words = meetingWording(cx)
  const of = meeting.bodies.find((one) => one.bodyId === ref.bodyId)
  if (ref.bodyId !== null && of === undefined) throw new Fault('meeting.notOfBody', { name: meeting.name })
  const counted = of ?? meeting
  const head = {
    subject: of?.name ?? meetingSubject(words, meeting.title),
    counts: countsOf(words, meeting, ref.bodyId),
    date: meeting.heldOn ?? '',
    time: meeting.startsAt,
    place: meeting.place,
  }
  const office = readOfficeHead(cx)
  const fileName = paperFileTitle(cx, ref.kind, {
    body: (of ? [of] : meeting.bodies).map((one) => one.shortName).join(' '),
    // A slash cannot stand in a file's name.
    number: counted.number === null ? '' : `${counted.number}-${counted.numberYear ?? ''}`,
  })
  if (ref.kind === 'agenda')
    return {
      kind: 'agenda',
      office,
      formats: ['pdf', 'docx'],
      fileName,
      data: { ...head, heads: agendaTree(meeting, ref.bodyId).map(withMatters(asMatter)) },
    }
  if (ref.kind === 'signInSheet')
    return {
      kind: 'signInSheet',
      office,
      formats: ['pdf', 'docx', 'xlsx'],
      fileName,
      data: {
        ...head,
        people: membersOf(meeting, ref.bodyId).map((one) => ({
          name: one.name,
          position: one.position,
          role: roleIn(words, meeting, one, ref.bodyId),
        })),
        emptyRows: words.signInGuestRows,
      },
    }
  return {
    kind: 'minutes',
    office,
    formats: ['pdf', 'docx'],
    fileName,
    data: { ...head, ...minutesParts(words, meeting, ref.bodyId) },
  }
}

/** One line where it has one count, else a line for each body that is counted. */
function countsOf(words: MeetingWording, meeting: Meeting, bodyId: string | null): string[] {
  const of = meeting.bodies.find((one) => one.bodyId === bodyId)
  if (of) return [countWords(words, of)].filter((text) => text !== '')
  const own = countWords(words, meeting)
  if (own !== '') return [own]
  const counted = meeting.bodies.filter((one) => one.number !== null && one.numberYear !== null)
  const said = new Set(counted.map((one) => countWords(words, one)))
  // All bodies meet for the same time this year: said once.
  if (counted.length === meeting.bodies.length && said.size === 1) return [...said]
  return counted.map((one) => bodyCountWords(words, one))
}

function membersOf(meeting: Meeting, bodyId: string | null): Attendee[] {
  return meeting.attendance.filter(
    (one) => one.kind === 'member' && (bodyId === null || one.seats.some((seat) => seat.bodyId === bodyId)),
  )
}

/** กรรมการ; in a meeting of several bodies each title with the bodies it is of, unless it is the same in all. */
function roleIn(words: MeetingWording, meeting: Meeting, one: Attendee, bodyId: string | null): string {
  const seats = one.seats.filter((seat) => bodyId === null || seat.bodyId === bodyId)
  const byTitle = new Map<string, Set<string>>()
  for (const seat of seats) byTitle.set(seat.title, (byTitle.get(seat.title) ?? new Set()).add(seat.bodyId))
  const meets = bodyId === null ? meeting.bodies.length : 1
  return [...byTitle]
    .map(([title, bodies]) => {
      if (bodies.size >= meets) return title
      const names = meeting.bodies.filter((body) => bodies.has(body.bodyId)).map((body) => body.shortName)
      return fillWords(words.roleOfBodies, { title, bodies: names.join(', ') })
    })
    .join('\n')
}

type Head = AgendaItem & { matters: AgendaItem[] }

/** Heads with their matters, numbered as the paper has them: in the papers of one body its own matters only. */
function agendaTree(meeting: Meeting, bodyId: string | null): Head[] {
  const items = numberedAgenda(meeting.items, (item) => isOfBody(item, bodyId))
  return items
    .filter((item) => item.parentId === null)
    .map((head) => ({ ...head, matters: items.filter((item) => item.parentId === head.id) }))
}

function withMatters<M>(asOne: (item: AgendaItem) => M): (head: Head) => M & { matters: M[] } {
  return (head) => ({ ...asOne(head), matters: head.matters.map(asOne) })
}

function asMatter({ label, title, presenter }: AgendaItem) {
  return { number: label, title, presenter }
}

function asMinuted(item: AgendaItem) {
  return {
    ...asMatter(item),
    parts: bodyParts([item.text]),
    resolutions: item.resolutions.map(({ text }) => ({ text: text.replaceAll('\n', ' ') })),
  }
}

function minutesParts(words: MeetingWording, meeting: Meeting, bodyId: string | null) {
  const members = membersOf(meeting, bodyId)
  const guests = meeting.attendance.filter((one) => one.kind === 'guest')
  return {
    present: members
      .filter((one) => came(one.state))
      .map((one) => {
        const role = roleIn(words, meeting, one, bodyId)
        if (one.state === 'present')
          return { name: nameOf(one), position: positionOf(one), role, standsFor: '' }
        const member = [one.name, one.position].filter((part) => part !== '').join(' ')
        return {
          name: one.proxyName,
          position: one.proxyPosition,
          role,
          standsFor: fillWords(words.standsFor, { name: member }),
        }
      }),
    absent: members
      .filter((one) => one.state === 'absent')
      .map((one) => ({ name: nameOf(one), position: positionOf(one), reason: one.reason })),
    guests: guests
      .filter((one) => came(one.state))
      .map((one) => ({
        name: one.state === 'proxy' ? one.proxyName : nameOf(one),
        position: one.state === 'proxy' ? one.proxyPosition : positionOf(one),
      })),
    openedAt: meeting.openedAt,
    closedAt: meeting.closedAt,
    opening: [...quorumSentences(words, meeting, bodyId), ...chairSentence(words, meeting)],
    heads: agendaTree(meeting, bodyId).map(withMatters(asMinuted)),
    recorder: { name: meeting.recorderName, position: meeting.recorderPosition },
    checker: { name: meeting.checkerName, position: meeting.checkerPosition },
  }
}

/** Of a seat that nobody is known to hold the post stands in the place of the name. */
function nameOf(one: Attendee): string {
  return one.name === '' ? one.position : one.name
}
function positionOf(one: Attendee): string {
  return one.name === '' ? '' : one.position
}

function chairSentence(words: MeetingWording, meeting: Meeting): string[] {
  if (meeting.chairName === '') return []
  return [fillWords(words.chairOpens, { name: meeting.chairName, position: meeting.chairPosition })]
}

/** Whether enough members came is said, also where it is not: it is not for the program to refuse minutes. */
function quorumSentences(words: MeetingWording, meeting: Meeting, bodyId: string | null): string[] {
  // Before anybody is marked a draft has nothing to say of who came.
  if (meeting.attendance.every((one) => one.state === 'called')) return []
  return meeting.quorum
    .filter((one) => (bodyId === null || one.bodyId === bodyId) && one.members > 0)
    .map((one) => {
      const body = meeting.bodies.find(({ bodyId: id }) => id === one.bodyId)
      const template =
        one.reached === null ? words.quorum.unknown : one.reached ? words.quorum.known : words.quorum.short
      return fillWords(template, {
        body: body?.name ?? '',
        members: one.members,
        counted: one.counted,
        needed: one.needed ?? '',
      })
    })
}

/** บัญชีติดตามมติที่ประชุม. */
export function followUpPaper(
  cx: QueryContext,
  ref: Extract<PaperRef, { kind: 'followUpList' }>,
): MadePaper<'followUpList'> {
  const words = meetingWording(cx)
  const rows = listFollowUps(cx, { state: ref.state, bodyId: ref.bodyId ?? undefined })
  const body =
    ref.bodyId === null
      ? ''
      : (rows.flatMap((row) => row.bodyNames[row.bodyIds.indexOf(ref.bodyId ?? '')] ?? [])[0] ?? '')
  return {
    kind: 'followUpList',
    office: readOfficeHead(cx),
    formats: ['pdf', 'docx', 'xlsx'],
    fileName: paperFileTitle(cx, 'followUpList', { body }),
    data: {
      body,
      asOf: cx.today(),
      rows: rows.map((row) => ({
        meeting: [
          row.meetingShort,
          row.heldOn === null ? '' : formatThaiDate(row.heldOn, { digits: 'arabic' }),
        ]
          .filter((part) => part !== '')
          .join('\n'),
        matter: `${row.label} ${row.itemTitle}`,
        resolution: row.text,
        owner: row.ownerName,
        dueOn: row.dueOn ?? '',
        state: words.states[row.state] ?? row.state,
        outcome: row.outcome,
      })),
    },
  }
}
