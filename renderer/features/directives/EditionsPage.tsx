import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { BookPlus, Library, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EditionLine } from '../../../core/directives/contract.ts'
import { editionFields } from '../../../core/directives/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  CertaintyNote,
  DateField,
  EmptyState,
  Fields,
  FiscalYearField,
  Form,
  Page,
  Query,
  Section,
  SheetDialog,
  StatusChip,
  TextArea,
  TextField,
  useConfirm,
} from '../../ui/index.ts'
import { Attachments } from '../attachments/Attachments.tsx'
import { DirectiveTabs } from './DirectiveTabs.tsx'

/** Editions of the guideline: which sets the calendar of which plans, with its files to read offline (C1). */
export default function EditionsPage() {
  const { t } = useTranslation()
  const editions = useQuery(api.directives.editions.queryOptions())
  const rule = useQuery(api.rules.table.queryOptions({ input: { id: 'guideline' } }))
  const [editing, setEditing] = useState<EditionLine | 'new' | null>(null)
  const guideline = rule.data?.items[0]
  const after = Number(guideline?.planYearsAfterEdition ?? 2)
  const add = (
    <Button look="main" icon={BookPlus} onClick={() => setEditing('new')}>
      {t('directives.edition.add')}
    </Button>
  )
  return (
    <Page title={t('directives.tab.editions')} help={t('directives.edition.help')} actions={add}>
      <DirectiveTabs value="editions" />
      <CertaintyNote
        certainty={guideline === undefined ? null : String(guideline.certainty ?? rule.data?.certainty ?? '')}
        source={String(guideline?.source ?? '')}
      />
      <Query of={editions}>
        {(rows) =>
          rows.length === 0 ? (
            <Section>
              <EmptyState
                icon={Library}
                title={t('directives.edition.empty')}
                text={t('directives.edition.empty.text')}
                action={add}
              />
            </Section>
          ) : (
            rows.map((row) => <Edition key={row.id} row={row} after={after} onEdit={() => setEditing(row)} />)
          )
        }
      </Query>
      {editing === null ? null : (
        <EditionDialog
          row={editing === 'new' ? null : editing}
          after={after}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  )
}

function Edition({ row, after, onEdit }: { row: EditionLine; after: number; onEdit: () => void }) {
  const { t } = useTranslation()
  const confirm = useConfirm()
  const { notify } = useNotice()
  const remove = useCommand(client.directives.removeEdition)
  const drop = async () => {
    const yes = await confirm({
      title: t('directives.edition.remove'),
      text: t('directives.edition.remove.text', { year: row.editionFy, files: row.files }),
      confirm: t('common.remove'),
      danger: true,
    })
    if (yes && (await remove.attempt({ id: row.id })).ok) notify(t('directives.edition.removed'))
  }
  const remarks = [
    ...(row.planFy === row.editionFy + after
      ? []
      : [t('directives.edition.unusual', { year: row.editionFy + after })]),
    ...row.otherPlanFys.map((year) => t('directives.edition.otherPlan', { year })),
  ]
  return (
    <Section
      title={t('directives.edition.of', { edition: row.editionFy, plan: row.planFy })}
      help={row.title}
      actions={
        <>
          <Button onClick={onEdit}>{t('common.edit')}</Button>
          {row.directives.length === 0 ? (
            <Button look="danger" icon={Trash2} onClick={() => void drop()}>
              {t('common.remove')}
            </Button>
          ) : null}
        </>
      }
    >
      {remarks.map((text) => (
        <Box key={text} sx={{ mb: 0.8 }}>
          <StatusChip status="late" label={text} />
        </Box>
      ))}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 0.4, mb: 1, fontSize: '0.93rem' }}>
        <span>
          {t('directives.receivedOn')} {formatDate(row.receivedOn)}
        </span>
        {row.source === '' ? null : (
          <span>
            {t('directives.edition.source')} {row.source}
          </span>
        )}
        {row.directives.map((one) => (
          <AppLink key={one.id} href={`/directives/${one.id}`}>
            {one.name}
            {one.state === 'expected' ? ` (${t('directives.expected')})` : ''}
          </AppLink>
        ))}
      </Box>
      {row.note === '' ? null : <Box sx={{ whiteSpace: 'pre-wrap', mb: 1 }}>{row.note}</Box>}
      <Attachments subject={{ table: 'guidelineEdition', id: row.id }} compact />
    </Section>
  )
}

function EditionDialog({
  row,
  after,
  onClose,
}: {
  row: EditionLine | null
  after: number
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { office } = useOffice()
  const save = useCommand(client.directives.saveEdition)
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={row === null ? t('directives.edition.add') : t('directives.edition.edit')}
    >
      <Form
        schema={editionFields}
        initial={{
          editionFy: row?.editionFy ?? Number.NaN,
          planFy: row?.planFy ?? Number.NaN,
          title: row?.title ?? '',
          receivedOn: row?.receivedOn ?? null,
          source: row?.source ?? '',
          note: row?.note ?? '',
          example: row?.example ?? office.demo,
        }}
        submitLabel={t('common.save')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          await save.run({ id: row?.id ?? null, fields })
          onClose()
        }}
      >
        {(form) => {
          const edition: unknown = form.watch('editionFy')
          const plan: unknown = form.watch('planFy')
          const proposal =
            typeof edition === 'number' && edition >= 2500 && edition <= 2700 ? edition + after : null
          return (
            <Fields columns={2}>
              <FiscalYearField
                name="editionFy"
                label={t('directives.editionFy')}
                help={t('directives.editionFy.help')}
                required
                autoFocus
              />
              <FiscalYearField
                name="planFy"
                label={t('directives.planFy')}
                required
                help={
                  proposal === null || proposal === plan ? (
                    t('directives.planFy.help')
                  ) : (
                    <Button
                      look="quiet"
                      onClick={() => {
                        form.setValue('planFy', proposal, { shouldDirty: true, shouldValidate: true })
                        form.setFocus('planFy')
                      }}
                    >
                      {t('directives.planFy.fill', { year: proposal })}
                    </Button>
                  )
                }
              />
              <TextField name="title" label={t('directives.edition.title')} required wide rows={2} />
              <DateField name="receivedOn" label={t('directives.receivedOn')} />
              <TextField name="source" label={t('directives.edition.source')} />
              <TextArea name="note" label={t('directives.edition.note')} rows={2} wide />
            </Fields>
          )
        }}
      </Form>
    </SheetDialog>
  )
}
