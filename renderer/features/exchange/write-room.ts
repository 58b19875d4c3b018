import { passphraseLength } from '../../../core/exchange/passphrase.ts'

/** How the free space of a place stands to what will be written. */
export type Room = 'enough' | 'tight' | 'short' | 'unknown'

/** The estimate may be this much too high (docs/package-format.md): only what is surely too little is refused before the try. */
const surely = 0.7

/**
 * @param freeBytes null where the system does not say: that is a warning, never a refusal (PEERS.md §1.7)
 * @param estimateBytes null while nobody knows; an answer is small and needs no estimate
 */
export function roomFor(freeBytes: number | null, estimateBytes: number | null): Room {
  if (freeBytes === null) return 'unknown'
  if (estimateBytes === null || freeBytes >= estimateBytes) return 'enough'
  return freeBytes < estimateBytes * surely ? 'short' : 'tight'
}

/** A hash as it is read out: groups of four. */
export function hashGroups(sha256: string, digits = 16): string {
  return sha256.slice(0, digits).replace(/(.{4})(?=.)/gu, '$1 ')
}

/** What keeps a passphrase from being used: key of exchange.json under `exchange.lock.`; null = nothing. */
export function passphraseProblem(first: string, second: string): 'short' | 'unlike' | null {
  if ([...first.normalize('NFC').trim()].length < passphraseLength) return 'short'
  return first === second ? null : 'unlike'
}
