import { z } from 'zod'
import type { ProposedDuty } from '../directives/contract.ts'
import { fiscalYear, idField, isoDate, optionalLine } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import type { Difference } from './difference.ts'
import {
  adoptionFields,
  type Edition,
  type EntryFields,
  entryFields,
  type Outcome,
  openPlanFields,
  openYearFields,
  outcomes,
  type PlanHead,
  type PlanLevel,
  type PlanState,
  type ProjectClass,
  planLevels,
  returnFields,
  withdrawFields,
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
  /** The edition whose rows this one began with. */
  basedOnId: string | null
  entries: number
  /** Satang over the whole span. */
  total: number
  /** Entries of this area's plan that a higher level gave back and nobody has corrected yet. */
  returned: number
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
  /** Given back for correction and not corrected yet, the newest return. */
  returned: { id: string; reason: string; dated: string; byPlanName: string } | null
  /** ถอนเรื่อง: the project was withdrawn; an adopted plan keeps the row and says so. */
  withdrawn: { reason: string; dated: string } | null
}
export type Plan = PlanLine & { rows: PlanEntry[]; years: number[] }

/** Why an entry meets a take-up rule: what was read in its words, who proposes the same, or its class. */
export type RuleReason =
  | { kind: 'villages'; moo: number[] }
  | { kind: 'tambons' | 'proposers'; names: string[] }
  | { kind: 'severalVillages' | 'allVillages' | 'severalTambons' | 'allTambons' }
  | { kind: 'class'; projectClass: ProjectClass }

/** An entry of a lower plan that this plan may take up. */
export type Candidate = PlanEntry & {
  planId: string
  planName: string
  planState: PlanState
  planLevel: PlanLevel
  total: number
  /** Entry of this plan that already took it up. */
  alreadyTakenId: string | null
  /** The rules of resources/rules/take-up-rules it meets; `selects`: the button "by rule" chooses it. */
  rules: { key: string; name: string; selects: boolean; reason: RuleReason }[]
  /** Given back once and corrected since: offered again, with what was done. */
  corrected: { dated: string; note: string } | null
}

/** An entry that was not taken up, with the reason. */
export type SkippedEntry = {
  entryId: string
  name: string
  reason: 'alreadyTaken' | 'returned' | 'withdrawn'
}

/** ส่งกลับแก้ไข: an entry given back to its owner. */
export type EntryReturn = {
  id: string
  officeId: string
  projectId: string
  name: string
  /** Newest edition of the owner's plan that holds the project: there it is corrected. */
  planId: string
  planName: string
  planState: PlanState
  byPlanId: string
  byPlanName: string
  reason: string
  dated: string
  state: 'open' | 'corrected' | 'withdrawn'
  closedOn: string | null
  closingNote: string
}

/** Two editions of one plan compared; `against` null = there is none to compare with. */
export type PlanDifference = Difference<PlanEntry> & {
  plan: PlanLine
  against: PlanLine | null
  /** Other editions of the same plan, newest first. */
  editions: { id: string; name: string; state: PlanState; planFy: number }[]
  /** Reasons on record, by project: of the return, the withdrawal, or the remark. */
  reasons: Record<string, string>
}

/** What the opening of a year does at one level, in numbers (C30). */
export type YearLevel = {
  level: PlanLevel
  areas: number
  /** Drafts opened: reviews in the same span, first editions of a new one. */
  reviews: number
  firsts: number
  /** Areas that have a plan of that year already. */
  existing: number
  /** Names of plans of the year before that are not adopted, so that no edition can follow them. */
  notAdopted: string[]
  entries: number
  /** Satang of what came along. */
  total: number
  /** Projects left out, by how they stand. */
  leftOut: { funded: number; finished: number; withdrawn: number }
}

/** The letter of the new year that is opened before it has come; its duties as they are proposed. */
export type YearDirective = {
  from: { id: string; name: string; duties: number }
  editionFy: number
  planFy: number
  /** Of duties whose due date does not stay on the same day: why, and where it goes. */
  moved: ProposedDuty[]
  /** Years (พ.ศ.) whose announced holidays nobody has written down. */
  unknownHolidays: number[]
  /** A letter of that year that is there already: nothing is opened. */
  thereId: string | null
  /** The letter that was opened; null = it was not asked for, or is there. */
  openedId: string | null
}
/** Bodies whose order does not hold for the edition of the new year. */
export type YearBodies = {
  editionFy: number
  bodies: { id: string; name: string; state: 'review' | 'missing' }[]
  /** Drafts of orders that were opened or lay ready. */
  drafts: number
}

