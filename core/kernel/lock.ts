import { hostname, userInfo } from 'node:os'
import { readFileSync, rmSync, utimesSync, writeFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from './fault.ts'

const HEARTBEAT_MS = 10_000
const STALE_MS = 45_000

type Holder = { host: string; user: string; pid: number }

/**
 * One program at a time over one data folder (PEERS.md §3.5 #10): a file with host, user and process, kept fresh by a
 * heartbeat. The lock of a process that is gone is taken over.
 *
 * @returns releases the lock
 * @throws Fault db.locked
 */
export function lockDataDir(dataDir: string): () => void {
  const path = join(dataDir, 'in-use.json')
  const me: Holder = { host: hostname(), user: userName(), pid: process.pid }
  const content = JSON.stringify(me)
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(path, content, { flag: 'wx' })
      break
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw asFault(error, dataDir)
      const holder = readHolder(path)
      if (holder !== undefined && isAlive(holder, path) && attempt < 1) {
        throw new Fault('db.locked', { path: dataDir, host: holder.host, user: holder.user })
      }
      if (attempt > 3) throw asFault(error, dataDir)
      rmSync(path, { force: true })
    }
  }
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date())
    } catch {
      // The heartbeat is a courtesy; SQLite's own locks still keep two writers apart.
    }
  }, HEARTBEAT_MS)
  beat.unref()
  return () => {
    clearInterval(beat)
    if (readHolder(path)?.pid === me.pid) rmSync(path, { force: true })
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

function isAlive(holder: Holder, path: string): boolean {
  if (holder.host !== hostname()) return Date.now() - statSync(path).mtimeMs < STALE_MS
  if (holder.pid === process.pid) return true
  try {
    process.kill(holder.pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function asFault(error: unknown, path: string): unknown {
  if (isCode(error, 'ENOSPC')) return new Fault('disk.full', { path }, { cause: error })
  if (isCode(error, 'EACCES') || isCode(error, 'EROFS') || isCode(error, 'EPERM')) return new Fault('disk.readOnly', { path }, { cause: error })
  if (isCode(error, 'ENOENT')) return new Fault('disk.missing', { path }, { cause: error })
  return error
}
