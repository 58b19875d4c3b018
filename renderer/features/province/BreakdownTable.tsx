import Box from '@mui/material/Box'
import { ArrowDown, ArrowRight, ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Breakdown, SideLine } from '../../../core/province/contract.ts'
import { formatBaht, formatNumber } from '../../app/format.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { AppLink, Table, type TableColumn } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { changeOf } from './narrowing.ts'
import { districtHref } from './use-mirror.ts'

/** The figures of one side with last year's beside them; a line narrows everything to itself. */
export function BreakdownTable({
  data,
  measure,
  districtOf,
  onNarrow,
}: {
  data: Breakdown
  /** What last year's column compares. */
  measure: 'total' | 'projects'
  /** Name of the district of a tambon, where it is to be said; '' else. */
  districtOf: (row: SideLine) => string
  onNarrow: (row: SideLine) => void
}) {
  const { t } = useTranslation()
  const nameOf = (row: SideLine) => row.label || t('province.consolidated.unnamed')
  /** A district has a page of its own. */
  const hrefOf = (row: SideLine) =>
    data.side === 'district' ? `${districtHref(row.key)}?planFy=${data.planFy}` : row.href
  /** What a district has is not known before its package came: nothing is not nought. */
  const isUnknown = (row: SideLine) => data.side === 'district' && row.href === ''
  const { before } = data
  const write = measure === 'total' ? formatBaht : formatNumber
  const isByDistrict = data.side === 'district' || data.side === 'tambon'
  const columns: TableColumn<SideLine>[] = [
    {
      key: 'label',
      title: t(`province.side.${data.side}`),
      rowHead: true,
      cell: (row) => (
        <Box sx={{ minWidth: '9.5rem' }}>
          <RowLink
            onOpen={() => onNarrow(row)}
            hint={t('province.consolidated.narrow', { label: nameOf(row) })}
          >
            {nameOf(row)}
          </RowLink>
          {districtOf(row) === '' ? null : (
            <Box
              component="span"
              sx={{ ml: 0.8, fontWeight: 400, fontSize: '0.85rem', color: 'text.secondary' }}
            >
              {districtOf(row)}
            </Box>
          )}
          {hrefOf(row) === '' ? null : (
            <Box component="span" sx={{ ml: 0.8, fontWeight: 400, fontSize: '0.85rem' }}>
              <AppLink href={hrefOf(row)} label={t('province.consolidated.open.of', { label: nameOf(row) })}>
                {t('province.consolidated.open')}
              </AppLink>
            </Box>
          )}
        </Box>
      ),
      total: t('common.total'),
    },
    ...(isByDistrict
      ? []
      : [
          {
            key: 'districts',
            title: t('province.consolidated.districts'),
            align: 'right' as const,
            cell: (row: SideLine) => formatNumber(row.districts),
          },
        ]),
    {
      key: 'projects',
      title: t('province.board.projects'),
      align: 'right',
      nowrap: true,
      cell: (row) => (isUnknown(row) ? <NotKnown /> : formatNumber(row.projects)),
      total: formatNumber(data.projects),
    },
    {
      key: 'total',
      title: t('province.board.total'),
      align: 'right',
      nowrap: true,
      cell: (row) => (isUnknown(row) ? t('province.consolidated.noPackage') : formatBaht(row.total)),
      total: formatBaht(data.total),
    },
    ...(before === null
      ? []
      : [
          {
            key: 'before',
            title: t(`province.consolidated.before.${measure}`, { year: before.planFy }),
            align: 'right' as const,
            nowrap: true,
            cell: (row: SideLine) => (row.before === null ? '–' : write(row.before[measure])),
            total: write(before[measure]),
          },
          {
            key: 'change',
            title: t('province.consolidated.change'),
            align: 'right' as const,
            nowrap: true,
            cell: (row: SideLine) =>
              isUnknown(row) ? (
                <NotKnown />
              ) : (
                <Difference now={row[measure]} before={row.before?.[measure] ?? null} />
              ),
            total: <Difference now={data[measure]} before={before[measure]} />,
          },
        ]),
  ]
  return (
    <ArrowRows>
      <Table<SideLine>
        label={t('province.consolidated.table', { side: t(`province.side.${data.side}`) })}
        rows={data.rows}
        rowKey={(row) => row.key}
        maxHeight="max(20rem, calc(100vh - 18rem))"
        columns={columns}
      />
    </ArrowRows>
  )
}

function NotKnown() {
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      –
    </Box>
  )
}

/** More, less or the same as a year before: sign and words, no judgement by colour. */
export function Difference({ now, before }: { now: number; before: number | null }) {
  const { t } = useTranslation()
  const change = changeOf(now, before)
  if (change === null) return <NotKnown />
  const Icon = change > 0 ? ArrowUp : change < 0 ? ArrowDown : ArrowRight
  const percent = formatNumber(Math.abs(change))
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.3,
        fontSize: '0.9rem',
        whiteSpace: 'nowrap',
      }}
    >
      <Icon size={14} aria-hidden />
      {t(`province.consolidated.change.${change > 0 ? 'more' : change < 0 ? 'less' : 'same'}`, { percent })}
    </Box>
  )
}
