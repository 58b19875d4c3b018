import { z } from 'zod'
import { idField, line, optionalLine, optionalText } from '../kernel/fields.ts'
import { tambonCode } from '../office/rules.ts'

/**
 * A unit is what a district accepts or returns as one: a village (its id), a tambon (its code, for the tambon's own plan,
 * committee and activities) or '' for what belongs to no place.
 */
export const unitKey = z.union([z.literal(''), idField, tambonCode])

export const referenceFields = z.object({
  tambonCodes: z.array(tambonCode).min(1, { error: 'required' }).max(60),
  /** With the photographs and files of these tambons; without, the package stays small. */
  withFiles: z.boolean(),
  placeId: z.string().nullable(),
  passphrase: z.string().max(200).optional(),
})

/** First run of a laptop from the district's package: who works on it. */
export const startFields = z.object({
  token: z.string(),
  passphrase: z.string().max(200).optional(),
  /** The person compared the district's fingerprint by telephone. */
  confirmKey: z.boolean(),
  /** Of those in the package; all when empty. */
  tambonCodes: z.array(tambonCode).max(60),
  staffName: line(120),
  staffPosition: optionalLine(160),
})

/** Which value stands where both offices changed the same field; `field` '' = the record removed here, changed there. */
export const choiceFields = z.object({
  recordType: line(40),
  rowId: idField,
  field: optionalLine(60),
  choice: z.enum(['theirs', 'ours']),
})

export const acceptFields = z.object({
  packageId: idField,
  units: z.array(unitKey).min(1, { error: 'required' }).max(500),
  choices: z.array(choiceFields).max(20_000),
})

export const sendBackFields = z.object({
  packageId: idField,
  units: z.array(unitKey).min(1, { error: 'required' }).max(500),
  reasons: optionalText(2000).refine((text) => text !== '', { error: 'required' }),
})

/** A field of one record three ways; values as in the record. */
export type FieldThreeWays = {
  field: string
  /** What both had; undefined where there was nothing in common. */
  base: unknown
  theirs: unknown
  ours: unknown
  /** `theirs`/`ours`: changed there/here only; `same`: both made the same; `conflict`: both, and differently. */
  state: 'theirs' | 'ours' | 'same' | 'conflict'
}
export type RowChange = 'new' | 'changed' | 'withdrawn' | 'conflict' | 'same'
