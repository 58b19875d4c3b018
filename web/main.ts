/**
 * The web host: the same program in a window of the PC's own browser, where Electron is not to be had.
 * Read from top to bottom: find the way about, open the loopback server, open the core, open the window, close in turn.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Core, createCore } from '../core/core.ts'
import { type HostArguments, hostArguments } from '../core/hosts/arguments.ts'
import { dataDir } from '../core/hosts/data-dir.ts'
import { faultSentence, fillSentence } from '../core/hosts/fault-sentence.ts'
import { openDemo } from '../core/hosts/open-demo.ts'
import { findPlaces } from '../core/hosts/places.ts'
import { openRecords, type StartChoice, type StartTrouble } from '../core/hosts/start.ts'
import { backupLine, troubleSentences } from '../core/hosts/start-page.ts'
import { backupsOf, recoverDamaged } from '../core/kernel/backups.ts'
import { isFault } from '../core/kernel/fault.ts'
import program from '../package.json' with { type: 'json' }
import { type AppWindow, findBrowser, hasScreen, openAppWindow } from './browser.ts'
import { keepLastRun, readLastRun, runningProgram } from './last-run.ts'
import { createPaperPrinter } from './paper-printer.ts'
import { startServer, type WebServer } from './server.ts'
import { bothWords } from './words.ts'

async function main(): Promise<void> {
  const wanted = hostArguments(process.argv.slice(2))
  const home = path.resolve(import.meta.dirname, '..')
  const records = dataDir(wanted.data)
  const browser = findBrowser()
  const windowBrowser = wanted.open && hasScreen() ? browser : undefined

  const printer = createPaperPrinter(browser, home)
  const server = await openServer(wanted, records, {
    pageDir: path.join(home, 'dist', 'renderer'),
    fontsDir: path.join(home, 'resources', 'fonts'),
  })
  let end: (closed?: Promise<void>) => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  // Awaited further down; a browser that cannot be started must not end the program before that.
  ended.catch(() => undefined)
  // Ctrl-C may come twice: from the terminal and, passed on, from npm.
  process.on('SIGINT', () => end())
  process.on('SIGTERM', () => end())
  let window: AppWindow | undefined
  let profile = `${records}.browser`
  let borrowed: string | undefined
  let core: Core | undefined

  /** The one window; the person closes it to close the program. */
  function showWindow(program: string): void {
    if (window) return
    window = openAppWindow(program, server.newAddress(), profile)
    const { closed } = window
    closed.then(
      () => end(),
      () => end(closed),
    )
  }

  async function ask(trouble: StartTrouble): Promise<StartChoice> {
    process.exitCode = 1
    complain(trouble)
    if (isFault(trouble.error) && trouble.error.code === 'db.locked') {
      const first = await runningProgram(records)
      if (first) {
        say('hosts.start.running', { origin: first.origin })
        if (first.window && windowBrowser !== undefined) {
          // The browser of the first opens it in the profile that is already let in, and this call ends at once.
          await Promise.race([openAppWindow(windowBrowser, first.origin, profile).closed, ended])
          return { do: 'close' }
        }
      }
    }
    if (windowBrowser === undefined) return { do: 'close' }
    if (!window && isFault(trouble.error) && /^(db\.locked|disk\.)/u.test(trouble.error.code)) {
      // Where another program's browser has the profile, a window in it would be that one's, not ours; and on a disk
      // that is full, read-only or gone there is no place for one.
      borrowed ??= mkdtempSync(path.join(os.tmpdir(), 'amphoe-window-'))
      profile = borrowed
    }
    showWindow(windowBrowser)
    return Promise.race([server.ask(trouble), ended.then((): StartChoice => ({ do: 'close' }))])
  }

  try {
    core = await openRecords({
      dataDir: records,
      ...(wanted.restore !== undefined && { restore: wanted.restore }),
      open: () =>
        openCore(wanted, records, {
          resourcesDir: path.join(home, 'resources'),
          port: { printPdf: printer.print, places: () => findPlaces() },
        }),
      backups: async () => backupsOf(records),
      recover: async (name) => recoverDamaged(records, stampNow(), name === 'newest' ? undefined : name),
      told: (restored) =>
        restored ? say('hosts.restore.done', restored) : say('hosts.restore.notNeeded', {}),
      ask,
    })
    if (core === undefined) return
    process.exitCode = 0
    server.serve(core)
    keepLastRun(records, { port: Number(new URL(server.origin).port), window: windowBrowser !== undefined })
    if (windowBrowser !== undefined) {
      console.log(`${bothWords.thai['hosts.name']}: ${server.origin}`)
      showWindow(windowBrowser)
    } else {
      console.log('เปิดที่อยู่นี้ในเบราว์เซอร์ (ใช้ได้ครั้งเดียว) · open this address in a browser (works once):')
      console.log(server.newAddress())
    }
    console.log('ปิดโปรแกรม: Ctrl-C · to close: Ctrl-C')
    await ended
  } finally {
    if (core) console.log('กำลังปิดและสำรองข้อมูล … · closing, backing up …')
    window?.close()
    await server.close()
    await printer.close()
    await core?.close()
    if (borrowed !== undefined) rmSync(borrowed, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** On the port that was asked for; else on that of the last run, where the browser keeps the window's preferences. */
async function openServer(
  wanted: HostArguments,
  records: string,
  dirs: { pageDir: string; fontsDir: string },
): Promise<WebServer> {
  const last = wanted.port === 0 ? readLastRun(records)?.port : undefined
  const server =
    last === undefined ? undefined : await startServer({ ...dirs, port: last }).catch(() => undefined)
  try {
    return server ?? (await startServer({ ...dirs, port: wanted.port }))
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') throw error
    const sentence = fillSentence(bothWords.thai['hosts.start.port'] ?? '', { port: wanted.port })
    throw new Error(sentence, { cause: error })
  }
}

async function openCore(
  wanted: HostArguments,
  records: string,
  host: Pick<Parameters<typeof createCore>[0], 'resourcesDir' | 'port'>,
): Promise<Core> {
  const core = await createCore({ ...host, dataDir: records, version: program.version })
  if (wanted.demo === undefined) return core
  try {
    console.log('กำลังเตรียมสำนักงานตัวอย่าง · preparing the example office …')
    await openDemo(core, records, wanted.demo, (done, total) =>
      console.log(`  … ${done}${total ? `/${total}` : ''}`),
    )
    return core
  } catch (error) {
    await core.close()
    throw error
  }
}

function complain(trouble: StartTrouble): void {
  const { thai, english } = bothWords
  console.error(`${thai['hosts.start.failed']}: ${troubleSentences(trouble, thai).join('\n')}`)
  console.error(troubleSentences(trouble, english).join('\n'))
  if (!trouble.damaged?.backups.some((copy) => copy.intact)) return
  for (const copy of trouble.damaged.backups) console.error(backupLine(copy, thai))
  console.error(`${thai['hosts.restore.command']}\n${english['hosts.restore.command']}`)
}

function say(key: string, params: Record<string, string>): void {
  const { thai, english } = bothWords
  console.log(`${fillSentence(thai[key] ?? '', params)} · ${fillSentence(english[key] ?? '', params)}`)
}

/** Part of the kept file's name: sortable, without signs that Windows refuses. */
function stampNow(): string {
  return new Date().toISOString().replaceAll(/[:.]/gu, '-')
}

main().catch((error: unknown) => {
  console.error(`${bothWords.thai['hosts.start.failed']}: ${faultSentence(bothWords.thai, error)}`)
  process.exitCode = 1
})
