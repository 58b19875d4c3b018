import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { letterWording, modelLetter } from '../papers/letter-models.ts'
import { saveLetter } from '../papers/letters.ts'
import type { AddresseeFields } from '../papers/rules.ts'
import { formatThaiDate } from '../thai/dates.ts'
import { getMeeting } from './queries.ts'
import { countWords, meetingSubject, meetingWording } from './wording.ts'

/**
 * Drafts the invitation of a meeting: the model letter with the facts of the meeting, to every member who was called,
 * each once with his name, position and seats; the agenda is its enclosure. What is not known yet (a day, a place)
 * stands in brackets. Every call makes a new draft: one that somebody has worked on is never written over.
 *
 * @throws Fault meeting.noMembers, record.*
 */
export function draftInvitation(
  cx: CommandContext,
  input: { meetingId: string; dated: string | null; signatoryId: string | null },
): { letterId: string; addressees: number } {
  const meeting = getMeeting(cx, { id: input.meetingId })
  if (meeting.officeId !== cx.office().id)
    throw new Fault('record.foreign', { kind: 'meeting', office: meeting.officeId })
  const words = meetingWording(cx)
  const { columns } = letterWording(cx)
  const bodyName = new Map(meeting.bodies.map((one) => [one.bodyId, one.name]))
  const addressees = meeting.attendance
    .filter((one) => one.kind === 'member')
    .map(
      (one): AddresseeFields => ({
        addressee: one.name === '' ? one.position : one.name,
        fields: {
          [columns.name]: one.name === '' ? one.position : one.name,
          [columns.position]: one.position,
          [columns.title]: unique(one.seats.map((seat) => seat.title)),
          [columns.body]: unique(one.seats.map((seat) => bodyName.get(seat.bodyId) ?? '')),
        },
      }),
    )
  if (addressees.length === 0) throw new Fault('meeting.noMembers', { name: meeting.name })
  const model = modelLetter(cx, words.invitationModel, {
    meeting: meetingSubject(words, meeting.title),
    meetingNo: countWords(words, meeting),
    ...known(
      'day',
      meeting.heldOn === null ? '' : formatThaiDate(meeting.heldOn, { style: 'weekday', digits: 'arabic' }),
    ),
    ...known('time', meeting.startsAt),
    ...known('place', meeting.place),
  })
  const { id } = saveLetter(cx, {
    id: null,
    fields: { ...model, dated: input.dated, signatoryId: input.signatoryId },
    addressees,
    about: { table: 'meeting', id: meeting.id },
  })
  return { letterId: id, addressees: addressees.length }
}

/** What is not known keeps the bracket of the model letter. */
function known(tag: string, value: string): Record<string, string> {
  return value === '' ? {} : { [tag]: value }
}

function unique(texts: readonly string[]): string {
  return [...new Set(texts.filter((text) => text !== ''))].join(', ')
}
