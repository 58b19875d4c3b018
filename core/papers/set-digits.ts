import { eq } from 'drizzle-orm'
import { setting } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { makePaper } from './catalogue.ts'
import { digitsOf, documentKey, kindKey, programDigits } from './digits.ts'
import type { PaperDigits, PaperRef } from './rules.ts'

/**
 * Thai or Arabic digits of one document, or from now on of every paper of its kind (DOCUMENTS.md §A1: promoted, not
 * compulsory). What was signed stays as it was signed.
 *
 * @throws Fault paper.signed, record.notFound and whatever keeps the paper from being made
 */
export function setDigits(
  cx: CommandContext,
  { paper, digits, forAll }: { paper: PaperRef; digits: PaperDigits; forAll: boolean },
): void {
  const { kind, signed, fileName } = makePaper(cx, paper)
  if (signed) throw new Fault('paper.signed', { what: fileName })
  if (forAll) keep(cx, kindKey(kind), digits === programDigits(cx, kind) ? null : digits)
  keep(cx, documentKey(paper), digits === digitsOf(cx, kind) ? null : digits)
}

/** @param value null = nothing of its own */
function keep(cx: CommandContext, key: string, value: PaperDigits | null): void {
  const row = cx.db.select({ id: setting.id }).from(setting).where(eq(setting.key, key)).get()
  if (value === null) {
    if (row) cx.write.remove(setting, row.id)
  } else if (row) cx.write.update(setting, row.id, { value })
  else cx.write.insert(setting, { key, value })
}
