import Alert from '@mui/material/Alert'
import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { yearsBesideDate } from '../../../core/meetings/rules.ts'
import { buddhistYearOf, isIsoDate } from '../../../core/thai/dates.ts'

/** Says that a meeting is counted in another year than it is held in; `counts` are the years of its bodies' counts. */
export function YearNote({ counts }: { counts: readonly (number | null)[] }) {
  const { t } = useTranslation()
  const [heldOn, number, numberYear] = useWatch({ name: ['heldOn', 'number', 'numberYear'] }) as [
    unknown,
    unknown,
    unknown,
  ]
  const day = isIsoDate(heldOn) ? heldOn : null
  const own = typeof number === 'number' && typeof numberYear === 'number' ? numberYear : null
  const years = yearsBesideDate(day, [own, ...counts])
  if (day === null || years.length === 0) return null
  return (
    <Alert severity="warning" sx={{ mb: 1.2 }}>
      {t('meetings.head.otherYear', { years: years.join(', '), year: buddhistYearOf(day) })}
    </Alert>
  )
}
