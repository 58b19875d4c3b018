import Box from '@mui/material/Box'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { FileText, Route } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Journey } from '../../../core/plans/contract.ts'
import { type Outcome, outcomes } from '../../../core/plans/rules.ts'
import { api } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useOffice } from '../../app/office.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PaperView } from '../../ui/PaperView.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { SplitPaper } from '../../ui/SplitPaper.tsx'
import { Table } from '../../ui/Table.tsx'
import { usePlanYear, YearPicker } from '../../ui/YearPicker.tsx'
import { JourneyDrawer } from './JourneyDrawer.tsx'
import { JourneyStrip } from './JourneyStrip.tsx'

const pageSize = 100

/** เส้นทางโครงการ of a village, a tambon or the whole year: one line each, and the feedback sheet for the next forum. */
export default function WaysPage() {
  const { t } = useTranslation()
  const { office } = useOffice()
  const { planFy, years, setPlanFy } = usePlanYear()
  const [tambonAsked, setTambon] = useQueryParam('tambon')
  const [villageId, setVillage] = useQueryParam('village')
  const [stateAsked, setState] = useQueryParam('outcome')
  const [paper, setPaper] = useQueryParam('paper')
  const [text, setText] = useState('')
  const [shown, setShown] = useState(pageSize)
  const [projectId, setProject] = useState<string | null>(null)
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const villages = useQuery(api.geography.villages.queryOptions({ input: { tambonCode: null } }))
  const tambonCode = tambonAsked ?? null
  const outcome = outcomes.find((one) => one === stateAsked) ?? null
  const ways = useQuery({
    ...api.plans.ways.queryOptions({
      input: {
        planFy,
        tambonCode,
        villageId,
        outcome,
        text,
        offset: 0,
        limit: Math.min(shown, 500),
        officeId: office.id,
      },
    }),
    placeholderData: keepPreviousData,
  })
  const counts = ways.data?.counts
  const all = counts ? outcomes.reduce((sum, one) => sum + counts[one], 0) : null
  const narrow = (change: () => void) => {
    setShown(pageSize)
    change()
  }
  const sheet =
    villageId !== null
      ? ({ kind: 'feedback', villageId, planFy } as const)
      : tambonCode !== null
        ? ({ kind: 'tambonFeedback', tambonCode, planFy } as const)
        : null
  const inTambon = (villages.data ?? []).filter((one) => tambonCode === null || one.tambonCode === tambonCode)

  return (
    <Page
      title={t('plans.journey.title')}
      help={t('plans.ways.help')}
      back={{ href: '/plans', label: t('plans.page.back') }}
      actions={
        <>
          <YearPicker planFy={planFy} years={years} onChange={(year) => narrow(() => setPlanFy(year))} />
          <Button
            icon={FileText}
            disabled={sheet === null}
            onClick={() => setPaper(paper === null ? '1' : null)}
          >
            {t(paper === null || sheet === null ? 'plans.ways.sheet' : 'plans.ways.sheet.hide')}
          </Button>
        </>
      }
    >
      <Tabs
        value={outcome ?? 'all'}
        onChange={(_, value: Outcome | 'all') => narrow(() => setState(value === 'all' ? null : value))}
        aria-label={t('plans.ways.outcomes')}
        variant="scrollable"
        sx={{ mb: 1.2, borderBottom: 1, borderColor: 'divider' }}
      >
        {(['all', ...outcomes] as const).map((one) => (
          <Tab
            key={one}
            value={one}
            label={
              <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
                {one === 'all' ? t('common.all') : t(`plans.outcome.${one}`)}{' '}
                <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
                  {counts ? formatNumber(one === 'all' ? all : counts[one]) : '–'}
                </Box>
              </Box>
            }
          />
        ))}
      </Tabs>
      <FilterBar>
        <FilterSelect
          label={t('plans.overview.tambon')}
          value={tambonCode ?? ''}
          options={[
            { value: '', label: t('plans.overview.allTambons') },
            ...(tambons.data ?? []).map((one) => ({
              value: one.code,
              label: t('plans.area.tambon', { name: one.name }),
            })),
          ]}
          onChange={(value) =>
            narrow(() => {
              setVillage(null)
              setTambon(value === '' ? null : value)
            })
          }
        />
        <FilterSelect
          label={t('plans.ways.village')}
          value={villageId ?? ''}
          width="19rem"
          options={[
            { value: '', label: t('plans.ways.allVillages') },
            ...inTambon.map((one) => ({
              value: one.id,
              label:
                one.mooNo === null
                  ? one.name
                  : t('plans.area.village', { name: one.name, moo: one.mooNo, tambon: one.tambonName }),
            })),
          ]}
          onChange={(value) => narrow(() => setVillage(value === '' ? null : value))}
        />
        <FilterText
          label={t('plans.takeUp.find')}
          value={text}
          onChange={(value) => narrow(() => setText(value))}
        />
      </FilterBar>
      <SplitPaper paper={paper === null || sheet === null ? null : <PaperView paper={sheet} />}>
        <Section flush>
          <Query of={ways}>
            {(data) => (
              <>
                <ArrowRows>
                  <Table<Journey>
                    label={t('plans.journey.title')}
                    rows={data.rows}
                    rowKey={(row) => row.projectId}
                    maxHeight="calc(100vh - 17rem)"
                    empty={
                      <EmptyState
                        icon={Route}
                        title={t('plans.ways.none')}
                        text={t('plans.ways.none.what')}
                      />
                    }
                    columns={[
                      {
                        key: 'name',
                        title: t('plans.column.name'),
                        rowHead: true,
                        width: '30%',
                        cell: (row) => (
                          <RowLink onOpen={() => setProject(row.projectId)} hint={t('plans.ways.open')}>
                            {row.name}
                          </RowLink>
                        ),
                      },
                      {
                        key: 'origin',
                        title: t('plans.column.origin'),
                        width: '15%',
                        cell: (row) => row.originName,
                      },
                      {
                        key: 'way',
                        title: t('plans.journey.title'),
                        cell: (row) => <JourneyStrip journey={row} />,
                      },
                    ]}
                  />
                </ArrowRows>
                {data.rows.length < data.total ? (
                  <Box sx={{ display: 'flex', gap: 1.2, alignItems: 'center', p: 1 }}>
                    <span>
                      {t('plans.ways.part', {
                        shown: formatNumber(data.rows.length),
                        total: formatNumber(data.total),
                      })}
                    </span>
                    {shown < 500 ? (
                      <Button
                        look="quiet"
                        onClick={() => setShown((now) => now + pageSize)}
                        busy={ways.isFetching}
                      >
                        {t('plans.ways.more')}
                      </Button>
                    ) : (
                      <span>{t('plans.ways.narrow')}</span>
                    )}
                  </Box>
                ) : null}
              </>
            )}
          </Query>
        </Section>
      </SplitPaper>
      {projectId === null ? null : <JourneyDrawer projectId={projectId} onClose={() => setProject(null)} />}
    </Page>
  )
}
