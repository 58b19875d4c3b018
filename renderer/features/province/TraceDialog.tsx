import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Trace } from '../../../core/exchange/contract.ts'
import { toThaiDigits } from '../../../core/thai/digits.ts'
import { api } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { Button, Query, SheetDialog, type Status, StatusChip, Thai } from '../../ui/index.ts'
import { Facts } from './Facts.tsx'

/** A record as the core knows it, with the name that a person knows it by. */
export type RecordRef = { recordType: string; rowId: string; subject: string }

const looks: Record<Trace['proof'], Status> = { proved: 'done', kept: 'underWay', broken: 'late' }

/** From which signed package a record of a district comes, checked anew against what the district signed. */
export function TraceDialog({ of, onClose }: { of: RecordRef | null; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <SheetDialog
      open={of !== null}
      onClose={onClose}
      title={t('province.trace.title')}
      actions={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      {of === null ? null : <Found of={of} />}
    </SheetDialog>
  )
}

function Found({ of }: { of: RecordRef }) {
  const { t } = useTranslation()
  const trace = useQuery(
    api.exchange.trace.queryOptions({ input: { recordType: of.recordType, rowId: of.rowId } }),
  )
  return (
    <>
      <Box sx={{ fontWeight: 600, mb: 1 }}>
        <Thai text={of.subject} />
      </Box>
      <Query of={trace} lines={5}>
        {(data) => (
          <>
            <Box role="status" sx={{ mb: 1.4 }}>
              <StatusChip status={looks[data.proof]} label={t(`province.trace.proof.${data.proof}`)} />
              <Box sx={{ mt: 0.6 }}>
                <Thai text={t(`province.trace.proof.${data.proof}.what`, { office: data.officeName })} />
              </Box>
            </Box>
            <Facts
              facts={[
                [t('exchange.received.from'), data.officeName],
                [
                  t('province.trace.package'),
                  t('province.trace.package.of', {
                    kind: t(`exchange.packageKind.${data.kind}`, { defaultValue: data.kind }),
                    sequence: formatNumber(data.sequence),
                  }),
                ],
                [t('exchange.sent.on'), formatDate(data.createdOn)],
                [t('exchange.received.on'), formatDate(data.receivedOn)],
                [t('province.district.key'), toThaiDigits(data.fingerprint)],
                [t('province.trace.file'), data.fileName],
                [t('exchange.shaLabel'), data.sha256],
              ]}
            />
          </>
        )}
      </Query>
    </>
  )
}
