/** Opening the records, and what a host asks the person when they cannot be opened. The same in both hosts. */
import path from 'node:path'
import { isFault } from '../kernel/fault.ts'

export type OfferedBackup = { name: string; sizeBytes: number; intact: boolean }

/** Why the records are not open. */
export type StartTrouble = {
  error: unknown
  /** Where the office's own file is damaged: what can take its place, newest first (PEERS.md §3.5 #22). */
  damaged?: { path: string; folder: string; backups: OfferedBackup[] }
}

export type StartChoice = { do: 'again' } | { do: 'close' } | { do: 'restore'; name: string }

export type Restored = { backup: string; kept: string }

/**
 * Opens the records, and asks for as long as they cannot be opened and the person wants to go on.
 * @param doors.restore what `--restore` asked for: done without a question, once, if the file really is damaged
 * @param doors.recover puts the backup in the place of the damaged file; `newest` or a backup's name
 * @param doors.told hears of what was put back, or (null) that `--restore` was not needed
 * @returns undefined when the person closed the program
 */
export async function openRecords<Opened>(doors: {
  dataDir: string
  restore?: string
  open(): Promise<Opened>
  backups(): Promise<OfferedBackup[]>
  recover(name: string): Promise<Restored>
  told(restored: Restored | null): void
  ask(trouble: StartTrouble): Promise<StartChoice>
}): Promise<Opened | undefined> {
  let wanted = doors.restore
  for (;;) {
    let trouble: StartTrouble
    try {
      const opened = await doors.open()
      if (wanted !== undefined) doors.told(null)
      return opened
    } catch (error) {
      trouble = await troubleOf(error, doors)
    }
    // A restore that fails says why, and the choice is there again.
    for (let opening = false; !opening; ) {
      const choice: StartChoice =
        trouble.damaged && wanted !== undefined ? { do: 'restore', name: wanted } : await doors.ask(trouble)
      if (choice.do === 'close') return undefined
      if (choice.do === 'restore') {
        wanted = undefined
        try {
          doors.told(await doors.recover(choice.name))
        } catch (error) {
          trouble = { ...trouble, error }
          continue
        }
      }
      opening = true
    }
  }
}

async function troubleOf(
  error: unknown,
  doors: { dataDir: string; backups(): Promise<OfferedBackup[]> },
): Promise<StartTrouble> {
  const own = path.join(doors.dataDir, 'office.sqlite')
  // An example office that is damaged has no backups.
  if (!isFault(error) || error.code !== 'db.corrupt' || error.params.path !== own) return { error }
  return {
    error,
    damaged: { path: own, folder: path.join(doors.dataDir, 'backups'), backups: await doors.backups() },
  }
}

/**
 * Reads what the person pressed on the start page.
 * @param trouble what is being asked about; undefined = nothing just now
 * @returns undefined for what was not offered there
 */
export function readStartChoice(value: unknown, trouble: StartTrouble | undefined): StartChoice | undefined {
  if (value === 'again' || value === 'close') return { do: value }
  const offered = trouble?.damaged?.backups.find((copy) => copy.intact && `restore ${copy.name}` === value)
  return offered && { do: 'restore', name: offered.name }
}
