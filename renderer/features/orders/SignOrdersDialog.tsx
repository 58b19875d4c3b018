import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isoDate, optionalLine } from '../../../core/kernel/fields.ts'
import type { NumberChoice } from '../../../core/orders/rules.ts'
import { buddhistYearOf, isIsoDate } from '../../../core/thai/dates.ts'
import { api } from '../../app/client.ts'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { DateField, NumberField, SelectField, TextField } from '../../ui/Fields.tsx'
import { Fields, Form } from '../../ui/Form.tsx'
import { Query } from '../../ui/Query.tsx'
import { useFirstNumber } from '../papers/use-first-number.ts'
import { OrderNotes } from './OrderNotes.tsx'

const number = z
  .number({ error: 'notNumber' })
  .int({ error: 'notWhole' })
  .min(1, { error: 'number' })
  .max(99999, { error: 'number' })

/** What the dialog asks; `given` and its reason only count where the number is given (C17). */
const signForm = z
  .object({
    signedOn: isoDate,
    kind: z.enum(['next', 'first', 'given', 'blank'], { error: 'required' }),
    given: number.nullable(),
    gapReason: optionalLine(300),
  })
  .refine((value) => value.kind !== 'given' || value.given !== null, { error: 'required', path: ['given'] })

type Signing = { signedOn: string; number: NumberChoice; gapReason: string }

/**
 * Day and number of one order or of many that are signed together; says beforehand what is unusual about the day. Of
 * many the numbers follow each other, or are all left blank.
 */
export function SignOrdersDialog({
  ids,
  onSign,
  onClose,
}: {
  ids: readonly string[]
  onSign: (signing: Signing) => Promise<void>
  onClose: () => void
}) {
  const { t } = useTranslation()
  const status = useQuery(api.office.status.queryOptions())
  const many = ids.length > 1
  return (
    <SheetDialog
      open
      onClose={onClose}
      title={many ? t('orders.sign.titleMany', { count: ids.length }) : t('orders.sign.title')}
      width="sm"
    >
      <p>{t(many ? 'orders.sign.helpMany' : 'orders.sign.help')}</p>
      <Query of={status} lines={2}>
        {({ today }) => (
          <Form
            schema={signForm}
            draftKey={`orders.sign:${ids[0] ?? ''}:${ids.length}`}
            initial={{
              signedOn: today,
              kind: 'next' as z.infer<typeof signForm>['kind'],
              given: null,
              gapReason: '',
            }}
            submitLabel={t('orders.sign.do')}
            onCancel={onClose}
            onSubmit={async ({ signedOn, kind, given, gapReason }) => {
              await onSign({
                signedOn,
                number:
                  kind === 'given' && given !== null
                    ? { kind, number: given }
                    : { kind: kind === 'blank' || kind === 'first' ? kind : 'next' },
                gapReason: kind === 'given' ? gapReason : '',
              })
              onClose()
            }}
          >
            {(form) => {
              const [signedOn, kind] = form.watch(['signedOn', 'kind'])
              const day = isIsoDate(signedOn) ? signedOn : null
              return (
                <>
                  <Fields columns={2}>
                    <DateField name="signedOn" label={t('orders.sign.date')} required autoFocus />
                    <NumberKind year={buddhistYearOf(day ?? today)} many={many} />
                    {kind === 'given' ? (
                      <>
                        <NumberField name="given" label={t('orders.sign.givenNumber')} required />
                        <TextField
                          name="gapReason"
                          label={t('orders.sign.gapReason')}
                          help={t('orders.sign.gapReason.help')}
                          wide
                        />
                      </>
                    ) : null}
                  </Fields>
                  {day === null ? null : <Beforehand ids={ids} signedOn={day} />}
                </>
              )
            }}
          </Form>
        )}
      </Query>
    </SheetDialog>
  )
}

function Beforehand({ ids, signedOn }: { ids: readonly string[]; signedOn: string }) {
  const notes = useQuery(api.orders.beforeSigning.queryOptions({ input: { ids: [...ids], signedOn } }))
  return <OrderNotes notes={notes.data ?? []} />
}

function NumberKind({ year, many }: { year: number; many: boolean }) {
  const { t } = useTranslation()
  const book = useQuery(api.papers.register.queryOptions({ input: { register: 'order', year } }))
  useFirstNumber('kind', book.data?.begun)
  return (
    <SelectField
      name="kind"
      label={t('orders.sign.number')}
      required
      help={book.data?.begun === false ? t('orders.sign.first.help') : undefined}
      options={[
        book.data?.begun === false
          ? { value: 'first', label: t(many ? 'orders.sign.firstMany' : 'orders.sign.first', { year }) }
          : {
              value: 'next',
              label: t(many ? 'orders.sign.nextMany' : 'orders.sign.next', {
                number: book.data?.next ?? '…',
                year,
              }),
            },
        ...(many ? [] : [{ value: 'given', label: t('orders.sign.given') }]),
        { value: 'blank', label: t('orders.sign.blank') },
      ]}
    />
  )
}

const numberForm = z.object({ number, gapReason: optionalLine(300) })

/** The number that was written by hand on a paper signed without one. */
export function EnterNumberDialog({
  onEnter,
  onClose,
}: {
  onEnter: (entered: { number: number; gapReason: string }) => Promise<void>
  onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <SheetDialog open onClose={onClose} title={t('orders.enterNumber')} width="sm">
      <p>{t('orders.enterNumber.help')}</p>
      <Form
        schema={numberForm}
        initial={{ number: null as unknown as number, gapReason: '' }}
        submitLabel={t('common.save')}
        onCancel={onClose}
        onSubmit={async (value) => {
          await onEnter(value)
          onClose()
        }}
      >
        <Fields columns={2}>
          <NumberField name="number" label={t('orders.sign.givenNumber')} required autoFocus />
          <TextField
            name="gapReason"
            label={t('orders.sign.gapReason')}
            help={t('orders.sign.gapReason.help')}
            wide
          />
        </Fields>
      </Form>
    </SheetDialog>
  )
}
