import { and, asc, eq, getTableColumns, inArray, ne, or } from 'drizzle-orm'
import { appointmentOrder, body } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import type { OrderMember } from './rules.ts'

export type OrderRow = Omit<typeof appointmentOrder.$inferSelect, 'paperAsSigned'>

/** All columns but the kept paper, which is large and needed only to print it. */
const { paperAsSigned: _kept, ...columns } = getTableColumns(appointmentOrder)
export const orderColumns = columns

/** The order that appoints a body now, with what amended it since. */
export type OrderInForce = {
  order: OrderRow
  /** In the order in which they were signed. */
  amendments: OrderRow[]
  /** Members of this body after the amendments. */
  members: OrderMember[]
  /** Newest guideline edition, พ.ศ., that the order or one of its amendments was reviewed for. */
  editionFy: number
}

/** Bodies that an order is about, the first is the one it is kept under. */
export function bodiesOfOrder(row: Pick<OrderRow, 'bodyId' | 'moreBodyIds'>): string[] {
  return [row.bodyId, ...row.moreBodyIds]
}

/** Members that an order names in one body; orders signed before format 1.2 have one body and do not name it. */
export function membersOf(row: OrderRow, bodyId: string): OrderMember[] {
  return row.members.filter((member) => (member.bodyId ?? row.bodyId) === bodyId)
}

/** Signed orders of bodies, also those of several bodies at once, in the order in which they took effect on each other. */
function signedOrders(cx: Pick<QueryContext, 'db'>, bodyIds: readonly string[]): OrderRow[] {
  const wanted = new Set(bodyIds)
  const rows = cx.db
    .select(orderColumns)
    .from(appointmentOrder)
    .where(
      and(
        eq(appointmentOrder.state, 'signed'),
        or(inArray(appointmentOrder.bodyId, [...bodyIds]), ne(appointmentOrder.moreBodyIds, [])),
      ),
    )
    .all()
    .filter((row) => bodiesOfOrder(row).some((id) => wanted.has(id)))
  return inSequence(rows)
}

/**
 * By date; an order never stands before the one it replaces, amends or cancels, even where it is dated earlier or on
 * the same day.
 */
export function inSequence(rows: readonly OrderRow[]): OrderRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const places = new Map<string, { day: string; depth: number }>()
  const placeOf = (row: OrderRow, seen: ReadonlySet<string>): { day: string; depth: number } => {
    const known = places.get(row.id)
    if (known) return known
    const own = row.signedOn ?? '9999-12-31'
    const about = row.supersedesId === null ? undefined : byId.get(row.supersedesId)
    const before = about && !seen.has(about.id) ? placeOf(about, new Set([...seen, about.id])) : undefined
    const place = {
      day: before && before.day > own ? before.day : own,
      depth: before ? before.depth + 1 : 0,
    }
    places.set(row.id, place)
    return place
  }
  const placed = rows.map((row) => ({ row, place: placeOf(row, new Set([row.id])) }))
  return placed
    .sort(
      (a, b) =>
        a.place.day.localeCompare(b.place.day) ||
        a.place.depth - b.place.depth ||
        a.row.id.localeCompare(b.row.id),
    )
    .map(({ row }) => row)
}

/**
 * The order in force of each body with its amendments and effective members; a body without one is left out. One
 * statement for any number of bodies. An order of several bodies counts for each; replaced or cancelled for one of
 * them it goes on for the others.
 */
export function ordersInForce(
  cx: Pick<QueryContext, 'db'>,
  bodyIds: readonly string[],
): Map<string, OrderInForce> {
  if (bodyIds.length === 0) return new Map()
  const byBody = new Map<string, OrderRow[]>()
  for (const row of signedOrders(cx, bodyIds)) {
    for (const id of bodiesOfOrder(row)) {
      const rows = byBody.get(id)
      if (rows) rows.push(row)
      else byBody.set(id, [row])
    }
  }
  const found = new Map<string, OrderInForce>()
  for (const bodyId of bodyIds) {
    const standing = inForceOf(bodyId, byBody.get(bodyId) ?? [])
    if (standing) found.set(bodyId, standing)
  }
  return found
}

/** What signed orders of one body, in their sequence, come to; null = none is in force. */
export function inForceOf(bodyId: string, rows: readonly OrderRow[]): OrderInForce | null {
  let order: OrderRow | null = null
  let amendments: OrderRow[] = []
  for (const row of rows) {
    if (row.action === 'amend') {
      if (order !== null && row.supersedesId === order.id) amendments.push(row)
    } else if (row.action === 'cancel') {
      if (order !== null && row.supersedesId === order.id) order = null
    } else {
      order = row
      amendments = []
    }
  }
  if (order === null) return null
  return {
    order,
    amendments,
    members: membersOf(amendments.at(-1) ?? order, bodyId),
    editionFy: Math.max(order.editionFy, ...amendments.map((row) => row.editionFy)),
  }
}

