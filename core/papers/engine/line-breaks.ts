/**
 * Where a line of a paper may end. The paper says it itself, word by word, and leaves nothing to the dictionary of the
 * browser that prints it: Chromium's cuts ในกา|รบูรณาการ and พรหม|โลก, and another Chromium cuts elsewhere
 * (DOCUMENTS.md §D.2). The protected words and names are cut out first, what stands between them is segmented piece by
 * piece, and what is no word of its own is joined to its neighbour. Screen, PDF, column widths and row heights of
 * spreadsheets all read these units. Pure.
 */
import { type BreakRules, PREFIXES, splitProtected } from './protected-words.ts'

/**
 * What must stay on one line; spaces stand at its end. `soft`: places inside, where it may break after all when it alone
 * is wider than its line; of a composed word (`composed`) already when it takes more than half of it.
 */
export type Unit = { text: string; soft: readonly number[]; composed?: boolean }
/** Share of the line above which a composed word breaks at its places. */
export const COMPOSED_SHARE = 0.5

/** Vowels and marks that follow or sit on a letter, ๆ ฯ and closing signs: never first on a line. */
const clings = /^[\u0e2f-\u0e3a\u0e45-\u0e4e)\]}”’»,.;:!?%…]/u
/** Leading vowels and opening signs: never last on a line. */
const leads = /[\u0e40-\u0e44([{“‘«]$/u
const loneLetter = /^[ก-ฮ]$/u
const thaiEnd = /[ก-๎]{2}[/-]$/u
const thaiStart = /^[ก-ฮเ-ไ][ก-๎]/u
const abbreviation = /[ก-ฮ]{3,}\.$|ฯ$/u
/** Nominalisers, joined to their word: การ|จัดทำ, ความ|รู้. */
const nominal = /^(?:การ|ความ|ผู้|นัก)$/u
/** The number of an item stands with its first word. */
const itemNumber = /^\(?[0-9๐-๙]{1,2}[.)]\s$/u
/** ณ is never last on a line: สมศักดิ์ | ณ นคร, ประชุม | ณ ศาลาประชาคม. */
const at = /^ณ\s$/u
const prefix = new RegExp(`^(?:${PREFIXES})$`, 'u')
const figure = /[0-9A-Za-z๐-๙]/u

let segmenter: Intl.Segmenter | undefined
function wordsOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter('th', { granularity: 'word' })
  return Array.from(segmenter.segment(text), (part) => part.segment)
}

function joins(before: string, next: string, wholeWord: boolean): boolean {
  if (before === '') return false
  if (/\s$/u.test(before)) return /^[ๆฯ]/u.test(next) || itemNumber.test(before) || at.test(before)
  if (leads.test(before) || clings.test(next)) return true
  if (loneLetter.test(before)) return true
  if (nominal.test(before)) return /^[ก-ฮเ-ไ]/u.test(next)
  if (/[/-]$/u.test(before)) return !(thaiEnd.test(before) && thaiStart.test(next))
  if (/\.$/u.test(before)) return !(abbreviation.test(before) && thaiStart.test(next))
  if (/^[/–—"'-]/u.test(next)) return true
  if (wholeWord) return false
  if (loneLetter.test(next)) return true
  // a number and what stands against it; Latin words
  return figure.test(before.at(-1) ?? '') || figure.test(next[0] ?? '') || /["'–—]$/u.test(before)
}

/** Places inside a group of the patterns, e.g. a date: after its spaces; ว่าที่ ร.ต. is one title. */
function spacesIn(text: string): number[] {
  return [...text.matchAll(/(?<!ว่าที่)\s+(?=\S)/gu)].map((match) => match.index + match[0].length)
}

/** A long address or code may break after its separators; otherwise the line before it would be stretched to holes. */
function addressParts(unit: Unit): Unit[] {
  if (!/[!-~]{18,}/u.test(unit.text)) return [unit]
  return unit.text.split(/(?<=[/?&=_.@-])(?=[^/?&=_.@\s-])/u).map((text) => ({ text, soft: [] }))
}

function makeUnits(line: string, rules: BreakRules): Unit[] {
  const units: { text: string; soft: number[]; composed?: boolean }[] = []
  const put = (text: string, soft: readonly number[], wholeWord: boolean, composed = false) => {
    const last = units.at(-1)
    const isSpace = text.trim() === ''
    if (last && wholeWord && rules.names.has(text) && prefix.test(last.text)) {
      last.soft.push(last.text.length)
      last.text += text
      last.composed = true
    } else if (last && (isSpace || joins(last.text, text, wholeWord))) {
      const end = last.text.length
      if (!isSpace && (nominal.test(last.text) || itemNumber.test(last.text))) last.soft.push(end)
      last.text += text
      last.soft.push(...soft.map((one) => one + end))
      if (composed) last.composed = true
    } else units.push({ text, soft: [...soft], ...(composed ? { composed } : {}) })
  }
  for (const piece of splitProtected(line, rules.patterns)) {
    const composed = piece.together ? rules.soft[piece.text] : undefined
    if (piece.together) put(piece.text, composed ?? spacesIn(piece.text), true, composed !== undefined)
    else for (const word of wordsOf(piece.text)) put(word, [], false)
  }
  return units.flatMap(addressParts)
}

/** Texts of the last papers: cells and headings come again and again. */
const kept = new WeakMap<BreakRules, Map<string, readonly Unit[]>>()

/** The units of one line of text (without '\n'); joined they are the text. */
export function unitsOf(line: string, rules: BreakRules): readonly Unit[] {
  let known = kept.get(rules)
  if (!known) {
    known = new Map()
    kept.set(rules, known)
  }
  let units = known.get(line)
  if (!units) {
    units = makeUnits(line, rules)
    known.set(line, units)
  }
  return units
}

/** The parts of a unit between its soft places. */
export function partsOf(unit: Unit): string[] {
  const places = [0, ...unit.soft, unit.text.length]
  return places.slice(1).map((end, index) => unit.text.slice(places[index], end))
}

/** The smallest pieces of a text that are never cut; of all its lines, spaces cut off. */
export function atomsOf(text: string, rules: BreakRules): string[] {
  return text
    .split('\n')
    .flatMap((line) => unitsOf(line, rules))
    .flatMap(partsOf)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
