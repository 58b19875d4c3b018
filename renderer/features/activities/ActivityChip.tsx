import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Activity, Timing } from '../../../core/activities/contract.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { AppLink, StatusChip, Thai } from '../../ui/index.ts'

/** Held in time, late by so many days, planned, or waiting for somebody to say how it went. */
export function ActivityChip({
  activity,
}: {
  activity: Pick<Activity, 'state' | 'awaitsResult' | 'timing'>
}) {
  const { t } = useTranslation()
  if (activity.awaitsResult) return <StatusChip status="late" label={t('activities.state.awaits')} />
  if (activity.state === 'planned')
    return <StatusChip status="underWay" label={t('activities.state.planned')} />
  const late = activity.timing?.lateDays ?? 0
  if (late > 0)
    return <StatusChip status="late" label={t('activities.late', { count: formatNumber(late) })} />
  return (
    <StatusChip
      status="done"
      label={t(activity.timing ? 'activities.state.inTime' : 'activities.state.held')}
    />
  )
}

/** The same was recorded once more: said, never refused; with a door to the other record. */
export function TwinRemark({ activity }: { activity: Pick<Activity, 'twinId' | 'kind' | 'editionFy'> }) {
  const { t } = useTranslation()
  if (activity.twinId === null) return null
  const { kind, editionFy, twinId } = activity
  return (
    <Remark>
      {t('activities.twin')}{' '}
      <AppLink href={`/activities?kind=${kind}&edition=${editionFy}&id=${twinId}`}>
        {t('activities.twin.open')}
      </AppLink>
    </Remark>
  )
}

/** Said, not refused. */
export function Remark({ children }: { children: ReactNode }) {
  return (
    <Box
      role="status"
      sx={(theme) => ({
        px: 1,
        py: 0.3,
        my: 0.4,
        borderRadius: 1,
        fontSize: '0.9rem',
        bgcolor: theme.tokens.warningTint,
        color: theme.tokens.warning,
      })}
    >
      {typeof children === 'string' ? <Thai text={children} /> : children}
    </Box>
  )
}

/** By when it was due, and how late it is: said, never refused (PEERS.md §1.2). */
export function LateWords({ timing }: { timing: Timing }) {
  const { t } = useTranslation()
  const due = formatDate(timing.dueOn, 'short')
  return (
    <Box component="span" sx={timing.lateDays > 0 ? { color: 'error.main' } : { color: 'text.secondary' }}>
      {timing.lateDays > 0
        ? t('activities.lateOf', { count: formatNumber(timing.lateDays), due })
        : t('activities.dueOn', { due })}
    </Box>
  )
}
