import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Order, OrderBody } from '../../../core/orders/contract.ts'
import { toArabicDigits } from '../../../core/thai/digits.ts'
import { api, client } from '../../app/client.ts'
import { useCommand } from '../../app/task.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceBox } from '../../ui/Fields.tsx'
import { Section } from '../../ui/Page.tsx'
import { Thai } from '../../ui/Thai.tsx'

/** Whom an order names, body by body, and in words what that changes against the order before. */
export function OrderBodies({ order }: { order: Order }) {
  if (order.action === 'cancel') return null
  const appoints = order.action === 'appoint' || order.action === 'replace'
  return (
    <>
      {order.state === 'draft' && appoints ? <AddBody order={order} /> : null}
      {order.bodies.map((body) => (
        <BodyMembers key={body.bodyId} body={body} order={order} />
      ))}
    </>
  )
}

/** Several bodies in one order, e.g. คณะกรรมการอำนวยการ with its working parties. */
function AddBody({ order }: { order: Order }) {
  const { t } = useTranslation()
  const bodies = useQuery(api.bodies.list.queryOptions({ input: { editionFy: order.editionFy } }))
  const setBodies = useCommand(client.orders.setBodies)
  const others = (bodies.data ?? []).filter(
    (body) => body.state !== 'closed' && !order.bodyIds.includes(body.id),
  )
  if (others.length === 0) return null
  return (
    <Section title={t('orders.bodies.add')} help={t('orders.bodies.add.help')}>
      <ChoiceBox
        label={t('orders.column.body')}
        value={null}
        disabled={setBodies.running}
        options={others.map((body) => ({ value: body.id, label: body.name }))}
        onChange={(id) => {
          if (id !== null) void setBodies.attempt({ id: order.id, bodyIds: [...order.bodyIds, id] })
        }}
      />
    </Section>
  )
}

function BodyMembers({ body, order }: { body: OrderBody; order: Order }) {
  const { t } = useTranslation()
  const several = order.bodies.length > 1
  const count = t('orders.members', { count: body.members.length })
  const changes = order.action === 'appoint' ? null : body.changes
  return (
    <Section
      title={several ? body.name : count}
      help={several ? count : undefined}
      actions={several ? <BodyDoors order={order} body={body} /> : undefined}
    >
      {changes === null ? null : changes.length === 0 ? (
        <Box sx={{ color: 'text.secondary', mb: 0.8 }}>{t('orders.changes.none')}</Box>
      ) : (
        <Box sx={{ mb: 1.2 }}>
          <Box sx={{ fontWeight: 600, fontSize: '0.92rem' }}>
            {t('orders.changes', { count: changes.length })}
          </Box>
          <Box component="ul" sx={{ m: 0, pl: 2.4, fontSize: '0.92rem' }}>
            {changes.map((change) => (
              <li key={change}>
                <Thai text={toArabicDigits(change)} />
              </li>
            ))}
          </Box>
        </Box>
      )}
      <Box
        component="ol"
        tabIndex={0}
        aria-label={count}
        sx={{ m: 0, pl: 2.6, fontSize: '0.92rem', maxHeight: '16rem', overflow: 'auto' }}
      >
        {body.members.map((member, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what names a member
          <li key={at}>
            <Thai
              text={toArabicDigits([member.name, member.position].filter((part) => part !== '').join(' '))}
            />{' '}
            <Box component="span" sx={{ color: 'text.secondary' }}>
              <Thai text={member.title} />
            </Box>
          </li>
        ))}
      </Box>
    </Section>
  )
}

function BodyDoors({ order, body }: { order: Order; body: OrderBody }) {
  const { t } = useTranslation()
  const setBodies = useCommand(client.orders.setBodies)
  return (
    <>
      {order.state === 'draft' ? (
        <Button
          look="quiet"
          busy={setBodies.running}
          label={t('orders.bodies.takeOut.of', { name: body.name })}
          onClick={() =>
            void setBodies.attempt({
              id: order.id,
              bodyIds: order.bodyIds.filter((id) => id !== body.bodyId),
            })
          }
        >
          {t('orders.bodies.takeOut')}
        </Button>
      ) : null}
      <Button look="quiet" href={`/bodies/${body.bodyId}`}>
        {t(order.state === 'draft' ? 'orders.page.editSeats' : 'orders.page.body')}
      </Button>
    </>
  )
}
