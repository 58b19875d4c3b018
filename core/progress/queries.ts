import { asc, eq, max } from 'drizzle-orm'
import { audit, setting } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { localDate } from '../kernel/local-date.ts'
import { readStaff } from '../office/queries.ts'
import { readRules } from '../rules/queries.ts'
import { boardOf, cycleOf, ownTambonCodes, planFyInHand, readBoardRecords } from './board.ts'
import type { Home, Reminders } from './contract.ts'
import { dayItems, openDuties } from './items.ts'
import { type DayItem, type KeptMark, remindersOn } from './reminders.ts'
import { newestBelieved } from './rules.ts'

/**
 * The home screen: what must be done today, what is late, the fortnight, the cycle and the board tambon × step (C3).
 *
 * @param input planFy: whose cycle and board is shown, by default the year in hand; what must be done is of all years
 * @returns null while the office has neither a letter nor a plan
 */
export function home(cx: QueryContext, input: { planFy?: number | undefined } | undefined): Home | null {
  const inHand = planFyInHand(cx)
  if (inHand === null) return null
  const planFy = input?.planFy ?? inHand
  const behind = clockBehind(cx)
  const today = behind ?? cx.today()
  const records = readBoardRecords(cx, planFy)
  const duties = openDuties(cx, today)
  const board = boardOf(cx, records, today)
  return {
    today,
    planFy,
    planFyInHand: inHand,
    clockBehind: behind,
    items: dayItems(cx, { today, duties, mine: board.mine }),
    duties: [...duties, ...openDuties(cx, today, 'expected')],
    windows: cycleOf(cx, records, today),
    ...board,
  }
}

/**
 * The newest day on which something was written into this file, when it lies after today: the clock of the machine
 * runs behind (PEERS.md §3.5 #8). Null = nothing speaks against the clock.
 */
export function clockBehind(cx: QueryContext): string | null {
  // A demo office lives on a day of its own.
  if (cx.office().demo) return null
  const last = cx.db
    .select({ at: max(audit.at) })
    .from(audit)
    .get()?.at
  if (last === undefined || last === null) return null
  const today = cx.today()
  if (localDate(new Date(last)) <= today) return null
  // Something is wrong with the clock, now or once: only then is the whole history read.
  const written = cx.db.select({ at: audit.at }).from(audit).orderBy(asc(audit.n)).all()
  const day = newestBelieved(
    written.map((row) => localDate(new Date(row.at))),
    today,
  )
  return day !== null && day > today ? day : null
}

/** Key of `setting` under which the marks of the person at the keyboard are kept. */
export function marksKey(cx: Pick<QueryContext, 'db'>): string {
  return `reminders.${readStaff(cx.db, null)?.id ?? ''}`
}

export function keptMarks(cx: Pick<QueryContext, 'db'>): { rowId: string; marks: KeptMark[] } | null {
  const row = cx.db
    .select({ rowId: setting.id, value: setting.value })
    .from(setting)
    .where(eq(setting.key, marksKey(cx)))
    .get()
  return row ? { rowId: row.rowId, marks: Array.isArray(row.value) ? (row.value as KeptMark[]) : [] } : null
}

/** Everything that a reminder may be of, as far ahead as the rules look. */
export function remindable(cx: QueryContext, today: string): DayItem[] {
  const ahead = Math.max(...readRules(cx, 'reminders').items.flatMap((rule) => rule.daysBefore))
  return dayItems(cx, { today, duties: openDuties(cx, today), mine: ownTambonCodes(cx) }, ahead)
}

/**
 * What the bell says. With a clock that runs behind it counts from the newest day of the file instead, so that a wrong
 * clock hides nothing (PEERS.md §3.5 #8).
 */
export function reminders(cx: QueryContext): Reminders {
  const behind = clockBehind(cx)
  const today = behind ?? cx.today()
  const rules = readRules(cx, 'reminders').items
  const marks = keptMarks(cx)?.marks ?? []
  return { today, clockBehind: behind, ...remindersOn(today, remindable(cx, today), rules, marks) }
}
