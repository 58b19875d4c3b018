import { z } from 'zod'
import { fiscalYear, idField, isoDate } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import {
  adoptionFields,
  type Edition,
  type EntryFields,
  entryFields,
  openPlanFields,
  type PlanHead,
  type PlanLevel,
  type PlanState,
  planLevels,
} from './rules.ts'

export type PlanLine = PlanHead & {
  id: string
  officeId: string
  editionNo: number
  /** แผนพัฒนาตำบล ตำบลพรหมโลก ฉบับทบทวนปี พ.ศ. 2568: what faults, journeys and papers call it. */
  name: string
  villageId: string | null
  tambonCode: string | null
  districtCode: string | null
  /** บ้านนอกท่า หมู่ที่ 3, ตำบลพรหมโลก, อำเภอพรหมคีรี */
  areaName: string
  state: PlanState
  adoptedOn: string | null
  adoptedBy: string
  resolution: string
  attendees: number | null
  entries: number
  /** Satang over the whole span. */
  total: number
}

export type PlanEntry = EntryFields & {
  id: string
  projectId: string
  rank: number
  takenFromId: string | null
  takenOn: string | null
  /** Where the project began: village or tambon. */
  originName: string
  villageId: string | null
  mooNo: number | null
  tambonCode: string | null
  /** Entries of higher plans that took this one up. */
  takenUpBy: number
}
export type Plan = PlanLine & { rows: PlanEntry[]; years: number[] }

/** An entry of a lower plan that this plan may take up. */
export type Candidate = PlanEntry & {
  planId: string
  planName: string
  planState: PlanState
  total: number
  /** Entry of this plan that already took it up. */
  alreadyTakenId: string | null
}

/** An entry that was not taken up, with the reason: its project already stands in this plan. */
export type SkippedEntry = { entryId: string; name: string; reason: 'alreadyTaken' }

export type JourneyStep = {
  level: PlanLevel
  planId: string
  planName: string
  edition: Edition
  planFy: number
  rank: number
  name: string
  total: number
  state: PlanState
  takenOn: string | null
  adoptedOn: string | null
  resolution: string
}
/** เส้นทางโครงการ: the whole way and the fate of one project. */
export type Journey = {
  projectId: string
  name: string
  originName: string
  steps: JourneyStep[]
  fates: {
    kind: string
    budgetSource: string
    amount: number | null
    fiscalYear: number | null
    reason: string
    dated: string
  }[]
}

export const plansContract = {
  list: query()
    .input(
      z.object({
        level: z.enum(planLevels).nullable(),
        planFy: fiscalYear.nullable(),
        tambonCode: z.string().nullable(),
        officeId: idField.optional(),
      }),
    )
    .output(answer<PlanLine[]>()),
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<Plan>()),
  /**
   * Opens a plan; an edition other than the first needs an adopted one before it, whose rows are copied as a draft
   * where resources/rules/plan-editions says so (ฉบับเพิ่มเติม begins empty).
   */
  open: command().input(openPlanFields).output(answer<{ id: string }>()),
  /**
   * One grid edit or one pasted block: changed and new rows, removed rows, new order. Only while the plan is not
   * adopted. Removing a row that a higher plan took up is refused.
   */
  saveEntries: command({ dryRun: true })
    .input(
      z.object({
        planId: idField,
        rows: z
          .array(z.object({ id: idField.nullable(), fields: entryFields }))
          .max(5000, { error: 'tooManyRows' }),
        removed: z.array(idField).max(5000),
        /** Ids in their new order of priority; empty = order unchanged. */
        order: z.array(idField).max(5000),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<{ ids: string[] }>()),
  /** A whole entry of the lower level is offered once; those already taken are marked. */
  candidates: query()
    .input(z.object({ planId: idField }))
    .output(answer<Candidate[]>()),
  /** Copies the entries into this plan under the same project, keeping the link; the lower plan stays as it is. */
  takeUp: command()
    .input(
      z.object({
        planId: idField,
        entryIds: z.array(idField).min(1, { error: 'required' }).max(5000),
        takenOn: isoDate,
      }),
    )
    .output(answer<{ ids: string[]; skipped: SkippedEntry[] }>()),
  propose: command()
    .input(z.object({ planId: idField }))
    .output(answer<void>()),
  /** Freezes the plan: afterwards only a new edition changes it. */
  adopt: command().input(adoptionFields).output(answer<void>()),
  journey: query()
    .input(z.object({ projectId: idField }))
    .output(answer<Journey>()),
  /** n/n villages, communities, tambons, district, needs plan for a plan FY. */
  progress: query()
    .input(z.object({ planFy: fiscalYear }))
    .output(
      answer<
        {
          level: PlanLevel
          expected: number
          opened: number
          adopted: number
          entries: number
          total: number
        }[]
      >(),
    ),
}
