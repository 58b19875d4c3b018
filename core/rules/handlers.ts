import type { Handlers } from '../kernel/router.ts'
import { addRuleItem, removeRuleItem, resetRules, saveRuleItem } from './commands.ts'
import type { rulesContract } from './contract.ts'
import { listRuleTables, readRuleTable } from './queries.ts'

export const rulesHandlers: Handlers<typeof rulesContract> = {
  list: listRuleTables,
  table: (cx, input) => readRuleTable(cx, input.id),
  saveItem: saveRuleItem,
  addItem: addRuleItem,
  removeItem: removeRuleItem,
  reset: resetRules,
}
