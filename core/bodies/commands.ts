import { and, eq, inArray, isNull, ne, or } from 'drizzle-orm'
import { appointmentOrder, body, meetingBody, seat, village } from '../../db/schema.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { CommandContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { type PeopleBook, peopleBook } from '../people/book.ts'
import type { PlaceWords, PostPlace } from '../people/places.ts'
import { type PersonFields, personKey, postKey } from '../people/rules.ts'
import { fillWords } from '../plans/areas.ts'
import { readRules } from '../rules/queries.ts'
import type { RuleItemOf } from '../rules/rules.ts'
import { repeatedPlaces } from './places.ts'
import { type BodyKind, bodiesById, bodyKinds, missingBodies } from './queries.ts'
import type { BodyFields, SeatFields } from './rules.ts'

type Village = typeof village.$inferSelect
type SeatRow = typeof seat.$inferSelect
type PostRow = NonNullable<ReturnType<PeopleBook['posts']['get']>>
type SeatTemplate = RuleItemOf<'seat-templates'>

/**
 * Opens a body with the seats of its template; posts repeat per village, community, LAO or tambon of its area. Who
 * holds a post already sits in its seat.
 *
 * @throws Fault body.unknownKind, body.areaOutside, record.duplicate, input.invalid
 */
export function openBody(cx: CommandContext, input: BodyFields): { id: string } {
  const kind = knownKind(cx, input.kind)
  const id = openAs(cx, peopleBook(cx), kind, repeatedPlaces(cx, [cx.office().id]), input)
  cx.about('body', id)
  return { id }
}

/**
 * Opens a kind in every place of the office that has none.
 *
 * @param input tambonCode: only there and in its villages; null = everywhere
 */
export function openMany(
  cx: CommandContext,
  input: { kind: string; tambonCode: string | null },
): { ids: string[] } {
  const kind = knownKind(cx, input.kind)
  const places = missingBodies(cx, { kind: kind.kind }).filter(
    (place) => input.tambonCode === null || place.tambonCode === input.tambonCode,
  )
  const book = peopleBook(cx)
  const repeated = repeatedPlaces(cx, [cx.office().id])
  const ids = places.map(({ tambonCode, villageId }) =>
    openAs(cx, book, kind, repeated, { kind: kind.kind, name: '', tambonCode, villageId }),
  )
  const first = ids[0]
  if (first !== undefined) cx.about('body', first)
  return { ids }
}

function knownKind(cx: CommandContext, key: string): BodyKind {
  const kind = bodyKinds(cx).get(key)
  if (!kind) throw new Fault('body.unknownKind', { kind: key })
  return kind
}

function openAs(
  cx: CommandContext,
  book: PeopleBook,
  kind: BodyKind,
  places: ReturnType<typeof repeatedPlaces>,
  input: BodyFields,
): string {
  const area = areaOf(cx, kind, input)
  const words = wordsOf(book, area)
  const name = input.name === '' ? fillWords(kind.nameTemplate, words) : input.name
  if (name === '') throw required('name')
  refuseDouble(cx, kind, area, name)
  const id = cx.write.insert(body, {
    kind: kind.kind,
    name,
    tambonCode: area.tambonCode,
    districtCode: area.districtCode,
    villageId: area.village?.id ?? null,
  })
  let no = 0
  for (const { title, role, filledBy, post, record } of expandTemplate(cx, book, kind, {
    area,
    words,
    repeated: wordsOfPlaces(places({ officeId: cx.office().id, tambonCode: area.tambonCode })),
  })) {
    no += 1
    cx.write.insert(seat, {
      bodyId: id,
      no,
      title,
      role,
      filledBy,
      post,
      postId: record?.id ?? null,
      personId: null,
    })
  }
  return id
}

type Area = { village: Village | null; tambonCode: string | null; districtCode: string | null }

function areaOf(cx: CommandContext, kind: BodyKind, input: BodyFields): Area {
  const office = cx.office()
  const outside = (area: string) => new Fault('body.areaOutside', { area })
  const mine = (code: string) => {
    if (!tambonsOfOffice(cx).some((tambon) => tambon.code === code))
      throw outside(cx.geography.nameOf(code) ?? code)
  }
  if (kind.area === 'village') {
    if (input.villageId === null) throw required('villageId')
    const row = cx.write.mustGet(village, input.villageId)
    if (row.officeId !== office.id) throw outside(row.name)
    return { village: row, tambonCode: row.tambonCode, districtCode: row.tambonCode.slice(0, 4) }
  }
  if (kind.area === 'tambon') {
    if (input.tambonCode === null) throw required('tambonCode')
    mine(input.tambonCode)
    return { village: null, tambonCode: input.tambonCode, districtCode: input.tambonCode.slice(0, 4) }
  }
  if ((kind.area === 'province') !== (office.profile === 'province')) throw outside(kind.name)
  // A body the office names itself may be of one tambon.
  if (kind.nameTemplate === '' && input.tambonCode !== null) mine(input.tambonCode)
  const tambonCode = kind.nameTemplate === '' ? input.tambonCode : null
  return { village: null, tambonCode, districtCode: office.districtCode }
}

