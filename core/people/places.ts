import { eq } from 'drizzle-orm'
import { lao, village } from '../../db/schema.ts'
import { tambonsOfOffice } from '../geography/queries.ts'
import type { QueryContext } from '../kernel/context.ts'
import { fillWords } from '../plans/areas.ts'
import { rulesByKey } from '../rules/queries.ts'
import type { RuleItemOf } from '../rules/rules.ts'
import { postKey } from './rules.ts'

/** What a post or a seat is called by: the words of the templates of posts and seats. */
export type PlaceWords = {
  village: string
  moo: number | ''
  community: string
  tambon: string
  district: string
  province: string
  lao: string
  laoMayor: string
}

/** The one place that a post is of. */
export type PostPlace = { tambonCode: string | null; villageId: string | null; laoId: string | null }

export type PostKindRow = RuleItemOf<'post-kinds'>

type VillageRow = Pick<typeof village.$inferSelect, 'kind' | 'name' | 'mooNo' | 'tambonCode'>
type LaoRow = Pick<typeof lao.$inferSelect, 'name' | 'laoType'>

/** Words of a place; what it has not is ''. */
export function placeWords(
  cx: Pick<QueryContext, 'db' | 'geography' | 'office' | 'resources'>,
): (place: {
  village?: VillageRow | null
  lao?: LaoRow | null
  tambonCode?: string | null
  districtCode?: string | null
}) => PlaceWords {
  const office = cx.office()
  const types = rulesByKey(cx, 'lao-types')
  const named = (code: string | null | undefined) =>
    code === null || code === undefined ? '' : (cx.geography.nameOf(code) ?? code)
  return ({ village: at, lao: authority, tambonCode = at?.tambonCode ?? null, districtCode }) => ({
    village: at?.name ?? '',
    moo: at?.mooNo ?? '',
    community: at?.kind === 'community' ? communityName(at.name) : '',
    tambon: named(tambonCode),
    district: named(districtCode ?? office.districtCode ?? tambonCode?.slice(0, 4)),
    province: named(office.provinceCode),
    lao: authority?.name ?? '',
    laoMayor: authority ? mayorOf(authority, types.get(authority.laoType)) : '',
  })
}

/** A community as its head's title names it: ประธานชุมชน… whether or not the list repeats the word. */
function communityName(name: string): string {
  return name.startsWith('ชุมชน') ? name : `ชุมชน${name}`
}

/** เทศบาลตำบลพรหมโลก → เทศมนตรีตำบลพรหมโลก, as the title of its head has it (resources/rules/lao-types `mayor`). */
function mayorOf(authority: LaoRow, type: RuleItemOf<'lao-types'> | undefined): string {
  if (type?.mayor === undefined || type.prefix === '' || !authority.name.startsWith(type.prefix))
    return authority.name
  return type.mayor + authority.name.slice(type.prefix.length)
}

/** The kind of a post by how its name begins; the longest that fits decides, `other` when none does. */
export function kindOfName(kinds: Iterable<PostKindRow>, name: string): PostKindRow | null {
  const key = postKey(name)
  let best: { kind: PostKindRow; length: number } | null = null
  for (const kind of kinds) {
    for (const word of kind.words) {
      const start = postKey(word)
      if (key.startsWith(start) && start.length > (best?.length ?? 0)) best = { kind, length: start.length }
    }
  }
  return best?.kind ?? null
}

/** Own villages, local authorities and tambons, by which a post's place is read from its name. */
export function ownPlaces(cx: QueryContext) {
  const officeId = cx.office().id
  const villages = cx.db.select().from(village).where(eq(village.officeId, officeId)).all()
  const laos = cx.db.select().from(lao).where(eq(lao.officeId, officeId)).all()
  const tambons = tambonsOfOffice(cx)
  const words = placeWords(cx)
  const laoKeys = laos
    .flatMap((row) => [
      { key: postKey(row.name), row },
      { key: postKey(words({ lao: row }).laoMayor), row },
    ])
    .sort((a, b) => b.key.length - a.key.length)
  const tambonKeys = tambons
    .map((row) => ({ key: postKey(`ตำบล${row.name}`), code: row.code }))
    .sort((a, b) => b.key.length - a.key.length)
  const byTambonMoo = new Map(
    villages.filter((row) => row.kind === 'village').map((row) => [`${row.tambonCode} ${row.mooNo}`, row]),
  )
  const communities = villages
    .filter((row) => row.kind === 'community')
    .map((row) => ({ key: postKey(communityName(row.name)), row }))
    .sort((a, b) => b.key.length - a.key.length)
  const districtName = postKey(words({}).district)

  /**
   * The place that the name of a post says; what it leaves open is that of the body in which it has a seat.
   *
   * @param within place of the body
   */
  function placeOf(name: string, kind: PostKindRow | null, within: PostPlace): PostPlace {
    const key = postKey(name)
    const authority = laoKeys.find((one) => key.includes(one.key))
    if (authority) return { tambonCode: null, villageId: null, laoId: authority.row.id }
    const named = kind?.area === 'community' ? communities.filter((one) => key.includes(one.key)) : []
    const community = named.find((one) => one.row.tambonCode === within.tambonCode) ?? named[0]
    if (community) return { tambonCode: community.row.tambonCode, villageId: community.row.id, laoId: null }
    const tambonCode = tambonKeys.find((one) => key.includes(one.key))?.code ?? within.tambonCode
    const moo = /หมู่ที่(\d{1,2})(?!\d)/u.exec(key)
    if (moo && tambonCode !== null && kind?.area === 'village') {
      const at = byTambonMoo.get(`${tambonCode} ${Number(moo[1])}`)
      if (at) return { tambonCode, villageId: at.id, laoId: null }
    }
    // One of several like it in a village (ผู้ช่วยผู้ใหญ่บ้าน หมู่ที่ 2 …) is told apart by its name.
    if (tambonKeys.some((one) => key.includes(one.key))) return { tambonCode, villageId: null, laoId: null }
    if (kind?.area === 'district') return nowhere
    if (districtName !== '' && key.includes(`อำเภอ${districtName}`)) return nowhere
    return { tambonCode: within.tambonCode, villageId: within.villageId, laoId: null }
  }

  return { villages, laos, tambons, words, placeOf }
}

const nowhere: PostPlace = { tambonCode: null, villageId: null, laoId: null }

/** Name of a post's row; one without (an old file) is called by the words of its kind. */
export function postNames(
  cx: Pick<QueryContext, 'db' | 'geography' | 'office' | 'resources'>,
): (row: { name: string; kind: string }, at: VillageRow | null) => string {
  const kinds = rulesByKey(cx, 'post-kinds')
  const words = placeWords(cx)
  return ({ name, kind }, at) => {
    const known = kinds.get(kind)
    return name !== '' || at === null || known === undefined ? name : postName(known, words({ village: at }))
  }
}

/** What a post of a kind is called in its place; '' where its kind has no words for it. */
export function postName(kind: PostKindRow, words: PlaceWords): string {
  return kind.nameTemplate === '' ? '' : fillWords(kind.nameTemplate, words)
}
