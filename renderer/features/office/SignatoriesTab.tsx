import { useQuery } from '@tanstack/react-query'
import { PenLine, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Signatory, signatoryFields } from '../../../core/office/rules.ts'
import { api, client } from '../../app/client.ts'
import { useCommand } from '../../app/task.ts'
import { Button, EmptyState, Form, Query, Section, SheetDialog, StatusChip, Table } from '../../ui/index.ts'
import { SignatoryFields } from './SignatoryFields.tsx'

const fresh: Signatory = { id: '', name: '', positionLines: [], signs: ['letter'], active: true }

/** Who signs which papers; a signatory who left is set aside, never removed: old papers name them. */
export function SignatoriesTab() {
  const { t } = useTranslation()
  const signatories = useQuery(api.office.signatories.queryOptions())
  const save = useCommand(client.office.saveSignatory)
  const [editing, setEditing] = useState<Signatory | null>(null)
  const withoutId = ({ id, ...fields }: Signatory) => ({ ...fields, id: id === '' ? null : id })
  const add = (
    <Button icon={Plus} onClick={() => setEditing(fresh)}>
      {t('office.signatory.add')}
    </Button>
  )
  return (
    <Section title={t('office.tab.signatories')} help={t('office.signatory.help')} actions={add} flush>
      <Query of={signatories}>
        {(rows) => (
          <Table
            label={t('office.tab.signatories')}
            rows={rows}
            rowKey={(row) => row.id}
            empty={
              <EmptyState
                icon={PenLine}
                title={t('office.signatory.empty.title')}
                text={t('office.signatory.empty.text')}
                action={add}
              />
            }
            columns={[
              { key: 'name', title: t('office.signatory.name'), rowHead: true, cell: (row) => row.name },
              {
                key: 'position',
                title: t('office.signatory.position'),
                cell: (row) => row.positionLines.map((line) => <div key={line}>{line}</div>),
              },
              {
                key: 'signs',
                title: t('office.signatory.signs'),
                cell: (row) => row.signs.map((sign) => t(`office.signs.${sign}`)).join(', ') || '–',
              },
              {
                key: 'state',
                title: t('common.state'),
                cell: (row) => (
                  <StatusChip
                    status={row.active ? 'done' : 'notStarted'}
                    label={row.active ? t('office.signatory.active') : t('office.signatory.inactive')}
                  />
                ),
              },
              {
                key: 'do',
                title: '',
                align: 'right',
                cell: (row) => (
                  <>
                    <Button
                      look="quiet"
                      label={t('office.signatory.edit', { name: row.name })}
                      onClick={() => setEditing(row)}
                    >
                      {t('common.edit')}
                    </Button>
                    <Button
                      look="quiet"
                      label={t(row.active ? 'office.signatory.setAside.of' : 'office.signatory.takeBack.of', {
                        name: row.name,
                      })}
                      onClick={() => void save.attempt({ ...withoutId(row), active: !row.active })}
                    >
                      {row.active ? t('office.signatory.setAside') : t('office.signatory.takeBack')}
                    </Button>
                  </>
                ),
              },
            ]}
          />
        )}
      </Query>
      <SheetDialog
        open={editing !== null}
        onClose={() => setEditing(null)}
        title={editing?.id ? t('office.signatory.edit', { name: editing.name }) : t('office.signatory.add')}
      >
        {editing ? (
          <Form
            schema={signatoryFields}
            initial={{ name: editing.name, positionLines: editing.positionLines, signs: editing.signs }}
            submitLabel={t('common.save')}
            onCancel={() => setEditing(null)}
            onSubmit={async (fields) => {
              await save.run({ ...fields, id: editing.id === '' ? null : editing.id, active: editing.active })
              setEditing(null)
            }}
          >
            <SignatoryFields autoFocus />
          </Form>
        ) : null}
      </SheetDialog>
    </Section>
  )
}
