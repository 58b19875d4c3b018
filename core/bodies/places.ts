import { inArray } from 'drizzle-orm'
import { lao, post, village, villageLao } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { groupBy } from '../kernel/group.ts'
import { holdersToday } from '../people/holders.ts'
import { kindOfName, type PlaceWords, placeWords } from '../people/places.ts'
import { fillWords } from '../plans/areas.ts'
import { readRules, rulesByKey } from '../rules/queries.ts'
import type { RuleItemOf } from '../rules/rules.ts'
import type { ExpectedPost } from './rules.ts'

type BodyArea = { officeId: string; tambonCode: string | null }
type Place = { words: Partial<PlaceWords>; villageId: string | null; laoId: string | null }
type Repeated = Record<'village' | 'community' | 'lao', Place[]>

/**
 * What the seats of a template repeat over: villages, communities and local authorities of a body's tambon, or of the
 * whole office. Three statements for any number of bodies.
 */
export function repeatedPlaces(
  cx: Pick<QueryContext, 'db' | 'geography' | 'office' | 'resources'>,
  officeIds: readonly string[],
): (of: BodyArea) => Repeated {
  const wordsOf = placeWords(cx)
  const villages = cx.db
    .select()
    .from(village)
    .where(inArray(village.officeId, [...officeIds]))
    .orderBy(village.tambonCode, village.mooNo, village.id)
    .all()
  const laos = cx.db
    .select()
    .from(lao)
    .where(inArray(lao.officeId, [...officeIds]))
    .orderBy(lao.id)
    .all()
    .filter((row) => row.laoType !== 'AGENCY')
  const tambonOf = new Map(villages.map((row) => [row.id, row.tambonCode]))
  const tambonsOfLao = new Map<string, Set<string>>()
  for (const { laoId, villageId } of cx.db
    .select({ laoId: villageLao.laoId, villageId: villageLao.villageId })
    .from(villageLao)
    .where(inArray(villageLao.officeId, [...officeIds]))
    .all()) {
    const tambon = tambonOf.get(villageId)
    if (tambon === undefined) continue
    const known = tambonsOfLao.get(laoId)
    if (known) known.add(tambon)
    else tambonsOfLao.set(laoId, new Set([tambon]))
  }
  const made = new Map<string, Repeated>()
  return ({ officeId, tambonCode }) => {
    const key = `${officeId} ${tambonCode ?? ''}`
    const known = made.get(key)
    if (known) return known
    const ofKind = (kind: 'village' | 'community') =>
      villages
        .filter(
          (row) =>
            row.officeId === officeId &&
            row.kind === kind &&
            (tambonCode === null || row.tambonCode === tambonCode),
        )
        .map((row): Place => {
          const { village: name, moo, community, tambon } = wordsOf({ village: row })
          return { words: { village: name, moo, community, tambon }, villageId: row.id, laoId: null }
        })
    const found: Repeated = {
      village: ofKind('village'),
      community: ofKind('community'),
      lao: laos
        .filter(
          (row) =>
            row.officeId === officeId &&
            (tambonCode === null || tambonsOfLao.get(row.id)?.has(tambonCode) === true),
        )
        .map((row): Place => {
          const { lao: name, laoMayor } = wordsOf({ lao: row })
          return { words: { lao: name, laoMayor }, villageId: null, laoId: row.id }
        }),
    }
    made.set(key, found)
    return found
  }
}

type BodyPlaced = BodyArea & {
  id: string
  kind: string
  districtCode: string | null
  closedOn: string | null
}

/**
 * Posts that the template of each body's kind gives a seat in every village, community or local authority of its area,
 * by body. A fixed number of statements for any number of bodies.
 */
export function expectedPosts(cx: QueryContext, bodies: readonly BodyPlaced[]): Map<string, ExpectedPost[]> {
  const templates = groupBy(readRules(cx, 'seat-templates').items.filter(isOfPlaces), (item) => item.body)
  const asked = bodies.filter((one) => one.closedOn === null && templates.has(one.kind))
  if (asked.length === 0) return new Map()
  const officeIds = [...new Set(asked.map((one) => one.officeId))]
  const placesOf = repeatedPlaces(cx, officeIds)
  const wordsOf = placeWords(cx)
  const kinds = [...rulesByKey(cx, 'post-kinds').values()]
  const posts = cx.db
    .select({ id: post.id, kind: post.kind, villageId: post.villageId, laoId: post.laoId })
    .from(post)
    .where(inArray(post.officeId, officeIds))
    .all()
  const byPlace = new Map(posts.map((row) => [`${row.kind} ${row.villageId ?? row.laoId ?? ''}`, row.id]))
  const holders = holdersToday(
    cx,
    posts.map((row) => row.id),
  )
  return new Map(
    asked.map((one) => {
      const places = placesOf(one)
      const words = wordsOf({ tambonCode: one.tambonCode, districtCode: one.districtCode })
      const expected = (templates.get(one.kind) ?? []).flatMap((item) =>
        item.repeat === 'once' || item.repeat === 'tambon'
          ? []
          : places[item.repeat].map((place): ExpectedPost => {
              const name = fillWords(item.post, { ...words, ...place.words })
              const kind = kindOfName(kinds, name)?.key ?? ''
              const postId = byPlace.get(`${kind} ${place.villageId ?? place.laoId ?? ''}`) ?? null
              return {
                template: item.key,
                title: item.title,
                post: name,
                postId,
                personId: postId === null ? null : (holders.get(postId)?.personId ?? null),
                yields: item.yields === true,
              }
            }),
      )
      return [one.id, expected]
    }),
  )
}

/** Tambons do not come and go; several in one post of a place are persons, each in a seat of his own. */
function isOfPlaces({ repeat, filledBy, count }: RuleItemOf<'seat-templates'>): boolean {
  return repeat !== 'once' && repeat !== 'tambon' && filledBy === 'post' && count === 1
}
