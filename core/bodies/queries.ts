import { and, asc, eq, inArray, max, type SQL } from 'drizzle-orm'
import { appointmentOrder, body, directive, person, seat, village } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { areaNames } from '../plans/areas.ts'
import { readRuleTable } from '../rules/queries.ts'
import type { Body, BodyLine, BodyRule, Seat } from './contract.ts'
import { bodyWarnings, isVacant } from './rules.ts'

/** A row of resources/rules/bodies with the office's own changes. */
export type BodyKind = BodyRule & {
  area: 'village' | 'tambon' | 'district' | 'province'
  nameTemplate: string
  reviewedYearly: boolean
}

/** Kinds of bodies by key; source and certainty of the table stand in for a row's own. */
export function bodyKinds(cx: Pick<QueryContext, 'db' | 'resources'>): Map<string, BodyKind> {
  const table = readRuleTable(cx, 'bodies')
  return new Map(
    table.items.map((item) => {
      const row = item as unknown as Omit<BodyKind, 'kind'> & { key: string }
      return [
        item.key,
        {
          ...row,
          kind: item.key,
          source: row.source ?? table.source,
          certainty: row.certainty ?? table.certainty,
        },
      ]
    }),
  )
}

export function listKinds(cx: QueryContext): BodyRule[] {
  return [...bodyKinds(cx).values()].map(ruleOf)
}

function ruleOf(kind: BodyKind): BodyRule {
  const { name, shortName, minimum, maximum, termYears, appointer, source, certainty } = kind
  return { kind: kind.kind, name, shortName, minimum, maximum, termYears, appointer, source, certainty }
}

/** A kind that is no longer in the table (the office took it out) still has to be shown. */
function kindOrUnknown(kinds: ReadonlyMap<string, BodyKind>, key: string): BodyKind {
  return (
    kinds.get(key) ?? {
      kind: key,
      name: key,
      shortName: key,
      area: 'district',
      nameTemplate: '',
      minimum: null,
      maximum: null,
      termYears: null,
      appointer: '',
      reviewedYearly: false,
      source: '',
      certainty: 'B:lo',
    }
  )
}

/** Guideline edition in hand: that of the newest directive, or null while none is registered. */
export function currentEdition(cx: QueryContext): number | null {
  const row = cx.db
    .select({ fy: max(directive.editionFy) })
    .from(directive)
    .where(eq(directive.officeId, cx.office().id))
    .get()
  return row?.fy ?? null
}

type OrderRow = typeof appointmentOrder.$inferSelect

/** The order in force of each body: the newest signed one that no later signed order replaces. */
export function ordersInForce(cx: QueryContext, bodyIds: readonly string[]): Map<string, OrderRow> {
  if (bodyIds.length === 0) return new Map()
  const signed = cx.db
    .select()
    .from(appointmentOrder)
    .where(and(inArray(appointmentOrder.bodyId, [...bodyIds]), eq(appointmentOrder.state, 'signed')))
    .orderBy(asc(appointmentOrder.signedOn), asc(appointmentOrder.id))
    .all()
  const replaced = new Set(signed.map((row) => row.supersedesId))
  return new Map(signed.filter((row) => !replaced.has(row.id)).map((row) => [row.bodyId, row]))
}

/** Seats of bodies in their order, with who sits there; one statement. */
export function readSeats(cx: QueryContext, bodyIds: readonly string[]): Map<string, Seat[]> {
  const byBody = new Map<string, Seat[]>()
  if (bodyIds.length === 0) return byBody
  const rows = cx.db
    .select({ seat, person })
    .from(seat)
    .leftJoin(person, eq(person.id, seat.personId))
    .where(inArray(seat.bodyId, [...bodyIds]))
    .orderBy(asc(seat.no), asc(seat.id))
    .all()
  for (const row of rows) {
    const { id, no, title, role, filledBy, post, personId, bodyId } = row.seat
    const sits =
      row.person === null
        ? null
        : {
            title: row.person.title,
            firstName: row.person.firstName,
            lastName: row.person.lastName,
            position: row.person.position,
            example: row.person.example,
          }
    const seats = byBody.get(bodyId) ?? []
    seats.push({ id, no, title, role, filledBy, post, personId, person: sits })
    byBody.set(bodyId, seats)
  }
  return byBody
}

/**
 * Bodies with their order in force and what is not in order, by area; four statements for any number of them.
 *
 * @param editionFy guideline edition the orders should have been reviewed for; null = the one in hand
 */
export function listBodies(
  cx: QueryContext,
  input: { editionFy: number | null; officeId?: string | undefined },
): BodyLine[] {
  const officeId = input.officeId ?? cx.office().id
  return readBodies(cx, eq(body.officeId, officeId), input.editionFy ?? currentEdition(cx)).map(
    ({ line }) => line,
  )
}

/** @throws Fault record.notFound */
export function getBody(cx: QueryContext, id: string): Body {
  const [found] = readBodies(cx, eq(body.id, id), currentEdition(cx))
  if (!found) throw new Fault('record.notFound', { kind: 'body', id })
  return { ...found.line, seatRows: found.seats, rule: ruleOf(found.kind) }
}

function readBodies(
  cx: QueryContext,
  where: SQL,
  editionFy: number | null,
): { line: BodyLine; seats: Seat[]; kind: BodyKind }[] {
  const kinds = bodyKinds(cx)
  const nameOf = areaNames(cx)
  const rows = cx.db
    .select({ body, villageName: village.name, villageKind: village.kind, mooNo: village.mooNo })
    .from(body)
    .leftJoin(village, eq(village.id, body.villageId))
    .where(where)
    .orderBy(asc(body.tambonCode), asc(village.mooNo), asc(body.id))
    .all()
  const ids = rows.map((row) => row.body.id)
  const seatsOf = readSeats(cx, ids)
  const orderOf = ordersInForce(cx, ids)
  const kindOrder = [...kinds.keys()]
  return rows
    .map(({ body: row, ...place }) => {
      const kind = kindOrUnknown(kinds, row.kind)
      const seats = seatsOf.get(row.id) ?? []
      const filled = seats.filter((one) => !isVacant(one)).length
      const order = orderOf.get(row.id) ?? null
      const line: BodyLine = {
        id: row.id,
        officeId: row.officeId,
        kind: row.kind,
        name: row.name,
        tambonCode: row.tambonCode,
        villageId: row.villageId,
        kindName: kind.shortName === '' ? kind.name : kind.shortName,
        areaName: nameOf({ ...place, tambonCode: row.tambonCode, districtCode: row.districtCode }),
        seats: seats.length,
        filled,
        order: order && {
          id: order.id,
          number: order.number,
          year: order.numberYear,
          signedOn: order.signedOn,
          editionFy: order.editionFy,
        },
        warnings: bodyWarnings(kind, { seats: seats.length, filled, order }, editionFy, cx.today()),
      }
      return { line, seats, kind }
    })
    .sort((a, b) => kindOrder.indexOf(a.line.kind) - kindOrder.indexOf(b.line.kind))
}
