import { useQuery } from '@tanstack/react-query'
import { Ban, Hash, PenLine, Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../../core/orders/contract.ts'
import { orderFields } from '../../../core/orders/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useGo, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { AutoSave } from '../../ui/AutoSave.tsx'
import { Button } from '../../ui/Button.tsx'
import { useConfirm } from '../../ui/Dialogs.tsx'
import { DateField, LinesField, SelectField, TextArea } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { PaperView } from '../../ui/PaperView.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { Attachments } from '../attachments/Attachments.tsx'
import { useSignatories } from '../papers/use-signatories.ts'
import { MirrorBar } from '../province/MirrorBar.tsx'
import { useBackToDistrict } from '../province/use-mirror.ts'
import { ActionSwitch } from './ActionSwitch.tsx'
import { Chain } from './Chain.tsx'
import { OrderBodies } from './OrderBodies.tsx'
import { OrderNotes } from './OrderNotes.tsx'
import { useNumberWords } from './order-words.ts'
import { EnterNumberDialog, SignOrdersDialog } from './SignOrdersDialog.tsx'
import { StandingChip } from './StandingChip.tsx'

/** An appointment order beside its paper: its words until it is signed, then only the paper and its chain (C14). */
export default function OrderPage() {
  const orderId = useRouteParam('orderId')
  const order = useQuery(api.orders.get.queryOptions({ input: { id: orderId } }))
  const { t } = useTranslation()
  return (
    <PageQuery of={order} title={t('orders.title')} back={{ href: '/orders', label: t('orders.page.back') }}>
      {(data) => <OrderDesk key={`${data.id}:${data.state}`} order={data} />}
    </PageQuery>
  )
}

function OrderDesk({ order }: { order: Order }) {
  const { t } = useTranslation()
  const { office } = useOffice()
  const numberWords = useNumberWords()
  const own = order.officeId === office.id
  const draft = order.state === 'draft'
  const title = draft
    ? t('orders.page.draftTitle', {
        name:
          order.bodies.length > 1
            ? t('orders.column.bodies', { count: order.bodies.length })
            : order.bodyName,
      })
    : `${t('orders.title')} ${numberWords(order)}`
  const back = useBackToDistrict(
    order.officeId,
    'orders',
    order.batchId === null || !draft
      ? { href: '/orders', label: t('orders.page.back') }
      : { href: `/orders/batch/${order.batchId}`, label: t('orders.page.backBatch') },
  )
  return (
    <Page
      title={title}
      back={back}
      help={t(draft ? 'orders.page.help' : 'orders.page.signedHelp')}
      aside={<StandingChip standing={order.standing} />}
      actions={own ? draft ? <DraftActions order={order} /> : <SignedActions order={order} /> : null}
    >
      <MirrorBar
        officeId={order.officeId}
        record={{ recordType: 'appointmentOrder', rowId: order.id, subject: `${title} ${order.subject}` }}
      />
      <SplitPaper paper={<PaperView paper={{ kind: 'order', id: order.id }} />}>
        {draft ? (
          <>
            <OrderNotes notes={order.notes} />
            <ActionSwitch order={order} />
            <Words key={`${order.action} ${order.bodyIds.join()}`} order={order} />
          </>
        ) : null}
        <OrderBodies order={order} />
        <Chain order={order} />
        {draft ? null : (
          <Section title={t('orders.scan')} help={t('orders.scan.help')}>
            <Attachments subject={{ table: 'appointmentOrder', id: order.id }} readOnly={!own} compact />
          </Section>
        )}
      </SplitPaper>
    </Page>
  )
}

function DraftActions({ order }: { order: Order }) {
  const { t } = useTranslation()
  const go = useGo()
  const confirm = useConfirm()
  const { notify } = useNotice()
  const [signing, setSigning] = useState(false)
  const sign = useCommand(client.orders.sign)
  const remove = useCommand(client.orders.remove)
  const throwAway = async () => {
    const sure = await confirm({
      title: t('orders.remove'),
      text: t('orders.remove.ask', { name: order.bodyName }),
      confirm: t('orders.remove'),
      danger: true,
    })
    if (!sure) return
    go('/orders')
    await remove.attempt({ id: order.id })
  }
  return (
    <>
      <Button icon={Trash2} busy={remove.running} onClick={() => void throwAway()}>
        {t('orders.remove')}
      </Button>
      {order.bodies.length === 1 ? (
        <Button icon={Users} href={`/bodies/${order.bodyId}`}>
          {t('orders.page.editSeats')}
        </Button>
      ) : null}
      <Button look="main" icon={PenLine} onClick={() => setSigning(true)}>
        {t('orders.sign')}
      </Button>
      {signing ? (
        <SignOrdersDialog
          ids={[order.id]}
          onSign={async (signing) => {
            const { number, year } = await sign.run({ id: order.id, ...signing })
            notify(t(number === null ? 'orders.sign.doneBlank' : 'orders.sign.done', { number, year }))
          }}
          onClose={() => setSigning(false)}
        />
      ) : null}
    </>
  )
}

function SignedActions({ order }: { order: Order }) {
  const { t } = useTranslation()
  const go = useGo()
  const { notify } = useNotice()
  const [asking, setAsking] = useState<'number' | 'annul' | null>(null)
  const open = useCommand(client.orders.open)
  const setNumber = useCommand(client.orders.setNumber)
  const annul = useCommand(client.orders.annul)
  const draftAnother = async (action: 'replace' | 'amend' | 'cancel') => {
    const made = await open.attempt({ bodyId: order.bodyId, editionFy: order.editionFy, action })
    if (made.ok) go(`/orders/${made.value.id}`)
  }
  const inForce = order.standing === 'inForce'
  return (
    <>
      {order.state === 'signed' && order.number === null ? (
        <Button icon={Hash} onClick={() => setAsking('number')}>
          {t('orders.enterNumber')}
        </Button>
      ) : null}
      {order.state === 'signed' ? (
        <Button icon={Ban} onClick={() => setAsking('annul')}>
          {t('orders.annul')}
        </Button>
      ) : null}
      {order.bodies.length === 1 ? (
        <Button icon={Users} href={`/bodies/${order.bodyId}`}>
          {t('orders.page.body')}
        </Button>
      ) : null}
      {inForce ? (
        <>
          <Button busy={open.running} onClick={() => void draftAnother('cancel')}>
            {t('orders.draft.cancel')}
          </Button>
          <Button look="main" icon={PenLine} busy={open.running} onClick={() => void draftAnother('amend')}>
            {t('orders.draft.amend')}
          </Button>
        </>
      ) : null}
      {asking === 'number' ? (
        <EnterNumberDialog
          onEnter={async (entered) => {
            const { number, year } = await setNumber.run({ id: order.id, ...entered })
            notify(t('orders.enterNumber.done', { number, year }))
          }}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {asking === 'annul' ? (
        <ReasonDialog
          words="orders.annul"
          onReason={async (reason) => {
            await annul.run({ id: order.id, reason })
            notify(t('orders.annul.done'))
          }}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </>
  )
}

/** A choice left empty is null on the screen. */
const orderForm = orderFields.extend({
  secrecy: orderFields.shape.secrecy.nullable().transform((value) => value ?? ''),
})
const secrecies = ['secret', 'verySecret', 'mostSecret'] as const

function Words({ order }: { order: Order }) {
  const { t } = useTranslation()
  const signatories = useSignatories('order')
  const draftKey = `orders.save:${order.id}:${order.action}`
  const { subject, reason, powers, duties, effectiveOn, signatoryId, annex, secrecy } = order
  const appoints = order.action === 'appoint' || order.action === 'replace'
  return (
    <Section title={t('orders.words')}>
      <Form
        schema={orderForm}
        draftKey={draftKey}
        initial={{ subject, reason, powers, duties, effectiveOn, signatoryId, annex, secrecy }}
        onSubmit={(fields) => client.orders.save({ id: order.id, fields })}
      >
        {(form) => (
          <>
            <Fields columns={2}>
              <TextArea name="subject" label={t('orders.subject')} required rows={2} autoFocus />
              <TextArea
                name="reason"
                label={t('orders.reason')}
                rows={3}
                required={order.action === 'cancel'}
              />
              <TextArea name="powers" label={t('orders.powers')} rows={2} />
              {order.action === 'cancel' ? null : (
                <LinesField
                  name="duties"
                  label={t(appoints ? 'orders.duties' : 'orders.duties.amend')}
                  most={10}
                  wide
                />
              )}
              <SelectField
                name="signatoryId"
                label={t('orders.signatory')}
                options={signatories.options}
                empty={t('common.none')}
                help={signatories.options.length === 0 ? t('orders.signatory.none') : undefined}
              />
              <DateField name="effectiveOn" label={t('orders.effectiveOn')} />
              {appoints ? (
                <SelectField
                  name="annex"
                  label={t('orders.annex')}
                  options={(['auto', 'always', 'never'] as const).map((value) => ({
                    value,
                    label: t(`orders.annex.${value}`),
                  }))}
                />
              ) : null}
              <SelectField
                name="secrecy"
                label={t('orders.secrecy')}
                empty={t('orders.secrecy.none')}
                options={secrecies.map((value) => ({ value, label: t(`orders.secrecy.${value}`) }))}
              />
            </Fields>
            <AutoSave
              form={form}
              schema={orderForm}
              draftKey={draftKey}
              save={(fields) => client.orders.save({ id: order.id, fields })}
            />
          </>
        )}
      </Form>
    </Section>
  )
}
