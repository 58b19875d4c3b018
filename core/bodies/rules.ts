import { z } from 'zod'
import { idField, isoDate, line, optionalLine } from '../kernel/fields.ts'
import { isSameHolder, type OrderMember, pairMembers } from '../orders/rules.ts'
import { personFields, postKey } from '../people/rules.ts'
import { addDays, addYears, formatThaiDate } from '../thai/dates.ts'
import { searchKey } from '../thai/text.ts'

export const seatRoles = ['chair', 'vice', 'member', 'secretary', 'assistantSecretary'] as const
export type SeatRole = (typeof seatRoles)[number]

export const seatFields = z.object({
  /** As printed: ประธานกรรมการ, กรรมการและเลขานุการ … */
  title: line(120),
  role: z.enum(seatRoles),
  filledBy: z.enum(['post', 'person']),
  post: optionalLine(200),
  /** The post's record; left out = the one of that name, made where there is none. */
  postId: idField.nullable().optional(),
  /** Last day of a term of its own; left out = as it is. */
  untilOn: isoDate.nullable().optional(),
  /** Who sits there now; null = vacant. Of a post: who holds it; another name is a change of holder everywhere. */
  person: personFields.nullable(),
})
export type SeatFields = z.infer<typeof seatFields>

export const bodyFields = z.object({
  /** Key of resources/rules/bodies. */
  kind: z.string().min(1, { error: 'required' }).max(40),
  /** As the order names it; '' when opening = the name of the rule table (resources/rules/bodies `nameTemplate`). */
  name: optionalLine(300),
  tambonCode: z
    .string()
    .regex(/^\d{6}$/u, { error: 'areaCode' })
    .nullable(),
  villageId: idField.nullable(),
})
export type BodyFields = z.infer<typeof bodyFields>

export type BodyState = 'current' | 'review' | 'missing' | 'closed'

/** half = at least half of the members, majority = more than half, a number = so many; null = no rule is known. */
export type Quorum = 'half' | 'majority' | number | null

/** Members that a meeting needs; null = no rule. @param members seats that are filled */
export function quorumNeeded(quorum: Quorum, members: number): number | null {
  if (quorum === null) return null
  if (quorum === 'half') return Math.ceil(members / 2)
  return quorum === 'majority' ? Math.floor(members / 2) + 1 : quorum
}

/** Warnings of a body; each is a sentence in bodies.json (C13). */
export const bodyWarningKeys = [
  'noOrder',
  'expired',
  'notReviewed',
  'holderLeft',
  'holderNew',
  'seatAdded',
  'seatRemoved',
  'seatExpired',
  'belowMinimum',
  'aboveMaximum',
  'roleMissing',
  'sitsTwice',
  'expiresSoon',
  'seatExpiresSoon',
  'renamed',
  'unseated',
  'vacant',
] as const
export type BodyWarningKey = (typeof bodyWarningKeys)[number]

/** Whom or which seat a warning is about; name '' = nobody, the post alone. */
export type WarnedSeat = {
  seatId: string | null
  postId: string | null
  personId: string | null
  name: string
  post: string
  title: string
}

export type BodyWarning = {
  key: BodyWarningKey
  /** review = the order is to be reviewed (ต้องทบทวน); notice = good to know. */
  level: 'review' | 'notice'
  /** What the sentence needs; `names` = the first few of `who`, comma between. */
  params: Record<string, string | number>
  who: WarnedSeat[]
}

/** Nobody is known to sit there: shown as vacant, whether a person or a post holds the seat (C13). */
export function isVacant(seat: { person: unknown | null }): boolean {
  return seat.person === null
}

/**
 * Whether an order names the seat. A seat of a post is named by the post even while nobody is entered: whoever holds
 * the post is appointed (DOMAIN.md §1.4: ex officio members). A vacant seat of a person is left out.
 */
export function isAppointed(seat: {
  filledBy: 'post' | 'person'
  post: string
  person: unknown | null
}): boolean {
  return seat.person !== null || (seat.filledBy === 'post' && seat.post !== '')
}

/** A seat as its warnings need it. */
export type SeatNow = {
  seatId: string
  postId: string | null
  personId: string | null
  title: string
  role: SeatRole
  filledBy: 'post' | 'person'
  post: string
  /** Whole name; '' = vacant. */
  name: string
  /** As an order prints it. */
  position: string
  untilOn: string | null
}

/** What became of the members of an order since it was signed. */
export type MemberChanges = {
  /** Named in the order, no longer there, the seat still is; `next` = who sits there now, '' = nobody. */
  left: (WarnedSeat & { next: string })[]
  came: WarnedSeat[]
  renamed: (WarnedSeat & { before: string })[]
  added: WarnedSeat[]
  removed: WarnedSeat[]
}

