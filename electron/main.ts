/**
 * The Electron host, read as a table of contents: one concern a file (PEERS.md §2.7).
 * It owns windows, dialogs and printing; the records live in the core's own process.
 */
import path from 'node:path'
import { app } from 'electron'
import { hostArguments } from '../core/hosts/arguments.ts'
import { dataDir, programDir } from '../core/hosts/data-dir.ts'
import { findPlaces } from '../core/hosts/places.ts'
import { openRecords } from '../core/hosts/start.ts'
import { registerAppScheme, serveApp } from './app-scheme.ts'
import { startCoreProcess } from './core-process.ts'
import { openDoor } from './door.ts'
import { tellStartFailed } from './failure.ts'
import { createFileDialogs } from './files.ts'
import { holdSingleInstance } from './instance.ts'
import { denyNavigation } from './navigation.ts'
import { denyPermissions } from './permissions.ts'
import { createPaperPrinter } from './print.ts'
import { closeInTurn } from './quit.ts'
import { createStartWindow } from './start-window.ts'
import { openMainWindow, showMainWindow } from './window.ts'
import { bothWords } from './words.ts'

async function main(): Promise<void> {
  const wanted = hostArguments(process.argv.slice(1))
  const home = app.getAppPath()
  const records = dataDir(wanted.data)
  app.setPath('userData', wanted.data === undefined ? path.join(programDir(), 'window') : `${records}.window`)
  if (!holdSingleInstance(showMainWindow)) return

  registerAppScheme()
  denyPermissions()
  denyNavigation()
  await app.whenReady()
  serveApp({ pageDir: path.join(home, 'dist', 'renderer'), fontsDir: path.join(home, 'resources', 'fonts') })

  const printer = createPaperPrinter(path.join(home, 'dist', 'paper', 'paginate.js'))
  const core = startCoreProcess({ printPdf: printer.print, places: () => findPlaces() })
  closeInTurn(core)
  const startWindow = createStartWindow()
  const opened = await openRecords({
    dataDir: records,
    ...(wanted.restore !== undefined && { restore: wanted.restore }),
    async open() {
      await core.open({
        dataDir: records,
        resourcesDir: path.join(home, 'resources'),
        version: app.getVersion(),
        ...(wanted.demo && { demo: wanted.demo }),
      })
      return true
    },
    backups: () => core.backups(records),
    recover: (name) => core.recover(records, name),
    told: (restored) => console.log(restored ?? bothWords.thai['hosts.restore.notNeeded']),
    async ask(trouble) {
      console.error(trouble.error)
      return startWindow.ask(trouble)
    },
  })
  if (opened === undefined) {
    await core.close()
    app.exit(1)
    return
  }
  openDoor(core, createFileDialogs(core))
  openMainWindow()
  startWindow.close()
}

main().catch(tellStartFailed)
