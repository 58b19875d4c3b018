import { and, eq } from 'drizzle-orm'
import { directive, duty, planWindow } from '../../db/schema.ts'
import type { FaultIssue } from '../faults.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { readRules, rulesByKey } from '../rules/queries.ts'
import { windowsFor } from '../rules/rules.ts'
import type { DirectiveFields, DutyState, WindowFields } from './rules.ts'

/**
 * Registers an incoming letter with its duties. The calendar of its plan FY is seeded by the plan-windows rule for the
 * levels that the letter does not set and that have no window yet: what an office put in stays (DOMAIN.md §4.2).
 *
 * @throws Fault input.invalid for a kind of duty that the table does not know or a number that stands twice;
 *   record.duplicate for a letter that is registered already
 */
export function register(cx: CommandContext, input: DirectiveFields): { id: string } {
  const officeId = cx.office().id
  const issues = wrongDuties(cx, input)
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  const same = cx.db
    .select({ id: directive.id })
    .from(directive)
    .where(
      and(
        eq(directive.officeId, officeId),
        eq(directive.number, input.number),
        eq(directive.dated, input.dated),
        eq(directive.fromOffice, input.fromOffice),
      ),
    )
    .get()
  if (same) throw new Fault('record.duplicate', { kind: 'directive', what: input.number })
  const { duties, windows, ...fields } = input
  const id = cx.write.insert(directive, fields)
  for (const one of duties) cx.write.insert(duty, { ...one, directiveId: id })
  for (const window of windows) {
    setWindow(cx, { ...window, planFy: input.planFy, source: input.number, certainty: 'Q' })
  }
  seedWindows(cx, input.planFy)
  return { id }
}

function wrongDuties(cx: CommandContext, input: DirectiveFields): FaultIssue[] {
  const kinds = rulesByKey(cx, 'duty-kinds')
  const numbers = new Set<number>()
  return input.duties.flatMap((one, at) => {
    const issues: FaultIssue[] = []
    if (!kinds.has(one.kind))
      issues.push({ path: ['duties', at, 'kind'], key: 'unknownKey', params: { name: one.kind } })
    if (numbers.has(one.no))
      issues.push({ path: ['duties', at, 'no'], key: 'numberTwice', params: { no: one.no } })
    numbers.add(one.no)
    return issues
  })
}

/** The calendar of a plan FY as the rule table has it, for the levels that have no window yet (DOMAIN.md §4.2). */
export function seedWindows(cx: CommandContext, planFy: number): void {
  const officeId = cx.office().id
  const existing = cx.db
    .select({ level: planWindow.level })
    .from(planWindow)
    .where(and(eq(planWindow.officeId, officeId), eq(planWindow.planFy, planFy)))
    .all()
  const has = new Set(existing.map((row) => row.level))
  for (const window of windowsFor({ 'plan-windows': readRules(cx, 'plan-windows') }, planFy)) {
    if (!has.has(window.level)) cx.write.insert(planWindow, { planFy, ...window })
  }
}

type DutyChange = {
  id: string
  state: DutyState
  ownerName: string
  dueOn: string | null
  doneOn: string | null
  evidence: string
}

/**
 * Owner, due date and state of a duty. A duty that is open again has no day of being done; its evidence stays, since
 * it was written by a person.
 *
 * @throws Fault input.invalid when it was done before the letter was written; date.inFuture
 */
export function setDuty(cx: CommandContext, input: DutyChange): void {
  const { id, ...fields } = input
  const before = cx.write.mustGet(duty, id)
  const letter = cx.write.mustGet(directive, before.directiveId)
  if (input.state === 'done' && input.doneOn !== null && input.doneOn < letter.dated) {
    throw new Fault('input.invalid', { issues: [{ path: ['doneOn'], key: 'doneBeforeLetter', params: {} }] })
  }
  if (input.state === 'done' && input.doneOn !== null) mustNotBeFuture(cx, input.doneOn)
  if (input.dueOn !== null && input.dueOn < letter.dated) {
    throw new Fault('input.invalid', { issues: [{ path: ['dueOn'], key: 'dueBeforeLetter', params: {} }] })
  }
  cx.write.update(duty, id, { ...fields, doneOn: input.state === 'done' ? input.doneOn : null })
}

/** Changes one window of the calendar, or adds it. */
export function setWindow(cx: CommandContext, input: WindowFields): { id: string } {
  const known = cx.db
    .select({ id: planWindow.id })
    .from(planWindow)
    .where(
      and(
        eq(planWindow.officeId, cx.office().id),
        eq(planWindow.planFy, input.planFy),
        eq(planWindow.level, input.level),
      ),
    )
    .get()
  if (!known) return { id: cx.write.insert(planWindow, input) }
  cx.write.update(planWindow, known.id, input)
  return { id: known.id }
}
