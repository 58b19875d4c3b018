import type { BodyWarning, WarnedSeat } from '../../../core/bodies/rules.ts'
import { groupBy } from '../../../core/kernel/group.ts'
import { toArabicDigits } from '../../../core/thai/digits.ts'

/**
 * One sentence about a body: the words are `bodies.reason.<key>` with these params. `role` is a key of its own
 * translation. seatId, postId: what it is about, where it is about one thing.
 */
export type Reason = {
  key: string
  level: BodyWarning['level']
  params: Record<string, string | number>
  seatId: string | null
  postId: string | null
}

/** More names than these are said together in one sentence, with their number. */
const fewNames = 3

/**
 * The reasons of a body as sentences with names (C13): who left and who came into the same seat are one sentence, so that
 * it reads "นาย ก พ้นตำแหน่ง → นาง ข"; one who sits twice is named once with both posts.
 */
export function reasonsOf(warnings: readonly BodyWarning[]): Reason[] {
  const came = warnings.find((warning) => warning.key === 'holderNew')?.who ?? []
  const bySeat = new Map(came.flatMap((one) => (one.seatId === null ? [] : [[one.seatId, one] as const])))
  const paired = new Set<WarnedSeat>()
  // whose seat is empty since he left is said once
  const left = warnings.find((warning) => warning.key === 'holderLeft')?.who ?? []
  const emptied = new Set(left.map((one) => one.seatId))
  const lines = warnings.flatMap((warning): Reason[] => {
    if (warning.key === 'holderLeft') {
      return each(warning, warning.who, (one) => {
        const next = one.seatId === null ? undefined : bySeat.get(one.seatId)
        if (!next) return ['holderLeft', { who: called(one) }]
        paired.add(next)
        return ['holderChanged', { who: called(one), after: toArabicDigits(next.name || next.post) }]
      })
    }
    if (warning.key === 'holderNew') {
      const alone = warning.who.filter((one) => !paired.has(one))
      return each({ ...warning, params: { ...warning.params, count: alone.length } }, alone, (one) => [
        'holderNew',
        { who: called(one) },
      ])
    }
    if (warning.key === 'sitsTwice') {
      return [...groupBy(warning.who, (one) => one.personId ?? one.name).values()].map((seats) => ({
        ...placeOf(seats[0]),
        key: 'sitsTwice',
        level: warning.level,
        params: {
          name: seats[0]?.name ?? '',
          posts: toArabicDigits(seats.map((one) => one.post || one.title).join(', ')),
        },
      }))
    }
    const about =
      warning.key === 'vacant' ? warning.who.filter((one) => !emptied.has(one.seatId)) : warning.who
    if (warning.who.length > 0)
      return each(warning, about, (one) => [warning.key, { who: called(one), title: one.title }])
    return [{ key: warning.key, level: warning.level, params: warning.params, seatId: null, postId: null }]
  })
  const rank = (line: Reason) => (line.level === 'review' ? 0 : 1)
  return lines.sort((a, b) => rank(a) - rank(b))
}

type Say = (one: WarnedSeat) => [key: string, params: Record<string, string | number>]

/** A few words beside a seat: `bodies.seat.note.<key>` with these params. */
export type SeatNote = { key: string; params: Record<string, string | number> }

/** What the warnings say of each seat, for the line of the seat itself; that it is vacant one sees there. */
export function seatNotes(warnings: readonly BodyWarning[]): Map<string, SeatNote[]> {
  const notes = new Map<string, SeatNote[]>()
  const left = warnings.find((warning) => warning.key === 'holderLeft')?.who ?? []
  const leftSeats = new Set(left.map((one) => one.seatId))
  const came = new Set(
    warnings.find((warning) => warning.key === 'holderNew')?.who.map((one) => one.seatId) ?? [],
  )
  for (const { key, who } of warnings) {
    for (const one of who) {
      if (one.seatId === null || key === 'vacant') continue
      if (key === 'holderNew' && leftSeats.has(one.seatId)) continue
      const said = key === 'holderLeft' && came.has(one.seatId) ? 'holderChanged' : key
      notes.set(one.seatId, [...(notes.get(one.seatId) ?? []), { key: said, params: { name: one.name } }])
    }
  }
  return notes
}

/** One sentence a seat while they are few, else one for all. */
function each(warning: BodyWarning, who: readonly WarnedSeat[], say: Say): Reason[] {
  const lines = who.map((one): Reason => {
    const [key, params] = say(one)
    return { ...placeOf(one), key, level: warning.level, params }
  })
  if (lines.length <= fewNames) return lines
  return [
    {
      key: `${warning.key}.many`,
      level: warning.level,
      params: { count: who.length, names: names(who) },
      seatId: null,
      postId: null,
    },
  ]
}

function placeOf(one: WarnedSeat | undefined): Pick<Reason, 'seatId' | 'postId'> {
  return { seatId: one?.seatId ?? null, postId: one?.postId ?? null }
}

/** นายสมชาย ใจดี ผู้ใหญ่บ้าน หมู่ที่ 3; the post alone, or the seat, where nobody is named. Thai digits are for papers. */
function called(one: WarnedSeat): string {
  return toArabicDigits([one.name, one.post].filter((part) => part !== '').join(' ') || one.title)
}

function names(who: readonly WarnedSeat[]): string {
  const said = [...new Set(who.map((one) => one.name || one.post || one.title))]
  return toArabicDigits(said.slice(0, fewNames).join(', ')) + (said.length > fewNames ? ' …' : '')
}
