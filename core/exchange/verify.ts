import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { Fault, isFault } from '../kernel/fault.ts'
import type { Progress } from '../kernel/meta.ts'
import {
  bagInfoFile,
  bagItFile,
  bagItText,
  kindOfPath,
  manifestFile,
  packageLimits,
  readBagInfo,
  readManifest,
  readSeal,
  sealLength,
  sealStatement,
  signatureFile,
  signedStatement,
  tagFiles,
  tagManifestFile,
} from './format.ts'
import { formatVersion, type PackageInfo } from './rules.ts'
import { sha256 as hashOf, isSignedBy, startSha256 } from './sign.ts'
import { type OpenZip, openZip } from './zip-read.ts'

/** A package that is whole and signed. Only from this can rows be read; close it when done. */
export type VerifiedPackage = {
  info: PackageInfo
  /** Minor format of the package: what came later it does not have, what is newer than ours is kept aside. */
  minor: number
  /** Of the whole file. */
  sha256: string
  sizeBytes: number
  /** What was signed, as it stands in the package; kept so that a record can be traced to the signature (trace.ts). */
  proof: { tagManifest: string; manifest: string; signature: string }
  /** Payload: hash and size by path. */
  files: ReadonlyMap<string, { sha256: string; sizeBytes: number }>
  /**
   * Copies a payload file out of the zip, hashing it once more: what is read later is what was verified, also when
   * somebody writes into the file meanwhile. @throws Fault package.damaged
   */
  copyOut(path: string, target: string): Promise<void>
  /** A small payload file of a package that is held in memory, the very bytes that were verified; null = copy it out. */
  bytesOf(path: string): Buffer | null
  close(): void
}

export type VerifyOptions = {
  /** Name shown in faults. */
  fileName: string
  checkCancelled?: () => void
}

/**
 * Verifies a package from the outside to the inside, before any row of it is read: structure of the zip, version,
 * hashes of the tag files, signature of the office, list of the payload, hash of every payload file, seal of the zip.
 * It says whether the package is whole and by whom it is signed; whether that office is known is asked elsewhere.
 *
 * @throws Fault package.notPackage, tooLarge, hostile, damaged, newerFormat, notSigned; cancelled
 */
export async function* verifyPackage(
  path: string,
  options: VerifyOptions,
): AsyncGenerator<Progress, VerifiedPackage, void> {
  let zip: OpenZip
  try {
    zip = await openZip(path, options.fileName)
  } catch (error) {
    throw faultOfReading(error, options.fileName)
  }
  let verified = false
  try {
    const tags = await readTags(zip, options.fileName)
    const { info, minor, oxum, files } = checkTags(zip, tags, options.fileName)
    let done = 0
    let told = -tellEvery
    const inflated = new Map<string, Buffer>()
    let room = inflatedBytes
    const keep = (name: string, bytes: Buffer) => {
      if (kindOfPath(name) !== 'records' || bytes.byteLength > room) return
      room -= bytes.byteLength
      inflated.set(name, bytes)
    }
    const total = oxum.bytes + zip.sizeBytes
    for (const [name, hash] of files) {
      for await (const bytes of checkHash(zip, name, hash, keep)) {
        done += bytes
        options.checkCancelled?.()
        if (done - told < tellEvery) continue
        told = done
        yield { step: 'exchange.progress.verifying', done, total, what: name.slice('data/'.length) }
      }
    }
    const sealed = startSha256()
    const whole = startSha256()
    for (const chunk of zip.held ? [{ at: 0, bytes: zip.held }] : readAll(zip.fd, zip.sizeBytes)) {
      whole.update(chunk.bytes)
      sealed.update(chunk.bytes.subarray(0, Math.max(0, zip.sizeBytes - sealLength - chunk.at)))
      done += chunk.bytes.byteLength
      options.checkCancelled?.()
      yield { step: 'exchange.progress.verifying', done, total, what: options.fileName }
    }
    checkSeal(zip.comment, sealed.digest('hex'), info.publicKey, options.fileName)
    verified = true
    return {
      info,
      minor,
      sha256: whole.digest('hex'),
      sizeBytes: zip.sizeBytes,
      proof: {
        tagManifest: textOf(tags.get(tagManifestFile) ?? Buffer.alloc(0)),
        manifest: textOf(tags.get(manifestFile) ?? Buffer.alloc(0)),
        signature: textOf(tags.get(signatureFile) ?? Buffer.alloc(0)).trimEnd(),
      },
      files: new Map(
        [...files].map(([name, sha256]) => [
          name,
          { sha256, sizeBytes: zip.entries.get(name)?.sizeBytes ?? 0 },
        ]),
      ),
      bytesOf(name) {
        const entry = zip.entries.get(name)
        return inflated.get(name) ?? (entry ? zip.readSmall(entry) : null)
      },
      copyOut: (name, target) => copyOut(zip, name, files.get(name), target),
      close: zip.close,
    }
  } catch (error) {
    throw faultOfReading(error, options.fileName)
  } finally {
    if (!verified) zip.close()
  }
}

