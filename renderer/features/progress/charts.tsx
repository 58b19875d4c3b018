import { ChartNoAxesColumn } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Progress } from '../../../core/progress/contract.ts'
import { lateGroups, stepStates } from '../../../core/progress/rules.ts'
import { formatMonth } from '../../app/format.ts'
import { BarChart, EmptyState } from '../../ui/index.ts'

/** Plans of each tambon by their state: village, community and tambon plans together. */
export function CompletenessChart({ progress, mineOnly }: { progress: Progress; mineOnly: boolean }) {
  const { t } = useTranslation()
  return (
    <BarChart
      label={t('progress.chart.completeness')}
      rowsLabel={t('common.tambon')}
      rows={progress.tambons
        .filter((one) => !mineOnly || one.mine)
        .map((one) => ({
          key: one.tambonCode,
          label: one.tambonName,
          href: `/progress?planFy=${progress.planFy}${progress.asOf === progress.today ? '' : `&asOf=${progress.asOf}`}&tambon=${one.tambonCode}`,
          values: one.all,
        }))}
      series={stepStates.map((state) => ({ key: state, name: t(`common.status.${state}`), tone: state }))}
      total
      empty={<NoFigures />}
    />
  )
}

const tones = { inTime: 'done', late14: 'warning', late30: 'accent', lateMore: 'late' } as const

/** Plans adopted month by month, in time or late by how many days. */
export function TimelinessChart({ progress }: { progress: Progress }) {
  const { t } = useTranslation()
  return (
    <BarChart
      label={t('progress.chart.timeliness')}
      rowsLabel={t('progress.chart.month')}
      rows={progress.months.map(({ month, ...values }) => ({
        key: month,
        label: `${formatMonth(month)} ${(Number(month.slice(0, 4)) + 543) % 100}`,
        values,
      }))}
      series={lateGroups.map(({ key }) => ({ key, name: t(`progress.late.${key}`), tone: tones[key] }))}
      bars="standing"
      total
      empty={<NoFigures />}
    />
  )
}

function NoFigures() {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={ChartNoAxesColumn}
      title={t('progress.chart.empty.title')}
      text={t('progress.chart.empty.text')}
    />
  )
}
