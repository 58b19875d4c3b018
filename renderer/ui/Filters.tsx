import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import InputAdornment from '@mui/material/InputAdornment'
import TextField from '@mui/material/TextField'
import { Search } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'

/** The row of things that narrow a list; they are no form and save nothing. */
export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <Box role="search" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.2, alignItems: 'center', mb: 1.2 }}>
      {children}
    </Box>
  )
}

/** Narrows by what is typed, at every key. */
export function FilterText({
  label,
  value,
  onChange,
  width = '18rem',
  autoFocus = false,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  width?: string
  autoFocus?: boolean
}) {
  return (
    <TextField
      label={label}
      type="search"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      autoFocus={autoFocus}
      sx={{ width, maxWidth: '100%' }}
      slotProps={{
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <Search size={16} aria-hidden />
            </InputAdornment>
          ),
        },
      }}
    />
  )
}

/** Narrows by one of a few; the system's own list, so the keyboard does what people know. */
export function FilterSelect({
  label,
  value,
  options,
  onChange,
  width = '13rem',
}: {
  label: string
  value: string
  options: readonly { value: string; label: string }[]
  onChange: (value: string) => void
  width?: string
}) {
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      sx={{ width, maxWidth: '100%' }}
      slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </TextField>
  )
}

/** A year in พ.ศ. to look at; taken over once four digits stand there. */
export function FilterYear({
  label,
  value,
  onChange,
}: {
  label: string
  value: number | null
  onChange: (year: number) => void
}) {
  const [typed, setTyped] = useState(value === null ? '' : String(value))
  useEffect(() => setTyped(value === null ? '' : String(value)), [value])
  return (
    <TextField
      label={label}
      value={typed}
      sx={{ width: '9.5rem' }}
      onChange={(event) => {
        const text = event.target.value.replace(/[๐-๙]/gu, (digit) => String(digit.charCodeAt(0) - 0x0e50))
        setTyped(text)
        const year = Number(text)
        if (/^\d{4}$/u.test(text) && year >= 2500 && year <= 2700) onChange(year)
      }}
      onBlur={() => setTyped(value === null ? '' : String(value))}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
        if (step === 0 || value === null) return
        event.preventDefault()
        onChange(value + step)
      }}
      slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 4 }, inputLabel: { shrink: true } }}
    />
  )
}

/** Narrows by yes or no. */
export function FilterCheck({
  label,
  checked,
  onChange,
}: {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    <FormControlLabel
      label={label}
      slotProps={{ typography: { variant: 'body2' } }}
      sx={{ mr: 0.5 }}
      control={
        <Checkbox
          size="small"
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          sx={{ p: 0.5 }}
        />
      }
    />
  )
}
