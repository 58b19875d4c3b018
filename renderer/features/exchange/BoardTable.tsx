import Box from '@mui/material/Box'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, BoardLine } from '../../../core/exchange/contract.ts'
import { formatBaht, formatDate, formatNumber } from '../../app/format.ts'
import { AppLink, Button, type Status, StatusChip, Table } from '../../ui/index.ts'
import { DecideDialog, type Deciding } from './DecideDialog.tsx'

const looks: Record<BoardLine['state'], Status> = {
  missing: 'notStarted',
  late: 'late',
  received: 'underWay',
  accepted: 'done',
  returned: 'late',
}

/** The board: every district, whether and when it handed in, how complete it is (C22). */
export function BoardTable({ board, maxHeight }: { board: Board; maxHeight?: string }) {
  const { t } = useTranslation()
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const share = (part: { adopted?: number; current?: number; expected: number }) => {
    const done = part.adopted ?? part.current ?? 0
    return (
      <Box
        component="span"
        sx={part.expected > 0 && done >= part.expected ? { color: 'success.main', fontWeight: 600 } : {}}
      >
        {done}/{part.expected}
      </Box>
    )
  }
  return (
    <>
      <Table
        label={t('exchange.board.title', { year: board.planFy })}
        rows={board.rows}
        rowKey={(row) => row.districtCode}
        rowTone={(row) => (row.state === 'late' || row.state === 'returned' ? 'late' : undefined)}
        {...(maxHeight ? { maxHeight } : {})}
        columns={[
          {
            key: 'district',
            title: t('common.district'),
            rowHead: true,
            width: '11rem',
            cell: (row) =>
              row.officeId ? (
                <AppLink href={`/plans?officeId=${row.officeId}&planFy=${board.planFy}`}>
                  {row.districtName}
                </AppLink>
              ) : (
                row.districtName
              ),
            total: t('exchange.board.sum', { count: board.rows.length }),
          },
          {
            key: 'state',
            title: t('common.state'),
            cell: (row) => (
              <StatusChip
                status={looks[row.state]}
                label={
                  row.lateDays > 0 && row.state !== 'missing'
                    ? t('exchange.board.lateBy', {
                        state: t(`exchange.board.state.${row.state}`),
                        count: row.lateDays,
                      })
                    : t(`exchange.board.state.${row.state}`)
                }
              />
            ),
          },
          {
            key: 'on',
            title: t('exchange.board.receivedOn'),
            cell: (row) =>
              row.receivedOn ? (
                <Box sx={{ whiteSpace: 'nowrap' }}>
                  {formatDate(row.receivedOn, 'short')}
                  <Box
                    component="span"
                    sx={{ display: 'block', color: 'text.secondary', fontSize: '0.85rem' }}
                  >
                    {t('exchange.board.sequence', { sequence: row.sequence ?? 0 })}
                  </Box>
                </Box>
              ) : (
                '–'
              ),
          },
          {
            key: 'village',
            title: t('common.level.village'),
            align: 'right',
            cell: (row) => (row.officeId ? share(row.villagePlans) : '–'),
          },
          {
            key: 'tambon',
            title: t('common.level.tambon'),
            align: 'right',
            cell: (row) => (row.officeId ? share(row.tambonPlans) : '–'),
          },
          {
            key: 'orders',
            title: t('exchange.board.orders'),
            align: 'right',
            cell: (row) => (row.officeId ? share(row.orders) : '–'),
          },
          {
            key: 'report',
            title: t('exchange.board.report'),
            cell: (row) =>
              row.officeId ? (
                <StatusChip
                  status={row.report ? 'done' : 'notStarted'}
                  label={row.report ? t('common.yes.has') : t('common.no.has')}
                />
              ) : (
                '–'
              ),
          },
          {
            key: 'projects',
            title: t('exchange.board.projects'),
            align: 'right',
            cell: (row) => (row.officeId ? formatNumber(row.projects) : '–'),
            total: formatNumber(board.rows.reduce((sum, row) => sum + row.projects, 0)),
          },
          {
            key: 'total',
            title: t('exchange.board.total'),
            align: 'right',
            cell: (row) => (row.officeId ? formatBaht(row.total) : '–'),
            total: formatBaht(board.rows.reduce((sum, row) => sum + row.total, 0)),
          },
          {
            key: 'do',
            title: '',
            align: 'right',
            cell: (row) =>
              row.packageId && row.state !== 'accepted' ? (
                <Box sx={{ whiteSpace: 'nowrap' }}>
                  <Button
                    look="quiet"
                    label={t('exchange.accept.of', { office: row.districtName })}
                    onClick={() =>
                      row.packageId &&
                      setDeciding({
                        packageId: row.packageId,
                        office: row.districtName,
                        decision: 'accepted',
                      })
                    }
                  >
                    {t('exchange.accept')}
                  </Button>
                  {row.state === 'returned' ? null : (
                    <Button
                      look="quiet"
                      label={t('exchange.return.of', { office: row.districtName })}
                      onClick={() =>
                        row.packageId &&
                        setDeciding({
                          packageId: row.packageId,
                          office: row.districtName,
                          decision: 'returned',
                        })
                      }
                    >
                      {t('exchange.return')}
                    </Button>
                  )}
                </Box>
              ) : null,
          },
        ]}
      />
      <DecideDialog deciding={deciding} onClose={() => setDeciding(null)} />
    </>
  )
}

/** The figures of the board on one line, each with its word. */
export function BoardFigures({ board }: { board: Board }) {
  const { t } = useTranslation()
  const figures: [string, number, Status | null][] = [
    ['expected', board.expected, null],
    ['received', board.received, 'underWay'],
    ['onTime', board.onTime, 'done'],
    ['late', board.late, 'late'],
    ['missing', board.missing, 'notStarted'],
    ['returned', board.returned, 'late'],
  ]
  return (
    <Box
      component="dl"
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        m: 0,
        mb: 1.8,
        border: `1px solid ${theme.tokens.rule}`,
        bgcolor: theme.tokens.sheet,
        borderRadius: 1,
      })}
    >
      {figures.map(([key, value, status]) => (
        <Box
          key={key}
          sx={(theme) => ({
            flex: '1 1 7.5rem',
            px: 1.6,
            py: 0.8,
            borderRight: `1px solid ${theme.tokens.rule}`,
            '&:last-of-type': { borderRight: 0 },
          })}
        >
          <Box component="dt" sx={{ fontSize: '0.86rem', color: 'text.secondary' }}>
            {t(`exchange.figure.${key}`)}
          </Box>
          <Box
            component="dd"
            sx={(theme) => ({
              m: 0,
              fontSize: '1.5rem',
              fontWeight: 600,
              lineHeight: 1.3,
              color: status && value > 0 ? theme.tokens[status] : 'inherit',
            })}
          >
            {formatNumber(value)}
          </Box>
        </Box>
      ))}
    </Box>
  )
}
