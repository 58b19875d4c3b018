import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { withdrawFields } from '../../../core/plans/rules.ts'
import { api, client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { DateField, TextArea } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Query } from '../../ui/Query.tsx'

/** ถอนเรื่อง: why and since when; adopted plans keep the row and say so. */
export function WithdrawDialog({
  projectId,
  name,
  onClose,
}: {
  projectId: string
  name: string
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const status = useQuery(api.office.status.queryOptions())
  const withdraw = useCommand(client.plans.withdraw)
  return (
    <SheetDialog open onClose={onClose} title={t('plans.withdraw.title', { name })} width="sm">
      <p>{t('plans.withdraw.help')}</p>
      <Query of={status} lines={2}>
        {({ today }) => (
          <Form
            schema={withdrawFields}
            initial={{ projectId, reason: '', dated: today }}
            submitLabel={t('plans.withdraw.do')}
            onCancel={onClose}
            onSubmit={async (fields) => {
              await withdraw.run(fields)
              notify(t('plans.withdraw.done', { name }))
              onClose()
            }}
          >
            <Fields columns={1}>
              <TextArea name="reason" label={t('plans.withdraw.reason')} required autoFocus rows={2} />
              <DateField name="dated" label={t('plans.withdraw.dated')} required />
            </Fields>
          </Form>
        )}
      </Query>
    </SheetDialog>
  )
}
