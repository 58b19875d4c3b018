import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { BrowserWindow, session, type WebContents } from 'electron'
import { paperSecurityPolicy } from '../core/kernel/csp.ts'
import { Fault, isFault } from '../core/kernel/fault.ts'
import type { PrintOptions } from '../core/kernel/ports.ts'
import { normalisePdf } from '../core/papers/engine/pdf.ts'
import { printInParts } from '../core/papers/engine/print-parts.ts'

/** The browser gives back what it no longer needs. */
async function tidy({ debugger: tools }: WebContents): Promise<void> {
  tools.attach('1.3')
  try {
    await tools.sendCommand('HeapProfiler.collectGarbage')
  } finally {
    tools.detach()
  }
}

/**
 * Prints papers in a hidden window that is kept warm after the first (PEERS.md §4.2). Its session serves the paper at hand
 * and nothing else; the paper runs no script of its own, only our paginator is run in it.
 * @param paginatorFile the built paginator (renderer/paper/entry.ts)
 */
export function createPaperPrinter(paginatorFile: string) {
  const papers = new Map<string, string>()
  let window: BrowserWindow | undefined
  let queue: Promise<unknown> = Promise.resolve()

  function warmWindow(): BrowserWindow {
    if (window && !window.isDestroyed()) return window
    const paperSession = session.fromPartition('paper')
    if (!paperSession.protocol.isProtocolHandled('app')) {
      paperSession.protocol.handle('app', (request) => {
        const html = papers.get(new URL(request.url).pathname.slice(1))
        if (html === undefined) return new Response(null, { status: 404 })
        const headers = {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': paperSecurityPolicy,
        }
        return new Response(html, { headers })
      })
    }
    window = new BrowserWindow({
      show: false,
      webPreferences: {
        session: paperSession,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
      },
    })
    return window
  }

  async function printIn(
    { webContents }: BrowserWindow,
    id: string,
    { title, onProgress }: PrintOptions,
  ): Promise<Uint8Array> {
    await webContents.loadURL(`app://amphoe/${id}`)
    await webContents.executeJavaScript(`${await readFile(paginatorFile, 'utf8')};0`)
    const paginate =
      'window.amphoePaginate(document).then(({ pages, overflow }) => ({ pages, tooWide: overflow.length }))'
    const { pages, tooWide }: { pages: number; tooWide: number } =
      await webContents.executeJavaScript(paginate)
    if (tooWide > 0) throw new Fault('paper.tooLarge', { what: title })
    const bytes = await printInParts(
      pages,
      {
        run: (script) => webContents.executeJavaScript(`${script};0`),
        print: () =>
          webContents.printToPDF({
            printBackground: true,
            preferCSSPageSize: true,
            margins: { top: 0, bottom: 0, left: 0, right: 0 },
            // Electron 30 and later; unknown to, and passed over by, the test runtime.
            generateTaggedPDF: true,
          }),
        tidy: () => tidy(webContents),
      },
      (done, total) => onProgress?.(done, total),
    )
    return normalisePdf(bytes, new Date())
  }

  /** A window that has been stopped answers no more: its process ends at once, and the next paper gets a new one. */
  function drop(stopped: BrowserWindow): void {
    if (window === stopped) window = undefined
    if (stopped.isDestroyed()) return
    stopped.webContents.forcefullyCrashRenderer()
    stopped.destroy()
  }

  async function printOne(html: string, options: PrintOptions): Promise<Uint8Array> {
    const { signal } = options
    if (signal?.aborted) throw new Fault('cancelled', {})
    const id = randomUUID()
    papers.set(id, html)
    const used = warmWindow()
    let stop = () => {}
    const stopped = new Promise<never>((_resolve, reject) => {
      stop = () => {
        drop(used)
        reject(new Fault('cancelled', {}))
      }
    })
    signal?.addEventListener('abort', stop, { once: true })
    try {
      return await Promise.race([printIn(used, id, options), stopped])
    } catch (error) {
      if (isFault(error)) throw error
      if (signal?.aborted) throw new Fault('cancelled', {}, { cause: error })
      throw new Fault('print.failed', { reason: String(error) }, { cause: error })
    } finally {
      signal?.removeEventListener('abort', stop)
      papers.delete(id)
    }
  }

  return {
    /** One paper after the other: they share the window. @throws Fault print.failed, cancelled */
    print(html: string, options: PrintOptions): Promise<Uint8Array> {
      const printed = queue.then(() => printOne(html, options))
      queue = printed.catch(() => undefined)
      return printed
    },
  }
}
