import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../../core/exchange/contract.ts'
import type { Answer } from '../../../core/exchange/rules.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { type Status, StatusChip, Table, Thai } from '../../ui/index.ts'

export const answerLooks: Record<Answer, Status> = {
  received: 'underWay',
  accepted: 'done',
  partly: 'underWay',
  returned: 'late',
}

/** What a receipt or return says of the packages of this office, the newest first. */
export function VerdictList({ verdicts }: { verdicts: readonly Verdict[] }) {
  const { t } = useTranslation()
  const rows = [...verdicts].sort((a, b) => b.sequence - a.sequence)
  return (
    <Table<Verdict>
      label={t('takeIn.verdicts.title')}
      rows={rows}
      rowKey={(row) => `${row.kind} ${row.sequence}`}
      maxHeight="22rem"
      columns={[
        {
          key: 'package',
          title: t('takeIn.verdicts.package'),
          rowHead: true,
          nowrap: true,
          cell: (row) =>
            t('takeIn.verdicts.one', {
              kind: t(`exchange.packageKind.${row.kind}`),
              sequence: row.sequence,
            }),
        },
        { key: 'planFy', title: t('common.planYear'), nowrap: true, cell: (row) => row.planFy },
        {
          key: 'received',
          title: t('exchange.received.on'),
          nowrap: true,
          cell: (row) => formatDate(row.receivedOn, 'short'),
        },
        {
          key: 'state',
          title: t('takeIn.verdicts.state'),
          nowrap: true,
          cell: (row) => (
            <>
              <StatusChip status={answerLooks[row.state]} label={t(`takeIn.answer.${row.state}`)} />
              {row.decidedOn === null ? null : (
                <Box sx={{ fontSize: '0.84rem', color: 'text.secondary' }}>
                  {formatDate(row.decidedOn, 'short')}
                </Box>
              )}
            </>
          ),
        },
        {
          key: 'reasons',
          title: t('takeIn.verdicts.reasons'),
          cell: (row) => <Reasons row={row} />,
        },
        {
          key: 'remarks',
          title: t('takeIn.verdicts.remarks'),
          align: 'right',
          cell: (row) => formatNumber(row.remarks),
        },
      ]}
    />
  )
}

function Reasons({ row }: { row: Verdict }) {
  const { t } = useTranslation()
  const returned = row.units.filter((unit) => unit.state === 'returned')
  const accepted = row.units.filter((unit) => unit.state === 'accepted').length
  return (
    <>
      {row.reasons === '' ? null : (
        <Box sx={{ whiteSpace: 'pre-line' }}>
          <Thai text={row.reasons} />
        </Box>
      )}
      {row.units.length === 0 ? null : (
        <Box sx={{ fontSize: '0.88rem', color: 'text.secondary' }}>
          {t('takeIn.verdicts.units', {
            accepted: formatNumber(accepted),
            all: formatNumber(row.units.length),
          })}
        </Box>
      )}
      {returned.map((unit) => (
        <Box key={unit.unit} sx={{ mt: 0.3 }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            <Thai text={unit.name} />
          </Box>{' '}
          <Thai text={unit.reasons} />
        </Box>
      ))}
    </>
  )
}
