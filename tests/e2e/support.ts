/**
 * Opens the program as a person has it in front of them: in Chromium over the web host, and in a packaged Electron under
 * Xvfb. Each opening has its own data folder and its own stick (AMPHOE_PLACES).
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { _electron, type Browser, chromium, type ElectronApplication, type Page } from 'playwright-core'
import { at, root } from '../../scripts/lib/project.ts'
import { run, runNode } from '../../scripts/lib/run-node.ts'
import { hashOf } from '../../scripts/lib/stamp.ts'
import { findBrowser } from '../../web/browser.ts'

export type OpenProgram = {
  /** The window, 1366×768. */
  page: Page
  dataDir: string
  /** Stands for a USB stick. */
  stick: string
  /** What the page complained of: errors, refused resources, broken policy. Tests expect it to stay empty. */
  complaints: string[]
  /** Chooses this file the next time the program asks for one. */
  answerOpen(file: string, trigger: () => Promise<unknown>): Promise<void>
  /** Takes the file that the program hands over. @returns where it now is */
  answerSave(trigger: () => Promise<unknown>): Promise<string>
  /** Closes as a person does, and waits until the records are closed. */
  close(): Promise<void>
}

type Options = { dataDir?: string; stick?: string; demo?: 'district' | 'province' }
const viewport = { width: 1366, height: 768 }

function folders({ dataDir, stick }: Options): { dataDir: string; stick: string } {
  const own = mkdtempSync(path.join(os.tmpdir(), 'amphoe-e2e-'))
  const made = { dataDir: dataDir ?? path.join(own, 'data'), stick: stick ?? path.join(own, 'stick') }
  mkdirSync(made.stick, { recursive: true })
  return made
}

function listen(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return complaints
}

/** The host of one web window: the real web/main.ts in its own process. */
async function startWebHost(dataDir: string, stick: string, demo: Options['demo']) {
  const args = [at('web', 'main.ts'), '--no-open', '--data', dataDir, ...(demo ? ['--demo', demo] : [])]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, AMPHOE_PLACES: stick },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { text, found } = await printed(child, /http:\/\/127\.0\.0\.1:\d+\/\?key=\S+/u, 120_000)
  if (found === undefined) throw new Error(`the web host did not start:\n${text()}`)
  return { child, address: found, text }
}

/** Opens the program in Chromium over the web host. */
export async function openInChromium(options: Options = {}): Promise<OpenProgram> {
  const { dataDir, stick } = folders(options)
  const server = await startWebHost(dataDir, stick, options.demo)
  const browser: Browser = await chromium.launch({
    executablePath: findBrowser() ?? '/usr/bin/chromium',
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const context = await browser.newContext({ viewport, locale: 'th-TH', acceptDownloads: true })
  const page = await context.newPage()
  const complaints = listen(page)
  await page.goto(server.address)
  return {
    page,
    dataDir,
    stick,
    complaints,
    async answerOpen(file, trigger) {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), trigger()])
      await chooser.setFiles(file)
    },
    async answerSave(trigger) {
      const [download] = await Promise.all([page.waitForEvent('download'), trigger()])
      const target = path.join(
        mkdtempSync(path.join(os.tmpdir(), 'amphoe-saved-')),
        download.suggestedFilename(),
      )
      await download.saveAs(target)
      return target
    },
    async close() {
      await browser.close()
      await endProcess(server.child)
      if (server.child.exitCode !== 0) throw new Error(`the web host ended badly:\n${server.text()}`)
    },
  }
}

/** Why the program cannot be opened in Electron on this machine; undefined = it can. */
export function electronMissing(): string | undefined {
  if (electronTool() === undefined) return '../shared/tools/electron-runtime is not on this machine'
  if (!existsSync('/usr/bin/Xvfb')) return 'Xvfb is not on this machine'
  return undefined
}

function electronTool(): string | undefined {
  const tool =
    process.env.AMPHOE_ELECTRON_TOOL ?? path.resolve(root, '..', 'shared', 'tools', 'electron-runtime')
  return existsSync(tool) ? tool : undefined
}

/** Folder of the Electron of the tests, fetched when it is not there yet. */
export async function electronRuntime(): Promise<string> {
  const { code, output } = await run('bash', [electronTool() ?? '', 'install'], { show: false })
  const dir = output.trim().split('\n').at(-1) ?? ''
  if (code !== 0 || !existsSync(dir)) throw new Error(`no Electron for tests:\n${output}`)
  return dir
}

/**
 * Packages the program with electron-builder on the Electron of the tests (25.1.1: older than the one that is shipped).
 * All fuses are as shipped but two: the inspector, which Playwright speaks through, and one that this Electron lacks.
 * @returns the packaged program
 */
