import { z } from 'zod'
import { fiscalYear, idField, isoDate, line, optionalLine } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import {
  type ActivityFields,
  type ActivityKind,
  activityFields,
  activityKinds,
  type PledgeFields,
  type PledgeState,
  participationFields,
  pledgeFields,
  quickFields,
  type ReceiptFields,
  receiptFields,
} from './rules.ts'

/** By which day a workshop is due, where that is from, and how late it is (DOMAIN.md §4: late is said, never refused). */
export type Timing = { dueOn: string; from: 'duty' | 'window'; lateDays: number }

export type Activity = ActivityFields & {
  id: string
  officeId: string
  tambonName: string | null
  persons: number
  /** Satang of its pledges of money and of what came of them; null = none. */
  pledged: number | null
  received: number | null
  /** Only of workshops, and only where a day is known. */
  timing: Timing | null
  /** It was planned, its day has gone by, nobody has said that it was held. */
  awaitsResult: boolean
  /** Files that hang on it. */
  files: number
  /** The same thing was recorded once more (twins): said, never refused. Null = no. */
  twinId: string | null
}

/** Another record of what seems to be the same activity. */
export type Twin = { id: string; subject: string; heldOn: string }

export type Receipt = ReceiptFields & { id: string; pledgeId: string }

/** The fate that a receipt speaks for, as core/projects recordFate takes it; recorded by hand only. */
export type FateProposal = {
  projectId: string
  kind: string
  /** Name of a row of budget-sources, '' = to be chosen. */
  budgetSource: string
  /** Satang. */
  amount: number
  fiscalYear: number
  dated: string
}

export type Pledge = PledgeFields & {
  id: string
  officeId: string
  activityId: string
  partnerName: string
  /** Day of the promise, and of what meeting. */
  promisedOn: string
  activitySubject: string
  editionFy: number
  tambonCode: string | null
  tambonName: string | null
  /** Name of the row of pledge-forms. */
  formName: string
  /** Of the row of pledge-forms: counted in the sums of money. */
  money: boolean
  projectName: string | null
  receipts: Receipt[]
  /** Satang that count as pledged: of a pledge that was withdrawn, only what had come of it; null = without a value. */
  counted: number | null
  /** Satang received of those with a value. */
  received: number
  /** Satang that are still to come; 0 when withdrawn; null = without a value. */
  outstanding: number | null
  /** Satang more than were pledged; 0 = none. */
  over: number
  state: PledgeState
  /** Set where money came for a project and the project does not yet have a fate that says so. */
  fateProposal: FateProposal | null
}

export type ActivityDetail = Activity & {
  pledges: Pledge[]
  projects: { id: string; name: string }[]
  /** Other partners whose names are nearly the same. */
  alike: string[]
}

/** What was done for one tambon; tambonCode null = of the whole district. */
export type TambonSummary = {
  tambonCode: string | null
  tambonName: string | null
  /** Held activities. */
  sessions: number
  participations: number
  workshops: number
  partners: number
  /** Persons at held sessions and workshops. */
  persons: number
  planned: number
  /** Steps of the plan that ศอช. took part in, of how many. */
  steps: number
  stepsExpected: number
  /** Last workshop that was held. */
  workshop: { id: string; heldOn: string; timing: Timing | null } | null
  pledged: number
  received: number
}

export type ParticipationCell = {
  step: string
  /** Days on which it took part, the first first; planned ones are marked. */
  occasions: {
    activityId: string
    heldOn: string
    endedOn: string | null
    subject: string
    evidence: string
    persons: number
    files: number
    planned: boolean
    /** The same activity stands for other steps too. */
    otherSteps: string[]
  }[]
}

export type ParticipationRow = {
  tambonCode: string
  tambonName: string
  mine: boolean
  /** The newest edition of the tambon plan of the plan FY; null = not begun. */
  plan: { id: string; state: string; adoptedOn: string | null } | null
  /** ศอช.ต.; null = not entered. order: current = signed for this edition, old = signed before, none = none was signed. */
  coordCentre: {
    id: string
    name: string
    order: 'current' | 'old' | 'none'
    orderId: string | null
    orderNumber: string
    signedOn: string | null
  } | null
  /** One a step, in the order of the rule table. */
  cells: ParticipationCell[]
  /** Steps with at least one day on which it was held. */
  done: number
}

export type Participation = {
  editionFy: number
  planFy: number
  steps: { key: string; name: string }[]
  rows: ParticipationRow[]
  /** Cells that are marked, of all. */
  done: number
  expected: number
}

export type PartnerName = {
  name: string
  /** used = of an earlier activity; lao = of the list of อปท.; agency = of that list, or of the rule table. */
  from: 'used' | 'lao' | 'agency'
  times: number
  /** Nearly the name that was asked for, written otherwise: to be taken instead of a second one. */
  alike: boolean
}

/** A partner's account over the edition. Sums in satang, of money only. */
export type PartnerAccount = {
  name: string
  meetings: number
  pledged: number
  received: number
  outstanding: number
  states: Record<PledgeState, number>
  alike: string[]
  pledges: Pledge[]
}

/** Key in validation.json with its parameters. */
export type RowProblem = { key: string; params: Record<string, string | number> }
export type PastedActivity = {
  /** From 1. */
  line: number
  cells: string[]
  /** Null where the row cannot be understood. */
  fields: ActivityFields | null
  tambonName: string | null
  persons: number
  problems: RowProblem[]
  /** The same activity is there already (or earlier in the paste): not recorded again. */
  already: boolean
}

const newPledge = pledgeFields.extend({ receipts: z.array(receiptFields).max(100).optional() })

