import { z } from 'zod'
import { idField, isoDate, optionalLine } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import {
  holdingFields,
  leaveFields,
  type PersonFields,
  type PostFields,
  personFields,
  postFields,
} from './rules.ts'

/** A row of resources/rules/post-kinds. */
export type PostKind = {
  key: string
  name: string
  area: 'village' | 'community' | 'tambon' | 'lao' | 'district' | 'any'
  /** What the post is called: with {{moo}} {{village}} {{community}} {{tambon}} {{lao}} {{laoName}} {{district}}; '' = typed. */
  nameTemplate: string
  /** Every area ought to have one: made by openPosts. */
  opens: boolean
  source: string
  certainty: string
}

/** Somebody in a post. */
export type Holder = {
  holdingId: string
  personId: string
  /** Whole name as printed. */
  name: string
  person: PersonFields
  /** ISO; null = not known. */
  startsOn: string | null
  /** ISO, the last day; null = it lasts. */
  endsOn: string | null
  endReason: string
  acting: boolean
}

export type PostLine = PostFields & {
  id: string
  officeId: string
  kindName: string
  areaName: string
  holder: Holder | null
  /** Who is known to begin later. */
  next: Holder | null
  /** ISO day since when nobody holds it; null = held, or not known. */
  vacantSince: string | null
  /** Seats of bodies that the post fills. */
  seats: number
}

/** A body whose order no longer says who sits in it: it is to be reviewed (ต้องทบทวน). */
export type TouchedBody = { bodyId: string; bodyName: string; orderId: string | null }

export type Post = PostLine & {
  /** The newest first. */
  holdings: Holder[]
  seatRows: { seatId: string; bodyId: string; bodyName: string; title: string }[]
  /** Signed orders that name the post's seats, the newest first; `name` = whom the order names there. */
  orders: {
    id: string
    bodyId: string
    bodyName: string
    number: number | null
    numberYear: number | null
    signedOn: string | null
    name: string
  }[]
}

export type PersonLine = PersonFields & {
  id: string
  name: string
  /** Posts held today, as printed. */
  posts: { id: string; name: string }[]
  /** Bodies in which the person sits today, by a post or himself. */
  bodies: { id: string; name: string }[]
}

/** All that the office keeps of one person, for a copy on demand (PDPA) and for the screen. */
export type PersonRecord = PersonFields & {
  id: string
  name: string
  /** The newest first; endReason in words. */
  holdings: {
    postId: string
    post: string
    startsOn: string | null
    endsOn: string | null
    endReason: string
    acting: boolean
  }[]
  seats: { bodyId: string; body: string; title: string; untilOn: string | null }[]
  orders: {
    id: string
    body: string
    number: number | null
    numberYear: number | null
    signedOn: string | null
    title: string
    position: string
  }[]
  meetings: {
    id: string
    title: string
    heldOn: string | null
    state: 'called' | 'present' | 'proxy' | 'absent'
  }[]
}

export const peopleContract = {
  kinds: query().output(answer<PostKind[]>()),
  /** Keys and names of resources/rules/leave-reasons. */
  leaveReasons: query().output(answer<{ key: string; name: string }[]>()),
  list: query()
    .input(
      z.object({
        tambonCode: z.string().nullable(),
        kind: z.string().max(40).nullable(),
        officeId: idField.optional(),
      }),
    )
    .output(answer<PostLine[]>()),
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<Post>()),
  /** Forgiving search by name, title or post; '' = all, at most 50. */
  persons: query()
    .input(z.object({ q: optionalLine(120), officeId: idField.optional() }))
    .output(answer<PersonLine[]>()),
  /** Everything that is kept of one person. */
  person: query()
    .input(z.object({ id: idField }))
    .output(answer<PersonRecord>()),
  savePost: command()
    .input(z.object({ id: idField.nullable(), fields: postFields }))
    .output(answer<{ id: string }>()),
  /** Refused while a seat needs it: the fault names the bodies. */
  removePost: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** The posts that the office's places ought to have; those that are there stay as they are. */
  openPosts: command({ dryRun: true })
    .input(z.object({ tambonCode: z.string().nullable(), dryRun: z.boolean() }))
    .output(answer<{ ids: string[] }>()),
  /**
   * Somebody new in a post; who held it leaves. `startsOn` may lie ahead (a successor that is known); null = not known,
   * then from today for everything that asks who holds it. `personId` takes a person who is known already.
   */
  appoint: command({ dryRun: true })
    .input(
      z.object({
        postId: idField,
        person: personFields,
        personId: idField.nullable().optional(),
        startsOn: isoDate.nullable(),
        acting: z.boolean(),
        leave: leaveFields.nullable(),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<{ holdingId: string; touched: TouchedBody[] }>()),
  vacate: command()
    .input(z.object({ postId: idField, endsOn: isoDate, endReason: optionalLine(40) }))
    .output(answer<{ touched: TouchedBody[] }>()),
  /** Corrects the days of somebody in a post; two at once are refused with their names. */
  saveHolding: command()
    .input(z.object({ id: idField, fields: holdingFields }))
    .output(answer<void>()),
  removeHolding: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** Corrects how a person is called; it shows wherever the person stands, signed papers excepted. */
  savePerson: command()
    .input(z.object({ id: idField, fields: personFields }))
    .output(answer<void>()),
  /** A grid edit or a pasted list: who holds each post now; null = nobody. All rows or none. */
  saveHolders: command({ dryRun: true })
    .input(
      z.object({
        rows: z
          .array(
            z.object({
              postId: idField,
              person: personFields.nullable(),
              /** ISO; null = not known. */
              startsOn: isoDate.nullable(),
              acting: z.boolean().optional(),
            }),
          )
          .max(2000, { error: 'tooManyRows' }),
        dryRun: z.boolean(),
      }),
    )
    .output(answer<{ changed: number; touched: TouchedBody[] }>()),
}
