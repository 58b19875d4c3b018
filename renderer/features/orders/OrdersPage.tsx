import { useQuery } from '@tanstack/react-query'
import { FilePlus2, ScrollText } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderLine } from '../../../core/orders/contract.ts'
import { searchKey } from '../../../core/thai/text.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { useEditionYear } from '../../ui/EditionPicker.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'
import { DraftOrdersDialog } from '../bodies/DraftOrdersDialog.tsx'
import { RoomTabs } from '../bodies/RoomTabs.tsx'
import { standings, useNumberWords } from './order-words.ts'
import { StandingChip } from './StandingChip.tsx'

/** Appointment orders of the office, and which bodies have a current one (C14). */
export default function OrdersPage() {
  const { t } = useTranslation()
  const go = useGo()
  const numberWords = useNumberWords()
  const { editionFy } = useEditionYear()
  const [edition, setEdition] = useQueryParam('edition')
  const [standing, setStanding] = useQueryParam('standing')
  const [kind, setKind] = useQueryParam('kind')
  const [text, setText] = useState('')
  const orders = useQuery(api.orders.list.queryOptions({ input: { editionFy: null } }))
  const kinds = useQuery(api.bodies.kinds.queryOptions())
  const years = useMemo(
    () => [...new Set((orders.data ?? []).map((order) => order.editionFy))].sort((a, b) => b - a),
    [orders.data],
  )
  const wanted = searchKey(text)
  const shown = (orders.data ?? []).filter(
    (order) =>
      (edition === null || String(order.editionFy) === edition) &&
      (standing === null || order.standing === standing) &&
      (kind === null || order.kinds.includes(kind)) &&
      (wanted === '' ||
        searchKey(`${order.subject} ${order.bodyName} ${numberWords(order)}`).includes(wanted)),
  )
  const narrowed = edition !== null || standing !== null || kind !== null || text !== ''
  return (
    <Page title={t('orders.title')} help={t('orders.list.help')}>
      <RoomTabs here="/orders" />
      <Coverage editionFy={editionFy} kind={kind} />
      <FilterBar>
        <FilterText label={t('orders.list.find')} value={text} onChange={setText} />
        <FilterSelect
          label={t('orders.column.state')}
          value={standing ?? ''}
          options={[
            { value: '', label: t('common.all') },
            ...standings.map((one) => ({ value: one, label: t(`orders.standing.${one}`) })),
          ]}
          onChange={(value) => setStanding(value === '' ? null : value)}
        />
        <FilterSelect
          label={t('orders.column.body')}
          value={kind ?? ''}
          options={[
            { value: '', label: t('common.all') },
            ...(kinds.data ?? []).map((one) => ({ value: one.kind, label: one.shortName || one.name })),
          ]}
          onChange={(value) => setKind(value === '' ? null : value)}
        />
        <FilterSelect
          label={t('orders.column.editionFy')}
          value={edition ?? ''}
          options={[
            { value: '', label: t('common.all') },
            ...years.map((year) => ({ value: String(year), label: String(year) })),
          ]}
          onChange={(value) => setEdition(value === '' ? null : value)}
          width="9rem"
        />
      </FilterBar>
      <Section flush>
        <Query of={orders}>
          {() => (
            <ArrowRows>
              <Table<OrderLine>
                label={t('orders.title')}
                rows={shown}
                rowKey={(row) => row.id}
                maxHeight="calc(100vh - 20rem)"
                empty={
                  narrowed ? (
                    <EmptyState
                      title={t('orders.list.notFound')}
                      text={t('orders.list.notFound.what')}
                      action={
                        <Button
                          onClick={() => {
                            setText('')
                            go('/orders')
                          }}
                        >
                          {t('orders.list.showAll')}
                        </Button>
                      }
                    />
                  ) : (
                    <EmptyState
                      icon={ScrollText}
                      title={t('orders.list.none')}
                      text={t('orders.list.none.what')}
                      action={
                        <Button look="main" href="/bodies">
                          {t('orders.list.none.do')}
                        </Button>
                      }
                    />
                  )
                }
                columns={[
                  {
                    key: 'number',
                    title: t('orders.column.number'),
                    width: '7rem',
                    nowrap: true,
                    cell: (row) => numberWords(row),
                  },
                  {
                    key: 'subject',
                    title: t('orders.column.subject'),
                    rowHead: true,
                    width: '42%',
                    cell: (row) => (
                      <RowLink onOpen={() => go(`/orders/${row.id}`)} hint={row.bodyName}>
                        {row.subject}
                      </RowLink>
                    ),
                  },
                  {
                    key: 'area',
                    title: t('orders.column.body'),
                    cell: (row) =>
                      row.bodyIds.length > 1
                        ? t('orders.column.bodies', { count: row.bodyIds.length })
                        : row.areaName,
                  },
                  {
                    key: 'action',
                    title: t('orders.column.action'),
                    width: '8.5rem',
                    nowrap: true,
                    cell: (row) => t(`orders.action.${row.action}`),
                  },
                  {
                    key: 'edition',
                    title: t('orders.column.editionFy'),
                    align: 'right',
                    width: '5rem',
                    cell: (row) => row.editionFy,
                  },
                  {
                    key: 'signedOn',
                    title: t('orders.column.signedOn'),
                    nowrap: true,
                    width: '7.5rem',
                    cell: (row) => (row.signedOn ? formatDate(row.signedOn, 'short') : ''),
                  },
                  {
                    key: 'state',
                    title: t('orders.column.state'),
                    width: '9.5rem',
                    cell: (row) => <StandingChip standing={row.standing} />,
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

/** How many bodies of each kind, or of the chosen one, have a current order, and the door to draft all that are missing. */
function Coverage({ editionFy, kind: only }: { editionFy: number | null; kind: string | null }) {
  const { t } = useTranslation()
  const [drafting, setDrafting] = useState(false)
  const bodies = useQuery(api.bodies.list.queryOptions({ input: { editionFy } }))
  const asked = (bodies.data ?? []).filter(
    (body) => body.state !== 'closed' && (only === null || body.kind === only),
  )
  const lacking = asked.filter((body) => body.state === 'missing' || body.state === 'review')
  const byKind = [...new Map(asked.map((body) => [body.kind, body.kindName]))].map(([kind, name]) => {
    const mine = asked.filter((body) => body.kind === kind)
    return { kind, name, count: mine.length, current: mine.filter((body) => body.state === 'current').length }
  })
  if (asked.length === 0) return null
  return (
    <Section
      title={t('orders.coverage')}
      help={editionFy === null ? undefined : t('orders.coverage.help', { editionFy })}
      actions={
        editionFy !== null && lacking.length > 0 ? (
          <Button icon={FilePlus2} look="main" onClick={() => setDrafting(true)}>
            {t('orders.coverage.draft', { count: lacking.length })}
          </Button>
        ) : undefined
      }
    >
      <span style={{ display: 'flex', flexWrap: 'wrap', gap: '0.5rem' }}>
        {byKind.map(({ kind, name, count, current }) => (
          <StatusChip
            key={kind}
            status={current === count ? 'done' : current === 0 ? 'late' : 'underWay'}
            label={t('orders.coverage.kind', { name, current, count })}
          />
        ))}
      </span>
      {drafting && editionFy !== null ? (
        <DraftOrdersDialog bodies={lacking} editionFy={editionFy} onClose={() => setDrafting(false)} />
      ) : null}
    </Section>
  )
}
