import { z } from 'zod'
import { fiscalYear, isoDate, line, optionalLine, optionalText } from '../kernel/fields.ts'

export const dutyStates = ['open', 'doing', 'done'] as const
export const dutyFields = z.object({
  no: z.number().int().min(1).max(99),
  kind: z.string().min(1, { error: 'required' }).max(40),
  text: line(2000),
  ownerName: optionalLine(120),
  dueOn: isoDate.nullable(),
})
export type DutyFields = z.infer<typeof dutyFields>

export const directiveFields = z
  .object({
    number: line(60),
    dated: isoDate,
    receivedOn: isoDate.nullable(),
    fromOffice: line(160),
    subject: line(600),
    editionFy: fiscalYear,
    planFy: fiscalYear,
    body: optionalText(20_000),
    enclosures: z.array(z.object({ title: line(300), quantity: optionalLine(60) })).max(20),
    duties: z.array(dutyFields).max(40),
    example: z.boolean(),
  })
  .refine((value) => value.planFy >= value.editionFy, { error: 'planBeforeEdition', path: ['planFy'] })
  .superRefine((value, context) => {
    value.duties.forEach((duty, at) => {
      if (duty.dueOn !== null && duty.dueOn < value.dated) {
        context.addIssue({ code: 'custom', message: 'dueBeforeLetter', path: ['duties', at, 'dueOn'] })
      }
    })
  })
export type DirectiveFields = z.infer<typeof directiveFields>

export const planLevels = ['village', 'tambon', 'local', 'district', 'needs', 'province'] as const
export type PlanLevel = (typeof planLevels)[number]

export const windowFields = z
  .object({
    planFy: fiscalYear,
    level: z.enum(planLevels),
    startsOn: isoDate,
    endsOn: isoDate,
    source: optionalLine(300),
    certainty: optionalLine(20),
  })
  .refine((value) => value.endsOn >= value.startsOn, { error: 'endBeforeStart', path: ['endsOn'] })
export type WindowFields = z.infer<typeof windowFields>
