import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { line } from '../../core/kernel/fields.ts'
import { SheetDialog } from './Dialogs.tsx'
import { TextField } from './Fields.tsx'
import { Fields, Form } from './Form.tsx'

const reasonForm = z.object({ reason: line(300) })

/** Asks why before something is struck out that keeps its number: the reason is written beside it. */
export function ReasonDialog({
  words,
  onReason,
  onClose,
}: {
  /** Key of its words: title; `.help`, `.do` and `.reason` under it. */
  words: string
  onReason: (reason: string) => Promise<void>
  onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <SheetDialog open onClose={onClose} title={t(words)} width="sm">
      <p>{t(`${words}.help`)}</p>
      <Form
        schema={reasonForm}
        initial={{ reason: '' }}
        submitLabel={t(`${words}.do`)}
        onCancel={onClose}
        onSubmit={async ({ reason }) => {
          await onReason(reason)
          onClose()
        }}
      >
        <Fields columns={1}>
          <TextField name="reason" label={t(`${words}.reason`)} required autoFocus wide />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
