import { z } from 'zod'
import { isoDate } from '../kernel/fields.ts'
import { daysBetween } from '../thai/dates.ts'

/** What may fall on a day of the home screen; also the keys of resources/rules/reminders. */
export const itemKinds = [
  'duty',
  'window',
  'meeting',
  'forum',
  'workshop',
  'activity',
  'followUp',
  'term',
  'letter',
  'entry',
  'pledge',
  'correction',
  'laptopWork',
  'answerDue',
  'handInAgain',
  'noAnswer',
] as const
export type ItemKind = (typeof itemKinds)[number]

/** Something to do or to come to, on its day. */
export type DayItem = {
  /** `duty:01H…`: the same as long as it is the same thing. */
  key: string
  kind: ItemKind
  /** Its name in the records; '' where the sentence of its kind says all. */
  title: string
  /** Number of the letter, time and place, addressee: what helps to know it. */
  detail: string
  /** What the sentence of the kind needs besides. */
  params: Record<string, string | number>
  /** ISO. */
  on: string
  /** First day of something of several days that goes on: `on` is each of its days in turn. */
  begunOn?: string
  /** Days after its day, 0 when not late. Something that one goes to is late once its record is still missing. */
  lateDays: number
  when: 'overdue' | 'today' | 'soon' | 'later'
  href: string
  tambonCode: string | null
  tambonName: string
  /** In a tambon of the person at the keyboard, or of the whole district. */
  mine: boolean
}

/** Days that the home screen looks ahead. */
export const fortnight = 14

/** Where an item stands today. */
export function whenOf(on: string, today: string): Pick<DayItem, 'when' | 'lateDays'> {
  const left = daysBetween(today, on)
  if (left < 0) return { when: 'overdue', lateDays: -left }
  return { when: left === 0 ? 'today' : left <= fortnight ? 'soon' : 'later', lateDays: 0 }
}

/** The most pressing first: the longest late, then by day. */
export function byDay(a: DayItem, b: DayItem): number {
  return (
    a.on.localeCompare(b.on) ||
    itemKinds.indexOf(a.kind) - itemKinds.indexOf(b.kind) ||
    a.key.localeCompare(b.key)
  )
}

/** Days by which a reminder may be put off. */
export const snoozeLimit = 14

/** One row of resources/rules/reminders. */
export type ReminderRule = {
  key: string
  /** Days before the day on which it is said (anew). */
  daysBefore: readonly number[]
  /** Once late it is said again every so many days; null = once. */
  everyDaysLate: number | null
}

/**
 * The stage that a reminder has reached: days before (14, 7, 3 …), or minus the day of lateness on which it was last
 * said anew (−1, −8 …); null = too early. It stands from its stage on until it is read, so that a machine that was
 * off on the very day forgets nothing.
 */
export function stageOf(
  rule: Pick<ReminderRule, 'daysBefore' | 'everyDaysLate'>,
  daysLeft: number,
): number | null {
  if (daysLeft >= 0) {
    const reached = rule.daysBefore.filter((days) => days >= daysLeft)
    return reached.length === 0 ? null : Math.min(...reached)
  }
  const late = -daysLeft
  const every = rule.everyDaysLate
  return every === null ? -1 : -(1 + Math.floor((late - 1) / every) * every)
}

/** Which reminder was read or put off. */
export const reminderMark = z.object({
  key: z.string().min(3).max(120),
  on: isoDate,
  stage: z.number().int().min(-100_000).max(1000),
})
export type ReminderMark = z.infer<typeof reminderMark>
export type Reminder = { item: DayItem; stage: number; daysLeft: number }

/** What a person did with a reminder; kept in `setting` of the office's file under `reminders.<staff id>`. */
export type KeptMark = {
  key: string
  on: string
  /** Day on which it was done, by the clock of then. */
  markedOn: string
  /** Read at this stage … */
  stage?: number | undefined
  /** … or put off until this day. */
  until?: string | undefined
}

/**
 * What is to be said on a day, and what is put off. A mark holds only for the same thing on the same day, and only
 * when it was made on that day or before: one that was made while the clock ran ahead hides nothing (PEERS.md §3.5 #8).
 */
export function remindersOn(
  day: string,
  items: readonly DayItem[],
  rules: readonly ReminderRule[],
  marks: readonly KeptMark[],
): { shown: Reminder[]; snoozed: (Reminder & { until: string })[] } {
  const ruleOf = new Map(rules.map((rule) => [rule.key, rule]))
  const markOf = new Map(marks.map((mark) => [mark.key, mark]))
  const shown: Reminder[] = []
  const snoozed: (Reminder & { until: string })[] = []
  for (const item of items) {
    const rule = ruleOf.get(item.kind)
    if (!rule) continue
    const daysLeft = daysBetween(day, item.on)
    const stage = stageOf(rule, daysLeft)
    if (stage === null) continue
    const reminder = { item, stage, daysLeft }
    const mark = markOf.get(item.key)
    const holds = mark !== undefined && isOf(mark, item) && mark.markedOn <= day
    if (holds && mark.until !== undefined && day < mark.until)
      snoozed.push({ ...reminder, until: mark.until })
    else if (!holds || mark.stage !== stage) shown.push(reminder)
  }
  const pressing = (a: Reminder, b: Reminder) => a.daysLeft - b.daysLeft || byDay(a.item, b.item)
  return { shown: shown.sort(pressing), snoozed: snoozed.sort(pressing) }
}

/** A mark is of one day of a thing: who moves it is reminded anew. What goes on for days was read on any of them. */
function isOf(mark: KeptMark, item: DayItem): boolean {
  return mark.on === item.on || (item.begunOn !== undefined && item.begunOn <= mark.on && mark.on < item.on)
}

/** Marks with new ones laid over them; those of things that are no longer there are dropped. */
export function withMarks(
  kept: readonly KeptMark[],
  added: readonly KeptMark[],
  known: ReadonlySet<string>,
): KeptMark[] {
  const all = new Map([...kept, ...added].map((mark) => [mark.key, mark]))
  return [...all.values()].filter((mark) => known.has(mark.key))
}
