import { and, desc, eq } from 'drizzle-orm'
import { appointmentOrder, body } from '../../db/schema.ts'
import { readSeats } from '../bodies/queries.ts'
import { isAppointed } from '../bodies/rules.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { fullName } from '../people/rules.ts'
import type { Order, OrderLine } from './contract.ts'

export type Member = { name: string; position: string; title: string }

const lineColumns = {
  id: appointmentOrder.id,
  officeId: appointmentOrder.officeId,
  bodyId: appointmentOrder.bodyId,
  bodyName: body.name,
  editionFy: appointmentOrder.editionFy,
  subject: appointmentOrder.subject,
  state: appointmentOrder.state,
  number: appointmentOrder.number,
  numberYear: appointmentOrder.numberYear,
  signedOn: appointmentOrder.signedOn,
}

/** Orders of the office, the newest first. */
export function listOrders(cx: QueryContext, input: { editionFy: number | null }): OrderLine[] {
  return cx.db
    .select(lineColumns)
    .from(appointmentOrder)
    .innerJoin(body, eq(body.id, appointmentOrder.bodyId))
    .where(
      and(
        eq(appointmentOrder.officeId, cx.office().id),
        input.editionFy === null ? undefined : eq(appointmentOrder.editionFy, input.editionFy),
      ),
    )
    .orderBy(desc(appointmentOrder.id))
    .all()
}

/** An order; its members as signed, or while it is a draft those that sit in the body now. @throws Fault record.notFound */
export function getOrder(cx: QueryContext, id: string): Order {
  const found = cx.db
    .select({ line: lineColumns, row: appointmentOrder })
    .from(appointmentOrder)
    .innerJoin(body, eq(body.id, appointmentOrder.bodyId))
    .where(eq(appointmentOrder.id, id))
    .get()
  if (!found) throw new Fault('record.notFound', { kind: 'appointmentOrder', id })
  const { row, line } = found
  return {
    ...line,
    reason: row.reason,
    powers: row.powers,
    duties: row.duties,
    effectiveOn: row.effectiveOn,
    signatoryId: row.signatoryId,
    supersedesId: row.supersedesId,
    members: row.state === 'draft' ? membersNow(cx, row.bodyId) : row.members,
  }
}

/** Who sits in a body now, as an order prints it: name, position, title; seats of persons that are vacant are left out. */
export function membersNow(cx: QueryContext, bodyId: string): Member[] {
  const seats = readSeats(cx, [bodyId]).get(bodyId) ?? []
  return seats.filter(isAppointed).map(({ title, post, person }) => ({
    title,
    name: person === null ? '' : fullName(person),
    position: person === null || person.position === '' ? post : person.position,
  }))
}
