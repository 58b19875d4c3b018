import { and, eq } from 'drizzle-orm'
import { calendarEntry, directive, planWindow } from '../../db/schema.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { addRuleItem, saveRuleItem } from '../rules/commands.ts'
import { readRules } from '../rules/queries.ts'
import { windowsFor } from '../rules/rules.ts'
import type { HolidayPaste, WindowChange } from './contract.ts'
import { holidayPaste } from './holiday-paste.ts'
import { compareWindows, readHolidayRules } from './queries.ts'
import {
  type EntryFields,
  entryFields,
  type LetterWindow,
  moveYears,
  type PlanLevel,
  planLevels,
  type WindowFields,
  windowFields,
  windowOrigin,
} from './rules.ts'

function windowsOf(cx: CommandContext, planFy: number) {
  return cx.db
    .select()
    .from(planWindow)
    .where(and(eq(planWindow.officeId, cx.office().id), eq(planWindow.planFy, planFy)))
    .all()
}

/** The calendar of a plan FY as the rule table has it, for the levels that have no window yet (DOMAIN.md §4.2). */
export function seedWindows(cx: CommandContext, planFy: number): void {
  const has = new Set(windowsOf(cx, planFy).map((row) => row.level))
  for (const window of windowsFor({ 'plan-windows': readRules(cx, 'plan-windows') }, planFy)) {
    if (has.has(window.level)) continue
    has.add(window.level)
    cx.write.insert(planWindow, { planFy, ...window })
  }
}

/**
 * Changes one window of the calendar, or adds it; a letter's offer for it is answered by that.
 *
 * @throws Fault record.notFound for a letter that is not there
 */
export function setWindow(cx: CommandContext, input: WindowFields): { id: string } {
  const fields = { ...windowFields.parse(input), offered: null }
  if (fields.directiveId !== null) cx.write.mustGet(directive, fields.directiveId)
  const known = windowsOf(cx, input.planFy).find((row) => row.level === input.level)
  if (!known) return { id: cx.write.insert(planWindow, fields) }
  cx.write.update(planWindow, known.id, fields)
  return { id: known.id }
}

/** @throws Fault record.notFound, record.foreign */
export function removeWindow(cx: CommandContext, input: { id: string }): void {
  cx.write.mustOwn(planWindow, input.id)
  cx.write.remove(planWindow, input.id)
}

/**
 * What a letter sets (issue 5, C2): windows of the rule or of an older letter follow it; one that a person typed stays
 * and the letter's is laid beside it as an offer, unless he agreed to it (`replaceOwn`).
 *
 * @returns before and after of each level, as it was shown before
 */
export function setLetterWindows(
  cx: CommandContext,
  input: {
    directiveId: string
    planFy: number
    source: string
    windows: readonly LetterWindow[]
    replaceOwn: boolean
  },
): WindowChange[] {
  const { dated } = cx.write.mustGet(directive, input.directiveId)
  const changes = compareWindows(cx, { ...input, dated })
  for (const change of changes) {
    const { level, startsOn, endsOn } = change.after
    const known = windowsOf(cx, input.planFy).find((row) => row.level === level)
    if (known && change.stays !== null && !input.replaceOwn) {
      if (change.differs)
        cx.write.update(planWindow, known.id, {
          offered: { directiveId: input.directiveId, startsOn, endsOn },
        })
      continue
    }
    setWindow(cx, {
      planFy: input.planFy,
      level,
      startsOn,
      endsOn,
      source: input.source,
      certainty: 'Q',
      directiveId: input.directiveId,
      note: known?.note ?? '',
    })
  }
  return changes
}

/**
 * Answers the offer of a letter: its window is taken, or the office's own stays.
 *
 * @throws Fault record.notFound; calendar.nothingOffered where there is no offer
 */
export function answerOffer(cx: CommandContext, input: { id: string; take: boolean }): void {
  const { offered } = cx.write.mustOwn(planWindow, input.id)
  if (offered === null) throw new Fault('calendar.nothingOffered', {})
  if (!input.take) {
    cx.write.update(planWindow, input.id, { offered: null })
    return
  }
  const { directiveId, startsOn, endsOn } = offered
  const letter = cx.write.mustGet(directive, directiveId)
  cx.write.update(planWindow, input.id, {
    startsOn,
    endsOn,
    directiveId,
    source: letter.number || letter.subject,
    certainty: 'Q',
    offered: null,
  })
}

/**
 * Takes windows of the examples (resources/rules/window-examples) over into a plan FY; into another FY they are moved
 * by whole years and are an inference from then on.
 *
 * @throws Fault record.notFound for an example that is not there
 */