function required(field: string): Fault {
  return new Fault('input.invalid', { issues: [{ path: [field], key: 'required', params: {} }] })
}

function wordsOf(book: PeopleBook, area: Area): PlaceWords {
  const { tambonCode, districtCode } = area
  return book.places.words({ village: area.village, tambonCode, districtCode })
}

/** One body of a kind per area; of the bodies an office names itself one per name. Closed ones make room. */
function refuseDouble(cx: CommandContext, kind: BodyKind, area: Area, name: string): void {
  const same = cx.db
    .select({ name: body.name })
    .from(body)
    .where(
      and(
        eq(body.officeId, cx.office().id),
        eq(body.kind, kind.kind),
        isNull(body.closedOn),
        area.tambonCode === null ? isNull(body.tambonCode) : eq(body.tambonCode, area.tambonCode),
        area.village === null ? isNull(body.villageId) : eq(body.villageId, area.village.id),
        kind.nameTemplate === '' ? eq(body.name, name) : undefined,
      ),
    )
    .get()
  if (same) throw new Fault('record.duplicate', { kind: 'body', what: same.name })
}

type RepeatedWords = Record<'village' | 'community' | 'lao', Partial<PlaceWords>[]>
type NewSeat = Pick<SeatTemplate, 'title' | 'role' | 'filledBy'> & { post: string; record: PostRow | null }

function expandTemplate(
  cx: CommandContext,
  book: PeopleBook,
  kind: BodyKind,
  { area, words, repeated }: { area: Area; words: PlaceWords; repeated: RepeatedWords },
): NewSeat[] {
  const templates = readRules(cx, 'seat-templates').items.filter((template) => template.body === kind.kind)
  const places = {
    once: [{}],
    tambon: tambonsOfOffice(cx).map((tambon) => ({ tambon: tambon.name })),
    ...repeated,
  }
  const within = placeOfArea(area)
  const seats = templates.flatMap(({ title, role, filledBy, post, repeat, count, yields }) =>
    places[repeat].flatMap((place) => {
      const filled = fillWords(post, { ...words, ...place })
      // Several at once in one post (five heads of agencies) are persons, each in his own seat.
      const record =
        filledBy === 'post' && count === 1
          ? book.findOrMake({ name: filled, place: within, example: cx.office().demo })
          : null
      const one = { title, role, filledBy, post: filled, record, yields: yields === true }
      return Array.from({ length: count }, () => one)
    }),
  )
  if (!kind.onePersonOneSeat) return seats
  const sitting = new Set(seats.filter((one) => !one.yields).map((one) => nameOf(book, one.record)))
  return seats.filter(({ yields, record }) => {
    const name = nameOf(book, record)
    return !yields || name === '' || !sitting.has(name)
  })
}

function wordsOfPlaces(places: ReturnType<ReturnType<typeof repeatedPlaces>>): RepeatedWords {
  const words = (kind: keyof RepeatedWords) => places[kind].map((place) => place.words)
  return { village: words('village'), community: words('community'), lao: words('lao') }
}

/** Key of the name of who holds a post today; '' = nobody. */
function nameOf(book: PeopleBook, record: PostRow | null): string {
  const now = record && book.holder(record.id)
  const who = now && book.persons.get(now.personId)
  return who ? personKey(who) : ''
}

function placeOfArea(area: Area): PostPlace {
  return { tambonCode: area.tambonCode, villageId: area.village?.id ?? null, laoId: null }
}

/** @throws Fault record.notFound, record.foreign */
export function saveBody(cx: CommandContext, input: { id: string; name: string }): void {
  const row = cx.write.mustOwn(body, input.id)
  cx.write.update(body, row.id, { name: input.name })
}

/** @throws Fault record.notFound, record.foreign */
export function closeBody(cx: CommandContext, input: { id: string }): void {
  const row = cx.write.mustOwn(body, input.id)
  if (row.closedOn === null) cx.write.update(body, row.id, { closedOn: cx.today() })
}

