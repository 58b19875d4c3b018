import { desc, eq } from 'drizzle-orm'
import { letter } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { Letter, LetterLine } from './contract.ts'

/** The office's own letters, the newest first. */
export function listLetters(cx: QueryContext): LetterLine[] {
  return cx.db
    .select({
      id: letter.id,
      number: letter.number,
      numberYear: letter.numberYear,
      dated: letter.dated,
      subject: letter.subject,
      addressee: letter.addressee,
      state: letter.state,
    })
    .from(letter)
    .where(eq(letter.officeId, cx.office().id))
    .orderBy(desc(letter.id))
    .all()
}

/** @throws Fault record.notFound */
export function readLetter(cx: QueryContext, id: string): Letter {
  const row = cx.db.select().from(letter).where(eq(letter.id, id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'letter', id })
  const { officeId: _officeId, paperAsSigned: _paper, ...fields } = row
  return fields
}
