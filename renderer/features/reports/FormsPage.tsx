import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { CopyPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { line } from '../../../core/kernel/fields.ts'
import type { ReportFormLine } from '../../../core/reports/contract.ts'
import { api, client } from '../../app/client.ts'
import { useGo } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import {
  Button,
  CertaintyNote,
  Fields,
  Form,
  Page,
  Query,
  Section,
  SheetDialog,
  StatusChip,
  Table,
  TextField,
  Thai,
} from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'

/** แบบรายงาน: the forms of the report as data, so that the enclosure of this year's letter is matched without code. */
export default function FormsPage() {
  const { t } = useTranslation()
  const go = useGo()
  const forms = useQuery(api.reports.forms.queryOptions())
  const [copying, setCopying] = useState<ReportFormLine | null>(null)
  return (
    <Page
      title={t('reports.forms.title')}
      help={t('reports.forms.help')}
      back={{ href: '/reports', label: t('reports.page.back') }}
    >
      <CertaintyNote certainty={forms.data?.find((form) => form.state !== 'own')?.certainty ?? null} />
      <Section flush>
        <Query of={forms}>
          {(rows) => (
            <ArrowRows>
              <Table<ReportFormLine>
                label={t('reports.forms.title')}
                rows={rows}
                rowKey={(form) => form.key}
                columns={[
                  {
                    key: 'name',
                    title: t('common.name'),
                    rowHead: true,
                    width: '38%',
                    cell: (form) => (
                      <RowLink onOpen={() => go(`/reports/forms/${form.key}`)}>{form.name}</RowLink>
                    ),
                  },
                  {
                    key: 'source',
                    title: t('reports.forms.source'),
                    cell: (form) => (
                      <>
                        <Thai text={form.source} />
                        {form.note === '' ? null : (
                          <Box sx={{ color: 'text.secondary', fontSize: '0.88rem' }}>
                            <Thai text={form.note} />
                          </Box>
                        )}
                      </>
                    ),
                  },
                  {
                    key: 'state',
                    title: t('common.state'),
                    nowrap: true,
                    width: '9rem',
                    cell: (form) => (
                      <StatusChip
                        status={form.broken ? 'late' : form.state === 'program' ? 'notStarted' : 'done'}
                        label={t(form.broken ? 'reports.forms.broken' : `reports.forms.state.${form.state}`)}
                      />
                    ),
                  },
                  {
                    key: 'do',
                    title: '',
                    align: 'right',
                    nowrap: true,
                    width: '9rem',
                    cell: (form) => (
                      <Button
                        look="quiet"
                        icon={CopyPlus}
                        label={t('reports.forms.copy.of', { name: form.name })}
                        onClick={() => setCopying(form)}
                      >
                        {t('reports.forms.copy')}
                      </Button>
                    ),
                  },
                ]}
              />
            </ArrowRows>
          )}
        </Query>
      </Section>
      {copying ? <CopyDialog from={copying} onClose={() => setCopying(null)} /> : null}
    </Page>
  )
}

const copyForm = z.object({ name: line(120) })

function CopyDialog({ from, onClose }: { from: ReportFormLine; onClose: () => void }) {
  const { t } = useTranslation()
  const go = useGo()
  const create = useCommand(client.reports.createForm)
  return (
    <SheetDialog open onClose={onClose} title={t('reports.forms.copy.title')} width="sm">
      <p>{t('reports.forms.copy.help', { name: from.name })}</p>
      <Form
        schema={copyForm}
        initial={{ name: '' }}
        submitLabel={t('reports.forms.copy.do')}
        onCancel={onClose}
        onSubmit={async ({ name }) => {
          const { key } = await create.run({ fromKey: from.key, name })
          onClose()
          go(`/reports/forms/${key}`)
        }}
      >
        <Fields columns={1}>
          <TextField name="name" label={t('reports.forms.name')} required autoFocus />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
