import type { Handlers } from '../kernel/router.ts'
import { adoptPlan, openPlan, proposePlan, saveEntries, takeUp } from './commands.ts'
import type { plansContract } from './contract.ts'
import { getPlan, listCandidates, listPlans, readJourney, readProgress } from './queries.ts'

export const plansHandlers: Handlers<typeof plansContract> = {
  list: listPlans,
  get: (cx, { id }) => getPlan(cx, id),
  open: openPlan,
  saveEntries,
  candidates: (cx, { planId }) => listCandidates(cx, planId),
  takeUp,
  propose: proposePlan,
  adopt: adoptPlan,
  journey: (cx, { projectId }) => readJourney(cx, projectId),
  progress: (cx, { planFy }) => readProgress(cx, planFy),
}
