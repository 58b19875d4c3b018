import { importBatch } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'

/**
 * Takes a whole import back. Its row stays, with the day it was taken back.
 *
 * @throws Fault record.notFound, record.foreign, sheet.takenBack, undo.nothing, undo.changedSince
 */
export function undoImport(cx: CommandContext, input: { batchId: string }): void {
  const { officeId: _officeId, ...row } = cx.write.mustOwn(importBatch, input.batchId)
  if (row.undoneOn !== null) throw new Fault('sheet.takenBack', { file: row.fileName })
  // The row of the import is one of its changes: it goes with them and is written anew.
  cx.takeBack('sheets.commit', 'importBatch', row.id)
  cx.write.insert(importBatch, { ...row, undoneOn: cx.today() })
  cx.about('importBatch', row.id)
}
