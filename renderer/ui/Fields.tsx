import Autocomplete from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import InputAdornment from '@mui/material/InputAdornment'
import MenuItem from '@mui/material/MenuItem'
import MuiTextField from '@mui/material/TextField'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { parseThaiDate } from '../../core/thai/dates.ts'
import { toArabicDigits } from '../../core/thai/digits.ts'
import { parseBaht } from '../../core/thai/money.ts'
import { searchKey } from '../../core/thai/text.ts'
import { formatBaht, formatDate, formatNumber } from '../app/format.ts'
import { Button } from './Button.tsx'
import { DatePopover } from './DatePopover.tsx'

export type FieldProps = {
  /** Path in the form's value: `name`, `letterhead.name`, `duties.0.text`. */
  name: string
  label: string
  help?: ReactNode
  required?: boolean
  disabled?: boolean
  autoFocus?: boolean
  placeholder?: string
  /** Takes the whole width of the row. */
  wide?: boolean
}
export type Option<V extends string = string> = { value: V; label: string; help?: string }

/** The bare field outside a form: a label above, the control, help or error below. */
export function FieldFrame({
  id,
  label,
  required,
  wide,
  children,
}: {
  id: string
  label: string
  required?: boolean | undefined
  wide?: boolean | undefined
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <Box sx={{ minWidth: 0, ...(wide ? { gridColumn: '1 / -1' } : {}) }}>
      <Box
        component="label"
        htmlFor={id}
        sx={{ display: 'block', fontSize: '0.9rem', fontWeight: 600, mb: 0.2 }}
      >
        {label}
        {required ? (
          <Box component="span" sx={{ color: 'error.main' }} title={t('common.required')}>
            {' *'}
          </Box>
        ) : null}
      </Box>
      {children}
    </Box>
  )
}

function useField(name: string) {
  const { control } = useFormContext()
  return useController({ name, control })
}

function useTyped(
  value: unknown,
  show: (value: unknown) => string,
): [string, (text: string) => void, () => void] {
  const [text, setText] = useState(() => show(value))
  const [typing, setTyping] = useState(false)
  const shown = show(value)
  useEffect(() => {
    if (!typing) setText(shown)
  }, [shown, typing])
  return [
    text,
    (next) => {
      setTyping(true)
      setText(next)
    },
    () => setTyping(false),
  ]
}

/** Text on one line. */
export function TextField({
  name,
  label,
  help,
  required,
  disabled,
  autoFocus,
  placeholder,
  wide,
  rows,
  onChanged,
}: FieldProps & { rows?: number; onChanged?: (value: string) => void }) {
  const id = useId()
  const { field, fieldState } = useField(name)
  return (
    <FieldFrame id={id} label={label} required={required} wide={wide}>
      <MuiTextField
        id={id}
        value={(field.value as string | null) ?? ''}
        onChange={(event) => {
          field.onChange(event.target.value)
          onChanged?.(event.target.value)
        }}
        onBlur={field.onBlur}
        inputRef={field.ref}
        error={fieldState.invalid}
        helperText={fieldState.error?.message ?? help}
        disabled={disabled ?? false}
        autoFocus={autoFocus ?? false}
        placeholder={placeholder ?? ''}
        required={required ?? false}
        {...(rows ? { multiline: true, minRows: rows, maxRows: 14 } : {})}
        slotProps={{ htmlInput: { 'aria-required': required ?? false, required: false } }}
      />
    </FieldFrame>
  )
}

/** Text of several lines; grows while it is written. */
export function TextArea(props: FieldProps & { rows?: number }) {
  return <TextField {...props} rows={props.rows ?? 3} wide={props.wide ?? true} />
}

type TypedProps = FieldProps & { suffix?: string; width?: string }