/** Records of a small package that are kept from verifying to reading, so that they are inflated once. */
const inflatedBytes = 16 * 1024 ** 2
/** Bytes between two words of progress. */
const tellEvery = 256 * 1024

/**
 * What a package says of itself, before anything of it is verified: for putting many in order, never for more.
 *
 * @returns null where it does not say so in the way of a package
 * @throws Fault package.notPackage, tooLarge, hostile, damaged
 */
export async function peekInfo(path: string, fileName: string): Promise<PackageInfo | null> {
  const zip = await openZip(path, fileName)
  try {
    const entry = zip.entries.get(bagInfoFile)
    if (!entry || entry.sizeBytes > packageLimits.tagBytes) return null
    const chunks: Uint8Array[] = []
    for await (const chunk of zip.read(entry)) chunks.push(chunk)
    const bag = readBagInfo(textOf(Buffer.concat(chunks)))
    return bag.ok ? bag.info : null
  } finally {
    zip.close()
  }
}

/** Reads a generator of progress to its end. @returns its result */
export async function drain<R>(steps: AsyncGenerator<Progress, R, void>): Promise<R> {
  for (;;) {
    const step = await steps.next()
    if (step.done) return step.value
  }
}

async function readTags(zip: OpenZip, fileName: string): Promise<Map<string, Buffer>> {
  const tags = new Map<string, Buffer>()
  for (const name of tagFiles) {
    const entry = zip.entries.get(name)
    if (!entry) {
      throw name === signatureFile
        ? new Fault('package.notSigned', { file: fileName })
        : new Fault('package.notPackage', { file: fileName })
    }
    if (entry.sizeBytes > packageLimits.tagBytes)
      throw new Fault('package.hostile', { file: name, reason: 'size' })
    const chunks: Uint8Array[] = []
    const small = zip.readSmall(entry)
    if (small) chunks.push(small)
    else for await (const chunk of zip.read(entry)) chunks.push(chunk)
    tags.set(name, Buffer.concat(chunks))
  }
  return tags
}

type CheckedTags = {
  info: PackageInfo
  minor: number
  oxum: { bytes: number; files: number }
  files: Map<string, string>
}

