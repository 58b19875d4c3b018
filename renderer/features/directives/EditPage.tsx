import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Directive } from '../../../core/directives/contract.ts'
import { type DirectiveEdit, directiveEdit, directiveSpeeds } from '../../../core/directives/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useGo, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  DateField,
  Fields,
  FiscalYearField,
  Form,
  type GridColumn,
  GridField,
  Page,
  Section,
  SelectField,
  TextArea,
  TextField,
} from '../../ui/index.ts'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { DueNote } from './DueNote.tsx'
import { EnclosuresField } from './EnclosuresField.tsx'
import { useDutyChoices } from './use-duty-choices.ts'

type DutyRow = DirectiveEdit['duties'][number]

/** Puts a registered letter right: every field, its enclosures, its duties. */
export default function EditPage() {
  const { t } = useTranslation()
  const id = useRouteParam('directiveId')
  const directive = useQuery(api.directives.get.queryOptions({ input: { id } }))
  return (
    <PageQuery
      of={directive}
      title={t('directives.edit')}
      back={{ href: '/directives', label: t('nav.directives') }}
    >
      {(data) => <Edit key={data.id} letter={data} />}
    </PageQuery>
  )
}

function Edit({ letter }: { letter: Directive }) {
  const { t } = useTranslation()
  const go = useGo()
  const { notify } = useNotice()
  const save = useCommand(client.directives.update)
  const back = `/directives/${letter.id}`
  return (
    <Page
      title={t('directives.edit')}
      help={t('directives.edit.help')}
      back={{ href: back, label: letter.name }}
    >
      <Form
        schema={directiveEdit}
        initial={{
          form: letter.form,
          number: letter.number,
          dated: letter.dated,
          receivedOn: letter.receivedOn,
          receiveNo: letter.receiveNo,
          speed: letter.speed,
          fromOffice: letter.fromOffice,
          subject: letter.subject,
          editionFy: letter.editionFy,
          planFy: letter.planFy,
          body: letter.body,
          enclosures: letter.enclosures.map(({ file: _file, ...one }) => one),
          example: letter.example,
          duties: letter.duties.map(({ id, no, kind, text, ownerName, dueOn }) => ({
            id,
            no,
            kind,
            text,
            ownerName,
            dueOn,
          })),
        }}
        submitLabel={t('common.save')}
        onCancel={() => go(back)}
        onSubmit={async (fields) => {
          await save.run({ id: letter.id, fields })
          notify(t('common.saved'))
          go(back)
        }}
      >
        <EditFields expected={letter.state === 'expected'} />
      </Form>
    </Page>
  )
}

function EditFields({ expected }: { expected: boolean }) {
  const { t } = useTranslation()
  const form = useFormContext()
  const choices = useDutyChoices()
  const forms = useQuery(api.rules.table.queryOptions({ input: { id: 'directive-forms' } }))
  const dutyColumns = useMemo<GridColumn<DutyRow>[]>(
    () => [
      { key: 'no', title: t('directives.duty.no'), kind: 'number', width: 60 },
      {
        key: 'text',
        title: t('directives.duty.text'),
        kind: 'text',
        width: 420,
        grow: 5,
        required: true,
        lines: true,
      },
      {
        key: 'kind',
        title: t('directives.duty.kind'),
        kind: 'select',
        width: 200,
        options: choices.kinds,
        required: true,
      },
      {
        key: 'ownerName',
        title: t('directives.duty.ownerName'),
        kind: 'select',
        free: true,
        width: 170,
        options: choices.owners,
      },
      { key: 'dueOn', title: t('directives.duty.dueOn'), kind: 'date', width: 110 },
    ],
    [t, choices],
  )
  return (
    <>
      <Section title={t('directives.letter')}>
        <Fields columns={3}>
          <SelectField
            name="form"
            label={t('directives.form')}
            options={(forms.data?.items ?? []).map((item) => ({ value: item.key, label: item.name }))}
            required
          />
          <TextField name="number" label={t('directives.number')} autoFocus />
          <DateField
            name="dated"
            label={t(expected ? 'directives.expected.dated' : 'directives.dated')}
            help={<DueNote name="dated" />}
            required
          />
          <DateField name="receivedOn" label={t('directives.receivedOn')} />
          <TextField name="receiveNo" label={t('directives.receiveNo')} />
          <SelectField
            name="speed"
            label={t('directives.speed')}
            empty={t('directives.speed.none')}
            options={directiveSpeeds
              .filter((speed) => speed !== '')
              .map((speed) => ({ value: speed, label: t(`papers.speed.${speed}`) }))}
          />
          <TextField name="fromOffice" label={t('directives.fromOffice')} required wide />
          <TextField name="subject" label={t('directives.subject')} required wide rows={2} />
          <FiscalYearField
            name="editionFy"
            label={t('directives.editionFy')}
            required
            help={t('directives.editionFy.help')}
          />
          <FiscalYearField
            name="planFy"
            label={t('directives.planFy')}
            required
            help={t('directives.planFy.help')}
          />
        </Fields>
      </Section>
      <Section title={t('directives.duties')} help={t('directives.duties.keep')}>
        <GridField<DutyRow>
          name="duties"
          label={t('directives.duties')}
          columns={dutyColumns}
          movable
          newRow={() => {
            const rows = (form.getValues('duties') as DutyRow[] | undefined) ?? []
            return {
              id: null,
              no: rows.reduce((most, row) => Math.max(most, row.no), 0) + 1,
              kind: choices.kinds.at(-1)?.value ?? 'other',
              text: '',
              ownerName: '',
              dueOn: null,
            }
          }}
        />
      </Section>
      <Section title={t('directives.enclosures')}>
        <EnclosuresField />
      </Section>
      <Section title={t('directives.body')} help={t('directives.body.help')}>
        <TextArea name="body" label={t('directives.body')} rows={4} />
      </Section>
    </>
  )
}
