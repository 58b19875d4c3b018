import Box from '@mui/material/Box'
import { FolderInput, FolderOutput, History, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TemplateFile, TemplateLine, TemplateVersion } from '../../../core/templates/contract.ts'
import { client } from '../../app/client.ts'
import { formatMoment } from '../../app/format.ts'
import { useTask } from '../../app/task.ts'
import { Button, EmptyState, ProgressDialog, SheetDialog, Table } from '../../ui/index.ts'
import { useHandOver } from '../../ui/PaperView.tsx'
import { useTakeIn } from './use-files.ts'

/** Versions, the program's again, files for other offices: what templates and wordings have in common. */
export function OwnActions({
  kind,
  line,
  versions,
  dirty,
  onVersion,
  onReset,
  onRead,
  onFault,
}: {
  kind: 'template' | 'wording'
  line: TemplateLine
  versions: readonly TemplateVersion[]
  dirty: boolean
  onVersion: (version: TemplateVersion) => void
  onReset: () => void
  onRead: (file: TemplateFile) => void
  onFault: (fault: unknown) => void
}) {
  const { t } = useTranslation()
  const [showing, setShowing] = useState(false)
  const out = useTask(client.templates.handOut)
  const handOver = useHandOver()
  const file = useTakeIn(onFault, onRead)
  const handOut = async () => {
    const made = await out.attempt({ kind, id: line.id })
    if (made.ok) await handOver(made.value)
  }
  return (
    <>
      <Button look="quiet" icon={FolderInput} onClick={file.pick} busy={file.task.running}>
        {t('templates.takeIn.short')}
      </Button>
      <Button
        look="quiet"
        icon={FolderOutput}
        onClick={() => void handOut()}
        disabled={dirty}
        busy={out.running}
      >
        {t('templates.handOut.short')}
      </Button>
      <Button look="quiet" icon={History} onClick={() => setShowing(true)}>
        {t('templates.versions')}
      </Button>
      {line.state === 'program' ? null : (
        <Button icon={Undo2} onClick={onReset}>
          {t('templates.reset')}
        </Button>
      )}
      <ProgressDialog task={out} title={t('templates.progress.handOut')} />
      <ProgressDialog task={file.task} title={t('templates.progress.takeIn')} />
      <SheetDialog
        open={showing}
        width="sm"
        onClose={() => setShowing(false)}
        actions={<Button onClick={() => setShowing(false)}>{t('common.close')}</Button>}
        title={t('templates.versions')}
      >
        {versions.length === 0 ? (
          <EmptyState title={t('templates.versions.none')} text={t('templates.versions.none.text')} />
        ) : (
          <>
            <Box sx={{ mb: 1, color: 'text.secondary' }}>{t('templates.versions.help')}</Box>
            <Table
              label={t('templates.versions')}
              rows={[...versions]}
              rowKey={(row) => String(row.n)}
              columns={[
                { key: 'at', title: t('templates.at'), rowHead: true, cell: (row) => formatMoment(row.at) },
                { key: 'by', title: t('templates.by'), cell: (row) => row.by },
                {
                  key: 'take',
                  title: '',
                  align: 'right',
                  cell: (row) => (
                    <Button
                      look="quiet"
                      label={t('templates.versions.take.label', { at: formatMoment(row.at) })}
                      onClick={() => {
                        setShowing(false)
                        onVersion(row)
                      }}
                    >
                      {t('templates.versions.take')}
                    </Button>
                  ),
                },
              ]}
            />
          </>
        )}
      </SheetDialog>
    </>
  )
}
