import { sameValue } from '../kernel/same-value.ts'

/** Values of a record's fields as data: what a correction compares and proposes (PEERS.md §3.5 #18). */

/** Lists and objects of a field go no deeper than this; what does is no field of ours. */
const deepest = 8
/** Characters of a value; the longest text of a record is an agenda item's. */
const longest = 200_000

/** True for plain JSON of a known size and depth. Judged before anything walks through it without a bound. */
export function isFieldValue(value: unknown): boolean {
  return weightOf(value, 0) <= longest
}

function weightOf(value: unknown, depth: number): number {
  if (value === null || typeof value === 'boolean') return 5
  if (typeof value === 'string') return value.length + 2
  if (typeof value === 'number') return Number.isFinite(value) ? 24 : Number.POSITIVE_INFINITY
  if (typeof value !== 'object' || depth >= deepest) return Number.POSITIVE_INFINITY
  let weight = 2
  for (const [key, one] of Object.entries(value)) {
    weight += key.length + 4 + weightOf(one, depth + 1)
    if (weight > longest) break
  }
  return weight
}

export type RemarkStanding = 'clean' | 'conflict' | 'same' | 'none'

/**
 * How a proposal stands to the owner's own value, three ways: base is what was handed in, theirs what is proposed.
 *
 * @param own undefined where there is no such record (any more)
 */
export function standingOf(
  remark: { field: string; handedIn: unknown; proposed: unknown },
  own: unknown,
): RemarkStanding {
  if (remark.field === '' || own === undefined) return 'none'
  if (sameValue(own, remark.proposed)) return 'same'
  return sameValue(own, remark.handedIn) ? 'clean' : 'conflict'
}

/**
 * Fields of a record type that a person can be asked to change to a value: not what joins records, what the program
 * derives, a state that has its own command, or what was signed. Those are asked for in words.
 */
export function isProposable(
  type: {
    name: string
    row: { shape: Readonly<Record<string, unknown>> }
    references: readonly { field: string }[]
  },
  field: string,
): boolean {
  return (
    Object.hasOwn(type.row.shape, field) &&
    !notProposable.has(field) &&
    !type.references.some((reference) => reference.field === field) &&
    !/Ids?$/u.test(field)
  )
}

const notProposable: ReadonlySet<string> = new Set([
  'id',
  'state',
  'searchKey',
  'areaKey',
  'paperAsSigned',
  'frozen',
  'members',
  'evidenceLinks',
  'aboutTable',
  'example',
  'sha256',
  'mime',
  'sizeBytes',
  'subjectTable',
])
