/** Which column means what: words of the head against the office's list of synonyms, and a look at the cells. Pure. */

import { readCoordinates } from '../projects/coordinates.ts'
import { toArabicDigits } from '../thai/digits.ts'
import { normaliseText } from '../thai/text.ts'
import { isYearly, kindOf } from './fields.ts'
import { readPeriod } from './periods.ts'
import { placeHeading } from './places.ts'
import type { SheetMapping, SheetTarget } from './rules.ts'
import { fold, readCount, readMoney, readYear, severalYears, textOf, yearIn } from './values.ts'
import type { SheetWords } from './words.ts'
import { type Cell, columnName } from './workbook.ts'

/** The heads known for a target: folded word → field. */
export type KnownHeads = {
  words: ReadonlyMap<string, string>
  longest: readonly (readonly [string, string])[]
}

export type Guess = { field: string; certain: boolean; score: number }

/** @param items rows of resources/rules/sheet-columns */
export function knownHeads(
  items: readonly { target: string; field: string; words: readonly string[] }[],
  target: SheetTarget,
): KnownHeads {
  const words = new Map<string, string>()
  for (const item of items) {
    if (item.target !== target) continue
    for (const word of item.words) if (!words.has(fold(word))) words.set(fold(word), item.field)
  }
  return { words, longest: [...words].sort((a, b) => b[0].length - a[0].length) }
}

/** True when a cell reads like a head: a known word, a year, or a note such as (บาท). */
export function isHeadLike(cell: Cell, known: KnownHeads): boolean {
  if (cell === null || typeof cell === 'boolean') return false
  if (typeof cell === 'number') return yearIn(String(cell)) !== undefined
  if (typeof cell === 'object') return false
  const text = normaliseText(cell)
  if (text.length > 80) return false
  return isKnownHead(text, known) || yearIn(text) !== undefined || /^\(?\s*(พัน|ล้าน)?บาท\s*\)?$/u.test(text)
}

/** True when the text is a head of the list as it stands, brackets aside. */
export function isKnownHead(text: string, known: KnownHeads): boolean {
  return fieldOfWords(text, known)?.exact === true
}

function fieldOfWords(
  text: string,
  known: KnownHeads,
): { field: string; exact: boolean; score: number } | undefined {
  const whole = fold(text)
  if (whole === '') return undefined
  const exact = known.words.get(whole)
  if (exact !== undefined) return { field: exact, exact: true, score: 100 }
  const bare = fold(text.replace(/\([^)]*\)|\[[^\]]*\]/gu, ' '))
  const withoutNote = known.words.get(bare)
  if (withoutNote !== undefined) return { field: withoutNote, exact: true, score: 95 }
  const begins = known.longest.find(([word]) => word.length >= 4 && bare.startsWith(word))
  if (begins)
    return { field: begins[1], exact: false, score: 40 + Math.min(40, (begins[0].length / bare.length) * 40) }
  const holds = known.longest.find(([word]) => word.length >= 6 && bare.includes(word))
  if (holds)
    return { field: holds[1], exact: false, score: 20 + Math.min(30, (holds[0].length / bare.length) * 30) }
  return undefined
}

/** Heads of percentages and of money that is no budget: what they stand beside is not what they are. */
const filledShare = /ร้อยละ|%|percent|สัดส่วน|คงเหลือ|เบิกจ่าย|จ่ายจริง/iu

/**
 * What one column could be, best first.
 *
 * @param parts words of its head, top to bottom, joined cells filled in
 * @param cells the first cells under it
 */
export function guessColumn(
  target: SheetTarget,
  parts: readonly string[],
  cells: readonly Cell[],
  known: KnownHeads,
  years: readonly number[],
): Guess[] {
  const guesses = new Map<string, Guess>()
  const isShare = filledShare.test(parts.join(' '))
  const add = (field: string, score: number, exact: boolean) => {
    const kind = kindOf(target, field)
    if (isShare && (kind === 'money' || kind === 'total' || kind === 'count')) return
    const looks = looksLike(target, field, cells)
    if (looks === false && !exact) return
    const rated = { field, score: score - (looks === false ? 60 : 0), certain: exact && looks !== false }
    const before = guesses.get(field)
    if (!before || before.score < rated.score) guesses.set(field, rated)
  }
  const filled = parts.filter((part) => part !== '')
  const last = filled.at(-1) ?? ''
  // "งบประมาณปี 2566/2567": of which year the money is only a person knows.
  if (filled.some(severalYears)) return []
  const year = yearOfHead(filled)
  if (year !== undefined) {
    const above = filled
      .map((part) => fieldOfWords(withoutYear(part), known))
      .filter((one) => one !== undefined)
    const named = above.map((one) => one.field).find((field) => isYearly(target, field))
    if (named !== undefined) add(`${named}:${year}`, 100, true)
    else if (
      target === 'planEntries' &&
      (above.length === 0 || above.some((one) => one.field === 'fiscalYear'))
    )
      add(`budget:${year}`, years.includes(year) ? 98 : 90, true)
  } else {
    const own = fieldOfWords(last, known)
    if (own) add(own.field, own.score, own.exact)
    if (filled.length > 1) {
      const all = fieldOfWords(filled.join(' '), known)
      if (all) add(all.field, all.score - 1, all.exact)
      // "งบประมาณ" over "(บาท)", or a number over the column: the upper word is the head.
      if (!own || fold(last) === 'บาท') {
        const upper = fieldOfWords(filled.slice(0, -1).join(' '), known)
        if (upper) add(upper.field, upper.score - 2, upper.exact)
      }
    }
  }
  return [...guesses.values()].filter((guess) => guess.score > 0).sort((a, b) => b.score - a.score)
}

