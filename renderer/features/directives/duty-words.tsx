import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { Duty, DutyWork } from '../../../core/directives/contract.ts'
import type { OffDay } from '../../../core/directives/last-year.ts'
import { weekdayName } from '../../../core/thai/dates.ts'
import { formatDate } from '../../app/format.ts'
import { AppLink, StatusChip, Thai } from '../../ui/index.ts'

/** State of a duty, and by how much it is or was late; of a letter that has not come, that it is planned. */
export function DutyState({ duty, expected = false }: { duty: Duty; expected?: boolean }) {
  const { t } = useTranslation()
  if (expected) return <StatusChip status="notStarted" label={t('directives.duty.planned')} />
  if (duty.state === 'done')
    return (
      <StatusChip
        status="done"
        label={
          duty.lateDays > 0
            ? t('directives.duty.doneLate', { count: duty.lateDays })
            : t('common.status.done')
        }
      />
    )
  if (duty.lateDays > 0)
    return <StatusChip status="late" label={t('directives.duty.late', { count: duty.lateDays })} />
  return <StatusChip status={duty.state === 'doing' ? 'underWay' : 'notStarted'} />
}

/** Why a day is no working day, in words; '' for a working day. */
export function useOffWords(): (off: OffDay | null) => string {
  const { t } = useTranslation()
  return (off) =>
    off === null
      ? ''
      : t(off.kind === 'weekend' ? 'directives.off.weekend' : 'directives.off.holiday', { name: off.name })
}

/** A due date with its weekday; a day off is said beside it. */
export function DueDate({ dueOn, off }: { dueOn: string | null; off: OffDay | null }) {
  const { t } = useTranslation()
  const words = useOffWords()
  if (dueOn === null) return <>{t('directives.duty.noDue')}</>
  return (
    <>
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        {formatDate(dueOn, 'short')}
      </Box>
      {off === null ? (
        <Box sx={{ fontSize: '0.84rem', color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {t('directives.weekday', { name: weekdayName(dueOn) })}
        </Box>
      ) : (
        <Box sx={(theme) => ({ fontSize: '0.84rem', color: theme.tokens.late })}>
          <Thai text={words(off)} />
        </Box>
      )}
    </>
  )
}

/** What the records say of a kind of duty, n/n, with the door to the room where it is done. */
export function WorkLines({ work }: { work: readonly DutyWork[] }) {
  const { t } = useTranslation()
  if (work.length === 0) return null
  return (
    <Box
      component="ul"
      aria-label={t('directives.duty.work')}
      sx={{
        listStyle: 'none',
        m: 0,
        mt: 0.5,
        p: 0,
        fontSize: '0.88rem',
        fontWeight: 400,
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 1.6,
        rowGap: 0.1,
      }}
    >
      <Box component="li" aria-hidden sx={{ color: 'text.secondary' }}>
        {t('directives.duty.work')}
      </Box>
      {work.map((one) => (
        <li key={one.key}>
          {one.href === null ? one.name : <AppLink href={one.href}>{one.name}</AppLink>}{' '}
          <Box
            component="span"
            sx={(theme) => ({
              fontWeight: 600,
              whiteSpace: 'nowrap',
              color: one.done >= one.expected ? theme.tokens.done : theme.tokens.ink,
            })}
          >
            {one.done}/{one.expected}
          </Box>
        </li>
      ))}
    </Box>
  )
}
