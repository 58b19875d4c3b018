import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import { useQuery } from '@tanstack/react-query'
import { ListChecks, PackageCheck, Undo2 } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Candidate, Plan } from '../../../core/plans/contract.ts'
import { lowerLevel, type ProjectClass, projectClasses } from '../../../core/plans/rules.ts'
import { api, client } from '../../app/client.ts'
import { formatBaht, formatDate, formatNumber } from '../../app/format.ts'
import { useNotice } from '../../app/notice.tsx'
import { useCommand } from '../../app/task.ts'
import { ArrowRows } from '../../ui/ArrowRows.tsx'
import { Button } from '../../ui/Button.tsx'
import { CertaintyNote } from '../../ui/CertaintyNote.tsx'
import { SheetDialog } from '../../ui/Dialogs.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterCheck, FilterSelect, FilterText } from '../../ui/Filters.tsx'
import { Query } from '../../ui/Query.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { Table } from '../../ui/Table.tsx'
import {
  type CandidateFilter,
  canBeTaken,
  chosenByRule,
  everyCandidate,
  filterCandidates,
  originsOf,
  rulesMet,
} from './candidates.ts'
import { ReturnDialog } from './ReturnDialogs.tsx'
import { useRuleReason } from './rule-reason.ts'

/** What the plans below offer: choose by rule or by hand, change the choice, take them up without retyping (C9). */
export function TakeUpPanel({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useTranslation()
  const { notify } = useNotice()
  const candidates = useQuery(api.plans.candidates.queryOptions({ input: { planId: plan.id } }))
  const status = useQuery(api.office.status.queryOptions())
  const levels = useQuery(api.rules.table.queryOptions({ input: { id: 'plan-levels' } }))
  const ruleTable = useQuery(api.rules.table.queryOptions({ input: { id: 'take-up-rules' } }))
  const takeUp = useCommand(client.plans.takeUp)
  const reasonWords = useRuleReason()
  const [returning, setReturning] = useState<Candidate | null>(null)
  const fromDrafts = levels.data?.items.find((item) => item.key === plan.level)?.takesDrafts === true
  const [filter, setFilter] = useState<CandidateFilter>(everyCandidate)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string | null>(null)
  const from = lowerLevel(plan.level) ?? 'village'
  const all = candidates.data ?? []
  const shown = useMemo(() => filterCandidates(candidates.data ?? [], filter), [candidates.data, filter])
  const picked = all.filter((candidate) => chosen.has(candidate.id) && canBeTaken(candidate))
  const narrow = (part: Partial<CandidateFilter>) => setFilter((now) => ({ ...now, ...part }))

  const toggle = (candidate: Candidate, range: boolean) => {
    setChosen((now) => {
      const next = new Set(now)
      const on = !now.has(candidate.id)
      const a = shown.findIndex((one) => one.id === last.current)
      const b = shown.findIndex((one) => one.id === candidate.id)
      const touched = range && a >= 0 ? shown.slice(Math.min(a, b), Math.max(a, b) + 1) : [candidate]
      for (const one of touched) {
        if (!canBeTaken(one)) continue
        if (on) next.add(one.id)
        else next.delete(one.id)
      }
      return next
    })
    last.current = candidate.id
  }
  const chooseAll = () => {
    // a plan that its meeting has not adopted offers nothing yet, unless the office allows it: not swept up with the rest
    const open = shown.filter(
      (candidate) => canBeTaken(candidate) && (fromDrafts || candidate.planState === 'adopted'),
    )
    setChosen((now) => {
      const every = open.every((candidate) => now.has(candidate.id))
      const next = new Set(now)
      for (const candidate of open) {
        if (every) next.delete(candidate.id)
        else next.add(candidate.id)
      }
      return next
    })
  }
  const chooseByRule = () => {
    const found = chosenByRule(all, fromDrafts)
    setChosen(new Set(found.map((one) => one.id)))
    notify(t('plans.takeUp.byRule.done', { count: found.length }))
  }
  const take = async () => {
    if (picked.length === 0 || !status.data) return
    const done = await takeUp.attempt({
      planId: plan.id,
      entryIds: picked.map((one) => one.id),
      takenOn: status.data.today,
    })
    if (!done.ok) return
    const { ids, skipped } = done.value
    notify(
      t(skipped.length === 0 ? 'plans.takeUp.done' : 'plans.takeUp.doneSome', {
        count: ids.length,
        skipped: skipped.length,
        name: skipped[0]?.name ?? '',
      }),
    )
    onClose()
  }
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey && event.key === 'Enter') {
      event.preventDefault()
      void take()
    }
    const field = event.target as HTMLInputElement
    const typing = field.matches('input:not([type=checkbox])') && field.value !== ''
    if (event.ctrlKey && event.code === 'KeyA' && !typing) {
      event.preventDefault()
      chooseAll()
    }
  }

  return (
    <SheetDialog
      open
      onClose={onClose}
      width="xl"
      title={t('plans.takeUp.title', {
        from: t(`plans.one.${from}`),
        to: `${t(`plans.one.${plan.level}`)} ${plan.areaName}`,
      })}
      actions={
        <>
          <Box role="status" sx={{ flex: 1, fontSize: '0.95rem' }}>
            {t('plans.takeUp.chosen', {
              count: picked.length,
              total: formatBaht(picked.reduce((sum, one) => sum + one.total, 0)),
            })}
          </Box>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="main"
            icon={PackageCheck}
            onClick={() => void take()}
            busy={takeUp.running}
            disabled={picked.length === 0}
          >
            {t('plans.takeUp.do', { count: picked.length })}
          </Button>
        </>
      }
    >
      <Box onKeyDown={keys}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.2, alignItems: 'center', mb: 1.2 }}>
          <Box sx={{ flex: 1, color: 'text.secondary', fontSize: '0.88rem' }}>{t('plans.takeUp.help')}</Box>
          <Box sx={{ '& > *': { mb: 0 } }}>
            <CertaintyNote certainty={ruleTable.data?.certainty ?? null} />
          </Box>
          <Button icon={ListChecks} onClick={chooseByRule} disabled={all.length === 0}>
            {t('plans.takeUp.byRule', { count: chosenByRule(all, fromDrafts).length })}
          </Button>
        </Box>
        <Query of={candidates}>
          {() =>
            all.length === 0 ? (
              <EmptyState
                title={t('plans.takeUp.none')}
                text={t('plans.takeUp.none.what', { level: t(`plans.one.${from}`) })}
                action={
                  <Button look="main" href={`/plans?level=${from}&planFy=${plan.planFy}`}>
                    {t(`plans.level.${from}`)}
                  </Button>
                }
              />
            ) : (
              <>
                <FilterBar>
                  <FilterText
                    label={t('plans.takeUp.find')}
                    value={filter.text}
                    onChange={(text) => narrow({ text })}
                    autoFocus
                  />
                  <FilterSelect
                    label={t('plans.takeUp.origin')}
                    value={filter.origin}
                    options={[
                      { value: '', label: t('plans.takeUp.allOrigins') },
                      ...originsOf(all).map((name) => ({ value: name, label: name })),
                    ]}
                    onChange={(origin) => narrow({ origin })}
                    width="15rem"
                  />
                  <FilterSelect
                    label={t('plans.takeUp.class')}
                    value={filter.projectClass}
                    options={[
                      { value: '', label: t('plans.takeUp.allClasses') },
                      ...projectClasses.map((one) => ({ value: one, label: t(`plans.class.${one}`) })),
                    ]}
                    onChange={(value) => narrow({ projectClass: value as ProjectClass | '' })}
                    width="10rem"
                  />
                  <FilterSelect
                    label={t('plans.takeUp.rule')}
                    value={filter.rule}
                    options={[
                      { value: '', label: t('plans.takeUp.rule.all') },
                      { value: 'any', label: t('plans.takeUp.rule.any') },
                      ...rulesMet(all).map((rule) => ({
                        value: rule.key,
                        label: `${rule.name} (${formatNumber(rule.count)})`,
                      })),
                    ]}
                    onChange={(rule) => narrow({ rule })}
                    width="16rem"
                  />
                  <FilterCheck
                    label={t('plans.takeUp.open')}
                    checked={filter.open}
                    onChange={(open) => narrow({ open })}
                  />
                </FilterBar>
                <ArrowRows>
                  <Table<Candidate>
                    label={t('plans.takeUp.title', { from: t(`plans.one.${from}`), to: plan.areaName })}
                    rows={shown}
                    rowKey={(row) => row.id}
                    maxHeight="calc(100vh - 20rem)"
                    empty={
                      <EmptyState title={t('plans.takeUp.noMatch')} text={t('plans.overview.nothing.what')} />
                    }
                    columns={[
                      {
                        key: 'choose',
                        title: '',
                        width: '2.4rem',
                        cell: (row) => (
                          <Checkbox
                            size="small"
                            checked={chosen.has(row.id) || row.alreadyTakenId !== null}
                            disabled={!canBeTaken(row)}
                            onChange={() => undefined}
                            onClick={(event) => toggle(row, event.shiftKey)}
                            slotProps={{
                              input: {
                                'data-row': '',
                                'aria-label': `${t('plans.takeUp.column.choose')} ${row.name}`,
                              } as object,
                            }}
                            sx={{ p: 0.2 }}
                          />
                        ),
                      },
                      {
                        key: 'name',
                        title: t('plans.column.name'),
                        rowHead: true,
                        width: '30%',
                        cell: (row) => row.name,
                      },
                      {
                        key: 'rules',
                        title: t('plans.takeUp.column.rules'),
                        width: '22%',
                        cell: (row) => (
                          <>
                            {row.rules.map((rule) => (
                              <Box
                                key={rule.key}
                                sx={{
                                  fontSize: '0.86rem',
                                  color: rule.selects ? 'inherit' : 'text.secondary',
                                }}
                              >
                                {rule.reason.kind === 'class'
                                  ? rule.name
                                  : `${rule.name}: ${reasonWords(rule.reason)}`}
                              </Box>
                            ))}
                          </>
                        ),
                      },
                      {
                        key: 'origin',
                        title: t('plans.takeUp.column.origin'),
                        width: '12rem',
                        cell: (row) =>
                          row.planLevel === from
                            ? row.originName
                            : `${t(`plans.short.${row.planLevel}`)}: ${row.planName}`,
                      },
                      {
                        key: 'rank',
                        title: t('plans.takeUp.column.rank'),
                        align: 'right',
                        width: '5.5rem',
                        cell: (row) => formatNumber(row.rank),
                      },
                      {
                        key: 'class',
                        title: t('plans.column.projectClass'),
                        width: '8rem',
                        cell: (row) => t(`plans.class.${row.projectClass}`),
                      },
                      {
                        key: 'total',
                        title: t('plans.column.total'),
                        align: 'right',
                        width: '9rem',
                        cell: (row) => formatBaht(row.total),
                      },
                      {
                        key: 'state',
                        title: t('common.state'),
                        width: '11.5rem',
                        cell: (row) => <State row={row} onReturn={() => setReturning(row)} />,
                      },
                    ]}
                  />
                </ArrowRows>
              </>
            )
          }
        </Query>
      </Box>
      {returning ? (
        <ReturnDialog
          entryId={returning.id}
          byPlanId={plan.id}
          name={returning.name}
          to={returning.planName}
          onClose={() => setReturning(null)}
        />
      ) : null}
    </SheetDialog>
  )
}

/** What stands for or against taking an entry up; where nothing does, it may be given back for correction. */
function State({ row, onReturn }: { row: Candidate; onReturn: () => void }) {
  const { t } = useTranslation()
  if (row.withdrawn) return <StatusChip status="notStarted" label={t('plans.outcome.withdrawn')} />
  if (row.returned) {
    return (
      <>
        <StatusChip status="late" label={t('plans.return.open')} />
        <Box sx={{ fontSize: '0.86rem' }}>{row.returned.reason}</Box>
      </>
    )
  }
  return (
    <>
      {row.alreadyTakenId !== null ? (
        <StatusChip status="done" label={t('plans.takeUp.taken')} />
      ) : row.planState === 'adopted' ? null : (
        <StatusChip status="underWay" label={t('plans.takeUp.notAdopted')} />
      )}
      {row.corrected ? (
        <Box sx={{ fontSize: '0.86rem' }}>
          {t('plans.return.state.corrected')} {formatDate(row.corrected.dated, 'short')} {row.corrected.note}
        </Box>
      ) : null}
      <Button look="quiet" icon={Undo2} onClick={onReturn}>
        {t('plans.return.do')}
      </Button>
    </>
  )
}
