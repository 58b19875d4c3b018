import MuiTextField from '@mui/material/TextField'
import { useId, useState } from 'react'
import { useController, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { LetterForm } from '../../../core/papers/rules.ts'
import {
  CheckField,
  DateField,
  FieldFrame,
  LinesField,
  SelectField,
  TextArea,
  TextField,
} from '../../ui/Fields.tsx'
import { Fields } from '../../ui/Form.tsx'
import { GridField } from '../../ui/GridField.tsx'
import { HeadedParagraphs } from './HeadedParagraphs.tsx'
import { paragraphsOf, textOf } from './letter-form.ts'
import { useSignatories } from './use-signatories.ts'

/** The fields of a letter of its form, in the order of the paper (DOCUMENTS.md §A2–A4). */
export function LetterFieldSet({ autoFocus = false }: { autoFocus?: boolean }) {
  const { t } = useTranslation()
  const form = useWatch({ name: 'form' }) as LetterForm
  const many = ((useWatch({ name: 'addressees' }) as unknown[] | undefined) ?? []).length > 0
  const signatories = useSignatories('letter')
  return (
    <>
      <Fields columns={2}>
        <TextArea
          name="subject"
          label={t(form === 'announcement' ? 'papers.letter.subject.announcement' : 'papers.letter.subject')}
          required
          rows={2}
          autoFocus={autoFocus}
        />
        {form === 'announcement' ? null : (
          <TextField
            name="addressee"
            label={t(many ? 'papers.letter.addressee.many' : 'papers.letter.addressee')}
            help={many ? t('papers.letter.addressee.many.help') : undefined}
            required
            wide
          />
        )}
      </Fields>
      {form === 'external' ? <BeforeText /> : null}
      {form === 'memo' ? <HeadedParagraphs /> : <Paragraphs />}
      <Fields columns={2}>
        {form === 'external' ? <TextField name="closing" label={t('papers.letter.closing')} /> : null}
        <SelectField
          name="signatoryId"
          label={t('papers.letter.signatory')}
          options={signatories.options}
          empty={t('common.none')}
        />
        <DateField name="dated" label={t('papers.letter.dated')} />
        {form === 'external' ? <TextField name="copyTo" label={t('papers.letter.copyTo')} /> : null}
      </Fields>
      <Marks form={form} />
    </>
  )
}

/** อ้างถึง and สิ่งที่ส่งมาด้วย; of a memo they live in the text (DOCUMENTS.md §A3). */
function BeforeText() {
  const { t } = useTranslation()
  return (
    <>
      <Fields columns={1}>
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
    </>
  )
}

/** Speed, secrecy, circular, salutation: what few letters need stands last. */
function Marks({ form }: { form: LetterForm }) {
  const { t } = useTranslation()
  const speed: unknown = useWatch({ name: 'speed' })
  return (
    <Fields columns={2}>
      {form === 'announcement' ? null : (
        <SelectField
          name="speed"
          label={t('papers.letter.speed')}
          empty={t('papers.speed.none')}
          options={(['urgent', 'veryUrgent', 'mostUrgent'] as const).map((one) => ({
            value: one,
            label: t(`papers.speed.${one}`),
          }))}
        />
      )}
      <SelectField
        name="secrecy"
        label={t('papers.letter.secrecy')}
        empty={t('papers.secrecy.none')}
        options={(['secret', 'verySecret', 'mostSecret'] as const).map((one) => ({
          value: one,
          label: t(`papers.secrecy.${one}`),
        }))}
      />
      {form === 'announcement' || speed === null ? null : (
        <TextField
          name="speedWithin"
          label={t('papers.letter.speedWithin')}
          placeholder={t('papers.letter.speedWithin.example')}
          wide
        />
      )}
      {form === 'announcement' ? null : (
        <>
          <TextField
            name="salutation"
            label={t('papers.letter.salutation')}
            placeholder={t('papers.letter.salutation.usual')}
          />
          <CheckField name="circular" label={t('papers.letter.circular')} />
        </>
      )}
    </Fields>
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
