import { z } from 'zod'
import { fiscalYear, idField } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import { type ActivityFields, activityFields, activityKinds } from './rules.ts'

export type Activity = ActivityFields & {
  id: string
  officeId: string
  tambonName: string | null
  persons: number
}

export const activitiesContract = {
  list: query()
    .input(
      z.object({
        editionFy: fiscalYear,
        kind: z.enum(activityKinds).nullable(),
        officeId: idField.optional(),
      }),
    )
    .output(answer<Activity[]>()),
  save: command()
    .input(z.object({ id: idField.nullable(), fields: activityFields }))
    .output(answer<{ id: string }>()),
  remove: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
}
