import { utils, write } from 'xlsx'
import type { QueryContext } from '../kernel/context.ts'
import { formatThaiDate } from '../thai/dates.ts'
import type { Layout } from './layout.ts'
import type { RowReason } from './rules.ts'
import type { SheetRecord } from './understand.ts'
import type { Cell, Sheet } from './workbook.ts'

/** Words of the workbook of bad rows; `reasons` are the sentences of validation.json (a test keeps them the same). */
type Wording = {
  fileName: string
  column: string
  of: string
  reasons: Readonly<Record<string, string>>
}

/** Head of the column of reasons: it does not make another head of the sheet (core/sheets/import.ts). */
export function reasonColumn(cx: QueryContext): string {
  return cx.resources.json<Wording>('papers/wording/bad-rows.json').column
}

/**
 * The refused rows as they stood, under the same titles, head and group lines, with a column that says why: corrected,
 * it goes in again with the mapping that is remembered for this head.
 *
 * @param refused reasons by line
 * @returns bytes of an XLSX whose texts are texts, whatever they begin with (PEERS.md §3.5 #27)
 */
export function badRowsWorkbook(
  cx: QueryContext,
  sheet: Sheet,
  layout: Layout,
  records: readonly SheetRecord[],
  refused: ReadonlyMap<number, readonly RowReason[]>,
): Uint8Array {
  const words = cx.resources.json<Wording>('papers/wording/bad-rows.json')
  const rows: (string | number | boolean | null)[][] = []
  const lastHead = layout.head?.to ?? 0
  const lines = new Map(sheet.rows.map((row) => [row.line, row.cells]))
  for (let line = 1; line <= lastHead; line += 1) rows.push((lines.get(line) ?? []).map(plain))
  const head = rows[(layout.head?.from ?? 1) - 1]
  if (head) {
    while (head.length < sheet.columns) head.push(null)
    head.push(words.column)
  }
  const merges = sheet.merges
    .filter((merge) => merge.toRow + 1 <= lastHead)
    .map((merge) => ({
      s: { r: merge.fromRow, c: merge.fromColumn },
      e: { r: merge.toRow, c: merge.toColumn },
    }))
  let under = ''
  for (const record of records) {
    const reasons = refused.get(record.line)
    if (!reasons) continue
    if (record.groups.join() !== under) {
      under = record.groups.join()
      for (const line of record.groups) rows.push((lines.get(line) ?? []).map(plain))
    }
    const cells = record.cells.map(plain)
    while (cells.length < sheet.columns) cells.push(null)
    cells.push(reasons.map((reason) => sentence(words, reason)).join('; '))
    rows.push(cells)
  }
  const made = utils.aoa_to_sheet(rows)
  made['!merges'] = merges
  made['!cols'] = Array.from({ length: sheet.columns + 1 }, (_, at) => ({
    wch: at === sheet.columns ? 60 : 18,
  }))
  const book = utils.book_new()
  utils.book_append_sheet(book, made, sheet.name.replace(/[[\]:*?/\\]/gu, ' ').slice(0, 31) || '1')
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Uint8Array
}

function plain(cell: Cell): string | number | boolean | null {
  if (cell === null || typeof cell !== 'object') return cell
  if ('date' in cell) return formatThaiDate(cell.date, { style: 'letter', digits: 'arabic' })
  return 'error' in cell ? cell.error : `=${cell.formula}`
}

function sentence(words: Wording, reason: RowReason): string {
  const said = words.reasons[reason.key] ?? words.reasons.invalid ?? reason.key
  const filled = said.replace(/\{\{(\w+)\}\}/gu, (_, name: string) => String(reason.params[name] ?? ''))
  return reason.head === '' ? filled : words.of.replace('{{head}}', reason.head).replace('{{reason}}', filled)
}
