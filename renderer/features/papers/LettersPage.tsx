import { useQuery } from '@tanstack/react-query'
import { Mail, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LetterLine } from '../../../core/papers/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useGo } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'
import { PaperTabs } from './PaperTabs.tsx'

/** Outgoing letters, those still to be signed first. */
export default function LettersPage() {
  const { t } = useTranslation()
  const go = useGo()
  const letters = useQuery(api.papers.letters.queryOptions())
  const add = (
    <Button look="main" icon={Plus} href="/papers/letters/new">
      {t('papers.letters.new')}
    </Button>
  )
  return (
    <Page title={t('papers.title')} help={t('papers.letters.help')} actions={add}>
      <PaperTabs value="letters" />
      <Section flush>
        <Query of={letters}>
          {(rows) => (
            <ArrowRows>
              <Table<LetterLine>
                label={t('papers.tab.letters')}
                rows={[...rows].sort((a, b) => Number(a.state !== 'draft') - Number(b.state !== 'draft'))}
                rowKey={(row) => row.id}
                maxHeight="calc(100vh - 14rem)"
                empty={
                  <EmptyState
                    icon={Mail}
                    title={t('papers.letters.none')}
                    text={t('papers.letters.none.what')}
                    action={add}
                  />
                }
                columns={[
                  {
                    key: 'number',
                    title: t('papers.column.number'),
                    width: '8rem',
                    cell: (row) =>
                      row.number === null
                        ? ''
                        : t('orders.number', { number: row.number, year: row.numberYear }),
                  },
                  {
                    key: 'subject',
                    title: t('papers.column.subject'),
                    rowHead: true,
                    width: '40%',
                    cell: (row) => (
                      <RowLink onOpen={() => go(`/papers/letters/${row.id}`)}>{row.subject}</RowLink>
                    ),
                  },
                  {
                    key: 'addressee',
                    title: t('papers.column.addressee'),
                    width: '16rem',
                    cell: (row) => row.addressee,
                  },
                  {
                    key: 'dated',
                    title: t('papers.column.dated'),
                    nowrap: true,
                    width: '9rem',
                    cell: (row) => (row.dated ? formatDate(row.dated, 'short') : ''),
                  },
                  {
                    key: 'state',
                    title: t('papers.column.state'),
                    width: '10rem',
                    cell: (row) => (
                      <StatusChip
                        status={row.state === 'draft' ? 'underWay' : 'done'}
                        label={t(`papers.state.${row.state}`)}
                      />
                    ),
                  },
                ]}
              />
            </ArrowRows>
          )}
        </Query>
      </Section>
    </Page>
  )
}
