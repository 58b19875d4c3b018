import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { inflateRawSync } from 'node:zlib'
import { type Entry, fromBufferPromise, fromFdPromise, type ZipFile } from 'yauzl'
import { Fault, isFault } from '../kernel/fault.ts'
import { kindOfPath, megabytes, packageLimits, pathKey, pathProblem } from './format.ts'

/**
 * Opens a zip of unknown origin. Everything that its directory says is checked before one byte is inflated, and what
 * is inflated is counted, whatever the directory says (PEERS.md §3.5 #25, #26). Nothing is written here.
 */

export type ZipEntry = {
  path: string
  sizeBytes: number
  packedBytes: number
  entry: Entry
  /** Place of its first packed byte; known once the layout was checked. */
  dataStart: number
}

export type OpenZip = {
  /** The open file: the same bytes are hashed, verified and read, also if the name is given to another file. */
  fd: number
  sizeBytes: number
  entries: ReadonlyMap<string, ZipEntry>
  /** The comment at the end of the zip. */
  comment: string
  /** Inflated bytes; fails when they are more or fewer than the directory says. */
  read(entry: ZipEntry): AsyncIterable<Uint8Array>
  /**
   * The same at once, of a small file of a small package; null for one that must be streamed. A package of a district has
   * dozens of small files: opening a stream for each costs more than all the rest.
   */
  readSmall(entry: ZipEntry): Buffer | null
  /** The package's own bytes, if it is small enough to be held. */
  held: Buffer | null
  close(): void
}

const mebibyte = 1024 ** 2
/** A package up to this size is read once and held: nobody can change it under us, and nothing waits for the stick again. */
const heldBytes = 16 * mebibyte
/** A file up to this size is inflated at once. */
const smallBytes = 8 * mebibyte

/**
 * @param fileName shown in faults
 * @throws Fault package.notPackage, package.tooLarge, package.hostile, package.damaged
 */
