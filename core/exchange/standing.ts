import { and, desc, eq, max, ne } from 'drizzle-orm'
import { office, packageIn, packageOut } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { type PackageInfo, sequenceState } from './rules.ts'
import { fingerprintOf } from './sign.ts'
import { exchangeWords, fill } from './words.ts'

/** How a verified package stands to what this office knows: who sends, with which key, after which other package. */
export type Standing = {
  /** Package of this very file that was taken in before. */
  alreadyId: string | null
  inPlace: boolean
  keyState: 'known' | 'unknown' | 'changed'
  fingerprint: string
  /** Fingerprint of the key that was known until now. */
  knownFingerprint: string | null
  /** Last sequence taken in from that office; null = none yet. */
  held: number | null
  sequence: 'next' | 'older' | 'gap'
}

/**
 * @throws Fault package.wrongKind for a package that this profile has no use for
 */
export function readStanding(cx: QueryContext, info: PackageInfo, sha256: string): Standing {
  const own = cx.office()
  if (own.profile !== 'province' || info.kind !== 'submission') {
    const { kinds } = exchangeWords(cx)
    throw new Fault('package.wrongKind', {
      kind: kinds[info.kind],
      expected: own.profile === 'province' ? kinds.submission : kinds.return,
    })
  }
  const already = cx.db.select({ id: packageIn.id }).from(packageIn).where(eq(packageIn.sha256, sha256)).get()
  const held = heldSequence(cx, info)
  return {
    alreadyId: already?.id ?? null,
    inPlace: isInPlace(cx, info),
    ...readKey(cx, info),
    held,
    sequence: sequenceState(held, info.sequence),
  }
}

/** Last sequence of this kind taken in from the sender, or null. */
export function heldSequence(
  cx: Pick<QueryContext, 'db'>,
  info: Pick<PackageInfo, 'fromOfficeId' | 'kind'>,
): number | null {
  const row = cx.db
    .select({ sequence: max(packageIn.sequence) })
    .from(packageIn)
    .where(and(eq(packageIn.fromOfficeId, info.fromOfficeId), eq(packageIn.kind, info.kind as 'submission')))
    .get()
  return row?.sequence ?? null
}

/**
 * Stops whatever may not be taken in. What only a person can judge (a key compared by telephone, a package that was
 * lost) passes when the person says so.
 *
 * @throws Fault package.wrongPlace, unknownKey, keyChanged, older, gap
 */
export function checkStanding(
  cx: QueryContext,
  info: PackageInfo,
  standing: Standing,
  confirmed: { key: boolean; gap: boolean },
): void {
  const { fingerprint, knownFingerprint, held } = standing
  if (!standing.inPlace)
    throw new Fault('package.wrongPlace', { office: info.fromOfficeName, expected: ownPlace(cx) })
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

/** A district of this province, and the package is addressed to this province. */
function isInPlace(cx: QueryContext, info: PackageInfo): boolean {
  const own = cx.office()
  return (
    info.fromOfficeId !== own.id &&
    info.toCode === own.provinceCode &&
    info.fromProvinceCode === own.provinceCode &&
    cx.geography.districtsOf(own.provinceCode).some(({ code }) => code === info.fromDistrictCode)
  )
}

function readKey(
  cx: QueryContext,
  info: PackageInfo,
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
  const before = sameDistrict(cx, info)
  return before === null
    ? { keyState: 'unknown', fingerprint, knownFingerprint: null }
    : { keyState: 'changed', fingerprint, knownFingerprint: fingerprintOf(before) }
}

/** Key of another office that handed in for the same district: a new installation, or somebody who plays the district. */
function sameDistrict(cx: QueryContext, info: PackageInfo): string | null {
  if (info.fromDistrictCode === null) return null
  const row = cx.db
    .select({ publicKey: office.publicKey })
    .from(office)
    .innerJoin(packageIn, eq(packageIn.fromOfficeId, office.id))
    .where(
      and(
        eq(office.districtCode, info.fromDistrictCode),
        ne(office.id, info.fromOfficeId),
        ne(office.id, cx.office().id),
      ),
    )
    .orderBy(desc(packageIn.id))
    .limit(1)
    .get()
  return row && row.publicKey !== '' ? row.publicKey : null
}

function ownPlace(cx: QueryContext): string {
  const { provinceCode } = cx.office()
  return fill(exchangeWords(cx).toProvince, { province: cx.geography.nameOf(provinceCode) ?? provinceCode })
}

/** The number after the last package of this kind; a try that failed leaves no number behind. */
export function nextSequence(cx: QueryContext, kind: 'submission' | 'receipt' | 'return'): number {
  const last = cx.db
    .select({ sequence: max(packageOut.sequence) })
    .from(packageOut)
    .where(and(eq(packageOut.officeId, cx.office().id), eq(packageOut.kind, kind)))
    .get()
  return (last?.sequence ?? 0) + 1
}
