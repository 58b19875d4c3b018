import { useQuery } from '@tanstack/react-query'
import { Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StaffMember } from '../../../core/office/contract.ts'
import { staffFields } from '../../../core/office/rules.ts'
import { api, client } from '../../app/client.ts'
import { useOffice } from '../../app/office.ts'
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
  StatusChip,
  Table,
  TextField,
} from '../../ui/index.ts'

const fresh: StaffMember = { id: '', name: '', position: '', role: 'officer', tambonCodes: [], active: true }

/** Who works here, which tambons each covers, and who sits at this machine now. There is no sign-in, and it says so. */
export function StaffTab() {
  const { t } = useTranslation()
  const { staff: now } = useOffice()
  const staff = useQuery(api.office.staff.queryOptions())
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const roles = useQuery(api.rules.table.queryOptions({ input: { id: 'staff-roles' } }))
  const roleName = (key: string) => roles.data?.items.find((one) => one.key === key)?.name ?? key
  const save = useCommand(client.office.saveStaff)
  const choose = useCommand(client.office.chooseStaff)
  const [editing, setEditing] = useState<StaffMember | null>(null)
  const places = tambons.data ?? []
  const nameOf = (code: string) => places.find((one) => one.code === code)?.name ?? code
  const mayEdit = now?.role === 'admin'
  const add = mayEdit ? (
    <Button icon={Plus} onClick={() => setEditing(fresh)}>
      {t('office.staff.add')}
    </Button>
  ) : null
  return (
    <Section title={t('office.tab.staff')} help={t('office.staff.help')} actions={add} flush>
      <Query of={staff}>
        {(rows) => (
          <Table
            label={t('office.tab.staff')}
            rows={rows}
            rowKey={(row) => row.id}
            empty={
              <EmptyState
                icon={Users}
                title={t('office.staff.empty.title')}
                text={t('office.staff.empty.text')}
              />
            }
            columns={[
              { key: 'name', title: t('office.staff.who'), rowHead: true, cell: (row) => row.name },
              { key: 'position', title: t('office.staff.position'), cell: (row) => row.position || '–' },
              {
                key: 'tambons',
                title: t('office.staff.tambons'),
                cell: (row) =>
                  row.tambonCodes.length === 0
                    ? t('office.staff.tambons.all')
                    : row.tambonCodes.map(nameOf).join(', '),
              },
              { key: 'role', title: t('office.staff.role'), cell: (row) => roleName(row.role) },
              {
                key: 'now',
                title: t('office.staff.now'),
                cell: (row) =>
                  row.id === now?.id ? (
                    <StatusChip status="done" label={t('office.staff.isNow')} />
                  ) : row.active ? (
                    <Button
                      look="quiet"
                      label={t('office.staff.choose.of', { name: row.name })}
                      onClick={() => void choose.attempt({ id: row.id })}
                    >
                      {t('office.staff.choose')}
                    </Button>
                  ) : (
                    <StatusChip status="notStarted" label={t('office.staff.inactive')} />
                  ),
              },
              {
                key: 'do',
                title: '',
                align: 'right',
                cell: (row) =>
                  mayEdit ? (
                    <>
                      <Button
                        look="quiet"
                        label={t('office.staff.edit', { name: row.name })}
                        onClick={() => setEditing(row)}
                      >
                        {t('common.edit')}
                      </Button>
                      {row.id === now?.id ? null : (
                        <Button
                          look="quiet"
                          label={t(row.active ? 'office.staff.setAside.of' : 'office.staff.takeBack.of', {
                            name: row.name,
                          })}
                          onClick={() => void save.attempt({ ...row, active: !row.active })}
                        >
                          {t(row.active ? 'office.staff.setAside' : 'office.staff.takeBack')}
                        </Button>
                      )}
                    </>
                  ) : null,
              },
            ]}
          />
        )}
      </Query>
      <SheetDialog
        open={editing !== null}
        onClose={() => setEditing(null)}
        title={editing?.id ? t('office.staff.edit', { name: editing.name }) : t('office.staff.add')}
      >
        {editing ? (
          <Form
            schema={staffFields}
            initial={{
              name: editing.name,
              position: editing.position,
              role: editing.role,
              tambonCodes: editing.tambonCodes,
            }}
            submitLabel={t('common.save')}
            onCancel={() => setEditing(null)}
            onSubmit={async (fields) => {
              await save.run({ ...fields, id: editing.id === '' ? null : editing.id, active: editing.active })
              setEditing(null)
            }}
          >
            <Fields columns={2}>
              <TextField name="name" label={t('office.staff.who')} required autoFocus />
              <TextField name="position" label={t('office.staff.position')} />
              <ChipsField
                name="tambonCodes"
                label={t('office.staff.tambons')}
                help={t('office.staff.tambons.help')}
                options={places.map(({ code, name }) => ({ value: code, label: name }))}
                wide
              />
              <SelectField
                name="role"
                label={t('office.staff.role')}
                help={t('office.staff.role.help')}
                options={(roles.data?.items ?? []).map((one) => ({ value: one.key, label: one.name }))}
              />
            </Fields>
          </Form>
        ) : null}
      </SheetDialog>
    </Section>
  )
}
