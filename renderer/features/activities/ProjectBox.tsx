import Autocomplete from '@mui/material/Autocomplete'
import MuiTextField from '@mui/material/TextField'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/client.ts'
import { FieldFrame } from '../../ui/index.ts'

export type NamedProject = { id: string; name: string }

/** What is found in the project bank for what is typed, by the same search as its own page. */
function useFound(text: string, wanted: boolean) {
  const asked = useDeferredValue(text.slice(0, 200))
  const found = useQuery(
    api.projects.search.queryOptions({
      input: { text: asked, offset: 0, limit: 40 },
      enabled: wanted,
      placeholderData: keepPreviousData,
    }),
  )
  return (found.data?.rows ?? []).map(({ id, name, originName }) => ({
    id,
    name: originName === '' ? name : `${name} (${originName})`,
  }))
}

/** Several projects of the bank as a field of a form, found by typing. Value: `{ id, name }[]`. */
export function ProjectsField({ name, label, help }: { name: string; label: string; help?: string }) {
  const { t } = useTranslation()
  const id = useId()
  const { control } = useFormContext()
  const { field } = useController({ name, control })
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const found = useFound(typed, open)
  const value = (field.value as NamedProject[] | null) ?? []
  return (
    <FieldFrame id={id} label={label} wide>
      <Autocomplete
        id={id}
        multiple
        open={open}
        onOpen={() => setOpen(true)}
        onClose={() => setOpen(false)}
        options={found}
        value={value}
        inputValue={typed}
        onInputChange={(_, next) => setTyped(next)}
        onChange={(_, next) => field.onChange(next)}
        onBlur={field.onBlur}
        isOptionEqualToValue={(a, b) => a.id === b.id}
        getOptionLabel={(one) => one.name}
        getOptionKey={(one) => one.id}
        filterOptions={(all) => all}
        filterSelectedOptions
        autoHighlight
        noOptionsText={t('activities.projects.none')}
        renderInput={(params) => (
          <MuiTextField
            {...params}
            inputRef={field.ref}
            helperText={help}
            placeholder={value.length === 0 ? t('activities.projects.find') : ''}
          />
        )}
      />
    </FieldFrame>
  )
}

/** One project of the bank, or none. The ones at hand are offered before anything is typed. */
export function ProjectField({
  name,
  label,
  near,
  help,
}: {
  name: string
  label: string
  near: readonly NamedProject[]
  help?: string
}) {
  const { t } = useTranslation()
  const id = useId()
  const { control } = useFormContext()
  const { field, fieldState } = useController({ name, control })
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const found = useFound(typed, open)
  const [seen, setSeen] = useState<readonly NamedProject[]>(near)
  const options = typed === '' && near.length > 0 ? near : found
  const chosen = [...seen, ...near, ...found].find((one) => one.id === field.value) ?? null
  return (
    <FieldFrame id={id} label={label} wide>
      <Autocomplete
        id={id}
        open={open}
        onOpen={() => setOpen(true)}
        onClose={() => setOpen(false)}
        options={[...options]}
        value={chosen}
        onInputChange={(_, next, why) => setTyped(why === 'input' ? next : '')}
        onChange={(_, next) => {
          if (next) setSeen((now) => [...now, next])
          field.onChange(next?.id ?? null)
        }}
        onBlur={field.onBlur}
        isOptionEqualToValue={(a, b) => a.id === b.id}
        getOptionLabel={(one) => one.name}
        getOptionKey={(one) => one.id}
        filterOptions={(all) => all}
        autoHighlight
        noOptionsText={t('activities.projects.none')}
        renderInput={(params) => (
          <MuiTextField
            {...params}
            inputRef={field.ref}
            error={fieldState.invalid}
            helperText={fieldState.error?.message ?? help}
            placeholder={t('activities.pledge.plan')}
          />
        )}
      />
    </FieldFrame>
  )
}
