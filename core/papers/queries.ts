import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { letter, letterAddressee } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { fillWords } from '../plans/areas.ts'
import type { Addressee, Letter, LetterLine } from './contract.ts'
import { letterWording } from './letter-models.ts'
import { type LetterProblem, letterProblems } from './letter-tags.ts'
import { registerOf, strikeReason } from './registers.ts'
import type { AddresseeFields, LetterForm } from './rules.ts'

/** Letters of a form, or of all, the newest first: the own ones, or those that an office handed in. */
export function listLetters(
  cx: QueryContext,
  input?: { form: LetterForm | null; officeId?: string | undefined },
): LetterLine[] {
  const form = input?.form ?? null
  const officeId = input?.officeId ?? cx.office().id
  const own = eq(letter.officeId, officeId)
  const many = new Map(
    cx.db
      .select({
        id: letterAddressee.letterId,
        count: sql<number>`count(*)`,
        last: sql<number | null>`max(${letterAddressee.number})`,
      })
      .from(letterAddressee)
      .where(eq(letterAddressee.officeId, officeId))
      .groupBy(letterAddressee.letterId)
      .all()
      .map((row) => [row.id, row]),
  )
  return cx.db
    .select({
      id: letter.id,
      form: letter.form,
      number: letter.number,
      numberYear: letter.numberYear,
      dated: letter.dated,
      subject: letter.subject,
      addressee: letter.addressee,
      circular: letter.circular,
      state: letter.state,
      sentOn: letter.sentOn,
    })
    .from(letter)
    .where(form === null ? own : and(own, eq(letter.form, form)))
    .orderBy(desc(letter.id))
    .all()
    .map((row) => ({
      ...row,
      addressees: many.get(row.id)?.count ?? 0,
      lastNumber: many.get(row.id)?.last ?? null,
    }))
}

/** @throws Fault record.notFound */
export function readLetter(cx: QueryContext, id: string): Letter {
  const row = cx.db.select().from(letter).where(eq(letter.id, id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'letter', id })
  const { paperAsSigned: _paper, ...fields } = row
  const addresseeRows = readAddressees(cx, id)
  return {
    ...fields,
    register: registerOf(cx, row.form),
    cancelReason: row.state === 'cancelled' ? strikeReason(cx, { table: 'letter', id }) : '',
    addresseeRows,
    problems: row.state === 'draft' ? problemsOf(cx, row, addresseeRows) : [],
  }
}

/** Those a letter goes to, in their order; [] = the one addressee of the letter itself. */
export function readAddressees(cx: Pick<QueryContext, 'db'>, letterId: string): Addressee[] {
  return cx.db
    .select()
    .from(letterAddressee)
    .where(eq(letterAddressee.letterId, letterId))
    .orderBy(asc(letterAddressee.no))
    .all()
    .map(({ officeId: _officeId, letterId: _letterId, ...row }) => row)
}

function problemsOf(
  cx: Pick<QueryContext, 'db' | 'resources'>,
  fields: Parameters<typeof letterProblems>[0],
  addressees: readonly AddresseeFields[],
): LetterProblem[] {
  const { builtIn, blanks } = letterWording(cx)
  return letterProblems(fields, addressees, builtIn, [...new Set(Object.values(blanks))])
}

/**
 * A letter with a tag that cannot be filled in is neither signed nor printed; one in which words of its model still
 * wait to be typed over is not signed, but may be printed to be looked at.
 *
 * @throws Fault letter.unknownTag, letter.brokenTag, letter.missingValue, letter.blank: the first problem of the letter
 */
export function mustBeFillable(
  cx: Pick<QueryContext, 'db' | 'resources'>,
  fields: Parameters<typeof letterProblems>[0],
  addressees: readonly AddresseeFields[],
  to: 'print' | 'sign',
): void {
  const problem = problemsOf(cx, fields, addressees).find(({ kind }) => to === 'sign' || kind !== 'blank')
  if (!problem) return
  const { tag } = problem
  if (problem.kind === 'missingValue')
    throw new Fault('letter.missingValue', { tag, addressee: problem.addressee, more: problem.more })
  const place = placeWords(letterWording(cx).places, problem)
  throw new Fault(`letter.${problem.kind}`, { tag, place })
}

function placeWords(places: Readonly<Record<string, string>>, { place }: LetterProblem): string {
  return fillWords(places[place.part] ?? '', { at: place.at })
}
