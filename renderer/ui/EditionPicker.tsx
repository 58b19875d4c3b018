import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../app/client.ts'
import { useQueryParam } from '../app/routes.tsx'
import { FilterSelect } from './Filters.tsx'

/**
 * The guideline edition FY in hand (พ.ศ., DOMAIN.md §1.1: not the plan FY), kept in the address as `edition`; without one,
 * that of the newest directive. `editionFy` is null while there is no directive; `ready` once that is known.
 */
export function useEditionYear(): {
  editionFy: number | null
  years: number[]
  ready: boolean
  setEditionFy: (year: number) => void
} {
  const [asked, ask] = useQueryParam('edition')
  const letters = useQuery(api.directives.list.queryOptions())
  const years = [...new Set((letters.data ?? []).map((letter) => letter.editionFy))].sort((a, b) => b - a)
  const inAddress = asked !== null && /^\d{4}$/u.test(asked) ? Number(asked) : null
  return {
    editionFy: inAddress ?? years[0] ?? null,
    years,
    ready: letters.data !== undefined || letters.isError,
    setEditionFy: (year) => ask(String(year)),
  }
}

/** Chooses the guideline edition FY. */
export function EditionPicker({
  editionFy,
  years,
  onChange,
}: {
  editionFy: number | null
  years: readonly number[]
  onChange: (year: number) => void
}) {
  const { t } = useTranslation()
  const all = [...new Set([...(editionFy === null ? [] : [editionFy]), ...years])].sort((a, b) => b - a)
  if (all.length === 0) return null
  return (
    <FilterSelect
      label={t('common.editionYear')}
      value={String(editionFy ?? '')}
      options={all.map((year) => ({ value: String(year), label: String(year) }))}
      onChange={(value) => onChange(Number(value))}
      width="11rem"
    />
  )
}
