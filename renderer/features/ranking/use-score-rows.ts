import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { RankingSheet } from '../../../core/ranking/contract.ts'
import { api, client, queryClient, refreshAll } from '../../app/client.ts'
import { faultOf, type ScreenFault } from '../../app/faults.ts'
import { onSettle } from '../../app/settle.ts'
import { counted, type ScoreProblem, type ScoreRow, scorePrint, scoreProblems } from './score-rows.ts'

const pause = 600

export type ScoreRows = {
  rows: ScoreRow[]
  change: (rows: ScoreRow[]) => void
  /** What keeps a line from being saved, by entry. */
  problems: Map<string, Record<string, ScoreProblem>>
  state: 'saved' | 'saving' | 'waiting' | 'failed'
  fault: ScreenFault | null
  save: () => Promise<void>
}

/** The score sheet as it is typed: totals and places follow at once, changed lines go to the core a moment after the last key. */
export function useScoreRows(sheet: RankingSheet): ScoreRows {
  const [rows, setRows] = useState<ScoreRow[]>(sheet.rows)
  const [saving, setSaving] = useState(false)
  const [fault, setFault] = useState<ScreenFault | null>(null)
  const live = useRef(rows)
  const [first] = useState(() => printsOf(sheet))
  const known = useRef(first)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const busy = useRef<Promise<void> | null>(null)
  const { planId, criteria, begun } = sheet
  const key = useMemo(() => api.ranking.sheet.queryKey({ input: { planId } }), [planId])
  const put = useCallback((next: ScoreRow[]) => {
    live.current = next
    setRows(next)
  }, [])

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current)
    while (busy.current) await busy.current
    const work = saveOnce()
    busy.current = work.then(() => undefined)
    const saved = await work
    busy.current = null
    // the first save begins the sheet: what the core says of it is asked once
    if (saved) await refreshAll(begun ? key : undefined)

    async function saveOnce(): Promise<boolean> {
      const changed = live.current.filter(
        (row) => known.current.get(row.entryId) !== scorePrint(row) && scoreProblems(row, criteria) === null,
      )
      if (changed.length === 0) {
        setFault(null)
        return false
      }
      setSaving(true)
      try {
        await client.ranking.saveScores({
          planId,
          rows: changed.map(({ entryId, scores, reason }) => ({ entryId, scores, reason })),
          dryRun: false,
        })
        const by = new Map(changed.map((row) => [row.entryId, row]))
        for (const row of changed) known.current.set(row.entryId, scorePrint(row))
        queryClient.setQueryData<RankingSheet>(key, (now) =>
          now === undefined
            ? now
            : {
                ...now,
                rows: counted(
                  now.rows.map((row) => {
                    const mine = by.get(row.entryId)
                    return mine ? { ...row, scores: mine.scores, reason: mine.reason.trim() } : row
                  }),
                  now.criteria,
                ),
              },
        )
        setFault(null)
        return true
      } catch (error) {
        setFault(faultOf(error))
        return false
      } finally {
        setSaving(false)
      }
    }
  }, [planId, criteria, begun, key])

  const change = useCallback(
    (next: ScoreRow[]) => {
      put(counted(next, criteria))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), pause)
    },
    [put, flush, criteria],
  )

  // what the core says now, with what is not saved yet laid over it
  useEffect(() => {
    if (busy.current) return
    const mine = new Map(live.current.map((row) => [row.entryId, row]))
    const merged = sheet.rows.map((row): ScoreRow => {
      const own = mine.get(row.entryId)
      const dirty =
        own !== undefined && (own.unread !== undefined || known.current.get(row.entryId) !== scorePrint(own))
      return dirty ? { ...row, scores: own.scores, reason: own.reason, unread: own.unread } : row
    })
    known.current = printsOf(sheet)
    put(counted(merged, sheet.criteria))
  }, [sheet, put])

  useEffect(() => {
    const off = onSettle(flush)
    return () => {
      off()
      void flush()
    }
  }, [flush])

  const problems = useMemo(() => {
    const all = new Map<string, Record<string, ScoreProblem>>()
    for (const row of rows) {
      const found = scoreProblems(row, criteria)
      if (found) all.set(row.entryId, found)
    }
    return all
  }, [rows, criteria])
  const state = saving ? 'saving' : fault ? 'failed' : problems.size > 0 ? 'waiting' : 'saved'
  return { rows, change, problems, state, fault, save: flush }
}

function printsOf(sheet: RankingSheet): Map<string, string> {
  return new Map(sheet.rows.map((row) => [row.entryId, scorePrint(row)]))
}
