import {
  fullName,
  isCorrection,
  type PersonFields,
  personFields,
  personKey,
} from '../../../core/people/rules.ts'
import { splitThaiName } from '../../../core/thai/names.ts'

/** A post with who holds it, as the screens have it. */
export type HeldPost = {
  id: string
  name: string
  holder: { person: PersonFields; startsOn: string | null; acting: boolean } | null
}

/**
 * What a typed or pasted name does to a post: first = nobody was known, corrected = the same person spelt right,
 * succeeds = somebody new, vacated = nobody any more, dated = the same person with other days.
 */
export type ChangeKind = 'same' | 'dated' | 'first' | 'corrected' | 'succeeds' | 'vacated'
export type HolderChange = {
  postId: string
  post: string
  /** Whole names; '' = nobody. */
  before: string
  after: string
  person: PersonFields | null
  /** ISO; null = not known. */
  startsOn: string | null
  acting: boolean
  kind: ChangeKind
}

/** Lists say it beside the name: นายสมชาย ใจดี (รักษาการ), รักษาการ นายสมชาย ใจดี. */
const actingNote =
  /^\s*\(?\s*(?:ผู้)?รักษาการ(?:แทน)?\s*\)?\s*(?=\S)|(?<=\S)(?:\s+|\s*[-–(]\s*)(?:ผู้)?รักษาการ(?:แทน)?\s*\)?\s*$/u

/**
 * What becomes of a post when its list says this name. One whose name is only spelt right keeps what else is known of
 * him; of a successor nothing is taken over.
 *
 * @param typed name as written, '' = nobody
 * @param days ISO since when, and whether he only acts; left out = as it is
 */
export function holderChange(
  post: HeldPost,
  typed: string,
  days: { startsOn?: string | null; acting?: boolean } = {},
): HolderChange {
  const { holder } = post
  const name = typed.replace(actingNote, '')
  const split = splitThaiName(name)
  const nobody = split.firstName === ''
  const kind = kindOfChange(holder?.person ?? null, nobody ? null : split)
  const stays = kind === 'same' || kind === 'corrected'
  const startsOn = days.startsOn === undefined ? (stays ? (holder?.startsOn ?? null) : null) : days.startsOn
  const acting = days.acting ?? (name !== typed || (stays ? (holder?.acting ?? false) : false))
  const dated =
    kind === 'same' && holder !== null && (startsOn !== holder.startsOn || acting !== holder.acting)
  const person = nobody
    ? null
    : kind === 'same' && holder !== null
      ? holder.person
      : {
          ...split,
          position: stays ? (holder?.person.position ?? '') : '',
          example: stays ? (holder?.person.example ?? false) : false,
        }
  return {
    postId: post.id,
    post: post.name,
    before: holder === null ? '' : fullName(holder.person),
    after: person === null ? '' : fullName(person),
    person,
    startsOn,
    acting,
    kind: dated ? 'dated' : kind,
  }
}

type Name = { title: string; firstName: string; lastName: string }

function kindOfChange(before: Name | null, after: Name | null): ChangeKind {
  if (after === null) return before === null ? 'same' : 'vacated'
  if (before === null) return 'first'
  if (personKey(before) === personKey(after) && before.title === after.title) return 'same'
  return isCorrection(before, after) ? 'corrected' : 'succeeds'
}

/** Somebody leaves: what stands in orders may no longer hold, so it is asked first. */
export function asksFirst(change: HolderChange): boolean {
  return change.kind === 'succeeds' || change.kind === 'vacated'
}

/** Key in validation.json of what is wrong with the name; null = it can be saved. */
export function nameProblem(change: HolderChange): { key: string; params: Record<string, unknown> } | null {
  if (change.person === null) return null
  const parsed = personFields.safeParse(change.person)
  const issue = parsed.success ? undefined : parsed.error.issues[0]
  if (issue === undefined) return null
  return { key: issue.message, params: issue.code === 'too_big' ? { maximum: Number(issue.maximum) } : {} }
}

/** A row of `people.saveHolders`. */
export function rowOfChange({ postId, person, startsOn, acting }: HolderChange) {
  return { postId, person, startsOn, acting }
}
