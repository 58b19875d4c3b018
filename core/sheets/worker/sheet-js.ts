import { type CellObject, CFB, read, SSF, set_cptable, type WorkSheet } from 'xlsx'
import { type Cell, type Merge, type SheetRow, sheetLimits, type Workbook } from '../workbook.ts'
import { WorkbookRefused } from './refused.ts'
import { sheetOf } from './sheet.ts'

/** Old .xls, or a newer workbook behind a password. */
export async function parseOle(bytes: Uint8Array): Promise<Workbook> {
  let names: string[]
  try {
    names = (CFB.read(Buffer.from(bytes), { type: 'buffer' }).FullPaths as string[]).map((path) =>
      path.toLowerCase(),
    )
  } catch {
    throw new WorkbookRefused('damaged')
  }
  if (names.some((name) => name.endsWith('/encryptedpackage'))) throw new WorkbookRefused('encrypted')
  if (names.some((name) => name.includes('/_vba_project'))) throw new WorkbookRefused('macros')
  if (!names.some((name) => /\/(workbook|book)$/u.test(name))) throw new WorkbookRefused('notWorkbook')
  // Only here: the code pages of old workbooks are half a megabyte.
  set_cptable(await import('xlsx/dist/cpexcel'))
  return parseWithSheetJs(bytes)
}

/** Cells as plain data; nothing of the parser's own objects leaves the thread. @throws WorkbookRefused damaged, encrypted, tooMany… */
export function parseWithSheetJs(data: Uint8Array | string): Workbook {
  let book: ReturnType<typeof read>
  try {
    book = read(
      typeof data === 'string' ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength),
      {
        type: typeof data === 'string' ? 'string' : 'buffer',
        dense: true,
        cellText: false,
        cellHTML: false,
        cellFormula: true,
        // Without it a formula that was saved without its value would look like an empty cell.
        sheetStubs: true,
        cellNF: true,
        nodim: true,
        // Web tables: texts stay texts ("1-4" is no date).
        ...(typeof data === 'string' ? { raw: true } : {}),
      } as Parameters<typeof read>[1],
    )
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    if (/password|encrypt/iu.test(message)) throw new WorkbookRefused('encrypted')
    throw new WorkbookRefused('damaged', message.slice(0, 200))
  }
  if (book.SheetNames.length > sheetLimits.sheets) throw new WorkbookRefused('tooManySheets')
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const sheets = book.SheetNames.map((name, at) => {
    const sheet = book.Sheets[name]
    const hidden = (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0
    if (!sheet) return sheetOf(name, hidden, [], [])
    return sheetOf(name, hidden, rowsOf(sheet, date1904), mergesOf(sheet))
  })
  return { sheets }
}

function rowsOf(sheet: WorkSheet, date1904: boolean): SheetRow[] {
  const rows: SheetRow[] = []
  const isDate = new Map<string, boolean>()
  const dense = (sheet as { '!data'?: (CellObject[] | undefined)[] })['!data'] ?? []
  // A sparse array: only rows that are there.
  for (const key of Object.keys(dense)) {
    const source = dense[Number(key)]
    if (!source) continue
    const cells: Cell[] = []
    let filled = false
    for (const at of Object.keys(source)) {
      const column = Number(at)
      const cell = source[column]
      if (!cell) continue
      const value = cellOf(cell, date1904, isDate)
      if (value === null) continue
      if (column >= sheetLimits.columns) throw new WorkbookRefused('tooManyColumns')
      while (cells.length < column) cells.push(null)
      cells.push(value)
      filled = true
    }
    if (!filled) continue
    rows.push({ line: Number(key) + 1, cells })
    if (rows.length > sheetLimits.rows) throw new WorkbookRefused('tooManyRows')
  }
  return rows
}

function cellOf(cell: CellObject, date1904: boolean, isDate: Map<string, boolean>): Cell {
  const { t: type, v: value } = cell
  if (type === 'e') return { error: errors.get(Number(value)) ?? '#N/A' }
  // A formula that was saved without its value (a program other than Excel wrote the file): SheetJS gives it no type.
  if (typeof cell.f === 'string' && (value === undefined || type === undefined || type === 'z'))
    return { formula: cell.f.slice(0, 100) }
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value.trim() === '' ? null : value.slice(0, sheetLimits.cell)
  if (typeof value === 'boolean') return value
  if (value instanceof Date) return { date: value.toISOString().slice(0, 10) }
  if (typeof value !== 'number') return null
  const format = typeof cell.z === 'string' ? cell.z : 'General'
  if (format === 'General') return value
  // 007 written as a number with a format of zeros is a code.
  if (/^0{2,}$/u.test(format) && Number.isInteger(value) && value >= 0)
    return String(value).padStart(format.length, '0')
  const known = isDate.get(format) ?? SSF.is_date(format) === true
  isDate.set(format, known)
  return known ? dateOf(value, date1904) : value
}

const errors = new Map<number, string>([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
])

function dateOf(serial: number, date1904: boolean): Cell {
  const parts = SSF.parse_date_code(serial, { date1904 }) as { y: number; m: number; d: number } | null
  // A time of day alone has no day.
  if (!parts || parts.y < 1900 || serial < 1) return serial
  // Typed as 18/1/2565 into a sheet that knows only ค.ศ.: the year is a Buddhist one.
  const year = parts.y >= 2400 ? parts.y - 543 : parts.y
  return { date: `${String(year).padStart(4, '0')}-${two(parts.m)}-${two(parts.d)}` }
}

const two = (value: number) => String(value).padStart(2, '0')

function mergesOf(sheet: WorkSheet): Merge[] {
  return (sheet['!merges'] ?? []).slice(0, sheetLimits.rows * 2).map((range) => ({
    fromRow: range.s.r,
    toRow: range.e.r,
    fromColumn: range.s.c,
    toColumn: range.e.c,
  }))
}
