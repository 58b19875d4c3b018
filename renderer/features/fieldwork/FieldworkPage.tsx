import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { Inbox, Laptop, UsbIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LaptopLine, WorkLine } from '../../../core/fieldwork/contract.ts'
import { toThaiDigits } from '../../../core/thai/digits.ts'
import { api } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { AppLink, Button, EmptyState, Page, Query, Section, StatusChip, Table, Thai } from '../../ui/index.ts'
import { answerLooks } from '../exchange/VerdictList.tsx'
import { GiveDialog } from './GiveDialog.tsx'

/** Laptops in the tambons: what they were given, what they handed in, what waits for a decision (PRODUCT.md, tambon). */
export default function FieldworkPage() {
  const { t } = useTranslation()
  const [giving, setGiving] = useState<readonly string[] | null>(null)
  return (
    <Page
      title={t('fieldwork.title')}
      help={t('fieldwork.help')}
      actions={
        <>
          <Button icon={Inbox} href="/exchange/in">
            {t('fieldwork.takeIn')}
          </Button>
          <Button look="main" icon={UsbIcon} onClick={() => setGiving([])}>
            {t('fieldwork.give')}
          </Button>
        </>
      }
    >
      <Works />
      <Laptops onGive={setGiving} />
      {giving === null ? null : <GiveDialog open onClose={() => setGiving(null)} given={giving} />}
    </Page>
  )
}

function Works() {
  const { t } = useTranslation()
  const works = useQuery(api.fieldwork.works.queryOptions())
  const laptops = useQuery(api.fieldwork.laptops.queryOptions())
  const tambonsOf = (officeId: string) =>
    laptops.data?.find((one) => one.officeId === officeId)?.tambonNames.join(', ') ?? ''
  return (
    <Section flush title={t('fieldwork.works.title')} help={t('fieldwork.works.help')}>
      <Query of={works}>
        {(rows) => (
          <Table<WorkLine>
            label={t('fieldwork.works.title')}
            rows={[...rows].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)))}
            rowKey={(row) => row.packageId}
            maxHeight="28rem"
            empty={
              <EmptyState
                icon={Inbox}
                title={t('fieldwork.works.empty.title')}
                text={t('fieldwork.works.empty.text')}
                action={<Button href="/exchange/in">{t('fieldwork.takeIn')}</Button>}
              />
            }
            columns={[
              {
                key: 'name',
                title: t('fieldwork.laptop'),
                rowHead: true,
                cell: (row) => (
                  <>
                    <AppLink href={`/fieldwork/${row.packageId}`}>
                      <Thai text={row.name} />
                    </AppLink>
                    <Box sx={{ fontWeight: 400, fontSize: '0.86rem', color: 'text.secondary' }}>
                      <Thai text={tambonsOf(row.officeId)} />
                    </Box>
                  </>
                ),
              },
              { key: 'sequence', title: t('exchange.sequence'), align: 'right', cell: (row) => row.sequence },
              { key: 'planFy', title: t('common.planYear'), nowrap: true, cell: (row) => row.planFy },
              {
                key: 'createdOn',
                title: t('exchange.sent.on'),
                nowrap: true,
                cell: (row) => formatDate(row.createdOn, 'short'),
              },
              {
                key: 'receivedOn',
                title: t('exchange.received.on'),
                nowrap: true,
                cell: (row) => formatDate(row.receivedOn, 'short'),
              },
              {
                key: 'waiting',
                title: t('fieldwork.waiting'),
                align: 'right',
                cell: (row) => formatNumber(row.waiting),
              },
              {
                key: 'conflicts',
                title: t('fieldwork.conflict'),
                align: 'right',
                cell: (row) => (
                  <Box
                    component="span"
                    sx={row.conflicts > 0 ? { color: 'error.main', fontWeight: 600 } : {}}
                  >
                    {formatNumber(row.conflicts)}
                  </Box>
                ),
              },
              {
                key: 'state',
                title: t('common.state'),
                nowrap: true,
                cell: (row) =>
                  row.last ? (
                    <StatusChip status={answerLooks[row.state]} label={t(`takeIn.state.${row.state}`)} />
                  ) : (
                    <StatusChip status="notStarted" label={t('fieldwork.replaced')} />
                  ),
              },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}

const isOpen = (row: WorkLine) => row.last && row.waiting > 0

function Laptops({ onGive }: { onGive: (tambonCodes: readonly string[]) => void }) {
  const { t } = useTranslation()
  const laptops = useQuery(api.fieldwork.laptops.queryOptions())
  return (
    <Section flush title={t('fieldwork.laptops.title')} help={t('fieldwork.laptops.help')}>
      <Query of={laptops}>
        {(rows) => (
          <Table<LaptopLine>
            label={t('fieldwork.laptops.title')}
            rows={rows}
            rowKey={(row) => row.officeId}
            maxHeight="28rem"
            empty={
              <EmptyState
                icon={Laptop}
                title={t('fieldwork.laptops.empty.title')}
                text={t('fieldwork.laptops.empty.text')}
                action={<Button onClick={() => onGive([])}>{t('fieldwork.give')}</Button>}
              />
            }
            columns={[
              {
                key: 'name',
                title: t('fieldwork.laptop'),
                rowHead: true,
                cell: (row) => <Thai text={row.name} />,
              },
              {
                key: 'tambons',
                title: t('fieldwork.tambons'),
                cell: (row) => <Thai text={row.tambonNames.join(', ')} />,
              },
              {
                key: 'last',
                title: t('fieldwork.last'),
                nowrap: true,
                cell: (row) =>
                  row.last === null ? (
                    '–'
                  ) : (
                    <>
                      <AppLink href={`/fieldwork/${row.last.packageId}`}>
                        {t('fieldwork.last.one', { sequence: row.last.sequence })}
                      </AppLink>
                      <Box sx={{ fontSize: '0.84rem', color: 'text.secondary', whiteSpace: 'nowrap' }}>
                        {t('fieldwork.last.on', { date: formatDate(row.last.receivedOn, 'short') })}
                      </Box>
                    </>
                  ),
              },
              {
                key: 'waiting',
                title: t('fieldwork.waiting'),
                align: 'right',
                cell: (row) => formatNumber(row.waiting),
              },
              {
                key: 'key',
                title: t('fieldwork.fingerprint'),
                nowrap: true,
                cell: (row) => (
                  <>
                    <div>{toThaiDigits(row.fingerprint)}</div>
                    <Box sx={{ fontSize: '0.84rem', color: 'text.secondary' }}>
                      {row.keyConfirmedOn === null
                        ? t('fieldwork.key.unconfirmed')
                        : t('fieldwork.key.confirmed', { date: formatDate(row.keyConfirmedOn, 'short') })}
                    </Box>
                  </>
                ),
              },
              {
                key: 'do',
                title: '',
                align: 'right',
                nowrap: true,
                cell: (row) => (
                  <Button
                    look="quiet"
                    label={t('fieldwork.giveAgain.of', { name: row.name })}
                    onClick={() => onGive(row.tambonCodes)}
                  >
                    {t('fieldwork.giveAgain')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Query>
    </Section>
  )
}