/** One body that an order appoints; an order of several bodies gives a row for each. */
export type Appointment = Pick<
  OrderRow,
  'id' | 'officeId' | 'state' | 'number' | 'numberYear' | 'signedOn'
> & {
  bodyId: string
  bodyName: string
  kind: string
  tambonCode: string | null
}

/**
 * What was appointed or amended for guideline editions, by order: drafts and signed ones. Left out are orders that
 * cancel another, were struck out, or were cancelled for that body.
 *
 * @param of.editions พ.ศ.
 */
export function appointmentsOf(
  cx: Pick<QueryContext, 'db'>,
  of: { officeIds: readonly string[]; editions: readonly number[] },
): Appointment[] {
  if (of.officeIds.length === 0 || of.editions.length === 0) return []
  const rows = cx.db
    .select({
      id: appointmentOrder.id,
      officeId: appointmentOrder.officeId,
      state: appointmentOrder.state,
      number: appointmentOrder.number,
      numberYear: appointmentOrder.numberYear,
      signedOn: appointmentOrder.signedOn,
      editionFy: appointmentOrder.editionFy,
      action: appointmentOrder.action,
      supersedesId: appointmentOrder.supersedesId,
      bodyId: appointmentOrder.bodyId,
      moreBodyIds: appointmentOrder.moreBodyIds,
    })
    .from(appointmentOrder)
    .where(inArray(appointmentOrder.officeId, [...of.officeIds]))
    .orderBy(asc(appointmentOrder.id))
    .all()
  const ended = new Set(
    rows
      .filter((row) => row.action === 'cancel' && row.state === 'signed')
      .flatMap((row) => bodiesOfOrder(row).map((id) => `${row.supersedesId} ${id}`)),
  )
  const wanted = rows.flatMap((row) => {
    if (row.action === 'cancel' || row.state === 'cancelled' || !of.editions.includes(row.editionFy))
      return []
    const base = row.action === 'amend' ? row.supersedesId : row.id
    return bodiesOfOrder(row)
      .filter((id) => !ended.has(`${base} ${id}`))
      .map((bodyId) => ({ row, bodyId }))
  })
  const bodyIds = [...new Set(wanted.map(({ bodyId }) => bodyId))]
  const reviewed = reviewedFor(cx, of, new Set(bodyIds))
  if (bodyIds.length === 0) return reviewed
  const bodies = new Map(
    cx.db
      .select({ id: body.id, name: body.name, kind: body.kind, tambonCode: body.tambonCode })
      .from(body)
      .where(inArray(body.id, bodyIds))
      .all()
      .map((one) => [one.id, one]),
  )
  const appointed = wanted.flatMap(({ row, bodyId }) => {
    const one = bodies.get(bodyId)
    if (!one) return []
    const { id, officeId, state, number, numberYear, signedOn } = row
    return [
      {
        ...{ id, officeId, state, number, numberYear, signedOn },
        bodyId,
        bodyName: one.name,
        kind: one.kind,
        tambonCode: one.tambonCode,
      },
    ]
  })
  return [...appointed, ...reviewed]
}

/**
 * Orders of before that somebody confirmed as current for one of the editions (core/bodies reviewed): they count as
 * reviewed on that day (duty 2, DOMAIN.md §1.3).
 *
 * @param except bodies that have an order of the edition itself
 */
function reviewedFor(
  cx: Pick<QueryContext, 'db'>,
  of: { officeIds: readonly string[]; editions: readonly number[] },
  except: ReadonlySet<string>,
): Appointment[] {
  const bodies = cx.db
    .select()
    .from(body)
    .where(and(inArray(body.officeId, [...of.officeIds]), inArray(body.reviewedFy, [...of.editions])))
    .orderBy(asc(body.id))
    .all()
    .filter((one) => one.closedOn === null && !except.has(one.id))
  const standing = ordersInForce(
    cx,
    bodies.map((one) => one.id),
  )
  return bodies.flatMap((one) => {
    const order = standing.get(one.id)?.order
    if (!order) return []
    const { id, officeId, state, number, numberYear } = order
    return [
      {
        ...{ id, officeId, state, number, numberYear, signedOn: one.reviewedOn },
        bodyId: one.id,
        bodyName: one.name,
        kind: one.kind,
        tambonCode: one.tambonCode,
      },
    ]
  })
}
