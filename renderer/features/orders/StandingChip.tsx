import { useTranslation } from 'react-i18next'
import type { OrderStanding } from '../../../core/orders/contract.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { standingLooks } from './order-words.ts'

/** ร่าง, ใช้บังคับ, ถูกแทนที่แล้ว … */
export function StandingChip({ standing }: { standing: OrderStanding }) {
  const { t } = useTranslation()
  return <StatusChip status={standingLooks[standing]} label={t(`orders.standing.${standing}`)} />
}
