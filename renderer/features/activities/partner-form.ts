import { z } from 'zod'
import type { ActivityDetail } from '../../../core/activities/contract.ts'
import {
  type ActivityFields,
  activityFields,
  type PledgeFields,
  pledgeFields,
} from '../../../core/activities/rules.ts'
import { fieldsOf } from './activity-form.ts'
import type { NamedProject } from './ProjectBox.tsx'

/** A pledge as it is typed with a new meeting; what is asked seldom is asked in its own dialog. */
export type PledgeRow = Pick<PledgeFields, 'form' | 'what' | 'amount' | 'projectId' | 'dueOn'>
export type PartnerForm = Omit<ActivityFields, 'projectIds'> & {
  projects: NamedProject[]
  pledges: PledgeRow[]
}

const handedIn = z.object({
  fields: activityFields,
  pledges: z.array(pledgeFields).max(200, { error: 'tooManyRows' }),
})

/** The form as it is handed in: of the projects their ids, of the pledges also what is not asked here. */
export const partnerForm = z.custom<PartnerForm>().transform(({ projects, pledges, ...fields }, context) => {
  const read = handedIn.safeParse({
    fields: { ...fields, projectIds: projects.map((one) => one.id) },
    pledges: pledges.map((one) => ({ ...one, withdrawnOn: null, note: '' })),
  })
  if (read.success) return read.data
  for (const { path, message } of read.error.issues)
    context.addIssue({ code: 'custom', message, path: path[0] === 'fields' ? path.slice(1) : path })
  return z.NEVER
})

/** A recorded meeting as the form shows it; its pledges have their own dialogs. */
export function partnerFormOf(activity: ActivityDetail): PartnerForm {
  const { pledges: _pledges, projects, alike: _alike, ...line } = activity
  const { projectIds, ...fields } = fieldsOf(line)
  const names = new Map(projects.map((one) => [one.id, one.name]))
  return { ...fields, projects: projectIds.map((id) => ({ id, name: names.get(id) ?? id })), pledges: [] }
}
