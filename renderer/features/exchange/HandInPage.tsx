import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { Inbox, PackageCheck, Printer, RefreshCw, Send, UsbIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client } from '../../app/client.ts'
import { faultOf, useFaultMessage } from '../../app/faults.ts'
import { formatBytes, formatDate, formatNumber } from '../../app/format.ts'
import { host } from '../../app/host.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useTask } from '../../app/task.ts'
import {
  AppLink,
  Button,
  EmptyState,
  FaultBar,
  Page,
  PaperView,
  ProgressDialog,
  Query,
  Section,
  SheetDialog,
  StatusChip,
  Table,
  usePlanYear,
  YearPicker,
} from '../../ui/index.ts'

type Handed = Awaited<ReturnType<ReturnType<typeof useHandIn>['run']>>
const useHandIn = () => useTask(client.exchange.exportSubmission)

/** Hand in: what goes, what is missing, to which stick; then "you may take it out" (C21). */
export default function HandInPage() {
  const { t } = useTranslation()
  const { office } = useOffice()
  const { planFy, years, setPlanFy } = usePlanYear()
  const [sheet, setSheet] = useState<string | null>(null)
  return (
    <Page
      title={t('nav.exchange')}
      help={t('exchange.handIn.help')}
      actions={
        <>
          <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />
          <Button icon={Inbox} href="/exchange/in">
            {t('exchange.in.title')}
          </Button>
        </>
      }
    >
      {planFy === null ? (
        <Section>
          <EmptyState
            icon={UsbIcon}
            title={t('exchange.none.title')}
            text={t('exchange.none.text')}
            action={
              <Button look="main" href="/directives/new">
                {t('directives.new')}
              </Button>
            }
          />
        </Section>
      ) : office.profile === 'tambon' ? (
        <Section>
          <EmptyState icon={UsbIcon} title={t('exchange.tambon.title')} text={t('exchange.tambon.text')} />
        </Section>
      ) : office.profile === 'province' ? null : (
        <HandIn planFy={planFy} onSheet={setSheet} />
      )}
      <SentList onSheet={setSheet} />
      <SheetDialog
        open={sheet !== null}
        onClose={() => setSheet(null)}
        title={t('exchange.sheet.title')}
        width="lg"
      >
        {sheet ? <PaperView paper={{ kind: 'transmittal', id: sheet }} height="62vh" /> : null}
      </SheetDialog>
    </Page>
  )
}

