import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { isFault } from '../core/kernel/fault.ts'
import { isIntact, listBackups } from './backup.ts'
import { APPLICATION_ID, readMigrations } from './migrate.ts'
import { defaultMigrationsDir, faultOfSqlite, type OpenDb, openDb } from './open.ts'

/** How many migrations there are today: what a made file counts as its version. */
const present = readMigrations(defaultMigrationsDir).length
const folder = () => mkdtempSync(join(tmpdir(), 'amphoe-db-'))
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
const open = (dir: string, migrationsDir = defaultMigrationsDir, stamp = '2022-07-15') =>
  openDb({ path: join(dir, 'office.sqlite'), migrationsDir, backupsDir: join(dir, 'backups'), stamp })

function faultOf(run: () => unknown): { code: string; params: Record<string, unknown> } {
  try {
    run()
  } catch (error) {
    if (isFault(error)) return { code: error.code, params: error.params }
    throw error
  }
  throw new Error('no fault came')
}

/** A file with three villages, closed. */
function made(): string {
  const dir = folder()
  const db = open(dir)
  fill(db)
  db.close()
  return dir
}

function fill(db: OpenDb): void {
  const insert = db.raw.prepare(
    `INSERT INTO village (id, officeId, kind, tambonCode, mooNo, name, headmanName, example) VALUES (?, 'o', 'village', '800201', ?, ?, '', 0)`,
  )
  for (const moo of [1, 2, 3]) insert.run(`v${moo}`, moo, `บ้าน ${moo}`)
}

const names = (dir: string) => {
  const db = new Database(join(dir, 'office.sqlite'), { readonly: true })
  const found = db.prepare('SELECT name FROM village ORDER BY mooNo').pluck().all()
  db.close()
  return found
}

/** The known migrations and more of one's own. */
function withMigrations(...more: [name: string, sql: string][]): string {
  const dir = folder()
  cpSync(defaultMigrationsDir, dir, { recursive: true })
  const next = present + 1
  for (const [at, [name, sql]] of more.entries()) {
    writeFileSync(join(dir, `${String(next + at).padStart(4, '0')}-${name}.sql`), sql)
  }
  return dir
}

