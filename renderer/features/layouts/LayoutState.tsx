import { useTranslation } from 'react-i18next'
import type { LayoutLine } from '../../../core/layouts/contract.ts'
import { StatusChip } from '../../ui/index.ts'

/** The program's, changed, the office's own, or one that must be mended. */
export function LayoutState({ line }: { line: Pick<LayoutLine, 'state' | 'broken'> }) {
  const { t } = useTranslation()
  if (line.broken) return <StatusChip status="late" label={t('layouts.state.broken')} />
  if (line.state === 'program') return <>{t('layouts.state.program')}</>
  return (
    <StatusChip
      status={line.state === 'own' ? 'done' : 'underWay'}
      label={t(`layouts.state.${line.state}`)}
    />
  )
}
