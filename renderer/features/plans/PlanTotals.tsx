import Box from '@mui/material/Box'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBaht, formatNumber } from '../../app/format.ts'
import type { EntryRow } from './entry-rows.ts'
import { type PlanSum, planSums } from './plan-sums.ts'

/** Under the table: projects and baht per year, class and source, as they stand in it now, before anything is saved. */
export function PlanTotals({ rows, years }: { rows: readonly EntryRow[]; years: readonly number[] }) {
  const { t } = useTranslation()
  const sums = useMemo(() => planSums(rows, years), [rows, years])
  if (sums.count === 0) return null
  return (
    <Box
      component="dl"
      aria-label={t('plans.sums')}
      sx={(theme) => ({
        display: 'grid',
        gridTemplateColumns: 'auto 1fr',
        columnGap: 1.2,
        rowGap: 0.2,
        m: 0,
        px: 1,
        py: 0.6,
        maxHeight: '7.2rem',
        overflow: 'auto',
        borderTop: `1px solid ${theme.tokens.rule}`,
        bgcolor: theme.tokens.quiet,
        fontSize: '0.86rem',
        '& dt': { fontWeight: 600, whiteSpace: 'nowrap' },
        '& dd': { m: 0, display: 'flex', flexWrap: 'wrap', columnGap: 1.8 },
      })}
    >
      {years.length > 1 ? (
        <>
          <dt>{t('plans.sums.year')}</dt>
          <dd>
            {sums.years.map((one) => (
              <Item key={one.key} sum={one} name={one.key} />
            ))}
          </dd>
        </>
      ) : null}
      <dt>{t('plans.sums.class')}</dt>
      <dd>
        {sums.classes.map((one) => (
          <Item
            key={one.key}
            sum={one}
            name={one.key === '' ? t('plans.sums.noClass') : t(`plans.class.${one.key}`)}
          />
        ))}
        <Item sum={{ key: 'all', count: sums.count, total: sums.total }} name={t('common.total')} strong />
      </dd>
      <dt>{t('plans.sums.source')}</dt>
      <dd>
        {sums.sources.map((one) => (
          <Item key={one.key} sum={one} name={one.key === '' ? t('plans.sums.noSource') : one.key} />
        ))}
      </dd>
    </Box>
  )
}

function Item({ sum, name, strong = false }: { sum: PlanSum; name: string; strong?: boolean }) {
  const { t } = useTranslation()
  return (
    <Box component="span" data-sum={sum.key} sx={strong ? { fontWeight: 600 } : {}}>
      {t('plans.sums.one', { name, count: formatNumber(sum.count), total: formatBaht(sum.total) })}
    </Box>
  )
}
