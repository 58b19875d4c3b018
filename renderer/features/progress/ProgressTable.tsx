import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Tooltip from '@mui/material/Tooltip'
import { ChevronDown, ChevronRight, Lock, Paperclip } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PlanProgress, Progress, TambonProgress } from '../../../core/progress/contract.ts'
import type { Counts } from '../../../core/progress/rules.ts'
import { formatDate } from '../../app/format.ts'
import { AppLink, EmptyState, Section, StatusChip, Table, Thai } from '../../ui/index.ts'
import { fits, type Shown, tambonRows } from './progress-rows.ts'

/** Tambons with their plans; opened, every village and community stands under its tambon. */
export function ProgressTable({
  progress,
  state,
  mine,
  open,
  setOpen,
}: {
  progress: Progress
  state: Shown
  mine: boolean
  open: ReadonlySet<string>
  setOpen: (open: ReadonlySet<string>) => void
}) {
  const { t } = useTranslation()
  const flip = (code: string) => {
    const next = new Set(open)
    if (!next.delete(code)) next.add(code)
    setOpen(next)
  }
  const own = mine
    ? []
    : [progress.districtPlan, progress.needsPlan].flatMap((one) =>
        one !== null && fits(one, state) ? [one] : [],
      )
  const tambons = progress.tambons.flatMap((one) => {
    const found = tambonRows(one, { shown: state, mine, open })
    return found === null ? [] : [{ tambon: one, ...found }]
  })
  const groups = [
    ...(own.length === 0 ? [] : [{ key: 'district', head: t('progress.district'), rows: own }]),
    ...tambons.map(({ tambon, isOpen, rows }) => ({
      key: tambon.tambonCode,
      head: (
        <TambonHead
          tambon={tambon}
          isOpen={isOpen}
          onFlip={state === 'all' ? () => flip(tambon.tambonCode) : null}
        />
      ),
      rows,
    })),
  ]
  return (
    <Section flush>
      <Table<PlanProgress>
        label={t('progress.title')}
        rows={[]}
        groups={groups}
        rowKey={(row) => `${row.kind} ${row.areaKey}`}
        rowTone={(row) => (row.state === 'late' ? 'late' : undefined)}
        empty={<EmptyState title={t('progress.none.title')} text={t('progress.none.text')} />}
        columns={[
          {
            key: 'area',
            title: t('progress.column.plan'),
            rowHead: true,
            cell: (row) => (
              <Box sx={{ pl: row.kind === 'village' || row.kind === 'community' ? 3 : 1.4 }}>
                <AppLink href={row.href}>
                  {row.kind === 'village' || row.kind === 'community'
                    ? row.areaName
                    : t(`progress.kind.${row.kind}`)}
                </AppLink>
              </Box>
            ),
          },
          { key: 'state', title: t('common.state'), width: '12rem', cell: (row) => <PlanState row={row} /> },
          {
            key: 'forum',
            title: t('progress.column.forum'),
            width: '7rem',
            nowrap: true,
            cell: (row) =>
              row.forum === null ? (
                '–'
              ) : (
                <AppLink href={`/forums/${row.forum.id}`}>{formatDate(row.forum.heldOn, 'short')}</AppLink>
              ),
          },
          {
            key: 'adopted',
            title: t('progress.column.adopted'),
            width: '7rem',
            nowrap: true,
            cell: (row) => formatDate(row.adoptedOn, 'short'),
          },
          { key: 'evidence', title: t('progress.column.evidence'), cell: (row) => <Evidence row={row} /> },
          {
            key: 'ends',
            title: t('progress.column.ends'),
            width: '7rem',
            nowrap: true,
            cell: (row) => formatDate(row.endsOn, 'short'),
          },
        ]}
      />
    </Section>
  )
}

/** The head of a tambon: its counts, and the button that shows its villages. */
function TambonHead({
  tambon,
  isOpen,
  onFlip,
}: {
  tambon: TambonProgress
  isOpen: boolean
  onFlip: (() => void) | null
}) {
  const { t } = useTranslation()
  const Icon = isOpen ? ChevronDown : ChevronRight
  const name = t('progress.tambon', { tambon: tambon.tambonName })
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.6, py: 0.3 }}>
      {onFlip === null ? (
        <Box component="span" sx={{ minWidth: '11rem' }}>
          {name}
        </Box>
      ) : (
        <Link
          component="button"
          type="button"
          onClick={onFlip}
          aria-expanded={isOpen}
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, font: 'inherit', minWidth: '11rem' }}
        >
          <Icon size={16} aria-hidden /> {name}
        </Link>
      )}
      {tambon.mine ? (
        <Box component="span" sx={{ fontSize: '0.82rem', fontWeight: 400, color: 'text.secondary' }}>
          {t('home.board.mine')}
        </Box>
      ) : null}
      {(['village', 'community', 'tambon'] as const).map((kind) => (
        <Count key={kind} kind={kind} counts={tambon.counts[kind]} />
      ))}
    </Box>
  )
}

function Count({ kind, counts }: { kind: 'village' | 'community' | 'tambon'; counts: Counts }) {
  const { t } = useTranslation()
  if (counts.expected === 0) return null
  const state =
    counts.done === counts.expected
      ? 'done'
      : counts.late > 0
        ? 'late'
        : counts.underWay + counts.done > 0
          ? 'underWay'
          : 'notStarted'
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.6, fontWeight: 400 }}>
      {t(`progress.short.${kind}`)}
      <StatusChip status={state} label={t('progress.of', { done: counts.done, expected: counts.expected })} />
    </Box>
  )
}

/** Late is said, never locked; what no longer changes carries the lock (PEERS.md §1.2). */
function PlanState({ row }: { row: PlanProgress }) {
  const { t } = useTranslation()
  if (row.state === 'late')
    return (
      <StatusChip
        status="late"
        label={t(row.begunOn === null ? 'progress.state.lateNotBegun' : 'progress.state.late', {
          count: row.lateDays,
        })}
      />
    )
  if (row.state !== 'done') return <StatusChip status={row.state} />
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.6 }}>
      <StatusChip status="done" label={t('progress.state.adopted')} />
      <Tooltip title={t('progress.locked')}>
        <Lock size={14} aria-label={t('progress.locked')} />
      </Tooltip>
      {row.lateDays > 0 ? (
        <Box component="span" sx={(theme) => ({ fontSize: '0.84rem', color: theme.tokens.late })}>
          {t('progress.state.adoptedLate', { count: row.lateDays })}
        </Box>
      ) : null}
    </Box>
  )
}

function Evidence({ row }: { row: PlanProgress }) {
  const { t } = useTranslation()
  const by = row.adoptedBy !== '' ? row.adoptedBy : row.resolution
  if (row.adoptedOn === null && row.attachments === 0) return '–'
  return (
    <Box sx={{ fontSize: '0.88rem' }}>
      {row.meeting === null ? (
        by === '' ? null : (
          <Thai text={by} />
        )
      ) : (
        <>
          <AppLink href={`/meetings/${row.meeting.id}`}>{by === '' ? row.meeting.title : by}</AppLink>{' '}
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {t(`progress.minutes.${row.meeting.minutes}`)}
          </Box>
        </>
      )}
      {row.attachments > 0 ? (
        <Box
          component="span"
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.3, ml: 0.8, color: 'text.secondary' }}
        >
          <Paperclip size={13} aria-hidden /> {t('progress.files', { count: row.attachments })}
        </Box>
      ) : null}
    </Box>
  )
}
