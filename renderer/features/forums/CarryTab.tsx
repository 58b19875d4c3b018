import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import { ClipboardList, Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Forum, Need } from '../../../core/forums/contract.ts'
import { client } from '../../app/client.ts'
import { formatBaht, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button, EmptyState, Section, StatusChip, Table } from '../../ui/index.ts'
import { StandingWords } from './StandingWords.tsx'

/** The ranked needs beside the plan: each becomes a project in one step, or all that are chosen at once. */
export function CarryTab({ forum }: { forum: Forum }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const carry = useCommand(client.forums.carryOver)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const ranked = [...forum.needs].sort((a, b) => (a.rank ?? 9999) - (b.rank ?? 9999) || a.no - b.no)
  /** What keeps a need from becoming a project; null = nothing. */
  const lacks = (need: Need) =>
    need.name === '' ? t('forums.skip.noName') : need.projectClass === null ? t('forums.skip.noClass') : null
  const ready = ranked.filter((need) => !need.inPlan && lacks(need) === null)
  const picked = ready.filter((need) => chosen.has(need.id))
  const held = forum.state === 'held'

  const send = async (needs: readonly Need[]) => {
    const done = await carry.attempt({ id: forum.id, needIds: needs.map((need) => need.id) })
    if (!done.ok) return
    setChosen(new Set())
    const { entryIds, skipped } = done.value
    notify(
      skipped.length === 0
        ? t('forums.carried', { count: entryIds.length })
        : t('forums.carried.some', { count: entryIds.length, skipped: skipped.length }),
    )
  }
  const toggle = (id: string) =>
    setChosen((now) => {
      const next = new Set(now)
      if (!next.delete(id)) next.add(id)
      return next
    })

  return (
    <Section
      flush
      title={forum.plan ? t('forums.carry.into', { plan: forum.plan.name }) : t('forums.carry.opens')}
      actions={
        <>
          {forum.plan ? (
            <Button icon={ClipboardList} href={`/plans/${forum.plan.id}`}>
              {t('forums.carry.openPlan')}
            </Button>
          ) : null}
          <Button
            look={picked.length > 0 || (held && ready.length > 0) ? 'main' : 'plain'}
            icon={Send}
            busy={carry.running}
            disabled={!held || ready.length === 0}
            onClick={() => void send(picked.length > 0 ? picked : ready)}
          >
            {picked.length > 0
              ? t('forums.carry.chosen', { count: picked.length })
              : t('forums.carry.all', { count: ready.length })}
          </Button>
        </>
      }
    >
      {held ? null : (
        <Box sx={{ px: 1.6, py: 1, borderBottom: 1, borderColor: 'divider' }}>
          {t('forums.carry.notHeld')}
        </Box>
      )}
      <ArrowRows>
        <Table<Need>
          label={t('forums.tab.carry')}
          rows={ranked}
          rowKey={(row) => row.id}
          maxHeight="calc(100vh - 20rem)"
          empty={<EmptyState title={t('forums.carry.empty')} text={t('forums.carry.empty.what')} />}
          columns={[
            {
              key: 'choose',
              title: '',
              width: '2.6rem',
              cell: (row) => (
                <Checkbox
                  size="small"
                  sx={{ p: 0.2 }}
                  checked={chosen.has(row.id) && !row.inPlan}
                  disabled={row.inPlan || lacks(row) !== null || !held}
                  onChange={() => toggle(row.id)}
                  slotProps={{
                    input: {
                      'aria-label': t('forums.carry.choose', { name: row.name }),
                      ...({ 'data-row': '' } as Record<string, string>),
                    },
                  }}
                />
              ),
            },
            {
              key: 'rank',
              title: t('forums.need.rank'),
              align: 'right',
              width: '6rem',
              nowrap: true,
              cell: (row) =>
                row.rank === null ? '–' : row.tied ? t('forums.need.tied', { rank: row.rank }) : row.rank,
            },
            {
              key: 'name',
              title: t('forums.need.name'),
              rowHead: true,
              width: '26%',
              cell: (row) => (row.name === '' ? row.problem : row.name),
            },
            {
              key: 'class',
              title: t('forums.need.projectClass'),
              nowrap: true,
              width: '6.5rem',
              cell: (row) => (row.projectClass ? t(`forums.class.${row.projectClass}`) : ''),
            },
            {
              key: 'amount',
              title: t('forums.need.amount'),
              align: 'right',
              nowrap: true,
              width: '8rem',
              cell: (row) => (row.amount === null ? '' : formatBaht(row.amount)),
              total: formatBaht(ranked.reduce((sum, need) => sum + (need.amount ?? 0), 0)),
            },
            {
              key: 'votes',
              title: t(`forums.need.votes.${forum.rankMethod === 'score' ? 'score' : 'hands'}`),
              align: 'right',
              cell: (row) => (row.votes === null ? '' : formatNumber(row.votes)),
            },
            {
              key: 'standing',
              title: t('forums.carry.standing'),
              width: '25%',
              cell: (row) =>
                row.inPlan || row.standing ? (
                  <StandingWords standing={row.standing} />
                ) : (
                  <Box component="span" sx={{ color: 'text.secondary' }}>
                    {lacks(row) ?? t('forums.standing.none')}
                  </Box>
                ),
            },
            {
              key: 'do',
              title: '',
              align: 'right',
              width: '9.5rem',
              nowrap: true,
              cell: (row) =>
                row.inPlan ? (
                  <StatusChip status="done" label={t('forums.carry.done')} />
                ) : (
                  <Button
                    look="quiet"
                    icon={Send}
                    disabled={!held || lacks(row) !== null || carry.running}
                    label={t('forums.carry.one', { name: row.name })}
                    onClick={() => void send([row])}
                  >
                    {t('forums.carry.do')}
                  </Button>
                ),
            },
          ]}
        />
      </ArrowRows>
    </Section>
  )
}
