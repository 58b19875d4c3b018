import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ListChecks, UsbIcon } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RemarkLine } from '../../../core/exchange/contract.ts'
import { api, client, refreshAll } from '../../app/client.ts'
import { useFaultMessage } from '../../app/faults.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import {
  AppLink,
  Button,
  EmptyState,
  FaultBar,
  Page,
  Query,
  Section,
  type Status,
  StatusChip,
  Table,
  Thai,
} from '../../ui/index.ts'
import { useFocusNext } from '../../ui/use-focus-next.ts'
import { groupCorrections, isAgreeing, type Settling, settleAll } from './corrections.ts'
import { type FieldWords, fieldLabel, fieldValue } from './field-value.ts'
import { useFieldWords } from './use-field-words.ts'

/** Lines drawn at once: a return of a whole district may ask for two thousand. */
const atOnce = 200

/**
 * Corrections that the receiver asks for, where the work goes on: what was handed in, what stands now, what is proposed.
 * What was not touched since is taken at once, what both changed asks a person (PEERS.md §3.5 #18).
 */
export default function CorrectionsPage() {
  const { t } = useTranslation()
  const { office } = useOffice()
  const remarks = useQuery(api.exchange.remarks.queryOptions({ input: { direction: 'got' } }))
  const lines = remarks.data ?? []
  const open = lines.filter((line) => line.state === 'open')
  const settled = lines.filter((line) => line.state !== 'open')
  const { faults, clearFaults, settle, running, box } = useSettle()
  const settleOne: Settle = (line, choice) => void settle([{ line, choice }])
  const agreeing = open.filter(isAgreeing)
  return (
    <Page
      title={t('exchange.corrections.title')}
      help={t('exchange.corrections.help')}
      back={{ href: '/exchange', label: t(`nav.exchange.${office.profile}`) }}
      actions={
        agreeing.length === 0 ? null : (
          <Button
            look="main"
            icon={ListChecks}
            busy={running}
            onClick={() => void settle(settleAll(agreeing))}
          >
            {t('exchange.corrections.takeAll', { count: agreeing.length })}
          </Button>
        )
      }
    >
      {faults.map(({ line, error }) => (
        <Box key={line.id}>
          <FaultBar error={error} onClose={clearFaults} />
          {line.href === '' ? null : (
            <Box sx={{ mt: -0.8, mb: 1.4 }}>
              <AppLink href={line.href}>{t('exchange.corrections.goTo', { subject: line.subject })}</AppLink>
            </Box>
          )}
        </Box>
      ))}
      <Box ref={box}>
        <Query of={remarks}>
          {() =>
            lines.length === 0 ? (
              <Section>
                <EmptyState
                  icon={ListChecks}
                  title={t('exchange.corrections.empty.title')}
                  text={t('exchange.corrections.empty.text')}
                  action={<Button href="/exchange/in">{t('exchange.in.title')}</Button>}
                />
              </Section>
            ) : (
              <>
                <OpenLines open={open} busy={running} onSettle={settleOne} />
                {settled.length === 0 ? null : (
                  <SettledLines settled={settled} busy={running} onSettle={settleOne} />
                )}
              </>
            )
          }
        </Query>
      </Box>
    </Page>
  )
}

type Settle = (line: RemarkLine, choice: Settling['choice']) => void

type Failed = { line: RemarkLine; error: unknown }

/**
 * Settles lines as one step. Where one of many cannot be written, the others are settled one by one and it is said with
 * the door to it. The cursor stays at the place of the line that is gone, so that the next is at hand.
 */
function useSettle() {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const focusNext = useFocusNext()
  const [running, setRunning] = useState(false)
  const [faults, setFaults] = useState<readonly Failed[]>([])
  const box = useRef<HTMLDivElement>(null)
  const linesNow = () => [...(box.current?.querySelectorAll<HTMLElement>('[data-line]') ?? [])]
  const settle = async (all: readonly Settling[]) => {
    if (running || all.length === 0) return
    setRunning(true)
    const place = linesNow().findIndex((line) => line.contains(document.activeElement))
    const { done, failed } = await settleLines(all)
    await refreshAll()
    setRunning(false)
    setFaults(failed)
    if (done > 0)
      notify(
        all.length === 1
          ? t(`exchange.corrections.did.${all[0]?.choice}`)
          : t('exchange.corrections.did.many', { count: done }),
      )
    focusNext(() => {
      const lines = linesNow()
      const next = place < 0 ? lines[0] : (lines[place] ?? lines.at(-1))
      const target = next?.querySelector('button') ?? box.current?.querySelector<HTMLElement>('a, summary')
      target?.focus()
    })
  }
  return { faults, clearFaults: () => setFaults([]), settle, running, box }
}

