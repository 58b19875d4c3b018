import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'

/** 'AmPl': every file of ours carries it, so that a foreign SQLite file is told apart. */
export const APPLICATION_ID = 0x416d506c

export type Migration = { version: number; name: string; sql: string }

/** The migrations that this program knows, in order; file names are NNNN-name.sql. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/u.test(name))
    .sort()
    .map((name, at) => {
      const version = Number(name.slice(0, 4))
      if (version !== at + 1) throw new Error(`migrations must be numbered without a gap: ${name}`)
      return { version, name, sql: readFileSync(join(folder, name), 'utf8') }
    })
}

export class MigrationError extends Error {
  readonly migration: string
  constructor(migration: string, cause: unknown) {
    super(`migration ${migration}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.migration = migration
  }
}

/**
 * Brings an open database to the newest schema. Forward only, all pending migrations in one transaction, nothing kept
 * when one fails. Foreign keys are switched off before the transaction: inside one the pragma does nothing and a table
 * rebuild would empty child tables (STACK.md finding 4), and every key is checked before the commit instead.
 *
 * @returns the versions before and after
 */
export function migrate(db: Database, migrations: readonly Migration[]): { from: number; to: number } {
  const from = db.pragma('user_version', { simple: true }) as number
  const pending = migrations.filter((migration) => migration.version > from)
  if (pending.length === 0) return { from, to: from }
  db.pragma('foreign_keys = OFF')
  try {
    db.exec('BEGIN IMMEDIATE')
    for (const migration of pending) {
      const before = countKeptTables(db)
      try {
        db.exec(migration.sql)
        assertNothingLost(before, countKeptTables(db), migration.sql)
      } catch (error) {
        throw new MigrationError(migration.name, error)
      }
    }
    const broken = db.pragma('foreign_key_check') as unknown[]
    if (broken.length > 0) throw new MigrationError('foreign_key_check', new Error(JSON.stringify(broken[0])))
    const to = pending.at(-1)?.version ?? from
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.pragma(`user_version = ${to}`)
    db.exec('COMMIT')
    return { from, to }
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  } finally {
    db.pragma('foreign_keys = ON')
  }
}

function countKeptTables(db: Database): Map<string, number> {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[]
  return new Map(
    tables.map((name) => [name, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number]),
  )
}

/** A migration may only make rows fewer where it says so in a comment `-- removes rows: <table>`. */
function assertNothingLost(before: Map<string, number>, after: Map<string, number>, sql: string): void {
  for (const [table, rows] of before) {
    const now = after.get(table)
    const announced = sql.includes(`-- removes rows: ${table}`)
    if (!announced && (now === undefined ? rows > 0 : now < rows)) {
      throw new Error(`table ${table} had ${rows} rows, has ${now ?? 'none'}`)
    }
  }
}
