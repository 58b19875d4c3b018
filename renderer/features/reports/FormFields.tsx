import Autocomplete from '@mui/material/Autocomplete'
import MuiTextField from '@mui/material/TextField'
import { useId } from 'react'
import { FieldFrame } from '../../ui/index.ts'

type Choice = { value: string; label: string }

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
