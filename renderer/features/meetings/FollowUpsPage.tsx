import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ListTodo, PencilLine, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FollowUp } from '../../../core/meetings/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import {
  AppLink,
  Button,
  EmptyState,
  Page,
  PaperView,
  Query,
  Section,
  StatusChip,
  Table,
  type TableColumn,
  Thai,
} from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { Clamp } from './Clamp.tsx'
import { FollowUpDialog } from './FollowUpDialog.tsx'
import { matchesFollowUp } from './follow-up-rows.ts'

const states = ['open', 'done', 'dropped'] as const
/** Beside the paper, which says them too, there is no room for these. */
const beside = ['meeting', 'owner', 'do']
type Shown = (typeof states)[number]

/** มติที่ยังไม่เสร็จ of all meetings: who, by when, how late; each is closed with its outcome. */
export default function FollowUpsPage() {
  const { t } = useTranslation()
  const [askedState, setState] = useQueryParam('state')
  const [bodyId, setBody] = useQueryParam('body')
  const [paper, setPaper] = useQueryParam('paper')
  const [text, setText] = useState('')
  const [editing, setEditing] = useState<FollowUp | null>(null)
  const state: Shown | null =
    askedState === 'all' ? null : (states.find((one) => one === askedState) ?? 'open')
  const list = useQuery(
    api.meetings.followUps.queryOptions({ input: { state, ...(bodyId === null ? {} : { bodyId }) } }),
  )
  const bodies = useQuery(api.bodies.list.queryOptions({ input: { editionFy: null } }))
  return (
    <Page
      title={t('meetings.followUps.title')}
      help={t('meetings.followUps.help')}
      back={{ href: '/meetings', label: t('meetings.back') }}
      actions={
        <Button icon={Printer} onClick={() => setPaper(paper === null ? '1' : null)}>
          {t(paper === null ? 'meetings.followUps.paper' : 'meetings.paper.hide')}
        </Button>
      }
    >
      <FilterBar>
        <FilterText label={t('common.search')} value={text} onChange={setText} />
        <FilterSelect
          label={t('common.state')}
          value={state ?? 'all'}
          width="11rem"
          options={[
            ...states.map((value) => ({ value, label: t(`meetings.followUp.state.${value}`) })),
            { value: 'all', label: t('common.all') },
          ]}
          onChange={setState}
        />
        <FilterSelect
          label={t('meetings.body')}
          value={bodyId ?? ''}
          width="24rem"
          options={[
            { value: '', label: t('meetings.body.all') },
            ...(bodies.data ?? []).map((body) => ({ value: body.id, label: body.name })),
          ]}
          onChange={(value) => setBody(value === '' ? null : value)}
        />
      </FilterBar>
      <SplitPaper
        paper={paper === null ? null : <PaperView paper={{ kind: 'followUpList', bodyId, state }} />}
      >
        <Section flush>
          <Query of={list}>
            {(all) => {
              const rows = all.filter((row) => matchesFollowUp(row, text))
              return (
                <ArrowRows>
                  <Table<FollowUp>
                    label={t('meetings.followUps.title')}
                    rows={rows}
                    rowKey={(row) => row.id}
                    rowTone={(row) => (row.lateDays > 0 ? 'late' : undefined)}
                    maxHeight="calc(100vh - 15rem)"
                    empty={
                      <EmptyState
                        icon={ListTodo}
                        title={t(
                          all.length === 0 ? 'meetings.followUps.none' : 'meetings.followUps.noneHere',
                        )}
                        text={t('meetings.followUps.none.what')}
                      />
                    }
                    columns={(
                      [
                        {
                          key: 'text',
                          title: t('meetings.resolution.title'),
                          rowHead: true,
                          cell: (row) => (
                            <>
                              <RowLink onOpen={() => setEditing(row)} hint={t('meetings.followUp.title')}>
                                {row.text}
                              </RowLink>
                              <Box sx={{ fontWeight: 400, fontSize: '0.88rem', color: 'text.secondary' }}>
                                <Clamp lines={2} whole={row.itemTitle}>
                                  <Thai text={`${row.label} ${row.itemTitle}`} />
                                </Clamp>
                              </Box>
                            </>
                          ),
                        },
                        {
                          key: 'meeting',
                          title: t('meetings.one'),
                          width: '26%',
                          cell: (row) => (
                            <>
                              <Clamp lines={3} whole={row.meetingName}>
                                <AppLink href={`/meetings/${row.meetingId}?tab=after&part=resolutions`}>
                                  {row.meetingName}
                                </AppLink>
                              </Clamp>
                              <Box sx={{ fontSize: '0.88rem', color: 'text.secondary' }}>
                                {formatDate(row.heldOn, 'short')}
                                {row.carriedTo.length > 0
                                  ? ` · ${t('meetings.followUps.carried', { count: row.carriedTo.length })}`
                                  : ''}
                              </Box>
                            </>
                          ),
                        },
                        {
                          key: 'owner',
                          title: t('meetings.resolution.owner'),
                          width: '16%',
                          cell: (row) => (row.ownerName === '' ? '–' : row.ownerName),
                        },
                        {
                          key: 'due',
                          title: t('meetings.resolution.due'),
                          nowrap: true,
                          width: '8.5rem',
                          cell: (row) => <DueWords row={row} />,
                        },
                        {
                          key: 'state',
                          title: t('common.state'),
                          nowrap: true,
                          width: '8rem',
                          cell: (row) => <FollowUpChip row={row} />,
                        },
                        {
                          key: 'do',
                          title: '',
                          align: 'right',
                          nowrap: true,
                          width: '7.5rem',
                          cell: (row) => (
                            <Button
                              look="quiet"
                              icon={PencilLine}
                              label={t('meetings.followUp.record.of', { text: row.text })}
                              onClick={() => setEditing(row)}
                            >
                              {t('meetings.followUp.record')}
                            </Button>
                          ),
                        },
                      ] satisfies TableColumn<FollowUp>[]
                    ).filter(({ key }) => paper === null || !beside.includes(key))}
                  />
                </ArrowRows>
              )
            }}
          </Query>
        </Section>
      </SplitPaper>
      {editing ? <FollowUpDialog row={editing} onClose={() => setEditing(null)} /> : null}
    </Page>
  )
}

function DueWords({ row }: { row: FollowUp }) {
  const { t } = useTranslation()
  if (row.dueOn === null) return <>–</>
  return (
    <>
      {formatDate(row.dueOn, 'short')}
      {row.lateDays > 0 ? (
        <Box sx={{ color: 'error.main', fontWeight: 600, fontSize: '0.88rem' }}>
          {t('meetings.followUps.lateDays', { count: formatNumber(row.lateDays) })}
        </Box>
      ) : null}
    </>
  )
}

export function FollowUpChip({ row }: { row: Pick<FollowUp, 'state' | 'lateDays'> }) {
  const { t } = useTranslation()
  if (row.state === 'none') return null
  const status =
    row.state === 'done'
      ? 'done'
      : row.state === 'dropped'
        ? 'notStarted'
        : row.lateDays > 0
          ? 'late'
          : 'underWay'
  return <StatusChip status={status} label={t(`meetings.followUp.state.${row.state}`)} />
}
