import { setting } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { addDays } from '../thai/dates.ts'
import { clockBehind, keptMarks, marksKey, remindable } from './queries.ts'
import { type KeptMark, type ReminderMark, snoozeLimit, withMarks } from './reminders.ts'

/** The person has read these reminders: each comes back at its next stage. */
export function acknowledge(cx: CommandContext, input: { reminders: ReminderMark[] }): void {
  const markedOn = clockBehind(cx) ?? cx.today()
  keep(
    cx,
    input.reminders.map(({ key, on, stage }) => ({ key, on, stage, markedOn })),
  )
}

/** @throws Fault input.invalid when the day is not one of the coming ones */
export function snooze(cx: CommandContext, input: { reminders: ReminderMark[]; until: string }): void {
  const markedOn = clockBehind(cx) ?? cx.today()
  const { until } = input
  if (until <= markedOn || until > addDays(markedOn, snoozeLimit))
    throw new Fault('input.invalid', { issues: [{ path: ['until'], key: 'snoozeDay', params: {} }] })
  keep(
    cx,
    input.reminders.map(({ key, on }) => ({ key, on, until, markedOn })),
  )
}

function keep(cx: CommandContext, added: readonly KeptMark[]): void {
  const kept = keptMarks(cx)
  const known = new Set(remindable(cx, clockBehind(cx) ?? cx.today()).map((item) => item.key))
  const value = withMarks(kept?.marks ?? [], added, known)
  if (kept === null) cx.write.insert(setting, { key: marksKey(cx), value })
  else cx.write.update(setting, kept.rowId, { value })
}
