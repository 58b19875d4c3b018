import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { SheetMapping, SheetTarget } from '../../core/sheets/rules.ts'
import { finish, type TestCore } from './core.ts'

/** Workbooks as offices make them, and the steps of taking one in as the window calls them. */

const folders: string[] = []
export function workbookFile(name: string, bytes: Uint8Array | string): string {
  const dir = mkdtempSync(join(tmpdir(), 'amphoe-sheet-'))
  folders.push(dir)
  const path = join(dir, name)
  writeFileSync(path, bytes)
  return path
}
export function removeWorkbooks(): void {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true })
}

export type CellInput = ExcelJS.CellValue | undefined
/** A sheet by its rows; `merges` as A1:B2. */
export async function xlsxOf(
  rows: readonly (readonly CellInput[])[],
  options: {
    merges?: readonly string[]
    name?: string
    hidden?: readonly string[]
    set?: (sheet: ExcelJS.Worksheet) => void
  } = {},
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet(options.name ?? 'แผ่น1')
  rows.forEach((cells, row) => {
    cells.forEach((cell, column) => {
      if (cell !== undefined && cell !== null) sheet.getCell(row + 1, column + 1).value = cell
    })
  })
  for (const merge of options.merges ?? []) sheet.mergeCells(merge)
  options.set?.(sheet)
  for (const name of options.hidden ?? []) book.addWorksheet(name).state = 'hidden'
  return new Uint8Array(await book.xlsx.writeBuffer())
}

export type Steps = ReturnType<typeof stepsOf>
/** The steps of one import over one file. */
export function stepsOf(
  { core, client }: TestCore,
  path: string,
  target: SheetTarget,
  targetId: string | null,
  more: {
    sheetIndex?: number
    headRow?: number | null
    projectClass?: 'SELF' | 'JOINT' | 'BEYOND' | null
    figureYear?: number | null
    name?: string
  } = {},
) {
  const { sheetIndex = 0, headRow = null, projectClass = null, figureYear = null, name = 'แฟ้ม.xlsx' } = more
  const { token } = core.files.adopt(path, name, 't')
  const input = { token, sheetIndex, target, targetId, headRow, projectClass, figureYear }
  const mapped = async (mapping?: SheetMapping) => mapping ?? (await read()).mapping
  const read = (mapping: SheetMapping | null = null) => finish(client.sheets.read({ ...input, mapping }))
  return {
    token,
    open: () => finish(client.sheets.open({ token })),
    read,
    dryRun: async (mapping?: SheetMapping) =>
      finish(client.sheets.dryRun({ ...input, mapping: await mapped(mapping) })),
    commit: async (mapping?: SheetMapping) =>
      finish(client.sheets.commit({ ...input, mapping: await mapped(mapping) })),
    badRows: async (mapping?: SheetMapping) => {
      const ticket = await finish(client.sheets.badRows({ ...input, mapping: await mapped(mapping) }))
      const path = core.files.take(ticket.token, 't')?.path
      if (path === undefined) throw new Error('no file came')
      return { name: ticket.name, path }
    },
  }
}
