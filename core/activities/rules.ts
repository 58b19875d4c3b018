import { z } from 'zod'
import { count, fiscalYear, idField, isoDate, line, optionalLine, satang } from '../kernel/fields.ts'

export const activityKinds = ['session', 'participation', 'workshop', 'partner'] as const
export type ActivityKind = (typeof activityKinds)[number]

export const activityFields = z
  .object({
    editionFy: fiscalYear,
    kind: z.enum(activityKinds),
    tambonCode: z
      .string()
      .regex(/^\d{6}$/u, { error: 'areaCode' })
      .nullable(),
    subject: line(400),
    heldOn: isoDate,
    endedOn: isoDate.nullable(),
    place: optionalLine(200),
    attendance: z.array(z.object({ group: z.string().min(1).max(40), persons: count(100_000) })).max(30),
    steps: z.array(z.string().max(40)).max(20),
    partnerName: optionalLine(200),
    projectIds: z.array(idField).max(500),
    pledged: satang.nullable(),
    received: satang.nullable(),
    evidence: optionalLine(600),
    example: z.boolean(),
  })
  .refine((value) => value.endedOn === null || value.endedOn >= value.heldOn, {
    error: 'endBeforeStart',
    path: ['endedOn'],
  })
  .refine((value) => value.kind !== 'partner' || value.partnerName !== '', {
    error: 'required',
    path: ['partnerName'],
  })
  .refine((value) => value.kind === 'session' || value.kind === 'partner' || value.tambonCode !== null, {
    error: 'required',
    path: ['tambonCode'],
  })
export type ActivityFields = z.infer<typeof activityFields>

/** Persons of all groups together. */
export function persons(attendance: readonly { persons: number }[]): number {
  return attendance.reduce((sum, group) => sum + group.persons, 0)
}
