import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { FileDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type PersonFields, personFields } from '../../../core/people/rules.ts'
import { api, client } from '../../app/client.ts'
import { faultOf } from '../../app/faults.ts'
import { formatDate } from '../../app/format.ts'
import { host } from '../../app/host.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button, Fields, Form, Query, SheetDialog, Table, TextField } from '../../ui/index.ts'
import { csvOf, type PersonFact, personFacts } from './person-lines.ts'

/**
 * One person: how he is called (corrected everywhere, signed papers excepted) and all that is kept of him, which he may
 * ask a copy of (PDPA).
 */
export function PersonDialog({
  id,
  person,
  onClose,
}: {
  id: string
  person: PersonFields
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify, showFault } = useNotice()
  const save = useCommand(client.people.savePerson)
  const record = useQuery(api.people.person.queryOptions({ input: { id } }))
  const facts = record.data
    ? personFacts(record.data, {
        acting: t('people.acting'),
        meeting: (state) => t(`people.person.meeting.${state}`),
      })
    : []
  const day = (iso: string | null) => (iso === null ? '' : formatDate(iso))
  const hand = async () => {
    const name = t('people.person.file', { name: record.data?.name ?? '' })
    const head = (['part', 'what', 'detail', 'from', 'to'] as const).map((one) =>
      t(`people.person.column.${one}`),
    )
    const lines = facts.map((one) => [
      t(`people.person.part.${one.part}`),
      one.what,
      one.detail,
      day(one.from),
      day(one.to),
    ])
    try {
      const { token } = await host.putFile(new File([csvOf([head, ...lines])], name, { type: 'text/csv' }))
      if (await host.deliver(token, name)) notify(t('people.person.exported', { name }))
    } catch (error) {
      showFault(faultOf(error))
    }
  }
  const told = facts.filter((one) => one.part !== 'name')
  return (
    <SheetDialog open onClose={onClose} title={t('people.person.edit')}>
      <p style={{ marginTop: 0 }}>{t('people.person.help')}</p>
      <Form
        schema={personFields}
        initial={person}
        submitLabel={t('common.save')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          await save.run({ id, fields })
          onClose()
        }}
        extra={
          <Button icon={FileDown} disabled={record.data === undefined} onClick={() => void hand()}>
            {t('people.person.export')}
          </Button>
        }
      >
        <Fields columns={3}>
          <TextField name="title" label={t('people.person.title')} />
          <TextField name="firstName" label={t('people.person.firstName')} required autoFocus />
          <TextField name="lastName" label={t('people.person.lastName')} />
          <TextField
            name="position"
            label={t('people.person.position')}
            help={t('people.person.position.help')}
            wide
          />
        </Fields>
        <Box sx={{ fontWeight: 600, mt: 1, mb: 0.5 }}>{t('people.person.data')}</Box>
        <Query of={record}>
          {() => (
            <Box
              sx={(theme) => ({
                border: `1px solid ${theme.tokens.rule}`,
                borderRadius: 1,
                overflow: 'hidden',
              })}
            >
              <Table<PersonFact>
                label={t('people.person.data')}
                maxHeight="13rem"
                rows={told}
                rowKey={(_, at) => String(at)}
                empty={<Box sx={{ p: 1 }}>{t('people.person.nothing')}</Box>}
                columns={[
                  {
                    key: 'part',
                    title: t('people.person.column.part'),
                    width: '8.5rem',
                    cell: (row) => t(`people.person.part.${row.part}`),
                  },
                  {
                    key: 'what',
                    title: t('people.person.column.what'),
                    rowHead: true,
                    cell: (row) => row.what,
                  },
                  {
                    key: 'detail',
                    title: t('people.person.column.detail'),
                    width: '26%',
                    cell: (row) => row.detail,
                  },
                  {
                    key: 'from',
                    title: t('people.person.column.from'),
                    nowrap: true,
                    width: '6.5rem',
                    cell: (row) => (row.from ? formatDate(row.from, 'short') : ''),
                  },
                  {
                    key: 'to',
                    title: t('people.person.column.to'),
                    nowrap: true,
                    width: '6rem',
                    cell: (row) => (row.to ? formatDate(row.to, 'short') : ''),
                  },
                ]}
              />
            </Box>
          )}
        </Query>
      </Form>
    </SheetDialog>
  )
}
