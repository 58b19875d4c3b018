import { useQuery } from '@tanstack/react-query'
import { BookX, Hash } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { line } from '../../../core/kernel/fields.ts'
import type { RegisterLine } from '../../../core/papers/contract.ts'
import { buddhistYearOf } from '../../../core/thai/dates.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useQueryParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NumberField, TextField } from '../../ui/Fields.tsx'
import { FilterYear } from '../../ui/Filters.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'
import { PaperTabs } from './PaperTabs.tsx'

/** Numbers of letters or orders of a calendar year, newest first; none is missing without a reason (C17). */
export default function RegistersPage() {
  const { t } = useTranslation()
  const [asked] = useQueryParam('register')
  const [yearAsked, setYear] = useQueryParam('year')
  const [cancelling, setCancelling] = useState(false)
  const status = useQuery(api.office.status.queryOptions())
  const register = asked === 'order' ? 'order' : 'outgoing'
  const year =
    yearAsked === null ? (status.data ? buddhistYearOf(status.data.today) : null) : Number(yearAsked)
  const book = useQuery(
    api.papers.register.queryOptions({ input: { register, year: year ?? 0 }, enabled: year !== null }),
  )
  const next = book.data?.next ?? 1
  return (
    <Page
      title={t(`papers.tab.${register}`)}
      help={t('papers.register.help')}
      actions={
        <>
          <FilterYear
            label={t('papers.register.year')}
            value={year}
            onChange={(value) => setYear(String(value))}
          />
          <Button icon={BookX} onClick={() => setCancelling(true)} disabled={year === null}>
            {t('papers.register.cancel')}
          </Button>
        </>
      }
    >
      <PaperTabs value={register} />
      <Section
        flush
        title={
          book.data && year !== null
            ? t('papers.register.next', { number: next, year })
            : t(`papers.tab.${register}`)
        }
      >
        <Query of={book}>
          {({ rows }) => (
            <Table<RegisterLine>
              label={t(`papers.tab.${register}`)}
              rows={[...rows].sort((a, b) => b.number - a.number)}
              rowKey={(row) => row.id}
              maxHeight="calc(100vh - 17rem)"
              empty={
                <EmptyState
                  icon={Hash}
                  title={t('papers.register.none')}
                  text={t('papers.register.none.what')}
                />
              }
              columns={[
                {
                  key: 'number',
                  title: t('papers.register.column.number'),
                  rowHead: true,
                  width: '8rem',
                  cell: (row) => t('orders.number', { number: row.number, year: row.year }),
                },
                {
                  key: 'dated',
                  title: t('papers.column.dated'),
                  nowrap: true,
                  width: '9rem',
                  cell: (row) => (row.dated ? formatDate(row.dated, 'short') : ''),
                },
                { key: 'subject', title: t('papers.column.subject'), cell: (row) => row.subject },
                {
                  key: 'addressee',
                  title: t('papers.column.addressee'),
                  width: '14rem',
                  cell: (row) => row.addressee,
                },
                {
                  key: 'state',
                  title: t('papers.register.column.state'),
                  width: '9rem',
                  cell: (row) => (
                    <StatusChip
                      status={
                        row.state === 'used' ? 'done' : row.state === 'reserved' ? 'underWay' : 'notStarted'
                      }
                      label={t(`papers.register.state.${row.state}`)}
                    />
                  ),
                },
                {
                  key: 'reason',
                  title: t('papers.register.column.reason'),
                  width: '14rem',
                  cell: (row) => row.reason,
                },
              ]}
            />
          )}
        </Query>
      </Section>
      {cancelling && year !== null ? (
        <CancelDialog register={register} year={year} next={next} onClose={() => setCancelling(false)} />
      ) : null}
    </Page>
  )
}

const cancelForm = z.object({
  number: z
    .number({ error: 'notNumber' })
    .int({ error: 'notWhole' })
    .min(1, { error: 'number' })
    .max(99999, { error: 'number' }),
  reason: line(300),
})

type Cancel = { register: 'outgoing' | 'order'; year: number; next: number; onClose: () => void }

function CancelDialog({ register, year, next, onClose }: Cancel) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const cancel = useCommand(client.papers.cancelNumber)
  return (
    <SheetDialog open onClose={onClose} title={t('papers.register.cancel')} width="sm">
      <p>{t('papers.register.cancel.help')}</p>
      <Form
        schema={cancelForm}
        initial={{ number: next, reason: '' }}
        submitLabel={t('papers.register.cancel.do')}
        onCancel={onClose}
        onSubmit={async ({ number, reason }) => {
          await cancel.run({ register, year, number, reason })
          notify(t('papers.register.cancelled'))
          onClose()
        }}
      >
        <Fields columns={1}>
          <NumberField name="number" label={t('papers.register.cancel.number')} required autoFocus />
          <TextField name="reason" label={t('papers.register.cancel.reason')} required />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
