import { app, BrowserWindow, session } from 'electron'
import { readStartChoice, type StartChoice, type StartTrouble } from '../core/hosts/start.ts'
import { openingPage, startAction, startPage, startPagePolicy } from '../core/hosts/start-page.ts'
import { appOrigin } from './app-scheme.ts'
import { windowInFront } from './window.ts'
import { bothWords } from './words.ts'

/**
 * The window of a start that did not succeed: says why and takes the person's choice (PEERS.md §1.4, §3.5 #22). It has a
 * session of its own that serves this one page; no preload, no script, no door to the core.
 */
export function createStartWindow() {
  let window: BrowserWindow | undefined
  /** The person wants to go while nothing is being asked: the next question is answered by it. */
  let leaving = false
  let waiting: { trouble: StartTrouble; choose(choice: StartChoice): void } | undefined

  function choose(choice: StartChoice): void {
    if (choice.do === 'close') leaving = true
    const asked = waiting
    waiting = undefined
    asked?.choose(choice)
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    if (url.host !== 'amphoe' || (url.pathname !== '/' && url.pathname !== startAction))
      return new Response(null, { status: 404 })
    if (request.method === 'POST') {
      const form = new URLSearchParams(await request.text())
      const choice = readStartChoice(form.get('choice'), waiting?.trouble)
      if (choice) choose(choice)
    }
    return new Response(waiting ? startPage(waiting.trouble, bothWords) : openingPage(bothWords), {
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': startPagePolicy },
    })
  }

  function open(): BrowserWindow {
    const own = session.fromPartition('start')
    if (!own.protocol.isProtocolHandled('app')) own.protocol.handle('app', answer)
    const opened = new BrowserWindow({
      width: 900,
      height: 720,
      minWidth: 600,
      minHeight: 400,
      title: bothWords.thai['hosts.name'] ?? '',
      autoHideMenuBar: true,
      webPreferences: { session: own, sandbox: true, contextIsolation: true, nodeIntegration: false },
    })
    opened.removeMenu()
    opened.once('closed', () => {
      window = undefined
      choose({ do: 'close' })
    })
    return opened
  }

  // Between this window and the program's there is none for a moment: that is no reason to end.
  app.on('window-all-closed', () => undefined)

  return {
    async ask(trouble: StartTrouble): Promise<StartChoice> {
      if (leaving) return { do: 'close' }
      const chosen = new Promise<StartChoice>((resolve) => {
        waiting = { trouble, choose: resolve }
      })
      window ??= open()
      windowInFront(window)
      window.loadURL(`${appOrigin}/`).catch((error: unknown) => console.error(error))
      return chosen
    },
    close(): void {
      window?.destroy()
      window = undefined
    },
  }
}
