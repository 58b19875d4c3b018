import { useTranslation } from 'react-i18next'
import type { Standing } from '../../../core/forums/contract.ts'
import { formatBaht } from '../../app/format.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Thai } from '../../ui/Thai.tsx'

/** Where a matter stands: its place in a plan and what became of it, or that it is only a need so far. */
export function StandingWords({ standing }: { standing: Standing | null }) {
  const { t } = useTranslation()
  if (standing === null) return <>{t('forums.standing.none')}</>
  const { entry, fate } = standing
  const words = fate
    ? [
        fate.name,
        fate.budgetSource,
        fate.amount === null ? '' : t('forums.standing.amount', { amount: formatBaht(fate.amount) }),
        fate.fiscalYear === null ? '' : t('forums.standing.year', { year: fate.fiscalYear }),
        fate.reason === '' ? '' : t('forums.standing.reason', { reason: fate.reason }),
      ]
        .filter((part) => part !== '')
        .join(' ')
    : ''
  return (
    <>
      {words === '' ? null : (
        <strong>
          <Thai text={words} />
        </strong>
      )}
      {words !== '' && entry ? <br /> : null}
      {entry ? (
        <>
          <AppLink href={`/plans/${entry.planId}`}>
            <Thai text={entry.planName} />
          </AppLink>{' '}
          <span style={{ whiteSpace: 'nowrap' }}>
            {t('forums.standing.rank', { rank: entry.rank })} · {t(`plans.state.${entry.planState}`)}
          </span>
        </>
      ) : words === '' ? (
        t('forums.standing.nowhere')
      ) : null}
    </>
  )
}
