import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { Decrypter, Encrypter } from 'age-encryption'
import { Fault, isFault } from '../kernel/fault.ts'
import type { Progress } from '../kernel/meta.ts'
import { megabytes, packageLimits } from './format.ts'
import { passphraseForms } from './passphrase.ts'
import { startSha256 } from './sign.ts'
import { type PutDown, putDown } from './stick.ts'
import { faultOfReading } from './verify.ts'
import type { WrittenPackage } from './write-package.ts'

/**
 * The envelope: a whole package, as it is, encrypted with a passphrase in the age format (age-encryption.org/v1, one
 * scrypt stanza), so that it also opens with the age program. All of it stands in this file. Its randomness is the
 * system's own and never handed in: a seeded one would be a key that can be guessed.
 */

/** Behind the package's name. What a file is is told by its first bytes, never by its name. */
export const envelopeExtension = '.age'
const magic = 'age-encryption.org/v1\n'

/** 2^16 × 8 × 128 bytes: 64 MiB and a second on an old computer with 4 GB. */
const workFactor = 16
/** What the age program writes; more could be meant to fill this computer's memory. */
const mostWork = 18
const headerPattern =
  /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9]\d?)\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n/u
/** Encrypted to a key: nothing that a passphrase opens. */
const otherRecipient = /^age-encryption\.org\/v1\n-> (?!scrypt )[!-~]+ /u
const headerBytes = 400

/** Whether a file is in an envelope, told by its first bytes. A file that cannot be read is none. */
export function isEnvelope(path: string): boolean {
  return readStart(path, magic.length) === magic
}

export type SealOptions = PutDown & {
  /** The plain package, written and verified on this computer. */
  source: WrittenPackage
  /** As checkPassphrase gives it. */
  passphrase: string
}

/**
 * Puts a package into an envelope and down on a stick, whole or not at all (stick.ts); what was written is decrypted
 * again and compared with the package that was verified.
 *
 * @returns path and size of the envelope, hash of the package inside
 * @throws Fault usb.gone, usb.full, usb.lies, usb.readOnly, package.tooLarge, file.busy, cancelled
 */
export function writeEnvelope(options: SealOptions): AsyncGenerator<Progress, WrittenPackage, void> {
  const { source } = options
  const neededBytes = source.sizeBytes + headerBytes + (Math.floor(source.sizeBytes / 65_536) + 1) * 16
  return putDown(options, neededBytes, async function* (temporary) {
    const sizeBytes = yield* seal(temporary, options)
    yield* readBack(temporary, options)
    return { sha256: source.sha256, sizeBytes }
  })
}

async function* seal(temporary: string, options: SealOptions): AsyncGenerator<Progress, number, void> {
  const { source, fileName } = options
  const encrypter = new Encrypter()
  encrypter.setPassphrase(options.passphrase)
  encrypter.setScryptWorkFactor(workFactor)
  yield { step: 'exchange.progress.sealing', done: 0, total: source.sizeBytes, what: fileName }
  const file = await options.stick.create(temporary)
  const input = createReadStream(source.path)
  let written = 0
  try {
    for await (const chunk of await encrypter.encrypt(Readable.toWeb(input) as ReadableStream<Uint8Array>)) {
      await file.write(chunk)
      written += chunk.byteLength
      options.checkCancelled()
      yield {
        step: 'exchange.progress.sealing',
        done: Math.min(written, source.sizeBytes),
        total: source.sizeBytes,
        what: fileName,
      }
    }
    await file.sync()
    return written
  } finally {
    input.destroy()
    await file.close()
  }
}

/** A stick that gives other bytes back than it took, or less of them, has an envelope that nobody opens. */
async function* readBack(temporary: string, options: SealOptions): AsyncGenerator<Progress, void, void> {
  const { source, fileName, passphrase, checkCancelled } = options
  const hash = startSha256()
  try {
    const steps = decrypt(temporary, passphrase, { fileName, checkCancelled }, (bytes) => {
      hash.update(bytes)
    })
    for await (const done of steps)
      yield { step: 'exchange.progress.verifying', done, total: source.sizeBytes, what: fileName }
  } catch (error) {
    if (!isFault(error) || !error.code.startsWith('package.')) throw error
    throw new Fault('usb.lies', { place: options.place.label }, { cause: error })
  }
  if (hash.digest('hex') !== source.sha256) throw new Fault('usb.lies', { place: options.place.label })
}

