import type { Handlers } from '../kernel/router.ts'
import type { rulesContract } from './contract.ts'
import { readRuleTable } from './queries.ts'

export const rulesHandlers: Handlers<typeof rulesContract> = {
  table: (cx, input) => readRuleTable(cx, input.id),
}
