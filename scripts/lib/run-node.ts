import { spawn } from 'node:child_process'
import { root } from './project.ts'

export type Ran = { code: number; output: string; seconds: number }

/**
 * Runs a script with the Node that runs this one.
 * @param show true = its lines go straight to the screen; false = they are kept and given back
 */
export function runNode(
  args: string[],
  { show, env }: { show: boolean; env?: NodeJS.ProcessEnv },
): Promise<Ran> {
  return run(process.execPath, args, { show, ...(env && { env }) })
}

/** Runs any program; see runNode. A program that cannot be started gives code 127. */
export function run(
  file: string,
  args: string[],
  { show, env, cwd = root }: { show: boolean; env?: NodeJS.ProcessEnv; cwd?: string },
): Promise<Ran> {
  const begun = Date.now()
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text: string) => {
        output += text
        if (show) process.stdout.write(text)
      })
    }
    const end = (code: number) => resolve({ code, output, seconds: (Date.now() - begun) / 1000 })
    child.on('error', (error) => {
      output += String(error)
      end(127)
    })
    child.on('close', (code) => end(code ?? 1))
  })
}
