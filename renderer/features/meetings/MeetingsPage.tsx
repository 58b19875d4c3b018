import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { CalendarCheck, CalendarPlus, ListTodo } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MeetingLine } from '../../../core/meetings/contract.ts'
import { buddhistYearOf } from '../../../core/thai/dates.ts'
import { api } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { FilterBar, FilterSelect } from '../../ui/Filters.tsx'
import { AppLink, Button, EmptyState, Page, Query, Section, Table, Thai } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { MeetingStateChip, MinutesChip } from './MeetingStateChip.tsx'
import { shortName } from './meeting-title.ts'
import { OpenMeetingDialog } from './OpenMeetingDialog.tsx'

/** Meetings of a calendar year, what is next on top; a new one is called from here (C15). */
export default function MeetingsPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [askedYear, setYear] = useQueryParam('year')
  const [bodyId, setBody] = useQueryParam('body')
  const [opening, setOpening] = useQueryParam('open')
  const year = askedYear === 'all' ? null : Number(askedYear) || buddhistYearOf(today)
  const list = useQuery(
    api.meetings.list.queryOptions({ input: { year, ...(bodyId === null ? {} : { bodyId }) } }),
  )
  const bodies = useQuery(api.bodies.list.queryOptions({ input: { editionFy: null } }))
  const years = [...new Set([...(list.data?.years ?? []), buddhistYearOf(today)])].sort((a, b) => b - a)
  const followUps = (list.data?.rows ?? []).reduce((sum, row) => sum + row.openFollowUps, 0)
  return (
    <Page
      title={t('meetings.title')}
      help={t('meetings.help')}
      actions={
        <>
          <Button icon={ListTodo} href={`/meetings/follow-ups${bodyId === null ? '' : `?body=${bodyId}`}`}>
            {followUps > 0 ? t('meetings.followUps.count', { count: followUps }) : t('meetings.followUps')}
          </Button>
          <Button look="main" icon={CalendarPlus} onClick={() => setOpening('1')}>
            {t('meetings.open')}
          </Button>
        </>
      }
    >
      <FilterBar>
        <FilterSelect
          label={t('meetings.year')}
          value={year === null ? 'all' : String(year)}
          width="11rem"
          options={[
            ...years.map((one) => ({ value: String(one), label: t('meetings.year.of', { year: one }) })),
            { value: 'all', label: t('meetings.year.all') },
          ]}
          onChange={setYear}
        />
        <FilterSelect
          label={t('meetings.body')}
          value={bodyId ?? ''}
          width="26rem"
          options={[
            { value: '', label: t('meetings.body.all') },
            ...(bodies.data ?? []).map((body) => ({ value: body.id, label: body.name })),
          ]}
          onChange={(value) => setBody(value === '' ? null : value)}
        />
      </FilterBar>
      <Query of={list}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Section>
              <EmptyState
                icon={CalendarCheck}
                title={t(year === null && bodyId === null ? 'meetings.none' : 'meetings.none.here')}
                text={t('meetings.none.what')}
                action={
                  <Button look="main" icon={CalendarPlus} onClick={() => setOpening('1')}>
                    {t('meetings.open')}
                  </Button>
                }
              />
            </Section>
          ) : (
            <>
              <NextMeeting rows={rows} today={today} />
              <MeetingTable rows={rows} today={today} />
            </>
          )
        }
      </Query>
      {opening === null ? null : <OpenMeetingDialog bodyId={bodyId} onClose={() => setOpening(null)} />}
    </Page>
  )
}

