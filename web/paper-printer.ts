import { Fault } from '../core/kernel/fault.ts'
import type { PrintOptions } from '../core/kernel/ports.ts'

/**
 * Prints papers with the PC's own browser. Nothing of it is loaded or started before the first paper.
 * @param browser path of the browser; undefined = there is none: printing then says so, everything else works
 * @param home the program's folder, where the built paginator is
 */
export function createPaperPrinter(browser: string | undefined, home: string) {
  async function start(executablePath: string) {
    const { createChromiumPrinter } = await import('./print.ts')
    return createChromiumPrinter({ executablePath, root: home, now: () => new Date() })
  }
  let printer: ReturnType<typeof start> | undefined
  return {
    /** @throws Fault print.noBrowser */
    async print(html: string, options: PrintOptions): Promise<Uint8Array> {
      if (browser === undefined) throw new Fault('print.noBrowser', {})
      printer ??= start(browser)
      return (await printer).print(html, options)
    },
    async close(): Promise<void> {
      await (await printer)?.close()
    },
  }
}
