import { useTranslation } from 'react-i18next'
import type { TemplateLine } from '../../../core/templates/contract.ts'
import { StatusChip } from '../../ui/index.ts'

/** The program's, the office's own, or one that must be mended first. */
export function TemplateState({ line }: { line: Pick<TemplateLine, 'state' | 'broken' | 'programChanged'> }) {
  const { t } = useTranslation()
  if (line.broken) return <StatusChip status="late" label={t('templates.state.broken')} />
  if (line.state === 'program') return <>{t('templates.state.program')}</>
  return (
    <StatusChip
      status={line.programChanged ? 'underWay' : 'done'}
      label={t(line.programChanged ? 'templates.state.programChanged' : 'templates.state.changed')}
    />
  )
}
