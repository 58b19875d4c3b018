import { eq } from 'drizzle-orm'
import {
  appointmentOrder,
  body,
  directive,
  duty,
  meeting,
  meetingMinutes,
  plan,
  planEntry,
  resolution,
} from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { fillWords } from '../plans/areas.ts'
import { among, planNamesById } from '../plans/queries.ts'
import type { About, AboutTable } from './rules.ts'
import { meetingName, meetingWording } from './wording.ts'

/** What a matter or a resolution is about, as the screen says it. */
export type AboutFacts = { name: string; state: string; stateName: string }

export function aboutKey(about: { table: string; id: string }): string {
  return `${about.table} ${about.id}`
}

/** The pair of columns as a value; what the program does not know (a newer package) is nothing. */
export function aboutOf(row: { aboutTable: string; aboutId: string | null }): About {
  return row.aboutId === null || row.aboutTable === ''
    ? null
    : { table: row.aboutTable as AboutTable, id: row.aboutId }
}

/** Names and states of all records named; those that are gone are left out. One statement a table. */
export function readAbout(cx: QueryContext, abouts: readonly About[]): Map<string, AboutFacts> {
  const words = meetingWording(cx)
  const found = new Map<string, AboutFacts>()
  const idsOf = (table: AboutTable) => [
    ...new Set(abouts.flatMap((about) => (about?.table === table ? [about.id] : []))),
  ]
  const add = (table: AboutTable, id: string, name: string, state: string) =>
    found.set(aboutKey({ table, id }), { name, state, stateName: words.states[state] ?? state })

  const plans = idsOf('plan')
  const planNames = planNamesById(cx, plans)
  if (plans.length > 0) {
    for (const row of cx.db
      .select({ id: plan.id, state: plan.state })
      .from(plan)
      .where(among(plan.id, plans))
      .all())
      add('plan', row.id, planNames.get(row.id) ?? '', row.state)
  }
  const entries = idsOf('planEntry')
  if (entries.length > 0) {
    const rows = cx.db
      .select({ id: planEntry.id, name: planEntry.name, planId: planEntry.planId, state: plan.state })
      .from(planEntry)
      .innerJoin(plan, eq(plan.id, planEntry.planId))
      .where(among(planEntry.id, entries))
      .all()
    const of = planNamesById(
      cx,
      rows.map((row) => row.planId),
    )
    for (const row of rows)
      add(
        'planEntry',
        row.id,
        fillWords(words.about.planEntry, { entry: row.name, plan: of.get(row.planId) ?? '' }),
        row.state,
      )
  }
  const bodies = idsOf('body')
  if (bodies.length > 0) {
    for (const row of cx.db.select().from(body).where(among(body.id, bodies)).all())
      add('body', row.id, row.name, row.closedOn === null ? 'none' : 'closed')
  }
  const orders = idsOf('appointmentOrder')
  if (orders.length > 0) {
    for (const row of cx.db
      .select({ id: appointmentOrder.id, subject: appointmentOrder.subject, state: appointmentOrder.state })
      .from(appointmentOrder)
      .where(among(appointmentOrder.id, orders))
      .all())
      add('appointmentOrder', row.id, row.subject, row.state)
  }
  const duties = idsOf('duty')
  if (duties.length > 0) {
    for (const row of cx.db
      .select({ id: duty.id, no: duty.no, text: duty.text, state: duty.state })
      .from(duty)
      .innerJoin(directive, eq(directive.id, duty.directiveId))
      .where(among(duty.id, duties))
      .all())
      add('duty', row.id, fillWords(words.about.duty, { no: row.no, text: row.text }), row.state)
  }
  const resolutions = idsOf('resolution')
  if (resolutions.length > 0) {
    for (const row of cx.db.select().from(resolution).where(among(resolution.id, resolutions)).all())
      add('resolution', row.id, row.text, row.state)
  }
  const minutes = idsOf('meetingMinutes')
  if (minutes.length > 0) {
    for (const row of cx.db
      .select({ id: meetingMinutes.id, state: meetingMinutes.state, meeting })
      .from(meetingMinutes)
      .innerJoin(meeting, eq(meeting.id, meetingMinutes.meetingId))
      .where(among(meetingMinutes.id, minutes))
      .all())
      add('meetingMinutes', row.id, meetingName(words, row.meeting), row.state)
  }
  return found
}
