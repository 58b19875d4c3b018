import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { faultOfSqlite } from '../../db/open.ts'
import { writeWhole } from './whole-file.ts'

const folder = 'attachments'

/**
 * Keeps the bytes of a file once, under their own hash, in the open office's data folder.
 *
 * @param dir data folder of the open workspace
 * @returns SHA-256, hex
 * @throws Fault disk.full, disk.readOnly, disk.missing; nothing half-written stays behind
 */
export function keepAttachment(dir: string, bytes: Uint8Array): string {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const path = join(dir, folder, sha256)
  if (existsSync(path)) return sha256
  try {
    mkdirSync(join(dir, folder), { recursive: true })
    writeWhole(path, bytes)
  } catch (error) {
    throw faultOfSqlite(error, join(dir, folder))
  }
  return sha256
}

/** The bytes of a kept file, or null where it is missing or no longer what its name says. */
export function readAttachment(dir: string, sha256: string): Uint8Array | null {
  if (!/^[0-9a-f]{64}$/u.test(sha256)) return null
  const path = join(dir, folder, sha256)
  if (!existsSync(path)) return null
  const bytes = readFileSync(path)
  return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : null
}
