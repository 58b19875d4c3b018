import MuiTextField from '@mui/material/TextField'
import { useId, useState } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { DateField, FieldFrame, LinesField, SelectField, TextArea, TextField } from '../../ui/Fields.tsx'
import { Fields } from '../../ui/Form.tsx'
import { GridField } from '../../ui/GridField.tsx'
import { paragraphsOf, textOf } from './letter-form.ts'
import { useSignatories } from './use-signatories.ts'

/** The fields of a letter in the order of the paper (DOCUMENTS.md §A2). */
export function LetterFieldSet() {
  const { t } = useTranslation()
  const signatories = useSignatories('letter')
  return (
    <>
      <Fields columns={2}>
        <TextArea name="subject" label={t('papers.letter.subject')} required rows={2} autoFocus />
        <TextField name="addressee" label={t('papers.letter.addressee')} required wide />
        <LinesField name="references" label={t('papers.letter.references')} most={5} wide />
      </Fields>
      <FieldFrame id="enclosures" label={t('papers.letter.enclosures')}>
        <GridField<{ title: string; quantity: string }>
          name="enclosures"
          label={t('papers.letter.enclosures')}
          newRow={() => ({ title: '', quantity: '' })}
          maxHeight="11rem"
          columns={[
            {
              key: 'title',
              title: t('papers.letter.enclosures.title'),
              kind: 'text',
              width: 220,
              grow: 4,
              required: true,
            },
            {
              key: 'quantity',
              title: t('papers.letter.enclosures.quantity'),
              kind: 'text',
              width: 90,
              grow: 1,
            },
          ]}
        />
      </FieldFrame>
      <Paragraphs />
      <Fields columns={2}>
        <TextField name="closing" label={t('papers.letter.closing')} />
        <SelectField
          name="signatoryId"
          label={t('papers.letter.signatory')}
          options={signatories.options}
          empty={t('common.none')}
        />
        <SelectField
          name="speed"
          label={t('papers.letter.speed')}
          empty={t('papers.speed.none')}
          options={(['urgent', 'veryUrgent', 'mostUrgent'] as const).map((one) => ({
            value: one,
            label: t(`papers.speed.${one}`),
          }))}
        />
        <DateField name="dated" label={t('papers.letter.dated')} />
        <TextField name="copyTo" label={t('papers.letter.copyTo')} wide />
      </Fields>
    </>
  )
}

/** The text of the letter in one box; an empty line begins a new paragraph. */
function Paragraphs() {
  const { t } = useTranslation()
  const id = useId()
  const { control } = useFormContext()
  const { field, fieldState } = useController({ name: 'paragraphs', control })
  const [text, setText] = useState(() => textOf((field.value as { text: string }[] | null) ?? []))
  return (
    <FieldFrame id={id} label={t('papers.letter.body')} wide>
      <MuiTextField
        id={id}
        multiline
        minRows={6}
        maxRows={18}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          field.onChange(paragraphsOf(event.target.value))
        }}
        onBlur={field.onBlur}
        inputRef={field.ref}
        error={fieldState.invalid}
        helperText={fieldState.error?.message}
        sx={{ mb: 1 }}
      />
    </FieldFrame>
  )
}
