/** Main of the small Electron program of print.test.ts: prints papers with the shell's own printer. */
import { readFileSync, writeFileSync } from 'node:fs'
import { app } from 'electron'
import { registerAppScheme } from '../../electron/app-scheme.ts'
import { createPaperPrinter } from '../../electron/print.ts'

const [paginator = '', paper = '', target = '', long = '', longTarget = '', told = ''] = (
  process.env.AMPHOE_PRINT ?? ''
).split(';')

registerAppScheme()
// A stopped print takes its window along, the only one of this program.
app.on('window-all-closed', () => undefined)
app.whenReady().then(async () => {
  const printer = createPaperPrinter(paginator)
  const html = readFileSync(paper, 'utf8')
  const first = await printer.print(html, { title: '' })
  // Stopped while its parts are printed, and while it is laid out: the next paper is as good as if it had not been.
  const table = readFileSync(long, 'utf8')
  const stops: { code: string; milliseconds: number }[] = []
  const stop = async (signal: AbortSignal, stopped: () => number, onProgress?: () => void) => {
    const end = await printer
      .print(table, { title: '', signal, ...(onProgress && { onProgress }) })
      .then(() => 'printed')
      .catch((error: { code?: string }) => error.code ?? String(error))
    stops.push({ code: end, milliseconds: Date.now() - stopped() })
  }
  let at = 0
  const inPrint = new AbortController()
  const abort = (controller: AbortController) => {
    at = Date.now()
    controller.abort()
  }
  await stop(
    inPrint.signal,
    () => at,
    () => setTimeout(() => abort(inPrint), 50),
  )
  const inLayout = new AbortController()
  setTimeout(() => abort(inLayout), 300)
  await stop(inLayout.signal, () => at)
  const second = await printer.print(html, { title: '' })
  const far: number[][] = []
  writeFileSync(
    longTarget,
    await printer.print(table, { title: '', onProgress: (...step) => far.push(step) }),
  )
  writeFileSync(told, JSON.stringify({ stops, far }))
  // The second comes out of another window: it must be as good as the first.
  writeFileSync(target, first.length === second.length ? first : 'the second print differs from the first')
  app.exit(0)
})
