import { eq, inArray } from 'drizzle-orm'
import { body, holding, lao, person, post, seat, village } from '../../db/schema.ts'
import type { FaultIssue } from '../faults.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { ordersInForce } from '../orders/in-force.ts'
import { ruleItems } from '../rules/queries.ts'
import { addDays, formatThaiDate } from '../thai/dates.ts'
import { type PeopleBook, peopleBook } from './book.ts'
import type { TouchedBody } from './contract.ts'
import { kindOfName, type PostPlace, postName } from './places.ts'
import {
  fullName,
  type HoldingFields,
  isCorrection,
  type LeaveFields,
  overlaps,
  type PersonFields,
  type PostFields,
  postKey,
  unstatedReason,
} from './rules.ts'

type PostRow = typeof post.$inferSelect
type HoldingRow = typeof holding.$inferSelect
type LaoRow = typeof lao.$inferSelect

function ownPost(cx: CommandContext, book: PeopleBook, id: string): PostRow {
  cx.write.mustOwn(post, id)
  const row = book.posts.get(id)
  if (!row) throw new Fault('record.notFound', { kind: 'post', id })
  return row
}

function wrong(path: FaultIssue['path'], key: string, params: FaultIssue['params'] = {}): Fault {
  return new Fault('input.invalid', { issues: [{ path, key, params }] })
}

/**
 * A post of the office. One whose kind has words for it takes its name from them when none is typed.
 *
 * @throws Fault post.unknownKind, record.duplicate for the same post of the same place, record.notFound,
 *   body.areaOutside, input.invalid naming the place that its kind asks for
 */
export function savePost(
  cx: CommandContext,
  input: { id: string | null; fields: PostFields },
): { id: string } {
  const book = peopleBook(cx)
  const { fields } = input
  const kind = book.kinds.get(fields.kind)
  if (!kind) throw new Fault('post.unknownKind', { kind: fields.kind })
  const before = input.id === null ? null : ownPost(cx, book, input.id)
  const place = checkedPlace(cx, book, kind.area, fields)
  const at = place.villageId === null ? null : (book.villages.get(place.villageId) ?? null)
  const authority =
    place.laoId === null ? null : (book.places.laos.find((row) => row.id === place.laoId) ?? null)
  const name =
    fields.name !== ''
      ? fields.name
      : postName(kind, book.places.words({ village: at, lao: authority, tambonCode: place.tambonCode }))
  if (name === '') throw wrong(['fields', 'name'], 'required')
  const same =
    book.byPlace({ ...place, name }) ??
    (at !== null && (kind.area === 'village' || kind.area === 'community') ? book.headPost(at.id) : undefined)
  if (same && same.id !== input.id) throw new Fault('record.duplicate', { kind: 'post', what: same.name })
  const row = { kind: kind.key, name, ...place, example: fields.example }
  if (before === null) {
    const made = at !== null && row.villageId !== null && isOfVillage(kind.area) ? book.headOf(at) : null
    const id = made?.id ?? book.make(row).id
    if (made) book.savePost(made, row)
    cx.about('post', id)
    return { id }
  }
  book.savePost(before, row)
  cx.about('post', before.id)
  return { id: before.id }
}

function isOfVillage(area: string): boolean {
  return area === 'village' || area === 'community'
}

/** The one place that a post of this kind is of; what is of another is left away. */
function checkedPlace(cx: CommandContext, book: PeopleBook, area: string, fields: PostFields): PostPlace {
  const outside = (where: string) => new Fault('body.areaOutside', { area: where })
  if (isOfVillage(area) || (area === 'any' && fields.villageId !== null)) {
    if (fields.villageId === null) throw wrong(['fields', 'villageId'], 'required')
    const at = cx.write.mustOwn(village, fields.villageId)
    if (isOfVillage(area) && at.kind !== area) throw outside(at.name)
    return { tambonCode: at.tambonCode, villageId: at.id, laoId: null }
  }
  if (area === 'lao' || (area === 'any' && fields.laoId !== null)) {
    if (fields.laoId === null) throw wrong(['fields', 'laoId'], 'required')
    return { tambonCode: null, villageId: null, laoId: cx.write.mustOwn(lao, fields.laoId).id }
  }
  if (area === 'tambon' && fields.tambonCode === null) throw wrong(['fields', 'tambonCode'], 'required')
  if (area === 'district' || fields.tambonCode === null)
    return { tambonCode: null, villageId: null, laoId: null }
  const { tambonCode } = fields
  if (!book.places.tambons.some((tambon) => tambon.code === tambonCode))
    throw outside(cx.geography.nameOf(tambonCode) ?? tambonCode)
  return { tambonCode, villageId: null, laoId: null }
}

