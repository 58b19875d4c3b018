/**
 * The web host: the same program in a window of the PC's own browser, where Electron is not to be had.
 * Read from top to bottom: find the way about, open the core, open the loopback server, open the window, close in turn.
 */
import path from 'node:path'
import { createCore } from '../core/core.ts'
import { hostArguments } from '../core/hosts/arguments.ts'
import { dataDir } from '../core/hosts/data-dir.ts'
import { faultSentence } from '../core/hosts/fault-sentence.ts'
import { openDemo } from '../core/hosts/open-demo.ts'
import { findPlaces } from '../core/hosts/places.ts'
import program from '../package.json' with { type: 'json' }
import sentences from '../renderer/i18n/th/faults.json' with { type: 'json' }
import words from '../renderer/i18n/th/hosts.json' with { type: 'json' }
import { findBrowser, hasScreen, openAppWindow } from './browser.ts'
import { createPaperPrinter } from './paper-printer.ts'
import { startServer } from './server.ts'

async function main(): Promise<void> {
  const wanted = hostArguments(process.argv.slice(2))
  const home = path.resolve(import.meta.dirname, '..')
  const records = dataDir(wanted.data)
  const browser = findBrowser()

  const printer = createPaperPrinter(browser, home)
  const core = await createCore({
    dataDir: records,
    resourcesDir: path.join(home, 'resources'),
    port: { printPdf: printer.print, places: () => findPlaces() },
    version: program.version,
  })
  if (wanted.demo) {
    console.log('กำลังเตรียมสำนักงานตัวอย่าง · preparing the example office …')
    await openDemo(core, records, wanted.demo, (done, total) =>
      console.log(`  … ${done}${total ? `/${total}` : ''}`),
    )
  }
  const server = await startServer({
    core,
    pageDir: path.join(home, 'dist', 'renderer'),
    fontsDir: path.join(home, 'resources', 'fonts'),
    port: wanted.port,
  })

  try {
    const told = new Promise<void>((resolve) => {
      // Ctrl-C may come twice: from the terminal and, passed on, from npm.
      process.on('SIGINT', resolve)
      process.on('SIGTERM', resolve)
    })
    const address = server.newAddress()
    const showsWindow = wanted.open && browser !== undefined && hasScreen()
    if (showsWindow) console.log(`${words['hosts.name']}: ${server.origin}`)
    else {
      console.log('เปิดที่อยู่นี้ในเบราว์เซอร์ (ใช้ได้ครั้งเดียว) · open this address in a browser (works once):')
      console.log(address)
    }
    console.log('ปิดโปรแกรม: Ctrl-C · to close: Ctrl-C')
    const window = showsWindow ? openAppWindow(browser, address, `${records}.browser`) : undefined
    await Promise.race(window ? [told, window.closed] : [told])
    window?.close()
  } finally {
    console.log('กำลังปิดและสำรองข้อมูล … · closing, backing up …')
    await server.close()
    await printer.close()
    await core.close()
  }
}

main().catch((error: unknown) => {
  console.error(`${words['hosts.start.failed']}: ${faultSentence(sentences, error)}`)
  process.exitCode = 1
})
