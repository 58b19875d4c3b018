import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { HandCoins, Handshake, Merge } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Activity, FateProposal, PartnerAccount, Pledge } from '../../../core/activities/contract.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatDate, formatNumber } from '../../app/format.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { AppLink, Button, EmptyState, Query, Table, type TableColumn, Thai } from '../../ui/index.ts'
import { RowLink } from '../../ui/RowLink.tsx'
import { Clamp } from '../meetings/Clamp.tsx'
import { PledgeChip } from './PledgeChip.tsx'
import { type PartnerFilter, type PartnerLine, partnerGroups, sumsOf } from './partner-lines.ts'
import { ReceiptDialog } from './ReceiptDialog.tsx'
import { RenamePartnerDialog } from './RenamePartnerDialog.tsx'

/** Who promised what, what came, what is outstanding (duty 5). On a line: + takes in what came, Enter opens the meeting. */
export function PartnersPanel({
  activities,
  editionFy,
  filter,
  narrow,
  add,
  onOpen,
  onFate,
}: {
  activities: readonly Activity[]
  editionFy: number
  filter: PartnerFilter
  narrow: boolean
  add: ReactNode
  onOpen: (id: string) => void
  onFate: (proposal: FateProposal) => void
}) {
  const { t } = useTranslation()
  const [receiving, setReceiving] = useState<Pledge | null>(null)
  const [merging, setMerging] = useState<readonly string[] | null>(null)
  const found = useQuery(api.activities.partners.queryOptions({ input: { editionFy } }))
  return (
    <Query of={found}>
      {(accounts) => {
        const groups = partnerGroups(accounts, activities, filter)
        const lines = groups.flatMap((group) => group.lines)
        const sums = sumsOf(groups, (one) => one.money)
        const receive = (event: KeyboardEvent) => {
          const plus = event.key === '+' || event.code === 'NumpadAdd' || event.code === 'Equal'
          if (!plus || event.ctrlKey || event.altKey || event.metaKey) return
          const id = (event.target as HTMLElement).closest<HTMLElement>('[data-pledge]')?.dataset.pledge
          const line = lines.find((one) => one.key === id)
          if (line?.kind !== 'pledge') return
          event.preventDefault()
          setReceiving(line.pledge)
        }
        const money = (of: (pledge: Pledge) => number | null) => (line: PartnerLine) =>
          line.kind === 'pledge' ? formatBaht(of(line.pledge)) : ''
        const columns: (TableColumn<PartnerLine> & { aside?: true })[] = [
          {
            key: 'what',
            title: t('activities.column.pledge'),
            rowHead: true,
            width: '30%',
            cell: (line) =>
              line.kind === 'pledge' ? (
                <Box data-pledge={line.key}>
                  <RowLink onOpen={() => onOpen(line.pledge.activityId)} hint={line.pledge.activitySubject}>
                    {line.pledge.what === '' ? line.pledge.formName : line.pledge.what}
                  </RowLink>
                  <Box sx={{ fontWeight: 400, fontSize: '0.86rem', color: 'text.secondary' }}>
                    {line.pledge.what === '' ? '' : `${line.pledge.formName} · `}
                    <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
                      {t('activities.pledge.promisedOn', {
                        date: formatDate(line.pledge.promisedOn, 'short'),
                      })}
                    </Box>
                  </Box>
                </Box>
              ) : (
                <>
                  <RowLink onOpen={() => onOpen(line.activity.id)}>{line.activity.subject}</RowLink>
                  <Box sx={{ fontWeight: 400, fontSize: '0.86rem', color: 'text.secondary' }}>
                    {formatDate(line.activity.heldOn, 'short')} · {t('activities.pledge.noneYet')}
                  </Box>
                </>
              ),
          },
          {
            key: 'project',
            title: t('activities.column.project'),
            width: '27%',
            cell: (line) => <ForWhat line={line} />,
          },
          {
            key: 'due',
            title: t('activities.column.due'),
            aside: true,
            nowrap: true,
            cell: (line) => (line.kind === 'pledge' ? formatDate(line.pledge.dueOn, 'short') : ''),
            total: t('common.total'),
          },
          {
            key: 'pledged',
            title: t('activities.column.pledged'),
            align: 'right',
            nowrap: true,
            cell: (line) => (
              <>
                {money((one) => one.counted)(line)}
                {line.kind === 'pledge' && line.pledge.counted !== line.pledge.amount ? (
                  <Box sx={{ fontSize: '0.84rem', color: 'text.secondary' }}>
                    {t('activities.pledge.withdrawnFrom', { amount: formatBaht(line.pledge.amount) })}
                  </Box>
                ) : null}
              </>
            ),
            total: formatBaht(sums.pledged),
          },
          {
            key: 'received',
            title: t('activities.column.received'),
            align: 'right',
            nowrap: true,
            cell: (line) =>
              line.kind !== 'pledge' || line.pledge.receipts.length === 0
                ? ''
                : formatBaht(line.pledge.received),
            total: formatBaht(sums.received),
          },
          {
            key: 'outstanding',
            title: t('activities.column.outstanding'),
            align: 'right',
            nowrap: true,
            cell: (line) =>
              line.kind === 'pledge' && line.pledge.over > 0 ? (
                <Box component="span" sx={(theme) => ({ color: theme.tokens.warning })}>
                  {t('activities.pledge.over', { amount: formatBaht(line.pledge.over) })}
                </Box>
              ) : (
                money((one) => one.outstanding)(line)
              ),
            total: formatBaht(sums.outstanding),
          },
          {
            key: 'state',
            title: t('common.state'),
            nowrap: true,
            cell: (line) => (line.kind === 'pledge' ? <PledgeChip state={line.pledge.state} /> : ''),
          },
          {
            key: 'do',
            title: '',
            aside: true,
            nowrap: true,
            align: 'right',
            cell: (line) =>
              line.kind !== 'pledge' ? (
                <Button look="quiet" onClick={() => onOpen(line.activity.id)}>
                  {t('activities.pledge.addHere')}
                </Button>
              ) : line.pledge.fateProposal ? (
                <FateButton proposal={line.pledge.fateProposal} onFate={onFate} />
              ) : line.pledge.state === 'withdrawn' || line.pledge.state === 'received' ? null : (
                <Button
                  look="quiet"
                  icon={HandCoins}
                  label={t('activities.receipt.of.label', { what: line.pledge.what || line.pledge.formName })}
                  onClick={() => setReceiving(line.pledge)}
                >
                  {t('activities.receipt.add')}
                </Button>
              ),
          },
        ]
        return (
          <Box onKeyDown={receive}>
            <ArrowRows>
              <Table<PartnerLine>
                label={t('activities.kind.partner')}
                rows={lines}
                groups={groups.map(({ account, lines: rows }) => ({
                  key: account.name,
                  rows,
                  head: <PartnerHead account={account} onMerge={setMerging} />,
                }))}
                rowKey={(line) => line.key}
                rowTone={(line) =>
                  line.kind === 'pledge' && line.pledge.state === 'overdue' ? 'late' : undefined
                }
                maxHeight="calc(100vh - 19rem)"
                empty={
                  <EmptyState
                    icon={Handshake}
                    title={t(accounts.length === 0 ? 'activities.none' : 'activities.partner.noneHere')}
                    text={t(
                      accounts.length === 0 ? 'activities.none.partner' : 'activities.partner.noneHere.what',
                    )}
                    action={accounts.length === 0 ? add : null}
                  />
                }
                columns={columns.filter((column) => !(narrow && column.aside))}
              />
            </ArrowRows>
            {lines.length > 0 ? (
              <Box sx={{ px: 1.2, py: 0.5, fontSize: '0.86rem', color: 'text.secondary' }}>
                {t('activities.partner.keys')}
              </Box>
            ) : null}
            {receiving ? (
              <ReceiptDialog
                pledge={receiving}
                receipt={null}
                onFate={onFate}
                onClose={() => setReceiving(null)}
              />
            ) : null}
            {merging ? <RenamePartnerDialog names={merging} onClose={() => setMerging(null)} /> : null}
          </Box>
        )
      }}
    </Query>
  )
}

