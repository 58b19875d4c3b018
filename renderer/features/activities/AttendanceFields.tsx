import Box from '@mui/material/Box'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../app/format.ts'
import { Fields, NumberField } from '../../ui/index.ts'
import type { GroupCount } from './activity-form.ts'

/** Heads by group, with their running total. */
export function AttendanceFields({ names }: { names: ReadonlyMap<string, string> }) {
  const { t } = useTranslation()
  const counts = useFormContext().watch('attendance') as GroupCount[]
  const total = counts.reduce((sum, { persons }) => sum + (Number.isFinite(persons) ? (persons ?? 0) : 0), 0)
  return (
    <Box
      role="group"
      aria-label={t('activities.attendance')}
      sx={(theme) => ({ border: `1px solid ${theme.tokens.rule}`, borderRadius: 1, px: 1.2, pt: 0.7, mb: 1 })}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline', mb: 0.5 }}>
        <Box sx={{ fontSize: '0.9rem', fontWeight: 600, flex: 1 }}>{t('activities.attendance')}</Box>
        <Box role="status" sx={{ fontWeight: 600, color: 'primary.main' }}>
          {t('activities.attendance.total', { count: formatNumber(total) })}
        </Box>
      </Box>
      <Fields columns={4}>
        {counts.map(({ group }, at) => (
          <NumberField key={group} name={`attendance.${at}.persons`} label={names.get(group) ?? group} />
        ))}
      </Fields>
    </Box>
  )
}
