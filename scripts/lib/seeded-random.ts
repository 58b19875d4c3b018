import { createHash } from 'node:crypto'
import type { Random } from '../../core/kernel/ports.ts'

/**
 * Randomness that is the same in every run: for the demo and the tests only, so that the same input gives the same
 * ids, keys, packages and papers. Never for a real office.
 */
export function seededRandom(seed: string): Random {
  let at = 0
  return {
    bytes(length) {
      const out = new Uint8Array(length)
      for (let filled = 0; filled < length; filled += 32) {
        const block = createHash('sha256').update(`${seed} ${at}`).digest()
        at += 1
        out.set(block.subarray(0, Math.min(32, length - filled)), filled)
      }
      return out
    },
  }
}
