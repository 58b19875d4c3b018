import type { LaoRow, VillageRow } from '../../../core/geography/contract.ts'
import { type CoverageProblem, coverageProblems } from '../../../core/geography/paste.ts'

export type Cover = 'whole' | 'part' | null
/** A village with what of it lies in which อปท. */
export type CoverageRow = {
  villageId: string
  mooNo: number | null
  name: string
  cover: Readonly<Record<string, Cover>>
  problem: CoverageProblem | null
}

/** The table villages × อปท. of a tambon, with what does not fit. */
export function coverageRows(villages: readonly VillageRow[], laos: readonly LaoRow[]): CoverageRow[] {
  const problems = new Map(coverageProblems(villages, laos).map((one) => [one.villageId, one]))
  return villages.map((village) => ({
    villageId: village.id,
    mooNo: village.mooNo,
    name: village.name,
    cover: Object.fromEntries(
      laos.flatMap((lao) => {
        const link = lao.villages.find((one) => one.villageId === village.id)
        return link ? [[lao.id, link.part ? ('part' as const) : ('whole' as const)]] : []
      }),
    ),
    problem: problems.get(village.id) ?? null,
  }))
}

/**
 * Which อปท. get a column: those that cover a village of the tambon, bear its name, or were asked for. อบจ. covers every
 * village and another agency none, so they get one only when asked.
 */
export function coverageColumns(
  laos: readonly LaoRow[],
  rows: readonly CoverageRow[],
  tambonName: string,
  asked: ReadonlySet<string>,
): LaoRow[] {
  return laos.filter(
    (lao) =>
      asked.has(lao.id) ||
      (lao.laoType !== 'PAO' &&
        lao.laoType !== 'AGENCY' &&
        (lao.name.endsWith(tambonName) || rows.some((row) => (row.cover[lao.id] ?? null) !== null))),
  )
}

/** The cells that a change of the table touched, as the command takes them. */
export function changedCells(
  before: readonly CoverageRow[],
  next: readonly CoverageRow[],
): { villageId: string; lao: string; cover: 'none' | 'part' | 'whole' }[] {
  const known = new Map(before.map((row) => [row.villageId, row.cover]))
  return next.flatMap((row) => {
    const old = known.get(row.villageId) ?? {}
    const ids = new Set([...Object.keys(old), ...Object.keys(row.cover)])
    return [...ids].flatMap((lao) => {
      const now = row.cover[lao] ?? null
      return now === (old[lao] ?? null)
        ? []
        : [{ villageId: row.villageId, lao, cover: now ?? ('none' as const) }]
    })
  })
}
