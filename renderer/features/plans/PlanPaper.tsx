import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { PaperRef } from '../../../core/papers/rules.ts'
import type { PlanLine } from '../../../core/plans/contract.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { FilterSelect } from '../../ui/Filters.tsx'
import { PaperView } from '../../ui/PaperView.tsx'

type Choice = { value: string; label: string; paper: PaperRef }

/**
 * What a plan can be printed as: its table, its book, its rank list, the list for the province; a needs plan by issue, by
 * budget source, and of one source alone.
 */
export function PlanPaper({ plan }: { plan: PlanLine & { rows: readonly { budgetSource: string }[] } }) {
  const { t } = useTranslation()
  const [asked, ask] = useQueryParam('paper')
  const choices = choicesOf(plan, t)
  const chosen = choices.find((choice) => choice.value === asked) ?? choices[0]
  if (!chosen) return null
  return (
    <PaperView
      paper={chosen.paper}
      actions={
        <FilterSelect
          label={t('plans.paper.which')}
          value={chosen.value}
          options={choices}
          onChange={ask}
          width="12rem"
        />
      }
    />
  )
}

function choicesOf(plan: PlanLine & { rows: readonly { budgetSource: string }[] }, t: TFunction): Choice[] {
  const { id, level, planFy, officeId } = plan
  const one = (value: string, paper: PaperRef): Choice => ({ value, label: t(`plans.paper.${value}`), paper })
  if (level === 'needs') {
    const sources = [...new Set(plan.rows.map((row) => row.budgetSource))].filter((source) => source !== '')
    return [
      one('needs', { kind: 'needsPlan', id }),
      one('needsBySource', { kind: 'needsPlan', id, by: 'source' }),
      one('rankList', { kind: 'rankList', id }),
      ...sources.map((source) => ({
        value: `source:${source}`,
        label: t('plans.paper.ofSource', { source }),
        paper: { kind: 'needsPlan', id, source } as const,
      })),
    ]
  }
  return [
    one('table', { kind: 'plan', id }),
    ...(level === 'village' || level === 'tambon' ? [one('book', { kind: 'planBook', id })] : []),
    one('rankList', { kind: 'rankList', id }),
    ...(level === 'district' ? [one('provinceList', { kind: 'provinceList', planFy, officeId })] : []),
  ]
}
