import Box from '@mui/material/Box'
import MuiTextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { Plus, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { FieldFrame, SelectField, TextArea, TextField } from '../../ui/Fields.tsx'
import { Fields } from '../../ui/Form.tsx'
import { type LetterDraft, tableOf, tableText } from './letter-form.ts'

/** Pages that go with a letter: a text, a table pasted from Excel, or both; upright or across. */
export function AnnexesTab() {
  const { t } = useTranslation()
  const { control } = useFormContext<LetterDraft>()
  const { fields, append, remove } = useFieldArray({ control, name: 'annexes' })
  return (
    <Box>
      <Typography variant="body2" sx={{ mb: 1, color: 'text.secondary' }}>
        {t('papers.annexes.help')}
      </Typography>
      {fields.map((field, at) => (
        <Box
          key={field.id}
          role="group"
          aria-label={t('papers.annexes.one', { at: at + 1 })}
          sx={(theme) => ({ border: `1px solid ${theme.tokens.rule}`, borderRadius: 1, p: 1.2, mb: 1.2 })}
        >
          <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', mb: 0.5 }}>
            <Typography variant="subtitle2">{t('papers.annexes.one', { at: at + 1 })}</Typography>
            <Button look="quiet" icon={Trash2} onClick={() => remove(at)}>
              {t('common.remove')}
            </Button>
          </Box>
          <Fields columns={2}>
            <TextField name={`annexes.${at}.title`} label={t('papers.annexes.title')} required wide />
            <SelectField
              name={`annexes.${at}.orientation`}
              label={t('papers.annexes.orientation')}
              required
              options={(['portrait', 'landscape'] as const).map((value) => ({
                value,
                label: t(`papers.annexes.${value}`),
              }))}
            />
            <TextArea name={`annexes.${at}.text`} label={t('papers.annexes.text')} rows={4} />
          </Fields>
          <TableText at={at} />
        </Box>
      ))}
      <Button
        icon={Plus}
        onClick={() => append({ title: '', orientation: 'portrait', text: '', table: null })}
      >
        {t('papers.annexes.add')}
      </Button>
    </Box>
  )
}

function TableText({ at }: { at: number }) {
  const { t } = useTranslation()
  const id = useId()
  const { getValues, setValue } = useFormContext<LetterDraft>()
  const [text, setText] = useState(() => tableText(getValues(`annexes.${at}.table`)))
  const table = tableOf(text)
  return (
    <FieldFrame id={id} label={t('papers.annexes.table')} wide>
      <MuiTextField
        id={id}
        multiline
        fullWidth
        minRows={3}
        maxRows={8}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setValue(`annexes.${at}.table`, tableOf(event.target.value), { shouldDirty: true })
        }}
        helperText={
          table === null
            ? t('papers.annexes.table.help')
            : t('papers.annexes.table.read', { rows: table.rows.length, columns: table.head.length })
        }
        slotProps={{ htmlInput: { spellCheck: false, style: { whiteSpace: 'pre', overflowX: 'auto' } } }}
      />
    </FieldFrame>
  )
}
