import { useQuery } from '@tanstack/react-query'
import type { Signatory } from '../../../core/office/rules.ts'
import { api } from '../../app/client.ts'

/** Those who may sign a kind of paper, as options; the order is that of the office settings. */
export function useSignatories(paper: Signatory['signs'][number]): {
  options: { value: string; label: string }[]
} {
  const { data } = useQuery(api.office.signatories.queryOptions())
  return {
    options: (data ?? [])
      .filter((one) => one.active && one.signs.includes(paper))
      .map((one) => ({
        value: one.id,
        label: [one.name, one.positionLines[0] ?? ''].filter((part) => part !== '').join(' · '),
      })),
  }
}
