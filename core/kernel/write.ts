import type { Database, Statement } from 'better-sqlite3'
import { getTableColumns, getTableName, type InferInsertModel, type InferSelectModel } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { Fault } from './fault.ts'

/** A table whose rows have an id and an owner. */
export type OwnedTable = SQLiteTable & { id: SQLiteColumn; officeId: SQLiteColumn }

export type NewRow<T extends OwnedTable> = Omit<InferInsertModel<T>, 'id' | 'officeId' | 'n'> & {
  id?: string
}
export type RowPatch<T extends OwnedTable> = Partial<Omit<InferInsertModel<T>, 'id' | 'officeId' | 'n'>>
export type Row<T extends OwnedTable> = InferSelectModel<T>

/** One record touched by a command: the undo record and the history of its fields. */
export type Change = {
  tableName: string
  rowId: string
  operation: 'insert' | 'update' | 'remove'
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/**
 * The only way to change a record. Every change is noted as it is made, so that no handler has to think of audit or
 * undo, and rows that belong to another office (a mirror of what it handed in) cannot be touched.
 */
export type Writer = {
  /** @returns the id of the new row */
  insert<T extends OwnedTable>(table: T, row: NewRow<T>): string
  /** Changes the given fields only; a field that already has the value is no change. */
  update<T extends OwnedTable>(table: T, id: string, patch: RowPatch<T>): void
  /** @throws Fault record.notFound; record.inUse when another record refers to it */
  remove<T extends OwnedTable>(table: T, id: string): void
  /** The row, or Fault record.notFound. */
  mustGet<T extends OwnedTable>(table: T, id: string): Row<T>
  /** The row, if it is the office's own and no mirror. @throws Fault record.notFound, record.foreign */
  mustOwn<T extends OwnedTable>(table: T, id: string): Row<T>
  /** Set-up only: the file gets its owner; rows written afterwards in this command belong to it. */
  become(officeId: string): void
  readonly changes: readonly Change[]
}

type Raw = Record<string, unknown>

/** Columns and prepared statements of one table; made once a database, not once a row. */
type Shape = {
  name: string
  columns: Map<string, SQLiteColumn>
  /** Columns in the order of the places of `insert`. */
  written: { key: string; column: SQLiteColumn; missing: unknown }[]
  get: Statement
  remove: Statement
  insert: Statement
  updates: Map<string, Statement>
}

/** Statement cache of one open database. */
export type Shapes = Map<string, Shape>

export type WriterOptions = {
  raw: Database
  shapes: Shapes
  officeId: string
  makeId: () => string
  /**
   * Set only while a verified package is taken in: rows may then be written for that office. A new row of a mirror is not
   * noted one by one: nobody can take it back by hand, and where it came from stands with the package.
   */
  asOffice?: string
  /** List that the changes are noted in; two writers of one command share it. */
  changes?: Change[]
}

export function createWriter(options: WriterOptions): Writer {
  const changes = options.changes ?? []
  let owner = options.asOffice ?? options.officeId

  function shapeOf(table: OwnedTable): Shape {
    return shape(options.raw, options.shapes, table)
  }

  function current(table: OwnedTable, id: string): Raw {
    const row = shapeOf(table).get.get(id) as Raw | undefined
    if (row === undefined) throw new Fault('record.notFound', { kind: getTableName(table), id })
    return row
  }

  function owned(table: OwnedTable, id: string): Raw {
    const row = current(table, id)
    if (row.officeId !== owner) {
      throw new Fault('record.foreign', { kind: getTableName(table), office: String(row.officeId) })
    }
    return row
  }

  return {
    changes,
    insert(table, row) {
      const shape = shapeOf(table)
      const id = row.id ?? options.makeId()
      shape.insert.run(rowOf(shape, row as Raw, id, owner))
      if (owner === options.officeId || options.asOffice === undefined)
        changes.push({ tableName: shape.name, rowId: id, operation: 'insert', before: null, after: null })
      return id
    },
    update(table, id, patch) {
      const shape = shapeOf(table)
      const before = owned(table, id)
      const wanted = toDriver(shape, patch as Raw)
      const keys = Object.keys(wanted).filter((key) => wanted[key] !== before[key])
      if (keys.length === 0) return
      runUpdate(options.raw, shape, id, pick(wanted, keys))
      changes.push({
        tableName: shape.name,
        rowId: id,
        operation: 'update',
        before: pick(before, keys),
        after: pick(wanted, keys),
      })
    },
    remove(table, id) {
      const shape = shapeOf(table)
      const before = owned(table, id)
      shape.remove.run(id)
      changes.push({ tableName: shape.name, rowId: id, operation: 'remove', before, after: null })
    },
    mustGet(table, id) {
      const shape = shapeOf(table)
      return fromDriver(shape, current(table, id)) as Row<typeof table>
    },
    mustOwn(table, id) {
      return fromDriver(shapeOf(table), owned(table, id)) as Row<typeof table>
    },
    become(officeId) {
      if (owner !== '') throw new Error('a file has one owner')
      owner = officeId
    },
  }
}

/**
 * Takes one change back, on raw driver values. The record must still be as the change left it.
 *
 * @throws Fault undo.changedSince when somebody changed the same field afterwards
 */
export function revertChange(raw: Database, shapes: Shapes, table: OwnedTable, change: Change): Change {
  const known = shape(raw, shapes, table)
  const now = known.get.get(change.rowId) as Raw | undefined
  if (change.operation === 'insert') {
    if (now === undefined) throw new Fault('undo.changedSince', { what: change.tableName })
    known.remove.run(change.rowId)
    return { ...change, operation: 'remove', before: now, after: null }
  }
  if (change.operation === 'remove') {
    if (now !== undefined || change.before === null)
      throw new Fault('undo.changedSince', { what: change.tableName })
    const columns = Object.keys(change.before)
    raw
      .prepare(
        `INSERT INTO "${known.name}" (${columns.map(quote).join(',')}) VALUES (${columns.map((c) => `@${c}`).join(',')})`,
      )
      .run(change.before)
    return { ...change, operation: 'insert', before: null, after: null }
  }
  const { before, after } = change
  if (now === undefined || before === null || after === null) {
    throw new Fault('undo.changedSince', { what: change.tableName })
  }
  if (Object.keys(after).some((key) => now[key] !== after[key])) {
    throw new Fault('undo.changedSince', { what: change.tableName })
  }
  runUpdate(raw, known, change.rowId, before)
  return { ...change, before: after, after: before }
}

function shape(raw: Database, shapes: Shapes, table: OwnedTable): Shape {
  const name = getTableName(table)
  const known = shapes.get(name)
  if (known) return known
  const columns = new Map(Object.entries(getTableColumns(table)) as [string, SQLiteColumn][])
  // `n`, where a table has one, is given by SQLite.
  const written = [...columns.keys()].filter((key) => key !== 'n')
  const made: Shape = {
    name,
    columns,
    written: [...columns]
      .filter(([key]) => key !== 'n')
      .map(([key, column]) => ({ key, column, missing: driverValue(column, column.default) })),
    get: raw.prepare(`SELECT * FROM "${name}" WHERE id = ?`),
    remove: raw.prepare(`DELETE FROM "${name}" WHERE id = ?`),
    insert: raw.prepare(
      // By place, not by name: a name is looked up anew for every value of every row.
      `INSERT INTO "${name}" (${written.map(quote).join(',')}) VALUES (${written.map(() => '?').join(',')})`,
    ),
    updates: new Map(),
  }
  shapes.set(name, made)
  return made
}

function runUpdate(raw: Database, shape: Shape, id: string, values: Raw): void {
  const keys = Object.keys(values)
  const signature = keys.join(',')
  let statement = shape.updates.get(signature)
  if (!statement) {
    statement = raw.prepare(
      `UPDATE "${shape.name}" SET ${keys.map((key) => `${quote(key)} = @${key}`).join(', ')} WHERE id = @id`,
    )
    shape.updates.set(signature, statement)
  }
  statement.run({ ...values, id })
}

/** A whole new row in the places of `insert`: what is not given has its default, else null. */
function rowOf(shape: Shape, values: Raw, id: string, officeId: string): unknown[] {
  return shape.written.map(({ key, column, missing }) => {
    const given = key === 'id' ? id : key === 'officeId' ? officeId : values[key]
    return given === undefined ? missing : driverValue(column, given)
  })
}

function driverValue(column: SQLiteColumn, value: unknown): unknown {
  return value === null || value === undefined ? null : column.mapToDriverValue(value)
}

/** Values as SQLite stores them. */
function toDriver(shape: Shape, values: Raw): Raw {
  const out: Raw = {}
  for (const [key, column] of shape.columns) {
    const given = values[key]
    if (key !== 'n' && given !== undefined) out[key] = driverValue(column, given)
  }
  return out
}

function fromDriver(shape: Shape, values: Raw): Raw {
  const out: Raw = {}
  for (const [key, column] of shape.columns) {
    const value = values[key]
    out[key] = value === null || value === undefined ? null : column.mapFromDriverValue(value)
  }
  return out
}

function pick(values: Raw, keys: readonly string[]): Raw {
  return Object.fromEntries(keys.map((key) => [key, values[key]]))
}

function quote(name: string): string {
  return `"${name}"`
}
