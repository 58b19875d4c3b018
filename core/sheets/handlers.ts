import type { Handlers } from '../kernel/router.ts'
import { undoImport } from './commands.ts'
import type { sheetsContract } from './contract.ts'
import { exportList } from './export.ts'
import { badRows, commitImport, dryRunImport, openWorkbook, readSheet } from './import.ts'
import { listLayoutsOf } from './lists.ts'
import { listBatches } from './queries.ts'

export const sheetsHandlers: Handlers<typeof sheetsContract> = {
  open: openWorkbook,
  read: readSheet,
  dryRun: dryRunImport,
  commit: commitImport,
  badRows,
  undoImport,
  batches: listBatches,
  listLayouts: (cx, { list }) => listLayoutsOf(cx, list),
  exportList,
}
