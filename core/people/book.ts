import { eq } from 'drizzle-orm'
import { attendance, holding, person, post, seat, village } from '../../db/schema.ts'
import type { CommandContext } from '../kernel/context.ts'
import { groupBy } from '../kernel/group.ts'
import { rulesByKey } from '../rules/queries.ts'
import { addDays } from '../thai/dates.ts'
import { splitThaiName } from '../thai/names.ts'
import { kindOfName, ownPlaces, type PostPlace, postName } from './places.ts'
import {
  fullName,
  holderOn,
  isCorrection,
  nextAfter,
  type PersonFields,
  personKey,
  postKey,
  unstatedReason,
} from './rules.ts'

type PersonRow = typeof person.$inferSelect
type PostRow = typeof post.$inferSelect
type HoldingRow = typeof holding.$inferSelect
type VillageRow = typeof village.$inferSelect

export type WantedPost = { name: string; kind?: string; place: PostPlace; example: boolean }

/**
 * Persons, posts and who holds them, read once for a command and kept up to date while it writes. The one place that
 * changes a holder, so that every list of villages and every body shows the same name.
 */
export function peopleBook(cx: CommandContext) {
  const officeId = cx.office().id
  const today = cx.today()
  const kinds = rulesByKey(cx, 'post-kinds')
  const places = ownPlaces(cx)
  const persons = new Map(
    cx.db
      .select()
      .from(person)
      .where(eq(person.officeId, officeId))
      .all()
      .map((row) => [row.id, row]),
  )
  const posts = new Map(
    cx.db
      .select()
      .from(post)
      .where(eq(post.officeId, officeId))
      .all()
      .map((row) => [row.id, row]),
  )
  const holdings = groupBy(
    cx.db.select().from(holding).where(eq(holding.officeId, officeId)).all(),
    (row) => row.postId,
  )
  const villages = new Map(places.villages.map((row) => [row.id, row]))
  const byName = groupBy([...persons.values()], personKey)
  const byPlace = new Map([...posts.values()].map((row) => [placeKey(row), row]))
  const byHead = new Map(
    [...posts.values()].flatMap((row) =>
      row.villageId === null || !isHead(row) ? [] : [[row.villageId, row]],
    ),
  )

  function isHead(row: PostRow): boolean {
    const area = kinds.get(row.kind)?.area
    return area === 'village' || area === 'community'
  }

  /** Posts of one name are one where they are of one place. */
  function placeKey(row: PostPlace & { name: string }): string {
    return [postKey(row.name), row.laoId ?? row.villageId ?? row.tambonCode ?? ''].join('|')
  }

  function holdersOf(postId: string): HoldingRow[] {
    return holdings.get(postId) ?? []
  }

  function holder(postId: string): HoldingRow | null {
    return holderOn(holdersOf(postId), today)
  }

  /** The post of this name in this place, made where there is none yet. */
  function findOrMake(wanted: WantedPost): PostRow {
    const kind = wanted.kind === undefined ? kindOfName(kinds.values(), wanted.name) : kinds.get(wanted.kind)
    const place =
      wanted.kind === undefined ? places.placeOf(wanted.name, kind ?? null, wanted.place) : wanted.place
    // The head of a village is one, however his title is typed; the list of villages may name him.
    const isOfVillage = kind?.area === 'village' || kind?.area === 'community'
    const at = isOfVillage && place.villageId !== null ? villages.get(place.villageId) : undefined
    const known =
      (at && headOf(at)) ??
      byPlace.get(placeKey({ ...place, name: wanted.name })) ??
      (kind?.onePost === true && !isOfVillage ? theOneOf(kind.key, place) : undefined)
    if (known) return known
    return make({ kind: kind?.key ?? 'other', name: wanted.name, ...place, example: wanted.example })
  }

  /** Kamnan, mayor, clerk and chief are one each in their place, whatever short form their title has. */
  function theOneOf(kind: string, { tambonCode, laoId }: PostPlace): PostRow | undefined {
    return [...posts.values()].find(
      (row) => row.kind === kind && row.laoId === laoId && row.tambonCode === tambonCode,
    )
  }

  function make(fields: Omit<PostRow, 'id' | 'officeId'>): PostRow {
    const row = { ...fields, id: cx.write.insert(post, fields), officeId }
    posts.set(row.id, row)
    byPlace.set(placeKey(row), row)
    if (row.villageId !== null && isHead(row)) byHead.set(row.villageId, row)
    return row
  }

  /** The post of the head of a village; one whose name stood in the list only comes in with that name. */
  function headOf(at: VillageRow, named = at.headmanName): PostRow | null {
    const known = byHead.get(at.id)
    if (known && known.name !== '') return known
    const kind = [...kinds.values()].find((one) => one.area === at.kind)
    if (!kind) return known ?? null
    const name = postName(kind, places.words({ village: at }))
    // One of an old file has no name of its own yet.
    if (known) return savePost(known, { name })
    const made = make({
      kind: kind.key,
      name,
      tambonCode: at.tambonCode,
      villageId: at.id,
      laoId: null,
      example: at.example,
    })
    const split = splitThaiName(named)
    if (split.firstName !== '') begin(made, { ...split, position: '', example: at.example }, null, false)
    return made
  }

  /**
   * A known person of this name whom nothing tells apart: the same position, and no other post that the two could not
   * hold both (DOMAIN.md §1.4: a headman of one village is not that of another; the kamnan is one of his own tambon).
   * Without a last name, or of people of two tambons, a name says too little.
   */
  function findPerson(wanted: PersonFields, of: PostRow | null): PersonRow | undefined {
    const alike = (byName.get(personKey(wanted)) ?? []).filter(
      (row) => persons.has(row.id) && row.title === wanted.title && row.position === wanted.position,
    )
    if (of === null) return alike[0]
    if (wanted.lastName === '') return undefined
    return alike.find((row) => !clashes(row.id, of))
  }

  function clashes(personId: string, of: PostRow): boolean {
    if (kinds.get(of.kind)?.onePost !== true) return false
    for (const [postId, rows] of holdings) {
      if (postId === of.id || !rows.some((row) => row.personId === personId)) continue
      const other = posts.get(postId)
      if (!other || kinds.get(other.kind)?.onePost !== true) continue
      if (other.kind === of.kind || (isHead(other) && isHead(of)) || other.tambonCode !== of.tambonCode)
        return true
    }
    return false
  }

  function addPerson(fields: PersonFields): PersonRow {
    const row = { ...fields, id: cx.write.insert(person, fields), officeId }
    persons.set(row.id, row)
    index(row)
    return row
  }

  function index(row: PersonRow): void {
    const key = personKey(row)
    const group = byName.get(key)
    if (group) group.push(row)
    else byName.set(key, [row])
  }

  /** Corrects how a person is called, everywhere. */
  function correct(id: string, fields: PersonFields): void {
    const before = persons.get(id)
    if (!before) return
    cx.write.update(person, id, fields)
    const after = { ...before, ...fields }
    persons.set(id, after)
    const key = personKey(before)
    byName.set(
      key,
      (byName.get(key) ?? []).filter((row) => row.id !== id),
    )
    index(after)
    for (const [postId, rows] of holdings) if (rows.some((row) => row.personId === id)) follow(postId)
  }

  /** Of one who sits by a post, the post's name is no position of his own. */
  function fieldsFor(of: PostRow, fields: PersonFields): PersonFields {
    return postKey(fields.position) === postKey(of.name) ? { ...fields, position: '' } : fields
  }

  /** Somebody begins in a post, without a look at who is there. */
  function begin(of: PostRow, fields: PersonFields, startsOn: string | null, acting: boolean): HoldingRow {
    const wanted = fieldsFor(of, fields)
    const who = findPerson(wanted, of) ?? addPerson(wanted)
    return beginAs(of, who.id, startsOn, acting)
  }

  function beginAs(of: PostRow, personId: string, startsOn: string | null, acting: boolean): HoldingRow {
    const next = nextAfter(holdersOf(of.id), startsOn ?? today)
    const row = {
      postId: of.id,
      personId,
      startsOn,
      endsOn: next?.startsOn ? addDays(next.startsOn, -1) : null,
      endReason: next?.startsOn ? unstatedReason : '',
      acting,
    }
    const made = { ...row, id: cx.write.insert(holding, row), officeId }
    holdings.set(of.id, [...holdersOf(of.id), made])
    follow(of.id)
    return made
  }

  /** Writes days of a holding. */
  function change(row: HoldingRow, patch: Partial<Omit<HoldingRow, 'id' | 'officeId' | 'postId'>>): void {
    cx.write.update(holding, row.id, patch)
    holdings.set(
      row.postId,
      holdersOf(row.postId).map((one) => (one.id === row.id ? { ...one, ...patch } : one)),
    )
    follow(row.postId)
  }

  function drop(row: HoldingRow): void {
    cx.write.remove(holding, row.id)
    holdings.set(
      row.postId,
      holdersOf(row.postId).filter((one) => one.id !== row.id),
    )
    follow(row.postId)
  }

  /** Who holds the post now holds it until the day before `next`; one who was entered only then was never there. */
  function endNow(row: HoldingRow, next = today): void {
    const last = addDays(next, -1)
    if (row.startsOn !== null && row.startsOn > last) drop(row)
    else change(row, { endsOn: last, endReason: unstatedReason })
  }

  /**
   * Who holds the post now, as somebody types it in a list: the same name changes nothing, a name spelt right is the
   * same person (isCorrection), another one is a successor from today on. null = nobody.
   *
   * @returns true when something changed
   */
  function setHolder(of: PostRow, fields: PersonFields | null, startsOn: string | null = null): boolean {
    const now = holder(of.id)
    if (fields === null) {
      if (now === null) return false
      endNow(now)
      forget([now.personId])
      return true
    }
    const wanted = fieldsFor(of, fields)
    const who = now === null ? undefined : persons.get(now.personId)
    if (now !== null && who !== undefined && isCorrection(who, wanted) && !isSplit(of, who, wanted)) {
      if (startsOn !== null && startsOn !== now.startsOn) change(now, { startsOn })
      const { title, firstName, lastName, position } = wanted
      if (
        who.title === title &&
        who.firstName === firstName &&
        who.lastName === lastName &&
        who.position === position
      )
        return startsOn !== null && startsOn !== now.startsOn
      correct(who.id, { title, firstName, lastName, position, example: who.example })
      return true
    }
    if (now !== null) endNow(now, startsOn ?? today)
    const before = lastEnded(of.id)
    const back = before === null ? undefined : persons.get(before.personId)
    if (before !== null && back !== undefined && startsOn === null && isReturn(before, back, wanted)) {
      // Typed over and typed back on the same day: he never left.
      change(before, { endsOn: null, endReason: '' })
    } else {
      begin(of, fields, startsOn ?? (holdersOf(of.id).length > 0 ? today : null), false)
    }
    if (now !== null) forget([now.personId])
    return true
  }

  /** One person stands as head of two villages, and one of them is now written otherwise: they are two. */
  function isSplit(of: PostRow, who: PersonRow, wanted: PersonFields): boolean {
    if (!isHead(of) || personKey(who) === personKey(wanted)) return false
    return [...byHead.values()].some((other) => other.id !== of.id && holder(other.id)?.personId === who.id)
  }

  /**
   * The head of a village as its list says it. The spelling typed there stays as typed (blanks); a name that is the
   * person's already changes nothing else.
   */
  function setHead(at: VillageRow, name: string): void {
    const of = name === '' && at.headmanName === '' ? (byHead.get(at.id) ?? null) : headOf(at)
    if (of === null) return
    const split = splitThaiName(name)
    const now = holder(of.id)
    const who = now === null ? undefined : persons.get(now.personId)
    const same = who !== undefined && name !== '' && personKey(who) === personKey(split)
    if (!same) {
      const position = who !== undefined && isCorrection(who, split) ? who.position : ''
      setHolder(of, split.firstName === '' ? null : { ...split, position, example: at.example })
    }
    const row = villages.get(at.id)
    if (row && row.headmanName !== name && personKey(splitThaiName(row.headmanName)) === personKey(split)) {
      cx.write.update(village, at.id, { headmanName: name })
      villages.set(at.id, { ...row, headmanName: name })
    }
  }

  function lastEnded(postId: string): HoldingRow | null {
    const ended = holdersOf(postId).filter((row) => row.endsOn !== null && row.endsOn < today)
    return ended.sort((a, b) => ((a.endsOn ?? '') < (b.endsOn ?? '') ? 1 : -1))[0] ?? null
  }

  function isReturn(before: HoldingRow, back: PersonRow, wanted: PersonFields): boolean {
    return (
      before.endReason === unstatedReason &&
      before.endsOn === addDays(today, -1) &&
      back.title === wanted.title &&
      personKey(back) === personKey(wanted) &&
      nextAfter(holdersOf(before.postId), today) === null
    )
  }

  /** The list of villages says who heads each today; the spelling typed there stays while it is the same name. */
  function follow(postId: string): void {
    const of = posts.get(postId)
    if (of?.villageId == null || !isHead(of)) return
    const at = villages.get(of.villageId)
    if (!at) return
    const now = holder(postId)
    const who = now === null ? undefined : persons.get(now.personId)
    const name = who === undefined ? '' : fullName(who)
    if (name !== '' && personKey(splitThaiName(at.headmanName)) === personKey(who ?? splitThaiName(name)))
      return
    if (at.headmanName === name) return
    cx.write.update(village, at.id, { headmanName: name })
    villages.set(at.id, { ...at, headmanName: name })
  }

  /** Persons whom no seat, post or list of attendance names are forgotten (PEERS.md §3.7: minimum data). */
  function forget(ids: Iterable<string>): void {
    const asked = new Set([...ids].filter((id) => persons.has(id)))
    if (asked.size === 0) return
    for (const rows of holdings.values()) for (const row of rows) asked.delete(row.personId)
    const named = (table: typeof seat | typeof attendance) =>
      cx.db.select({ id: table.personId }).from(table).where(eq(table.officeId, officeId)).all()
    if (asked.size === 0) return
    for (const { id } of [...named(seat), ...named(attendance)]) if (id !== null) asked.delete(id)
    for (const id of asked) {
      cx.write.remove(person, id)
      persons.delete(id)
    }
  }

  /** Removes a post that no seat needs, with its history. */
  function removePost(of: PostRow): void {
    const rows = holdersOf(of.id)
    for (const row of rows) cx.write.remove(holding, row.id)
    holdings.delete(of.id)
    cx.write.remove(post, of.id)
    posts.delete(of.id)
    byPlace.delete(placeKey(of))
    if (of.villageId !== null && byHead.get(of.villageId)?.id === of.id) byHead.delete(of.villageId)
    forget(rows.map((row) => row.personId))
  }

  /** Another name or place of a post. */
  function savePost(of: PostRow, fields: Partial<Omit<PostRow, 'id' | 'officeId'>>): PostRow {
    cx.write.update(post, of.id, fields)
    const after = { ...of, ...fields }
    byPlace.delete(placeKey(of))
    posts.set(of.id, after)
    byPlace.set(placeKey(after), after)
    if (after.villageId !== null && isHead(after)) byHead.set(after.villageId, after)
    const seats = cx.db
      .select({ id: seat.id, post: seat.post })
      .from(seat)
      .where(eq(seat.postId, of.id))
      .all()
    for (const row of seats) {
      if (postKey(row.post) === postKey(of.name)) cx.write.update(seat, row.id, { post: after.name })
    }
    follow(of.id)
    return after
  }

  return {
    kinds,
    places,
    persons,
    posts,
    villages,
    findOrMake,
    make,
    headOf,
    holder,
    holdersOf,
    setHolder,
    setHead,
    begin,
    beginAs,
    change,
    drop,
    correct,
    addPerson,
    findPerson,
    forget,
    removePost,
    savePost,
    byPlace: (fields: PostPlace & { name: string }) => byPlace.get(placeKey(fields)),
    headPost: (villageId: string) => byHead.get(villageId),
  }
}
export type PeopleBook = ReturnType<typeof peopleBook>
