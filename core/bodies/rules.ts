import { z } from 'zod'
import { idField, line, optionalLine } from '../kernel/fields.ts'
import { personFields } from '../people/rules.ts'
import { addDays, addYears, formatThaiDate } from '../thai/dates.ts'

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
  /** As the order names it; '' when opening = the name of the rule table (resources/rules/bodies `nameTemplate`). */
  name: optionalLine(300),
  tambonCode: z
    .string()
    .regex(/^\d{6}$/u, { error: 'areaCode' })
    .nullable(),
  villageId: idField.nullable(),
})
export type BodyFields = z.infer<typeof bodyFields>

/** Warnings of a body; each is a sentence in bodies.json (C13). */
export type BodyWarning = {
  key: 'belowMinimum' | 'aboveMaximum' | 'vacant' | 'noOrder' | 'notReviewed' | 'expired'
  params: Record<string, string | number>
}

/** Nobody is known to sit there: shown as vacant, whether a person or a post holds the seat (C13). */
export function isVacant(seat: { person: unknown | null }): boolean {
  return seat.person === null
}

/**
 * Whether an order names the seat. A seat of a post is named by the post even while nobody is entered: whoever holds
 * the post is appointed (DOMAIN.md §1.4: ex officio members). A vacant seat of a person is left out.
 */
export function isAppointed(seat: {
  filledBy: 'post' | 'person'
  post: string
  person: unknown | null
}): boolean {
  return seat.person !== null || (seat.filledBy === 'post' && seat.post !== '')
}

export type BodyState = {
  seats: number
  filled: number
  order: { signedOn: string | null; editionFy: number; effectiveOn: string | null } | null
}
export type BodyLimits = {
  minimum: number | null
  maximum: number | null
  termYears: number | null
  reviewedYearly: boolean
}

/**
 * What is not in order with a body (C13).
 *
 * @param editionFy guideline edition in hand, พ.ศ.; null = none, nothing is asked of a yearly review then
 * @param today ISO
 */
export function bodyWarnings(
  limits: BodyLimits,
  body: BodyState,
  editionFy: number | null,
  today: string,
): BodyWarning[] {
  const warnings: BodyWarning[] = []
  const { minimum, maximum, termYears } = limits
  if (minimum !== null && body.filled < minimum) {
    warnings.push({ key: 'belowMinimum', params: { filled: body.filled, minimum } })
  }
  if (maximum !== null && body.seats > maximum) {
    warnings.push({ key: 'aboveMaximum', params: { filled: body.seats, maximum } })
  }
  if (body.filled < body.seats) warnings.push({ key: 'vacant', params: { count: body.seats - body.filled } })
  const { order } = body
  if (order === null) {
    warnings.push({ key: 'noOrder', params: {} })
    return warnings
  }
  if (limits.reviewedYearly && editionFy !== null && order.editionFy < editionFy) {
    warnings.push({ key: 'notReviewed', params: { orderFy: order.editionFy, editionFy } })
  }
  const from = order.effectiveOn ?? order.signedOn
  if (termYears !== null && from !== null) {
    const end = addDays(addYears(from, termYears), -1)
    if (end < today)
      warnings.push({ key: 'expired', params: { date: formatThaiDate(end, { digits: 'arabic' }) } })
  }
  return warnings
}
