import { type FileHandle, open, readdir, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Fault, isFault } from '../kernel/fault.ts'
import type { Progress } from '../kernel/meta.ts'
import { megabytes, packageLimits } from './format.ts'

/** The few things that are done on a stick; a test puts a failing stick in their place (PEERS.md §3.5 #4–6). */
export type StickFiles = {
  create(path: string): Promise<StickFile>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  list(dir: string): Promise<string[]>
  /** Makes the new name itself durable, where the system can. */
  syncDir(dir: string): Promise<void>
  /** Undefined when the system does not say. */
  freeBytes(dir: string): Promise<number | undefined>
}
export type StickFile = {
  write(bytes: Uint8Array): Promise<void>
  /** Returns when the bytes are on the medium. */
  sync(): Promise<void>
  close(): Promise<void>
}

export const realStick: StickFiles = {
  async create(path) {
    const handle: FileHandle = await open(path, 'w')
    return {
      async write(bytes) {
        for (let at = 0; at < bytes.byteLength; ) at += (await handle.write(bytes, at)).bytesWritten
      },
      sync: () => handle.sync(),
      close: () => handle.close(),
    }
  },
  rename: renamePatiently,
  remove: (path) => rm(path, { force: true }),
  list: (dir) => readdir(dir),
  async syncDir(dir) {
    // Windows cannot open a folder; there the rename is durable with the file system's own journal or not at all.
    const handle = await open(dir, 'r').catch(() => undefined)
    await handle?.sync().catch(() => undefined)
    await handle?.close()
  },
  async freeBytes(dir) {
    const stats = await statfs(dir).catch(() => undefined)
    if (!stats) return undefined
    const free = stats.bavail * stats.bsize
    return Number.isSafeInteger(free) && free >= 0 ? free : undefined
  },
}

/** Antivirus holds a new file for a moment (PEERS.md §3.5 #13): 50 → 800 ms, 5 s in all. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let pause = 50, waited = 0; ; pause = Math.min(pause * 2, 800)) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (!['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error)) || waited + pause > 5000) throw error
      await wait(pause)
      waited += pause
    }
  }
}

/** End of the names of files that are not whole yet. */
export const temporaryEnd = '.part'

export type StickPlace = { dir: string; label: string }

const leftover = /\.(amphoe\.zip|amphoe\.zip\.age|pdf)\.part$/u

/** Whether a file is what a broken try of this office left behind. @param prefix start of the names of its packages */
export function isLeftover(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && leftover.test(name)
}

export type PutDown = {
  place: StickPlace
  fileName: string
  /** Start of the names of this office's packages: leftovers with it are ours to remove. */
  namePrefix: string
  stick: StickFiles
  checkCancelled(): void
}

/**
 * Puts a file down on a stick so that it is either whole there or not there at all (PEERS.md §1.7, §3.5 #4–6):
 * leftovers away, free space, temporary name on the stick itself, rename, flush the folder. Whatever fails or is
 * cancelled: the temporary file goes.
 *
 * @param write writes and flushes the temporary file, opens it again and compares
 * @throws Fault usb.gone, usb.full, usb.readOnly, package.tooLarge, file.busy, cancelled, and those of `write`
 */
export async function* putDown<T>(
  options: PutDown,
  neededBytes: number,
  write: (temporary: string) => AsyncGenerator<Progress, T, void>,
): AsyncGenerator<Progress, T & { path: string }, void> {
  const { place, stick, fileName } = options
  const path = join(place.dir, fileName)
  const temporary = `${path}${temporaryEnd}`
  if (neededBytes > packageLimits.fileBytes) {
    throw new Fault('package.tooLarge', {
      size: megabytes(neededBytes),
      limit: megabytes(packageLimits.fileBytes),
    })
  }
  await removeLeftovers(place.dir, (name) => isLeftover(name, options.namePrefix), stick)
  yield* checkFree(place, neededBytes, stick)
  try {
    const written = yield* write(temporary)
    yield { step: 'exchange.progress.finishing', done: 1, total: 1, what: fileName }
    options.checkCancelled()
    await stick.rename(temporary, path)
    await stick.syncDir(place.dir)
    return { ...written, path }
  } catch (error) {
    throw await faultOfStick(error, place, neededBytes, stick)
  } finally {
    // After the rename there is nothing under this name; a stick that is gone cannot be cleaned, and is the next time.
    await stick.remove(temporary).catch(() => undefined)
  }
}

/** The fault behind an error of a stick's file system; other errors come back as they are. */
export async function faultOfStick(
  error: unknown,
  place: StickPlace,
  neededBytes: number,
  stick: StickFiles,
): Promise<unknown> {
  if (isFault(error)) return error
  const code = codeOf(error)
  const cause = { cause: error }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const free = (await stick.freeBytes(place.dir)) ?? 0
    return new Fault(
      'usb.full',
      { place: place.label, needed: megabytes(neededBytes), free: Math.floor(free / 1024 ** 2) },
      cause,
    )
  }
  if (code === 'EFBIG')
    return new Fault('package.tooLarge', { size: megabytes(neededBytes), limit: 4095 }, cause)
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return new Fault('usb.readOnly', { place: place.label }, cause)
  if (code === 'EBUSY') return new Fault('file.busy', { name: place.label }, cause)
  if (['ENOENT', 'EIO', 'ENODEV', 'ENXIO', 'ESTALE', 'EBADF', 'ENOTDIR', 'EINVAL'].includes(code)) {
    return new Fault('usb.gone', { place: place.label }, cause)
  }
  return error
}

/**
 * Is there room? A system that does not say how much is free is said, never refused (PEERS.md §1.7).
 *
 * @throws Fault usb.full
 */
export async function* checkFree(
  place: StickPlace,
  neededBytes: number,
  stick: StickFiles,
): AsyncGenerator<Progress, void, void> {
  const free = await stick.freeBytes(place.dir)
  if (free === undefined) yield { step: 'exchange.progress.freeUnknown', done: 0, what: place.label }
  else if (free < neededBytes) {
    throw new Fault('usb.full', {
      place: place.label,
      needed: megabytes(neededBytes),
      free: Math.floor(free / 1024 ** 2),
    })
  }
}

/** Removes what earlier, broken tries of this office left behind; a stick that cannot be read is told later. */
export async function removeLeftovers(
  dir: string,
  isOurs: (name: string) => boolean,
  stick: StickFiles,
): Promise<void> {
  const names = await stick.list(dir).catch((): string[] => [])
  for (const name of names) if (isOurs(name)) await stick.remove(join(dir, name)).catch(() => undefined)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
