import Autocomplete from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import MuiTextField from '@mui/material/TextField'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { PartnerName } from '../../../core/activities/contract.ts'
import { api } from '../../app/client.ts'
import { Button, FieldFrame } from '../../ui/index.ts'

const sources: PartnerName['from'][] = ['used', 'lao', 'agency']

/** Name of a partner: known ones are offered, and one that is there already under another spelling is pointed out. */
export function PartnerNameField({ name, label }: { name: string; label: string }) {
  const { t } = useTranslation()
  const id = useId()
  const { control } = useFormContext()
  const { field, fieldState } = useController({ name, control })
  const value = (field.value as string | null) ?? ''
  const asked = useDeferredValue(value.slice(0, 200))
  const names = useQuery(
    api.activities.partnerNames.queryOptions({ input: { q: asked }, placeholderData: keepPreviousData }),
  )
  const known = [...(names.data ?? [])].sort((a, b) => sources.indexOf(a.from) - sources.indexOf(b.from))
  const alike = known.filter((one) => one.alike && one.name !== value.trim())
  return (
    <FieldFrame id={id} label={label} required wide>
      <Autocomplete<PartnerName, false, false, true>
        id={id}
        freeSolo
        options={known}
        inputValue={value}
        onInputChange={(_, next, why) => (why === 'reset' ? undefined : field.onChange(next))}
        onChange={(_, next) => field.onChange(typeof next === 'string' ? next : (next?.name ?? ''))}
        onBlur={field.onBlur}
        getOptionLabel={(one) => (typeof one === 'string' ? one : one.name)}
        getOptionKey={(one) => (typeof one === 'string' ? one : `${one.from} ${one.name}`)}
        filterOptions={(all) => all}
        renderOption={({ key, ...props }, one) => (
          <li key={key} {...props}>
            <Box sx={{ display: 'flex', gap: 1.5, width: '100%' }}>
              <Box sx={{ flex: 1, minWidth: 0 }}>{one.name}</Box>
              <Box sx={{ color: 'text.secondary', fontSize: '0.86rem' }}>
                {t(`activities.partner.from.${one.from}`)}
              </Box>
            </Box>
          </li>
        )}
        renderInput={(params) => (
          <MuiTextField
            {...params}
            inputRef={field.ref}
            autoFocus
            error={fieldState.invalid}
            helperText={fieldState.error?.message}
          />
        )}
      />
      {fieldState.isDirty && value.trim() !== '' && alike.length > 0 ? (
        <Box
          role="status"
          sx={(theme) => ({
            mt: 0.5,
            px: 1,
            py: 0.3,
            borderRadius: 1,
            bgcolor: theme.tokens.warningTint,
            color: theme.tokens.warning,
            fontSize: '0.9rem',
          })}
        >
          {t('activities.partner.alike')}{' '}
          {alike.slice(0, 4).map((one) => (
            <Button key={one.name} look="quiet" onClick={() => field.onChange(one.name)}>
              {t('activities.partner.alike.use', { name: one.name })}
            </Button>
          ))}
        </Box>
      ) : null}
    </FieldFrame>
  )
}
