import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderLine, OrderStanding } from '../../../core/orders/contract.ts'
import type { Status } from '../../ui/StatusChip.tsx'

export const standings = ['draft', 'inForce', 'signed', 'past', 'annulled'] as const satisfies OrderStanding[]

export const standingLooks: Record<OrderStanding, Status> = {
  draft: 'underWay',
  inForce: 'done',
  signed: 'done',
  past: 'notStarted',
  annulled: 'notStarted',
}

/** 12/2565, เว้นไว้/2565; nothing for a draft. */
export function useNumberWords(): (order: Pick<OrderLine, 'state' | 'number' | 'numberYear'>) => string {
  const { t } = useTranslation()
  return useCallback(
    ({ state, number, numberYear: year }) => {
      if (state === 'draft' || year === null) return ''
      return number === null ? t('orders.number.blank', { year }) : t('orders.number', { number, year })
    },
    [t],
  )
}
