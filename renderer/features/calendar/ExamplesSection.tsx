import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { WindowExample } from '../../../core/calendar/contract.ts'
import type { PlanLevel } from '../../../core/calendar/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatDate } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { Button, Section, Table, useConfirm } from '../../ui/index.ts'

/** ตัวอย่างจากหนังสือและข่าว: the windows that letters gave, to look at and to take over (DOMAIN.md §4.1). */
export function ExamplesSection({ planFy }: { planFy: number | null }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const confirm = useConfirm()
  const examples = useQuery(api.calendar.windowExamples.queryOptions())
  const take = useCommand(client.calendar.takeExamples)
  const rows = examples.data ?? []
  const years = [...new Set(rows.map((row) => row.planFy))].sort()
  if (years.length === 0) return null
  const use = async (fromFy: number) => {
    const levels = rows.flatMap((row): PlanLevel[] =>
      row.planFy === fromFy && row.level !== 'report' ? [row.level] : [],
    )
    const to = planFy ?? fromFy
    const sure = await confirm({
      title: t('calendar.examples.take', { year: to }),
      text: t(to === fromFy ? 'calendar.examples.sure' : 'calendar.examples.sureMoved', {
        year: to,
        from: fromFy,
      }),
      confirm: t('calendar.examples.take', { year: to }),
    })
    if (!sure) return
    const done = await take.attempt({ fromFy, planFy: to, levels })
    if (done.ok) notify(t('calendar.examples.taken', { year: to }))
  }
  return (
    <Section
      title={t('calendar.examples')}
      help={t('calendar.examples.help')}
      flush
      actions={years.map((year) => (
        <Button key={year} busy={take.running} onClick={() => void use(year)}>
          {t('calendar.examples.takeFrom', { from: year, year: planFy ?? year })}
        </Button>
      ))}
    >
      <Table<WindowExample>
        label={t('calendar.examples')}
        rows={rows}
        rowKey={(row) => `${row.planFy} ${row.level}`}
        columns={[
          {
            key: 'fy',
            title: t('common.planYear'),
            nowrap: true,
            cell: (row) => row.planFy,
          },
          {
            key: 'level',
            title: t('calendar.windows.level'),
            rowHead: true,
            width: '13rem',
            cell: (row) =>
              row.level === 'report' ? t('calendar.kind.report') : t(`common.level.${row.level}`),
          },
          {
            key: 'span',
            title: t('calendar.examples.span'),
            nowrap: true,
            cell: (row) => `${formatDate(row.startsOn, 'short')} – ${formatDate(row.endsOn, 'short')}`,
          },
          { key: 'source', title: t('calendar.windows.source'), cell: (row) => row.source },
          {
            key: 'certainty',
            title: t('calendar.windows.certainty'),
            nowrap: true,
            cell: (row) => t(`calendar.certainty.${row.certainty[0] ?? 'B'}`),
          },
        ]}
      />
    </Section>
  )
}
