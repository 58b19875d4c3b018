import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Decidable } from '../../../core/meetings/contract.ts'
import type { About } from '../../../core/meetings/rules.ts'
import { api } from '../../app/client.ts'
import { FieldFrame } from '../../ui/Fields.tsx'
import { Thai } from '../../ui/Thai.tsx'

/** What a resolution decides: a plan, a project, a body, an order, a duty; found by typing. */
export function AboutBox({
  meetingId,
  value,
  name,
  onChange,
}: {
  meetingId: string
  value: About
  /** How the record calls what is chosen. */
  name: string | null
  onChange: (about: About) => void
}) {
  const { t } = useTranslation()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [picked, setPicked] = useState<Decidable | null>(null)
  const q = useDeferredValue(typed)
  const found = useQuery(
    api.meetings.decidable.queryOptions({
      input: { meetingId, ...(q.trim() === '' ? {} : { q }) },
      enabled: open,
      placeholderData: keepPreviousData,
    }),
  )
  const known = picked?.id === value?.id ? picked?.name : undefined
  const chosen: Decidable | null =
    value === null
      ? null
      : {
          table: value.table,
          id: value.id,
          name: known ?? name ?? t('meetings.about.gone'),
          state: '',
          action: null,
        }
  return (
    <FieldFrame id={id} label={t('meetings.resolution.about')}>
      <Autocomplete<Decidable>
        id={id}
        open={open}
        onOpen={() => setOpen(true)}
        onClose={() => setOpen(false)}
        options={found.data ?? []}
        loading={found.isPending && open}
        loadingText={t('common.loading')}
        noOptionsText={t('meetings.about.none')}
        value={chosen}
        onChange={(_, option) => {
          setPicked(option)
          onChange(option === null ? null : { table: option.table, id: option.id })
        }}
        onInputChange={(_, text, reason) => setTyped(reason === 'input' ? text : '')}
        isOptionEqualToValue={(a, b) => a.id === b.id && a.table === b.table}
        getOptionLabel={(option) => option.name}
        getOptionKey={(option) => `${option.table}:${option.id}`}
        groupBy={(option) => t(`meetings.about.table.${option.table}`)}
        // the core has looked through the names already
        filterOptions={(all) => all}
        renderOption={({ key, ...props }, option) => (
          <li key={key} {...props}>
            <span>
              <Thai text={option.name} />
              {option.state === '' ? null : (
                <span
                  style={{ opacity: 0.7 }}
                >{` · ${t(option.state, { defaultValue: option.state })}`}</span>
              )}
            </span>
          </li>
        )}
        renderInput={(params) => <TextField {...params} placeholder={t('meetings.about.placeholder')} />}
      />
    </FieldFrame>
  )
}
