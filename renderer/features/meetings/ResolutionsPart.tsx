import Box from '@mui/material/Box'
import { ListTodo, PencilLine } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaItem, Meeting, Resolution } from '../../../core/meetings/contract.ts'
import { formatDate } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useGo } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { AppLink, Button, EmptyState, Section, Table, Thai } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { CarryOut, hrefOf } from './CarryOut.tsx'
import { FollowUpDialog } from './FollowUpDialog.tsx'
import { FollowUpChip } from './FollowUpsPage.tsx'
import { lateDays } from './follow-up-rows.ts'

type Row = Resolution & { item: AgendaItem }

/** What was resolved, what it decided, what is to be done and what came of it. */
export function ResolutionsPart({ meeting, own }: { meeting: Meeting; own: boolean }) {
  const { t } = useTranslation()
  const go = useGo()
  const { today } = useOffice()
  const [editing, setEditing] = useState<Row | null>(null)
  const rows: Row[] = meeting.items.flatMap((item) => item.resolutions.map((one) => ({ ...one, item })))
  return (
    <Section
      flush
      title={t('meetings.resolutions.title')}
      actions={
        <Button icon={ListTodo} href="/meetings/follow-ups">
          {t('meetings.followUps')}
        </Button>
      }
    >
      <ArrowRows>
        <Table<Row>
          label={t('meetings.resolutions.title')}
          rows={rows}
          rowKey={(row) => row.id}
          maxHeight="calc(100vh - 17rem)"
          rowTone={(row) => (row.state === 'open' && lateDays(row.dueOn, today) > 0 ? 'late' : undefined)}
          empty={
            <EmptyState
              title={t('meetings.resolutions.none')}
              text={t('meetings.resolutions.none.what')}
              action={
                <Button href={`/meetings/${meeting.id}?tab=during&part=record`}>
                  {t('meetings.part.record')}
                </Button>
              }
            />
          }
          columns={[
            {
              key: 'text',
              title: t('meetings.resolution.title'),
              rowHead: true,
              cell: (row) => (
                <>
                  <RowLink
                    onOpen={() => go(`/meetings/${meeting.id}?tab=during&part=record&item=${row.item.id}`)}
                  >
                    {row.text}
                  </RowLink>
                  <Box sx={{ fontWeight: 400, fontSize: '0.88rem', color: 'text.secondary' }}>
                    <Thai text={`${row.item.label} ${row.item.title}`} />
                  </Box>
                </>
              ),
            },
            {
              key: 'about',
              title: t('meetings.resolution.about'),
              width: '22%',
              cell: (row) => <AboutWords row={row} />,
            },
            {
              key: 'owner',
              title: t('meetings.resolution.owner'),
              width: '16%',
              cell: (row) => (
                <>
                  {row.ownerName === '' ? row.dueOn === null ? '–' : '' : <Thai text={row.ownerName} />}
                  {row.dueOn === null ? null : (
                    <Box sx={{ fontSize: '0.88rem', color: 'text.secondary' }}>
                      {t('meetings.resolution.dueOn', { date: formatDate(row.dueOn, 'short') })}
                    </Box>
                  )}
                </>
              ),
            },
            {
              key: 'state',
              title: t('common.state'),
              width: '17%',
              cell: (row) => (
                <>
                  <FollowUpChip
                    row={{
                      state: row.state,
                      lateDays: row.state === 'open' ? lateDays(row.dueOn, today) : 0,
                    }}
                  />
                  {row.outcome === '' ? null : (
                    <Box sx={{ fontSize: '0.88rem', whiteSpace: 'pre-line' }}>
                      <Thai text={row.outcome} />
                    </Box>
                  )}
                </>
              ),
            },
            {
              key: 'do',
              title: '',
              align: 'right',
              nowrap: true,
              width: '11rem',
              cell: (row) =>
                own ? (
                  <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-end', gap: 0.3 }}>
                    {row.action === null ? null : (
                      <CarryOut resolution={row} meeting={meeting} frozen={false} />
                    )}
                    {row.state === 'none' ? null : (
                      <Button
                        look="quiet"
                        icon={PencilLine}
                        label={t('meetings.followUp.record.of', { text: row.text })}
                        onClick={() => setEditing(row)}
                      >
                        {t('meetings.followUp.record')}
                      </Button>
                    )}
                  </Box>
                ) : null,
            },
          ]}
        />
      </ArrowRows>
      {editing ? <FollowUpDialog row={editing} onClose={() => setEditing(null)} /> : null}
    </Section>
  )
}

function AboutWords({ row }: { row: Row }) {
  const { t } = useTranslation()
  if (row.about === null) return <>–</>
  const name = row.aboutName ?? t('meetings.about.gone')
  const href = row.aboutName === null ? null : hrefOf(row.about)
  return (
    <>
      {href === null ? <Thai text={name} /> : <AppLink href={href}>{name}</AppLink>}
      {row.aboutState === '' ? null : (
        <Box sx={{ fontSize: '0.88rem', color: 'text.secondary' }}>{row.aboutState}</Box>
      )}
    </>
  )
}
