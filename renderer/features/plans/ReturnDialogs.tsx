import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { idField, optionalLine } from '../../../core/kernel/fields.ts'
import { returnFields } from '../../../core/plans/rules.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { TextArea } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'

/** ส่งกลับแก้ไข: the reason goes to the owner's plan, who corrects or withdraws. */
export function ReturnDialog({
  entryId,
  byPlanId,
  name,
  to,
  onClose,
}: {
  entryId: string
  byPlanId: string
  name: string
  /** Name of the owner's plan. */
  to: string
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const give = useCommand(client.plans.returnEntry)
  return (
    <SheetDialog open onClose={onClose} title={t('plans.return.title', { name })} width="sm">
      <p>{t('plans.return.help', { to })}</p>
      <Form
        schema={returnFields}
        initial={{ entryId, byPlanId, reason: '' }}
        submitLabel={t('plans.return.do')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          await give.run(fields)
          notify(t('plans.return.done', { name }))
          onClose()
        }}
      >
        <Fields columns={1}>
          <TextArea name="reason" label={t('plans.return.reason')} required autoFocus rows={3} />
        </Fields>
      </Form>
    </SheetDialog>
  )
}

const closeFields = z.object({ id: idField, note: optionalLine(600) })

/** The owner says what was corrected; the entry is then offered to the higher plan again. */
export function CorrectedDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const close = useCommand(client.plans.closeReturn)
  return (
    <SheetDialog open onClose={onClose} title={t('plans.corrected.title', { name })} width="sm">
      <p>{t('plans.corrected.help')}</p>
      <Form
        schema={closeFields}
        initial={{ id, note: '' }}
        submitLabel={t('plans.corrected.do')}
        onCancel={onClose}
        onSubmit={async (fields) => {
          await close.run(fields)
          notify(t('plans.corrected.done', { name }))
          onClose()
        }}
      >
        <Fields columns={1}>
          <TextArea name="note" label={t('plans.corrected.note')} autoFocus rows={2} />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
