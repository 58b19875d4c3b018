import MenuItem from '@mui/material/MenuItem'
import MuiTextField from '@mui/material/TextField'
import { useId } from 'react'
import { FieldFrame } from './Fields.tsx'

/** A field of an editor that is no form: it changes the draft at every key. */
export function DraftField({
  label,
  value,
  onChange,
  wrong,
  rows,
  hint = '',
  numeric = false,
  options,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  wrong?: string | undefined
  /** Several lines. */
  rows?: number
  /** Shown while the field is empty. */
  hint?: string
  numeric?: boolean
  options?: readonly { value: string; label: string }[]
}) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label}>
      <MuiTextField
        id={id}
        fullWidth
        value={value}
        error={wrong !== undefined}
        helperText={wrong}
        placeholder={hint}
        onChange={(event) => onChange(event.target.value)}
        {...(rows === undefined ? {} : { multiline: true, minRows: rows, maxRows: 12 })}
        {...(options
          ? {
              select: true,
              slotProps: {
                select: {
                  displayEmpty: true,
                  SelectDisplayProps: { 'aria-label': label } as React.HTMLAttributes<HTMLDivElement>,
                },
              },
            }
          : numeric
            ? { slotProps: { htmlInput: { inputMode: 'decimal' } } }
            : {})}
      >
        {options?.map((option) => (
          <MenuItem key={option.value} value={option.value}>
            {option.label}
          </MenuItem>
        ))}
      </MuiTextField>
    </FieldFrame>
  )
}
