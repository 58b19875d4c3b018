import { z } from 'zod'
import { fiscalYear, idField, isoDate, line, optionalLine } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'

/** One duty of one district (resources/rules/district-duties). Timeliness only: whether it is good is decided elsewhere. */
export type BoardDuty = {
  key: string
  /** Counted in the records as they lie here now; nothing of a district that has not handed in. */
  done: number
  expected: number
  /**
   * Judged by the first package in which it was fulfilled: `onTime`, `late`. Not fulfilled now: `missing` after its day,
   * `notDue` until then.
   */
  state: 'onTime' | 'late' | 'missing' | 'notDue'
  /** Its own day, else the day of the package; ISO. */
  dueOn: string
  /** Day on which that first package came; null while the duty is not fulfilled. */
  since: string | null
  /** How many days late it came, or how long it has been missing. */
  lateDays: number
}
export type BoardLine = {
  districtCode: string
  districtName: string
  officeId: string | null
  dueOn: string
  /** What was decided about the last package: `received` and `late` wait for it. */
  state: 'missing' | 'late' | 'received' | 'accepted' | 'returned'
  /** The package itself, by the first of the year: a corrected one after a return is not late again. */
  timing: BoardDuty['state']
  receivedOn: string | null
  firstReceivedOn: string | null
  lateDays: number
  packageId: string | null
  sequence: number | null
  /** Why the last package was returned; '' else. */
  reasons: string
  /**
   * The clock of this computer stood before days that the records here already know (it was set back): the later day
   * counts, and the screen says so.
   */
  clockDoubt: boolean
  projects: number
  /** Satang. */
  total: number
  villagePlans: { adopted: number; expected: number }
  tambonPlans: { adopted: number; expected: number }
  orders: { current: number; expected: number }
  report: boolean
  /** In the order of Board.duties. */
  duties: BoardDuty[]
}
/** A duty as a column of the board. */
export type DutyColumn = {
  key: string
  name: string
  shortName: string
  source: string
  certainty: string
  /** Last of its days over the districts. */
  dueOn: string | null
  /** Districts in which it is fulfilled; `late` of them too late. */
  done: number
  late: number
  /** Districts in which it is not: after its day, and before. done + missing + notDue = the districts of the board. */
  missing: number
  notDue: number
}
export type Board = {
  planFy: number
  /** Today, or the last day that the records know where the clock was set back. */
  asOf: string
  expected: number
  received: number
  /** onTime + late = received, received + missing = expected; `notDue` of the missing: their day has not come. */
  onTime: number
  late: number
  missing: number
  notDue: number
  returned: number
  accepted: number
  /** The nearest day still to come on which something is due that somebody has not fulfilled. */
  nextDue: (DutyDue & { districts: number }) | null
  duties: DutyColumn[]
  rows: BoardLine[]
}
/** What is expected of whom, to be changed in a form. */
export type Expectations = {
  planFy: number
  /** Null where nothing is expected yet. */
  dueOn: string | null
  /** Districts expected. */
  districtCodes: string[]
  /** Every duty of the rules that may have a day of its own; '' = together with the package. */
  duties: { duty: string; name: string; dueOn: string; source: string; certainty: string }[]
}
export type Consolidated = {
  planFy: number
  years: number[]
  rows: {
    districtCode: string
    districtName: string
    projects: number
    budgets: { fiscalYear: number; amount: number }[]
    total: number
    byClass: { SELF: number; JOINT: number; BEYOND: number }
  }[]
  byIssue: { issue: string; projects: number; total: number }[]
  bySource: { source: string; projects: number; total: number }[]
}

/** One side by which figures are put together; `class` and `edition` as in the plans. */
export const sides = ['district', 'tambon', 'issue', 'class', 'source', 'agency', 'year'] as const
export type Side = (typeof sides)[number]
export type SideLine = {
  /** Code of a district or tambon, SELF JOINT BEYOND, a year, else the words; '' = not said. */
  key: string
  /** '' = not said: the screen has the word for it. */
  label: string
  /** Code of the district of a tambon; '' else. */
  districtCode: string
  /** Districts that have something under it. */
  districts: number
  projects: number
  /** Satang. */
  total: number
  /**
   * The same line a year before (the plan FY before, the plan counted in the same way); null where nothing came then: of
   * this district on the sides district and tambon, of nobody on the others.
   */
  before: { projects: number; total: number } | null
  /** Page that shows more of it; '' where there is none. */
  href: string
}
/**
 * Figures of a plan FY put together by one side, narrowed by others. On every side the rows add up to the whole: a
 * project is counted in exactly one row. Side `year`: money stands in the year it is for, a project in the first year
 * (of those asked for) in which it has money – one over five years is one project – and one without money under ''.
 */
export type Breakdown = {
  planFy: number
  level: 'needs' | 'district'
  side: Side
  rows: SideLine[]
  projects: number
  total: number
  before: { planFy: number; projects: number; total: number } | null
}
export type DutyDue = { duty: string; name: string; dueOn: string }

const province = { profiles: ['province'] as const }

export const provinceContract = {
  /** Who is expected, by when; with `duties` a day of its own for some duties (resources/rules/district-duties). */
  expect: command(province)
    .input(
      z.object({
        planFy: fiscalYear,
        dueOn: isoDate,
        districtCodes: z.array(line(4)).min(1, { error: 'required' }),
        duties: z
          .array(z.object({ duty: line(40), dueOn: isoDate }))
          .max(40)
          .optional(),
      }),
    )
    .output(answer<void>()),
  /** What `expect` last said of a plan FY. */
  expectations: query(province)
    .input(z.object({ planFy: fiscalYear }))
    .output(answer<Expectations>()),
  board: query(province)
    .input(z.object({ planFy: fiscalYear }))
    .output(answer<Board>()),
  /** Of the needs plans unless the district plans are asked for. */
  consolidated: query(province)
    .input(z.object({ planFy: fiscalYear, level: z.enum(['needs', 'district']).optional() }))
    .output(answer<Consolidated>()),
  breakdown: query(province)
    .input(
      z.object({
        planFy: fiscalYear,
        level: z.enum(['needs', 'district']),
        side: z.enum(sides),
        /** All of them; of one side any of its keys. */
        only: z
          .array(z.object({ side: z.enum(sides), key: optionalLine(400) }))
          .max(40)
          .optional(),
      }),
    )
    .output(answer<Breakdown>()),
  /** Draft of one letter to the districts that have not handed in (all missing when `districtCodes` is left out). */
  draftReminder: command(province)
    .input(z.object({ planFy: fiscalYear, districtCodes: z.array(line(4)).optional() }))
    .output(answer<{ letterId: string }>()),
  /** Draft of the letter that goes with a returned package: reasons and corrections asked for as its annex. */
  draftReturn: command(province)
    .input(z.object({ packageId: idField }))
    .output(answer<{ letterId: string }>()),
}
