import Autocomplete from '@mui/material/Autocomplete'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useController } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/client.ts'
import { FieldFrame } from '../../ui/index.ts'

/** Names of the officers in service, to pick an owner from. */
export function useOfficerNames(): string[] {
  const staff = useQuery(api.office.staff.queryOptions())
  return (staff.data ?? []).filter((one) => one.active).map((one) => one.name)
}

/** Who is responsible: an officer of the list, or anybody typed. */
export function OwnerField({ name }: { name: string }) {
  const { t } = useTranslation()
  const id = useId()
  const names = useOfficerNames()
  const { field, fieldState } = useController({ name })
  return (
    <FieldFrame id={id} label={t('directives.duty.ownerName')}>
      <Autocomplete<string, false, false, true>
        id={id}
        freeSolo
        options={names}
        inputValue={(field.value as string | null) ?? ''}
        onInputChange={(_, text, why) => (why === 'reset' ? undefined : field.onChange(text))}
        onChange={(_, picked) => field.onChange(picked ?? '')}
        onBlur={field.onBlur}
        renderInput={(params) => (
          <MuiTextField
            {...params}
            inputRef={field.ref}
            error={fieldState.invalid}
            helperText={fieldState.error?.message ?? t('directives.duty.owner.help')}
          />
        )}
      />
    </FieldFrame>
  )
}
