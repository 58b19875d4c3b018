import { z } from 'zod'
import { fiscalYear, idField, isoDate, line, optionalLine, optionalText } from '../kernel/fields.ts'
import { groupBy } from '../kernel/group.ts'
import { isCorrection, postKey } from '../people/rules.ts'
import { splitThaiName } from '../thai/names.ts'
import { searchKey } from '../thai/text.ts'

/** appoint = first order of a body, replace = takes the place of another, amend = changes it, cancel = ends it. */
export const orderActions = ['appoint', 'replace', 'amend', 'cancel'] as const
export type OrderAction = (typeof orderActions)[number]

export const orderFields = z.object({
  subject: line(600),
  reason: optionalText(6000),
  powers: optionalText(3000),
  /** Of an amendment: further things it changes, after the members. */
  duties: z.array(line(1000)).max(40),
  effectiveOn: isoDate.nullable(),
  signatoryId: idField.nullable(),
  /** Where the lists of members stand; auto = in the annex when they are long (DOCUMENTS.md §A4). */
  annex: z.enum(['auto', 'always', 'never']),
  secrecy: z.enum(['', 'secret', 'verySecret', 'mostSecret']),
})
export type OrderFields = z.infer<typeof orderFields>

/** Bodies of one order, the first is the one it is kept under. */
const bodyIds = z
  .array(idField)
  .min(1, { error: 'required' })
  .max(300, { error: 'tooManyRows' })
  .refine((ids) => new Set(ids).size === ids.length, { error: 'invalid' })
const orderIds = z
  .array(idField)
  .min(1, { error: 'required' })
  .max(300, { error: 'tooManyRows' })
  .refine((ids) => new Set(ids).size === ids.length, { error: 'invalid' })

export const openOrderFields = z.object({
  bodyId: idField,
  editionFy: fiscalYear,
  /** Left out: replaces the order in force, else appoints for the first time. */
  action: z.enum(orderActions).optional(),
})
export const openManyFields = z.object({
  bodyIds,
  editionFy: fiscalYear,
  /** One order for all bodies instead of one each. */
  combine: z.boolean(),
  /** As in openOrderFields. */
  action: z.enum(orderActions).optional(),
})
export const setBodiesFields = z.object({ id: idField, bodyIds })

/**
 * Words that the drafts of a batch share; {{tambon}} and the like are filled in for each. What is left out stays as it
 * is in each draft.
 */
export const sharedFields = z.object({
  subject: line(600).optional(),
  reason: optionalText(6000).optional(),
  powers: optionalText(3000).optional(),
  duties: z.array(line(1000)).max(40).optional(),
  effectiveOn: isoDate.nullable().optional(),
  signatoryId: idField.nullable().optional(),
  annex: z.enum(['auto', 'always', 'never']).optional(),
})
export type SharedFields = z.infer<typeof sharedFields>
export const saveManyFields = z.object({ ids: orderIds, fields: sharedFields })

const orderNumber = z
  .number({ error: 'notNumber' })
  .int({ error: 'notWhole' })
  .min(1, { error: 'number' })
  .max(99999, { error: 'number' })

/**
 * Number of a signed paper: the next of the register, a given one, or left blank for handwriting (C17). `first` is the
 * next one too, and says that a year without any number begins at 1 (numbers may have been given out on paper before).
 */
export const numberChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('next') }),
  z.object({ kind: z.literal('first') }),
  z.object({ kind: z.literal('given'), number: orderNumber }),
  z.object({ kind: z.literal('blank') }),
])
export type NumberChoice = z.infer<typeof numberChoice>
/** Why numbers before a given one are missing in the register (C17: no gap without a reason). */
const gapReason = optionalLine(300).optional()
export const signFields = z.object({ id: idField, signedOn: isoDate, number: numberChoice, gapReason })
export const signManyFields = z.object({
  ids: orderIds,
  signedOn: isoDate,
  number: z.enum(['next', 'first', 'blank']),
})
export const beforeSigningFields = z.object({ ids: orderIds, signedOn: isoDate })
export const setNumberFields = z.object({ id: idField, number: orderNumber, gapReason })

/** A member as an order names it. Orders signed before format 1.2 do not say where the seat was. */
export type OrderMember = {
  /** '' = whoever holds the post. */
  name: string
  position: string
  title: string
  bodyId?: string
  seatId?: string
  personId?: string | null
}

/** What changed in a list of members; `no` is the place in the list before, from 1. */
export type MemberChange =
  | { kind: 'leaves'; no: number; was: OrderMember }
  | { kind: 'instead'; no: number; was: OrderMember; now: OrderMember }
  | { kind: 'corrected'; no: number; was: OrderMember; now: OrderMember }
  | { kind: 'joins'; now: OrderMember }

/**
 * Nothing to say: the same words, or a seat given to a post whose holder is known now. Whoever holds the post was
 * appointed already.
 */
const isSame = (was: OrderMember, now: OrderMember) =>
  was.position === now.position && was.title === now.title && (was.name === now.name || was.name === '')

