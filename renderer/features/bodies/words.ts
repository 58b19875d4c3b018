import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { BodyLine, BodyRule } from '../../../core/bodies/contract.ts'
import { formatDate } from '../../app/format.ts'

/** The number and date of the order in force, or that there is none. */
export function useOrderWords(): (order: BodyLine['order']) => string {
  const { t } = useTranslation()
  return useCallback(
    (order) => {
      if (order === null) return t('bodies.order.none')
      const { number, year, signedOn } = order
      const date = formatDate(signedOn, 'short')
      return number === null
        ? t('bodies.order.noNumber', { date })
        : t('bodies.order.number', { number, year, date })
    },
    [t],
  )
}

/** The same in the room of a column: 12/2565 (14 ก.พ. 65). */
export function useShortOrder(): (order: NonNullable<BodyLine['order']>) => string {
  const { t } = useTranslation()
  return useCallback(
    ({ number, year, signedOn }) => {
      const date = formatDate(signedOn, 'short')
      return number === null
        ? t('bodies.order.shortBlank', { date })
        : t('bodies.order.short', { number, year, date })
    },
    [t],
  )
}

/** One line on how many members a rule lays down, for how long, and who appoints. */
export function useRuleLine(): (rule: BodyRule) => string {
  const { t } = useTranslation()
  return useCallback(
    ({ minimum, maximum, termYears, termOf, appointer, onePersonOneSeat }) => {
      const range =
        minimum !== null && maximum !== null
          ? t('bodies.rule.range', { minimum, maximum })
          : minimum !== null
            ? t('bodies.rule.minimum', { minimum })
            : maximum !== null
              ? t('bodies.rule.maximum', { maximum })
              : t('bodies.rule.none')
      return [
        range,
        termYears === null
          ? ''
          : t(termOf === 'body' ? 'bodies.rule.term' : 'bodies.rule.termOfSeats', { years: termYears }),
        appointer === '' ? '' : t('bodies.rule.appointer', { appointer }),
        onePersonOneSeat ? t('bodies.rule.onePersonOneSeat') : '',
      ]
        .filter((part) => part !== '')
        .join(' · ')
    },
    [t],
  )
}
