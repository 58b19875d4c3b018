import { z } from 'zod'
import { answer, query } from '../kernel/meta.ts'

/** A rule table of the field as the screen needs it: items with their words, source and certainty. */
export type RuleTable = {
  id: string
  title: string
  source: string
  certainty: string
  items: (Record<string, unknown> & { key: string; name: string })[]
}

export const rulesContract = {
  /** One table of resources/rules with the office's own changes laid over it. */
  table: query({ beforeSetUp: true })
    .input(z.object({ id: z.string().max(60) }))
    .output(answer<RuleTable>()),
}
