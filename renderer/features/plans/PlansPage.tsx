import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { Archive, CalendarPlus, FileStack, MapPinned, Route } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VillageRow } from '../../../core/geography/contract.ts'
import { api } from '../../app/client.ts'
import { formatBaht, formatDate, formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'
import { usePlanYear, YearPicker } from '../../ui/YearPicker.tsx'
import { MirrorPlans } from './MirrorPlans.tsx'
import {
  type AreaRow,
  areaRows,
  filterAreas,
  type Places,
  type WorkLevel,
  workLevels,
} from './overview-rows.ts'
import { PlanStateChip } from './PlanStateChip.tsx'
import { ReturnedList } from './ReturnedList.tsx'
import { StartPlanDialog } from './StartPlanDialog.tsx'

/** The office's own plans; at the province, what the districts handed in. */
export default function PlansPage() {
  const [officeId] = useQueryParam('officeId')
  const { office } = useOffice()
  return office.profile === 'province' || (officeId !== null && officeId !== office.id) ? (
    <MirrorPlans />
  ) : (
    <OwnPlans />
  )
}

/** Plans of a plan FY by level: what is still to be done comes first, Enter opens or begins it. */
function OwnPlans() {
  const { t } = useTranslation()
  const go = useGo()
  const { planFy, years, setPlanFy } = usePlanYear()
  const [levelAsked, setLevel] = useQueryParam('level')
  const [tambonCode, setTambon] = useQueryParam('tambon')
  const [text, setText] = useState('')
  const [starting, setStarting] = useState<AreaRow | null>(null)
  const level = workLevels.find((one) => one === levelAsked) ?? 'village'

  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const villages = useQuery(api.geography.villages.queryOptions({ input: { tambonCode: null } }))
  const laos = useQuery(api.geography.laos.queryOptions())
  const status = useQuery(api.office.status.queryOptions())
  const plans = useQuery(
    api.plans.list.queryOptions({ input: { level, planFy, tambonCode: null }, enabled: planFy !== null }),
  )
  const progress = useQuery(
    api.plans.progress.queryOptions({ input: { planFy: planFy ?? 0 }, enabled: planFy !== null }),
  )

  const places = useMemo<Places>(
    () => ({
      villages: villages.data ?? [],
      tambons: tambons.data ?? [],
      laos: laos.data ?? [],
      districtCode: status.data?.office?.districtCode ?? null,
      districtName: status.data?.office?.districtName ?? null,
      words: {
        village: (village: VillageRow) =>
          village.mooNo === null
            ? t('plans.area.community', {
                name: village.name.replace(/^ชุมชน/u, ''),
                tambon: village.tambonName,
              })
            : t('plans.area.village', { name: village.name, moo: village.mooNo, tambon: village.tambonName }),
        tambon: (name) => t('plans.area.tambon', { name }),
        district: (name) => t('plans.area.district', { name }),
      },
    }),
    [villages.data, tambons.data, laos.data, status.data, t],
  )
  const all = useMemo(() => areaRows(level, places, plans.data ?? []), [level, places, plans.data])
  const shown = useMemo(() => filterAreas(all, tambonCode, text), [all, tambonCode, text])
  // An office without อปท. on record has no lists of theirs to look at.
  const levels = workLevels.filter((one) => one !== 'local' || places.laos.length > 0 || level === 'local')
  const open = (row: AreaRow) => (row.plan ? go(`/plans/${row.plan.id}`) : setStarting(row))
  const next = shown.find((row) => row.plan?.state !== 'adopted')

  return (
    <Page
      title={t('plans.title')}
      help={t('plans.overview.help')}
      actions={
        <>
          <Button icon={Archive} href="/projects">
            {t('projects.title')}
          </Button>
          <Button icon={Route} href={planFy === null ? '/plans/ways' : `/plans/ways?planFy=${planFy}`}>
            {t('plans.journey.title')}
          </Button>
          <Button icon={CalendarPlus} href="/plans/new-year">
            {t('plans.newYear.open')}
          </Button>
          <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />
          {next && planFy !== null ? (
            <Button look="main" onClick={() => open(next)}>
              {t('plans.overview.next', { name: next.areaName })}
            </Button>
          ) : null}
        </>
      }
    >
      {planFy === null ? (
        <Section>
          <EmptyState
            icon={FileStack}
            title={t('plans.overview.noYear')}
            text={t('plans.overview.noYear.what')}
            action={
              <Button look="main" href="/directives/new">
                {t('plans.overview.noYear.do')}
              </Button>
            }
          />
        </Section>
      ) : (
        <>
          <Tabs
            value={level}
            onChange={(_, value: WorkLevel) => setLevel(value)}
            aria-label={t('plans.title')}
            variant="scrollable"
            sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
          >
            {levels.map((one) => {
              const count = progress.data?.find((line) => line.level === one)
              return (
                <Tab
                  key={one}
                  value={one}
                  label={
                    <Box sx={{ textAlign: 'left' }}>
                      <div>{t(`plans.level.${one}`)}</div>
                      <Box sx={{ fontSize: '0.82rem', fontWeight: 400, color: 'text.secondary' }}>
                        {count
                          ? `${t('plans.overview.progress', { adopted: formatNumber(count.adopted), expected: formatNumber(count.expected) })} · ${t('plans.overview.entries', { count: formatNumber(count.entries) })}`
                          : '–'}
                      </Box>
                    </Box>
                  }
                  sx={{ alignItems: 'flex-start' }}
                />
              )
            })}
          </Tabs>
          {level === 'village' || level === 'tambon' ? (
            <FilterBar>
              <FilterSelect
                label={t('plans.overview.tambon')}
                value={tambonCode ?? ''}
                options={[
                  { value: '', label: t('plans.overview.allTambons') },
                  ...places.tambons.map((tambon) => ({
                    value: tambon.code,
                    label: t('plans.area.tambon', { name: tambon.name }),
                  })),
                ]}
                onChange={(value) => setTambon(value === '' ? null : value)}
              />
              <FilterText label={t('plans.overview.find')} value={text} onChange={setText} />
            </FilterBar>
          ) : null}
          <ReturnedList />
          <Section flush>
            <Query of={plans}>
              {() =>
                level === 'village' && villages.data?.length === 0 ? (
                  <EmptyState
                    icon={MapPinned}
                    title={t('plans.overview.noVillages')}
                    text={t('plans.overview.noVillages.what')}
                    action={
                      <Button look="main" href="/geography">
                        {t('plans.overview.noVillages.do')}
                      </Button>
                    }
                  />
                ) : (
                  <ArrowRows>
                    <Table<AreaRow>
                      label={t(`plans.level.${level}`)}
                      rows={shown}
                      rowKey={(row) => row.areaKey}
                      maxHeight="calc(100vh - 17rem)"
                      empty={
                        <EmptyState
                          title={t('plans.overview.nothing')}
                          text={t('plans.overview.nothing.what')}
                        />
                      }
                      columns={[
                        {
                          key: 'area',
                          title: t('plans.overview.column.area'),
                          rowHead: true,
                          width: '34%',
                          cell: (row) => (
                            <RowLink
                              onOpen={() => open(row)}
                              hint={t(row.plan ? 'plans.overview.open' : 'plans.overview.start')}
                            >
                              {row.areaName}
                            </RowLink>
                          ),
                        },
                        {
                          key: 'edition',
                          title: t('plans.start.edition'),
                          width: '10rem',
                          cell: (row) =>
                            row.plan === null
                              ? ''
                              : row.editions > 1
                                ? t('plans.overview.editions', {
                                    edition: t(`plans.edition.${row.plan.edition}`),
                                    count: formatNumber(row.editions),
                                  })
                                : t(`plans.edition.${row.plan.edition}`),
                        },
                        {
                          key: 'state',
                          title: t('plans.overview.column.state'),
                          width: '13rem',
                          cell: (row) => (
                            <Box sx={{ display: 'flex', gap: 0.6, flexWrap: 'wrap' }}>
                              <PlanStateChip state={row.plan?.state ?? null} />
                              {row.plan && row.plan.returned > 0 ? (
                                <StatusChip
                                  status="late"
                                  label={t('plans.return.waiting', {
                                    count: formatNumber(row.plan.returned),
                                  })}
                                />
                              ) : null}
                            </Box>
                          ),
                        },
                        {
                          key: 'adopted',
                          title: t('plans.overview.column.adopted'),
                          nowrap: true,
                          width: '9rem',
                          cell: (row) => (row.plan?.adoptedOn ? formatDate(row.plan.adoptedOn, 'short') : ''),
                        },
                        {
                          key: 'entries',
                          title: t('plans.overview.column.entries'),
                          align: 'right',
                          width: '6rem',
                          cell: (row) => (row.plan ? formatNumber(row.plan.entries) : ''),
                          total: formatNumber(shown.reduce((sum, row) => sum + (row.plan?.entries ?? 0), 0)),
                        },
                        {
                          key: 'total',
                          title: t('plans.overview.column.total'),
                          align: 'right',
                          width: '12rem',
                          cell: (row) => (row.plan ? formatBaht(row.plan.total) : ''),
                          total: formatBaht(shown.reduce((sum, row) => sum + (row.plan?.total ?? 0), 0)),
                        },
                      ]}
                    />
                  </ArrowRows>
                )
              }
            </Query>
          </Section>
        </>
      )}
      {starting && planFy !== null ? (
        <StartPlanDialog
          level={level}
          areaKey={starting.areaKey}
          areaName={starting.areaName}
          planFy={planFy}
          edition="first"
          onClose={() => setStarting(null)}
        />
      ) : null}
    </Page>
  )
}
