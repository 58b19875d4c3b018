/**
 * Widths of Thai text without a browser, from the advance table of the bundled font (resources/fonts/advances.json).
 * Pure. Good to about 1 %: enough for column widths and row heights of spreadsheets; line breaks of the PDF are Chromium's.
 */

import { COMPOSED_SHARE, partsOf, unitsOf } from './line-breaks.ts'
import type { BreakRules } from './protected-words.ts'

/** Advance of each character in thousandths of the font size, at the size of TH SarabunPSK (Laksaman × 2/3). */
export type Advances = { regular: Readonly<Record<string, number>>; bold: Readonly<Record<string, number>> }

const UNKNOWN = 500

/** Width of `text` in pt at `sizePt`. A line break counts as nothing. */
export function textWidthPt(text: string, sizePt: number, advances: Advances, bold = false): number {
  const table = bold ? advances.bold : advances.regular
  let sum = 0
  for (const character of text) sum += character === '\n' ? 0 : (table[character] ?? UNKNOWN)
  return (sum / 1000) * sizePt
}

/** Number of lines `text` takes in `widthPt`, broken as the paper is; at least 1. A word wider than the line is cut. */
export function countLines(
  text: string,
  widthPt: number,
  sizePt: number,
  advances: Advances,
  rules: BreakRules,
  bold = false,
): number {
  let lines = 0
  for (const part of text.split('\n')) {
    lines += 1
    // what fits whole is not cut into its words first: most cells of a list
    if (textWidthPt(part, sizePt, advances, bold) <= widthPt) continue
    let x = 0
    const room = (piece: string) => textWidthPt(piece.trimEnd(), sizePt, advances, bold)
    const pieces = unitsOf(part, rules).flatMap((unit) =>
      room(unit.text) > widthPt * (unit.composed ? COMPOSED_SHARE : 1) ? partsOf(unit) : [unit.text],
    )
    for (const piece of pieces) {
      const width = room(piece)
      if (x > 0 && x + width > widthPt) {
        lines += 1
        x = 0
      }
      if (width > widthPt && widthPt > 0) {
        lines += Math.ceil(width / widthPt) - 1
        x = width % widthPt
      } else x += textWidthPt(piece, sizePt, advances, bold)
    }
  }
  return Math.max(1, lines)
}