export async function packageElectron(): Promise<string> {
  const output = at('out', 'test-electron')
  const program = path.join(output, 'linux-unpacked', 'amphoe-plan')
  const stampFile = path.join(output, 'stamp')
  const stamp = hashOf([
    'dist/**',
    'resources/**',
    'db/migrations/**',
    'electron-builder.yml',
    'package-lock.json',
    'tests/e2e/support.ts',
  ])
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && existsSync(program))
    return program

  const dist = await electronRuntime()
  mkdirSync(output, { recursive: true })
  const config = path.join(output, 'electron-builder.yml')
  const shipped = readFileSync(at('electron-builder.yml'), 'utf8')
  const changed = shipped
    .replace(/^ *grantFileProtocolExtraPrivileges: .*\n/mu, '')
    .replace('enableNodeCliInspectArguments: false', 'enableNodeCliInspectArguments: true')
    .replace(/^ {2}output: .*$/mu, `  output: ${output}`)
  writeFileSync(config, changed)
  const builder = at('node_modules', 'electron-builder', 'cli.js')
  const electron = [
    `-c.electronDist=${dist}`,
    `-c.electronVersion=${readFileSync(path.join(dist, 'version'), 'utf8').trim()}`,
  ]
  const args = [builder, '--linux', 'dir', '--publish', 'never', '--config', config, ...electron]
  const built = await runNode(args, { show: false })
  if (built.code !== 0) throw new Error(`electron-builder failed:\n${built.output}`)
  const bound = await run('bash', [electronTool() ?? '', 'binding', path.join(output, 'linux-unpacked')], {
    show: false,
  })
  if (bound.code !== 0) throw new Error(`no SQLite for this Electron:\n${bound.output}`)
  writeFileSync(stampFile, stamp)
  return program
}

/** Opens the packaged program in Electron under its own Xvfb. */
export async function openInElectron(
  options: Options = {},
): Promise<OpenProgram & { app: ElectronApplication }> {
  const { dataDir, stick } = folders(options)
  const program = await packageElectron()
  const screen = await startXvfb()
  const rootFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath: program,
    args: [
      ...rootFlags,
      '--disable-gpu',
      '--data',
      dataDir,
      ...(options.demo ? ['--demo', options.demo] : []),
    ],
    env: { ...process.env, DISPLAY: screen.display, AMPHOE_PLACES: stick } as Record<string, string>,
    timeout: 60_000,
  })
  const page = await app.firstWindow()
  const complaints = listen(page)
  await page.setViewportSize(viewport)
  return {
    app,
    page,
    dataDir,
    stick,
    complaints,
    async answerOpen(file, trigger) {
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
      }, file)
      await trigger()
    },
    async answerSave(trigger) {
      const dir = mkdtempSync(path.join(os.tmpdir(), 'amphoe-saved-'))
      await app.evaluate(({ dialog }, target) => {
        Object.assign(globalThis, { amphoeSaved: undefined })
        const join = (name: string | undefined) => `${target}/${(name ?? '').split('/').at(-1)}`
        // biome-ignore lint/suspicious/noExplicitAny: Electron's overloads with and without a window
        dialog.showSaveDialog = async (...given: any[]) => {
          const filePath = join(given.at(-1).defaultPath)
          Object.assign(globalThis, { amphoeSaved: filePath })
          return { canceled: false, filePath }
        }
      }, dir)
      await trigger()
      for (let tries = 0; tries < 200; tries += 1) {
        const target = await app.evaluate(() => (globalThis as { amphoeSaved?: string }).amphoeSaved)
        if (target !== undefined && existsSync(target)) return target
        await wait(50)
      }
      throw new Error('nothing was saved')
    },
    async close() {
      const child = app.process()
      // Some tests end it themselves.
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve))
        await app.close()
        await ended
      }
      await screen.close()
    },
  }
}

/** A screen nobody sees, on a display of its own. */
export async function startXvfb(): Promise<{ display: string; close(): Promise<void> }> {
  const child = spawn(
    '/usr/bin/Xvfb',
    ['-displayfd', '1', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const { found } = await printed(child, /\d+(?=\n)/u, 10_000)
  if (found === undefined) throw new Error('Xvfb did not start')
  return { display: `:${found}`, close: () => endProcess(child) }
}

/** Waits until a process has printed what is looked for. */
async function printed(child: ChildProcess, pattern: RegExp, milliseconds: number) {
  let text = ''
  let ended = false
  child.stdout?.on('data', (part) => {
    text += part
  })
  child.stderr?.on('data', (part) => {
    text += part
  })
  child.once('exit', () => {
    ended = true
  })
  const until = Date.now() + milliseconds
  while (!pattern.test(text) && !ended && Date.now() < until) await wait(20)
  return { text: () => text, found: pattern.exec(text)?.[0] }
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}
