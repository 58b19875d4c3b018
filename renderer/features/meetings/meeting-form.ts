import { z } from 'zod'
import type { Meeting } from '../../../core/meetings/contract.ts'
import { type MeetingFields, meetingFields } from '../../../core/meetings/rules.ts'

/** A meeting that is not counted has no year of its count. */
export const meetingForm = z
  .custom<MeetingFields>()
  .transform((form) => ({ ...form, numberYear: form.number === null ? null : form.numberYear }))
  .pipe(meetingFields)

export function meetingFieldsOf(meeting: Meeting): MeetingFields {
  const { title, number, numberYear, heldOn, startsAt, endsAt, place, openedAt, closedAt, minutesFor } =
    meeting
  const { chairName, chairPosition, recorderName, recorderPosition } = meeting
  const { checkerName, checkerPosition, note } = meeting
  return {
    ...{ title, number, numberYear, heldOn, startsAt, endsAt, place, openedAt, closedAt, minutesFor },
    ...{ chairName, chairPosition, recorderName, recorderPosition, checkerName, checkerPosition, note },
  }
}

/** The part of the head that is written while the meeting goes on. */
type DuringForm = Pick<MeetingFields, 'openedAt' | 'closedAt'>

/** The form of those fields over the rest of the meeting as it stands, checked as a whole. */
export function duringForm(rest: () => MeetingFields) {
  return z
    .custom<DuringForm>()
    .transform((form) => ({ ...rest(), ...form }))
    .pipe(meetingFields)
}

export function duringOf({ openedAt, closedAt }: MeetingFields): DuringForm {
  return { openedAt, closedAt }
}
