import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { FacetCount } from '../../../core/projects/contract.ts'
import type { SearchFacet } from '../../../core/projects/rules.ts'
import { api } from '../../app/client.ts'

/** What a value of a facet is called: codes by their words, free text as it is, nothing as "ไม่ระบุ". */
export function useFacetWords(): (facet: SearchFacet, value: FacetCount) => string {
  const { t } = useTranslation()
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'fate-kinds' } }))
  const items = kinds.data?.items
  return useCallback(
    (facet, { value, label }) => {
      if (facet === 'readiness') return t(`projects.ready.${value}`)
      if (facet === 'fate')
        return value === ''
          ? t('projects.fate.none')
          : (items?.find((item) => item.key === value)?.name ?? value)
      if (value === '' || value === '0') return t('projects.facet.empty')
      if (facet === 'level') return t(`plans.short.${value}`, { defaultValue: value })
      if (facet === 'projectClass') return t(`plans.class.${value}`, { defaultValue: value })
      if (facet === 'planState') return t(`plans.state.${value}`, { defaultValue: value })
      return label
    },
    [t, items],
  )
}
