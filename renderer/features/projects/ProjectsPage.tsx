import Box from '@mui/material/Box'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Archive, SearchX } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectLine } from '../../../core/projects/contract.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useGo, useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Table } from '../../ui/Table.tsx'
import { JourneyDrawer } from '../plans/JourneyDrawer.tsx'

const pageSize = 100

/** Project bank: one box over everything; Enter shows the way of a project (C20). */
export default function ProjectsPage() {
  const { t } = useTranslation()
  const [asked, setAsked] = useQueryParam('text')
  const go = useGo()
  const projectId = useRouteParam('projectId')
  const [text, setText] = useState(asked ?? '')
  const [limit, setLimit] = useState(pageSize)
  const wanted = useDeferredValue(text.slice(0, 200))
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'fate-kinds' } }))
  const { office } = useOffice()
  const offices = useQuery(api.exchange.offices.queryOptions())
  const [officeAsked, setOffice] = useQueryParam('officeId')
  // the province has no projects of its own: it looks into what the districts handed in
  const officeId =
    officeAsked ?? (office.profile === 'province' ? (offices.data?.[0]?.id ?? office.id) : office.id)
  const found = useQuery(
    api.projects.search.queryOptions({
      input: { text: wanted, offset: 0, limit, officeId },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Page title={t('projects.title')} help={t('projects.help')}>
      <FilterBar>
        <FilterText
          label={t('projects.find')}
          value={text}
          width="34rem"
          autoFocus
          onChange={(next) => {
            setText(next)
            setLimit(pageSize)
            setAsked(next === '' ? null : next)
          }}
        />
        {offices.data && offices.data.length > 0 ? (
          <FilterSelect
            label={t('plans.mirror.office')}
            value={officeId}
            options={[
              ...(office.profile === 'province' ? [] : [{ value: office.id, label: office.name }]),
              ...offices.data.map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={setOffice}
            width="16rem"
          />
        ) : null}
        <Box role="status" sx={{ color: 'text.secondary', fontSize: '0.92rem' }}>
          {found.data ? t('projects.found', { count: formatNumber(found.data.total) }) : ''}
        </Box>
      </FilterBar>
      <Section flush>
        <Query of={found} lines={6}>
          {({ rows, total }) =>
            rows.length === 0 && wanted.trim() === '' ? (
              <EmptyState
                icon={Archive}
                title={t('projects.none')}
                text={t('projects.none.what')}
                action={
                  <Button look="main" href="/plans">
                    {t('projects.none.do')}
                  </Button>
                }
              />
            ) : (
              <>
                <ArrowRows>
                  <Table<ProjectLine>
                    label={t('projects.title')}
                    rows={rows}
                    rowKey={(row) => row.id}
                    maxHeight="calc(100vh - 13.5rem)"
                    empty={
                      <EmptyState
                        icon={SearchX}
                        title={t('projects.noMatch', { text: wanted })}
                        text={t('projects.noMatch.what')}
                      />
                    }
                    columns={[
                      {
                        key: 'name',
                        title: t('projects.column.name'),
                        rowHead: true,
                        width: '36%',
                        cell: (row) => (
                          <RowLink
                            onOpen={() =>
                              go(
                                `/projects/${row.id}${asked === null ? '' : `?text=${encodeURIComponent(asked)}`}`,
                              )
                            }
                            hint={t('plans.journey.title')}
                          >
                            {row.name}
                          </RowLink>
                        ),
                      },
                      {
                        key: 'origin',
                        title: t('projects.column.origin'),
                        width: '14rem',
                        cell: (row) => row.originName,
                      },
                      {
                        key: 'tambon',
                        title: t('projects.column.tambon'),
                        width: '8rem',
                        cell: (row) => row.tambonName,
                      },
                      {
                        key: 'level',
                        title: t('projects.column.level'),
                        width: '8rem',
                        cell: (row) => t(`plans.short.${row.level}`, { defaultValue: row.level }),
                      },
                      {
                        key: 'planFy',
                        title: t('projects.column.planFy'),
                        align: 'right',
                        width: '5.5rem',
                        cell: (row) => row.planFy,
                      },
                      {
                        key: 'total',
                        title: t('projects.column.total'),
                        align: 'right',
                        width: '10rem',
                        cell: (row) => formatBaht(row.total),
                      },
                      {
                        key: 'fate',
                        title: t('projects.column.fate'),
                        width: '10rem',
                        cell: (row) =>
                          row.fate === null
                            ? ''
                            : (kinds.data?.items.find((item) => item.key === row.fate)?.name ?? row.fate),
                      },
                    ]}
                  />
                </ArrowRows>
                {rows.length < total && limit < 500 ? (
                  <Box sx={{ p: 1, textAlign: 'center' }}>
                    <Button onClick={() => setLimit((now) => Math.min(500, now + pageSize))}>
                      {t('projects.more')}
                    </Button>
                  </Box>
                ) : null}
              </>
            )
          }
        </Query>
      </Section>
      {projectId ? (
        <JourneyDrawer
          projectId={projectId}
          onClose={() => go(asked === null ? '/projects' : `/projects?text=${encodeURIComponent(asked)}`)}
        />
      ) : null}
    </Page>
  )
}
