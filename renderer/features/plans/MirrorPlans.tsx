import { useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanLine } from '../../../core/plans/contract.ts'
import { searchKey } from '../../../core/thai/text.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatDate, formatNumber } from '../../app/format.ts'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Table } from '../../ui/Table.tsx'
import { usePlanYear, YearPicker } from '../../ui/YearPicker.tsx'
import { workLevels } from './overview-rows.ts'
import { PlanStateChip } from './PlanStateChip.tsx'

/** Plans as another office handed them in: to read, never to change (PRODUCT.md "a submission, not a sync"). */
export function MirrorPlans() {
  const { t } = useTranslation()
  const go = useGo()
  const { planFy, years, setPlanFy } = usePlanYear()
  const [asked, setOffice] = useQueryParam('officeId')
  const [level, setLevel] = useQueryParam('level')
  const [text, setText] = useState('')
  const offices = useQuery(api.exchange.offices.queryOptions())
  const officeId = asked ?? offices.data?.[0]?.id ?? null
  const office = offices.data?.find((one) => one.id === officeId)
  const plans = useQuery({
    ...api.plans.list.queryOptions({
      input: {
        level: workLevels.find((one) => one === level) ?? null,
        planFy,
        tambonCode: null,
        officeId: officeId ?? '',
      },
    }),
    enabled: officeId !== null,
  })
  const wanted = searchKey(text)
  const shown = (plans.data ?? []).filter((plan) => wanted === '' || searchKey(plan.name).includes(wanted))

  if (offices.data?.length === 0) {
    return (
      <Page title={t('plans.title')}>
        <Section>
          <EmptyState
            icon={Inbox}
            title={t('plans.mirror.none')}
            text={t('plans.mirror.none.what')}
            action={
              <Button look="main" href="/exchange/in">
                {t('exchange.in.title')}
              </Button>
            }
          />
        </Section>
      </Page>
    )
  }
  return (
    <Page
      title={office ? t('plans.mirror.of', { office: office.name }) : t('plans.title')}
      help={t('plans.mirror.help')}
      actions={<YearPicker planFy={planFy} years={years} onChange={setPlanFy} />}
    >
      <FilterBar>
        <FilterSelect
          label={t('plans.mirror.office')}
          value={officeId ?? ''}
          options={(offices.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
          onChange={setOffice}
          width="17rem"
        />
        <FilterSelect
          label={t('plans.mirror.level')}
          value={level ?? ''}
          options={[
            { value: '', label: t('common.all') },
            ...workLevels.map((one) => ({ value: one, label: t(`plans.level.${one}`) })),
          ]}
          onChange={(value) => setLevel(value === '' ? null : value)}
          width="17rem"
        />
        <FilterText label={t('plans.overview.find')} value={text} onChange={setText} />
      </FilterBar>
      <Section flush>
        <Query of={plans}>
          {() => (
            <ArrowRows>
              <Table<PlanLine>
                label={t('plans.title')}
                rows={shown}
                rowKey={(row) => row.id}
                maxHeight="calc(100vh - 15rem)"
                empty={
                  <EmptyState title={t('plans.overview.nothing')} text={t('plans.mirror.nothing.what')} />
                }
                columns={[
                  {
                    key: 'name',
                    title: t('plans.overview.column.area'),
                    rowHead: true,
                    width: '42%',
                    cell: (row) => <RowLink onOpen={() => go(`/plans/${row.id}`)}>{row.name}</RowLink>,
                  },
                  {
                    key: 'state',
                    title: t('plans.overview.column.state'),
                    cell: (row) => <PlanStateChip state={row.state} />,
                  },
                  {
                    key: 'adopted',
                    title: t('plans.overview.column.adopted'),
                    nowrap: true,
                    cell: (row) => (row.adoptedOn ? formatDate(row.adoptedOn, 'short') : ''),
                  },
                  {
                    key: 'entries',
                    title: t('plans.overview.column.entries'),
                    align: 'right',
                    cell: (row) => formatNumber(row.entries),
                    total: formatNumber(shown.reduce((sum, row) => sum + row.entries, 0)),
                  },
                  {
                    key: 'total',
                    title: t('plans.overview.column.total'),
                    align: 'right',
                    cell: (row) => formatBaht(row.total),
                  },
                ]}
              />
            </ArrowRows>
          )}
        </Query>
      </Section>
    </Page>
  )
}
