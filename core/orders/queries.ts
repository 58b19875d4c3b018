import { and, desc, eq, inArray, ne, or } from 'drizzle-orm'
import { appointmentOrder, body, village } from '../../db/schema.ts'
import { readSeats } from '../bodies/queries.ts'
import { isAppointed } from '../bodies/rules.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { readRegister, registerOf } from '../papers/registers.ts'
import { fullName } from '../people/rules.ts'
import { areaNames, fillWords } from '../plans/areas.ts'
import { buddhistYearOf, formatThaiDate } from '../thai/dates.ts'
import type { ChainLine, Order, OrderBatch, OrderBody, OrderLine, OrderStanding } from './contract.ts'
import {
  bodiesOfOrder,
  inForceOf,
  inSequence,
  membersOf,
  type OrderInForce,
  type OrderRow,
  orderColumns,
  ordersInForce,
} from './in-force.ts'
import {
  compareMembers,
  type MemberChange,
  type OrderAction,
  type OrderFields,
  type OrderMember,
  type OrderNote,
} from './rules.ts'
import { changeSentences, fillOrderWords, type OrderWords, orderTags, orderWording } from './wording.ts'

type BodyWords = { name: string; kind: string; areaName: string }

function wordsOfBodies(cx: QueryContext, ids: readonly string[]): Map<string, BodyWords> {
  if (ids.length === 0) return new Map()
  const nameOf = areaNames(cx)
  const rows = cx.db
    .select({
      id: body.id,
      name: body.name,
      kind: body.kind,
      tambonCode: body.tambonCode,
      districtCode: body.districtCode,
      villageName: village.name,
      villageKind: village.kind,
      mooNo: village.mooNo,
    })
    .from(body)
    .leftJoin(village, eq(village.id, body.villageId))
    .where(inArray(body.id, [...ids]))
    .all()
  return new Map(rows.map(({ id, name, kind, ...place }) => [id, { name, kind, areaName: nameOf(place) }]))
}

/** Orders as lines; three statements for any number of them. */
function linesOf(cx: QueryContext, rows: readonly OrderRow[]): OrderLine[] {
  const ids = [...new Set(rows.flatMap(bodiesOfOrder))]
  const words = wordsOfBodies(cx, ids)
  const inForce = ordersInForce(cx, ids)
  const standing = new Set(
    [...inForce.values()].flatMap(({ order, amendments }) => [order.id, ...amendments.map((row) => row.id)]),
  )
  return rows.map((row) => {
    const bodyIds = bodiesOfOrder(row)
    const bodies = bodyIds.flatMap((id) => words.get(id) ?? [])
    const areas = new Set(bodies.map((one) => one.areaName))
    return {
      id: row.id,
      officeId: row.officeId,
      bodyId: row.bodyId,
      bodyName: bodies.map((one) => one.name).join(', '),
      bodyIds,
      kinds: [...new Set(bodies.map((one) => one.kind))],
      areaName: areas.size === 1 ? (bodies[0]?.areaName ?? '') : '',
      editionFy: row.editionFy,
      action: row.action,
      subject: row.subject,
      state: row.state,
      standing: standingOf(row, standing),
      number: row.number,
      numberYear: row.numberYear,
      signedOn: row.signedOn,
      batchId: row.batchId,
    }
  })
}

function standingOf(row: OrderRow, inForce: ReadonlySet<string>): OrderStanding {
  if (row.state === 'draft') return 'draft'
  if (row.state === 'cancelled') return 'annulled'
  if (row.action === 'cancel') return 'signed'
  return inForce.has(row.id) ? 'inForce' : 'past'
}

/** Orders of an office, the newest first. */
export function listOrders(
  cx: QueryContext,
  input: { editionFy: number | null; officeId?: string | undefined },
): OrderLine[] {
  const rows = cx.db
    .select(orderColumns)
    .from(appointmentOrder)
    .where(eq(appointmentOrder.officeId, input.officeId ?? cx.office().id))
    .orderBy(desc(appointmentOrder.id))
    .all()
  return linesOf(
    cx,
    input.editionFy === null ? rows : rows.filter((row) => row.editionFy === input.editionFy),
  )
}

/** @throws Fault record.notFound */
export function readOrderRow(cx: QueryContext, id: string): OrderRow {
  const row = cx.db.select(orderColumns).from(appointmentOrder).where(eq(appointmentOrder.id, id)).get()
  if (!row) throw new Fault('record.notFound', { kind: 'appointmentOrder', id })
  return row
}

/**
 * An order with its bodies, what changed in them, and the chain of orders before and after; its members as signed, or
 * while it is a draft those that sit in its bodies now.
 *
 * @throws Fault record.notFound
 */