export const activitiesContract = {
  /** Of an edition, or of all of them. */
  list: query()
    .input(
      z.object({
        editionFy: fiscalYear.nullable(),
        kind: z.enum(activityKinds).nullable(),
        tambonCode: z.string().max(6).nullable().optional(),
        officeId: idField.optional(),
      }),
    )
    .output(answer<Activity[]>()),
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<ActivityDetail>()),
  /** Tambon by tambon and the district as a whole; total of all in `all`. */
  summary: query()
    .input(z.object({ editionFy: fiscalYear, officeId: idField.optional() }))
    .output(
      answer<{
        district: TambonSummary
        tambons: TambonSummary[]
        all: Omit<TambonSummary, 'workshop' | 'tambonCode' | 'tambonName'>
        counts: Record<ActivityKind, number>
        /** Rows that are planned and whose day has gone by. */
        awaiting: number
        /** By when the workshops are due; null = nobody set a day. */
        workshopsDue: Omit<Timing, 'lateDays'> | null
      }>(),
    ),
  /** Names, subjects and words of the four kinds (resources/rules/activity-kinds); subject for a tambon filled in. */
  usual: query()
    .input(z.object({ tambonCode: z.string().max(6).nullable() }))
    .output(answer<{ kind: ActivityKind; name: string; subject: string }[]>()),
  /** planFy: of the letter of the edition where it is not given. */
  participation: query()
    .input(z.object({ editionFy: fiscalYear, planFy: fiscalYear.optional(), officeId: idField.optional() }))
    .output(answer<Participation>()),
  /** Known partners for a name being typed; '' = all. */
  partnerNames: query()
    .input(z.object({ q: optionalLine(200) }))
    .output(answer<PartnerName[]>()),
  /** Account of each partner in an edition (duty 5). */
  partners: query()
    .input(z.object({ editionFy: fiscalYear, officeId: idField.optional() }))
    .output(answer<PartnerAccount[]>()),
  /** What partners promised for a project, of all years; `direct` false = for the plan as a whole, at a meeting that named it. */
  pledgesOf: query()
    .input(z.object({ projectId: idField }))
    .output(answer<(Pledge & { direct: boolean })[]>()),
  /**
   * `pledges`: only with a new activity, recorded with it. `alike`: other partners whose names are nearly this one. `twin`:
   * the same was recorded before, e.g. by a colleague; it is kept, and said.
   */
  save: command()
    .input(
      z.object({
        id: idField.nullable(),
        fields: activityFields,
        pledges: z.array(newPledge).max(200).optional(),
      }),
    )
    .output(answer<{ id: string; alike: string[]; twin: Twin | null }>()),
  /** What was changed at once in a table: all of it or nothing, one step of undo. Ids in the order of the rows. */
  saveRows: command()
    .input(
      z.object({
        rows: z
          .array(z.object({ id: idField.nullable(), fields: activityFields }))
          .min(1, { error: 'required' })
          .max(200, { error: 'tooManyRows' }),
      }),
    )
    .output(answer<{ ids: string[] }>()),
  /** With its pledges and what came of them; undo brings all of it back. */
  remove: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** Several at once, each with its pledges and files: one step of undo. */
  removeRows: command()
    .input(
      z.object({
        ids: z.array(idField).min(1, { error: 'required' }).max(200, { error: 'tooManyRows' }),
      }),
    )
    .output(answer<void>()),
  /** The least that makes an activity; a day to come makes it a planned one. */
  quick: command()
    .input(quickFields)
    .output(answer<{ id: string; subject: string; state: 'planned' | 'held'; twin: Twin | null }>()),
  /** Rows from Excel. Rows with a problem and rows that are there already are left out and said; undo takes all back. */
  paste: command({ dryRun: true })
    .input(
      z.object({
        editionFy: fiscalYear,
        kind: z.enum(['session', 'participation', 'workshop']),
        /** Where a row names no tambon. */
        tambonCode: z.string().max(6).nullable(),
        text: z.string().max(400_000, { error: 'tooLong' }),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<{ rows: PastedActivity[]; saved: number; ids: string[] }>()),
  /** One activity a tambon; cells that have this very day already are left out and said. */
  saveParticipation: command()
    .input(participationFields)
    .output(answer<{ ids: string[]; already: { tambonCode: string; step: string }[] }>()),
  /** Another day or evidence of one cell; an activity that stands for other steps too keeps those. */
  correctCell: command()
    .input(
      z.object({
        activityId: idField,
        step: z.string().min(1).max(40),
        heldOn: isoDate,
        endedOn: isoDate.nullable(),
        evidence: optionalLine(600),
      }),
    )
    .output(answer<{ id: string }>()),
  /** Unmarks cells; an activity without a step left goes with the last of them. */
  clearCells: command()
    .input(
      z.object({
        cells: z
          .array(z.object({ activityId: idField, step: z.string().min(1).max(40) }))
          .min(1, { error: 'required' })
          .max(500),
      }),
    )
    .output(answer<{ cleared: number }>()),
  /** One name for a partner that was written in several ways; of all editions. */
  renamePartner: command()
    .input(z.object({ from: z.array(line(200)).min(1).max(20), to: line(200) }))
    .output(answer<{ changed: number }>()),
  savePledge: command()
    .input(z.object({ id: idField.nullable(), activityId: idField, fields: pledgeFields }))
    .output(answer<{ id: string }>()),
  removePledge: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** over: satang more than was pledged, 0 = none; early: dated before the promise. Both are said, not refused. */
  saveReceipt: command()
    .input(z.object({ id: idField.nullable(), pledgeId: idField, fields: receiptFields }))
    .output(answer<{ id: string; over: number; early: boolean; fateProposal: FateProposal | null }>()),
  removeReceipt: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
}
