import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { Fault } from '../core/kernel/fault.ts'
import { backup } from './backup.ts'
import { APPLICATION_ID, type Migration, MigrationError, migrate, readMigrations } from './migrate.ts'
import * as schema from './schema.ts'

type Drizzle = BetterSQLite3Database<typeof schema>

/**
 * A database that can only be read: by type (no insert, update, delete, run) and, on the reader connection, in fact
 * (query_only). Queries get nothing else (ARCHITECTURE.md rule 2).
 */
export type ReadableDb = Pick<Drizzle, 'select' | 'selectDistinct' | 'all' | 'get' | 'values'>

export type OpenDb = {
  path: string
  /** The one writing connection; only core/kernel touches it. */
  raw: Database.Database
  /** Reads on the writing connection: sees the open transaction. */
  writing: ReadableDb
  /** Reads on a connection of its own that cannot write. */
  reading: ReadableDb
  close(): void
}

export type OpenOptions = {
  path: string
  migrationsDir: string
  backupsDir: string
  /** Sortable stamp for the backup's name. */
  stamp: string
}

/**
 * Opens the office's file: checks whose it is and of which version, sets the pragmas, checks the pages, makes a
 * verified backup before a migration, migrates (PEERS.md §3.1 "Opening sequence").
 *
 * @throws Fault db.foreign, db.newer, db.corrupt, db.migration, db.busy, disk.readOnly, disk.missing
 */
export function openDb(options: OpenOptions): OpenDb {
  const { path } = options
  const migrations = readMigrations(options.migrationsDir)
  const isNew = !existsSync(path)
  if (isNew) mkdirSync(dirname(path), { recursive: true })
  let raw: Database.Database | undefined
  try {
    raw = new Database(path, { timeout: 5000 })
    if (!isNew) refuseForeignOrNewer(raw, path, migrations)
    raw.pragma('journal_mode = WAL')
    // better-sqlite3 is built with NORMAL for WAL; a power cut must not lose an acknowledged save (PEERS.md §3.1).
    raw.pragma('synchronous = FULL')
    // A table with triggers keeps a journal per statement; in a temporary file it costs more than the row itself.
    raw.pragma('temp_store = MEMORY')
    raw.pragma('foreign_keys = ON')
    raw.pragma('trusted_schema = OFF')
    raw.pragma('recursive_triggers = ON')
    if (!isNew && raw.pragma('quick_check', { simple: true }) !== 'ok')
      throw new Fault('db.corrupt', { path })
    bringUpToDate(raw, migrations, options, isNew)
    const reader = new Database(path, { readonly: true, timeout: 5000 })
    reader.pragma('query_only = ON')
    const open = raw
    return {
      path,
      raw: open,
      writing: drizzle(open, { schema }),
      reading: drizzle(reader, { schema }),
      close() {
        reader.close()
        try {
          open.pragma('optimize')
        } catch {
          // A courtesy to the next opening; a full disk must not keep the program from closing.
        }
        open.close()
      },
    }
  } catch (error) {
    raw?.close()
    throw faultOfSqlite(error, path)
  }
}

function refuseForeignOrNewer(db: Database.Database, path: string, migrations: readonly Migration[]): void {
  const application = db.pragma('application_id', { simple: true }) as number
  const found = db.pragma('user_version', { simple: true }) as number
  const known = migrations.at(-1)?.version ?? 0
  const empty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
  if (!empty && application !== APPLICATION_ID) throw new Fault('db.foreign', { path })
  if (found > known) throw new Fault('db.newer', { path, found, known })
}

function bringUpToDate(
  db: Database.Database,
  migrations: readonly Migration[],
  options: OpenOptions,
  isNew: boolean,
): void {
  const from = db.pragma('user_version', { simple: true }) as number
  const to = migrations.at(-1)?.version ?? 0
  if (from === to) return
  const copy = isNew || from === 0 ? '' : backup(db, options.backupsDir, options.stamp, `before-v${to}`)
  try {
    migrate(db, migrations)
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error
    throw new Fault('db.migration', { path: options.path, from, to, backup: copy }, { cause: error })
  }
}

/** No such folder, or something else stands where the folder should be. */
const missingCodes = new Set(['ENOENT', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENXIO'])

/**
 * The fault behind an error of SQLite or of the disk; other errors come back as they are.
 * Disk full is its own fault and never an offer to delete anything (PEERS.md §1.9, Signal #6443).
 */
export function faultOfSqlite(thrown: unknown, path: string): unknown {
  // drizzle wraps what SQLite said in an error of its own
  const error =
    thrown instanceof Error && !('code' in thrown) && thrown.cause instanceof Error ? thrown.cause : thrown
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return thrown
  const { code } = error
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return new Fault('disk.full', { path }, { cause: error })
  if (code.startsWith('SQLITE_READONLY') || ['EROFS', 'EACCES', 'EPERM'].includes(code)) {
    return new Fault('disk.readOnly', { path }, { cause: error })
  }
  if (code === 'SQLITE_BUSY' || code.startsWith('SQLITE_BUSY_'))
    return new Fault('db.busy', { path }, { cause: error })
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'))
    return new Fault('db.corrupt', { path }, { cause: error })
  if (code.startsWith('SQLITE_CANTOPEN') || missingCodes.has(code))
    return new Fault('disk.missing', { path }, { cause: error })
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO')
    return new Fault('disk.io', { path }, { cause: error })
  if (code.startsWith('SQLITE_CONSTRAINT_FOREIGNKEY'))
    return new Fault('record.inUse', { kind: '' }, { cause: error })
  if (code.startsWith('SQLITE_CONSTRAINT_UNIQUE') || code.startsWith('SQLITE_CONSTRAINT_PRIMARYKEY')) {
    return new Fault('record.duplicate', { kind: '', what: '' }, { cause: error })
  }
  return thrown
}

export const defaultMigrationsDir = join(import.meta.dirname ?? '.', 'migrations')
