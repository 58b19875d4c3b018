import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Body } from '../../../core/bodies/contract.ts'
import { client, refreshAll } from '../../app/client.ts'
import { useDraft } from '../../app/drafts.ts'
import { useSaveOnLeave } from '../../app/save-on-leave.ts'
import {
  checkSeat,
  emptySeat,
  isEmptySeat,
  type SeatProblems,
  type SeatRow,
  seatRowOf,
  seatText,
} from './seat-rows.ts'

const pause = 700

/**
 * The seats of a body, saved by themselves as one command a moment after the last key. All seats go together (their
 * order is the order of the paper), so one that is incomplete holds them back; meanwhile they lie in a draft.
 */
export function useSeats(body: Body) {
  const [rows, setRows] = useState<SeatRow[]>(() => body.seatRows.map(seatRowOf))
  const [fault, setFault] = useState<unknown>(null)
  const [saving, setSaving] = useState(false)
  const live = useRef(rows)
  const saved = useRef(seatText(rows))
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const busy = useRef<Promise<void> | null>(null)
  const draft = useDraft<SeatRow[]>(`bodies.seatRows:${body.id}`)
  const { keep, forget } = draft
  const put = useCallback((next: SeatRow[]) => {
    live.current = next
    setRows(next)
  }, [])

  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    while (busy.current) await busy.current
    const filled = live.current.filter((row) => !isEmptySeat(row))
    const seats = filled.map((row) => ({ row, fields: checkSeat(row).fields }))
    if (seatText(filled) === saved.current) return
    const complete = seats.flatMap(({ row, fields }) => (fields === null ? [] : [{ row, fields }]))
    if (complete.length < seats.length) return
    const save = async () => {
      setSaving(true)
      try {
        const { ids } = await client.bodies.saveSeats({
          bodyId: body.id,
          seats: complete.map(({ row, fields }) => ({ id: row.id, fields })),
        })
        const idByKey = new Map(complete.map(({ row }, at) => [row.key, ids[at] ?? row.id]))
        put(live.current.map((row) => ({ ...row, id: idByKey.get(row.key) ?? row.id })))
        saved.current = seatText(filled)
        setFault(null)
        await forget()
      } catch (error) {
        setFault(error)
      } finally {
        setSaving(false)
      }
    }
    busy.current = save()
    await busy.current
    busy.current = null
    await refreshAll()
  }, [body.id, put, forget])

  const change = useCallback(
    (next: SeatRow[]) => {
      put(next)
      keep(next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), pause)
    },
    [put, keep, flush],
  )

  useEffect(() => {
    if (busy.current || seatText(live.current.filter((row) => !isEmptySeat(row))) !== saved.current) return
    const keys = new Map(live.current.map((row) => [row.id, row.key]))
    const next = body.seatRows.map(seatRowOf).map((row) => ({ ...row, key: keys.get(row.id) ?? row.key }))
    saved.current = seatText(next)
    put(next)
  }, [body, put])

  const found = useRef(false)
  useEffect(() => {
    if (found.current || draft.found === undefined) return
    found.current = true
    if (draft.found !== null)
      put(draft.found.data.map((row) => (row.id === null ? { ...row, key: emptySeat().key } : row)))
  }, [draft.found, put])

  useSaveOnLeave(flush)

  const problems = useMemo(() => {
    const wrong = new Map<string, SeatProblems>()
    for (const row of rows) {
      if (isEmptySeat(row)) continue
      const checked = checkSeat(row)
      if (checked.problems) wrong.set(row.key, checked.problems)
    }
    return wrong
  }, [rows])

  return { rows, change, problems, fault, saving, save: flush }
}
