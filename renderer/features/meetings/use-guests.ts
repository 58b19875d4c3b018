import { useMemo, useRef, useState } from 'react'
import type { Meeting } from '../../../core/meetings/contract.ts'
import { type AttendanceFields, attendanceFields } from '../../../core/meetings/rules.ts'
import { client } from '../../app/client.ts'
import { useCommand } from '../../app/task.ts'
import type { GridChange } from '../../ui/index.ts'

export type GuestRow = { key: string; id: string | null; name: string; position: string }

let fresh = 0
export function emptyGuest(): GuestRow {
  fresh += 1
  return { key: `new-${fresh}`, id: null, name: '', position: '' }
}
const fieldsOf = ({ name, position }: GuestRow): AttendanceFields => ({
  name,
  position,
  state: 'present',
  proxyName: '',
  proxyPosition: '',
  reason: '',
})

/** ผู้เข้าร่วมประชุม: those who are no members, in a table that saves itself. */
export function useGuests(meeting: Meeting) {
  const [waiting, setWaiting] = useState<readonly GuestRow[]>([])
  const save = useCommand(client.meetings.saveAttendance)
  const given = useRef(new Map<string, string>())
  const queue = useRef<Promise<void>>(Promise.resolve())
  const guests = useMemo(() => meeting.attendance.filter((row) => row.kind === 'guest'), [meeting.attendance])
  const rows = useMemo(() => {
    const idOf = (row: GuestRow) => row.id ?? given.current.get(row.key) ?? null
    const over = new Map(waiting.map((row) => [idOf(row), row]))
    const known = new Set<string | null>(guests.map((row) => row.id))
    return [
      ...guests.map((row) => {
        const mine = over.get(row.id)
        return mine
          ? { ...mine, id: row.id }
          : { key: row.id, id: row.id, name: row.name, position: row.position }
      }),
      ...waiting.filter((row) => !known.has(idOf(row))),
    ]
  }, [guests, waiting])

  const send = (ready: readonly GuestRow[], removed: string[]) => {
    queue.current = queue.current.then(async () => {
      const done = await save.attempt({
        id: meeting.id,
        rows: ready.map((row) => ({
          id: row.id ?? given.current.get(row.key) ?? null,
          fields: fieldsOf(row),
        })),
        removed,
      })
      if (!done.ok) return
      ready.forEach((row, at) => {
        const id = done.value.ids[at]
        if (row.id === null && id !== undefined) given.current.set(row.key, id)
      })
      const sent = new Set(ready)
      setWaiting((now) => now.filter((row) => !sent.has(row)))
    })
  }
  const change = (next: GuestRow[], what: GridChange<GuestRow>) => {
    if (what.kind === 'remove') {
      const keys = new Set(what.removed.map((row) => row.key))
      setWaiting((now) => now.filter((row) => !keys.has(row.key)))
      const ids = what.removed.flatMap((row) => (row.id === null ? [] : [row.id]))
      if (ids.length > 0) send([], ids)
      return
    }
    const before = new Map(rows.map((row) => [row.key, row]))
    const touched = next.filter((row) => before.get(row.key) !== row)
    const keys = new Set(touched.map((row) => row.key))
    const nowWaiting = [...waiting.filter((row) => !keys.has(row.key)), ...touched]
    setWaiting(nowWaiting)
    const ready = nowWaiting.filter((row) => attendanceFields.safeParse(fieldsOf(row)).success)
    if (ready.length > 0) send(ready, [])
  }
  return { rows, change }
}
