/**
 * A list as plain text for other programs: CSV (RFC 4180, UTF-8 with BOM, so that Excel reads the Thai) and JSON. Rows
 * and figures only: no titles, group headings or sums. Money in baht.
 */

import { cellSource, type LayoutExtras, type LayoutRow, leaves } from '../papers/engine/index.ts'
import type { TableLayout } from '../papers/engine/layout.ts'

type Value = string | number | null
type FlatColumn = { key: string; part: string | null; head: string; values: Value[] }

/**
 * What a spreadsheet would take for a formula (OWASP "CSV injection"): a cell that begins like one. A lone dash is an
 * empty cell in Thai tables and harmless.
 */
const formulaLike = /^(?:[=+@\t\r]|-.)/su

/** One head line of a column: the words over it, then its own. */
function headOf(under: string | undefined, head: string): string {
  return [under ?? '', head]
    .join(' ')
    .replaceAll(/\s*\n\s*/gu, '')
    .trim()
}

/** The columns of a layout with their values; the field that rows are grouped by comes first where no column shows it. */
export function flatColumns(
  layout: TableLayout,
  groupName: string,
  rows: readonly LayoutRow[],
  extras: LayoutExtras,
): FlatColumn[] {
  const columns = leaves(layout, rows, extras).map((leaf): FlatColumn => {
    const flatValue = (row: LayoutRow): Value => {
      const value = cellSource(row, leaf)
      if (value === undefined || value === null || value === '') return null
      if (typeof value === 'number') return leaf.kind === 'baht' ? value / 100 : value
      const text = String(value)
      return leaf.words && Object.hasOwn(leaf.words, text) ? (leaf.words[text] ?? text) : text
    }
    return {
      key: leaf.key,
      part: leaf.part === undefined ? null : String(leaf.part),
      head: headOf(leaf.under, leaf.head),
      values: rows.map(flatValue),
    }
  })
  const { groupBy } = layout
  if (groupBy === undefined || columns.some((column) => column.key === groupBy)) return columns
  const values = rows.map((row): Value => {
    const value = row[groupBy]
    return value === undefined || value === null || value === '' ? null : String(value)
  })
  return [{ key: groupBy, part: null, head: groupName, values }, ...columns]
}

/** Text of a CSV file, and how many of its cells were kept from being taken for formulas. */
export function csvOf(columns: readonly FlatColumn[], rowCount: number): { text: string; guarded: number } {
  let guarded = 0
  const cell = (value: Value): string => {
    if (value === null) return ''
    if (typeof value === 'number') return String(value)
    const isFormula = formulaLike.test(value)
    if (isFormula) guarded += 1
    const safe = (isFormula ? `'${value}` : value).replaceAll('\u0000', '')
    return /[",\r\n]/u.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const lines = [columns.map((column) => cell(column.head)).join(',')]
  for (let row = 0; row < rowCount; row += 1)
    lines.push(columns.map((column) => cell(column.values[row] ?? null)).join(','))
  return { text: `\ufeff${lines.join('\r\n')}\r\n`, guarded }
}

/** Text of a JSON file: the columns with their heads, then one plain object a row, by field name. */
export function jsonOf(
  columns: readonly FlatColumn[],
  rowCount: number,
  head: { list: string; title: string; place: string; asOf: string },
): string {
  const rows = Array.from({ length: rowCount }, (_unused, at) => {
    const row = new Map<string, Value | Record<string, Value>>()
    for (const { key, part, values } of columns) {
      const value = values[at] ?? null
      if (part === null) {
        row.set(key, value)
        continue
      }
      const known = row.get(key)
      row.set(key, { ...(typeof known === 'object' && known !== null ? known : {}), [part]: value })
    }
    return Object.fromEntries(row)
  })
  const named = columns.map(({ key, part, head: words }) => ({
    field: part === null ? key : `${key}.${part}`,
    head: words,
  }))
  return `${JSON.stringify({ ...head, money: 'baht', columns: named, rows }, null, 1)}\n`
}
