import { z } from 'zod'
import { fiscalYear, idField, isoDate, line, optionalText } from '../kernel/fields.ts'

export const orderFields = z.object({
  subject: line(600),
  reason: optionalText(6000),
  powers: optionalText(3000),
  duties: z.array(line(1000)).max(40),
  effectiveOn: isoDate.nullable(),
  signatoryId: idField.nullable(),
})
export type OrderFields = z.infer<typeof orderFields>
export const openOrderFields = z.object({ bodyId: idField, editionFy: fiscalYear })

/** Number of a signed paper: the next of the register, a given one, or left blank for handwriting (C17). */
export const numberChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('next') }),
  z.object({
    kind: z.literal('given'),
    number: z.number().int().min(1, { error: 'number' }).max(99999, { error: 'number' }),
  }),
  z.object({ kind: z.literal('blank') }),
])
export type NumberChoice = z.infer<typeof numberChoice>
export const signFields = z.object({ id: idField, signedOn: isoDate, number: numberChoice })
