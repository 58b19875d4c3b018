import type { PostLine } from '../../../core/people/contract.ts'
import { searchKey } from '../../../core/thai/text.ts'
import { asksFirst, type HolderChange, holderChange, nameProblem } from './holder-changes.ts'

/** A post as a line of the grid: what is typed lies over what is recorded. */
export type HolderRow = {
  id: string
  post: PostLine
  name: string
  startsOn: string | null
  acting: 'yes' | 'no'
}

export function holderRow(post: PostLine): HolderRow {
  return {
    id: post.id,
    post,
    name: post.holder?.name ?? '',
    startsOn: post.holder?.startsOn ?? null,
    acting: post.holder?.acting === true ? 'yes' : 'no',
  }
}

/** What the line says now against what is recorded. */
export function changeOfRow(row: HolderRow): HolderChange {
  const before = holderRow(row.post)
  return holderChange(row.post, row.name, {
    ...(row.startsOn === before.startsOn ? {} : { startsOn: row.startsOn }),
    ...(row.acting === before.acting ? {} : { acting: row.acting === 'yes' }),
  })
}

export type RowsVerdict = {
  /** Can be saved at once. */
  ready: HolderChange[]
  /** Somebody leaves: asked first. */
  asked: HolderChange[]
  /** Wrong cells of rows that wait: id → column → key and params in validation.json. */
  wrong: Map<string, Record<string, { key: string; params: Record<string, unknown> }>>
}

/** Sorts edited rows by what has to happen to them; rows that say what is recorded are left out. */
export function judgeRows(rows: readonly HolderRow[]): RowsVerdict {
  const verdict: RowsVerdict = { ready: [], asked: [], wrong: new Map() }
  for (const row of rows) {
    const change = changeOfRow(row)
    const problem = nameProblem(change)
    if (problem) verdict.wrong.set(row.id, { name: problem })
    else if (change.person === null && change.kind === 'same') {
      // days without a name say nothing yet
      if (row.startsOn !== null || row.acting === 'yes')
        verdict.wrong.set(row.id, { name: { key: 'required', params: {} } })
    } else if (asksFirst(change)) verdict.asked.push(change)
    else if (change.kind !== 'same') verdict.ready.push(change)
  }
  return verdict
}

/** Rows of a grid that a change touched. */
export function touchedRows(before: readonly HolderRow[], next: readonly HolderRow[]): HolderRow[] {
  const known = new Map(before.map((row) => [row.id, row]))
  return next.filter((row) => known.get(row.id) !== row)
}

export type PostFilter = { tambonCode: string | null; kind: string | null; vacantOnly: boolean; text: string }

/** Posts that are asked for, by post, place or who holds it. */
export function filterPosts(posts: readonly PostLine[], filter: PostFilter): PostLine[] {
  const wanted = searchKey(filter.text)
  return posts.filter(
    (post) =>
      (filter.tambonCode === null || post.tambonCode === filter.tambonCode) &&
      (filter.kind === null || post.kind === filter.kind) &&
      (!filter.vacantOnly || post.holder === null) &&
      (wanted === '' ||
        searchKey(
          `${post.name} ${post.areaName} ${post.kindName} ${post.holder?.name ?? ''} ${post.next?.name ?? ''}`,
        ).includes(wanted)),
  )
}
