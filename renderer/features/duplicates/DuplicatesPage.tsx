import Box from '@mui/material/Box'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { CopyX, SearchX } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairLine } from '../../../core/duplicates/contract.ts'
import { type Between, betweens } from '../../../core/duplicates/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useOffice } from '../../app/office.ts'
import { useQueryParam } from '../../app/routes.tsx'
import { useCommand, useTask } from '../../app/task.ts'
import { FilterBar, FilterSelect } from '../../ui/Filters.tsx'
import { Button, EmptyState, Page, ProgressDialog, Query, Section } from '../../ui/index.ts'
import { MergeDialog, NotSameDialog } from './DecideDialogs.tsx'
import { DecisionsTable } from './DecisionsTable.tsx'
import { PairCompare } from './PairCompare.tsx'
import { PairList } from './PairList.tsx'

const pageSize = 50
const scores = [60, 70, 80, 90] as const

/** Pairs that may be one project, decided one by one with the keyboard (C11). */
export default function DuplicatesPage() {
  const { t } = useTranslation()
  const [view, setView] = useQueryParam('view')
  return (
    <Page
      title={t('duplicates.title')}
      help={t('duplicates.help')}
      back={{ href: '/projects', label: t('projects.title') }}
      actions={
        <ToggleButtonGroup
          exclusive
          size="small"
          value={view === 'decisions' ? 'decisions' : 'pairs'}
          onChange={(_, next: string | null) =>
            next === null ? undefined : setView(next === 'pairs' ? null : next)
          }
          aria-label={t('duplicates.title')}
        >
          <ToggleButton value="pairs">{t('duplicates.tab.pairs')}</ToggleButton>
          <ToggleButton value="decisions">{t('duplicates.tab.decisions')}</ToggleButton>
        </ToggleButtonGroup>
      }
    >
      {view === 'decisions' ? <DecisionsTable /> : <PairsView />}
    </Page>
  )
}

function PairsView() {
  const { t } = useTranslation()
  const { office } = useOffice()
  const [tambon, setTambon] = useQueryParam('tambon')
  const [year, setYear] = useQueryParam('planFy')
  const [askedBetween, setBetween] = useQueryParam('between')
  const [askedMinimum, setMinimum] = useQueryParam('minimum')
  const [askedOffice, setOffice] = useQueryParam('officeId')
  const [limit, setLimit] = useState(pageSize)
  const between: Between = betweens.find((one) => one === askedBetween) ?? 'all'
  const minimum = scores.find((one) => String(one) === askedMinimum) ?? 0
  const tambons = useQuery(api.geography.ownTambons.queryOptions())
  const offices = useQuery(api.exchange.offices.queryOptions())
  const planFys = useQuery(
    api.plans.list.queryOptions({ input: { level: null, planFy: null, tambonCode: null } }),
  )
  const years = useMemo(
    () => [...new Set((planFys.data ?? []).map((plan) => plan.planFy))].sort((a, b) => b - a),
    [planFys.data],
  )
  const found = useQuery(
    api.duplicates.list.queryOptions({
      input: {
        officeId: askedOffice,
        tambonCode: tambon,
        planFy: year === null ? null : Number(year),
        between,
        minimum,
        offset: 0,
        limit,
      },
      placeholderData: keepPreviousData,
    }),
  )
  const narrowed =
    tambon !== null || year !== null || askedBetween !== null || minimum > 0 || askedOffice !== null
  const clear = () => {
    setTambon(null)
    setYear(null)
    setBetween(null)
    setMinimum(null)
    setOffice(null)
  }
  return (
    <>
      <FilterBar>
        {office.profile === 'province' ? (
          <FilterSelect
            label={t('duplicates.filter.office')}
            value={askedOffice ?? ''}
            onChange={(next) => setOffice(next || null)}
            options={[
              { value: '', label: t('common.all') },
              ...(offices.data ?? []).map((one) => ({ value: one.id, label: one.name })),
            ]}
            width="16rem"
          />
        ) : (
          <FilterSelect
            label={t('duplicates.filter.tambon')}
            value={tambon ?? ''}
            onChange={(next) => setTambon(next || null)}
            options={[
              { value: '', label: t('common.all') },
              ...(tambons.data ?? []).map((one) => ({ value: one.code, label: one.name })),
            ]}
          />
        )}
        <FilterSelect
          label={t('duplicates.filter.planFy')}
          value={year ?? ''}
          onChange={(next) => setYear(next || null)}
          options={[
            { value: '', label: t('common.all') },
            ...years.map((one) => ({ value: String(one), label: String(one) })),
          ]}
          width="8rem"
        />
        <FilterSelect
          label={t('duplicates.filter.between')}
          value={between}
          onChange={(next) => setBetween(next === 'all' ? null : next)}
          options={betweens.map((value) => ({ value, label: t(`duplicates.between.${value}`) }))}
          width="15rem"
        />
        <FilterSelect
          label={t('duplicates.filter.minimum')}
          value={minimum === 0 ? '' : String(minimum)}
          onChange={(next) => setMinimum(next || null)}
          options={[
            { value: '', label: t('duplicates.minimum.any') },
            ...scores.map((score) => ({
              value: String(score),
              label: t('duplicates.minimum.from', { score }),
            })),
          ]}
          width="11rem"
        />
        <Box role="status" sx={{ color: 'text.secondary', fontSize: '0.92rem' }}>
          {found.data?.ready
            ? t('duplicates.found', {
                count: formatNumber(found.data.total),
                projects: formatNumber(found.data.projects),
              })
            : ''}
        </Box>
      </FilterBar>
      <Query of={found} lines={8}>
        {(data) =>
          !data.ready ? (
            <SearchFirst pending={data.pending} />
          ) : data.rows.length === 0 ? (
            <Section flush>
              {narrowed ? (
                <EmptyState
                  icon={SearchX}
                  title={t('duplicates.none.filtered')}
                  text={t('duplicates.none.filtered.what')}
                  action={<Button onClick={clear}>{t('duplicates.none.clear')}</Button>}
                />
              ) : (
                <EmptyState
                  icon={CopyX}
                  title={t('duplicates.none')}
                  text={t('duplicates.none.what')}
                  action={<Button href="/projects">{t('projects.title')}</Button>}
                />
              )}
            </Section>
          ) : (
            <Workbench
              rows={data.rows}
              {...(data.rows.length < data.total && limit < 200
                ? { onMore: () => setLimit((now) => Math.min(200, now + pageSize)) }
                : {})}
            />
          )
        }
      </Query>
    </>
  )
}

