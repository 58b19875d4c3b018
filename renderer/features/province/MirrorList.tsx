import Box from '@mui/material/Box'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { searchKey } from '../../../core/thai/text.ts'
import { formatNumber } from '../../app/format.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { EmptyState, Query, Section, Table, type TableColumn } from '../../ui/index.ts'

type Filter<Row> = {
  /** Of its value in the address. */
  key: string
  label: string
  value: (row: Row) => string
  /** Name of a value; of the first row that has it. */
  name: (value: string, row: Row) => string
}
type Props<Data, Row> = {
  of: UseQueryResult<Data, Error>
  label: string
  columns: TableColumn<Row>[]
  /** What the box above the list searches in. */
  words: (row: Row) => string
  /** One of its fields that the list can be narrowed by. */
  filter?: Filter<Row>
  /** Said beside the box: how many more there are, where all of them are. */
  head?: (data: Data) => ReactNode
}

/** A list of records of a district: to look through, to narrow, to open; never to change. */
export function MirrorList<Data, Row extends { id: string }>(
  props: Props<Data, Row> &
    (Data extends readonly Row[] ? { rowsOf?: never } : { rowsOf: (data: Data) => readonly Row[] }),
) {
  const { of, label, columns, words, filter, head } = props
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [asked, ask] = useQueryParam(filter?.key ?? 'filter')
  const rowsOf: (data: Data) => readonly Row[] = props.rowsOf ?? ((data) => data as readonly Row[])
  const wanted = searchKey(text)
  return (
    <Query of={of} lines={8}>
      {(data) => {
        const rows = rowsOf(data)
        const names = new Map(filter === undefined ? [] : rows.map((row) => [filter.value(row), row]))
        // what another list was narrowed to means nothing here
        const chosen = asked !== null && names.has(asked) ? asked : ''
        const shown = rows.filter(
          (row) =>
            (wanted === '' || searchKey(words(row)).includes(wanted)) &&
            (chosen === '' || filter?.value(row) === chosen),
        )
        return (
          <>
            <FilterBar>
              <FilterText label={t('common.search')} value={text} onChange={setText} />
              {filter === undefined || names.size < 2 ? null : (
                <FilterSelect
                  label={filter.label}
                  value={chosen}
                  options={[
                    { value: '', label: t('common.all') },
                    ...[...names].map(([value, row]) => ({ value, label: filter.name(value, row) })),
                  ]}
                  onChange={(value) => ask(value === '' ? null : value)}
                  width="17rem"
                />
              )}
              <Box role="status" sx={{ color: 'text.secondary', fontSize: '0.92rem' }}>
                {t('province.mirror.count', { count: formatNumber(shown.length) })} {head?.(data)}
              </Box>
            </FilterBar>
            <Section flush>
              <ArrowRows>
                <Table<Row>
                  label={label}
                  rows={shown}
                  rowKey={(row) => row.id}
                  maxHeight="max(20rem, calc(100vh - 21rem))"
                  columns={columns}
                  empty={
                    <EmptyState
                      title={t(rows.length === 0 ? 'province.mirror.none' : 'province.mirror.noMatch')}
                      text={t(
                        rows.length === 0 ? 'province.mirror.none.what' : 'province.mirror.noMatch.what',
                      )}
                    />
                  }
                />
              </ArrowRows>
            </Section>
          </>
        )
      }}
    </Query>
  )
}
