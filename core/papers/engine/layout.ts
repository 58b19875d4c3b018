/**
 * What a table layout says (resources/papers/layouts/*.json, and what an office lays over them). Pure: the screen that
 * edits a layout checks it with the same object.
 */
import { z } from 'zod'
import { cellKind } from './model.ts'

/** A growing column is never narrower than this, in mm. */
export const NARROWEST_MM = 10

const layoutColumn = z.strictObject({
  /** Field of the row; with `repeat` the field is a map and the repeated value its key. */
  key: z.string(),
  head: z.string(),
  /** Heading over this and its neighbours with the same `under`. */
  under: z.string().optional(),
  /** mm. Of a column with `grow` the content decides; `grow` shares out what no content needs. */
  width: z.number(),
  grow: z.number().optional(),
  /** mm. A growing column is never narrower: short words today may be long ones tomorrow, or written by hand. */
  least: z.number().optional(),
  /** Widened so that the longest figure stands on one line. */
  fit: z.boolean().optional(),
  align: z.enum(['left', 'centre', 'right']).default('left'),
  kind: cellKind.default('text'),
  /** Once per value of this list in the extras (e.g. the fiscal years); `{{}}` in head is the value. */
  repeat: z.string().optional(),
  /** Takes part in subtotals and totals. */
  sum: z.boolean().default(false),
  /** Digits of this column when not the table's. */
  digits: z.enum(['thai', 'arabic']).optional(),
  /** Codes of the field → words. */
  words: z.record(z.string(), z.string()).optional(),
  /** Left out when no row has anything here. */
  dropEmpty: z.boolean().default(false),
  /** Only in spreadsheets, in a column that is not shown: what finds the record again when the file comes back. */
  hidden: z.boolean().default(false),
})
export const tableLayout = z.strictObject({
  sheet: z.string(),
  /** Table whose rows it lays out (resources/papers/wording/tables.json); left out = the layout is its own. */
  table: z.string().optional(),
  sizePt: z.number(),
  /** document: the paper's digits; kept: figures Arabic, texts as they were written (files that come back). */
  digits: z.enum(['document', 'thai', 'arabic', 'kept']).default('document'),
  columns: z.array(layoutColumn),
  /** Neighbouring rows with the same value of this field form a group. */
  groupBy: z.string().optional(),
  /** Heading of a group; `{{}}` is the value. */
  groupHead: z.string().default('{{}}'),
  /** Heading of a group whose value is empty. */
  groupEmpty: z.string().default(''),
  subtotal: z.string().optional(),
  total: z.string().optional(),
  /** Printed in one wide row when there are no rows. */
  empty: z.string(),
  /** Spreadsheets let a person choose and sort its rows by their columns. Not with groups: they would come apart. */
  filter: z.boolean().optional(),
  /** After the heading of a group, or under the number of a flowing row, that goes on on the next page. */
  groupContinued: z.string().optional(),
  minRowMm: z.number().optional(),
  /** A long row goes on on the next page instead of standing on one: for forms whose cells hold whole texts. */
  rowsFlow: z.boolean().optional(),
})
export type TableLayout = z.infer<typeof tableLayout>
export type LayoutColumn = z.infer<typeof layoutColumn>
