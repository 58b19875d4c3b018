import { useTranslation } from 'react-i18next'
import type { PledgeState } from '../../../core/activities/rules.ts'
import { type Status, StatusChip } from '../../ui/index.ts'

const looks: Record<PledgeState, Status> = {
  promised: 'notStarted',
  partly: 'underWay',
  received: 'done',
  overdue: 'late',
  withdrawn: 'notStarted',
}

export function PledgeChip({ state }: { state: PledgeState }) {
  const { t } = useTranslation()
  return <StatusChip status={looks[state]} label={t(`activities.pledge.state.${state}`)} />
}
