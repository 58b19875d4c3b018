import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../app/client.ts'
import { useOfficerNames } from './OwnerField.tsx'

type Choice = { value: string; label: string }

/** What a duty may be of, and who may own it, as the tables of duties offer it. */
export function useDutyChoices(): { kinds: Choice[]; owners: Choice[] } {
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'duty-kinds' } }))
  const names = useOfficerNames().join('\n')
  return useMemo(
    () => ({
      kinds: (kinds.data?.items ?? []).map((item) => ({ value: item.key, label: item.name })),
      owners: names
        .split('\n')
        .filter((name) => name !== '')
        .map((name) => ({ value: name, label: name })),
    }),
    [kinds.data, names],
  )
}
