import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ActivityDetail, Pledge } from '../../../core/activities/contract.ts'
import { pledgeFields } from '../../../core/activities/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import {
  Button,
  DateField,
  Fields,
  Form,
  MoneyField,
  SelectField,
  SheetDialog,
  TextField,
} from '../../ui/index.ts'
import { atFields } from './activity-form.ts'
import { ProjectField } from './ProjectBox.tsx'

/** What a partner promised at one meeting: money, work or things, for one project or for the plan as a whole. */
export function PledgeDialog({
  activity,
  pledge,
  onClose,
}: {
  activity: ActivityDetail
  pledge: Pledge | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const forms = useQuery(api.rules.table.queryOptions({ input: { id: 'pledge-forms' } }))
  const save = useCommand(client.activities.savePledge)
  const remove = useCommand(client.activities.removePledge)
  if (!forms.data) return null
  const near = activity.projects
  const named =
    pledge?.projectId != null && pledge.projectName !== null
      ? [{ id: pledge.projectId, name: pledge.projectName }]
      : []
  const initial = {
    form: pledge?.form ?? forms.data.items[0]?.key ?? '',
    what: pledge?.what ?? '',
    amount: pledge?.amount ?? null,
    projectId: pledge ? pledge.projectId : near.length === 1 ? (near[0]?.id ?? null) : null,
    dueOn: pledge?.dueOn ?? null,
    withdrawnOn: pledge?.withdrawnOn ?? null,
    note: pledge?.note ?? '',
  }
  const drop = async (known: Pledge) => {
    if (!(await remove.attempt({ id: known.id })).ok) return
    notify(t('activities.pledge.removed'))
    onClose()
  }
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={`${t(pledge ? 'activities.pledge.edit' : 'activities.pledge.add')}: ${activity.partnerName}`}
    >
      <Form
        schema={pledgeFields}
        initial={initial}
        draftKey={`activities.pledge:${pledge?.id ?? activity.id}`}
        submitLabel={t('common.save')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          await atFields(save.run({ id: pledge?.id ?? null, activityId: activity.id, fields }))
          onClose()
        }}
        extra={
          pledge ? (
            <Button look="danger" icon={Trash2} onClick={() => void drop(pledge)}>
              {t('activities.remove')}
            </Button>
          ) : null
        }
      >
        <Fields columns={2}>
          <SelectField
            name="form"
            label={t('activities.pledge.form')}
            required
            autoFocus
            options={forms.data.items.map((item) => ({ value: item.key, label: item.name }))}
          />
          <MoneyField
            name="amount"
            label={t('activities.pledge.amount')}
            help={t('activities.pledge.amount.help')}
          />
          <TextField name="what" label={t('activities.pledge.what')} wide />
          <ProjectField
            name="projectId"
            label={t('activities.pledge.project')}
            near={[...named, ...near.filter((one) => one.id !== named[0]?.id)]}
            help={t('activities.pledge.project.help')}
          />
          <DateField name="dueOn" label={t('activities.pledge.dueOn')} />
          <DateField name="withdrawnOn" label={t('activities.pledge.withdrawnOn')} />
          <TextField name="note" label={t('activities.note')} wide />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
