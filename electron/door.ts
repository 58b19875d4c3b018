import { randomUUID } from 'node:crypto'
import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { isFault } from '../core/kernel/fault.ts'
import { appOrigin } from './app-scheme.ts'
import type { CoreProcess } from './core-process.ts'
import type { FileDialogs } from './files.ts'
import { isTrustedSender } from './trust.ts'

/**
 * The one door between the page and the PC. It checks who knocks, then hands the page a port to the core;
 * the few other wishes are files by token. No other file may use ipcMain.
 */
export function openDoor(core: CoreProcess, files: FileDialogs): void {
  const sessions = new WeakMap<WebContents, string>()
  const sessionOf = (contents: WebContents): string => {
    const id = sessions.get(contents) ?? randomUUID()
    sessions.set(contents, id)
    return id
  }

  ipcMain.on('amphoe:knock', (event) => {
    if (!trusted(event)) return
    core.connect(sessionOf(event.sender)).then(
      (port) => event.senderFrame?.postMessage('amphoe:door', null, [port]),
      (error: unknown) => console.error(error),
    )
  })
  const wish = (name: string, grant: (session: string, ...values: unknown[]) => Promise<unknown>) =>
    ipcMain.handle(name, async (event, ...values: unknown[]) => {
      if (!trusted(event)) throw new Error('refused')
      // An error loses all but its text on the way to the page: a fault goes as data.
      return grant(sessionOf(event.sender), ...values).then(
        (value) => ({ value }),
        (error: unknown) => {
          if (isFault(error)) return { fault: { code: error.code, params: error.params } }
          throw error
        },
      )
    })
  wish('amphoe:pickFile', (session, kind) => files.pick(session, kind))
  wish('amphoe:pickFiles', (session, kind, from) => files.pickMany(session, kind, from))
  wish('amphoe:putFile', (session, name, bytes) => files.put(session, name, bytes))
  wish('amphoe:deliver', (session, token, name) => files.deliver(session, token, name))
}

function trusted(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return isTrustedSender(frame ? { url: frame.url, isTop: frame.parent === null } : undefined, appOrigin)
}