function HandIn({ planFy, onSheet }: { planFy: number; onSheet: (id: string) => void }) {
  const { t } = useTranslation()
  const check = useQuery(api.exchange.check.queryOptions({ input: { planFy } }))
  const places = useQuery({ ...api.exchange.places.queryOptions(), refetchInterval: 5000 })
  const [place, setPlace] = useState<string | null>(null)
  const [handed, setHanded] = useState<Handed | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const task = useHandIn()
  const { showFault } = useNotice()
  const faultMessage = useFaultMessage()
  const list = places.data ?? []
  const chosen = list.find((one) => one.id === place) ?? list.find((one) => one.removable) ?? null

  const send = (placeId: string | null) => {
    setFault(null)
    setHanded(null)
    task.run({ planFy, placeId }).then(async (done) => {
      if (done.ticket)
        await host
          .deliver(done.ticket.token, done.fileName)
          .catch((error: unknown) => showFault(faultOf(error)))
      setHanded(done)
    }, setFault)
  }
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', lg: 'minmax(0, 1fr) minmax(0, 1fr)' },
        gap: 1.8,
        alignItems: 'start',
      }}
    >
      <Section title={t('exchange.check.title', { year: planFy })} flush>
        <Query of={check}>
          {(data) => (
            <>
              <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
                {data.missing.length === 0 ? (
                  <Box component="li" sx={{ px: 1.6, py: 1.2 }}>
                    <StatusChip status="done" label={t('exchange.check.complete')} />
                  </Box>
                ) : (
                  data.missing.map((one) => (
                    <Box
                      component="li"
                      key={one.key}
                      sx={(theme) => ({
                        px: 1.6,
                        py: 0.8,
                        display: 'flex',
                        gap: 1.2,
                        alignItems: 'center',
                        borderBottom: `1px solid ${theme.tokens.rule}`,
                      })}
                    >
                      <StatusChip status="late" label={t('exchange.check.missing')} />
                      <Box sx={{ flex: 1 }}>{t(one.key, one.params)}</Box>
                      <AppLink
                        href={one.href}
                        label={`${t('exchange.check.fix')}: ${t(one.key, one.params)}`}
                      >
                        {t('exchange.check.fix')}
                      </AppLink>
                    </Box>
                  ))
                )}
              </Box>
              <Box sx={{ px: 1.6, py: 1, fontSize: '0.9rem', color: 'text.secondary' }}>
                {Object.entries(data.counts)
                  .filter(([, count]) => count > 0)
                  .map(
                    ([table, count]) =>
                      `${t(`exchange.table.${table}`, { defaultValue: table })} ${formatNumber(count)}`,
                  )
                  .join(' · ')}
                <div>
                  {t('exchange.check.size', {
                    size: formatBytes(data.estimateBytes),
                    sequence: data.nextSequence,
                  })}
                </div>
              </Box>
            </>
          )}
        </Query>
      </Section>
      <Section
        title={t('exchange.place.title')}
        help={t('exchange.place.help')}
        actions={
          <Button look="quiet" icon={RefreshCw} onClick={() => void places.refetch()}>
            {t('exchange.place.again')}
          </Button>
        }
      >
        <FaultBar error={fault} onClose={() => setFault(null)} />
        {handed ? (
          <Box
            role="status"
            sx={(theme) => ({
              p: 1.6,
              mb: 1.6,
              bgcolor: theme.tokens.doneTint,
              borderLeft: `4px solid ${theme.tokens.done}`,
              borderRadius: 1,
            })}
          >
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
              <PackageCheck size={26} aria-hidden />
              <Typography sx={{ fontWeight: 600, fontSize: '1.15rem' }}>
                {handed.path === null ? t('exchange.done.file') : t('exchange.done.takeOut')}
              </Typography>
            </Box>
            <Box sx={{ fontSize: '0.92rem', mt: 0.6 }}>
              {t('exchange.done.verified', { name: handed.fileName })}
            </Box>
            {handed.leftOut.length > 0 ? (
              <Box sx={{ fontSize: '0.92rem', mt: 0.6, color: 'warning.main' }}>
                {t('exchange.done.leftOut', { papers: handed.leftOut.map((one) => one.paper).join(', ') })}{' '}
                {faultMessage(handed.leftOut[0])}
              </Box>
            ) : null}
            <Box sx={{ mt: 1 }}>
              <Button icon={Printer} look="main" onClick={() => onSheet(handed.id)}>
                {t('exchange.sheet.print')}
              </Button>
            </Box>
          </Box>
        ) : null}
        <Box component="fieldset" sx={{ border: 0, p: 0, m: 0 }}>
          <Box component="legend" sx={{ fontWeight: 600, fontSize: '0.9rem', mb: 0.5 }}>
            {t('exchange.place.choose')}
          </Box>
          {list.length === 0 ? (
            <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
              {t('exchange.place.none')}
            </Typography>
          ) : null}
          {list.map((one) => (
            <Box
              key={one.id}
              component="label"
              sx={(theme) => ({
                display: 'flex',
                gap: 1.2,
                alignItems: 'center',
                px: 1.2,
                py: 0.7,
                mb: 0.6,
                cursor: 'pointer',
                borderRadius: 1,
                border: `1px solid ${chosen?.id === one.id ? theme.tokens.primary : theme.tokens.rule}`,
                bgcolor: chosen?.id === one.id ? theme.tokens.primaryTint : 'transparent',
              })}
            >
              <input
                type="radio"
                name="place"
                checked={chosen?.id === one.id}
                onChange={() => setPlace(one.id)}
                style={{ accentColor: '#0f5345' }}
              />
              <UsbIcon size={17} aria-hidden />
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <Box sx={{ fontWeight: 600 }}>{one.label}</Box>
                <Box sx={{ fontSize: '0.84rem', color: 'text.secondary', overflowWrap: 'anywhere' }}>
                  {one.path}
                </Box>
              </Box>
              <Box sx={{ fontSize: '0.88rem', color: 'text.secondary' }}>
                {one.freeBytes === null ? '' : t('exchange.place.free', { size: formatBytes(one.freeBytes) })}
              </Box>
            </Box>
          ))}
        </Box>
        <Box sx={{ display: 'flex', gap: 1, mt: 1.4, flexWrap: 'wrap' }}>
          <Button
            look="main"
            icon={Send}
            disabled={chosen === null || check.data === undefined}
            busy={task.running}
            onClick={() => chosen && send(chosen.id)}
          >
            {t('exchange.handIn.send')}
          </Button>
          <Button disabled={check.data === undefined} busy={task.running} onClick={() => send(null)}>
            {t('exchange.handIn.file')}
          </Button>
        </Box>
      </Section>
      <ProgressDialog task={task} title={t('exchange.handIn.working')} />
    </Box>
  )
}

function SentList({ onSheet }: { onSheet: (id: string) => void }) {
  const { t } = useTranslation()
  const sent = useQuery(api.exchange.sent.queryOptions())
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
                cell: (row) => t(`exchange.packageKind.${row.kind}`),
              },
              { key: 'year', title: t('common.planYear'), cell: (row) => row.planFy },
              { key: 'on', title: t('exchange.sent.on'), cell: (row) => formatDate(row.createdOn, 'short') },
              { key: 'to', title: t('exchange.sent.to'), cell: (row) => row.toOffice },
              {
                key: 'file',
                title: t('exchange.file'),
                cell: (row) => (
                  <>
                    <div>{row.fileName}</div>
                    <Box sx={{ fontSize: '0.82rem', color: 'text.secondary' }}>
                      {t('exchange.sha', { sha: row.sha256.slice(0, 16) })} · {formatBytes(row.sizeBytes)}
                    </Box>
                  </>
                ),
              },
              {
                key: 'state',
                title: t('common.state'),
                cell: (row) => (
                  <StatusChip
                    status={row.verified ? 'done' : 'late'}
                    label={row.verified ? t('exchange.sent.verified') : t('exchange.sent.unverified')}
                  />
                ),
              },
              {
                key: 'do',
                title: '',
                align: 'right',
                cell: (row) => (
                  <Button
                    look="quiet"
                    icon={Printer}
                    label={t('exchange.sheet.of', { sequence: row.sequence })}
                    onClick={() => onSheet(row.id)}
                  >
                    {t('exchange.sheet.title')}
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