function withoutYear(part: string): string {
  return toArabicDigits(part).replace(/(พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)?\s*\d{2,4}/gu, ' ')
}

/** The year a head names, from its lowest part up; two digits count under a head that says ปี or งบประมาณ. */
export function yearOfHead(parts: readonly string[]): number | undefined {
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    const part = parts[at] ?? ''
    const found = yearIn(part)
    if (found) return found.year
    const bare = /^\s*(\d{2})\s*(?:\(.*\))?$/u.exec(toArabicDigits(normaliseText(part)))
    if (bare && Number(bare[1]) >= 50 && /ปี|งบประมาณ|พ\.?ศ/u.test(parts.slice(0, at).join(' ')))
      return 2500 + Number(bare[1])
  }
  return undefined
}

/** Whether the cells bear out a guess: undefined where they say nothing about it. */
function looksLike(target: SheetTarget, field: string, cells: readonly Cell[]): boolean | undefined {
  const kind = kindOf(target, field)
  const held = cells.filter((cell) => cell !== null)
  if (held.length === 0 || kind === undefined) return undefined
  const share = (is: (cell: Cell) => boolean) => held.filter(is).length / held.length
  if (kind === 'money' || kind === 'total') return share((cell) => readMoney(cell, 'baht').ok) >= 0.5
  if (kind === 'count') return share((cell) => readCount(cell).ok) >= 0.5
  if (kind === 'year') return share((cell) => readYear(cell).ok) >= 0.4
  if (kind === 'period') return share((cell) => isPeriod(cell)) >= 0.4
  if (kind === 'id')
    return share((cell) => typeof cell === 'string' && /^[0-9a-hjkmnp-tv-z]{26}$/u.test(cell)) >= 0.5
  // A name is more than a figure.
  if (field === 'name') return share((cell) => typeof cell === 'string' && /\p{L}{2}/u.test(cell)) >= 0.5
  return undefined
}

function isPeriod(cell: Cell): boolean {
  const read = readPeriod(cell)
  return read.ok || read.key === 'yearsToSplit'
}

/** Cells that must agree before they say alone what a column is, and how many of them there must be. */
const mostAgree = 0.8
const mostOfWords = 0.6
const fewestCells = 2

/**
 * What the cells alone say of columns whose head says nothing certain: class words, ways of funding, agencies, village
 * numbers, places, coordinates, years, money; for each field at most one column, and none that a head has claimed.
 *
 * @param guesses what the heads say, by column
 * @param cellsUnder the first cells under a column
 */