export type OpenOptions = {
  /** Name shown in faults. */
  fileName: string
  checkCancelled?: () => void
}

/**
 * Takes a package out of its envelope into a file on this computer; that file is verified like any other afterwards.
 * Whatever fails: the file may be half written, and goes with the caller's staging.
 *
 * @param passphrase as it was typed; digits told by telephone may stand in any grouping
 * @param target path of a file that is not there yet
 * @throws Fault package.passphraseMissing, passphraseWrong, damaged (cut or changed), hostile, tooLarge, notPackage; cancelled
 */
export async function* openEnvelope(
  path: string,
  passphrase: string | undefined,
  target: string,
  options: OpenOptions,
): AsyncGenerator<Progress, void, void> {
  const total = sizeOf(path, options.fileName)
  const forms = passphraseForms(passphrase ?? '')
  if (forms.length === 0) throw new Fault('package.passphraseMissing', { file: options.fileName })
  yield { step: 'exchange.progress.opening', done: 0, total, what: options.fileName }
  const file = await open(target, 'wx')
  try {
    for (const [at, form] of forms.entries()) {
      try {
        const steps = decrypt(path, form, options, async (bytes) => {
          for (let from = 0; from < bytes.byteLength; ) from += (await file.write(bytes, from)).bytesWritten
        })
        for await (const done of steps)
          yield { step: 'exchange.progress.opening', done, total, what: options.fileName }
        break
      } catch (error) {
        const another = isFault(error) && error.code === 'package.passphraseWrong' && at + 1 < forms.length
        if (!another) throw error
      }
    }
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Decrypts in a stream; memory holds a chunk of it. Yields the bytes so far. */
async function* decrypt(
  path: string,
  passphrase: string,
  options: OpenOptions,
  take: (bytes: Uint8Array) => void | Promise<void>,
): AsyncGenerator<number, void, void> {
  checkHeader(path, options.fileName)
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  const input = createReadStream(path)
  let done = 0
  try {
    const plain = await decrypter
      .decrypt(Readable.toWeb(input) as ReadableStream<Uint8Array>)
      .catch((error: unknown) => {
        throw error instanceof Error && error.message.startsWith('no identity matched')
          ? new Fault('package.passphraseWrong', { file: options.fileName }, { cause: error })
          : error
      })
    for await (const chunk of plain) {
      done += chunk.byteLength
      if (done > packageLimits.fileBytes) {
        throw new Fault('package.tooLarge', {
          size: megabytes(done),
          limit: megabytes(packageLimits.fileBytes),
        })
      }
      await take(chunk)
      options.checkCancelled?.()
      yield done
    }
  } catch (error) {
    const fault = faultOfReading(error, options.fileName)
    if (isFault(fault) || isOfFileSystem(fault)) throw fault
    // The library's own errors are plain ones: a tag that does not fit, a file that ends early.
    throw new Fault('package.damaged', { file: options.fileName }, { cause: error })
  } finally {
    input.destroy()
  }
}

/**
 * The header before the library reads it: one passphrase and nothing else, no line without end, no work that would take
 * this computer's memory.
 */
function checkHeader(path: string, fileName: string): void {
  const start = readStart(path, headerBytes)
  if (start === null) throw new Fault('file.unknown', { name: fileName })
  const header = headerPattern.exec(start)
  if (!header) {
    throw otherRecipient.test(start)
      ? new Fault('package.notPackage', { file: fileName })
      : new Fault('package.damaged', { file: fileName })
  }
  if (Number(header[1]) > mostWork) throw new Fault('package.hostile', { file: fileName, reason: 'size' })
}

/** First bytes of a file as they stand; null where it cannot be read. */
function readStart(path: string, length: number): string | null {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const bytes = Buffer.alloc(length)
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, length, 0))
  } catch {
    return null
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function sizeOf(path: string, fileName: string): number {
  try {
    return statSync(path).size
  } catch (error) {
    throw faultOfReading(error, fileName)
  }
}

function isOfFileSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
