import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { CalendarPlus, MapPinned, Megaphone } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ForumArea, ForumBoard } from '../../../core/forums/contract.ts'
import { api } from '../../app/client.ts'
import { formatDate, formatNumber } from '../../app/format.ts'
import { useGo, useQueryParam } from '../../app/routes.tsx'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterCheck, FilterSelect } from '../../ui/Filters.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Query } from '../../ui/Query.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Table } from '../../ui/Table.tsx'
import { usePlanYear, YearPicker } from '../../ui/YearPicker.tsx'
import { ForumStateChip } from './ForumStateChip.tsx'
import { PlanForumsDialog } from './PlanForumsDialog.tsx'

type Tambon = ForumBoard['tambons'][number]
type Planning = { areas: ForumArea[]; again: boolean }

/** Which villages, communities and tambons have planned or held their forum for a plan FY (C6). */
export default function ForumsPage() {
  const { t } = useTranslation()
  const { planFy, years, setPlanFy } = usePlanYear()
  const [asked, setTambon] = useQueryParam('tambon')
  const [openOnly, setOpenOnly] = useState(false)
  const [planning, setPlanning] = useState<Planning | null>(null)
  const board = useQuery(
    api.forums.board.queryOptions({ input: { planFy: planFy ?? 0 }, enabled: planFy !== null }),
  )
  const tambons = board.data?.tambons ?? []
  const chosen =
    tambons.find((one) => one.tambonCode === asked) ?? (tambons.length === 1 ? tambons[0] : undefined)
  const span = board.data?.windows.village
  const missing = (rows: readonly Tambon[]) =>
    rows.flatMap((one) => one.areas.filter((area) => area.forums.length === 0))
  const toPlan = missing(chosen ? [chosen] : tambons)
  return (
    <Page
      title={t('forums.title')}
      help={
        span
          ? t('forums.help.window', {
              from: formatDate(span.startsOn, 'short'),
              to: formatDate(span.endsOn, 'short'),
            })
          : t('forums.help')
      }
      actions={
        <>
          <YearPicker planFy={planFy} years={years} onChange={setPlanFy} />
          {toPlan.length > 0 && planFy !== null ? (
            <Button
              look="main"
              icon={CalendarPlus}
              onClick={() => setPlanning({ areas: toPlan, again: false })}
            >
              {chosen
                ? t('forums.planAll.tambon', { count: toPlan.length, tambon: chosen.tambonName })
                : t('forums.planAll', { count: toPlan.length })}
            </Button>
          ) : null}
        </>
      }
    >
      {planFy === null ? (
        <Section>
          <EmptyState
            icon={Megaphone}
            title={t('forums.noYear')}
            text={t('forums.noYear.what')}
            action={
              <Button look="main" href="/directives/new">
                {t('forums.noYear.do')}
              </Button>
            }
          />
        </Section>
      ) : (
        <Query of={board}>
          {(data) =>
            data.tambons.every((one) => one.expected === 0) ? (
              <Section>
                <EmptyState
                  icon={MapPinned}
                  title={t('forums.noVillages')}
                  text={t('forums.noVillages.what')}
                  action={
                    <Button look="main" href="/geography">
                      {t('forums.noVillages.do')}
                    </Button>
                  }
                />
              </Section>
            ) : (
              <>
                <FilterBar>
                  <FilterSelect
                    label={t('common.tambon')}
                    value={chosen?.tambonCode ?? ''}
                    options={[
                      { value: '', label: t('forums.allTambons') },
                      ...data.tambons.map((one) => ({ value: one.tambonCode, label: one.tambonName })),
                    ]}
                    onChange={(value) => setTambon(value === '' ? null : value)}
                  />
                  {chosen ? (
                    <FilterCheck label={t('forums.openOnly')} checked={openOnly} onChange={setOpenOnly} />
                  ) : null}
                </FilterBar>
                {chosen ? (
                  <AreaTable
                    areas={[...chosen.areas, chosen.tambon].filter(
                      (area) => !openOnly || area.state !== 'done',
                    )}
                    label={chosen.tambonName}
                    plan={(area, again) => setPlanning({ areas: [area], again })}
                  />
                ) : (
                  <TambonTable tambons={data.tambons} open={setTambon} />
                )}
              </>
            )
          }
        </Query>
      )}
      {planning && planFy !== null ? (
        <PlanForumsDialog planFy={planFy} {...planning} onClose={() => setPlanning(null)} />
      ) : null}
    </Page>
  )
}