function checkTags(zip: OpenZip, tags: ReadonlyMap<string, Buffer>, fileName: string): CheckedTags {
  const bytesOf = (name: string) => tags.get(name) ?? Buffer.alloc(0)
  const damaged = (file: string) => new Fault('package.damaged', { file })
  if (textOf(bytesOf(bagItFile)) !== bagItText) throw damaged(bagItFile)
  const bag = readBagInfo(textOf(bytesOf(bagInfoFile)))
  if (!bag.ok && bag.newer !== null) {
    throw new Fault('package.newerFormat', {
      found: bag.newer,
      known: `${formatVersion.major}.${formatVersion.minor}`,
    })
  }
  const tagManifest = textOf(bytesOf(tagManifestFile))
  const tagHashes = readManifest(tagManifest)
  const listed = [bagInfoFile, bagItFile, manifestFile]
  if (tagHashes?.size !== listed.length) throw damaged(tagManifestFile)
  for (const name of listed) if (tagHashes.get(name) !== hashOf(bytesOf(name))) throw damaged(name)
  if (!bag.ok) throw damaged(bagInfoFile)
  const signature = textOf(bytesOf(signatureFile))
  const statement = Buffer.from(signedStatement(tagManifest), 'utf8')
  if (!signature.endsWith('\n') || !isSignedBy(bag.info.publicKey, statement, signature.slice(0, -1))) {
    throw new Fault('package.notSigned', { file: fileName })
  }
  const files = readManifest(textOf(bytesOf(manifestFile)))
  if (!files) throw damaged(manifestFile)
  let bytes = 0
  for (const name of files.keys()) {
    const entry = zip.entries.get(name)
    if (!entry || kindOfPath(name) === 'tag' || kindOfPath(name) === undefined) throw damaged(name)
    bytes += entry.sizeBytes
  }
  const unlisted = [...zip.entries.keys()].find((name) => kindOfPath(name) !== 'tag' && !files.has(name))
  if (unlisted !== undefined) throw new Fault('package.hostile', { file: unlisted, reason: 'notInManifest' })
  if (bytes !== bag.oxum.bytes || files.size !== bag.oxum.files) throw damaged(bagInfoFile)
  return { info: bag.info, minor: bag.minor, oxum: bag.oxum, files }
}

/** Fatal UTF-8: bytes that are no text are no tag file. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return Buffer.compare(Buffer.from(text, 'utf8'), bytes) === 0 ? text : ''
}

async function* checkHash(
  zip: OpenZip,
  name: string,
  expected: string,
  keep: (name: string, bytes: Buffer) => void,
): AsyncGenerator<number> {
  const entry = zip.entries.get(name)
  if (!entry) throw new Fault('package.damaged', { file: name })
  const small = zip.readSmall(entry)
  const hash = startSha256()
  if (small) hash.update(small)
  else {
    for await (const chunk of zip.read(entry)) {
      hash.update(chunk)
      yield chunk.byteLength
    }
  }
  if (hash.digest('hex') !== expected) throw new Fault('package.damaged', { file: name })
  if (small) {
    keep(name, small)
    yield small.byteLength
  }
}

function checkSeal(comment: string, sha256: string, publicKey: string, fileName: string): void {
  const seal = readSeal(comment)
  // No seal: the files are those of the office, but the zip is not the one that it wrote.
  if (!seal || seal.sha256 !== sha256) throw new Fault('package.damaged', { file: fileName })
  if (!isSignedBy(publicKey, Buffer.from(sealStatement(sha256), 'utf8'), seal.signature)) {
    throw new Fault('package.notSigned', { file: fileName })
  }
}

async function copyOut(
  zip: OpenZip,
  name: string,
  expected: string | undefined,
  target: string,
): Promise<void> {
  const entry = zip.entries.get(name)
  if (!entry || expected === undefined) throw new Fault('package.damaged', { file: name })
  const hash = startSha256()
  const out = openSync(target, 'wx')
  try {
    for await (const chunk of zip.read(entry)) {
      hash.update(chunk)
      for (let at = 0; at < chunk.byteLength; ) at += writeSync(out, chunk, at)
    }
    fsyncSync(out)
  } finally {
    closeSync(out)
  }
  if (hash.digest('hex') !== expected) throw new Fault('package.damaged', { file: name })
}

function* readAll(fd: number, size: number): Generator<{ at: number; bytes: Buffer }> {
  const buffer = Buffer.allocUnsafe(1024 * 1024)
  for (let at = 0; at < size; ) {
    const length = readSync(fd, buffer, 0, buffer.length, at)
    if (length === 0) return
    yield { at, bytes: buffer.subarray(0, length) }
    at += length
  }
}

/** The fault behind an error of reading a file that lies on a stick: pulled out, or not there. */
export function faultOfReading(error: unknown, fileName: string): unknown {
  if (isFault(error) || !(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'ENOENT' || error.code === 'EISDIR')
    return new Fault('file.unknown', { name: fileName }, { cause: error })
  if (['EIO', 'ENODEV', 'ENXIO', 'ESTALE'].includes(String(error.code)))
    return new Fault('usb.gone', { place: fileName }, { cause: error })
  return error
}
