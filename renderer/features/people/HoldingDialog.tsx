import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Holder } from '../../../core/people/contract.ts'
import { holdingFields } from '../../../core/people/rules.ts'
import { api, client } from '../../app/client.ts'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  CheckField,
  DateField,
  Fields,
  Form,
  SelectField,
  SheetDialog,
  useConfirm,
} from '../../ui/index.ts'

/** Corrects from when to when somebody held a post, or takes out of the history what never was. */
export function HoldingDialog({ holder, onClose }: { holder: Holder; onClose: () => void }) {
  const { t } = useTranslation()
  const confirm = useConfirm()
  const reasons = useQuery(api.people.leaveReasons.queryOptions())
  const save = useCommand(client.people.saveHolding)
  const remove = useCommand(client.people.removeHolding)
  const drop = async () => {
    const yes = await confirm({
      title: t('people.holding.remove'),
      text: t('people.holding.remove.text', { name: holder.name }),
      confirm: t('people.holding.remove'),
      danger: true,
    })
    if (yes && (await remove.attempt({ id: holder.holdingId })).ok) onClose()
  }
  const { startsOn, endsOn, endReason, acting } = holder
  return (
    <SheetDialog open onClose={onClose} title={t('people.holding.edit', { name: holder.name })}>
      <Form
        schema={holdingFields}
        initial={{ startsOn, endsOn, endReason, acting }}
        submitLabel={t('common.save')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          await save.run({ id: holder.holdingId, fields })
          onClose()
        }}
        extra={
          <Button look="danger" icon={Trash2} onClick={() => void drop()}>
            {t('people.holding.remove')}
          </Button>
        }
      >
        {(form) => (
          <Fields columns={2}>
            <DateField
              name="startsOn"
              label={t('people.holding.startsOn')}
              help={t('people.holding.unknown')}
              autoFocus
            />
            <DateField name="endsOn" label={t('people.holding.endsOn')} help={t('people.holding.lasts')} />
            <SelectField
              name="endReason"
              label={t('people.appoint.endReason')}
              empty={t('people.appoint.noReason')}
              options={(reasons.data ?? []).map((one) => ({ value: one.key, label: one.name }))}
              onPicked={(value) => form.setValue('endReason', value ?? '')}
            />
            <CheckField name="acting" label={t('people.acting')} />
          </Fields>
        )}
      </Form>
    </SheetDialog>
  )
}
