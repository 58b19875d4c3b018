/**
 * Thai and Arabic digits. Letters and orders carry Thai digits, tables and URLs often Arabic ones
 * (DOCUMENTS.md §A1), and people mix both in one line ("7 เมษายน ๒๕๖9", §G.5): so both ways, on any text.
 */

/** Which digits a paper or a cell is written with. */
export type DigitStyle = 'thai' | 'arabic'

const THAI_ZERO = 0x0e50
const ARABIC_ZERO = 0x30

/** Returns `text` with every Arabic digit (0–9) written as a Thai digit (๐–๙); all else is untouched. */
export function toThaiDigits(text: string | number): string {
  return String(text).replace(/[0-9]/g, (digit) =>
    String.fromCharCode(digit.charCodeAt(0) - ARABIC_ZERO + THAI_ZERO),
  )
}

/** Returns `text` with every Thai digit (๐–๙) written as an Arabic digit (0–9); all else is untouched. */
export function toArabicDigits(text: string | number): string {
  const typed = String(text)
  return !/[๐-๙]/.test(typed)
    ? typed
    : typed.replace(/[๐-๙]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - THAI_ZERO + ARABIC_ZERO))
}

/** Returns `text` with all its digits in the one style asked for. */
export function inDigits(text: string | number, style: DigitStyle): string {
  return style === 'thai' ? toThaiDigits(text) : toArabicDigits(text)
}
