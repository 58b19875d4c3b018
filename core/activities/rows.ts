import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { write, wrongFields } from './commands.ts'
import type { ActivityFields } from './rules.ts'

/**
 * Records what was changed at once in a table of activities: all of it or nothing, and undo takes all of it back.
 *
 * @returns ids in the order of the rows
 * @throws Fault input.invalid with what is wrong in every row
 */
export function saveRows(
  cx: CommandContext,
  input: { rows: readonly { id: string | null; fields: ActivityFields }[] },
): { ids: string[] } {
  const issues = input.rows.flatMap((row, at) => wrongFields(cx, row.fields, ['rows', at, 'fields']))
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  return { ids: input.rows.map((row) => write(cx, row).id) }
}
