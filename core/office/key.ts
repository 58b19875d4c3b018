import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { faultOfSqlite } from '../../db/open.ts'
import { Fault, isFault } from '../kernel/fault.ts'
import type { Random } from '../kernel/ports.ts'
import { writeWhole } from '../kernel/whole-file.ts'

const fileName = 'office-key.pem'
/** PKCS #8 head of an Ed25519 private key (RFC 8410 §7); the 32 bytes of the seed follow. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

export type OfficeKey = {
  /** PKCS #8 PEM; never leaves the data folder. */
  privatePem: string
  /** base64 of the raw 32 bytes, as it stands in the office row and in a package. */
  publicKey: string
}

/** Makes the office's Ed25519 key pair from the handed-in randomness. */
export function makeOfficeKey(random: Random): OfficeKey {
  const seed = Buffer.from(random.bytes(32))
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
  return { privatePem: key.export({ format: 'pem', type: 'pkcs8' }).toString(), publicKey: publicKeyOf(key) }
}

/**
 * Puts the private key in the data folder, readable by the user alone.
 *
 * @throws Fault disk.full, disk.readOnly, disk.missing
 */
export function keepOfficeKey(dir: string, privatePem: string): void {
  const path = join(dir, fileName)
  try {
    writeWhole(path, Buffer.from(privatePem, 'utf8'), 0o600)
  } catch (error) {
    throw faultOfSqlite(error, path)
  }
}

/**
 * The office's private key for signing a package.
 *
 * @param dir data folder of the open workspace
 * @throws Fault office.keyMissing when the file is gone or is no Ed25519 key
 */
export function readOfficeKey(dir: string): KeyObject {
  const path = join(dir, fileName)
  if (!existsSync(path)) throw new Fault('office.keyMissing', { path })
  try {
    const key = createPrivateKey(readFileSync(path))
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch (error) {
    throw new Fault('office.keyMissing', { path }, { cause: error })
  }
  throw new Fault('office.keyMissing', { path })
}

/**
 * How the file of the key stands to the office's row: `other` for a file that belongs to another office.
 *
 * @param publicKey of the own office row
 */
export function keyState(dir: string, publicKey: string): 'whole' | 'missing' | 'other' {
  try {
    return publicKeyOf(readOfficeKey(dir)) === publicKey ? 'whole' : 'other'
  } catch (error) {
    if (isFault(error)) return 'missing'
    throw error
  }
}

/** Public half of a private key: base64 of the raw 32 bytes. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
}
