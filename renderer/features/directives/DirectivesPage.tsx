import { useQuery } from '@tanstack/react-query'
import { BookOpen, BookPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DirectiveLine } from '../../../core/directives/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import {
  AppLink,
  Button,
  EmptyState,
  Page,
  Query,
  Section,
  type Status,
  StatusChip,
  Table,
  Thai,
} from '../../ui/index.ts'

function statusOf(row: DirectiveLine, today: string): Status {
  if (row.duties > 0 && row.done >= row.duties) return 'done'
  if (row.dueOn !== null && row.dueOn < today) return 'late'
  return row.done > 0 ? 'underWay' : 'notStarted'
}

/** Letters of instruction, newest first (C1). */
export default function DirectivesPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const list = useQuery(api.directives.list.queryOptions())
  const add = (
    <Button look="main" icon={BookPlus} href="/directives/new">
      {t('directives.new')}
    </Button>
  )
  return (
    <Page title={t('nav.directives')} help={t('directives.help')} actions={add}>
      <Section flush>
        <Query of={list}>
          {(rows) => (
            <Table
              label={t('nav.directives')}
              rows={rows}
              rowKey={(row) => row.id}
              rowTone={(row) => (statusOf(row, today) === 'late' ? 'late' : undefined)}
              empty={
                <EmptyState
                  icon={BookOpen}
                  title={t('directives.empty.title')}
                  text={t('directives.empty.text')}
                  action={add}
                />
              }
              columns={[
                {
                  key: 'number',
                  title: t('directives.number'),
                  rowHead: true,
                  cell: (row) => <AppLink href={`/directives/${row.id}`}>{row.number}</AppLink>,
                },
                {
                  key: 'dated',
                  title: t('directives.dated'),
                  cell: (row) => (
                    <span style={{ whiteSpace: 'nowrap' }}>{formatDate(row.dated, 'short')}</span>
                  ),
                },
                { key: 'from', title: t('directives.fromOffice'), cell: (row) => row.fromOffice },
                {
                  key: 'subject',
                  title: t('directives.subject'),
                  cell: (row) => <Thai text={row.subject} />,
                },
                {
                  key: 'years',
                  title: t('directives.years'),
                  cell: (row) => (
                    <span style={{ whiteSpace: 'nowrap' }}>
                      {t('directives.years.of', { edition: row.editionFy, plan: row.planFy })}
                    </span>
                  ),
                },
                {
                  key: 'due',
                  title: t('directives.due'),
                  cell: (row) => (
                    <span style={{ whiteSpace: 'nowrap' }}>{formatDate(row.dueOn, 'short')}</span>
                  ),
                },
                {
                  key: 'state',
                  title: t('common.state'),
                  cell: (row) => (
                    <StatusChip
                      status={statusOf(row, today)}
                      label={t('directives.done', { done: row.done, all: row.duties })}
                    />
                  ),
                },
              ]}
            />
          )}
        </Query>
      </Section>
    </Page>
  )
}
