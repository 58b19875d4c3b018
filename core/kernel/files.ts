import { createWriteStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { normaliseText } from '../thai/text.ts'
import { Fault } from './fault.ts'
import type { Random } from './ports.ts'

import type { FileTicket } from './tickets.ts'

export type { FileTicket }

type StoredFile = FileTicket & { path: string; sessionId: string }

/** Files on their way between a person and the core, each behind a one-time token of one session. */
export type FileStore = {
  /** Upload: streamed to the staging folder under a temporary name. */
  put(name: string, data: AsyncIterable<Uint8Array>, sessionId: string): Promise<FileTicket>
  /** A file that the host's own dialog chose: read where it lies. */
  adopt(path: string, name: string, sessionId: string): FileTicket
  /** A made file: the writer gets a temporary path; a token comes back when it is complete. */
  produce(
    name: string,
    mime: string,
    sessionId: string,
    write: (path: string) => Promise<void>,
  ): Promise<FileTicket>
  /** Looks at a file that was handed in; stays valid. @throws Fault file.unknown */
  look(token: string, sessionId: string): StoredFile
  /** Takes a file; the token is used up. Undefined for an unknown or foreign token. */
  take(token: string, sessionId: string): StoredFile | undefined
  /** Forgets a file that is not needed any more; an upload's temporary copy is gone then, a person's own file is not touched. */
  discard(token: string, sessionId: string): void
  clear(): void
}

const MAX_UPLOAD_BYTES = 4 * 1024 ** 3

export function createFileStore(stagingDir: string, random: Random): FileStore {
  rmSync(stagingDir, { recursive: true, force: true })
  mkdirSync(stagingDir, { recursive: true })
  const files = new Map<string, StoredFile>()

  function newToken(): string {
    return Buffer.from(random.bytes(24)).toString('base64url')
  }

  function keep(path: string, name: string, mime: string, sessionId: string): FileTicket {
    const token = newToken()
    const file = { token, name: safeFileName(name), sizeBytes: statSync(path).size, mime, path, sessionId }
    files.set(token, file)
    return { token, name: file.name, sizeBytes: file.sizeBytes, mime }
  }

  return {
    async put(name, data, sessionId) {
      const path = join(stagingDir, newToken())
      let size = 0
      async function* counted(): AsyncGenerator<Uint8Array> {
        for await (const chunk of data) {
          size += chunk.byteLength
          if (size > MAX_UPLOAD_BYTES)
            throw new Fault('file.tooLarge', { name: safeFileName(name), limit: MAX_UPLOAD_BYTES })
          yield chunk
        }
      }
      try {
        await pipeline(Readable.from(counted()), createWriteStream(path))
      } catch (error) {
        await rm(path, { force: true })
        throw error
      }
      return keep(path, name, 'application/octet-stream', sessionId)
    },
    adopt(path, name, sessionId) {
      return keep(path, name, 'application/octet-stream', sessionId)
    },
    async produce(name, mime, sessionId, write) {
      const path = join(stagingDir, newToken())
      const temporary = `${path}.part`
      try {
        await write(temporary)
        await rename(temporary, path)
      } finally {
        await rm(temporary, { force: true })
      }
      return keep(path, name, mime, sessionId)
    },
    look(token, sessionId) {
      const file = files.get(token)
      if (!file || file.sessionId !== sessionId || !existsSync(file.path))
        throw new Fault('file.unknown', { name: '' })
      return file
    },
    take(token, sessionId) {
      const file = files.get(token)
      if (!file || file.sessionId !== sessionId) return undefined
      files.delete(token)
      return file
    },
    discard(token, sessionId) {
      const file = files.get(token)
      if (!file || file.sessionId !== sessionId) return
      files.delete(token)
      if (dirname(file.path) === stagingDir) rmSync(file.path, { force: true })
    },
    clear() {
      files.clear()
      for (const name of readdirSync(stagingDir))
        rmSync(join(stagingDir, name), { force: true, recursive: true })
    },
  }
}

const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/iu

/** ext4 and most sticks take 255 bytes a name; a Thai letter is three of them. Room is left for " (๒)" and ".part". */
const MAX_NAME_CHARACTERS = 120
const MAX_NAME_BYTES = 230

/** A file name that Windows and a stick take: NFC, no reserved name or character, ending kept (PEERS.md §3.5 #38). */
export function safeFileName(name: string): string {
  const clean = normaliseText(name)
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, '-')
    .replace(/[. ]+$/u, '')
    .trim()
  const usable = clean === '' || reserved.test(clean) ? `_${clean}` : clean
  const ending = /\.[A-Za-z0-9]{1,8}(?:\.[A-Za-z0-9]{1,8})?$/u.exec(usable)?.[0] ?? ''
  let stem = usable.slice(0, usable.length - ending.length).slice(0, MAX_NAME_CHARACTERS - ending.length)
  while (Buffer.byteLength(stem + ending) > MAX_NAME_BYTES) stem = stem.slice(0, -1)
  // A cut must not leave a mark without its letter or half a surrogate pair.
  stem = stem.replace(/[\ud800-\udbff]$/u, '').trimEnd()
  return stem + ending
}
