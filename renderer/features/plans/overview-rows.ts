import type { VillageRow } from '../../../core/geography/contract.ts'
import type { PlanLine } from '../../../core/plans/contract.ts'
import type { PlanLevel } from '../../../core/plans/rules.ts'
import { searchKey } from '../../../core/thai/text.ts'

/** The levels the district makes, lowest first, then the lists it co-ordinates with (DOMAIN.md §1.2). */
export const workLevels = [
  'village',
  'tambon',
  'district',
  'needs',
  'local',
] as const satisfies readonly PlanLevel[]
export type WorkLevel = (typeof workLevels)[number]

/** One area of a level with its newest plan, or none yet. */
export type AreaRow = {
  areaKey: string
  areaName: string
  tambonCode: string | null
  plan: PlanLine | null
  editions: number
}

export type Places = {
  villages: readonly VillageRow[]
  tambons: readonly { code: string; name: string }[]
  /** อปท. and agencies whose plans are lists to co-ordinate with. */
  laos: readonly { id: string; name: string }[]
  districtCode: string | null
  districtName: string | null
  /** How an area is written: `บ้านนอกท่า หมู่ที่ 3`, `ตำบลพรหมโลก`, `อำเภอพรหมคีรี`. */
  words: {
    village: (village: VillageRow) => string
    tambon: (name: string) => string
    district: (name: string) => string
  }
}

/**
 * Every area that should have a plan of this level, those still to be done first: without a plan, then not adopted,
 * then adopted; within each in the order of the areas.
 */
export function areaRows(level: WorkLevel, places: Places, plans: readonly PlanLine[]): AreaRow[] {
  const areas = areasOf(level, places)
  return areas
    .map((area, at) => {
      const own = plans.filter((plan) => plan.level === level && plan.areaKey === area.areaKey)
      return { ...area, plan: newest(own), editions: own.length, at }
    })
    .sort((a, b) => workOrder(a.plan) - workOrder(b.plan) || a.at - b.at)
    .map(({ at: _, ...row }) => row)
}

/** The plan in hand: an unfinished edition before an adopted one, then the highest number. */
export function newest(plans: readonly PlanLine[]): PlanLine | null {
  const [first] = [...plans].sort(
    (a, b) =>
      Number(a.state === 'adopted') - Number(b.state === 'adopted') ||
      b.editionNo - a.editionNo ||
      (a.id < b.id ? 1 : -1),
  )
  return first ?? null
}

/** Narrows by tambon and by what is typed. */
export function filterAreas(rows: readonly AreaRow[], tambonCode: string | null, text: string): AreaRow[] {
  const wanted = searchKey(text)
  return rows.filter(
    (row) =>
      (tambonCode === null || row.tambonCode === null || row.tambonCode === tambonCode) &&
      (wanted === '' || searchKey(row.areaName).includes(wanted)),
  )
}

function areasOf(level: WorkLevel, places: Places): Omit<AreaRow, 'plan' | 'editions'>[] {
  if (level === 'village') {
    return places.villages.map((village) => ({
      areaKey: village.id,
      areaName: places.words.village(village),
      tambonCode: village.tambonCode,
    }))
  }
  if (level === 'tambon') {
    return places.tambons.map((tambon) => ({
      areaKey: tambon.code,
      areaName: places.words.tambon(tambon.name),
      tambonCode: tambon.code,
    }))
  }
  if (level === 'local') {
    return places.laos.map((lao) => ({ areaKey: lao.id, areaName: lao.name, tambonCode: null }))
  }
  if (places.districtCode === null) return []
  return [
    {
      areaKey: places.districtCode,
      areaName: places.words.district(places.districtName ?? ''),
      tambonCode: null,
    },
  ]
}

function workOrder(plan: PlanLine | null): number {
  if (plan === null) return 0
  return plan.state === 'adopted' ? 2 : 1
}
