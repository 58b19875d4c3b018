import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { Fault } from './fault.ts'

const HEARTBEAT_MS = 10_000
const STALE_MS = 45_000
const WRITING_MS = 2_000

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
      const found = readText(path)
      const holder = holderIn(found)
      if (isAlive(holder, path)) {
        throw new Fault('db.locked', { path: dataDir, host: holder?.host ?? '', user: holder?.user ?? '' })
      }
      if (attempt > 3) throw asFault(error, dataDir)
      takeAway(path, found)
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
    if (holderIn(readText(path))?.pid === me.pid) rmSync(path, { force: true })
  }
}

/** Takes a dead lock away, unless another program that starts now has already put its own there. */
function takeAway(path: string, dead: string): void {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
    if (readText(aside) !== dead && readText(path) === '') renameSync(aside, path)
  } catch {
    // Gone already: somebody else took it away.
  }
  rmSync(aside, { force: true })
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder
  } catch {
    return undefined
  }
}

/**
 * A holder lives while its heartbeat is fresh and, on this PC, its process runs. Process numbers are given out again
 * after a power cut, so a running process alone proves nothing; a lock that cannot be read is being written just now.
 */
function isAlive(holder: Holder | undefined, path: string): boolean {
  const age = ageOf(path)
  if (age === undefined) return false
  if (holder === undefined) return age < WRITING_MS
  if (age > STALE_MS) return false
  if (holder.host !== hostname() || holder.pid === process.pid) return true
  try {
    process.kill(holder.pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

function ageOf(path: string): number | undefined {
  try {
    // A clock that was set back makes an age below zero: fresh, to be on the safe side.
    return Date.now() - statSync(path).mtimeMs
  } catch {
    return undefined
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
  if (isCode(error, 'EACCES') || isCode(error, 'EROFS') || isCode(error, 'EPERM'))
    return new Fault('disk.readOnly', { path }, { cause: error })
  if (isCode(error, 'ENOENT')) return new Fault('disk.missing', { path }, { cause: error })
  return error
}
