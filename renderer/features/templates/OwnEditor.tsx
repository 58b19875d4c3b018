import Box from '@mui/material/Box'
import { Save, Trash2 } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TemplateLine, TemplateVersion } from '../../../core/templates/contract.ts'
import { Button, Section } from '../../ui/index.ts'
import { OwnActions } from './OwnActions.tsx'
import { TemplateState } from './TemplateState.tsx'

type Actions = ComponentProps<typeof OwnActions>
type Props = Pick<Actions, 'kind' | 'dirty' | 'onVersion' | 'onReset' | 'onRead' | 'onFault'> & {
  name: string
  help: string
  detail: TemplateLine & { versions: readonly TemplateVersion[] }
  /** Something keeps it from being printed: it is not saved so. */
  wrong: boolean
  saving: boolean
  onSave: () => void
  /** Gives up what was not saved. */
  onDrop: () => void
  /** Beside the state: what only this editor has. */
  tools: ReactNode
  children: ReactNode
}

/** Frame of the editors of a template and of a wording: what is done with it above, how it stands below the title. */
export function OwnEditor({
  name,
  help,
  detail,
  wrong,
  saving,
  onSave,
  onDrop,
  tools,
  children,
  ...own
}: Props) {
  const { t } = useTranslation()
  return (
    <Section
      title={name}
      help={help}
      actions={
        <>
          <Button look="quiet" href="/office?tab=templates">
            {t('templates.all')}
          </Button>
          <OwnActions line={detail} versions={detail.versions} {...own} />
          <Button
            look="main"
            icon={Save}
            onClick={onSave}
            disabled={(!own.dirty && !detail.programChanged) || wrong}
            busy={saving}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <Box sx={{ display: 'flex', gap: 1.2, alignItems: 'center', flexWrap: 'wrap' }}>
        <TemplateState line={detail} />
        <Box role="status" sx={{ fontSize: '0.9rem', color: 'text.secondary' }}>
          {t(own.dirty ? 'templates.unsaved' : 'templates.asKept')}
        </Box>
        {own.dirty ? (
          <Button look="quiet" icon={Trash2} onClick={onDrop}>
            {t('templates.drop')}
          </Button>
        ) : null}
        {tools}
      </Box>
      {children}
    </Section>
  )
}
