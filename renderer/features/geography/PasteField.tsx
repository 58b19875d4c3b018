import MuiTextField from '@mui/material/TextField'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldFrame } from '../../ui/index.ts'

/** The field that a list from Excel is pasted into. */
export function PasteField({
  text,
  onText,
  help,
  example,
  autoFocus = false,
}: {
  text: string
  onText: (text: string) => void
  help: string
  example: string
  autoFocus?: boolean
}) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <FieldFrame id={id} label={t('geography.paste.label')}>
      <MuiTextField
        id={id}
        multiline
        minRows={5}
        maxRows={9}
        value={text}
        onChange={(event) => onText(event.target.value)}
        autoFocus={autoFocus}
        helperText={help}
        placeholder={example}
        slotProps={{ htmlInput: { spellCheck: false, style: { whiteSpace: 'pre', overflowX: 'auto' } } }}
      />
    </FieldFrame>
  )
}
