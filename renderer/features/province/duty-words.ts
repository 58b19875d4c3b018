import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BoardDuty, BoardLine } from '../../../core/province/contract.ts'
import { api } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import type { Status } from '../../ui/index.ts'
import { districtHref } from './use-mirror.ts'

/** Signs of the four states of timeliness; the words stand beside them. */
export const timingLooks: Record<BoardDuty['state'], Status> = {
  onTime: 'done',
  late: 'underWay',
  missing: 'late',
  notDue: 'notStarted',
}
export const stateLooks: Record<BoardLine['state'], Status> = {
  missing: 'notStarted',
  late: 'underWay',
  received: 'underWay',
  accepted: 'done',
  returned: 'late',
}

/** `onTime` ทัน · `late` ช้า n วัน · `missing` ขาด n วัน · `notDue` ยังไม่ถึงกำหนด: short words of a cell. */
export function useTimingWords(): (of: { state: BoardDuty['state']; lateDays: number }) => string {
  const { t } = useTranslation()
  return ({ state, lateDays }) => t(`province.timing.${state}`, { count: formatNumber(lateDays) })
}

/** Where the records of a duty stand: the list of the district that it is counted from (resources/rules/district-duties). */
export function useDutyHref(planFy: number): (districtCode: string, duty: string) => string {
  const rules = useQuery(api.rules.table.queryOptions({ input: { id: 'district-duties' } }))
  return (districtCode, duty) => {
    const rule = rules.data?.items.find((item) => item.key === duty)
    const tab = { plans: 'plans', orders: 'orders', activities: 'activities', report: 'reports' }[
      String(rule?.counts)
    ]
    return `${districtHref(districtCode, tab ?? 'overview')}&planFy=${planFy}${tab === 'plans' ? `&level=${String(rule?.what)}` : ''}`
  }
}