export async function openZip(path: string, fileName: string): Promise<OpenZip> {
  const fd = openSync(path, 'r')
  try {
    return await openDirectory(fd, fileName)
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

async function openDirectory(fd: number, fileName: string): Promise<OpenZip> {
  const stats = fstatSync(fd)
  if (!stats.isFile()) throw new Fault('package.notPackage', { file: fileName })
  const { size } = stats
  if (size > packageLimits.fileBytes) {
    throw new Fault('package.tooLarge', { size: megabytes(size), limit: megabytes(packageLimits.fileBytes) })
  }
  const held = size <= heldBytes ? readWhole(fd, size) : null
  let zip: ZipFile
  try {
    const options = { autoClose: false, decodeStrings: true, strictFileNames: true, validateEntrySizes: true }
    zip = await (held ? fromBufferPromise(held, options) : fromFdPromise(fd, options))
  } catch (error) {
    throw new Fault('package.notPackage', { file: fileName }, { cause: error })
  }
  // zip.close() is never called: the file is ours and stays open until close() below.
  zip.on('error', () => undefined)
  if (zip.entryCount > packageLimits.entries)
    throw new Fault('package.hostile', { file: fileName, reason: 'entries' })
  const entries = await readEntries(zip, fileName)
  await checkLayout(zip, entries, size, fileName)
  return {
    fd,
    sizeBytes: size,
    entries,
    comment: zip.comment,
    read: (entry) => inflate(zip, entry),
    readSmall: (entry) => (held && entry.sizeBytes <= smallBytes ? inflateAtOnce(held, entry) : null),
    held,
    close: () => closeSync(fd),
  }
}

async function readEntries(zip: ZipFile, fileName: string): Promise<Map<string, ZipEntry>> {
  const entries = new Map<string, ZipEntry>()
  const keys = new Set<string>()
  let total = 0
  try {
    for await (const entry of zip.eachEntry()) {
      const path = entry.fileName
      const hostile = (reason: string) => new Fault('package.hostile', { file: shown(path), reason })
      const problem = pathProblem(path)
      if (problem !== undefined) throw hostile(problem)
      if (keys.has(pathKey(path))) throw hostile('duplicate')
      if (isLink(entry)) throw hostile('link')
      if (entry.isEncrypted()) throw hostile('encrypted')
      if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw hostile('method')
      if (entry.extraFields.some((field) => field.id !== zip64Field)) throw hostile('extraField')
      if (kindOfPath(path) === undefined) throw hostile('unexpected')
      if (entry.uncompressedSize > packageLimits.entryBytes) throw hostile('size')
      if (
        entry.uncompressedSize > packageLimits.ratioFrom &&
        entry.uncompressedSize > entry.compressedSize * packageLimits.ratio
      ) {
        throw hostile('ratio')
      }
      total += entry.uncompressedSize
      if (total > packageLimits.inflatedBytes) throw hostile('size')
      keys.add(pathKey(path))
      entries.set(path, {
        path,
        sizeBytes: entry.uncompressedSize,
        packedBytes: entry.compressedSize,
        entry,
        dataStart: 0,
      })
    }
  } catch (error) {
    throw faultOfZip(error, fileName)
  }
  return entries
}

/** Unix mode in the upper half of the attributes: a file is a plain file or says nothing. */
function isLink(entry: Entry): boolean {
  const type = (entry.externalFileAttributes >>> 16) & 0xf000
  return type !== 0 && type !== 0x8000
}
const zip64Field = 1

/**
 * Entries stand one after the other from the first byte on, each under one name: overlapping entries inflate the same
 * bytes many times over, and a second name in the local header would show other people another package.
 */
async function checkLayout(
  zip: ZipFile,
  entries: ReadonlyMap<string, ZipEntry>,
  size: number,
  fileName: string,
): Promise<void> {
  const spans: { path: string; start: number; end: number }[] = []
  for (const known of entries.values()) {
    const { path, entry } = known
    try {
      const header = await zip.readLocalFileHeaderPromise(entry)
      if (Buffer.compare(header.fileName, entry.fileNameRaw) !== 0)
        throw new Fault('package.hostile', { file: shown(path), reason: 'twoNames' })
      known.dataStart = header.fileDataStart
      spans.push({
        path,
        start: entry.relativeOffsetOfLocalHeader,
        end: header.fileDataStart + entry.compressedSize,
      })
    } catch (error) {
      throw isFault(error) ? error : new Fault('package.damaged', { file: shown(path) }, { cause: error })
    }
  }
  spans.sort((a, b) => a.start - b.start)
  let end = 0
  for (const span of spans) {
    if (span.start < end) throw new Fault('package.hostile', { file: shown(span.path), reason: 'overlap' })
    end = span.end
  }
  if ((spans[0]?.start ?? 0) !== 0 || end > size)
    throw new Fault('package.hostile', { file: fileName, reason: 'layout' })
}

function readWhole(fd: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  let at = 0
  while (at < size) {
    const length = readSync(fd, bytes, at, size - at, at)
    if (length === 0) break
    at += length
  }
  return bytes.subarray(0, at)
}

function inflateAtOnce(held: Buffer, { path, entry, sizeBytes, packedBytes, dataStart }: ZipEntry): Buffer {
  const packed = held.subarray(dataStart, dataStart + packedBytes)
  let bytes: Buffer
  try {
    bytes =
      entry.compressionMethod === 0
        ? packed
        : inflateRawSync(packed, { maxOutputLength: Math.max(1, sizeBytes) })
  } catch (error) {
    if (error instanceof RangeError)
      throw new Fault('package.hostile', { file: shown(path), reason: 'size' }, { cause: error })
    throw new Fault('package.damaged', { file: shown(path) }, { cause: error })
  }
  if (bytes.length > sizeBytes) throw new Fault('package.hostile', { file: shown(path), reason: 'size' })
  if (bytes.length !== sizeBytes) throw new Fault('package.damaged', { file: shown(path) })
  return bytes
}

async function* inflate(zip: ZipFile, { path, entry, sizeBytes }: ZipEntry): AsyncGenerator<Uint8Array> {
  let counted = 0
  try {
    const stream = await zip.openReadStreamPromise(entry)
    const chunks: AsyncIterable<Buffer> = stream instanceof Readable ? stream : Readable.from(stream)
    for await (const chunk of chunks) {
      counted += chunk.byteLength
      if (counted > sizeBytes) throw new Fault('package.hostile', { file: shown(path), reason: 'size' })
      yield chunk
    }
  } catch (error) {
    throw isFault(error) ? error : damagedOrLying(error, path)
  }
  if (counted !== sizeBytes) throw new Fault('package.damaged', { file: shown(path) })
}

function damagedOrLying(error: unknown, path: string): Fault {
  const lying = error instanceof Error && error.message.startsWith('too many bytes')
  return lying
    ? new Fault('package.hostile', { file: shown(path), reason: 'size' }, { cause: error })
    : new Fault('package.damaged', { file: shown(path) }, { cause: error })
}

/** What yauzl says about a directory that is not one, or that names places outside of it. */
function faultOfZip(error: unknown, fileName: string): unknown {
  if (isFault(error) || !(error instanceof Error)) return error
  const named = /^(invalid characters in fileName|absolute path|invalid relative path): (.*)$/su.exec(
    error.message,
  )
  if (named)
    return new Fault(
      'package.hostile',
      { file: shown(named[2] ?? ''), reason: 'traversal' },
      { cause: error },
    )
  if (error.message.startsWith('strong encryption')) {
    return new Fault('package.hostile', { file: fileName, reason: 'encrypted' }, { cause: error })
  }
  return new Fault('package.damaged', { file: fileName }, { cause: error })
}

/** A name from a stranger's zip, fit to be shown in a sentence. */
function shown(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return path.replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '�').slice(0, 80)
}
