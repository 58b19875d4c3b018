import Box from '@mui/material/Box'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { SearchX, UserRoundPen } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonLine } from '../../../core/people/contract.ts'
import { api } from '../../app/client.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { FilterBar, FilterText } from '../../ui/Filters.tsx'
import { AppLink, Button, EmptyState, Query, Section, Table } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { PersonDialog } from './PersonDialog.tsx'

const mostPersons = 50

/** ใครอยู่คณะไหน: one person with all posts and committees; where a wrong spelling is put right (PDPA: correction). */
export function PersonsView() {
  const { t } = useTranslation()
  const [asked, ask] = useQueryParam('q')
  const q = useDeferredValue(asked ?? '')
  const [editing, setEditing] = useState<PersonLine | null>(null)
  const persons = useQuery(
    api.people.persons.queryOptions({ input: { q: q.slice(0, 120) }, placeholderData: keepPreviousData }),
  )
  return (
    <>
      <FilterBar>
        <FilterText
          label={t('people.persons.find')}
          value={asked ?? ''}
          onChange={(value) => ask(value === '' ? null : value)}
          width="24rem"
          autoFocus
        />
      </FilterBar>
      <Section flush>
        <Query of={persons}>
          {(data) => (
            <>
              <ArrowRows>
                <Table<PersonLine>
                  label={t('people.persons')}
                  rows={data}
                  rowKey={(row) => row.id}
                  maxHeight="calc(100vh - 17rem)"
                  empty={
                    <EmptyState
                      icon={SearchX}
                      title={t(q === '' ? 'people.persons.none' : 'people.persons.notFound')}
                      text={t(q === '' ? 'people.persons.none.what' : 'people.persons.notFound.what')}
                    />
                  }
                  columns={[
                    {
                      key: 'name',
                      title: t('people.persons.name'),
                      rowHead: true,
                      width: '16rem',
                      cell: (row) => (
                        <RowLink onOpen={() => setEditing(row)} hint={t('people.person.edit')}>
                          {row.name}
                        </RowLink>
                      ),
                    },
                    {
                      key: 'posts',
                      title: t('people.persons.posts'),
                      width: '32%',
                      cell: (row) => (
                        <Lines>
                          {row.position === '' ? null : <div>{row.position}</div>}
                          {row.posts.map((post) => (
                            <div key={post.id}>
                              <AppLink href={`/people/${post.id}`}>{post.name}</AppLink>
                            </div>
                          ))}
                        </Lines>
                      ),
                    },
                    {
                      key: 'bodies',
                      title: t('people.persons.bodies'),
                      cell: (row) =>
                        row.bodies.length === 0 ? (
                          <Box component="span" sx={{ color: 'text.secondary' }}>
                            {t('people.persons.noBody')}
                          </Box>
                        ) : (
                          <Lines>
                            {row.bodies.map((body) => (
                              <div key={body.id}>
                                <AppLink href={`/bodies/${body.id}`}>{body.name}</AppLink>
                              </div>
                            ))}
                          </Lines>
                        ),
                    },
                    {
                      key: 'do',
                      title: '',
                      align: 'right',
                      width: '6.5rem',
                      cell: (row) => (
                        <Button
                          look="quiet"
                          icon={UserRoundPen}
                          label={t('people.person.editOf', { name: row.name })}
                          onClick={() => setEditing(row)}
                        >
                          {t('common.edit')}
                        </Button>
                      ),
                    },
                  ]}
                />
              </ArrowRows>
              {data.length >= mostPersons ? (
                <Box sx={{ px: 1.6, py: 0.8, color: 'text.secondary', fontSize: '0.9rem' }}>
                  {t('people.persons.most', { count: mostPersons })}
                </Box>
              ) : null}
            </>
          )}
        </Query>
      </Section>
      {editing ? (
        <PersonDialog id={editing.id} person={fieldsOf(editing)} onClose={() => setEditing(null)} />
      ) : null}
    </>
  )
}

function Lines({ children }: { children: React.ReactNode }) {
  return <Box sx={{ display: 'grid', gap: 0.15 }}>{children}</Box>
}

function fieldsOf({ title, firstName, lastName, position, example }: PersonLine) {
  return { title, firstName, lastName, position, example }
}
