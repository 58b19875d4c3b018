import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OrderLine, OrderStanding } from '../../../core/orders/contract.ts'
import { formatDate } from '../../app/format.ts'
import { useGo } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { type Status, StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'

const looks: Record<OrderStanding, Status> = {
  draft: 'underWay',
  inForce: 'done',
  signed: 'notStarted',
  past: 'notStarted',
  annulled: 'notStarted',
}

/** The orders of a body in their chain, the newest first: which replaced, changed or ended which. */
export function BodyOrders({
  orders,
  loading,
}: {
  orders: readonly OrderLine[]
  loading: UseQueryResult<OrderLine[], Error>
}) {
  const { t } = useTranslation()
  const go = useGo()
  const sorted = [...orders].sort((a, b) => ((a.signedOn ?? '9999') < (b.signedOn ?? '9999') ? 1 : -1))
  return (
    <Section flush>
      <Query of={loading}>
        {() => (
          <ArrowRows>
            <Table<OrderLine>
              label={t('bodies.page.orders')}
              rows={sorted}
              rowKey={(row) => row.id}
              maxHeight="calc(100vh - 20rem)"
              empty={
                <EmptyState title={t('bodies.page.orders.none')} text={t('bodies.page.orders.none.what')} />
              }
              columns={[
                {
                  key: 'number',
                  title: t('bodies.page.orders.number'),
                  width: '8rem',
                  nowrap: true,
                  cell: (row) =>
                    row.state === 'draft' || row.numberYear === null
                      ? ''
                      : row.number === null
                        ? t('bodies.page.orders.blank', { year: row.numberYear })
                        : `${row.number}/${row.numberYear}`,
                },
                {
                  key: 'subject',
                  title: t('bodies.page.orders.subject'),
                  rowHead: true,
                  cell: (row) => <RowLink onOpen={() => go(`/orders/${row.id}`)}>{row.subject}</RowLink>,
                },
                {
                  key: 'action',
                  title: t('bodies.page.orders.action'),
                  width: '10rem',
                  cell: (row) => t(`bodies.order.action.${row.action}`),
                },
                {
                  key: 'signedOn',
                  title: t('bodies.page.orders.date'),
                  width: '7rem',
                  nowrap: true,
                  cell: (row) => (row.signedOn ? formatDate(row.signedOn, 'short') : ''),
                },
                {
                  key: 'standing',
                  title: t('common.state'),
                  width: '9rem',
                  cell: (row) => (
                    <StatusChip
                      status={looks[row.standing]}
                      label={t(`bodies.order.standing.${row.standing}`)}
                    />
                  ),
                },
              ]}
            />
          </ArrowRows>
        )}
      </Query>
    </Section>
  )
}
