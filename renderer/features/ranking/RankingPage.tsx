import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ArrowDownWideNarrow, FileText, Hand, ListOrdered, RefreshCw } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RankingSheet } from '../../../core/ranking/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import {
  AppLink,
  Button,
  DataGrid,
  EmptyState,
  FaultBar,
  Page,
  PaperView,
  Section,
  Table,
  useConfirm,
} from '../../ui/index.ts'
import { PageQuery } from '../../ui/PageQuery.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { ExcelMenu } from '../sheets/ExcelMenu.tsx'
import { PlaceDialog } from './PlaceDialog.tsx'
import { formatTotal, headLines, type ScoreRow, scoreColumns, sheetCounts } from './score-rows.ts'
import { useScoreRows } from './use-score-rows.ts'

/** The score sheet of a plan: points by weighted criteria, places by score beside the order of the plan (PRODUCT.md C10). */
export default function RankingPage() {
  const planId = useRouteParam('planId')
  const { t } = useTranslation()
  const sheet = useQuery(api.ranking.sheet.queryOptions({ input: { planId } }))
  return (
    <PageQuery
      of={sheet}
      title={t('ranking.title')}
      back={{ href: `/plans/${planId}`, label: t('ranking.back') }}
    >
      {(data) => <RankingDesk key={data.planId} sheet={data} />}
    </PageQuery>
  )
}

function RankingDesk({ sheet }: { sheet: RankingSheet }) {
  const { t } = useTranslation()
  const confirm = useConfirm()
  const { notify } = useNotice()
  const [paper, setPaper] = useQueryParam('paper')
  const [placing, setPlacing] = useState<ScoreRow | null>(null)
  const apply = useCommand(client.ranking.apply)
  const renew = useCommand(client.ranking.renewCriteria)
  const table = useQuery(api.rules.table.queryOptions({ input: { id: 'ranking-criteria' } }))
  const work = useScoreRows(sheet)
  const { planId } = sheet
  const columns = useMemo(() => scoreColumns(sheet, (key, params) => t(key, params ?? {})), [sheet, t])
  const counts = sheetCounts(work.rows)
  const frozen = sheet.foreign || sheet.state === 'adopted'
  const noWeights = sheet.criteria.every((one) => one.weight === 0)

  const problemWords = useCallback(
    (row: ScoreRow) => {
      const found = Object.entries(work.problems.get(row.entryId) ?? {}).map(([column, { key, params }]) => [
        column,
        t(`validation:${key}`, params),
      ])
      if (row.differs && row.reason.trim() === '' && !frozen)
        found.push(['reason', t('ranking.reasonMissing')])
      return found.length === 0 ? undefined : (Object.fromEntries(found) as Record<string, string>)
    },
    [work.problems, frozen, t],
  )

  const askApply = async () => {
    await work.save()
    const yes = await confirm({
      title: t('ranking.apply'),
      text: t('ranking.apply.confirm', {
        count: formatNumber(counts.scored),
        tied: formatNumber(counts.tied),
        unscored: formatNumber(work.rows.length - counts.scored),
      }),
      confirm: t('ranking.apply'),
    })
    if (!yes) return
    const done = await apply.attempt({ planId, note: sheet.note })
    if (done.ok) notify(t('ranking.apply.done', { moved: formatNumber(done.value.moved) }))
  }
  const askRenew = async () => {
    await work.save()
    const { dropped } = await client.ranking.renewCriteria({ planId, dryRun: true })
    const yes = await confirm({
      title: t('ranking.renew'),
      text: t(dropped > 0 ? 'ranking.renew.drops' : 'ranking.renew.confirm', {
        count: formatNumber(dropped),
      }),
      confirm: t('ranking.renew'),
      danger: dropped > 0,
    })
    if (yes) await renew.attempt({ planId, dryRun: false })
  }

  return (
    <Page
      title={t('ranking.title')}
      back={{ href: `/plans/${planId}`, label: sheet.planName }}
      help={t('ranking.help')}
      certainty={table.data?.certainty ?? null}
      actions={
        <>
          <Button
            icon={FileText}
            onClick={() => void work.save().then(() => setPaper(paper === null ? '1' : null))}
          >
            {t(paper === null ? 'ranking.paper' : 'ranking.paper.hide')}
          </Button>
          <ExcelMenu list={{ list: 'ranking', planId }} into={null} before={work.save} />
          {frozen ? null : (
            <Button
              look="main"
              icon={ArrowDownWideNarrow}
              disabled={counts.scored === 0}
              busy={apply.running}
              onClick={() => void askApply()}
            >
              {t('ranking.apply')}
            </Button>
          )}
        </>
      }
    >
      <SplitPaper paper={paper === null ? null : <PaperView paper={{ kind: 'rankList', id: planId }} />}>
        {noWeights ? (
          <Alert severity="warning" sx={{ mb: 1 }}>
            {t('ranking.noWeights')}{' '}
            <AppLink href="/office?tab=rules&rules=ranking-criteria">{t('ranking.criteria.edit')}</AppLink>
          </Alert>
        ) : null}
        {sheet.outdated && !frozen ? (
          <Alert
            severity="warning"
            sx={{ mb: 1 }}
            action={
              <Button look="quiet" icon={RefreshCw} busy={renew.running} onClick={() => void askRenew()}>
                {t('ranking.renew')}
              </Button>
            }
          >
            {t('ranking.outdated')}
          </Alert>
        ) : null}
        <FaultBar error={work.fault} onRetry={() => void work.save()} />
        {work.rows.length === 0 ? (
          <EmptyState
            icon={ListOrdered}
            title={t('ranking.empty')}
            text={t('ranking.empty.what')}
            action={<Button href={`/plans/${planId}`}>{t('ranking.back')}</Button>}
          />
        ) : (
          <Section flush>
            <Box
              sx={{
                display: 'flex',
                flexWrap: 'wrap',
                columnGap: 2.4,
                px: 1.2,
                py: 0.7,
                fontSize: '0.92rem',
                borderBottom: 1,
                borderColor: 'divider',
              }}
            >
              <span>
                {t('ranking.count.scored', {
                  count: formatNumber(counts.scored),
                  of: formatNumber(work.rows.length),
                })}
              </span>
              <span>{t('ranking.count.tied', { count: formatNumber(counts.tied) })}</span>
              <span>
                {t('ranking.count.differing', {
                  count: formatNumber(counts.differing),
                  open: formatNumber(counts.withoutReason),
                })}
              </span>
              <span>
                {sheet.rankedOn === null
                  ? t('ranking.never')
                  : t('ranking.rankedOn', { date: formatDate(sheet.rankedOn) })}
              </span>
              <Box component="span" role="status" sx={{ ml: 'auto', color: 'text.secondary' }}>
                {frozen
                  ? t('ranking.locked')
                  : t(`ranking.save.${work.state}`, { count: work.problems.size })}
              </Box>
            </Box>
            <DataGrid<ScoreRow>
              label={t('ranking.table', { plan: sheet.planName })}
              rows={work.rows}
              columns={columns}
              rowKey={(row) => row.entryId}
              readOnly={frozen || noWeights}
              canRemove={false}
              {...(frozen ? {} : { onChange: work.change })}
              problems={problemWords}
              keepsUnread
              findsByKey
              headLines={headLines(sheet)}
              memory={`ranking.${sheet.level}`}
              maxHeight="max(16rem, calc(100vh - 22rem))"
              actions={([row]) =>
                frozen ? null : (
                  <Button
                    look="quiet"
                    icon={Hand}
                    disabled={!row}
                    onClick={() => void work.save().then(() => setPlacing(row ?? null))}
                  >
                    {t('ranking.hand')}
                  </Button>
                )
              }
            />
          </Section>
        )}
        <Differences rows={work.rows} />
      </SplitPaper>
      {placing ? (
        <PlaceDialog
          planId={planId}
          row={work.rows.find((row) => row.entryId === placing.entryId) ?? placing}
          count={work.rows.length}
          onClose={() => setPlacing(null)}
        />
      ) : null}
    </Page>
  )
}

