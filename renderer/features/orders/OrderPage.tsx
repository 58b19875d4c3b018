import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { PenLine, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../../core/orders/contract.ts'
import { orderFields } from '../../../core/orders/rules.ts'
import { api, client } from '../../app/client.ts'
import { useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { AutoSave } from '../../ui/AutoSave.tsx'
import { Button } from '../../ui/Button.tsx'
import { DateField, LinesField, SelectField, TextArea } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { PaperView } from '../../ui/PaperView.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { SignDialog } from '../papers/SignDialog.tsx'
import { useSignatories } from '../papers/use-signatories.ts'

/** An appointment order beside its paper: its words until it is signed, then only the paper (C14). */
export default function OrderPage() {
  const orderId = useRouteParam('orderId')
  const order = useQuery(api.orders.get.queryOptions({ input: { id: orderId } }))
  const { t } = useTranslation()
  return (
    <PageQuery
      of={order}
      title={t('orders.title')}
      back={{ href: '/bodies?tab=orders', label: t('orders.page.back') }}
    >
      {(data) => <OrderDesk key={`${data.id}:${data.state}`} order={data} />}
    </PageQuery>
  )
}

function OrderDesk({ order }: { order: Order }) {
  const { t } = useTranslation()
  const [signing, setSigning] = useState(false)
  const sign = useCommand(client.orders.sign)
  const draft = order.state === 'draft'
  const number =
    draft || order.numberYear === null
      ? ''
      : order.number === null
        ? t('orders.number.blank', { year: order.numberYear })
        : t('orders.number', { number: order.number, year: order.numberYear })
  return (
    <Page
      title={draft ? `${t('orders.title')} ${order.bodyName}` : `${t('orders.title')} ${number}`}
      back={{ href: '/bodies?tab=orders', label: t('orders.page.back') }}
      help={t(draft ? 'orders.page.help' : 'orders.page.signedHelp')}
      aside={
        <StatusChip
          status={order.state === 'signed' ? 'done' : draft ? 'underWay' : 'notStarted'}
          label={t(`orders.state.${order.state}`)}
        />
      }
      actions={
        <>
          <Button icon={Users} href={`/bodies/${order.bodyId}`}>
            {t(draft ? 'orders.page.editSeats' : 'orders.page.body')}
          </Button>
          {draft ? (
            <Button look="main" icon={PenLine} onClick={() => setSigning(true)}>
              {t('orders.sign')}
            </Button>
          ) : null}
        </>
      }
    >
      {draft ? (
        <SplitPaper paper={<PaperView paper={{ kind: 'order', id: order.id }} />}>
          <Words order={order} />
          <Members order={order} />
        </SplitPaper>
      ) : (
        <PaperView paper={{ kind: 'order', id: order.id }} />
      )}
      {signing ? (
        <SignDialog
          title={t('orders.sign.title')}
          help={t('orders.sign.help')}
          register="order"
          draftKey={`orders.sign:${order.id}`}
          onSign={(signedOn, choice) => sign.run({ id: order.id, signedOn, number: choice })}
          onClose={() => setSigning(false)}
        />
      ) : null}
    </Page>
  )
}

function Words({ order }: { order: Order }) {
  const { t } = useTranslation()
  const signatories = useSignatories('order')
  const draftKey = `orders.save:${order.id}`
  return (
    <Section>
      <Form
        schema={orderFields}
        draftKey={draftKey}
        initial={{
          subject: order.subject,
          reason: order.reason,
          powers: order.powers,
          duties: order.duties,
          effectiveOn: order.effectiveOn,
          signatoryId: order.signatoryId,
        }}
        onSubmit={(fields) => client.orders.save({ id: order.id, fields })}
      >
        {(form) => (
          <>
            <Fields columns={2}>
              <TextArea name="subject" label={t('orders.subject')} required rows={2} autoFocus />
              <TextArea name="reason" label={t('orders.reason')} rows={3} />
              <TextArea name="powers" label={t('orders.powers')} rows={2} />
              <LinesField name="duties" label={t('orders.duties')} most={10} wide />
              <SelectField
                name="signatoryId"
                label={t('orders.signatory')}
                options={signatories.options}
                empty={t('common.none')}
                help={signatories.options.length === 0 ? t('orders.signatory.none') : undefined}
              />
              <DateField name="effectiveOn" label={t('orders.effectiveOn')} />
            </Fields>
            <AutoSave
              form={form}
              schema={orderFields}
              draftKey={draftKey}
              save={(fields) => client.orders.save({ id: order.id, fields })}
            />
          </>
        )}
      </Form>
    </Section>
  )
}

function Members({ order }: { order: Order }) {
  const { t } = useTranslation()
  return (
    <Section title={t('orders.members', { count: order.members.length })}>
      <Box
        component="ol"
        tabIndex={0}
        aria-label={t('orders.members', { count: order.members.length })}
        sx={{ m: 0, pl: 2.6, fontSize: '0.92rem', maxHeight: '16rem', overflow: 'auto' }}
      >
        {order.members.map((member) => (
          <li key={`${member.name} ${member.position} ${member.title}`}>
            {[member.name, member.position].filter((part) => part !== '').join(' ')}{' '}
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {member.title}
            </Box>
          </li>
        ))}
      </Box>
    </Section>
  )
}
