import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isoDate, line, optionalText, satang } from '../../../core/kernel/fields.ts'
import { client } from '../../app/client.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useCommand } from '../../app/task.ts'
import {
  DateField,
  Fields,
  Form,
  MoneyField,
  NumberField,
  SelectField,
  SheetDialog,
  TextArea,
  Thai,
} from '../../ui/index.ts'
import { type FieldWords, fieldKind, fieldLabel, fieldValue } from './field-value.ts'
import { useFieldWords } from './use-field-words.ts'

/** A field of a record with its value as it was handed in. */
export type RemarkField = { field: string; value: unknown }

/** The form's own field for each kind of value that can be proposed; of any other field only words can be said. */
const keys = {
  text: 'asText',
  number: 'asNumber',
  money: 'asMoney',
  date: 'asDate',
  class: 'asClass',
} as const
type Kind = keyof typeof keys
type Values = {
  field: string | null
  asText: string
  asNumber: number | null
  asMoney: number | null
  asDate: string | null
  asClass: string | null
  text: string
}
const nothing: Values = {
  field: null,
  asText: '',
  asNumber: null,
  asMoney: null,
  asDate: null,
  asClass: null,
  text: '',
}

/** Asks the sender of a package for a correction: in words, or with the value that should stand. It goes with the answer. */
export function RemarkDialog({
  packageId,
  unit = '',
  record,
  fields,
  onClose,
}: {
  packageId: string
  /** Of a laptop's work: the village or tambon that it is said of. */
  unit?: string
  /** Null: of the package as a whole. */
  record: { recordType: string; rowId: string; subject: string } | null
  fields: readonly RemarkField[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const { office } = useOffice()
  const save = useCommand(client.exchange.saveRemark)
  const words = useFieldWords()
  const recordType = record?.recordType ?? ''
  const to = office?.profile === 'province' ? 'district' : 'laptop'
  const offered = fields.flatMap((one) => {
    const kind = kindOf(recordType, one, words)
    return kind === null ? [] : [{ ...one, kind }]
  })
  const offeredOf = (name: string | null) => offered.find((one) => one.field === name)
  const schema = z
    .object({
      field: line(60).nullable(),
      asText: optionalText(20_000),
      asNumber: z.number({ error: 'notNumber' }).nullable(),
      asMoney: satang.nullable(),
      asDate: isoDate.nullable(),
      asClass: z.string().nullable(),
      text: optionalText(2000),
    })
    .superRefine((value, refine) => {
      const field = offeredOf(value.field)
      const asksNothing = field === undefined || orNull(value[keys[field.kind]]) === orNull(field.value)
      if (value.text === '' && asksNothing)
        refine.addIssue({
          code: 'custom',
          path: [field === undefined ? 'text' : keys[field.kind]],
          message: 'required',
        })
    })
  return (
    <SheetDialog open onClose={onClose} title={t('exchange.remark.title')}>
      <p style={{ marginTop: 0 }}>
        <Thai text={record === null ? t('exchange.remark.whole') : record.subject} />
      </p>
      <Form<z.output<typeof schema>, Values>
        schema={schema}
        initial={nothing}
        submitLabel={t('exchange.remark.save')}
        onCancel={onClose}
        onSubmit={async (value) => {
          const field = offeredOf(value.field)
          await save.run({
            id: null,
            packageId,
            recordType,
            rowId: record?.rowId ?? null,
            unit,
            field: field?.field ?? '',
            proposed: field === undefined ? null : value[keys[field.kind]],
            text: value.text,
          })
          notify(t('exchange.remark.done'))
          onClose()
        }}
      >
        {(form) => {
          const field = offeredOf(form.watch('field'))
          const label = t('exchange.remark.proposed')
          return (
            <Fields columns={1}>
              {offered.length === 0 ? null : (
                <SelectField
                  name="field"
                  label={t('exchange.remark.field')}
                  empty={t('exchange.remark.field.none')}
                  options={offered.map((one) => ({
                    value: one.field,
                    label: fieldLabel(recordType, one.field, words),
                  }))}
                  onPicked={(name) => {
                    const picked = offeredOf(name)
                    if (picked !== undefined)
                      form.setValue(keys[picked.kind], (picked.value ?? nothing[keys[picked.kind]]) as never)
                  }}
                />
              )}
              {field === undefined ? null : (
                <Box sx={{ fontSize: '0.92rem' }}>
                  <Box component="span" sx={{ color: 'text.secondary' }}>
                    {t('exchange.remark.handedIn')}{' '}
                  </Box>
                  <Thai text={fieldValue(recordType, field.field, field.value, words)} />
                </Box>
              )}
              {field?.kind === 'text' ? <TextArea name="asText" label={label} rows={2} /> : null}
              {field?.kind === 'number' ? <NumberField name="asNumber" label={label} /> : null}
              {field?.kind === 'money' ? <MoneyField name="asMoney" label={label} /> : null}
              {field?.kind === 'date' ? <DateField name="asDate" label={label} /> : null}
              {field?.kind === 'class' ? (
                <SelectField
                  name="asClass"
                  label={label}
                  options={(['SELF', 'JOINT', 'BEYOND'] as const).map((value) => ({
                    value,
                    label: t(`plans.class.${value}`),
                  }))}
                />
              ) : null}
              <TextArea
                name="text"
                label={t(`exchange.remark.text.${to}`)}
                required={field === undefined}
                help={t(`exchange.remark.help.${to}`)}
                rows={3}
              />
            </Fields>
          )
        }}
      </Form>
    </SheetDialog>
  )
}

const orNull = (value: unknown) => (value === '' || value === undefined ? null : value)

/** How the value that should stand is typed; null where a person cannot type one (a link, a list, a key of other choices). */
function kindOf(recordType: string, { field, value }: RemarkField, words: FieldWords): Kind | null {
  if (field === '') return null
  if (field === 'projectClass') return 'class'
  const kind = fieldKind(recordType, field)
  if (kind !== 'text') return kind in keys ? (kind as Kind) : null
  // a key of a list of choices reads otherwise than it stands in the record
  const isKey =
    typeof value === 'string' && value !== '' && fieldValue(recordType, field, value, words) !== value
  return isKey ? null : 'text'
}
