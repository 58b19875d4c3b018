import { and, desc, eq } from 'drizzle-orm'
import { appointmentOrder, attachment, body, signatory } from '../../db/schema.ts'
import { attachmentsOf } from '../attachments/queries.ts'
import type { FaultIssue } from '../faults.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { makeId } from '../kernel/ids.ts'
import { issuesOf } from '../kernel/issues.ts'
import { asSigned } from '../papers/as-signed.ts'
import { makePaper } from '../papers/catalogue.ts'
import { paddedNumber, registerOf, strikeNumbers, takeNumber } from '../papers/registers.ts'
import { mustNotBeFuture } from '../plans/commands.ts'
import { formatThaiDate } from '../thai/dates.ts'
import type { NumberTaken } from './contract.ts'
import { bodiesOfOrder, type OrderInForce, type OrderRow, ordersInForce } from './in-force.ts'
import { aboutOf, changesOfOrder, fieldsOf, membersNow, readOrderRow, relatedOrders } from './queries.ts'
import {
  type NumberChoice,
  type OrderAction,
  type OrderFields,
  orderFields,
  type SharedFields,
} from './rules.ts'
import { fillOrderWords, type OrderWords, orderTags, orderWords, placesOfBodies } from './wording.ts'

/**
 * Drafts an order of a body for a guideline edition. Where the body has an order in force its own words are carried
 * over; words the office never changed are written anew for the new edition. A draft that lies ready is opened again.
 *
 * @throws Fault record.notFound, record.foreign, body.closed, order.nothingInForce for an amendment or a cancelling
 *   order
 */
export function openOrder(
  cx: CommandContext,
  input: { bodyId: string; editionFy: number; action?: OrderAction | undefined },
): { id: string } {
  const id = openDraft(cx, { bodyIds: [input.bodyId], editionFy: input.editionFy, action: input.action })
  cx.about('appointmentOrder', id)
  return { id }
}

/**
 * Drafts that belong together: one order for each body, or one for all. Drafts that lie ready are taken in.
 *
 * @throws Fault record.notFound, record.foreign, body.closed, order.nothingInForce
 */
export function openMany(
  cx: CommandContext,
  input: {
    bodyIds: readonly string[]
    editionFy: number
    combine: boolean
    action?: OrderAction | undefined
  },
): { batchId: string | null; ids: string[] } {
  const { bodyIds, editionFy, action } = input
  // Sorts before every record: a batch is no record of its own.
  const batchId = makeId(0, cx.random)
  const groups = input.combine ? [[...bodyIds]] : bodyIds.map((id) => [id])
  const ids = groups.map((group) => openDraft(cx, { bodyIds: group, editionFy, action }))
  if (ids.length === 1) return { batchId: null, ids }
  for (const id of ids) cx.write.update(appointmentOrder, id, { batchId })
  return { batchId, ids }
}

type Opening = { bodyIds: readonly string[]; editionFy: number; action: OrderAction | undefined }

function openDraft(cx: CommandContext, { bodyIds, editionFy, action }: Opening): string {
  const [bodyId, ...moreBodyIds] = bodyIds.map((id) => mustStand(cx, id, action))
  if (bodyId === undefined) throw new Fault('record.notFound', { kind: 'body', id: '' })
  const fits = (row: OrderRow) =>
    row.moreBodyIds.join() === moreBodyIds.join() &&
    (action === undefined ? isAppointing(row.action) : row.action === action)
  const draft = cx.db
    .select()
    .from(appointmentOrder)
    .where(
      and(
        eq(appointmentOrder.bodyId, bodyId),
        eq(appointmentOrder.editionFy, editionFy),
        eq(appointmentOrder.state, 'draft'),
      ),
    )
    .orderBy(desc(appointmentOrder.id))
    .all()
    .find(fits)
  if (draft) return draft.id
  const inForce = ordersInForce(cx, bodyIds)
  const before = inForce.get(bodyId)?.order
  const wanted = action === undefined || isAppointing(action) ? appointing(inForce) : action
  const head = { bodyId, moreBodyIds, editionFy, action: wanted }
  if (!isAppointing(wanted)) mustChangeOne(cx, head, inForce)
  const words = orderWords(cx, aboutOf(head, inForce))
  const carried =
    before && isAppointing(wanted) && before.moreBodyIds.join() === moreBodyIds.join()
      ? carryOver(cx, before, words)
      : words
  return cx.write.insert(appointmentOrder, {
    ...head,
    ...carried,
    annex: before?.annex ?? 'auto',
    signatoryId: usualSignatory(cx, before),
    supersedesId: before?.id ?? null,
  })
}

/**
 * A dissolved body is appointed no more; its order can still be cancelled.
 *
 * @throws Fault record.notFound, record.foreign, body.closed
 */
