import type { Seat } from '../../../core/bodies/contract.ts'
import { type SeatFields, type SeatRole, seatFields } from '../../../core/bodies/rules.ts'
import { issuesOf } from '../../../core/kernel/issues.ts'

/** One seat as a line of the grid; the person lies flat in it. */
export type SeatRow = {
  key: string
  id: string | null
  title: string
  role: SeatRole | null
  filledBy: 'post' | 'person' | null
  post: string
  personTitle: string
  firstName: string
  lastName: string
  position: string
  example: boolean
}

let made = 0
export function emptySeat(): SeatRow {
  made += 1
  return {
    key: `new-${made}`,
    id: null,
    title: '',
    role: null,
    filledBy: null,
    post: '',
    personTitle: '',
    firstName: '',
    lastName: '',
    position: '',
    example: false,
  }
}

export function seatRowOf(seat: Seat): SeatRow {
  return {
    key: seat.id,
    id: seat.id,
    title: seat.title,
    role: seat.role,
    filledBy: seat.filledBy,
    post: seat.post,
    personTitle: seat.person?.title ?? '',
    firstName: seat.person?.firstName ?? '',
    lastName: seat.person?.lastName ?? '',
    position: seat.person?.position ?? '',
    example: seat.person?.example ?? false,
  }
}

export type SeatProblems = {
  [column: string]: { key: string; params: Record<string, string | number | boolean | null> }
}

/** Checks a seat with the rules of the command; a seat without any name is vacant, one with half a name is wrong. */
export function checkSeat(
  row: SeatRow,
): { fields: SeatFields; problems: null } | { fields: null; problems: SeatProblems } {
  const vacant = row.firstName.trim() === '' && row.lastName.trim() === '' && row.personTitle.trim() === ''
  const parsed = seatFields.safeParse({
    title: row.title,
    role: row.role ?? 'member',
    filledBy: row.filledBy ?? (row.post.trim() === '' ? 'person' : 'post'),
    post: row.post,
    person: vacant
      ? null
      : {
          title: row.personTitle,
          firstName: row.firstName,
          lastName: row.lastName,
          position: row.position,
          example: row.example,
        },
  })
  if (parsed.success) return { fields: parsed.data, problems: null }
  const problems: SeatProblems = {}
  for (const issue of issuesOf(parsed.error.issues)) {
    const [head, part] = issue.path
    const column = head === 'person' ? (part === 'title' ? 'personTitle' : String(part)) : String(head)
    problems[column] ??= { key: issue.key, params: issue.params }
  }
  return { fields: null, problems }
}

export function isEmptySeat(row: SeatRow): boolean {
  return (
    row.id === null &&
    [row.title, row.post, row.personTitle, row.firstName, row.lastName, row.position].every(
      (text) => text.trim() === '',
    )
  )
}
