import Box from '@mui/material/Box'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { useQuery } from '@tanstack/react-query'
import { ArrowUpToLine } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Forum } from '../../../core/forums/contract.ts'
import { type RankMethod, rankMethods } from '../../../core/forums/rules.ts'
import { type ProjectClass, projectClasses } from '../../../core/plans/rules.ts'
import { api, client } from '../../app/client.ts'
import { useCommand } from '../../app/task.ts'
import { Button, DataGrid, FaultBar, type GridColumn, Section } from '../../ui/index.ts'
import { ExcelMenu } from '../sheets/ExcelMenu.tsx'
import { emptyNeed, type NeedRow, useNeeds } from './use-needs.ts'

/** Problems and needs as they are named, and their places by hands, points or agreement. */
export function NeedsTab({ forum }: { forum: Forum }) {
  const { t } = useTranslation()
  const { rows, change, problems, pending, fault, clearFault } = useNeeds(forum)
  const issues = useQuery(api.rules.table.queryOptions({ input: { id: 'development-issues' } }))
  const save = useCommand(client.forums.save)
  const settle = useCommand(client.forums.settleTie)
  const { rankMethod } = forum
  const columns = useMemo<GridColumn<NeedRow>[]>(
    () => [
      {
        key: 'rank',
        title: t('forums.need.rank'),
        kind: 'text',
        width: 66,
        readOnly: true,
        get: ({ need }) =>
          need?.rank ? (need.tied ? t('forums.need.tied', { rank: need.rank }) : String(need.rank)) : '',
      },
      { key: 'problem', title: t('forums.need.problem'), kind: 'text', width: 164, grow: 2 },
      { key: 'cause', title: t('forums.need.cause'), kind: 'text', width: 96, grow: 1 },
      { key: 'name', title: t('forums.need.name'), kind: 'text', width: 184, grow: 2.4 },
      {
        key: 'issue',
        title: t('forums.need.issue'),
        kind: 'select',
        free: true,
        width: 90,
        options: (issues.data?.items ?? []).map((item) => ({ value: item.name, label: item.name })),
        set: (row, value) => ({ ...row, issue: String(value ?? '') }),
      },
      { key: 'site', title: t('forums.need.site'), kind: 'text', width: 88 },
      {
        key: 'projectClass',
        title: t('forums.need.projectClass'),
        kind: 'select',
        width: 100,
        options: projectClasses.map((value) => ({ value, label: t(`forums.class.${value}`) })),
        set: (row, value) => ({ ...row, projectClass: value as ProjectClass | null }),
      },
      { key: 'amount', title: t('forums.need.amount'), kind: 'money', width: 108, total: true },
      ...(rankMethod === 'agreed'
        ? []
        : [
            {
              key: 'votes',
              title: t(`forums.need.votes.${rankMethod}`),
              kind: 'number',
              width: 92,
            } satisfies GridColumn<NeedRow>,
          ]),
    ],
    [t, issues.data, rankMethod],
  )
  const setMethod = (method: RankMethod) => {
    const { id, heldOn, startsAt, endsAt, place, chairName, chairPosition, recorderName } = forum
    const { recorderPosition, partners, attendance, opening, otherMatters, resolution } = forum
    void save.attempt({
      id,
      fields: {
        ...{ heldOn, startsAt, endsAt, place, chairName, chairPosition, recorderName, recorderPosition },
        ...{ partners, attendance, opening, otherMatters, resolution },
        rankMethod: method,
      },
    })
  }
  const ties = forum.needs.filter((need) => need.tied).length
  return (
    <Section
      flush
      title={t('forums.needs')}
      actions={
        <>
          <ExcelMenu
            list={{ list: 'forumNeeds', forumId: forum.id }}
            into={{ target: 'forumNeeds', targetId: forum.id }}
          />
          <ToggleButtonGroup
            size="small"
            exclusive
            value={rankMethod}
            aria-label={t('forums.rankMethod')}
            onChange={(_, next: RankMethod | null) =>
              next && next !== rankMethod ? setMethod(next) : undefined
            }
          >
            {rankMethods.map((method) => (
              <ToggleButton key={method} value={method} sx={{ py: 0.2 }}>
                {t(`forums.rankMethod.${method}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </>
      }
    >
      {fault ? (
        <Box sx={{ p: 1 }}>
          <FaultBar error={fault} onClose={clearFault} />
        </Box>
      ) : null}
      {rows.length === 0 ? (
        <Box sx={{ px: 1.6, py: 1, color: 'text.secondary', borderBottom: 1, borderColor: 'divider' }}>
          {t('forums.needs.empty')}
        </Box>
      ) : null}
      <DataGrid<NeedRow>
        label={t('forums.needs')}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.key}
        onChange={change}
        newRow={emptyNeed}
        movable={rankMethod === 'agreed'}
        problems={(row) => problems.get(row.key)}
        maxHeight="calc(100vh - 22rem)"
        actions={([row]) => (
          <>
            {rankMethod === 'agreed' ? null : (
              <Button
                look="quiet"
                icon={ArrowUpToLine}
                disabled={!row?.need?.tied}
                busy={settle.running}
                onClick={() => (row?.id ? void settle.attempt({ needId: row.id }) : undefined)}
              >
                {t('forums.settleTie')}
              </Button>
            )}
            <Box
              role="status"
              sx={{
                ml: 'auto',
                px: 1,
                alignSelf: 'center',
                fontSize: '0.88rem',
                color: pending > 0 || ties > 0 ? 'error.main' : 'text.secondary',
              }}
            >
              {pending > 0
                ? t('forums.needs.pending', { count: pending })
                : ties > 0
                  ? t('forums.needs.ties', { count: ties })
                  : rankMethod === 'agreed'
                    ? t('forums.needs.move')
                    : ''}
            </Box>
          </>
        )}
      />
    </Section>
  )
}
