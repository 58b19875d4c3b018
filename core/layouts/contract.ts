import { z } from 'zod'
import { answer, command, query } from '../kernel/meta.ts'
import { type LayoutInput, type LayoutProblem, layoutInput, type TableFacts } from './rules.ts'

/** A layout in the list of layouts. */
export type LayoutLine = {
  id: string
  /** Name of its sheet: what the office calls the table. */
  name: string
  table: string
  tableName: string
  columns: number
  /** Templates of the papers that print with it; `list` where it lays out a list that is handed out. */
  uses: string[]
  /** `changed`: the program's, with the office's changes over it; `own`: made by the office. */
  state: 'program' | 'changed' | 'own'
  /** A changed or own layout that does not fit the program any more; it must be mended before it is printed. */
  broken: boolean
}
export type LayoutDetail = Omit<LayoutLine, 'columns' | 'uses'> & {
  layout: LayoutInput
  facts: TableFacts
  /** Set-up of the page it stands on, as `checkLayout` takes it. */
  page: unknown
  problems: LayoutProblem[]
}

const layoutId = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,59}$/u, { error: 'invalid' })

/** Table layouts as data of the office (C23); paper, preview, PDF, XLSX and DOCX all follow them. */
export const layoutsContract = {
  list: query().output(answer<LayoutLine[]>()),
  get: query()
    .input(z.object({ id: layoutId }))
    .output(answer<LayoutDetail>()),
  /** The table as paper with the office's own data, in this layout, before it is kept. */
  preview: query()
    .input(z.object({ id: layoutId, layout: layoutInput }))
    .output(answer<{ html: string; title: string; sample: boolean }>()),
  /** Refused with the fields that are wrong; nothing half-right is kept. */
  save: command({ role: 'checker' })
    .input(z.object({ id: layoutId, layout: layoutInput }))
    .output(answer<void>()),
  /** A new layout for the same table, beginning as the one it is made from. */
  create: command({ role: 'checker' })
    .input(z.object({ fromId: layoutId, name: layoutInput.shape.sheet }))
    .output(answer<{ id: string }>()),
  /** The program's layout again; a layout of the office's own is removed. */
  reset: command({ role: 'checker' })
    .input(z.object({ id: layoutId }))
    .output(answer<void>()),
}
