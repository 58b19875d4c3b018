import { z } from 'zod'
import { fiscalYear, idField } from '../kernel/fields.ts'
import { answer, command, query } from '../kernel/meta.ts'
import { type BodyFields, type BodyWarning, bodyFields, type SeatFields, seatFields } from './rules.ts'

export type Seat = SeatFields & { id: string; no: number; personId: string | null }
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
  warnings: BodyWarning[]
}
export type Body = BodyLine & { seatRows: Seat[]; rule: BodyRule }
/** Rule of a body kind as the office has it; `certainty` B… shows "ตรวจสอบกับแนวทางปฏิบัติฉบับล่าสุด". */
export type BodyRule = {
  kind: string
  name: string
  shortName: string
  minimum: number | null
  maximum: number | null
  termYears: number | null
  appointer: string
  source: string
  certainty: string
}

export const bodiesContract = {
  kinds: query().output(answer<BodyRule[]>()),
  list: query()
    .input(z.object({ editionFy: fiscalYear.nullable(), officeId: idField.optional() }))
    .output(answer<BodyLine[]>()),
  get: query()
    .input(z.object({ id: idField }))
    .output(answer<Body>()),
  /** Opens a body with the seats of its template (posts repeated per village and LAO of the tambon). */
  open: command().input(bodyFields).output(answer<{ id: string }>()),
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