export function guessFromCells(
  target: SheetTarget,
  guesses: readonly (readonly Guess[])[],
  cellsUnder: (index: number) => readonly Cell[],
  heads: readonly (readonly string[])[],
  words: SheetWords,
  tambons: ReadonlySet<string>,
): Guess[][] {
  const claimed = new Set(guesses.flatMap((list) => (list[0] ? [list[0].field] : [])))
  if ([...claimed].some((field) => field.startsWith('budget:') || field === 'total')) claimed.add('budget')
  if (['classSelf', 'classJoint', 'classBeyond'].some((field) => claimed.has(field)))
    claimed.add('projectClass')
  if (claimed.has('latitude') || claimed.has('longitude')) claimed.add('coordinates')
  const found = guesses.map((list, index): Guess[] => {
    if (list.length > 0) return [...list]
    const head = (heads[index] ?? []).join(' ')
    const held = cellsUnder(index).filter((cell) => cell !== null)
    if (held.length < fewestCells || severalYears(head)) return []
    const share = (is: (cell: Cell) => boolean) => held.filter(is).length / held.length
    const text = (is: (text: string) => boolean) => (cell: Cell) =>
      typeof cell === 'string' && cell.length <= 200 && is(normaliseText(cell))
    const tests: [field: string, least: number, is: (cell: Cell) => boolean][] = [
      ['projectClass', mostAgree, text((said) => words.classOf(said) !== undefined)],
      ['moo', mostAgree, text((said) => /^(?:หมู่ที่|หมู่|ม\.)\s*[\d๐-๙]/u.test(said) && said.length < 40)],
      ['village', mostAgree, text((said) => /^(?:บ้าน|ชุมชน)/u.test(said) && placeHeading(said) !== null)],
      ['tambon', mostAgree, text((said) => tambons.has(said.replace(/^(?:ตำบล|ต\.)\s*/u, '')))],
      ['coordinates', mostAgree, text((said) => said.length >= 8 && readCoordinates(said).kind === 'read')],
      ['budgetSource', mostOfWords, text((said) => words.isSource(said))],
      ['leadAgency', mostOfWords, text((said) => words.isAgency(said))],
      ['fiscalYear', mostAgree, (cell) => saysYear(cell)],
      ['year', mostAgree, (cell) => saysYear(cell)],
    ]
    // Under a head that speaks of something else thousands are persons or square metres.
    if (!filledShare.test(head) && (head === '' || /เงิน|งบ|บาท|ราคา|ทุน/u.test(head))) {
      tests.push(['budget', mostAgree, saysMoney], ['amount', mostAgree, saysMoney])
    }
    for (const [field, least, is] of tests) {
      if (claimed.has(field) || kindOf(target, field) === undefined || share(is) < least) continue
      claimed.add(field)
      return [{ field, certain: false, score: 10 }]
    }
    return []
  })
  if (claimed.has('name') || kindOf(target, 'name') === undefined) return found
  const at = found.findIndex((list, index) => list.length === 0 && readsAsNames(cellsUnder(index)))
  return found.map((list, index) => (index === at ? [{ field: 'name', certain: false, score: 5 }] : list))
}

/** Words in nearly every cell, and hardly two the same. */
function readsAsNames(cells: readonly Cell[]): boolean {
  const held = cells.filter((cell) => cell !== null)
  const words = held.filter((cell) => typeof cell === 'string' && /\p{L}{3}/u.test(cell))
  return (
    held.length >= fewestCells &&
    held.length >= cells.length * mostAgree &&
    words.length >= held.length * mostAgree &&
    new Set(words).size >= words.length * mostAgree
  )
}

function saysYear(cell: Cell): boolean {
  if (typeof cell === 'number') return Number.isInteger(cell) && cell >= 2500 && cell <= 2700
  if (typeof cell !== 'string' || !/\d|[๐-๙]/u.test(cell)) return false
  const read = readPeriod(cell)
  return read.ok && read.value !== null && read.value !== 'silent' && textOf(cell).length >= 4
}

/** Whole hundreds, or figures that say บาท: a running number or a size is no money. */
function saysMoney(cell: Cell): boolean {
  const read = readMoney(cell, 'baht')
  if (!read.ok || read.value === null) return false
  return typeof cell === 'string' && /บาท|,-|\.-|ล้าน|แสน|หมื่น/u.test(cell)
    ? true
    : read.value >= 1_000_00 && read.value % 100_00 === 0
}

/**
 * One column a field. Where two want the same, the one whose head is that very word has it; where both are, neither:
 * the person decides, the better one first in its guesses.
 */
export function mappingOf(guesses: readonly (readonly Guess[])[]): SheetMapping {
  const wanted = new Map<string, { column: number; guess: Guess }[]>()
  for (const [column, list] of guesses.entries()) {
    const best = list[0]
    if (!best) continue
    wanted.set(best.field, [...(wanted.get(best.field) ?? []), { column, guess: best }])
  }
  const mapping: SheetMapping = {}
  for (const [column] of guesses.entries()) mapping[columnName(column)] = null
  for (const [field, all] of wanted) {
    const sorted = [...all].sort((a, b) => b.guess.score - a.guess.score)
    const [first, second] = sorted
    if (!first) continue
    const clear = !second || (first.guess.certain && !second.guess.certain)
    if (clear) mapping[columnName(first.column)] = field
    else for (const other of sorted.slice(1)) other.guess.certain = false
  }
  return mapping
}

/** Under which a mapping is remembered: the folded heads in their order, years as places in the span. */
export function headSignature(heads: readonly (readonly string[])[]): string {
  return heads
    .map((parts) => fold(parts.join(' ')))
    .join('|')
    .slice(0, 4000)
}
