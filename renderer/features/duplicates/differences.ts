/** A piece of a text; `differs`: it does not stand in the text beside it. */
export type Piece = { text: string; differs: boolean }

/** Letters that hang on the one before them: a piece must not begin with one. */
const hanging = /^[ะ-ฺ็-๎]/u
const segmenter = new Intl.Segmenter('th', { granularity: 'word' })

/** Words of a text with the spaces between them; a hanging mark goes with its letter. */
function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const { segment } of segmenter.segment(text)) {
    const last = words.length - 1
    if (last >= 0 && hanging.test(segment)) words[last] += segment
    else words.push(segment)
  }
  return words
}

const isSpace = (word: string) => word.trim() === ''

/**
 * Cuts a text into words that the other text has too, in the same order, and words that it has not, for marking in a
 * side by side. Spaces do not count.
 */
export function differencesOf(text: string, other: string): Piece[] {
  if (text === '') return []
  if (text.replace(/\s+/gu, '') === other.replace(/\s+/gu, '')) return [{ text, differs: false }]
  const words = wordsOf(text)
  const known = wordsOf(other).filter((word) => !isSpace(word))
  const shared = sharedPlaces(words, known)
  const pieces: Piece[] = []
  for (const [at, word] of words.entries()) {
    const last = pieces.at(-1)
    // a space belongs to what stands before it, so that a mark does not begin with one
    const differs = isSpace(word) ? (last?.differs ?? false) && !shared.has(at + 1) : !shared.has(at)
    if (last && last.differs === differs) last.text += word
    else pieces.push({ text: word, differs })
  }
  return pieces
}

/** Places of the words that both have in the same order: the longest common subsequence. */
function sharedPlaces(words: readonly string[], known: readonly string[]): Set<number> {
  const places = words.flatMap((word, at) => (isSpace(word) ? [] : [at]))
  const width = known.length + 1
  const lengths = new Uint16Array((places.length + 1) * width)
  const lengthAt = (row: number, column: number) => lengths[row * width + column] ?? 0
  for (let row = places.length - 1; row >= 0; row -= 1) {
    for (let column = known.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        words[places[row] ?? -1] === known[column]
          ? lengthAt(row + 1, column + 1) + 1
          : Math.max(lengthAt(row + 1, column), lengthAt(row, column + 1))
    }
  }
  const shared = new Set<number>()
  for (let row = 0, column = 0; row < places.length && column < known.length; ) {
    const place = places[row] ?? -1
    if (words[place] === known[column]) {
      shared.add(place)
      row += 1
      column += 1
    } else if (lengthAt(row + 1, column) >= lengthAt(row, column + 1)) row += 1
    else column += 1
  }
  return shared
}
