import { and, asc, desc, eq, lte } from 'drizzle-orm'
import { lao, office, village, villageFigure, villageLao } from '../../db/schema.ts'
import type { QueryContext } from '../kernel/context.ts'
import { Fault } from '../kernel/fault.ts'
import { headsToday } from '../people/holders.ts'
import type { AreaProfile, FigureRow, LaoRow, Place, VillageRow } from './contract.ts'
import type { FigureFields } from './rules.ts'

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
  const years = new Map(
    cx.db
      .select({ villageId: villageFigure.villageId, year: villageFigure.year })
      .from(villageFigure)
      .where(eq(villageFigure.officeId, officeId))
      .orderBy(asc(villageFigure.year))
      .all()
      .map((row) => [row.villageId, row.year]),
  )
  const heads = headsToday(cx, officeId)
  const laoNames = new Map<string, string[]>()
  for (const link of links) laoNames.set(link.villageId, [...(laoNames.get(link.villageId) ?? []), link.name])
  return rows
    .map(({ officeId: _owner, ...row }) => ({
      ...row,
      headmanName: heads.nameOf(row),
      tambonName: cx.geography.nameOf(row.tambonCode) ?? row.tambonCode,
      laoNames: laoNames.get(row.id) ?? [],
      figureYear: years.get(row.id) ?? null,
    }))
    .sort((a, b) => order(a) - order(b))
}

/** Villages of a tambon come before its communities; the sort is stable, the rest was ordered by the database. */
function order(row: { tambonCode: string; kind: 'village' | 'community' }): number {
  return Number(row.tambonCode) * 2 + (row.kind === 'community' ? 1 : 0)
}

export function laos(cx: QueryContext, input?: { officeId?: string | undefined }): LaoRow[] {
  const officeId = input?.officeId ?? cx.office().id
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

/** Years (พ.ศ.) of which the office has figures, newest first. */
export function figureYears(cx: QueryContext): number[] {
  return cx.db
    .selectDistinct({ year: villageFigure.year })
    .from(villageFigure)
    .where(eq(villageFigure.officeId, cx.office().id))
    .orderBy(desc(villageFigure.year))
    .all()
    .map((row) => row.year)
}

type FigureOf = FigureFields & { villageId: string }

/** Figures not newer than a year by village, newest first. */
function figuresUntil(cx: QueryContext, officeId: string, year: number | undefined): Map<string, FigureOf[]> {
  const rows = cx.db
    .select({
      villageId: villageFigure.villageId,
      year: villageFigure.year,
      population: villageFigure.population,
      male: villageFigure.male,
      female: villageFigure.female,
      households: villageFigure.households,
      source: villageFigure.source,
    })
    .from(villageFigure)
    .where(
      and(
        eq(villageFigure.officeId, officeId),
        year === undefined ? undefined : lte(villageFigure.year, year),
      ),
    )
    .orderBy(desc(villageFigure.year))
    .all()
  const byVillage = new Map<string, FigureOf[]>()
  for (const row of rows) byVillage.set(row.villageId, [...(byVillage.get(row.villageId) ?? []), row])
  return byVillage
}

/** Villages and communities with their figures of a year, beside those of the last year before. */
export function figures(
  cx: QueryContext,
  input: { tambonCode: string | null; year: number; officeId?: string | undefined },
): FigureRow[] {
  const known = figuresUntil(cx, input.officeId ?? cx.office().id, input.year)
  const plainFigure = ({ villageId: _villageId, ...figure }: FigureOf): FigureFields => figure
  return villages(cx, input).map((row) => {
    const own = known.get(row.id) ?? []
    const now = own.find((figure) => figure.year === input.year)
    const before = own.find((figure) => figure.year < input.year)
    return {
      villageId: row.id,
      tambonCode: row.tambonCode,
      tambonName: row.tambonName,
      kind: row.kind,
      mooNo: row.mooNo,
      name: row.name,
      figure: now ? plainFigure(now) : null,
      before: before ? plainFigure(before) : null,
    }
  })
}

/**
 * General information of a village or a tambon. A tambon is the sum of its villages in the newest year that any of them
 * has figures of; `counted` says how many of them are in it. Where there are no figures by year at all, what stands in
 * the list of villages counts, its year unknown.
 *
 * @throws Fault record.notFound
 */
export function profile(
  cx: QueryContext,
  input: {
    villageId: string | null
    tambonCode: string | null
    year?: number | undefined
    officeId?: string | undefined
  },
): AreaProfile {
  const officeId = input.officeId ?? cx.office().id
  const rows = villages(cx, { tambonCode: input.tambonCode, officeId }).filter(
    (row) => input.villageId === null || row.id === input.villageId,
  )
  const only = input.villageId === null ? null : rows[0]
  if (only === undefined) throw new Fault('record.notFound', { kind: 'village', id: input.villageId ?? '' })
  const known = figuresUntil(cx, officeId, input.year)
  const own = rows.flatMap((row) => known.get(row.id) ?? [])
  const year = own.reduce<number | null>((newest, one) => Math.max(newest ?? 0, one.year), null)
  const counted =
    year === null
      ? rows
          .filter((row) => row.population !== null || row.households !== null)
          .map(({ population, households }) => ({
            population,
            households,
            male: null,
            female: null,
            source: '',
          }))
      : own.filter((one) => one.year === year)
  const sum = (key: 'population' | 'male' | 'female' | 'households') =>
    // a sum over some of the villages only would look like that of all
    counted.length === 0 || counted.some((one) => one[key] === null)
      ? null
      : counted.reduce((total, one) => total + (one[key] ?? 0), 0)
  const sources = [...new Set(counted.map((one) => one.source).filter((source) => source !== ''))]
  return {
    population: sum('population'),
    male: sum('male'),
    female: sum('female'),
    households: sum('households'),
    year,
    source: sources.join(', '),
    counted: counted.length,
    expected: rows.length,
    headman: only?.headmanName ?? '',
    laos: laosOf(cx, officeId, new Set(rows.map((row) => row.id))),
  }
}

/** อปท. in which villages lie; part = not the whole of all of them. */
function laosOf(
  cx: QueryContext,
  officeId: string,
  villageIds: ReadonlySet<string>,
): { name: string; part: boolean }[] {
  const links = cx.db
    .select({ name: lao.name, villageId: villageLao.villageId, part: villageLao.part })
    .from(villageLao)
    .innerJoin(lao, eq(lao.id, villageLao.laoId))
    .where(eq(villageLao.officeId, officeId))
    .orderBy(asc(lao.id))
    .all()
    .filter((link) => villageIds.has(link.villageId))
  const byName = new Map<string, { whole: number }>()
  for (const { name, part } of links)
    byName.set(name, { whole: (byName.get(name)?.whole ?? 0) + (part ? 0 : 1) })
  return [...byName].map(([name, { whole }]) => ({ name, part: whole < villageIds.size }))
}
