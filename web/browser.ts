import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, mkdirSync } from 'node:fs'
import path from 'node:path'

type Surroundings = {
  platform?: NodeJS.Platform
  env?: NodeJS.ProcessEnv
  exists?: (file: string) => boolean
}

/**
 * Finds a Chromium-like browser of this PC: for the window of the web host and for printing papers.
 * AMPHOE_CHROMIUM names one outright (tests, portable folder).
 * @returns path of the program, or undefined
 */
export function findBrowser(surroundings: Surroundings = {}): string | undefined {
  const { platform = process.platform, env = process.env, exists = canRun } = surroundings
  if (env.AMPHOE_CHROMIUM !== undefined) return exists(env.AMPHOE_CHROMIUM) ? env.AMPHOE_CHROMIUM : undefined
  return (platform === 'win32' ? windowsBrowsers(env) : linuxBrowsers(env)).find(exists)
}

function linuxBrowsers(env: NodeJS.ProcessEnv): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
  const dirs = (env.PATH ?? '').split(':').filter((dir) => dir.startsWith('/'))
  return names.flatMap((name) => [...dirs, '/usr/bin', '/snap/bin'].map((dir) => path.posix.join(dir, name)))
}

function windowsBrowsers(env: NodeJS.ProcessEnv): string[] {
  const bases = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(
    (base) => base !== undefined,
  )
  const programs = [
    'Microsoft\\Edge\\Application\\msedge.exe',
    'Google\\Chrome\\Application\\chrome.exe',
    'Chromium\\Application\\chrome.exe',
  ]
  return programs.flatMap((program) => bases.map((base) => path.win32.join(base, program)))
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** True where a window can be shown at all. */
export function hasScreen(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)
}

/** Root has no sandbox on Linux; everybody else keeps it. */
export function sandboxFlags(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

/** Flags that keep a browser quiet: no network of its own, no first-run pages, no Translate bubble over Thai text. */
export const quietFlags = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-background-mode',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-quic',
  '--disable-sync',
  '--disable-features=Translate,TranslateUI,MediaRouter,OptimizationHints,msEdgeStartupBoost',
] as const

export type AppWindow = {
  /** Settles when the person closed the window. */
  closed: Promise<void>
  close(): void
}

/**
 * Opens the program's page as an app window: no tabs, no address bar, a profile of its own.
 * @param profileDir made when absent; one per data folder, else a second program's window would join the first's
 */
export function openAppWindow(browser: string, address: string, profileDir: string): AppWindow {
  mkdirSync(profileDir, { recursive: true })
  const args = [
    `--app=${address}`,
    `--user-data-dir=${profileDir}`,
    '--window-size=1366,768',
    '--lang=th',
    ...quietFlags,
    ...sandboxFlags(),
  ]
  const child: ChildProcess = spawn(browser, args, { stdio: 'ignore' })
  return {
    closed: new Promise((resolve, reject) => {
      child.once('exit', () => resolve())
      child.once('error', reject)
    }),
    close: () => void child.kill(),
  }
}
