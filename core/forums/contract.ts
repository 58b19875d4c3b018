import { z } from 'zod'
import { fiscalYear, idField, isoDate } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import type { PlanLevel, PlanState } from '../plans/rules.ts'
import type { StepState } from '../progress/rules.ts'
import {
  type ForumFields,
  type ForumLevel,
  type ForumState,
  forumFields,
  forumLevels,
  type NeedFields,
  needFields,
  type PartnerKind,
} from './rules.ts'

export type ForumLine = {
  id: string
  officeId: string
  level: ForumLevel
  /** Village id or tambon code. */
  areaKey: string
  villageId: string | null
  tambonCode: string
  tambonName: string
  /** บ้านนอกท่า หมู่ที่ 3, ตำบลพรหมโลก */
  areaName: string
  planFy: number
  state: ForumState
  heldOn: string | null
  place: string
  persons: number
  needs: number
  /** Needs that stand as projects in the plan of this FY. */
  carried: number
}

/** One village, community or tambon of the board with its forums of the plan FY, the latest last. */
export type ForumArea = {
  level: ForumLevel
  areaKey: string
  areaName: string
  kind: 'village' | 'community' | 'tambon'
  mooNo: number | null
  state: StepState
  /** Planned for a day that has passed and not written up. */
  overdue: boolean
  /** Days after the end of the window; of a forum that was held, days it was late. Late is not locked. */
  lateDays: number
  forums: ForumLine[]
}
export type ForumBoard = {
  today: string
  /** The windows of the calendar for village and tambon plans of this FY. */
  windows: Record<ForumLevel, { startsOn: string; endsOn: string } | null>
  tambons: {
    tambonCode: string
    tambonName: string
    /** Villages and communities. */
    expected: number
    planned: number
    held: number
    late: number
    tambon: ForumArea
    areas: ForumArea[]
  }[]
}

/** Where a project stands now: its entry at the highest level, and what became of it. */
export type Standing = {
  projectId: string
  /** Null when it stands in no plan any more. */
  entry: {
    level: PlanLevel
    planId: string
    planName: string
    planFy: number
    planState: PlanState
    rank: number
  } | null
  /** Key and name of resources/rules/fate-kinds with the last fate. */
  fate: {
    kind: string
    name: string
    budgetSource: string
    amount: number | null
    fiscalYear: number | null
    reason: string
  } | null
}

export type Need = NeedFields & {
  id: string
  no: number
  rank: number | null
  /** Shares its place with another; the forum has not settled it. */
  tied: boolean
  /** More hands than persons that were there. */
  tooManyHands: boolean
  projectId: string | null
  /** Its project stands in the plan of this FY. */
  inPlan: boolean
  standing: Standing | null
}

export type Forum = ForumFields & {
  id: string
  officeId: string
  level: ForumLevel
  areaKey: string
  villageId: string | null
  tambonCode: string
  tambonName: string
  areaName: string
  /** A municipal community, not a village. */
  community: boolean
  planFy: number
  state: ForumState
  /** Which forum of this area in the calendar year of its day (DOCUMENTS.md §A5: restarts each year). */
  number: number
  persons: number
  needs: Need[]
  /** The plan of this area and FY into which needs go, if there is one. */
  plan: { id: string; name: string; state: PlanState } | null
}

/** A matter of the area from before: named in the last forum, or a project of its last plan. */
export type EarlierMatter = {
  /** Need of the earlier forum; null for a project of the plan that no forum named. */
  needId: string | null
  projectId: string | null
  planFy: number
  name: string
  problem: string
  rank: number | null
  standing: Standing | null
  /** Already named again in this forum. */
  again: boolean
}

export type SkippedNeed = {
  needId: string
  name: string
  reason: 'inPlan' | 'noName' | 'noClass'
}

const own = { profiles: ['district', 'tambon'] as const }

export const forumsContract = {
  board: query(own)
    .input(z.object({ planFy: fiscalYear }))
    .output(answer<ForumBoard>()),
  list: query()
    .input(z.object({ planFy: fiscalYear, officeId: idField.optional() }))
    .output(answer<ForumLine[]>()),
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<Forum>()),
  /** What the area named and planned before, and what became of it: for the forum to begin with (DOMAIN.md §5). */
  before: query()
    .input(z.object({ id: idField }))
    .output(answer<{ planFy: number | null; matters: EarlierMatter[] }>()),
  /** Names that fit this forum: อปท. of its villages, agencies and others of earlier forums. */
  partners: query()
    .input(z.object({ id: idField }))
    .output(answer<{ name: string; kind: PartnerKind }[]>()),
  /**
   * Plans forums, one or many at once. An area that has one for this FY is left out and counted, unless `again` asks
   * for a further one.
   */
  plan: command(own)
    .input(
      z.object({
        planFy: fiscalYear,
        areas: z
          .array(z.object({ level: z.enum(forumLevels), areaKey: z.string().min(1).max(40) }))
          .min(1, { error: 'required' })
          .max(2000, { error: 'tooManyRows' }),
        heldOn: isoDate.nullable(),
        again: z.boolean(),
      }),
    )
    .output(answer<{ ids: string[]; skipped: number }>()),
  save: command(own)
    .input(z.object({ id: idField, fields: forumFields }))
    .output(answer<void>()),
  /** The record of the forum is complete: it was held. */
  hold: command(own)
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** Back to planned; refused once a need became a project. */
  reopen: command(own)
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** With its needs; refused once a need became a project. */
  remove: command(own)
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** One grid edit or pasted block. A need that stands in the plan keeps its row until its project is removed there. */
  saveNeeds: command({ ...own, dryRun: true })
    .input(
      z.object({
        forumId: idField,
        rows: z
          .array(z.object({ id: idField.nullable(), fields: needFields }))
          .max(2000, { error: 'tooManyRows' }),
        removed: z.array(idField).max(2000),
        /** Ids in their new order; empty = unchanged. */
        order: z.array(idField).max(2000),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<{ ids: string[] }>()),
  /** The forum puts this need first among those with as many votes. */
  settleTie: command(own)
    .input(z.object({ needId: idField }))
    .output(answer<void>()),
  /** Names matters of before again in this forum; a project keeps its identity. */
  nameAgain: command(own)
    .input(
      z.object({
        id: idField,
        needIds: z.array(idField).max(500),
        projectIds: z.array(idField).max(500),
      }),
    )
    .output(answer<{ ids: string[] }>()),
  /**
   * Needs become projects of the area's draft plan of this FY, which is opened if there is none; each need keeps the
   * link to its project.
   */
  carryOver: command(own)
    .input(
      z.object({
        id: idField,
        needIds: z.array(idField).min(1, { error: 'required' }).max(500),
      }),
    )
    .output(answer<{ planId: string; entryIds: string[]; skipped: SkippedNeed[] }>()),
}