function mustStand(cx: CommandContext, id: string, action: OrderAction | undefined): string {
  const row = cx.write.mustOwn(body, id)
  if (row.closedOn !== null && action !== 'cancel') throw new Fault('body.closed', { name: row.name })
  return row.id
}

function isAppointing(action: OrderAction): boolean {
  return action === 'appoint' || action === 'replace'
}

function appointing(inForce: ReadonlyMap<string, OrderInForce>): OrderAction {
  return inForce.size > 0 ? 'replace' : 'appoint'
}

/**
 * An amendment or a cancelling order is about one order, which is in force in all its bodies.
 *
 * @throws Fault order.nothingInForce naming the body that has none, or another
 */
function mustChangeOne(
  cx: CommandContext,
  row: Pick<OrderRow, 'bodyId' | 'moreBodyIds'>,
  inForce: ReadonlyMap<string, OrderInForce>,
): OrderInForce {
  const bodyIds = bodiesOfOrder(row)
  const about = inForce.get(row.bodyId)
  const missing = bodyIds.find((id) => about === undefined || inForce.get(id)?.order.id !== about.order.id)
  if (about === undefined || missing !== undefined) {
    const [place] = placesOfBodies(cx, [missing ?? row.bodyId])
    throw new Fault('order.nothingInForce', { name: place?.name ?? '' })
  }
  return about
}

/** Field by field: as the office had it, but wording that was never touched follows the new edition. */
function carryOver(cx: CommandContext, before: OrderRow, standardNow: OrderWords): OrderWords {
  const standardThen = orderWords(cx, {
    bodyIds: bodiesOfOrder(before),
    editionFy: before.editionFy,
    action: 'appoint',
    about: null,
  })
  return renewed(before, standardThen, standardNow)
}

