import Box from '@mui/material/Box'
import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Home } from '../../../core/progress/contract.ts'
import { fortnight } from '../../../core/progress/reminders.ts'
import { daysBetween } from '../../../core/thai/dates.ts'
import { formatDate } from '../../app/format.ts'
import { shorten } from '../../app/item-words.ts'
import { AppLink, EmptyState, Section, StatusChip, Table, Thai } from '../../ui/index.ts'

type HomeDuty = Home['duties'][number]

/** Duties not done: the late ones first, then the coming fortnight, then the rest. */
export function DutyList({ home }: { home: Home }) {
  const { t } = useTranslation()
  const late = home.duties.filter((duty) => duty.lateDays > 0)
  const soon = home.duties.filter(
    (duty) => duty.lateDays === 0 && duty.dueOn !== null && daysBetween(home.today, duty.dueOn) <= fortnight,
  )
  const rest = home.duties.filter((duty) => !late.includes(duty) && !soon.includes(duty))
  const rows = [...late, ...soon, ...rest]
  return (
    <Section
      flush
      title={t('home.duties.title')}
      help={
        rows.length === 0
          ? undefined
          : t('home.duties.count', { late: late.length, soon: soon.length, all: rows.length })
      }
      actions={<AppLink href="/directives">{t('home.duties.all')}</AppLink>}
    >
      <Table
        label={t('home.duties.title')}
        rows={rows}
        rowKey={(row) => row.id}
        {...(rows.length > 8 ? { maxHeight: '30rem' } : {})}
        rowTone={(row) => (row.lateDays > 0 ? 'late' : undefined)}
        empty={
          <EmptyState
            icon={CircleCheck}
            title={t('home.duties.none.title')}
            text={t('home.duties.none.text')}
          />
        }
        columns={[
          {
            key: 'state',
            title: t('common.state'),
            width: '7.6rem',
            cell: (row) => <DutyChip duty={row} today={home.today} />,
          },
          {
            key: 'due',
            title: t('directives.duty.dueOn'),
            width: '6.2rem',
            cell: (row) => (
              <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
                {formatDate(row.dueOn, 'short')}
              </Box>
            ),
          },
          {
            key: 'text',
            title: t('directives.duty.text'),
            rowHead: true,
            cell: (row) => (
              <>
                <AppLink href={`/directives/${row.directiveId}?duty=${row.id}`} sx={{ fontWeight: 600 }}>
                  {t('home.duties.no', { no: row.no })} <Thai text={shorten(row.text)} />
                </AppLink>
                <Box sx={{ fontSize: '0.84rem', color: 'text.secondary', fontWeight: 400 }}>
                  {t('home.duties.letter', { number: row.directiveNumber })}
                </Box>
              </>
            ),
          },
          {
            key: 'owner',
            title: t('directives.duty.ownerName'),
            width: '13%',
            cell: (row) => row.ownerName || '–',
          },
          { key: 'go', title: t('home.duties.where'), width: '14%', cell: (row) => <WorkLink duty={row} /> },
        ]}
      />
    </Section>
  )
}

function DutyChip({ duty, today }: { duty: HomeDuty; today: string }) {
  const { t } = useTranslation()
  if (duty.expected) return <StatusChip status="notStarted" label={t('directives.duty.planned')} />
  if (duty.lateDays > 0)
    return <StatusChip status="late" label={t('home.duties.late', { count: duty.lateDays })} />
  if (duty.dueOn === today) return <StatusChip status="underWay" label={t('home.duties.today')} />
  if (duty.dueOn !== null && daysBetween(today, duty.dueOn) <= fortnight)
    return (
      <StatusChip status="underWay" label={t('home.duties.in', { count: daysBetween(today, duty.dueOn) })} />
    )
  return <StatusChip status={duty.state === 'doing' ? 'underWay' : 'notStarted'} />
}

/** Where the work of the duty is done, as resources/rules/duty-kinds says. */
function WorkLink({ duty }: { duty: HomeDuty }) {
  const { t, i18n } = useTranslation()
  const key = `home.room.${duty.kind}`
  return (
    <AppLink href={duty.href ?? `/directives/${duty.directiveId}?duty=${duty.id}`}>
      {duty.href !== null && i18n.exists(key) ? t(key) : t('common.open')}
    </AppLink>
  )
}
