/**
 * Words and groups that no line break may cut (DOCUMENTS.md §D.2). ICU's dictionary cuts บูรณาการ as บูรณ|า|การ;
 * other cuts are legal but ugly (คณะ|กรรมการ, พ.ศ.|๒๕๖๒, นาย|สมชาย). The list is data:
 * resources/papers/protected-words.json. Pure.
 */

/**
 * The list of the resources. A word may name with `|` where it breaks when it alone is wider than its line
 * (องค์การ|บริหาร|ส่วน|ตำบล in a narrow column).
 */
export type ProtectedWords = { words: readonly string[]; patterns: readonly string[] }
/** What a paper may not cut: sources of `u` regular expressions, and the soft places of composed words. */
export type BreakRules = {
  patterns: readonly string[]
  soft: Readonly<Record<string, readonly number[]>>
  /** Names of places and persons, which stand with their prefix where there is room (ตำบล|พรหมโลก). */
  names: ReadonlySet<string>
}
export type Piece = { text: string; together: boolean }

/** A group longer than this may break after all: it would leave holes in the line. In UTF-16 units. */
const LONGEST = 36

const escapeRegex = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&')

/** One list of pattern sources, longest words first so that คณะกรรมการบริหาร wins over คณะกรรมการ. */
export function protectedPatterns(data: ProtectedWords): string[] {
  const words = data.words
    .map((word) => word.replaceAll('|', ''))
    .sort((a, b) => b.length - a.length)
    .map(escapeRegex)
  return [...data.patterns, ...(words.length > 0 ? [words.join('|')] : [])]
}

/** Prefixes after which even a name of two letters is a name; a line may break between prefix and name. */
export const PREFIXES =
  'ตำบล|อำเภอ|จังหวัด|เทศบาลตำบล|เทศบาลเมือง|เทศบาลนคร|บ้าน|ชุมชน|อบต\\.|อบจ\\.|ทต\\.|ทม\\.|ต\\.|อ\\.|จ\\.'
/** A name standing alone must be this long: a short one is found inside other words. */
const ALONE = 5

/** @param names of places and persons of this paper, without their prefixes */
export function breakRules(data: ProtectedWords, names: readonly string[] = []): BreakRules {
  const soft: Record<string, readonly number[]> = {}
  for (const word of data.words) {
    if (!word.includes('|')) continue
    const parts = word.split('|')
    let at = 0
    soft[parts.join('')] = parts.slice(0, -1).map((part) => {
      at += part.length
      return at
    })
  }
  const sorted = [...new Set(names)].filter((name) => name.length >= 2).sort((a, b) => b.length - a.length)
  const sources = (list: readonly string[]) => list.map(escapeRegex).join('|')
  const long = sorted.filter((name) => name.length >= ALONE)
  const short = sorted.filter((name) => name.length < ALONE)
  const found = [
    ...(long.length > 0 ? [`(?:${sources(long)})(?![\\u0e30-\\u0e3a\\u0e45\\u0e47-\\u0e4e])`] : []),
    ...(short.length > 0 ? [`(?<=(?:${PREFIXES}) ?)(?:${sources(short)})(?![ก-๎])`] : []),
  ]
  return { patterns: [...found, ...protectedPatterns(data)], soft, names: new Set(sorted) }
}

const compiled = new Map<string, RegExp>()
/** The same by the list itself: putting some hundred names together again for each cell takes longer than the search. */
const ofList = new WeakMap<readonly string[], RegExp>()
function regex(patterns: readonly string[]): RegExp | undefined {
  if (patterns.length === 0) return undefined
  let found = ofList.get(patterns)
  if (!found) {
    found = compile(patterns)
    ofList.set(patterns, found)
  }
  return found
}

function compile(patterns: readonly string[]): RegExp {
  const source = patterns.map((pattern) => `(?:${pattern})`).join('|')
  let found = compiled.get(source)
  if (!found) {
    // each paper brings the names of its own places: keep the last few
    if (compiled.size > 32) compiled.clear()
    found = new RegExp(source, 'gu')
    compiled.set(source, found)
  }
  return found
}

const combining = /^[\u0e31\u0e33-\u0e3a\u0e45\u0e47-\u0e4e]/u

/**
 * Cuts `text` into pieces; those with `together` must stay on one line.
 * A piece never ends before a combining mark: a pattern that stops inside a cluster is ignored.
 */
export function splitProtected(text: string, patterns: readonly string[]): Piece[] {
  const expression = regex(patterns)
  if (!expression) return text === '' ? [] : [{ text, together: false }]
  const pieces: Piece[] = []
  let last = 0
  expression.lastIndex = 0
  for (const match of text.matchAll(expression)) {
    const start = match.index
    const end = start + match[0].length
    if (match[0].length < 2 || match[0].length > LONGEST || start < last) continue
    if (combining.test(text.slice(end, end + 1))) continue
    if (start > last) pieces.push({ text: text.slice(last, start), together: false })
    pieces.push({ text: match[0], together: true })
    last = end
  }
  if (last < text.length) pieces.push({ text: text.slice(last), together: false })
  return pieces
}
