import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { line } from '../../../core/kernel/fields.ts'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { TextField } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'

const reasonForm = z.object({ reason: line(300) })

/** Why a signed letter is cancelled before it went out. */
export function AnnulLetterDialog({
  onAnnul,
  onClose,
}: {
  onAnnul: (reason: string) => Promise<void>
  onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <SheetDialog open onClose={onClose} title={t('papers.annul')} width="sm">
      <p>{t('papers.annul.help')}</p>
      <Form
        schema={reasonForm}
        initial={{ reason: '' }}
        submitLabel={t('papers.annul.do')}
        onCancel={onClose}
        onSubmit={async ({ reason }) => {
          await onAnnul(reason)
          onClose()
        }}
      >
        <Fields columns={1}>
          <TextField name="reason" label={t('papers.annul.reason')} required autoFocus wide />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
