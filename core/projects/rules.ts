import { z } from 'zod'
import { fiscalYear, idField, isoDate, optionalLine, satang } from '../kernel/fields.ts'
import { searchKey } from '../thai/text.ts'

/** What became of a project; kinds are rows of resources/rules/fate-kinds. */
export const fateFields = z.object({
  projectId: idField,
  kind: z.string().min(1, { error: 'required' }).max(40),
  budgetSource: optionalLine(160),
  amount: satang.nullable(),
  fiscalYear: fiscalYear.nullable(),
  reason: optionalLine(600),
  dated: isoDate,
})
export type FateFields = z.infer<typeof fateFields>

/**
 * Key under which a project is found: its name, site and place, each without spaces, because Thai is typed with and
 * without them ("ถนน คอนกรีต" = "ถนนคอนกรีต").
 */
export function projectKey(...parts: readonly string[]): string {
  return parts
    .map((part) => searchKey(part).replaceAll(' ', ''))
    .filter((part) => part !== '')
    .join('|')
}

/** The words that must all stand in a project's key; '' finds all. */
export function searchWords(text: string): string[] {
  return searchKey(text)
    .split(' ')
    .filter((word) => word !== '')
}
