import type { Handlers } from '../kernel/router.ts'
import { applyRanking, beginRanking, placeByHand, renewCriteria, saveScores } from './commands.ts'
import type { rankingContract } from './contract.ts'
import { readSheet } from './queries.ts'

export const rankingHandlers: Handlers<typeof rankingContract> = {
  sheet: (cx, { planId }) => readSheet(cx, planId),
  begin: beginRanking,
  renewCriteria,
  saveScores,
  apply: applyRanking,
  place: placeByHand,
}
