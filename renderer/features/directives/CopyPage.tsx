import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CopyProposal, DirectiveLine, ProposedDuty } from '../../../core/directives/contract.ts'
import { copiedDuty } from '../../../core/directives/rules.ts'
import { issuesOf } from '../../../core/kernel/issues.ts'
import { api, client } from '../../app/client.ts'
import { faultOf, issuesOfFault } from '../../app/faults.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useGo, useQueryParam, useRouteParam } from '../../app/routes.tsx'
import { useCommand } from '../../app/task.ts'
import { FilterSelect, FilterYear } from '../../ui/Filters.tsx'
import {
  AppLink,
  Button,
  DataGrid,
  FaultBar,
  type GridColumn,
  Page,
  Query,
  Section,
  StatusChip,
} from '../../ui/index.ts'
import { useOffWords } from './duty-words.tsx'
import { useDutyChoices } from './use-duty-choices.ts'

type Row = {
  fromDutyId: string
  no: number
  kind: string
  text: string
  ownerName: string
  dueOn: string | null
}

/** Copy of last year's duties: into a letter that is there, or into next year's before it has come (C1, C30). */
export default function CopyPage() {
  const { t } = useTranslation()
  const fromId = useRouteParam('directiveId')
  const [into, setInto] = useQueryParam('into')
  const [asked, setAsked] = useQueryParam('edition')
  const letters = useQuery(api.directives.list.queryOptions())
  const from = letters.data?.find((one) => one.id === fromId)
  const editionFy = asked === null ? null : Number(asked)
  const proposal = useQuery(
    api.directives.proposeCopy.queryOptions({ input: { fromId, editionFy, intoId: into } }),
  )
  const targets = (letters.data ?? []).filter(
    (one) => one.id !== fromId && from !== undefined && one.editionFy >= from.editionFy,
  )
  return (
    <Page
      title={t('directives.copy')}
      help={t('directives.copy.help')}
      back={{ href: `/directives/${fromId}`, label: from?.name ?? t('nav.directives') }}
    >
      <Section>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.4, pt: 0.8 }}>
          <FilterSelect
            label={t('directives.copy.into')}
            value={into ?? ''}
            width="26rem"
            options={[
              { value: '', label: t('directives.copy.new') },
              ...targets.map((one) => ({
                value: one.id,
                label: t('directives.copy.letter', { name: one.name, year: one.editionFy }),
              })),
            ]}
            onChange={(value) => setInto(value || null)}
          />
          {into === null ? (
            <FilterYear
              label={t('directives.copy.editionFy')}
              value={editionFy ?? proposal.data?.editionFy ?? null}
              onChange={(year) => setAsked(year === null ? null : String(year))}
            />
          ) : null}
        </Box>
      </Section>
      <Query of={proposal} lines={6}>
        {(data) => (
          <Proposal
            key={`${into} ${data.editionFy}`}
            proposal={data}
            into={targets.find((one) => one.id === into) ?? null}
          />
        )}
      </Query>
    </Page>
  )
}

function rowOf({ fromDutyId, no, kind, text, ownerName, dueOn }: ProposedDuty): Row {
  return { fromDutyId, no, kind, text, ownerName, dueOn }
}

