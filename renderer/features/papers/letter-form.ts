import { z } from 'zod'
import type { Letter } from '../../../core/papers/contract.ts'
import { type AddresseeFields, addressedLetter, type LetterFields } from '../../../core/papers/rules.ts'

/** The form of a letter: no urgency and no secrecy are an empty choice; its addressees are part of it. */
export type LetterDraft = Omit<LetterFields, 'speed' | 'secrecy'> & {
  speed: Exclude<LetterFields['speed'], ''> | null
  secrecy: Exclude<LetterFields['secrecy'], ''> | null
  addressees: AddresseeFields[]
}

const tidied = z.custom<LetterDraft>().transform((form) => ({
  ...form,
  speed: form.speed ?? ('' as const),
  secrecy: form.secrecy ?? ('' as const),
  references: form.references.filter((line) => line.trim() !== ''),
  addressees: form.addressees.filter(
    ({ addressee, fields }) =>
      addressee.trim() !== '' || Object.values(fields).some((value) => value.trim() !== ''),
  ),
}))
export type CheckedLetter = z.output<typeof addressedLetter>
// The record fills in what older callers do not know; a form says all of it.
export const letterForm = tidied.pipe(addressedLetter as z.ZodType<CheckedLetter, z.output<typeof tidied>>)

/** What `papers.saveLetter` takes. */
export function savedLetter({ addressees, ...fields }: CheckedLetter): {
  fields: LetterFields
  addressees: AddresseeFields[]
} {
  return { fields, addressees }
}

export function letterFormOf(
  letter: Omit<LetterFields, 'signatoryId' | 'dated'> & Partial<Pick<Letter, 'signatoryId' | 'dated'>>,
  addressees: readonly AddresseeFields[],
): LetterDraft {
  return {
    form: letter.form,
    dated: letter.dated ?? null,
    subject: letter.subject,
    addressee: letter.addressee,
    salutation: letter.salutation,
    references: letter.references,
    enclosures: letter.enclosures,
    paragraphs: letter.paragraphs,
    annexes: letter.annexes,
    closing: letter.closing,
    signatoryId: letter.signatoryId ?? null,
    speed: letter.speed === '' ? null : letter.speed,
    speedWithin: letter.speedWithin,
    secrecy: letter.secrecy === '' ? null : letter.secrecy,
    circular: letter.circular,
    numbering: letter.numbering,
    copyTo: letter.copyTo,
    addressees: addressees.map(({ addressee, fields }) => ({ addressee, fields })),
  }
}

/** Paragraphs as one text, an empty line between them. */
export function textOf(paragraphs: readonly { text: string }[]): string {
  return paragraphs.map((paragraph) => paragraph.text).join('\n\n')
}

/** The reverse: an empty line ends a paragraph. */
export function paragraphsOf(text: string): { text: string }[] {
  return text
    .replace(/\r\n?/gu, '\n')
    .split(/\n[ \t]*\n+/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({ text: part }))
}

/** A table as Excel copies it: the first row is its head. */
export function tableText(table: LetterFields['annexes'][number]['table']): string {
  return table === null ? '' : [table.head, ...table.rows].map((row) => row.join('\t')).join('\n')
}

/** The reverse; null = no table. Rows are made as wide as the head. */
export function tableOf(text: string): LetterFields['annexes'][number]['table'] {
  const lines = text
    .replace(/\r\n?/gu, '\n')
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row) => row.split('\t').map((cell) => cell.trim()))
  const [head, ...rows] = lines
  if (!head) return null
  return { head, rows: rows.map((row) => head.map((_, at) => row[at] ?? '')) }
}
