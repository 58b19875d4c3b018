import { useTranslation } from 'react-i18next'
import { type Status, StatusChip } from '../../ui/StatusChip.tsx'
import type { RowState } from './body-rows.ts'

const looks: Record<RowState, Status> = {
  review: 'late',
  missing: 'late',
  notSetUp: 'notStarted',
  current: 'done',
  closed: 'notStarted',
}

/** เป็นปัจจุบัน, ต้องทบทวน, ไม่มีคำสั่ง … */
export function BodyStateChip({ state }: { state: RowState }) {
  const { t } = useTranslation()
  return <StatusChip status={looks[state]} label={t(`bodies.state.${state}`)} />
}
