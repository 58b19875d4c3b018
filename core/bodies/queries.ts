import { and, asc, eq, inArray, isNull, max, type SQL } from 'drizzle-orm'
import { body, directive, person, seat, village } from '../../db/schema.ts'
import { tambonsOfOffice, villages } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { ordersInForce } from '../orders/in-force.ts'
import { holdersToday } from '../people/holders.ts'
import { personOf } from '../people/queries.ts'
import { fullName } from '../people/rules.ts'
import { areaNames } from '../plans/areas.ts'
import { readRules } from '../rules/queries.ts'
import { provenance } from '../rules/rules.ts'
import type { Body, BodyLine, BodyRule, MissingBody, Seat } from './contract.ts'
import { expectedPosts } from './places.ts'
import {
  type BodyLimits,
  type BodyNow,
  bodyState,
  bodyWarnings,
  isVacant,
  type SeatNow,
  termEnd,
  usualWarnDays,
} from './rules.ts'

/** A row of resources/rules/bodies with the office's own changes, and what it leaves to the usual. */
export type BodyKind = BodyRule & Pick<BodyLimits, 'warnDays' | 'needsRoles'>

const usualRoles = ['chair', 'secretary'] as const

/** Kinds of bodies by key; source and certainty of the table stand in for a row's own. */
export function bodyKinds(cx: Pick<QueryContext, 'db' | 'resources'>): Map<string, BodyKind> {
  const table = readRules(cx, 'bodies')
  return new Map(
    table.items.map((item) => [
      item.key,
      {
        kind: item.key,
        name: item.name,
        shortName: item.shortName,
        area: item.area,
        nameTemplate: item.nameTemplate,
        minimum: item.minimum,
        maximum: item.maximum,
        termYears: item.termYears,
        termOf: item.termOf ?? 'body',
        appointer: item.appointer,
        reviewedYearly: item.reviewedYearly,
        quorumOf: item.quorumOf ?? null,
        onePersonOneSeat: item.onePersonOneSeat ?? false,
        warnDays: item.warnDays ?? usualWarnDays,
        needsRoles: item.needsRoles ?? usualRoles,
        ...provenance(table, item),
      },
    ]),
  )
}

export function listKinds(cx: QueryContext): BodyRule[] {
  return [...bodyKinds(cx).values()].map(ruleOf)
}

function ruleOf({ warnDays: _days, needsRoles: _roles, ...rule }: BodyKind): BodyRule {
  return rule
}

/** A kind that is not in the table (another office's own) is called as its body is. */
function kindOrUnknown(kinds: ReadonlyMap<string, BodyKind>, row: { kind: string; name: string }): BodyKind {
  return (
    kinds.get(row.kind) ?? {
      kind: row.kind,
      name: row.name,
      shortName: '',
      area: 'district',
      nameTemplate: '',
      minimum: null,
      maximum: null,
      termYears: null,
      termOf: 'body',
      appointer: '',
      reviewedYearly: false,
      quorumOf: null,
      onePersonOneSeat: false,
      warnDays: usualWarnDays,
      needsRoles: [],
      source: '',
      certainty: 'B:lo',
    }
  )
}

/**
 * Guideline edition in hand: that of the newest directive that has come, or null while none is registered.
 *
 * @param officeId of an office that handed in; left out = here
 */
export function currentEdition(cx: QueryContext, officeId = cx.office().id): number | null {
  const row = cx.db
    .select({ fy: max(directive.editionFy) })
    .from(directive)
    .where(and(eq(directive.officeId, officeId), eq(directive.state, 'received')))
    .get()
  return row?.fy ?? null
}

/**
 * Seats of bodies in their order, with who sits there today: himself, or as the one who holds the seat's post. Two
 * statements for any number of bodies.
 */
export function readSeats(
  cx: Pick<QueryContext, 'db' | 'today'>,
  bodyIds: readonly string[],
): Map<string, Seat[]> {
  const byBody = new Map<string, Seat[]>()
  if (bodyIds.length === 0) return byBody
  const rows = cx.db
    .select({ seat, person })
    .from(seat)
    .leftJoin(person, eq(person.id, seat.personId))
    .where(inArray(seat.bodyId, [...bodyIds]))
    .orderBy(asc(seat.no), asc(seat.id))
    .all()
  const holders = holdersToday(cx, [
    ...new Set(rows.flatMap((row) => (row.seat.postId === null ? [] : [row.seat.postId]))),
  ])
  for (const row of rows) {
    const { id, no, title, role, filledBy, post, postId, untilOn, bodyId } = row.seat
    const holder = postId === null ? undefined : holders.get(postId)
    const who = holder?.who ?? row.person
    const one: Seat = {
      id,
      no,
      title,
      role,
      filledBy,
      post,
      postId,
      untilOn,
      personId: who?.id ?? null,
      person: who ? personOf(who) : null,
      since: holder?.startsOn ?? null,
      acting: holder?.acting ?? false,
    }
    const seats = byBody.get(bodyId)
    if (seats) seats.push(one)
    else byBody.set(bodyId, [one])
  }
  return byBody
}

/** A seat as its warnings and an order see it. */
export function seatNow(seat: Seat): SeatNow {
  const { person: who, post } = seat
  return {
    seatId: seat.id,
    postId: seat.postId,
    personId: seat.personId,
    title: seat.title,
    role: seat.role,
    filledBy: seat.filledBy,
    post,
    name: who === null ? '' : fullName(who),
    position: who === null || who.position === '' ? post : who.position,
    untilOn: seat.untilOn,
  }
}