/** A field whose text is read into a value when it is left: number, money, date share it. */
function TypedField({
  name,
  label,
  help,
  required,
  disabled,
  autoFocus,
  placeholder,
  wide,
  suffix,
  width,
  show,
  read,
  end,
  numeric,
}: TypedProps & {
  show: (value: unknown) => string
  /** Value for what was typed; `error` = key in validation.json. */
  read: (text: string) => { value: unknown } | { error: string }
  end?: (put: (value: unknown) => void, value: unknown) => ReactNode
  numeric?: boolean
}) {
  const id = useId()
  const { t } = useTranslation()
  const form = useFormContext()
  const { field, fieldState } = useField(name)
  const [text, setText, rest] = useTyped(field.value, show)
  const [wrong, setWrong] = useState<string | null>(null)
  const take = (typed: string) => {
    const got = read(typed)
    if ('error' in got) {
      setWrong(got.error)
      // what cannot be read must not pass as empty: the schema refuses NaN, and the sentence below says why
      field.onChange(Number.NaN)
      return false
    }
    setWrong(null)
    field.onChange(got.value)
    return true
  }
  const message = wrong ? t(`validation:${wrong}`) : fieldState.error?.message
  return (
    <FieldFrame id={id} label={label} required={required} wide={wide}>
      <MuiTextField
        id={id}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          const got = read(event.target.value)
          if ('value' in got) {
            setWrong(null)
            field.onChange(got.value)
          }
        }}
        onBlur={() => {
          if (take(text)) rest()
          field.onBlur()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take(text)
        }}
        inputRef={field.ref}
        error={wrong !== null || fieldState.invalid}
        helperText={message ?? help}
        disabled={disabled ?? false}
        autoFocus={autoFocus ?? false}
        placeholder={placeholder ?? ''}
        sx={width ? { maxWidth: width } : {}}
        slotProps={{
          htmlInput: {
            'aria-required': required ?? false,
            inputMode: numeric ? 'decimal' : 'text',
            style: numeric ? { textAlign: 'right' } : {},
          },
          input: {
            endAdornment:
              end || suffix ? (
                <InputAdornment position="end">
                  {suffix}
                  {end?.((value) => {
                    setWrong(null)
                    rest()
                    form.setValue(name, value, { shouldDirty: true, shouldValidate: true, shouldTouch: true })
                  }, field.value)}
                </InputAdornment>
              ) : undefined,
          },
        }}
      />
    </FieldFrame>
  )
}

/** A whole number; null when empty. Thai digits and commas are understood. */
export function NumberField(props: TypedProps) {
  return (
    <TypedField
      {...props}
      numeric
      show={(value) => (typeof value === 'number' && Number.isFinite(value) ? formatNumber(value) : '')}
      read={(text) => {
        const bare = toArabicDigits(text).replace(/[,\s]/gu, '')
        if (bare === '') return { value: null }
        return /^-?\d+(\.\d+)?$/u.test(bare) ? { value: Number(bare) } : { error: 'notNumber' }
      }}
    />
  )
}

/** Money: typed in baht (300,000 · ๓๐๐,๐๐๐ · 1.2 ล้าน · 5 แสน), kept in satang; null when empty. */
export function MoneyField(props: TypedProps) {
  const { t } = useTranslation()
  return (
    <TypedField
      {...props}
      numeric
      suffix={props.suffix ?? t('common.baht')}
      show={(value) => (typeof value === 'number' && Number.isSafeInteger(value) ? formatBaht(value) : '')}
      read={(text) => {
        const got = parseBaht(text)
        return got.ok ? { value: got.satang } : { error: moneyProblem[got.reason] }
      }}
    />
  )
}
export const moneyProblem = {
  unrecognised: 'notMoney',
  negative: 'negativeMoney',
  tooPrecise: 'tooPreciseMoney',
  tooLarge: 'absurdMoney',
} as const

/**
 * A date in พ.ศ., kept as ISO: typed as offices write it (18 ม.ค. 65 · 18/1/2565 · ๑๘ มกราคม ๒๕๖๕) or picked.
 * Null when empty.
 */
