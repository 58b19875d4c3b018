import { z } from 'zod'
import { idField } from '../kernel/fields.ts'
import { answer, command, query, task, taskAnswer } from '../kernel/meta.ts'
import type { PlanLevel, PlanState } from '../plans/rules.ts'
import { mergeFields, newProjectFields, pairFilter, type Reason, verdictFields } from './rules.ts'

/** A project in a pair, on one line. */
export type PairedProject = {
  id: string
  officeId: string
  name: string
  originName: string
  tambonName: string
  /** Levels of the plans it stands in. */
  levels: PlanLevel[]
  /** Names of อปท. or agencies whose lists it stands in. */
  lists: string[]
  planFy: number
  /** Satang, of its largest entry. */
  total: number
}
export type PairLine = {
  aId: string
  bId: string
  score: number
  reasons: Reason[]
  a: PairedProject
  b: PairedProject
}

/** A project that looks like another one. */
export type Lookalike = { project: PairedProject; score: number; reasons: Reason[] }

export type ComparedEntry = {
  planId: string
  planName: string
  level: PlanLevel
  planState: PlanState
  planFy: number
  rank: number
  name: string
  total: number
  adoptedOn: string | null
}
/** One side of the side by side. */
export type ComparedProject = PairedProject & {
  problem: string
  objective: string
  target: string
  site: string
  budgetSource: string
  leadAgency: string
  projectClass: string
  latitude: number | null
  longitude: number | null
  budgets: { fiscalYear: number; amount: number }[]
  entries: ComparedEntry[]
  fates: {
    kind: string
    budgetSource: string
    amount: number | null
    fiscalYear: number | null
    reason: string
  }[]
  mergedIntoId: string | null
}

export type Decision = {
  id: string
  officeId: string
  verdict: 'linked' | 'merged' | 'notSame'
  keptId: string | null
  score: number | null
  reason: string
  decidedOn: string
  a: PairedProject
  b: PairedProject
}

export const duplicatesContract = {
  /**
   * Pairs that look like one project and are not decided yet, the likeliest first. `ready: false` = so many projects
   * are new since the last search that the task `find` should do it; `pending` says how many.
   */
  list: query().input(pairFilter).output(
    answer<{
      ready: boolean
      pending: number
      projects: number
      total: number
      minimum: number
      rows: PairLine[]
    }>(),
  ),
  /** Reads and compares everything that is new; long for a whole province. */
  find: task().output(taskAnswer<{ projects: number; pairs: number }>()),
  /** Projects that look like this one, or like what is being typed; with the links decided for it. */
  of: query()
    .input(z.union([z.object({ projectId: idField }), z.object({ fields: newProjectFields })]))
    .output(answer<{ rows: Lookalike[]; linked: PairedProject[] }>()),
  /** Undecided pairs a project is in, for marks in tables; projects without one are left out. */
  counts: query()
    .input(z.object({ projectIds: z.array(idField).max(10_000) }))
    .output(answer<Record<string, number>>()),
  /** Two projects side by side. */
  pair: query()
    .input(z.object({ aId: idField, bId: idField }))
    .output(answer<{ score: number; reasons: Reason[]; a: ComparedProject; b: ComparedProject }>()),
  decisions: query().output(answer<Decision[]>()),
  /** The same thing, or not; both projects stay. Decided again, the later word counts. */
  decide: command().input(verdictFields).output(answer<{ id: string }>()),
  /** Everything of one project moves to the other; refused where two adopted plans would say two things of one. */
  merge: command().input(mergeFields).output(answer<{ id: string }>()),
  /** Takes a decision back: the pair is shown again, merged projects stand apart again. */
  reopen: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
}
