import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Journey } from '../../../core/plans/contract.ts'
import type { Outcome } from '../../../core/plans/rules.ts'
import { wayOf } from '../../../core/plans/way.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatDate } from '../../app/format.ts'
import { type Status, StatusChip } from '../../ui/StatusChip.tsx'

const look: Record<Outcome, Status> = {
  funded: 'done',
  notFunded: 'late',
  withdrawn: 'notStarted',
  left: 'late',
  waiting: 'underWay',
}

/** How the way of a project stands: ได้รับงบประมาณ, ไม่ได้, ถอนเรื่อง, ไปไม่ถึง, รอผล. */
export function OutcomeChip({ journey }: { journey: Journey }) {
  const { t } = useTranslation()
  return (
    <StatusChip
      status={look[journey.outcome]}
      label={
        journey.leftAt === null
          ? t(`plans.outcome.${journey.outcome}`)
          : t('plans.outcome.leftAt', { level: t(`plans.short.${journey.leftAt}`) })
      }
    />
  )
}

/** The way of a project on one line: หมู่บ้าน (ลำดับ 3, เห็นชอบ 12 ก.พ. 65) → ตำบล (ลำดับ 11) → … → what came of it. */
export function JourneyStrip({ journey }: { journey: Journey }) {
  const { t } = useTranslation()
  const fate = useFateWords()
  const steps = wayOf(journey.steps)
  const last = journey.fates.at(-1)
  const open = journey.returns.some((row) => row.state === 'open')
  return (
    <Box
      component="span"
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 0.6, rowGap: 0.2, alignItems: 'baseline' }}
    >
      {journey.need ? (
        <Stop
          name={t('plans.way.forum')}
          detail={journey.need.heldOn === null ? '' : formatDate(journey.need.heldOn, 'short')}
          after
        />
      ) : null}
      {steps.map((step, at) => (
        <Stop
          key={step.planId}
          name={t(`plans.short.${step.level}`)}
          detail={
            step.adoptedOn === null
              ? t('plans.way.draft', { rank: step.rank })
              : t('plans.way.adopted', { rank: step.rank, date: formatDate(step.adoptedOn, 'short') })
          }
          pale={step.state !== 'adopted'}
          after={at < steps.length - 1}
        />
      ))}
      {steps.length === 0 ? <span>{t('plans.way.none')}</span> : null}
      <span aria-hidden>→</span>
      <OutcomeChip journey={journey} />
      {last ? <span>{fate(last, false)}</span> : null}
      {open ? <StatusChip status="late" label={t('plans.return.open')} /> : null}
    </Box>
  )
}

function Stop({
  name,
  detail,
  pale = false,
  after,
}: {
  name: string
  detail: string
  pale?: boolean
  after: boolean
}) {
  return (
    <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
      <Box component="strong" sx={{ fontWeight: 600, color: pale ? 'text.secondary' : 'inherit' }}>
        {name}
      </Box>
      {detail === '' ? '' : ` (${detail})`}
      {after ? <span aria-hidden> →</span> : null}
    </Box>
  )
}

/** งบ อบจ. 500,000 บาท ปี 2567, or the reason why not. */
export function useFateWords(): (fate: Journey['fates'][number], withKind: boolean) => string {
  const { t } = useTranslation()
  const kinds = useQuery(api.rules.table.queryOptions({ input: { id: 'fate-kinds' } }))
  return (fate, withKind) =>
    [
      withKind ? (kinds.data?.items.find((item) => item.key === fate.kind)?.name ?? fate.kind) : '',
      fate.budgetSource,
      fate.amount === null ? '' : t('plans.journey.baht', { amount: formatBaht(fate.amount) }),
      fate.fiscalYear === null ? '' : t('plans.journey.fate.year', { year: fate.fiscalYear }),
      fate.reason,
    ]
      .filter((part) => part !== '')
      .join(' ')
}
