import { and, desc, eq, inArray } from 'drizzle-orm'
import { audit, calendarEntry, change, directive, expectation, plan, planWindow } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readRules } from '../rules/queries.ts'
import { provenance } from '../rules/rules.ts'
import { addDays } from '../thai/dates.ts'
import type { CalendarEntry, WindowChange, WindowExample, WindowLine } from './contract.ts'
import { type LetterWindow, planLevels, usualYear, windowOrigin, windowRemarks } from './rules.ts'
import { type DayOff, daysOff, type HolidayRules, offDays, yearsWithoutLunar } from './working-days.ts'

/** The windows of a plan FY with what is odd about them and what they were before. */
export function windows(cx: QueryContext, input: { planFy: number }): WindowLine[] {
  const rows = cx.db
    .select()
    .from(planWindow)
    .where(and(eq(planWindow.officeId, cx.office().id), eq(planWindow.planFy, input.planFy)))
    .all()
    .flatMap(({ officeId: _owner, ...row }) => {
      const level = planLevels.find((one) => one === row.level)
      return level === undefined ? [] : [{ ...row, level }]
    })
    .sort((a, b) => planLevels.indexOf(a.level) - planLevels.indexOf(b.level))
  if (rows.length === 0) return []
  const numbers = new Map(
    cx.db
      .select({ id: directive.id, number: directive.number, subject: directive.subject })
      .from(directive)
      .where(eq(directive.officeId, cx.office().id))
      .all()
      // news and notices have no number: their subject names them
      .map((row) => [row.id, row.number || row.subject]),
  )
  const rules = { 'plan-windows': readRules(cx, 'plan-windows') }
  const ends = rows.map((row) => row.endsOn).sort()
  const off = offDays(daysOff(readHolidayRules(cx), addDays(ends[0] ?? '', -31), ends.at(-1) ?? ''))
  const changes = changesOf(
    cx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    ...row,
    origin: windowOrigin(row),
    directiveNumber: row.directiveId === null ? '' : (numbers.get(row.directiveId) ?? ''),
    offered: row.offered && {
      ...row.offered,
      directiveNumber: numbers.get(row.offered.directiveId) ?? '',
    },
    remarks: windowRemarks(row, rows, row.planFy, usualYear(rules, row.level, row.planFy), off),
    changes: changes.get(row.id) ?? [],
  }))
}

/** Earlier dates of windows from the audit, the latest first; what was undone did not happen. */
function changesOf(cx: QueryContext, ids: readonly string[]): Map<string, WindowLine['changes']> {
  const rows = cx.db
    .select({
      rowId: change.rowId,
      before: change.before,
      after: change.after,
      at: audit.at,
      staffName: audit.staffName,
      undoneBy: audit.undoneBy,
      undoOf: audit.undoOf,
    })
    .from(change)
    .innerJoin(audit, eq(change.auditN, audit.n))
    .where(
      and(
        eq(change.tableName, 'planWindow'),
        eq(change.operation, 'update'),
        inArray(change.rowId, [...ids]),
      ),
    )
    .orderBy(desc(change.n))
    .all()
  // Each row of the audit has only the fields that changed: the others are as the next newer row left them.
  const now = new Map(
    cx.db
      .select()
      .from(planWindow)
      .where(inArray(planWindow.id, [...ids]))
      .all()
      .map((row) => [row.id, { startsOn: row.startsOn, endsOn: row.endsOn, source: row.source }]),
  )
  const found = new Map<string, WindowLine['changes']>()
  for (const row of rows) {
    const state = now.get(row.rowId)
    if (!state) continue
    const before = { ...state, ...textsOf(row.before) }
    now.set(row.rowId, before)
    const moved = before.startsOn !== state.startsOn || before.endsOn !== state.endsOn
    if (!moved || row.undoneBy !== null || row.undoOf !== null) continue
    found.set(row.rowId, [
      ...(found.get(row.rowId) ?? []),
      {
        at: row.at,
        staffName: row.staffName,
        before: { startsOn: before.startsOn, endsOn: before.endsOn },
        source: before.source,
      },
    ])
  }
  return found
}