function PartnerHead({
  account,
  onMerge,
}: {
  account: PartnerAccount
  onMerge: (names: readonly string[]) => void
}) {
  const { t } = useTranslation()
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '0 1.2rem', alignItems: 'baseline' }}>
      <Thai text={account.name} />
      <Box component="span" sx={{ fontWeight: 400, fontSize: '0.88rem', color: 'text.secondary' }}>
        {t('activities.partner.meetings', { count: formatNumber(account.meetings) })}
        {account.pledged > 0 || account.received > 0
          ? ` · ${t('activities.partner.sums', {
              pledged: formatBaht(account.pledged),
              received: formatBaht(account.received),
              outstanding: formatBaht(account.outstanding),
            })}`
          : ''}
      </Box>
      {account.alike.length > 0 ? (
        <Box
          component="span"
          sx={(theme) => ({ fontWeight: 400, fontSize: '0.88rem', color: theme.tokens.warning })}
        >
          {t('activities.partner.alikeTo', { names: account.alike.join(', ') })}{' '}
          <Button look="quiet" icon={Merge} onClick={() => onMerge([account.name, ...account.alike])}>
            {t('activities.partner.merge')}
          </Button>
        </Box>
      ) : null}
    </Box>
  )
}

function ForWhat({ line }: { line: PartnerLine }) {
  const { t } = useTranslation()
  const of = line.kind === 'pledge' ? line.pledge : line.activity
  const tambon =
    of.tambonName === null ? t('activities.tambon.all') : t('plans.area.tambon', { name: of.tambonName })
  if (line.kind === 'meeting') return <Box sx={{ color: 'text.secondary' }}>{tambon}</Box>
  const { projectId, projectName } = line.pledge
  return (
    <>
      {projectId === null ? (
        t('activities.pledge.plan')
      ) : (
        <Clamp lines={2} whole={projectName ?? ''}>
          <AppLink href={`/projects/${projectId}`}>{projectName ?? projectId}</AppLink>
        </Clamp>
      )}
      <Box sx={{ color: 'text.secondary', fontSize: '0.86rem' }}>{tambon}</Box>
    </>
  )
}

/** Money came for a project whose fate does not say so yet. */
export function FateButton({
  proposal,
  onFate,
}: {
  proposal: FateProposal
  onFate: (proposal: FateProposal) => void
}) {
  const { t } = useTranslation()
  return (
    <Button look="quiet" label={t('activities.fate')} onClick={() => onFate(proposal)}>
      {t('activities.fate.short')}
    </Button>
  )
}
