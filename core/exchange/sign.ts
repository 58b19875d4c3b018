import { createHash, createPublicKey, type Hash, type KeyObject, sign, verify } from 'node:crypto'
import { createReadStream } from 'node:fs'

/**
 * All cryptography of packages stands in this one file, so that it can be read in one sitting (PEERS.md §3.6). The
 * office's own key is made and kept in core/office/key.ts.
 */

/** DER head of an Ed25519 public key (RFC 8410): what follows is the 32 bytes themselves. */
const publicHead = Buffer.from('302a300506032b6570032100', 'hex')
const rawKeyBytes = 32
const signatureBytes = 64

/** Signs the exact bytes. @returns base64 of the 64 bytes of an Ed25519 signature */
export function signBytes(privateKey: KeyObject, bytes: Uint8Array): string {
  return sign(null, bytes, privateKey).toString('base64')
}

/**
 * Whether the signature is of these bytes by this key. Anything that is not exactly a key and a signature in canonical
 * base64 is simply not signed: no error, no second way to write the same signature.
 */
export function isSignedBy(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  const key = canonicalBase64(publicKey, rawKeyBytes)
  const signed = canonicalBase64(signature, signatureBytes)
  if (key === null || signed === null || isSmallOrder(key)) return false
  try {
    return verify(
      null,
      bytes,
      createPublicKey({ key: Buffer.concat([publicHead, key]), format: 'der', type: 'spki' }),
      signed,
    )
  } catch {
    return false
  }
}

/** True for base64 of 32 bytes, written in the one canonical way. */
export function isPublicKey(text: string): boolean {
  return canonicalBase64(text, rawKeyBytes) !== null
}

/**
 * A key as twenty digits in five groups, to be compared by telephone (PEERS.md §3.5 #17): digits only, because they
 * can be read aloud and shown as Thai digits; 66 bits, more than anybody can search for a look-alike key.
 */
export function fingerprintOf(publicKey: string): string {
  const digest = createHash('sha256')
    .update('amphoe-plan office key\n')
    .update(Buffer.from(publicKey, 'base64'))
    .digest('hex')
  const digits = (BigInt(`0x${digest}`) % 10n ** 20n).toString().padStart(20, '0')
  return digits.match(/\d{4}/gu)?.join(' ') ?? digits
}

/** A running SHA-256; `digest('hex')` ends it. */
export function startSha256(): Hash {
  return createHash('sha256')
}

/** SHA-256 of text (UTF-8) or bytes, 64 hex digits. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** SHA-256 of a file, read as a stream; 64 hex digits. */
export async function hashFile(path: string): Promise<string> {
  const hash = startSha256()
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}

function canonicalBase64(text: string, length: number): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === length && bytes.toString('base64') === text ? bytes : null
}

/**
 * The eight points of small order (and their second encodings) are nobody's key: a signature by one of them can be
 * made to fit any bytes. OpenSSL refuses them itself, BoringSSL (under Electron) does not.
 */
function isSmallOrder(key: Buffer): boolean {
  const hex = Buffer.from(key)
  hex[31] = (hex[31] ?? 0) & 0x7f
  return smallOrder.has(hex.toString('hex'))
}
const smallOrder = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])
