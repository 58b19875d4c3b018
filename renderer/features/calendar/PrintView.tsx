import Box from '@mui/material/Box'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fiscalYearOf } from '../../../core/thai/dates.ts'
import { FilterCheck, FilterSelect } from '../../ui/Filters.tsx'
import { PaperView } from '../../ui/index.ts'
import { type LookAt, useWeekStart } from './use-look-at.ts'
import { WeekStartSelect } from './WeekStartSelect.tsx'

const forms = ['month', 'months', 'year', 'list'] as const
type Form = (typeof forms)[number]

/** ปฏิทินการปฏิบัติงาน on paper: a month, every month of the fiscal year, the year on one page, the list by date. */
export function PrintView({ look }: { look: LookAt }) {
  const { t } = useTranslation()
  const [form, setForm] = useState<Form>('month')
  const { day, mine } = look
  const [weekStart, setWeekStart] = useWeekStart()
  const isMonths = form === 'month' || form === 'months'
  const month = Number(day.slice(5, 7))
  const fiscalYear = fiscalYearOf(day)
  // The months of a fiscal year in their order, October first.
  const months = Array.from({ length: 12 }, (_, at) => ((at + 9) % 12) + 1)
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.2, alignItems: 'center', mb: 1.2 }}>
        <FilterSelect
          label={t('calendar.print.form')}
          value={form}
          width="18rem"
          options={forms.map((one) => ({ value: one, label: t(`calendar.print.${one}`) }))}
          onChange={(next) => setForm(forms.find((one) => one === next) ?? 'month')}
        />
        <FilterSelect
          label={t('calendar.print.fiscalYear')}
          value={String(fiscalYear)}
          width="9rem"
          options={Array.from({ length: 9 }, (_, at) => String(fiscalYear - 4 + at)).map((one) => ({
            value: one,
            label: one,
          }))}
          onChange={(next) => look.setDay(dayOf(Number(next), month))}
        />
        {form === 'month' ? (
          <FilterSelect
            label={t('calendar.print.whichMonth')}
            value={String(month)}
            width="11rem"
            options={months.map((one) => ({ value: String(one), label: t(`calendar.monthName.${one}`) }))}
            onChange={(next) => look.setDay(dayOf(fiscalYear, Number(next)))}
          />
        ) : null}
        {isMonths ? <WeekStartSelect weekStart={weekStart} onChange={setWeekStart} /> : null}
        <FilterCheck label={t('calendar.mine')} checked={mine} onChange={look.setMine} />
      </Box>
      <PaperView
        paper={{
          kind: 'calendar',
          form,
          fiscalYear,
          ...(form === 'month' ? { month } : {}),
          ...(mine ? { mine } : {}),
          ...(isMonths && weekStart === 1 ? { weekStart } : {}),
        }}
      />
    </>
  )
}

/** First day of a month (1–12) of a fiscal year (พ.ศ.). */
function dayOf(fiscalYear: number, month: number): string {
  const year = fiscalYear - 543 - (month >= 10 ? 1 : 0)
  return `${year}-${String(month).padStart(2, '0')}-01`
}
