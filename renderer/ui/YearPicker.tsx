import MenuItem from '@mui/material/MenuItem'
import MuiTextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../app/client.ts'
import { useQueryParam } from '../app/routes.tsx'

/**
 * The plan FY in hand of a screen, kept in the address (`?planFy=2567`); without one, the office's current year.
 * @returns the year (null while there is none at all) and the picker for the actions of the page
 */
export function usePlanYear(): { planFy: number | null; years: number[]; setPlanFy: (year: number) => void } {
  const [asked, ask] = useQueryParam('planFy')
  const { data } = useQuery(api.calendar.planYears.queryOptions())
  const planFy =
    asked !== null && /^\d{4}$/u.test(asked) ? Number(asked) : (data?.current ?? data?.years[0] ?? null)
  return { planFy, years: data?.years ?? [], setPlanFy: (year) => ask(String(year)) }
}

/** Chooses the plan FY (พ.ศ.). */
export function YearPicker({
  planFy,
  years,
  onChange,
}: {
  planFy: number | null
  years: readonly number[]
  onChange: (year: number) => void
}) {
  const { t } = useTranslation()
  const all = [...new Set([...(planFy === null ? [] : [planFy]), ...years])].sort((a, b) => b - a)
  if (all.length === 0) return null
  return (
    <MuiTextField
      select
      value={planFy ?? ''}
      onChange={(event) => onChange(Number(event.target.value))}
      sx={{ width: '13rem' }}
      slotProps={{
        select: {
          SelectDisplayProps: { 'aria-label': t('common.planYear') } as React.HTMLAttributes<HTMLDivElement>,
        },
      }}
    >
      {all.map((year) => (
        <MenuItem key={year} value={year}>
          {t('common.planYear.of', { year })}
        </MenuItem>
      ))}
    </MuiTextField>
  )
}
