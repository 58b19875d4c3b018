import { z } from 'zod'
import { type PlanLevel, planLevels } from '../directives/rules.ts'
import { fiscalYear, idField, isoDate, line, optionalLine, optionalText } from '../kernel/fields.ts'
import { type RuleItemOf, type Rules, windowsFor } from '../rules/rules.ts'
import { daysBetween, fiscalYearOf, type IsoDate, isIsoDate, toChristianYear } from '../thai/dates.ts'
import { previousWorkingDay } from './working-days.ts'

export type { PlanLevel }
export { planLevels }

/** ห้วงเวลา of one level for one plan FY, as the form and the commands have it. */
export const windowFields = z
  .object({
    planFy: fiscalYear,
    level: z.enum(planLevels),
    startsOn: isoDate,
    endsOn: isoDate,
    source: optionalLine(300),
    /** '' = a person set it; else how sure the rule or the letter is (core/rules certainties). */
    certainty: optionalLine(20),
    /** The letter that says so. */
    directiveId: idField.nullable().default(null),
    note: optionalText(1000).default(''),
  })
  .refine((value) => value.endsOn >= value.startsOn, { error: 'endBeforeStart', path: ['endsOn'] })
export type WindowFields = z.input<typeof windowFields>

/** What a letter says of one level. */
export type LetterWindow = { level: PlanLevel; startsOn: IsoDate; endsOn: IsoDate }

/** Who set a window: the rule table or an example of it, a letter, or a person of the office. */
export type WindowOrigin = 'rule' | 'letter' | 'office'

/** A window without certainty was set by a person: nothing overwrites it without his yes (issue 5, C2). */
export function windowOrigin(window: { certainty: string; directiveId: string | null }): WindowOrigin {
  if (window.certainty === '') return 'office'
  return window.directiveId === null ? 'rule' : 'letter'
}

/** The own entries of the office: an appointment, a day to prepare something by. */
export const entryFields = z
  .object({
    title: line(300),
    startsOn: isoDate,
    endsOn: isoDate.nullable(),
    place: optionalLine(200),
    tambonCode: z
      .string()
      .regex(/^\d{6}$/u, { error: 'invalid' })
      .nullable(),
    note: optionalText(2000),
    done: z.boolean({ error: 'invalid' }),
    example: z.boolean({ error: 'invalid' }).default(false),
  })
  .refine((value) => value.endsOn === null || value.endsOn >= value.startsOn, {
    error: 'endBeforeStart',
    path: ['endsOn'],
  })
  .refine((value) => value.endsOn === null || daysBetween(value.startsOn, value.endsOn) <= 366, {
    error: 'rangeTooLong',
    path: ['endsOn'],
  })
export type EntryFields = z.input<typeof entryFields>

/** What can stand in the calendar. `lock` = adopted, signed or accepted: what no longer changes (PEERS.md §1.2). */
export const eventKinds = [
  'window',
  'duty',
  'report',
  'meeting',
  'forum',
  'workshop',
  'activity',
  'followUp',
  'pledge',
  'term',
  'lock',
  'holiday',
  'entry',
] as const
export type EventKind = (typeof eventKinds)[number]

/** Kinds whose last day is a deadline: what comes later is taken all the same and is shown as late (PEERS.md §1.2). */
export const deadlineKinds: ReadonlySet<EventKind> = new Set([
  'window',
  'duty',
  'report',
  'followUp',
  'pledge',
  'term',
])

/** A window as `remarks` looks at it. */
type WindowDates = { level: PlanLevel; startsOn: IsoDate; endsOn: IsoDate }
const windowRemarkKeys = [
  'startsBeforeLower',
  'endsBeforeLower',
  'unusualYear',
  'longerThanYear',
  'afterPlanYear',
  'endsOnDayOff',
] as const
export type WindowRemark = {
  key: (typeof windowRemarkKeys)[number]
  params: { level?: PlanLevel; date?: IsoDate; name?: string; year?: number }
}

