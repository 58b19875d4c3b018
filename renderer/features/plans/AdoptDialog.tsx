import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Plan } from '../../../core/plans/contract.ts'
import { adoptionFields } from '../../../core/plans/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { DateField, NumberField, TextArea, TextField } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Query } from '../../ui/Query.tsx'

/** When, by which meeting, with what resolution a plan was adopted; afterwards it is frozen. */
export function AdoptDialog({
  plan,
  unsaved,
  onClose,
}: {
  plan: Plan
  unsaved: number
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const status = useQuery(api.office.status.queryOptions())
  const adopt = useCommand(client.plans.adopt)
  const meeting = plan.level === 'village' || plan.level === 'tambon' ? plan.level : 'district'
  const levelName = t(`plans.one.${plan.level}`)
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={t('plans.adopt.title', { level: `${levelName} ${plan.areaName}` })}
      width="md"
    >
      <p>{t(unsaved > 0 ? 'plans.adopt.unsaved' : 'plans.adopt.help', { count: unsaved })}</p>
      {unsaved > 0 ? null : (
        <Query of={status} lines={3}>
          {({ today }) => (
            <Form
              schema={adoptionFields}
              draftKey={`plans.adopt:${plan.id}`}
              initial={{
                planId: plan.id,
                adoptedOn: today,
                adoptedBy: t(`plans.adopt.by.${meeting}`, { area: plan.areaName }),
                resolution: t('plans.adopt.resolution.words', { level: levelName, planFy: plan.planFy }),
                attendees: null,
              }}
              submitLabel={t('plans.adopt.do')}
              onCancel={onClose}
              onSubmit={async (fields) => {
                await adopt.run(fields)
                notify(t('plans.adopt.done'))
                onClose()
              }}
            >
              <Fields columns={2}>
                <DateField name="adoptedOn" label={t('plans.adopt.date')} required autoFocus />
                <NumberField name="attendees" label={t('plans.adopt.attendees')} />
                <TextField name="adoptedBy" label={t('plans.adopt.by')} required wide />
                <TextArea name="resolution" label={t('plans.adopt.resolution')} required rows={2} />
              </Fields>
            </Form>
          )}
        </Query>
      )}
    </SheetDialog>
  )
}