export function DateField(props: FieldProps) {
  const { t } = useTranslation()
  return (
    <TypedField
      {...props}
      placeholder={props.placeholder ?? t('common.date.example')}
      show={(value) => (typeof value === 'string' && value !== '' ? formatDate(value) : '')}
      read={(text) => {
        if (text.trim() === '') return { value: null }
        const got = parseThaiDate(text)
        return got.ok ? { value: got.iso } : { error: dateProblem[got.reason] }
      }}
      end={(put, value) => (
        <DatePopover
          value={typeof value === 'string' ? value : null}
          onPick={put}
          label={t('common.date.pick', { field: props.label })}
          disabled={props.disabled ?? false}
        />
      )}
    />
  )
}
export const dateProblem = {
  impossible: 'impossibleDate',
  unrecognised: 'badDate',
  ambiguousYear: 'ambiguousYear',
} as const

/** A fiscal year in พ.ศ.; a C.E. year is offered its พ.ศ. */
export function FiscalYearField(props: FieldProps) {
  const { t } = useTranslation()
  const { watch, setValue, setFocus } = useFormContext()
  const value: unknown = watch(props.name)
  const christian = typeof value === 'number' && value >= 1900 && value < 2200
  return (
    <Box sx={{ minWidth: 0 }}>
      <TypedField
        {...props}
        placeholder={props.placeholder ?? t('common.year.example')}
        help={props.help}
        show={(shown) => (typeof shown === 'number' && Number.isFinite(shown) ? String(shown) : '')}
        read={(text) => {
          const bare = toArabicDigits(text)
            .replace(/^(พ\.?\s?ศ\.?|ปีงบประมาณ)\s*/u, '')
            .trim()
          if (bare === '') return { value: null }
          return /^\d{1,4}$/u.test(bare) ? { value: Number(bare) } : { error: 'notNumber' }
        }}
      />
      {christian ? (
        <Button
          look="quiet"
          onClick={() => {
            setValue(props.name, value + 543, { shouldDirty: true, shouldValidate: true, shouldTouch: true })
            // The button goes with the wrong year: the cursor stays at the field.
            setFocus(props.name)
          }}
        >
          {t('common.year.useBuddhist', { year: value + 543 })}
        </Button>
      ) : null}
    </Box>
  )
}

/** One of a few; `empty` is the word of the choice that is none (then the value is null). */
export function SelectField({
  name,
  label,
  help,
  required,
  disabled,
  autoFocus,
  wide,
  options,
  empty,
  onPicked,
}: FieldProps & { options: readonly Option[]; empty?: string; onPicked?: (value: string | null) => void }) {
  const id = useId()
  const { field, fieldState } = useField(name)
  return (
    <FieldFrame id={id} label={label} required={required} wide={wide}>
      <MuiTextField
        id={id}
        select
        value={(field.value as string | null) ?? ''}
        onChange={(event) => {
          const value = event.target.value === '' ? null : event.target.value
          field.onChange(value)
          onPicked?.(value)
        }}
        onBlur={field.onBlur}
        inputRef={field.ref}
        error={fieldState.invalid}
        helperText={fieldState.error?.message ?? help}
        disabled={disabled ?? false}
        autoFocus={autoFocus ?? false}
        slotProps={{
          // what nothing chosen means is said, not left blank
          select: {
            displayEmpty: empty !== undefined,
            SelectDisplayProps: { 'aria-label': label } as React.HTMLAttributes<HTMLDivElement>,
          },
        }}
      >
        {empty === undefined ? null : <MenuItem value="">{empty}</MenuItem>}
        {options.map((option) => (
          <MenuItem key={option.value} value={option.value}>
            {option.label}
          </MenuItem>
        ))}
      </MuiTextField>
    </FieldFrame>
  )
}

export type ChoiceBoxProps = {
  label: string
  options: readonly Option[]
  value: string | null
  onChange: (value: string | null) => void
  disabled?: boolean
  required?: boolean
  help?: ReactNode
  error?: string | undefined
  autoFocus?: boolean
  wide?: boolean
}