async function settleLines(all: readonly Settling[]): Promise<{ done: number; failed: Failed[] }> {
  const write = (some: readonly Settling[]) =>
    client.exchange.settleRemarks({ items: some.map(({ line, choice }) => ({ id: line.id, choice })) })
  try {
    await write(all)
    return { done: all.length, failed: [] }
  } catch (error) {
    const [only] = all
    if (all.length === 1 && only) return { done: 0, failed: [{ line: only.line, error }] }
  }
  const failed: Failed[] = []
  for (const one of all) await write([one]).catch((error: unknown) => failed.push({ line: one.line, error }))
  return { done: all.length - failed.length, failed }
}

const standings: Record<RemarkLine['standing'], Status> = {
  clean: 'underWay',
  conflict: 'late',
  same: 'done',
  none: 'notStarted',
}

function OpenLines({
  open,
  busy,
  onSettle,
}: {
  open: readonly RemarkLine[]
  busy: boolean
  onSettle: Settle
}) {
  const { t } = useTranslation()
  const words = useFieldWords()
  const [shown, setShown] = useState(atOnce)
  const kindName = (recordType: string) =>
    recordType === ''
      ? t('exchange.corrections.whole')
      : t(`exchange.table.${recordType}`, { defaultValue: recordType })
  if (open.length === 0)
    return (
      <Section>
        <EmptyState
          icon={ListChecks}
          title={t('exchange.corrections.done.title')}
          text={t('exchange.corrections.done.text')}
          action={
            <Button look="main" icon={UsbIcon} href="/exchange">
              {t('exchange.corrections.done.handIn')}
            </Button>
          }
        />
      </Section>
    )
  const conflicts = open.filter((line) => line.standing === 'conflict').length
  return (
    <Section
      title={t('exchange.corrections.openTitle', { count: open.length })}
      help={conflicts === 0 ? undefined : t('exchange.corrections.conflicts', { count: conflicts })}
      flush
    >
      <Table
        label={t('exchange.corrections.title')}
        rows={open}
        rowKey={(line) => line.id}
        rowTone={(line) => (line.standing === 'conflict' ? 'late' : undefined)}
        groups={groupCorrections(open.slice(0, shown)).map((group) => ({
          key: group.key,
          rows: group.lines,
          head: (
            <>
              <Thai text={group.unitName === '' ? kindName(group.recordType) : group.unitName} />
              <Box component="span" sx={{ fontWeight: 400, color: 'text.secondary', ml: 1 }}>
                {t('exchange.corrections.by', {
                  office: group.officeName,
                  date: formatDate(group.dated, 'short'),
                })}
              </Box>
            </>
          ),
        }))}
        columns={[
          {
            key: 'subject',
            title: t('exchange.corrections.subject'),
            width: '24%',
            cell: (line) => <Subject line={line} words={words} />,
          },
          {
            key: 'handedIn',
            title: t('exchange.corrections.handedIn'),
            cell: (line) => <Value line={line} value={line.handedIn} words={words} />,
          },
          {
            key: 'own',
            title: t('exchange.corrections.own'),
            cell: (line) => (
              <Value line={line} value={line.own} words={words} strong={line.standing === 'conflict'} />
            ),
          },
          {
            key: 'proposed',
            title: t('exchange.corrections.proposed'),
            width: '22%',
            cell: (line) => (
              <>
                {line.field === '' ? null : <Value line={line} value={line.proposed} words={words} strong />}
                {line.text === '' ? null : (
                  <Box sx={{ fontSize: '0.88rem', whiteSpace: 'pre-line' }}>
                    <Thai text={line.text} />
                  </Box>
                )}
              </>
            ),
          },
          {
            key: 'do',
            title: t('exchange.corrections.choose'),
            width: '17rem',
            cell: (line) => <Choices line={line} words={words} busy={busy} onSettle={onSettle} />,
          },
        ]}
      />
      {open.length > shown ? (
        <Box sx={{ p: 1.2, textAlign: 'center' }}>
          <Button onClick={() => setShown(shown + atOnce)}>
            {t('exchange.corrections.more', { count: formatNumber(open.length - shown) })}
          </Button>
        </Box>
      ) : null}
    </Section>
  )
}

