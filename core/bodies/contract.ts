import { z } from 'zod'
import { fiscalYear, idField, line } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import {
  type BodyFields,
  type BodyState,
  type BodyWarning,
  bodyFields,
  type Quorum,
  type SeatFields,
  seatFields,
} from './rules.ts'

export type Seat = SeatFields & {
  id: string
  no: number
  /** Who sits there: himself, or as the one who holds the post today. */
  personId: string | null
  /** The post's record that fills the seat; null = the person sits by himself, or the post is known by name only. */
  postId: string | null
  /** Last day of the seat's own term; null = none. */
  untilOn: string | null
  /** Of a seat of a post: since when its holder holds it (ISO), and whether he only acts in it. */
  since: string | null
  acting: boolean
}
export type BodyLine = BodyFields & {
  id: string
  officeId: string
  kindName: string
  areaName: string
  seats: number
  filled: number
  /** The order in force: number/year and date, or null. */
  order: {
    id: string
    number: number | null
    year: number | null
    signedOn: string | null
    editionFy: number
  } | null
  /** missing = no order in force, review = the order no longer holds, closed = asks for nothing any more. */
  state: BodyState
  /** Reasons, what asks for work first. */
  warnings: BodyWarning[]
  closedOn: string | null
  /** Guideline edition (พ.ศ.) for which somebody confirmed it as current, and when. */
  reviewedFy: number | null
  reviewedOn: string | null
  /** Last day of its term (ISO) by the order in force; null = no term. */
  endsOn: string | null
}
export type Body = BodyLine & { seatRows: Seat[]; rule: BodyRule }
/** Rule of a body kind as the office has it; `certainty` B… shows "ตรวจสอบกับแนวทางปฏิบัติฉบับล่าสุด". */
export type BodyRule = {
  kind: string
  name: string
  shortName: string
  area: 'village' | 'tambon' | 'district' | 'province'
  nameTemplate: string
  minimum: number | null
  maximum: number | null
  termYears: number | null
  /** Whose term: that of the whole body from its order, or that of single seats only. */
  termOf: 'body' | 'seats'
  appointer: string
  reviewedYearly: boolean
  /** How many members a meeting needs; null = not found in any source. */
  quorumOf: Quorum
  /** Nobody sits in it twice, by two posts. */
  onePersonOneSeat: boolean
  source: string
  certainty: string
}

/** A body that the rules let expect in a place and that is not set up yet. */
export type MissingBody = {
  kind: string
  kindName: string
  tambonCode: string | null
  villageId: string | null
  areaName: string
}

export const bodiesContract = {
  kinds: query().output(answer<BodyRule[]>()),
  list: query()
    .input(z.object({ editionFy: fiscalYear.nullable(), officeId: idField.optional() }))
    .output(answer<BodyLine[]>()),
  /** Places that have no body of a kind: of the yearly reviewed kinds, or of one kind. */
  missing: query()
    .input(z.object({ kind: z.string().max(40).nullable() }))
    .output(answer<MissingBody[]>()),
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<Body>()),
  /** Opens a body with the seats of its template (posts repeated per village and LAO of the tambon). */
  open: command().input(bodyFields).output(answer<{ id: string }>()),
  /** Opens a kind in every place of the office (or of one tambon) that has none. */
  openMany: command({ dryRun: true })
    .input(
      z.object({
        kind: z.string().min(1, { error: 'required' }).max(40),
        tambonCode: z.string().nullable(),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<{ ids: string[] }>()),
  /** Another name. */
  save: command()
    .input(z.object({ id: idField, name: line(300) }))
    .output(answer<void>()),
  /** Dissolved: kept for its papers. */
  close: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  reopen: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** With its seats; refused once orders or meetings name it. */
  remove: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /**
   * Duty 2 asks to review every order: this one was looked at for the edition and still holds. Refused while it does
   * not.
   */
  reviewed: command()
    .input(
      z.object({
        ids: z.array(idField).min(1, { error: 'required' }).max(2000, { error: 'tooManyRows' }),
        editionFy: fiscalYear,
      }),
    )
    .output(answer<void>()),
  saveSeats: command()
    .input(
      z.object({
        bodyId: idField,
        seats: z
          .array(z.object({ id: idField.nullable(), fields: seatFields }))
          .max(200, { error: 'tooManyRows' }),
      }),
    )
    .output(answer<{ ids: string[] }>()),
}
