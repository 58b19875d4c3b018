import { z } from 'zod'
import { unitKey } from '../fieldwork/rules.ts'
import { count, fiscalYear, idField, isoDate, optionalLine, optionalText } from '../kernel/fields.ts'
import type { RecordType } from './records.ts'
import { isFieldValue } from './remark-rules.ts'
import { answeredKinds, answerKinds, answers } from './rules.ts'

/**
 * What a receipt and a return carry: records of no table (docs/package-format.md). Both kinds have all three, so that
 * an answer that was lost on the way loses nothing: the next one says the whole again.
 */

/** A value of a field, or nothing; as it stands in the record. */
const fieldValue = z.unknown().refine(isFieldValue, { error: 'tooLong' })

function answerType(
  name: string,
  fields: z.core.$ZodLooseShape,
  references: RecordType['references'],
): RecordType {
  return {
    name,
    table: null,
    kinds: answerKinds,
    holds: null,
    version: 1,
    row: z.object({ id: idField, ...fields }),
    references,
    renew: false,
    since: 4,
    later: {},
  }
}

/** One a package of the addressee that the sender holds; `id` is the receiver's number for it. */
export const verdictFields = z.object({
  id: idField,
  kind: z.enum(answeredKinds),
  sequence: count(1_000_000).min(1, { error: 'invalid' }),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u, { error: 'invalid' }),
  planFy: fiscalYear,
  state: z.enum(answers),
  /** Number of this answer among all that its writer gave this office, receipts and returns together: 1, 2, … */
  answerNo: count(1_000_000).min(1, { error: 'invalid' }),
  receivedOn: isoDate,
  decidedOn: isoDate.nullable(),
  reasons: optionalText(2000),
  /** Rows that were taken in, by record type. */
  counts: z
    .record(z.string().max(60), count(100_000_000))
    .refine((rows) => Object.keys(rows).length <= 200, { error: 'tooMany' }),
})

/** Of a laptop's work: what became of one village or tambon of it. */
export const unitVerdictFields = z.object({
  id: idField,
  verdictId: idField,
  unit: unitKey,
  name: optionalLine(300),
  state: z.enum(['accepted', 'returned', 'waiting']),
  reasons: optionalText(2000),
})

/** A correction asked for; with `field` the value that was handed in and the one that should stand. */
export const remarkFields = z.object({
  id: idField,
  verdictId: idField,
  unit: unitKey,
  recordType: optionalLine(40),
  rowId: idField.nullable(),
  subject: optionalLine(400),
  field: optionalLine(60),
  handedIn: fieldValue,
  proposed: fieldValue,
  text: optionalText(2000),
})

export type VerdictRow = z.infer<typeof verdictFields>
export type UnitVerdictRow = z.infer<typeof unitVerdictFields>
export type RemarkRow = z.infer<typeof remarkFields>

const ofVerdict = [{ field: 'verdictId', to: 'verdict' }] as const

export const verdictType = answerType('verdict', omitId(verdictFields.shape), [])
export const unitVerdictType = answerType('unitVerdict', omitId(unitVerdictFields.shape), ofVerdict)
export const remarkType = answerType('remark', omitId(remarkFields.shape), ofVerdict)

/** In the order in which they refer to each other. */
export const answerTypes: readonly RecordType[] = [verdictType, unitVerdictType, remarkType]

function omitId({ id: _id, ...fields }: z.core.$ZodLooseShape): z.core.$ZodLooseShape {
  return fields
}
