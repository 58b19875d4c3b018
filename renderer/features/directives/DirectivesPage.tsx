import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { BookOpen, BookPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DirectiveLine } from '../../../core/directives/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
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
import { DirectiveTabs } from './DirectiveTabs.tsx'

function statusOf(row: DirectiveLine): Status {
  if (row.duties > 0 && row.done >= row.duties) return 'done'
  if (row.late > 0) return 'late'
  return row.done > 0 ? 'underWay' : 'notStarted'
}

/** Letters of instruction: those expected first, then newest first (C1). */
export default function DirectivesPage() {
  const { t } = useTranslation()
  const list = useQuery(api.directives.list.queryOptions())
  const add = (
    <Button look="main" icon={BookPlus} href="/directives/new">
      {t('directives.new')}
    </Button>
  )
  return (
    <Page title={t('nav.directives')} help={t('directives.help')} actions={add}>
      <DirectiveTabs value="letters" />
      <Section flush>
        <Query of={list}>
          {(rows) => (
            <Table
              label={t('nav.directives')}
              rows={rows}
              rowKey={(row) => row.id}
              rowTone={(row) => (statusOf(row) === 'late' ? 'late' : undefined)}
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
                  key: 'years',
                  title: t('directives.years'),
                  nowrap: true,
                  cell: (row) => t('directives.years.of', { edition: row.editionFy, plan: row.planFy }),
                },
                {
                  key: 'number',
                  title: t('directives.number'),
                  rowHead: true,
                  width: '13rem',
                  cell: (row) => (
                    <>
                      <AppLink
                        href={`/directives/${row.id}`}
                        {...(row.number === '' ? {} : { sx: { whiteSpace: 'nowrap' } })}
                      >
                        {row.name}
                      </AppLink>
                      <Box sx={{ fontWeight: 400, fontSize: '0.9rem', color: 'text.secondary' }}>
                        <Thai text={row.fromOffice} />
                      </Box>
                    </>
                  ),
                },
                {
                  key: 'dated',
                  title: t('directives.dated'),
                  nowrap: true,
                  cell: (row) =>
                    row.state === 'expected'
                      ? t('directives.expected.about', { date: formatDate(row.dated, 'short') })
                      : formatDate(row.dated, 'short'),
                },
                {
                  key: 'subject',
                  title: t('directives.subject'),
                  width: '34%',
                  cell: (row) => <Thai text={row.subject} />,
                },
                {
                  key: 'due',
                  title: t('directives.due'),
                  nowrap: true,
                  cell: (row) => formatDate(row.dueOn, 'short'),
                },
                {
                  key: 'files',
                  title: t('directives.enclosures'),
                  nowrap: true,
                  cell: (row) =>
                    row.missingFiles > 0 && row.state === 'received' ? (
                      <StatusChip
                        status="notStarted"
                        label={t('directives.enclosures.missing', { count: row.missingFiles })}
                      />
                    ) : (
                      '–'
                    ),
                },
                {
                  key: 'state',
                  title: t('common.state'),
                  nowrap: true,
                  cell: (row) =>
                    row.state === 'expected' ? (
                      <StatusChip status="notStarted" label={t('directives.expected')} />
                    ) : (
                      <>
                        <StatusChip
                          status={statusOf(row)}
                          label={t('directives.done', { done: row.done, all: row.duties })}
                        />{' '}
                        {row.late > 0 ? t('directives.late', { count: row.late }) : null}
                      </>
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
