import { issuesOf } from '../../../core/kernel/issues.ts'
import type { PlanEntry } from '../../../core/plans/contract.ts'
import {
  type EntryFields,
  type EntryText,
  entryFields,
  entryTexts,
  type ProjectClass,
} from '../../../core/plans/rules.ts'
import type { Unread } from '../../ui/grid-model.ts'

/**
 * One line of the plan's grid: an entry with one money column a year (`y2566`, satang). `key` names the line on the
 * screen before and after it has an id.
 */
export type EntryRow = { [column in EntryText]: string } & {
  key: string
  id: string | null
  projectClass: ProjectClass | null
  originName: string
  takenFromId: string | null
  takenUpBy: number
  projectId: string | null
  /** What was pasted and cannot be read; the row waits until it is put right. */
  unread?: Unread | undefined
} & { [year: `y${number}`]: number | null }

/** What is wrong with one cell: key of validation.json with parameters. */
export type CellProblem = { key: string; params: Record<string, string | number | boolean | null> }
export type RowProblems = { [column: string]: CellProblem }

/** Column of a fiscal year (พ.ศ.). */
export function yearColumn(year: number): `y${number}` {
  return `y${year}`
}

let made = 0
/** An empty line at the end of the table; it becomes an entry once something is written in it. */
export function emptyRow(years: readonly number[]): EntryRow {
  made += 1
  const row = {
    key: `new-${made}`,
    id: null,
    projectClass: null,
    originName: '',
    takenFromId: null,
    takenUpBy: 0,
    projectId: null,
    ...Object.fromEntries(entryTexts.map((column) => [column, ''])),
    ...Object.fromEntries(years.map((year) => [yearColumn(year), null])),
  }
  return row as unknown as EntryRow
}

type Checked = { fields: EntryFields; problems: null } | { fields: null; problems: RowProblems }

/** Lines are never changed, only replaced: what was found of one holds as long as it lives. */
const checked = new WeakMap<EntryRow, { years: readonly number[]; result: Checked }>()

const lines = new WeakMap<PlanEntry, { years: readonly number[]; row: EntryRow }>()

/**
 * The entry as a line of the grid; a year without money is empty, not 0. The same entry gives the same line, and what
 * the core has is not checked again: of 3,000 lines only those are looked at that somebody writes in.
 */
export function rowOf(entry: PlanEntry, years: readonly number[]): EntryRow {
  const before = lines.get(entry)
  if (before && before.years === years) return before.row
  const row = newRowOf(entry, years)
  lines.set(entry, { years, row })
  checked.set(row, { years, result: { fields: entry, problems: null } })
  return row
}

function newRowOf(entry: PlanEntry, years: readonly number[]): EntryRow {
  const row = emptyRow(years)
  for (const column of entryTexts) row[column] = entry[column]
  for (const year of years) {
    row[yearColumn(year)] = entry.budgets.find((budget) => budget.fiscalYear === year)?.amount ?? null
  }
  return {
    ...row,
    key: entry.id,
    id: entry.id,
    projectClass: entry.projectClass,
    originName: entry.originName,
    takenFromId: entry.takenFromId,
    takenUpBy: entry.takenUpBy,
    projectId: entry.projectId,
  }
}

/** True for a line in which nothing was written. */
export function isEmptyRow(row: EntryRow, years: readonly number[]): boolean {
  return (
    row.id === null &&
    row.projectClass === null &&
    row.unread === undefined &&
    entryTexts.every((column) => row[column].trim() === '') &&
    years.every((year) => row[yearColumn(year)] === null)
  )
}

/** Satang over the years shown. */
export function rowTotal(row: EntryRow, years: readonly number[]): number {
  return years.reduce((sum, year) => sum + yearAmount(row, year), 0)
}

/** Satang of one year; what was pasted there and cannot be read counts as nothing. */
export function yearAmount(row: EntryRow, year: number): number {
  const column = yearColumn(year)
  return row.unread?.[column] === undefined ? (row[column] ?? 0) : 0
}

/**
 * Checks a line with the same rules as the command. Either the fields to save, or what is wrong per column;
 * a fault of a budget is told at the column of its year, an unread cell at its own.
 */
export function checkRow(row: EntryRow, years: readonly number[]): Checked {
  const before = checked.get(row)
  if (before && before.years === years) return before.result
  const result = checkNow(row, years)
  checked.set(row, { years, result })
  return result
}

function checkNow(row: EntryRow, years: readonly number[]): Checked {
  const filled = years.filter((year) => row[yearColumn(year)] !== null)
  const parsed = entryFields.safeParse({
    ...Object.fromEntries(entryTexts.map((column) => [column, row[column]])),
    projectClass: row.projectClass ?? undefined,
    budgets: filled.map((year) => ({ fiscalYear: year, amount: row[yearColumn(year)] })),
  })
  if (parsed.success && !row.unread) return { fields: parsed.data, problems: null }
  const unread = Object.entries(row.unread ?? {}).map(([column, { key }]) => [column, { key, params: {} }])
  const wrong = parsed.success ? {} : problemsOf(issuesOf(parsed.error.issues), filled)
  return { fields: null, problems: { ...wrong, ...Object.fromEntries(unread) } }
}

/** Puts issues of one row's fields at the columns of the grid. */
export function problemsOf(
  issues: readonly { path: readonly (string | number)[]; key: string; params: CellProblem['params'] }[],
  budgetYears: readonly number[],
): RowProblems {
  const problems: RowProblems = {}
  for (const issue of issues) {
    const [head, at] = issue.path
    const year = head === 'budgets' && typeof at === 'number' ? budgetYears[at] : undefined
    const column = year === undefined ? String(head ?? 'name') : yearColumn(year)
    problems[column] ??= { key: issue.key, params: issue.params }
  }
  return problems
}

const fingerprints = new WeakMap<EntryFields, string>()

/** Text that is equal exactly when a save would change nothing. */
export function fingerprint(fields: EntryFields): string {
  const before = fingerprints.get(fields)
  if (before !== undefined) return before
  const budgets = fields.budgets
    // an empty cell and 0 baht are the same to the command
    .filter((budget) => budget.amount !== 0)
    .map((budget) => [budget.fiscalYear, budget.amount])
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
  const text = JSON.stringify([...entryTexts.map((column) => fields[column]), fields.projectClass, budgets])
  fingerprints.set(fields, text)
  return text
}