/** @throws Fault post.inUse naming the bodies, record.notFound, record.foreign */
export function removePost(cx: CommandContext, input: { id: string }): void {
  const book = peopleBook(cx)
  const row = ownPost(cx, book, input.id)
  const bodies = bodiesOfPosts(cx, [row.id])
  if (bodies.length > 0)
    throw new Fault('post.inUse', { name: row.name, bodies: bodies.map((one) => one.name).join(', ') })
  book.setHolder(row, null)
  book.removePost(row)
}

function bodiesOfPosts(cx: CommandContext, postIds: readonly string[]): { id: string; name: string }[] {
  if (postIds.length === 0) return []
  return cx.db
    .selectDistinct({ id: body.id, name: body.name })
    .from(seat)
    .innerJoin(body, eq(body.id, seat.bodyId))
    .where(inArray(seat.postId, [...postIds]))
    .orderBy(body.id)
    .all()
}

/** Bodies whose order in force was signed with somebody else in these posts: they are to be reviewed (C13). */
function touched(cx: CommandContext, postIds: readonly string[]): TouchedBody[] {
  const bodies = bodiesOfPosts(cx, postIds)
  const orders = ordersInForce(
    cx,
    bodies.map((one) => one.id),
  )
  return bodies.map(({ id, name }) => ({
    bodyId: id,
    bodyName: name,
    orderId: orders.get(id)?.order.id ?? null,
  }))
}

/**
 * Makes the posts that the places of the office ought to have (resources/rules/post-kinds `opens`): a head for each
 * village and community, a kamnan for each tambon, head and clerk for each local authority, the chief of the district.
 * A head whom the list of villages names comes in with the post.
 *
 * @param input tambonCode: only the posts of one tambon; null = all
 */
export function openPosts(cx: CommandContext, input: { tambonCode: string | null }): { ids: string[] } {
  const book = peopleBook(cx)
  const known = new Set(book.posts.keys())
  const { words, laos } = book.places
  const example = cx.office().demo
  const of = (code: string) => input.tambonCode === null || code === input.tambonCode
  const tambons = tambonsOfOffice(cx).filter((tambon) => of(tambon.code))
  for (const kind of book.kinds.values()) {
    if (!kind.opens) continue
    const make = (name: string, place: PostPlace) => book.findOrMake({ name, kind: kind.key, place, example })
    const nowhere: PostPlace = { tambonCode: null, villageId: null, laoId: null }
    if (isOfVillage(kind.area)) {
      for (const at of book.places.villages) if (at.kind === kind.area && of(at.tambonCode)) book.headOf(at)
    } else if (kind.area === 'tambon') {
      for (const { code } of tambons)
        make(postName(kind, words({ tambonCode: code })), { ...nowhere, tambonCode: code })
    } else if (input.tambonCode === null && kind.area === 'lao') {
      for (const row of laos)
        if (row.laoType !== 'AGENCY') make(postName(kind, words({ lao: row })), { ...nowhere, laoId: row.id })
    } else if (input.tambonCode === null && kind.area === 'district' && cx.office().profile === 'district') {
      const name = postName(kind, words({}))
      if (name !== '') make(name, nowhere)
    }
  }
  return { ids: [...book.posts.keys()].filter((id) => !known.has(id)) }
}