/** What is called for next: the first day from today on, else the first that was not yet said to be held. */
function NextMeeting({ rows, today }: { rows: readonly MeetingLine[]; today: string }) {
  const { t } = useTranslation()
  const planned = rows
    .filter((row) => row.state === 'planned' && row.heldOn !== null)
    .sort((a, b) => ((a.heldOn ?? '') < (b.heldOn ?? '') ? -1 : 1))
  const next = planned.find((row) => (row.heldOn ?? '') >= today)
  if (next === undefined) return null
  return (
    <Box
      component="section"
      aria-label={t('meetings.next')}
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        gap: 2,
        alignItems: 'center',
        mb: 1.6,
        px: 1.6,
        py: 1.1,
        bgcolor: theme.tokens.primaryTint,
        borderLeft: `4px solid ${theme.tokens.primary}`,
        borderRadius: 1,
      })}
    >
      <Box sx={{ flex: '1 1 26rem', minWidth: 0 }}>
        <Box sx={{ fontSize: '0.88rem', color: 'text.secondary', fontWeight: 600 }}>
          {t('meetings.next')}
          {' · '}
          {next.heldOn === today ? t('meetings.next.today') : formatDate(next.heldOn, 'weekday')}
          {next.startsAt === '' ? '' : ` · ${t('meetings.at', { time: next.startsAt })}`}
        </Box>
        <Box sx={{ fontWeight: 600 }}>
          <Thai text={shortName(next, (names) => t('meetings.joint', { names }))} />
        </Box>
        <Box sx={{ fontSize: '0.92rem', color: 'text.secondary' }}>
          <Thai
            text={[
              next.place,
              t('meetings.called', { count: formatNumber(next.called) }),
              t('meetings.matters', { count: formatNumber(next.matters) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          />
        </Box>
      </Box>
      <Button href={`/meetings/${next.id}${next.heldOn === today ? '?tab=during' : ''}`}>
        {t(next.heldOn === today ? 'meetings.next.begin' : 'meetings.next.prepare')}
      </Button>
    </Box>
  )
}

function MeetingTable({ rows, today }: { rows: readonly MeetingLine[]; today: string }) {
  const { t } = useTranslation()
  const go = useGo()
  const overdue = (row: MeetingLine) => row.state === 'planned' && row.heldOn !== null && row.heldOn < today
  return (
    <Section flush>
      <ArrowRows>
        <Table<MeetingLine>
          label={t('meetings.title')}
          rows={rows}
          rowKey={(row) => row.id}
          rowTone={(row) => (overdue(row) || row.lateFollowUps > 0 ? 'late' : undefined)}
          columns={[
            {
              key: 'number',
              title: t('meetings.column.number'),
              nowrap: true,
              width: '5.5rem',
              cell: (row) => (row.number === null ? '–' : `${row.number}/${row.numberYear ?? ''}`),
            },
            {
              key: 'date',
              title: t('common.date'),
              nowrap: true,
              width: '7rem',
              cell: (row) => (row.heldOn === null ? t('meetings.noDate') : formatDate(row.heldOn, 'short')),
            },
            {
              key: 'title',
              title: t('meetings.column.title'),
              rowHead: true,
              cell: (row) => {
                const short = shortName({ ...row, name: row.title }, (names) =>
                  t('meetings.joint', { names }),
                )
                return (
                  <>
                    <RowLink onOpen={() => go(`/meetings/${row.id}`)} hint={row.title}>
                      {short}
                    </RowLink>
                    {short === row.title && row.bodies.length > 1 ? (
                      <Box sx={{ fontWeight: 400, fontSize: '0.88rem', color: 'text.secondary' }}>
                        <Thai text={row.bodies.map((body) => body.shortName).join(', ')} />
                      </Box>
                    ) : null}
                  </>
                )
              },
            },
            {
              key: 'came',
              title: t('meetings.column.came'),
              align: 'right',
              nowrap: true,
              width: '6rem',
              cell: (row) =>
                row.state === 'planned' && row.came === 0
                  ? formatNumber(row.called)
                  : t('meetings.of', { n: formatNumber(row.came), of: formatNumber(row.called) }),
            },
            {
              key: 'state',
              title: t('common.state'),
              nowrap: true,
              width: '8.5rem',
              cell: (row) => <MeetingStateChip state={row.state} overdue={overdue(row)} />,
            },
            {
              key: 'minutes',
              title: t('meetings.column.minutes'),
              nowrap: true,
              width: '9rem',
              cell: (row) => <MinutesChip state={row.state} minutes={row.minutes} />,
            },
            {
              key: 'followUps',
              title: t('meetings.column.followUps'),
              align: 'right',
              nowrap: true,
              width: '7rem',
              cell: (row) =>
                row.openFollowUps === 0 ? (
                  '–'
                ) : (
                  <AppLink href={`/meetings/${row.id}?tab=after&part=resolutions`}>
                    {row.lateFollowUps > 0
                      ? t('meetings.followUps.late', {
                          count: formatNumber(row.openFollowUps),
                          late: formatNumber(row.lateFollowUps),
                        })
                      : formatNumber(row.openFollowUps)}
                  </AppLink>
                ),
            },
          ]}
        />
      </ArrowRows>
    </Section>
  )
}
