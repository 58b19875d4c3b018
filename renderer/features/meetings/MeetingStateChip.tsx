import { useTranslation } from 'react-i18next'
import type { MeetingLine } from '../../../core/meetings/contract.ts'
import type { MeetingState } from '../../../core/meetings/rules.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'

/** Called for, held, record complete; late where the day has gone by and nobody said that it took place. */
export function MeetingStateChip({ state, overdue = false }: { state: MeetingState; overdue?: boolean }) {
  const { t } = useTranslation()
  if (overdue) return <StatusChip status="late" label={t('meetings.state.overdue')} />
  const status = ({ planned: 'notStarted', held: 'underWay', closed: 'done' } as const)[state]
  return <StatusChip status={status} label={t(`meetings.state.${state}`)} />
}

/** Where the minutes of a meeting stand; several sets are counted. */
export function MinutesChip({ state, minutes }: Pick<MeetingLine, 'state' | 'minutes'>) {
  const { t } = useTranslation()
  const { expected, signed, certified } = minutes
  if (state === 'planned') return <>–</>
  if (certified >= expected && expected > 0)
    return <StatusChip status="done" label={t('meetings.minutes.certified')} />
  const of = (key: string, count: number) =>
    expected > 1 ? t('meetings.minutes.some', { what: t(key), count, of: expected }) : t(key)
  if (signed > 0) return <StatusChip status="underWay" label={of('meetings.minutes.signed', signed)} />
  return <StatusChip status="notStarted" label={t('meetings.minutes.none')} />
}
