import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isoDate, optionalLine } from '../../../core/kernel/fields.ts'
import type { Letter } from '../../../core/papers/contract.ts'
import { api } from '../../app/client.ts'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { DateField, FieldFrame } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Query } from '../../ui/Query.tsx'

const sendForm = z.object({ sentOn: isoDate, sentHow: optionalLine(120) })
type Sent = z.infer<typeof sendForm>

/** When and how a signed letter went out. */
export function SendDialog({
  letter,
  onSend,
  onClose,
}: {
  letter: Letter
  onSend: (sent: Sent) => Promise<unknown>
  onClose: () => void
}) {
  const { t } = useTranslation()
  const status = useQuery(api.office.status.queryOptions())
  return (
    <SheetDialog open onClose={onClose} title={t('papers.send')} width="sm">
      <Query of={status} lines={2}>
        {({ today }) => (
          <Form
            schema={sendForm}
            initial={{ sentOn: letter.sentOn ?? today, sentHow: letter.sentHow }}
            submitLabel={t('papers.send.do')}
            onCancel={onClose}
            onSubmit={async (value) => {
              await onSend(value)
              onClose()
            }}
          >
            <Fields columns={2}>
              <DateField name="sentOn" label={t('papers.send.on')} required autoFocus />
              <HowField />
            </Fields>
          </Form>
        )}
      </Query>
    </SheetDialog>
  )
}

/** How it went out: one of the usual ways, or in one's own words. */
function HowField() {
  const { t } = useTranslation()
  const id = useId()
  const { register } = useFormContext<Sent>()
  const { data: words } = useQuery(api.papers.letterWords.queryOptions())
  return (
    <FieldFrame id={id} label={t('papers.send.how')}>
      <datalist id={`${id}w`}>
        {words?.sentHow.map((way) => (
          <option key={way} value={way} />
        ))}
      </datalist>
      <MuiTextField
        id={id}
        {...register('sentHow')}
        placeholder={t('papers.send.how.example')}
        slotProps={{ htmlInput: { list: `${id}w` } }}
      />
    </FieldFrame>
  )
}
