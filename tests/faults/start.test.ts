/**
 * Starts that cannot succeed, in the web host as a person meets it: the real web/main.ts in its own process, a browser
 * that only notes the address it is given, and the notice fetched and answered as that browser would.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lockDataDir } from '../../core/kernel/lock.ts'
import { at } from '../../scripts/lib/project.ts'
import { openTestCore, setUpDistrict } from '../support/core.ts'

const work = mkdtempSync(path.join(os.tmpdir(), 'amphoe-start-'))
const office = path.join(work, 'office')
const noter = path.join(work, 'browser.sh')
const running: ChildProcess[] = []
const mounted: string[] = []
const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

beforeAll(async () => {
  // an office with two whole backups, the older one marked
  const { client, core } = await openTestCore({ dataDir: office })
  await setUpDistrict(client)
  await core.close()
  const backups = path.join(office, 'backups')
  const [newest = ''] = readdirSync(backups).sort().reverse()
  const older = path.join(backups, '2020-01-02T03-04-05-006Z-by-hand.sqlite')
  copyFileSync(path.join(backups, newest), older)
  sql((db) => db.exec("INSERT INTO meta (key, value) VALUES ('mark', 'older')"))(older)
  // a newer one that is damaged itself must not be offered
  writeFileSync(path.join(backups, '2099-01-01T00-00-00-000Z-on-close.sqlite'), Buffer.alloc(9000, 1))
  writeFileSync(
    noter,
    '#!/bin/sh\necho "$@" >> "$AMPHOE_NOTES"\ncase "$*" in *key=*) exec sleep 600;; esac\n',
    { mode: 0o755 },
  )
}, 60_000)
afterEach(async () => {
  for (const child of running.splice(0).reverse()) {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    }
  }
  for (const dir of mounted.splice(0)) execFileSync('umount', ['-l', dir])
})
afterAll(() => rmSync(work, { recursive: true, force: true }))

/** A copy of the office, spoilt. @returns its data folder */
let copies = 0
let starts = 0
function spoilt(spoil: (file: string, dir: string) => void): string {
  copies += 1
  const dir = path.join(work, `copy-${copies}`)
  execFileSync('cp', ['-r', office, dir])
  spoil(path.join(dir, 'office.sqlite'), dir)
  return dir
}

function damaged(): string {
  return spoilt((file) => {
    const bytes = readFileSync(file)
    bytes.fill(0, 4096, bytes.length)
    writeFileSync(file, bytes)
  })
}

function sql(change: (db: Database.Database) => void) {
  return (file: string) => {
    const db = new Database(file)
    db.pragma('journal_mode = DELETE')
    change(db)
    db.close()
  }
}