export function getOrder(cx: QueryContext, id: string): Order {
  const row = readOrderRow(cx, id)
  const [line] = linesOf(cx, [row])
  if (!line) throw new Fault('record.notFound', { kind: 'appointmentOrder', id })
  const { bodyIds } = line
  const isDraft = row.state === 'draft'
  const before = standingBefore(cx, row)
  const bodies = orderBodies(cx, row, before)
  const about = isDraft ? (before.get(row.bodyId)?.order.id ?? null) : row.supersedesId
  return {
    ...line,
    ...fieldsOf(row),
    supersedesId: about,
    members: bodies.flatMap((one) => one.members),
    bodies,
    chain: chainOf(cx, row),
    notes: isDraft ? notesOf(cx, row, bodies) : [],
    actions: bodyIds.every((bodyId) => before.has(bodyId))
      ? ['replace', 'amend', 'cancel']
      : bodyIds.some((bodyId) => before.has(bodyId))
        ? ['replace']
        : ['appoint'],
  }
}

export function fieldsOf(row: OrderRow): OrderFields {
  const { subject, reason, powers, duties, effectiveOn, signatoryId, annex, secrecy } = row
  return { subject, reason, powers, duties, effectiveOn, signatoryId, annex, secrecy }
}

/**
 * What was in force in each body of an order before it: of a draft, what is in force now; of a signed one, what it
 * replaced, amended or cancelled.
 */
export function standingBefore(cx: QueryContext, row: OrderRow): Map<string, OrderInForce> {
  const bodyIds = bodiesOfOrder(row)
  if (row.state === 'draft') return ordersInForce(cx, bodyIds)
  const sequence = relatedOrders(cx, row).filter((one) => one.state === 'signed' || one.id === row.id)
  const before = sequence.slice(
    0,
    sequence.findIndex((one) => one.id === row.id),
  )
  return new Map(
    bodyIds.flatMap((bodyId) => {
      const standing = inForceOf(
        bodyId,
        before.filter((one) => bodiesOfOrder(one).includes(bodyId)),
      )
      return standing ? [[bodyId, standing] as const] : []
    }),
  )
}

/** All orders that share a body with this one, except other drafts, in their sequence. */
export function relatedOrders(cx: QueryContext, row: OrderRow): OrderRow[] {
  const mine = new Set(bodiesOfOrder(row))
  const rows = cx.db
    .select(orderColumns)
    .from(appointmentOrder)
    .where(
      and(
        eq(appointmentOrder.officeId, row.officeId),
        or(inArray(appointmentOrder.bodyId, [...mine]), ne(appointmentOrder.moreBodyIds, [])),
      ),
    )
    .all()
    .filter(
      (one) => one.id === row.id || (one.state !== 'draft' && bodiesOfOrder(one).some((id) => mine.has(id))),
    )
  return inSequence(rows)
}

function chainOf(cx: QueryContext, row: OrderRow): ChainLine[] {
  const rows = relatedOrders(cx, row)
  const supersedes = new Map(rows.map((one) => [one.id, one.supersedesId]))
  return linesOf(cx, rows).map(
    ({ id, action, subject, state, standing, number, numberYear, signedOn, bodyName }) => ({
      id,
      action,
      subject,
      state,
      standing,
      number,
      numberYear,
      signedOn,
      bodyName,
      supersedesId: supersedes.get(id) ?? null,
    }),
  )
}

/** Differences of an order's members against those before it, a list of changes for each body. */
export function changesOfOrder(
  cx: QueryContext,
  row: OrderRow,
  before: ReadonlyMap<string, OrderInForce> = standingBefore(cx, row),
): Map<string, MemberChange[]> {
  const bodyIds = bodiesOfOrder(row)
  const members = row.state === 'draft' ? membersNow(cx, bodyIds) : null
  return new Map(
    bodyIds.map((bodyId) => {
      const standing = before.get(bodyId)
      const now = members ? (members.get(bodyId)?.members ?? []) : membersOf(row, bodyId)
      return [bodyId, standing && row.action !== 'cancel' ? compareMembers(standing.members, now) : []]
    }),
  )
}

