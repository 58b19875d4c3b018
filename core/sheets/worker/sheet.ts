import { type Merge, type Sheet, type SheetRow, sheetLimits } from '../workbook.ts'
import { WorkbookRefused } from './refused.ts'

/** A sheet by its rows. @throws WorkbookRefused tooManyRows, tooManyColumns */
export function sheetOf(name: string, hidden: boolean, rows: SheetRow[], merges: Merge[]): Sheet {
  let columns = 0
  for (const row of rows) columns = Math.max(columns, row.cells.length)
  if (columns > sheetLimits.columns) throw new WorkbookRefused('tooManyColumns')
  if (rows.length > sheetLimits.rows) throw new WorkbookRefused('tooManyRows')
  return { name, hidden, rows, merges, columns }
}
