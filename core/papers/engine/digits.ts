import { type DigitStyle, inDigits } from '../../thai/digits.ts'
import type { RichText } from './model.ts'

/**
 * Writes a text in the paper's digits. A word with Latin letters keeps its own (URLs, e-mail, COVID-19, km2):
 * DOCUMENTS.md §A1 "digits", [S7c].
 */
export function paperDigits(text: string, digits: DigitStyle): string {
  return text
    .split(/(\s+)/u)
    .map((word) => (/[A-Za-z]/u.test(word) ? word : inDigits(word, digits)))
    .join('')
}

export function richDigits(text: RichText, digits: DigitStyle): RichText {
  if (typeof text === 'string') return paperDigits(text, digits)
  return text.map((piece) => (piece.verbatim ? piece : { ...piece, text: paperDigits(piece.text, digits) }))
}
