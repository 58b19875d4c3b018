import { z } from 'zod'
import { planLevels } from '../directives/rules.ts'
import { fiscalYear, idField, isoDate, optionalLine } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import { daysBetween } from '../thai/dates.ts'
import {
  type EntryFields,
  type EventKind,
  entryFields,
  eventKinds,
  type HolidayLine,
  type LetterWindow,
  type PlanLevel,
  type WindowOrigin,
  type WindowRemark,
  windowFields,
} from './rules.ts'
import type { DayOff } from './working-days.ts'

type Dates = { startsOn: string; endsOn: string }
export type WindowLine = Dates & {
  id: string
  planFy: number
  level: PlanLevel
  source: string
  certainty: string
  directiveId: string | null
  note: string
  origin: WindowOrigin
  /** Number of the letter that set it; '' = none. */
  directiveNumber: string
  /** What a later letter says where a person had typed the window. */
  offered: (Dates & { directiveId: string; directiveNumber: string }) | null
  remarks: WindowRemark[]
  /** Earlier dates, the latest first, with who changed them when and by what. */
  changes: { at: string; staffName: string; before: Dates; source: string }[]
}
/** Before → after of one level, as a letter changes it. */
export type WindowChange = {
  level: PlanLevel
  before: (Dates & { source: string }) | null
  after: LetterWindow
  /** What is there is only replaced with a yes: a person typed it, or a letter of a later day set it. */
  stays: 'byPerson' | 'newer' | null
  differs: boolean
}
export type WindowExample = Dates & {
  planFy: number
  level: PlanLevel | 'report'
  source: string
  certainty: string
}

/**
 * Something on a day or over some days. `title` is the record's own words, else the name of its place or level; what
 * kind it is the screen says. Ends of `deadlineKinds` are deadlines: late work is taken; `lock` is what no longer
 * changes (PEERS.md §1.2).
 */
export type CalendarEvent = {
  /** `duty:…`; unique in an answer. */
  id: string
  kind: EventKind
  startsOn: string
  /** The same day where it is one day. */
  endsOn: string
  title: string
  /** Number of the letter, time, place: what helps to know it. */
  detail: string
  /** How many records it stands for (plans adopted on one day); 1 = itself. */
  count: number
  /** Plan FY (พ.ศ.) of a window or of plans. */
  planFy: number | null
  /** Of kind `lock`: a plan adopted, a report signed, a package that the province accepted. */
  lock: 'adopted' | 'signed' | 'accepted' | null
  state: 'none' | 'open' | 'done' | 'late'
  /** Days late (today, or on the day it was done); 0 = not late. */
  lateDays: number
  tambonCode: string | null
  tambonName: string
  /** Door to the record; null where it has none (a day off). */
  href: string | null
}
export type CalendarEvents = {
  from: string
  to: string
  today: string
  events: CalendarEvent[]
  /** Years (พ.ศ.) of which no holiday of the lunar calendar is known: to be filled in from the announcement. */
  yearsWithoutLunar: number[]
}
export type CalendarEntry = EntryFields & { id: string }

export type HolidayPaste = {
  lines: HolidayLine[]
  /** New rows. */
  added: { at: number; date: string; name: string; kind: string }[]
  /** Rows of the table that get another name or kind. */
  changed: { key: string; date: string; before: string; name: string; kind: string }[]
  /** Days off that the list does not name; only with `whole`. `key` = row of the table, null = worked out by the rule. */
  dropped: { key: string | null; date: string; name: string }[]
  /** Days that are off already. */
  same: number
}

const stretch = z
  .object({ from: isoDate, to: isoDate })
  .refine((value) => value.to >= value.from, { error: 'endBeforeStart', path: ['to'] })
  .refine((value) => daysBetween(value.from, value.to) <= 1100, { error: 'rangeTooLong', path: ['to'] })
const letterWindows = z
  .array(z.object({ level: z.enum(planLevels), startsOn: isoDate, endsOn: isoDate }))
  .max(12)

export const calendarContract = {
  windows: query()
    .input(z.object({ planFy: fiscalYear }))
    .output(answer<WindowLine[]>()),
  /** What windows of a letter would change, to show it before it is registered. */
  compareWindows: query()
    .input(
      z.object({
        planFy: fiscalYear,
        /** Of the letter; null = not known yet. */
        dated: isoDate.nullable(),
        windows: letterWindows,
      }),
    )
    .output(answer<WindowChange[]>()),
  /** ตัวอย่างจากหนังสือและข่าว: to look at, and to take over. */
  windowExamples: query().output(answer<WindowExample[]>()),
  setWindow: command().input(windowFields).output(answer<{ id: string }>()),
  removeWindow: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  answerOffer: command()
    .input(z.object({ id: idField, take: z.boolean() }))
    .output(answer<void>()),
  takeExamples: command()
    .input(
      z.object({
        fromFy: fiscalYear,
        planFy: fiscalYear,
        levels: z.array(z.enum(planLevels)).min(1, { error: 'required' }).max(6),
      }),
    )
    .output(answer<void>()),
  /** Seeds the windows of a plan FY by the rule, over what the rule had set before; `ownToo` also over typed ones. */
  resetWindows: command()
    .input(z.object({ planFy: fiscalYear, ownToo: z.boolean() }))
    .output(answer<void>()),
  /** The plan FYs the office has anything for, newest first, and the one in hand. */
  planYears: query().output(answer<{ years: number[]; current: number | null }>()),

  /** One list from all rooms for some days (at most three years), by day; null = every kind. */
  events: query()
    .input(
      stretch.and(
        z.object({
          kinds: z.array(z.enum(eventKinds)).max(eventKinds.length).nullable(),
          /** Only the tambons that this member of the staff covers, and what is of the whole district. */
          mine: z.boolean(),
        }),
      ),
    )
    .output(answer<CalendarEvents>()),
  entry: query()
    .input(z.object({ id: idField }))
    .output(answer<CalendarEntry>()),
  saveEntry: command()
    .input(z.object({ id: idField.nullable(), fields: entryFields }))
    .output(answer<{ id: string }>()),
  setEntryDone: command()
    .input(z.object({ id: idField, done: z.boolean() }))
    .output(answer<void>()),
  removeEntry: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),

  /** Days off from day to day, with where they come from; for counting working days on screen. */
  daysOff: query().input(stretch).output(answer<{ days: DayOff[]; yearsWithoutLunar: number[] }>()),
  /** Takes a pasted list of holidays in; the dry run tells of each line what it would do. */
  pasteHolidays: command({ role: 'checker', dryRun: true })
    .input(
      z.object({
        text: z.string({ error: 'required' }).min(1, { error: 'required' }).max(50_000, { error: 'tooLong' }),
        /** พ.ศ. of days that have none. */
        year: fiscalYear.nullable(),
        /** The list is the whole announcement of its year. */
        whole: z.boolean(),
        /** The announcement it comes from. */
        source: optionalLine(300),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<HolidayPaste>()),
}
