/** Files that hang on letters, editions, duties and those who were told. */
import { and, eq } from 'drizzle-orm'
import { attachment } from '../../db/schema.ts'
import type { CommandContext, QueryContext } from '../kernel/context.ts'

/** How many files hang on each record of a table. */
export function filesOf(
  cx: Pick<QueryContext, 'db'>,
  officeId: string,
  table: string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const row of cx.db
    .select({ id: attachment.subjectId })
    .from(attachment)
    .where(and(eq(attachment.officeId, officeId), eq(attachment.subjectTable, table)))
    .all())
    counts.set(row.id, (counts.get(row.id) ?? 0) + 1)
  return counts
}

/** Takes the files off a record that is removed; undo brings them back. */
export function removeFiles(cx: CommandContext, table: string, id: string): void {
  for (const file of cx.db
    .select({ id: attachment.id })
    .from(attachment)
    .where(and(eq(attachment.subjectTable, table), eq(attachment.subjectId, id)))
    .all())
    cx.write.remove(attachment, file.id)
}
