import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { recoverDamaged } from '../../core/kernel/backups.ts'
import { activityBase, closeAll, faultOf, finish, openTestCore, setUpDistrict } from '../support/core.ts'

const root = join(import.meta.dirname, '../..')
const cleanups: (() => void)[] = []
afterEach(async () => {
  await closeAll()
  for (const undo of cleanups.splice(0)) undo()
})

const folder = () => {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-disk-'))
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** A disk of its own of the given size; null where this machine does not let us have one (not root). */
function smallDisk(megabytes: number): string | null {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-small-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    rmSync(dir, { recursive: true, force: true })
    return null
  }
  cleanups.push(() => {
    execFileSync('umount', ['-l', dir])
    rmSync(dir, { recursive: true, force: true })
  })
  return dir
}

function fill(dir: string): string {
  const path = join(dir, 'ballast')
  const { bavail, bsize } = statfsSync(dir)
  writeFileSync(path, Buffer.alloc(Number(bavail) * Number(bsize), 1))
  return path
}

describe('a disk that is full', () => {
  it('refuses the save in words, keeps what was saved, and goes on when there is room', async (test) => {
    const dir = smallDisk(6)
    if (dir === null) return test.skip('needs root to mount a small disk')
    const { client, core } = await openTestCore({ dataDir: dir })
    await setUpDistrict(client)
    const { id } = await client.activities.save({
      id: null,
      fields: { ...activityBase, kind: 'session', subject: 'ก่อนเต็ม' },
    })
    const ballast = fill(dir)
    const save = (n: number) =>
      client.activities.save({
        id: null,
        fields: { ...activityBase, kind: 'session', subject: `${n} ${'ก'.repeat(390)}` },
      })
    // what is left of the journal's own room may take a few more saves; none of them is lost either
    const kept: string[] = [id]
    let fault: Awaited<ReturnType<typeof faultOf>> | undefined
    for (let n = 0; n < 500 && fault === undefined; n += 1) {
      try {
        kept.push((await save(n)).id)
      } catch (error) {
        fault = await faultOf(Promise.reject(error))
      }
    }
    expect(fault?.code).toBe('disk.full')
    expect(String(fault?.params.path)).toContain(dir)
    expect((await client.office.status()).readOnly).toBe(true)
    const ids = async () =>
      (await client.activities.list({ editionFy: 2566, kind: null })).map((row) => row.id).sort()
    expect(await ids()).toEqual([...kept].sort())
    expect((await faultOf(finish(client.office.backUp()))).code).toBe('disk.full')
    expect((await client.office.backups()).filter((copy) => !copy.intact)).toEqual([])

    rmSync(ballast)
    kept.push((await save(501)).id)
    expect((await client.office.status()).readOnly).toBe(false)
    expect(await ids()).toEqual([...kept].sort())

    // closing on a full disk closes all the same
    const again = fill(dir)
    await core.close()
    rmSync(again)
    const db = new Database(join(dir, 'office.sqlite'), { readonly: true })
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.prepare('SELECT count(*) FROM activity').pluck().get()).toBe(kept.length)
    db.close()
  })

  it('refuses set-up without leaving half an office', async (test) => {
    const dir = smallDisk(4)
    if (dir === null) return test.skip('needs root to mount a small disk')
    const { client } = await openTestCore({ dataDir: dir })
    const ballast = fill(dir)
    expect((await faultOf(setUpDistrict(client))).code).toBe('disk.full')
    expect((await client.office.status()).state).toBe('new')
    rmSync(ballast)
    await setUpDistrict(client)
    expect((await client.office.status()).state).toBe('ready')
  })
})

