import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { FolderOpen, Inbox, ShieldCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackagePreview } from '../../../core/exchange/contract.ts'
import { toThaiDigits } from '../../../core/thai/digits.ts'
import { api, client } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
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
  ProgressDialog,
  Query,
  Section,
  StatusChip,
  Table,
} from '../../ui/index.ts'
import { DecideDialog, type Deciding } from './DecideDialog.tsx'

type Opened = { token: string; name: string; preview: PackagePreview }

/** Take in: choose, see what it holds and from whom, compare the fingerprint, confirm (C21). Nothing is read before it is verified. */
export default function TakeInPage() {
  const { t } = useTranslation()
  const { office } = useOffice()
  const inspect = useTask(client.exchange.inspect)
  const takeIn = useTask(client.exchange.takeIn)
  const { notify } = useNotice()
  const [opened, setOpened] = useState<Opened | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const open = async (file: { token: string; name: string } | null) => {
    if (file === null) return
    setFault(null)
    setOpened(null)
    try {
      setOpened({ token: file.token, name: file.name, preview: await inspect.run({ token: file.token }) })
    } catch (error) {
      setFault(error)
    }
  }
  const choose = () => host.pickFile('package').then(open, setFault)
  const take = async (confirmKey: boolean, confirmGap: boolean) => {
    if (opened === null) return
    setFault(null)
    try {
      const done = await takeIn.run({ token: opened.token, confirmKey, confirmGap })
      notify(
        t(done.already ? 'exchange.in.already' : 'exchange.in.done', {
          office: opened.preview.info.fromOfficeName,
        }),
      )
      setOpened(null)
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <Page
      title={t('exchange.in.title')}
      help={t('exchange.in.help')}
      {...(office.profile === 'province' ? {} : { back: { href: '/exchange', label: t('nav.exchange') } })}
      actions={
        <Button look="main" icon={FolderOpen} onClick={() => void choose()}>
          {t('exchange.in.choose')}
        </Button>
      }
    >
      <FaultBar error={fault} onClose={() => setFault(null)} />
      {opened ? (
        <Preview opened={opened} onTake={(key, gap) => void take(key, gap)} onClose={() => setOpened(null)} />
      ) : (
        <Box
          onDragOver={(event: React.DragEvent) => event.preventDefault()}
          onDrop={(event: React.DragEvent) => {
            event.preventDefault()
            const file = event.dataTransfer.files[0]
            if (file) host.putFile(file).then(open, setFault)
          }}
          sx={(theme) => ({
            border: `1.5px dashed ${theme.tokens.ruleStrong}`,
            borderRadius: 1,
            mb: 1.8,
            bgcolor: theme.tokens.sheet,
          })}
        >
          <EmptyState
            icon={Inbox}
            title={t('exchange.in.drop.title')}
            text={t('exchange.in.drop.text')}
            action={
              <Button icon={FolderOpen} onClick={() => void choose()}>
                {t('exchange.in.choose')}
              </Button>
            }
          />
        </Box>
      )}
      <ReceivedList />
      <ProgressDialog task={inspect} title={t('exchange.in.checking')} />
      <ProgressDialog task={takeIn} title={t('exchange.in.taking')} />
    </Page>
  )
}

function Preview({
  opened,
  onTake,
  onClose,
}: {
  opened: Opened
  onTake: (confirmKey: boolean, confirmGap: boolean) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { preview } = opened
  const [same, setSame] = useState(false)
  const [asked, setAsked] = useState(false)
  const { info } = preview
  const needsKey = preview.keyState !== 'known'
  const needsGap = preview.state === 'gap'
  const takes = preview.state === 'new' || preview.state === 'gap'
  return (
    <Section
      title={t('exchange.in.from', { office: info.fromOfficeName })}
      help={opened.name}
      actions={
        <>
          <Button onClick={onClose}>{t('exchange.in.close')}</Button>
          <Button
            look="main"
            disabled={!takes || (needsKey && !same) || (needsGap && !asked)}
            onClick={() => onTake(needsKey && same, needsGap && asked)}
          >
            {t('exchange.in.take')}
          </Button>
        </>
      }
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 1.4 }}>
        <StatusChip
          status={takes ? 'done' : 'late'}
          label={t(`exchange.in.state.${preview.state}`, {
            sequence: info.sequence,
            held: preview.held ?? 0,
          })}
        />
        <StatusChip status="done" label={t('exchange.in.whole')} />
      </Box>
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fill, minmax(14rem, 1fr))',
          gap: '0.4rem 1.4rem',
          m: 0,
          mb: 1.6,
        }}
      >
        {[
          [t('exchange.kind'), t(`exchange.packageKind.${info.kind}`)],
          [t('common.planYear'), String(info.planFy)],
          [t('exchange.sequence'), formatNumber(info.sequence)],
          [t('exchange.sent.on'), formatDate(info.createdOn)],
          [t('exchange.shaLabel'), preview.sha256.slice(0, 16)],
        ].map(([name, value]) => (
          <Box key={name}>
            <Box component="dt" sx={{ fontSize: '0.85rem', color: 'text.secondary' }}>
              {name}
            </Box>
            <Box component="dd" sx={{ m: 0 }}>
              {value}
            </Box>
          </Box>
        ))}
      </Box>
      {needsKey ? (
        <Box
          sx={(theme) => ({
            p: 1.6,
            bgcolor: theme.tokens.warningTint,
            borderLeft: `4px solid ${theme.tokens.warning}`,
            borderRadius: 1,
          })}
        >
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mb: 0.6 }}>
            <TriangleAlert size={20} aria-hidden />
            <Typography sx={{ fontWeight: 600 }}>
              {t(`exchange.key.${preview.keyState}`, { office: info.fromOfficeName })}
            </Typography>
          </Box>
          <Typography variant="body2">{t('exchange.key.how', { office: info.fromOfficeName })}</Typography>
          <Typography sx={{ fontSize: '1.35rem', fontWeight: 600, letterSpacing: '0.06em', my: 0.8 }}>
            {toThaiDigits(preview.fingerprint)}
          </Typography>
          {preview.knownFingerprint ? (
            <Typography variant="body2">
              {t('exchange.key.before', { fingerprint: toThaiDigits(preview.knownFingerprint) })}
            </Typography>
          ) : null}
          <FormControlLabel
            control={<Checkbox size="small" checked={same} onChange={(_, on) => setSame(on)} />}
            label={t('exchange.key.same')}
          />
        </Box>
      ) : (
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', color: 'success.main' }}>
          <ShieldCheck size={20} aria-hidden /> {t('exchange.key.known')}
        </Box>
      )}
      {needsGap ? (
        <FormControlLabel
          sx={{ mt: 1 }}
          control={<Checkbox size="small" checked={asked} onChange={(_, on) => setAsked(on)} />}
          label={t('exchange.in.gapAsked')}
        />
      ) : null}
      <Box sx={{ mt: 1.6 }} />
      <Box
        sx={(theme) => ({ border: `1px solid ${theme.tokens.rule}`, borderRadius: 1, overflow: 'hidden' })}
      >
        <Table
          label={t('exchange.in.changes')}
          rows={preview.changes.filter((row) => row.added + row.changed + row.removed + row.same > 0)}
          rowKey={(row) => row.table}
          maxHeight="16rem"
          columns={[
            {
              key: 'table',
              title: t('exchange.in.what'),
              rowHead: true,
              cell: (row) => t(`exchange.table.${row.table}`, { defaultValue: row.table }),
            },
            {
              key: 'added',
              title: t('exchange.in.added'),
              align: 'right',
              cell: (row) => formatNumber(row.added),
            },
            {
              key: 'changed',
              title: t('exchange.in.changed'),
              align: 'right',
              cell: (row) => formatNumber(row.changed),
            },
            {
              key: 'removed',
              title: t('exchange.in.removed'),
              align: 'right',
              cell: (row) => formatNumber(row.removed),
            },
            {
              key: 'same',
              title: t('exchange.in.same'),
              align: 'right',
              cell: (row) => formatNumber(row.same),
            },
          ]}
        />
      </Box>
    </Section>
  )
}

