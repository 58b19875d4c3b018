import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import InputAdornment from '@mui/material/InputAdornment'
import TextField from '@mui/material/TextField'
import { Search } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fiscalYear } from '../../core/kernel/fields.ts'
import { parseThaiDate } from '../../core/thai/dates.ts'
import { formatDate } from '../app/format.ts'
import { DatePopover } from './DatePopover.tsx'
import { dateProblem } from './Fields.tsx'

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

/** A day to look at, typed as in every date field or picked; null = none. An impossible one is said and not taken over. */
export function FilterDate({
  label,
  value,
  onChange,
  width = '12.5rem',
}: {
  label: string
  value: string | null
  onChange: (iso: string | null) => void
  width?: string
}) {
  const { t } = useTranslation()
  const shown = value === null ? '' : formatDate(value, 'long')
  const [typed, setTyped] = useState(shown)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    setTyped(shown)
    setProblem(null)
  }, [shown])
  const take = () => {
    if (typed.trim() === '') return onChange(null)
    const read = parseThaiDate(typed)
    if (!read.ok) return setProblem(dateProblem[read.reason])
    setProblem(null)
    setTyped(formatDate(read.iso, 'long'))
    onChange(read.iso)
  }
  return (
    <TextField
      label={label}
      value={typed}
      error={problem !== null}
      helperText={problem === null ? undefined : t(`validation:${problem}`)}
      placeholder={t('common.date.example')}
      sx={{ width, maxWidth: '100%' }}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
      }}
      slotProps={{
        inputLabel: { shrink: true },
        input: {
          endAdornment: (
            <DatePopover
              value={value}
              onPick={onChange}
              label={t('common.date.pick', { field: label })}
              disabled={false}
            />
          ),
        },
      }}
    />
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
  const { t } = useTranslation()
  const shown = value === null ? '' : String(value)
  const [typed, setTyped] = useState(shown)
  useEffect(() => setTyped(shown), [shown])
  const read = /^\d{4}$/u.test(typed) ? fiscalYear.safeParse(Number(typed)) : null
  const wrong = read?.success === false ? (read.error.issues[0]?.message ?? null) : null
  return (
    <TextField
      label={label}
      value={typed}
      error={wrong !== null}
      {...(wrong === null ? {} : { helperText: t(`validation:${wrong}`) })}
      sx={{ width: wrong === null ? '9.5rem' : '16rem' }}
      onChange={(event) => {
        const text = event.target.value.replace(/[๐-๙]/gu, (digit) => String(digit.charCodeAt(0) - 0x0e50))
        setTyped(text)
        if (/^\d{4}$/u.test(text) && fiscalYear.safeParse(Number(text)).success) onChange(Number(text))
      }}
      // what is no year at all goes; a wrong one stays to be seen with its reason
      onBlur={() => (wrong === null ? setTyped(shown) : undefined)}
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
