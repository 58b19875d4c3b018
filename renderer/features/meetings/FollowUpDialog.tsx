import { useTranslation } from 'react-i18next'
import type { FollowUp } from '../../../core/meetings/contract.ts'
import { type FollowUpFields, followUpFields } from '../../../core/meetings/rules.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import {
  DateField,
  Fields,
  Form,
  SelectField,
  SheetDialog,
  TextArea,
  TextField,
  Thai,
} from '../../ui/index.ts'

type Following = Pick<FollowUp, 'id' | 'text' | 'state' | 'doneOn' | 'outcome' | 'ownerName' | 'dueOn'>

/** How a resolution was carried out, or why it was dropped; also who has it and by when. */
export function FollowUpDialog({ row, onClose }: { row: Following; onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { notify } = useNotice()
  const set = useCommand(client.meetings.setFollowUp)
  const { id, state, doneOn, outcome, ownerName, dueOn } = row
  return (
    <SheetDialog open onClose={onClose} title={t('meetings.followUp.title')} width="sm">
      <p style={{ marginTop: 0 }}>
        <Thai text={row.text} />
      </p>
      <Form
        schema={followUpFields}
        draftKey={`meetings.followUp:${id}`}
        initial={{ id, state, doneOn, outcome, ownerName, dueOn } satisfies FollowUpFields as FollowUpFields}
        submitLabel={t('common.save')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          await set.run(fields)
          notify(t(fields.state === 'open' ? 'common.saved' : 'meetings.followUp.closed'))
          onClose()
        }}
      >
        {(form) => (
          <Fields columns={2}>
            <SelectField
              name="state"
              label={t('common.state')}
              required
              autoFocus
              options={(['open', 'done', 'dropped'] as const).map((value) => ({
                value,
                label: t(`meetings.followUp.state.${value}`),
              }))}
              onPicked={(value) => {
                if (value === 'done' && form.getValues('doneOn') === null)
                  form.setValue('doneOn', today, { shouldDirty: true })
              }}
            />
            {form.watch('state') === 'done' ? (
              <DateField name="doneOn" label={t('meetings.followUp.doneOn')} required />
            ) : (
              <DateField name="dueOn" label={t('meetings.resolution.due')} />
            )}
            <TextField name="ownerName" label={t('meetings.resolution.owner')} wide />
            <TextArea name="outcome" label={t('meetings.followUp.outcome')} rows={3} />
          </Fields>
        )}
      </Form>
    </SheetDialog>
  )
}
