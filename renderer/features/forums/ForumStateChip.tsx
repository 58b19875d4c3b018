import { useTranslation } from 'react-i18next'
import type { ForumArea } from '../../../core/forums/contract.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'

/** Where an area stands with its forum: held, planned, past its window, not begun; says when a record is missing. */
export function ForumStateChip({
  area,
}: {
  area: Pick<ForumArea, 'state' | 'overdue' | 'forums' | 'lateDays'>
}) {
  const { t } = useTranslation()
  const held = area.forums.some((one) => one.state === 'held')
  if (area.overdue && !held) return <StatusChip status="late" label={t('forums.state.overdue')} />
  if (held)
    return (
      <StatusChip
        status="done"
        label={area.lateDays > 0 ? t('forums.state.heldLate') : t('forums.state.held')}
      />
    )
  const planned = area.forums.length > 0
  if (area.state === 'late')
    return <StatusChip status="late" label={t(planned ? 'forums.state.plannedLate' : 'forums.state.late')} />
  return (
    <StatusChip
      status={planned ? 'underWay' : 'notStarted'}
      label={t(planned ? 'forums.state.planned' : 'forums.state.none')}
    />
  )
}
