import Box from '@mui/material/Box'
import Drawer from '@mui/material/Drawer'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { ChevronRight, Flag, X } from 'lucide-react'
import { Fragment, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Journey } from '../../../core/plans/contract.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatDate } from '../../app/format.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { Query } from '../../ui/Query.tsx'
import { FateDialog } from '../projects/FateDialog.tsx'
import { PlanStateChip } from './PlanStateChip.tsx'

/** เส้นทางโครงการ: village → tambon → district → needs plan on one line, then what became of it (C9). */
export function JourneyDrawer({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const journey = useQuery(api.plans.journey.queryOptions({ input: { projectId } }))
  const [recording, setRecording] = useState(false)
  return (
    <Drawer
      anchor="bottom"
      open
      onClose={onClose}
      slotProps={{ paper: { 'aria-labelledby': id, role: 'dialog' } }}
    >
      <Box sx={{ px: 2.5, pt: 1.4, pb: 2.2, maxHeight: '70vh', overflow: 'auto' }}>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mb: 1 }}>
          <Typography id={id} variant="h2" sx={{ flex: 1, minWidth: 0 }}>
            {t('plans.journey.title')}
            {journey.data ? `: ${journey.data.name}` : ''}
          </Typography>
          <Button icon={Flag} onClick={() => setRecording(true)} disabled={!journey.data}>
            {t('projects.fate.record')}
          </Button>
          <Button icon={X} look="quiet" onClick={onClose} autoFocus>
            {t('common.close')}
          </Button>
        </Box>
        <Query of={journey} lines={2}>
          {(data) => <JourneyLine journey={data} />}
        </Query>
      </Box>
      {recording ? <FateDialog projectId={projectId} onClose={() => setRecording(false)} /> : null}
    </Drawer>
  )
}

function JourneyLine({ journey }: { journey: Journey }) {
  const { t } = useTranslation()
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'fate-kinds' } }))
  const nameOf = (kind: string) => kinds.data?.items.find((item) => item.key === kind)?.name ?? kind
  return (
    <>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 0.8 }}>
        {t('plans.journey.origin', { origin: journey.originName })}
      </Typography>
      <Box
        component="ol"
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 0.6,
          listStyle: 'none',
          p: 0,
          m: 0,
          alignItems: 'stretch',
        }}
      >
        {journey.steps.map((step, at) => (
          <Fragment key={step.planId}>
            {at > 0 ? (
              <Box component="li" aria-hidden sx={{ alignSelf: 'center', color: 'text.secondary' }}>
                <ChevronRight size={20} />
              </Box>
            ) : null}
            <Box
              component="li"
              sx={{
                flex: '1 1 13rem',
                maxWidth: '22rem',
                border: 1,
                borderColor: 'divider',
                borderRadius: 1,
                px: 1.2,
                py: 0.8,
                fontSize: '0.9rem',
                lineHeight: 1.55,
              }}
            >
              <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', justifyContent: 'space-between' }}>
                <AppLink href={`/plans/${step.planId}`} sx={{ fontWeight: 600 }}>
                  {step.planName}
                </AppLink>
                <PlanStateChip state={step.state} />
              </Box>
              <div>
                {t('plans.journey.rank', { rank: step.rank })} ·{' '}
                {t('plans.journey.baht', { amount: formatBaht(step.total) })}
              </div>
              {step.name === journey.name ? null : <div>{step.name}</div>}
              <Box sx={{ color: 'text.secondary' }}>
                {step.takenOn ? (
                  <div>{t('plans.journey.taken', { date: formatDate(step.takenOn, 'short') })}</div>
                ) : null}
                {step.adoptedOn ? (
                  <div>{t('plans.journey.adopted', { date: formatDate(step.adoptedOn, 'short') })}</div>
                ) : null}
                {step.resolution ? (
                  <div>{t('plans.journey.resolution', { resolution: step.resolution })}</div>
                ) : null}
              </Box>
            </Box>
          </Fragment>
        ))}
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0, mt: 1.2, fontSize: '0.95rem' }}>
        {journey.fates.length === 0 ? <li>{t('plans.journey.noFate')}</li> : null}
        {journey.fates.map((fate) => (
          <Box
            component="li"
            key={JSON.stringify(fate)}
            sx={{ display: 'flex', gap: 0.8, alignItems: 'center', flexWrap: 'wrap' }}
          >
            <Flag size={15} aria-hidden />
            <strong>{t('plans.journey.fate', { fate: nameOf(fate.kind) })}</strong>
            {fate.budgetSource ? <span>{fate.budgetSource}</span> : null}
            {fate.amount === null ? null : (
              <span>{t('plans.journey.baht', { amount: formatBaht(fate.amount) })}</span>
            )}
            {fate.fiscalYear === null ? null : (
              <span>{t('plans.journey.fate.year', { year: fate.fiscalYear })}</span>
            )}
            {fate.reason ? <span>{fate.reason}</span> : null}
            <span>({formatDate(fate.dated, 'short')})</span>
          </Box>
        ))}
      </Box>
    </>
  )
}
