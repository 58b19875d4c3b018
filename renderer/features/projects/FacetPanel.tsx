import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { FilterX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import {
  type ProjectFilters,
  type ProjectSearch,
  type SearchFacet,
  searchFacets,
} from '../../../core/projects/rules.ts'
import { compareThai } from '../../../core/thai/text.ts'
import { api } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { Button } from '../../ui/Button.tsx'
import { FilterSelect } from '../../ui/Filters.tsx'
import { Section } from '../../ui/Page.tsx'
import { useFacetWords } from './use-facet-words.ts'

/** Read in the order of their names, not of their counts. */
const byName = new Set<SearchFacet>(['tambon', 'village', 'planFy', 'issue', 'source'])

/** What the list can be narrowed by, each choice with the number it leaves. */
export function FacetPanel({
  search,
  filters,
  onChange,
}: {
  search: ProjectSearch
  filters: ProjectFilters
  onChange: (next: ProjectFilters) => void
}) {
  const { t } = useTranslation()
  const words = useFacetWords()
  const facets = useQuery(
    api.projects.facets.queryOptions({ input: search, placeholderData: (before) => before }),
  )
  const chosen = searchFacets.filter((facet) => filters[facet] !== undefined)
  const offers = searchFacets.some((facet) => (facets.data?.facets[facet].length ?? 0) > 1)
  if (!offers && chosen.length === 0) return null
  return (
    <Section
      title={t('projects.facets')}
      actions={
        chosen.length === 0 ? null : (
          <Button look="quiet" icon={FilterX} onClick={() => onChange({})}>
            {t('projects.facets.clear')}
          </Button>
        )
      }
    >
      <Box
        sx={{
          display: 'grid',
          gap: 1.1,
          gridTemplateColumns: { xs: 'repeat(auto-fill, minmax(11rem, 1fr))', lg: '1fr' },
        }}
      >
        {searchFacets.map((facet) => {
          const counts = facets.data?.facets[facet] ?? []
          const value = filters[facet]
          // a choice among one is none, unless it is made
          if (value === undefined && counts.length < 2) return null
          const known = counts.some((one) => one.value === value)
          const list = value === undefined || known ? counts : [...counts, { value, label: value, count: 0 }]
          const options = list.map((one) => ({
            value: `=${one.value}`,
            name: words(facet, one),
            label: `${words(facet, one)} (${formatNumber(one.count)})`,
          }))
          if (byName.has(facet)) options.sort((a, b) => compareThai(a.name, b.name))
          return (
            <FilterSelect
              key={facet}
              label={t(`projects.facet.${facet}`)}
              value={value === undefined ? '' : `=${value}`}
              width="100%"
              options={[{ value: '', label: t('common.all') }, ...options]}
              onChange={(next) => {
                const others: ProjectFilters = { ...filters }
                delete others[facet]
                // villages belong to the tambon that was chosen before
                if (facet === 'tambon') delete others.village
                if (next !== '') others[facet] = next.slice(1)
                onChange(others)
              }}
            />
          )
        })}
      </Box>
      {facets.data?.more ? (
        <Box sx={{ mt: 1, color: 'text.secondary', fontSize: '0.84rem' }}>{t('projects.facets.more')}</Box>
      ) : null}
    </Section>
  )
}