describe('opening', () => {
  it('makes a file that is ours, in WAL, and never loses an acknowledged save for speed', () => {
    const dir = folder()
    const db = open(dir)
    expect(db.raw.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.raw.pragma('synchronous', { simple: true })).toBe(2)
    expect(db.raw.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(db.raw.pragma('application_id', { simple: true })).toBe(APPLICATION_ID)
    expect(db.raw.pragma('user_version', { simple: true })).toBe(present)
    db.close()
    expect(readdirSync(dir)).toEqual(['office.sqlite'])
  })

  it('gives a reader that cannot write', () => {
    const db = open(folder())
    const reading = db.reading as unknown as { run(sql: string): void }
    expect(
      faultOf(() => {
        try {
          reading.run('DELETE FROM meta')
        } catch (error) {
          throw faultOfSqlite(error, 'x')
        }
      }).code,
    ).toBe('disk.readOnly')
    db.close()
  })

  it('refuses a newer file and leaves it as it is, byte by byte', () => {
    const dir = made()
    const path = join(dir, 'office.sqlite')
    const raw = new Database(path)
    raw.pragma('journal_mode = DELETE')
    raw.pragma('user_version = 999')
    raw.close()
    const before = hash(path)
    expect(faultOf(() => open(dir))).toMatchObject({ code: 'db.newer', params: { found: 999 } })
    expect(hash(path)).toBe(before)
    expect(readdirSync(dir)).toEqual(['office.sqlite'])
  })

  it('refuses a database of another program and leaves it as it is', () => {
    const dir = folder()
    const path = join(dir, 'office.sqlite')
    const foreign = new Database(path)
    foreign.exec("CREATE TABLE village (name); INSERT INTO village VALUES ('ของโปรแกรมอื่น')")
    foreign.close()
    const before = hash(path)
    expect(faultOf(() => open(dir)).code).toBe('db.foreign')
    expect(hash(path)).toBe(before)
  })

  it.each([
    ['a file that is no database', () => Buffer.from('นี่คือไฟล์ข้อความ'.repeat(200))],
    ['zeros, as a power cut leaves them', () => Buffer.alloc(8192)],
  ])('refuses %s', (_what, bytes) => {
    const dir = folder()
    const path = join(dir, 'office.sqlite')
    writeFileSync(path, bytes())
    const before = hash(path)
    expect(['db.corrupt', 'db.foreign']).toContain(faultOf(() => open(dir)).code)
    expect(hash(path)).toBe(before)
  })

  it('refuses a file whose pages are damaged', () => {
    const dir = made()
    const path = join(dir, 'office.sqlite')
    const bytes = readFileSync(path)
    // the table pages after the schema, overwritten: what a bad sector or a half-copied file looks like
    for (let page = 2; page * 4096 < bytes.length; page += 1)
      bytes.fill(0xa5, page * 4096, page * 4096 + 2000)
    writeFileSync(path, bytes)
    const before = hash(path)
    expect(faultOf(() => open(dir)).code).toBe('db.corrupt')
    expect(hash(path)).toBe(before)
  })

  it('refuses a file cut short', () => {
    const dir = made()
    const path = join(dir, 'office.sqlite')
    writeFileSync(path, readFileSync(path).subarray(0, 20_000))
    expect(faultOf(() => open(dir)).code).toBe('db.corrupt')
  })

  it('says that a folder in the place of the file is no file', () => {
    const dir = folder()
    mkdirSync(join(dir, 'office.sqlite'))
    expect(['disk.missing', 'disk.io', 'db.corrupt']).toContain(faultOf(() => open(dir)).code)
  })
})

describe('migrating', () => {
  const addColumn: [string, string] = [
    'headman-telephone',
    "ALTER TABLE village ADD COLUMN headmanTelephone text NOT NULL DEFAULT '';",
  ]

  it('brings an older file up after a verified backup', () => {
    const dir = made()
    const db = open(dir, withMigrations(addColumn))
    expect(db.raw.prepare('SELECT headmanTelephone FROM village').pluck().all()).toEqual(['', '', ''])
    db.close()
    expect(names(dir)).toEqual(['บ้าน 1', 'บ้าน 2', 'บ้าน 3'])
    const [copy, ...others] = listBackups(join(dir, 'backups'))
    expect(others).toEqual([])
    expect(copy).toMatchObject({ name: `2022-07-15-before-v${present + 1}.sqlite`, intact: true })
    const old = new Database(copy!.path, { readonly: true })
    expect(old.pragma('user_version', { simple: true })).toBe(present)
    expect(old.prepare('SELECT count(*) FROM village').pluck().get()).toBe(3)
    old.close()
    // once only
    open(dir, withMigrations(addColumn)).close()
    expect(listBackups(join(dir, 'backups'))).toHaveLength(1)
  })

  it('makes no backup of a file that is new', () => {
    const dir = folder()
    open(dir, withMigrations(addColumn)).close()
    expect(listBackups(join(dir, 'backups'))).toEqual([])
  })

  it('keeps child rows when a table is rebuilt', () => {
    const dir = made()
    const link = new Database(join(dir, 'office.sqlite'))
    link.exec(`INSERT INTO lao (id, officeId, name, laoType, example) VALUES ('l', 'o', 'อบต.', 'SAO', 0);
               INSERT INTO villageLao (id, officeId, villageId, laoId, part) VALUES ('x', 'o', 'v1', 'l', 0)`)
    link.close()
    const rebuild = `CREATE TABLE village_new AS SELECT * FROM village; DROP TABLE village;
      CREATE TABLE village (id text PRIMARY KEY NOT NULL, officeId text NOT NULL, kind text NOT NULL, tambonCode text NOT NULL, mooNo integer, name text NOT NULL, officialCode text, population integer, households integer, headmanName text DEFAULT '' NOT NULL, example integer DEFAULT false NOT NULL);
      INSERT INTO village SELECT * FROM village_new; DROP TABLE village_new;`
    const db = open(dir, withMigrations(['rebuild', rebuild]))
    expect(db.raw.prepare('SELECT count(*) FROM villageLao').pluck().get()).toBe(1)
    expect(db.raw.pragma('foreign_keys', { simple: true })).toBe(1)
    db.close()
  })

  it.each([
    [
      'an error in the second of two steps',
      [addColumn, ['broken', 'ALTER TABLE nothing ADD COLUMN x text;']],
    ],
    ['rows that get lost', [['lossy', 'DELETE FROM village WHERE mooNo = 2;']]],
    ['a table that gets lost', [['lossy', 'DROP TABLE village;']]],
    [
      'a key that points nowhere',
      [
        [
          'dangling',
          "INSERT INTO villageLao (id, officeId, villageId, laoId, part) VALUES ('x','o','nowhere','nowhere',0);",
        ],
      ],
    ],
  ] as [string, [string, string][]][])('keeps the old file whole after %s', (_what, more) => {
    const dir = made()
    const fault = faultOf(() => open(dir, withMigrations(...more)))
    expect(fault).toMatchObject({
      code: 'db.migration',
      params: { from: present, to: present + more.length },
    })
    expect(isIntact(String(fault.params.backup))).toBe(true)
    expect(names(dir)).toEqual(['บ้าน 1', 'บ้าน 2', 'บ้าน 3'])
    // the version of before opens it as if nothing had been
    const db = open(dir)
    expect(db.raw.pragma('user_version', { simple: true })).toBe(present)
    expect(db.raw.pragma('table_info(village)')).not.toContainEqual(
      expect.objectContaining({ name: 'headmanTelephone' }),
    )
    db.close()
  })

  it('lets a migration remove rows that it announces', () => {
    const dir = made()
    open(
      dir,
      withMigrations(['announced', '-- removes rows: village\nDELETE FROM village WHERE mooNo = 2;']),
    ).close()
    expect(names(dir)).toEqual(['บ้าน 1', 'บ้าน 3'])
  })

  it('knows no gap in the numbers', () => {
    const dir = withMigrations(addColumn)
    writeFileSync(join(dir, `${String(present + 3).padStart(4, '0')}-gap.sql`), '')
    expect(() => readMigrations(dir)).toThrow(/gap/u)
  })
})