type Appoint = {
  postId: string
  person: PersonFields
  personId?: string | null | undefined
  startsOn: string | null
  acting: boolean
  leave: LeaveFields | null
}

/**
 * Somebody new in a post, now or from a day ahead; who held it leaves the day before, or as `leave` says.
 *
 * @throws Fault holding.overlaps naming who holds it then; input.invalid for days that do not fit or an unknown reason
 */
export function appoint(cx: CommandContext, input: Appoint): { holdingId: string; touched: TouchedBody[] } {
  const book = peopleBook(cx)
  const of = ownPost(cx, book, input.postId)
  const today = cx.today()
  const others = book.holdersOf(of.id)
  const start = input.startsOn ?? (others.length > 0 ? today : null)
  const leaving = others.find(
    (row) => overlaps(row, { startsOn: start, endsOn: null }) && comesBefore(row, start),
  )
  const left: string[] = []
  if (leaving) {
    if (input.startsOn === null && leaving.startsOn === start) {
      book.drop(leaving)
    } else {
      const endsOn = input.leave?.endsOn ?? addDays(start ?? today, -1)
      if (leaving.startsOn !== null && endsOn < leaving.startsOn)
        throw wrong(['leave', 'endsOn'], 'endBeforeStart')
      if (start !== null && endsOn >= start) throw wrong(['leave', 'endsOn'], 'endsAfterNext')
      book.change(leaving, {
        endsOn,
        endReason: reasonOf(cx, input.leave?.endReason, ['leave', 'endReason']),
      })
    }
    left.push(leaving.personId)
  }
  refuseOverlap(book, of, { startsOn: start, endsOn: null }, null)
  if (input.personId) cx.write.mustOwn(person, input.personId)
  const made = input.personId
    ? book.beginAs(of, input.personId, start, input.acting)
    : book.begin(of, input.person, start, input.acting)
  book.forget(left)
  cx.about('post', of.id)
  return { holdingId: made.id, touched: touched(cx, [of.id]) }
}

function comesBefore(row: HoldingRow, start: string | null): boolean {
  return start === null || row.startsOn === null || row.startsOn <= start
}

function reasonOf(cx: CommandContext, reason: string | undefined, path: FaultIssue['path']): string {
  if (reason === undefined || reason === '') return unstatedReason
  if (!ruleItems(cx, 'leave-reasons').has(reason)) throw wrong(path, 'unknownKey')
  return reason
}

/** Two in one post at a time are refused, with who is there. */
function refuseOverlap(
  book: PeopleBook,
  of: PostRow,
  span: { startsOn: string | null; endsOn: string | null },
  except: string | null,
): void {
  const other = book.holdersOf(of.id).find((row) => row.id !== except && overlaps(row, span))
  if (!other) return
  const who = book.persons.get(other.personId)
  const day = (iso: string | null) => (iso === null ? '–' : formatThaiDate(iso, { digits: 'arabic' }))
  throw new Fault('holding.overlaps', {
    post: of.name,
    name: who ? fullName(who) : '',
    from: day(other.startsOn),
    to: day(other.endsOn),
  })
}

/**
 * The last day of who holds a post.
 *
 * @throws Fault post.vacant when nobody does; input.invalid for a day before the first
 */
export function vacate(
  cx: CommandContext,
  input: { postId: string; endsOn: string; endReason: string },
): { touched: TouchedBody[] } {
  const book = peopleBook(cx)
  const of = ownPost(cx, book, input.postId)
  const now = book.holder(of.id)
  if (now === null) throw new Fault('post.vacant', { name: of.name })
  if (now.startsOn !== null && input.endsOn < now.startsOn) throw wrong(['endsOn'], 'endBeforeStart')
  refuseOverlap(book, of, { startsOn: now.startsOn, endsOn: input.endsOn }, now.id)
  book.change(now, { endsOn: input.endsOn, endReason: reasonOf(cx, input.endReason, ['endReason']) })
  cx.about('post', of.id)
  return { touched: touched(cx, [of.id]) }
}

