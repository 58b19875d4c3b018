import type { Attendee } from '../../../core/meetings/contract.ts'
import type { AttendanceFields, AttendanceState } from '../../../core/meetings/rules.ts'
import { searchKey } from '../../../core/thai/text.ts'

export type Mark = Exclude<AttendanceState, 'called'>

/** Keys of one state, by place (the digits do not depend on the layout) and by the first letter of its word. */
const keysOf: Record<AttendanceState, readonly string[]> = {
  present: ['Digit1', 'Numpad1', 'ม'],
  proxy: ['Digit2', 'Numpad2', 'ท'],
  absent: ['Digit3', 'Numpad3', 'ข', 'ล'],
  called: ['Digit0', 'Numpad0', 'Delete', 'Backspace'],
}

/** What a key says of the person whose row has the focus: 1 or ม came, 2 or ท sent somebody, 3 or ข did not come. */
export function stateOfKey(event: {
  key: string
  code: string
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
}): AttendanceState | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null
  for (const state of ['present', 'proxy', 'absent', 'called'] as const) {
    if (keysOf[state].includes(event.code) || keysOf[state].includes(event.key)) return state
  }
  return null
}

export function fieldsOf(row: AttendanceFields): AttendanceFields {
  const { name, position, state, proxyName, proxyPosition, reason } = row
  return { name, position, state, proxyName, proxyPosition, reason }
}

export type AttendanceFilter = { text: string; show: 'all' | AttendanceState; bodyId: string | null }

/** Rows of the list that are looked at; a row that is being named stays, whatever it says meanwhile. */
export function shownRows(
  rows: readonly Attendee[],
  { text, show, bodyId }: AttendanceFilter,
  stays: string | null,
): Attendee[] {
  const wanted = searchKey(text)
  return rows.filter(
    (row) =>
      (wanted === '' ||
        searchKey(`${row.name} ${row.position} ${row.seats.map((seat) => seat.title).join(' ')}`).includes(
          wanted,
        )) &&
      (show === 'all' || row.state === show || row.id === stays) &&
      (bodyId === null || row.seats.some((seat) => seat.bodyId === bodyId)),
  )
}

/** How many are in each state. */
export function countsOf(rows: readonly { state: AttendanceState }[]): Record<AttendanceState, number> {
  const counts = { called: 0, present: 0, proxy: 0, absent: 0 }
  for (const { state } of rows) counts[state] += 1
  return counts
}

/** Titles by which somebody sits in the bodies, each once with the bodies behind it where there are several; `all` = the word for all. */
export function seatWords(
  seats: readonly { bodyId: string; title: string }[],
  bodies: readonly { bodyId: string; shortName: string }[],
  all: string,
): string {
  const byTitle = new Map<string, string[]>()
  for (const { bodyId, title } of seats) {
    const name = bodies.find((body) => body.bodyId === bodyId)?.shortName
    const names = byTitle.get(title) ?? []
    if (name !== undefined && !names.includes(name)) names.push(name)
    byTitle.set(title, names)
  }
  return [...byTitle]
    .map(([title, names]) => {
      if (bodies.length < 2 || names.length === 0) return title
      return `${title} (${names.length === bodies.length ? all : names.join(', ')})`
    })
    .join(' · ')
}
