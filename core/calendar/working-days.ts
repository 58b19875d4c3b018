/**
 * Days off and working days, from rule tables that the office edits (holidays, holidays-yearly, holiday-substitution).
 * Pure: the screen counts with the same functions.
 */
import { fillPlaceholders, provenance, type Rules } from '../rules/rules.ts'
import {
  addDays,
  buddhistYearOf,
  daysBetween,
  type IsoDate,
  isIsoDate,
  isWorkingDay,
  toChristianYear,
  weekdayIndex,
} from '../thai/dates.ts'

export type HolidayRules = Pick<Rules, 'holidays' | 'holidays-yearly' | 'holiday-substitution'>
export type DayOff = {
  date: IsoDate
  name: string
  kind: 'fixed' | 'lunar' | 'substitute' | 'special' | 'office'
  source: string
  certainty: string
  /** Row of `holidays` or `holidays-yearly`; null = worked out by the substitution rule. */
  row: { table: 'holidays' | 'holidays-yearly'; key: string } | null
  /** Of a day given back by the rule: the day off that fell on a weekend. */
  insteadOf: IsoDate | null
}

/** An announced day stands for the weekend holidays up to a week before or after it. */
const SUBSTITUTE_REACH = 7
/** No office is closed for ten years on end: a table that says so is wrong and must not hang the program. */
const MOST_STEPS = 3660

/**
 * Every day off from `from` to `to` (both included), by date: the fixed days of each year, what the announcements add,
 * and the days given back for those on a weekend. A row `working` takes a day out of all of them. Two holidays on one
 * day are one day off with both names.
 */
export function daysOff(rules: HolidayRules, from: IsoDate, to: IsoDate): DayOff[] {
  const firstYear = buddhistYearOf(addDays(from, -31))
  const lastYear = buddhistYearOf(addDays(to, 31))
  const dated = rules.holidays.items
  const working = new Set(dated.filter((row) => row.kind === 'working').map((row) => row.date))
  const days: Grouped[] = []
  for (let year = firstYear; year <= lastYear; year += 1) {
    for (const row of rules['holidays-yearly'].items) {
      if (year < (row.fromYear ?? 0) || year > (row.untilYear ?? 9999)) continue
      const date = `${toChristianYear(year)}-${two(row.month)}-${two(row.day)}`
      // 29 February of a common year is no day.
      if (!isIsoDate(date)) continue
      days.push({
        date,
        name: row.name,
        kind: 'fixed',
        ...provenance(rules['holidays-yearly'], row),
        row: { table: 'holidays-yearly', key: row.key },
        insteadOf: null,
        group: row.group ?? null,
      })
    }
  }
  const announced = dated.flatMap((row) => {
    const year = isIsoDate(row.date) ? buddhistYearOf(row.date) : 0
    if (row.kind === 'working' || year < firstYear || year > lastYear) return []
    return [
      {
        date: row.date,
        name: row.name,
        kind: row.kind,
        ...provenance(rules.holidays, row),
        row: { table: 'holidays' as const, key: row.key },
        insteadOf: null,
        group: row.group ?? null,
      },
    ]
  })
  days.push(...announced)
  const kept = joinSameDay(days.filter((day) => !working.has(day.date)))
  const all = [...kept, ...substitutes(rules, kept, working)]
  return joinSameDay(all)
    .filter((day) => day.date >= from && day.date <= to)
    .map(({ group: _group, ...day }) => day)
}

type Grouped = DayOff & { group: string | null }

/** Days given back by the rule: one for each day (or group of days) off on a weekend that no announcement covers. */
function substitutes(
  rules: HolidayRules,
  days: readonly Grouped[],
  working: ReadonlySet<IsoDate>,
): Grouped[] {
  const rule = rules['holiday-substitution'].items.find((one) => one.applies)
  if (rule === undefined) return []
  const taken = new Set(days.map((day) => day.date))
  const announced = days.filter((day) => day.kind === 'substitute').map((day) => day.date)
  const made: Grouped[] = []
  const given = new Set<string>()
  const weekend = days
    .filter(
      (day) =>
        (day.kind === 'fixed' || day.kind === 'lunar') &&
        buddhistYearOf(day.date) >= (rule.fromYear ?? 0) &&
        isWeekend(day.date),
    )
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  for (const day of weekend) {
    // The group of the new year reaches over the turn of the year: counted by the half-year it lies in.
    const season = day.group === null ? day.date : `${day.group} ${addDays(day.date, 31).slice(0, 4)}`
    if (given.has(season)) continue
    const nearest = announced.findIndex((date) => Math.abs(daysBetween(day.date, date)) <= SUBSTITUTE_REACH)
    given.add(season)
    if (nearest >= 0) {
      announced.splice(nearest, 1)
      continue
    }
    let date = addDays(day.date, 1)
    // A weekend's second holiday of the same group shares the day; another holiday pushes it on.
    while (isWeekend(date) || taken.has(date)) date = addDays(date, 1)
    taken.add(date)
    if (working.has(date)) continue
    made.push({
      date,
      name: fillPlaceholders(rule.titleTemplate, { holiday: day.name }),
      kind: 'substitute',
      ...provenance(rules['holiday-substitution'], rule),
      row: null,
      insteadOf: day.date,
      group: null,
    })
  }
  return made
}

