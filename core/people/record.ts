import { and, asc, desc, eq, getTableColumns, inArray, or } from 'drizzle-orm'
import { appointmentOrder, attendance, body, holding, meeting, person, post, seat } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readRules } from '../rules/queries.ts'
import { splitThaiName } from '../thai/names.ts'
import type { PersonRecord } from './contract.ts'
import { holdersToday } from './holders.ts'
import { personOf } from './queries.ts'
import { fullName, personKey } from './rules.ts'

/**
 * Everything the office keeps of one person (PDPA: the right to a copy of one's data): names, posts over time, seats of
 * today, signed orders and meetings that name the person. Orders of before format 1.2 say only the name: those of the
 * very name are given too.
 *
 * @throws Fault record.notFound
 */
export function personRecord(cx: QueryContext, id: string): PersonRecord {
  const who = cx.db.select().from(person).where(eq(person.id, id)).get()
  if (!who) throw new Fault('record.notFound', { kind: 'person', id })
  const reasons = new Map(readRules(cx, 'leave-reasons').items.map((item) => [item.key, item.name]))
  const holdings = cx.db
    .select({ holding, name: post.name })
    .from(holding)
    .innerJoin(post, eq(post.id, holding.postId))
    .where(eq(holding.personId, id))
    .orderBy(desc(holding.startsOn), asc(holding.id))
    .all()
  const postIds = [...new Set(holdings.map((row) => row.holding.postId))]
  const heldNow = [...holdersToday(cx, postIds)].flatMap(([postId, now]) =>
    now.personId === id ? [postId] : [],
  )
  const seats = cx.db
    .select({ bodyId: body.id, body: body.name, title: seat.title, untilOn: seat.untilOn })
    .from(seat)
    .innerJoin(body, eq(body.id, seat.bodyId))
    .where(or(and(eq(seat.personId, id), eq(seat.filledBy, 'person')), inArray(seat.postId, heldNow)))
    .orderBy(asc(body.id), asc(seat.no))
    .all()
  const meetings = cx.db
    .select({ id: meeting.id, title: meeting.title, heldOn: meeting.heldOn, state: attendance.state })
    .from(attendance)
    .innerJoin(meeting, eq(meeting.id, attendance.meetingId))
    .where(eq(attendance.personId, id))
    .orderBy(desc(meeting.heldOn), asc(meeting.id))
    .all()
  return {
    ...personOf(who),
    id,
    name: fullName(who),
    holdings: holdings.map(({ holding: row, name }) => ({
      postId: row.postId,
      post: name,
      startsOn: row.startsOn,
      endsOn: row.endsOn,
      endReason: row.endReason === '' ? '' : (reasons.get(row.endReason) ?? row.endReason),
      acting: row.acting,
    })),
    seats,
    orders: ordersNaming(cx, who),
    meetings,
  }
}

function ordersNaming(cx: QueryContext, who: typeof person.$inferSelect): PersonRecord['orders'] {
  const key = personKey(who)
  const { paperAsSigned: _kept, ...columns } = getTableColumns(appointmentOrder)
  return cx.db
    .select({ order: columns, body: body.name })
    .from(appointmentOrder)
    .innerJoin(body, eq(body.id, appointmentOrder.bodyId))
    .where(and(eq(appointmentOrder.state, 'signed'), eq(appointmentOrder.officeId, who.officeId)))
    .orderBy(desc(appointmentOrder.signedOn), desc(appointmentOrder.id))
    .all()
    .flatMap(({ order, body: bodyName }) => {
      const member = order.members.find((one) =>
        one.personId
          ? one.personId === who.id
          : one.name !== '' && personKey(splitThaiName(one.name)) === key,
      )
      if (!member) return []
      const { id, number, numberYear, signedOn } = order
      return [
        { id, body: bodyName, number, numberYear, signedOn, title: member.title, position: member.position },
      ]
    })
}
