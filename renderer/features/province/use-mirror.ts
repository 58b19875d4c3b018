import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PackageInLine } from '../../../core/exchange/contract.ts'
import { api } from '../../app/client.ts'
import { useOffice } from '../../app/office.ts'

/** A district whose records lie here to be read: who it is, and the package that its records stand as in. */
export type Mirror = {
  officeId: string
  officeName: string
  districtCode: string | null
  fingerprint: string
  keyConfirmedOn: string | null
  /** The last submission taken in; null where only its key is known. */
  pack: PackageInLine | null
}

/**
 * Whose records a screen shows.
 *
 * @returns null for the own records, and while it is not known yet
 */
export function useMirror(officeId: string | null): Mirror | null {
  const { office } = useOffice()
  const isForeign = officeId !== null && officeId !== office.id
  const offices = useQuery({ ...api.exchange.offices.queryOptions(), enabled: isForeign })
  const received = useQuery({ ...api.exchange.received.queryOptions(), enabled: isForeign })
  const one = offices.data?.find(({ id }) => id === officeId)
  if (!isForeign || one === undefined) return null
  return {
    officeId: one.id,
    officeName: one.name,
    districtCode: one.districtCode,
    fingerprint: one.fingerprint,
    keyConfirmedOn: one.keyConfirmedOn,
    pack: lastSubmission(received.data ?? [], one.id),
  }
}

/** The package of an office that its mirror stands as in: the submission with the highest number. */
export function lastSubmission(packages: readonly PackageInLine[], officeId: string): PackageInLine | null {
  return packages.reduce<PackageInLine | null>(
    (last, one) =>
      one.fromOfficeId === officeId && one.kind === 'submission' && one.sequence > (last?.sequence ?? 0)
        ? one
        : last,
    null,
  )
}

/** Page of a district, opened at one of its lists. */
export function districtHref(districtCode: string, tab?: string): string {
  return `/province/district/${districtCode}${tab === undefined ? '' : `?tab=${tab}`}`
}

/** Way back from a record of a district to the list it stands in; the `own` way for a record of this office. */
export function useBackToDistrict(
  officeId: string,
  tab: string,
  own: { href: string; label: string },
): { href: string; label: string } {
  const { t } = useTranslation()
  const mirror = useMirror(officeId)
  if (mirror === null || mirror.districtCode === null) return own
  return {
    href: districtHref(mirror.districtCode, tab),
    label: t('province.mirror.back', { office: mirror.officeName }),
  }
}
