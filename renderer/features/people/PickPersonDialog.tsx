import Box from '@mui/material/Box'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonLine } from '../../../core/people/contract.ts'
import { api } from '../../app/client.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { FilterText } from '../../ui/Filters.tsx'
import { Query, SheetDialog, Table } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'

/** Finds somebody who is known already, by a part of the name or of the post. */
export function PickPersonDialog({
  title,
  onPick,
  onClose,
}: {
  title: string
  onPick: (person: PersonLine) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const q = useDeferredValue(text).slice(0, 120)
  const persons = useQuery(
    api.people.persons.queryOptions({ input: { q }, placeholderData: keepPreviousData }),
  )
  return (
    <SheetDialog open onClose={onClose} title={title}>
      <Box sx={{ pt: 0.8 }}>
        <ArrowRows>
          <FilterText
            label={t('people.persons.find')}
            value={text}
            onChange={setText}
            width="100%"
            autoFocus
          />
          <Box sx={{ mt: 1 }}>
            <Query of={persons}>
              {(data) => (
                <Table<PersonLine>
                  label={t('people.persons')}
                  rows={data}
                  rowKey={(row) => row.id}
                  maxHeight="20rem"
                  empty={<Box sx={{ py: 1.5 }}>{t('people.persons.notFound')}</Box>}
                  columns={[
                    {
                      key: 'name',
                      title: t('people.persons.name'),
                      rowHead: true,
                      width: '45%',
                      cell: (row) => <RowLink onOpen={() => onPick(row)}>{row.name}</RowLink>,
                    },
                    {
                      key: 'posts',
                      title: t('people.persons.posts'),
                      cell: (row) =>
                        [row.position, ...row.posts.map((post) => post.name)]
                          .filter((part) => part !== '')
                          .join(', '),
                    },
                  ]}
                />
              )}
            </Query>
          </Box>
        </ArrowRows>
      </Box>
    </SheetDialog>
  )
}