/** @throws Fault record.duplicate when another took its place meanwhile */
export function reopenBody(cx: CommandContext, input: { id: string }): void {
  const row = cx.write.mustOwn(body, input.id)
  if (row.closedOn === null) return
  const kind = bodyKinds(cx).get(row.kind)
  const area = { ...row, village: row.villageId === null ? null : cx.write.mustGet(village, row.villageId) }
  if (kind) refuseDouble(cx, kind, area, row.name)
  cx.write.update(body, row.id, { closedOn: null })
}

/**
 * Takes a body away with its seats, and the posts and persons that only they needed.
 *
 * @throws Fault body.inUse once an order or a meeting names it
 */
export function removeBody(cx: CommandContext, input: { id: string }): void {
  const row = cx.write.mustOwn(body, input.id)
  const orders = cx.db
    .select({ bodyId: appointmentOrder.bodyId, more: appointmentOrder.moreBodyIds })
    .from(appointmentOrder)
    .where(or(eq(appointmentOrder.bodyId, row.id), ne(appointmentOrder.moreBodyIds, [])))
    .all()
  const met = cx.db
    .select({ id: meetingBody.id })
    .from(meetingBody)
    .where(eq(meetingBody.bodyId, row.id))
    .get()
  if (met || orders.some((order) => order.bodyId === row.id || order.more.includes(row.id)))
    throw new Fault('body.inUse', { name: row.name })
  const book = peopleBook(cx)
  const seats = cx.db.select().from(seat).where(eq(seat.bodyId, row.id)).all()
  for (const { id } of seats) cx.write.remove(seat, id)
  cx.write.remove(body, row.id)
  tidyUp(cx, book, seats)
}

/**
 * Somebody looked at bodies for a guideline edition and found their orders current (duty 2, DOMAIN.md §1.3).
 *
 * @param input editionFy: พ.ศ.
 * @throws Fault body.closed, body.noOrder; body.notCurrent naming who is not as the order says
 */
export function reviewBodies(cx: CommandContext, input: { ids: string[]; editionFy: number }): void {
  for (const id of input.ids) cx.write.mustOwn(body, id)
  for (const line of bodiesById(cx, input.ids, input.editionFy)) {
    const { id, name } = line
    if (line.state === 'closed') throw new Fault('body.closed', { name })
    if (line.state === 'missing') throw new Fault('body.noOrder', { name })
    const wrong = line.warnings.find(({ key }) => againstOrder.has(key))
    if (wrong)
      throw new Fault('body.notCurrent', {
        name,
        names: String(wrong.params.names ?? wrong.params.date ?? ''),
      })
    cx.write.update(body, id, { reviewedFy: input.editionFy, reviewedOn: cx.today() })
  }
}

/** With one of these an order does not say any more how things are. */
const againstOrder: ReadonlySet<string> = new Set([
  'expired',
  'holderLeft',
  'holderNew',
  'seatAdded',
  'seatRemoved',
])

export type SaveSeats = { bodyId: string; seats: { id: string | null; fields: SeatFields }[] }

/**
 * Saves all seats of a body in their order: new ones, changed ones, and those left out are removed. A seat of a post is
 * linked to the post's record, found by its name and place or made; another name in it is another holder, here and
 * everywhere. Persons are made, corrected or found again; a person nobody needs any more is forgotten (PEERS.md §3.7:
 * minimum data).
 *
 * @throws Fault record.notFound, record.foreign
 */
export function saveSeats(cx: CommandContext, input: SaveSeats): { ids: string[] } {
  const row = cx.write.mustOwn(body, input.bodyId)
  const before = new Map(
    cx.db
      .select()
      .from(seat)
      .where(eq(seat.bodyId, row.id))
      .all()
      .map((one) => [one.id, one]),
  )
  const book = peopleBook(cx)
  const within: PostPlace = { tambonCode: row.tambonCode, villageId: row.villageId, laoId: null }
  const named = new Map<string, number>()
  for (const { fields } of input.seats) {
    if (fields.filledBy === 'post')
      named.set(postKey(fields.post), (named.get(postKey(fields.post)) ?? 0) + 1)
  }
  const kept = new Set<string>()
  const ids = input.seats.map(({ id, fields }, at) => {
    const old = id === null ? undefined : before.get(id)
    if (id !== null && (!old || kept.has(id))) throw new Fault('record.notFound', { kind: 'seat', id })
    const record = postOfSeat(cx, book, fields, old, { within, isOne: named.get(postKey(fields.post)) === 1 })
    const sits = record === null ? sitter(book, fields.person, old) : null
    if (record !== null) seatHolder(book, record, fields.person, old)
    const { title, role, filledBy, post, untilOn } = fields
    const values = {
      ...{ title, role, filledBy, post, no: at + 1, personId: sits, postId: record?.id ?? null },
      ...(untilOn === undefined ? {} : { untilOn }),
    }
    if (id === null) return cx.write.insert(seat, { ...values, bodyId: row.id })
    kept.add(id)
    cx.write.update(seat, id, values)
    return id
  })
  for (const id of before.keys()) if (!kept.has(id)) cx.write.remove(seat, id)
  tidyUp(cx, book, [...before.values()])
  cx.about('body', row.id)
  return { ids }
}

