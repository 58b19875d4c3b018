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
export const ruleValue = z.union([
  z.string().max(2000),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(200)).max(50),
])

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
  /** A row of the office's own: another kind of committee, another seat of one, another kind of post. */
  addItem: command({ role: 'checker' })
    .input(z.object({ id: z.string().max(60), values: z.record(z.string().max(60), ruleValue) }))
    .output(answer<{ key: string }>()),
  /** Takes away a row that the office added; what came with the program stays. Refused while records name it. */
  removeItem: command({ role: 'checker' })
    .input(z.object({ id: z.string().max(60), key: z.string().min(1, { error: 'required' }).max(40) }))
    .output(answer<void>()),
  /** The rows of the program as they came with it; rows of the office stay. */
  reset: command({ role: 'checker' })
    .input(z.object({ id: z.string().max(60) }))
    .output(answer<void>()),
}
