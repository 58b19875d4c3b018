import { and, desc, eq } from 'drizzle-orm'
import { appointmentOrder, body, signatory } from '../../db/schema.ts'
import { ordersInForce } from '../bodies/queries.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { asSigned } from '../papers/as-signed.ts'
import { makePaper } from '../papers/catalogue.ts'
import { takeNumber } from '../papers/registers.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { membersNow } from './queries.ts'
import type { NumberChoice, OrderFields } from './rules.ts'
import { type OrderWords, orderWords } from './wording.ts'

type OrderRow = typeof appointmentOrder.$inferSelect

/**
 * Drafts an order of a body for a guideline edition. Where the body has an order in force its own words are carried
 * over; words the office never changed are written anew for the new edition. A draft that lies ready is opened again.
 *
 * @throws Fault record.notFound, record.foreign
 */
export function openOrder(cx: CommandContext, input: { bodyId: string; editionFy: number }): { id: string } {
  const row = cx.write.mustOwn(body, input.bodyId)
  const _officeId = cx.office().id
  const draft = cx.db
    .select({ id: appointmentOrder.id })
    .from(appointmentOrder)
    .where(
      and(
        eq(appointmentOrder.bodyId, row.id),
        eq(appointmentOrder.editionFy, input.editionFy),
        eq(appointmentOrder.state, 'draft'),
      ),
    )
    .orderBy(desc(appointmentOrder.id))
    .get()
  if (draft) return draft
  const before = ordersInForce(cx, [row.id]).get(row.id)
  const words = orderWords(cx, row.id, input.editionFy)
  const id = cx.write.insert(appointmentOrder, {
    bodyId: row.id,
    editionFy: input.editionFy,
    ...(before ? carryOver(before, orderWords(cx, row.id, before.editionFy), words) : words),
    signatoryId: usualSignatory(cx, before),
    supersedesId: before?.id ?? null,
  })
  cx.about('appointmentOrder', id)
  return { id }
}

/** Field by field: as the office had it, but wording that was never touched follows the new edition. */
function carryOver(before: OrderRow, standardThen: OrderWords, standardNow: OrderWords): OrderWords {
  const keep = <K extends keyof OrderWords>(key: K): OrderWords[K] =>
    JSON.stringify(before[key]) === JSON.stringify(standardThen[key]) ? standardNow[key] : before[key]
  return { subject: keep('subject'), reason: keep('reason'), powers: keep('powers'), duties: keep('duties') }
}

/** Who signed before, if still active; else the only person who usually signs orders. */
function usualSignatory(cx: CommandContext, before: OrderRow | undefined): string | null {
  const active = cx.db
    .select()
    .from(signatory)
    .where(and(eq(signatory.officeId, cx.office().id), eq(signatory.active, true)))
    .all()
  const same = active.find((one) => one.id === before?.signatoryId)
  const usual = active.filter((one) => one.signs.includes('order'))
  return same?.id ?? (usual.length === 1 ? (usual[0]?.id ?? null) : null)
}

/** @throws Fault order.signed, record.notFound, record.foreign */
export function saveOrder(cx: CommandContext, input: { id: string; fields: OrderFields }): void {
  const row = cx.write.mustGet(appointmentOrder, input.id)
  refuseSigned(row)
  if (input.fields.signatoryId !== null) cx.write.mustGet(signatory, input.fields.signatoryId)
  cx.write.update(appointmentOrder, row.id, input.fields)
}

function refuseSigned(row: OrderRow): void {
  if (row.state === 'draft') return
  throw new Fault('order.signed', {
    name: row.number === null ? row.subject : `${row.number}/${row.numberYear}`,
  })
}

/**
 * Signs an order: freezes its members, takes its number of the order register and puts it in the place of the body's
 * order before. Vacant seats are left out.
 *
 * @throws Fault order.signed, order.noSignatory, order.noSeats, date.inFuture, register.taken, register.gap
 */
export function signOrder(
  cx: CommandContext,
  input: { id: string; signedOn: string; number: NumberChoice },
): { number: number | null; year: number } {
  const row = cx.write.mustGet(appointmentOrder, input.id)
  refuseSigned(row)
  const of = cx.write.mustGet(body, row.bodyId)
  if (row.signatoryId === null) throw new Fault('order.noSignatory', { name: of.name })
  const members = membersNow(cx, row.bodyId)
  if (members.length === 0) throw new Fault('order.noSeats', { name: of.name })
  mustNotBeFuture(cx, input.signedOn)
  const before = ordersInForce(cx, [row.bodyId]).get(row.bodyId)
  const taken = takeNumber(cx, 'order', input.number, {
    dated: input.signedOn,
    subject: row.subject,
    addressee: '',
    paperTable: 'appointmentOrder',
    paperId: row.id,
  })
  cx.write.update(appointmentOrder, row.id, {
    state: 'signed',
    signedOn: input.signedOn,
    number: taken.number,
    numberYear: taken.year,
    supersedesId: before?.id ?? null,
    members,
  })
  const paperAsSigned = asSigned(makePaper(cx, { kind: 'order', id: row.id }))
  cx.write.update(appointmentOrder, row.id, { paperAsSigned })
  cx.about('appointmentOrder', row.id)
  return taken
}
