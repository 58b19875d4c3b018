import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { LockKeyhole, Printer, Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackageOutLine } from '../../../core/exchange/contract.ts'
import { answeredKinds } from '../../../core/exchange/rules.ts'
import { api } from '../../app/client.ts'
import { formatBytes, formatDate } from '../../app/format.ts'
import { AppLink, Button, EmptyState, Query, Section, StatusChip, Table, Thai } from '../../ui/index.ts'
import { SheetOfPackage } from './SheetOfPackage.tsx'
import { hashGroups } from './write-room.ts'

/** Everything that went out, with what its receiver said. */
export function SentList() {
  const { t } = useTranslation()
  const sent = useQuery(api.exchange.sent.queryOptions())
  const [sheet, setSheet] = useState<string | null>(null)
  return (
    <Section title={t('exchange.sent.title')} flush>
      <Query of={sent}>
        {(rows) => (
          <Table
            label={t('exchange.sent.title')}
            rows={rows}
            rowKey={(row) => row.id}
            empty={
              <EmptyState
                icon={Send}
                title={t('exchange.sent.empty.title')}
                text={t('exchange.sent.empty.text')}
              />
            }
            columns={[
              {
                key: 'sequence',
                title: t('exchange.sequence'),
                align: 'right',
                rowHead: true,
                cell: (row) => row.sequence,
              },
              {
                key: 'kind',
                title: t('exchange.kind'),
                nowrap: true,
                cell: (row) => t(`exchange.packageKind.${row.kind}`),
              },
              { key: 'year', title: t('common.planYear'), cell: (row) => row.planFy },
              {
                key: 'on',
                title: t('exchange.sent.on'),
                nowrap: true,
                cell: (row) => formatDate(row.createdOn, 'short'),
              },
              { key: 'to', title: t('exchange.sent.to'), cell: (row) => row.toOffice },
              { key: 'file', title: t('exchange.file'), cell: (row) => <FileOf row={row} /> },
              { key: 'answer', title: t('exchange.sent.answer'), cell: (row) => <AnswerOf row={row} /> },
              {
                key: 'do',
                title: '',
                align: 'right',
                nowrap: true,
                cell: (row) => (
                  <Button
                    look="quiet"
                    icon={Printer}
                    label={t('exchange.sheet.of', { sequence: row.sequence })}
                    onClick={() => setSheet(row.id)}
                  >
                    {t('exchange.sheet.title')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Query>
      <SheetOfPackage id={sheet} onClose={() => setSheet(null)} />
    </Section>
  )
}

function FileOf({ row }: { row: PackageOutLine }) {
  const { t } = useTranslation()
  return (
    <Box sx={{ minWidth: '10rem' }}>
      <Box sx={{ overflowWrap: 'anywhere' }}>
        <Thai text={row.fileName} />
      </Box>
      <Box
        sx={{
          fontSize: '0.82rem',
          color: 'text.secondary',
          display: 'flex',
          flexWrap: 'wrap',
          gap: 0.6,
          alignItems: 'center',
        }}
      >
        <span>{formatBytes(row.sizeBytes)}</span>
        <span>{t('exchange.sha', { sha: hashGroups(row.sha256) })}</span>
        {row.encrypted ? (
          <Box component="span" sx={{ display: 'inline-flex', gap: 0.3, alignItems: 'center' }}>
            <LockKeyhole size={13} aria-hidden /> {t('exchange.sent.locked')}
          </Box>
        ) : null}
        {row.verified ? null : <StatusChip status="late" label={t('exchange.sent.unverified')} />}
      </Box>
    </Box>
  )
}

const looks = { received: 'underWay', accepted: 'done', partly: 'late', returned: 'late' } as const

/** The others are the answer, or are taken in without a word. */
const answered: readonly string[] = answeredKinds

/** What the receiver said: nothing heard, received on, accepted, partly, returned with reasons and corrections. */
function AnswerOf({ row }: { row: PackageOutLine }) {
  const { t } = useTranslation()
  if (row.answer === '')
    return answered.includes(row.kind) ? (
      <StatusChip status="notStarted" label={t('exchange.sent.silent')} />
    ) : (
      <>–</>
    )
  return (
    <Box sx={{ minWidth: '11rem', maxWidth: '24rem' }}>
      <StatusChip status={looks[row.answer]} label={t(`exchange.answer.${row.answer}`)} />
      <Box sx={{ fontSize: '0.84rem', color: 'text.secondary' }}>
        {[
          row.answerReceivedOn === null
            ? ''
            : t('exchange.answer.receivedOn', { date: formatDate(row.answerReceivedOn, 'short') }),
          row.answerDecidedOn === null
            ? ''
            : t('exchange.answer.decidedOn', { date: formatDate(row.answerDecidedOn, 'short') }),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </Box>
      {row.answerReasons === '' ? null : (
        <Box sx={{ fontSize: '0.88rem', whiteSpace: 'pre-line' }}>
          <Thai text={row.answerReasons} />
        </Box>
      )}
      {row.openRemarks === 0 ? null : (
        <AppLink href="/exchange/corrections">
          {t('exchange.corrections.count', { count: row.openRemarks })}
        </AppLink>
      )}
    </Box>
  )
}