function TambonTable({ tambons, open }: { tambons: readonly Tambon[]; open: (code: string) => void }) {
  const { t } = useTranslation()
  const sum = (of: (one: Tambon) => number) =>
    formatNumber(tambons.reduce((total, one) => total + of(one), 0))
  const needs = (one: Tambon) =>
    [one.tambon, ...one.areas].flatMap((area) => area.forums).reduce((total, forum) => total + forum.needs, 0)
  return (
    <Section flush>
      <ArrowRows>
        <Table<Tambon>
          label={t('forums.title')}
          rows={tambons}
          rowKey={(row) => row.tambonCode}
          rowTone={(row) => (row.late > 0 ? 'late' : undefined)}
          columns={[
            {
              key: 'tambon',
              title: t('common.tambon'),
              rowHead: true,
              width: '26%',
              cell: (row) => <RowLink onOpen={() => open(row.tambonCode)}>{row.tambonName}</RowLink>,
            },
            {
              key: 'held',
              title: t('forums.column.held'),
              align: 'right',
              width: '9rem',
              cell: (row) => (row.expected === 0 ? '–' : t('forums.of', { n: row.held, of: row.expected })),
              total: t('forums.of', { n: sum((one) => one.held), of: sum((one) => one.expected) }),
            },
            {
              key: 'planned',
              title: t('forums.column.planned'),
              align: 'right',
              width: '8rem',
              cell: (row) => formatNumber(row.planned),
              total: sum((one) => one.planned),
            },
            {
              key: 'late',
              title: t('forums.column.late'),
              align: 'right',
              width: '9rem',
              cell: (row) =>
                row.late > 0 ? (
                  <Box component="span" sx={{ color: 'error.main', fontWeight: 600 }}>
                    {formatNumber(row.late)}
                  </Box>
                ) : (
                  '–'
                ),
              total: sum((one) => one.late),
            },
            {
              key: 'needs',
              title: t('forums.column.needs'),
              align: 'right',
              width: '8rem',
              cell: (row) => formatNumber(needs(row)),
              total: sum(needs),
            },
            {
              key: 'state',
              title: t('forums.column.tambonForum'),
              width: '14rem',
              cell: (row) => <ForumStateChip area={row.tambon} />,
            },
          ]}
        />
      </ArrowRows>
    </Section>
  )
}

function AreaTable({
  areas,
  label,
  plan,
}: {
  areas: readonly ForumArea[]
  label: string
  plan: (area: ForumArea, again: boolean) => void
}) {
  const { t } = useTranslation()
  const go = useGo()
  const latest = (area: ForumArea) => area.forums.at(-1)
  const open = (area: ForumArea) => {
    const forum = latest(area)
    if (forum) go(`/forums/${forum.id}`)
    else plan(area, false)
  }
  return (
    <Section flush>
      <ArrowRows>
        <Table<ForumArea>
          label={label}
          rows={areas}
          rowKey={(row) => row.areaKey}
          maxHeight="calc(100vh - 16rem)"
          rowTone={(row) => (row.state === 'late' || row.overdue ? 'late' : undefined)}
          empty={<EmptyState title={t('forums.allDone')} text={t('forums.allDone.what')} />}
          columns={[
            {
              key: 'area',
              title: t('forums.column.area'),
              rowHead: true,
              width: '25%',
              cell: (row) => (
                <RowLink onOpen={() => open(row)} hint={t(latest(row) ? 'forums.open' : 'forums.plan')}>
                  {row.areaName}
                </RowLink>
              ),
            },
            {
              key: 'state',
              title: t('common.state'),
              cell: (row) => <ForumStateChip area={row} />,
            },
            {
              key: 'date',
              title: t('forums.column.date'),
              nowrap: true,
              width: '8rem',
              cell: (row) => (latest(row)?.heldOn ? formatDate(latest(row)?.heldOn ?? null, 'short') : ''),
            },
            {
              key: 'place',
              title: t('forums.column.place'),
              width: '22%',
              cell: (row) => latest(row)?.place ?? '',
            },
            {
              key: 'persons',
              title: t('forums.column.persons'),
              align: 'right',
              width: '5.5rem',
              cell: (row) => (latest(row)?.persons ? formatNumber(latest(row)?.persons ?? null) : ''),
            },
            {
              key: 'needs',
              title: t('forums.column.carried'),
              align: 'right',
              width: '8rem',
              cell: (row) => {
                const forum = latest(row)
                return forum && forum.needs > 0 ? t('forums.of', { n: forum.carried, of: forum.needs }) : ''
              },
            },
            {
              key: 'do',
              title: '',
              align: 'right',
              width: '9rem',
              cell: (row) =>
                row.forums.length === 0 ? (
                  <Button look="quiet" icon={CalendarPlus} onClick={() => plan(row, false)}>
                    {t('forums.plan')}
                  </Button>
                ) : row.state === 'done' ? (
                  <Button look="quiet" icon={CalendarPlus} onClick={() => plan(row, true)}>
                    {t('forums.planAgain')}
                  </Button>
                ) : null,
            },
          ]}
        />
      </ArrowRows>
    </Section>
  )
}
