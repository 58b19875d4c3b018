import { z } from 'zod'
import { answer, command, query } from '../kernel/meta.ts'

/** A rule table of the field as the screen needs it: items with their words, source and certainty. */
export type RuleTable = {
  id: string
  title: string
  source: string
  certainty: string
  items: (Record<string, unknown> & { key: string; name: string })[]
}

/** A rule table in the list of tables. */
export type RuleTableLine = Pick<RuleTable, 'id' | 'title' | 'source' | 'certainty'> & {
  items: number
  /** The office laid changes of its own over it. */
  changed: boolean
}

/** A value of a rule item that a person can type. */
export const ruleValue = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()])

export const rulesContract = {
  list: query().output(answer<RuleTableLine[]>()),
  /** One table of resources/rules with the office's own changes laid over it. */
  table: query({ beforeSetUp: true })
    .input(z.object({ id: z.string().max(60) }))
    .output(answer<RuleTable>()),
  /** Lays the office's own values over one item; what the table's schema refuses is refused here. */
  saveItem: command({ role: 'checker' })
    .input(
      z.object({
        id: z.string().max(60),
        key: z.string().min(1, { error: 'required' }).max(40),
        values: z.record(z.string().max(60), ruleValue),
      }),
    )
    .output(answer<void>()),
  /** Back to the table as it came with the program. */
  reset: command({ role: 'checker' })
    .input(z.object({ id: z.string().max(60) }))
    .output(answer<void>()),
}
