import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

/**
 * Writes a file whole or not at all: temporary name, flushed to the disk, then its own name.
 *
 * @param mode rights of the new file, e.g. 0o600 for the user alone
 * @throws the system's error; the temporary file is gone then
 */
export function writeWhole(path: string, bytes: Uint8Array, mode = 0o666): void {
  const temporary = `${path}.part`
  try {
    rmSync(temporary, { force: true })
    const handle = openSync(temporary, 'w', mode)
    try {
      for (let at = 0; at < bytes.byteLength; ) at += writeSync(handle, bytes, at)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
