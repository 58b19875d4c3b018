import { and, asc, desc, eq, getTableColumns, inArray, or, type SQL } from 'drizzle-orm'
import { appointmentOrder, body, holding, lao, person, post, seat, village } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { groupBy } from '../kernel/group.ts'
import { areaNames } from '../plans/areas.ts'
import { readRules, rulesByKey } from '../rules/queries.ts'
import { provenance } from '../rules/rules.ts'
import { addDays } from '../thai/dates.ts'
import { looseKey, searchKey, sortKey } from '../thai/text.ts'
import type { Holder, PersonLine, Post, PostKind, PostLine } from './contract.ts'
import { postNames } from './places.ts'
import { fullName, holderOn, nextAfter, type PersonFields, postKey } from './rules.ts'

export function listPostKinds(cx: QueryContext): PostKind[] {
  const table = readRules(cx, 'post-kinds')
  return table.items.map((item) => ({
    key: item.key,
    name: item.name,
    area: item.area,
    nameTemplate: item.nameTemplate,
    opens: item.opens,
    ...provenance(table, item),
  }))
}

export function listLeaveReasons(cx: QueryContext): { key: string; name: string }[] {
  return readRules(cx, 'leave-reasons').items.map(({ key, name }) => ({ key, name }))
}

/** Posts of an office by area, kind and moo; five statements for any number of them. */
export function listPosts(
  cx: QueryContext,
  input: { tambonCode: string | null; kind: string | null; officeId?: string | undefined },
): PostLine[] {
  return readPosts(
    cx,
    and(
      eq(post.officeId, input.officeId ?? cx.office().id),
      input.tambonCode === null ? undefined : eq(post.tambonCode, input.tambonCode),
      input.kind === null ? undefined : eq(post.kind, input.kind),
    ),
  ).map(({ line }) => line)
}

function readPosts(cx: QueryContext, where: SQL | undefined): { line: PostLine; holdings: Holder[] }[] {
  const kinds = rulesByKey(cx, 'post-kinds')
  const nameOf = areaNames(cx)
  const nameOfPost = postNames(cx)
  const today = cx.today()
  const rows = cx.db
    .select({ post, village, laoName: lao.name })
    .from(post)
    .leftJoin(village, eq(village.id, post.villageId))
    .leftJoin(lao, eq(lao.id, post.laoId))
    .where(where)
    .orderBy(asc(post.tambonCode), asc(village.mooNo), asc(post.id))
    .all()
  const ids = rows.map((row) => row.post.id)
  const holdingsOf = readHoldings(cx, ids)
  const seats = groupBy(
    ids.length === 0
      ? []
      : cx.db.select({ postId: seat.postId }).from(seat).where(inArray(seat.postId, ids)).all(),
    (row) => row.postId ?? '',
  )
  const districtCode = cx.office().districtCode
  const kindOrder = [...kinds.keys()]
  const rank = (kind: string) => (kinds.has(kind) ? kindOrder.indexOf(kind) : kindOrder.length)
  return rows
    .map(({ post: row, village: at, laoName }) => {
      const holdings = holdingsOf.get(row.id) ?? []
      const byId = holdings.map((one) => ({ ...one, id: one.holdingId }))
      const holder = holderOn(byId, today)
      const line: PostLine = {
        id: row.id,
        officeId: row.officeId,
        kind: row.kind,
        name: nameOfPost(row, at),
        tambonCode: row.tambonCode,
        villageId: row.villageId,
        laoId: row.laoId,
        example: row.example,
        kindName: kinds.get(row.kind)?.name ?? row.kind,
        areaName: nameOf({
          villageName: at?.name ?? null,
          villageKind: at?.kind ?? null,
          mooNo: at?.mooNo ?? null,
          laoName,
          tambonCode: row.tambonCode,
          districtCode,
        }),
        holder: holder && plain(holder),
        next: ((next) => next && plain(next))(nextAfter(byId, today)),
        vacantSince: holder === null ? vacantSince(holdings, today) : null,
        seats: seats.get(row.id)?.length ?? 0,
      }
      return { line, holdings }
    })
    .sort((a, b) => rank(a.line.kind) - rank(b.line.kind))
}

function plain({ id: _id, ...holder }: Holder & { id: string }): Holder {
  return holder
}

/** The day after the last who held it left; null where nobody ever did or the day is not known. */
function vacantSince(holdings: readonly Holder[], today: string): string | null {
  const ends = holdings.flatMap(({ endsOn }) => (endsOn !== null && endsOn < today ? [endsOn] : [])).sort()
  const last = ends.at(-1)
  return last === undefined ? null : addDays(last, 1)
}

/** Who held posts and when, the newest first. */
function readHoldings(cx: QueryContext, postIds: readonly string[]): Map<string, Holder[]> {
  if (postIds.length === 0) return new Map()
  const rows = cx.db
    .select({ holding, who: person })
    .from(holding)
    .innerJoin(person, eq(person.id, holding.personId))
    .where(inArray(holding.postId, [...postIds]))
    .orderBy(desc(holding.startsOn), desc(holding.id))
    .all()
  const byPost = groupBy(rows, (row) => row.holding.postId)
  return new Map([...byPost].map(([id, group]) => [id, group.map((row) => holderOf(row.holding, row.who))]))
}

function holderOf(row: typeof holding.$inferSelect, who: typeof person.$inferSelect): Holder {
  return {
    holdingId: row.id,
    personId: who.id,
    name: fullName(who),
    person: personOf(who),
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    endReason: row.endReason,
    acting: row.acting,
  }
}