export function takeExamples(
  cx: CommandContext,
  input: { fromFy: number; planFy: number; levels: readonly PlanLevel[] },
): void {
  const table = readRules(cx, 'window-examples')
  for (const level of new Set(input.levels)) {
    const example = table.items.find((item) => item.planFy === input.fromFy && item.level === level)
    if (!example)
      throw new Fault('record.notFound', { kind: 'rules', id: `window-examples/${input.fromFy}-${level}` })
    setWindow(cx, {
      planFy: input.planFy,
      level,
      ...moveYears(example, input.planFy - input.fromFy),
      source: example.source ?? table.source,
      certainty: input.planFy === input.fromFy ? (example.certainty ?? table.certainty) : 'D',
      note: windowsOf(cx, input.planFy).find((row) => row.level === level)?.note ?? '',
    })
  }
}

/** The windows of a plan FY back as the rule has them; what a person typed only where he says so. */
export function resetWindows(cx: CommandContext, input: { planFy: number; ownToo: boolean }): void {
  for (const row of windowsOf(cx, input.planFy)) {
    if (!planLevels.some((level) => level === row.level)) continue
    if (windowOrigin(row) === 'rule' || (input.ownToo && windowOrigin(row) === 'office'))
      cx.write.remove(planWindow, row.id)
  }
  seedWindows(cx, input.planFy)
}

/** Adds an own entry or changes it. @throws Fault record.notFound; input.invalid for a tambon of another office */
export function saveEntry(
  cx: CommandContext,
  input: { id: string | null; fields: EntryFields },
): { id: string } {
  const fields = entryFields.parse(input.fields)
  if (fields.tambonCode !== null && !tambonsOfOffice(cx).some(({ code }) => code === fields.tambonCode))
    throw new Fault('input.invalid', {
      issues: [{ path: ['fields', 'tambonCode'], key: 'unknownKey', params: { name: fields.tambonCode } }],
    })
  if (input.id === null) return { id: cx.write.insert(calendarEntry, fields) }
  cx.write.mustOwn(calendarEntry, input.id)
  cx.write.update(calendarEntry, input.id, fields)
  return { id: input.id }
}

/** @throws Fault record.notFound */
export function setEntryDone(cx: CommandContext, input: { id: string; done: boolean }): void {
  cx.write.mustOwn(calendarEntry, input.id)
  cx.write.update(calendarEntry, input.id, { done: input.done })
}

/** @throws Fault record.notFound */
export function removeEntry(cx: CommandContext, input: { id: string }): void {
  cx.write.mustOwn(calendarEntry, input.id)
  cx.write.remove(calendarEntry, input.id)
}

/**
 * Takes a pasted list of holidays in as rows of the office's own. What the rule works out already and what the table has
 * is not added twice. With `whole` the list is the announcement of its year: a day of the table or of the rule that it
 * does not name is marked as a working day, never removed, so that the rule editor shows what was changed.
 *
 * @throws Fault input.invalid when a line cannot be read, or the list names no day
 */
export function pasteHolidays(
  cx: CommandContext,
  input: { text: string; year: number | null; whole: boolean; source: string; dryRun: boolean },
): HolidayPaste {
  const paste = holidayPaste(readHolidayRules(cx), readRules(cx, 'holiday-kinds').items, input)
  if (paste.lines.length === 0)
    throw new Fault('input.invalid', { issues: [{ path: ['text'], key: 'required', params: {} }] })
  // The dry run shows what cannot be read; half a list taken in would leave the other half unsaid.
  const unread = paste.lines.find((line) => line.problem !== null)
  if (unread && !input.dryRun)
    throw new Fault('input.invalid', {
      issues: [{ path: ['text'], key: 'holidayLine', params: { line: unread.at } }],
    })
  const from = input.source === '' ? {} : { source: input.source }
  for (const { name, date, kind } of paste.added)
    addRuleItem(cx, { id: 'holidays', values: { name, date, kind, ...from, certainty: 'Q' } })
  for (const { key, name, kind } of paste.changed)
    saveRuleItem(cx, { id: 'holidays', key, values: { name, kind, ...from, certainty: 'Q' } })
  for (const { date, name, key } of paste.dropped) {
    const kind = 'working'
    if (key === null)
      addRuleItem(cx, { id: 'holidays', values: { name, date, kind, ...from, certainty: 'Q' } })
    else saveRuleItem(cx, { id: 'holidays', key, values: { kind, ...from, certainty: 'Q' } })
  }
  return paste
}
