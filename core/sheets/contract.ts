import { z } from 'zod'
import { idField } from '../kernel/fields.ts'
import { answer, command, query, task, taskAnswer } from '../kernel/meta.ts'
import type { FileTicket } from '../kernel/tickets.ts'
import type { ProjectClass } from '../plans/rules.ts'
import {
  listFormats,
  listNames,
  listRefs,
  mappedSheetInput,
  mappingFields,
  type OutcomeCounts,
  type RowOutcome,
  type RowReason,
  type SheetField,
  type SheetMapping,
  type SheetNote,
  type SheetTarget,
  sheetInput,
} from './rules.ts'

export type SheetLine = {
  index: number
  name: string
  hidden: boolean
  /** Rows and columns that hold anything. */
  rows: number
  columns: number
}
export type OpenedWorkbook = {
  fileName: string
  sha256: string
  sizeBytes: number
  sheets: SheetLine[]
  /** The same bytes were taken in before (and not taken back). */
  already: { batchId: string; importedOn: string; target: SheetTarget } | null
}

export type ReadColumn = {
  /** Letters, as Excel shows the column. */
  column: string
  /** Words of its head over all head rows; '' = none. */
  head: string
  /** The first cells under the head that hold something, as Excel shows them. */
  samples: string[]
  /** Fields this column could be, best first; where two columns want one field, the person decides. */
  guesses: { field: string; certain: boolean }[]
}
/** A row as it was understood: field → what the program will keep, in words for the screen. */
export type SampleRow = {
  line: number
  values: { field: string; text: string }[]
  reasons: RowReason[]
}
export type ReadSheet = {
  /** First and last row of the head as Excel counts; [0, 0] = the sheet has none. */
  headRows: [number, number]
  columns: ReadColumn[]
  mapping: SheetMapping
  mappingFrom: 'remembered' | 'guessed' | 'given'
  /** Fields the columns may be mapped to, in the order of the form. */
  fields: SheetField[]
  /**
   * New projects need a class that no column says: the person chooses it (`projectClass` of the following steps);
   * `proposed` where the sheet's name or title says เกินศักยภาพ. Null where a column says it or none is needed.
   */
  classMissing: { proposed: ProjectClass | null } | null
  /**
   * Figures of villages whose year (พ.ศ.) nothing in the sheet says: the person gives it (`figureYear` of the following
   * steps). Without an answer men and women are refused, the other figures go in without a year.
   */
  figureYearMissing: { proposed: number } | null
  /** Rows of data found. */
  rows: number
  /** The first 20 rows as understood with this mapping. */
  sampleRows: SampleRow[]
  notes: SheetNote[]
}

export type DryRow = {
  /** Row of the sheet as Excel counts. */
  line: number
  outcome: RowOutcome
  name: string
  reasons: RowReason[]
  /** Of a changed row: field → before and after, in words. */
  changes?: { field: string; before: string; after: string }[]
}
export type DryRun = {
  counts: OutcomeCounts
  /** Every refused row and the first 500 others, in the order of the sheet. */
  rows: DryRow[]
  total: number
  notes: SheetNote[]
}
export type ImportBatchLine = {
  id: string
  target: SheetTarget
  targetId: string
  /** Name of the plan or forum; '' for lists of the office. */
  targetName: string
  fileName: string
  sheetName: string
  counts: { added: number; changed: number; same: number; refused: number }
  importedOn: string
  undoneOn: string | null
}

/** A layout a list can be handed out in. */
export type ListLayout = {
  id: string
  name: string
  state: 'program' | 'changed' | 'own'
  /** Carries the ids of the records: taken in again, the file finds its own rows. */
  returns: boolean
}
export type ExportedList = FileTicket & {
  rows: number
  /** Cells of a CSV that a spreadsheet would have calculated with; each begins with an apostrophe now. */
  guarded: number
}

export const sheetsContract = {
  /** Looks into a workbook that was handed in; the token stays valid for the following steps. */
  open: task()
    .input(z.object({ token: z.string().min(1).max(200) }))
    .output(taskAnswer<OpenedWorkbook>()),
  /** Understands one sheet; `mapping` null = remembered for this head, else guessed. Nothing is written. */
  read: task()
    .input(sheetInput.extend({ mapping: mappingFields.nullable() }))
    .output(taskAnswer<ReadSheet>()),
  /** The real import, rolled back. */
  dryRun: task().input(mappedSheetInput).output(taskAnswer<DryRun>()),
  /**
   * Takes the good rows in, all in one command, and remembers the mapping. Rows refused are left out; `batchId` null =
   * there was nothing new in the file, and nothing was written.
   */
  commit: task()
    .input(mappedSheetInput)
    .output(taskAnswer<{ batchId: string | null; counts: OutcomeCounts }>()),
  /** A workbook of only the refused rows, with a column saying why. */
  badRows: task().input(mappedSheetInput).output(taskAnswer<FileTicket>()),
  /** Takes a whole import back; refused when one of its records was changed afterwards. */
  undoImport: command()
    .input(z.object({ batchId: idField }))
    .output(answer<void>()),
  /** Imports of this office, newest first. */
  batches: query()
    .input(z.object({ target: z.string().max(40).nullable(), targetId: idField.nullable() }))
    .output(answer<ImportBatchLine[]>()),
  /** Layouts that a list can be handed out in; the first is the one that comes back unchanged when taken in again. */
  listLayouts: query()
    .input(z.object({ list: z.enum(listNames) }))
    .output(answer<ListLayout[]>()),
  /** Hands a whole list out as a file; `layoutId` null = the first of its layouts. */
  exportList: task()
    .input(
      z.object({
        list: listRefs,
        format: z.enum(listFormats),
        layoutId: z.string().max(60).nullable(),
      }),
    )
    .output(taskAnswer<ExportedList>()),
}
