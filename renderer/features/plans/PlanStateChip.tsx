import { useTranslation } from 'react-i18next'
import type { PlanState } from '../../../core/plans/rules.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'

/** State of a plan, or that it was not begun. */
export function PlanStateChip({ state }: { state: PlanState | null }) {
  const { t } = useTranslation()
  const status = state === 'adopted' ? 'done' : state === null ? 'notStarted' : 'underWay'
  return <StatusChip status={status} label={t(`plans.state.${state ?? 'none'}`)} />
}
