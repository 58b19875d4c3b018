/**
 * The little that one run of the web host leaves for the next, beside the data folder: its port, so that the window's
 * own preferences (kept by the browser per address) are found again; and where it can be reached while it runs.
 */
import { readFileSync, writeFileSync } from 'node:fs'

export type LastRun = {
  port: number
  /** It showed a window itself, with the browser profile of this data folder. */
  window: boolean
}

const fileOf = (dataDir: string) => `${dataDir}.browser.json`

export function readLastRun(dataDir: string): LastRun | undefined {
  try {
    const { port, window } = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Record<string, unknown>
    if (!Number.isInteger(port) || Number(port) < 1024 || Number(port) > 65_535) return undefined
    return { port: Number(port), window: window === true }
  } catch {
    return undefined
  }
}

/** A courtesy: without it the next run takes any port. */
export function keepLastRun(dataDir: string, run: LastRun): void {
  try {
    writeFileSync(fileOf(dataDir), JSON.stringify(run))
  } catch {
    // a full or read-only disk
  }
}

/**
 * Where the program that holds this data folder can be reached, if it is a web host of this PC.
 * @returns undefined when nobody answers there as our host does (it refuses whoever has no session)
 */
export async function runningProgram(
  dataDir: string,
): Promise<{ origin: string; window: boolean } | undefined> {
  const last = readLastRun(dataDir)
  if (!last) return undefined
  const origin = `http://127.0.0.1:${last.port}`
  try {
    const answer = await fetch(origin, { signal: AbortSignal.timeout(1000), redirect: 'error' })
    const body: unknown = await answer.json()
    const ours = answer.status === 401 && JSON.stringify(body) === '{"refused":"session"}'
    return ours ? { origin, window: last.window } : undefined
  } catch {
    return undefined
  }
}
