import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Plan } from '../../../core/plans/contract.ts'
import type { EntryFields } from '../../../core/plans/rules.ts'
import { client, refreshAll } from '../../app/client.ts'
import { useDraft } from '../../app/drafts.ts'
import { faultOf, issuesOfFault, type ScreenFault } from '../../app/faults.ts'
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
import { changedRows, mergeRows } from './row-state.ts'

const pause = 600

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
  const [refused, setRefused] = useState<Map<string, RowProblems>>(new Map())
  const [fault, setFault] = useState<ScreenFault | null>(null)
  const [saving, setSaving] = useState(false)
  const editable = !foreign && plan.state !== 'adopted'
  const draft = useDraft<EntryRow[]>(editable ? `plans.rows:${plan.id}` : null)

  const live = useRef(rows)
  const known = useRef(knownOf(plan))
  const order = useRef(plan.rows.map((entry) => entry.id))
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const busy = useRef<Promise<void> | null>(null)
  const put = useCallback((next: EntryRow[]) => {
    live.current = next
    setRows(next)
  }, [])

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current)
    while (busy.current) await busy.current
    let asked = false
    busy.current = saveOnce()
    await busy.current
    busy.current = null
    // only now, when nothing is on its way any more, the answer may be laid under the rows
    if (asked) await refreshAll()

    async function saveOnce() {
      const changed = changedRows(live.current, years, known.current)
      const present = new Set(live.current.map((row) => row.id))
      const removed = [...known.current.keys()].filter((id) => !present.has(id))
      if (changed.length === 0 && removed.length === 0 && !orderDiffers(live.current, order.current)) {
        setFault(null)
        return
      }
      setSaving(true)
      try {
        if (changed.length > 0 || removed.length > 0) {
          const { ids } = await client.plans.saveEntries({
            planId: plan.id,
            rows: changed.map(({ row, fields }) => ({ id: row.id, fields })),
            removed,
            order: [],
            dryRun: false,
          })
          changed.forEach(({ row, fields }, at) => {
            const id = row.id ?? ids[at]
            if (id === undefined) return
            known.current.set(id, fingerprint(fields))
            if (row.id === null) order.current.push(id)
            live.current = live.current.map((one) => (one.key === row.key ? { ...one, id } : one))
          })
          for (const id of removed) known.current.delete(id)
          order.current = order.current.filter((id) => known.current.has(id))
          setRows(live.current)
        }
        if (orderDiffers(live.current, order.current)) {
          const wanted = idsOf(live.current)
          await client.plans.saveEntries({
            planId: plan.id,
            rows: [],
            removed: [],
            order: wanted,
            dryRun: false,
          })
          order.current = wanted
        }
        setFault(null)
        setRefused(new Map())
        asked = true
      } catch (error) {
        const told = faultOf(error)
        setFault(told)
        setRefused(refusalsOf(told, changed, years))
        // A row that may not go (a higher plan took it up) comes back.
        for (const id of removed) known.current.delete(id)
        asked = removed.length > 0
      } finally {
        setSaving(false)
      }
    }
  }, [plan.id, years])

  const change = useCallback(
    (next: EntryRow[]) => {
      put(next)
      setRefused(new Map())
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

  useEffect(() => {
    const leave = () => void flush()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      void flush()
    }
  }, [flush])

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
