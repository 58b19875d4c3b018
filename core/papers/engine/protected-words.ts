/**
 * Words and groups that no line break may cut (DOCUMENTS.md §D.2). ICU's dictionary cuts บูรณาการ as บูรณ|า|การ;
 * other cuts are legal but ugly (คณะ|กรรมการ, พ.ศ.|๒๕๖๒, นาย|สมชาย). The list is data:
 * resources/papers/protected-words.json. Pure.
 */

export type ProtectedWords = { words: readonly string[]; patterns: readonly string[] }
export type Piece = { text: string; together: boolean }

/** A group longer than this may break after all: it would leave holes in the line. In UTF-16 units. */
const LONGEST = 36

const escapeRegex = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&')

/** One list of pattern sources, longest words first so that คณะกรรมการบริหาร wins over คณะกรรมการ. */
export function protectedPatterns(data: ProtectedWords): string[] {
  const words = [...data.words].sort((a, b) => b.length - a.length).map(escapeRegex)
  return [...data.patterns, ...(words.length > 0 ? [words.join('|')] : [])]
}

const compiled = new Map<string, RegExp>()
function regex(patterns: readonly string[]): RegExp | undefined {
  if (patterns.length === 0) return undefined
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
