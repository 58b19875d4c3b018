import { z } from 'zod'
import { idField, line, optionalLine } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import type { PlanLevel, PlanState } from '../plans/rules.ts'
import { type Criterion, type Score, type Standing, scoreFields } from './rules.ts'

/** One entry of the plan on its score sheet; both places are kept (PRODUCT.md C10). */
export type RankingRow = Standing & {
  entryId: string
  projectId: string
  /** Place in the plan, 1…n. */
  rank: number
  name: string
  originName: string
  scores: Score[]
  /** Why the place in the plan differs from the place by score, or how a tie was settled. */
  reason: string
}

export type RankingSheet = {
  planId: string
  planName: string
  level: PlanLevel
  planFy: number
  state: PlanState
  /** Of another office: only read. */
  foreign: boolean
  /** False: no score sheet yet, the criteria shown are those of the rule table. */
  begun: boolean
  /** The office's criteria are others now than those this sheet was begun with. */
  outdated: boolean
  criteria: Criterion[]
  /** Day on which the plan was last put in the order of the scores. */
  rankedOn: string | null
  note: string
  /** In the order of the plan. */
  rows: RankingRow[]
}

export const rankingContract = {
  /** The score sheet of a plan with totals, places, ties and differences. */
  sheet: query()
    .input(z.object({ planId: idField }))
    .output(answer<RankingSheet>()),
  /** Begins the score sheet before anything is scored: the criteria of today are kept with the plan. */
  begin: command()
    .input(z.object({ planId: idField }))
    .output(answer<void>()),
  /**
   * Takes the criteria of the rule table as they are now. Scores of criteria that are gone and scores above a new
   * maximum fall away; `dropped` says how many, a dry run says it beforehand.
   */
  renewCriteria: command({ dryRun: true })
    .input(z.object({ planId: idField, dryRun: z.boolean() }))
    .output(answer<{ dropped: number }>()),
  /** Changed rows of the score sheet, one edit or one pasted block; begins the sheet where there is none. */
  saveScores: command({ dryRun: true })
    .input(
      z.object({
        planId: idField,
        rows: z.array(scoreFields).max(5000, { error: 'tooManyRows' }),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<void>()),
  /** Puts the plan in the order of the scores; ties and entries without a total as they stand, the latter last. */
  apply: command()
    .input(z.object({ planId: idField, note: optionalLine(400) }))
    .output(answer<{ moved: number; tied: number; unscored: number }>()),
  /** Moves one entry to a place by hand, with the reason; the place by score stays beside it. */
  place: command()
    .input(
      z.object({
        planId: idField,
        entryId: idField,
        rank: z.number().int().min(1).max(5000),
        reason: line(400),
      }),
    )
    .output(answer<void>()),
}