/** A whole province is compared by a task with progress; small files never come here. */
function SearchFirst({ pending }: { pending: number }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const find = useTask(client.duplicates.find)
  const start = async () => {
    const done = await find.attempt(undefined as never)
    if (done.ok) notify(t('duplicates.find.done', { projects: formatNumber(done.value.projects) }))
  }
  return (
    <Section flush>
      <EmptyState
        icon={CopyX}
        title={t('duplicates.pending', { count: formatNumber(pending) })}
        text={t('duplicates.pending.what')}
        action={
          <Button look="main" onClick={() => void start()} busy={find.running}>
            {t('duplicates.find')}
          </Button>
        }
      />
      <ProgressDialog task={find} title={t('duplicates.find')} />
    </Section>
  )
}

const keyOf = (pair: Pick<PairLine, 'aId' | 'bId'>) => `${pair.aId} ${pair.bId}`

const decisions = new Set(['duplicates.decide', 'duplicates.merge', 'duplicates.reopen'])

/** List on the left, side by side on the right; one hand on the arrows, one on L M N U. */
function Workbench({ rows, onMore }: { rows: readonly PairLine[]; onMore?: () => void }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const [chosen, setChosen] = useState<string | null>(null)
  const [asking, setAsking] = useState<'merge' | 'notSame' | null>(null)
  const decide = useCommand(client.duplicates.decide)
  const undo = useCommand(client.office.undo)
  const place = useRef(0)
  const at = rows.findIndex((row) => keyOf(row) === chosen)
  // what was decided is gone from the list: the next one takes its place
  const now = at >= 0 ? at : Math.min(place.current, rows.length - 1)
  place.current = now
  const pair = rows[now]

  const move = (step: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, now + step))]
    if (next) setChosen(keyOf(next))
  }
  const link = async () => {
    if (!pair || decide.running) return
    const done = await decide.attempt({ aId: pair.aId, bId: pair.bId, verdict: 'linked', reason: '' })
    if (done.ok) notify(t('duplicates.link.done'))
  }
  // U takes back what was decided here, never what was typed elsewhere before
  const takeBack = async () => {
    if (undo.running) return
    const { undo: last } = await client.office.undoState()
    if (last === null || !decisions.has(last)) notify(t('duplicates.undo.elsewhere'))
    else if ((await undo.attempt(undefined as never)).ok) notify(t('duplicates.undo.done'))
  }
  const keys = useRef<(event: KeyboardEvent) => void>(() => undefined)
  keys.current = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || asking !== null) return
    const target = event.target as HTMLElement
    if (target.matches('input, textarea, select, [contenteditable=true]') || target.closest('[role=dialog]'))
      return
    // by place on the keyboard, so that it works with the Thai layout too
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      KeyL: () => void link(),
      KeyM: () => setAsking('merge'),
      KeyN: () => setAsking('notSame'),
      KeyU: () => void takeBack(),
    }
    const action = actions[event.code]
    if (!action) return
    event.preventDefault()
    action()
  }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => keys.current(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])

  if (!pair) return null
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(17rem, 22rem) minmax(0, 1fr)' },
        gap: 1.2,
        alignItems: 'start',
      }}
    >
      <PairList
        rows={rows}
        chosen={now}
        onChoose={(row) => setChosen(keyOf(row))}
        {...(onMore ? { onMore } : {})}
      />
      <PairCompare
        key={keyOf(pair)}
        pair={pair}
        busy={decide.running}
        onLink={() => void link()}
        onMerge={() => setAsking('merge')}
        onNotSame={() => setAsking('notSame')}
      />
      {asking === 'merge' ? <MergeDialog pair={pair} onClose={() => setAsking(null)} /> : null}
      {asking === 'notSame' ? <NotSameDialog pair={pair} onClose={() => setAsking(null)} /> : null}
    </Box>
  )
}
