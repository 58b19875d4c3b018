import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { listBackups } from '../../db/backup.ts'
import { faultOfSqlite } from '../../db/open.ts'
import type { Store } from './context.ts'
import { writeWhole } from './whole-file.ts'

const folder = 'attachments'
const hashPattern = /^[0-9a-f]{64}$/u

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

/**
 * The same for a file of any size: streamed, never whole in memory (PEERS.md §3.5 #33); without rights to run it (#35).
 * Yields the bytes copied so far. A kept file of another size than its name promises is written anew.
 *
 * @param name for the temporary file, unlike that of any other file being kept now
 * @returns SHA-256, hex
 * @throws Fault disk.full, disk.readOnly, disk.missing; nothing half-written stays behind
 */
export async function* keepAttachmentFile(
  dir: string,
  source: string,
  name: string,
): AsyncGenerator<number, string, void> {
  const temporary = join(dir, folder, `${name}.part`)
  try {
    mkdirSync(join(dir, folder), { recursive: true })
    const hash = createHash('sha256')
    let written = 0
    const handle = await open(temporary, 'w', 0o600)
    try {
      for await (const chunk of createReadStream(source, {
        highWaterMark: 1024 * 1024,
      }) as AsyncIterable<Buffer>) {
        hash.update(chunk)
        for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten
        written += chunk.length
        yield written
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    const sha256 = hash.digest('hex')
    const path = join(dir, folder, sha256)
    if (!existsSync(path) || statSync(path).size !== written) await rename(temporary, path)
    return sha256
  } catch (error) {
    throw faultOfSqlite(error, join(dir, folder))
  } finally {
    await rm(temporary, { force: true })
  }
}

/** Where a kept file lies. */
export function attachmentFile(dir: string, sha256: string): string {
  return join(dir, folder, sha256)
}

/** The bytes of a kept file, or null where it is missing or no longer what its name says. */
export function readAttachment(dir: string, sha256: string): Uint8Array | null {
  if (!hashPattern.test(sha256)) return null
  const path = join(dir, folder, sha256)
  if (!existsSync(path)) return null
  const bytes = readFileSync(path)
  return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : null
}

/** True when a file of this hash and size lies there. */
export function hasAttachment(dir: string, sha256: string, sizeBytes: number): boolean {
  if (!hashPattern.test(sha256)) return false
  return statSync(join(dir, folder, sha256), { throwIfNoEntry: false })?.size === sizeBytes
}

/**
 * Clears away, when a data folder is opened, what nothing can ask for any more: broken copies, and files that no row,
 * no undo record and no backup names. In doubt a file stays.
 *
 * @returns names of the removed files
 */
export function sweepAttachments(store: Pick<Store, 'dir' | 'raw'>): string[] {
  const removed: string[] = []
  try {
    const path = join(store.dir, folder)
    if (!existsSync(path)) return removed
    const names = readdirSync(path)
    const stored = names.filter((name) => hashPattern.test(name))
    const named = stored.length === 0 ? new Set<string>() : namedHashes(store.raw)
    const loose = stored.filter((name) => !named.has(name))
    const spare = loose.length === 0 ? [] : looseInBackups(join(store.dir, 'backups'), loose)
    for (const name of [...names.filter((one) => one.endsWith('.part')), ...spare]) {
      rmSync(join(path, name), { force: true })
      removed.push(name)
    }
  } catch {
    // Tidying is a courtesy; a disk that cannot be read or written is told by the work itself.
  }
  return removed
}

/** Hashes that a row names now, or that an undo could bring such a row back for; read once, not once a file. */
function namedHashes(raw: Database.Database): Set<string> {
  return new Set(
    raw
      .prepare(
        `SELECT sha256 FROM attachment
         UNION SELECT json_extract(before, '$.sha256') FROM change WHERE tableName = 'attachment'
         UNION SELECT json_extract(after, '$.sha256') FROM change WHERE tableName = 'attachment'
         ${keepsPackageRows(raw) ? handedIn : ''}`,
      )
      .pluck()
      .all() as string[],
  )
}

/** Files of a laptop's work wait until its villages are accepted (core/fieldwork). */
const handedIn = `UNION SELECT json_extract(data, '$.sha256') FROM packageRow
  WHERE recordType LIKE '%ttachment' AND json_extract(data, '$.sha256') IS NOT NULL`

/** A backup of an older program has no such table. */
function keepsPackageRows(raw: Database.Database): boolean {
  return raw.prepare("SELECT 1 FROM sqlite_master WHERE name = 'packageRow'").get() !== undefined
}

/** Those that no backup names either; none at all when a backup cannot be read. */
function looseInBackups(backups: string, names: readonly string[]): string[] {
  let loose = [...names]
  for (const { path } of listBackups(backups, false)) {
    const copy = new Database(path, { readonly: true, fileMustExist: true })
    try {
      const named = namedHashes(copy)
      loose = loose.filter((name) => !named.has(name))
    } finally {
      copy.close()
    }
  }
  return loose
}
