import type { Handlers } from '../kernel/router.ts'
import { board, expectations } from './board.ts'
import { expect } from './commands.ts'
import { breakdown, consolidated } from './consolidated.ts'
import type { provinceContract } from './contract.ts'
import { draftReminder, draftReturn } from './letters.ts'

export const provinceHandlers: Handlers<typeof provinceContract> = {
  expect,
  expectations,
  board,
  consolidated,
  breakdown,
  draftReminder,
  draftReturn,
}
