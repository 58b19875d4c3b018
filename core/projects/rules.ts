import { z } from 'zod'
import { fiscalYear, idField, isoDate, optionalLine, satang } from '../kernel/fields.ts'

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
