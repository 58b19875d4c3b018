import os from 'node:os'
import path from 'node:path'

type Surroundings = { platform?: NodeJS.Platform; env?: NodeJS.ProcessEnv; home?: string }

/**
 * The folder of this person's own records, the same for both hosts so that they find the same office.
 * Local to the PC: a roaming or cloud folder would copy a database that is open (PEERS.md §1.11).
 */
export function programDir(surroundings: Surroundings = {}): string {
  const { platform = process.platform, env = process.env, home = os.homedir() } = surroundings
  if (platform === 'win32') {
    return path.win32.join(env.LOCALAPPDATA ?? path.win32.join(home, 'AppData', 'Local'), 'AmphoePlan')
  }
  return path.posix.join(env.XDG_DATA_HOME ?? path.posix.join(home, '.local', 'share'), 'amphoe-plan')
}

/** @param wanted folder asked for with --data; undefined = the person's own */
export function dataDir(wanted: string | undefined): string {
  return wanted === undefined ? path.join(programDir(), 'data') : path.resolve(wanted)
}
