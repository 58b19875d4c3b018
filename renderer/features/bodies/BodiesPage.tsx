import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { Plus, Users } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BodyLine, BodyRule } from '../../../core/bodies/contract.ts'
import type { OrderLine } from '../../../core/orders/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { EditionPicker, useEditionYear } from '../../ui/EditionPicker.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterSelect } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'
import { type BodyKind, type BodyRow, bodyRows } from './body-rows.ts'
import { OpenBodyDialog } from './OpenBodyDialog.tsx'

/** Committees of the office with what each still needs, and their orders (C13, C14). */
export default function BodiesPage() {
  const { t } = useTranslation()
  const go = useGo()
  const [tab, setTab] = useQueryParam('tab')
  const [tambonCode, setTambon] = useQueryParam('tambon')
  const [kind, setKind] = useQueryParam('kind')
  const { editionFy, years, setEditionFy } = useEditionYear()
  const [opening, setOpening] = useState<{ kind: string | null; tambonCode: string | null } | null>(null)

  const bodies = useQuery(api.bodies.list.queryOptions({ input: { editionFy } }))
  const orders = useQuery(api.orders.list.queryOptions({ input: { editionFy: null } }))
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'bodies' } }))
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const status = useQuery(api.office.status.queryOptions())
  const kindList = useMemo(() => (kinds.data?.items ?? []) as unknown as BodyKind[], [kinds.data])
  const tambonWords = (name: string) => t('plans.area.tambon', { name })
  const rows = useMemo(
    () =>
      bodyRows(
        bodies.data ?? [],
        status.data?.office?.profile === 'province' ? [] : kindList,
        tambons.data ?? [],
        {
          tambon: (name) => t('plans.area.tambon', { name }),
          district: t('plans.area.district', { name: status.data?.office?.districtName ?? '' }),
        },
      ),
    [bodies.data, kindList, tambons.data, status.data, t],
  )
  const shown = rows.filter(
    (row) => (tambonCode === null || row.tambonCode === tambonCode) && (kind === null || row.kind === kind),
  )
  const open = (row: BodyRow) =>
    row.body ? go(`/bodies/${row.body.id}`) : setOpening({ kind: row.kind, tambonCode: row.tambonCode })

  return (
    <Page
      title={t('bodies.title')}
      help={t('bodies.help')}
      certainty={kinds.data?.certainty ?? null}
      actions={
        <>
          <EditionPicker editionFy={editionFy} years={years} onChange={setEditionFy} />
          <Button icon={Plus} onClick={() => setOpening({ kind, tambonCode })}>
            {t('bodies.open')}
          </Button>
        </>
      }
    >
      <Tabs
        value={tab === 'orders' ? 'orders' : 'bodies'}
        onChange={(_, value: string) => setTab(value === 'bodies' ? null : value)}
        sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
      >
        <Tab value="bodies" label={t('bodies.tab.bodies')} />
        <Tab value="orders" label={t('bodies.tab.orders')} />
      </Tabs>
      {tab === 'orders' ? (
        <Section flush>
          <Query of={orders}>{(data) => <Orders orders={data} />}</Query>
        </Section>
      ) : (
        <>
          <FilterBar>
            <FilterSelect
              label={t('bodies.tambon')}
              value={tambonCode ?? ''}
              options={[
                { value: '', label: t('bodies.allTambons') },
                ...(tambons.data ?? []).map((tambon) => ({
                  value: tambon.code,
                  label: tambonWords(tambon.name),
                })),
              ]}
              onChange={(value) => setTambon(value === '' ? null : value)}
            />
            <FilterSelect
              label={t('bodies.open.kind')}
              value={kind ?? ''}
              options={[
                { value: '', label: t('common.all') },
                ...kindList.map((one) => ({ value: one.key, label: one.shortName || one.name })),
              ]}
              onChange={(value) => setKind(value === '' ? null : value)}
            />
          </FilterBar>
          <Section flush>
            <Query of={bodies}>
              {() => (
                <ArrowRows>
                  <Table<BodyRow>
                    label={t('bodies.title')}
                    rows={shown}
                    rowKey={(row) => row.key}
                    maxHeight="calc(100vh - 17rem)"
                    empty={
                      <EmptyState
                        icon={Users}
                        title={t('bodies.none')}
                        text={t('bodies.none.what')}
                        action={
                          <Button look="main" onClick={() => setOpening({ kind, tambonCode })}>
                            {t('bodies.open')}
                          </Button>
                        }
                      />
                    }
                    columns={[
                      {
                        key: 'name',
                        title: t('bodies.column.name'),
                        rowHead: true,
                        width: '13rem',
                        cell: (row) => (
                          <RowLink onOpen={() => open(row)} hint={row.body?.name ?? t('bodies.open')}>
                            {row.kindName}
                          </RowLink>
                        ),
                      },
                      {
                        key: 'area',
                        title: t('bodies.column.area'),
                        cell: (row) => row.areaName,
                        width: '14rem',
                      },
                      {
                        key: 'seats',
                        title: t('bodies.column.seats'),
                        align: 'right',
                        width: '6rem',
                        cell: (row) =>
                          row.body
                            ? t('bodies.column.seats.count', {
                                filled: row.body.filled,
                                seats: row.body.seats,
                              })
                            : '',
                      },
                      {
                        key: 'order',
                        title: t('bodies.column.order'),
                        width: '16rem',
                        cell: (row) => (row.body ? <OrderInForce body={row.body} /> : ''),
                      },
                      {
                        key: 'warnings',
                        title: t('bodies.column.warnings'),
                        cell: (row) => <Warnings row={row} />,
                      },
                    ]}
                  />
                </ArrowRows>
              )}
            </Query>
          </Section>
        </>
      )}
      {opening ? <OpenBodyDialog {...opening} kinds={kindList} onClose={() => setOpening(null)} /> : null}
    </Page>
  )
}

