import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isFault } from './fault.ts'
import { lockDataDir } from './lock.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'amphoe-lock-'))
const fileOf = (dir: string) => join(dir, 'in-use.json')

function refusal(dir: string): { code: string; params: object } {
  try {
    lockDataDir(dir)
  } catch (error) {
    if (isFault(error)) return { code: error.code, params: error.params }
    throw error
  }
  throw new Error('the folder was locked twice')
}

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => child.on('exit', resolve))
  return child.pid ?? 0
}

describe('lock of a data folder', () => {
  it('keeps a second program out and says who is in', () => {
    const dir = folder()
    const release = lockDataDir(dir)
    expect(refusal(dir)).toMatchObject({ code: 'db.locked', params: { path: dir, host: hostname() } })
    expect(existsSync(fileOf(dir))).toBe(true)
    release()
    expect(existsSync(fileOf(dir))).toBe(false)
    lockDataDir(dir)()
  })

  it('is taken over from a process that is gone', async () => {
    const dir = folder()
    writeFileSync(fileOf(dir), JSON.stringify({ host: hostname(), user: 'x', pid: await deadProcess() }))
    const release = lockDataDir(dir)
    expect(JSON.parse(readFileSync(fileOf(dir), 'utf8'))).toMatchObject({ pid: process.pid })
    release()
  })

  it('is taken over when its process number now belongs to another program: no heartbeat since the power cut', () => {
    const dir = folder()
    writeFileSync(fileOf(dir), JSON.stringify({ host: hostname(), user: 'x', pid: process.ppid }))
    expect(refusal(dir).code).toBe('db.locked')
    utimesSync(fileOf(dir), new Date(Date.now() - 60_000), new Date(Date.now() - 60_000))
    lockDataDir(dir)()
  })

  it('of another PC holds while its heartbeat is fresh', () => {
    const dir = folder()
    writeFileSync(fileOf(dir), JSON.stringify({ host: 'pc-2', user: 'สมชาย', pid: 1 }))
    expect(refusal(dir)).toMatchObject({ code: 'db.locked', params: { host: 'pc-2', user: 'สมชาย' } })
    utimesSync(fileOf(dir), new Date(Date.now() - 60_000), new Date(Date.now() - 60_000))
    lockDataDir(dir)()
  })

  it('is not broken by a file that is just being written, nor by one that never was finished', () => {
    const dir = folder()
    writeFileSync(fileOf(dir), '')
    expect(refusal(dir).code).toBe('db.locked')
    utimesSync(fileOf(dir), new Date(Date.now() - 5_000), new Date(Date.now() - 5_000))
    lockDataDir(dir)()
  })

  it('says so when the folder is not there', () => {
    expect(refusal(join(folder(), 'none')).code).toBe('disk.missing')
  })
})
