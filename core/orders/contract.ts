import { z } from 'zod'
import { fiscalYear, idField, line } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import {
  beforeSigningFields,
  type OrderAction,
  type OrderFields,
  type OrderNote,
  openManyFields,
  openOrderFields,
  orderActions,
  orderFields,
  saveManyFields,
  setBodiesFields,
  setNumberFields,
  signFields,
  signManyFields,
} from './rules.ts'

/**
 * What an order is worth now: `inForce` also of an amendment of an order in force; `signed` of an order that cancelled
 * another; `past` = replaced or cancelled by a later one; `annulled` = its number was struck out, it never counted.
 */
export type OrderStanding = 'draft' | 'inForce' | 'signed' | 'past' | 'annulled'
export type OrderLine = {
  id: string
  officeId: string
  bodyId: string
  /** Names of all its bodies, joined by a comma. */
  bodyName: string
  bodyIds: string[]
  /** Kinds of its bodies (resources/rules/bodies), each once. */
  kinds: string[]
  /** Name of its place; '' where it is of several. */
  areaName: string
  editionFy: number
  action: OrderAction
  subject: string
  state: 'draft' | 'signed' | 'cancelled'
  standing: OrderStanding
  number: number | null
  numberYear: number | null
  signedOn: string | null
  batchId: string | null
}
/** One body of an order with whom the order names in it. */
export type OrderBody = {
  bodyId: string
  name: string
  kind: string
  areaName: string
  members: { name: string; position: string; title: string }[]
  /** Seats that are left out because nobody is known. */
  vacant: number
  /** What changed in the members against the order in force, as the paper says it; the same for every action. */
  changes: string[]
}
/** An order of the same bodies, before or after; oldest first. */
export type ChainLine = Pick<
  OrderLine,
  'id' | 'action' | 'subject' | 'state' | 'standing' | 'number' | 'numberYear' | 'signedOn' | 'bodyName'
> & { supersedesId: string | null }
export type Order = OrderLine &
  OrderFields & {
    /** The order that this one replaces, amends or cancels; of a draft, the one in force now. */
    supersedesId: string | null
    /** All members of all bodies. */
    members: { name: string; position: string; title: string }[]
    bodies: OrderBody[]
    chain: ChainLine[]
    notes: OrderNote[]
    /** What the order may be turned into: without an order in force it can only appoint. */
    actions: OrderAction[]
  }
/** Drafts that are written and signed together. */
export type OrderBatch = {
  id: string
  editionFy: number
  lines: (OrderLine & { members: number; vacant: number; notes: OrderNote[] })[]
  /** Words that all drafts share, with {{tags}} for what differs; null = they differ in more than that. */
  words: { subject: string | null; reason: string | null; powers: string | null; duties: string[] | null }
  /** null = different in the drafts, or none. */
  effectiveOn: string | null
  signatoryId: string | null
  annex: OrderFields['annex'] | null
  /** Tags that the shared words may use, with what they stand for in the first draft. */
  tags: { tag: string; example: string }[]
}
export type NumberTaken = { number: number | null; year: number }

export const ordersContract = {
  list: query()
    .input(z.object({ editionFy: fiscalYear.nullable(), officeId: idField.optional() }))
    .output(answer<OrderLine[]>()),
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<Order>()),
  batch: query()
    .input(z.object({ batchId: idField }))
    .output(answer<OrderBatch>()),
  /** What is worth knowing before drafts are signed on a day: one list for all of them. */
  beforeSigning: query().input(beforeSigningFields).output(answer<OrderNote[]>()),
  /** A draft with the wording of the body's kind (resources/papers/wording) or of the order it replaces. */
  open: command().input(openOrderFields).output(answer<{ id: string }>()),
  /**
   * Drafts for many bodies that belong together: one each, or one order for all. Drafts that lie ready are taken in.
   * `batchId` is null where there is but one order.
   */
  openMany: command().input(openManyFields).output(answer<{ batchId: string | null; ids: string[] }>()),
  save: command()
    .input(z.object({ id: idField, fields: orderFields }))
    .output(answer<void>()),
  /** Writes shared words into many drafts; {{tambon}} and the like are filled in for each. */
  saveMany: command().input(saveManyFields).output(answer<void>()),
  /** Turns a draft into another kind of order; words that were never touched become those of the new kind. */
  setAction: command()
    .input(z.object({ id: idField, action: z.enum(orderActions) }))
    .output(answer<void>()),
  /** Which bodies one draft is about; the first is the one it is kept under. */
  setBodies: command().input(setBodiesFields).output(answer<void>()),
  /** Throws a draft away. */
  remove: command()
    .input(z.object({ id: idField }))
    .output(answer<void>()),
  /** Freezes the members, takes the number, supersedes the body's order before. Refused without seats or signatory. */
  sign: command().input(signFields).output(answer<NumberTaken>()),
  /** Signs drafts in the order given, all or none; numbers follow each other. */
  signMany: command().input(signManyFields).output(answer<(NumberTaken & { id: string })[]>()),
  /** The number that was written by hand on a paper signed without one. */
  setNumber: command().input(setNumberFields).output(answer<NumberTaken>()),
  /** Strikes out a signed order that was never issued: its number stays in the register with the reason. */
  annul: command()
    .input(z.object({ id: idField, reason: line(300) }))
    .output(answer<void>()),
}