/**
 * The post by which a seat is held. A seat that nobody touched stays as it was; several of one name in a body are
 * persons who hold it together, and have no record.
 */
function postOfSeat(
  cx: CommandContext,
  book: PeopleBook,
  fields: SeatFields,
  old: SeatRow | undefined,
  { within, isOne }: { within: PostPlace; isOne: boolean },
): PostRow | null {
  if (fields.filledBy !== 'post' || fields.post === '') return null
  if (typeof fields.postId === 'string') {
    const record = book.posts.get(fields.postId)
    if (!record) throw new Fault('record.notFound', { kind: 'post', id: fields.postId })
    return record
  }
  if (fields.postId === null || !isOne) return null
  if (old?.filledBy === 'post' && postKey(old.post) === postKey(fields.post)) {
    const record = old.postId === null ? undefined : book.posts.get(old.postId)
    if (record) return record
    const was = old.personId === null ? undefined : book.persons.get(old.personId)
    const { person: now } = fields
    if (was === undefined ? now === null : now !== null && personKey(was) === personKey(now)) return null
  }
  const example = fields.person?.example ?? cx.office().demo
  return book.findOrMake({ name: fields.post, place: within, example })
}

/** What a seat of a post says of its holder. An empty name ends him only where the seat showed him before. */
function seatHolder(
  book: PeopleBook,
  record: PostRow,
  person: PersonFields | null,
  old: SeatRow | undefined,
): void {
  if (person === null) {
    if (old?.postId === record.id) book.setHolder(record, null)
    return
  }
  const now = book.holder(record.id)
  const who = now === null ? undefined : book.persons.get(now.personId)
  // A new row that says nothing of a position does not take away the one that is known.
  const position =
    old === undefined && who && personKey(who) === personKey(person)
      ? person.position || who.position
      : person.position
  book.setHolder(record, { ...person, position })
}

/**
 * The person of a seat without a post. The same name in the same position is the same person; the same name in this
 * very seat with another title or position is that person corrected; anything else is somebody new.
 */
function sitter(book: PeopleBook, wanted: PersonFields | null, old: SeatRow | undefined): string | null {
  if (wanted === null) return null
  const same = book.findPerson(wanted, null)
  if (same) return same.id
  const seated = old?.personId == null ? undefined : book.persons.get(old.personId)
  if (seated && seated.firstName === wanted.firstName && seated.lastName === wanted.lastName) {
    book.correct(seated.id, wanted)
    return seated.id
  }
  return book.addPerson(wanted).id
}

/** Posts that only these seats needed and persons who are named nowhere any more. */
function tidyUp(cx: CommandContext, book: PeopleBook, seats: readonly SeatRow[]): void {
  const postIds = [...new Set(seats.flatMap(({ postId }) => (postId === null ? [] : [postId])))]
  const needed = new Set(
    postIds.length === 0
      ? []
      : cx.db
          .select({ id: seat.postId })
          .from(seat)
          .where(inArray(seat.postId, postIds))
          .all()
          .map((row) => row.id),
  )
  for (const id of postIds) {
    const record = book.posts.get(id)
    if (record && !needed.has(id) && isOfSeatOnly(book, record)) book.removePost(record)
  }
  book.forget(seats.flatMap(({ personId }) => (personId === null ? [] : [personId])))
}

/** A post that came with a seat: its kind is not one that each place ought to have, and it has no history. */
function isOfSeatOnly(book: PeopleBook, record: PostRow): boolean {
  if (book.kinds.get(record.kind)?.opens === true) return false
  const holdings = book.holdersOf(record.id)
  return holdings.length <= 1 && holdings.every((row) => row.startsOn === null && row.endsOn === null)
}
