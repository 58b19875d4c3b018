import type { Seat } from '../../../core/bodies/contract.ts'
import { type SeatFields, type SeatRole, seatFields } from '../../../core/bodies/rules.ts'
import { issuesOf } from '../../../core/kernel/issues.ts'
import { fullName, type PersonFields, postKey } from '../../../core/people/rules.ts'
import { splitThaiName } from '../../../core/thai/names.ts'
import { asksFirst, type HeldPost, type HolderChange, holderChange } from '../people/holder-changes.ts'

/** One seat as a line of the grid; the person lies flat in it. */
export type SeatRow = {
  key: string
  id: string | null
  title: string
  role: SeatRole | null
  filledBy: 'post' | 'person' | null
  post: string
  postId: string | null
  /** Whole name as typed; '' = vacant. */
  name: string
  position: string
  untilOn: string | null
  /** Who sits there as recorded, with his name in its parts; null = nobody is. */
  person: PersonFields | null
  since: string | null
  acting: boolean
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
    postId: null,
    name: '',
    position: '',
    untilOn: null,
    person: null,
    since: null,
    acting: false,
  }
}

export function seatRowOf(seat: Seat): SeatRow {
  const { id, title, role, filledBy, post, postId, untilOn, person, since, acting } = seat
  return {
    key: id,
    id,
    title,
    role,
    filledBy,
    post,
    postId,
    name: person === null ? '' : fullName(person),
    position: person?.position ?? '',
    untilOn,
    person,
    since,
    acting,
  }
}

/** The words of a row, without what follows from the records: equal = nothing to save. */
export function seatText(rows: readonly SeatRow[]): string {
  return JSON.stringify(
    rows.map(({ title, role, filledBy, post, postId, name, position, untilOn }) => [
      title,
      role,
      filledBy,
      post,
      postId,
      name,
      position,
      untilOn,
    ]),
  )
}

/** The post of a row, with whoever holds it; undefined = words of its own, which make a post when saved. */
export function withPost(row: SeatRow, words: string, posts: ReadonlyMap<string, HeldPost>): SeatRow {
  const found = posts.get(postKey(words))
  if (!found) return { ...row, post: words, postId: null }
  const { holder } = found
  return {
    ...row,
    post: found.name,
    postId: found.id,
    filledBy: 'post',
    name: holder === null ? '' : fullName(holder.person),
    position: holder?.person.position ?? '',
    person: holder?.person ?? null,
    since: holder?.startsOn ?? null,
    acting: holder?.acting ?? false,
  }
}

/** The person of a row as it is saved: what is recorded while the name says the same, else the name in its parts. */
function personOfRow(row: SeatRow): PersonFields | null {
  const name = row.name.trim()
  if (name === '') return null
  const kept = row.person !== null && fullName(row.person) === name ? row.person : splitThaiName(name)
  const { title, firstName, lastName } = kept
  return { title, firstName, lastName, position: row.position, example: row.person?.example ?? false }
}

export type SeatProblems = {
  [column: string]: { key: string; params: Record<string, string | number | boolean | null> }
}

/** Checks a seat with the rules of the command; a seat without any name is vacant. */
export function checkSeat(
  row: SeatRow,
): { fields: SeatFields; problems: null } | { fields: null; problems: SeatProblems } {
  const parsed = seatFields.safeParse({
    title: row.title,
    role: row.role ?? 'member',
    filledBy: row.filledBy ?? (row.post.trim() === '' ? 'person' : 'post'),
    post: row.post,
    ...(row.postId === null ? {} : { postId: row.postId }),
    untilOn: row.untilOn,
    person: personOfRow(row),
  })
  if (parsed.success) return { fields: parsed.data, problems: null }
  const problems: SeatProblems = {}
  for (const issue of issuesOf(parsed.error.issues)) {
    const [head, part] = issue.path
    const column = head === 'person' ? (part === 'position' ? 'position' : 'name') : String(head)
    problems[column] ??= { key: issue.key, params: issue.params }
  }
  return { fields: null, problems }
}

export function isEmptySeat(row: SeatRow): boolean {
  return row.id === null && [row.title, row.post, row.name, row.position].every((text) => text.trim() === '')
}

/**
 * Names typed over those of who holds a post by record: another name there is another holder everywhere, so it is asked
 * first. The rows come back with what is recorded in those cells; a name only spelt right goes its way.
 */
export function holdersTypedOver(
  before: readonly SeatRow[],
  next: readonly SeatRow[],
): { rows: SeatRow[]; changes: HolderChange[] } {
  const known = new Map(before.map((row) => [row.key, row]))
  const changes = new Map<string, HolderChange>()
  const rows = next.map((row) => {
    const old = known.get(row.key)
    if (old === undefined || old === row || row.filledBy !== 'post' || row.postId === null) return row
    if (old.postId !== row.postId || row.person === null || old.name === row.name) return row
    const change = holderChange(
      {
        id: row.postId,
        name: row.post,
        holder: { person: row.person, startsOn: row.since, acting: row.acting },
      },
      row.name,
    )
    if (!asksFirst(change)) return row
    changes.set(row.postId, change)
    return { ...row, name: old.name, position: old.position }
  })
  return { rows, changes: [...changes.values()] }
}