function ownHolding(cx: CommandContext, book: PeopleBook, id: string): { row: HoldingRow; of: PostRow } {
  const { postId } = cx.write.mustOwn(holding, id)
  const of = ownPost(cx, book, postId)
  const row = book.holdersOf(postId).find((one) => one.id === id)
  if (!row) throw new Fault('record.notFound', { kind: 'holding', id })
  return { row, of }
}

/** @throws Fault holding.overlaps, input.invalid, record.notFound, record.foreign */
export function saveHolding(cx: CommandContext, input: { id: string; fields: HoldingFields }): void {
  const book = peopleBook(cx)
  const { row, of } = ownHolding(cx, book, input.id)
  const { fields } = input
  refuseOverlap(book, of, fields, row.id)
  book.change(row, {
    ...fields,
    endReason: fields.endsOn === null ? '' : reasonOf(cx, fields.endReason, ['fields', 'endReason']),
  })
  cx.about('post', of.id)
}

/** Takes out of the history what never was. @throws Fault record.notFound, record.foreign */
export function removeHolding(cx: CommandContext, input: { id: string }): void {
  const book = peopleBook(cx)
  const { row, of } = ownHolding(cx, book, input.id)
  book.drop(row)
  book.forget([row.personId])
  cx.about('post', of.id)
}

/** @throws Fault record.notFound, record.foreign */
export function savePerson(cx: CommandContext, input: { id: string; fields: PersonFields }): void {
  cx.write.mustOwn(person, input.id)
  peopleBook(cx).correct(input.id, input.fields)
  cx.about('person', input.id)
}

type HolderInput = {
  postId: string
  person: PersonFields | null
  startsOn: string | null
  acting?: boolean | undefined
}

/**
 * Who holds each of many posts now, all rows or none. A name spelt right is the same person, another is a successor
 * from `startsOn` or, where the day is not known, from today (isCorrection).
 *
 * @throws Fault input.invalid naming each row: a post twice, a day ahead of today, a day inside the time of another
 */
export function saveHolders(
  cx: CommandContext,
  input: { rows: readonly HolderInput[] },
): { changed: number; touched: TouchedBody[] } {
  const book = peopleBook(cx)
  const issues: FaultIssue[] = []
  const seen = new Set<string>()
  const changed: string[] = []
  for (const [at, row] of input.rows.entries()) {
    const of = ownPost(cx, book, row.postId)
    const issue = holderIssue(cx, book, of, row, seen)
    seen.add(of.id)
    if (issue) issues.push({ ...issue, path: ['rows', at, ...issue.path] })
    else if (applyHolder(book, of, row)) changed.push(of.id)
  }
  if (issues.length > 0) throw new Fault('input.invalid', { issues })
  return { changed: changed.length, touched: touched(cx, changed) }
}

/** What is wrong with one row, seen beside the rows before it. */
function holderIssue(
  cx: CommandContext,
  book: PeopleBook,
  of: PostRow,
  row: HolderInput,
  seen: ReadonlySet<string>,
): FaultIssue | null {
  if (seen.has(of.id)) return { path: ['postId'], key: 'twiceInRows', params: { name: of.name } }
  if (row.startsOn === null) return null
  if (row.startsOn > cx.today()) return { path: ['startsOn'], key: 'startsAhead', params: {} }
  const name = whoIsIn(book, of, row.startsOn, row.person)
  return name === null ? null : { path: ['startsOn'], key: 'heldThen', params: { name } }
}

/** Somebody else whose time in the post takes in the day, or began on it or after it: his name. */
function whoIsIn(
  book: PeopleBook,
  of: PostRow,
  startsOn: string,
  wanted: PersonFields | null,
): string | null {
  const now = book.holder(of.id)
  const other = book.holdersOf(of.id).find((row) => {
    const who = book.persons.get(row.personId)
    if (row.id !== now?.id) return overlaps(row, { startsOn, endsOn: startsOn })
    return (
      wanted !== null &&
      who &&
      !isCorrection(who, wanted) &&
      row.startsOn !== null &&
      row.startsOn >= startsOn
    )
  })
  const who = other && book.persons.get(other.personId)
  return who ? fullName(who) : null
}

