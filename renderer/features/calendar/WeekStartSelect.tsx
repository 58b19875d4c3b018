import { useTranslation } from 'react-i18next'
import { FilterSelect } from '../../ui/Filters.tsx'
import type { WeekStart } from './days.ts'

/** On which day the weeks of the calendar begin, on the screen and on paper. */
export function WeekStartSelect({
  weekStart,
  onChange,
}: {
  weekStart: WeekStart
  onChange: (start: WeekStart) => void
}) {
  const { t } = useTranslation()
  return (
    <FilterSelect
      label={t('calendar.weekStart')}
      value={String(weekStart)}
      width="9rem"
      options={[
        { value: '0', label: t('calendar.weekday.0') },
        { value: '1', label: t('calendar.weekday.1') },
      ]}
      onChange={(next) => onChange(next === '1' ? 1 : 0)}
    />
  )
}
