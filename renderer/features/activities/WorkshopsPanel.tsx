import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Activity, Timing } from '../../../core/activities/contract.ts'
import { daysBetween } from '../../../core/thai/dates.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatDate, formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { StatusChip, Table, type TableColumn, Thai } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { ActivityChip, LateWords } from './ActivityChip.tsx'
import { useTambons } from './use-tambons.ts'

type Row = { tambonCode: string; tambonName: string; first: boolean; activity: Activity | null }

/** Workshops of duty 4: every tambon stands here, also one that has none yet, with how late it is. */
export function WorkshopsPanel({
  activities,
  editionFy,
  tambonCode,
  narrow,
  onOpen,
  onAdd,
}: {
  activities: readonly Activity[]
  editionFy: number
  /** Only this tambon; null = all. */
  tambonCode: string | null
  /** Beside a paper: only what is not on it. */
  narrow: boolean
  onOpen: (id: string) => void
  onAdd: (tambonCode: string) => void
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { tambons, mine } = useTambons()
  const summary = useQuery(api.activities.summary.queryOptions({ input: { editionFy } }))
  const due = summary.data?.workshopsDue ?? null
  const limit: Timing | null =
    due === null ? null : { ...due, lateDays: Math.max(0, daysBetween(due.dueOn, today)) }
  const known = new Set(tambons.map(({ code }) => code))
  // A tambon that the office no longer has still shows what was held in it.
  const others = [...new Map(activities.map((one) => [one.tambonCode ?? '', one.tambonName ?? '']))]
    .filter(([code]) => !known.has(code))
    .map(([code, name]) => ({ code, name }))
  const rows = [...tambons, ...others]
    .filter(({ code }) => tambonCode === null || code === tambonCode)
    .flatMap(({ code, name }): Row[] => {
      const own = activities.filter((one) => (one.tambonCode ?? '') === code)
      const base = { tambonCode: code, tambonName: name }
      return own.length === 0
        ? [{ ...base, first: true, activity: null }]
        : own.map((activity, at) => ({ ...base, first: at === 0, activity }))
    })
  const held = rows.flatMap(({ activity }) => (activity?.state === 'held' ? [activity] : []))
  const columns: (TableColumn<Row> & { aside?: true })[] = [
    {
      key: 'tambon',
      title: t('activities.column.tambon'),
      rowHead: true,
      nowrap: true,
      width: '10.5rem',
      total: t('activities.workshop.total', {
        done: formatNumber(new Set(held.map((one) => one.tambonCode)).size),
        all: formatNumber(rows.filter(({ first }) => first).length),
      }),
      cell: (row) =>
        row.first ? (
          <>
            {t('plans.area.tambon', { name: row.tambonName })}
            {mine.has(row.tambonCode) ? (
              <Box
                component="span"
                sx={{ display: 'block', fontWeight: 400, fontSize: '0.84rem', color: 'text.secondary' }}
              >
                {t('activities.mine')}
              </Box>
            ) : null}
          </>
        ) : (
          ''
        ),
    },
    {
      key: 'date',
      title: t('activities.column.date'),
      nowrap: true,
      width: '7rem',
      cell: ({ activity }) => (activity === null ? '' : formatDate(activity.heldOn, 'short')),
    },
    {
      key: 'subject',
      title: t('activities.column.subject'),
      width: '34%',
      cell: ({ activity, tambonCode: code, tambonName }) =>
        activity === null ? (
          <RowLink onOpen={() => onAdd(code)} hint={t('activities.workshop.add', { name: tambonName })}>
            {t('activities.workshop.add', { name: tambonName })}
          </RowLink>
        ) : (
          <>
            <RowLink onOpen={() => onOpen(activity.id)}>{activity.subject}</RowLink>
            <Box sx={{ color: 'text.secondary', fontSize: '0.88rem' }}>
              <Thai text={activity.place} />
            </Box>
          </>
        ),
    },
    {
      key: 'state',
      title: t('common.state'),
      width: '13.5rem',
      cell: ({ activity }) =>
        activity === null ? (
          <>
            <StatusChip
              status={limit !== null && limit.lateDays > 0 ? 'late' : 'notStarted'}
              label={t('activities.workshop.none')}
            />
            {limit === null ? null : (
              <Box sx={{ fontSize: '0.86rem' }}>
                <LateWords timing={limit} />
              </Box>
            )}
          </>
        ) : (
          <>
            <ActivityChip activity={activity} />
            {activity.twinId === null ? null : (
              <Box sx={(theme) => ({ fontSize: '0.86rem', color: theme.tokens.warning })}>
                {t('activities.twin.short')}
              </Box>
            )}
            {activity.timing === null ||
            (activity.state === 'held' && activity.timing.lateDays === 0) ? null : (
              <Box sx={{ fontSize: '0.86rem', color: 'text.secondary' }}>
                {activity.lateReason === ''
                  ? t('activities.dueOn', { due: formatDate(activity.timing.dueOn, 'short') })
                  : t('activities.late.reason', { reason: activity.lateReason })}
              </Box>
            )}
          </>
        ),
    },
    {
      key: 'persons',
      title: t('activities.column.persons'),
      align: 'right',
      nowrap: true,
      cell: ({ activity }) => (activity === null ? '' : formatNumber(activity.persons)),
      total: formatNumber(held.reduce((sum, one) => sum + one.persons, 0)),
    },
    {
      key: 'cost',
      title: t('activities.column.cost'),
      aside: true,
      align: 'right',
      nowrap: true,
      cell: ({ activity }) => (activity === null ? '' : formatBaht(activity.cost)),
      total: formatBaht(held.reduce((sum, one) => sum + (one.cost ?? 0), 0)),
    },
    {
      key: 'evidence',
      title: t('activities.column.evidence'),
      aside: true,
      width: '15%',
      cell: ({ activity }) => (activity === null ? '' : <Evidence activity={activity} />),
    },
  ]
  return (
    <ArrowRows>
      <Table<Row>
        label={t('activities.kind.workshop')}
        rows={rows}
        rowKey={(row) => row.activity?.id ?? row.tambonCode}
        rowTone={(row) =>
          row.activity === null && limit !== null && limit.lateDays > 0 ? 'late' : undefined
        }
        maxHeight="calc(100vh - 21rem)"
        columns={columns.filter((column) => !(narrow && column.aside))}
      />
    </ArrowRows>
  )
}

/** Words of the evidence and how many files hang on the record. */
function Evidence({ activity }: { activity: Pick<Activity, 'evidence' | 'files'> }) {
  const { t } = useTranslation()
  return (
    <>
      <Thai text={activity.evidence} />
      {activity.files > 0 ? (
        <Box sx={{ color: 'text.secondary', fontSize: '0.86rem' }}>
          {t('activities.filesOf', { count: activity.files })}
        </Box>
      ) : null}
    </>
  )
}
