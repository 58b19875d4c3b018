import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { backup, isIntact, listBackups } from '../../db/backup.ts'
import { faultOfSqlite } from '../../db/open.ts'
import type { Store, Workspace } from './context.ts'
import { Fault } from './fault.ts'
import { lockDataDir } from './lock.ts'

/**
 * A verified copy when the program is closed, if anything was changed since the last one – also by a session that was
 * cut off before it could make its own (PEERS.md §3.2). It never keeps the program from closing.
 */
export function backUpOnClose(store: Store, stamp: string): void {
  if (store.workspace !== 'office') return
  try {
    const last = store.raw.prepare('SELECT max(n) FROM audit').pluck().get() as number | null
    const kept = store.raw.prepare("SELECT value FROM meta WHERE key = 'backedUpTo'").pluck().get() as
      | string
      | undefined
    if (last === null || String(last) === kept) return
    backup(store.raw, join(store.dir, 'backups'), stamp, 'on-close')
    store.raw
      .prepare(
        "INSERT INTO meta (key, value) VALUES ('backedUpTo', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      )
      .run(String(last))
  } catch {
    // A full or read-only disk: the office's file itself is whole, and the next closing tries again.
  }
}

/**
 * Puts a backup in the place of the open file. The file as it is now is backed up first; when the backup cannot be
 * opened, that one comes back and nothing has changed.
 *
 * @returns the store opened on the restored file
 * @throws Fault backup.unknown, backup.damaged; disk.* ; db.newer and others from opening
 */
export function restoreBackup(
  store: Store,
  name: string,
  stamp: string,
  open: (workspace: Workspace) => Store,
): Store {
  const folder = join(store.dir, 'backups')
  const chosen = listBackups(folder, false).find((entry) => entry.name === name)
  if (!chosen) throw new Fault('backup.unknown', { name })
  if (!isIntact(chosen.path)) throw new Fault('backup.damaged', { name })
  const incoming = `${store.path}.restore`
  try {
    copyWhole(chosen.path, incoming)
    const now = backup(store.raw, folder, stamp, 'before-restore')
    store.close()
    let replaced = false
    try {
      putInPlace(incoming, store.path)
      replaced = true
      return open(store.workspace)
    } catch (error) {
      if (replaced) {
        copyWhole(now, incoming)
        putInPlace(incoming, store.path)
      }
      throw new RestoreFailed(open(store.workspace), error)
    }
  } catch (error) {
    rmSync(incoming, { force: true })
    throw error instanceof RestoreFailed ? error : faultOfSqlite(error, store.path)
  }
}

/** The backup could not be opened; `store` is the file as it was, open again. */
export class RestoreFailed extends Error {
  readonly store: Store
  constructor(store: Store, cause: unknown) {
    super('the backup could not be opened', { cause })
    this.store = store
  }
}

function copyWhole(from: string, to: string): void {
  copyFileSync(from, to)
  const handle = openSync(to, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}

/** The journals of the old file must be gone before the new one is in its place: they are not its own. */
function putInPlace(incoming: string, path: string): void {
  rmSync(`${path}-wal`, { force: true })
  rmSync(`${path}-shm`, { force: true })
  renameSync(incoming, path)
}

/** What a host can offer where the office's file cannot be opened: its backups, newest first, each opened and checked. */
export function backupsOf(dataDir: string): { name: string; sizeBytes: number; intact: boolean }[] {
  return listBackups(join(dataDir, 'backups')).map(({ name, sizeBytes, intact }) => ({
    name,
    sizeBytes,
    intact,
  }))
}

/**
 * Gives a file a second name. Its own place is never empty, not even when the power fails in between: a program that
 * finds no file would begin a new office there.
 */
function keepAside(path: string, kept: string): void {
  try {
    linkSync(path, kept)
  } catch {
    // A FAT stick knows no second names.
    copyWhole(path, kept)
  }
}

/**
 * For an office whose file cannot be opened any more (PEERS.md §3.5 #22): puts a backup that passes its check in its
 * place. The damaged file is kept beside it under a name of its own; nothing is deleted. To be called by a host
 * before it opens the core, with the person's consent.
 *
 * @param stamp part of the kept file's name, sortable
 * @param name the backup that the person chose; undefined = the newest
 * @returns name of the backup that was put in, and of the damaged file that was kept
 * @throws Fault db.locked while a program is in the folder; backup.none, backup.unknown, backup.damaged; disk.*
 */
export function recoverDamaged(
  dataDir: string,
  stamp: string,
  name?: string,
): { backup: string; kept: string } {
  const release = lockDataDir(dataDir)
  const path = join(dataDir, 'office.sqlite')
  const kept = `office.damaged-${stamp}.sqlite`
  try {
    const copies = listBackups(join(dataDir, 'backups'))
    const chosen = copies.find((copy) => (name === undefined ? copy.intact : copy.name === name))
    if (!chosen)
      throw name === undefined
        ? new Fault('backup.none', { path: dataDir })
        : new Fault('backup.unknown', { name })
    if (!chosen.intact) throw new Fault('backup.damaged', { name: chosen.name })
    const incoming = `${path}.restore`
    try {
      copyWhole(chosen.path, incoming)
      // The journals belong to the damaged file: whoever tries to save more of it needs them too.
      for (const end of ['', '-wal', '-shm']) {
        if (existsSync(path + end)) keepAside(path + end, join(dataDir, kept) + end)
      }
      putInPlace(incoming, path)
    } finally {
      rmSync(incoming, { force: true })
    }
    return { backup: chosen.name, kept }
  } catch (error) {
    throw faultOfSqlite(error, dataDir)
  } finally {
    release()
  }
}
