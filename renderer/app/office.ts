import { useQuery } from '@tanstack/react-query'
import type { OfficeStatus } from '../../core/office/contract.ts'
import { api } from './client.ts'

export type ReadyOffice = OfficeStatus & { office: NonNullable<OfficeStatus['office']> }

/** Status of the office; inside the shell it is always there and set up. */
export function useOffice(): ReadyOffice {
  const { data } = useQuery(api.office.status.queryOptions())
  if (!data?.office) throw new Error('a screen outside the shell')
  return data as ReadyOffice
}