/** The number and date of the order in force, or that there is none. */
export function OrderInForce({ body }: { body: Pick<BodyLine, 'order'> }) {
  const { t } = useTranslation()
  if (!body.order) return <>{t('bodies.order.none')}</>
  const { number, year, signedOn } = body.order
  const date = formatDate(signedOn, 'short')
  return (
    <>
      {number === null
        ? t('bodies.order.noNumber', { date })
        : t('bodies.order.number', { number, year, date })}
    </>
  )
}

function Warnings({ row }: { row: BodyRow }) {
  const { t } = useTranslation()
  if (!row.body) return <StatusChip status="notStarted" label={t('bodies.notSetUp')} />
  if (row.body.warnings.length === 0) return <StatusChip status="done" label={t('bodies.current')} />
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.6 }}>
      {row.body.warnings.map((warning) => (
        <StatusChip
          key={warning.key}
          status="late"
          label={t(`bodies.warning.${warning.key}`, warning.params)}
        />
      ))}
    </Box>
  )
}

/** One line on how many members a rule lays down, for how long, and who appoints. */
export function useRuleLine(): (rule: BodyRule) => string {
  const { t } = useTranslation()
  return ({ minimum, maximum, termYears, appointer }) => {
    const range =
      minimum !== null && maximum !== null
        ? t('bodies.rule.range', { minimum, maximum })
        : minimum !== null
          ? t('bodies.rule.minimum', { minimum })
          : maximum !== null
            ? t('bodies.rule.maximum', { maximum })
            : t('bodies.rule.none')
    return [
      range,
      termYears === null ? '' : t('bodies.rule.term', { years: termYears }),
      appointer === '' ? '' : t('bodies.rule.appointer', { appointer }),
    ]
      .filter((part) => part !== '')
      .join(' · ')
  }
}

function Orders({ orders }: { orders: OrderLine[] }) {
  const { t } = useTranslation()
  const go = useGo()
  return (
    <ArrowRows>
      <Table<OrderLine>
        label={t('bodies.tab.orders')}
        rows={orders}
        rowKey={(row) => row.id}
        maxHeight="calc(100vh - 14rem)"
        empty={<EmptyState title={t('orders.list.none')} text={t('orders.list.none.what')} />}
        columns={[
          {
            key: 'number',
            title: t('orders.column.number'),
            width: '8rem',
            cell: (row) =>
              row.state === 'draft'
                ? ''
                : row.number === null
                  ? t('orders.number.blank', { year: row.numberYear })
                  : t('orders.number', { number: row.number, year: row.numberYear }),
          },
          {
            key: 'subject',
            title: t('orders.column.subject'),
            rowHead: true,
            width: '38%',
            cell: (row) => <RowLink onOpen={() => go(`/orders/${row.id}`)}>{row.subject}</RowLink>,
          },
          { key: 'body', title: t('orders.column.body'), cell: (row) => row.bodyName },
          {
            key: 'edition',
            title: t('orders.column.editionFy'),
            align: 'right',
            width: '5.5rem',
            cell: (row) => row.editionFy,
          },
          {
            key: 'signedOn',
            title: t('orders.column.signedOn'),
            nowrap: true,
            width: '8rem',
            cell: (row) => (row.signedOn ? formatDate(row.signedOn, 'short') : ''),
          },
          {
            key: 'state',
            title: t('orders.column.state'),
            width: '9rem',
            cell: (row) => (
              <StatusChip
                status={row.state === 'signed' ? 'done' : row.state === 'draft' ? 'underWay' : 'notStarted'}
                label={t(`orders.state.${row.state}`)}
              />
            ),
          },
        ]}
      />
    </ArrowRows>
  )
}