/** The record as a person knows it, the door to it, and which field of it. */
function Subject({ line, words }: { line: RemarkLine; words: FieldWords }) {
  const { t } = useTranslation()
  const name =
    line.subject === ''
      ? t(line.recordType === '' ? 'exchange.corrections.whole' : `exchange.table.${line.recordType}`)
      : line.subject
  return (
    <Box>
      {line.href === '' ? (
        <Box sx={{ fontWeight: 600 }}>
          <Thai text={name} />
        </Box>
      ) : (
        <AppLink href={line.href} sx={{ fontWeight: 600 }}>
          <Thai text={name} />
        </AppLink>
      )}
      <Box sx={{ fontSize: '0.86rem', color: 'text.secondary' }}>
        {[
          line.recordType === '' || line.subject === ''
            ? ''
            : t(`exchange.table.${line.recordType}`, { defaultValue: line.recordType }),
          line.field === '' ? '' : fieldLabel(line.recordType, line.field, words),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </Box>
    </Box>
  )
}

function Value({
  line,
  value,
  words,
  strong = false,
}: {
  line: RemarkLine
  value: unknown
  words: FieldWords
  strong?: boolean
}) {
  if (line.field === '') return <>–</>
  return (
    <Box sx={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere', ...(strong ? { fontWeight: 600 } : {}) }}>
      <Thai text={fieldValue(line.recordType, line.field, value, words)} />
    </Box>
  )
}

/** What can be done about a line, by how the proposal stands to the own value. */
const choicesOf: Record<RemarkLine['standing'], readonly Settling['choice'][]> = {
  clean: ['taken', 'kept', 'done'],
  conflict: ['taken', 'kept', 'done'],
  same: ['done'],
  none: ['done', 'kept'],
}

function Choices({
  line,
  words,
  busy,
  onSettle,
}: {
  line: RemarkLine
  words: FieldWords
  busy: boolean
  onSettle: Settle
}) {
  const { t } = useTranslation()
  const message = useFaultMessage()
  const what = [line.subject, line.field === '' ? '' : fieldLabel(line.recordType, line.field, words)]
    .filter((part) => part !== '')
    .join(' ')
  const locked = line.obstacle !== null && line.standing !== 'same'
  return (
    <Box data-line="">
      <StatusChip
        status={locked ? 'late' : standings[line.standing]}
        label={t(`exchange.corrections.standing.${locked ? 'locked' : line.standing}`)}
      />
      {locked ? (
        <Box sx={{ fontSize: '0.86rem', color: 'text.secondary' }}>
          <Thai text={message(line.obstacle)} />
        </Box>
      ) : null}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', mx: -1 }}>
        {choicesOf[line.standing]
          .filter((choice) => !(locked && choice === 'taken'))
          .map((choice) => {
            const said = t(`exchange.corrections.choice.${line.standing}.${choice}`)
            return (
              <Button
                key={choice}
                look="quiet"
                disabled={busy}
                label={`${said}: ${what}`}
                onClick={() => onSettle(line, choice)}
              >
                {said}
              </Button>
            )
          })}
      </Box>
    </Box>
  )
}

/** What is settled lies folded: who chose what, when; it can be opened again. */
function SettledLines({
  settled,
  busy,
  onSettle,
}: {
  settled: readonly RemarkLine[]
  busy: boolean
  onSettle: Settle
}) {
  const { t } = useTranslation()
  const words = useFieldWords()
  const [unfolded, setUnfolded] = useState(false)
  return (
    <Box
      component="details"
      onToggle={(event: React.SyntheticEvent<HTMLDetailsElement>) => setUnfolded(event.currentTarget.open)}
      sx={{ bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1, mb: 1.8 }}
    >
      <Box component="summary" sx={{ px: 1.6, py: 0.9, cursor: 'pointer', fontWeight: 600 }}>
        {t('exchange.corrections.settled', { count: settled.length })}
      </Box>
      {unfolded ? (
        <Table
          label={t('exchange.corrections.settled', { count: settled.length })}
          rows={settled}
          rowKey={(line) => line.id}
          maxHeight="28rem"
          columns={[
            {
              key: 'subject',
              title: t('exchange.corrections.subject'),
              width: '28%',
              cell: (line) => <Subject line={line} words={words} />,
            },
            {
              key: 'proposed',
              title: t('exchange.corrections.proposed'),
              cell: (line) => <Value line={line} value={line.proposed} words={words} />,
            },
            {
              key: 'own',
              title: t('exchange.corrections.own'),
              cell: (line) => <Value line={line} value={line.own} words={words} />,
            },
            {
              key: 'choice',
              title: t('exchange.corrections.settledAs'),
              cell: (line) => (
                <>
                  <StatusChip
                    status={line.state === 'kept' ? 'notStarted' : 'done'}
                    label={t(`exchange.corrections.state.${line.state}`)}
                  />
                  <Box sx={{ fontSize: '0.86rem', color: 'text.secondary' }}>
                    {[line.settledOn === null ? '' : formatDate(line.settledOn, 'short'), line.settledBy]
                      .filter((part) => part !== '')
                      .join(' · ')}
                  </Box>
                </>
              ),
            },
            {
              key: 'do',
              title: '',
              align: 'right',
              cell: (line) => (
                <Button
                  look="quiet"
                  disabled={busy}
                  label={t('exchange.corrections.again.of', { subject: line.subject })}
                  onClick={() => onSettle(line, 'open')}
                >
                  {t('exchange.corrections.again')}
                </Button>
              ),
            },
          ]}
        />
      ) : null}
    </Box>
  )
}
