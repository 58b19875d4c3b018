import { letter, signatory } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { NumberChoice } from '../orders/rules.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { asSigned } from './as-signed.ts'
import { makePaper } from './catalogue.ts'
import { takeNumber } from './registers.ts'
import type { LetterFields } from './rules.ts'

/** Keeps a letter as a draft. @throws Fault letter.signed, record.notFound */
export function saveLetter(
  cx: CommandContext,
  input: { id: string | null; fields: LetterFields },
): { id: string } {
  const { fields } = input
  if (fields.signatoryId !== null) cx.write.mustGet(signatory, fields.signatoryId)
  if (input.id === null) return { id: cx.write.insert(letter, fields) }
  const row = cx.write.mustGet(letter, input.id)
  if (row.state !== 'draft') throw new Fault('letter.signed', { subject: row.subject })
  cx.write.update(letter, input.id, fields)
  return { id: input.id }
}

/**
 * Signs a letter: it gets its date and its number of the outgoing register and is not changed any more.
 *
 * @throws Fault letter.signed, letter.noSignatory, date.inFuture, register.taken, register.gap
 */
export function signLetter(
  cx: CommandContext,
  input: { id: string; signedOn: string; number: NumberChoice },
): { number: number | null; year: number } {
  const row = cx.write.mustGet(letter, input.id)
  if (row.state !== 'draft') throw new Fault('letter.signed', { subject: row.subject })
  if (row.signatoryId === null) throw new Fault('letter.noSignatory', { subject: row.subject })
  mustNotBeFuture(cx, input.signedOn)
  const taken = takeNumber(cx, 'outgoing', input.number, {
    dated: input.signedOn,
    subject: row.subject,
    addressee: row.addressee,
    paperTable: 'letter',
    paperId: row.id,
  })
  cx.write.update(letter, row.id, {
    dated: input.signedOn,
    number: taken.number,
    numberYear: taken.year,
    state: 'signed',
  })
  cx.write.update(letter, row.id, { paperAsSigned: asSigned(makePaper(cx, { kind: 'letter', id: row.id })) })
  cx.about('letter', row.id)
  return taken
}
