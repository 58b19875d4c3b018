import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { Inbox, ListChecks, Send, UsbIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SubmissionCheck } from '../../../core/exchange/contract.ts'
import { api, client } from '../../app/client.ts'
import { formatBytes, formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useTask } from '../../app/task.ts'
import {
  AppLink,
  Button,
  EmptyState,
  Page,
  Query,
  Section,
  StatusChip,
  Thai,
  usePlanYear,
  YearPicker,
} from '../../ui/index.ts'
import { AnswersDue } from './AnswersDue.tsx'
import { SentList } from './SentList.tsx'
import { WriteDialog, type WriteTo } from './WriteDialog.tsx'

/** Give: hand in what stands ready, answer who handed in, and what became of all that was sent (C21). */
export default function HandInPage() {
  const { t } = useTranslation()
  const { office } = useOffice()
  const { planFy, years, setPlanFy } = usePlanYear()
  const { profile } = office
  return (
    <Page
      title={t(`nav.exchange.${profile}`)}
      help={t(`exchange.handIn.help.${profile}`)}
      actions={
        <>
          {profile === 'province' ? null : <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />}
          <Button icon={Inbox} href="/exchange/in">
            {t('exchange.in.title')}
          </Button>
        </>
      }
    >
      {profile === 'province' ? null : planFy === null ? (
        <Section>
          <EmptyState
            icon={UsbIcon}
            title={t('exchange.none.title')}
            text={t(profile === 'tambon' ? 'exchange.none.text.tambon' : 'exchange.none.text')}
            action={
              <Button look="main" href={profile === 'tambon' ? '/exchange/in' : '/directives/new'}>
                {t(profile === 'tambon' ? 'exchange.in.title' : 'directives.new')}
              </Button>
            }
          />
        </Section>
      ) : profile === 'tambon' ? (
        <HandInWork planFy={planFy} />
      ) : (
        <HandInPlans planFy={planFy} />
      )}
      {profile === 'tambon' ? null : <AnswersDue />}
      {profile === 'province' ? null : <OpenCorrections />}
      <SentList />
    </Page>
  )
}

/** The district hands in to its province. */
function HandInPlans({ planFy }: { planFy: number }) {
  const check = useQuery(api.exchange.check.queryOptions({ input: { planFy } }))
  const task = useTask(client.exchange.exportSubmission)
  return <HandIn planFy={planFy} check={check} task={task} run={(to) => task.run({ planFy, ...to })} />
}

/** The laptop hands in its villages to the district. */
function HandInWork({ planFy }: { planFy: number }) {
  const check = useQuery(api.fieldwork.workCheck.queryOptions({ input: { planFy } }))
  const task = useTask(client.fieldwork.exportWork)
  return <HandIn planFy={planFy} check={check} task={task} run={(to) => task.run({ planFy, ...to })} />
}

type HandInProps = {
  planFy: number
  check: ReturnType<typeof useQuery<SubmissionCheck>>
  task: Parameters<typeof WriteDialog>[0]['task']
  run: (to: WriteTo) => ReturnType<Parameters<typeof WriteDialog>[0]['run']>
}

function HandIn({ planFy, check, task, run }: HandInProps) {
  const { t } = useTranslation()
  const { office } = useOffice()
  // as it stood when the dialog was opened: once written, the next number is another
  const [writing, setWriting] = useState<SubmissionCheck | null>(null)
  return (
    <Section
      title={t('exchange.check.title', { year: planFy })}
      flush
      actions={
        <Button
          look="main"
          icon={Send}
          disabled={check.data === undefined}
          onClick={() => setWriting(check.data ?? null)}
        >
          {t('exchange.handIn.send')}
        </Button>
      }
    >
      <Query of={check}>{(data) => <Ready check={data} />}</Query>
      {writing === null ? null : (
        <WriteDialog
          open
          onClose={() => setWriting(null)}
          title={t(`exchange.handIn.title.${office.profile}`, {
            year: planFy,
            sequence: writing.nextSequence,
          })}
          estimateBytes={writing.estimateBytes}
          task={task}
          run={run}
        />
      )}
    </Section>
  )
}

/** What goes, and what the receiver would miss. Nothing missing stops anything (PEERS.md §1.2). */
function Ready({ check }: { check: SubmissionCheck }) {
  const { t } = useTranslation()
  const counts = Object.entries(check.counts).filter(([, count]) => count > 0)
  return (
    <>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {check.missing.length === 0 ? (
          <Box component="li" sx={{ px: 1.6, py: 1.2 }}>
            <StatusChip status="done" label={t('exchange.check.complete')} />
          </Box>
        ) : (
          check.missing.map((one) => (
            <Box
              component="li"
              key={`${one.key} ${JSON.stringify(one.params)}`}
              sx={(theme) => ({
                px: 1.6,
                py: 0.7,
                display: 'flex',
                gap: 1.2,
                alignItems: 'center',
                borderBottom: `1px solid ${theme.tokens.rule}`,
              })}
            >
              <StatusChip status="late" label={t('exchange.check.missing')} />
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <Thai text={t(one.key, one.params)} />
              </Box>
              <AppLink href={one.href} label={`${t('exchange.check.fix')}: ${t(one.key, one.params)}`}>
                {t('exchange.check.fix')}
              </AppLink>
            </Box>
          ))
        )}
      </Box>
      <Box sx={{ px: 1.6, py: 1, fontSize: '0.9rem', color: 'text.secondary' }}>
        {counts.map(([table, count], at) => (
          <Box component="span" key={table} sx={{ display: 'inline-block', mr: 0.6 }}>
            {t(`exchange.table.${table}`, { defaultValue: table })} {formatNumber(count)}
            {at < counts.length - 1 ? ' ·' : ''}
          </Box>
        ))}
        <div>
          {t('exchange.check.size', { size: formatBytes(check.estimateBytes), sequence: check.nextSequence })}
        </div>
      </Box>
    </>
  )
}

/** Corrections asked for that wait here: the door to them. */
function OpenCorrections() {
  const { t } = useTranslation()
  const sent = useQuery(api.exchange.sent.queryOptions())
  const open = (sent.data ?? []).reduce((total, row) => total + row.openRemarks, 0)
  if (open === 0) return null
  return (
    <Box
      role="note"
      sx={(theme) => ({
        display: 'flex',
        gap: 1.2,
        alignItems: 'center',
        flexWrap: 'wrap',
        mb: 1.8,
        px: 1.6,
        py: 0.9,
        borderRadius: 1,
        borderLeft: `4px solid ${theme.tokens.warning}`,
        bgcolor: theme.tokens.warningTint,
      })}
    >
      <ListChecks size={20} aria-hidden />
      <Box sx={{ flex: '1 1 16rem' }}>{t('exchange.corrections.waiting', { count: open })}</Box>
      <Button href="/exchange/corrections">{t('exchange.corrections.open')}</Button>
    </Box>
  )
}