export function personOf(who: typeof person.$inferSelect): PersonFields {
  const { title, firstName, lastName, position, example } = who
  return { title, firstName, lastName, position, example }
}

/** @throws Fault record.notFound */
export function getPost(cx: QueryContext, id: string): Post {
  const [found] = readPosts(cx, eq(post.id, id))
  if (!found) throw new Fault('record.notFound', { kind: 'post', id })
  const seatRows = cx.db
    .select({ seatId: seat.id, bodyId: body.id, bodyName: body.name, title: seat.title })
    .from(seat)
    .innerJoin(body, eq(body.id, seat.bodyId))
    .where(eq(seat.postId, id))
    .orderBy(asc(body.id), asc(seat.no))
    .all()
  return { ...found.line, holdings: found.holdings, seatRows, orders: ordersNaming(cx, found.line, seatRows) }
}

/** Signed orders that name one of the seats, those of before by the name of the post. */
function ordersNaming(cx: QueryContext, of: PostLine, seatRows: Post['seatRows']): Post['orders'] {
  const seatIds = new Set(seatRows.map((row) => row.seatId))
  const key = postKey(of.name)
  const { paperAsSigned: _kept, ...columns } = getTableColumns(appointmentOrder)
  return cx.db
    .select({ order: columns, bodyName: body.name })
    .from(appointmentOrder)
    .innerJoin(body, eq(body.id, appointmentOrder.bodyId))
    .where(and(eq(appointmentOrder.state, 'signed'), eq(appointmentOrder.officeId, of.officeId)))
    .orderBy(desc(appointmentOrder.signedOn), desc(appointmentOrder.id))
    .all()
    .flatMap(({ order, bodyName }) => {
      const member = order.members.find((one) =>
        one.seatId === undefined ? postKey(one.position) === key : seatIds.has(one.seatId),
      )
      if (!member) return []
      const { id, bodyId, number, numberYear, signedOn } = order
      return [{ id, bodyId, bodyName, number, numberYear, signedOn, name: member.name }]
    })
}

const mostPersons = 50

/**
 * Persons by how they are called or where they serve. Every word typed must be found, also one spelt by ear; those that
 * fit exactly come first.
 */
export function findPersons(
  cx: QueryContext,
  input: { q: string; officeId?: string | undefined },
): PersonLine[] {
  const officeId = input.officeId ?? cx.office().id
  const today = cx.today()
  const rows = cx.db.select().from(person).where(eq(person.officeId, officeId)).all()
  const nameOfPost = postNames(cx)
  const held = groupBy(
    cx.db
      .select({ holding, post, village })
      .from(holding)
      .innerJoin(post, eq(post.id, holding.postId))
      .leftJoin(village, eq(village.id, post.villageId))
      .where(eq(holding.officeId, officeId))
      .all()
      .map((row) => ({ holding: row.holding, name: nameOfPost(row.post, row.village) })),
    (row) => row.holding.postId,
  )
  const postsOf = new Map<string, { id: string; name: string }[]>()
  for (const [postId, group] of held) {
    const now = holderOn(
      group.map((row) => ({ ...row.holding, postName: row.name })),
      today,
    )
    if (now)
      postsOf.set(now.personId, [...(postsOf.get(now.personId) ?? []), { id: postId, name: now.postName }])
  }
  const words = searchKey(input.q)
    .split(' ')
    .filter((word) => word !== '')
  const found = rows.flatMap((row) => {
    const posts = postsOf.get(row.id) ?? []
    const text = searchKey([fullName(row), row.position, ...posts.map((one) => one.name)].join(' '))
    const exact = words.every((word) => text.includes(word))
    if (!exact && !words.every((word) => isHeard(text, word))) return []
    return [{ row, posts, rank: exact ? 0 : 1, sort: sortKey(`${row.firstName} ${row.lastName}`) }]
  })
  const first = found
    .sort((a, b) => a.rank - b.rank || (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : 0))
    .slice(0, mostPersons)
  const bodies = bodiesOf(
    cx,
    officeId,
    first.map(({ row }) => row.id),
    first.flatMap(({ row, posts }) => posts.map((one): [string, string] => [one.id, row.id])),
  )
  return first.map(({ row, posts }) => ({
    ...personOf(row),
    id: row.id,
    name: fullName(row),
    posts,
    bodies: bodies.get(row.id) ?? [],
  }))
}

function isHeard(text: string, word: string): boolean {
  const ear = looseKey(word)
  return ear.length >= 2 && looseKey(text).includes(ear)
}

function bodiesOf(
  cx: QueryContext,
  officeId: string,
  personIds: readonly string[],
  heldPosts: readonly [postId: string, personId: string][],
): Map<string, { id: string; name: string }[]> {
  if (personIds.length === 0) return new Map()
  const byPost = new Map(heldPosts)
  const rows = cx.db
    .select({ personId: seat.personId, postId: seat.postId, id: body.id, name: body.name })
    .from(seat)
    .innerJoin(body, eq(body.id, seat.bodyId))
    .where(
      and(
        eq(seat.officeId, officeId),
        or(inArray(seat.personId, [...personIds]), inArray(seat.postId, [...byPost.keys()])),
      ),
    )
    .orderBy(asc(body.id))
    .all()
  const found = new Map<string, Map<string, string>>()
  for (const row of rows) {
    const personId = row.personId ?? byPost.get(row.postId ?? '')
    if (personId === undefined) continue
    const bodies = found.get(personId) ?? new Map<string, string>()
    bodies.set(row.id, row.name)
    found.set(personId, bodies)
  }
  return new Map(
    [...found].map(([id, bodies]) => [id, [...bodies].map(([bodyId, name]) => ({ id: bodyId, name }))]),
  )
}
