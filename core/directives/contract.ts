import { z } from 'zod'
import { fiscalYear, idField, isoDate, optionalLine } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import type { LetterReading } from './read-letter.ts'
import {
  type DirectiveFields,
  directiveFields,
  dutyStates,
  type PlanLevel,
  type WindowFields,
  windowFields,
} from './rules.ts'

export type Duty = {
  id: string
  directiveId: string
  no: number
  kind: string
  text: string
  ownerName: string
  dueOn: string | null
  state: (typeof dutyStates)[number]
  doneOn: string | null
  evidence: string
  /** Days after the due date, 0 when in time or without one. Late is not locked (PEERS.md §1.2). */
  lateDays: number
}
export type DirectiveLine = Omit<DirectiveFields, 'duties' | 'windows' | 'body' | 'enclosures'> & {
  id: string
  dueOn: string | null
  done: number
  duties: number
}
export type Directive = Omit<DirectiveFields, 'duties' | 'windows'> & { id: string; duties: Duty[] }

export type StepState = 'notStarted' | 'underWay' | 'late' | 'done'
/** One cell of the tambon × step board; `href` is the place where the work is done. */
export type BoardCell = { state: StepState; done: number; expected: number; href: string }
export type BoardStep = 'villagePlans' | 'tambonPlan' | 'committee' | 'coordCentre' | 'workshop'
export type Home = {
  today: string
  planFy: number
  /** Duties not done, the late ones first, then by due date. */
  duties: (Duty & { directiveNumber: string; directiveSubject: string })[]
  /** The cycle as a strip: the window of each level, today marked by the screen. */
  windows: (WindowFields & { id: string; state: StepState; done: number; expected: number })[]
  board: { tambonCode: string; tambonName: string; mine: boolean; cells: Record<BoardStep, BoardCell> }[]
  districtPlan: BoardCell
  needsPlan: BoardCell
  report: BoardCell & { dueOn: string | null }
}

export const directivesContract = {
  /** What the pasted text of a letter says, for a person to confirm; nothing is stored. */
  readLetter: query()
    .input(z.object({ text: z.string().max(200_000) }))
    .output(answer<LetterReading>()),
  home: query().output(answer<Home | null>()),
  list: query().output(answer<DirectiveLine[]>()),
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<Directive>()),
  /** Registers an incoming letter with its duties and seeds the calendar of its plan FY by the N−2 rule. */
  register: command().input(directiveFields).output(answer<{ id: string }>()),
  /** `done` needs the evidence in words: a duty is not closed on nothing. */
  setDuty: command()
    .input(
      z
        .object({
          id: idField,
          state: z.enum(dutyStates),
          ownerName: optionalLine(120),
          dueOn: isoDate.nullable(),
          doneOn: isoDate.nullable(),
          evidence: optionalLine(600),
        })
        .refine((value) => value.state !== 'done' || value.evidence !== '', {
          error: 'evidenceMissing',
          path: ['evidence'],
        })
        .refine((value) => value.state !== 'done' || value.doneOn !== null, {
          error: 'required',
          path: ['doneOn'],
        }),
    )
    .output(answer<void>()),
  windows: query()
    .input(z.object({ planFy: fiscalYear }))
    .output(answer<(WindowFields & { id: string })[]>()),
  setWindow: command().input(windowFields).output(answer<{ id: string }>()),
  /** The plan FYs the office has anything for, newest first, and the one in hand. */
  planYears: query().output(answer<{ years: number[]; current: number | null }>()),
}
export type { PlanLevel }
