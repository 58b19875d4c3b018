import { eq } from 'drizzle-orm'
import { letter, letterAddressee, signatory } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { NumberChoice } from '../orders/rules.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { buddhistYearOf } from '../thai/dates.ts'
import { asSigned } from './as-signed.ts'
import { makePaper } from './catalogue.ts'
import type { Addressee, Signed } from './contract.ts'
import { letterWording } from './letter-models.ts'
import { filledFor } from './letter-tags.ts'
import { mustBeFillable, readAddressees } from './queries.ts'
import { registerOf, strikeNumbers, takeNumber } from './registers.ts'
import type { AddresseeFields, LetterFields } from './rules.ts'

type LetterRow = typeof letter.$inferSelect

/**
 * Keeps a letter as a draft, with its addressees where they are given ([] = one addressee only; left out = as they are).
 *
 * @throws Fault letter.signed, record.notFound, record.foreign
 */
export function saveLetter(
  cx: CommandContext,
  input: {
    id: string | null
    fields: LetterFields
    addressees?: readonly AddresseeFields[] | undefined
    about?: { table: string; id: string } | null | undefined
  },
): { id: string } {
  const { fields, addressees, about } = input
  if (fields.signatoryId !== null) cx.write.mustGet(signatory, fields.signatoryId)
  const values = {
    ...fields,
    ...(about === undefined ? {} : { aboutTable: about?.table ?? '', aboutId: about?.id ?? null }),
  }
  const id = input.id === null ? cx.write.insert(letter, values) : draftOf(cx, input.id).id
  if (input.id !== null) cx.write.update(letter, id, values)
  if (addressees !== undefined) saveAddressees(cx, id, addressees)
  cx.about('letter', id)
  return { id }
}

function draftOf(cx: CommandContext, id: string): LetterRow {
  const row = cx.write.mustOwn(letter, id)
  if (row.state !== 'draft') throw new Fault('letter.signed', { subject: row.subject })
  return row
}

/** Row by row in their order, so that an undo and the history of one of them stay readable. */
function saveAddressees(cx: CommandContext, letterId: string, wanted: readonly AddresseeFields[]): void {
  const before = readAddressees(cx, letterId)
  for (const [index, { addressee, fields }] of wanted.entries()) {
    const row = before[index]
    if (row) cx.write.update(letterAddressee, row.id, { no: index + 1, addressee, fields })
    else cx.write.insert(letterAddressee, { letterId, no: index + 1, addressee, fields })
  }
  for (const { id } of before.slice(wanted.length)) cx.write.remove(letterAddressee, id)
}

/** A new draft with the words and addressees of another; without date, number and what it was about. */
export function copyLetter(cx: CommandContext, input: { id: string }): { id: string } {
  const row = cx.write.mustOwn(letter, input.id)
  const id = cx.write.insert(letter, {
    form: row.form,
    dated: null,
    subject: row.subject,
    addressee: row.addressee,
    salutation: row.salutation,
    references: row.references,
    enclosures: row.enclosures,
    paragraphs: row.paragraphs,
    annexes: row.annexes,
    closing: row.closing,
    signatoryId: activeSignatory(cx, row.signatoryId),
    speed: row.speed,
    speedWithin: row.speedWithin,
    secrecy: row.secrecy,
    circular: row.circular,
    numbering: row.numbering,
    copyTo: row.copyTo,
  })
  saveAddressees(cx, id, readAddressees(cx, row.id))
  cx.about('letter', id)
  return { id }
}

function activeSignatory(cx: CommandContext, id: string | null): string | null {
  if (id === null) return null
  const row = cx.db.select().from(signatory).where(eq(signatory.id, id)).get()
  return row?.active ? id : null
}

/** Throws a draft away. @throws Fault letter.signed; record.inUse where another record refers to it */
export function removeLetter(cx: CommandContext, input: { id: string }): void {
  const row = draftOf(cx, input.id)
  for (const { id } of readAddressees(cx, row.id)) cx.write.remove(letterAddressee, id)
  cx.write.remove(letter, row.id)
}

/**
 * Signs a letter to all its addressees at once, all of it or nothing: it gets its date and its number of the register of
 * its form – one for all, or one each in their order – and is not changed any more. A given number is the first of them.
 *
 * @throws Fault letter.signed, letter.noSignatory, letter.unknownTag, letter.brokenTag, letter.missingValue, letter.blank,
 *   date.inFuture, register.taken, register.gap
 */
export function signLetter(
  cx: CommandContext,
  input: { id: string; signedOn: string; number: NumberChoice },
): Signed {
  const row = draftOf(cx, input.id)
  if (row.signatoryId === null) throw new Fault('letter.noSignatory', { subject: row.subject })
  const addressees = readAddressees(cx, row.id)
  mustBeFillable(cx, row, addressees, 'sign')
  mustNotBeFuture(cx, input.signedOn)
  const signed = takeNumbers(cx, row, addressees, input)
  cx.write.update(letter, row.id, {
    dated: input.signedOn,
    number: signed.number,
    numberYear: signed.year,
    state: 'signed',
  })
  cx.write.update(letter, row.id, { paperAsSigned: asSigned(makePaper(cx, { kind: 'letter', id: row.id })) })
  cx.about('letter', row.id)
  return signed
}

