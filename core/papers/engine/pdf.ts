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
  const marks = [...text.matchAll(/\(node(\d{8})\)/gu)]
  // In their own order: the name tree that lists them must stay sorted.
  const known = [...new Set(marks.map((match) => match[1] ?? ''))].sort()
  const rank = new Map(known.map((mark, at) => [mark, String(at + 1).padStart(8, '0')]))
  for (const match of marks) put(match.index + '(node'.length, rank.get(match[1] ?? '') ?? '')
  return out
}

function latin1(bytes: Uint8Array): string {
  // TextDecoder('latin1') is windows-1252 and would change the length of nothing, but map bytes; decode plainly in pieces
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return text
}
