import { z } from 'zod'
import { fiscalYear, isoDate, line, optionalLine, optionalText } from '../kernel/fields.ts'
import { daysBetween } from '../thai/dates.ts'

export const dutyStates = ['open', 'doing', 'done'] as const
export const dutyFields = z.object({
  no: z.number().int().min(1).max(99),
  kind: z.string().min(1, { error: 'required' }).max(40),
  text: line(2000),
  ownerName: optionalLine(120),
  dueOn: isoDate.nullable(),
})
export type DutyFields = z.infer<typeof dutyFields>

export const planLevels = ['village', 'tambon', 'local', 'district', 'needs', 'province'] as const
export type PlanLevel = (typeof planLevels)[number]

/** ห้วงเวลา of one level as a letter or notice sets it. */
const letterWindow = z
  .object({ level: z.enum(planLevels), startsOn: isoDate, endsOn: isoDate })
  .refine((value) => value.endsOn >= value.startsOn, { error: 'endBeforeStart', path: ['endsOn'] })

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
    /** Windows that the letter itself sets; the other levels follow the rule (DOMAIN.md §4). */
    windows: z.array(letterWindow).max(12).default([]),
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

/** How far a step is: done, else late once its time is over, else under way once something was begun. */
export function stepState(
  step: { done: number; expected: number; begun: number; endsOn: string | null },
  today: string,
): 'notStarted' | 'underWay' | 'late' | 'done' {
  if (step.expected > 0 && step.done >= step.expected) return 'done'
  // Late is not locked (PEERS.md §1.2): it is only said.
  if (step.endsOn !== null && today > step.endsOn) return 'late'
  return step.begun > 0 || step.done > 0 ? 'underWay' : 'notStarted'
}

/** Days by which a duty is or was late, 0 when in time or without a due date. */
export function lateDays(
  duty: { dueOn: string | null; state: DutyState; doneOn: string | null },
  today: string,
): number {
  if (duty.dueOn === null) return 0
  const until = duty.state === 'done' && duty.doneOn !== null ? duty.doneOn : today
  return Math.max(0, daysBetween(duty.dueOn, until))
}
export type DutyState = (typeof dutyStates)[number]
