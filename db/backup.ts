import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

export type Backup = { name: string; path: string; sizeBytes: number; intact: boolean }

const KEEP = 10

/**
 * Makes a copy of an open database and proves it by opening it: VACUUM INTO a temporary name, integrity_check, fsync,
 * rename. A copy that cannot be opened never gets the final name. Keeps the newest ten (PEERS.md §3.1, §3.2).
 *
 * @param stamp part of the file name, sortable, made by the caller from its clock
 * @returns path of the verified copy
 */
export function backup(db: Database.Database, folder: string, stamp: string, reason: string): string {
  mkdirSync(folder, { recursive: true })
  const final = freeName(folder, `${stamp}-${reason}`)
  const temporary = `${final}.part`
  rmSync(temporary, { force: true })
  try {
    db.prepare('VACUUM INTO ?').run(temporary)
    if (!isIntact(temporary)) throw new Error('the copy did not pass its check')
    const handle = openSync(temporary, 'r+')
    fsyncSync(handle)
    closeSync(handle)
    renameSync(temporary, final)
  } finally {
    rmSync(temporary, { force: true })
  }
  for (const old of listBackups(folder, false).slice(KEEP)) rmSync(old.path, { force: true })
  return final
}

/** Backups, newest first; each opened and checked when `verify` (a bad one is shown as such, never offered). */
export function listBackups(folder: string, verify = true): Backup[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite'))
    .sort()
    .reverse()
    .map((name) => {
      const path = join(folder, name)
      return { name, path, sizeBytes: statSync(path).size, intact: verify ? isIntact(path) : true }
    })
}

/** True when the file opens as SQLite and passes integrity_check. */
export function isIntact(path: string): boolean {
  try {
    const copy = new Database(path, { readonly: true, fileMustExist: true })
    try {
      return copy.pragma('integrity_check', { simple: true }) === 'ok'
    } finally {
      copy.close()
    }
  } catch {
    return false
  }
}

function freeName(folder: string, base: string): string {
  let path = join(folder, `${base}.sqlite`)
  for (let at = 2; existsSync(path); at += 1) path = join(folder, `${base}-${at}.sqlite`)
  return path
}
