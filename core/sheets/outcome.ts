import type { FaultIssue } from '../faults.ts'
import { issuesOf } from '../kernel/issues.ts'
import { partsOfField } from './fields.ts'
import type { OutcomeCounts, RowOutcome, RowReason, SheetMapping } from './rules.ts'
import type { FieldValue, SheetRecord } from './understand.ts'
import { columnIndex } from './workbook.ts'

/** What became of one row. */
export type RowResult = {
  line: number
  outcome: RowOutcome
  name: string
  reasons: RowReason[]
  changes?: { field: string; before: string; after: string }[]
}

export type HeadOf = (field: string) => { column: string | null; head: string }

/** The column a field stands in, with the words of its head. */
export function headsOf(mapping: SheetMapping, columns: readonly { head: string }[]): HeadOf {
  const byField = new Map<string, { column: string; head: string }>()
  for (const [column, field] of Object.entries(mapping)) {
    if (field !== null) byField.set(field, { column, head: columns[columnIndex(column)]?.head ?? '' })
  }
  return (field) => byField.get(field) ?? { column: null, head: '' }
}

export function reason(
  headOf: HeadOf,
  field: string,
  key: string,
  params: Record<string, string | number> = {},
): RowReason {
  return { ...headOf(field), key, params }
}

type RawIssues = Parameters<typeof issuesOf>[0]

/** What the fields' own rules say of a row, each at the column it came from. */
export function reasonsOfZod(
  issues: RawIssues,
  headOf: HeadOf,
  fieldOf: (path: readonly (string | number)[]) => string = (path) => String(path[0] ?? ''),
): RowReason[] {
  return reasonsOfIssues(issuesOf(issues), headOf, fieldOf)
}

export function reasonsOfIssues(
  issues: readonly FaultIssue[],
  headOf: HeadOf,
  fieldOf: (path: readonly (string | number)[]) => string,
): RowReason[] {
  return issues.map((issue) => ({
    ...headOf(fieldOf(issue.path)),
    key: issue.key,
    params: Object.fromEntries(
      Object.entries(issue.params).filter(
        (entry): entry is [string, string | number] =>
          typeof entry[1] === 'string' || typeof entry[1] === 'number',
      ),
    ),
  }))
}

export function countOutcomes(rows: readonly { outcome: RowOutcome }[]): OutcomeCounts {
  const counts: OutcomeCounts = { added: 0, changed: 0, same: 0, refused: 0, skipped: 0 }
  for (const row of rows) counts[row.outcome] += 1
  return counts
}

/** Text of a field that is mapped; undefined where the sheet does not have it. */
export function textIn(record: SheetRecord, field: string): string | undefined {
  const value = record.values.get(field)
  return value === undefined ? undefined : String(value ?? '')
}

/** Number of a field that is mapped; null = an empty cell. */
export function numberIn(record: SheetRecord, field: string): number | null | undefined {
  const value = record.values.get(field)
  return value === undefined ? undefined : typeof value === 'number' ? value : null
}

/** Values of a field by its year. */
export function byYear(record: SheetRecord, field: string): Map<number, FieldValue> {
  const years = new Map<number, FieldValue>()
  for (const [key, value] of record.values) {
    const parts = partsOfField(key)
    if (parts.field === field && parts.year !== null) years.set(parts.year, value)
  }
  return years
}

/**
 * Rows of the same key in one file: one that says just the same is left out, one that says something else is refused,
 * both with the line of the first.
 */
export function twiceInFile(): (
  key: string,
  content: () => string,
  line: number,
) => { outcome: 'skipped' | 'refused'; key: string; line: number } | null {
  const first = new Map<string, { line: number; content: () => string }>()
  return (key, content, line) => {
    const before = first.get(key)
    if (!before) {
      first.set(key, { line, content })
      return null
    }
    return before.content() === content()
      ? { outcome: 'skipped', key: 'sameAsLine', line: before.line }
      : { outcome: 'refused', key: 'twiceInFile', line: before.line }
  }
}