function takeNumbers(
  cx: CommandContext,
  row: LetterRow,
  addressees: readonly Addressee[],
  { signedOn, number: choice }: { signedOn: string; number: NumberChoice },
): Signed {
  const year = buddhistYearOf(signedOn)
  if (choice.kind === 'blank') return { number: null, year, last: null }
  if (addressees.length === 0 || row.numbering === 'one') {
    const { number } = take(cx, row, null, signedOn, choice)
    return { number, year, last: number }
  }
  let first: number | null = null
  let last: number | null = null
  for (const [index, addressee] of addressees.entries()) {
    const one: NumberChoice =
      choice.kind === 'given' ? { kind: 'given', number: choice.number + index } : choice
    const { number } = take(cx, row, addressee, signedOn, one)
    cx.write.update(letterAddressee, addressee.id, { number, numberYear: year })
    first ??= number
    last = number
  }
  return { number: first, year, last }
}

/** One row of the register: of the whole letter, or of one addressee with the words that his own paper has. */
function take(
  cx: CommandContext,
  row: LetterRow,
  addressee: Addressee | null,
  dated: string,
  choice: NumberChoice,
  gapReason = '',
) {
  const { builtIn } = letterWording(cx)
  const paper = {
    dated,
    subject: addressee === null ? row.subject : filledFor(row.subject, addressee, addressee.no, builtIn),
    addressee: addressee?.addressee ?? row.addressee,
    paperTable: 'letter',
    paperId: row.id,
  }
  return takeNumber(cx, registerOf(cx, row.form), choice, paper, gapReason)
}

/** The row of a letter that is signed and counts. @throws Fault letter.notSigned, letter.cancelled */
function signedOf(cx: CommandContext, id: string): LetterRow & { dated: string } {
  const row = cx.write.mustOwn(letter, id)
  const { subject, state, dated } = row
  if (state === 'cancelled') throw new Fault('letter.cancelled', { subject })
  if (state === 'draft' || dated === null) throw new Fault('letter.notSigned', { subject })
  return { ...row, dated }
}

/**
 * Cancels a signed letter that never went out: its words stay as signed, its numbers stay in the register with the reason.
 *
 * @throws Fault letter.notSigned, letter.cancelled, letter.alreadySent
 */
export function annulLetter(cx: CommandContext, input: { id: string; reason: string }): void {
  const row = signedOf(cx, input.id)
  if (row.state === 'sent')
    throw new Fault('letter.alreadySent', { subject: row.subject, sentOn: row.sentOn ?? '' })
  cx.write.update(letter, row.id, { state: 'cancelled' })
  strikeNumbers(cx, { table: 'letter', id: row.id }, input.reason)
  cx.about('letter', row.id)
}

/**
 * The number that was written by hand on a letter signed without one, into the register of its date's year.
 *
 * @throws Fault letter.notSigned, letter.cancelled, letter.hasNumber, record.notFound, register.taken, register.gap without a reason
 */
export function setLetterNumber(
  cx: CommandContext,
  input: { id: string; addresseeId: string | null; number: number; gapReason: string },
): void {
  const row = signedOf(cx, input.id)
  const addressees = readAddressees(cx, row.id)
  const addressee = addressees.find(({ id }) => id === input.addresseeId) ?? null
  const each = addressees.length > 0 && row.numbering === 'each'
  if (each !== (addressee !== null))
    throw new Fault('record.notFound', { kind: 'letterAddressee', id: input.addresseeId ?? '' })
  const has = addressee ?? row
  if (has.number !== null)
    throw new Fault('letter.hasNumber', {
      subject: row.subject,
      number: has.number,
      year: has.numberYear ?? '',
    })
  const choice: NumberChoice = { kind: 'given', number: input.number }
  const { number, year } = take(cx, row, addressee, row.dated, choice, input.gapReason)
  if (addressee) cx.write.update(letterAddressee, addressee.id, { number, numberYear: year })
  // The letter itself shows the first of its numbers.
  const least = Math.min(
    ...addressees.flatMap((one) => (one.number === null || one.id === addressee?.id ? [] : [one.number])),
    number ?? Number.POSITIVE_INFINITY,
  )
  cx.write.update(letter, row.id, { number: addressee ? least : number, numberYear: year })
  cx.about('letter', row.id)
}

/**
 * Notes when and how a signed letter went out; again = corrects it.
 *
 * @throws Fault letter.notSigned, letter.cancelled, letter.sentBefore, date.inFuture
 */
export function sendLetter(cx: CommandContext, input: { id: string; sentOn: string; sentHow: string }): void {
  const row = signedOf(cx, input.id)
  mustNotBeFuture(cx, input.sentOn)
  if (input.sentOn < row.dated)
    throw new Fault('letter.sentBefore', { sentOn: input.sentOn, dated: row.dated })
  cx.write.update(letter, row.id, { state: 'sent', sentOn: input.sentOn, sentHow: input.sentHow })
}
