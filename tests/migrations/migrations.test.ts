import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { readMigrations } from '../../db/migrate.ts'
import { defaultMigrationsDir, openDb } from '../../db/open.ts'
import { closeAll, openTestCore } from '../support/core.ts'

afterEach(closeAll)

const oldDir = join(import.meta.dirname, 'old')
const current = readMigrations(defaultMigrationsDir).length
const versions = readdirSync(oldDir)
  .map((name) => /^v(\d+)\.sqlite\.gz$/u.exec(name)?.[1])
  .filter((version) => version !== undefined)
  .map(Number)
  .sort((a, b) => a - b)

function copyOf(version: number): string {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-old-'))
  writeFileSync(join(dir, 'office.sqlite'), gunzipSync(readFileSync(join(oldDir, `v${version}.sqlite.gz`))))
  return dir
}

type Counts = Record<string, number>
function countAll(path: string): Counts {
  const db = new Database(path, { readonly: true })
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[]
  const counts = Object.fromEntries(
    tables.map((name) => [name, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number]),
  )
  db.close()
  return counts
}

/** Tables, columns and indexes as SQLite has them; the order of columns does not matter. */
function shapeOf(db: Database.Database): unknown {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[]
  return tables.map((name) => ({
    name,
    columns: (
      db.pragma(`table_info("${name}")`) as { name: string; type: string; notnull: number; pk: number }[]
    )
      .map(({ name, type, notnull, pk }) => ({ name, type, notnull, pk }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    indexes: (db.pragma(`index_list("${name}")`) as { name: string; unique: number }[])
      .filter((index) => !index.name.startsWith('sqlite_autoindex'))
      .map(({ name, unique }) => ({ name, unique }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    keys: (db.pragma(`foreign_key_list("${name}")`) as { table: string; from: string }[])
      .map(({ table, from }) => `${from} → ${table}`)
      .sort(),
  }))
}

describe('files of every version so far', () => {
  it('are all kept here', () => {
    expect(versions, 'run tests/migrations/make-old.ts before writing the next migration').toEqual(
      Array.from({ length: current }, (_, at) => at + 1),
    )
  })

  it.each(versions)(
    'v%i opens with this program, keeps every row and has the shape of a new file',
    (version) => {
      const dir = copyOf(version)
      const path = join(dir, 'office.sqlite')
      const before = countAll(path)
      const db = openDb({
        path,
        migrationsDir: defaultMigrationsDir,
        backupsDir: join(dir, 'backups'),
        stamp: 's',
      })
      const fresh = openDb({
        path: join(mkdtempSync(join(tmpdir(), 'amphoe-new-')), 'n.sqlite'),
        migrationsDir: defaultMigrationsDir,
        backupsDir: dir,
        stamp: 's',
      })
      expect(shapeOf(db.raw), 'not released yet? then make the file again: make-old.ts --again').toEqual(
        shapeOf(fresh.raw),
      )
      expect(db.raw.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(db.raw.pragma('foreign_key_check')).toEqual([])
      expect(readdirSync(dir).includes('backups')).toBe(version < current)
      fresh.close()
      db.close()
      for (const [table, rows] of Object.entries(before))
        expect(countAll(path)[table] ?? 0, table).toBeGreaterThanOrEqual(rows)
      expect(before.village).toBeGreaterThan(30)
    },
  )

  it.each(versions)('v%i can be worked with: read, changed, undone', async (version) => {
    const { client, clock } = await openTestCore({ dataDir: copyOf(version) })
    clock.set('2022-07-18T03:00:00Z')
    expect((await client.office.status()).office?.districtName).toBe('พรหมคีรี')
    const home = (await client.progress.home())!
    expect(home.board.some((row) => row.cells.tambonPlan?.state === 'done')).toBe(true)
    const [report] = await client.reports.list()
    expect((await client.reports.get({ id: report!.id })).duties.length).toBe(6)
    const { letterId } = await client.reports.sign({ id: report!.id, signedOn: '2022-07-18' })
    expect((await client.papers.letter({ id: letterId })).state).toBe('draft')
    await client.office.undo()
    // also what was done with the old version can still be taken back
    expect((await client.office.undoState()).undo).not.toBeNull()
    await client.office.undo()
  })
})
