import Alert from '@mui/material/Alert'
import { useQuery } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isoDate, optionalLine } from '../../../core/kernel/fields.ts'
import type { NumberChoice } from '../../../core/orders/rules.ts'
import type { Signed } from '../../../core/papers/contract.ts'
import { registerNumber } from '../../../core/papers/rules.ts'
import { buddhistYearOf, isIsoDate } from '../../../core/thai/dates.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { DateField, NumberField, SelectField, TextField } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Query } from '../../ui/Query.tsx'
import { useFirstNumber } from './use-first-number.ts'

/** What the dialog asks; `given` only counts where the number is given, `lastUsed` where the year begins after it (C17). */
const signForm = z
  .object({
    signedOn: isoDate,
    kind: z.enum(['next', 'first', 'given', 'blank', 'after'], { error: 'required' }),
    given: registerNumber.nullable(),
    lastUsed: registerNumber.nullable(),
    reason: optionalLine(300),
  })
  .superRefine((value, context) => {
    const asked = (path: string) => context.addIssue({ code: 'custom', message: 'required', path: [path] })
    if (value.kind === 'given' && value.given === null) asked('given')
    if (value.kind === 'after' && value.lastUsed === null) asked('lastUsed')
    if (value.kind === 'after' && value.reason === '') asked('reason')
  })
type SignForm = z.infer<typeof signForm>

type Props = {
  title: string
  help: string
  register: string
  /** Numbers that are taken together. */
  count: number
  draftKey: string
  onSign: (signedOn: string, number: NumberChoice) => Promise<Signed>
  onClose: () => void
}

/**
 * Date and number of a paper about to be signed: next of the register, a given one, or left blank for handwriting. A
 * year that has no number in the program asks where its numbers begin.
 */
export function SignDialog({ title, help, register, count, draftKey, onSign, onClose }: Props) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const status = useQuery(api.office.status.queryOptions())
  const begin = useCommand(client.papers.beginRegister)
  const sign = async ({ signedOn, kind, given, lastUsed, reason }: SignForm) => {
    if (kind === 'after' && lastUsed !== null)
      await begin.run({ register, year: buddhistYearOf(signedOn), lastUsed, reason })
    const number: NumberChoice =
      kind === 'given' && given !== null
        ? { kind, number: given }
        : { kind: kind === 'blank' || kind === 'first' ? kind : 'next' }
    const signed = await onSign(signedOn, number)
    const many = signed.last !== null && signed.last !== signed.number
    notify(
      t(
        signed.number === null ? 'papers.sign.doneBlank' : many ? 'papers.sign.doneMany' : 'papers.sign.done',
        { number: signed.number, last: signed.last, year: signed.year },
      ),
    )
    onClose()
  }
  return (
    <SheetDialog open onClose={onClose} title={title} width="sm">
      <p>{help}</p>
      <Query of={status} lines={2}>
        {({ today }) => (
          <Form
            schema={signForm}
            draftKey={draftKey}
            initial={{
              signedOn: today,
              kind: 'next' as SignForm['kind'],
              given: null,
              lastUsed: null,
              reason: t('papers.sign.lastUsed.reason'),
            }}
            submitLabel={t('papers.sign.do')}
            onCancel={onClose}
            onSubmit={sign}
          >
            <NumberFields register={register} count={count} today={today} />
          </Form>
        )}
      </Query>
    </SheetDialog>
  )
}

function NumberFields({ register, count, today }: { register: string; count: number; today: string }) {
  const { t } = useTranslation()
  const [typed, kind] = useWatch({ name: ['signedOn', 'kind'] }) as [unknown, SignForm['kind']]
  const signedOn = isIsoDate(typed) ? typed : today
  const year = buddhistYearOf(signedOn)
  const book = useQuery(api.papers.register.queryOptions({ input: { register, year } }))
  useFirstNumber('kind', book.data?.begun)
  const next = book.data?.next ?? null
  const { latest } = book.data ?? { latest: null }
  const reserved = (book.data?.rows ?? []).filter((row) => row.state === 'reserved')
  const nextWords =
    next === null
      ? '…'
      : count > 1
        ? t('papers.number.plain', { number: `${next}–${next + count - 1}`, year })
        : t('papers.number.plain', { number: next, year })
  return (
    <>
      {book.data?.begun === false ? (
        <Alert severity="info" sx={{ mb: 1.2 }}>
          {t('papers.sign.notBegun', { name: book.data.name, year })}
        </Alert>
      ) : null}
      {latest !== null && signedOn < latest.dated && kind !== 'blank' ? (
        <Alert severity="warning" sx={{ mb: 1.2 }}>
          {t('papers.sign.outOfOrder', {
            date: formatDate(signedOn),
            number: latest.number,
            year,
            latest: formatDate(latest.dated),
          })}
        </Alert>
      ) : null}
      <Fields columns={2}>
        <DateField name="signedOn" label={t('papers.sign.date')} required autoFocus />
        <SelectField
          name="kind"
          label={t('papers.sign.number')}
          required
          options={[
            ...(book.data?.begun === false
              ? [
                  { value: 'first', label: t('papers.sign.first', { number: nextWords }) },
                  { value: 'after', label: t('papers.sign.after') },
                ]
              : [
                  { value: 'next', label: t('papers.sign.next', { number: nextWords }) },
                  { value: 'given', label: t('papers.sign.given') },
                ]),
            { value: 'blank', label: t('papers.sign.blank') },
          ]}
        />
        {kind === 'given' ? (
          <NumberField
            name="given"
            label={t(count > 1 ? 'papers.sign.givenFirst' : 'papers.sign.givenNumber')}
            required
            help={
              reserved.length === 0
                ? undefined
                : t('papers.sign.reserved', {
                    numbers: reserved
                      .slice(0, 12)
                      .map(({ number }) => number)
                      .join(', '),
                  })
            }
          />
        ) : null}
        {kind === 'after' ? (
          <>
            <NumberField name="lastUsed" label={t('papers.sign.lastUsed')} required />
            <TextField name="reason" label={t('papers.sign.lastUsed.where')} required wide />
          </>
        ) : null}
      </Fields>
    </>
  )
}
