/**
 * Prints papers with an installed Chromium, Chrome or Edge, driven by playwright-core. One browser is kept warm.
 * The page is complete in itself; nothing is loaded from anywhere (paper HTML: core/papers/engine/html.ts).
 */
import type { Browser, Page } from 'playwright-core'
import { Fault, isFault } from '../core/kernel/fault.ts'
import type { PrintOptions } from '../core/kernel/ports.ts'
import { paginatorSource } from '../core/papers/engine/paginator-source.ts'
import { normalisePdf } from '../core/papers/engine/pdf.ts'
import { printInParts } from '../core/papers/engine/print-parts.ts'

export type PageReport = { pages: number; sections: number[]; marks: string[]; overflow: string[] }

export type ChromiumPrinter = {
  /** @throws Fault cancelled, print.failed, paper.tooLarge */
  print(html: string, options: PrintOptions): Promise<Uint8Array>
  /** Paginates only, for tests and the page count: what the paginator reports. */
  report(html: string): Promise<PageReport>
  close(): Promise<void>
}

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  '--js-flags=--max-old-space-size=2048',
]

/**
 * @param executablePath the browser's program file (findChromium of web/browser.ts)
 * @param root the program's folder, where the paginator's script is
 * @param now the moment written into the PDF
 */
export function createChromiumPrinter(options: {
  executablePath: string
  root: string
  now: () => Date
}): ChromiumPrinter {
  let browser: Promise<Browser> | undefined

  async function launch(): Promise<Browser> {
    const { chromium } = await import('playwright-core')
    const root = process.getuid?.() === 0
    const started = await chromium.launch({
      executablePath: options.executablePath,
      headless: true,
      chromiumSandbox: !root,
      args: FLAGS,
    })
    started.on('disconnected', () => {
      browser = undefined
    })
    return started
  }

  async function openPage(): Promise<Page> {
    browser ??= launch()
    let open: Browser
    try {
      open = await browser
    } catch (cause) {
      browser = undefined
      throw new Fault('print.noBrowser', {}, { cause })
    }
    const context = await open.newContext({ offline: true, locale: 'th-TH', serviceWorkers: 'block' })
    const page = await context.newPage()
    await page.emulateMedia({ media: 'print' })
    return page
  }

  // One page is kept for the next paper; a paper that failed or was cancelled takes its page with it.
  let warm: Page | undefined
  let turn: Promise<unknown> = Promise.resolve()

  async function work<T>(
    html: string,
    signal: AbortSignal | undefined,
    use: (page: Page, report: PageReport) => Promise<T>,
  ): Promise<T> {
    if (signal?.aborted) throw new Fault('cancelled', {})
    const script = await paginatorSource(options.root)
    const page = warm && !warm.isClosed() ? warm : await openPage()
    warm = undefined
    const drop = () =>
      page
        .context()
        .close()
        .catch(() => undefined)
    const stop = () => void drop()
    signal?.addEventListener('abort', stop, { once: true })
    try {
      await page.setContent(html, { waitUntil: 'load', timeout: 300_000 })
      await page.evaluate(script)
      const report = (await page.evaluate('window.amphoePaginate(document)')) as PageReport
      const result = await use(page, report)
      await page.setContent('')
      warm = page
      return result
    } catch (cause) {
      await drop()
      if (signal?.aborted) throw new Fault('cancelled', {}, { cause })
      if (isFault(cause)) throw cause
      const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : ''
      throw new Fault('print.failed', { reason }, { cause })
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }

  /** Papers are printed one after the other: two at once would only share the same processor. */
  function withPage<T>(
    html: string,
    signal: AbortSignal | undefined,
    use: (page: Page, report: PageReport) => Promise<T>,
  ): Promise<T> {
    const mine = turn.then(() => work(html, signal, use))
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    print: (html, { signal, title, onProgress }) =>
      withPage(html, signal, async (page, report) => {
        if (report.overflow.length > 0) throw new Fault('paper.tooLarge', { what: title })
        const paper = { preferCSSPageSize: true, printBackground: true, tagged: true, outline: false }
        const bytes = await printInParts(
          report.pages,
          {
            run: (script) => page.evaluate(script),
            print: () => page.pdf(paper),
            tidy: () => page.requestGC(),
          },
          (done, total) => onProgress?.(done, total),
        )
        return normalisePdf(bytes, options.now())
      }),
    report: (html) => withPage(html, undefined, async (_page, report) => report),
    async close() {
      await turn
      const open = await browser?.catch(() => undefined)
      browser = undefined
      warm = undefined
      await open?.close()
    },
  }
}
