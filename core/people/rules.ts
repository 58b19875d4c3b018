import { z } from 'zod'
import { line, optionalLine } from '../kernel/fields.ts'

/** Minimum personal data (PEERS.md §3.7): no identity number, no birthday, no private address. */
export const personFields = z.object({
  title: optionalLine(40),
  firstName: line(80),
  lastName: optionalLine(80),
  position: optionalLine(200),
  example: z.boolean(),
})
export type PersonFields = z.infer<typeof personFields>
