import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Attendee, Meeting } from '../../../core/meetings/contract.ts'
import { type AttendanceFields, attendanceFields } from '../../../core/meetings/rules.ts'
import { client, refreshAll } from '../../app/client.ts'
import { useDraft } from '../../app/drafts.ts'
import { useSaveOnLeave } from '../../app/save-on-leave.ts'
import { fieldsOf } from './attendance-rows.ts'

/** Marks of one breath go out together. */
const pause = 350

type Waiting = ReadonlyMap<string, AttendanceFields>

/**
 * The members with what is being recorded of them. Each mark goes to the core at once; a stand-in without a name waits,
 * and what waits is kept as a draft.
 */
export function useAttendance(meeting: Meeting, frozen: boolean) {
  const [waiting, setWaiting] = useState<Waiting>(new Map())
  const [fault, setFault] = useState<unknown>(null)
  const draft = useDraft<[string, AttendanceFields][]>(frozen ? null : `meetings.attendance:${meeting.id}`)
  const live = useRef<Waiting>(waiting)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const running = useRef<Promise<void> | null>(null)
  const put = useCallback((next: Waiting) => {
    live.current = next
    setWaiting(next)
  }, [])

  const members = useMemo(
    () => meeting.attendance.filter((row) => row.kind === 'member'),
    [meeting.attendance],
  )
  const cache = useRef(new Map<string, { from: Attendee; over: AttendanceFields; row: Attendee }>())
  /** Rows that did not change stay the same objects: 150 of them cost nothing then. */
  const rows = useMemo(
    () =>
      members.map((member) => {
        const over = waiting.get(member.id)
        if (!over) return member
        const kept = cache.current.get(member.id)
        if (kept && kept.from === member && kept.over === over) return kept.row
        const row = { ...member, ...over }
        cache.current.set(member.id, { from: member, over, row })
        return row
      }),
    [members, waiting],
  )

  const { keep, forget } = draft
  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current)
    timer.current = undefined
    while (running.current) await running.current
    const ready = [...live.current].filter(([, fields]) => attendanceFields.safeParse(fields).success)
    if (ready.length === 0) return
    const work = async () => {
      try {
        await client.meetings.saveAttendance({
          id: meeting.id,
          rows: ready.map(([id, fields]) => ({ id, fields })),
          removed: [],
        })
        setFault(null)
        await refreshAll()
        const left = new Map(
          [...live.current].filter(
            ([id, fields]) => !ready.some((one) => one[0] === id && one[1] === fields),
          ),
        )
        put(left)
        if (left.size === 0) await forget()
        else keep([...left])
      } catch (error) {
        setFault(error)
      }
    }
    running.current = work()
    await running.current
    running.current = null
  }, [meeting.id, put, keep, forget])

  const change = useCallback(
    (row: Attendee, part: Partial<AttendanceFields>) => {
      const next = new Map(live.current)
      next.set(row.id, { ...fieldsOf(row), ...live.current.get(row.id), ...part })
      put(next)
      keep([...next])
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), pause)
    },
    [put, keep, flush],
  )

  const taken = useRef(false)
  useEffect(() => {
    if (taken.current || !draft.found) return
    taken.current = true
    const known = new Set(members.map((row) => row.id))
    const left = new Map(draft.found.data.filter(([id]) => known.has(id)))
    if (left.size > 0) put(left)
    void flush()
  }, [draft.found, members, put, flush])

  useSaveOnLeave(flush, timer)
  return { rows, change, flush, fault, retry: () => void flush(), pending: waiting.size }
}