function orderBodies(
  cx: QueryContext,
  row: OrderRow,
  before: ReadonlyMap<string, OrderInForce>,
): OrderBody[] {
  const bodyIds = bodiesOfOrder(row)
  const words = wordsOfBodies(cx, bodyIds)
  const changes = changesOfOrder(cx, row, before)
  const now = row.state === 'draft' ? membersNow(cx, bodyIds) : null
  return bodyIds.map((bodyId) => {
    const { name = '', kind = '', areaName = '' } = words.get(bodyId) ?? {}
    const members = now ? (now.get(bodyId)?.members ?? []) : membersOf(row, bodyId)
    return {
      bodyId,
      name,
      kind,
      areaName,
      members: members.map(({ name, position, title }) => ({ name, position, title })),
      vacant: now?.get(bodyId)?.vacant ?? 0,
      changes: changeSentences(cx, changes.get(bodyId) ?? []),
    }
  })
}

/**
 * Who sits in bodies now, as an order prints it: name, position, title. Seats of persons that are vacant are left out
 * and counted; one statement for any number of bodies.
 */
export function membersNow(
  cx: QueryContext,
  bodyIds: readonly string[],
): Map<string, { members: OrderMember[]; vacant: number }> {
  const seatsOf = readSeats(cx, bodyIds)
  const words = orderWording(cx)
  return new Map(
    bodyIds.map((bodyId) => {
      const seats = seatsOf.get(bodyId) ?? []
      const appointed = seats.filter(isAppointed)
      const members = appointed.map(({ id, title, post, person, personId, acting }) => ({
        title,
        name: person === null ? '' : fullName(person),
        position: person?.position || (acting ? fillWords(words.acting, { post }) : post),
        bodyId,
        seatId: id,
        personId,
      }))
      return [bodyId, { members, vacant: seats.length - appointed.length }]
    }),
  )
}

/** What is worth knowing of a draft before it is signed. */
function notesOf(cx: QueryContext, row: OrderRow, bodies: readonly OrderBody[]): OrderNote[] {
  const notes: OrderNote[] = []
  if (row.action === 'cancel') return notes
  const vacant = bodies.reduce((sum, one) => sum + one.vacant, 0)
  if (vacant > 0) notes.push({ key: 'vacantLeftOut', params: { count: vacant } })
  if (row.action !== 'amend') {
    const byPost = bodies.flatMap((one) => one.members).filter((member) => member.name === '').length
    if (byPost > 0) notes.push({ key: 'postsByName', params: { count: byPost } })
  }
  if (row.action !== 'appoint' && bodies.every((one) => one.changes.length === 0))
    notes.push({ key: 'membersUnchanged', params: {} })
  if (row.effectiveOn !== null && row.effectiveOn < cx.today())
    notes.push({ key: 'effectiveBefore', params: { date: shortDate(row.effectiveOn) } })
  return notes
}

/** What is worth knowing before orders get this date and the next numbers: all of them together. */
export function notesBeforeSigning(
  cx: QueryContext,
  input: { ids: readonly string[]; signedOn: string },
): OrderNote[] {
  const rows = input.ids.map((id) => readOrderRow(cx, id))
  const notes: OrderNote[] = []
  const early = rows.filter((row) => row.effectiveOn !== null && row.effectiveOn < input.signedOn)
  const first = early.map((row) => row.effectiveOn ?? '').sort()[0]
  if (first !== undefined) notes.push({ key: 'effectiveBefore', params: { date: shortDate(first) } })
  const { latest } = readRegister(cx, {
    register: registerOf(cx, 'order'),
    year: buddhistYearOf(input.signedOn),
  })
  if (latest !== null && latest.dated > input.signedOn)
    notes.push({
      key: 'datedBeforeNumber',
      params: { number: latest.number, year: buddhistYearOf(latest.dated), date: shortDate(latest.dated) },
    })
  return notes
}

function shortDate(iso: string): string {
  return formatThaiDate(iso, { digits: 'arabic' })
}

/** Drafts that are written together, with the words they share. @throws Fault record.notFound */
export function readBatch(cx: QueryContext, batchId: string): OrderBatch {
  const rows = cx.db
    .select(orderColumns)
    .from(appointmentOrder)
    .where(and(eq(appointmentOrder.batchId, batchId), eq(appointmentOrder.officeId, cx.office().id)))
    .orderBy(appointmentOrder.id)
    .all()
  const [first] = rows
  if (!first) throw new Fault('record.notFound', { kind: 'appointmentOrder', id: batchId })
  const bodyIds = [...new Set(rows.flatMap(bodiesOfOrder))]
  const inForce = ordersInForce(cx, bodyIds)
  const lines = linesOf(cx, rows)
  const drafts = rows.filter((row) => row.state === 'draft')
  const tags = new Map(rows.map((row) => [row.id, orderTags(cx, aboutOf(row, inForce))]))
  const same = <V>(values: readonly V[]): V | null =>
    new Set(values).size === 1 ? (values[0] ?? null) : null
  return {
    id: batchId,
    editionFy: first.editionFy,
    lines: rows.map((row, at) => {
      const bodies = orderBodies(cx, row, standingBefore(cx, row))
      return {
        ...(lines[at] as OrderLine),
        members: bodies.reduce((sum, one) => sum + one.members.length, 0),
        vacant: bodies.reduce((sum, one) => sum + one.vacant, 0),
        notes: row.state === 'draft' ? notesOf(cx, row, bodies) : [],
      }
    }),
    words: sharedWords(drafts, tags),
    effectiveOn: same(drafts.map((row) => row.effectiveOn)),
    signatoryId: same(drafts.map((row) => row.signatoryId)),
    annex: same(drafts.map((row) => row.annex)),
    tags: Object.entries(tags.get((drafts[0] ?? first).id) ?? {})
      .filter(([tag, example]) => placeTags.includes(tag) && example !== '')
      .map(([tag, example]) => ({ tag, example: String(example) })),
  }
}