/** One of many, found by typing a part of the name (forgiving Thai search). Outside a form; in one use SearchField. */
export function ChoiceBox({
  label,
  options,
  value,
  onChange,
  disabled,
  required,
  help,
  error,
  autoFocus,
  wide,
}: ChoiceBoxProps) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label} required={required} wide={wide}>
      <Autocomplete
        id={id}
        options={options}
        value={options.find((option) => option.value === value) ?? null}
        onChange={(_, option) => onChange(option?.value ?? null)}
        isOptionEqualToValue={(a, b) => a.value === b.value}
        getOptionLabel={(option) => option.label}
        getOptionKey={(option) => option.value}
        filterOptions={(all, { inputValue }) => {
          const wanted = searchKey(inputValue)
          return wanted === ''
            ? all
            : all.filter((option) => searchKey(`${option.label} ${option.value}`).includes(wanted))
        }}
        autoHighlight
        openOnFocus
        disabled={disabled ?? false}
        renderInput={(params) => (
          <MuiTextField
            {...params}
            error={error !== undefined}
            helperText={error ?? help}
            autoFocus={autoFocus ?? false}
          />
        )}
      />
    </FieldFrame>
  )
}

/** ChoiceBox as a field of a form. */
export function SearchField({
  name,
  options,
  onPicked,
  ...rest
}: FieldProps & { options: readonly Option[]; onPicked?: (value: string | null) => void }) {
  const { field, fieldState } = useField(name)
  return (
    <ChoiceBox
      {...rest}
      options={options}
      value={field.value as string | null}
      onChange={(value) => {
        field.onChange(value)
        onPicked?.(value)
      }}
      error={fieldState.error?.message}
    />
  )
}

/** Several of some: the value is an array of `value`s; with `free`, words of one's own too. */
export function ChipsField({
  name,
  label,
  help,
  required,
  disabled,
  wide,
  options,
  free = false,
}: FieldProps & { options: readonly Option[]; free?: boolean }) {
  const id = useId()
  const { field, fieldState } = useField(name)
  const value = (field.value as string[] | null) ?? []
  const labelOf = (item: string) => options.find((option) => option.value === item)?.label ?? item
  return (
    <FieldFrame id={id} label={label} required={required} wide={wide}>
      <Autocomplete
        id={id}
        multiple
        freeSolo={free}
        options={options.map((option) => option.value)}
        value={value}
        onChange={(_, next) => field.onChange(next)}
        onBlur={field.onBlur}
        getOptionLabel={labelOf}
        filterSelectedOptions
        autoHighlight={!free}
        disabled={disabled ?? false}
        renderInput={(params) => (
          <MuiTextField
            {...params}
            inputRef={field.ref}
            error={fieldState.invalid}
            helperText={fieldState.error?.message ?? help}
          />
        )}
      />
    </FieldFrame>
  )
}

/** Yes or no. */
export function CheckField({ name, label, help, disabled, wide }: FieldProps) {
  const { field, fieldState } = useField(name)
  return (
    <Box sx={wide ? { gridColumn: '1 / -1' } : {}}>
      <FormControlLabel
        control={
          <Checkbox
            checked={field.value === true}
            onChange={(_, on) => field.onChange(on)}
            onBlur={field.onBlur}
            slotProps={{ input: { ref: field.ref } }}
            size="small"
            disabled={disabled ?? false}
          />
        }
        label={label}
      />
      {fieldState.error?.message || help ? (
        <FormHelperText error={fieldState.invalid}>{fieldState.error?.message ?? help}</FormHelperText>
      ) : null}
    </Box>
  )
}

/** Lines of text as an array of strings (address lines, motto): one input a line, up to `most`. */
export function LinesField({ name, label, help, required, most, wide }: FieldProps & { most: number }) {
  const id = useId()
  const { field, fieldState } = useField(name)
  const lines = (field.value as string[] | null) ?? []
  const errors = fieldState.error as unknown as Record<number, { message?: string }> | undefined
  const lineError = Array.isArray(errors)
    ? (
        errors.find((error: { message?: string } | undefined) => error?.message) as
          | { message?: string }
          | undefined
      )?.message
    : undefined
  return (
    <FieldFrame id={id} label={label} required={required} wide={wide}>
      <MuiTextField
        id={id}
        multiline
        minRows={Math.min(2, most)}
        maxRows={most + 1}
        value={lines.join('\n')}
        onChange={(event) => field.onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
        onBlur={field.onBlur}
        inputRef={field.ref}
        error={fieldState.invalid}
        helperText={fieldState.error?.message ?? lineError ?? help}
      />
    </FieldFrame>
  )
}
