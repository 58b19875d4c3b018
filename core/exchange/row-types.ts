import { eq } from 'drizzle-orm'
import type { QueryContext } from '../kernel/context.ts'
import type { OwnedTable } from '../kernel/write.ts'
import { type RecordType, recordTypeOf, recordTypesOf } from './records.ts'

type Row = Readonly<Record<string, unknown>>

/**
 * Which of the record types of one table a row of a submission is of: by what it holds (an agency among อปท.), or by what
 * it refers to (a village of an agency).
 */
export function rowTypes(
  cx: Pick<QueryContext, 'db'>,
  table: OwnedTable,
): (row: Row) => RecordType | undefined {
  const types = recordTypesOf('submission').filter((type) => type.table === table)
  const [only] = types
  if (types.length === 1 && only?.holds === null) return () => only
  const held = new Map<string, boolean>()

  function refersRightly(row: Row, type: RecordType): boolean {
    return type.references.every(({ field, to }) => {
      const id = row[field]
      const target = recordTypeOf(to)
      if (typeof id !== 'string' || !target?.table || target.holds === null) return true
      const key = `${to} ${id}`
      const known = held.get(key)
      if (known !== undefined) return known
      const found = cx.db.select().from(target.table).where(eq(target.table.id, id)).get()
      const holds = found !== undefined && target.holds(found) !== false
      held.set(key, holds)
      return holds
    })
  }
  return (row) => {
    const likely = types.filter((type) => type.holds?.(row) !== false)
    return likely.length === 1 ? likely[0] : likely.find((type) => refersRightly(row, type))
  }
}
