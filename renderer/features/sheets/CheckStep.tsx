import Box from '@mui/material/Box'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { ArrowLeft, Check, FileDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DryRow, DryRun } from '../../../core/sheets/contract.ts'
import { type RowOutcome, rowOutcomes } from '../../../core/sheets/rules.ts'
import { formatNumber } from '../../app/format.ts'
import { Button, Section, type Status, StatusChip, Table } from '../../ui/index.ts'
import { Notes } from './Hint.tsx'
import { Bar } from './MapStep.tsx'
import { Reasons } from './Reasons.tsx'
import type { ImportWork } from './use-import.ts'

export const outcomeStatus: Readonly<Record<RowOutcome, Status>> = {
  added: 'done',
  changed: 'underWay',
  same: 'notStarted',
  refused: 'late',
  skipped: 'notStarted',
}

/** The trial: the real import, rolled back. Row by row what would come of it. */
export function CheckStep({ work }: { work: ImportWork }) {
  const { t } = useTranslation()
  const { dry, read } = work
  const [only, setOnly] = useState<RowOutcome | 'all'>(dry && dry.counts.refused > 0 ? 'refused' : 'all')
  if (dry === null || read === null) return null
  const taken = dry.counts.added + dry.counts.changed
  const rows = only === 'all' ? dry.rows : dry.rows.filter((row) => row.outcome === only)
  const fieldName = (key: string) => {
    const field = read.fields.find((one) => one.key === key)
    return field ? t(field.name, { year: field.year ?? '' }) : key
  }
  return (
    <>
      <Notes notes={dry.notes} />
      <Section
        title={t('sheets.check.title')}
        help={t('sheets.check.help')}
        flush
        actions={<OutcomeFilter dry={dry} only={only} onOnly={setOnly} />}
      >
        <Table
          label={t('sheets.check.title')}
          rows={rows}
          rowKey={(row) => String(row.line)}
          maxHeight="calc(100vh - 25rem)"
          empty={<Box sx={{ px: 1.6, py: 1.2 }}>{t('sheets.check.none')}</Box>}
          rowTone={(row) => (row.outcome === 'refused' ? 'late' : undefined)}
          columns={[
            {
              key: 'line',
              title: t('sheets.row'),
              align: 'right',
              width: '4.5rem',
              cell: (row) => row.line,
            },
            {
              key: 'outcome',
              title: t('sheets.check.outcome'),
              nowrap: true,
              width: '9rem',
              cell: (row) => (
                <StatusChip status={outcomeStatus[row.outcome]} label={t(`sheets.outcome.${row.outcome}`)} />
              ),
            },
            { key: 'name', title: t('common.name'), rowHead: true, cell: (row) => row.name },
            {
              key: 'why',
              title: t('sheets.check.why'),
              cell: (row) => (
                <>
                  <Reasons reasons={row.reasons} line={row.line} />
                  <Changes row={row} nameOf={fieldName} />
                </>
              ),
            },
          ]}
        />
        {dry.rows.length < dry.total ? (
          <Box sx={{ px: 1.6, py: 0.7, color: 'text.secondary', fontSize: '0.9rem' }}>
            {t('sheets.check.part', { shown: formatNumber(dry.rows.length), total: formatNumber(dry.total) })}
          </Box>
        ) : null}
      </Section>
      <Bar>
        <Button icon={ArrowLeft} onClick={() => work.goBack('map')}>
          {t('sheets.check.back')}
        </Button>
        {dry.counts.refused > 0 ? (
          <Button icon={FileDown} onClick={() => void work.badRows()} busy={work.collecting.running}>
            {t('sheets.badRows', { count: dry.counts.refused })}
          </Button>
        ) : null}
        <Button
          look="main"
          icon={Check}
          onClick={() => void work.commit()}
          disabled={taken === 0}
          busy={work.committing.running}
        >
          {taken === 0
            ? t('sheets.commit.nothing')
            : dry.counts.refused > 0
              ? t('sheets.commit.good', { count: taken })
              : t('sheets.commit.all', { count: taken })}
        </Button>
      </Bar>
    </>
  )
}

function OutcomeFilter({
  dry,
  only,
  onOnly,
}: {
  dry: DryRun
  only: RowOutcome | 'all'
  onOnly: (next: RowOutcome | 'all') => void
}) {
  const { t } = useTranslation()
  return (
    <ToggleButtonGroup
      size="small"
      exclusive
      value={only}
      aria-label={t('sheets.check.filter')}
      onChange={(_, next: RowOutcome | 'all' | null) => onOnly(next ?? 'all')}
      sx={{ flexWrap: 'wrap' }}
    >
      <ToggleButton value="all" sx={{ py: 0.2 }}>
        {t('sheets.outcome.count', { outcome: t('common.all'), count: dry.total })}
      </ToggleButton>
      {rowOutcomes.map((outcome) => (
        <ToggleButton key={outcome} value={outcome} sx={{ py: 0.2 }} disabled={dry.counts[outcome] === 0}>
          {t('sheets.outcome.count', {
            outcome: t(`sheets.outcome.${outcome}`),
            count: dry.counts[outcome],
          })}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}

function Changes({ row, nameOf }: { row: DryRow; nameOf: (field: string) => string }) {
  const { t } = useTranslation()
  if (!row.changes || row.changes.length === 0) return null
  return (
    <Box component="ul" sx={{ m: 0, pl: 2, fontSize: '0.9rem' }}>
      {row.changes.map((change) => (
        <li key={change.field}>
          {t('sheets.check.change', {
            field: nameOf(change.field),
            before: change.before === '' ? t('sheets.check.blank') : change.before,
            after: change.after === '' ? t('sheets.check.blank') : change.after,
          })}
        </li>
      ))}
    </Box>
  )
}