function start(dataDir: string, args: string[] = [], env: Record<string, string> = {}) {
  starts += 1
  const notes = path.join(work, `notes-${starts}`)
  const child = spawn(process.execPath, [at('web', 'main.ts'), '--data', dataDir, ...args], {
    env: { ...process.env, DISPLAY: ':none', AMPHOE_CHROMIUM: noter, AMPHOE_NOTES: notes, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  let output = ''
  child.stdout?.on('data', (part) => {
    output += part
  })
  child.stderr?.on('data', (part) => {
    output += part
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, notes, output: () => output, ended }
}

/** The page of the window that a start opened, as its browser would see and answer it. */
async function windowOf(started: ReturnType<typeof start>) {
  const address = await until(() => {
    if (started.child.exitCode !== null) throw new Error(`it ended:\n${started.output()}`)
    return existsSync(started.notes)
      ? /--app=(http:\/\/127\.0\.0\.1:\d+\/\?key=\S+)/u.exec(readFileSync(started.notes, 'utf8'))?.[1]
      : undefined
  })
  const { origin } = new URL(address)
  const entered = await fetch(address, { redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  return {
    origin,
    cookie,
    page: () => fetch(origin, { headers: { cookie } }),
    choose: (choice: string, headers: Record<string, string> = {}) =>
      fetch(`${origin}/start`, {
        method: 'POST',
        headers: { cookie, origin, ...headers },
        body: new URLSearchParams({ choice }),
        redirect: 'manual',
      }),
  }
}

async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = await look()
    if (found !== undefined) return found
    await wait(50)
  }
  throw new Error('it did not come')
}

/** A disk of its own; null where this machine does not let us have one (not root). */
function disk(options: string): string | null {
  const dir = mkdtempSync(path.join(work, 'disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    return null
  }
  mounted.push(dir)
  return dir
}

describe('a start that cannot succeed shows why, in Thai, and touches nothing', () => {
  const cases: { code: string; make: () => string | null; says: RegExp }[] = [
    {
      code: 'db.newer',
      make: () => spoilt(sql((db) => db.pragma('user_version = 77'))),
      says: /ทำด้วยโปรแกรมรุ่นใหม่กว่า \(รุ่นข้อมูล 77 .*โปรดติดตั้งแผนอำเภอรุ่นใหม่/u,
    },
    {
      code: 'db.foreign',
      make: () => spoilt(sql((db) => db.pragma('application_id = 1'))),
      says: /ไม่ใช่แฟ้มข้อมูลของแผนอำเภอ แฟ้มไม่ถูกแก้ไข โปรดย้ายแฟ้มนี้/u,
    },
    {
      code: 'db.migration',
      // of no version yet, with a table in the way of what the migration makes
      make: () =>
        spoilt((file) => {
          rmSync(file)
          const db = new Database(file)
          db.pragma('application_id = 0x416d506c')
          db.exec('CREATE TABLE activity (x)')
          db.close()
        }),
      says: /ปรับปรุงแฟ้มข้อมูล .* จากรุ่น 0 เป็น \d+ ไม่สำเร็จ ข้อมูลเดิมไม่ถูกแก้ไข/u,
    },
    {
      code: 'disk.missing',
      make: () => {
        const file = path.join(work, 'a-file')
        writeFileSync(file, '')
        return path.join(file, 'data')
      },
      says: /ไม่พบแฟ้มหรือโฟลเดอร์ .*โปรดตรวจว่าไดรฟ์เสียบอยู่/u,
    },
    {
      code: 'disk.readOnly',
      make: () => {
        const dir = disk('size=8m')
        if (dir === null) return null
        mkdirSync(path.join(dir, 'data'))
        execFileSync('mount', ['-o', 'remount,ro', dir])
        return path.join(dir, 'data')
      },
      says: /เปิดให้อ่านอย่างเดียว .*ปลดการป้องกันการเขียน/u,
    },
    {
      code: 'disk.full',
      make: () => {
        const dir = disk('size=4m')
        if (dir === null) return null
        mkdirSync(path.join(dir, 'data'))
        try {
          writeFileSync(path.join(dir, 'ballast'), Buffer.alloc(8 * 1024 ** 2, 1))
        } catch {
          // full, as wanted
        }
        return path.join(dir, 'data')
      },
      says: /พื้นที่ดิสก์ที่ .* เต็ม/u,
    },
  ]
  it.for(cases)('$code', async ({ code, make, says }, { skip }) => {
    const dir = make()
    if (dir === null) return skip('needs root to mount a small disk')
    const file = path.join(dir, 'office.sqlite')
    const before = existsSync(file) ? hash(file) : ''
    const started = start(dir)
    const window = await windowOf(started)
    const answer = await window.page()
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(html).toContain('<h1>เปิดโปรแกรมไม่ได้</h1>')
    expect(html).toMatch(says)
    expect(html).not.toMatch(/\{\{|undefined|\[object/u)
    expect(html).toContain('value="again"')
    expect(started.output()).toMatch(says)
    expect((await window.choose('close')).status).toBe(200)
    expect(await started.ended).toBe(1)
    if (before !== '' && code !== 'db.migration') expect(hash(file)).toBe(before)
  })

  it('db.locked: without a window it says who is in, and ends', async () => {
    const dir = spoilt(() => undefined)
    const release = lockDataDir(dir)
    const started = start(dir, ['--no-open'])
    expect(await started.ended).toBe(1)
    expect(started.output()).toMatch(
      new RegExp(`เปิดอยู่แล้วที่เครื่อง ${os.hostname()} โดย .*โปรดปิดโปรแกรมที่เครื่องนั้นก่อน`, 'u'),
    )
    release()
  })

  it('db.locked by a program that ends: pressing "try again" opens it, in the same window', async () => {
    const dir = spoilt(() => undefined)
    const release = lockDataDir(dir)
    const started = start(dir)
    const window = await windowOf(started)
    expect(await (await window.page()).text()).toContain('เปิดอยู่แล้วที่เครื่อง')
    release()
    expect((await window.choose('again')).status).toBe(303)
    await until(async () =>
      (await (await window.page()).text()).includes('<div id="root">') ? true : undefined,
    )
    started.child.kill('SIGTERM')
    expect(await started.ended).toBe(0)
    expect(existsSync(path.join(dir, 'in-use.json'))).toBe(false)
  })

  it('a second start names the first, and opens its window where the first has one', async () => {
    const dir = spoilt(() => undefined)
    const first = start(dir)
    const { origin } = await windowOf(first)
    await until(() => (existsSync(`${dir}.browser.json`) ? true : undefined))
    const second = start(dir)
    await until(() => (existsSync(second.notes) ? true : undefined))
    const opened = readFileSync(second.notes, 'utf8')
    expect(opened).toContain(`--app=${origin} `)
    expect(opened).toContain(`--user-data-dir=${dir}.browser `)
    expect(second.output()).toContain(`โปรแกรมเปิดอยู่แล้วที่ ${origin}`)
    expect(first.child.exitCode).toBe(null)
    const third = start(dir, ['--no-open'])
    expect(await third.ended).toBe(1)
    expect(third.output()).toContain(`โปรแกรมเปิดอยู่แล้วที่ ${origin}`)
  })

  it('a port that is taken is said in words', async () => {
    const first = start(spoilt(() => undefined))
    const { origin } = await windowOf(first)
    const { port } = new URL(origin)
    const second = start(
      spoilt(() => undefined),
      ['--port', port],
    )
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain(`ช่องทาง ${port} ถูกโปรแกรมอื่นใช้อยู่`)
  })
})

describe('an office whose file is damaged', () => {
  it('offers its whole backups, and opens with the one that is chosen', async () => {
    const dir = damaged()
    const file = path.join(dir, 'office.sqlite')
    const before = hash(file)
    const window = await windowOf(start(dir))
    const html = await (await window.page()).text()
    expect(html).toContain(file)
    expect(html).toContain('2 ม.ค. 63 10:04 น.')
    expect(html.match(/<button[^>]* value="restore [^"]+"/gu)).toHaveLength(1 + wholeBackups(dir))
    expect(html).not.toContain('value="restore 2099')
    expect(html).toContain('เสียหาย ใช้ไม่ได้')
    for (const [, value] of html.matchAll(/<button[^>]* value="([^"]*)"/gu))
      expect(value).toMatch(/^(restore .+|again|close)$/u)
    expect(hash(file)).toBe(before)

    const chosen = '2020-01-02T03-04-05-006Z-by-hand.sqlite'
    expect((await window.choose(`restore ${chosen}`)).status).toBe(303)
    await until(async () =>
      (await (await window.page()).text()).includes('<div id="root">') ? true : undefined,
    )
    const kept = readdirSync(dir).filter((name) => /^office\.damaged-.*\.sqlite$/u.test(name))
    expect(kept).toHaveLength(1)
    expect(hash(path.join(dir, kept[0] ?? ''))).toBe(before)
    expect(existsSync(path.join(dir, 'backups', chosen))).toBe(true)
    const db = new Database(file, { readonly: true })
    expect(db.prepare("SELECT value FROM meta WHERE key = 'mark'").pluck().get()).toBe('older')
    db.close()
  })

  it('takes no choice from a stranger, and none that was not offered', async () => {
    const dir = damaged()
    const file = path.join(dir, 'office.sqlite')
    const before = hash(file)
    const window = await windowOf(start(dir))
    const newest = /value="(restore [^"]+)"/u.exec(await (await window.page()).text())?.[1] ?? ''
    expect((await window.choose(newest, { cookie: '' })).status).toBe(401)
    expect((await window.choose(newest, { origin: 'http://evil.example' })).status).toBe(403)
    expect((await window.choose(newest, { origin: 'null' })).status).toBe(403)
    expect((await window.choose(newest, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    await window.choose('restore 2099-01-01T00-00-00-000Z-on-close.sqlite')
    await window.choose('restore ../../etc/passwd')
    await window.choose('delete')
    await window.choose(`${newest}${'x'.repeat(10_000)}`)
    const page = await window.page()
    expect(await page.text()).toContain('value="restore ')
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'/u)
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
    expect(hash(file)).toBe(before)
    expect(readdirSync(dir).filter((name) => name.includes('damaged'))).toEqual([])
  })

  it('without a window: says how, and --restore does it', async () => {
    const dir = damaged()
    const told = start(dir, ['--no-open'])
    expect(await told.ended).toBe(1)
    expect(told.output()).toContain('npm start -- --restore newest')
    expect(told.output()).toContain('2020-01-02T03-04-05-006Z-by-hand.sqlite · 2 ม.ค. 63 10:04 น.')
    const wrong = start(dir, ['--no-open', '--restore', 'no-such.sqlite'])
    expect(await wrong.ended).toBe(1)
    expect(wrong.output()).toContain('ไม่พบข้อมูลสำรอง no-such.sqlite')
    const right = start(dir, ['--no-open', '--restore', 'newest'])
    await until(() => (right.output().includes('/?key=') ? true : undefined))
    expect(right.output()).toMatch(/กู้คืนจาก \S+ แล้ว แฟ้มที่เสียหายเก็บไว้ที่ office\.damaged-/u)
    right.child.kill('SIGTERM')
    expect(await right.ended).toBe(0)
    const whole = start(dir, ['--no-open', '--restore', 'newest'])
    await until(() => (whole.output().includes('/?key=') ? true : undefined))
    expect(whole.output()).toContain('แฟ้มข้อมูลไม่เสียหาย จึงไม่ได้กู้คืน')
    expect(readdirSync(dir).filter((name) => name.includes('damaged'))).toHaveLength(1)
  })

  it('without any whole backup says where to put one, and finds it there', async () => {
    const dir = damaged()
    const backups = path.join(dir, 'backups')
    const aside = path.join(work, 'aside.sqlite')
    copyFileSync(path.join(backups, '2020-01-02T03-04-05-006Z-by-hand.sqlite'), aside)
    for (const name of readdirSync(backups)) rmSync(path.join(backups, name))
    const window = await windowOf(start(dir))
    const html = await (await window.page()).text()
    expect(html).toContain(`ไม่มีข้อมูลสำรองที่ใช้ได้ในโฟลเดอร์ ${backups}`)
    expect(html).not.toContain('value="restore ')
    copyFileSync(aside, path.join(backups, 'จากแฟลชไดรฟ์.sqlite'))
    await window.choose('again')
    await until(async () =>
      (await (await window.page()).text()).includes('value="restore จากแฟลชไดรฟ์.sqlite"') ? true : undefined,
    )
  })
})

function wholeBackups(dir: string): number {
  return readdirSync(path.join(dir, 'backups')).filter((name) => !name.startsWith('2099')).length
}
