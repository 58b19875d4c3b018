/** Main of the small Electron program of print.test.ts: prints one paper with the shell's own printer. */
import { readFileSync, writeFileSync } from 'node:fs'
import { app } from 'electron'
import { registerAppScheme } from '../../electron/app-scheme.ts'
import { createPaperPrinter } from '../../electron/print.ts'

const [paginator = '', paper = '', target = ''] = (process.env.AMPHOE_PRINT ?? '').split(';')

registerAppScheme()
app.whenReady().then(async () => {
  const printer = createPaperPrinter(paginator)
  const html = readFileSync(paper, 'utf8')
  const first = await printer.print(html, { title: '' })
  const second = await printer.print(html, { title: '' })
  // The second comes out of the warm window: it must be as good as the first.
  writeFileSync(target, first.length === second.length ? first : 'the second print differs from the first')
  app.exit(0)
})
