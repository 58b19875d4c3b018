import Box from '@mui/material/Box'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { UNSORTED_GROUP } from '../../../core/activities/rules.ts'
import { formatNumber } from '../../app/format.ts'
import { type Group, readAttendanceLine } from './attendance-line.ts'

/** How the heads typed in the form's `heads` are understood, with their sum. */
export function HeadsSaid({ groups }: { groups: readonly Group[] }) {
  const { t } = useTranslation()
  const { attendance, unclear } = readAttendanceLine(useFormContext().watch('heads'), groups, UNSORTED_GROUP)
  const total = attendance.reduce((sum, one) => sum + one.persons, 0)
  const parts = attendance.map(
    ({ group, persons }) =>
      `${groups.find((one) => one.key === group)?.name ?? group} ${formatNumber(persons)}`,
  )
  if (parts.length > 0) parts.push(t('activities.attendance.total', { count: formatNumber(total) }))
  return (
    <Box role="status" sx={{ fontSize: '0.88rem', color: 'text.secondary', minHeight: '1.4em' }}>
      {parts.length === 0 && unclear.length === 0 ? t('activities.quick.help') : parts.join(' · ')}
      {unclear.length > 0 ? (
        <Box component="span" sx={{ color: 'error.main', ml: parts.length > 0 ? 1 : 0 }}>
          {t('activities.quick.unclear', { words: unclear.join(', ') })}
        </Box>
      ) : null}
    </Box>
  )
}