describe('a folder that may not be written', () => {
  it('is refused in words on a read-only disk', async (test) => {
    const dir = smallDisk(6)
    if (dir === null) return test.skip('needs root to mount a disk')
    const first = await openTestCore({ dataDir: dir })
    await setUpDistrict(first.client)
    await first.core.close()
    const before = hash(join(dir, 'office.sqlite'))
    execFileSync('mount', ['-o', 'remount,ro', dir])
    expect(await faultOf(openTestCore({ dataDir: dir }))).toMatchObject({
      code: 'disk.readOnly',
      params: { path: dir },
    })
    expect((await faultOf(openTestCore({ dataDir: join(dir, 'new') }))).code).toMatch(
      /^disk\.(readOnly|missing)$/u,
    )
    execFileSync('mount', ['-o', 'remount,rw', dir])
    expect(hash(join(dir, 'office.sqlite'))).toBe(before)
    const again = await openTestCore({ dataDir: dir })
    expect((await again.client.office.status()).state).toBe('ready')
  })

  it('is refused in words without the right to write', async (test) => {
    if (process.getuid?.() === 0 || process.platform === 'win32')
      return test.skip('root and Windows write all the same; see the read-only disk')
    const dir = folder()
    chmodSync(dir, 0o555)
    cleanups.push(() => chmodSync(dir, 0o755))
    expect((await faultOf(openTestCore({ dataDir: dir }))).code).toBe('disk.readOnly')
  })

  it('is refused when a file stands in its place', async () => {
    const path = join(folder(), 'file')
    writeFileSync(path, '')
    expect(['disk.missing', 'disk.io']).toContain((await faultOf(openTestCore({ dataDir: path }))).code)
    expect((await faultOf(openTestCore({ dataDir: join(path, 'below') }))).code).toMatch(/^disk\./u)
  })
})

describe('a file that is not for this program', () => {
  async function office(): Promise<string> {
    const dir = folder()
    const { client, core } = await openTestCore({ dataDir: dir })
    await setUpDistrict(client)
    await core.close()
    return dir
  }

  it.each([
    ['of a newer version', 'db.newer', (db: Database.Database) => db.pragma('user_version = 77')],
    ['of another program', 'db.foreign', (db: Database.Database) => db.pragma('application_id = 1')],
  ])('%s is refused untouched, and the folder is free again', async (_what, code, spoil) => {
    const dir = await office()
    const path = join(dir, 'office.sqlite')
    const db = new Database(path)
    db.pragma('journal_mode = DELETE')
    spoil(db)
    db.close()
    const before = hash(path)
    expect((await faultOf(openTestCore({ dataDir: dir }))).code).toBe(code)
    expect(hash(path)).toBe(before)
    expect(existsSync(join(dir, 'in-use.json'))).toBe(false)
  })

  it('that is damaged is refused; the newest whole backup takes its place and the damaged file is kept', async () => {
    const dir = await office()
    const path = join(dir, 'office.sqlite')
    const backups = join(dir, 'backups')
    // a newer backup that is damaged itself must not be chosen
    writeFileSync(join(backups, '9999-on-close.sqlite'), Buffer.alloc(9000, 1))
    const bytes = readFileSync(path)
    bytes.fill(0, 4096, bytes.length)
    writeFileSync(path, bytes)
    const before = hash(path)
    expect((await faultOf(openTestCore({ dataDir: dir }))).code).toBe('db.corrupt')
    expect(existsSync(join(dir, 'in-use.json'))).toBe(false)
    const { backup, kept } = recoverDamaged(dir, '2022-07-16')
    expect(backup).toContain('on-close')
    expect(hash(join(dir, kept))).toBe(before)
    const { client } = await openTestCore({ dataDir: dir })
    expect((await client.office.status()).office?.districtName).toBe('พรหมคีรี')
    expect(await faultOf((async () => recoverDamaged(dir, 'x'))())).toMatchObject({ code: 'db.locked' })
  })

  it('has nothing to take its place without a backup, and stays as it is', async () => {
    const dir = folder()
    writeFileSync(join(dir, 'office.sqlite'), 'เสีย')
    expect(await faultOf((async () => recoverDamaged(dir, 'x'))())).toMatchObject({ code: 'backup.none' })
    expect(readFileSync(join(dir, 'office.sqlite'), 'utf8')).toBe('เสีย')
  })

  it('on a network share is refused before anything is touched', async () => {
    expect(await faultOf(openTestCore({ dataDir: '\\\\server\\share\\แผน' }))).toMatchObject({
      code: 'db.network',
    })
    expect((await faultOf(openTestCore({ dataDir: '//server/share' }))).code).toBe('db.network')
  })
})

