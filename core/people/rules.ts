import { z } from 'zod'
import { line, optionalLine } from '../kernel/fields.ts'
import { joinThaiName } from '../thai/names.ts'

/** Minimum personal data (PEERS.md §3.7): no identity number, no birthday, no private address. */
export const personFields = z.object({
  title: optionalLine(40),
  firstName: line(80),
  lastName: optionalLine(80),
  position: optionalLine(200),
  example: z.boolean(),
})
export type PersonFields = z.infer<typeof personFields>

/** นายสมชาย ใจดี, ว่าที่ร้อยตรี สมชาย ณ นคร – how a title stands before a name (DOCUMENTS.md §D.2). */
export function fullName(person: { title: string; firstName: string; lastName: string }): string {
  return joinThaiName(person)
}
