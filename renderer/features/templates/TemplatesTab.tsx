import { useQuery } from '@tanstack/react-query'
import { FolderInput } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/client.ts'
import { formatMoment } from '../../app/format.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { AppLink, Button, FaultBar, ProgressDialog, Query, Section, Table } from '../../ui/index.ts'
import { TemplateEditor } from './TemplateEditor.tsx'
import { TemplateState } from './TemplateState.tsx'
import { useTakeIn } from './use-files.ts'
import { WordingEditor } from './WordingEditor.tsx'

/** The office's own templates of papers and its wording (C16, C23). */
export function TemplatesTab() {
  const { t } = useTranslation()
  const [template] = useQueryParam('template')
  const [wording] = useQueryParam('wording')
  const list = useQuery(api.templates.list.queryOptions())
  const names = useQuery(api.templates.names.queryOptions())
  const [fault, setFault] = useState<unknown>(null)
  const file = useTakeIn(setFault)
  if (template !== null) return <TemplateEditor key={template} id={template} />
  if (wording !== null) return <WordingEditor key={wording} id={wording} />
  const head = {
    state: { key: 'state', title: t('common.state'), nowrap: true },
    at: { key: 'at', title: t('templates.at'), nowrap: true },
    by: { key: 'by', title: t('templates.by') },
  }
  return (
    <>
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <Query of={names}>
        {(named) => (
          <Query of={list}>
            {(data) => (
              <>
                <Section
                  title={t('templates.papers')}
                  help={t('templates.help')}
                  flush
                  actions={
                    <Button icon={FolderInput} onClick={file.pick} busy={file.task.running}>
                      {t('templates.takeIn')}
                    </Button>
                  }
                >
                  <Table
                    label={t('templates.papers')}
                    rows={data.papers}
                    rowKey={(row) => row.id}
                    columns={[
                      {
                        key: 'name',
                        title: t('templates.paper'),
                        rowHead: true,
                        cell: (row) => (
                          <AppLink href={`/office?tab=templates&template=${row.id}`}>
                            {named.papers[row.id] ?? row.id}
                          </AppLink>
                        ),
                      },
                      { ...head.state, cell: (row) => <TemplateState line={row} /> },
                      { ...head.at, cell: (row) => (row.at === '' ? '' : formatMoment(row.at)) },
                      { ...head.by, cell: (row) => row.by },
                    ]}
                  />
                </Section>
                <Section title={t('templates.wordings')} help={t('templates.wordings.help')} flush>
                  <Table
                    label={t('templates.wordings')}
                    rows={data.wordings}
                    rowKey={(row) => row.id}
                    columns={[
                      {
                        key: 'name',
                        title: t('templates.wording'),
                        rowHead: true,
                        cell: (row) => (
                          <AppLink href={`/office?tab=templates&wording=${row.id}`}>
                            {named.wordings[row.id] ?? row.id}
                          </AppLink>
                        ),
                      },
                      { ...head.state, cell: (row) => <TemplateState line={row} /> },
                      {
                        key: 'changed',
                        title: t('templates.changedTexts'),
                        align: 'right',
                        cell: (row) => (row.changed === 0 ? '' : row.changed),
                      },
                      { ...head.at, cell: (row) => (row.at === '' ? '' : formatMoment(row.at)) },
                      { ...head.by, cell: (row) => row.by },
                    ]}
                  />
                </Section>
              </>
            )}
          </Query>
        )}
      </Query>
      <ProgressDialog task={file.task} title={t('templates.progress.takeIn')} />
    </>
  )
}
