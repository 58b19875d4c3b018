import { randomBytes } from 'node:crypto'
import type { Random } from './ports.ts'

const poolBytes = 8192

/** Random bytes of the system, fetched many at a time: an import makes tens of thousands of ids. No byte is given twice. */
export function systemRandom(): Random {
  let pool = randomBytes(poolBytes)
  let at = 0
  return {
    bytes(length) {
      if (length > poolBytes / 8) return randomBytes(length)
      if (at + length > pool.length) {
        pool = randomBytes(poolBytes)
        at = 0
      }
      at += length
      return pool.subarray(at - length, at)
    },
  }
}
