import { z } from 'zod'
import { fiscalYear, isoDate } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import { type DayItem, type Reminder, reminderMark } from './reminders.ts'
import type { Counts, MonthOfPlans, StepState } from './rules.ts'

/** One cell of the tambon × step board; `href` is the place where the work is done. */
export type BoardCell = { state: StepState; done: number; expected: number; href: string }
export type BoardRow = {
  tambonCode: string
  tambonName: string
  /** Of the person at the keyboard. */
  mine: boolean
  /** By key of the steps (resources/rules/board-steps). */
  cells: Record<string, BoardCell>
}

/** A duty that is not done yet, with its letter. */
export type HomeDuty = {
  id: string
  directiveId: string
  no: number
  kind: string
  text: string
  ownerName: string
  dueOn: string | null
  state: 'open' | 'doing'
  lateDays: number
  /** Number of its letter, else what the letter is called. */
  directiveNumber: string
  directiveSubject: string
  /** Its letter has not come yet: planned. */
  expected: boolean
  /** Where its work is done; null where the program has no room for it. */
  href: string | null
}
export type CycleWindow = {
  id: string
  planFy: number
  level: string
  startsOn: string
  endsOn: string
  state: StepState
  done: number
  expected: number
}

export type Home = {
  /** The day from which everything is counted; with a clock that runs behind it is `clockBehind`. */
  today: string
  planFy: number
  /** The one that is meant while nobody chooses another. */
  planFyInHand: number
  /** Newest day on which something was written here, when the clock says an earlier one: it hides nothing. */
  clockBehind: string | null
  /** The tambons of the person at the keyboard, in their order; [] = of nobody in particular. */
  mine: string[]
  /** What falls on today, is late, or comes in the next fortnight; the latest first. */
  items: DayItem[]
  /** Duties not done, the late ones first, then by due date. */
  duties: HomeDuty[]
  /** The cycle as a strip: the window of each level, today marked by the screen. */
  windows: CycleWindow[]
  /** Steps of the board in their order. */
  steps: { key: string; name: string }[]
  board: BoardRow[]
  districtPlan: BoardCell
  needsPlan: BoardCell
  report: BoardCell & { dueOn: string | null }
}

/** One plan that is to be made: what is there, since when, and what proves it. */
export type PlanProgress = {
  level: 'village' | 'tambon' | 'district' | 'needs'
  kind: 'village' | 'community' | 'tambon' | 'district' | 'needs'
  areaKey: string
  areaName: string
  /** Null of the district's own plans. */
  tambonCode: string | null
  state: StepState
  lateDays: number
  endsOn: string | null
  begunOn: string | null
  forum: { id: string; heldOn: string } | null
  planId: string | null
  adoptedOn: string | null
  adoptedBy: string
  resolution: string
  /** The meeting whose resolution adopted it. */
  meeting: {
    id: string
    title: string
    heldOn: string | null
    minutes: 'none' | 'signed' | 'certified'
  } | null
  /** Files of the forum, the meeting and its minutes. */
  attachments: number
  href: string
}
export type LevelCounts = {
  village: Counts
  community: Counts
  tambon: Counts
}
export type TambonProgress = {
  tambonCode: string
  tambonName: string
  mine: boolean
  counts: LevelCounts
  /** Everything of the tambon together. */
  all: Counts
  tambon: PlanProgress
  areas: PlanProgress[]
}
export type Progress = {
  today: string
  /** The day as of which it is counted. */
  asOf: string
  planFy: number
  windows: { level: string; startsOn: string; endsOn: string }[]
  tambons: TambonProgress[]
  counts: LevelCounts
  all: Counts
  districtPlan: PlanProgress | null
  needsPlan: PlanProgress | null
  /** All plans of the district, its own too, by month of adoption. */
  months: MonthOfPlans[]
}

export type Reminders = {
  today: string
  clockBehind: string | null
  /** What is shown now, the most pressing first. */
  shown: Reminder[]
  /** Put off until a day. */
  snoozed: (Reminder & { until: string })[]
}

export const progressContract = {
  home: query()
    .input(z.object({ planFy: fiscalYear.optional() }).optional())
    .output(answer<Home | null>()),
  /** How far the plans of a plan FY are; as of today, or of any day. */
  plans: query()
    .input(z.object({ planFy: fiscalYear, asOf: isoDate.nullable() }))
    .output(answer<Progress>()),
  reminders: query().output(answer<Reminders>()),
  /** The person has read it: it comes back at its next stage (resources/rules/reminders). */
  acknowledge: command({ undoable: false })
    .input(z.object({ reminders: z.array(reminderMark).min(1).max(500) }))
    .output(answer<void>()),
  /** Not again before that day. */
  snooze: command({ undoable: false })
    .input(z.object({ reminders: z.array(reminderMark).min(1).max(500), until: isoDate }))
    .output(answer<void>()),
}
