import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ClipboardCheck, Paperclip } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaperLine, ProjectPage } from '../../../core/projects/contract.ts'
import { documentFields } from '../../../core/projects/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { CertaintyNote } from '../../ui/CertaintyNote.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { DateField, SelectField, TextField } from '../../ui/Fields.tsx'
import { FilterSelect } from '../../ui/Filters.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Section } from '../../ui/Page.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'
import { Attachments } from '../attachments/Attachments.tsx'

const look = { have: 'done', asked: 'underWay', notNeeded: 'notStarted', missing: 'late' } as const
const states = ['have', 'asked', 'notNeeded', 'missing'] as const

/** Checklist of the papers that the budget source asks for: what is there, what is missing, the files of each (C20). */
export function PapersTab({ project }: { project: ProjectPage }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const table = useQuery(api.rules.table.queryOptions({ input: { id: 'project-documents' } }))
  const saveWorks = useCommand(client.projects.saveWorks)
  const saveDocument = useCommand(client.projects.saveDocument)
  const writeReadiness = useCommand(client.projects.writeReadiness)
  const [editing, setEditing] = useState<string | null>(null)
  const line = project.papers.find((paper) => paper.key === editing) ?? null
  const change = (paper: PaperLine, state: string) =>
    saveDocument.attempt({
      projectId: project.id,
      document: paper.key,
      state: state as (typeof states)[number],
      number: paper.number,
      dated: paper.dated,
      note: paper.note,
    })
  return (
    <>
      <CertaintyNote certainty={table.data?.certainty ?? null} />
      <Section
        title={t('projects.tab.papers')}
        help={
          project.budgetSource === ''
            ? t('projects.papersTab.noSource')
            : project.sourceKey === ''
              ? t('projects.papersTab.unknownSource', { source: project.budgetSource })
              : t('projects.papersTab.help', { source: project.budgetSource })
        }
        flush
        actions={
          <>
            <FilterSelect
              label={t('projects.works')}
              value={project.works === null ? 'guess' : project.works ? 'yes' : 'no'}
              width="17rem"
              options={[
                {
                  value: 'guess',
                  label: t('projects.works.guess', { kind: t(`projects.kind.${project.kind ?? 'unknown'}`) }),
                },
                { value: 'yes', label: t('projects.works.yes') },
                { value: 'no', label: t('projects.works.no') },
              ]}
              onChange={(next) => {
                if (project.own)
                  void saveWorks.attempt({
                    projectId: project.id,
                    works: next === 'guess' ? null : next === 'yes',
                  })
              }}
            />
            {project.own && project.percent !== null ? (
              <Button
                icon={ClipboardCheck}
                onClick={async () => {
                  const done = await writeReadiness.attempt({ projectId: project.id })
                  if (done.ok) notify(t('projects.readiness.written', { words: project.readinessWords }))
                }}
              >
                {t('projects.readiness.write')}
              </Button>
            ) : null}
          </>
        }
      >
        <Table<PaperLine>
          label={t('projects.tab.papers')}
          rows={project.papers}
          rowKey={(row) => row.key}
          rowTone={(row) => (row.state === 'missing' && row.asked ? 'late' : undefined)}
          empty={<EmptyState title={t('projects.papersTab.none')} text={t('projects.papersTab.none.what')} />}
          columns={[
            {
              key: 'name',
              title: t('projects.papersTab.paper'),
              rowHead: true,
              cell: (row) =>
                project.own ? (
                  <RowLink onOpen={() => setEditing(row.key)} hint={t('projects.papersTab.edit')}>
                    {row.name}
                  </RowLink>
                ) : (
                  row.name
                ),
            },
            {
              key: 'state',
              title: t('projects.papersTab.state'),
              width: '15rem',
              cell: (row) => (
                <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
                  <StatusChip status={look[row.state]} label={t(`projects.paper.${row.state}`)} />
                  {row.byProgram ? (
                    <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.84rem' }}>
                      {t('projects.papersTab.byProgram')}
                    </Box>
                  ) : row.asked ? null : (
                    <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.84rem' }}>
                      {t('projects.papersTab.besides')}
                    </Box>
                  )}
                </Box>
              ),
            },
            {
              key: 'detail',
              title: t('projects.papersTab.detail'),
              width: '18rem',
              cell: (row) =>
                [row.number, row.dated === null ? '' : formatDate(row.dated, 'short'), row.note]
                  .filter((part) => part !== '')
                  .join(' · '),
            },
            {
              key: 'files',
              title: t('attachments.title'),
              width: '10rem',
              cell: (row) =>
                project.own || row.files > 0 ? (
                  <Button
                    look="quiet"
                    icon={Paperclip}
                    label={t('projects.papersTab.filesOf', { name: row.name, count: row.files })}
                    onClick={async () => {
                      // files hang on the note of the paper: attaching says that it is there
                      if (row.documentId === null) {
                        const done = await change(row, 'have')
                        if (!done.ok) return
                      }
                      setEditing(row.key)
                    }}
                  >
                    {row.files === 0
                      ? t('attachments.add')
                      : t('projects.papersTab.files', { count: row.files })}
                  </Button>
                ) : (
                  ''
                ),
            },
          ]}
        />
      </Section>
      {line ? (
        <SheetDialog open onClose={() => setEditing(null)} title={line.name} width="md">
          {project.own ? (
            <Form
              key={`${line.key}-${line.documentId ?? ''}`}
              schema={documentFields}
              initial={{
                projectId: project.id,
                document: line.key,
                state: line.documentId === null && line.state === 'missing' ? ('have' as const) : line.state,
                number: line.number,
                dated: line.dated,
                note: line.note,
              }}
              submitLabel={t('common.save')}
              onCancel={() => setEditing(null)}
              onSubmit={async (fields) => {
                await saveDocument.run(fields)
                notify(t('common.saved'))
                if (line.documentId !== null || fields.state === 'missing') setEditing(null)
              }}
            >
              <Fields columns={2}>
                <SelectField
                  name="state"
                  label={t('projects.papersTab.state')}
                  options={states.map((state) => ({ value: state, label: t(`projects.paper.${state}`) }))}
                  required
                  autoFocus
                />
                <DateField name="dated" label={t('common.date')} />
                <TextField name="number" label={t('projects.papersTab.number')} />
                <TextField name="note" label={t('projects.papersTab.note')} />
              </Fields>
            </Form>
          ) : null}
          {line.documentId === null ? null : (
            <Box sx={{ mt: 2 }}>
              <Attachments
                subject={{ table: 'projectDocument', id: line.documentId }}
                readOnly={!project.own}
              />
            </Box>
          )}
        </SheetDialog>
      ) : null}
    </>
  )
}
