import { and, asc, eq } from 'drizzle-orm'
import { lao, office, village, villageLao } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import type { Place, VillageRow } from './contract.ts'
import type { Lao } from './rules.ts'

const plain = ({ code, name }: { code: string; name: string }): Place => ({ code, name })

export function provinces(cx: QueryContext): Place[] {
  return cx.geography.provinces().map(plain)
}

export function districts(cx: QueryContext, input: { provinceCode: string }): Place[] {
  return cx.geography.districtsOf(input.provinceCode).map(plain)
}

export function tambons(cx: QueryContext, input: { districtCode: string }): Place[] {
  return cx.geography.tambonsOf(input.districtCode).map(plain)
}

/**
 * The tambons an office works on: of its district, or those a field laptop carries; none for a province.
 *
 * @param officeId an office this file knows; the own one by default
 */
export function tambonsOfOffice(
  cx: Pick<QueryContext, 'db' | 'geography' | 'office'>,
  officeId?: string,
): Place[] {
  const row = cx.db
    .select({ profile: office.profile, districtCode: office.districtCode, tambonCodes: office.tambonCodes })
    .from(office)
    .where(eq(office.id, officeId ?? cx.office().id))
    .get()
  if (!row || row.districtCode === null) return []
  const all = cx.geography.tambonsOf(row.districtCode).map(plain)
  return row.profile === 'tambon' ? all.filter((tambon) => row.tambonCodes.includes(tambon.code)) : all
}

export function ownTambons(cx: QueryContext): (Place & { villages: number })[] {
  const rows = cx.db
    .select({ tambonCode: village.tambonCode })
    .from(village)
    .where(eq(village.officeId, cx.office().id))
    .all()
  return tambonsOfOffice(cx).map((tambon) => ({
    ...tambon,
    villages: rows.filter((row) => row.tambonCode === tambon.code).length,
  }))
}

/** Villages and communities in the order of tambon, kind and moo. */
export function villages(
  cx: QueryContext,
  input: { tambonCode: string | null; officeId?: string | undefined },
): VillageRow[] {
  const officeId = input.officeId ?? cx.office().id
  const rows = cx.db
    .select()
    .from(village)
    .where(
      input.tambonCode === null
        ? eq(village.officeId, officeId)
        : and(eq(village.officeId, officeId), eq(village.tambonCode, input.tambonCode)),
    )
    .orderBy(asc(village.tambonCode), asc(village.mooNo), asc(village.id))
    .all()
  const links = cx.db
    .select({ villageId: villageLao.villageId, name: lao.name })
    .from(villageLao)
    .innerJoin(lao, eq(lao.id, villageLao.laoId))
    .where(eq(villageLao.officeId, officeId))
    .orderBy(asc(lao.id))
    .all()
  const laoNames = new Map<string, string[]>()
  for (const link of links) laoNames.set(link.villageId, [...(laoNames.get(link.villageId) ?? []), link.name])
  return rows
    .map(({ officeId: _owner, ...row }) => ({
      ...row,
      tambonName: cx.geography.nameOf(row.tambonCode) ?? row.tambonCode,
      laoNames: laoNames.get(row.id) ?? [],
    }))
    .sort((a, b) => order(a) - order(b))
}

/** Villages of a tambon come before its communities; the sort is stable, the rest was ordered by the database. */
function order(row: { tambonCode: string; kind: 'village' | 'community' }): number {
  return Number(row.tambonCode) * 2 + (row.kind === 'community' ? 1 : 0)
}

export function laos(cx: QueryContext): (Lao & { villages: { villageId: string; part: boolean }[] })[] {
  const officeId = cx.office().id
  const links = cx.db
    .select()
    .from(villageLao)
    .where(eq(villageLao.officeId, officeId))
    .orderBy(asc(villageLao.id))
    .all()
  return cx.db
    .select({ id: lao.id, name: lao.name, laoType: lao.laoType, code: lao.code, example: lao.example })
    .from(lao)
    .where(eq(lao.officeId, officeId))
    .orderBy(asc(lao.id))
    .all()
    .map((row) => ({
      ...row,
      villages: links
        .filter((link) => link.laoId === row.id)
        .map(({ villageId, part }) => ({ villageId, part })),
    }))
}
