import { z } from 'zod'
import { type LetterFields, letterFields } from '../../../core/papers/rules.ts'

/** The form of a letter: no urgency is an empty choice. */
export type LetterForm = Omit<LetterFields, 'speed'> & { speed: Exclude<LetterFields['speed'], ''> | null }

export const letterForm = z
  .custom<LetterForm>()
  .transform((form) => ({
    ...form,
    speed: form.speed ?? ('' as const),
    references: form.references.filter((line) => line.trim() !== ''),
  }))
  .pipe(letterFields)

export function letterFormOf(letter: LetterFields): LetterForm {
  return {
    dated: letter.dated,
    subject: letter.subject,
    addressee: letter.addressee,
    references: letter.references,
    enclosures: letter.enclosures,
    paragraphs: letter.paragraphs,
    closing: letter.closing,
    signatoryId: letter.signatoryId,
    speed: letter.speed === '' ? null : letter.speed,
    copyTo: letter.copyTo,
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
