import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackageInLine } from '../../../core/exchange/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import {
  AppLink,
  Button,
  EmptyState,
  Query,
  Section,
  SheetDialog,
  StatusChip,
  Table,
  Thai,
} from '../../ui/index.ts'
import { DecideDialog, type Deciding } from './DecideDialog.tsx'
import { DifferenceList } from './DifferenceList.tsx'
import { answerLooks } from './VerdictList.tsx'

const isDecided = (kind: string) => kind === 'submission' || kind === 'tambonWork' || kind === 'demo'

/** Every package that was taken in, with what was decided, whether it was answered, and what it changed. */
export function ReceivedList({ just }: { just: string | null }) {
  const { t } = useTranslation()
  const { office } = useOffice()
  const received = useQuery(api.exchange.received.queryOptions())
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const [looking, setLooking] = useState<PackageInLine | null>(null)
  const answers = office.profile !== 'tambon'
  return (
    <Section
      title={t('exchange.received.title')}
      flush
      actions={
        answers && (received.data ?? []).some((row) => isDecided(row.kind) && !row.answered) ? (
          <AppLink href="/exchange">{t('takeIn.answers.write')}</AppLink>
        ) : null
      }
    >
      <Query of={received}>
        {(rows) => (
          <Table<PackageInLine>
            label={t('exchange.received.title')}
            rows={rows}
            rowKey={(row) => row.id}
            empty={
              <EmptyState
                icon={Inbox}
                title={t('exchange.received.empty.title')}
                text={t('exchange.received.empty.text')}
              />
            }
            rowTone={(row) => (row.id === just ? 'done' : row.state === 'returned' ? 'late' : undefined)}
            columns={[
              {
                key: 'from',
                title: t('exchange.received.from'),
                rowHead: true,
                cell: (row) => (
                  <>
                    {office.profile === 'province' && row.kind === 'submission' ? (
                      <AppLink href={`/plans?officeId=${row.fromOfficeId}&planFy=${row.planFy}`}>
                        {row.fromOfficeName}
                      </AppLink>
                    ) : (
                      <Thai text={row.fromOfficeName} />
                    )}
                    {row.id === just ? (
                      <Box component="span" sx={{ fontWeight: 400, color: 'success.main', ml: 1 }}>
                        {t('takeIn.just')}
                      </Box>
                    ) : null}
                  </>
                ),
              },
              {
                key: 'kind',
                title: t('exchange.kind'),
                nowrap: true,
                cell: (row) => t(`exchange.packageKind.${row.kind}`),
              },
              { key: 'year', title: t('common.planYear'), nowrap: true, cell: (row) => row.planFy },
              { key: 'sequence', title: t('exchange.sequence'), align: 'right', cell: (row) => row.sequence },
              {
                key: 'on',
                title: t('exchange.received.on'),
                nowrap: true,
                cell: (row) => formatDate(row.receivedOn, 'short'),
              },
              {
                key: 'state',
                title: t('common.state'),
                cell: (row) => <State row={row} />,
              },
              ...(answers
                ? [
                    {
                      key: 'answer',
                      title: t('takeIn.answers'),
                      nowrap: true,
                      cell: (row: PackageInLine) =>
                        isDecided(row.kind) ? (
                          <StatusChip
                            status={row.answered ? 'done' : 'notStarted'}
                            label={t(row.answered ? 'takeIn.answers.written' : 'takeIn.answers.none')}
                          />
                        ) : (
                          '–'
                        ),
                    },
                  ]
                : []),
              {
                key: 'do',
                title: '',
                align: 'right',
                cell: (row) => (
                  <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end' }}>
                    <Doors row={row} onLook={() => setLooking(row)} onDecide={setDeciding} />
                  </Box>
                ),
              },
            ]}
          />
        )}
      </Query>
      <DecideDialog deciding={deciding} onClose={() => setDeciding(null)} />
      <SheetDialog
        open={looking !== null}
        onClose={() => setLooking(null)}
        title={
          looking === null
            ? ''
            : t('takeIn.changesOf', { office: looking.fromOfficeName, sequence: looking.sequence })
        }
        width="lg"
      >
        {looking === null ? null : <Changes packageId={looking.id} />}
      </SheetDialog>
    </Section>
  )
}

function State({ row }: { row: PackageInLine }) {
  const { t } = useTranslation()
  return (
    <>
      <StatusChip
        status={isDecided(row.kind) ? answerLooks[row.state] : 'done'}
        label={isDecided(row.kind) ? t(`takeIn.state.${row.state}`) : t('takeIn.state.taken')}
      />
      {row.reasons ? (
        <Box sx={{ fontSize: '0.85rem', color: 'text.secondary', maxWidth: '22rem', whiteSpace: 'pre-line' }}>
          <Thai text={row.reasons} />
        </Box>
      ) : null}
      {row.remarks > 0 ? (
        <Box sx={{ fontSize: '0.85rem', color: 'text.secondary' }}>
          {t('takeIn.remarks', { count: formatNumber(row.remarks) })}
        </Box>
      ) : null}
    </>
  )
}

function Doors({
  row,
  onLook,
  onDecide,
}: {
  row: PackageInLine
  onLook: () => void
  onDecide: (deciding: Deciding) => void
}) {
  const { t } = useTranslation()
  const { office } = useOffice()
  const about = `${row.fromOfficeName} ${t('exchange.sequence')} ${row.sequence}`
  const decide = (decision: Deciding['decision']) =>
    onDecide({ packageId: row.id, office: row.fromOfficeName, decision })
  return (
    <>
      <Button look="quiet" label={`${t('takeIn.changes')} ${about}`} onClick={onLook}>
        {t('takeIn.changes')}
      </Button>
      {office.profile === 'district' && row.tambonCodes.length > 0 && isDecided(row.kind) ? (
        <Button look="quiet" label={`${t('takeIn.compare')} ${about}`} href={`/fieldwork/${row.id}`}>
          {t('takeIn.compare')}
        </Button>
      ) : null}
      {row.kind === 'receipt' || row.kind === 'return' ? (
        <Button look="quiet" label={`${t('takeIn.corrections')} ${about}`} href="/exchange/corrections">
          {t('takeIn.corrections')}
        </Button>
      ) : null}
      {office.profile === 'province' && isDecided(row.kind) ? (
        <>
          <Button
            look="quiet"
            label={t('exchange.accept.of', { office: row.fromOfficeName })}
            disabled={row.state === 'accepted'}
            onClick={() => decide('accepted')}
          >
            {t('exchange.accept')}
          </Button>
          <Button
            look="quiet"
            label={t('exchange.return.of', { office: row.fromOfficeName })}
            disabled={row.state === 'returned'}
            onClick={() => decide('returned')}
          >
            {t('exchange.return')}
          </Button>
        </>
      ) : null}
    </>
  )
}

function Changes({ packageId }: { packageId: string }) {
  const changes = useQuery(api.exchange.changesOf.queryOptions({ input: { packageId } }))
  return (
    <Box sx={{ mx: -3 }}>
      <Query of={changes}>
        {({ differences, more }) => <DifferenceList differences={differences} more={more} maxHeight="60vh" />}
      </Query>
    </Box>
  )
}
