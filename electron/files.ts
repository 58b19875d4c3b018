import { constants } from 'node:fs'
import { copyFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { app, dialog } from 'electron'
import { type FileKind, fileKinds, isFileKind } from '../core/hosts/file-kinds.ts'
import { Fault } from '../core/kernel/fault.ts'
import words from '../renderer/i18n/th/hosts.json' with { type: 'json' }
import type { Ticket } from './core-messages.ts'
import type { CoreProcess } from './core-process.ts'

export type FileDialogs = {
  pick(session: string, kind: unknown): Promise<Ticket | null>
  put(session: string, name: unknown, bytes: unknown): Promise<Ticket>
  deliver(session: string, token: unknown, name: unknown): Promise<boolean>
}

/** Files in and out of the program through the system's own dialogs. The page names them by token; paths stay here. */
export function createFileDialogs(core: CoreProcess): FileDialogs {
  return {
    /** @returns null when the person changed their mind */
    async pick(session, kind) {
      if (!isFileKind(kind)) throw new Error('refused')
      const chosen = await dialog.showOpenDialog({
        title: words['hosts.pick.title'],
        properties: ['openFile'],
        filters: filters(kind),
      })
      const file = chosen.filePaths[0]
      return chosen.canceled || file === undefined
        ? null
        : core.adopt(session, { path: file, name: path.basename(file) })
    },

    /** Bytes the person dropped on the window. */
    async put(session, name, bytes) {
      if (typeof name !== 'string' || !(bytes instanceof ArrayBuffer)) throw new Error('refused')
      return core.put(session, name, bytes)
    },

    /** @returns false when the person changed their mind; the token is then still good */
    async deliver(session, token, name) {
      if (typeof token !== 'string' || typeof name !== 'string') throw new Error('refused')
      const chosen = await dialog.showSaveDialog({
        title: words['hosts.deliver.title'],
        defaultPath: path.join(app.getPath('documents'), path.basename(name)),
      })
      if (chosen.canceled || !chosen.filePath) return false
      const made = await core.take(session, token)
      if (!made) throw new Fault('file.unknown', { name })
      await copyWhole(made.path, chosen.filePath)
      return true
    },
  }
}

/**
 * The wanted name appears only when every byte is there: a stick pulled out leaves no half file under it.
 * @throws Fault disk.full, disk.readOnly, disk.missing, disk.io
 */
async function copyWhole(from: string, to: string): Promise<void> {
  const temporary = `${to}.part`
  try {
    await copyFile(from, temporary, constants.COPYFILE_FICLONE)
    await rename(temporary, to)
  } catch (error) {
    throw diskFault(error, path.dirname(to))
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
}

function diskFault(cause: unknown, dir: string): Error {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Fault('disk.full', { path: dir }, { cause })
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return new Fault('disk.readOnly', { path: dir }, { cause })
  if (code === 'ENOENT') return new Fault('disk.missing', { path: dir }, { cause })
  return new Fault('disk.io', { path: dir }, { cause })
}

function filters(kind: FileKind): Electron.FileFilter[] {
  const any = { name: words['hosts.pick.any'], extensions: ['*'] }
  return kind === 'any'
    ? [any]
    : [{ name: words[`hosts.pick.${kind}`], extensions: [...fileKinds[kind]] }, any]
}
