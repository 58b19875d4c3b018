import { z } from 'zod'
import type { Activity } from '../../../core/activities/contract.ts'
import { type ActivityFields, type ActivityKind, activityFields } from '../../../core/activities/rules.ts'

/** The form shows every group of the rule table; a group without a number had nobody there. */
export type ActivityForm = Omit<ActivityFields, 'attendance'> & {
  attendance: { group: string; persons: number | null }[]
}

export const activityForm = z
  .custom<ActivityForm>()
  .transform((form) => ({
    ...form,
    attendance: form.attendance.map(({ group, persons }) => ({ group, persons: persons ?? 0 })),
  }))
  .pipe(activityFields)

/** Only groups of which somebody was there go into the record. */
export function withoutEmptyGroups(fields: ActivityFields): ActivityFields {
  return { ...fields, attendance: fields.attendance.filter(({ persons }) => persons > 0) }
}

/** What a new activity of a kind begins with. */
export function newActivity(start: {
  kind: ActivityKind
  editionFy: number
  tambonCode: string | null
  today: string
  subject: string
  groups: readonly string[]
}): ActivityForm {
  return {
    editionFy: start.editionFy,
    kind: start.kind,
    tambonCode: start.tambonCode,
    subject: start.subject,
    heldOn: start.today,
    endedOn: null,
    place: '',
    attendance: start.groups.map((group) => ({ group, persons: null })),
    steps: [],
    partnerName: '',
    projectIds: [],
    pledged: null,
    received: null,
    evidence: '',
    example: false,
  }
}

/** A recorded activity as the form shows it; groups that the rule table no longer has stay. */
export function formOf(activity: Activity, groups: readonly string[]): ActivityForm {
  const persons = new Map(activity.attendance.map((one) => [one.group, one.persons]))
  const { id: _id, officeId: _office, tambonName: _tambon, persons: _persons, ...fields } = activity
  return {
    ...fields,
    attendance: [...new Set([...groups, ...persons.keys()])].map((group) => ({
      group,
      persons: persons.get(group) ?? null,
    })),
  }
}
