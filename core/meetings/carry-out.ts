import { ne } from 'drizzle-orm'
import { agendaItem, appointmentOrder, duty, meeting, plan, planEntry, resolution } from '../../db/schema.ts'
import { currentEdition } from '../bodies/queries.ts'
import { setDuty } from '../directives/commands.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { openOrder } from '../orders/commands.ts'
import { fillWords } from '../plans/areas.ts'
import { adoptPlan } from '../plans/commands.ts'
import { lowerPlans, readPlanLine } from '../plans/queries.ts'
import { takeUp } from '../plans/take-up.ts'
import { fiscalYearOf } from '../thai/dates.ts'
import { mustBeHeld, nameOfMeeting } from './commands.ts'
import { attendanceRows, bodiesOf, itemRows, type MeetingRow, resolutionKinds } from './queries.ts'
import { type CarryAction, came, carryActionOf, isOfBody, numberedAgenda } from './rules.ts'
import { countWords, cut, joinedNames, meetingWording } from './wording.ts'

/** What a resolution is carried out with: its meeting, its matter, the bodies that resolved. */
type Carried = {
  meeting: MeetingRow
  heldOn: string
  row: typeof resolution.$inferSelect
  label: string
  title: string
  bodies: { bodyId: string; name: string; number: number | null; numberYear: number | null }[]
}
type Done = { table: string; id: string; name: string }

/**
 * Does what was resolved, by the commands of its own area, all in this one command: what these refuse is refused here.
 * The resolution notes that it was carried out and with what.
 *
 * @param input.planId the plan that takes a project up; null = the only draft that can
 * @throws Fault meeting.notHeld, meeting.alreadyCarried, meeting.nothingToCarry, meeting.choosePlan,
 *   meeting.alreadyInPlan; plan.*, project.withdrawn, order.*, record.*
 */
export function carryOut(
  cx: CommandContext,
  input: { resolutionId: string; planId: string | null },
): { table: string; id: string } {
  const row = cx.write.mustOwn(resolution, input.resolutionId)
  const of = cx.write.mustGet(meeting, row.meetingId)
  const item = cx.write.mustGet(agendaItem, row.itemId)
  const heldOn = mustBeHeld(cx, of)
  if (row.state === 'done') throw new Fault('meeting.alreadyCarried', { text: row.text })
  const decides = resolutionKinds(cx).find((kind) => kind.key === row.kind)?.decides ?? false
  const action = carryActionOf(decides, row.aboutTable)
  if (action === null || row.aboutId === null) throw new Fault('meeting.nothingToCarry', { text: row.text })
  const carried: Carried = {
    meeting: of,
    heldOn,
    row,
    label: numberedAgenda(itemRows(cx, of.id)).find((one) => one.id === item.id)?.label ?? '',
    title: item.title,
    bodies: (bodiesOf(cx, [of.id]).get(of.id) ?? []).filter((one) => isOfBody(item, one.bodyId)),
  }
  const done = actions[action](cx, carried, row.aboutId, input.planId)
  const words = meetingWording(cx)
  const outcome = fillWords(words.outcome[action], { name: done.name })
  cx.write.update(resolution, row.id, {
    state: 'done',
    doneOn: cx.today(),
    outcome: [row.outcome, outcome].filter((part) => part !== '').join('\n'),
  })
  cx.about('meeting', of.id)
  return { table: done.table, id: done.id }
}

const actions: Record<
  CarryAction,
  (cx: CommandContext, carried: Carried, id: string, planId: string | null) => Done
> = {
  adoptPlan(cx, carried, planId) {
    const words = meetingWording(cx)
    const { name } = readPlanLine(cx, planId)
    adoptPlan(cx, {
      planId,
      adoptedOn: carried.heldOn,
      adoptedBy: cut(
        joinedNames(
          words,
          carried.bodies.map((one) =>
            fillWords(words.adoptedBy, { bodies: one.name, count: countWords(words, one) }),
          ),
        ),
        300,
      ),
      resolution: cut(said(cx, carried, words.adoptedResolution), 1000),
      attendees: cameOf(cx, carried),
    })
    return { table: 'plan', id: planId, name }
  },

  takeUp(cx, carried, entryId, planId) {
    const entry = cx.write.mustGet(planEntry, entryId)
    const into = planId ?? onlyPlanFor(cx, entry)
    const upper = readPlanLine(cx, into)
    const { ids, skipped } = takeUp(cx, { planId: into, entryIds: [entryId], takenOn: carried.heldOn })
    const [against] = skipped
    if (against?.reason === 'withdrawn') throw new Fault('project.withdrawn', { name: against.name })
    if (against?.reason === 'returned') throw new Fault('plan.alreadyReturned', { name: against.name })
    const [id] = ids
    if (id === undefined) throw new Fault('meeting.alreadyInPlan', { name: entry.name, plan: upper.name })
    return { table: 'planEntry', id, name: upper.name }
  },

  openOrder(cx, carried, bodyId) {
    const editionFy = currentEdition(cx) ?? fiscalYearOf(carried.heldOn)
    const { id } = openOrder(cx, { bodyId, editionFy })
    return { table: 'appointmentOrder', id, name: cx.write.mustGet(appointmentOrder, id).subject }
  },

  finishDuty(cx, carried, dutyId) {
    const row = cx.write.mustGet(duty, dutyId)
    const evidence = cut(said(cx, carried, meetingWording(cx).evidence), 2000)
    setDuty(cx, {
      id: dutyId,
      state: 'done',
      ownerName: row.ownerName,
      dueOn: row.dueOn,
      doneOn: carried.heldOn,
      evidence: [row.evidence, evidence].filter((part) => part !== '').join('\n'),
    })
    return { table: 'duty', id: dutyId, name: row.text }
  },
}

function said(cx: CommandContext, carried: Carried, template: string): string {
  return fillWords(template, {
    meeting: nameOfMeeting(cx, carried.meeting),
    label: carried.label,
    matter: carried.title,
    text: carried.row.text,
  })
}

/** Members of the bodies that resolved who came, in person or by a proxy. */
function cameOf(cx: CommandContext, carried: Carried): number {
  const ids = new Set(carried.bodies.map((one) => one.bodyId))
  return attendanceRows(cx, carried.meeting.id).filter(
    (one) => one.kind === 'member' && came(one.state) && one.seats.some((seat) => ids.has(seat.bodyId)),
  ).length
}

/** The draft that can take the entry up. @throws Fault meeting.choosePlan when there is none or more than one */
function onlyPlanFor(cx: CommandContext, entry: typeof planEntry.$inferSelect): string {
  const drafts = cx.db
    .select()
    .from(plan)
    .where(ne(plan.state, 'adopted'))
    .all()
    .filter(
      (row) =>
        row.officeId === cx.office().id && lowerPlans(cx, row).some((line) => line.id === entry.planId),
    )
  const [only] = drafts
  if (drafts.length !== 1 || only === undefined) throw new Fault('meeting.choosePlan', { name: entry.name })
  return only.id
}