function renewed(row: OrderWords, standardThen: OrderWords, standardNow: OrderWords): OrderWords {
  const keep = <K extends keyof OrderWords>(key: K): OrderWords[K] =>
    JSON.stringify(row[key]) === JSON.stringify(standardThen[key]) ? standardNow[key] : row[key]
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
function mustDraft(cx: CommandContext, id: string): OrderRow {
  const row = cx.write.mustOwn(appointmentOrder, id)
  if (row.state !== 'draft') throw new Fault('order.signed', { name: nameOf(row) })
  return row
}

/** 12/2565, or the subject of an order without a number. */
function nameOf(row: OrderRow): string {
  return row.number === null ? row.subject : `${row.number}/${row.numberYear}`
}

/** @throws Fault order.signed, record.notFound, record.foreign */
export function saveOrder(cx: CommandContext, input: { id: string; fields: OrderFields }): void {
  const row = mustDraft(cx, input.id)
  if (input.fields.signatoryId !== null) cx.write.mustOwn(signatory, input.fields.signatoryId)
  cx.write.update(appointmentOrder, row.id, input.fields)
}

/**
 * Writes shared words into drafts; their tags are filled in for each. What is not given stays as it is.
 *
 * @throws Fault order.signed, record.notFound; input.invalid naming the field of an unknown tag, or when filled words
 *   are too long
 */
export function saveMany(cx: CommandContext, input: { ids: readonly string[]; fields: SharedFields }): void {
  const { subject, reason, powers, duties, ...rest } = input.fields
  if (rest.signatoryId !== undefined && rest.signatoryId !== null)
    cx.write.mustOwn(signatory, rest.signatoryId)
  const rows = input.ids.map((id) => mustDraft(cx, id))
  const inForce = ordersInForce(cx, rows.flatMap(bodiesOfOrder))
  for (const row of rows) {
    const tags = orderTags(cx, aboutOf(row, inForce))
    const shared = given({ subject, reason, powers, duties })
    refuseUnknownTags(shared, tags)
    const words = fillOrderWords(shared, tags)
    const checked = orderFields.safeParse({ ...fieldsOf(row), ...words, ...given(rest) })
    if (!checked.success) throw new Fault('input.invalid', { issues: issuesOf(checked.error.issues) })
    cx.write.update(appointmentOrder, row.id, checked.data)
  }
}

/** A tag typed wrongly is said at its field, not as a fault of a template. */
function refuseUnknownTags(shared: Partial<OrderWords>, tags: Readonly<Record<string, unknown>>): void {
  const issues = Object.entries(shared).flatMap(([field, text]): FaultIssue[] => {
    const found = [
      ...[text]
        .flat()
        .join('\n')
        .matchAll(/\{\{([^{}]*)\}\}/gu),
    ]
    const tag = found.find(([, name = '']) => !Object.hasOwn(tags, name))?.[0]
    return tag === undefined ? [] : [{ path: ['fields', field], key: 'layoutUnknownTag', params: { tag } }]
  })
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
}

/** Only what is given. */
function given<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

/**
 * Turns a draft into another kind of order; words that were never touched become those of the new kind.
 *
 * @throws Fault order.signed, order.nothingInForce
 */
export function setAction(cx: CommandContext, input: { id: string; action: OrderAction }): void {
  const row = mustDraft(cx, input.id)
  const inForce = ordersInForce(cx, bodiesOfOrder(row))
  const action = isAppointing(input.action) ? appointing(inForce) : input.action
  if (!isAppointing(action)) mustChangeOne(cx, row, inForce)
  rewrite(cx, row, { bodyIds: bodiesOfOrder(row), action })
}

/**
 * Which bodies one draft is about. An amendment or a cancelling order can only be about bodies of the order it changes.
 *
 * @throws Fault order.signed, record.notFound, record.foreign, order.nothingInForce
 */
export function setBodies(cx: CommandContext, input: { id: string; bodyIds: readonly string[] }): void {
  const row = mustDraft(cx, input.id)
  const bodyIds = input.bodyIds.map((id) => mustStand(cx, id, row.action))
  const inForce = ordersInForce(cx, bodyIds)
  const action = isAppointing(row.action) ? appointing(inForce) : row.action
  const [bodyId = row.bodyId, ...moreBodyIds] = bodyIds
  if (!isAppointing(action)) mustChangeOne(cx, { bodyId, moreBodyIds }, inForce)
  rewrite(cx, row, { bodyIds, action })
}

function rewrite(
  cx: CommandContext,
  row: OrderRow,
  to: { bodyIds: readonly string[]; action: OrderAction },
): void {
  const [bodyId = row.bodyId, ...moreBodyIds] = to.bodyIds
  const inForce = ordersInForce(cx, [...new Set([...bodiesOfOrder(row), ...to.bodyIds])])
  const then = orderWords(cx, aboutOf(row, inForce))
  const head = { bodyId, moreBodyIds, editionFy: row.editionFy, action: to.action }
  const now = orderWords(cx, aboutOf(head, inForce))
  cx.write.update(appointmentOrder, row.id, {
    ...head,
    ...renewed(row, then, now),
    supersedesId: inForce.get(bodyId)?.order.id ?? null,
  })
}

/** Throws a draft away with its files. @throws Fault order.signed */
export function removeOrder(cx: CommandContext, input: { id: string }): void {
  const row = mustDraft(cx, input.id)
  for (const file of attachmentsOf(cx, { table: 'appointmentOrder', id: row.id }))
    cx.write.remove(attachment, file.id)
  cx.write.remove(appointmentOrder, row.id)
}

/**
 * Signs an order: freezes its members, takes its number of the order register and puts it in the place of the body's
 * order before, or lays it over that. Vacant seats are left out.
 *
 * @throws Fault order.signed, body.closed, order.noSignatory, order.noSeats, order.nothingInForce, order.nothingToAmend,
 *   order.noReason, order.beforeReplaced, date.inFuture, register.taken, register.gap
 */
export function signOrder(
  cx: CommandContext,
  input: { id: string; signedOn: string; number: NumberChoice; gapReason?: string | undefined },
): NumberTaken {
  const taken = sign(cx, input)
  cx.about('appointmentOrder', input.id)
  return taken
}

/** Signs drafts in the order given, all or none; their numbers follow each other. @throws as signOrder */
export function signMany(
  cx: CommandContext,
  input: { ids: readonly string[]; signedOn: string; number: 'next' | 'first' | 'blank' },
): (NumberTaken & { id: string })[] {
  const { signedOn } = input
  return input.ids.map((id) => ({ id, ...sign(cx, { id, signedOn, number: { kind: input.number } }) }))
}

function sign(
  cx: CommandContext,
  input: { id: string; signedOn: string; number: NumberChoice; gapReason?: string | undefined },
): NumberTaken {
  const row = mustDraft(cx, input.id)
  const bodyIds = bodiesOfOrder(row)
  const inForce = ordersInForce(cx, bodyIds)
  const [place] = placesOfBodies(cx, [row.bodyId])
  const name = place?.name ?? ''
  if (row.signatoryId === null) throw new Fault('order.noSignatory', { name })
  mustNotBeFuture(cx, input.signedOn)
  const action = isAppointing(row.action) ? appointing(inForce) : row.action
  // A body may have been dissolved since the draft was made.
  for (const id of bodyIds) mustStand(cx, id, action)
  if (isAppointing(action)) mustHaveMembers(cx, bodyIds)
  else mustChange(cx, row, inForce, name)
  for (const { order, amendments } of inForce.values()) {
    for (const one of [order, ...amendments]) {
      if (one.signedOn !== null && one.signedOn > input.signedOn) {
        throw new Fault('order.beforeReplaced', {
          name: nameOf(one),
          date: formatThaiDate(one.signedOn, { digits: 'arabic' }),
        })
      }
    }
  }
  const taken = takeNumber(
    cx,
    registerOf(cx, 'order'),
    input.number,
    {
      dated: input.signedOn,
      subject: row.subject,
      addressee: '',
      paperTable: 'appointmentOrder',
      paperId: row.id,
    },
    input.gapReason,
  )
  const members = membersNow(cx, bodyIds)
  const head = {
    action,
    signedOn: input.signedOn,
    number: taken.number,
    numberYear: taken.year,
    supersedesId: inForce.get(row.bodyId)?.order.id ?? null,
  }
  cx.write.update(appointmentOrder, row.id, head)
  // Still a draft, so that the paper says what it replaces or changes as things stand now.
  const paperAsSigned = asSigned(makePaper(cx, { kind: 'order', id: row.id }))
  cx.write.update(appointmentOrder, row.id, {
    state: 'signed',
    paperAsSigned,
    members: action === 'cancel' ? [] : bodyIds.flatMap((id) => members.get(id)?.members ?? []),
  })
  return taken
}

/** @throws Fault order.noSeats naming the body without any member */
function mustHaveMembers(cx: CommandContext, bodyIds: readonly string[]): void {
  const members = membersNow(cx, bodyIds)
  const empty = bodyIds.find((id) => (members.get(id)?.members.length ?? 0) === 0)
  if (empty === undefined) return
  const [place] = placesOfBodies(cx, [empty])
  throw new Fault('order.noSeats', { name: place?.name ?? '' })
}

/** @throws Fault order.nothingInForce, order.nothingToAmend, order.noReason, order.noSeats */
function mustChange(
  cx: CommandContext,
  row: OrderRow,
  inForce: ReadonlyMap<string, OrderInForce>,
  name: string,
): void {
  mustChangeOne(cx, row, inForce)
  if (row.action === 'cancel') {
    if (row.reason.trim() === '') throw new Fault('order.noReason', { name })
    return
  }
  // An amendment that takes everybody out leaves a body without members: that is what cancelling is for.
  mustHaveMembers(cx, bodiesOfOrder(row))
  const changes = [...changesOfOrder(cx, row, inForce).values()].flat()
  if (changes.length === 0 && row.duties.length === 0) throw new Fault('order.nothingToAmend', { name })
}

/**
 * Enters the number that was written by hand on a paper signed without one, also on the paper as it is kept.
 *
 * @param input.gapReason why numbers before it are missing in the register
 * @throws Fault order.notSigned, order.numbered, register.taken, register.gap
 */
export function setNumber(
  cx: CommandContext,
  input: { id: string; number: number; gapReason?: string | undefined },
): NumberTaken {
  const row = cx.write.mustOwn(appointmentOrder, input.id)
  if (row.state !== 'signed' || row.signedOn === null)
    throw new Fault('order.notSigned', { name: row.subject })
  if (row.number !== null) throw new Fault('order.numbered', { name: nameOf(row) })
  const register = registerOf(cx, 'order')
  const taken = takeNumber(
    cx,
    register,
    { kind: 'given', number: input.number },
    {
      dated: row.signedOn,
      subject: row.subject,
      addressee: '',
      paperTable: 'appointmentOrder',
      paperId: row.id,
    },
    input.gapReason,
  )
  const kept = row.paperAsSigned
  const number = paddedNumber(cx, register, taken.number)
  cx.write.update(appointmentOrder, row.id, {
    number: taken.number,
    ...(kept === null ? {} : { paperAsSigned: { ...kept, data: { ...kept.data, number } } }),
  })
  return taken
}

/**
 * Strikes out a signed order that was never issued: it counts no more, what it replaced is in force again, and its
 * number stays in the register as cancelled with the reason.
 *
 * @throws Fault order.notSigned, order.builtUpon when a later order of one of its bodies rests on it
 */
export function annulOrder(cx: CommandContext, input: { id: string; reason: string }): void {
  const row = readOrderRow(cx, cx.write.mustOwn(appointmentOrder, input.id).id)
  if (row.state !== 'signed') throw new Fault('order.notSigned', { name: nameOf(row) })
  const sequence = relatedOrders(cx, row).filter((one) => one.state === 'signed')
  const later = sequence[sequence.findIndex((one) => one.id === row.id) + 1]
  if (later) throw new Fault('order.builtUpon', { name: nameOf(row), by: nameOf(later) })
  cx.write.update(appointmentOrder, row.id, { state: 'cancelled' })
  strikeNumbers(cx, { table: 'appointmentOrder', id: row.id }, input.reason)
}