/**
 * Compares the members of a signed order with those of now, paired as an amendment pairs them (core/orders). Another
 * title in one seat: taken out and put in anew. A post that the order names without a name stands for whoever holds it:
 * a name there is no change.
 */
export function memberChanges(members: readonly OrderMember[], seats: readonly SeatNow[]): MemberChanges {
  const changes: MemberChanges = { left: [], came: [], renamed: [], added: [], removed: [] }
  const appointed = seats.filter((seat) => seat.name !== '' || (seat.filledBy === 'post' && seat.post !== ''))
  const isAppointing = new Set(appointed)
  const sitting = [...appointed, ...seats.filter((seat) => !isAppointing.has(seat))]
  const pairs = pairMembers(members, sitting)
  for (const [at, member] of members.entries()) {
    const seat = sitting[pairs.get(at) ?? -1]
    if (seat === undefined) {
      changes.removed.push(warnedMember(member))
    } else if (plain(member.title) !== plain(seat.title)) {
      changes.removed.push(warnedMember(member))
      if (isAppointing.has(seat)) changes.added.push(warned(seat))
    } else if (member.name === '') {
      // Named by the post alone: whoever holds it is appointed, unless the seat is a person's now.
      if (seat.filledBy === 'person' && !isSameHolder(member, seat)) changes.came.push(warned(seat))
    } else if (seat.name === '') {
      changes.left.push({ ...warnedMember(member), ...place(seat), next: '' })
    } else if (!isSameHolder(member, seat)) {
      changes.left.push({ ...warnedMember(member), ...place(seat), next: seat.name })
      changes.came.push(warned(seat))
    } else if (plain(member.name) !== plain(seat.name)) {
      changes.renamed.push({ ...warned(seat), before: member.name })
    }
  }
  const paired = new Set(pairs.values())
  for (const [at, seat] of appointed.entries()) if (!paired.has(at)) changes.added.push(warned(seat))
  return changes
}

function plain(text: string): string {
  return searchKey(text).replace(/\s/gu, '')
}

function place(seat: SeatNow): Pick<WarnedSeat, 'seatId' | 'postId'> {
  return { seatId: seat.seatId, postId: seat.postId }
}

function warned(seat: SeatNow): WarnedSeat {
  return { ...place(seat), personId: seat.personId, name: seat.name, post: seat.position, title: seat.title }
}

function warnedMember(member: OrderMember): WarnedSeat {
  return {
    seatId: member.seatId ?? null,
    postId: null,
    personId: member.personId ?? null,
    name: member.name,
    post: member.position,
    title: member.title,
  }
}

export type BodyLimits = {
  minimum: number | null
  maximum: number | null
  termYears: number | null
  termOf: 'body' | 'seats'
  /** Days before the end of a term from which it is said. */
  warnDays: number
  reviewedYearly: boolean
  onePersonOneSeat: boolean
  /** Roles without which a body cannot work. */
  needsRoles: readonly SeatRole[]
}
/** A post that the template of the kind gives a seat in each village, community or local authority of its area. */
export type ExpectedPost = {
  template: string
  title: string
  post: string
  /** Its record and who holds it today. */
  postId: string | null
  personId: string | null
  /** Left out where its holder has another seat of the body. */
  yields: boolean
}
export type BodyNow = {
  seats: readonly SeatNow[]
  expected: readonly ExpectedPost[]
  order: {
    signedOn: string | null
    editionFy: number
    effectiveOn: string | null
    members: readonly OrderMember[]
  } | null
  closedOn: string | null
  reviewedFy: number | null
}

/** Last day of a body's term by its order; null = no term, or no day known. */
export function termEnd(
  limits: Pick<BodyLimits, 'termYears' | 'termOf'>,
  order: { signedOn: string | null; effectiveOn: string | null } | null,
): string | null {
  const from = order === null ? null : (order.effectiveOn ?? order.signedOn)
  if (limits.termYears === null || limits.termOf !== 'body' || from === null) return null
  return addDays(addYears(from, limits.termYears), -1)
}

/** Days before the end of a term from which the program warns, where the rule table does not say. */
export const usualWarnDays = 90
const namesSaid = 4

/**
 * What is not in order with a body (C13). A closed one asks for nothing. A body that never was under an order is not
 * compared with one: that it needs one is all there is to say of its members.
 *
 * @param editionFy guideline edition in hand, พ.ศ.; null = none, nothing is asked of a yearly review then
 * @param today ISO
 */