function textsOf(
  fields: Record<string, unknown> | null,
): Partial<Record<'startsOn' | 'endsOn' | 'source', string>> {
  return Object.fromEntries(
    (['startsOn', 'endsOn', 'source'] as const).flatMap((name) => {
      const value = fields?.[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}

/** What windows of a letter would change in a plan FY; of a level that it names twice the last one counts. */
export function compareWindows(
  cx: QueryContext,
  input: { planFy: number; dated: string | null; windows: readonly LetterWindow[] },
): WindowChange[] {
  const known = new Map(
    cx.db
      .select()
      .from(planWindow)
      .where(and(eq(planWindow.officeId, cx.office().id), eq(planWindow.planFy, input.planFy)))
      .all()
      .map((row) => [row.level, row]),
  )
  const datedOf = (id: string) =>
    cx.db.select({ dated: directive.dated }).from(directive).where(eq(directive.id, id)).get()?.dated
  return planLevels.flatMap((level) => {
    const after = input.windows.findLast((window) => window.level === level)
    if (!after) return []
    const row = known.get(level)
    const setBy = row?.directiveId == null ? undefined : datedOf(row.directiveId)
    return [
      {
        level,
        before: row ? { startsOn: row.startsOn, endsOn: row.endsOn, source: row.source } : null,
        after,
        stays:
          row !== undefined && windowOrigin(row) === 'office'
            ? 'byPerson'
            : setBy !== undefined && input.dated !== null && setBy > input.dated
              ? 'newer'
              : null,
        differs: !row || row.startsOn !== after.startsOn || row.endsOn !== after.endsOn,
      },
    ]
  })
}

/** Windows as letters and news gave them (seed letters), with their source. */
export function windowExamples(cx: QueryContext): WindowExample[] {
  const table = readRules(cx, 'window-examples')
  return table.items.map((item) => ({
    planFy: item.planFy,
    level: item.level,
    startsOn: item.startsOn,
    endsOn: item.endsOn,
    ...provenance(table, item),
  }))
}

/**
 * The plan FYs the office has anything for, newest first. The one in hand is that of the newest letter; without a
 * letter the newest plan's; without either none.
 */
export function planYears(cx: QueryContext): { years: number[]; current: number | null } {
  const own = cx.office()
  const letters = cx.db
    .select({ planFy: directive.planFy, state: directive.state })
    .from(directive)
    .where(eq(directive.officeId, own.id))
    .orderBy(desc(directive.dated), desc(directive.id))
    .all()
  // A province looks at the districts' years too.
  const scope = own.profile === 'province' ? undefined : eq(plan.officeId, own.id)
  const plans = cx.db.selectDistinct({ planFy: plan.planFy }).from(plan).where(scope).all()
  const expected = cx.db
    .selectDistinct({ planFy: expectation.planFy })
    .from(expectation)
    .where(eq(expectation.officeId, own.id))
    .all()
  const calendar = cx.db
    .selectDistinct({ planFy: planWindow.planFy })
    .from(planWindow)
    .where(eq(planWindow.officeId, own.id))
    .all()
  const descending = (rows: readonly { planFy: number }[]) =>
    [...new Set(rows.map((row) => row.planFy))].sort((a, b) => b - a)
  // Next year's letter, opened before it has come, is not yet the year in hand.
  const inHand = letters.find((row) => row.state === 'received') ?? letters[0]
  return {
    years: descending([...letters, ...plans, ...expected, ...calendar]),
    current: inHand?.planFy ?? descending([...expected, ...plans])[0] ?? null,
  }
}

/** The tables that days off are made of. */
export function readHolidayRules(cx: Pick<QueryContext, 'db' | 'resources'>): HolidayRules {
  return {
    holidays: readRules(cx, 'holidays'),
    'holidays-yearly': readRules(cx, 'holidays-yearly'),
    'holiday-substitution': readRules(cx, 'holiday-substitution'),
  }
}

/** Days off from day to day. */
export function readDaysOff(
  cx: Pick<QueryContext, 'db' | 'resources'>,
  input: { from: string; to: string },
): { days: DayOff[]; yearsWithoutLunar: number[] } {
  const rules = readHolidayRules(cx)
  return {
    days: daysOff(rules, input.from, input.to),
    yearsWithoutLunar: yearsWithoutLunar(rules, input.from, input.to),
  }
}

/** @throws Fault record.notFound */
export function readEntry(cx: QueryContext, input: { id: string }): CalendarEntry {
  const row = cx.db
    .select()
    .from(calendarEntry)
    .where(and(eq(calendarEntry.id, input.id), eq(calendarEntry.officeId, cx.office().id)))
    .get()
  if (!row) throw new Fault('record.notFound', { kind: 'calendarEntry', id: input.id })
  const { officeId: _owner, ...fields } = row
  return fields
}
