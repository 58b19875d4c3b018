/**
 * Words of the import that screens, commands and the reader of workbooks share. Pure.
 */
import { z } from 'zod'
import { idField } from '../kernel/fields.ts'
import { projectClasses } from '../plans/rules.ts'
import { projectSearch } from '../projects/rules.ts'

/** What the rows of a workbook can become. */
export const sheetTargets = ['planEntries', 'villages', 'laos', 'forumNeeds'] as const
export type SheetTarget = (typeof sheetTargets)[number]

/** Targets that are rows of one record: its id must be given (plan, forum). */
export const targetsOfRecord: readonly SheetTarget[] = ['planEntries', 'forumNeeds']

/**
 * How the cells of a field are read. `tick`: any mark means yes; `total`: only compared with the sum of the row;
 * `period`: a year, or months that lie in one fiscal year;
 * `number`: running number of the row, not taken in.
 */
export type SheetFieldKind =
  | 'text'
  | 'money'
  | 'total'
  | 'year'
  | 'period'
  | 'coordinates'
  | 'count'
  | 'moo'
  | 'class'
  | 'tick'
  | 'place'
  | 'villages'
  | 'type'
  | 'code'
  | 'id'
  | 'number'

/** A field that a column may be mapped to. */
export type SheetField = {
  /** Stable key: `name`, `budget:2567`, `population:2565` (พ.ศ.). */
  key: string
  /** i18n key of its name in sheets.json; `year` fills {{year}}. */
  name: string
  year?: number
  kind: SheetFieldKind
  /** A row cannot be taken in without it. */
  required: boolean
}

/** A column of the sheet by its letters, as Excel shows it. */
const columnLetters = z.string().regex(/^[A-Z]{1,3}$/u, { error: 'invalid' })

/** Column → field, null = said to be left out; a column that is not named is left out too. */
export const mappingFields = z
  .record(columnLetters, z.string().max(40).nullable())
  .refine((mapping) => Object.keys(mapping).length <= 256, { error: 'invalid' })
export type SheetMapping = Record<string, string | null>

export const sheetInput = z.object({
  token: z.string().min(1).max(200),
  /** 0-based, in the order of `open`. */
  sheetIndex: z.number().int().min(0).max(999),
  target: z.enum(sheetTargets),
  /** Plan of `planEntries`, forum of `forumNeeds`; null otherwise. */
  targetId: idField.nullable(),
  /** First row of the head as Excel counts (from 1); null = found by the program. */
  headRow: z.number().int().min(1).max(1_000_000).nullable(),
  /** Class of new projects where the sheet does not say it; without one such rows are refused. */
  projectClass: z.enum(projectClasses).nullable().optional(),
  /** Year (พ.ศ.) of the figures of `villages` where neither a column nor the title says it. */
  figureYear: z.int().min(2500).max(2700).nullable().optional(),
})
export type SheetInput = z.infer<typeof sheetInput>
export const mappedSheetInput = sheetInput.extend({ mapping: mappingFields })

export const rowOutcomes = ['added', 'changed', 'same', 'refused', 'skipped'] as const
export type RowOutcome = (typeof rowOutcomes)[number]
export type OutcomeCounts = Record<RowOutcome, number>

/** Why a row is not taken in, or what was understood in a way that a person should see. */
export type RowReason = {
  /** Letters of the column; null = the row as a whole. */
  column: string | null
  /** Words of its head. */
  head: string
  /** Key in validation.json. */
  key: string
  params: Record<string, string | number>
}

/** What was done to the sheet so that it could be read; said, never silent. */
export type SheetNote = {
  /** Key under `note.` in sheets.json. */
  key: string
  params: Record<string, string | number>
  /** Rows as Excel counts, the first 20. */
  lines: number[]
}

/** Every list of the program that can be handed out as a file (PRODUCT.md C23). */
export const listRefs = z.discriminatedUnion('list', [
  z.object({ list: z.literal('planEntries'), planId: idField }),
  z.object({
    list: z.literal('villages'),
    tambonCode: z.string().max(6).nullable(),
    officeId: idField.optional(),
  }),
  z.object({ list: z.literal('laos') }),
  /** The projects that a search finds, all of them. */
  z.object({ list: z.literal('projects'), search: projectSearch }),
  z.object({ list: z.literal('forumNeeds'), forumId: idField }),
  z.object({ list: z.literal('ranking'), planId: idField }),
])
export type ListRef = z.infer<typeof listRefs>
export type ListName = ListRef['list']
export const listNames = listRefs.options.map((option) => option.shape.list.value)
export const listFormats = ['xlsx', 'pdf', 'csv', 'json'] as const
export type ListFormat = (typeof listFormats)[number]
