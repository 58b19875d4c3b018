/** A workbook as plain data: what the worker hands over, whatever the file was. Pure. */

/** A date cell as it was understood: ISO, C.E. */
export type DateCell = { date: string }
/** A cell that says only that something is wrong: `#REF!`, or a formula that was saved without its value. */
export type BrokenCell = { error: string } | { formula: string }
/** null = nothing in it. Texts are as typed; the fields normalise them. */
export type Cell = string | number | boolean | null | DateCell | BrokenCell

/** Only rows that hold anything. */
export type SheetRow = { /** As Excel counts, from 1. */ line: number; cells: Cell[] }
/** Joined cells, 0-based, both ends inside. */
export type Merge = { fromRow: number; toRow: number; fromColumn: number; toColumn: number }
export type Sheet = {
  name: string
  hidden: boolean
  rows: SheetRow[]
  merges: Merge[]
  /** Columns that hold anything, counted from A. */
  columns: number
}
export type Workbook = { sheets: Sheet[] }

/** Caps on what is read; a district's largest list is far below (DOMAIN.md §8). */
export const sheetLimits = {
  fileBytes: 30 * 1024 * 1024,
  rows: 20_000,
  columns: 256,
  sheets: 100,
  /** Characters kept of one cell: longer ones are refused by their field anyway. */
  cell: 20_000,
  /** Parts of a workbook and what they may grow to (PEERS.md §3.5 #25). */
  entries: 500,
  inflatedBytes: 50 * 1024 * 1024,
  ratio: 100,
  /** Small honest files of one repeated word are packed tighter than 1:100. */
  ratioFrom: 4 * 1024 * 1024,
  parseMs: 60_000,
  heapMb: 1024,
} as const

/** A: 0 → "A", 26 → "AA". */
export function columnName(index: number): string {
  let name = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}

/** "A" → 0, "AA" → 26. */
export function columnIndex(name: string): number {
  let index = 0
  for (const letter of name) index = index * 26 + (letter.charCodeAt(0) - 64)
  return index - 1
}