describe('two programs on one folder', () => {
  it('the second is told who is in, and the first goes on', async () => {
    const { client, dataDir } = await openTestCore()
    await setUpDistrict(client)
    const script = `
      const { createCore } = await import(${JSON.stringify(join(root, 'core/core.ts'))})
      try {
        await createCore({ dataDir: ${JSON.stringify(dataDir)}, resourcesDir: ${JSON.stringify(join(root, 'resources'))}, port: {}, version: '0' })
        console.log('opened')
      } catch (error) { console.log(error.code, JSON.stringify(error.params)) }`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script])
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    await new Promise((resolve) => child.on('close', resolve))
    expect(output).toMatch(/^db\.locked /u)
    expect(JSON.parse(output.slice('db.locked '.length))).toMatchObject({ path: dataDir })
    expect(existsSync(join(dataDir, 'in-use.json'))).toBe(true)
    await client.activities.save({ id: null, fields: { ...activityBase, kind: 'session' } })
  })
})

describe('backups and restore', () => {
  it('are made on closing when something changed, and only then', async () => {
    const dir = folder()
    const first = await openTestCore({ dataDir: dir })
    await setUpDistrict(first.client)
    expect(await first.client.office.backups()).toEqual([])
    await first.core.close()
    const second = await openTestCore({ dataDir: dir })
    expect((await second.client.office.backups()).map((copy) => copy.intact)).toEqual([true])
    await second.core.close()
    const third = await openTestCore({ dataDir: dir })
    expect(await third.client.office.backups()).toHaveLength(1)
  })

  it('bring an earlier day back, and the day of the restore too', async () => {
    const { client, clock } = await openTestCore()
    await setUpDistrict(client)
    await client.activities.save({ id: null, fields: { ...activityBase, kind: 'session', subject: 'เช้า' } })
    const { name } = await finish(client.office.backUp())
    clock.set('2022-07-15T09:00:00.000Z')
    await client.activities.save({ id: null, fields: { ...activityBase, kind: 'session', subject: 'บ่าย' } })
    const subjects = async () =>
      (await client.activities.list({ editionFy: 2566, kind: null })).map((row) => row.subject)
    await finish(client.office.restore({ name }))
    expect(await subjects()).toEqual(['เช้า'])
    await client.activities.save({ id: null, fields: { ...activityBase, kind: 'session', subject: 'เย็น' } })
    const before = (await client.office.backups()).find((copy) => copy.name.includes('before-restore'))
    await finish(client.office.restore({ name: before!.name }))
    expect(await subjects()).toEqual(['เช้า', 'บ่าย'])
  })

  it('refuse a backup that is damaged, newer or not there, and nothing changes', async () => {
    const { client, dataDir, clock } = await openTestCore()
    await setUpDistrict(client)
    const { name } = await finish(client.office.backUp())
    await client.activities.save({ id: null, fields: { ...activityBase, kind: 'session' } })
    const path = join(dataDir, 'backups', name)
    const good = readFileSync(path)
    const state = async () => [
      (await client.office.status()).state,
      (await client.activities.list({ editionFy: 2566, kind: null })).length,
    ]
    for (const bad of ['none.sqlite', '../office.sqlite', `../backups/${name}`]) {
      expect((await faultOf(finish(client.office.restore({ name: bad })))).code).toBe('backup.unknown')
    }
    const damaged = Buffer.from(good)
    damaged.fill(0xff, 4096, 12_000)
    writeFileSync(path, damaged)
    expect((await faultOf(finish(client.office.restore({ name })))).code).toBe('backup.damaged')
    writeFileSync(path, good)
    const newer = new Database(path)
    newer.pragma('user_version = 77')
    newer.close()
    clock.set('2022-07-16T02:00:00.000Z')
    expect((await faultOf(finish(client.office.restore({ name })))).code).toBe('db.newer')
    expect(await state()).toEqual(['ready', 1])
    await client.activities.save({ id: null, fields: { ...activityBase, kind: 'session' } })
    expect(await state()).toEqual(['ready', 2])
    expect(existsSync(join(dataDir, 'office.sqlite.restore'))).toBe(false)
  })

  it('a folder of backups that cannot be made is a fault, not a crash', async () => {
    const { client, dataDir } = await openTestCore()
    await setUpDistrict(client)
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(join(dataDir, 'backups'), '')
    expect((await faultOf(finish(client.office.backUp()))).code).toMatch(/^(disk|file)\./u)
  })
})