export type JourneyStep = {
  level: PlanLevel
  planId: string
  planName: string
  entryId: string
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
export type JourneyFate = {
  kind: string
  budgetSource: string
  amount: number | null
  fiscalYear: number | null
  reason: string
  dated: string
}
/** เส้นทางโครงการ: the whole way and the fate of one project. */
export type Journey = {
  projectId: string
  officeId: string
  name: string
  originName: string
  tambonCode: string | null
  villageId: string | null
  outcome: Outcome
  /** The level whose plan was adopted without it; only with outcome `left`. */
  leftAt: PlanLevel | null
  /** Where it began: the need as the forum named it. */
  need: {
    forumId: string
    heldOn: string | null
    name: string
    rank: number | null
    votes: number | null
  } | null
  /** Every edition in which it stands, lowest level first; of a merged project, those of the one it became. */
  steps: JourneyStep[]
  fates: JourneyFate[]
  returns: {
    id: string
    byPlanName: string
    reason: string
    dated: string
    state: EntryReturn['state']
    closedOn: string | null
    closingNote: string
  }[]
  /** The project that this one turned out to be. */
  mergedInto: { projectId: string; name: string } | null
  /** Projects that turned out to be this one. */
  merged: { projectId: string; name: string; originName: string }[]
  /** The same project put forward elsewhere; its way counts for this one too. */
  linked: { projectId: string; name: string; originName: string }[]
}

/** A row of the feedback sheet of a village or tambon, in words for paper; digits Arabic. */
export type FeedbackRow = {
  projectId: string
  name: string
  originName: string
  /** Rank in the plan where it began; null where it stands in none. */
  rank: number | null
  total: number
  /** หมู่บ้าน ลำดับที่ 3 (เห็นชอบ 12 ก.พ. 2565) → ตำบล ลำดับที่ 11 … */
  way: string
  outcome: Outcome
  /** ได้รับงบประมาณ งบ อบจ. 500,000 บาท ปี 2567 */
  fate: string
  reason: string
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
          .array(
            z.object({
              id: idField.nullable(),
              fields: entryFields,
              /** Of a new row: its place in the plan as it will be; left out = last. */
              rank: z.number().int().min(1).max(5000).optional(),
            }),
          )
          .max(5000, { error: 'tooManyRows' }),
        removed: z.array(idField).max(5000),
        /** Ids in their new order of priority; empty = order unchanged. */
        order: z.array(idField).max(5000),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<{ ids: string[]; projectIds: string[] }>()),
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
  /** The ways of many projects at once, in the order asked; unknown ones are left out. */
  journeys: query()
    .input(z.object({ projectIds: z.array(idField).max(1000) }))
    .output(answer<Journey[]>()),
  /** All projects of a village, tambon or plan FY with their way, a page at a time, counted by how they stand. */
  ways: query()
    .input(
      z.object({
        planFy: fiscalYear.nullable(),
        tambonCode: z.string().nullable(),
        villageId: idField.nullable(),
        outcome: z.enum(outcomes).nullable(),
        text: z.string().max(200),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
        officeId: idField.optional(),
      }),
    )
    .output(answer<{ total: number; counts: Record<Outcome, number>; rows: Journey[] }>()),
  /** What became of the projects of a village, or of a whole tambon: told at the next forum (DOMAIN.md §9.3). */
  feedback: query()
    .input(
      z.union([
        z.object({ villageId: idField, planFy: fiscalYear.nullable() }),
        z.object({ tambonCode: z.string().regex(/^\d{6}$/u), planFy: fiscalYear.nullable() }),
      ]),
    )
    .output(answer<{ areaName: string; planFy: number | null; rows: FeedbackRow[] }>()),
  /** An edition against the one before, or against any other of the same plan. */
  difference: query()
    .input(z.object({ planId: idField, againstId: idField.optional() }))
    .output(answer<PlanDifference>()),
  /** Gives an entry of a lower plan back to its owner for correction; it is offered again when corrected. */
  returnEntry: command().input(returnFields).output(answer<{ id: string }>()),
  /** The owner has corrected what was given back, in the draft or by a new edition. */
  closeReturn: command()
    .input(z.object({ id: idField, note: optionalLine(600) }))
    .output(answer<void>()),
  /** Entries given back: of one plan's area, else all of the office; open ones first. */
  returns: query()
    .input(z.object({ planId: idField.nullable() }))
    .output(answer<EntryReturn[]>()),
  /** ถอนเรื่อง: the fate of the project; open returns are closed with it. */
  withdraw: command().input(withdrawFields).output(answer<{ id: string }>()),
  /** Opens the drafts of a new fiscal year for every area of the levels; says beforehand what it will do. */
  openYear: command({ dryRun: true })
    .input(
      openYearFields
        .extend({ dryRun: z.boolean() })
        .refine((input) => input.toFy > input.fromFy, { error: 'yearOrder', path: ['toFy'] }),
    )
    .output(answer<{ levels: YearLevel[]; directive: YearDirective | null; bodies: YearBodies }>()),
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
