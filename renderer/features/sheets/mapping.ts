/** The mapping of the import wizard: which column is which field. Pure. */
import type { ReadColumn, ReadSheet } from '../../../core/sheets/contract.ts'
import type { SheetField, SheetMapping } from '../../../core/sheets/rules.ts'

/** Gives a column a field; another column that had it is left out, because a field stands in one column only. */
export function withField(mapping: SheetMapping, column: string, field: string | null): SheetMapping {
  const next: SheetMapping = {}
  for (const [key, value] of Object.entries(mapping))
    next[key] = value === field && field !== null ? null : value
  next[column] = field
  return next
}

/** Required fields that no column stands for. */
export function missingFields(mapping: SheetMapping, fields: readonly SheetField[]): SheetField[] {
  const mapped = new Set(Object.values(mapping))
  return fields.filter((field) => field.required && !mapped.has(field.key))
}

type ColumnState = 'mapped' | 'unsure' | 'left'

/** Mapped; left out although it could be something (two columns want one field); or nothing the program knows. */
export function stateOf(column: ReadColumn, mapping: SheetMapping): ColumnState {
  if ((mapping[column.column] ?? null) !== null) return 'mapped'
  return column.guesses.length > 0 ? 'unsure' : 'left'
}

/**
 * What the person is asked for the whole sheet: the class of new projects, the year (พ.ศ.) of figures; only as long as
 * no column that is mapped says it.
 */
export function openQuestions(
  read: Pick<ReadSheet, 'classMissing' | 'figureYearMissing'>,
  mapping: SheetMapping,
): { asksClass: boolean; figureYear: number | null } {
  const mapped = Object.values(mapping)
  return {
    asksClass:
      read.classMissing !== null &&
      !mapped.some((field) => field !== null && /^(?:projectC|c)lass/u.test(field)),
    figureYear: mapped.includes('year') ? null : (read.figureYearMissing?.proposed ?? null),
  }
}
