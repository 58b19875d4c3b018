import type { Handlers } from '../kernel/router.ts'
import { decide, expect } from './commands.ts'
import type { exchangeContract } from './contract.ts'
import { exportSubmission } from './export.ts'
import { board, check, consolidated, offices, places, received, sent } from './queries.ts'
import { inspect, takeIn } from './take-in.ts'

export const exchangeHandlers: Handlers<typeof exchangeContract> = {
  places,
  check,
  exportSubmission,
  sent,
  inspect,
  takeIn,
  received,
  decide,
  expect,
  board,
  consolidated,
  offices,
}
