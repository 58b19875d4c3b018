import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Archive, CopyX, Package, SearchX } from 'lucide-react'
import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundProjects, ProjectLine } from '../../../core/projects/contract.ts'
import { type ProjectFilters, projectSorts, searchFacets } from '../../../core/projects/rules.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { Thai } from '../../ui/Thai.tsx'
import { ExcelMenu } from '../sheets/ExcelMenu.tsx'
import { FacetPanel } from './FacetPanel.tsx'
import { rememberList } from './last-list.ts'
import { PackDialog } from './PackDialog.tsx'
import { ReadyChip } from './ReadyChip.tsx'

const pageSize = 100
const everywhere = 'all'
/** Only how many pairs wait is asked. */
const openPairs = {
  officeId: null,
  tambonCode: null,
  planFy: null,
  between: 'all',
  minimum: 0,
  offset: 0,
  limit: 1,
} as const

/** Project bank: one box over everything, what it can be narrowed by, and a proposal of what was chosen (C20). */
export default function ProjectsPage() {
  const { t } = useTranslation()
  const go = useGo()
  const { office } = useOffice()
  const offices = useQuery(api.exchange.offices.queryOptions())
  const [asked, setAsked] = useQueryParam('text')
  const [askedFilters, setAskedFilters] = useQueryParam('filters')
  const [askedSort, setSort] = useQueryParam('sort')
  const [officeAsked, setOffice] = useQueryParam('officeId')
  const [text, setText] = useState(asked ?? '')
  const [limit, setLimit] = useState(pageSize)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [packing, setPacking] = useState(false)
  const wanted = useDeferredValue(text.slice(0, 200))
  const filters = filtersIn(askedFilters)
  const sort = projectSorts.find((one) => one === askedSort) ?? 'newest'
  // the province has no projects of its own: it looks into what the districts handed in
  const isProvince = office.profile === 'province'
  const officeChoice = officeAsked ?? (isProvince ? everywhere : office.id)
  const officeId = officeChoice === everywhere ? null : officeChoice
  const search = { text: wanted, filters, officeId }
  const found = useQuery(
    api.projects.search.queryOptions({
      input: { ...search, sort, offset: 0, limit },
      placeholderData: keepPreviousData,
      // after a big take-in the index is made in steps, one with each question
      refetchInterval: (query) => ((query.state.data?.waiting ?? 0) > 0 ? 300 : false),
    }),
  )
  const papers = useQuery(
    api.projects.papers.queryOptions({
      input: { text: wanted },
      enabled: wanted.trim() !== '' && !isProvince,
    }),
  )
  useEffect(() => {
    const parts = new URLSearchParams()
    for (const [name, value] of [
      ['text', asked],
      ['filters', askedFilters],
      ['sort', askedSort],
      ['officeId', officeAsked],
    ] as const)
      if (value !== null && value !== undefined) parts.set(name, value)
    const behind = parts.toString()
    rememberList(behind === '' ? '/projects' : `/projects?${behind}`)
  }, [asked, askedFilters, askedSort, officeAsked])
  const { data: alike } = useQuery(
    api.duplicates.list.queryOptions({ input: openPairs, enabled: !isProvince }),
  )
  const isNarrowed = wanted.trim() !== '' || Object.keys(filters).length > 0
  const choose = (id: string, on: boolean) =>
    setChosen((now) => {
      const next = new Set(now)
      if (on) next.add(id)
      else next.delete(id)
      return next
    })
  const columns = useColumns({ isProvince, chosen, choose, open: (id) => go(`/projects/${id}`) })
  return (
    <Page
      title={t('projects.title')}
      help={t('projects.help')}
      actions={
        <>
          <ExcelMenu list={{ list: 'projects', search }} into={null} />
          {isProvince || !alike?.total ? null : (
            <Button icon={CopyX} href="/duplicates">
              {t('duplicates.open', { count: alike.total })}
            </Button>
          )}
          {isProvince ? null : (
            <Button icon={Package} disabled={chosen.size === 0} onClick={() => setPacking(true)}>
              {t('projects.pack.of', { count: chosen.size })}
            </Button>
          )}
        </>
      }
    >
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
        {isProvince || (offices.data?.length ?? 0) > 0 ? (
          <FilterSelect
            label={t('plans.mirror.office')}
            value={officeChoice}
            options={[
              ...(isProvince
                ? [{ value: everywhere, label: t('projects.everywhere') }]
                : [{ value: office.id, label: office.name }]),
              ...(offices.data ?? []).map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={setOffice}
            width="16rem"
          />
        ) : null}
        <FilterSelect
          label={t('projects.sort')}
          value={sort}
          options={projectSorts.map((one) => ({ value: one, label: t(`projects.sort.${one}`) }))}
          onChange={(next) => setSort(next === 'newest' ? null : next)}
          width="11rem"
        />
        <Box role="status" sx={{ color: 'text.secondary', fontSize: '0.92rem' }}>
          {found.data ? <Found data={found.data} /> : ''}
        </Box>
      </FilterBar>
      <Box
        sx={{
          display: 'grid',
          gap: 1.6,
          alignItems: 'start',
          gridTemplateColumns: { xs: '1fr', lg: '13.5rem minmax(0, 1fr)' },
          // nothing to narrow down: the list has the whole width
          '& > :only-child': { gridColumn: '1 / -1' },
        }}
      >
        <FacetPanel
          search={search}
          filters={filters}
          onChange={(next) => {
            setLimit(pageSize)
            setAskedFilters(filtersOut(next))
          }}
        />
        <Box sx={{ minWidth: 0 }}>
          {papers.data && papers.data.length > 0 ? (
            <Section title={t('projects.papers', { count: papers.data.length })}>
              <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: '9rem', overflow: 'auto' }}>
                {papers.data.map((paper) => (
                  <Box component="li" key={paper.id} sx={{ py: 0.2 }}>
                    <Box component="span" sx={{ color: 'text.secondary', mr: 1 }}>
                      {t(`projects.papers.${paper.kind}`)}
                    </Box>
                    <AppLink href={paper.href}>{paper.title}</AppLink>{' '}
                    <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.88rem' }}>
                      {paper.detail}
                    </Box>
                  </Box>
                ))}
              </Box>
            </Section>
          ) : null}
          <Section flush>
            <Query of={found} lines={6}>
              {({ rows, total, more, how }) =>
                rows.length === 0 && !isNarrowed ? (
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
                    {how === 'exact' || rows.length === 0 ? null : (
                      <Box
                        role="note"
                        sx={(theme) => ({
                          px: 1.6,
                          py: 0.7,
                          bgcolor: theme.tokens.accentTint,
                          fontSize: '0.92rem',
                        })}
                      >
                        {t(`projects.how.${how}`, { text: wanted.trim() })}
                      </Box>
                    )}
                    <ArrowRows>
                      <Table<ProjectLine>
                        label={t('projects.title')}
                        rows={rows}
                        rowKey={(row) => row.id}
                        maxHeight="calc(100vh - 13.5rem)"
                        empty={
                          <EmptyState
                            icon={SearchX}
                            title={
                              wanted.trim() === ''
                                ? t('projects.noneFiltered')
                                : t('projects.noMatch', { text: wanted.trim() })
                            }
                            text={t('projects.noMatch.what')}
                          />
                        }
                        columns={columns}
                      />
                    </ArrowRows>
                    {(rows.length < total || more) && rows.length > 0 && how !== 'likely' && limit < 500 ? (
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
        </Box>
      </Box>
      {packing ? (
        <PackDialog projectIds={[...chosen].slice(0, 200)} onClose={() => setPacking(false)} />
      ) : null}
    </Page>
  )
}

function Found({ data }: { data: FoundProjects }) {
  const { t } = useTranslation()
  if (data.waiting > 0) return <>{t('projects.waiting', { count: formatNumber(data.waiting) })}</>
  return <>{t(data.more ? 'projects.foundMore' : 'projects.found', { count: formatNumber(data.total) })}</>
}

function filtersIn(text: string | null): ProjectFilters {
  const filters: ProjectFilters = {}
  const parts = new URLSearchParams(text ?? '')
  for (const facet of searchFacets) {
    const value = parts.get(facet)
    if (value !== null) filters[facet] = value
  }
  return filters
}

function filtersOut(filters: ProjectFilters): string | null {
  const parts = new URLSearchParams()
  for (const facet of searchFacets) {
    const value = filters[facet]
    if (value !== undefined) parts.set(facet, value)
  }
  const text = parts.toString()
  return text === '' ? null : text
}

/** บ้านนอกท่า หมู่ที่ 3 · ตำบลพรหมโลก; for the province with its district. */
function placeOf(row: ProjectLine, withDistrict: boolean): string {
  const tambon = row.originName.includes(row.tambonName) ? '' : row.tambonName
  return [row.originName, tambon, withDistrict ? row.districtName : '']
    .filter((part) => part !== '')
    .join(' · ')
}

function useColumns({
  isProvince,
  chosen,
  choose,
  open,
}: {
  isProvince: boolean
  chosen: ReadonlySet<string>
  choose: (id: string, on: boolean) => void
  open: (id: string) => void
}): TableColumn<ProjectLine>[] {
  const { t } = useTranslation()
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'fate-kinds' } }))
  const box: TableColumn<ProjectLine> = {
    key: 'chosen',
    title: '',
    width: '2.6rem',
    cell: (row) => (
      <Checkbox
        size="small"
        checked={chosen.has(row.id)}
        onChange={(event) => choose(row.id, event.target.checked)}
        slotProps={{ input: { 'aria-label': t('projects.pack.choose', { name: row.name }) } }}
        sx={{ p: 0.2 }}
      />
    ),
  }
  return [
    ...(isProvince ? [] : [box]),
    {
      key: 'name',
      title: t('projects.column.name'),
      rowHead: true,
      cell: (row) => (
        <>
          <RowLink onOpen={() => open(row.id)} hint={t('projects.open')}>
            <Thai text={row.name} />
          </RowLink>
          <Box sx={{ color: 'text.secondary', fontWeight: 400, fontSize: '0.88rem' }}>
            <Thai text={placeOf(row, isProvince)} />
          </Box>
        </>
      ),
    },
    {
      key: 'level',
      title: t('projects.column.level'),
      width: '9rem',
      nowrap: true,
      cell: (row) =>
        row.level === '' ? '' : `${t(`plans.short.${row.level}`, { defaultValue: row.level })} ${row.planFy}`,
    },
    {
      key: 'total',
      title: t('projects.column.total'),
      align: 'right',
      width: '8.5rem',
      nowrap: true,
      cell: (row) => formatBaht(row.total),
    },
    {
      key: 'readiness',
      title: t('projects.column.readiness'),
      width: '7rem',
      cell: (row) => <ReadyChip percent={row.readiness} />,
    },
    {
      key: 'fate',
      title: t('projects.column.fate'),
      width: '7rem',
      cell: (row) =>
        row.fate === null ? '' : (kinds.data?.items.find((item) => item.key === row.fate)?.name ?? row.fate),
    },
  ]
}