function ReceivedList() {
  const { t } = useTranslation()
  const { office } = useOffice()
  const received = useQuery(api.exchange.received.queryOptions())
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  return (
    <Section title={t('exchange.received.title')} flush>
      <Query of={received}>
        {(rows) => (
          <Table
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
            columns={[
              {
                key: 'from',
                title: t('exchange.received.from'),
                rowHead: true,
                cell: (row) =>
                  office.profile === 'province' ? (
                    <AppLink href={`/plans?officeId=${row.fromOfficeId}&planFy=${row.planFy}`}>
                      {row.fromOfficeName}
                    </AppLink>
                  ) : (
                    row.fromOfficeName
                  ),
              },
              {
                key: 'kind',
                title: t('exchange.kind'),
                cell: (row) => t(`exchange.packageKind.${row.kind}`),
              },
              { key: 'year', title: t('common.planYear'), cell: (row) => row.planFy },
              { key: 'sequence', title: t('exchange.sequence'), align: 'right', cell: (row) => row.sequence },
              {
                key: 'on',
                title: t('exchange.received.on'),
                cell: (row) => formatDate(row.receivedOn, 'short'),
              },
              {
                key: 'state',
                title: t('common.state'),
                cell: (row) => (
                  <>
                    <StatusChip
                      status={
                        row.state === 'accepted' ? 'done' : row.state === 'returned' ? 'late' : 'underWay'
                      }
                      label={t(`exchange.received.state.${row.state}`)}
                    />
                    {row.reasons ? (
                      <Box sx={{ fontSize: '0.85rem', color: 'text.secondary', maxWidth: '22rem' }}>
                        {row.reasons}
                      </Box>
                    ) : null}
                  </>
                ),
              },
              {
                key: 'do',
                title: '',
                align: 'right',
                cell: (row) =>
                  office.profile === 'province' && row.kind === 'submission' ? (
                    <>
                      <Button
                        look="quiet"
                        label={t('exchange.accept.of', { office: row.fromOfficeName })}
                        disabled={row.state === 'accepted'}
                        onClick={() =>
                          setDeciding({ packageId: row.id, office: row.fromOfficeName, decision: 'accepted' })
                        }
                      >
                        {t('exchange.accept')}
                      </Button>
                      <Button
                        look="quiet"
                        label={t('exchange.return.of', { office: row.fromOfficeName })}
                        disabled={row.state === 'returned'}
                        onClick={() =>
                          setDeciding({ packageId: row.id, office: row.fromOfficeName, decision: 'returned' })
                        }
                      >
                        {t('exchange.return')}
                      </Button>
                    </>
                  ) : null,
              },
            ]}
          />
        )}
      </Query>
      <DecideDialog deciding={deciding} onClose={() => setDeciding(null)} />
    </Section>
  )
}
