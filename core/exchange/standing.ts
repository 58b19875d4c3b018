import { and, desc, eq, max, ne } from 'drizzle-orm'
import { office, packageIn, packageOut } from '../../db/schema.ts'
import type { OwnOffice, QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import type { Profile } from '../kernel/meta.ts'
import { type PackageInfo, type PlayedKind, playedKind, sequenceState } from './rules.ts'
import { fingerprintOf } from './sign.ts'
import type { Taker } from './taker.ts'
import { exchangeWords, fill } from './words.ts'

/** How a verified package stands to what this office knows: who sends, with which key, after which other package. */
export type Standing = {
  /** Package of this very file that was taken in before. */
  alreadyId: string | null
  /** `own`: this office wrote it itself; `elsewhere`: of another area, or meant for another office. */
  place: 'here' | 'own' | 'elsewhere'
  keyState: 'known' | 'unknown' | 'changed'
  fingerprint: string
  /** Fingerprint of the key that was known until now. */
  knownFingerprint: string | null
  /** Last sequence of this kind taken in from that office; null = none yet. */
  held: number | null
  sequence: 'next' | 'older' | 'gap'
}

/**
 * The taker of a package in this office.
 *
 * @throws Fault package.wrongKind for one that this profile has no use for; package.demo, notDemo where example and
 *   real records would mix
 */
export function takerOf(
  cx: QueryContext,
  info: PackageInfo,
  takers: Readonly<Record<PlayedKind, Taker>>,
): Taker {
  const own = cx.office()
  if (own.demo && info.kind !== 'demo') throw new Fault('package.notDemo', { office: info.fromOfficeName })
  if (!own.demo && info.kind === 'demo') throw new Fault('package.demo', { office: info.fromOfficeName })
  const kind = playedKind(info)
  const taker = takers[kind]
  if (!taker.profiles.includes(own.profile)) {
    const { kinds } = exchangeWords(cx)
    const wanted = (Object.keys(takers) as PlayedKind[]).filter((one) =>
      takers[one].profiles.includes(own.profile),
    )
    throw new Fault('package.wrongKind', {
      kind: kinds[kind],
      expected: new Intl.ListFormat('th', { type: 'disjunction' }).format(wanted.map((one) => kinds[one])),
    })
  }
  return taker
}

/** Reads only; nothing is judged yet. */
export function readStanding(cx: QueryContext, info: PackageInfo, sha256: string, taker: Taker): Standing {
  const already = cx.db.select({ id: packageIn.id }).from(packageIn).where(eq(packageIn.sha256, sha256)).get()
  const held = heldSequence(cx, info)
  const sequence = sequenceState(held, info.sequence)
  return {
    alreadyId: already?.id ?? null,
    place: placeOf(cx, info, taker),
    ...readKey(cx, info, taker.from(cx.office())),
    held,
    sequence: sequence === 'gap' && taker.gaps === 'passed' ? 'next' : sequence,
  }
}

/** Last sequence of this kind taken in from the sender, or null. */
function heldSequence(cx: Pick<QueryContext, 'db'>, info: PackageInfo): number | null {
  const row = cx.db
    .select({ sequence: max(packageIn.sequence) })
    .from(packageIn)
    .where(and(eq(packageIn.fromOfficeId, info.fromOfficeId), eq(packageIn.kind, playedKind(info))))
    .get()
  return row?.sequence ?? null
}

/**
 * Stops whatever may not be taken in. What only a person can judge (a key compared by telephone, a package that was
 * lost) passes when the person says so.
 *
 * @throws Fault package.own, wrongPlace, unknownKey, keyChanged, older, gap
 */
export function checkStanding(
  cx: QueryContext,
  info: PackageInfo,
  standing: Standing,
  confirmed: { key: boolean; gap: boolean },
): void {
  const { fingerprint, knownFingerprint, held } = standing
  if (standing.place === 'own') throw new Fault('package.own', { office: info.fromOfficeName })
  if (standing.place === 'elsewhere')
    throw new Fault('package.wrongPlace', { office: info.fromOfficeName, expected: ownName(cx) })
  if (standing.keyState === 'unknown' && !confirmed.key) {
    throw new Fault('package.unknownKey', { office: info.fromOfficeName, fingerprint })
  }
  if (standing.keyState === 'changed' && !confirmed.key) {
    throw new Fault('package.keyChanged', {
      office: info.fromOfficeName,
      fingerprint,
      known: knownFingerprint ?? '',
    })
  }
  if (standing.sequence === 'older')
    throw new Fault('package.older', { held: held ?? 0, found: info.sequence })
  if (standing.sequence === 'gap' && !confirmed.gap)
    throw new Fault('package.gap', { expected: (held ?? 0) + 1, found: info.sequence })
}

/** Whether it is meant for this office: for its area, for itself where it names an office, and of its own province. */
function placeOf(cx: QueryContext, info: PackageInfo, taker: Taker): Standing['place'] {
  const own = cx.office()
  if (info.fromOfficeId === own.id) return 'own'
  const isHere =
    info.toCode === codeOf(own) &&
    info.fromProvinceCode === own.provinceCode &&
    (info.toOfficeId === '' || info.toOfficeId === own.id) &&
    isFrom(cx, info, taker.from(own)) &&
    isWhoItWas(cx, info, taker.from(own)) &&
    taker.isInPlace(cx, info)
  return isHere ? 'here' : 'elsewhere'
}

/**
 * An office keeps its place for life. One that is known as a laptop here answers for no province, whatever key it has, and
 * a district hands in for no other one.
 */
function isWhoItWas(cx: QueryContext, info: PackageInfo, from: Profile): boolean {
  const known = cx.db
    .select({
      profile: office.profile,
      provinceCode: office.provinceCode,
      districtCode: office.districtCode,
    })
    .from(office)
    .where(eq(office.id, info.fromOfficeId))
    .get()
  return (
    known === undefined ||
    (known.profile === from &&
      known.provinceCode === info.fromProvinceCode &&
      known.districtCode === info.fromDistrictCode)
  )
}

/** Packages are addressed to an area: a laptop has its district's. */
function codeOf(own: OwnOffice): string {
  return own.profile === 'province' ? own.provinceCode : (own.districtCode ?? '')
}

function isFrom(cx: QueryContext, info: PackageInfo, from: Profile): boolean {
  const own = cx.office()
  if (from === 'province') return info.fromDistrictCode === null
  return own.profile === 'province'
    ? cx.geography.districtsOf(own.provinceCode).some(({ code }) => code === info.fromDistrictCode)
    : own.districtCode !== null && info.fromDistrictCode === own.districtCode
}

function readKey(
  cx: QueryContext,
  info: PackageInfo,
  from: Profile,
): Pick<Standing, 'keyState' | 'fingerprint' | 'knownFingerprint'> {
  const fingerprint = fingerprintOf(info.publicKey)
  const known = cx.db
    .select({ publicKey: office.publicKey, keyConfirmedOn: office.keyConfirmedOn })
    .from(office)
    .where(eq(office.id, info.fromOfficeId))
    .get()
  if (known && known.publicKey !== '' && known.keyConfirmedOn !== null) {
    return known.publicKey === info.publicKey
      ? { keyState: 'known', fingerprint, knownFingerprint: fingerprint }
      : { keyState: 'changed', fingerprint, knownFingerprint: fingerprintOf(known.publicKey) }
  }
  const before = keyOfSamePlace(cx, info, from)
  return before === null
    ? { keyState: 'unknown', fingerprint, knownFingerprint: null }
    : { keyState: 'changed', fingerprint, knownFingerprint: fingerprintOf(before) }
}

/**
 * Key of another office of the same place from which packages came: a new installation, or somebody who plays that
 * district or province. Of laptops a district may have many.
 */
function keyOfSamePlace(cx: QueryContext, info: PackageInfo, from: Profile): string | null {
  if (from === 'tambon') return null
  const row = cx.db
    .select({ publicKey: office.publicKey })
    .from(office)
    .innerJoin(packageIn, eq(packageIn.fromOfficeId, office.id))
    .where(
      and(
        eq(office.profile, from),
        from === 'province'
          ? eq(office.provinceCode, info.fromProvinceCode)
          : eq(office.districtCode, info.fromDistrictCode ?? ''),
        ne(office.id, info.fromOfficeId),
        ne(office.id, cx.office().id),
      ),
    )
    .orderBy(desc(packageIn.id))
    .limit(1)
    .get()
  return row && row.publicKey !== '' ? row.publicKey : null
}

/** How this office is called where a package is told to go elsewhere. */
function ownName(cx: QueryContext): string {
  const own = cx.office()
  if (own.profile !== 'province') {
    const row = cx.db.select({ name: office.name }).from(office).where(eq(office.id, own.id)).get()
    return row?.name ?? ''
  }
  const province = cx.geography.nameOf(own.provinceCode) ?? own.provinceCode
  return fill(exchangeWords(cx).toProvince, { province })
}

/**
 * The number after the last package of this kind to this office; a try that failed leaves no number behind.
 *
 * @param toOfficeId '' for packages that name no office
 */
export function nextSequence(cx: QueryContext, kind: PlayedKind, toOfficeId: string): number {
  const last = cx.db
    .select({ sequence: max(packageOut.sequence) })
    .from(packageOut)
    .where(
      and(
        eq(packageOut.officeId, cx.office().id),
        eq(packageOut.kind, kind),
        eq(packageOut.toOfficeId, toOfficeId),
      ),
    )
    .get()
  return (last?.sequence ?? 0) + 1
}
