import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, constants, readFile, stat, statfs } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Place } from '../kernel/ports.ts'

type Found = { path: string; label: string; removable: boolean }

/**
 * Drives and folders of this PC that packages can go to, removable ones first.
 * Free space that the system does not tell stays undefined: then the program warns and never refuses (PEERS.md §1.7).
 * Tests put folders in the place of drives with AMPHOE_PLACES="dir1;dir2".
 */
export async function findPlaces(env: NodeJS.ProcessEnv = process.env): Promise<Place[]> {
  if (env.AMPHOE_PLACES !== undefined) {
    const dirs = env.AMPHOE_PLACES.split(';').filter((dir) => dir !== '')
    return describe(dirs.map((dir) => ({ path: dir, label: path.basename(dir), removable: true })))
  }
  const drives = process.platform === 'win32' ? await windowsDrives(env) : await linuxDrives()
  return describe([...drives, ...ownFolders()])
}

async function describe(found: Found[]): Promise<Place[]> {
  const places = await Promise.all(
    found.map(async (place): Promise<Place | undefined> => {
      if (!(await isFolder(place.path))) return undefined
      const freeBytes = await freeSpace(place.path)
      const id = createHash('sha256').update(place.path).digest('hex').slice(0, 16)
      return { id, ...place, ...(freeBytes !== undefined && { freeBytes }) }
    }),
  )
  return places.filter((place) => place !== undefined)
}

async function isFolder(dir: string): Promise<boolean> {
  try {
    await access(dir, constants.R_OK)
    return (await stat(dir)).isDirectory()
  } catch {
    return false
  }
}

async function freeSpace(dir: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(dir)
    const free = bavail * bsize
    return Number.isSafeInteger(free) && free >= 0 ? free : undefined
  } catch {
    return undefined
  }
}

function ownFolders(): Found[] {
  return ['Desktop', 'Documents', 'Downloads'].map((name) => ({
    path: path.join(os.homedir(), name),
    label: name,
    removable: false,
  }))
}

async function linuxDrives(): Promise<Found[]> {
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '')
  return removableMounts(mounts).map((mount) => ({
    path: mount,
    label: path.basename(mount),
    removable: true,
  }))
}

/** Mount points where desktops put sticks and disks that come and go. @param mounts text of /proc/mounts */
export function removableMounts(mounts: string): string[] {
  const points = mounts
    .split('\n')
    .map((line) => unescapeMount(line.split(' ')[1] ?? ''))
    .filter((point) => /^\/(media|run\/media|mnt)\/./u.test(point))
  return [...new Set(points)]
}

/** The kernel writes a space as \040; a Thai name comes byte by byte. */
function unescapeMount(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1')
  const plain = bytes.replaceAll(/\\([0-7]{3})/gu, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
  return Buffer.from(plain, 'latin1').toString('utf8')
}

async function windowsDrives(env: NodeJS.ProcessEnv): Promise<Found[]> {
  const usb = await usbLetters()
  const system = (env.SystemDrive ?? 'C:').toUpperCase()
  const letters = Array.from({ length: 24 }, (_, index) => `${String.fromCharCode(67 + index)}:`)
  const drives = letters
    .filter((letter) => letter !== system)
    .map((letter) => ({
      path: `${letter}\\`,
      label: letter,
      // Where the registry does not tell, a drive that is not Windows' own is taken for one that comes and goes.
      removable: usb === undefined || usb.has(letter),
    }))
  return drives.sort((a, b) => Number(b.removable) - Number(a.removable))
}

async function usbLetters(): Promise<Set<string> | undefined> {
  try {
    const { stdout } = await promisify(execFile)('reg', ['query', 'HKLM\\SYSTEM\\MountedDevices'], {
      timeout: 5000,
    })
    return usbDriveLetters(stdout)
  } catch {
    return undefined
  }
}

/** Letters that Windows gave to USB storage. @param listing what `reg query HKLM\SYSTEM\MountedDevices` prints */
export function usbDriveLetters(listing: string): Set<string> {
  const letters = new Set<string>()
  for (const [, letter, hex] of listing.matchAll(/\\DosDevices\\([A-Z]:)\s+REG_BINARY\s+([0-9A-F]+)/giu)) {
    const device = Buffer.from(hex ?? '', 'hex').toString('utf16le')
    if (/^[\\_]\?\?[\\_]USBSTOR#/iu.test(device) && letter !== undefined) letters.add(letter.toUpperCase())
  }
  return letters
}
