import { z } from 'zod'
import { idField, line, optionalLine } from '../kernel/fields.ts'
import { personFields } from '../people/rules.ts'

export const seatRoles = ['chair', 'vice', 'member', 'secretary', 'assistantSecretary'] as const
export type SeatRole = (typeof seatRoles)[number]

export const seatFields = z.object({
  /** As printed: ประธานกรรมการ, กรรมการและเลขานุการ … */
  title: line(120),
  role: z.enum(seatRoles),
  filledBy: z.enum(['post', 'person']),
  post: optionalLine(200),
  /** Who sits there now; null = vacant. */
  person: personFields.nullable(),
})
export type SeatFields = z.infer<typeof seatFields>

export const bodyFields = z.object({
  /** Key of resources/rules/bodies. */
  kind: z.string().min(1, { error: 'required' }).max(40),
  name: line(200),
  tambonCode: z.string().regex(/^\d{6}$/u, { error: 'areaCode' }).nullable(),
  villageId: idField.nullable(),
})
export type BodyFields = z.infer<typeof bodyFields>

/** Warnings of a body; each is a sentence in bodies.json (C13). */
export type BodyWarning = { key: 'belowMinimum' | 'aboveMaximum' | 'vacant' | 'noOrder' | 'notReviewed' | 'expired'; params: Record<string, string | number> }
