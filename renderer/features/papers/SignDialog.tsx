import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isoDate } from '../../../core/kernel/fields.ts'
import type { NumberChoice } from '../../../core/orders/rules.ts'
import { buddhistYearOf } from '../../../core/thai/dates.ts'
import { api } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { DateField, NumberField, SelectField } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Query } from '../../ui/Query.tsx'

/** What the dialog asks; `given` only counts where the number is given (C17). */
const signForm = z
  .object({
    signedOn: isoDate,
    kind: z.enum(['next', 'given', 'blank']),
    given: z
      .number({ error: 'notNumber' })
      .int({ error: 'notWhole' })
      .min(1, { error: 'number' })
      .max(99999, { error: 'number' })
      .nullable(),
  })
  .refine((value) => value.kind !== 'given' || value.given !== null, { error: 'required', path: ['given'] })

type Props = {
  title: string
  help: string
  register: 'order' | 'outgoing'
  draftKey: string
  onSign: (signedOn: string, number: NumberChoice) => Promise<{ number: number | null; year: number }>
  onClose: () => void
}

/** Date and number of a paper about to be signed: next of the register, a given one, or left blank for handwriting. */
export function SignDialog({ title, help, register, draftKey, onSign, onClose }: Props) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const status = useQuery(api.office.status.queryOptions())
  return (
    <SheetDialog open onClose={onClose} title={title} width="sm">
      <p>{help}</p>
      <Query of={status} lines={2}>
        {({ today }) => (
          <Form
            schema={signForm}
            draftKey={draftKey}
            initial={{ signedOn: today, kind: 'next' as const, given: null }}
            submitLabel={t('orders.sign.do')}
            onCancel={onClose}
            onSubmit={async (value) => {
              const number: NumberChoice =
                value.kind === 'given' && value.given !== null
                  ? { kind: 'given', number: value.given }
                  : { kind: value.kind === 'blank' ? 'blank' : 'next' }
              const signed = await onSign(value.signedOn, number)
              notify(
                t(signed.number === null ? 'orders.sign.doneBlank' : 'orders.sign.done', {
                  number: signed.number,
                  year: signed.year,
                }),
              )
              onClose()
            }}
          >
            {(form) => {
              const [signedOn, kind] = form.watch(['signedOn', 'kind'])
              const year =
                typeof signedOn === 'string' && signedOn !== ''
                  ? buddhistYearOf(signedOn)
                  : buddhistYearOf(today)
              return (
                <Fields columns={2}>
                  <DateField name="signedOn" label={t('orders.sign.date')} required autoFocus />
                  <NumberKind register={register} year={year} />
                  {kind === 'given' ? (
                    <NumberField name="given" label={t('orders.sign.givenNumber')} required />
                  ) : null}
                </Fields>
              )
            }}
          </Form>
        )}
      </Query>
    </SheetDialog>
  )
}

function NumberKind({ register, year }: { register: 'order' | 'outgoing'; year: number }) {
  const { t } = useTranslation()
  const book = useQuery(api.papers.register.queryOptions({ input: { register, year } }))
  return (
    <SelectField
      name="kind"
      label={t('orders.sign.number')}
      required
      options={[
        { value: 'next', label: t('orders.sign.next', { number: book.data?.next ?? '…', year }) },
        { value: 'given', label: t('orders.sign.given') },
        { value: 'blank', label: t('orders.sign.blank') },
      ]}
    />
  )
}