export function bodyWarnings(
  limits: BodyLimits,
  body: BodyNow,
  editionFy: number | null,
  today: string,
): BodyWarning[] {
  if (body.closedOn !== null) return []
  const warnings: BodyWarning[] = []
  const warn = (
    key: BodyWarningKey,
    level: BodyWarning['level'],
    params: Record<string, string | number>,
    who: WarnedSeat[] = [],
  ) => warnings.push({ key, level, params: who.length === 0 ? params : { ...params, names: say(who) }, who })
  const { seats, order } = body
  const day = (iso: string) => formatThaiDate(iso, { digits: 'arabic' })
  const soon = addDays(today, limits.warnDays)
  const some = (key: BodyWarningKey, level: BodyWarning['level'], who: WarnedSeat[]) => {
    if (who.length > 0) warn(key, level, { count: who.length }, who)
  }

  if (order === null) warn('noOrder', 'review', {})
  else {
    const end = termEnd(limits, order)
    if (end !== null && end < today) warn('expired', 'review', { date: day(end) })
    const reviewed = Math.max(order.editionFy, body.reviewedFy ?? 0)
    if (limits.reviewedYearly && editionFy !== null && reviewed < editionFy)
      warn('notReviewed', 'review', { orderFy: reviewed, editionFy })
    const changes = memberChanges(order.members, seats)
    some('holderLeft', 'review', changes.left)
    some('holderNew', 'review', changes.came)
    some('seatAdded', 'review', changes.added)
    some('seatRemoved', 'review', changes.removed)
    some('renamed', 'notice', changes.renamed)
    if (end !== null && end >= today && end <= soon) warn('expiresSoon', 'notice', { date: day(end) })
  }
  const ended = seats.filter((seat) => seat.name !== '' && seat.untilOn !== null && seat.untilOn < today)
  some('seatExpired', 'review', ended.map(warned))
  const ending = seats.filter(
    (seat) => seat.name !== '' && seat.untilOn !== null && seat.untilOn >= today && seat.untilOn <= soon,
  )
  some('seatExpiresSoon', 'notice', ending.map(warned))

  const filled = seats.filter((seat) => seat.name !== '')
  const { minimum, maximum } = limits
  if (minimum !== null && filled.length < minimum)
    warn('belowMinimum', 'review', { filled: filled.length, minimum })
  if (maximum !== null && seats.length > maximum)
    warn('aboveMaximum', 'review', { filled: seats.length, maximum })
  for (const role of limits.needsRoles) {
    if (!seats.some((seat) => seat.role === role)) warn('roleMissing', 'review', { role })
  }
  if (limits.onePersonOneSeat) {
    const twice = sittingTwice(seats)
    if (twice.length > 0)
      warn('sitsTwice', 'review', { count: new Set(twice.map((seat) => seat.personId)).size }, twice)
  }
  some('unseated', 'notice', unseated(body.expected, seats))
  some('vacant', 'notice', seats.filter((seat) => seat.name === '').map(warned))
  const rank = (warning: BodyWarning) =>
    (warning.level === 'review' ? 0 : bodyWarningKeys.length) + bodyWarningKeys.indexOf(warning.key)
  return warnings.sort((a, b) => rank(a) - rank(b))
}

/**
 * Posts without a seat while others like them have one: a village that came after the body was opened. Where none of
 * its template sits, the office does without such seats, and nothing is said.
 */
function unseated(expected: readonly ExpectedPost[], seats: readonly SeatNow[]): WarnedSeat[] {
  const records = new Set(seats.map((seat) => seat.postId))
  const names = new Set(seats.flatMap((seat) => [postKey(seat.post), postKey(seat.position)]))
  const persons = new Set(seats.map((seat) => seat.personId))
  const sits = ({ postId, post }: ExpectedPost) =>
    (postId !== null && records.has(postId)) || names.has(postKey(post))
  const used = new Set(expected.filter(sits).map((one) => one.template))
  return expected
    .filter((one) => used.has(one.template) && !sits(one))
    .filter((one) => !(one.yields && one.personId !== null && persons.has(one.personId)))
    .map(({ title, post, postId }) => ({
      ...{ seatId: null, postId, personId: null, name: '' },
      ...{ post, title },
    }))
}

/** All seats of persons who sit more than once. */
function sittingTwice(seats: readonly SeatNow[]): WarnedSeat[] {
  const count = new Map<string, number>()
  for (const { personId } of seats) if (personId !== null) count.set(personId, (count.get(personId) ?? 0) + 1)
  return seats.filter(({ personId }) => personId !== null && (count.get(personId) ?? 0) > 1).map(warned)
}

/** The first few by name, else by post. */
function say(who: readonly WarnedSeat[]): string {
  const names = [...new Set(who.map((one) => one.name || one.post || one.title))]
  return names.slice(0, namesSaid).join(', ') + (names.length > namesSaid ? ' …' : '')
}

/** The state by which the list is sorted and counted. */
export function bodyState(
  body: Pick<BodyNow, 'closedOn' | 'order'>,
  warnings: readonly BodyWarning[],
): BodyState {
  if (body.closedOn !== null) return 'closed'
  if (body.order === null) return 'missing'
  return warnings.some((warning) => warning.level === 'review') ? 'review' : 'current'
}
