import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { TextDecoder } from 'node:util'
import type { Random } from '../kernel/ports.ts'
import { packageLimits } from './format.ts'
import { startSha256 } from './sign.ts'

/** The one folder in which packages are put together and taken apart; nothing of a package is ever written elsewhere. */
export type Staging = {
  dir: string
  path(name: string): string
  remove(): void
}

const prefix = 'package-'
const oneDay = 24 * 3600 * 1000

/**
 * A fresh folder for one package in the data folder's staging. What a run that was killed left behind goes first; a
 * folder younger than a day may be in use by another window.
 */
export function makeStaging(dataDir: string, random: Random, now: Date): Staging {
  const parent = join(dataDir, 'staging')
  mkdirSync(parent, { recursive: true })
  for (const name of readdirSync(parent)) {
    const path = join(parent, name)
    if (name.startsWith(prefix) && now.getTime() - statSync(path).mtimeMs > oneDay)
      rmSync(path, { recursive: true, force: true })
  }
  const dir = join(parent, `${prefix}${Buffer.from(random.bytes(9)).toString('hex')}`)
  mkdirSync(dir)
  return { dir, path: (name) => join(dir, name), remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** Writes lines to a file through a buffer, counting and hashing them. */
export type LineWriter = {
  write(line: string): void
  end(): { lines: number; sizeBytes: number; sha256: string }
}

export function writeLines(path: string): LineWriter {
  const file = openSync(path, 'wx')
  const hash = startSha256()
  let waiting: string[] = []
  let waitingLength = 0
  let lines = 0
  let sizeBytes = 0
  const flush = () => {
    const bytes = Buffer.from(waiting.join(''), 'utf8')
    hash.update(bytes)
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    sizeBytes += bytes.length
    waiting = []
    waitingLength = 0
  }
  return {
    write(line) {
      waiting.push(line, '\n')
      waitingLength += line.length
      lines += 1
      if (waitingLength > 256 * 1024) flush()
    },
    end() {
      flush()
      closeSync(file)
      return { lines, sizeBytes, sha256: hash.digest('hex') }
    },
  }
}

/** Values on their way from a package into the records: in memory while they are few, in one staging file beyond. */
export type Spool<T> = {
  /** @param weight characters that it would take as JSON, about */
  add(value: T, weight: number): void
  /** From the first one on; may be read more than once. */
  read(): Generator<T>
}
/** Characters that the spools of one package may hold in memory together. */
export type SpoolRoom = { left: number }

/** A district's package stays below, a province's 75,000 projects do not. */
export function makeSpoolRoom(): SpoolRoom {
  return { left: 16 * 1024 ** 2 }
}

/**
 * A spool over a file name of the staging folder that nobody else uses. No file stays open between two calls: whatever
 * goes wrong, the folder can be removed.
 */
export function makeSpool<T>(path: string, room: SpoolRoom): Spool<T> {
  const held: T[] = []
  let spilt = false
  let waiting: string[] = []
  let waitingLength = 0
  const flush = () => {
    if (waiting.length > 0) appendFileSync(path, waiting.join(''))
    waiting = []
    waitingLength = 0
  }
  return {
    add(value, weight) {
      if (!spilt && weight <= room.left) {
        room.left -= weight
        held.push(value)
        return
      }
      spilt = true
      waiting.push(JSON.stringify(value), '\n')
      waitingLength += weight
      if (waitingLength > 256 * 1024) flush()
    },
    *read() {
      yield* held
      if (!spilt) return
      flush()
      // Our own rows, written a moment ago: a row may be a little longer than the line it came in.
      for (const { text } of readLines(path, Number.POSITIVE_INFINITY)) yield JSON.parse(text ?? '') as T
    },
  }
}

/** A line that is too long, or bytes that are no text. */
export type BadLine = { line: number; text: null }

/**
 * Lines of a file with their numbers, from 1, without ever holding more than one buffer. Every line ends with LF; bytes
 * that are not UTF-8, a line over the limit and a last line without LF come as `text: null`.
 *
 * @param source path of the file, or its bytes where they are in memory
 * @param limit bytes of a line
 */
export function* readLines(
  source: string | Buffer,
  limit: number = packageLimits.lineBytes,
): Generator<{ line: number; text: string } | BadLine> {
  if (typeof source !== 'string') return yield* linesOf(source, limit)
  const file = openSync(source, 'r')
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const buffer = Buffer.allocUnsafe(256 * 1024)
  let rest: Buffer = Buffer.alloc(0)
  let line = 0
  try {
    for (;;) {
      const length = readSync(file, buffer, 0, buffer.length, null)
      if (length === 0) break
      let bytes = Buffer.concat([rest, buffer.subarray(0, length)])
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
        line += 1
        yield decode(decoder, bytes.subarray(0, end), line, limit)
        bytes = bytes.subarray(end + 1)
      }
      if (bytes.length > limit) {
        yield { line: line + 1, text: null }
        return
      }
      rest = bytes
    }
    if (rest.length > 0) yield { line: line + 1, text: null }
  } finally {
    closeSync(file)
  }
}

function* linesOf(bytes: Buffer, limit: number): Generator<{ line: number; text: string } | BadLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let line = 0
  let start = 0
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    line += 1
    yield decode(decoder, bytes.subarray(start, end), line, limit)
    start = end + 1
  }
  if (start < bytes.length) yield { line: line + 1, text: null }
}

function decode(
  decoder: TextDecoder,
  bytes: Uint8Array,
  line: number,
  limit: number,
): { line: number; text: string } | BadLine {
  if (bytes.length > limit) return { line, text: null }
  try {
    return { line, text: decoder.decode(bytes) }
  } catch {
    return { line, text: null }
  }
}
