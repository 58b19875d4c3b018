import type { Random } from './ports.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * Makes record ids: 10 characters of a per-file sequence, then 16 random ones (80 bits), in Crockford's base 32.
 * They sort in the order they were made in this file without ever asking the PC's clock (PEERS.md §3.5 #8),
 * and two offices never make the same one.
 */
export function makeId(sequence: number, random: Random): string {
  let head = ''
  let rest = sequence
  for (let at = 0; at < 10; at += 1) {
    head = alphabet.charAt(rest % 32) + head
    rest = Math.floor(rest / 32)
  }
  let tail = ''
  for (const byte of random.bytes(16)) tail += alphabet.charAt(byte & 31)
  return head + tail
}