/** Which level's plans a level builds on (DOMAIN.md §1.2). */
const below: Readonly<Record<PlanLevel, PlanLevel | null>> = {
  village: null,
  tambon: 'village',
  local: 'village',
  district: 'tambon',
  needs: 'tambon',
  province: 'district',
}

/**
 * What is odd about a window beside the others of its plan FY. Only said, never refused: tambons do begin before every
 * village is through (DOMAIN.md §4.3).
 *
 * @param planFy พ.ศ.
 * @param usualYear พ.ศ. calendar year in which the rule has it, null where there is no rule for the level
 */
export function windowRemarks(
  window: WindowDates,
  all: readonly WindowDates[],
  planFy: number,
  usualYear: number | null,
  off: ReadonlyMap<IsoDate, string>,
): WindowRemark[] {
  const remarks: WindowRemark[] = []
  const level = below[window.level]
  const lower = all.find((one) => one.level === level)
  if (lower && window.startsOn < lower.startsOn)
    remarks.push({ key: 'startsBeforeLower', params: { level: lower.level } })
  if (lower && window.endsOn < lower.endsOn)
    remarks.push({ key: 'endsBeforeLower', params: { level: lower.level } })
  if (daysBetween(window.startsOn, window.endsOn) > 366) remarks.push({ key: 'longerThanYear', params: {} })
  if (fiscalYearOf(window.endsOn) >= planFy) remarks.push({ key: 'afterPlanYear', params: { year: planFy } })
  else if (usualYear !== null && Math.abs(Number(window.startsOn.slice(0, 4)) + 543 - usualYear) > 1)
    remarks.push({ key: 'unusualYear', params: { year: usualYear } })
  const working = previousWorkingDay(window.endsOn, off, { same: true })
  if (working.date !== window.endsOn)
    remarks.push({
      key: 'endsOnDayOff',
      params: { date: working.date, name: working.over[0]?.name ?? '' },
    })
  return remarks
}

/** พ.ศ. calendar year in which the rule table has a level of a plan FY. */
export function usualYear(
  rules: Pick<Rules, 'plan-windows'>,
  level: PlanLevel,
  planFy: number,
): number | null {
  const found = windowsFor(rules, planFy).find((window) => window.level === level)
  return found ? Number(found.startsOn.slice(0, 4)) + 543 : null
}

/** One line of a pasted list of holidays. */
export type HolidayLine = {
  /** From 1. */
  at: number
  text: string
  date: IsoDate | null
  name: string
  kind: RuleItemOf<'holidays'>['kind'] | 'fixed'
  problem: 'noDate' | 'impossible' | 'noYear' | 'noName' | 'rangeTooLong' | null
  /** The weekday in the line is not that of the day. */
  weekday: { said: string; is: string } | null
}

/** The same length of time, moved by whole years; the end of a month stays the end of a month. */
export function moveYears(window: { startsOn: IsoDate; endsOn: IsoDate }, years: number) {
  return { startsOn: movedBy(window.startsOn, years), endsOn: movedBy(window.endsOn, years) }
}
function movedBy(iso: IsoDate, years: number): IsoDate {
  const year = String(Number(iso.slice(0, 4)) + years)
  if (!iso.endsWith('-02-28') && !iso.endsWith('-02-29')) return `${year}${iso.slice(4)}`
  const leap = `${year}-02-29`
  return isIsoDate(leap) && (iso.endsWith('-29') || !isIsoDate(`${iso.slice(0, 4)}-02-29`))
    ? leap
    : `${year}-02-28`
}

/** First and last day of the calendar year (พ.ศ.). */
export function calendarYearRange(year: number): { start: IsoDate; end: IsoDate } {
  const christian = toChristianYear(year)
  return { start: `${christian}-01-01`, end: `${christian}-12-31` }
}
