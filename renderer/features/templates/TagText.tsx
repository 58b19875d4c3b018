import Box from '@mui/material/Box'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import MuiTextField from '@mui/material/TextField'
import { Braces } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, FieldFrame } from '../../ui/index.ts'
import { fromScreen, type Marks, toScreen } from './tag-marks.ts'

/** A text in which the program's fields stand by their Thai names; the palette puts one in at the cursor. */
export function TagText({
  label,
  value,
  marks,
  wrong,
  onChange,
  rows = 1,
  id: given,
}: {
  label: string
  value: string
  marks: Marks
  wrong?: string | undefined
  onChange: (value: string) => void
  rows?: number
  id?: string
}) {
  const { t } = useTranslation()
  const made = useId()
  const id = given ?? made
  const input = useRef<HTMLTextAreaElement>(null)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const shown = toScreen(value, marks)
  const insert = (name: string) => {
    setAnchor(null)
    const field = input.current
    const from = field?.selectionStart ?? shown.length
    const to = field?.selectionEnd ?? from
    onChange(fromScreen(`${shown.slice(0, from)}‹${name}›${shown.slice(to)}`, marks))
    const at = from + name.length + 2
    requestAnimationFrame(() => {
      field?.focus()
      field?.setSelectionRange(at, at)
    })
  }
  return (
    <FieldFrame id={id} label={label}>
      <Box sx={{ display: 'flex', gap: 0.6, alignItems: 'flex-start' }}>
        <MuiTextField
          id={id}
          fullWidth
          multiline
          minRows={rows}
          maxRows={10}
          value={shown}
          inputRef={input}
          error={wrong !== undefined}
          helperText={wrong}
          onChange={(event) => onChange(fromScreen(event.target.value, marks))}
        />
        {marks.palette.length === 0 ? null : (
          <Box onClick={(event) => setAnchor(event.currentTarget)}>
            <Button look="quiet" icon={Braces} label={t('templates.insert.into', { field: label })}>
              {t('templates.insert')}
            </Button>
          </Box>
        )}
      </Box>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { maxHeight: '22rem' } } }}
      >
        {marks.palette.map(({ tag, name }) => (
          <MenuItem key={tag} dense onClick={() => insert(name)}>
            {name}
          </MenuItem>
        ))}
      </Menu>
    </FieldFrame>
  )
}
