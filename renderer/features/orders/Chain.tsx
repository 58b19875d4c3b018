import { useTranslation } from 'react-i18next'
import type { ChainLine, Order } from '../../../core/orders/contract.ts'
import { formatDate } from '../../app/format.ts'
import { useGo } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Section } from '../../ui/Page.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Table } from '../../ui/Table.tsx'
import { useNumberWords } from './order-words.ts'
import { StandingChip } from './StandingChip.tsx'

/** The orders of the same bodies one after the other: which replaced, amended or cancelled which. */
export function Chain({ order }: { order: Order }) {
  const { t } = useTranslation()
  const go = useGo()
  const numberWords = useNumberWords()
  if (order.chain.length < 2) return null
  const byId = new Map(order.chain.map((line) => [line.id, line]))
  const aboutOf = ({ id, supersedesId }: ChainLine) => {
    const about = byId.get((id === order.id ? order.supersedesId : supersedesId) ?? '')
    return about ? numberWords(about) : ''
  }
  return (
    <Section title={t('orders.chain')} help={t('orders.chain.help')} flush>
      <ArrowRows>
        <Table<ChainLine>
          label={t('orders.chain')}
          rows={order.chain}
          rowKey={(line) => line.id}
          columns={[
            {
              key: 'number',
              title: t('orders.column.number'),
              rowHead: true,
              nowrap: true,
              cell: (line) => {
                const words = line.state === 'draft' ? t('orders.standing.draft') : numberWords(line)
                return line.id === order.id ? (
                  words
                ) : (
                  <RowLink onOpen={() => go(`/orders/${line.id}`)} hint={line.subject}>
                    {words}
                  </RowLink>
                )
              },
            },
            {
              key: 'signedOn',
              title: t('orders.column.signedOn'),
              nowrap: true,
              cell: (line) => (line.signedOn ? formatDate(line.signedOn, 'short') : ''),
            },
            {
              key: 'what',
              title: t('orders.column.action'),
              cell: (line) => {
                const about = aboutOf(line)
                return about === ''
                  ? t(`orders.action.${line.action}`)
                  : t(`orders.chain.${line.action}`, { about })
              },
            },
            {
              key: 'standing',
              title: t('orders.column.state'),
              cell: (line) => <StandingChip standing={line.standing} />,
            },
          ]}
        />
      </ArrowRows>
    </Section>
  )
}
