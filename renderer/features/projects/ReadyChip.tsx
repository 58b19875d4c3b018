import { useTranslation } from 'react-i18next'
import { StatusChip } from '../../ui/StatusChip.tsx'

/** How many of the papers asked for are there; nothing where none is asked for. */
export function ReadyChip({ percent }: { percent: number | null }) {
  const { t } = useTranslation()
  if (percent === null) return null
  if (percent === 100) return <StatusChip status="done" label={t('projects.ready.ready')} />
  return (
    <StatusChip
      status={percent === 0 ? 'notStarted' : 'underWay'}
      label={t('projects.ready.percent', { percent })}
    />
  )
}
