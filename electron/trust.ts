/** A message counts only when it comes from the top frame of our own page (PEERS.md §3.3). */
export function isTrustedSender(
  sender: { url: string; isTop: boolean } | undefined,
  origin: string,
): boolean {
  if (!sender?.isTop) return false
  return isOwnAddress(sender.url, origin)
}

/** Whether a window may go to this address. Compared by origin, never by how the text begins. */
export function isOwnAddress(address: string, origin: string): boolean {
  try {
    const url = new URL(address)
    // URL.origin is "null" for a scheme Node does not know: take it apart.
    return `${url.protocol}//${url.host}` === origin && url.username === '' && url.password === ''
  } catch {
    return false
  }
}
