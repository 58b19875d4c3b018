import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Plan } from '../../../core/plans/contract.ts'
import type { EntryFields } from '../../../core/plans/rules.ts'
import { api, client, queryClient, refreshAll } from '../../app/client.ts'
import { useDraft } from '../../app/drafts.ts'
import { faultOf, issuesOfFault, type ScreenFault } from '../../app/faults.ts'
import { useSaveOnLeave } from '../../app/save-on-leave.ts'
import {
  checkRow,
  type EntryRow,
  fingerprint,
  isEmptyRow,
  problemsOf,
  type RowProblems,
  rowOf,
  yearColumn,
} from './entry-rows.ts'
import { changedRows, mergeRows, planAfter } from './row-state.ts'

const pause = 600
const noRefusals: Map<string, RowProblems> = new Map()

export type PlanRows = {
  rows: EntryRow[]
  change: (rows: EntryRow[]) => void
  /** What is wrong, by `key` of the row. */
  problems: Map<string, RowProblems>
  state: 'saved' | 'saving' | 'waiting' | 'failed'
  /** Rows that are not complete enough to be saved; they are kept as a draft. */
  unsaved: number
  fault: ScreenFault | null
  /** Saves now; resolves to true when nothing is left unsaved. */
  save: () => Promise<boolean>
}

/**
 * The rows of a plan's grid, saved by themselves: every complete row that changed goes to the core as one command a
 * moment after the last key; incomplete rows stay on screen and in a draft, so that nothing typed is lost.
 *
 * @param foreign another office's plan: only read
 */