/**
 * The same person, also where the name was only spelt right (isCorrection); where nobody was named, the same post.
 * Somebody and nobody are not the same.
 */
export function isSameHolder(was: OrderMember, now: OrderMember): boolean {
  if (was.name === '') return postKey(was.position) === postKey(now.position)
  if (plain(was.name) === plain(now.name)) return true
  if (now.name === '') return false
  if (was.personId && now.personId) return was.personId === now.personId
  return isCorrection(splitThaiName(was.name), splitThaiName(now.name))
}

/** A member as he sits now; `post` where the order would print another position of his own. */
type SittingMember = OrderMember & { post?: string }
type KeyOf = (member: SittingMember) => string | null

/** Words that name the same, however the blanks were typed. */
const plain = (text: string) => searchKey(text).replace(/\s/gu, '')
const joined = (...parts: (string | null | undefined)[]) =>
  parts.some((part) => part === null || part === undefined || part === '') ? null : parts.join('|')
const byTitle =
  (keyOf: KeyOf): KeyOf =>
  (member) =>
    joined(plain(member.title), keyOf(member))
const byName: KeyOf = ({ name }) => plain(name)
const byPerson: KeyOf = ({ personId }) => personId ?? null
const byPosition: KeyOf = ({ position }) => postKey(position)
const byPost: KeyOf = ({ post, position }) => postKey(post ?? position)

/** How members of two lists find each other, the surest way first; their key before and now. */
const pairings: readonly (readonly [KeyOf, KeyOf])[] = [
  ...[
    ({ seatId }: SittingMember) => seatId ?? null,
    byTitle((member) => joined(byName(member), byPosition(member))),
    byTitle(byPerson),
    byTitle(byName),
  ].map((keyOf) => [keyOf, keyOf] as const),
  // the same post in the same role: its holder changed
  [byTitle(byPosition), byTitle(byPost)],
  [byTitle(byPosition), byTitle(byPosition)],
  [byPerson, byPerson],
  [byName, byName],
]

/**
 * Which members of two lists are of one seat: by its record, in orders of before by what they say.
 *
 * @returns place in `now` by place in `before`
 */
export function pairMembers(
  before: readonly OrderMember[],
  now: readonly SittingMember[],
): Map<number, number> {
  const pairs = new Map<number, number>()
  const free = new Set(now.keys())
  for (const [keyBefore, keyNow] of pairings) {
    if (pairs.size === before.length || free.size === 0) break
    const byKey = groupBy(
      [...free].flatMap((at) => {
        const one = now[at]
        const key = one ? keyNow(one) : null
        return key === null ? [] : [{ key, at }]
      }),
      ({ key }) => key,
    )
    for (const [at, was] of before.entries()) {
      if (pairs.has(at)) continue
      const key = keyBefore(was)
      const found = key === null ? undefined : byKey.get(key)?.shift()
      if (!found) continue
      pairs.set(at, found.at)
      free.delete(found.at)
    }
  }
  return pairs
}

/**
 * What an amendment has to say so that the members before become those of now (DOMAIN.md §3.7). The order of the list
 * is no change. `applyChanges(before, compareMembers(before, now))` has just the members of `now`, posts that were given
 * without a name still without one.
 */
export function compareMembers(before: readonly OrderMember[], now: readonly OrderMember[]): MemberChange[] {
  const pairOf = pairMembers(before, now)
  const taken = new Set(pairOf.values())
  const changed = before.flatMap((was, at): MemberChange[] => {
    const pair = pairOf.get(at)
    const one = pair === undefined ? undefined : now[pair]
    const no = at + 1
    if (!one) return [{ kind: 'leaves', no, was }]
    if (isSame(was, one)) return []
    return [{ kind: isSameHolder(was, one) ? 'corrected' : 'instead', no, was, now: one }]
  })
  const joins = now.flatMap((one, at): MemberChange[] => (taken.has(at) ? [] : [{ kind: 'joins', now: one }]))
  return [...changed, ...joins]
}

/** The members after an amendment: changed in their places, those who leave taken out, new ones at the end. */
export function applyChanges(
  before: readonly OrderMember[],
  changes: readonly MemberChange[],
): OrderMember[] {
  const byNo = new Map(changes.flatMap((change) => (change.kind === 'joins' ? [] : [[change.no, change]])))
  const stay = before.flatMap((was, at) => {
    const change = byNo.get(at + 1)
    if (!change) return [was]
    return change.kind === 'leaves' ? [] : [change.now]
  })
  return [...stay, ...changes.flatMap((change) => (change.kind === 'joins' ? [change.now] : []))]
}

/** What one should know before signing; each is a sentence in orders.json. None of them forbids it. */
export type OrderNote = {
  key: 'vacantLeftOut' | 'postsByName' | 'membersUnchanged' | 'effectiveBefore' | 'datedBeforeNumber'
  params: Record<string, string | number>
}
