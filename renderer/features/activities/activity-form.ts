import { z } from 'zod'
import type { Activity } from '../../../core/activities/contract.ts'
import {
  type ActivityFields,
  type ActivityKind,
  activityFields,
  emptyFields,
} from '../../../core/activities/rules.ts'
import { faultOf, issuesOfFault } from '../../app/faults.ts'

/** Persons of a group as a form has them: null = nobody, or not said. */
export type GroupCount = { group: string; persons: number | null }

/** A form shows every group of the rule table; a group without a number had nobody there. */
export type ActivityForm = Omit<ActivityFields, 'attendance'> & { attendance: GroupCount[] }

/** Groups stay in their places while the form is checked, so that what is wrong is said at its own field. */
const inPlaces = <F extends { attendance: GroupCount[] }>(form: F) => ({
  ...form,
  attendance: form.attendance.map(({ group, persons }) => ({ group, persons: persons ?? 0 })),
})

export const activityForm = z.custom<ActivityForm>().transform(inPlaces).pipe(activityFields)

/** Only groups of which somebody was there go into the record. */
export function withoutEmptyGroups<F extends { attendance: { group: string; persons: number }[] }>(
  fields: F,
): F {
  return { ...fields, attendance: fields.attendance.filter(({ persons }) => persons > 0) }
}

/** All groups of the rule table with what was counted; groups that the table no longer has stay. */
export function groupCounts(
  attendance: readonly { group: string; persons: number }[],
  groups: readonly string[],
): GroupCount[] {
  const persons = new Map(attendance.map((one) => [one.group, one.persons]))
  return [...new Set([...groups, ...persons.keys()])].map((group) => ({
    group,
    persons: persons.get(group) ?? null,
  }))
}

/** What is handed in of a recorded activity: without what the program works out. */
export function fieldsOf(activity: Activity): ActivityFields {
  const {
    id: _id,
    officeId: _office,
    tambonName: _tambon,
    persons: _persons,
    pledged: _pledged,
    received: _received,
    timing: _timing,
    awaitsResult: _awaits,
    files: _files,
    twinId: _twin,
    ...fields
  } = activity
  return fields
}

/** What a new activity of a kind begins with: held today, or planned where its day is still to come. */
export function newActivity(start: {
  kind: ActivityKind
  editionFy: number
  tambonCode: string | null
  heldOn: string
  today: string
  subject: string
}): ActivityFields {
  return {
    ...emptyFields(start.editionFy, start.kind, start.heldOn),
    state: start.heldOn > start.today ? 'planned' : 'held',
    tambonCode: start.tambonCode,
    subject: start.subject,
  }
}

/**
 * Waits for a command whose input holds the form under `inside`; what is wrong there is said at the fields of the form.
 *
 * @param inside names of the input on the way to the form's fields, [] = they are the input
 */
export async function atFields<R>(answer: Promise<R>, inside: readonly string[] = ['fields']): Promise<R> {
  try {
    return await answer
  } catch (error) {
    const fault = faultOf(error)
    const issues = issuesOfFault(fault)
    if (issues.length === 0) throw error
    throw {
      code: fault.code,
      params: {
        ...fault.params,
        issues: issues.map((issue) =>
          inside.every((name, at) => issue.path[at] === name)
            ? { ...issue, path: issue.path.slice(inside.length) }
            : issue,
        ),
      },
    }
  }
}