/** Tags whose values differ from body to body. */
const placeTags: readonly string[] = ['before', 'subjectBefore', 'village', 'moo', 'tambon', 'body']

/**
 * The words of drafts with tags in the place of what differs: the words of the first draft with its own names turned
 * into tags, kept only if they give the words of every draft again. Names of places are tried before those of bodies,
 * which hold them.
 */
function sharedWords(
  rows: readonly OrderRow[],
  tags: ReadonlyMap<string, Readonly<Record<string, string | number>>>,
): OrderBatch['words'] {
  const own = tags.get(rows[0]?.id ?? '') ?? {}
  const text = (value: string, order: readonly string[]) =>
    order.reduce((words, tag) => unfillOne(words, tag, String(own[tag] ?? '')), value)
  const shared = <K extends keyof OrderWords>(
    key: K,
    unfill: (value: OrderWords[K], order: readonly string[]) => OrderWords[K],
  ) => {
    const [first] = rows
    if (!first) return null
    const plain = first[key] as OrderWords[K]
    const candidates = [plain, unfill(plain, placeTags), unfill(plain, [...placeTags].reverse())]
    return candidates.find((template) => givesAll(rows, tags, key, template)) ?? null
  }
  return {
    subject: shared('subject', text),
    reason: shared('reason', text),
    powers: shared('powers', text),
    duties: shared('duties', (duties, order) => duties.map((duty) => text(duty, order))),
  }
}

/** Whether a template gives the words of every draft. */
function givesAll<K extends keyof OrderWords>(
  rows: readonly OrderRow[],
  tags: ReadonlyMap<string, Readonly<Record<string, string | number>>>,
  key: K,
  template: OrderWords[K],
): boolean {
  return rows.every((row) => {
    const own = tags.get(row.id) ?? {}
    // Words that somebody wrote with a tag of his own are nobody's template.
    if (!tagsIn(template).every((tag) => Object.hasOwn(own, tag))) return false
    const filled = fillOrderWords({ [key]: template } as Partial<OrderWords>, own)
    return JSON.stringify(filled[key]) === JSON.stringify(row[key])
  })
}

function tagsIn(words: string | readonly string[]): string[] {
  return [words].flat().flatMap((text) => [...text.matchAll(/\{\{([^{}]*)\}\}/gu)].map(([, tag = '']) => tag))
}

/** Puts a tag in the place of what it stands for; a number only where it stands by itself, no tag inside another. */
function unfillOne(words: string, tag: string, said: string): string {
  // A name of one letter, or none, stands in too many words; a number is found by the word before it.
  if (said === '' || (said.length < 2 && tag !== 'moo')) return words
  const escaped = said.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
  const pattern = tag === 'moo' ? `(?<=หมู่ที่\\s*)${escaped}(?!\\d)` : escaped
  return words
    .split(/(\{\{[^{}]*\}\})/u)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(new RegExp(pattern, 'gu'), `{{${tag}}}`)))
    .join('')
}

/** What the words of an order depend on; `inForce` of its bodies now. */
export function aboutOf(
  row: Pick<OrderRow, 'bodyId' | 'moreBodyIds' | 'editionFy' | 'action'>,
  inForce: ReadonlyMap<string, OrderInForce>,
): { bodyIds: string[]; editionFy: number; action: OrderAction; about: OrderInForce | null } {
  const changesAnother = row.action === 'amend' || row.action === 'cancel'
  return {
    bodyIds: bodiesOfOrder(row),
    editionFy: row.editionFy,
    action: row.action,
    about: changesAnother ? (inForce.get(row.bodyId) ?? null) : null,
  }
}
