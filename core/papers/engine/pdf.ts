/**
 * Makes a printed PDF depend on its content alone: the two dates Chromium writes are replaced, byte for byte in place
 * (so that the cross-reference table stays true), by the moment handed in. Pure.
 */
export function normalisePdf(bytes: Uint8Array, now: Date): Uint8Array {
  const text = latin1(bytes)
  const stamp = now.toISOString().replace(/[-:T]/gu, '').slice(0, 14)
  const out = Uint8Array.from(bytes)
  for (const match of text.matchAll(/\/(?:CreationDate|ModDate) ?\((D:[^)]*)\)/gu)) {
    const old = match[1] ?? ''
    const value = `D:${stamp}+00'00'`.slice(0, old.length).padEnd(old.length, ' ')
    const at = match.index + match[0].indexOf(old)
    for (let index = 0; index < value.length; index += 1) out[at + index] = value.charCodeAt(index)
  }
  return out
}

function latin1(bytes: Uint8Array): string {
  // TextDecoder('latin1') is windows-1252 and would change the length of nothing, but map bytes; decode plainly in pieces
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return text
}
