import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
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

/** A line that is too long, or bytes that are no text. */
export type BadLine = { line: number; text: null }

/**
 * Lines of a file with their numbers, from 1, without ever holding more than one buffer. Every line ends with LF; bytes
 * that are not UTF-8, a line over the limit and a last line without LF come as `text: null`.
 */
export function* readLines(path: string): Generator<{ line: number; text: string } | BadLine> {
  const file = openSync(path, 'r')
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
        yield decode(decoder, bytes.subarray(0, end), line)
        bytes = bytes.subarray(end + 1)
      }
      if (bytes.length > packageLimits.lineBytes) {
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

function decode(
  decoder: TextDecoder,
  bytes: Uint8Array,
  line: number,
): { line: number; text: string } | BadLine {
  if (bytes.length > packageLimits.lineBytes) return { line, text: null }
  try {
    return { line, text: decoder.decode(bytes) }
  } catch {
    return { line, text: null }
  }
}
