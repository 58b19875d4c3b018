import type { Handlers } from '../kernel/router.ts'
import { adoptPlan, openPlan, proposePlan, saveEntries } from './commands.ts'
import { readDifference } from './compare.ts'
import type { plansContract } from './contract.ts'
import { listWays, readFeedback, readJourney, readJourneys } from './journeys.ts'
import { openYear } from './next-year.ts'
import { getPlan, listPlans, readProgress } from './queries.ts'
import { closeReturn, listReturns, returnEntry, withdrawProject } from './returns.ts'
import { listCandidates, takeUp } from './take-up.ts'

export const plansHandlers: Handlers<typeof plansContract> = {
  list: listPlans,
  get: (cx, { id }) => getPlan(cx, id),
  open: (cx, input) => openPlan(cx, input),
  saveEntries,
  candidates: (cx, { planId }) => listCandidates(cx, planId),
  takeUp,
  propose: proposePlan,
  adopt: adoptPlan,
  journey: (cx, { projectId }) => readJourney(cx, projectId),
  journeys: (cx, { projectIds }) => readJourneys(cx, projectIds),
  ways: listWays,
  feedback: readFeedback,
  difference: readDifference,
  returnEntry,
  closeReturn,
  returns: (cx, { planId }) => listReturns(cx, planId),
  withdraw: withdrawProject,
  openYear: (cx, { dryRun: _dryRun, ...input }) => openYear(cx, input),
  progress: (cx, { planFy }) => readProgress(cx, planFy),
}
