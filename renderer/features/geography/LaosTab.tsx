import { useQuery } from '@tanstack/react-query'
import { Landmark, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { laoFields, laoTypes } from '../../../core/geography/rules.ts'
import { api, client } from '../../app/client.ts'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  ChipsField,
  EmptyState,
  Fields,
  Form,
  Query,
  Section,
  SelectField,
  SheetDialog,
  Table,
  TextField,
} from '../../ui/index.ts'

const formFields = laoFields.extend({
  code: z.preprocess(
    (value) => (value === '' ? null : value),
    laoFields.shape.code,
  ) as unknown as typeof laoFields.shape.code,
  whole: z.array(z.string()),
  part: z.array(z.string()),
})
type LaoForm = z.infer<typeof formFields>
type Editing = { id: string | null; fields: LaoForm }
const fresh: Editing = {
  id: null,
  fields: { name: '', laoType: 'SAO', code: null, example: false, whole: [], part: [] },
}

/** Local authorities and the villages that lie in them, whole or in part (many-to-many). */
export function LaosTab() {
  const { t } = useTranslation()
  const laos = useQuery(api.geography.laos.queryOptions())
  const villages = useQuery(api.geography.villages.queryOptions({ input: { tambonCode: null } }))
  const save = useCommand(client.geography.saveLao)
  const [editing, setEditing] = useState<Editing | null>(null)
  const options = (villages.data ?? []).map((row) => ({
    value: row.id,
    label: `${row.tambonName} ${row.mooNo ?? ''} ${row.name}`,
  }))
  const add = (
    <Button look="main" icon={Plus} onClick={() => setEditing(fresh)}>
      {t('geography.lao.add')}
    </Button>
  )
  return (
    <Section title={t('geography.tab.laos')} actions={add} flush>
      <Query of={laos}>
        {(rows) => (
          <Table
            label={t('geography.tab.laos')}
            rows={rows}
            rowKey={(row) => row.id}
            empty={
              <EmptyState
                icon={Landmark}
                title={t('geography.lao.empty.title')}
                text={t('geography.lao.empty.text')}
                action={add}
              />
            }
            columns={[
              { key: 'name', title: t('geography.lao.name'), rowHead: true, cell: (row) => row.name },
              {
                key: 'type',
                title: t('geography.lao.type'),
                cell: (row) => t(`geography.laoType.${row.laoType}`),
              },
              { key: 'code', title: t('geography.lao.code'), cell: (row) => row.code ?? '–' },
              {
                key: 'villages',
                title: t('geography.lao.villages'),
                cell: (row) =>
                  t('geography.lao.count', {
                    whole: row.villages.filter((one) => !one.part).length,
                    part: row.villages.filter((one) => one.part).length,
                  }),
              },
              {
                key: 'do',
                title: '',
                align: 'right',
                cell: (row) => (
                  <Button
                    look="quiet"
                    label={t('geography.lao.edit', { name: row.name })}
                    onClick={() =>
                      setEditing({
                        id: row.id,
                        fields: {
                          name: row.name,
                          laoType: row.laoType,
                          code: row.code,
                          example: row.example,
                          whole: row.villages.filter((one) => !one.part).map((one) => one.villageId),
                          part: row.villages.filter((one) => one.part).map((one) => one.villageId),
                        },
                      })
                    }
                  >
                    {t('common.edit')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Query>
      <SheetDialog
        open={editing !== null}
        onClose={() => setEditing(null)}
        title={editing?.id ? t('geography.lao.edit', { name: editing.fields.name }) : t('geography.lao.add')}
      >
        {editing ? (
          <Form
            schema={formFields}
            initial={editing.fields}
            submitLabel={t('common.save')}
            onCancel={() => setEditing(null)}
            onSubmit={async ({ whole, part, ...fields }) => {
              const partly = new Set(part)
              await save.run({
                id: editing.id,
                fields,
                villages: [
                  ...whole.filter((id) => !partly.has(id)).map((villageId) => ({ villageId, part: false })),
                  ...part.map((villageId) => ({ villageId, part: true })),
                ],
              })
              setEditing(null)
            }}
          >
            <Fields columns={2}>
              <TextField name="name" label={t('geography.lao.name')} required autoFocus wide />
              <SelectField
                name="laoType"
                label={t('geography.lao.type')}
                options={laoTypes.map((value) => ({ value, label: t(`geography.laoType.${value}`) }))}
              />
              <TextField name="code" label={t('geography.lao.code')} />
              <ChipsField name="whole" label={t('geography.lao.villages')} options={options} wide />
              <ChipsField name="part" label={t('geography.lao.part')} options={options} wide />
            </Fields>
          </Form>
        ) : null}
      </SheetDialog>
    </Section>
  )
}
