import { z } from 'zod'
import { fiscalYear, idField } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import { type OrderFields, openOrderFields, orderFields, signFields } from './rules.ts'

export type OrderLine = {
  id: string
  officeId: string
  bodyId: string
  bodyName: string
  editionFy: number
  subject: string
  state: 'draft' | 'signed' | 'cancelled'
  number: number | null
  numberYear: number | null
  signedOn: string | null
}
export type Order = OrderLine &
  OrderFields & { supersedesId: string | null; members: { name: string; position: string; title: string }[] }

export const ordersContract = {
  list: query()
    .input(z.object({ editionFy: fiscalYear.nullable() }))
    .output(answer<OrderLine[]>()),
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<Order>()),
  /** A draft with the wording of the body's kind (resources/papers/wording) or of the order it replaces. */
  open: command().input(openOrderFields).output(answer<{ id: string }>()),
  save: command()
    .input(z.object({ id: idField, fields: orderFields }))
    .output(answer<void>()),
  /** Freezes the members, takes the number, supersedes the body's order before. Refused without seats or signatory. */
  sign: command().input(signFields).output(answer<{ number: number | null; year: number }>()),
}
