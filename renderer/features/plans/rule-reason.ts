import { useTranslation } from 'react-i18next'
import type { RuleReason } from '../../../core/plans/contract.ts'
import { formatMoo } from '../../../core/thai/moo.ts'

/** Names of areas that are written out; the others are counted. */
const shownNames = 2

/** Why an entry meets a take-up rule, in words: กระทบ ม.3, 5 · เสนอโดย … */
export function useRuleReason(): (reason: RuleReason) => string {
  const { t } = useTranslation()
  return (reason) => {
    if (reason.kind === 'villages') return t('plans.reason.villages', { moo: formatMoo(reason.moo) })
    if (reason.kind === 'tambons') return t('plans.reason.tambons', { names: reason.names.join(', ') })
    if (reason.kind === 'proposers') {
      const more = reason.names.length - shownNames
      return t(more > 0 ? 'plans.reason.proposersMore' : 'plans.reason.proposers', {
        names: reason.names.slice(0, shownNames).join(', '),
        more,
      })
    }
    if (reason.kind === 'class') return t(`plans.class.${reason.projectClass}`)
    return t(`plans.reason.${reason.kind}`)
  }
}
