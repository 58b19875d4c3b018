import { getTableConfig } from 'drizzle-orm/sqlite-core'
import type { TableType } from '../exchange/records.ts'
import type { MergeRow } from './merge.ts'

/**
 * Tells a row that is the same thing as one before it by the unique keys of its table (a village twice in a tambon): no
 * office's own file can hold both, so a package with both is no honest one.
 */
export function onceOnly(): (type: TableType, row: MergeRow) => boolean {
  const seen = new Set<string>()
  return (type, row) => {
    for (const [at, fields] of keysOf(type).entries()) {
      const values = fields.map((field) => row[field] ?? null)
      // in SQL nothing is not the same as nothing
      if (values.includes(null) || (type.name === 'village' && row.kind !== 'village')) continue
      const key = JSON.stringify([type.name, at, ...values])
      if (seen.has(key)) return false
      seen.add(key)
    }
    return true
  }
}

function keysOf(type: TableType): readonly string[][] {
  const known = keys.get(type)
  if (known) return known
  const { columns, indexes } = getTableConfig(type.table)
  const found = [
    ...columns.flatMap(({ name, isUnique }) => (isUnique ? [[name]] : [])),
    ...indexes.flatMap(({ config }) =>
      config.unique ? [config.columns.flatMap((one) => ('name' in one ? [String(one.name)] : []))] : [],
    ),
  ].map((fields) => fields.filter((field) => field !== 'officeId'))
  keys.set(type, found)
  return found
}
const keys = new WeakMap<TableType, string[][]>()
