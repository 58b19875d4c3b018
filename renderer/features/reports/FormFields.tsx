import Autocomplete from '@mui/material/Autocomplete'
import MenuItem from '@mui/material/MenuItem'
import MuiTextField from '@mui/material/TextField'
import { useId } from 'react'
import { FieldFrame } from '../../ui/index.ts'

type Choice = { value: string; label: string }

/** A field of the editor of a form, outside a form: it changes the draft at every key. */
export function DraftField({
  label,
  value,
  onChange,
  wrong,
  rows,
  numeric = false,
  options,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  wrong?: string | undefined
  /** Several lines. */
  rows?: number
  numeric?: boolean
  options?: readonly Choice[]
}) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label}>
      <MuiTextField
        id={id}
        value={value}
        error={wrong !== undefined}
        helperText={wrong}
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

/** Several of some, in the order in which they were chosen. */
export function DraftChips({
  label,
  value,
  options,
  empty,
  onChange,
}: {
  label: string
  value: readonly string[]
  options: readonly Choice[]
  /** What none chosen means. */
  empty: string
  onChange: (value: string[]) => void
}) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label}>
      <Autocomplete
        id={id}
        multiple
        filterSelectedOptions
        autoHighlight
        options={options.map((option) => option.value)}
        value={[...value]}
        getOptionLabel={(key) => options.find((option) => option.value === key)?.label ?? key}
        onChange={(_, next) => onChange(next)}
        renderInput={(params) => <MuiTextField {...params} placeholder={value.length === 0 ? empty : ''} />}
      />
    </FieldFrame>
  )
}