/**
 * Bodies with their order in force and what is not in order, by area; a fixed number of statements for any
 * number of them.
 *
 * @param editionFy guideline edition the orders should have been reviewed for; null = the one in hand
 */
export function listBodies(
  cx: QueryContext,
  input: { editionFy: number | null; officeId?: string | undefined },
): BodyLine[] {
  const officeId = input.officeId ?? cx.office().id
  return readBodies(cx, eq(body.officeId, officeId), input.editionFy ?? currentEdition(cx, officeId)).map(
    ({ line }) => line,
  )
}

/** @throws Fault record.notFound */
export function getBody(cx: QueryContext, id: string): Body {
  const [found] = readBodies(cx, eq(body.id, id), currentEdition(cx))
  if (!found) throw new Fault('record.notFound', { kind: 'body', id })
  return { ...found.line, seatRows: found.seats, rule: ruleOf(found.kind) }
}

type ReadBody = { line: BodyLine; seats: Seat[]; kind: BodyKind }

function readBodies(cx: QueryContext, where: SQL | undefined, editionFy: number | null): ReadBody[] {
  const kinds = bodyKinds(cx)
  const nameOf = areaNames(cx)
  const today = cx.today()
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
  const expectedOf = expectedPosts(
    cx,
    rows.map((row) => row.body),
  )
  const kindOrder = [...kinds.keys()]
  const rank = (key: string) => (kinds.has(key) ? kindOrder.indexOf(key) : kindOrder.length)
  return rows
    .map(({ body: row, ...place }): ReadBody => {
      const kind = kindOrUnknown(kinds, row)
      const seats = seatsOf.get(row.id) ?? []
      const standing = orderOf.get(row.id)
      const order = standing === undefined ? null : { ...standing.order, editionFy: standing.editionFy }
      const now: BodyNow = {
        seats: seats.map(seatNow),
        expected: expectedOf.get(row.id) ?? [],
        order: order && { ...order, members: standing?.members ?? [] },
        closedOn: row.closedOn,
        reviewedFy: row.reviewedFy,
      }
      const warnings = bodyWarnings(kind, now, editionFy, today)
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
        filled: seats.filter((one) => !isVacant(one)).length,
        order: order && {
          id: order.id,
          number: order.number,
          year: order.numberYear,
          signedOn: order.signedOn,
          editionFy: order.editionFy,
        },
        state: bodyState(now, warnings),
        warnings,
        closedOn: row.closedOn,
        reviewedFy: row.reviewedFy,
        reviewedOn: row.reviewedOn,
        endsOn: termEnd(kind, order),
      }
      return { line, seats, kind }
    })
    .sort((a, b) => rank(a.line.kind) - rank(b.line.kind))
}

/** Bodies by their ids, in the order of the list. */
export function bodiesById(cx: QueryContext, ids: readonly string[], editionFy: number | null): BodyLine[] {
  if (ids.length === 0) return []
  return readBodies(cx, inArray(body.id, [...ids]), editionFy).map(({ line }) => line)
}

/**
 * Places of the office that have no body of a kind; closed ones do not count.
 *
 * @param input kind: null = all kinds whose orders are reviewed yearly (duty 2, DOMAIN.md §1.3)
 */
export function missingBodies(cx: QueryContext, input: { kind: string | null }): MissingBody[] {
  const nameOf = areaNames(cx)
  const office = cx.office()
  const open = cx.db
    .select({ kind: body.kind, tambonCode: body.tambonCode, villageId: body.villageId })
    .from(body)
    .where(and(eq(body.officeId, office.id), isNull(body.closedOn)))
    .all()
  const placeKey = (row: { kind: string; tambonCode: string | null; villageId: string | null }) =>
    `${row.kind} ${row.villageId ?? row.tambonCode ?? ''}`
  const made = new Set(open.map(placeKey))
  const places: Record<BodyRule['area'], Omit<MissingBody, 'kind' | 'kindName'>[]> = {
    village: villages(cx, { tambonCode: null })
      .filter((row) => row.kind === 'village')
      .map((row) => ({
        tambonCode: row.tambonCode,
        villageId: row.id,
        areaName: nameOf({ villageName: row.name, villageKind: row.kind, mooNo: row.mooNo }),
      })),
    tambon: tambonsOfOffice(cx).map(({ code }) => ({
      tambonCode: code,
      villageId: null,
      areaName: nameOf({ tambonCode: code }),
    })),
    district:
      office.districtCode === null || office.profile === 'province'
        ? []
        : [{ tambonCode: null, villageId: null, areaName: nameOf({ districtCode: office.districtCode }) }],
    province:
      office.profile === 'province'
        ? [{ tambonCode: null, villageId: null, areaName: nameOf({ provinceCode: office.provinceCode }) }]
        : [],
  }
  return [...bodyKinds(cx).values()]
    .filter((kind) => (input.kind === null ? kind.reviewedYearly : kind.kind === input.kind))
    .filter((kind) => kind.nameTemplate !== '')
    .flatMap((kind) =>
      places[kind.area].flatMap((place) => {
        const row = { kind: kind.kind, kindName: kind.shortName || kind.name, ...place }
        return made.has(placeKey(row)) ? [] : [row]
      }),
    )
}