/** Where the order of the plan is not the order by score, and which ties are settled by hand; with their reasons. */
function Differences({ rows }: { rows: readonly ScoreRow[] }) {
  const { t } = useTranslation()
  const listed = rows.filter((row) => row.differs || row.tied)
  if (listed.length === 0) return null
  return (
    <Section flush title={t('ranking.differences')} help={t('ranking.differences.help')}>
      <Table<ScoreRow>
        label={t('ranking.differences')}
        rows={listed}
        rowKey={(row) => row.entryId}
        maxHeight="24rem"
        rowTone={(row) => (row.differs && row.reason.trim() === '' ? 'late' : undefined)}
        columns={[
          {
            key: 'rank',
            title: t('ranking.column.rank'),
            align: 'right',
            width: '7rem',
            cell: (row) => formatNumber(row.rank),
          },
          {
            key: 'place',
            title: t('ranking.column.placeLong'),
            align: 'right',
            width: '9rem',
            cell: (row) => formatNumber(row.scoreRank),
          },
          {
            key: 'total',
            title: t('ranking.column.total'),
            align: 'right',
            width: '6rem',
            cell: (row) => formatTotal(row.total),
          },
          { key: 'name', title: t('ranking.column.name'), rowHead: true, cell: (row) => row.name },
          {
            key: 'kind',
            title: t('ranking.column.kind'),
            nowrap: true,
            cell: (row) => t(row.differs ? 'ranking.kind.differs' : 'ranking.kind.tied'),
          },
          {
            key: 'reason',
            title: t('ranking.column.reason'),
            cell: (row) => row.reason || t(row.differs ? 'ranking.reason.none' : 'ranking.reason.asStood'),
          },
        ]}
      />
    </Section>
  )
}