function joinSameDay(days: readonly Grouped[]): Grouped[] {
  const byDate = new Map<IsoDate, Grouped>()
  for (const day of days) {
    const known = byDate.get(day.date)
    if (known === undefined) byDate.set(day.date, day)
    else if (!known.name.split(' / ').includes(day.name))
      byDate.set(day.date, {
        ...known,
        name: `${known.name} / ${day.name}`,
        group: known.group ?? day.group,
      })
  }
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

/** Days off by date with their names, as the functions below read them. */
export function offDays(days: readonly { date: IsoDate; name: string }[]): ReadonlyMap<IsoDate, string> {
  return new Map(days.map((day) => [day.date, day.name]))
}

/** Years (พ.ศ.) of a stretch of days for which no holiday of the lunar calendar is known yet. */
export function yearsWithoutLunar(
  rules: Pick<HolidayRules, 'holidays'>,
  from: IsoDate,
  to: IsoDate,
): number[] {
  const known = new Set(
    rules.holidays.items.filter((row) => row.kind === 'lunar').map((row) => buddhistYearOf(row.date)),
  )
  const years: number[] = []
  for (let year = buddhistYearOf(from); year <= buddhistYearOf(to); year += 1) {
    if (!known.has(year)) years.push(year)
  }
  return years
}

/** A computed day and the days off it stepped over (weekends have no name and are not listed). */
export type Stepped = { date: IsoDate; over: { date: IsoDate; name: string }[] }

type Off = ReadonlyMap<IsoDate, string>

/** The first working day after `iso`; with `same` a working `iso` is its own. */
export function nextWorkingDay(iso: IsoDate, off: Off, { same = false } = {}): Stepped {
  return step(iso, off, 1, same)
}

/** The last working day before `iso`; with `same` a working `iso` is its own. */
export function previousWorkingDay(iso: IsoDate, off: Off, { same = false } = {}): Stepped {
  return step(iso, off, -1, same)
}

function step(iso: IsoDate, off: Off, direction: 1 | -1, same: boolean): Stepped {
  const over: Stepped['over'] = []
  let date = same ? iso : addDays(iso, direction)
  for (let at = 0; at < MOST_STEPS; at += 1) {
    if (isWorkingDay(date, off)) return { date, over }
    note(over, date, off)
    date = addDays(date, direction)
  }
  throw new RangeError(`no working day near ${iso}`)
}

function note(over: Stepped['over'], date: IsoDate, off: Off): void {
  const name = off.get(date)
  if (name !== undefined && !isWeekend(date)) over.push({ date, name })
}

/** The day `days` working days after (negative: before) `iso`; 0 = `iso` itself, or the next working day. */
export function addWorkingDays(iso: IsoDate, days: number, off: Off): Stepped {
  if (!Number.isInteger(days) || Math.abs(days) > 1000) throw new RangeError(`not a number of days: ${days}`)
  if (days === 0) return nextWorkingDay(iso, off, { same: true })
  const over: Stepped['over'] = []
  let date = iso
  for (let left = Math.abs(days); left > 0; left -= 1) {
    const next = step(date, off, days > 0 ? 1 : -1, false)
    over.push(...next.over)
    date = next.date
  }
  return { date, over }
}

/** Working days after `from` up to and including `to`: 0 for the same day, negative when `to` is earlier. */
export function workingDaysBetween(from: IsoDate, to: IsoDate, off: Off): number {
  if (to < from) return 0 - workingDaysBetween(to, from, off)
  const whole = Math.floor(daysBetween(from, to) / 7)
  let days = whole * 5
  for (let date = addDays(from, whole * 7 + 1); date <= to; date = addDays(date, 1)) {
    if (!isWeekend(date)) days += 1
  }
  for (const date of off.keys()) if (date > from && date <= to && !isWeekend(date)) days -= 1
  return days
}

function isWeekend(iso: IsoDate): boolean {
  const weekday = weekdayIndex(iso)
  return weekday === 0 || weekday === 6
}

const two = (value: number) => String(value).padStart(2, '0')
