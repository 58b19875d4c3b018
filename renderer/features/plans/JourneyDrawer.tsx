import Box from '@mui/material/Box'
import Drawer from '@mui/material/Drawer'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { Ban, CircleCheck, Flag, GitMerge, Link2, Presentation, Undo2, X } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Journey } from '../../../core/plans/contract.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatDate } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { Query } from '../../ui/Query.tsx'
import { Table } from '../../ui/Table.tsx'
import { FateDialog } from '../projects/FateDialog.tsx'
import { JourneyStrip, useFateWords } from './JourneyStrip.tsx'
import { PlanStateChip } from './PlanStateChip.tsx'
import { CorrectedDialog } from './ReturnDialogs.tsx'
import { WithdrawDialog } from './WithdrawDialog.tsx'

/** เส้นทางโครงการ: the whole way on one line, below it each plan, return, link and what became of it (C9). */
export function JourneyDrawer({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const journey = useQuery(api.plans.journey.queryOptions({ input: { projectId } }))
  const [doing, setDoing] = useState<'fate' | 'withdraw' | null>(null)
  const data = journey.data
  const { office } = useOffice()
  const close = () => setDoing(null)
  return (
    <Drawer
      anchor="bottom"
      open
      onClose={onClose}
      slotProps={{ paper: { 'aria-labelledby': id, role: 'dialog' } }}
    >
      <Box sx={{ px: 2.5, pt: 1.4, pb: 2.2, maxHeight: '78vh', overflow: 'auto' }}>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', mb: 0.6 }}>
          <Typography id={id} variant="h2" sx={{ flex: 1, minWidth: 0 }}>
            {t('plans.journey.title')}
            {data ? `: ${data.name}` : ''}
          </Typography>
          {data && data.outcome !== 'withdrawn' && data.officeId === office.id ? (
            <Button icon={Ban} onClick={() => setDoing('withdraw')}>
              {t('plans.withdraw.do')}
            </Button>
          ) : null}
          <Button icon={Flag} onClick={() => setDoing('fate')} disabled={!data}>
            {t('projects.fate.record')}
          </Button>
          <Button icon={X} look="quiet" onClick={onClose} autoFocus>
            {t('common.close')}
          </Button>
        </Box>
        <Query of={journey} lines={3}>
          {(found) => <Way journey={found} />}
        </Query>
      </Box>
      {doing === 'fate' ? (
        <FateDialog projectId={data?.mergedInto?.projectId ?? projectId} onClose={close} />
      ) : null}
      {doing === 'withdraw' && data ? (
        <WithdrawDialog
          projectId={data.mergedInto?.projectId ?? projectId}
          name={data.name}
          onClose={close}
        />
      ) : null}
    </Drawer>
  )
}

function Way({ journey }: { journey: Journey }) {
  const { t } = useTranslation()
  return (
    <>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {t('plans.journey.origin', { origin: journey.originName })}
      </Typography>
      <Box
        sx={(theme) => ({
          bgcolor: theme.tokens.quiet,
          borderRadius: 1,
          px: 1.2,
          py: 0.7,
          my: 0.8,
          fontSize: '0.98rem',
        })}
      >
        <JourneyStrip journey={journey} />
      </Box>
      {journey.steps.length === 0 ? null : (
        <Table<Journey['steps'][number]>
          label={t('plans.journey.title')}
          rows={journey.steps}
          rowKey={(step) => step.entryId}
          maxHeight="17rem"
          columns={[
            {
              key: 'plan',
              title: t('plans.journey.plan'),
              rowHead: true,
              width: '34%',
              cell: (step) => <AppLink href={`/plans/${step.planId}`}>{step.planName}</AppLink>,
            },
            { key: 'fy', title: t('common.planYear'), align: 'right', cell: (step) => step.planFy },
            { key: 'rank', title: t('plans.column.rank'), align: 'right', cell: (step) => step.rank },
            {
              key: 'total',
              title: t('plans.column.total'),
              align: 'right',
              nowrap: true,
              cell: (step) => formatBaht(step.total),
            },
            {
              key: 'taken',
              title: t('plans.journey.takenOn'),
              nowrap: true,
              cell: (step) => (step.takenOn ? formatDate(step.takenOn, 'short') : ''),
            },
            {
              key: 'state',
              title: t('common.state'),
              nowrap: true,
              cell: (step) => <PlanStateChip state={step.state} />,
            },
            {
              key: 'resolution',
              title: t('plans.adopt.resolution'),
              cell: (step) =>
                [step.adoptedOn ? formatDate(step.adoptedOn, 'short') : '', step.resolution]
                  .filter((part) => part !== '')
                  .join(' '),
            },
          ]}
        />
      )}
      <Facts journey={journey} />
    </>
  )
}

/** Everything else on record, one line each. */
function Facts({ journey }: { journey: Journey }) {
  const { t } = useTranslation()
  const fateWords = useFateWords()
  const [corrected, setCorrected] = useState<string | null>(null)
  const { need } = journey
  return (
    <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0, mt: 1, fontSize: '0.95rem' }}>
      {need ? (
        <Line icon={<Presentation size={15} aria-hidden />}>
          <AppLink href={`/forums/${need.forumId}`}>
            {t('plans.journey.need', {
              name: need.name,
              date: need.heldOn === null ? '–' : formatDate(need.heldOn, 'short'),
            })}
          </AppLink>
          {need.rank === null ? null : <span>{t('plans.journey.rank', { rank: need.rank })}</span>}
          {need.votes === null ? null : <span>{t('plans.journey.votes', { votes: need.votes })}</span>}
        </Line>
      ) : null}
      {journey.returns.map((row) => (
        <Line key={row.id} icon={<Undo2 size={15} aria-hidden />}>
          <strong>{t(`plans.return.state.${row.state}`)}</strong>
          <span>
            {t('plans.return.by', {
              reason: row.reason,
              by: row.byPlanName,
              date: formatDate(row.dated, 'short'),
            })}
          </span>
          {row.closedOn === null ? null : (
            <span>
              {t('plans.return.closed', { date: formatDate(row.closedOn, 'short'), note: row.closingNote })}
            </span>
          )}
          {row.state === 'open' ? (
            <Button look="quiet" icon={CircleCheck} onClick={() => setCorrected(row.id)}>
              {t('plans.corrected.do')}
            </Button>
          ) : null}
        </Line>
      ))}
      {journey.mergedInto ? (
        <Line icon={<GitMerge size={15} aria-hidden />}>
          {t('plans.journey.mergedInto', { name: journey.mergedInto.name })}
        </Line>
      ) : null}
      {journey.merged.map((one) => (
        <Line key={one.projectId} icon={<GitMerge size={15} aria-hidden />}>
          {t('plans.journey.merged', { name: one.name, origin: one.originName })}
        </Line>
      ))}
      {journey.linked.map((one) => (
        <Line key={one.projectId} icon={<Link2 size={15} aria-hidden />}>
          {t('plans.journey.linked', { name: one.name, origin: one.originName })}
        </Line>
      ))}
      {journey.fates.length === 0 ? (
        <Line icon={<Flag size={15} aria-hidden />}>{t('plans.journey.noFate')}</Line>
      ) : null}
      {journey.fates.map((fate) => (
        <Line key={JSON.stringify(fate)} icon={<Flag size={15} aria-hidden />}>
          {t('plans.journey.fate', { fate: fateWords(fate, true) })} ({formatDate(fate.dated, 'short')})
        </Line>
      ))}
      {corrected === null ? null : (
        <CorrectedDialog id={corrected} name={journey.name} onClose={() => setCorrected(null)} />
      )}
    </Box>
  )
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <Box component="li" sx={{ display: 'flex', gap: 0.8, alignItems: 'center', flexWrap: 'wrap', py: 0.15 }}>
      {icon}
      {children}
    </Box>
  )
}