function applyHolder(book: PeopleBook, of: PostRow, row: HolderInput): boolean {
  const changed = book.setHolder(of, row.person, row.startsOn)
  const now = book.holder(of.id)
  if (now === null || row.acting === undefined || now.acting === row.acting) return changed
  book.change(now, { acting: row.acting })
  return true
}

/**
 * Heads of villages as their list says them (core/geography): called with what the list says after its own fields were
 * written. An unchanged name changes nothing; '' = nobody heads it. Posts follow a village that has another number or
 * tambon.
 */
export function saveHeads(
  cx: CommandContext,
  rows: readonly { id: string; headmanName: string; before: typeof village.$inferSelect | null }[],
): void {
  const of = rows.filter(
    (row) => row.headmanName !== '' || (row.before !== null && row.before.headmanName !== ''),
  )
  const moved = rows.filter((row) => row.before !== null)
  if (of.length === 0 && moved.length === 0) return
  const book = peopleBook(cx)
  for (const { id, before } of moved) renamePost(book, id, before)
  for (const { id, headmanName } of of) {
    const at = book.villages.get(id)
    if (at) book.setHead(at, headmanName)
  }
}

/** The printed name of a post follows its village, unless the office typed another one. */
function renamePost(book: PeopleBook, villageId: string, before: typeof village.$inferSelect | null): void {
  const at = book.villages.get(villageId)
  const of = book.headPost(villageId)
  if (!at || !of || before === null) return
  if (
    at.name === before.name &&
    at.mooNo === before.mooNo &&
    at.tambonCode === before.tambonCode &&
    at.kind === before.kind
  )
    return
  const kind =
    [...book.kinds.values()].find((one) => one.area === at.kind) ?? kindOfName(book.kinds.values(), of.name)
  const was = book.kinds.get(of.kind)
  if (!kind || !was) return
  const usual = postKey(of.name) === postKey(postName(was, book.places.words({ village: before })))
  book.savePost(of, {
    kind: kind.key,
    tambonCode: at.tambonCode,
    name: usual ? postName(kind, book.places.words({ village: at })) : of.name,
  })
}

/** The head's post goes with its village. @throws Fault record.inUse while seats of bodies need it */
export function removePostsOfVillage(cx: CommandContext, villageId: string): void {
  const book = peopleBook(cx)
  for (const row of [...book.posts.values()].filter((one) => one.villageId === villageId)) {
    if (bodiesOfPosts(cx, [row.id]).length > 0) throw new Fault('record.inUse', { kind: 'village' })
    book.removePost(row)
  }
}

/** Posts of a local authority go with it; one that a seat needs stays by its name. */
export function leaveLao(cx: CommandContext, laoId: string): void {
  const book = peopleBook(cx)
  for (const row of [...book.posts.values()].filter((one) => one.laoId === laoId)) {
    if (bodiesOfPosts(cx, [row.id]).length > 0) book.savePost(row, { laoId: null })
    else book.removePost(row)
  }
}

/** Head and clerk follow the new name of their local authority. */
export function renameLaoPosts(cx: CommandContext, before: LaoRow): void {
  const posts = cx.db.select({ id: post.id }).from(post).where(eq(post.laoId, before.id)).limit(1).all()
  if (posts.length === 0) return
  const book = peopleBook(cx)
  const after = book.places.laos.find((row) => row.id === before.id)
  if (!after || (after.name === before.name && after.laoType === before.laoType)) return
  for (const row of [...book.posts.values()].filter((one) => one.laoId === before.id)) {
    const kind = book.kinds.get(row.kind)
    if (!kind) continue
    const usual = postKey(postName(kind, book.places.words({ lao: before }))) === postKey(row.name)
    if (usual) book.savePost(row, { name: postName(kind, book.places.words({ lao: after })) })
  }
}
