import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fault, isFault } from '../core/kernel/fault.ts'
import { correspond } from './correspondence.ts'
import { printForCore, printThroughMain } from './print-letters.ts'
import { isOwnAddress, isTrustedSender } from './trust.ts'

const origin = 'app://amphoe'
const here = import.meta.dirname
const source = (name: string) => readFileSync(path.join(here, name), 'utf8')

describe('who may knock', () => {
  it('is the top frame of our own page, and nobody else', () => {
    expect(isTrustedSender({ url: 'app://amphoe/#/plans', isTop: true }, origin)).toBe(true)
    expect(isTrustedSender({ url: 'app://amphoe/', isTop: false }, origin)).toBe(false)
    expect(isTrustedSender(undefined, origin)).toBe(false)
  })
  it.each([
    'app://amphoe.evil/',
    'app://amphoe:1/',
    'app://evil@amphoe/',
    'app://amphoe@evil/',
    'app:amphoe',
    'https://amphoe/',
    'file:///app://amphoe/',
    'about:blank',
    'about:srcdoc',
    'data:text/html,app://amphoe/',
    '',
  ])('%s is not our page', (address) => {
    expect(isOwnAddress(address, origin)).toBe(false)
  })
})

describe('a print between the processes', () => {
  it('tells how far it is, stops when it is stopped, and leaves the other prints alone', async () => {
    const stopped: string[] = []
    const host = printForCore(
      {
        printPdf: (html, { signal, onProgress }) =>
          new Promise((resolve, reject) => {
            onProgress?.(60, 100)
            signal?.addEventListener('abort', () => {
              stopped.push(html)
              reject(new Fault('cancelled', {}))
            })
            if (html === 'short') setTimeout(() => resolve(new Uint8Array([1])), 20)
          }),
      },
      async (told) => core.told(told),
    )
    const core = printThroughMain({
      print: (asked) => host.print(asked),
      stop: async ({ job }) => host.stop(job),
    })
    const stop = new AbortController()
    const told: number[][] = []
    const long = core.print('long', {
      title: '',
      signal: stop.signal,
      onProgress: (...far) => told.push(far),
    })
    const short = core.print('short', { title: '', signal: new AbortController().signal })
    stop.abort()
    await expect(long).rejects.toSatisfy((error) => isFault(error) && error.code === 'cancelled')
    expect(await short).toEqual(new Uint8Array([1]))
    expect({ stopped, told }).toEqual({ stopped: ['long'], told: [[60, 100]] })
    await expect(core.print('never', { title: '', signal: stop.signal })).rejects.toThrow()
    expect(stopped).toEqual(['long'])
  })
})

describe('letters between processes', () => {
  type Question = { ask: 'double'; n: number } | { ask: 'fail' }
  type Answers = { double: number; fail: never }
  function pair(reply: (question: Question) => Promise<unknown>) {
    const takers: ((message: unknown, ports: never[]) => void)[] = []
    const end = (own: number, other: number) => ({
      // structuredClone: what cannot cross between processes must not cross here.
      post: (message: unknown) => queueMicrotask(() => takers[other]?.(structuredClone(message), [])),
      onMessage: (take: (message: unknown, ports: never[]) => void) => {
        takers[own] = take
      },
    })
    const here = correspond<Question, Answers, Question, never>(end(0, 1), reply)
    correspond<Question, Answers, Question, never>(end(1, 0), reply)
    return here
  }

  it('finds each answer its question, whatever the order', async () => {
    const letters = pair(async (question) => {
      if (question.ask === 'fail') throw new Error('no')
      await new Promise((resolve) => setTimeout(resolve, 20 - question.n))
      return question.n * 2
    })
    const answers = await Promise.all([1, 2, 3].map((n) => letters.ask({ ask: 'double', n })))
    expect(answers).toEqual([2, 4, 6])
  })
  it('carries a fault over with its code and its parameters', async () => {
    const letters = pair(async () => {
      throw new Fault('db.newer', { path: 'ก', found: 9, known: 1 })
    })
    const error = await letters.ask({ ask: 'fail' }).catch((caught: unknown) => caught)
    expect(isFault(error)).toBe(true)
    expect(error).toMatchObject({ code: 'db.newer', params: { path: 'ก', found: 9, known: 1 } })
  })
  it('leaves nobody waiting when the other side is gone', async () => {
    const letters = pair(() => new Promise(() => undefined))
    const asked = letters.ask({ ask: 'double', n: 1 })
    letters.abandon(new Error('gone'))
    await expect(asked).rejects.toThrow('gone')
  })
})

describe('the shell as it is shipped', () => {
  const builder = readFileSync(path.join(here, '..', 'electron-builder.yml'), 'utf8')

  it.each([
    'runAsNode: false',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'enableEmbeddedAsarIntegrityValidation: true',
    'onlyLoadAppFromAsar: true',
    'grantFileProtocolExtraPrivileges: false',
    'asar: true',
    'perMachine: false',
  ])('is packed with %s', (line) => {
    expect(builder).toMatch(new RegExp(`^ *${line}$`, 'mu'))
  })
  it('carries only the SQLite of its own platform', () => {
    expect(builder).toContain('win:\n  target:')
    expect(builder).toContain('prebuilds/!(win32-x64).node')
    expect(builder).toContain('prebuilds/!(linux-x64).node')
  })
  it('opens windows in the sandbox, isolated, without Node', () => {
    for (const name of ['window.ts', 'start-window.ts', 'print.ts']) {
      expect(source(name)).toContain('sandbox: true')
      expect(source(name)).toContain('contextIsolation: true')
      expect(source(name)).toContain('nodeIntegration: false')
    }
  })
  it('has one door: ipcMain is spoken to in door.ts only, and never without asking who it is', () => {
    const files = globSync('*.ts', { cwd: here }).filter((name) => !name.endsWith('.test.ts'))
    expect(files.filter((name) => /\bipcMain\b/u.test(source(name)))).toEqual(['door.ts'])
    expect(source('door.ts').match(/ipcMain\.(on|handle)\(/gu)).toHaveLength(2)
    expect(source('door.ts').match(/if \(!trusted\(event\)\)/gu)).toHaveLength(2)
  })
  it('opens no web page and no file by name', () => {
    const files = globSync('*.ts', { cwd: here }).filter((name) => !name.endsWith('.test.ts'))
    for (const name of files)
      expect(source(name)).not.toMatch(/\bshell\.|openExternal|webSecurity|allowRunningInsecure/u)
  })
  it('keeps the preload to a page', () => {
    expect(source('preload.ts').split('\n').length).toBeLessThanOrEqual(20)
  })
})