function Proposal({ proposal, into }: { proposal: CopyProposal; into: DirectiveLine | null }) {
  const { t } = useTranslation()
  const go = useGo()
  const { notify } = useNotice()
  const choices = useDutyChoices()
  // What stands in the letter already is not copied a second time unless somebody takes it back in.
  const offered = useMemo(
    () => proposal.duties.filter((one) => one.alike === null).map(rowOf),
    [proposal.duties],
  )
  const [rows, setRows] = useState<readonly Row[]>(offered)
  useEffect(() => setRows(offered), [offered])
  const [fault, setFault] = useState<unknown>(null)
  const copy = useCommand(client.directives.copyDuties)
  const open = useCommand(client.directives.openExpected)
  const columns = useMemo<GridColumn<Row>[]>(
    () => [
      { key: 'no', title: t('directives.duty.no'), kind: 'number', width: 60 },
      {
        key: 'text',
        title: t('directives.duty.text'),
        kind: 'text',
        width: 420,
        grow: 5,
        required: true,
        lines: true,
      },
      {
        key: 'kind',
        title: t('directives.duty.kind'),
        kind: 'select',
        width: 190,
        options: choices.kinds,
      },
      {
        key: 'ownerName',
        title: t('directives.duty.ownerName'),
        kind: 'select',
        free: true,
        width: 170,
        options: choices.owners,
      },
      { key: 'dueOn', title: t('directives.duty.dueOn'), kind: 'date', width: 120 },
    ],
    [t, choices],
  )
  const wrong = useMemo(() => {
    const found = new Map<number, Record<string, string>>()
    const note = (at: number, field: string, key: string, params: object) =>
      found.set(at, { ...found.get(at), [field]: t(`validation:${key}`, { ...params }) })
    rows.forEach((row, at) => {
      const read = copiedDuty.safeParse(row)
      if (!read.success)
        for (const issue of issuesOf(read.error.issues))
          note(at, String(issue.path[0] ?? 'text'), issue.key, issue.params)
    })
    if (fault !== null)
      for (const issue of issuesOfFault(faultOf(fault)))
        if (issue.path[0] === 'rows')
          note(Number(issue.path[1]), String(issue.path[2]), issue.key, issue.params)
    return found
  }, [rows, fault, t])
  const act = async () => {
    setFault(null)
    const input = { fromId: proposal.from.id, rows: [...rows] }
    const { editionFy, planFy, dated, subject } = proposal
    try {
      let id = into?.id
      if (id === undefined) id = (await open.run({ ...input, editionFy, planFy, dated, subject })).id
      else await copy.run({ ...input, intoId: id })
      notify(t('directives.copy.done', { count: rows.length }))
      go(`/directives/${id}`)
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <>
      <FaultBar error={fault} onClose={() => setFault(null)} />
      <Section
        title={
          into === null
            ? t('directives.copy.opens', { edition: proposal.editionFy, plan: proposal.planFy })
            : t('directives.copy.goesInto', { name: into.name })
        }
        help={
          into === null
            ? t('directives.copy.opens.help', { date: formatDate(proposal.dated, 'long') })
            : undefined
        }
        actions={
          <Button
            look="main"
            busy={copy.running || open.running}
            disabled={rows.length === 0 || [...wrong.values()].length > 0}
            onClick={() => void act()}
          >
            {into === null ? t('directives.copy.open') : t('directives.copy.do', { count: rows.length })}
          </Button>
        }
        flush
      >
        <DataGrid
          label={t('directives.copy.rows')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.fromDutyId}
          canRemove
          onChange={(next) => {
            setFault(null)
            setRows(next)
          }}
          problems={(_, at) => wrong.get(at)}
          maxHeight="26rem"
        />
      </Section>
      <Differences proposal={proposal} rows={rows} onTake={(duty) => setRows([...rows, rowOf(duty)])} />
    </>
  )
}

/** What is proposed to change, duty by duty: words before and after, and how the due date came to its day. */
function Differences({
  proposal,
  rows,
  onTake,
}: {
  proposal: CopyProposal
  rows: readonly Row[]
  onTake: (duty: ProposedDuty) => void
}) {
  const { t } = useTranslation()
  const off = useOffWords()
  const there = new Set(rows.map((row) => row.fromDutyId))
  return (
    <Section title={t('directives.copy.differences')} help={t('directives.copy.differences.help')}>
      {proposal.unknownHolidays.map((year) => (
        <Box key={year} sx={{ mb: 1 }}>
          <StatusChip status="late" label={t('directives.copy.unknownHolidays', { year })} />{' '}
          <AppLink href="/calendar">{t('nav.calendar')}</AppLink>
        </Box>
      ))}
      {proposal.subject === proposal.subjectBefore ? null : (
        <Box sx={{ mb: 1 }}>
          <strong>{t('directives.subject')}</strong> {proposal.subjectBefore} → {proposal.subject}
        </Box>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.2 }}>
        {proposal.duties.map((duty) => (
          <li key={duty.fromDutyId}>
            <strong>{t('directives.duty.of', { no: duty.no, kind: duty.kindName })}</strong>{' '}
            {there.has(duty.fromDutyId) ? null : (
              <Button look="quiet" onClick={() => onTake(duty)}>
                {t('directives.copy.take')}
              </Button>
            )}
            {duty.alike === null ? null : (
              <Box sx={{ fontSize: '0.92rem' }}>{t('directives.copy.alike', { no: duty.alike.no })}</Box>
            )}
            {duty.due === null ? null : (
              <Box sx={{ fontSize: '0.92rem' }}>
                {t('directives.copy.due', {
                  before: formatDate(duty.due.before, 'weekday'),
                  after: formatDate(duty.due.dueOn, 'weekday'),
                })}
                {duty.due.noSuchDay ? ` · ${t('directives.copy.noSuchDay')}` : ''}
                {duty.due.off === null
                  ? ''
                  : ` · ${t('directives.copy.movedBack', {
                      day: formatDate(duty.due.sameDay, 'short'),
                      why: off(duty.due.off),
                    })}`}
              </Box>
            )}
            <Changed duty={duty} />
          </li>
        ))}
      </Box>
    </Section>
  )
}

/** The text with what changes struck out and what stands for it. */
function Changed({ duty }: { duty: ProposedDuty }) {
  const { t } = useTranslation()
  if (duty.changes.length === 0)
    return <Box sx={{ fontSize: '0.92rem', color: 'text.secondary' }}>{t('directives.copy.sameText')}</Box>
  const parts: ReactNode[] = []
  let at = 0
  for (const change of duty.changes) {
    parts.push(
      duty.before.slice(at, change.at),
      <del key={`-${change.at}`}>{change.before}</del>,
      ' ',
      <Box
        key={`+${change.at}`}
        component="ins"
        sx={(theme) => ({ bgcolor: theme.tokens.doneTint, textDecoration: 'none', fontWeight: 600 })}
      >
        {change.after}
      </Box>,
    )
    at = change.at + change.before.length
  }
  parts.push(duty.before.slice(at))
  return <Box sx={{ fontSize: '0.92rem', maxWidth: '70rem' }}>{parts}</Box>
}
