import { constants } from 'node:fs'
import { copyFile, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { app, dialog } from 'electron'
import {
  type Chosen,
  type FileKind,
  fileKinds,
  isFileKind,
  isNamedAs,
  mostFiles,
} from '../core/hosts/file-kinds.ts'
import { Fault } from '../core/kernel/fault.ts'
import words from '../renderer/i18n/th/hosts.json' with { type: 'json' }
import type { Ticket } from './core-messages.ts'
import type { CoreProcess } from './core-process.ts'

export type FileDialogs = {
  pick(session: string, kind: unknown): Promise<Ticket | null>
  pickMany(session: string, kind: unknown, from: unknown): Promise<Chosen<Ticket> | null>
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

    /**
     * Several files, or those of a folder and of the folders in it that are named as this kind is; at most 500.
     * @returns null when the person changed their mind
     */
    async pickMany(session, kind, from) {
      if (!isFileKind(kind) || (from !== 'files' && from !== 'folder')) throw new Error('refused')
      const chosen = await dialog.showOpenDialog({
        title: words['hosts.pick.title'],
        properties: from === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
        ...(from === 'folder' ? {} : { filters: filters(kind) }),
      })
      if (chosen.canceled) return null
      const [folder = ''] = chosen.filePaths
      const paths = from === 'folder' ? await filesIn(folder, kind) : chosen.filePaths
      const files: Ticket[] = []
      for (const file of paths.slice(0, mostFiles))
        files.push(await core.adopt(session, { path: file, name: path.basename(file) }))
      return { files, left: paths.length - files.length }
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

/** Files of one kind in a folder and one folder deeper, in the order of their names. */
async function filesIn(folder: string, kind: FileKind): Promise<string[]> {
  try {
    const top = await readdir(folder, { withFileTypes: true })
    const found: string[] = []
    for (const one of top.sort((a, b) => a.name.localeCompare(b.name, 'th'))) {
      const at = path.join(folder, one.name)
      if (one.isFile() && isNamedAs(one.name, kind)) found.push(at)
      // a folder that may not be read holds nothing for us (System Volume Information)
      if (one.isDirectory())
        for (const inside of await readdir(at, { withFileTypes: true }).catch(() => []))
          if (inside.isFile() && isNamedAs(inside.name, kind)) found.push(path.join(at, inside.name))
    }
    return found
  } catch (error) {
    throw diskFault(error, folder)
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
