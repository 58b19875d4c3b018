/**
 * Makes a printed PDF depend on its content alone: the two dates Chromium writes are replaced by the moment handed in,
 * and the marks of its tags, which go on counting from paper to paper while the browser runs, are numbered from 1.
 * Both byte for byte in place, so that the cross-reference table stays true. Pure.
 */
export function normalisePdf(bytes: Uint8Array, now: Date): Uint8Array {
  const text = latin1(bytes)
  const stamp = now.toISOString().replace(/[-:T]/gu, '').slice(0, 14)
  const out = Uint8Array.from(bytes)
  const put = (at: number, value: string) => {
    for (let index = 0; index < value.length; index += 1) out[at + index] = value.charCodeAt(index)
  }
  for (const match of text.matchAll(/\/(?:CreationDate|ModDate) ?\((D:[^)]*)\)/gu)) {
    const old = match[1] ?? ''
    const value = `D:${stamp}+00'00'`.slice(0, old.length).padEnd(old.length, ' ')
    put(match.index + match[0].indexOf(old), value)
  }
  numberMarks(text, put)
  return out
}

type Put = (at: number, value: string) => void

const written = (rank: number) => String(rank).padStart(8, '0')

/**
 * Numbers the marks of tags. Chromium gives the head cells of a table their marks in an order that differs from run to
 * run: inside one leaf of the name tree that lists them they are therefore numbered as they come up in the file, and
 * the leaf, which must stay sorted, is written anew in the same room.
 */
function numberMarks(text: string, put: Put): void {
  const marks = [...text.matchAll(/\(node(\d{8})\)/gu)]
  const sorted = [...new Set(marks.map((match) => match[1] ?? ''))].sort()
  const inOrder = new Map(sorted.map((mark, at) => [mark, at + 1]))
  const rank = new Map(inOrder)
  const appears = new Map<string, number>()
  for (const { 1: mark = '', index } of text.matchAll(/\/ID \(node(\d{8})\)/gu))
    if (!appears.has(mark)) appears.set(mark, index)
  const leaves = [...text.matchAll(/\/Names \[((?:\(node\d{8}\) \d+ 0 R\s*)+)\]/gu)].map((match) => ({
    at: match.index + '/Names ['.length,
    room: (match[1] ?? '').length,
    pairs: [...(match[1] ?? '').matchAll(/\(node(\d{8})\) (\d+ 0 R)/gu)].map((pair) => ({
      mark: pair[1] ?? '',
      to: pair[2] ?? '',
    })),
  }))
  for (const { pairs } of leaves) {
    const places = pairs.map(({ mark }) => inOrder.get(mark) ?? 0).sort((a, b) => a - b)
    const byPlace = [...pairs].sort((a, b) => (appears.get(a.mark) ?? 0) - (appears.get(b.mark) ?? 0))
    for (const [at, { mark }] of byPlace.entries()) rank.set(mark, places[at] ?? 0)
  }
  // The bounds of a node of the tree are numbers, not marks: the lowest and the highest stay what they are.
  const bounds = new Set(
    [...text.matchAll(/\/Limits \[\(node\d{8}\) \(node\d{8}\)\]/gu)].flatMap((match) => {
      const first = match.index + '/Limits ['.length
      return [first, first + '(node00000000) '.length]
    }),
  )
  const inLeaf = (at: number) => leaves.some((leaf) => at >= leaf.at && at < leaf.at + leaf.room)
  for (const { 1: mark = '', index } of marks) {
    if (inLeaf(index)) continue
    put(index + '(node'.length, written((bounds.has(index) ? inOrder : rank).get(mark) ?? 0))
  }
  for (const { at, room, pairs } of leaves) {
    const ordered = pairs
      .map(({ mark, to }) => ({ place: rank.get(mark) ?? 0, to }))
      .sort((a, b) => a.place - b.place)
    put(
      at,
      ordered
        .map(({ place, to }) => `(node${written(place)}) ${to}`)
        .join(' ')
        .padEnd(room),
    )
  }
}

/** One character a byte, so that places in the text are places in the file; what is above 0x7f is not looked at. */
function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes)
}