export function usePlanRows(plan: Plan, foreign: boolean): PlanRows {
  const { years } = plan
  const [rows, setRows] = useState<EntryRow[]>(() => plan.rows.map((entry) => rowOf(entry, years)))
  const [refused, setRefused] = useState<Map<string, RowProblems>>(noRefusals)
  const [fault, setFault] = useState<ScreenFault | null>(null)
  const [saving, setSaving] = useState(false)
  const editable = !foreign && plan.state !== 'adopted'
  const draft = useDraft<EntryRow[]>(editable ? `plans.rows:${plan.id}` : null)

  const live = useRef(rows)
  const [first] = useState(() => ({ known: knownOf(plan), order: plan.rows.map((entry) => entry.id) }))
  const known = useRef(first.known)
  const order = useRef(first.order)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const busy = useRef<Promise<void> | null>(null)
  const planKey = useMemo(() => api.plans.get.queryKey({ input: { id: plan.id } }), [plan.id])
  const put = useCallback((next: EntryRow[]) => {
    live.current = next
    setRows(next)
  }, [])

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current)
    while (busy.current) await busy.current
    const saving = saveOnce()
    busy.current = saving.then(() => undefined)
    const asked = await saving
    busy.current = null
    // only now, when nothing is on its way any more, the answers may be laid under the rows
    if (asked === 'all') await refreshAll()
    else if (asked === 'others') await refreshAll(planKey)

    /** @returns whose answers are old now: all, or all but that of this plan, which is brought up to date here */
    async function saveOnce(): Promise<'all' | 'others' | 'none'> {
      const changed = changedRows(live.current, years, known.current)
      const present = new Set(live.current.map((row) => row.id))
      const removed = [...known.current.keys()].filter((id) => !present.has(id))
      const gone = new Set(removed)
      const before = order.current.filter((id) => !gone.has(id))
      const wanted = orderDiffers(live.current, before) ? idsOf(live.current) : []
      if (changed.length === 0 && removed.length === 0 && wanted.length === 0) {
        setFault(null)
        return 'none'
      }
      setSaving(true)
      try {
        // one edit, one command, one undo: words, rows that go, and the order together
        const { ids, projectIds } = await client.plans.saveEntries({
          planId: plan.id,
          rows: changed.map(({ row, fields, rank }) => ({
            id: row.id,
            fields,
            ...(rank === undefined ? {} : { rank }),
          })),
          removed,
          order: wanted,
          dryRun: false,
        })
        const saved = changed.flatMap(({ row, fields, rank }, at) => {
          const [id, projectId] = [ids[at], projectIds[at]]
          return id === undefined || projectId === undefined
            ? []
            : [{ id, projectId, isNew: row.id === null, key: row.key, fields, rank }]
        })
        for (const one of saved) known.current.set(one.id, fingerprint(one.fields))
        for (const id of removed) known.current.delete(id)
        const made = new Map(saved.filter((one) => one.isNew).map((one) => [one.key, one]))
        if (made.size > 0) {
          put(
            live.current.map((row) => {
              const one = row.id === null ? made.get(row.key) : undefined
              return one ? { ...row, id: one.id, projectId: one.projectId } : row
            }),
          )
        }
        const after = [...(wanted.length > 0 ? wanted : before)]
        for (const { id, rank } of made.values())
          after.splice(rank === undefined ? after.length : rank - 1, 0, id)
        order.current = after
        queryClient.setQueryData<Plan>(planKey, (now) =>
          now === undefined ? now : planAfter(now, { changed: saved, removed, order: wanted }),
        )
        setFault(null)
        setRefused(noRefusals)
        return 'others'
      } catch (error) {
        const told = faultOf(error)
        setFault(told)
        setRefused(refusalsOf(told, changed, years))
        // A row that may not go (a higher plan took it up) comes back.
        for (const id of removed) known.current.delete(id)
        return removed.length > 0 ? 'all' : 'none'
      } finally {
        setSaving(false)
      }
    }
  }, [plan.id, years, planKey, put])

  const change = useCallback(
    (next: EntryRow[]) => {
      put(next)
      setRefused(noRefusals)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), pause)
    },
    [put, flush],
  )

  // What the core says now, with what is not saved yet laid over it.
  useEffect(() => {
    if (busy.current) return
    const server = plan.rows.map((entry) => rowOf(entry, years))
    const merged = mergeRows(server, live.current, years, known.current)
    known.current = knownOf(plan)
    order.current = plan.rows.map((entry) => entry.id)
    put(merged)
  }, [plan, years, put])

  const found = useRef(false)
  useEffect(() => {
    if (found.current || draft.found === undefined) return
    found.current = true
    if (draft.found === null) return
    const drafted = draft.found.data
    const byId = new Map(drafted.filter((row) => row.id !== null).map((row) => [row.id, row]))
    const present = new Set(live.current.map((row) => row.id))
    put([
      ...live.current.map((row) => ({ ...row, ...byId.get(row.id), key: row.key })),
      ...drafted
        .filter((row) => row.id === null || !present.has(row.id))
        .map((row) => ({ ...row, id: null, key: `kept-${row.key}` })),
    ])
  }, [draft.found, put])

  useSaveOnLeave(flush)

  const problems = useMemo(() => {
    const all = new Map(refused)
    for (const row of rows) {
      if (isEmptyRow(row, years)) continue
      const checked = checkRow(row, years)
      if (checked.problems) all.set(row.key, checked.problems)
    }
    return all
  }, [rows, refused, years])

  const kept = useRef(true)
  const { keep, forget } = draft
  useEffect(() => {
    if (!found.current) return
    const incomplete = rows.filter((row) => problems.has(row.key))
    if (incomplete.length > 0) {
      kept.current = true
      keep(incomplete)
    } else if (kept.current) {
      kept.current = false
      void forget()
    }
  }, [rows, problems, keep, forget])

  const save = useCallback(async () => {
    await flush()
    return (
      changedRows(live.current, years, known.current).length === 0 &&
      live.current.every((row) => isEmptyRow(row, years) || checkRow(row, years).problems === null)
    )
  }, [flush, years])

  const state = saving
    ? 'saving'
    : fault && refused.size === 0
      ? 'failed'
      : problems.size > 0
        ? 'waiting'
        : 'saved'
  return { rows, change, problems, state, unsaved: problems.size, fault, save }
}

function knownOf(plan: Plan): Map<string, string> {
  return new Map(plan.rows.map((entry) => [entry.id, fingerprint(entry)]))
}

function idsOf(rows: readonly EntryRow[]): string[] {
  return rows.map((row) => row.id).filter((id) => id !== null)
}

function orderDiffers(rows: readonly EntryRow[], order: readonly string[]): boolean {
  const ids = idsOf(rows)
  return ids.length === order.length && ids.some((id, at) => id !== order[at])
}

function refusalsOf(
  fault: ScreenFault,
  sent: readonly { row: EntryRow; fields: EntryFields }[],
  years: readonly number[],
): Map<string, RowProblems> {
  const refusals = new Map<string, RowProblems>()
  for (const issue of issuesOfFault(fault)) {
    const [head, at, , ...rest] = issue.path
    const row = head === 'rows' && typeof at === 'number' ? sent[at]?.row : undefined
    if (!row) continue
    const filled = years.filter((year) => row[yearColumn(year)] !== null)
    refusals.set(row.key, { ...refusals.get(row.key), ...problemsOf([{ ...issue, path: rest }], filled) })
  }
  return refusals
}
